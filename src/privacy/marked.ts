import { doneFields, requestFields, termFields } from '../duties/index.ts'
import { enterpriseFields } from '../enterprises/index.ts'
import { valueFields } from '../indicators/index.ts'
import { needFields } from '../needs/index.ts'
import type { MarksOf } from '../platform/personal.ts'
import { matchFields, measureFields } from '../proofs/index.ts'
import {
  licenceFields,
  providerFields,
  ruleFields as providerRuleFields,
  ratingFields,
} from '../providers/index.ts'
import { obstacleFields, resolutionFields } from '../reports/index.ts'
import { stepFields } from '../support/index.ts'
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
import { markedAwards } from './marked-awards.ts'
import { markedCommendations } from './marked-commendations.ts'
import { markedCommunication } from './marked-communication.ts'
import { markedContent } from './marked-content.ts'
import { markedEvents } from './marked-events.ts'
import { markedImprovements } from './marked-improvements.ts'
import { markedMoney } from './marked-money.ts'
import { markedPlans } from './marked-plans.ts'
import { markedReports } from './marked-reports.ts'
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
    contentField: null,
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
    importKind: null,
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
  ...markedAwards,
  ...markedCommendations,
  ...markedApplications,
  ...markedCommunication,
  ...markedEvents,
  ...markedReports,
  ...markedContent,
  ...markedImprovements,
  ...markedRecords,
  ...markedTurns,
} as const
