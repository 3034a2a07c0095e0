import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import './notices.ts'

export const talkCapability = capability({ modules: [commands, pages, queries] })

export { writeMessage } from './commands.ts'
export { talkSection } from './pages.tsx'
export { namedRecords } from './threads.ts'
export { talkWork } from './work.ts'
