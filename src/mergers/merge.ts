import { sql } from 'kysely'
import { z } from 'zod'
import { classifyAgain, enterpriseFields, settleSize } from '../enterprises/index.ts'
import type { Db } from '../platform/database.ts'
import { day, id, longText, several, text, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { toJson } from '../platform/json.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { carryOver } from './carry.ts'
import type { MergeKind } from './rules.ts'

const Merged = z.object({ id: z.int(), mergeId: z.int() })

/** The fields whose value an officer chooses; the tax code is the number of the record that stays. */
export const chosenFields = enterpriseFields.keys.filter((key) => key !== 'taxCode')

/**
 * The two records of a merge under lock, in the order of their numbers, so that two merges cannot wait for each other.
 * @throws Problem 404 without the kept record; 422 on `lostId` for the record itself, for none, or for one that is merged already
 */
async function pairOf(db: Db, keptId: number, lostId: number, locked = true) {
  if (keptId === lostId)
    throw invalidField('lostId', words('Xin chọn hồ sơ khác.', 'Please choose another record.'))
  const select = db
    .selectFrom('enterprise')
    .selectAll()
    .where((where) => where.or([where('id', '=', keptId), where('id', '=', lostId)]))
    .orderBy('id')
  const rows = await (locked ? select.forUpdate() : select).execute()
  const kept = rows.find((row) => row.id === keptId)
  const lost = rows.find((row) => row.id === lostId)
  if (kept === undefined) throw notFound(words('doanh nghiệp', 'Enterprise'))
  if (lost === undefined)
    throw invalidField('lostId', words('Không có hồ sơ này.', 'There is no such record.'))
  for (const [field, row] of [
    ['id', kept],
    ['lostId', lost],
  ] as const) {
    if (row.state === 'merged')
      throw invalidField(field, {
        vi: `Hồ sơ ${row.taxCode} đã gộp vào hồ sơ khác.`,
        en: `The record ${row.taxCode} was merged already.`,
      })
  }
  return { kept, lost }
}

const pairRule = {
  of: ['id', 'lostId'] as const,
  check: async (input: { readonly id: number; readonly lostId: number }, { db }: Context) =>
    pairOf(db, input.id, input.lostId, false),
}

/** The audit record under way, as the trail of changes names it. */
const thisRecord = sql<bigint>`nullif(current_setting('nscl.audit', true), '')::bigint`

interface Merge {
  readonly kind: MergeKind
  readonly kept: Awaited<ReturnType<typeof pairOf>>['kept']
  readonly lost: Awaited<ReturnType<typeof pairOf>>['lost']
  readonly mergedOn: string
  readonly reason: string
  readonly taken: readonly string[]
  /** `enterprise_year/2024`: rows of the lost record that count. */
  readonly rows: ReadonlySet<string>
  readonly documentNumber?: string
  readonly fileId?: number
}

/** Leads one record on to the other with what hangs on it. Runs inside the caller's transaction, on locked records. @returns the number of the merge */
async function merge(context: Context, of: Merge): Promise<number> {
  const { db, today } = context
  const { kept, lost, kind, taken } = of
  const chosen = chosenFields.filter((key) => taken.includes(key))
  const before = Object.fromEntries(chosen.map((key) => [key, kept[key]]))
  const { id: mergeId } = await db
    .insertInto('enterpriseMerge')
    .values({
      ...{ keptId: kept.id, lostId: lost.id, kind, mergedOn: of.mergedOn, reason: of.reason },
      ...{ documentNumber: of.documentNumber ?? null, fileId: of.fileId ?? null, taken: chosen },
      keptBefore: toJson(before),
      lostBefore: toJson({ state: lost.state, stateSince: lost.stateSince, stateReason: lost.stateReason }),
      ...{ keptVersion: kept.version, changeId: 0n, auditId: thisRecord },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await carryOver(db, { id: mergeId, kind, lostId: lost.id, keptId: kept.id }, of.rows)
  if (kind === 'law') await openSuccessor(context, { id: mergeId, keptId: kept.id, lostId: lost.id })
  await db
    .updateTable('enterprise')
    .set({
      ...{ state: 'merged', mergedInto: kept.id, stateSince: of.mergedOn, stateReason: of.reason },
      version: lost.version + 1,
    })
    .where('id', '=', lost.id)
    .execute()
  await db
    .updateTable('enterprise')
    .set({ ...Object.fromEntries(chosen.map((key) => [key, lost[key]])), version: kept.version + 1 })
    .where('id', '=', kept.id)
    .execute()
  const foundedOn = chosen.includes('foundedOn') ? lost.foundedOn : kept.foundedOn
  if (kept.foundedOn !== lost.foundedOn) await classifyAgain(db, today, kept.id, foundedOn)
  if (kind === 'double') {
    await settleSize(db, kept.id)
    await settleSize(db, lost.id)
    await settlePairs(context, kept.id, lost.id)
  }
  await db
    .updateTable('enterpriseMerge')
    .set({
      keptVersion: sql`(SELECT version FROM enterprise WHERE id = ${kept.id})`,
      changeId: sql`(SELECT max(id) FROM change)`,
    })
    .where('id', '=', mergeId)
    .execute()
  return mergeId
}

/** The pair is settled; what else was found of the merged record is no more. */
async function settlePairs({ db, today }: Context, keptId: number, lostId: number): Promise<void> {
  await db
    .updateTable('enterpriseDouble')
    .set(({ eb }) => ({ state: 'merged', settledOn: today, version: eb('version', '+', 1) }))
    .where('oneId', '=', Math.min(keptId, lostId))
    .where('otherId', '=', Math.max(keptId, lostId))
    .execute()
  await db
    .deleteFrom('enterpriseDouble')
    .where('state', '=', 'found')
    .where((where) => where.or([where('oneId', '=', lostId), where('otherId', '=', lostId)]))
    .execute()
}

/** Whoever spoke for the enterprise that ended speaks for its successor, too, and still reads what was. */
async function openSuccessor(
  { db, actor, now }: Context,
  merge: { readonly id: number; readonly keptId: number; readonly lostId: number },
): Promise<void> {
  await sql`WITH given AS (
      INSERT INTO account_role (account_id, role, enterprise_id, from_day, to_day, home, reason, set_by, set_at)
      SELECT r.account_id, r.role, ${merge.keptId}, r.from_day, r.to_day, false, 'Doanh nghiệp kế thừa', ${actor.userId}, ${now}
        FROM account_role r
       WHERE r.enterprise_id = ${merge.lostId} AND r.ended_at IS NULL
         AND NOT EXISTS (SELECT FROM account_role k WHERE k.account_id = r.account_id AND k.role = r.role
                            AND k.enterprise_id = ${merge.keptId} AND k.ended_at IS NULL)
      RETURNING id::text AS row_key)
    INSERT INTO enterprise_merge_row (merge_id, table_name, row_key, column_name, was, became)
    SELECT ${merge.id}, 'account_role', row_key, 'given', NULL, ${String(merge.keptId)} FROM given`.execute(
    db,
  )
}

const seen = { version: whole(1), lostVersion: whole(1) }

/** @throws Problem 409 when one of the records was changed after the officer saw it */
function asSeen(
  {
    kept,
    lost,
  }: { readonly kept: { readonly version: number }; readonly lost: { readonly version: number } },
  input: { readonly version: number; readonly lostVersion: number },
): void {
  if (kept.version !== input.version || lost.version !== input.lostVersion) throw staleRecord()
}

/**
 * Merges a record that is in the register twice into the one that stays. Everything that hangs on it leads to the kept record; of each
 * field and of each row that only one can have, the officer says which value stays. The other stays with the merged record.
 */
export const mergeDouble = command({
  name: 'mergers.mergeDouble',
  summary: words('Gộp hồ sơ doanh nghiệp trùng', 'Merge the double of an enterprise'),
  route: 'POST /enterprises/{id}/merges',
  input: z.object({
    /** The record that stays. */
    id: id(),
    lostId: id(),
    ...seen,
    /** The fields that take the merged record's value, and rows as `enterprise_year/2024`. */
    take: several(text(100)),
    reason: longText(2000),
  }),
  output: Merged,
  may: ['coordinator'],
  rules: [pairRule],
  subject: ({ id }) => `enterprise:${id}`,
  async run(context, input) {
    const pair = await pairOf(context.db, input.id, input.lostId)
    asSeen(pair, input)
    const mergeId = await merge(context, {
      ...pair,
      kind: 'double',
      mergedOn: context.today,
      reason: input.reason,
      taken: input.take,
      rows: new Set(input.take.filter((key) => key.includes('/'))),
    })
    return { id: input.id, mergeId }
  },
})

/**
 * Records that an enterprise merged into another in law, from a day by a paper. History stays with each; open applications, turns and
 * needs pass on to the successor, and whoever spoke for the one speaks for the other.
 */
export const recordMerger = command({
  name: 'mergers.recordMerger',
  summary: words('Ghi sáp nhập, hợp nhất doanh nghiệp', 'Record a merger of enterprises in law'),
  route: 'POST /enterprises/{id}/mergers-in-law',
  input: z.object({
    /** The successor. */
    id: id(),
    lostId: id(),
    ...seen,
    mergedOn: day(),
    documentNumber: text(100),
    fileId: id(),
    reason: longText(2000),
  }),
  output: Merged,
  may: ['coordinator'],
  rules: [pairRule, notAhead('mergedOn')],
  subject: ({ id }) => `enterprise:${id}`,
  async run(context, input) {
    const pair = await pairOf(context.db, input.id, input.lostId)
    asSeen(pair, input)
    await evidence(context, input.fileId)
    const { mergedOn, reason, documentNumber, fileId } = input
    const of = { mergedOn, reason, documentNumber, fileId, taken: [], rows: new Set<string>() }
    return { id: input.id, mergeId: await merge(context, { ...pair, ...of, kind: 'law' }) }
  },
})

export const noMerge = () => notFound(words('lần gộp hồ sơ', 'Merge'))
export const undoneAlready = () =>
  conflict('mergers.undone', words('Lần gộp này đã hoàn tác.', 'This merge is undone already.'))
