import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { conflict } from '../platform/problem.ts'

/* What a document asks of this room: to open a round of opinions on its clauses, to close it, and how it stands. */

export interface Asked {
  /** The document, as the audit files it. */
  readonly record: string
  readonly recordId: number
  readonly title: string
  readonly askedOn: string
  readonly dueOn: string
  readonly clauses: readonly { readonly label: string; readonly text: string }[]
  readonly agencyIds: readonly number[]
}

/** Opens a round: the clauses are kept as they stand, and each agency is asked. @throws Problem 409 while one is open */
export async function openRound(db: Db, asked: Asked): Promise<number> {
  const { record, recordId, title, askedOn, dueOn, clauses, agencyIds } = asked
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
  const { id } = await db
    .insertInto('opinionRound')
    .values({ record, recordId, title, askedOn, dueOn, number: (last?.number ?? 0) + 1 })
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
  return id
}

/**
 * Ends the open round of a document: agencies that said nothing are recorded as such.
 * @param why a document that is given up leaves opinions as they are
 * @throws Problem 409 while an opinion is not settled
 */
export async function closeRound(
  db: Db,
  record: string,
  recordId: number,
  on: string,
  why: 'settled' | 'dropped' = 'settled',
): Promise<void> {
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
  await db.updateTable('opinionRound').set({ closedOn: on }).where('id', '=', round.id).execute()
}

/** Whether each agency has answered, or the day is over: until then a document waits. */
export async function awaited(db: Db, record: string, recordId: number, day: string): Promise<boolean> {
  const { rows } = await sql`SELECT FROM opinion_round o JOIN opinion_request r ON r.round_id = o.id
    WHERE o.record = ${record} AND o.record_id = ${recordId} AND o.closed_on IS NULL
      AND r.state = 'asked' AND o.due_on >= ${day}::date LIMIT 1`.execute(db)
  return rows.length > 0
}
