import { capability } from '../platform/capability.ts'
import { planFinds } from './finds.ts'
import * as heading from './heading.ts'
import * as indicatorPages from './indicator-pages.tsx'
import * as indicatorQueries from './indicator-queries.ts'
import * as page from './page.tsx'
import * as planFilter from './plan-filter.ts'
import * as queries from './queries.ts'
import { planThreads } from './threads.ts'

export const planCapability = capability({
  modules: [heading, indicatorPages, indicatorQueries, page, planFilter, queries],
  threads: planThreads,
  finds: planFinds,
})

export { activePlan, chosenBeside, effectiveEnd, findPlan, type Plan, plansOf } from './active.ts'
export { addArticles, citedPlan, type PlanArticles, planArticles } from './articles.ts'
export { betweenPlans } from './between.tsx'
export {
  type AmountRow,
  checkBudget,
  ofBudget,
  ofLine,
  provincialFunds,
  type SourceColumns,
  type SumFinding,
  sourcesOf,
  wholeTotal,
} from './budget.ts'
export { writePlanCodes } from './codes.ts'
export { countedKinds, type FactKind, factKindNames, factKinds, recordFact, retractFact } from './facts.ts'
export {
  backings,
  estimateSource,
  FundingSource,
  fundingFields,
  fundingKinds,
  fundingSources,
  sourceNamed,
} from './funding-sources.ts'
export { updateIndicators } from './indicator-catalogue.ts'
export { choosesAmongFacts, indicatorResults, isLevel, targetResults } from './indicator-queries.ts'
export {
  checkSums,
  criterionColumns,
  dutyColumns,
  insertPlan,
  itemColumns,
  lineColumns,
  type PlanSource,
  planColumns,
  sourceColumns,
  targetColumns,
} from './insert.ts'
export { lastYearOf } from './last-year.ts'
export { leafLines } from './leaf-lines.ts'
export { writeLineSources } from './line-sources.ts'
export { MovedMark, type MovedRecord, Moves, moveButton, movedRecords, moveRules, movesOf } from './moves.tsx'
export { isLineOf, lineOfPlan, payingLines } from './paying-lines.ts'
export { planChooser } from './plan-chooser.tsx'
export { planColumn, planFilters, planNames, planYears, yearsOfPlans } from './plan-filter.ts'
export { dayOfPlan, planChoices, planFor, yearOfPlan } from './plan-for.ts'
export { planStates } from './plan-states.ts'
export { followQuantity, openQuantities } from './quantities.ts'
export { showPlan } from './queries.ts'
export { recurrenceNames, recurrenceWords } from './recurrence.ts'
export { phraseProblem, type ReportPhrase, reportParts, reportPhrase } from './report-parts.ts'
export { reportCovers, toldInReport } from './reported.ts'
export { lockPlan, setRowOfPlan } from './row-of-plan.ts'
export {
  type Aside,
  type DutyTiming,
  dueDates,
  dueWords,
  IndicatorData,
  isLate,
  itemState,
  itemStates,
  outsidePlan,
  type PlanBudget,
  PlanDocument,
  planShape,
  recurrences,
} from './rules.ts'
export { sourceGroups } from './source-groups.ts'
export { SourceTotals } from './source-totals.tsx'
export { inPlan, ResultsByYear } from './target-view.tsx'
export {
  goalNumber,
  linesOf,
  milestonesOf,
  standing,
  type TargetNumbers,
  tableWords,
  targetWords,
  timePassed,
  timeWords,
  uncountedQuantities,
} from './targets.ts'
export { ofPlans, plansInput, plansWanted } from './wanted.ts'
export { Without } from './without.tsx'
