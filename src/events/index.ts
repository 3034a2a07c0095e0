import { capability } from '../platform/capability.ts'
import * as attendanceCommands from './attendance/commands.ts'
import * as doorPages from './attendance/door-page.tsx'
import * as attendancePages from './attendance/pages.tsx'
import * as attendanceQueries from './attendance/queries.ts'
import * as certificateCommands from './certificates/commands.ts'
import * as certificatePages from './certificates/pages.tsx'
import * as certificateQueries from './certificates/queries.ts'
import * as commands from './commands.ts'
import * as costCommands from './costs/commands.ts'
import * as costForms from './costs/form-pages.tsx'
import './costs/notices.ts'
import * as costPages from './costs/pages.tsx'
import * as costQueries from './costs/queries.ts'
import * as costStatement from './costs/statement.ts'
import { eventFinds } from './finds.ts'
import * as formPages from './form-pages.tsx'
import * as inviteeCommands from './invitation/commands.ts'
import './invitation/notices.ts'
import * as inviteePages from './invitation/pages.tsx'
import * as inviteeQueries from './invitation/queries.ts'
import * as kindPages from './kind-pages.tsx'
import * as kinds from './kinds.ts'
import './notices.ts'
import * as materialCommands from './materials/commands.ts'
import * as materialPages from './materials/pages.tsx'
import * as materialQueries from './materials/queries.ts'
import * as minutesCommands from './minutes/commands.ts'
import * as minutesForms from './minutes/form-pages.tsx'
import './minutes/notices.ts'
import * as conclusionPages from './minutes/pages.tsx'
import * as minutesQueries from './minutes/queries.ts'
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
import * as schoolCommands from './schools/commands.ts'
import * as schoolImport from './schools/import.ts'
import * as schoolImportPages from './schools/import-pages.tsx'
import * as schoolPages from './schools/pages.tsx'
import * as schoolQueries from './schools/queries.ts'
import * as sendingCommands from './sendings/commands.ts'
import './sendings/notices.ts'
import * as sendingPages from './sendings/pages.tsx'
import * as sendingQueries from './sendings/queries.ts'
import * as sheetCommands from './sheets/commands.ts'
import * as ownSheetPages from './sheets/own-pages.tsx'
import * as sheetPages from './sheets/pages.tsx'
import * as sheetQueries from './sheets/queries.ts'
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
    costCommands,
    costForms,
    costPages,
    costQueries,
    costStatement,
    formPages,
    inviteeCommands,
    inviteePages,
    inviteeQueries,
    kindPages,
    kinds,
    materialCommands,
    materialPages,
    materialQueries,
    minutesCommands,
    minutesForms,
    conclusionPages,
    minutesQueries,
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
    schoolCommands,
    schoolImport,
    schoolImportPages,
    schoolPages,
    schoolQueries,
    sendingCommands,
    sendingPages,
    sendingQueries,
    sheetCommands,
    ownSheetPages,
    sheetPages,
    sheetQueries,
  ],
  news: [commands.planEvent, commands.markInvited, commands.closeEvent, commands.cancelEvent],
  links: {
    planned_event: '/events',
    event_conclusion: '/event-conclusions',
    event_nominee: '/event-nominees',
    school: '/schools',
    event_sheet: '/event-sheets',
    event_settlement: '/events',
    event_call: '/events',
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
export { addCost, proposeCosts, recordSpent, settleCosts } from './costs/commands.ts'
export { costFields, spentFields } from './costs/fields.ts'
export { eventFields, kindFields, outcomeFields, sessionFields } from './fields.ts'
export { addInvitees, issueInvitation } from './invitation/commands.ts'
export { inviteeFields } from './invitation/fields.ts'
export { addMaterial } from './materials/commands.ts'
export { materialFields } from './materials/fields.ts'
export { addConclusion, draftMinutes, writeMinutes } from './minutes/commands.ts'
export { completionFields, conclusionFields, minutesFields } from './minutes/fields.ts'
export { tellOfConclusions } from './minutes/notices.ts'
export { eventChoices, showPlanned } from './queries.ts'
export { openRegistration, registerSomebody } from './registration/commands.ts'
export { registrationFields as seatFields } from './registration/fields.ts'
export { registerByLink } from './registration/own.ts'
export { OpenEventsBrief } from './registration/public-pages.tsx'
export { registrationSums } from './registration/queries.ts'
export { addClass, addSchool } from './schools/commands.ts'
export { classFields, schoolFields } from './schools/fields.ts'
export { decideSending, nominate, passCallOn, reportReturn, teachOn } from './sendings/commands.ts'
export {
  callFields,
  nomineeFields,
  returnFields,
  sendingFields,
  teachingFields,
} from './sendings/fields.ts'
export { tellOfReturns } from './sendings/notices.ts'
export { addQuestion, answerSheet, closeSheet, createSheet, openSheet } from './sheets/commands.ts'
export { sheetFields } from './sheets/fields.ts'
export { showSheet } from './sheets/queries.ts'
