import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { recordEvent, retractEvent } from './commands.ts'
import { trainingEventPages } from './pages.tsx'
import { listEvents, showEvent } from './queries.ts'

export const trainingOperations: readonly Operation[] = [listEvents, showEvent, recordEvent, retractEvent]
export const trainingPages: readonly Page[] = trainingEventPages
