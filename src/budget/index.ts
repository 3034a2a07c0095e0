import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { allocationPages } from './allocation-pages.tsx'
import { allocate, commitDirectly, disburse, refund, releaseRest, withdrawAllocation } from './commands.ts'
import { commitmentPages } from './commitment-pages.tsx'
import { listCommitments, showCommitment } from './commitment-queries.ts'
import { entriesPage } from './entry-pages.tsx'
import { listEntries, sumEntries } from './entry-queries.ts'
import { budgetPage } from './overview-pages.tsx'
import { budgetChoices, budgetOverview } from './queries.ts'

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
  listEntries,
  sumEntries,
]
export const budgetPages: readonly Page[] = [budgetPage, entriesPage, ...allocationPages, ...commitmentPages]

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
export { position } from './queries.ts'
