import { capability } from '../platform/capability.ts'
import * as attendanceCommands from './attendance/commands.ts'
import * as doorPages from './attendance/door-page.tsx'
import * as attendancePages from './attendance/pages.tsx'
import * as attendanceQueries from './attendance/queries.ts'
import * as certificateCommands from './certificates/commands.ts'
import * as certificatePages from './certificates/pages.tsx'
import * as certificateQueries from './certificates/queries.ts'
import * as commands from './commands.ts'
import { eventFinds } from './finds.ts'
import * as formPages from './form-pages.tsx'
import * as kindPages from './kind-pages.tsx'
import * as kinds from './kinds.ts'
import './notices.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import * as seatCommands from './registration/commands.ts'
import * as seatImport from './registration/import.ts'
import * as seatImportPages from './registration/import-pages.tsx'
import * as seatLetters from './registration/letters.ts'
import './registration/notices.ts'
import * as ownSeats from './registration/own.ts'
import * as seatPages from './registration/pages.tsx'
import * as publicPages from './registration/public-pages.tsx'
import * as seatQueries from './registration/queries.ts'
import { eventThreads } from './threads.ts'
import { eventWork } from './work.ts'

/* Events and courses that are planned: kind, programme, speakers, place, the line that pays; invited, held, closed with the outcome that the targets count. */
export const eventCapability = capability({
  modules: [
    certificateCommands,
    certificatePages,
    certificateQueries,
    attendanceCommands,
    doorPages,
    attendancePages,
    attendanceQueries,
    commands,
    formPages,
    kindPages,
    kinds,
    pages,
    queries,
    seatCommands,
    seatImport,
    seatImportPages,
    seatLetters,
    ownSeats,
    seatPages,
    publicPages,
    seatQueries,
  ],
  news: [commands.planEvent, commands.markInvited, commands.closeEvent, commands.cancelEvent],
  links: {
    planned_event: '/events',
    event_kind: '/event-kinds',
    event_registration: '/event-registrations',
  },
  work: eventWork,
  threads: eventThreads,
  finds: eventFinds,
})

export { attendeesOf } from './attendance/attendees.ts'
export { noteSheet } from './attendance/commands.ts'
export { issueCertificates } from './certificates/commands.ts'
export { addSession, cancelEvent, closeEvent, markHeld, markInvited, planEvent } from './commands.ts'
export { eventFields, kindFields, outcomeFields, sessionFields } from './fields.ts'
export { eventChoices } from './queries.ts'
export { openRegistration, registerSomebody } from './registration/commands.ts'
export { registrationFields as seatFields } from './registration/fields.ts'
export { registerByLink } from './registration/own.ts'
export { OpenEventsBrief } from './registration/public-pages.tsx'
export { registrationSums } from './registration/queries.ts'
