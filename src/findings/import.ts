import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { activePlan } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import { keepers, rowOf } from './commands.ts'
import {
  FindingRead,
  findingColumnKeys,
  findingColumns,
  findingKey,
  findingTable,
  judgeFindings,
} from './import-rules.ts'

/* The findings of a conclusion out of a table, that lists many of them. */

const imports = importOf({
  kind: 'finding',
  capability: 'findings',
  at: '/finding-imports',
  subject: 'finding-import',
  writers: [...keepers],
  readers: [...keepers],
})

/** The rows as they would be written now. */
async function judged(context: Context, rows: readonly (FindingRead | null)[]) {
  const { db, today } = context
  const plan = await activePlan(context)
  const lines = await db
    .selectFrom('budgetLine as l')
    .select(['l.id', 'l.code'])
    .select(
      sql<
        number[]
      >`(SELECT coalesce(array_agg(y.year), '{}') FROM budget_line_year y WHERE y.line_id = l.id)`.as(
        'years',
      ),
    )
    .where('l.planId', '=', plan.id)
    .where(sql<boolean>`NOT EXISTS (SELECT FROM budget_line b WHERE b.parent_id = l.id)`)
    .execute()
  const agencies = await db
    .selectFrom('agency as a')
    .select(['a.id', 'a.name'])
    .where(sql<boolean>`agency_on(a.id, ${today}::date) = a.id`)
    .execute()
  const standing = await db
    .selectFrom('finding')
    .select(['documentNumber', 'documentDate', 'lineId', 'year', 'voucher', 'amount', 'content'])
    .where('lineId', '=', sql<number>`ANY(${lines.map(({ id }) => id)}::int[])`)
    .execute()
  return judgeFindings(rows, {
    lines: new Map(lines.map(({ id, code, years }) => [code, { id, years }])),
    agencies: new Map(agencies.map(({ id, name }) => [fold(name), id])),
    standing: new Set(standing.map(findingKey)),
    ...{ fold, today },
  })
}

const incoming = judgedRows(imports, {
  ...{ table: findingTable, keys: findingColumnKeys, row: FindingRead, label: 'documentNumber', judged },
  kept: (row) => ({ ...row, amount: row.amount === undefined ? undefined : String(row.amount) }),
  outcomes: ['new', 'same'],
})

/** Reads a table of findings and keeps what each row would do: a new one, one that stands already, or an error with its cell. */
export const checkFindings = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng kiến nghị', 'Check a table of findings'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored } }
  },
})

/** Enters the findings that a check of a table showed, with the table as their paper. */
export const applyFindings = imports.apply({
  summary: words('Nhập bảng kiến nghị', 'Import a table of findings'),
  async moved(context, found) {
    // Two tables at once must not enter one finding twice.
    await sql`LOCK TABLE finding IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db, today } = context
    const added = (await incoming.again(context, found.id)).flatMap(({ row, now }) => {
      if (now?.outcome !== 'new' || now.lineId === null || now.agencyId === null) return []
      const { line: _line, agency: _agency, ...said } = row
      const place = { lineId: now.lineId, agencyId: now.agencyId, entryId: undefined }
      return [{ ...rowOf({ ...said, ...place }), importId: found.id, enteredOn: today }]
    })
    for (let at = 0; at < added.length; at += 500)
      await db
        .insertInto('finding')
        .values(added.slice(at, at + 500))
        .execute()
  },
})

/** One import: what its check found, and whether it was written. */
export const showFindingImport = imports.show({
  summary: words('Một lần nhập kiến nghị', 'One import of findings'),
  /** Headings that a finding has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(findingColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showFindingImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập kiến nghị', 'The rows of an import of findings'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showFindingsToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập kiến nghị', 'The rows in error of an import of findings'),
  columns: findingColumns,
  keys: findingColumnKeys,
})
