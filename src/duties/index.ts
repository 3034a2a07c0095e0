import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { completeDuty, reopenDuty } from './commands.ts'
import { feedPages } from './feed-pages.tsx'
import { calendarWork, closeFeed, feedWork, openFeed, showFeed } from './feeds.ts'
import { dutiesPage } from './list-page.tsx'
import { dutyRecordPages } from './page.tsx'
import { listDuties, remindDuties, showDuty } from './queries.ts'
import { requestPages } from './request-pages.tsx'
import { requestableDuties, requestDuty, withdrawDuty } from './requests.ts'

// Fixed addresses stand before `{id}`, which would take them.
export const dutyOperations: readonly Operation[] = [
  listDuties,
  showDuty,
  completeDuty,
  reopenDuty,
  remindDuties,
  requestableDuties,
  requestDuty,
  withdrawDuty,
  calendarWork,
  feedWork,
  showFeed,
  openFeed,
  closeFeed,
]
export const dutyPages: readonly Page[] = [dutiesPage, ...feedPages, ...requestPages, ...dutyRecordPages]

export { completeDuty, reopenDuty } from './commands.ts'
export { listDuties, openDuties, remindDuties, showDuty, toDoByPlan } from './queries.ts'
export { sendReminders } from './reminders.ts'
export { markRequestable } from './requestable.ts'
export { requestDuty, withdrawDuty } from './requests.ts'
