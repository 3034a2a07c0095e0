import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'

export const retentionCapability = capability({ modules: [commands, pages, queries] })

export { listDue } from './runs.ts'
