import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import { eventFinds } from './finds.ts'
import * as formPages from './form-pages.tsx'
import * as kindPages from './kind-pages.tsx'
import * as kinds from './kinds.ts'
import './notices.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import { eventThreads } from './threads.ts'
import { eventWork } from './work.ts'

/* Events and courses that are planned: kind, programme, speakers, place, the line that pays; invited, held, closed with the outcome that the targets count. */
export const eventCapability = capability({
  modules: [commands, formPages, kindPages, kinds, pages, queries],
  news: [commands.planEvent, commands.markInvited, commands.closeEvent, commands.cancelEvent],
  links: { planned_event: '/events', event_kind: '/event-kinds' },
  work: eventWork,
  threads: eventThreads,
  finds: eventFinds,
})

export { addSession, cancelEvent, closeEvent, markHeld, markInvited, planEvent } from './commands.ts'
export { eventFields, kindFields, outcomeFields, sessionFields } from './fields.ts'
export { eventChoices } from './queries.ts'
