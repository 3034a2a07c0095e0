export { moneyInText, moneyUnits } from './amounts.ts'
export { timesIn } from './duties.ts'
export { sourceNames } from './funding.ts'
export { labelOf } from './labels.ts'
export { quantitiesOfLines } from './line-quantities.ts'
export { quantitiesIn, yearsIn } from './quantities.ts'
export { readPlan } from './read.ts'
export {
  type AmountCell,
  type Budget,
  type BudgetLine,
  type Due,
  type Duty,
  type Finding,
  type IndicatorKey,
  type LineQuantity,
  type Objective,
  type PlanDocument,
  planJsonSchema,
  planSchema,
  type Quantity,
  type Span,
  spanSchema,
} from './schema.ts'
export { canonical, foldSameLength, plainOf } from './text.ts'
