import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as imports from './import.ts'
import * as importPages from './import-pages.tsx'
import './notices.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import './registered.ts'
import { introductionWork } from './work.ts'

/* Enterprises that associations and agencies bring: by invitation, by tax code or by a sheet; followed with the consent of each, and no further. */
export const introductionCapability = capability({
  modules: [commands, imports, importPages, pages, queries],
  news: [commands.introduce, commands.consent, commands.recordConsent, commands.withdrawConsent],
  links: { introduction: '/introductions' },
  work: introductionWork,
})

export { consent, introduce, livingEnterprise, recordConsent, withdrawConsent } from './commands.ts'
export { consentFields, introductionFields } from './fields.ts'
export { readsIntroductionsOf } from './queries.ts'
export { introductionStates } from './rules.ts'
