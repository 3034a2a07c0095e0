import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import './invited.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import { trainingThreads } from './threads.ts'

export const trainingCapability = capability({
  modules: [commands, queries, pages],
  news: true,
  links: { training: '/training', training_event: '/training' },
  threads: trainingThreads,
})

export { recordEvent, retractEvent } from './commands.ts'
export { eventFields } from './fields.ts'
export { dayProblems, eventKinds, factOf, peopleProblems } from './rules.ts'
export { takeOverEvent } from './taking-over.ts'
