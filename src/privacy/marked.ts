import { doneFields, requestFields, termFields } from '../duties/index.ts'
import { enterpriseFields } from '../enterprises/index.ts'
import {
  callFields,
  classFields,
  completionFields,
  conclusionFields,
  costFields,
  inviteeFields,
  materialFields,
  minutesFields,
  nomineeFields,
  outcomeFields,
  eventFields as plannedFields,
  returnFields,
  seatFields,
  sendingFields,
  sessionFields,
  sheetFields,
  spentFields,
  teachingFields,
} from '../events/index.ts'
import {
  improvementEvaluationFields,
  improvementFields,
  improvementValueFields,
} from '../improvements/index.ts'
import { valueFields } from '../indicators/index.ts'
import { needFields } from '../needs/index.ts'
import { answerFields, opinionFields, settlingFields } from '../opinions/index.ts'
import type { MarksOf } from '../platform/personal.ts'
import { matchFields, measureFields } from '../proofs/index.ts'
import { clauseFields, proposalFields } from '../proposals/index.ts'
import {
  licenceFields,
  providerFields,
  ruleFields as providerRuleFields,
  ratingFields,
} from '../providers/index.ts'
import { extensionFields, requestFields as reportRequestFields } from '../report-requests/index.ts'
import { obstacleFields, resolutionFields } from '../reports/index.ts'
import { deedFields, periodFields, reportFields } from '../standing-duties/index.ts'
import { auditFields, auditResultFields, certificateFields, stepFields } from '../support/index.ts'
import {
  employerFields,
  eventFields,
  personConsentFields,
  personFields,
  registerFields,
  trainerFields,
} from '../training/index.ts'
import { markedAccounts } from './marked-accounts.ts'
import { markedApplications } from './marked-applications.ts'
import { markedCommendations } from './marked-commendations.ts'
import { markedCommunication } from './marked-communication.ts'
import { markedMoney } from './marked-money.ts'
import { markedPlans } from './marked-plans.ts'
import { markedTurns } from './marked-turns.ts'

/** Records of the programme and the trail of what was done. */
const markedRecords = {
  audit: {
    actor: 'trail',
    changesSha256: null,
    command: null,
    hash: null,
    input: 'trail',
    previous: null,
    subject: 'trail',
    userId: 'trail',
  },
  // what opinions are asked on may name a nominee
  opinionClause: { label: 'freeText', text: 'freeText' },
  opinion: { ...opinionFields.marks, ...settlingFields.marks, settledOn: null },
  opinionRound: {
    askedOn: null,
    closedOn: null,
    dueOn: null,
    explanation: 'freeText',
    record: null,
    title: null,
  },
  opinionRequest: { ...answerFields.marks, answeredOn: null },
  policyClause: clauseFields.marks,
  policyProposal: {
    ...proposalFields.marks,
    begunOn: null,
    number: null,
    reason: 'freeText',
    settledOn: null,
    submission: null,
    submittedOn: null,
  },
  eventInvitee: { ...inviteeFields.marks, sentOn: null },
  eventConclusion: {
    ...conclusionFields.marks,
    ...completionFields.marks,
    enteredOn: null,
    remark: 'freeText',
    search: 'freeText',
    settledOn: null,
  },
  eventCost: { ...costFields.marks, ...spentFields.marks, search: 'freeText' },
  eventSettlement: { proposedOn: null, remark: 'freeText', settledOn: null },
  eventMaterial: { ...materialFields.marks, addedOn: null, search: 'freeText' },
  eventQuestion: { content: 'freeText', options: 'freeText' },
  eventSheet: { ...sheetFields.marks, begunOn: null, closedOn: null, openedOn: null },
  // written without a name, though a name may stand in what is written
  eventSurveyAnswer: { answers: 'freeText' },
  eventCall: { ...callFields.marks, ...sendingFields.marks, passedOn: null },
  eventNominee: {
    ...nomineeFields.marks,
    ...returnFields.marks,
    ...teachingFields.marks,
    namedOn: null,
    search: 'participant',
  },
  schoolClass: { ...classFields.marks, enteredOn: null, importKind: null, search: 'freeText' },
  eventMinutes: { ...minutesFields.marks, writtenOn: null },
  eventSession: { ...sessionFields.marks },
  plannedEvent: {
    ...plannedFields.marks,
    ...outcomeFields.marks,
    begunOn: null,
    cancelledOn: null,
    closedOn: null,
    heldOn: null,
    invitedOn: null,
    reason: 'freeText',
    registerCode: null,
    registerUntil: null,
    search: 'freeText',
  },
  eventAttendance: { heldOn: null, notedBy: 'author' },
  eventCertificate: { code: null, issuedBy: 'author', issuedOn: null, reason: 'freeText', withdrawnOn: null },
  eventRegistration: {
    ...seatFields.marks,
    // shown at the door of one event, it leads to nobody elsewhere
    doorCode: null,
    linkSha256: 'credential',
    mailSha256: 'credential',
    reason: 'freeText',
    registeredBy: 'author',
    search: 'participant',
  },
  certificateAudit: {
    ...auditFields.marks,
    ...auditResultFields.marks,
    cancelReason: 'freeText',
    cancelledOn: null,
  },
  certificateEvent: {
    documentNumber: null,
    enteredOn: null,
    expiresBefore: null,
    expiresOn: null,
    onDay: null,
    reason: 'freeText',
    scope: 'freeText',
    scopeBefore: 'freeText',
  },
  improvementProject: {
    ...improvementFields.marks,
    ...improvementEvaluationFields.marks,
    enteredOn: null,
    finishedOn: null,
    remark: 'freeText',
    search: 'freeText',
    startedOn: null,
    stoppedOn: null,
  },
  improvementValue: {
    ...improvementValueFields.marks,
    enteredOn: null,
    importKind: null,
    struckOn: null,
    struckReason: 'freeText',
  },
  reportRequest: {
    ...reportRequestFields.marks,
    askedOn: null,
    closedOn: null,
    dueOn: null,
    search: 'freeText',
  },
  reportAnswer: {
    approvedBy: 'author',
    begunOn: null,
    dueOn: null,
    remark: 'freeText',
    sentOn: null,
    settledOn: null,
    submittedOn: null,
  },
  reportCell: { reason: 'freeText', said: 'freeText' },
  reportExtension: { ...extensionFields.marks, askedOn: null, reply: 'freeText', settledOn: null },
  reportRound: {
    content: 'freeText',
    remark: 'freeText',
    sentBy: 'author',
    sentOn: null,
    settledBy: 'author',
    settledOn: null,
  },
  standingDeed: { ...deedFields.marks },
  standingPeriod: { ...periodFields.marks },
  standingReport: {
    ...reportFields.marks,
    dueOn: null,
    fromOn: null,
    held: null,
    remark: 'freeText',
    reportedBy: 'author',
    reportedOn: null,
    settledBy: 'author',
    settledOn: null,
  },
  serviceProvider: {
    ...providerFields.marks,
    confirmedOn: null,
    enteredOn: null,
    importKind: null,
    reason: 'freeText',
    search: 'expert',
  },
  serviceLicence: { ...licenceFields.marks, endReason: 'freeText', endedOn: null },
  serviceRating: { ...ratingFields.marks, ratedOn: null },
  providerRule: { ...providerRuleFields.marks, setOn: null },
  certificate: {
    ...certificateFields.marks,
    code: null,
    scope: 'freeText',
    suspendedOn: null,
    withdrawal: 'freeText',
    withdrawnOn: null,
  },
  change: {
    after: 'trail',
    rowKey: 'trail',
    tableName: null,
  },
  controlRelaxation: {
    reason: 'freeText',
    setBy: 'author',
  },
  correctionRequest: {
    accountId: 'account',
    reason: 'freeText',
    settledBy: 'author',
    wanted: 'account',
    wrong: 'freeText',
  },
  dutyItem: {
    detail: requestFields.marks.detail,
    doneOn: doneFields.marks.doneOn,
    dueOn: termFields.marks.dueOn,
    note: doneFields.marks.note,
    requestedBy: 'author',
    requestedOn: null,
    title: requestFields.marks.title,
  },
  enterprise: {
    ...enterpriseFields.marks,
    search: 'contact',
    stateReason: 'freeText',
    stateSince: null,
  },
  enterpriseCriterion: {
    note: 'freeText',
    recordedOn: null,
  },
  enterpriseProof: {
    ...matchFields.marks,
    ...measureFields.marks,
    decidedOn: null,
    importKind: null,
    productName: null,
    proposedOn: null,
    reason: 'freeText',
    slot: null,
  },
  enterpriseDouble: { foundOn: null, reason: 'freeText', settledOn: null },
  enterpriseLikeness: { address: 'freeText', digits: null, name: 'freeText', taxRoot: null },
  enterpriseMerge: {
    documentNumber: null,
    keptBefore: 'freeText',
    lostBefore: 'freeText',
    mergedOn: null,
    reason: 'freeText',
    taken: null,
    undoneOn: null,
    undoneReason: 'freeText',
  },
  erasure: {
    accountIds: null,
    digests: null,
    email: 'account',
    id: null,
    kept: null,
    name: 'account',
    nameLengths: null,
    phone: 'account',
    proposedBy: 'author',
    reason: 'freeText',
    retention: null,
    settledBy: 'author',
  },
  fact: {
    content: null,
    industry: null,
    kind: null,
    label: 'freeText',
    occurredOn: null,
    recordType: null,
    retraction: 'freeText',
    size: null,
    standard: null,
    subject: 'freeText',
  },
  file: {
    mime: null,
    name: 'file',
    sha256: null,
    uploadedBy: 'author',
  },
  import: {
    checkedBy: 'author',
    headings: null,
    notes: 'staged',
    reading: 'staged',
    scope: null,
  },
  importRow: {
    cells: 'staged',
    data: 'staged',
    kind: null,
    label: 'staged',
    problems: 'staged',
  },
  indicatorValue: {
    confirmedBy: 'author',
    enteredBy: 'author',
    importKind: null,
    note: valueFields.marks.note,
    paperNumber: null,
    paperOn: null,
    reason: 'freeText',
  },
  observation: {
    publishedOn: null,
    reason: 'freeText',
    recordedBy: 'author',
    source: null,
  },
  need: {
    ...needFields.marks,
    enteredOn: null,
    reason: 'freeText',
    search: 'freeText',
    settledOn: null,
  },
  needAsked: { answeredOn: null, askedOn: null, linkSha256: null, note: 'freeText' },
  obstacle: {
    ...obstacleFields.marks,
    ...resolutionFields.marks,
    acceptedOn: null,
    chargedOn: null,
    dueOn: null,
    reportedBy: 'freeText',
    search: 'freeText',
    withdrawal: 'freeText',
    withdrawnOn: null,
  },
  obstacleAnswer: { reason: 'freeText', reopenedOn: null, resolution: 'freeText', resolvedOn: null },
  retentionRule: {
    kind: null,
    reason: 'freeText',
    setBy: 'author',
    source: null,
  },
  retentionRun: {
    confirmedBy: 'author',
    kind: null,
  },
  selfAssessment: {
    answers: 'freeText',
    assessedOn: null,
    note: 'freeText',
    questionnaire: null,
  },
  setting: {
    key: null,
    value: 'official',
  },
  supportStep: {
    documentNumber: null,
    happenedOn: null,
    note: stepFields.marks.note,
    state: null,
  },
  talkMention: {
    accountId: 'author',
  },
  talkMessage: {
    authorId: 'author',
    body: 'freeText',
    record: null,
    settledBy: 'author',
  },
  takeoverBatch: {
    importKind: null,
    note: 'freeText',
    proposedBy: 'author',
    reason: 'freeText',
    settledBy: 'author',
    step: null,
    undoneBy: 'author',
  },
  person: {
    ...registerFields.marks,
    ...employerFields.marks,
    ...personConsentFields.marks,
    trainsSince: trainerFields.marks.trainsSince,
    trainsReason: trainerFields.marks.trainsReason,
    consentWithdrawnOn: null,
    withdrawal: 'freeText',
    knownOn: null,
    search: 'participant',
    trainsEndReason: 'freeText',
    trainsEndedOn: null,
  },
  personApart: { decidedBy: 'author', decidedOn: null, reason: 'freeText' },
  trainedPerson: {
    ...personFields.marks,
    search: 'participant',
  },
  trainingEvent: {
    ...eventFields.marks,
    retractedOn: null,
    retraction: 'freeText',
    search: 'freeText',
  },
  workAssignment: {
    accountId: 'account',
    reason: 'freeText',
    record: null,
    setBy: 'author',
  },
} as const satisfies MarksOf<
  | 'audit'
  | 'opinion'
  | 'opinionClause'
  | 'opinionRequest'
  | 'opinionRound'
  | 'policyClause'
  | 'policyProposal'
  | 'eventAttendance'
  | 'eventCall'
  | 'eventCertificate'
  | 'eventConclusion'
  | 'eventCost'
  | 'eventInvitee'
  | 'eventMaterial'
  | 'eventMinutes'
  | 'eventNominee'
  | 'eventQuestion'
  | 'eventRegistration'
  | 'eventSession'
  | 'eventSettlement'
  | 'eventSheet'
  | 'eventSurveyAnswer'
  | 'plannedEvent'
  | 'certificateAudit'
  | 'certificateEvent'
  | 'improvementProject'
  | 'improvementValue'
  | 'reportRequest'
  | 'reportAnswer'
  | 'reportCell'
  | 'reportExtension'
  | 'reportRound'
  | 'standingDeed'
  | 'standingPeriod'
  | 'standingReport'
  | 'certificate'
  | 'change'
  | 'controlRelaxation'
  | 'correctionRequest'
  | 'dutyItem'
  | 'enterprise'
  | 'enterpriseCriterion'
  | 'enterpriseDouble'
  | 'enterpriseProof'
  | 'enterpriseLikeness'
  | 'enterpriseMerge'
  | 'erasure'
  | 'fact'
  | 'file'
  | 'import'
  | 'importRow'
  | 'indicatorValue'
  | 'need'
  | 'needAsked'
  | 'observation'
  | 'obstacle'
  | 'obstacleAnswer'
  | 'providerRule'
  | 'retentionRule'
  | 'retentionRun'
  | 'schoolClass'
  | 'selfAssessment'
  | 'serviceLicence'
  | 'serviceProvider'
  | 'serviceRating'
  | 'setting'
  | 'supportStep'
  | 'talkMention'
  | 'talkMessage'
  | 'takeoverBatch'
  | 'person'
  | 'personApart'
  | 'trainedPerson'
  | 'trainingEvent'
  | 'workAssignment'
>

/** Tables that hold personal data: each column that can hold text, with the kind of personal data in it, or null where there is none. */
export const marked = {
  ...markedAccounts,
  ...markedPlans,
  ...markedMoney,
  ...markedCommendations,
  ...markedApplications,
  ...markedCommunication,
  ...markedRecords,
  ...markedTurns,
} as const
