import { sql } from 'kysely'
import { z } from 'zod'
import { classifyAgain, enterpriseStates, settleSize } from '../enterprises/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { carryBack } from './carry.ts'
import { besideEachOther, changeOver, hangWords } from './hangs.ts'
import { chosenFields, noMerge, undoneAlready } from './merge.ts'

/** Tables whose new rows rest on an enterprise; that an account signs in or uploads a file rests on nothing. */
const resting = [...changeOver, ...besideEachOther]
  .map(({ table }) => table)
  .filter((table) => !['enterprise', 'account', 'account_role', 'file', 'import'].includes(table))

interface Standing {
  readonly keptId: number
  readonly lostId: number
  readonly changeId: bigint
  readonly auditId: bigint | null
}

/**
 * What was written of the kept record since a merge, by table: on it a merge is not undone.
 * @returns the tables and how many rows of each; none when it can be undone
 */
export async function standsOn(db: Db, merge: Standing): Promise<{ table: string; rows: number }[]> {
  const both = [String(merge.keptId), String(merge.lostId)]
  const { rows } = await sql<{ table: string; rows: number }>`
    SELECT c.table_name AS "table", count(DISTINCT c.row_key)::int AS rows FROM change c
     WHERE c.id > ${merge.changeId} AND c.audit_id IS DISTINCT FROM ${merge.auditId}::bigint
       AND (c.table_name = ANY (${resting}::text[]) AND c.after ->> 'enterprise_id' = ANY (${both}::text[])
            OR c.table_name = 'enterprise' AND c.row_key = ANY (${both}::text[]))
       AND NOT EXISTS (SELECT FROM enterprise_merge m WHERE m.state = 'undone' AND c.audit_id IN (m.audit_id, m.undone_audit_id))
     GROUP BY 1 ORDER BY 1`.execute(db)
  return rows
}

const newOnIt = (standing: readonly { readonly table: string; readonly rows: number }[]) => {
  const named = (language: 'vi' | 'en') =>
    standing.map(({ table, rows }) => `${hangWords(table)[language]} (${rows})`).join(', ')
  return conflict('mergers.newOnIt', {
    vi: `Không hoàn tác được: sau khi gộp đã có thay đổi mới: ${named('vi')}.`,
    en: `It cannot be undone: there is new work since the merge: ${named('en')}.`,
  })
}

const Before = z.object({
  state: enterpriseStates.schema,
  stateSince: z.string().nullable(),
  stateReason: z.string().nullable(),
})
const KeptBefore = z.record(z.string(), z.unknown())

/** Undoes a merge whole, while nothing new stands on the kept record: each row goes back to where it was. */
export const undoMerge = command({
  name: 'mergers.undo',
  summary: words('Hoàn tác lần gộp hồ sơ', 'Undo a merge'),
  route: 'POST /enterprise-merges/{id}/undo',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: z.object({ id: z.int(), keptId: z.int() }),
  may: ['coordinator'],
  subject: ({ id }) => `enterprise_merge:${id}`,
  async run(context, input) {
    const { db, today } = context
    const merge = await lockMerge(context, input.id)
    if (merge.state === 'undone') throw undoneAlready()
    const standing = await standsOn(db, merge)
    if (standing.length > 0) throw newOnIt(standing)
    await endGiven(context, merge.id)
    const missed = await carryBack(db, merge)
    if (missed.length > 0) throw newOnIt(missed.map((table) => ({ table, rows: 1 })))
    const before = Before.parse(merge.lostBefore)
    await db
      .updateTable('enterprise')
      .set(({ eb }) => ({ ...before, mergedInto: null, version: eb('version', '+', 1) }))
      .where('id', '=', merge.lostId)
      .execute()
    const kept = KeptBefore.parse(merge.keptBefore)
    const fields = Object.fromEntries(
      chosenFields.filter((key) => key in kept).map((key) => [key, kept[key]]),
    )
    await db
      .updateTable('enterprise')
      .set(({ eb }) => ({ ...fields, version: eb('version', '+', 1) }))
      .where('id', '=', merge.keptId)
      .execute()
    for (const enterpriseId of [merge.keptId, merge.lostId]) {
      const { foundedOn } = await db
        .selectFrom('enterprise')
        .select('foundedOn')
        .where('id', '=', enterpriseId)
        .executeTakeFirstOrThrow()
      await classifyAgain(db, today, enterpriseId, foundedOn)
      await settleSize(db, enterpriseId)
    }
    await db
      .updateTable('enterpriseDouble')
      .set(({ eb }) => ({ state: 'found', settledOn: null, version: eb('version', '+', 1) }))
      .where('oneId', '=', Math.min(merge.keptId, merge.lostId))
      .where('otherId', '=', Math.max(merge.keptId, merge.lostId))
      .where('state', '=', 'merged')
      .execute()
    await db
      .updateTable('enterpriseMerge')
      .set({
        ...{ state: 'undone', undoneOn: today, undoneReason: input.reason },
        undoneAuditId: sql`nullif(current_setting('nscl.audit', true), '')::bigint`,
      })
      .where('id', '=', input.id)
      .execute()
    return { id: input.id, keptId: merge.keptId }
  },
})

/** The merge with both its records under lock. @throws Problem 404 */
async function lockMerge({ db }: Context, mergeId: number) {
  const merge = await db
    .selectFrom('enterpriseMerge')
    .selectAll()
    .where('id', '=', mergeId)
    .forUpdate()
    .executeTakeFirst()
  if (merge === undefined) throw noMerge()
  await db
    .selectFrom('enterprise')
    .select('id')
    .where((where) => where.or([where('id', '=', merge.keptId), where('id', '=', merge.lostId)]))
    .orderBy('id')
    .forUpdate()
    .execute()
  return merge
}

/** Ends the roles that a merger in law gave for the successor. */
async function endGiven({ db, actor, now }: Context, mergeId: number): Promise<void> {
  await sql`
    UPDATE account_role r SET ended_at = ${now}, ended_by = ${actor.userId} FROM enterprise_merge_row l
     WHERE l.merge_id = ${mergeId} AND l.table_name = 'account_role' AND l.column_name = 'given' AND r.id::text = l.row_key
       AND r.ended_at IS NULL`.execute(db)
}
