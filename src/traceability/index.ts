import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as correction from './correction.tsx'
import * as eventKindPages from './event-kind-pages.tsx'
import * as eventKinds from './event-kinds.ts'
import * as events from './events.ts'
import { traceFinds } from './finds.ts'
import * as eventImport from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import './notices.ts'
import * as publicPages from './public.tsx'
import * as queries from './queries.ts'
import './section.tsx'
import * as showPages from './show-pages.tsx'
import { traceThreads } from './threads.ts'
import { traceWork } from './work.ts'

/* Traced lots of support turns: GTIN, lot, tracking events, the public page that a GS1 Digital Link opens. */
export const traceCapability = capability({
  modules: [
    commands,
    correction,
    eventImport,
    eventKindPages,
    eventKinds,
    events,
    importPages,
    listPages,
    publicPages,
    queries,
    showPages,
  ],
  news: [commands.publishLot, commands.recallLot],
  links: { trace_lot: '/traceability' },
  work: traceWork,
  threads: traceThreads,
  finds: traceFinds,
})

export { publishLot, recallLot, recordLot } from './commands.ts'
export { TraceEventKindData } from './event-kinds.ts'
export { addEvent } from './events.ts'
export {
  eventFields as traceEventFields,
  eventKindFields as traceEventKindFields,
  lotFields as traceLotFields,
} from './fields.ts'
