import { z } from 'zod'
import type { Grant } from '../platform/actor.ts'
import { choice, id, optionalDay, optionalText, optionalYear, text, year } from '../platform/fields.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { parseNumber } from '../platform/numbers.ts'
import { command } from '../platform/operation.ts'
import { type FieldProblem, invalid, invalidField, notFound, Problem } from '../platform/problem.ts'
import { valueProblem } from './bounds.ts'
import { type CataloguePart, catalogueParts, type MeasurePart } from './measure-components.ts'
import { lockTerritory, type Revision, seriesByWord, writeRevisions } from './revisions.ts'
import { type SeriesKey, type Status, seriesWord, statuses, usualBaseYear, yearInTerritory } from './rules.ts'
import { cellNumber, cellText, type Dimension, keptUnit, toKept, unitKeys, units } from './units.ts'

/** Who writes series. */
export const writers: readonly Grant[] = ['statistics', 'coordinator']

/** What a batch of values says of itself; the same for each way of entry. */
export const batch = {
  status: choice(statuses.keys),
  source: text(500),
  publishedOn: optionalDay(),
  /** Year of constant prices. */
  baseYear: optionalYear(),
  edition: optionalText(80),
}

/** The name of a grid's field, and of what is wrong with it. */
export function cellField(measure: string, sector: string, of: number): string {
  return `c.${measure}.${sector}.${of}`
}

export const outOfTerritory = (validTo: string | null): Words => ({
  vi: `Địa bàn này chỉ có đến ${validTo?.split('-').reverse().join('/')}; số liệu các năm sau nhập vào địa bàn mới.`,
  en: `This territory ended on ${validTo?.split('-').reverse().join('/')}; later years belong to its successor.`,
})

const Cell = z.object({
  measure: text(60),
  sector: text(60),
  year: year(),
  /** As typed, in the unit of its dimension; empty takes the value back, with `reason`. */
  value: z.union([z.number(), z.string().max(60)]),
})

/**
 * Writes the cells of a grid: those that differ from the latest value become new revisions, the others stay untouched.
 * Years in `confirm` also give values that stand the batch's status and source (a preliminary figure becomes official).
 */
export const enterSeries = command({
  name: 'series.enter',
  summary: words('Nhập số liệu chuỗi', 'Enter values of series'),
  route: 'POST /series/values',
  input: z.object({
    territoryId: id(),
    cells: z.array(Cell).max(20_000),
    ...batch,
    /** Why values are revised; required to take one back. */
    reason: optionalText(500),
    /** Units that values are typed in, one of a dimension; kept units when left out. */
    units: z.array(z.enum(unitKeys)).default([]),
    /** How numbers are written; the language of the page. */
    numbers: z.enum(['vi', 'en']).default('vi'),
    /** The newest observation of the grid when the form was made; a newer one in a changed cell is a conflict. */
    version: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional(),
    confirm: z.array(year()).default([]),
  }),
  output: z.object({ recorded: z.int(), withdrawn: z.int(), unchanged: z.int() }),
  may: writers,
  subject: (input) => `territory:${input.territoryId}`,
  async run(context, input) {
    const { db } = context
    const territory = await lockTerritory(db, input.territoryId)
    const known = await catalogueOf(db)
    const edition = input.edition ?? ''
    const there = await seriesByWord(db, territory.id, { edition })
    const look = (cell: { measure: string; sector: string; year: number }) => {
      const measure = known.measures.get(cell.measure)
      const dimension = measure?.dimension ?? 'money'
      const unit = input.units.find((one) => units[one].dimension === dimension) ?? keptUnit[dimension]
      const key: SeriesKey = {
        measure: cell.measure,
        sector: cell.sector,
        baseYear: measure?.constantPrices ? (input.baseYear ?? usualBaseYear) : null,
        edition,
      }
      const current = there.get(seriesWord(key))?.values.get(cell.year)
      const before = current?.value ?? null
      return {
        key,
        unit,
        current,
        before,
        shown: before === null ? null : cellText(before, unit, input.numbers),
      }
    }
    const changed = input.cells.filter((cell) => cell.value !== look(cell).shown)
    const language = formOf(changed, input.numbers)
    const problems: FieldProblem[] = []
    const stale: FieldProblem[] = []
    const revisions: Revision[] = []
    let unchanged = 0
    const seen = new Set<string>()
    for (const cell of input.cells) {
      const field = cellField(cell.measure, cell.sector, cell.year)
      const measure = known.measures.get(cell.measure)
      const sector = known.sectors.get(cell.sector)
      const inCell = (words: Words): FieldProblem => ({
        field,
        words: {
          vi: `${measure?.name ?? cell.measure}, ${sector?.name ?? cell.sector}, ${cell.year}: ${words.vi}`,
          en: `${measure?.nameEn ?? cell.measure}, ${sector?.nameEn ?? cell.sector}, ${cell.year}: ${words.en}`,
        },
      })
      const wrong = (words: Words) => problems.push(inCell(words))
      if (measure === undefined || sector === undefined) {
        wrong(words('Không có chỉ tiêu hoặc ngành này.', 'There is no such measure or sector.'))
        continue
      }
      if (seen.has(field)) {
        wrong(words('Ô này có hai lần.', 'This cell is given twice.'))
        continue
      }
      seen.add(field)
      const { key, unit, current, before, shown } = look(cell)
      const typed = typeof cell.value === 'number' ? cell.value : cell.value.trim()
      const sameText = typed === shown
      const number = typed === '' ? null : typeof typed === 'number' ? typed : cellNumber(typed, language)
      if (number === null && typed !== '') {
        wrong(words(`“${typed}” không phải là số.`, `“${typed}” is not a number.`))
        continue
      }
      const value = number === null ? null : sameText ? before : toKept(number, unit)
      const absurd = value === null ? null : valueProblem(cell.measure, cell.sector, measure.dimension, value)
      if (absurd !== null && value !== before) {
        wrong(absurd)
        continue
      }
      const confirmed =
        value !== null &&
        input.confirm.includes(cell.year) &&
        current !== undefined &&
        current.status !== input.status
      if (value === before && !confirmed) {
        unchanged += 1
        continue
      }
      if (current !== undefined && input.version !== undefined && current.id > BigInt(input.version)) {
        stale.push(inCell(movedTo(before, unit)))
        continue
      }
      if (value !== null && !yearInTerritory(cell.year, territory.validTo)) {
        wrong(outOfTerritory(territory.validTo))
        continue
      }
      if (value === null && input.reason === undefined) {
        wrong({
          vi: 'Xóa một giá trị đã ghi là thu hồi nó: cần nêu lý do.',
          en: 'Emptying a recorded value revokes it: give the reason.',
        })
        continue
      }
      revisions.push({
        key,
        year: cell.year,
        value,
        status: input.status,
        source: input.source,
        publishedOn: input.publishedOn ?? null,
        method: null,
        reason: input.reason ?? null,
      })
    }
    if (problems.length > 0) throw invalid(problems.slice(0, 50))
    if (stale.length > 0) {
      throw new Problem(
        'series.stale',
        409,
        words(
          'Có ô đã được người khác sửa sau khi bạn mở bảng; chưa ghi gì. Những gì bạn nhập vẫn còn dưới đây.',
          'Somebody else changed cells after you opened the grid; nothing was written. What you typed is still below.',
        ),
        stale.slice(0, 50),
      )
    }
    await writeRevisions(context, territory.id, revisions)
    const withdrawn = revisions.filter((revision) => revision.value === null).length
    return { recorded: revisions.length - withdrawn, withdrawn, unchanged }
  },
})

/**
 * How the batch writes numbers: the page's form, or the other where cells fit only that one and none fits only the page's (a
 * block of an English Excel pasted into a Vietnamese page: then 1,234 beside 1,300.5 is a thousand too).
 */
function formOf(cells: readonly { value: string | number }[], page: Language): Language {
  const other = page === 'vi' ? 'en' : 'vi'
  let [own, foreign] = [0, 0]
  for (const { value } of cells) {
    if (typeof value === 'number') continue
    const [here, there] = [parseNumber(value, page), parseNumber(value, other)]
    if (here !== null && there === null) own += 1
    if (here === null && there !== null) foreign += 1
  }
  return foreign > 0 && own === 0 ? other : page
}

const movedTo = (value: number | null, unit: (typeof unitKeys)[number]): Words => ({
  vi: value === null ? 'nay đã thu hồi.' : `nay là ${cellText(value, unit, 'vi')}.`,
  en: value === null ? 'is now revoked.' : `is now ${cellText(value, unit, 'en')}.`,
})

export interface KnownMeasure {
  readonly key: string
  readonly name: string
  readonly nameEn: string
  readonly dimension: Dimension
  readonly constantPrices: boolean
  readonly aliases: readonly string[]
  /** What it is a part of, where it is one. */
  readonly part: MeasurePart | null
}
export interface KnownSector {
  readonly key: string
  readonly name: string
  readonly nameEn: string
  readonly parent: string | null
  readonly level: number
  readonly aliases: readonly string[]
}

function partOf(
  row: { key: string; partOf: string | null; partKey: string | null },
  parts: readonly CataloguePart[],
): MeasurePart | null {
  const part = parts.find(({ key }) => key === row.partKey)
  if (part === undefined || row.partOf === null) return null
  return { measure: row.key, whole: row.partOf, kind: part.kind, part: part.key, name: part.name }
}

/** Every measure that is a part of another. */
export function partsOf(known: { readonly measures: ReadonlyMap<string, KnownMeasure> }): MeasurePart[] {
  return [...known.measures.values()].flatMap(({ part }) => (part === null ? [] : [part]))
}

/** Measures, sectors and parts by their keys, in their order. */
export async function catalogueOf(db: Parameters<typeof lockTerritory>[0]): Promise<{
  measures: Map<string, KnownMeasure>
  sectors: Map<string, KnownSector>
  parts: Map<string, CataloguePart>
}> {
  const measures = await db
    .selectFrom('seriesMeasure')
    .select(['key', 'name', 'nameEn', 'dimension', 'constantPrices', 'aliases', 'partOf', 'partKey'])
    .orderBy('ord')
    .execute()
  const sectors = await db
    .selectFrom('seriesSector')
    .select(['key', 'name', 'nameEn', 'parentKey as parent', 'level', 'aliases'])
    .orderBy('ord')
    .execute()
  const parts = await catalogueParts(db)
  return {
    parts: new Map(parts.map((part) => [part.key, part])),
    measures: new Map(
      measures.map(({ partOf: whole, partKey, ...row }) => [
        row.key,
        {
          ...row,
          dimension: row.dimension,
          part: partOf({ key: row.key, partOf: whole, partKey }, parts),
        },
      ]),
    ),
    sectors: new Map(sectors.map((sector) => [sector.key, sector])),
  }
}

/** Takes one value back: the year is empty from now on, and the history says why. */
export const withdrawValue = command({
  name: 'series.withdraw',
  summary: words('Thu hồi một giá trị', 'Take a value back'),
  route: 'POST /series/{id}/withdrawals',
  input: z.object({ id: id(), year: year(), reason: text(500) }),
  output: z.object({ id: z.int(), year: z.int() }),
  may: writers,
  subject: (input) => `series:${input.id}`,
  async run(context, input) {
    const series = await seriesById(context.db, input.id)
    await lockTerritory(context.db, series.territoryId)
    const current = await context.db
      .selectFrom('observationCurrent')
      .selectAll()
      .where('seriesId', '=', series.id)
      .where('year', '=', input.year)
      .$narrowType<{ status: Status }>()
      .executeTakeFirst()
    if (current === undefined || current.value === null) {
      throw invalidField('year', {
        vi: `Năm ${input.year} không có giá trị nào để thu hồi.`,
        en: `There is no value of ${input.year} to revoke.`,
      })
    }
    await writeRevisions(context, series.territoryId, [
      {
        key: keyOf(series),
        year: input.year,
        value: null,
        status: current.status,
        source: current.source,
        publishedOn: current.publishedOn,
        method: null,
        reason: input.reason,
      },
    ])
    return { id: series.id, year: input.year }
  },
})

/** A series by its id. @throws Problem 404 */
export async function seriesById(db: Parameters<typeof lockTerritory>[0], seriesId: number) {
  const series = await db.selectFrom('series').selectAll().where('id', '=', seriesId).executeTakeFirst()
  if (series === undefined) throw notFound(words('chuỗi số liệu', 'Series'))
  return series
}

export function keyOf(row: {
  measureKey: string
  sectorKey: string
  baseYear: number | null
  edition: string
}): SeriesKey {
  return { measure: row.measureKey, sector: row.sectorKey, baseYear: row.baseYear, edition: row.edition }
}
