import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import { activePlan } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import { choice, id, year } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, invalid } from '../platform/problem.ts'
import { treasurers } from './commands.ts'
import { gridOf } from './decision-grid.ts'
import {
  type DecisionColumn,
  decisionColumnKeys,
  decisionColumns,
  decisionTable,
  EntryRead,
  judgeRows,
} from './decision-import-rules.ts'
import { decidedKinds, sumFaults } from './decision-rules.ts'
import { bookDecision, reasonNeed } from './decisions.ts'
import { decisionFields } from './fields.ts'
import { guardYear } from './years.ts'

/* A decision whose entries come in as a table: its paper is given beside the table, and the whole is booked as one decision. */

const imports = importOf({
  kind: 'decision',
  capability: 'budget',
  at: '/budget-decision-imports',
  subject: 'budget-decision-import',
  writers: treasurers,
  readers: officers,
})

const { fileId: _table, ...paper } = decisionFields.input
const asked = {
  kind: choice(decidedKinds.keys as ['allocation', 'shift', 'withdrawal']),
  year: year(),
  ...paper,
  /** The signed decision; the table has a file of its own. */
  paperId: id(),
}
const Asked = z.object({ ...asked, planId: z.int(), own: z.string() })
type Asked = z.output<typeof Asked>

async function judgedNow(context: Context, of: Asked, rows: readonly (EntryRead | null)[]) {
  return judgeRows(rows, await gridOf(context.db, of.planId, of.year), of)
}

/** Reads a table of a decision's entries and keeps what each row would do. */
export const checkEntries = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng của một quyết định', 'Check the table of a decision'),
  input: { ...readingInput, ...asked },
  needs: [
    tableNeeded,
    {
      ...reasonNeed,
      of: ['kind', 'overEstimate'],
      when: (input) => input.kind !== 'allocation' || input.overEstimate,
    },
  ],
  rules: [
    notAhead('documentDate'),
    {
      of: ['year', 'documentDate'],
      check: (input, context) =>
        guardYear(context, 'allocation', input.year, input.documentDate, 'documentDate'),
    },
  ],
  async check(context, input) {
    const plan = await activePlan(context)
    const { kind, year: ofYear, documentNumber, documentDate, issuer, subject, reason, overEstimate } = input
    const { id: paperId } = await evidence(context, input.paperId)
    const reading: Asked = {
      ...{ kind, year: ofYear, documentNumber, documentDate, issuer, subject, reason, overEstimate },
      ...{ paperId, planId: plan.id, own: plan.budgetSource },
    }
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<DecisionColumn>(table, decisionTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, EntryRead, decisionColumnKeys, 'line')
    const now = await judgedNow(
      context,
      reading,
      read.map(({ row }) => row),
    )
    const given = now.flatMap(({ outcome, entry }) => (outcome === 'new' && entry !== null ? [entry] : []))
    const unbalanced =
      kind === 'shift' ? sumFaults(given, (source) => words(source, source)).map((fault) => fault.words) : []
    return {
      ...{ table, headings, notes: [...notes, ...unbalanced] },
      reading: { ...reading, ignored: header.ignored },
      rows: stagedRows({ rows, read, header }, now, 'line', (_judged, row) => ({
        row: row === null ? null : { ...row, amount: String(row.amount) },
      })),
    }
  },
})

const Kept = z.object({ row: EntryRead })

async function again(context: Context, found: { readonly id: number; readonly reading: unknown }) {
  const of = Asked.parse(found.reading)
  const kept = await imports.kept(context.db, found.id, ['new'])
  const rows = kept.map(({ data }) => Kept.parse(data).row)
  return { of, now: await judgedNow(context, of, rows) }
}

/** Books the decision that a check showed, whole: a signed decision is not booked by halves. */
export const applyEntries = imports.apply({
  summary: words('Ghi quyết định từ bảng', 'Book the decision of a table'),
  moved: async (context, found) =>
    (await again(context, found)).now.filter(({ outcome }) => outcome !== 'new').length,
  async write(context, found) {
    const wrong = await imports.kept(context.db, found.id, ['error'])
    if (wrong.length > 0) {
      throw conflict(
        'budget.rowsInError',
        words(
          `Bảng còn ${wrong.length} dòng lỗi; quyết định chỉ ghi khi mọi dòng đều đúng. Xin sửa các dòng đó rồi kiểm tra lại.`,
          `The table has ${wrong.length} rows in error; a decision is booked only when each row is right. Mend them and check again.`,
        ),
      )
    }
    const { of, now } = await again(context, found)
    const entries = now.flatMap(({ entry }) => (entry === null ? [] : [entry]))
    if (of.kind === 'shift') {
      const faults = sumFaults(entries, (source) => words(source, source))
      if (faults.length > 0) throw invalid(faults)
    }
    const { own: _own, paperId: fileId, reason = null, ...rest } = of
    await bookDecision(context, { ...rest, fileId, reason, entries })
  },
})

/** One import: what its check found, and whether it was written. */
export const showEntriesImport = imports.show({
  summary: words('Một lần nhập bảng của quyết định', 'One import of the table of a decision'),
  shape: {
    ignored: z.array(z.string()),
    kind: decidedKinds.schema,
    year: z.int(),
    documentNumber: z.string(),
    documentDate: z.iso.date(),
    issuer: z.string(),
    subject: z.string(),
    reason: z.string().nullable(),
    overEstimate: z.boolean(),
    paperId: z.int(),
  },
  of: async (_context, found) => {
    const { planId: _plan, own: _own, reason = null, ...of } = Asked.parse(found.reading)
    const { ignored } = z.object({ ignored: z.array(z.string()) }).parse(found.reading)
    return { ...of, reason, ignored }
  },
})

const Problems = problemsOf(decisionColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showEntriesRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của bảng một quyết định', 'The rows of the table of a decision'),
  outcomes: ['new', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showEntriesToMend = imports.mend({
  summary: words('Các dòng lỗi của bảng một quyết định', 'The rows in error of the table of a decision'),
  columns: decisionColumns,
  keys: decisionColumnKeys,
})
