import { sql } from 'kysely'
import { z } from 'zod'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, judgedRows, readingInput, tableNeeded } from '../imports/index.ts'
import { activePlan, outsidePlan } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { fold } from '../platform/text.ts'
import {
  judgeObstacles,
  ObstacleRead,
  obstacleColumnKeys,
  obstacleColumns,
  obstacleKey,
  obstacleTable,
} from './obstacle-import-rules.ts'

/* Obstacles out of a table, such as a meeting with enterprises writes; they are met with the plan to work in. */

const imports = importOf({
  kind: 'obstacle',
  capability: 'obstacles',
  at: '/obstacle-imports',
  subject: 'obstacle-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

/** The rows as they would be written now. */
async function judged(context: Context, rows: readonly (ObstacleRead | null)[]) {
  const { db, today } = context
  const plan = await activePlan(context)
  const codes = rows.flatMap((row) => row?.taxCode ?? [])
  const enterprises = await db
    .selectFrom('enterprise')
    .select(['id', 'taxCode'])
    .where(sql<boolean>`tax_code = ANY (${codes}::text[])`)
    .where('mergedInto', 'is', null)
    .execute()
  const agencies = await db
    .selectFrom('agency as a')
    .select(['a.id', 'a.name'])
    // one that was there on the day counts too; of two of a name the one that is there today
    .orderBy(sql`agency_on(a.id, ${today}::date) = a.id`)
    .execute()
  const fields = await db
    .selectFrom('obstacleField')
    .select(['id', 'name'])
    .where('endedOn', 'is', null)
    .execute()
  const standing = await db
    .selectFrom('obstacle')
    .select(['text', 'reportedOn', 'enterpriseId', 'agencyId'])
    .where('planId', '=', plan.id)
    .where('withdrawnOn', 'is', null)
    .execute()
  const byName = (found: readonly { readonly id: number; readonly name: string }[]) =>
    new Map(found.map(({ id, name }) => [fold(name), id]))
  return judgeObstacles(rows, {
    enterprises: new Map(
      enterprises.flatMap(({ id, taxCode }) => (taxCode === null ? [] : [[taxCode, id] as const])),
    ),
    ...{ agencies: byName(agencies), fields: byName(fields), fold, today },
    standing: new Set(standing.map((row) => obstacleKey(row, fold))),
    outside: (day) => outsidePlan(day, plan),
  })
}

const incoming = judgedRows(imports, {
  ...{ table: obstacleTable, keys: obstacleColumnKeys, row: ObstacleRead, label: 'text', judged },
  outcomes: ['new', 'same'],
})

/** Reads a table of obstacles and keeps what each row would do: a new one, one that is reported already, or an error with its cell. */
export const checkObstacles = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng khó khăn, vướng mắc', 'Check a table of obstacles'),
  input: readingInput,
  needs: [tableNeeded],
  async check(context, input) {
    const { ignored, ...found } = await incoming.read(context, input)
    return { ...found, reading: { ignored } }
  },
})

/** Reports the obstacles that a check of a table showed. */
export const applyObstacles = imports.apply({
  summary: words('Nhập bảng khó khăn, vướng mắc', 'Import a table of obstacles'),
  async moved(context, found) {
    // Two tables at once must not report one obstacle twice.
    await sql`LOCK TABLE obstacle IN SHARE ROW EXCLUSIVE MODE`.execute(context.db)
    return incoming.moved(context, found.id)
  },
  async write(context, found) {
    const { db, actor } = context
    const plan = await activePlan(context)
    const added = (await incoming.again(context, found.id)).flatMap(({ row, now }) => {
      if (now?.outcome !== 'new') return []
      const { text, proposal, reportedOn } = row
      const { enterpriseId, agencyId, fieldId } = now
      const said = { text, proposal, reportedOn, reportedBy: actor.name, planId: plan.id }
      return [{ ...said, enterpriseId, agencyId, fieldId, importId: found.id }]
    })
    for (let at = 0; at < added.length; at += 500)
      await db
        .insertInto('obstacle')
        .values(added.slice(at, at + 500))
        .execute()
  },
})

/** One import: what its check found, and whether it was written. */
export const showObstacleImport = imports.show({
  summary: words('Một lần nhập khó khăn, vướng mắc', 'One import of obstacles'),
  shape: { ignored: z.array(z.string()) },
  of: async (_context, found) => z.object({ ignored: z.array(z.string()) }).parse(found.reading),
})

const Problems = problemsOf(obstacleColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showObstacleImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập khó khăn, vướng mắc', 'The rows of an import of obstacles'),
  outcomes: ['new', 'changed', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showObstaclesToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập vướng mắc', 'The rows in error of an import of obstacles'),
  columns: obstacleColumns,
  keys: obstacleColumnKeys,
})
