import { sql } from 'kysely'
import { z } from 'zod'
import { readTable } from '../../documents/read/table.ts'
import { type Checked, importOf } from '../../imports/index.ts'
import { staff } from '../../platform/actor.ts'
import { flag, id, optionalChoice, optionalText } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import { invalidField, notFound, Problem } from '../../platform/problem.ts'
import { batch, catalogueOf, writers } from '../entry.ts'
import { labelsOf } from '../labels.ts'
import { lockTerritory, type Revision, seriesByWord, writeRevisions } from '../revisions.ts'
import { statuses, usualBaseYear } from '../rules.ts'
import { keptUnit, unitKeys, units } from '../units.ts'
import { readSheets, refuseUnclear } from './read-sheets.ts'
import { outcomes, stage, withFindings } from './stage.ts'

const cellLimit = 50_000

const reading = {
  territoryId: id(),
  ...batch,
  /** Measure of rows that name none. */
  measure: optionalText(60),
  unit: optionalChoice(unitKeys),
  /** The form of written numbers; told from the block when left out. */
  numbers: optionalChoice(['vi', 'en']),
  /** Converts texts that were typed for fonts of before Unicode (TCVN3, VNI). */
  convert: flag(),
}

/** How one sheet was read, for the preview. */
const SheetReading = z.object({
  name: z.string(),
  orientation: z.enum(['across', 'down', 'long']),
  numbers: z.enum(['vi', 'en']).nullable(),
  ambiguous: z.boolean(),
  ignored: z.array(z.string()),
})

const imports = importOf({
  kind: 'series',
  capability: 'series',
  at: '/series-imports',
  former: '/series/imports',
  subject: 'series-import',
  writers,
  readers: staff,
})

/**
 * Reads a block copied out of Excel (tab-separated) and keeps what each of its cells would do. Nothing is written to the
 * series; see `series.applyImport`.
 */
export const pasteSeries = imports.check({
  name: 'paste',
  summary: words('Kiểm tra khối số liệu dán từ Excel', 'Check a block pasted from Excel'),
  route: 'POST /series/pastes',
  input: { ...reading, text: z.string().regex(/\S/).max(2_000_000) },
  check: (context, input) => check(context, input, { text: input.text }, 'text'),
})

/** Reads an XLSX (every sheet with years) or CSV file and keeps what each cell would do; see `series.paste`. */
export const importSeries = imports.check({
  name: 'import',
  summary: words('Kiểm tra tệp số liệu', 'Check a file of series'),
  input: { ...reading, fileId: id() },
  check: (context, input) => check(context, input, { fileId: input.fileId }, 'fileId'),
})

type ReadingInput = z.output<z.ZodObject<typeof reading>>

async function check(
  context: Context,
  input: ReadingInput,
  given: { fileId?: number; text?: string },
  field: string,
): Promise<Checked> {
  const { db } = context
  const table = await tableOf(context, given, field)
  const territory = await db
    .selectFrom('territory')
    .selectAll()
    .where('id', '=', input.territoryId)
    .executeTakeFirst()
  if (territory === undefined) throw notFound(words('địa bàn', 'Territory'))
  const known = await catalogueOf(db)
  const measure = input.measure === undefined || input.measure === '' ? null : input.measure
  if (measure !== null && !known.measures.has(measure)) {
    throw invalidField('measure', words('Không có chỉ tiêu này.', 'There is no such measure.'))
  }
  const sheets = readSheets(table, {
    labels: labelsOf(known.measures.values(), known.sectors.values(), known.parts.values()),
    form: {
      measure,
      unit: input.unit ?? null,
      numbers: input.numbers ?? null,
      baseYear: input.baseYear ?? usualBaseYear,
    },
    territory: [territory.key, territory.name, territory.nameEn],
    convert: input.convert === true,
  })
  refuseUnclear(sheets, input, field)
  const { read, notes } = sheets
  const cells = read.flatMap(({ name, block }) =>
    block.cells.map((cell) => ({
      ...cell,
      address: read.length > 1 ? `${name}!${cell.address}` : cell.address,
    })),
  )
  if (cells.length > cellLimit) {
    throw invalidField(field, {
      vi: 'Mỗi lần nhập nhiều nhất 50.000 ô; xin chia bảng.',
      en: 'One import takes at most 50,000 cells; please split the table.',
    })
  }
  const edition = input.edition ?? ''
  const editions = cells.some((cell) => typeof cell.edition === 'string')
  const there = await seriesByWord(db, territory.id, editions ? {} : { edition })
  const staged = stage(cells, {
    there,
    edition,
    status: input.status,
    validTo: territory.validTo,
    measures: known.measures,
  })
  const warned = withFindings(staged, there, known, territory.validTo)
  return {
    table,
    scope: {
      territoryId: territory.id,
      status: input.status,
      source: input.source,
      publishedOn: input.publishedOn ?? null,
    },
    reading: {
      sheets: read.map(({ name, block: { orientation, numbers, ambiguous, ignored } }) => ({
        name,
        orientation,
        numbers,
        ambiguous,
        ignored: [...new Set(ignored)].slice(0, 100),
      })),
    },
    notes,
    rows: warned.map(({ address, outcome, problems, ...data }, place) => ({
      line: place + 1,
      outcome,
      label: address,
      data,
      problems,
    })),
  }
}

/** The table that was brought in; what is wrong with it is named at the field that it came by. */
async function tableOf(context: Context, given: { fileId?: number; text?: string }, field: string) {
  try {
    return await readTable(context, given)
  } catch (error) {
    if (!(error instanceof Problem) || error.fields.length === 0 || field === 'fileId') throw error
    const fields = error.fields.map(({ words }) => ({ field, words }))
    throw new Problem(error.code, error.status, error.words, fields)
  }
}

const Scope = z.object({
  territoryId: z.int(),
  status: statuses.schema,
  source: z.string(),
  publishedOn: z.string().nullable(),
})
const Pair = z.object({ vi: z.string(), en: z.string() })
const Data = z.object({
  typed: z.string(),
  measure: z.string().nullable(),
  sector: z.string().nullable(),
  baseYear: z.int().nullable(),
  edition: z.string(),
  year: z.int().nullable(),
  value: z.number().nullable(),
  status: statuses.schema,
  before: z.number().nullable(),
  source: z.string().nullable(),
  publishedOn: z.string().nullable(),
})

/** Writes what a check showed, all of it in one transaction; cells in error stay out. */
export const applyImport = imports.apply({
  summary: words('Ghi số liệu đã kiểm tra', 'Write the values that were checked'),
  async moved({ db }, found) {
    const { territoryId } = Scope.parse(found.scope)
    await lockTerritory(db, territoryId)
    const { rows } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM import_row r
       CROSS JOIN LATERAL jsonb_to_record(r.data) AS d (measure text, sector text, "baseYear" int, edition text, year int, "beforeId" bigint)
        LEFT JOIN series s ON s.territory_id = ${territoryId} AND s.measure_key = d.measure AND s.sector_key = d.sector
                          AND s.base_year IS NOT DISTINCT FROM d."baseYear" AND s.edition = d.edition
        LEFT JOIN observation_current o ON o.series_id = s.id AND o.year = d.year
       WHERE r.kind = 'series' AND r.import_id = ${found.id} AND r.outcome <> 'error'
         AND o.observation_id IS DISTINCT FROM d."beforeId"`.execute(db)
    return rows[0]?.n ?? 0
  },
  async write(context, found) {
    const { territoryId, source, publishedOn } = Scope.parse(found.scope)
    const cells = await imports.kept(context.db, found.id, ['new', 'changed'])
    const revisions = cells.flatMap(({ data }): Revision[] => {
      const { measure, sector, baseYear, edition, year, value, ...cell } = Data.parse(data)
      if (measure === null || sector === null || year === null || value === null) return []
      return [
        {
          key: { measure, sector, baseYear, edition },
          year,
          value,
          status: cell.status,
          source: cell.source ?? source,
          publishedOn: cell.publishedOn ?? publishedOn,
          method: null,
          reason: null,
        },
      ]
    })
    await writeRevisions(context, territoryId, revisions)
  },
})

/** One import: how its table was read, what it would do, whether it was written. */
export const showSeriesImport = imports.show({
  summary: words('Một lần nhập số liệu', 'One import of series'),
  shape: {
    territory: z.object({ id: z.int(), name: z.string(), nameEn: z.string() }),
    status: statuses.schema,
    source: z.string(),
    publishedOn: z.string().nullable(),
    reading: z.array(SheetReading),
  },
  async of({ db }, found) {
    const { territoryId, ...batchSaid } = Scope.parse(found.scope)
    const territory = await db
      .selectFrom('territory')
      .select(['id', 'name', 'nameEn'])
      .where('id', '=', territoryId)
      .executeTakeFirstOrThrow()
    const { sheets } = z.object({ sheets: z.array(SheetReading) }).parse(found.reading)
    return { territory, ...batchSaid, reading: sheets }
  },
})

/** The cells of an import in the order of the table. */
export const showImportCells = imports.rows({
  name: 'showImportCells',
  summary: words('Các ô của một lần nhập số liệu', 'The cells of an import of series'),
  path: 'cells',
  sort: 'place',
  outcomes,
  shape: {
    address: z.string(),
    typed: z.string(),
    measure: Pair.nullable(),
    sector: Pair.nullable(),
    baseYear: z.int().nullable(),
    year: z.int().nullable(),
    value: z.number().nullable(),
    /** The unit that the value is stored in. */
    unit: Pair.nullable(),
    status: statuses.schema,
    before: z.number().nullable(),
    /** Where the row says its own; else the import's hold. */
    source: z.string().nullable(),
    publishedOn: z.iso.date().nullable(),
    problems: z.array(Pair),
  },
  async of({ db }, rows) {
    const { measures, sectors } = await catalogueOf(db)
    return rows.map(({ label, data, problems }) => {
      const { measure, sector, edition: _edition, ...cell } = Data.parse(data)
      const known = measures.get(measure ?? '')
      const of = sectors.get(sector ?? '')
      return {
        address: label,
        ...cell,
        measure: known === undefined ? null : { vi: known.name, en: known.nameEn },
        sector: of === undefined ? null : { vi: of.name, en: of.nameEn },
        unit: known === undefined ? null : units[keptUnit[known.dimension]].words,
        problems: z.array(Pair).parse(problems),
      }
    })
  },
})
