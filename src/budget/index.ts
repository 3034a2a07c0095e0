import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { allocationPages } from './allocation-pages.tsx'
import { allocate, commitDirectly, disburse, refund, releaseRest, withdrawAllocation } from './commands.ts'
import { commitmentPages } from './commitment-pages.tsx'
import { entriesPage } from './entry-pages.tsx'
import { budgetPage } from './overview-pages.tsx'
import {
  budgetChoices,
  budgetOverview,
  listCommitments,
  listEntries,
  showCommitment,
  sumEntries,
} from './queries.ts'

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
