import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as pages from './pages.tsx'

export const listCapability = capability({ modules: [commands, pages] })

export { saveListView } from './commands.ts'
