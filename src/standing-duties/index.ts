import { capability } from '../platform/capability.ts'
import './agency-part.tsx'
import * as ask from './ask.ts'
import * as commands from './commands.ts'
import * as coverage from './coverage.ts'
import * as coveragePage from './coverage-page.tsx'
import { standingFinds } from './finds.ts'
import * as incoming from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPage from './list-page.tsx'
import * as many from './many.ts'
import * as manyPages from './many-pages.tsx'
import './notices.ts'
import * as pages from './pages.tsx'
import * as periodPages from './period-pages.tsx'
import * as periods from './periods.ts'
import * as queries from './queries.ts'
import * as recordingPages from './recording-pages.tsx'
import * as recordingRules from './recording-rules.ts'
import * as recordings from './recordings.ts'
import { standingThreads } from './threads.ts'
import { standingWork } from './work.ts'

/* Standing duties of a plan: each agency says once a period what it did, or that it did nothing and why; what is recorded of each sentence of the plan. */
export const standingCapability = capability({
  modules: [
    ask,
    commands,
    coverage,
    coveragePage,
    importPages,
    incoming,
    listPage,
    many,
    manyPages,
    pages,
    periodPages,
    periods,
    queries,
    recordingPages,
    recordingRules,
    recordings,
  ],
  news: [commands.sendReport, commands.returnReport, commands.acceptReport],
  links: { standing_report: '/standing-reports', standing_period: '/standing-periods' },
  work: standingWork,
  threads: standingThreads,
  finds: standingFinds,
})

export { askStanding, askWhatStands } from './ask.ts'
export { carriersIn, periodEndOf, reopenByRequest, settleByRequest } from './by-request.ts'
export { acceptReport, addDeed, returnReport, sendReport } from './commands.ts'
export { coveredPlan } from './coverage.ts'
export { deedFields, periodFields, reportFields } from './fields.ts'
export { heldKinds, heldOf } from './held.ts'
export { tellOfStanding } from './notices.ts'
export { listStanding, showStanding } from './queries.ts'
export { recordingRuleFields, sentenceRecordingFields } from './recording-fields.ts'
export { RecordingRuleData } from './recording-rules.ts'
export { decideRecording } from './recordings.ts'
export { sentencesOf } from './sentences.ts'
