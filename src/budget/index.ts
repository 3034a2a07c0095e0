import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { allocationPages } from './allocation-pages.tsx'
import { approveCorrection, closeYear, proposeCorrection, showYears } from './closings.ts'
import { allocate, commitDirectly, disburse, refund, releaseRest, withdrawAllocation } from './commands.ts'
import { commitmentPages } from './commitment-pages.tsx'
import { listCommitments, showCommitment } from './commitment-queries.ts'
import { entriesPage } from './entry-pages.tsx'
import { listEntries, sumEntries } from './entry-queries.ts'
import { budgetPage } from './overview-pages.tsx'
import { paymentPages } from './payment-pages.tsx'
import { draftPayment, listPayments, releasePayment, returnPayment } from './payments.ts'
import { budgetChoices, budgetOverview } from './queries.ts'
import { yearPages } from './year-pages.tsx'

export const budgetOperations: readonly Operation[] = [
  budgetOverview,
  budgetChoices,
  allocate,
  withdrawAllocation,
  listCommitments,
  commitDirectly,
  showCommitment,
  disburse,
  refund,
  releaseRest,
  listPayments,
  draftPayment,
  releasePayment,
  returnPayment,
  showYears,
  closeYear,
  proposeCorrection,
  approveCorrection,
  listEntries,
  sumEntries,
]
export const budgetPages: readonly Page[] = [
  budgetPage,
  entriesPage,
  ...allocationPages,
  ...paymentPages,
  ...yearPages,
  ...commitmentPages,
]

export {
  allocate,
  commitDirectly,
  commitMoney,
  disburse,
  refund,
  releaseCommitment,
  releaseRest,
  withdrawAllocation,
} from './commands.ts'
export { draftPayment, paymentBases, releasePayment } from './payments.ts'
export { position } from './queries.ts'
