import { toldInReport } from '../plan/index.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, notFound, type Problem } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'

const noTurn = (): Problem => notFound(words('lượt hỗ trợ', 'Support turn'))

/**
 * A support turn with the names that go with it. An enterprise finds its own only.
 * @param lock holds the row until the transaction ends
 * @throws Problem 404
 */
export async function readTurn(db: Db, actor: Actor, id: number, lock: boolean) {
  const select = db
    .selectFrom('supportTurn as t')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .innerJoin('plan as p', 'p.id', 't.planId')
    .selectAll('t')
    .select([
      'p.number as planNumber',
      'e.name as enterpriseName',
      'e.taxCode',
      'c.name as contentName',
      'c.nameEn as contentNameEn',
    ])
    .where('t.id', '=', id)
    .where(readableBy(actor, 't.enterpriseId'))
  const row = await (lock ? select.forUpdate('t') : select).executeTakeFirst()
  if (row === undefined) throw noTurn()
  return row
}

export type TurnRecord = Awaited<ReturnType<typeof readTurn>>

/** Locks the turn for a change. @throws Problem 404, or 409 when somebody else has changed it meanwhile */
export async function takeTurn(
  { db, actor }: Context,
  input: { id: number; version: number },
): Promise<TurnRecord> {
  const turn = await readTurn(db, actor, input.id, true)
  if (turn.version !== input.version) {
    throw conflict('support.changed', {
      vi: 'Lượt hỗ trợ vừa được người khác thay đổi. Nội dung bạn nhập vẫn còn; xin xem lại rồi gửi lại.',
      en: 'Somebody else has just changed this turn. What you typed is kept; look at it as it is now and send again.',
    })
  }
  return turn
}

/** The file as evidence about an enterprise: checked, and from now on the enterprise may read it too. */
export async function evidenceOf(context: Context, fileId: number, enterpriseId: number): Promise<void> {
  await evidence(context, fileId)
  await context.db
    .updateTable('file')
    .set({ enterpriseId })
    .where('id', '=', fileId)
    .where('enterpriseId', 'is', null)
    .execute()
}

/** Whether a sealed report tells of the year of a turn. */
export async function turnTold(db: Db, turnId: number): Promise<boolean> {
  const { planId, year } = await db
    .selectFrom('supportTurn')
    .select(['planId', 'year'])
    .where('id', '=', turnId)
    .executeTakeFirstOrThrow()
  return toldInReport(db, planId, year)
}
