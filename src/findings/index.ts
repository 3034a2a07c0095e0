import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as correction from './correction.tsx'
import { findingFinds } from './finds.ts'
import * as findingImport from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import { findingThreads } from './threads.ts'
import { findingWork } from './work.ts'

export const findingCapability = capability({
  modules: [commands, correction, findingImport, importPages, listPages, queries, showPages],
  news: [commands.recordFinding, commands.closeFinding],
  links: { finding: '/findings' },
  work: findingWork,
  threads: findingThreads,
  finds: findingFinds,
})

export { answerFinding, closeFinding, recordFinding } from './commands.ts'
export { closingFields, findingFields } from './fields.ts'
export { openFindings } from './line-section.tsx'
export { tellOfFindings } from './notices.ts'
