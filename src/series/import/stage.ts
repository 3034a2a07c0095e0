import { type Words, words } from '../../platform/language.ts'
import { valueProblem } from '../bounds.ts'
import { checkSeries } from '../checks.ts'
import { type KnownMeasure, type KnownSector, outOfTerritory, partsOf } from '../entry.ts'
import type { CheckedSeries } from '../finding.ts'
import type { StoredSeries } from '../observations.ts'
import { type SeriesKey, type Status, seriesWord, statuses, yearInTerritory } from '../rules.ts'
import type { BlockCell } from './block.ts'

export const outcomes = ['new', 'changed', 'same', 'error'] as const
export type Outcome = (typeof outcomes)[number]

/** One cell of an import: what it would do, what is on record now, and what is odd about it. */
export interface StagedCell {
  readonly address: string
  readonly typed: string
  readonly outcome: Outcome
  readonly measure: string | null
  readonly sector: string | null
  readonly baseYear: number | null
  readonly edition: string
  readonly year: number | null
  readonly value: number | null
  readonly status: Status
  /** What the cell's own row says of itself; null: as the form says. */
  readonly source: string | null
  readonly publishedOn: string | null
  readonly before: number | null
  readonly beforeId: string | null
  readonly problems: Words[]
}

/** What each cell would do to the series that are there. */
export function stage(
  cells: readonly BlockCell[],
  state: {
    readonly there: ReadonlyMap<string, StoredSeries>
    readonly edition: string
    readonly status: Status
    readonly validTo: string | null
    readonly measures: ReadonlyMap<string, KnownMeasure>
  },
): StagedCell[] {
  const taken = new Map<string, string>()
  return cells.map((cell): StagedCell => {
    const { measure, sector, baseYear, year, value } = cell
    const edition = cell.edition ?? state.edition
    const known = measure !== null && sector !== null ? { measure, sector, baseYear, edition } : null
    const word = known === null ? '' : `${seriesWord(known)}:${year}`
    const earlier = taken.get(word)
    const current =
      known === null || year === null ? undefined : state.there.get(seriesWord(known))?.values.get(year)
    const status = cell.status ?? state.status
    const problems: Words[] = []
    if (cell.problem !== null) problems.push(cell.problem)
    // A cell that is refused for itself is no second one.
    if (cell.problem === null && known !== null && year !== null && earlier !== undefined) {
      problems.push(words(`Đã có giá trị này ở ô ${earlier}.`, `Cell ${earlier} gives this value already.`))
    }
    if (year !== null && (year < 1986 || year > 2100)) {
      problems.push(words('Năm phải từ 1986 đến 2100.', 'The year must be 1986 to 2100.'))
    } else if (year !== null && !yearInTerritory(year, state.validTo))
      problems.push(outOfTerritory(state.validTo))
    const dimension = state.measures.get(measure ?? '')?.dimension
    if (value !== null && known !== null && dimension !== undefined) {
      const absurd = valueProblem(known.measure, known.sector, dimension, value)
      if (absurd !== null) problems.push(absurd)
    }
    const wrong = problems.length > 0 || value === null || known === null || year === null
    if (!wrong) taken.set(word, cell.address)
    const before = current?.value ?? null
    const outcome = ((): Outcome => {
      if (wrong) return 'error'
      if (before === null) return 'new'
      return before === value && current?.status === status ? 'same' : 'changed'
    })()
    if (
      outcome === 'changed' &&
      current !== undefined &&
      statuses.keys.indexOf(status) < statuses.keys.indexOf(current.status)
    ) {
      problems.push({
        vi: 'Giá trị đang có ở trạng thái cao hơn (chính thức hơn) giá trị nhập.',
        en: 'The value on record is more final than this one.',
      })
    }
    return {
      address: cell.address,
      typed: cell.typed,
      outcome,
      measure: known === null ? null : known.measure,
      sector: known === null ? null : known.sector,
      baseYear,
      edition,
      year,
      value: wrong ? null : value,
      status,
      source: cell.source ?? null,
      publishedOn: cell.publishedOn ?? null,
      before,
      beforeId: current === undefined ? null : String(current.id),
      problems,
    }
  })
}

/** Adds what the checks would say once these cells were in, to the cells that they speak of. */
export function withFindings(
  staged: readonly StagedCell[],
  there: ReadonlyMap<string, StoredSeries>,
  known: {
    readonly sectors: ReadonlyMap<string, KnownSector>
    readonly measures: ReadonlyMap<string, KnownMeasure>
  },
  validTo: string | null,
): StagedCell[] {
  const merged = new Map<string, SeriesKey & { values: Map<number, { value: number; status: Status }> }>()
  for (const [word, { measure, sector, baseYear, edition, values }] of there) {
    const numbers = new Map<number, { value: number; status: Status }>()
    for (const [year, { value, status }] of values) if (value !== null) numbers.set(year, { value, status })
    merged.set(word, { measure, sector, baseYear, edition, values: numbers })
  }
  for (const { outcome, measure, sector, baseYear, edition, year, value, status } of staged) {
    if (outcome === 'error' || measure === null || sector === null || year === null || value === null)
      continue
    const key = { measure, sector, baseYear, edition }
    const series = merged.get(seriesWord(key)) ?? { ...key, values: new Map() }
    series.values.set(year, { value, status })
    merged.set(seriesWord(key), series)
  }
  const list: CheckedSeries[] = [...merged.values()]
  const found = Map.groupBy(
    checkSeries(list, { sectors: [...known.sectors.values()], parts: partsOf(known), validTo }),
    (problem) => `${seriesWord(problem)}:${problem.year}`,
  )
  return staged.map((cell) => {
    if (cell.outcome === 'error' || cell.outcome === 'same' || cell.measure === null || cell.sector === null)
      return cell
    const key = { measure: cell.measure, sector: cell.sector, baseYear: cell.baseYear, edition: cell.edition }
    const said = found.get(`${seriesWord(key)}:${cell.year}`) ?? []
    return { ...cell, problems: [...cell.problems, ...said.map((problem) => problem.words)] }
  })
}
