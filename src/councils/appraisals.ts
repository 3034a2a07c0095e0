import { type RawBuilder, sql, type Updateable } from 'kysely'
import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import type { DB } from '../platform/database-types.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, notFound, staleRecord } from '../platform/problem.ts'
import { appraisedKinds } from './kinds.ts'
import type { AppraisalWay } from './rules.ts'

/* The appraisal of one record: begun, looked up and set aside by the room that has it. */

export const Changed = z.object({ id: z.int(), version: z.int(), state: z.string() })

/** Begins the appraisal of a record by two officers; nothing where it has one. */
export async function beginPair({ db, today }: Context, record: string, recordId: number): Promise<void> {
  const handed = await appraisedKinds.get(record)?.handed(db, recordId)
  if (handed === undefined || handed === null || handed.way !== 'pair') return
  const { title, titleEn, requested } = handed
  await db
    .insertInto('appraisal')
    .values({ record, recordId, way: 'pair', title, titleEn, requested, begunOn: today })
    .onConflict((there) =>
      there.columns(['record', 'recordId']).where(sql<boolean>`state <> 'set_aside'`).doNothing(),
    )
    .execute()
}

/** Ends that an appraisal counts: the record is judged anew, or not at all. */
export async function setAside(
  { db, today }: Context,
  record: string,
  recordId: number,
  reason: string,
): Promise<void> {
  await db
    .updateTable('appraisal')
    .set((row) => ({
      state: 'set_aside',
      setAsideOn: today,
      setAsideReason: reason,
      version: sql<number>`${row.ref('version')} + 1`,
    }))
    .where('record', '=', record)
    .where('recordId', '=', recordId)
    .where('state', '<>', 'set_aside')
    .execute()
}

/** How far the appraisal of a record has come. */
export interface Standing {
  readonly way: AppraisalWay
  /** Null where it was not begun. */
  readonly id: number | null
  /** Whether it lets the record go on: it is concluded, or one officer's own. */
  readonly concluded: boolean
  /** What may be proposed by it, in đồng; null where it is open or set no bounds. */
  readonly bounds: { readonly least: bigint; readonly most: bigint } | null
  /** A council concluded that it does not pass. */
  readonly failed: boolean
}

/** How far the appraisal of a record has come. @param way who appraises it, as its call says */
export async function standingOf(
  db: Db,
  record: string,
  recordId: number,
  way: AppraisalWay,
): Promise<Standing> {
  if (way === 'officer') return { way, id: null, concluded: true, bounds: null, failed: false }
  const row = await db
    .selectFrom('appraisal')
    .select(['id', 'state', 'passes'])
    .where('record', '=', record)
    .where('recordId', '=', recordId)
    .where('state', '<>', 'set_aside')
    .executeTakeFirst()
  if (row === undefined) return { way, id: null, concluded: false, bounds: null, failed: false }
  const concluded = row.state === 'concluded'
  const bounds = !concluded
    ? null
    : way === 'council'
      ? { least: 0n, most: await allowedBy(db, row.id) }
      : await boundsOf(db, row.id)
  return { way, id: row.id, concluded, bounds, failed: row.passes === false }
}

/** What a council allowed when it concluded. */
async function allowedBy(db: Db, appraisalId: number): Promise<bigint> {
  const { rows } = await sql<{ allowed: string | null }>`
    SELECT outcome ->> 'allowed' AS allowed FROM appraisal WHERE id = ${appraisalId}`.execute(db)
  return BigInt(rows[0]?.allowed ?? '0')
}

/** Between which amounts two opinions lie. */
async function boundsOf(db: Db, appraisalId: number): Promise<Standing['bounds']> {
  const row = await db
    .selectFrom('appraisalOpinion as o')
    .innerJoin('appraisalSeat as s', 's.id', 'o.seatId')
    .select((eb) => [eb.fn.min<bigint>('o.amount').as('least'), eb.fn.max<bigint>('o.amount').as('most')])
    .where('s.appraisalId', '=', appraisalId)
    .executeTakeFirst()
  if (row?.least === undefined || row.least === null) return null
  return { least: BigInt(row.least), most: BigInt(row.most) }
}

export const noAppraisal = () => notFound(words('việc thẩm định', 'Appraisal'))

/** An appraisal under lock. @param version as it was read; undefined: the present one */
export async function lockAppraisal(db: Db, appraisalId: number, version?: number) {
  const row = await db
    .selectFrom('appraisal')
    .selectAll()
    .where('id', '=', appraisalId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noAppraisal()
  if (version !== undefined && row.version !== version) throw staleRecord()
  return row
}

/** The same, of one that goes on. @throws Problem 409 for one that is concluded or set aside */
export async function lockOpenAppraisal(db: Db, appraisalId: number, version?: number) {
  const row = await lockAppraisal(db, appraisalId, version)
  if (row.state !== 'open')
    throw conflict('councils.notOpen', words('Việc thẩm định này đã kết thúc.', 'This appraisal is over.'))
  return row
}

/** Counts what was changed of an appraisal that is locked, with what else changes of it. */
export const touchAppraisal = (
  db: Db,
  appraisal: { readonly id: number; readonly version: number },
  more: Updateable<DB['appraisal']> = {},
): Promise<z.output<typeof Changed>> =>
  db
    .updateTable('appraisal')
    .set({ ...more, version: appraisal.version + 1 })
    .where('id', '=', appraisal.id)
    .returning(['id', 'version', 'state'])
    .executeTakeFirstOrThrow()

/** The accounts that had a say in the appraisals of a record, as `Apart` asks for them: who appraised does not decide. */
export const appraisersOf = (record: string) => (recordId: RawBuilder<unknown>) =>
  sql`SELECT coalesce(m.account_id, s.account_id) AS account, o.given_at AS at
    FROM appraisal_opinion o JOIN appraisal_seat s ON s.id = o.seat_id JOIN appraisal y ON y.id = s.appraisal_id
      LEFT JOIN council_member m ON m.id = s.member_id
    WHERE y.record = ${record} AND y.record_id = ${recordId}`

/** Whether the account in a column counts as the person who acts now. */
export const isPersonOf = ({ actor, now }: Pick<Context, 'actor' | 'now'>, column: string) =>
  sql<boolean>`coalesce(persons_of(${sql.ref(column)}, ${now}::timestamptz) && persons_of(${actor.userId}::text, ${now}::timestamptz), false)`
