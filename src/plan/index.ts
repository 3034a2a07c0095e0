import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { completeDuty, reopenDuty } from './commands.ts'
import { draftOperations, draftPages } from './drafts/index.ts'
import { completeDutyPage, dutiesPage, dutyPage, reopenDutyPage } from './duty-pages.tsx'
import { indicatorPage, indicatorsPage } from './indicator-pages.tsx'
import { planPage } from './plan-pages.tsx'
import { indicatorEvidence, indicatorResults, listDuties, showDuty, showPlan } from './queries.ts'
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
  ...draftOperations,
  ...versionOperations,
  ...writingOperations,
]
export const planPages: readonly Page[] = [
  planPage,
  indicatorsPage,
  indicatorPage,
  dutiesPage,
  dutyPage,
  completeDutyPage,
  reopenDutyPage,
  ...draftPages,
  ...versionPages,
  ...writingPages,
]
