import { capability } from '../platform/capability.ts'
import * as clearing from './clearing.ts'
import * as commands from './commands.ts'
import { advanceFinds } from './finds.ts'
import * as formPages from './form-pages.tsx'
import * as imports from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as prolongPages from './prolong-pages.tsx'
import * as prolonging from './prolonging.ts'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import * as termPages from './term-pages.tsx'
import * as terms from './terms.ts'
import { advanceThreads } from './threads.ts'
import { advanceWork } from './work.ts'

export const advanceCapability = capability({
  modules: [
    commands,
    formPages,
    imports,
    importPages,
    listPages,
    clearing,
    prolonging,
    prolongPages,
    queries,
    showPages,
    termPages,
    terms,
  ],
  news: true,
  links: { advance: '/advances' },
  work: advanceWork,
  threads: advanceThreads,
  finds: advanceFinds,
})

export { clearByClaim, clearByVoucher, confirmPart, enterPaidBack, recoverAdvance } from './clearing.ts'
export { draftAdvance } from './commands.ts'
export { prolongFields, termFields, voucherFields } from './fields.ts'
export { applyAdvances, checkAdvances } from './import.ts'
export { tellOfAdvances } from './notices.ts'
export { PartList } from './part-list.tsx'
export { prolongAdvance } from './prolonging.ts'
export { AdvancesOf } from './sections.tsx'
