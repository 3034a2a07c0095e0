import { sql } from 'kysely'
import type { CellProblem } from '../documents/read/headed-table.ts'
import type { StagedRow } from '../imports/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { type ImportColumn, type ImportedRow, missingForNew, type readRow } from './import-rules.ts'
import { profile, type YearFigures, yearFigures } from './profile.ts'
import {
  dayOfFigures,
  isUnderOneYear,
  type SizeExplanation,
  type SizeInput,
  sizeClass,
  type Thresholds,
  withoutRule,
} from './rules.ts'
import { thresholdsOn } from './size.ts'

export type Fault = CellProblem<ImportColumn>

interface Figures extends YearFigures {
  readonly sectorGroup: SizeInput['sectorGroup']
}

/** What the register, or an earlier row of the same file, knows of an enterprise. */
export interface Known {
  readonly version: number
  /** Where the register has it; of an earlier row, left out. */
  readonly unitId?: number
  /** The tax code of the record that it was merged into. */
  readonly mergedInto?: string | null
  readonly foundedOn: string | null
  readonly sectorGroup: SizeInput['sectorGroup']
  readonly years: ReadonlyMap<number, KnownYear>
  /** What it says of itself, by the keys of a row. */
  readonly said: Readonly<Record<string, unknown>>
}

interface KnownYear extends Figures {
  readonly sizeClass: string
}

const sectorOf = (value: string): SizeInput['sectorGroup'] =>
  value === 'production' ? 'production' : 'trade_services'

/** The enterprises of the register by their tax codes. */
export async function registered(db: Db, codes: readonly string[]): Promise<Map<string, Known>> {
  const enterprises = await db
    .selectFrom('enterprise as e')
    .leftJoin('enterprise as k', 'k.id', 'e.mergedInto')
    .select(['e.id', 'e.version', 'k.taxCode as mergedInto', 'e.adminUnitId', ...profile.select('e')])
    .where(sql<boolean>`e.tax_code = ANY (${codes}::text[])`)
    .execute()
  const years = await db
    .selectFrom('enterpriseYear as y')
    .select(['y.enterpriseId', 'y.year', 'y.sectorGroup', 'y.sizeClass', ...yearFigures.select('y')])
    .where(sql<boolean>`y.enterprise_id = ANY (${enterprises.map((row) => row.id)}::int[])`)
    .execute()
  const byEnterprise = Map.groupBy(years, (row) => row.enterpriseId)
  return new Map(
    enterprises.map(({ id, version, mergedInto, ...row }) => [
      row.taxCode,
      {
        version,
        unitId: row.adminUnitId,
        mergedInto,
        foundedOn: row.foundedOn,
        sectorGroup: sectorOf(row.sectorGroup),
        said: { ...row, unitId: row.adminUnitId },
        years: new Map(
          (byEnterprise.get(id) ?? []).map((year) => [
            year.year,
            { ...year, sectorGroup: sectorOf(year.sectorGroup) },
          ]),
        ),
      },
    ]),
  )
}

type Rules = ReadonlyMap<number, Thresholds | null>

export async function rulesOfYears(
  db: Db,
  today: string,
  years: readonly number[],
  register: ReadonlyMap<string, Known>,
): Promise<Rules> {
  const all = new Set([...years, ...[...register.values()].flatMap((known) => [...known.years.keys()])])
  const rules = new Map<number, Thresholds | null>()
  for (const year of all) rules.set(year, await thresholdsOn(db, dayOfFigures(year, today)))
  return rules
}

interface YearToWrite extends Figures {
  readonly year: number
  readonly sizeClass: SizeExplanation['sizeClass']
  readonly explanation: SizeExplanation
}

/** What a row says of the enterprise itself: its keys without those of the year, and without those that it leaves out. */
const profileOf = (row: ImportedRow) =>
  Object.fromEntries(
    Object.entries(row).filter(
      ([key, value]) => value !== undefined && key !== 'year' && !(key in yearFigures.table),
    ),
  )

/** Whether two values are kept alike; numbers of money may come as text, and nothing as null. */
const alike = (one: unknown, other: unknown) => String(one ?? '') === String(other ?? '')

/** Whether the register, with the rows above, has all of it already. */
function standsAlready(
  row: ImportedRow,
  years: readonly YearToWrite[],
  known: Pick<Known, 'said' | 'years'>,
): boolean {
  const kept = ['sectorGroup', 'sizeClass', ...yearFigures.keys] as const
  return (
    Object.entries(profileOf(row)).every(([key, value]) => alike(value, known.said[key])) &&
    years.every((year) => {
      const before = known.years.get(year.year)
      return before !== undefined && kept.every((key) => alike(year[key], before[key]))
    })
  )
}

/** What a row would do, given the register and the rows above it. */
export function stage(
  line: number,
  label: string,
  reading: ReturnType<typeof readRow>,
  state: {
    readonly register: ReadonlyMap<string, Known>
    readonly seen: Map<string, Known>
    readonly taken: Set<string>
    readonly rules: Rules
    readonly today: string
  },
): StagedRow {
  const wrong = (problems: readonly Fault[]): StagedRow => ({
    line,
    outcome: 'error',
    label,
    data: {},
    problems,
  })
  if (!reading.ok) return wrong(reading.problems)
  const { row } = reading
  const place = `${row.taxCode}/${row.year ?? ''}`
  if (state.taken.has(place)) {
    return wrong([
      {
        column: 'taxCode',
        words: words(
          `Mã số thuế này${row.year === undefined ? '' : ` với năm ${row.year}`} đã có ở dòng trên của tệp.`,
          `This tax code${row.year === undefined ? '' : ` with the year ${row.year}`} stands in a row above.`,
        ),
      },
    ])
  }
  const known = state.seen.get(row.taxCode) ?? state.register.get(row.taxCode)
  if (known?.mergedInto != null)
    return wrong([
      {
        column: 'taxCode',
        words: words(
          `Hồ sơ này đã gộp vào hồ sơ có mã số thuế ${known.mergedInto}; xin nhập vào hồ sơ đó.`,
          `This record was merged into that of tax code ${known.mergedInto}; bring it in for that one.`,
        ),
      },
    ])
  const missing = known === undefined ? missingForNew(row) : []
  if (missing.length > 0) return wrong(missing)
  const foundedOn = row.foundedOn ?? known?.foundedOn ?? null
  if (foundedOn !== null && row.year !== undefined && row.year < Number(foundedOn.slice(0, 4))) {
    return wrong([
      {
        column: 'year',
        words: words(
          `Doanh nghiệp thành lập năm ${foundedOn.slice(0, 4)}.`,
          `The enterprise was founded in ${foundedOn.slice(0, 4)}.`,
        ),
      },
    ])
  }
  const sectorGroup = row.sectorGroup ?? known?.sectorGroup ?? 'production'
  const years = yearsToWrite(row, known, foundedOn, sectorGroup, state)
  state.taken.add(place)
  state.seen.set(row.taxCode, {
    version: known?.version ?? 0,
    foundedOn,
    sectorGroup,
    years: new Map([...(known?.years ?? []), ...years.map((year) => [year.year, year] as const)]),
    said: { ...known?.said, ...profileOf(row) },
  })
  return {
    line,
    outcome: known === undefined ? 'new' : standsAlready(row, years, known) ? 'same' : 'update',
    label: row.name ?? label,
    data: { ...profileOf(row), base: state.register.get(row.taxCode)?.version ?? 0, years },
    problems: [],
  }
}

/** The row's own year, and years on record whose class moves because the founding day does. */
function yearsToWrite(
  row: ImportedRow,
  known: Known | undefined,
  foundedOn: string | null,
  sectorGroup: SizeInput['sectorGroup'],
  state: { readonly rules: Rules; readonly today: string },
): YearToWrite[] {
  const write = (year: number, figures: Figures): YearToWrite => {
    const thresholds = state.rules.get(year) ?? null
    const explanation =
      thresholds === null
        ? withoutRule(figures.sectorGroup)
        : sizeClass(
            { ...figures, operatingUnderOneYear: isUnderOneYear(foundedOn, year, state.today) },
            thresholds,
          )
    return { year, ...figures, sizeClass: explanation.sizeClass, explanation }
  }
  const moved = [...(known?.years ?? [])].filter(
    ([year]) =>
      year !== row.year &&
      isUnderOneYear(known?.foundedOn ?? null, year, state.today) !==
        isUnderOneYear(foundedOn, year, state.today),
  )
  const again = moved.map(([year, figures]) => write(year, figures))
  if (row.year === undefined) return again
  const before = known?.years.get(row.year)
  const own = write(row.year, {
    sectorGroup: row.sectorGroup ?? before?.sectorGroup ?? sectorGroup,
    ...yearFigures.filled(row, before),
  })
  return [own, ...again]
}
