import { answerFields, opinionFields, settlingFields } from '../opinions/index.ts'
import type { MarksOf } from '../platform/personal.ts'
import { clauseFields, proposalFields } from '../proposals/index.ts'
import { extensionFields, requestFields as reportRequestFields } from '../report-requests/index.ts'
import { deedFields, periodFields, reportFields, sentenceRecordingFields } from '../standing-duties/index.ts'

/** Reports that agencies and enterprises are asked for, standing duties, opinions and proposals. As `marked`. */
export const markedReports = {
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
    linkOpenedOn: null,
    linkSha256: null,
    linkUntil: null,
    ownRemark: 'freeText',
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
  sentenceRecording: { ...sentenceRecordingFields.marks, decidedOn: null, records: null, sentence: null },
  standingDeed: { ...deedFields.marks },
  standingPeriod: { ...periodFields.marks },
  standingReport: {
    ...reportFields.marks,
    dueOn: null,
    fromOn: null,
    held: null,
    importKind: null,
    remark: 'freeText',
    reportedBy: 'author',
    reportedOn: null,
    settledBy: 'author',
    settledOn: null,
  },
} as const satisfies MarksOf<
  | 'opinion'
  | 'opinionClause'
  | 'opinionRequest'
  | 'opinionRound'
  | 'policyClause'
  | 'policyProposal'
  | 'reportAnswer'
  | 'reportCell'
  | 'reportExtension'
  | 'reportRequest'
  | 'reportRound'
  | 'sentenceRecording'
  | 'standingDeed'
  | 'standingPeriod'
  | 'standingReport'
>
