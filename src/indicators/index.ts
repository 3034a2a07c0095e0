import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as pages from './pages.tsx'
import * as quantities from './quantities/follow.ts'
import * as quantityPages from './quantities/pages.tsx'
import * as queries from './queries.ts'
import * as valueCorrection from './value-correction.tsx'
import * as valueImport from './value-import/import.ts'
import * as valueImportPages from './value-import/pages.tsx'
import * as values from './values.ts'
import './notices.ts'
import { indicatorThreads } from './threads.ts'
import { indicatorWork } from './work.ts'

export const indicatorCapability = capability({
  modules: [
    commands,
    queries,
    values,
    valueCorrection,
    valueImport,
    quantities,
    pages,
    valueImportPages,
    quantityPages,
  ],
  work: indicatorWork,
  threads: indicatorThreads,
})

export { addIndicator } from './commands.ts'
export { valueFields } from './fields.ts'
export { listIndicators } from './queries.ts'
export { applyValueImport, checkValueImport } from './value-import/import.ts'
export { confirmImportedValues, confirmValue, enterValue, withdrawValue } from './values.ts'
