import { agencyFields } from '../agencies/index.ts'
import { holidayFields } from '../calendar/index.ts'
import { callContentFields, callPaperFields } from '../calls/index.ts'
import { channelFields } from '../communication/index.ts'
import { contentFieldFields } from '../content-data/index.ts'
import { associationFields, productFields, yearFigures } from '../enterprises/index.ts'
import { kindFields as eventKindFields, schoolFields } from '../events/index.ts'
import { referenceFields } from '../guide/index.ts'
import { improvementMeasureFields } from '../improvements/index.ts'
import { entryFields, listFields } from '../key-products/index.ts'
import { instrumentFields } from '../legal/index.ts'
import { surveyFields } from '../needs/index.ts'
import { normFields } from '../norms/index.ts'
import { kindFields as outreachKindFields } from '../outreach/index.ts'
import { placeFields } from '../places/index.ts'
import { fundingFields } from '../plan/index.ts'
import type { DB } from '../platform/database-types.ts'
import type { MarksOf } from '../platform/personal.ts'
import { ruleFields } from '../proofs/index.ts'
import { criterionFields, reportFields, roundFields } from '../quality-award/index.ts'
import { formFields, questionFields } from '../report-requests/index.ts'
import { committeeAnswerFields, fieldOfObstacles, kindOfReport, passingFields } from '../reports/index.ts'
import { changeFields, kindFields, stepFields } from '../science-tasks/index.ts'
import { recordingRuleFields } from '../standing-duties/index.ts'
import { contentFields, followUpMomentFields, followUpQuestionFields } from '../support/index.ts'
import { traceEventKindFields } from '../traceability/index.ts'
import { expertiseFields } from '../training/index.ts'
import type { marked } from './marked.ts'

/** Tables that hold no personal data: each column that can hold text is declared so. */
export const impersonal = {
  awardCriterion: { ...criterionFields.marks, key: null },
  awardRound: { ...roundFields.marks, ...reportFields.marks, begunOn: null },
  reportKind: { ...kindOfReport.marks, key: null, endedOn: null },
  obstacleField: { ...fieldOfObstacles.marks, key: null, endedOn: null },
  obstaclePassing: { ...passingFields.marks, ...committeeAnswerFields.marks },
  communicationChannel: { ...channelFields.marks, key: null, endedOn: null },
  outreachKind: { ...outreachKindFields.marks, key: null, endedOn: null },
  outreachEnterprise: { slot: null },
  outreachProof: {},
  recordingRule: { ...recordingRuleFields.marks, key: null, endedOn: null },
  planSentence: { code: null, en: null, key: null, kind: null, vi: null },
  eventKind: { ...eventKindFields.marks, key: null, endedOn: null },
  expertise: { ...expertiseFields.marks, endedOn: null },
  personDouble: { ground: null },
  personExpertise: {},
  followUpMoment: { ...followUpMomentFields.marks, key: null, endedOn: null },
  followUpQuestion: { ...followUpQuestionFields.marks, key: null, endedOn: null },
  improvementMeasure: { ...improvementMeasureFields.marks, key: null, endedOn: null },
  improvementChoice: {},
  contentField: { ...contentFieldFields.marks, key: null, endedOn: null },
  traceEventKind: { ...traceEventKindFields.marks, key: null, endedOn: null },
  improvementResult: { better: null },
  personTaught: {},
  documentSymbol: { abbreviation: null, source: null },
  adminUnit: {
    formerProvince: null,
    key: null,
    name: null,
    nameEn: null,
    placeKey: null,
    province: null,
    source: null,
    validFrom: null,
    validTo: null,
  },
  agency: {
    ...agencyFields.marks,
    key: null,
    validTo: null,
  },
  keptFormUpload: { keptId: null },
  associationMember: {
    ...associationFields.marks,
    endedOn: null,
  },
  applicationNorm: {},
  appraisalRule: {
    article: null,
    bars: null,
    key: null,
    legalKey: null,
    name: null,
    nameEn: null,
    validFrom: null,
    validTo: null,
  },
  claimWaiting: {},
  eventCommitment: {},
  school: { ...schoolFields.marks, search: null },
  eventSurveyDone: {},
  // numbers of options by number of question: whose they are, the registration says
  eventTestResult: { answers: null, givenOn: null },
  scienceTaskCommitment: {},
  scienceTaskMoney: {},
  scienceTaskPaper: {},
  taskKind: { ...kindFields.marks, begunOn: null, ends: null, key: null, ways: null },
  taskKindStep: stepFields.marks,
  taskKindPaper: { form: null, name: null, nameEn: null },
  taskKindChange: changeFields.marks,
  appraisalBallot: { vote: null },
  nominationPaper: { addedOn: null },
  appraisalCost: {
    cutReason: null,
    norm: null,
    normEn: null,
    overReason: null,
    title: null,
    unit: null,
  },
  appraisalRuleSize: {},
  appraisalScore: {},
  appraisalRuleVote: { key: null, name: null, nameEn: null, noneOf: null },
  scoreSheet: { article: null, key: null, name: null, nameEn: null, validFrom: null, validTo: null },
  scoreGroup: { name: null, nameEn: null },
  scoreCriterion: { name: null, nameEn: null },
  scoreGrade: { name: null, nameEn: null },
  callContent: callContentFields.marks,
  signatureRoot: {
    addedOn: null,
    der: null,
    removeReason: null,
    removedOn: null,
    sha256: null,
    source: null,
    subject: null,
    validFrom: null,
    validTo: null,
  },
  madeDocument: { kind: null, madeOn: null, record: null, templateSha256: null, title: null },
  callPaper: callPaperFields.marks,
  guideReference: referenceFields.marks,
  reportAttachment: { attachedOn: null },
  reportLinkFile: { keptOn: null },
  reportForm: { ...formFields.marks, madeOn: null, search: null },
  reportQuestion: { ...questionFields.marks, choices: null, columns: null, lines: null, sumOf: null },
  reportValue: { enteredOn: null },
  objectionLimit: { source: null },
  callRule: { source: null },
  beneficiaryForm: { article: null, note: null },
  enterpriseMergeRow: { became: null, columnName: null, rowKey: null, tableName: null, was: null },
  applicationStage: {
    since: null,
    state: null,
  },
  auditHead: {
    hash: null,
    mac: null,
  },
  budgetCutoff: { article: null, bars: null, key: null, note: null },
  carryGround: { article: null, key: null, name: null, nameEn: null, note: null },
  budgetLine: {
    code: null,
    note: null,
    quantity: null,
    title: null,
    titleEn: null,
  },
  budgetEstimate: {},
  budgetLineSource: {},
  budgetLineSourceYear: {},
  budgetLineYear: {},
  budgetPosition: {},
  counterpartContent: { agreedOn: null },
  counterpartShare: { agreedOn: null },
  counterpartTask: { agreedOn: null },
  counterpartTurn: { agreedOn: null },
  supportBlock: { dueOn: null, kind: null, number: null },
  advanceMove: { documentNumber: null, id: null, kind: null, onDay: null, record: null },
  commitmentTask: {},
  counterpartEnterprise: {},
  moneyMove: { documentNumber: null, id: null, kind: null, onDay: null, record: null },
  ownFunds: { line: null },
  criterion: {
    code: null,
    text: null,
    textEn: null,
  },
  criterionLine: {},
  criterionRule: { ...ruleFields.marks },
  criterionSuccession: {},
  derivedDifference: {
    rowKey: null,
    tableName: null,
  },
  duty: {
    code: null,
    text: null,
    textEn: null,
  },
  enterpriseAccounts: {},
  enterpriseFile: {},
  enterpriseProductivity: {
    industryKey: null,
    sectorGroup: null,
  },
  enterpriseYear: {
    ...yearFigures.marks,
    sizeExplanation: null,
  },
  erasedValue: {
    columns: null,
  },
  factCountedAgain: {
    kind: null,
  },
  factTally: {
    kind: null,
  },
  fileScan: {
    fault: null,
    sha256: null,
    signature: null,
  },
  fileStore: {
    id: null,
    keys: null,
  },
  fundingSource: fundingFields.marks,
  holiday: holidayFields.marks,
  indicator: {
    contentField: null,
    contents: null,
    factKinds: null,
    industries: null,
    key: null,
    name: null,
    nameEn: null,
    operands: null,
    phrases: null,
    reportPhrase: null,
    sizes: null,
    source: null,
    standards: null,
    unit: null,
    unitEn: null,
  },
  installation: {
    firstDay: null,
  },
  allocationDecisionEntry: {},
  budgetShift: {},
  ledgerAccount: {},
  ledgerPosting: {},
  legalInstrument: instrumentFields.marks,
  needSurvey: { ...surveyFields.marks, endedOn: null, kinds: null },
  keyProduct: { ...entryFields.marks, search: null },
  keyProductList: { ...listFields.marks },
  norm: { ...normFields.marks, key: null, search: null },
  legalRule: {
    article: null,
    key: null,
    name: null,
    nameEn: null,
    validFrom: null,
    validTo: null,
    value: null,
  },
  migration: {
    name: null,
    sha256: null,
  },
  noticeTemplate: {
    body: null,
    kind: null,
    subject: null,
  },
  observationCurrent: {
    method: null,
    publishedOn: null,
    source: null,
    status: null,
  },
  paymentKind: {
    bases: null,
    key: null,
    name: null,
    nameEn: null,
    source: null,
  },
  personalMark: {
    accountColumn: null,
    nameColumn: null,
    owned: null,
    tableName: null,
    texts: null,
  },
  place: {
    ...placeFields.marks,
    formerProvince: null,
    key: null,
    parentKey: null,
    search: null,
  },
  placeSuccessor: {
    placeKey: null,
    successorKey: null,
  },
  product: productFields.marks,
  programmeFile: {},
  requestTerm: {
    key: null,
    source: null,
  },
  series: {
    edition: null,
    measureKey: null,
    sectorKey: null,
  },
  seriesMeasure: {
    aliases: null,
    definition: null,
    definitionEn: null,
    key: null,
    name: null,
    nameEn: null,
    partKey: null,
    partOf: null,
  },
  seriesPart: {
    aliases: null,
    key: null,
    name: null,
    nameEn: null,
    source: null,
    sourceEn: null,
  },
  seriesSector: {
    aliases: null,
    key: null,
    name: null,
    nameEn: null,
    parentKey: null,
  },
  supportContent: contentFields.marks,
  visitCandidate: { factors: null, lot: null },
  supportUnsettled: {},
  target: {
    baseSource: null,
    milestones: null,
  },
  targetResult: {
    indicatorKey: null,
  },
  takeoverRecord: {
    number: null,
    numberKey: null,
    recordType: null,
  },
  territory: {
    key: null,
    name: null,
    nameEn: null,
    placeKey: null,
    source: null,
    validFrom: null,
    validTo: null,
  },
  trainingCountedAgain: {
    kind: null,
  },
  trainingTally: {
    kind: null,
  },
  usedChallenge: {
    sha256: null,
  },
  watchedTable: {
    keys: null,
    marks: null,
    name: null,
  },
  workLimit: {
    key: null,
    source: null,
    sourceEn: null,
  },
  estimateCutNeed: {},
  yearlyPlanNeed: {},
} as const satisfies MarksOf<Exclude<keyof DB, keyof typeof marked>, null>
