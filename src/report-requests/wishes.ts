import type { Context } from '../platform/operation.ts'

/** Wishes for more time that nobody need answer any more: the report was sent, or its request ended. */
export async function lapseWishes(
  { db, today }: Pick<Context, 'db' | 'today'>,
  answerIds: readonly number[],
): Promise<void> {
  await db
    .updateTable('reportExtension')
    .set({ state: 'lapsed', settledOn: today })
    .where('answerId', 'in', [...answerIds])
    .where('state', '=', 'asked')
    .execute()
}
