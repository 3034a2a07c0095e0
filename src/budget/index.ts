import { capability } from '../platform/capability.ts'
import * as allocationCorrection from './allocation-correction.ts'
import * as allocationCorrectionPages from './allocation-correction-pages.tsx'
import * as allocationCorrectionQueries from './allocation-correction-queries.ts'
import * as allocationPages from './allocation-pages.tsx'
import * as blocks from './blocks.ts'
import * as closings from './closings.ts'
import * as commands from './commands.ts'
import * as commitmentPages from './commitment-pages.tsx'
import * as commitmentQueries from './commitment-queries.ts'
import * as decisionCorrections from './decision-corrections.ts'
import * as decisionImport from './decision-import.ts'
import * as decisionImportPages from './decision-import-pages.tsx'
import * as decisionList from './decision-list.tsx'
import * as decisionPages from './decision-pages.tsx'
import * as decisionQueries from './decision-queries.ts'
import * as decisionView from './decision-view.tsx'
import * as decisions from './decisions.ts'
import * as entryPages from './entry-pages.tsx'
import * as entryQueries from './entry-queries.ts'
import * as overviewPages from './overview-pages.tsx'
import * as ownContentImport from './own-content-import.ts'
import * as ownContentImportPages from './own-content-import-pages.tsx'
import * as ownImport from './own-import.ts'
import * as ownImportPages from './own-import-pages.tsx'
import * as ownMoney from './own-money.ts'
import * as ownPaymentPages from './own-payment-pages.tsx'
import * as ownPaymentQueries from './own-payment-queries.ts'
import * as ownPayments from './own-payments.ts'
import * as ownRatio from './own-ratio.ts'
import * as ownRatioPages from './own-ratio-pages.tsx'
import * as paidTurns from './paid-turns.ts'
import * as paymentPages from './payment-pages.tsx'
import * as paymentQueries from './payment-queries.ts'
import * as payments from './payments.ts'
import * as queries from './queries.ts'
import * as releaseLevelPages from './release-level-pages.tsx'
import * as releaseLevels from './release-levels.ts'
import * as sources from './sources.tsx'
import { budgetThreads } from './threads.ts'
import { budgetWork } from './work.ts'
import * as yearPages from './year-pages.tsx'
import './notices.ts'
import { budgetFinds } from './finds.ts'

export const budgetCapability = capability({
  modules: [
    allocationCorrection,
    allocationCorrectionPages,
    allocationCorrectionQueries,
    allocationPages,
    blocks,
    closings,
    commands,
    commitmentPages,
    commitmentQueries,
    decisionCorrections,
    decisionImport,
    decisionImportPages,
    decisionList,
    decisionPages,
    decisionQueries,
    decisionView,
    decisions,
    entryPages,
    entryQueries,
    overviewPages,
    ownContentImport,
    ownContentImportPages,
    ownImport,
    ownImportPages,
    ownMoney,
    ownPaymentPages,
    ownPaymentQueries,
    ownPayments,
    ownRatio,
    ownRatioPages,
    paidTurns,
    paymentPages,
    payments,
    paymentQueries,
    queries,
    releaseLevelPages,
    releaseLevels,
    sources,
    yearPages,
  ],
  news: true,
  links: { own_payment: '/budget/own-payments' },
  work: budgetWork,
  threads: budgetThreads,
  finds: budgetFinds,
})

export { bookAllocationCorrection, correctAllocation } from './allocation-correction.ts'
export { BasisFields, paperAsked } from './basis-fields.tsx'
export { blockHref, holdHostUnblocked, holdUnblocked } from './blocks.ts'
export { Blocks } from './blocks-view.tsx'
export { contentPaidField, placeFilters, sameVoucherBox } from './choices.tsx'
export { closeYear } from './closings.ts'
export {
  allocate,
  commitDirectly,
  refund,
  releaseRest,
  treasurers,
  withdrawAllocation,
} from './commands.ts'
export { commitMoney, releaseCommitment } from './commit-money.ts'
export { showCommitment } from './commitment-queries.ts'
export {
  commitmentPlace,
  contentPaid,
  lockSides,
  Standing,
  standingsOf,
  standingsOfTask,
} from './counterpart.ts'
export { Counterpart } from './counterpart-view.tsx'
export { gridOf } from './decision-grid.ts'
export { bookDecision, decide } from './decisions.ts'
export {
  allocationFields,
  commitmentFields,
  decisionFields,
  paymentFields,
  paymentKinds,
  paymentNote,
} from './fields.ts'
export { type BudgetKey, lockAccounts, lockYearEnd, post } from './ledger.ts'
export { mostOfYear } from './most.ts'
export { applyOwnContentMoney, checkOwnContentMoney } from './own-content-import.ts'
export { applyOwnMoney, checkOwnMoney } from './own-import.ts'
export { recordNumber } from './own-import-rules.ts'
export { OwnSums, ownFundsOf, ownMoneyRefused, taskFundsOf } from './own-money.ts'
export { ownPaymentFields } from './own-payment-fields.ts'
export { listOwnPayments, turnSides } from './own-payment-queries.ts'
export { declareOwnOfContent, declareOwnOfTurn, proveOwn, settleOwn } from './own-payments.ts'
export { ratioOf } from './own-ratio.ts'
export { TaskTurn, TurnNamed, turnNamed, turnsOfContents } from './paid-turns.ts'
export { PaidForTurn, PaidTurn, taskTurnField } from './paid-turns-view.tsx'
export { paymentStates } from './payment-states.ts'
export {
  basisNames,
  draft,
  draftPayment,
  type Payment,
  paymentBases,
  paymentInput,
  paymentRules,
  releasePayment,
} from './payments.ts'
export { budgetChoices, budgetOverview, position } from './queries.ts'
export { levelFields } from './release-levels.ts'
export { type EntryKind, kindNames } from './rules.ts'
export { plainNumber, plainOnRecord } from './same-voucher.ts'
export { payBack, payBackOfCommitment, sendBack } from './sent-back.ts'
export { bookPast, commitPast, reversePast } from './taking-over.ts'
export { closingCrumbs } from './year-pages.tsx'
export { barredKinds, type CutoffKind, cutoffKinds } from './year-rules.ts'
export { cutoffsOf, guardYear, type PastBudgetYear, pastBudgetYear } from './years.ts'
