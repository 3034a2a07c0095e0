import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../../imports/index.ts'
import { words } from '../../platform/language.ts'
import type { Context } from '../../platform/operation.ts'
import {
  judgeVisits,
  VisitRead,
  visitColumnKeys,
  visitColumns,
  visitKey,
  visitTable,
} from './import-rules.ts'

/* Visits that were made and written down on paper, out of a table. */

const imports = importOf({
  kind: 'visit',
  capability: 'visits',
  at: '/visit-imports',
  subject: 'visit-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

/** The rows as they would be written now. */
async function judged({ db, today }: Context, rows: readonly (VisitRead | null)[]) {
  const named = rows.flatMap((row) => (row === null ? [] : [row.turn]))
  const turns = await db
    .selectFrom('supportTurn')
    .select('id')
    .where('id', '=', sql<number>`ANY(${named}::int[])`)
    .where('state', '<>', 'decided')
    .execute()
  const standing = await db
    .selectFrom('visit as v')
    .leftJoin('visitFinding as f', 'f.visitId', 'v.id')
    .select(['v.turnId as turn', 'v.visitedOn', 'f.content'])
    .where('v.turnId', '=', sql<number>`ANY(${named}::int[])`)
    .where('v.visitedOn', 'is not', null)
    .$narrowType<{ visitedOn: string }>()
    .execute()
  return judgeVisits(rows, {
    turns: new Set(turns.map(({ id }) => id)),
    standing: new Set(standing.map(visitKey)),
    today,
  })
}

const incoming = judgedRows(imports, {
  ...{ table: visitTable, keys: visitColumnKeys, row: VisitRead, label: 'turn', judged },
  outcomes: ['new', 'same'],
})

/** Reads a table of visits and keeps what each row would do: a new one, one that stands already, or an error with its cell. */
export const checkVisits = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng các lần kiểm tra', 'Check a table of visits'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored } }
  },
})

/** Enters the visits that a check of a table showed, each once with all that it found. */
export const applyVisits = imports.apply({
  summary: words('Nhập bảng các lần kiểm tra', 'Import a table of visits'),
  async moved(context, found) {
    // Two tables at once must not enter one visit twice.
    await sql`LOCK TABLE visit IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db, today } = context
    const rows = (await incoming.again(context, found.id)).flatMap(({ row, now }) =>
      now?.outcome === 'new' ? [row] : [],
    )
    for (const [, [first, ...others]] of Map.groupBy(rows, ({ turn, visitedOn }) => `${turn} ${visitedOn}`)) {
      if (first === undefined) continue
      const { id: visitId, enterpriseId } = await visitOf(context, first, found.id)
      const findings = [first, ...others].flatMap(({ content, remedy, dueOn }) =>
        content === undefined || remedy === undefined || dueOn === undefined
          ? []
          : [{ visitId, enterpriseId, content, remedy, dueOn, enteredOn: today }],
      )
      if (findings.length > 0) await db.insertInto('visitFinding').values(findings).execute()
    }
  },
})

/** The visit of a row: the one that stands on its day, else a new one. */
async function visitOf({ db, today }: Context, row: VisitRead, importId: number) {
  const there = await db
    .selectFrom('visit')
    .select(['id', 'enterpriseId'])
    .where('turnId', '=', row.turn)
    .where('visitedOn', '=', row.visitedOn)
    .orderBy('id')
    .executeTakeFirst()
  if (there !== undefined) return there
  const { enterpriseId } = await db
    .selectFrom('supportTurn')
    .select('enterpriseId')
    .where('id', '=', row.turn)
    .executeTakeFirstOrThrow()
  return db
    .insertInto('visit')
    .values({
      ...{ turnId: row.turn, enterpriseId, how: 'named', reason: 'Nhập từ bảng', importId, enteredOn: today },
      ...{ plannedOn: row.visitedOn, state: 'made', visitedOn: row.visitedOn },
      ...{ present: row.present ?? null, conclusion: row.conclusion },
    })
    .returning(['id', 'enterpriseId'])
    .executeTakeFirstOrThrow()
}

/** One import: what its check found, and whether it was written. */
export const showVisitImport = imports.show({
  summary: words('Một lần nhập bảng kiểm tra', 'One import of visits'),
  /** Headings that a visit has no place for. */
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(visitColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showVisitImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập bảng kiểm tra', 'The rows of an import of visits'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showVisitsToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập bảng kiểm tra', 'The rows in error of an import of visits'),
  columns: visitColumns,
  keys: visitColumnKeys,
})
