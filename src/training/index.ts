import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as eventCorrection from './event-correction.tsx'
import './invited.ts'
import { trainingFinds } from './finds.ts'
import * as outcome from './outcome.ts'
import * as pages from './pages.tsx'
import * as personPages from './person-pages.tsx'
import * as persons from './person-queries.ts'
import * as queries from './queries.ts'
import { trainingThreads } from './threads.ts'

export const trainingCapability = capability({
  modules: [commands, eventCorrection, outcome, queries, pages, persons, personPages],
  news: true,
  links: { training: '/training', training_event: '/training', trained_person: '/trained-persons' },
  threads: trainingThreads,
  finds: trainingFinds,
})

export { recordEvent, retractEvent } from './commands.ts'
export { eventFields } from './fields.ts'
export { personFields, type TrainingOutcome, trainingOutcomes } from './person-fields.ts'
export { listEvents } from './queries.ts'
export {
  consentWays,
  type EmployerKind,
  employerFields,
  employerKinds,
  expertiseFields,
  personConsentFields,
  personRoles,
  registerFields,
  trainerFields,
} from './register-fields.ts'
export { dayProblems, eventKinds, factOf, peopleProblems } from './rules.ts'
export { takeOverEvent, takeOverPersons } from './taking-over.ts'
