import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as decide from './decide.ts'
import * as decidePage from './decide-page.tsx'
import * as pastCorrection from './past-correction.tsx'
import * as pastImport from './past-import.ts'
import * as pastImportPages from './past-import-pages.tsx'
import * as pastOfPlans from './past-of-plans-page.tsx'
import * as pastPages from './past-pages.tsx'
import * as pastQueries from './past-queries.ts'
import * as pastSums from './past-sums.ts'
import * as plansPages from './plans-pages.tsx'
import * as queries from './queries.ts'
import { versionThreads } from './threads.ts'
import * as versionPages from './version-pages.tsx'
import { versionWork } from './work.ts'

export const versionCapability = capability({
  modules: [
    ...[commands, decide, decidePage, pastCorrection, pastImport, pastImportPages, pastPages, pastQueries],
    ...[plansPages, pastOfPlans, pastSums, queries, versionPages],
  ],
  news: [commands.recordEarlier, commands.recordPast, commands.retractPast, decide.decideNumber],
  links: { past_result: '/past-results' },
  work: versionWork,
  threads: versionThreads,
})

export { amendPlan } from './amend.ts'
export { comparePlans } from './compare.ts'
export { Diff } from './comparison-rows.tsx'
export { Comparison } from './comparison-view.tsx'
export { likeness } from './matching.ts'
export { knownPlan, resultsByYear } from './queries.ts'
export { wordDiff } from './word-diff.ts'
