import { parseMoney } from '../platform/money.ts'

/* What the rows of a grid come to as they are typed, before anything is checked: a cell that cannot be read counts nought. */

/** A row as its fields were typed. */
export type TypedCells = Readonly<Record<string, string>>

/** The amount of a row: quantity × cost, đồng. */
export function amountTyped(row: TypedCells): bigint {
  if (row.remove === 'true') return 0n
  const digits = (row.quantity ?? '').replace(/[.\s,]/g, '')
  const cost = parseMoney(row.unitCost ?? '', { unit: 'dong' })
  return /^\d{1,7}$/.test(digits) && cost.ok ? BigInt(digits) * cost.value : 0n
}

/** The sum of the rows, and by what was typed for their budget line: its code, with or without its title. */
export function amountsTyped(rows: readonly TypedCells[]): {
  total: bigint
  byLine: ReadonlyMap<string, bigint>
} {
  const byLine = new Map<string, bigint>()
  let total = 0n
  for (const row of rows) {
    const amount = amountTyped(row)
    const code = (row.line ?? '').trim().split(/\.\s| · /)[0] ?? ''
    byLine.set(code, (byLine.get(code) ?? 0n) + amount)
    total += amount
  }
  return { total, byLine }
}
