import { prolongFields, termFields, voucherFields } from '../advances/index.ts'
import {
  allocationFields,
  commitmentFields,
  levelFields,
  ownPaymentFields,
  paymentNote,
} from '../budget/index.ts'
import { claimLineFields, payeeFields } from '../claims/index.ts'
import { closingFields, findingFields } from '../findings/index.ts'
import { answerFields, thresholdFields } from '../money-view/index.ts'
import type { MarksOf } from '../platform/personal.ts'
import {
  correctionFields,
  exceptionFields,
  paidInFields,
  recoveryFields,
  ruleFields,
} from '../recoveries/index.ts'
import { batchFields, useFields } from '../treasury/index.ts'

/** The budget and its books: decisions, commitments, claims, payments, the end of a year. As `marked`. */
export const markedMoney = {
  allocationDecision: {
    documentDate: null,
    documentNumber: null,
    issuer: 'freeText',
    proposedBy: 'author',
    reason: 'freeText',
    refusal: 'freeText',
    search: 'freeText',
    settledBy: 'author',
    subject: 'freeText',
  },
  allocationCorrection: {
    documentDate: null,
    documentNumber: null,
    note: 'freeText',
    proposedBy: 'author',
    reason: 'freeText',
    refusal: 'freeText',
    settledBy: 'author',
  },
  budgetClosing: {
    closedBy: 'author',
    closedOn: null,
    documentNumber: null,
  },
  budgetCorrection: {
    approvedBy: 'author',
    proposedBy: 'author',
    reason: 'freeText',
  },
  commitment: {
    documentDate: null,
    documentNumber: null,
    purpose: commitmentFields.marks.purpose,
    search: commitmentFields.marks.purpose,
  },
  ledgerEntry: {
    documentNumber: null,
    note: allocationFields.marks.note,
    occurredOn: null,
  },
  ownPayment: {
    ...ownPaymentFields.marks,
    declaredBy: 'author',
    judgedBy: 'author',
    importKind: null,
    judgedOn: null,
    reason: 'freeText',
    search: 'freeText',
    settledNumber: null,
    settledOn: null,
  },
  claimLine: {
    ...claimLineFields.marks,
    article: null,
    judgedBy: 'author',
    judgedOn: null,
    reason: 'freeText',
  },
  claimQuestion: {
    answer: 'freeText',
    answeredBy: 'author',
    answeredOn: null,
    askedBy: 'author',
    askedOn: null,
    question: 'freeText',
  },
  paymentClaim: {
    ...payeeFields.marks,
    claimedBy: 'author',
    reason: 'freeText',
    search: 'freeText',
    sentOn: null,
    settledBy: 'author',
    settledOn: null,
  },
  advance: {
    dueOn: null,
    dueReason: 'freeText',
    dueSource: 'freeText',
    importKind: null,
    settledOn: null,
    shareSource: 'freeText',
  },
  advancePart: {
    ...voucherFields.marks,
    enteredBy: 'author',
    reason: 'freeText',
    settledBy: 'author',
    settledOn: null,
  },
  advanceProlongation: {
    ...prolongFields.marks,
    dueBefore: null,
    enteredBy: 'author',
    refusal: 'freeText',
    settledBy: 'author',
    settledOn: null,
  },
  recovery: {
    ...recoveryFields.marks,
    interestFrom: null,
    enteredBy: 'author',
    confirmedBy: 'author',
    confirmedOn: null,
    settledOn: null,
    remark: 'freeText',
    remarkNumber: null,
    search: 'freeText',
  },
  recoveryCorrection: {
    ...correctionFields.marks,
    dueBefore: null,
    dueOn: null,
    enteredBy: 'author',
    interestFrom: null,
    interestFromBefore: null,
    refusal: 'freeText',
    settledBy: 'author',
    settledOn: null,
  },
  recoveryPayment: {
    ...paidInFields.marks,
    enteredBy: 'author',
    reason: 'freeText',
    settledBy: 'author',
    settledOn: null,
  },
  blockRule: { ...ruleFields.marks, setBy: 'author', validTo: null },
  blockException: {
    ...exceptionFields.marks,
    askedBy: 'author',
    refusal: 'freeText',
    settledBy: 'author',
    settledOn: null,
  },
  advanceTerm: { ...termFields.marks, setBy: 'author', validTo: null },
  finding: {
    ...findingFields.marks,
    ...closingFields.marks,
    answer: 'freeText',
    answeredOn: null,
    recoveredOn: null,
    recoveryNumber: null,
    remark: 'freeText',
    enteredOn: null,
    importKind: null,
    search: 'freeText',
  },
  spendingThreshold: { ...thresholdFields.marks, setBy: 'author', validTo: null },
  spendingAnswer: { ...answerFields.marks, answeredBy: 'author', answeredOn: null },
  treasuryBatch: {
    ...batchFields.marks,
    answeredOn: null,
    drawnBy: 'author',
    reason: 'freeText',
    search: 'freeText',
    sentBy: 'author',
    sentOn: null,
  },
  treasuryBatchOrder: { payee: 'contact', payeeAccount: 'contact', payeeBank: 'contact', answeredOn: null },
  treasuryAnswer: {
    documentNumber: null,
    importKind: null,
    onDay: null,
    payee: 'contact',
    payeeAccount: 'contact',
    reason: 'freeText',
  },
  treasuryDifference: {
    documentNumber: null,
    dueOn: null,
    explanation: 'freeText',
    matchedBy: 'author',
    refusal: 'freeText',
    settledBy: 'author',
    settledOn: null,
  },
  treasuryUse: { ...useFields.marks, setBy: 'author', validTo: null, way: null },
  treasuryAside: { reason: 'freeText', setBy: 'author' },
  releaseLevel: { ...levelFields.marks, setBy: 'author', validTo: null },
  paymentOrder: {
    basisDate: null,
    basisNumber: null,
    documentNumber: null,
    draftedBy: 'author',
    note: paymentNote.marks.note,
    occurredOn: null,
    reason: 'freeText',
    settledBy: 'author',
  },
  yearEndDecision: {
    backBy: 'author',
    backDate: null,
    backNumber: null,
    backReason: 'freeText',
    documentDate: null,
    documentNumber: null,
    proposedBy: 'author',
    reason: 'freeText',
    refusal: 'freeText',
    search: 'freeText',
    settledBy: 'author',
  },
  yearEndLine: { note: 'freeText' },
  treasuryFigure: { documentDate: null, documentNumber: null, enteredBy: 'author', explanation: 'freeText' },
  yearSettlement: {
    content: 'freeText',
    drawnUpBy: 'author',
    minutesDate: null,
    minutesNumber: null,
    note: 'freeText',
    refusal: 'freeText',
    settledBy: 'author',
  },
} as const satisfies MarksOf<
  | 'allocationDecision'
  | 'allocationCorrection'
  | 'budgetClosing'
  | 'budgetCorrection'
  | 'commitment'
  | 'ledgerEntry'
  | 'ownPayment'
  | 'claimLine'
  | 'claimQuestion'
  | 'paymentClaim'
  | 'releaseLevel'
  | 'advance'
  | 'advancePart'
  | 'advanceProlongation'
  | 'advanceTerm'
  | 'blockException'
  | 'blockRule'
  | 'recovery'
  | 'recoveryCorrection'
  | 'recoveryPayment'
  | 'finding'
  | 'spendingAnswer'
  | 'spendingThreshold'
  | 'treasuryBatch'
  | 'treasuryBatchOrder'
  | 'treasuryAnswer'
  | 'treasuryDifference'
  | 'treasuryUse'
  | 'treasuryAside'
  | 'paymentOrder'
  | 'yearEndDecision'
  | 'yearEndLine'
  | 'treasuryFigure'
  | 'yearSettlement'
>
