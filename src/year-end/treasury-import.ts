import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { activePlan } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import { day, text, year } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { writeFigure } from './settlement.ts'
import { figuresOf } from './settlement-figures.ts'
import {
  judgeStatement,
  StatementRead,
  statementColumnKeys,
  statementColumns,
  statementTable,
} from './treasury-import-rules.ts'

/* The Treasury's statement of a year comes in as a table: each row is of a line and source on which money moved; what stands already is replaced. */

export const enterers = ['finance', 'coordinator'] as const

const imports = importOf({
  kind: 'treasury_figures',
  capability: 'treasuryFigures',
  at: '/treasury-figure-imports',
  subject: 'treasury-figure-import',
  writers: [...enterers],
  readers: [...officers],
})

const asked = { year: year(), documentNumber: text(100), documentDate: day() }
const Reading = z.object({
  ignored: z.array(z.string()),
  ...{ planId: z.int(), year: z.int(), documentNumber: z.string(), documentDate: z.string() },
})
type Of = Omit<z.output<typeof Reading>, 'ignored'>

const judged = async ({ db }: Context, rows: readonly (StatementRead | null)[], of: Of) =>
  judgeStatement(rows, {
    places: await figuresOf(db, of.planId, of.year),
    documentNumber: of.documentNumber,
    fold,
  })

const incoming = judgedRows(imports, {
  ...{ table: statementTable, keys: statementColumnKeys, row: StatementRead, label: 'line', judged },
  kept: (row) => ({
    ...row,
    ...{ given: String(row.given), paid: String(row.paid) },
    ...{ advanced: String(row.advanced), leftOver: String(row.leftOver) },
  }),
  outcomes: ['new', 'changed', 'same'],
})

/** Reads the Treasury's statement and keeps what each row would do: figures that are new, changed, the same, or an error with its cell. */
export const checkStatement = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng đối chiếu của Kho bạc', "Check the Treasury's statement"),
  input: { ...readingInput, ...asked },
  needs: [tableNeeded],
  rules: [notAhead('documentDate')],
  async check(context, { year: ofYear, documentNumber, documentDate, ...input }) {
    const { id: planId } = await activePlan(context)
    const of = { planId, year: ofYear, documentNumber, documentDate }
    const { ignored, ...found } = await incoming.read(context, input, of)
    return { ...found, reading: { ignored, ...of } }
  },
})

/** Enters the figures that a check of the Treasury's statement showed. */
export const applyStatement = imports.apply({
  summary: words('Ghi bảng đối chiếu của Kho bạc', "Enter the Treasury's statement"),
  async moved(context, found) {
    // Two tables at once must not write over each other unseen.
    await sql`LOCK TABLE treasury_figure IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id, Reading.parse(found.reading))
  },
  async write(context, found) {
    const of = Reading.parse(found.reading)
    for (const { row, now } of await incoming.again(context, found.id, of)) {
      if (now?.lineId == null || now.sourceId === null) continue
      if (now.outcome !== 'new' && now.outcome !== 'changed') continue
      const { given, paid, advanced, leftOver, explanation = null } = row
      await writeFigure(context, {
        ...{ lineId: now.lineId, sourceId: now.sourceId, year: of.year, given, paid, advanced, leftOver },
        ...{ explanation, documentNumber: of.documentNumber, documentDate: of.documentDate },
      })
    }
  },
})

/** One import: what its check found, of which year and statement, and whether it was written. */
export const showStatementImport = imports.show({
  summary: words('Một lần nhập bảng đối chiếu của Kho bạc', "One import of the Treasury's statement"),
  shape: Reading.shape,
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(statementColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showStatementRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của bảng đối chiếu của Kho bạc', "The rows of the Treasury's statement"),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showStatementToMend = imports.mend({
  summary: words(
    'Các dòng lỗi của bảng đối chiếu của Kho bạc',
    "The rows in error of the Treasury's statement",
  ),
  columns: statementColumns,
  keys: statementColumnKeys,
})
