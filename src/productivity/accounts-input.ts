import { z } from 'zod'
import { words } from '../platform/language.ts'
import type { Need } from '../platform/operation.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { accountFigures } from './figures.ts'

/* What a year's accounts of an enterprise may be: the same for the form, REST and the import of a file. */

const Given = z.object(accountFigures.input)
export type GivenFigures = z.output<typeof Given>

/** Figures as they are kept; null is not known. */
export interface Figures {
  readonly netRevenue: bigint
  readonly stockChange: bigint
  readonly goodsForResale: bigint
  readonly intermediate: bigint | null
  readonly labourCost: bigint | null
  readonly depreciation: bigint | null
  readonly productionTaxes: bigint | null
  readonly subsidies: bigint | null
  readonly interest: bigint | null
  readonly profit: bigint | null
  readonly fixedAssets: bigint | null
  readonly labour: number
  readonly hours: bigint | null
  readonly priceIndex: number
}
/** What value added by income needs; subsidies are rare and may be left out. */
const incomeParts = ['labourCost', 'depreciation', 'productionTaxes', 'interest', 'profit'] as const

const notWhole = words(
  'Cần chi phí trung gian, hoặc đủ các khoản từ chi phí lao động đến lợi nhuận.',
  'Give intermediate consumption, or all parts from labour cost to profit.',
)

/** What figures lack that give value added by neither way: one problem for each figure to fill in; none when one way is whole. */
export function wholeProblems(given: GivenFigures): FieldProblem[] {
  const missing = incomeParts.filter((part) => given[part] === undefined)
  if (given.intermediate !== undefined || missing.length === 0) return []
  const begun = missing.length < incomeParts.length || given.subsidies !== undefined
  return [...(begun ? missing : []), 'intermediate'].map((field) => ({ field, words: notWhole }))
}

/** What the parts of value added need of each other, for the form and the command. */
export const wholeNeeds = ([...incomeParts, 'intermediate'] as const).map(
  (field): Need<GivenFigures> => ({
    field,
    of: ['intermediate', 'subsidies', ...incomeParts],
    when: (given) => wholeProblems(given).some((problem) => problem.field === field),
    said:
      field === 'intermediate'
        ? words('khi không đủ các khoản theo thu nhập', 'without all parts by income')
        : words('khi tính theo thu nhập', 'by income'),
    words: notWhole,
  }),
)

/** The figures as they are kept. Subsidies left out among income figures that are otherwise given were none. */
export function keptFigures(given: GivenFigures): Figures {
  const income = incomeParts.every((part) => given[part] !== undefined)
  return {
    netRevenue: given.netRevenue,
    stockChange: given.stockChange ?? 0n,
    goodsForResale: given.goodsForResale ?? 0n,
    intermediate: given.intermediate ?? null,
    labourCost: given.labourCost ?? null,
    depreciation: given.depreciation ?? null,
    productionTaxes: given.productionTaxes ?? null,
    subsidies: given.subsidies ?? (income ? 0n : null),
    interest: given.interest ?? null,
    profit: given.profit ?? null,
    fixedAssets: given.fixedAssets ?? null,
    labour: given.labour,
    hours: given.hours ?? null,
    priceIndex: given.priceIndex,
  }
}
