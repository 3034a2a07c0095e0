import { sql } from 'kysely'
import { z } from 'zod'
import { cellPlace } from '../documents/read/headed-table.ts'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { enterpriseEvidence, visibleEnterprise } from '../enterprises/index.ts'
import { FigureShown, importOf, readingInput, tableNeeded } from '../imports/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { invalidField } from '../platform/problem.ts'
import type { Figures } from './accounts-input.ts'
import { figureKeys } from './figures.ts'
import {
  importColumnKeys,
  importColumns,
  isMoney,
  moneyUnits,
  templateHeading,
  unitOf,
  unitValues,
} from './import-columns.ts'
import {
  type KnownEnterprise,
  readAccounts,
  type SheetReading,
  type StagedRow,
  stageRows,
  type TypedRow,
} from './import-read.ts'
import { movedSinceCheck, writeAccounts } from './import-write.ts'

/** How a sheet was read, for the result and for the sheet to mend. */
const Reading = z.object({
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

const imports = importOf({
  kind: 'accounts',
  capability: 'productivity',
  at: '/productivity/imports',
  subject: 'accounts-import',
  writers: ['coordinator', 'enterprise'],
  readers: [...officers, 'enterprise'],
})

/**
 * Reads yearly accounts out of a workbook, CSV file or pasted rows and keeps what each row would do; the accounts do not change.
 * With `enterpriseId` (always, for an enterprise's own account) all rows are of that enterprise and need no tax code.
 */
export const checkAccounts = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra tệp số liệu năm của doanh nghiệp', 'Check a file of yearly accounts'),
  input: {
    ...readingInput,
    enterpriseId: optionalId(),
    /** The year of rows without one. */
    year: optionalYear(),
    /** Unit of money under headings that say none; told from the sheet, else đồng, when left out. */
    unit: optionalChoice(moneyUnits),
    /** How numbers in texts are written; told from the sheet when left out. */
    numbers: optionalChoice(['vi', 'en']),
  },
  needs: [tableNeeded],
  async check(context, input) {
    const { db, actor, today } = context
    const enterpriseId = input.enterpriseId ?? actor.enterpriseId
    const only = enterpriseId === null ? null : await visibleEnterprise(context, enterpriseId)
    const table = await readTable(context, input)
    const read = await readAccounts(table, {
      ...input,
      many: only === null,
      year: input.year ?? null,
      unit: input.unit === undefined ? null : unitValues[input.unit],
      numbers: input.numbers ?? null,
    })
    if (read.unitNeeded !== null) throw invalidField('unit', read.unitNeeded)
    const enterprises = await onRecord(db, only, read.rows)
    const codes = new Map(enterprises.map(({ id, taxCode }) => [id, taxCode]))
    const staged = stageRows(read, only === null ? byTaxCode(enterprises) : onlyOf(enterprises, only), today)
    const rows = staged.map((row, place) => ({
      line: row.line,
      outcome: row.outcome,
      label: row.label,
      data: {
        enterpriseId: row.enterpriseId,
        taxCode: codes.get(row.enterpriseId ?? 0) ?? null,
        year: row.year,
        figures: row.figures,
        base: row.base,
        changes: row.changes,
        shown: figuresShown(row, read, read.rows[place]),
      },
      problems: row.problems,
      cells: row.cells,
    }))
    const kept = { ...readingKept(read), year: input.year ?? null }
    return { table, rows, enterpriseId, reading: kept, headings: kept.headings, notes: read.notes }
  },
  async kept(context, input, { enterpriseId = null }) {
    if (enterpriseId !== null) await enterpriseEvidence(context, enterpriseId, input.fileId, null)
  },
})

/** Writes what a check showed: its new and changed years; rows in error stay out. */
export const applyAccounts = imports.apply({
  summary: words('Ghi số liệu năm đã kiểm tra', 'Write the accounts that were checked'),
  moved: ({ db }, found) => movedSinceCheck(db, found.id),
  write: ({ db }, found) => writeAccounts(db, found.id),
})

/** One import of accounts: how its sheet was read, what it would do, whether it was written. */
export const showAccountsImport = imports.show({
  summary: words('Một lần nhập số liệu năm', 'One import of accounts'),
  shape: { enterprise: z.object({ id: z.int(), name: z.string() }).nullable(), reading: Reading },
  of: async (_context, { enterpriseId, enterpriseName, reading }) => ({
    enterprise:
      enterpriseId === null || enterpriseName === null ? null : { id: enterpriseId, name: enterpriseName },
    reading: Reading.parse(reading),
  }),
})

const Amount = z.number().nullable()
const Changes = z.array(z.object({ column: z.enum(figureKeys), before: Amount, after: Amount }))
const Problems = problemsOf(importColumnKeys)
const Data = z.object({
  taxCode: z.string().nullable(),
  year: z.int().nullable(),
  changes: Changes,
  shown: z.array(FigureShown).default([]),
})

/** The rows of an import in the order of its sheet: what each does, what stood there before, or why it is left out. */
export const listAccountsImport = imports.rows({
  name: 'listImport',
  summary: words('Các dòng của một lần nhập số liệu năm', 'The rows of an import of accounts'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: {
    label: z.string(),
    taxCode: z.string().nullable(),
    year: z.int().nullable(),
    /** Money in đồng. */
    changes: Changes,
    figures: z.array(FigureShown),
    problems: Problems,
  },
  of: async (_context, rows) =>
    rows.map(({ label, data, problems }) => {
      const { shown, ...rest } = Data.parse(data)
      return { label, ...rest, figures: shown, problems: Problems.parse(problems) }
    }),
})

/** The rows of an import that were left out, as they were typed, with the reasons: the sheet to mend. */
export const showAccountsToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập số liệu năm', 'The rows in error of an import of accounts'),
  columns: importColumns,
  keys: importColumnKeys,
})

/** The figures that a row fills in, as they will be stored, beside their cells. */
function figuresShown(
  row: StagedRow,
  { header }: SheetReading,
  typed: TypedRow | undefined,
): z.infer<typeof FigureShown>[] {
  const { figures } = row
  if (figures === null || typed === undefined) return []
  return figureKeys.flatMap((column) => {
    const value = figures[column]
    if (value === null || typed.typed[column] === undefined) return []
    const place = cellPlace(header, column, row.line, typed.cells)
    const unit = unitOf(column, 'dong') ?? words('', '')
    return [{ column, cell: place.cell ?? null, typed: place.typed ?? null, value: Number(value), unit }]
  })
}

/** The headings as typed, with the unit beside those of money that say none: a sheet to mend is read in the same unit. */
function readingKept(reading: SheetReading) {
  const headings = [...reading.headings]
  const unit = moneyUnits.find((key) => unitValues[key] === reading.unit) ?? 'dong'
  for (const [column, found] of reading.header.columns) {
    if (!isMoney(column) || found.unit !== null || unit === 'dong') continue
    const said = templateHeading(column, unit).vi
    headings[found.at] = `${headings[found.at] ?? ''} ${said.slice(said.lastIndexOf('('))}`
  }
  return {
    sheet: reading.sheet,
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
  const select = db
    .selectFrom('enterprise')
    .select(['id', 'name', 'taxCode', 'foundedOn'])
    .where('mergedInto', 'is', null)
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
