import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { recordEarlier, recordPast, retractPast } from './commands.ts'
import {
  applyPastImport,
  checkPastImport,
  showPastImport,
  showPastImportRows,
  showPastRowsToMend,
} from './past-import.ts'
import { pastImportPages } from './past-import-pages.tsx'
import { pastPages } from './past-pages.tsx'
import { indicatorCatalogue, listPast, pastChoices, showPast } from './past-queries.ts'
import { plansPages } from './plans-pages.tsx'
import { agencyNames, listPlans, planVersion, planVersions } from './queries.ts'
import { versionPages as historyPages } from './version-pages.tsx'

export const versionOperations: readonly Operation[] = [
  listPlans,
  recordEarlier,
  planVersions,
  planVersion,
  agencyNames,
  listPast,
  recordPast,
  pastChoices,
  indicatorCatalogue,
  showPast,
  retractPast,
  checkPastImport,
  applyPastImport,
  showPastImport,
  showPastImportRows,
  showPastRowsToMend,
]
export const versionPages: readonly Page[] = [
  ...plansPages,
  ...historyPages,
  ...pastImportPages,
  ...pastPages,
]

export { amendPlan } from './amend.ts'
export { recordEarlier, recordPast, retractPast } from './commands.ts'
export { comparePlans } from './compare.ts'
export { Comparison } from './comparison-view.tsx'
export { likeness } from './matching.ts'
export { knownPlan, resultsByYear } from './queries.ts'
