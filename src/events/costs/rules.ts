/* What an event costs, out of its lines and its commitments. Whole đồng; nothing here knows the database. */

export interface CostLine {
  readonly quantity: number
  readonly unitCost: bigint
  /** By voucher; null while none is entered. */
  readonly spent: bigint | null
}

export interface CostSums {
  readonly planned: bigint
  readonly spent: bigint
  /** Lines without a voucher. */
  readonly open: number
}

export const plannedOf = ({ quantity, unitCost }: Pick<CostLine, 'quantity' | 'unitCost'>): bigint =>
  BigInt(quantity) * unitCost

export function costSums(lines: readonly CostLine[]): CostSums {
  let [planned, spent, open] = [0n, 0n, 0]
  for (const line of lines) {
    planned += plannedOf(line)
    spent += line.spent ?? 0n
    if (line.spent === null) open += 1
  }
  return { planned, spent, open }
}

/** What stands against each other at the settlement: what is still to be paid, and what was paid without a voucher. One of them is none. */
export function balanceOf(spent: bigint, paid: bigint): { left: bigint; over: bigint } {
  return { left: spent > paid ? spent - paid : 0n, over: paid > spent ? paid - spent : 0n }
}
