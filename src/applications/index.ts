import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import {
  appraiseApplication,
  checkApplication,
  decideApplication,
  editApplication,
  fileApplication,
  withdrawApplication,
} from './commands.ts'
import { editPage, editReceiver, newPage, newReceiver } from './form-pages.tsx'
import { listPageOfApplications, rankingPage } from './list-pages.tsx'
import { applicationYears, listApplications, rankApplications, showApplication } from './queries.ts'
import { actReceivers, showPage } from './show-pages.tsx'

// Fixed addresses stand before `{id}`, which would take them.
export const applicationOperations: readonly Operation[] = [
  listApplications,
  rankApplications,
  applicationYears,
  showApplication,
  fileApplication,
  editApplication,
  checkApplication,
  appraiseApplication,
  decideApplication,
  withdrawApplication,
]

export const applicationPages: readonly Page[] = [
  listPageOfApplications,
  rankingPage,
  newPage,
  newReceiver,
  showPage,
  editPage,
  editReceiver,
  ...actReceivers,
]

export {
  appraiseApplication,
  checkApplication,
  decideApplication,
  editApplication,
  fileApplication,
  withdrawApplication,
} from './commands.ts'
export { showApplication } from './queries.ts'
export { applicationStates, openStates } from './states.ts'
