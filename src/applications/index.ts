import { capability } from '../platform/capability.ts'
import * as closeDecision from './close-decision.ts'
import * as commands from './commands.ts'
import * as decide from './decide.ts'
import * as decideTogether from './decide-together.ts'
import * as decideTogetherForm from './decide-together-form.tsx'
import * as decisionCorrection from './decision-correction.tsx'
import * as decisionDocument from './decision-document.ts'
import * as decisionPages from './decision-pages.tsx'
import * as decisionQueries from './decision-queries.ts'
import * as eligibility from './eligibility.ts'
import * as eligibilityPage from './eligibility-page.tsx'
import * as file from './file.ts'
import * as formPages from './form-pages.tsx'
import * as forms from './forms.ts'
import * as formsPages from './forms-pages.tsx'
import * as letterCommands from './letter-commands.ts'
import * as listNumberCorrection from './list-number-correction.tsx'
import * as listPages from './list-pages.tsx'
import * as manyPages from './many-pages.tsx'
import * as objections from './objections.ts'
import * as objectionsView from './objections-view.tsx'
import * as papers from './papers.ts'
import * as papersPages from './papers-pages.tsx'
import * as queries from './queries.ts'
import * as rankPages from './rank-pages.tsx'
import * as rankQueries from './rank-queries.ts'
import * as showPages from './show-pages.tsx'
import * as writing from './writing.ts'
import * as writingBegin from './writing-begin.tsx'
import * as writingCheck from './writing-check.tsx'
import * as writingPages from './writing-pages.tsx'
import * as writingPapers from './writing-papers.tsx'
import * as writingQueries from './writing-queries.ts'
import * as yearQueries from './year-queries.ts'
import './appraised.ts'
import './invited.ts'
import './notices.ts'
import { applicationFinds } from './finds.ts'
import { applicationThreads } from './threads.ts'
import { applicationWork } from './work.ts'

export const applicationCapability = capability({
  modules: [
    closeDecision,
    commands,
    decide,
    decideTogether,
    decideTogetherForm,
    decisionDocument,
    decisionPages,
    decisionQueries,
    decisionCorrection,
    eligibility,
    eligibilityPage,
    file,
    formPages,
    forms,
    formsPages,
    letterCommands,
    listNumberCorrection,
    listPages,
    manyPages,
    objections,
    objectionsView,
    papers,
    papersPages,
    queries,
    rankPages,
    rankQueries,
    showPages,
    writing,
    writingBegin,
    writingCheck,
    writingPages,
    writingPapers,
    writingQueries,
    yearQueries,
  ],
  news: true,
  links: {
    application: '/applications',
    application_decision: '/applications/decisions',
    'application-draft': '/applications/writing',
  },
  work: applicationWork,
  threads: applicationThreads,
  finds: applicationFinds,
})

export { criteriaOfPlan, filedKey, metCodes } from './application-row.ts'
export { closeDecision } from './close-decision.ts'
export { appraiseApplication, checkApplication, withdrawApplication } from './commands.ts'
export { decideApplication } from './decide.ts'
export { decideTogether } from './decide-together.ts'
export { Questions } from './eligibility-page.tsx'
export { applicationFields } from './fields.ts'
export { editApplication, fileApplication } from './file.ts'
export { issueLetter } from './letter-commands.ts'
export { tellOfClosing, tellOfWaiting } from './notices.ts'
export { answerObjection, objectToDecision } from './objections.ts'
export { listApplications, showApplication } from './queries.ts'
export { type Criterion as RankCriterion, compareContenders } from './ranking.ts'
export { applicationStates, openStates } from './states.ts'
export { takenOverStates, takeOverApplication } from './taking-over.ts'
export { addDraftPaper, beginApplication, sendApplication, writeWhat } from './writing.ts'
