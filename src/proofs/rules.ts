import type { ProofKind } from '../enterprises/index.ts'
import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/** Where a proof stands by what was done with it. */
export const storedStates = states({
  proposed: { vi: 'Chờ xác nhận', en: 'Waits to be confirmed', tone: 'warning' },
  confirmed: { vi: 'Đã xác nhận', en: 'Confirmed', tone: 'success' },
  refused: { vi: 'Không xác nhận', en: 'Not confirmed', tone: 'error' },
  withdrawn: words('Đã rút', 'Withdrawn'),
  ended: words('Đã kết thúc', 'Ended'),
})
type Stored = StateOf<typeof storedStates>

/** Where a proof stands on a day: one that was confirmed by a list out of force counts no more. */
export const proofStates = states({
  proposed: { ...storedStates.names.proposed, tone: 'warning' },
  confirmed: { ...storedStates.names.confirmed, tone: 'success' },
  ahead: { vi: 'Chờ danh mục có hiệu lực', en: 'Its list is not in force yet', tone: 'info' },
  lapsed: { vi: 'Danh mục đã hết hiệu lực', en: 'Its list has ended', tone: 'warning' },
  refused: { ...storedStates.names.refused, tone: 'error' },
  withdrawn: storedStates.names.withdrawn,
  ended: storedStates.names.ended,
})
export type ProofState = StateOf<typeof proofStates>

interface Dated {
  readonly state: Stored
  /** The days of the list of a key product; null: of a measure, or without an end. */
  readonly validFrom: string | null
  readonly validTo: string | null
}

/** Where a proof stands on a day. Pure; the same as `proofStateOn` in SQL. */
export function proofStateAt({ state, validFrom, validTo }: Dated, day: string): ProofState {
  if (state !== 'confirmed' || validFrom === null) return state
  if (day < validFrom) return 'ahead'
  return validTo !== null && validTo < day ? 'lapsed' : 'confirmed'
}

/** The units that a measure may be in. */
export const units = states({
  '%': words('%', '%'),
  VND: words('đồng', 'đồng'),
  USD: words('đô la Mỹ', 'US dollars'),
})
export type Unit = StateOf<typeof units>

export const measureKinds = ['domestic_share', 'local_share', 'export_turnover'] as const
export type MeasureKind = (typeof measureKinds)[number]

/** The units of a measure: a share is in percent, a turnover in money. */
export const unitsOf = (kind: ProofKind): readonly Unit[] =>
  kind === 'export_turnover' ? ['VND', 'USD'] : kind === 'key_product' ? [] : ['%']

interface Measured {
  readonly kind: MeasureKind
  readonly value: number
  readonly unit: Unit
}

/** What is wrong with a measure by itself, with its field; null: nothing. Pure. */
export function measureFault({ kind, value, unit }: Measured) {
  if (!unitsOf(kind).includes(unit))
    return {
      field: 'unit',
      words:
        kind === 'export_turnover'
          ? words('Kim ngạch tính bằng tiền.', 'A turnover is in money.')
          : words('Tỷ lệ tính bằng %.', 'A share is in percent.'),
    }
  if (value < 0)
    return { field: 'value', words: words('Số liệu không thể âm.', 'It cannot be less than nothing.') }
  if (unit === '%' && value > 100)
    return { field: 'value', words: words('Tỷ lệ cao nhất là 100 %.', 'A share is 100 % at most.') }
  return null
}

interface Rule {
  readonly atLeast: number
  readonly unit: Unit
  /** How many years before the running one count. */
  readonly years: number
}

/**
 * What confirmed measures of a kind say of a criterion in a year: by the latest that still counts in the unit of the rule; null where none
 * does: not known, which is not failed. Pure; the same as `criterion_proof_on` in SQL.
 */
export function metByMeasures(
  measures: readonly { readonly year: number; readonly value: number; readonly unit: Unit }[],
  { atLeast, unit, years }: Rule,
  running: number,
): boolean | null {
  const counting = measures.filter(
    (one) => one.unit === unit && one.year >= running - years && one.year <= running,
  )
  const [latest] = counting.toSorted((one, other) => other.year - one.year)
  return latest === undefined ? null : latest.value >= atLeast
}
