import { z } from 'zod'
import { adminUnits } from '../agencies/index.ts'
import { type Cell, type Header, placed, plainCell } from '../documents/read/headed-table.ts'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import {
  FigureShown,
  type HeadedRow,
  importOf,
  readHeaded,
  readingInput,
  type StagedRow,
  tableNeeded,
} from '../imports/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { kindOf } from '../ui/index.ts'
import {
  enterpriseTable,
  type ImportColumn,
  importColumnKeys,
  importColumns,
  readRow,
} from './import-rules.ts'
import { type Fault, type Known, registered, rulesOfYears, stage } from './import-stage.ts'
import { movedSinceCheck, writeEnterprises } from './import-write.ts'
import { profile, yearFigures } from './profile.ts'
import { unitNames } from './unit-names.ts'

const imports = importOf({
  kind: 'enterprises',
  capability: 'enterprises',
  at: '/enterprise-imports',
  former: '/enterprises/imports',
  subject: 'enterprise-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

/**
 * Reads a workbook or CSV file, or rows pasted from a spreadsheet, and keeps what each row would do: a new enterprise, an
 * update, what stands already, or an error with its column and reason. The register does not change.
 */
export const checkImport = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra tệp nhập doanh nghiệp', 'Check a file of enterprises'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const table = await readTable(context, input)
    const read = await readHeaded(table, enterpriseTable, { ...input, unit: null, numbers: null })
    if (read.unitNeeded !== null) throw invalidField('fileId', read.unitNeeded)
    const judged = await judgeRows(context, read.rows, (cells) => labelOf(cells, read.header))
    const rows = judged.map(({ row, reading, staged, ended }): StagedRow => {
      if (staged.outcome === 'error') {
        const problems = placed(staged.problems as Fault[], read.header, row.line, row.cells)
        return { ...staged, problems, cells: row.cells.map(plainCell) }
      }
      return {
        ...staged,
        data: { ...staged.data, figures: figuresOf(row, read.header, reading) },
        problems: placed(ended, read.header, row.line, row.cells),
      }
    })
    return {
      table,
      rows,
      reading: { ignored: read.header.ignored },
      headings: read.headings,
      notes: read.notes,
    }
  },
})

/**
 * What each row of a list of enterprises would do, given the register and the rows above it.
 * @param labelOf what a row is known by before it is understood
 */
export async function judgeRows<Row extends HeadedRow<ImportColumn>>(
  { db, today }: Pick<Context, 'db' | 'today'>,
  rows: readonly Row[],
  labelOf: (cells: readonly Cell[]) => string,
) {
  const units = await adminUnits(db, today)
  const names = unitNames(units)
  const codes = rows.map(({ values }) => profile.input.taxCode.safeParse(values.taxCode).data)
  const register = await registered(
    db,
    codes.filter((code) => code !== undefined),
  )
  const readings = rows.map((row, at) => ({
    row,
    reading: readRow(row, names, today, register.get(codes[at] ?? '')?.unitId),
  }))
  const years = readings.flatMap(({ reading }) => (reading.ok ? (reading.row.year ?? []) : []))
  const state = {
    register,
    seen: new Map<string, Known>(),
    taken: new Set<string>(),
    rules: await rulesOfYears(db, today, years, register),
    today,
  }
  const ended = units.filter(({ validTo }) => validTo !== null && validTo < today)
  const endOf = new Map(ended.map((unit) => [unit.id, unit]))
  return readings.map(({ row, reading }) => {
    const staged = stage(row.line, labelOf(row.cells), reading, state)
    const unit = reading.ok ? endOf.get(reading.row.unitId ?? 0) : undefined
    return { row, reading, staged, ended: unit === undefined ? [] : [endedUnit(unit)] }
  })
}

/** Writes what a checked import showed: its new and changed enterprises, its faulty rows left out. */
export const applyImport = imports.apply({
  summary: words('Nhập doanh nghiệp từ tệp', 'Import enterprises'),
  moved: ({ db }, found) => movedSinceCheck(db, { kind: 'enterprises', id: found.id }),
  write: ({ db }, found) => writeEnterprises(db, { kind: 'enterprises', id: found.id }),
})

/** One import: what its check found, and whether it was applied. */
export const showImport = imports.show({
  summary: words('Một lần nhập doanh nghiệp', 'One import of enterprises'),
  /** Headings that the register has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(importColumnKeys)
const Data = z.object({ taxCode: z.string().nullish(), figures: z.array(FigureShown).default([]) })

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập', 'The rows of an import'),
  outcomes: ['new', 'update', 'same', 'error'],
  shape: {
    label: z.string(),
    taxCode: z.string().nullable(),
    figures: z.array(FigureShown),
    problems: Problems,
  },
  of: async (_context, rows) =>
    rows.map(({ label, data, problems }) => {
      const { taxCode = null, figures } = Data.parse(data)
      return { label, taxCode, figures, problems: Problems.parse(problems) }
    }),
})

/** The rows of an import that were left out, as they were typed, with the reasons: the sheet to mend. */
export const showRowsToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của một lần nhập doanh nghiệp',
    'The rows in error of an import of enterprises',
  ),
  columns: importColumns,
  keys: importColumnKeys,
})

const endedUnit = ({ name, validTo }: { name: string; validTo: string | null }): Fault => {
  const day = formatDate(validTo ?? '')
  return {
    column: 'unit',
    words: words(
      `“${name}” đã kết thúc ngày ${day}; doanh nghiệp vẫn được ghi vào địa bàn này. Xin xem lại.`,
      `“${name}” ended on ${day}; the enterprise is still written there. Please look again.`,
    ),
  }
}

/** The figures among the fields of a year. */
const counted = yearFigures.keys.flatMap((column) => {
  const kind = kindOf(yearFigures.table[column])
  if (kind === 'money') return [{ column, unit: words('đồng', 'đồng') }]
  return kind === 'number' ? [{ column, unit: words('người', 'persons') }] : []
})

/** The figures of a row as they will be stored, beside their cells. */
function figuresOf(
  { line, cells }: HeadedRow<ImportColumn>,
  header: Header<ImportColumn>,
  reading: ReturnType<typeof readRow>,
): z.infer<typeof FigureShown>[] {
  if (!reading.ok) return []
  return counted.flatMap(({ column, unit }) => {
    const value = reading.row[column]
    if (value === undefined) return []
    const [{ cell = null, typed = null } = {}] = placed(
      [{ column, words: words('', '') }],
      header,
      line,
      cells,
    )
    return [{ column, cell, typed, value: Number(value), unit }]
  })
}

function labelOf(cells: readonly Cell[], { columns }: Header<ImportColumn>): string {
  for (const column of ['name', 'taxCode'] as const) {
    const at = columns.get(column)?.at
    const text = String(at === undefined ? '' : (plainCell(cells[at] ?? null) ?? '')).trim()
    if (text !== '') return text.slice(0, 300)
  }
  return '—'
}
