import { words } from '../platform/language.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { type StateOf, states } from '../platform/states.ts'

/* What becomes of a line for which less was agreed than was asked. Pure; amounts are đồng. */

export const cutOutcomes = states({
  whole: words('Vẫn làm đủ, giảm chi phí', 'Done whole, for less'),
  less: { vi: 'Làm ít hơn', en: 'Less of it is done', tone: 'warning' },
  later: { vi: 'Lùi sang năm sau', en: 'Put off to a later year', tone: 'warning' },
  dropped: { vi: 'Không làm nữa', en: 'Dropped', tone: 'error' },
})
export type CutOutcome = StateOf<typeof cutOutcomes>

/** A line as far as a cut is of it. */
export interface CutLine {
  readonly quantity: number
  readonly unitCost: bigint
  readonly amount: bigint
  readonly agreed: bigint | null
}

/** Whether less was agreed than was asked. */
export const isShort = ({ amount, agreed }: Pick<CutLine, 'amount' | 'agreed'>): boolean =>
  agreed !== null && agreed < amount

/** How many of a line what was agreed pays for at the cost that was asked. */
export function quantityLeft({ quantity, unitCost, agreed }: CutLine): number {
  if (agreed === null || unitCost === 0n) return quantity
  const paid = agreed / unitCost
  return paid >= BigInt(quantity) ? quantity : Number(paid)
}

/** How much a target loses when so many of a line are left: in the proportion of its quantity, a part counts as lost whole. */
export function targetLoss(targetQuantity: number, quantity: number, left: number): number {
  return targetQuantity - Math.floor((targetQuantity * Math.min(left, quantity)) / quantity)
}

/** What is wrong with what is said of a cut. */
export function cutFaults(
  line: CutLine,
  said: { readonly outcome: CutOutcome; readonly quantity?: number | undefined },
): FieldProblem[] {
  if (said.outcome !== 'less') return []
  const { quantity } = said
  if (quantity !== undefined && quantity > 0 && quantity < line.quantity) return []
  return [
    {
      field: 'quantity',
      words: words(
        `Làm ít hơn: xin ghi số còn làm, từ 1 đến ${line.quantity - 1}.`,
        `Less of it is done: how many are left, from 1 to ${line.quantity - 1}.`,
      ),
    },
  ]
}

/** How many are left by what is said of a cut. */
export const leftAfter = (line: CutLine, outcome: CutOutcome, quantity: number | undefined): number =>
  outcome === 'whole' ? line.quantity : outcome === 'less' ? (quantity ?? 0) : 0
