import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import * as values from './values.ts'
import './notices.ts'
import { indicatorWork } from './work.ts'

export const indicatorCapability = capability({
  modules: [commands, queries, values, pages],
  work: indicatorWork,
})

export { addIndicator } from './commands.ts'

export { confirmValue, enterValue } from './values.ts'
