import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { tellAsked, tellClosed } from './notices.ts'

/* What a document asks of this room: to open a round of opinions on its clauses, to close it, and how it stands. */

export interface Asked {
  /** The document, as the audit files it. */
  readonly record: string
  readonly recordId: number
  readonly title: string
  /** Why the document is needed: shown to whoever is asked, above the clauses. */
  readonly explanation?: string | null
  readonly dueOn: string
  readonly clauses: readonly { readonly label: string; readonly text: string }[]
  readonly agencyIds: readonly number[]
}

/**
 * Opens a round: the clauses are kept as they stand, each agency is asked and told.
 * @returns the number of the round
 * @throws Problem 409 while one is open, or for a document without clauses
 */
export async function openRound(context: Context, asked: Asked): Promise<number> {
  const { db, today: askedOn } = context
  const { record, recordId, title, explanation, dueOn, clauses, agencyIds } = asked
  if (clauses.length === 0)
    throw conflict('opinions.empty', words('Dự thảo chưa có khoản, mục nào.', 'The draft has no clause yet.'))
  const last = await db
    .selectFrom('opinionRound')
    .select(['number', 'closedOn'])
    .where('record', '=', record)
    .where('recordId', '=', recordId)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (last !== undefined && last.closedOn === null)
    throw conflict(
      'opinions.open',
      words('Đang xin ý kiến, chưa kết thúc.', 'Opinions are being asked for already.'),
    )
  const number = (last?.number ?? 0) + 1
  const { id } = await db
    .insertInto('opinionRound')
    .values({ record, recordId, title, explanation: explanation ?? null, askedOn, dueOn, number })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('opinionClause')
    .values(clauses.map(({ label, text }, at) => ({ roundId: id, ord: at + 1, label, text })))
    .execute()
  await db
    .insertInto('opinionRequest')
    .values([...new Set(agencyIds)].map((agencyId) => ({ roundId: id, agencyId })))
    .execute()
  await tellAsked(context, id)
  return number
}

/**
 * Ends the open round of a document: agencies that said nothing are recorded as such, those that gave opinions are told what became of them.
 * @param why a document that is given up leaves opinions as they are
 * @throws Problem 409 while an opinion is not settled
 */
export async function closeRound(
  context: Context,
  record: string,
  recordId: number,
  why: 'settled' | 'dropped' = 'settled',
): Promise<void> {
  const { db, today } = context
  const round = await db
    .selectFrom('opinionRound')
    .select('id')
    .where('record', '=', record)
    .where('recordId', '=', recordId)
    .where('closedOn', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (round === undefined) return
  const open = await db
    .selectFrom('opinion as o')
    .innerJoin('opinionRequest as r', 'r.id', 'o.requestId')
    .select('o.id')
    .where('r.roundId', '=', round.id)
    .where('r.state', '=', 'answered')
    .where('o.outcome', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (open !== undefined && why === 'settled')
    throw conflict(
      'opinions.unsettled',
      words(
        'Còn ý kiến chưa ghi tiếp thu hay giải trình.',
        'There are opinions of which nobody has said what becomes of them.',
      ),
    )
  await db
    .updateTable('opinionRequest')
    .set((eb) => ({ state: 'missing' as const, version: eb('version', '+', 1) }))
    .where('roundId', '=', round.id)
    .where('state', '=', 'asked')
    .execute()
  await db.updateTable('opinionRound').set({ closedOn: today }).where('id', '=', round.id).execute()
  if (why === 'settled') await tellClosed(context, round.id)
}

/** Whether each agency has answered, or the day is over: until then a document waits. */
export async function awaited(db: Db, record: string, recordId: number, day: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM opinion_round o JOIN opinion_request r ON r.round_id = o.id
    WHERE o.record = ${record} AND o.record_id = ${recordId} AND o.closed_on IS NULL
      AND r.state = 'asked' AND o.due_on >= ${day}::date LIMIT 1`.execute(db)
  return rows.length > 0
}
