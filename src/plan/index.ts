import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { feedPages } from './calendar/feed-pages.tsx'
import { calendarWork, closeFeed, feedWork, openFeed, showFeed } from './calendar/feeds.ts'
import { addHoliday, changeHoliday, removeHoliday } from './calendar/holiday-commands.ts'
import { holidayPages } from './calendar/holiday-pages.tsx'
import { showHolidays } from './calendar/holiday-queries.ts'
import { completeDuty, reopenDuty, requestDuty, withdrawDuty } from './commands.ts'
import { draftOperations, draftPages } from './drafts/index.ts'
import { dutiesPage } from './duty-list-page.tsx'
import { completeDutyPage, dutyPage, reopenDutyPage, withdrawDutyPage } from './duty-pages.tsx'
import { newRequestPage, sendRequestPage } from './duty-request-pages.tsx'
import { requestableDuties } from './duty-requests.ts'
import { indicatorPage, indicatorsPage } from './indicator-pages.tsx'
import { planPage } from './plan-pages.tsx'
import {
  indicatorEvidence,
  indicatorResults,
  listDuties,
  remindDuties,
  showDuty,
  showPlan,
} from './queries.ts'
import { versionOperations, versionPages } from './versions/index.ts'
import { writingOperations, writingPages } from './write/index.ts'

export const planOperations: readonly Operation[] = [
  showPlan,
  indicatorResults,
  indicatorEvidence,
  listDuties,
  showDuty,
  completeDuty,
  reopenDuty,
  remindDuties,
  requestableDuties,
  requestDuty,
  withdrawDuty,
  showHolidays,
  addHoliday,
  changeHoliday,
  removeHoliday,
  calendarWork,
  feedWork,
  showFeed,
  openFeed,
  closeFeed,
  ...draftOperations,
  ...versionOperations,
  ...writingOperations,
]
export const planPages: readonly Page[] = [
  planPage,
  indicatorsPage,
  indicatorPage,
  dutiesPage,
  ...feedPages,
  ...holidayPages,
  newRequestPage,
  sendRequestPage,
  dutyPage,
  completeDutyPage,
  reopenDutyPage,
  withdrawDutyPage,
  ...draftPages,
  ...versionPages,
  ...writingPages,
]
