import { sql } from 'kysely'
import { z } from 'zod'
import { fileOfTable, type ReadTable, readTable } from '../documents/read/table.ts'
import { id, optionalChoice, optionalId, optionalText } from '../platform/fields.ts'
import { toJson } from '../platform/json.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, invalidField, notFound, Problem } from '../platform/problem.ts'
import { batch, catalogueOf, writers } from './entry.ts'
import { type Outcome, type StagedCell, stage, withFindings } from './import-check.ts'
import { labelsOf } from './labels.ts'
import { readSeriesTable } from './long.ts'
import { lockTerritory, type Revision, seriesByWord, writeRevisions } from './revisions.ts'
import { usualBaseYear } from './rules.ts'
import { unitKeys } from './units.ts'

const cellLimit = 50_000

const reading = {
  territoryId: id(),
  ...batch,
  /** Measure of rows that name none. */
  measure: optionalText(60),
  unit: optionalChoice(unitKeys),
  /** The form of written numbers; told from the block when left out. */
  numbers: optionalChoice(['vi', 'en']),
}

export const ImportCounts = z.object({
  id: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
})

/** How one sheet was read, for the preview. */
export const SheetReading = z.object({
  name: z.string(),
  orientation: z.enum(['across', 'down', 'long']),
  numbers: z.enum(['vi', 'en']).nullable(),
  ambiguous: z.boolean(),
  ignored: z.array(z.string()),
})

/**
 * Reads a block copied out of Excel (tab-separated) and keeps what each of its cells would do. Nothing is written to the
 * series; see `series.applyImport`.
 */
export const pasteSeries = command({
  name: 'series.paste',
  summary: words('Kiểm tra khối số liệu dán từ Excel', 'Check a block pasted from Excel'),
  route: 'POST /series/pastes',
  input: z.object({ ...reading, text: z.string().regex(/\S/).max(2_000_000) }),
  output: ImportCounts,
  may: writers,
  secret: ['text'],
  subject: (_input, output) => `series-import:${output.id}`,
  prepare: (context, input) => check(context, input, { text: input.text }, 'text'),
  run: (context, input, checked) => keep(context, input, checked, input.text),
})

/** Reads an XLSX (every sheet with years) or CSV file and keeps what each cell would do; see `series.paste`. */
export const importSeries = command({
  name: 'series.import',
  summary: words('Kiểm tra tệp số liệu', 'Check a file of series'),
  route: 'POST /series-imports',
  formerRoutes: ['POST /series/imports'],
  input: z.object({ ...reading, fileId: optionalId() }),
  output: ImportCounts,
  may: writers,
  subject: (_input, output) => `series-import:${output.id}`,
  prepare: (context, input) => {
    if (input.fileId === undefined) {
      throw invalidField('fileId', words('Xin chọn tệp XLSX hoặc CSV.', 'Please choose an XLSX or CSV file.'))
    }
    return check(context, input, { fileId: input.fileId }, 'fileId')
  },
  run: (context, input, checked) => keep(context, input, checked, undefined),
})

type ReadingInput = z.output<z.ZodObject<typeof reading>>

/** What a check found, before it is kept. */
interface Checked {
  readonly table: ReadTable
  readonly territoryId: number
  readonly reading: string
  readonly cells: readonly StagedCell[]
  readonly counts: { added: number; changed: number; unchanged: number; refused: number }
}

async function check(
  context: Context,
  input: ReadingInput,
  given: { fileId?: number; text?: string },
  field: string,
): Promise<Checked> {
  const { db } = context
  const table = await tableOf(context, given, field)
  const { sheets } = table
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
  const labels = labelsOf(known.measures.values(), known.sectors.values(), known.parts.values())
  const read = sheets.flatMap(({ name, rows }) => {
    const form = {
      measure,
      unit: input.unit ?? null,
      numbers: input.numbers ?? null,
      baseYear: input.baseYear ?? usualBaseYear,
    }
    const block = readSeriesTable(rows, labels, form, [territory.key, territory.name, territory.nameEn])
    return block === null || block.cells.length === 0 ? [] : [{ name, block }]
  })
  if (read.length === 0) {
    throw invalidField(field, {
      vi: 'Không thấy dòng hoặc cột năm có số liệu. Bảng cần một dòng năm ở trên hoặc một cột năm ở bên trái, và tên chỉ tiêu hoặc ngành ở mỗi dòng (cột); hoặc mỗi dòng một giá trị, dưới các tiêu đề Năm, Giá trị, Chỉ tiêu, Ngành.',
      en: 'No row or column of years with figures was found. The table needs years across the top or down the side, and the name of a measure or sector on each row (column); or one value a row, under the headings Year, Value, Measure, Sector.',
    })
  }
  if (read.some(({ block }) => block.ambiguous)) {
    throw invalidField('numbers', {
      vi: 'Các số như 1.234 có thể là một nghìn hai trăm ba mươi tư hoặc một phẩy hai ba tư. Xin chọn kiểu số.',
      en: 'Numbers such as 1.234 may be one thousand two hundred thirty-four or one point two three four. Choose the form of numbers.',
    })
  }
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
  const staged = stage(cells, { there, edition, status: input.status, validTo: territory.validTo })
  const warned = withFindings(staged, there, known, territory.validTo)
  const count = (outcome: Outcome) => warned.filter((cell) => cell.outcome === outcome).length
  const counts = {
    added: count('new'),
    changed: count('changed'),
    unchanged: count('same'),
    refused: count('error'),
  }
  return {
    table,
    territoryId: territory.id,
    reading: toJson(
      read.map(({ name, block: { orientation, numbers, ambiguous, ignored } }) => ({
        name,
        orientation,
        numbers,
        ambiguous,
        ignored: [...new Set(ignored)].slice(0, 100),
      })),
    ),
    cells: warned,
    counts,
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

async function keep(
  context: Context,
  input: ReadingInput,
  { table, territoryId, reading, cells, counts }: Checked,
  text: string | undefined,
): Promise<z.infer<typeof ImportCounts>> {
  const { db } = context
  const created = await db
    .insertInto('seriesImport')
    .values({
      territoryId,
      fileId: await fileOfTable(context, table, text, null),
      status: input.status,
      source: input.source,
      publishedOn: input.publishedOn ?? null,
      reading,
      checkedBy: context.actor.name,
      ...counts,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const rows = cells.map((cell, place) => ({ ...cell, place: place + 1 }))
  await sql`
    INSERT INTO series_import_cell (import_id, place, address, typed, outcome, measure_key, sector_key, base_year, edition, year,
                                    value, status, before, before_id, problems, source, published_on)
    SELECT ${created.id}, r.place, r.address, r.typed, r.outcome, r.measure, r.sector, r."baseYear", r.edition, r.year,
           r.value, r.status, r.before, r."beforeId", r.problems, r.source, r."publishedOn"
      FROM jsonb_to_recordset(${toJson(rows)}::jsonb)
        AS r (place int, address text, typed text, outcome text, measure text, sector text, "baseYear" int, edition text,
              year int, value numeric, status text, before numeric, "beforeId" bigint, problems jsonb,
              source text, "publishedOn" date)`.execute(db)
  return { id: created.id, ...counts }
}

/** Writes what a check showed, all of it in one transaction; cells in error stay out. */
export const applyImport = command({
  name: 'series.applyImport',
  summary: words('Ghi số liệu đã kiểm tra', 'Write the values that were checked'),
  route: 'POST /series-imports/{id}/application',
  formerRoutes: ['POST /series/imports/{id}/application'],
  input: z.object({ id: id() }),
  output: ImportCounts,
  may: writers,
  subject: (input) => `series-import:${input.id}`,
  async run(context, input) {
    const { db } = context
    const found = await db
      .selectFrom('seriesImport')
      .selectAll()
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (found === undefined) throw notFound(words('lần nhập', 'Import'))
    if (found.appliedAt !== null) {
      throw conflict(
        'series.importApplied',
        words('Số liệu này đã được ghi rồi.', 'These values have been written already.'),
      )
    }
    if (found.added + found.changed === 0) {
      throw conflict('series.importEmpty', words('Không có ô nào để ghi.', 'There is no cell to write.'))
    }
    await lockTerritory(db, found.territoryId)
    await refuseMoved(context, found.id)
    const cells = await db
      .selectFrom('seriesImportCell')
      .selectAll()
      .where('importId', '=', found.id)
      .where('outcome', 'in', ['new', 'changed'])
      .orderBy('place')
      .execute()
    const revisions = cells.flatMap((cell): Revision[] => {
      if (cell.measureKey === null || cell.sectorKey === null || cell.year === null || cell.value === null)
        return []
      return [
        {
          key: {
            measure: cell.measureKey,
            sector: cell.sectorKey,
            baseYear: cell.baseYear,
            edition: cell.edition,
          },
          year: cell.year,
          value: cell.value,
          status: cell.status,
          source: cell.source ?? found.source,
          publishedOn: cell.publishedOn ?? found.publishedOn,
          method: null,
          reason: null,
        },
      ]
    })
    await writeRevisions(context, found.territoryId, revisions)
    await db.updateTable('seriesImport').set({ appliedAt: new Date() }).where('id', '=', found.id).execute()
    return {
      id: found.id,
      added: found.added,
      changed: found.changed,
      unchanged: found.unchanged,
      refused: found.refused,
    }
  },
})

/** What was shown must be what is written: a value that moved since the check stops the import. */
async function refuseMoved({ db }: Context, importId: number): Promise<void> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM series_import_cell c
      JOIN series_import i ON i.id = c.import_id
      LEFT JOIN series s ON s.territory_id = i.territory_id AND s.measure_key = c.measure_key AND s.sector_key = c.sector_key
                        AND s.base_year IS NOT DISTINCT FROM c.base_year AND s.edition = c.edition
      LEFT JOIN observation_current o ON o.series_id = s.id AND o.year = c.year
     WHERE c.import_id = ${importId} AND c.outcome <> 'error'
       AND o.observation_id IS DISTINCT FROM c.before_id`.execute(db)
  const n = rows[0]?.n ?? 0
  if (n === 0) return
  throw conflict('series.importMoved', {
    vi: `${n} giá trị đã thay đổi sau khi kiểm tra. Xin kiểm tra lại bảng rồi ghi.`,
    en: `${n} values changed after the check. Please check the table again, then write.`,
  })
}
