import { estimateFields, estimateLineFields } from '../estimates/index.ts'
import type { MarksOf } from '../platform/personal.ts'
import { besideFields, lineFields, yearlyPlanFields } from '../yearly-plans/index.ts'

/** Plans, reports and studies, and what stands in them. As `marked`. */
export const markedPlans = {
  estimate: {
    ...estimateFields.marks,
    begunOn: null,
    sentOn: null,
    settledOn: null,
    submissionNumber: null,
    submittedOn: null,
  },
  estimateAppraisal: { comment: 'freeText' },
  estimateCut: { reason: 'freeText', recordedOn: null },
  estimateLine: estimateLineFields.marks,
  estimateRound: { content: 'freeText', remarks: 'freeText', sentOn: null, settledOn: null },
  pastResult: {
    label: null,
    paperNumber: null,
    paperOn: null,
    retractedOn: null,
    retraction: 'freeText',
  },
  plan: {
    amendedBy: null,
    amendedOn: null,
    budgetSource: null,
    document: 'official',
    endsOn: null,
    issuedOn: null,
    issuer: null,
    keptFrom: null,
    number: null,
    province: null,
    replaces: null,
    sourceFile: null,
    sourceSha256: null,
    sourceText: 'official',
    startsOn: null,
    supportLine: null,
    title: null,
    titleEn: null,
  },
  planDraft: {
    createdBy: 'author',
    document: 'official',
    label: null,
    reading: 'official',
    reasons: 'freeText',
    sourceFile: null,
    sourceSha256: null,
    sourceText: 'official',
  },
  planMove: { movedBy: 'author', movedOn: null, reason: 'freeText' },
  planVersion: {
    amendedBy: null,
    amendedOn: null,
    document: 'official',
    reason: 'freeText',
    sourceFile: null,
    sourceSha256: null,
    sourceText: 'official',
  },
  report: {
    beside: null,
    data: 'official',
    dataSha256: null,
    datedOn: null,
    docxSha256: null,
    dueOn: null,
    estimates: 'freeText',
    form: null,
    fromOn: null,
    heading: 'official',
    number: null,
    pdfSha256: null,
    restatement: 'freeText',
    sealedBy: 'author',
    sections: 'official',
    signatory: 'official',
    toOn: null,
    xlsxSha256: null,
  },
  tfpStudy: {
    author: 'author',
    authorName: 'author',
    data: 'official',
    dataSha256: null,
    docxSha256: null,
    parameters: null,
    publicationReason: 'freeText',
    publishedBy: 'author',
    publishedOn: null,
    result: 'official',
    resultSha256: null,
    reviewer: 'author',
    reviewerName: 'author',
    reviewNote: 'freeText',
    search: null,
    sectorKey: null,
    sectorName: null,
    sectorNameEn: null,
    seriesVersion: null,
    territoryName: null,
    territoryNameEn: null,
    title: null,
    withdrawal: 'freeText',
    withdrawnBy: 'author',
    xlsxSha256: null,
  },
  yearlyPlan: { ...yearlyPlanFields.marks, begunOn: null, decidedOn: null, number: null, sentOn: null },
  yearlyPlanBeside: besideFields.marks,
  yearlyPlanLine: lineFields.marks,
  yearlyPlanVersion: {
    content: 'freeText',
    decidedOn: null,
    number: null,
    remarks: 'freeText',
    sentOn: null,
  },
} as const satisfies MarksOf<
  | 'estimate'
  | 'estimateAppraisal'
  | 'estimateCut'
  | 'estimateLine'
  | 'estimateRound'
  | 'pastResult'
  | 'plan'
  | 'planDraft'
  | 'planMove'
  | 'planVersion'
  | 'report'
  | 'tfpStudy'
  | 'yearlyPlan'
  | 'yearlyPlanBeside'
  | 'yearlyPlanLine'
  | 'yearlyPlanVersion'
>
