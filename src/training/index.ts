import type { Operation } from '../platform/operation.ts'
import { recordEvent, retractEvent } from './commands.ts'
import { countEvents, listEvents, showEvent } from './queries.ts'

export { trainingPages } from './pages.tsx'

export const trainingOperations: readonly Operation[] = [
  listEvents,
  recordEvent,
  countEvents,
  showEvent,
  retractEvent,
]

export { recordEvent, retractEvent } from './commands.ts'
export { eventKinds } from './rules.ts'
