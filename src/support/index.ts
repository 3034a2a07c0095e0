import { capability } from '../platform/capability.ts'
import * as boardPages from './board/pages.tsx'
import * as boardQueries from './board/queries.ts'
import * as certificateCommands from './certificate-commands.ts'
import * as certificateCorrection from './certificate-correction.tsx'
import * as certificateLife from './certificate-life.ts'
import * as certificateLifeForms from './certificate-life-forms.tsx'
import * as certificateLifePages from './certificate-life-pages.tsx'
import * as certificateLifeQueries from './certificate-life-queries.ts'
import * as certificatePages from './certificate-pages.tsx'
import * as certificateQueries from './certificate-queries.ts'
import * as certifierPages from './certifier-pages.tsx'
import * as changeCommands from './changes/commands.ts'
import * as changePages from './changes/pages.tsx'
import * as changeQueries from './changes/queries.ts'
import { changeThread } from './changes/thread.ts'
import { changeRecord, changeWork } from './changes/work.ts'
import * as commands from './commands.ts'
import * as contentCorrection from './content-correction.tsx'
import * as contentPages from './content-pages.tsx'
import * as contract from './contract.ts'
import * as endedEarlyCommands from './ended-early/commands.ts'
import * as endedEarlyPages from './ended-early/pages.tsx'
import * as endedEarlyQueries from './ended-early/queries.ts'
import { unrecoveredThread } from './ended-early/thread.ts'
import { endedEarlyWork, unrecoveredRecord } from './ended-early/work.ts'
import * as followUpAsking from './follow-up/ask.ts'
import * as followUpCataloguePages from './follow-up/catalogue-pages.tsx'
import * as followUpCatalogues from './follow-up/catalogues.ts'
import * as followUpCommands from './follow-up/commands.ts'
import * as followUpImport from './follow-up/import.ts'
import * as followUpImportPages from './follow-up/import-pages.tsx'
import * as followUpLinkPages from './follow-up/link-pages.tsx'
import * as followUpPages from './follow-up/pages.tsx'
import * as followUpQueries from './follow-up/queries.ts'
import * as followUpSums from './follow-up/sums-page.tsx'
import { followUpThread } from './follow-up/thread.ts'
import { followUpRecord, followUpWork } from './follow-up/work.ts'
import * as manyPages from './many-pages.tsx'
import * as queries from './queries.ts'
import * as stepCorrection from './step-correction.tsx'
import * as turnCommands from './turn-commands.ts'
import * as turnPages from './turn-pages.tsx'
import * as turnProvider from './turn-provider.ts'
import * as turnQueries from './turn-queries.ts'
import * as verifyPages from './verify-pages.tsx'
import './changes/notices.ts'
import './ended-early/notices.ts'
import './notices.ts'
import './visits/notices.ts'
import { supportFinds } from './finds.ts'
import { supportThreads } from './threads.ts'
import * as checklistCommands from './visits/checklists/commands.ts'
import * as checklistPages from './visits/checklists/pages.tsx'
import * as checklistQueries from './visits/checklists/queries.ts'
import * as visitCommands from './visits/commands.ts'
import * as visitCorrection from './visits/correction.tsx'
import { visitFinds } from './visits/finds.ts'
import * as visitImport from './visits/import.ts'
import * as visitImportPages from './visits/import-pages.tsx'
import * as visitListPages from './visits/list-pages.tsx'
import * as photographCommands from './visits/photographs/commands.ts'
import * as photographPages from './visits/photographs/pages.tsx'
import * as visitPlanCommands from './visits/plans/commands.ts'
import * as visitPlanCorrection from './visits/plans/correction.tsx'
import * as visitPlanPages from './visits/plans/pages.tsx'
import * as visitPlanQueries from './visits/plans/queries.ts'
import * as visitQueries from './visits/queries.ts'
import * as remedies from './visits/remedies.ts'
import * as remedyPages from './visits/remedy-pages.tsx'
import * as visitShowPages from './visits/show-pages.tsx'
import { visitThreads } from './visits/threads.ts'
import { visitRecords, visitWork } from './visits/work.ts'
import { supportWork } from './work.ts'

export const supportCapability = capability({
  modules: [
    manyPages,
    certificateCommands,
    certificateCorrection,
    stepCorrection,
    certificateLife,
    certificateLifeForms,
    certificateLifePages,
    certificateLifeQueries,
    certificatePages,
    verifyPages,
    certificateQueries,
    certifierPages,
    commands,
    contentCorrection,
    contentPages,
    contract,
    queries,
    turnCommands,
    turnPages,
    turnProvider,
    turnQueries,
    boardPages,
    boardQueries,
    changeCommands,
    changePages,
    changeQueries,
    checklistCommands,
    endedEarlyCommands,
    endedEarlyPages,
    endedEarlyQueries,
    followUpAsking,
    followUpCataloguePages,
    followUpCatalogues,
    followUpCommands,
    followUpImport,
    followUpImportPages,
    followUpLinkPages,
    followUpPages,
    followUpQueries,
    followUpSums,
    checklistPages,
    checklistQueries,
    photographCommands,
    photographPages,
    remedies,
    remedyPages,
    visitCommands,
    visitCorrection,
    visitImport,
    visitImportPages,
    visitListPages,
    visitPlanCommands,
    visitPlanCorrection,
    visitPlanPages,
    visitPlanQueries,
    visitQueries,
    visitShowPages,
  ],
  news: true,
  links: {
    ...{ certificate: '/certificates', support: '/support', support_turn: '/support' },
    ...{ visit: '/visits', visit_finding: '/visits/findings', visit_plan: '/visits/plans' },
    ...{ visit_checklist: '/visits/checklists', support_change: '/support/changes' },
    ...{ support_unrecovered: '/support/unrecovered', support_follow_up: '/support/follow-ups' },
    ...{ follow_up_moment: '/support/follow-up-moments', follow_up_question: '/support/follow-up-questions' },
  },
  work: {
    kinds: [...supportWork.kinds, changeWork, ...endedEarlyWork, ...followUpWork, ...visitWork],
    records: [...supportWork.records, changeRecord, unrecoveredRecord, followUpRecord, ...visitRecords],
  },
  threads: [...supportThreads, changeThread, unrecoveredThread, followUpThread, ...visitThreads],
  finds: [...supportFinds, ...visitFinds],
})

export { recordCertificate, withdrawCertificate } from './certificate-commands.ts'
export { factKindOf } from './certificate-facts.ts'
export { certificateFields } from './certificate-fields.ts'
export {
  planAudit,
  recordAudit,
  suspendCertificate,
} from './certificate-life.ts'
export { auditFields, auditResultFields } from './certificate-life-fields.ts'
export { certificateSelect, listCertificates, withValidity } from './certificate-queries.ts'
export { approveChange, askChange } from './changes/commands.ts'
export { changeFields } from './changes/fields.ts'
export { activeContent, contentChoices } from './content-choices.ts'
export { contentFields } from './content-fields.ts'
export { confirmUnrecovered, sayUnrecovered } from './ended-early/commands.ts'
export { unrecoveredFields } from './ended-early/fields.ts'
export { askAboutTurns, askFollowUps, tellOfFollowUps } from './follow-up/ask.ts'
export { FollowUpMomentData, FollowUpQuestionData } from './follow-up/catalogues.ts'
export { enterAnswer, nameSilent } from './follow-up/commands.ts'
export {
  momentFields as followUpMomentFields,
  paperFields as followUpPaperFields,
  questionFields as followUpQuestionFields,
} from './follow-up/fields.ts'
export {
  type GrantRecord,
  grantFields,
  keepLetter,
  type LetterOf,
  letterInput,
  prepareLetter,
} from './grant-fields.ts'
export { LetterHead } from './letter-form.tsx'
export { recordInput, recordShape, recordsWanted } from './list-rows.ts'
export { tellOfAudits, tellOfContracts, tellOfExpiry } from './notices.ts'
export { turnPart } from './page-parts.ts'
export { earlierTurns, listContents } from './queries.ts'
export {
  type CertificateKind,
  certificateKinds,
  contentKinds,
  isProductKind,
  mayCertify,
  openTurnStates,
  type TurnState,
  type TurnStep,
  turnStates,
  validities,
} from './rules.ts'
export { stepFields } from './step-fields.ts'
export { takeOverCertificate, takeOverTurn } from './taking-over.ts'
export { cancelTurn, moveTurn, openTurn } from './turn-commands.ts'
export { chooseProvider } from './turn-provider.ts'
export { listTurns } from './turn-queries.ts'
export { evidenceOf } from './turn-row.ts'
export { addChecklist } from './visits/checklists/commands.ts'
export { recordVisit } from './visits/commands.ts'
export {
  checklistFields,
  editionFields,
  foundFields,
  photographFields,
  remedyClosing,
  remedyFields,
  resultFields,
  scheduleFields,
  visitPlanFields,
} from './visits/fields.ts'
export { tellOfRemedies } from './visits/notices.ts'
export { addPhotograph, keepPhotograph } from './visits/photographs/commands.ts'
export { approveVisitPlan, drawVisitPlan } from './visits/plans/commands.ts'
export { addFound, answerRemedy, closeRemedy } from './visits/remedies.ts'
