import { z } from 'zod'
import type { Grant } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, id, optionalDay, optionalText, optionalYear, text, year } from '../platform/fields.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { parseNumber } from '../platform/numbers.ts'
import { command } from '../platform/operation.ts'
import { type FieldProblem, invalidField, notFound, Problem, refuse } from '../platform/problem.ts'
import { valueProblem } from './bounds.ts'
import { type CataloguePart, catalogueParts, type MeasurePart } from './measure-components.ts'
import { lockTerritory, type Revision, readTerritory, seriesByWord, writeRevisions } from './revisions.ts'
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

const EnterInput = z.object({
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
})

/**
 * Writes the cells of a grid: those that differ from the latest value become new revisions, the others stay untouched.
 * Years in `confirm` also give values that stand the batch's status and source (a preliminary figure becomes official).
 */
export const enterSeries = command({
  name: 'series.enter',
  summary: words('Nhập số liệu chuỗi', 'Enter values of series'),
  route: 'POST /series/values',
  input: EnterInput,
  output: z.object({ recorded: z.int(), withdrawn: z.int(), unchanged: z.int() }),
  may: writers,
  rules: [
    {
      of: [
        'territoryId',
        'cells',
        'edition',
        'baseYear',
        'units',
        'numbers',
        'confirm',
        'reason',
        'status',
        'version',
      ],
      judge: async (input, { db }) =>
        wrongCells(await judgedCells(input, db, await readTerritory(db, input.territoryId))),
    },
  ],
  subject: (input) => `territory:${input.territoryId}`,
  async run(context, input) {
    const territory = await lockTerritory(context.db, input.territoryId)
    const judged = await judgedCells(input, context.db, territory)
    refuse(wrongCells(judged))
    const stale = judged.flatMap((each) => (each.kind === 'stale' ? [each.problem] : []))
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
    const revisions = judged.flatMap((each) => (each.kind === 'revision' ? [each.revision] : []))
    await writeRevisions(context, territory.id, revisions)
    const withdrawn = revisions.filter((revision) => revision.value === null).length
    return {
      recorded: revisions.length - withdrawn,
      withdrawn,
      unchanged: judged.filter(({ kind }) => kind === 'unchanged').length,
    }
  },
})

/** What each cell that was sent would do, beside what is on record. */
async function judgedCells(
  input: z.output<typeof EnterInput>,
  db: Db,
  territory: { readonly id: number; readonly validTo: string | null },
): Promise<Judged[]> {
  const known = await catalogueOf(db)
  const there = await seriesByWord(db, territory.id, { edition: input.edition ?? '' })
  const cells = input.cells.map((cell) => besideRecord(cell, input, known, there))
  const language = formOf(
    cells.filter(({ value, shown }) => value !== shown),
    input.numbers,
  )
  const seen = new Set<string>()
  return cells.map((cell) => {
    const twice = seen.has(cell.field)
    if (cell.measure !== undefined && cell.sector !== undefined) seen.add(cell.field)
    return judge(cell, twice, { ...input, language, validTo: territory.validTo })
  })
}

/** What is wrong with cells, the first fifty of it. */
const wrongCells = (judged: readonly Judged[]): FieldProblem[] =>
  judged.flatMap((each) => (each.kind === 'wrong' ? [each.problem] : [])).slice(0, 50)

/** A cell that was sent, beside what is on record at its place. */
function besideRecord(
  cell: z.output<typeof Cell>,
  input: z.output<typeof EnterInput>,
  known: Awaited<ReturnType<typeof catalogueOf>>,
  there: Awaited<ReturnType<typeof seriesByWord>>,
) {
  const measure = known.measures.get(cell.measure)
  const sector = known.sectors.get(cell.sector)
  const dimension = measure?.dimension ?? 'money'
  const unit = input.units.find((one) => units[one].dimension === dimension) ?? keptUnit[dimension]
  const key: SeriesKey = {
    measure: cell.measure,
    sector: cell.sector,
    baseYear: measure?.constantPrices ? (input.baseYear ?? usualBaseYear) : null,
    edition: input.edition ?? '',
  }
  const current = there.get(seriesWord(key))?.values.get(cell.year)
  const before = current?.value ?? null
  const place = {
    vi: `${measure?.name ?? cell.measure}, ${sector?.name ?? cell.sector}, ${cell.year}`,
    en: `${measure?.nameEn ?? cell.measure}, ${sector?.nameEn ?? cell.sector}, ${cell.year}`,
  }
  const shown = before === null ? null : cellText(before, unit, input.numbers)
  const field = cellField(cell.measure, cell.sector, cell.year)
  return {
    field,
    place,
    key,
    year: cell.year,
    value: cell.value,
    measure,
    sector,
    unit,
    current,
    before,
    shown,
  }
}

type Judged =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'revision'; readonly revision: Revision }
  | { readonly kind: 'wrong' | 'stale'; readonly problem: FieldProblem }

/** What a cell would do: nothing, a revision, or why it cannot be taken. @param twice whether its place was given before */
function judge(
  cell: ReturnType<typeof besideRecord>,
  twice: boolean,
  batch: z.output<typeof EnterInput> & { readonly language: Language; readonly validTo: string | null },
): Judged {
  const { field, place, key, year, measure, unit, current, before, shown } = cell
  const refused = (kind: 'wrong' | 'stale', said: Words): Judged => ({
    kind,
    problem: { field, words: words(`${place.vi}: ${said.vi}`, `${place.en}: ${said.en}`) },
  })
  const wrong = (said: Words) => refused('wrong', said)
  if (measure === undefined || cell.sector === undefined) {
    return wrong(words('Không có chỉ tiêu hoặc ngành này.', 'There is no such measure or sector.'))
  }
  if (twice) return wrong(words('Ô này có hai lần.', 'This cell is given twice.'))
  const typed = typeof cell.value === 'number' ? cell.value : cell.value.trim()
  const number = typed === '' ? null : typeof typed === 'number' ? typed : cellNumber(typed, batch.language)
  if (number === null && typed !== '') {
    return wrong(words(`“${typed}” không phải là số.`, `“${typed}” is not a number.`))
  }
  const value = number === null ? null : typed === shown ? before : toKept(number, unit)
  const absurd = value === null ? null : valueProblem(key.measure, key.sector, measure.dimension, value)
  if (absurd !== null && value !== before) return wrong(absurd)
  const confirmed =
    value !== null && batch.confirm.includes(year) && current !== undefined && current.status !== batch.status
  if (value === before && !confirmed) return { kind: 'unchanged' }
  if (current !== undefined && batch.version !== undefined && current.id > BigInt(batch.version)) {
    return refused('stale', movedTo(before, unit))
  }
  if (value !== null && !yearInTerritory(year, batch.validTo)) return wrong(outOfTerritory(batch.validTo))
  if (value === null && batch.reason === undefined) {
    return wrong({
      vi: 'Xóa một giá trị đã ghi là thu hồi nó: cần nêu lý do.',
      en: 'Emptying a recorded value revokes it: give the reason.',
    })
  }
  return {
    kind: 'revision',
    revision: {
      key,
      year,
      value,
      status: batch.status,
      source: batch.source,
      publishedOn: batch.publishedOn ?? null,
      method: null,
      reason: batch.reason ?? null,
    },
  }
}

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
  rules: [{ of: ['id', 'year'], check: (input, { db }) => valueOfYear(db, input) }],
  subject: (input) => `series:${input.id}`,
  async run(context, input) {
    const series = await seriesById(context.db, input.id)
    await lockTerritory(context.db, series.territoryId)
    const current = await valueOfYear(context.db, input)
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

/** The value that a series has of a year. @throws Problem 422 when there is none */
async function valueOfYear(db: Db, { id: seriesId, year: of }: { id: number; year: number }) {
  const current = await db
    .selectFrom('observationCurrent')
    .selectAll()
    .where('seriesId', '=', seriesId)
    .where('year', '=', of)
    .$narrowType<{ status: Status }>()
    .executeTakeFirst()
  if (current !== undefined && current.value !== null) return current
  throw invalidField('year', {
    vi: `Năm ${of} không có giá trị nào để thu hồi.`,
    en: `There is no value of ${of} to revoke.`,
  })
}

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
