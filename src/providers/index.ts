import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as correction from './correction.tsx'
import { providerFinds } from './finds.ts'
import * as providerImport from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as pick from './pick.ts'
import * as queries from './queries.ts'
import * as rating from './rating.ts'
import * as showPages from './show-pages.tsx'
import { providerThreads } from './threads.ts'
import { providerWork } from './work.ts'

export const providerCapability = capability({
  modules: [commands, correction, importPages, listPages, pick, providerImport, queries, rating, showPages],
  news: [commands.confirmProvider],
  links: { provider: '/providers' },
  work: providerWork,
  threads: providerThreads,
  finds: providerFinds,
})

export { addLicence, confirmProvider, recordProvider } from './commands.ts'
export { licenceFields, providerFields, providerRoles, ratingFields, ruleFields } from './fields.ts'
export { tellOfLicences } from './notices.ts'
export { pickable, pickedProvider, pickHint } from './pick.ts'
export { rateProvider } from './rating.ts'
