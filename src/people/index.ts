import { capability } from '../platform/capability.ts'
import * as attendeePages from './attendee-pages.tsx'
import * as attendees from './attendees.ts'
import * as commands from './commands.ts'
import * as correction from './correction.tsx'
import * as doubles from './doubles.ts'
import * as expertise from './expertise.ts'
import * as expertisePages from './expertise-pages.tsx'
import * as experts from './experts.ts'
import { peopleFinds } from './finds.ts'
import * as listPages from './list-pages.tsx'
import './notices.ts'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import { peopleThreads } from './threads.ts'
import { peopleWork } from './work.ts'

/* Persons: experts, lecturers, managers, workers, with employer, trainings and their proof, consent, who may train and whom they trained, doubles. */
export const peopleCapability = capability({
  modules: [
    attendeePages,
    attendees,
    commands,
    correction,
    doubles,
    experts,
    expertise,
    expertisePages,
    listPages,
    queries,
    showPages,
  ],
  links: { person: '/people', expertise: '/expertise' },
  work: peopleWork,
  threads: peopleThreads,
  finds: peopleFinds,
})

export { noteTaught, recordPerson, setExpertise, stateTrainer } from './commands.ts'
export { addExpertise } from './expertise.ts'
