import { setImmediate as breathe } from 'node:timers/promises'
import { sql } from 'kysely'
import { z } from 'zod'
import { headingTexts, isEmptyRow } from '../documents/read/headed-table.ts'
import { fileOfTable, readTable, tableInput } from '../documents/read/table.ts'
import { enterpriseEvidence, visibleEnterprise } from '../enterprises/index.ts'
import type { Db } from '../platform/database.ts'
import { optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { toJson } from '../platform/json.ts'
import { type Words, words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { forbidden, invalidField } from '../platform/problem.ts'
import { type Figures, figureKeys } from './accounts-input.ts'
import { isMoney, moneyUnits, templateHeading, unitValues } from './import-columns.ts'
import {
  findHeader,
  type KnownEnterprise,
  readSheet,
  type SheetReading,
  type StagedRow,
  stageRows,
  type TypedRow,
} from './import-read.ts'

/** Rows that one import may have. */
export const importLimit = 50_000

export const ImportCounts = z.object({
  id: z.int(),
  added: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  refused: z.int(),
})

/** How a sheet was read, for the result and for the sheet to mend. */
export const Reading = z.object({
  sheet: z.string(),
  headings: z.array(z.string()),
  ignored: z.array(z.string()),
  /** Unit of money under headings that say none, in đồng. */
  unit: z.int(),
  numbers: z.enum(['vi', 'en']).nullable(),
  /** The year given for rows without one. */
  year: z.int().nullable(),
  /** Rows without any figure, passed over. */
  blank: z.int(),
})

const refused = (vi: string, en: string) => invalidField('fileId', { vi, en })

/**
 * Reads yearly accounts out of a workbook, CSV file or pasted rows and keeps what each row would do; the accounts do not change.
 * With `enterpriseId` (always, for an enterprise's own account) all rows are of that enterprise and need no tax code.
 */
export const checkAccounts = command({
  name: 'productivity.checkImport',
  summary: words('Kiểm tra tệp số liệu năm của doanh nghiệp', 'Check a file of yearly accounts'),
  route: 'POST /productivity/imports',
  input: z.object({
    ...tableInput,
    enterpriseId: optionalId(),
    /** The year of rows without one. */
    year: optionalYear(),
    /** Unit of money under headings that say none; told from the sheet, else đồng, when left out. */
    unit: optionalChoice(moneyUnits),
    /** How numbers in texts are written; told from the sheet when left out. */
    numbers: optionalChoice(['vi', 'en']),
  }),
  output: ImportCounts,
  may: ['coordinator', 'enterprise'],
  secret: ['text'],
  subject: (_input, output) => `accounts-import:${output.id}`,
  async prepare(context, input) {
    const { db, actor, today } = context
    if (actor.role === 'enterprise' && actor.enterpriseId === null) throw forbidden()
    const enterpriseId = input.enterpriseId ?? actor.enterpriseId
    const only = enterpriseId === null ? null : await visibleEnterprise(context, enterpriseId)
    const table = await readTable(context, input)
    const { sheets } = table
    const options = {
      many: only === null,
      year: input.year ?? null,
      unit: input.unit === undefined ? null : unitValues[input.unit],
      numbers: input.numbers ?? null,
    }
    const sheet = sheets.find(({ rows }) => findHeader(rows, options) !== null)
    const filled = sheet === undefined ? 0 : sheet.rows.filter((cells) => !isEmptyRow(cells)).length
    if (filled > importLimit) {
      throw refused(
        'Mỗi lần nhập nhiều nhất 50.000 dòng; xin chia tệp.',
        'One import takes at most 50,000 rows; please split the file.',
      )
    }
    await breathe()
    const reading = sheet === undefined ? null : readSheet(sheet.rows, options)
    if (sheet === undefined || reading === null) {
      throw options.many
        ? refused(
            'Không thấy dòng tiêu đề có cột “Mã số thuế”, “Năm” và số liệu. Xin dùng tệp mẫu.',
            'No row of headings with “Mã số thuế” (tax code), “Năm” (year) and figures was found. Please use the template.',
          )
        : refused(
            'Không thấy dòng tiêu đề có cột “Năm” và số liệu. Xin dùng tệp mẫu.',
            'No row of headings with “Năm” (year) and figures was found. Please use the template.',
          )
    }
    if (reading.rows.length === 0)
      throw refused(
        'Tệp không có dòng nào có số liệu dưới tiêu đề.',
        'There is no row with figures below the headings.',
      )
    await breathe()
    const enterprises = await onRecord(db, only, reading.rows)
    const staged = stageRows(
      reading,
      only === null ? byTaxCode(enterprises) : onlyOf(enterprises, only),
      today,
    )
    const count = (outcome: StagedRow['outcome']) => staged.filter((row) => row.outcome === outcome).length
    const counts = {
      added: count('new'),
      changed: count('changed'),
      unchanged: count('same'),
      refused: count('error'),
    }
    const kept = toJson({ ...readingKept(sheet.name, reading), year: options.year })
    return { table, enterpriseId, staged, counts, kept }
  },
  async run(context, input, { table, enterpriseId, staged, counts, kept }) {
    const { db, actor } = context
    if (enterpriseId !== null) await enterpriseEvidence(context, enterpriseId, input.fileId, null)
    const created = await db
      .insertInto('accountsImport')
      .values({
        fileId: await fileOfTable(context, table, input.text, enterpriseId),
        enterpriseId,
        reading: kept,
        checkedBy: actor.name,
        ...counts,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await keep(db, created.id, staged)
    return { id: created.id, ...counts }
  },
})

/** The headings as typed, with the unit beside those of money that say none: a sheet to mend is read in the same unit. */
function readingKept(sheet: string, reading: SheetReading) {
  const headings = headingTexts(reading.headings)
  const unit = moneyUnits.find((key) => unitValues[key] === reading.unit) ?? 'dong'
  for (const [column, found] of reading.header.columns) {
    if (!isMoney(column) || found.unit !== null || unit === 'dong') continue
    const said = templateHeading(column, unit).vi
    headings[found.at] = `${headings[found.at] ?? ''} ${said.slice(said.lastIndexOf('('))}`
  }
  return {
    sheet,
    headings,
    ignored: [...reading.header.ignored],
    unit: Number(reading.unit),
    numbers: reading.numbers,
    blank: reading.blank,
  }
}

function byTaxCode(enterprises: readonly KnownEnterprise[]) {
  const known = new Map(enterprises.map((enterprise) => [enterprise.taxCode, enterprise]))
  const nobody: Words = words(
    'Không có doanh nghiệp nào mang mã số thuế này trong danh sách.',
    'No enterprise in the register has this tax code.',
  )
  return (row: TypedRow) => known.get(row.taxCode ?? '') ?? nobody
}

function onlyOf(enterprises: readonly KnownEnterprise[], only: { taxCode: string; name: string }) {
  const other: Words = words(
    `Lần nhập này chỉ của ${only.name} (${only.taxCode}).`,
    `This import is of ${only.name} (${only.taxCode}) alone.`,
  )
  return (row: TypedRow) =>
    row.taxCode === null || row.taxCode === only.taxCode ? (enterprises[0] ?? other) : other
}

/** The enterprises that the rows name, with what is on record of them. */
async function onRecord(
  db: Db,
  only: { id: number } | null,
  rows: readonly TypedRow[],
): Promise<KnownEnterprise[]> {
  const codes = [...new Set(rows.flatMap(({ taxCode }) => taxCode ?? []))]
  const select = db.selectFrom('enterprise').select(['id', 'name', 'taxCode', 'foundedOn'])
  const enterprises = await (only === null
    ? select.where(sql<boolean>`tax_code = ANY (${codes}::text[])`)
    : select.where('id', '=', only.id)
  ).execute()
  const ids = enterprises.map(({ id }) => id)
  const years = await db
    .selectFrom('enterpriseAccounts')
    .select(['enterpriseId', 'year', 'version', ...figureKeys])
    .where(sql<boolean>`enterprise_id = ANY (${ids}::int[])`)
    .execute()
  const revenues = await db
    .selectFrom('enterpriseYear')
    .select(['enterpriseId', 'year', 'revenue'])
    .where(sql<boolean>`enterprise_id = ANY (${ids}::int[])`)
    .where('revenue', 'is not', null)
    .execute()
  const yearsOf = Map.groupBy(years, (row) => row.enterpriseId)
  const revenuesOf = Map.groupBy(revenues, (row) => row.enterpriseId)
  return enterprises.map((enterprise) => ({
    ...enterprise,
    years: new Map<number, Figures & { version: number }>(
      (yearsOf.get(enterprise.id) ?? []).map(({ enterpriseId: _id, year, ...figures }) => [year, figures]),
    ),
    revenues: new Map(
      (revenuesOf.get(enterprise.id) ?? []).map(({ year, revenue }) => [year, revenue ?? 0n]),
    ),
  }))
}

const portion = 5_000

async function keep(db: Db, importId: number, staged: readonly StagedRow[]): Promise<void> {
  for (let start = 0; start < staged.length; start += portion) {
    await sql`
      INSERT INTO accounts_import_row (import_id, line, outcome, label, enterprise_id, year, figures, base, changes, problems, cells)
      SELECT ${importId}, r.line, r.outcome, r.label, r."enterpriseId", r.year, r.figures, r.base, r.changes, r.problems, r.cells
        FROM jsonb_to_recordset(${toJson(staged.slice(start, start + portion))}::jsonb)
          AS r (line int, outcome text, label text, "enterpriseId" int, year int, figures jsonb, base int, changes jsonb,
                problems jsonb, cells jsonb)`.execute(db)
    await breathe()
  }
}
