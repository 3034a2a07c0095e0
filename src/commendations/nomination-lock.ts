import { z } from 'zod'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, notFound, staleRecord } from '../platform/problem.ts'
import { type NominationState, nominationStates } from './fields.ts'
import { nominatesFor } from './sight.ts'

/* A nomination under lock, and its moves from state to state. */

export const Changed = z.object({ id: z.int(), state: nominationStates.schema, version: z.int() })
export const noNomination = () => notFound(words('đề nghị khen thưởng', 'Nomination'))

export async function lock(
  { db }: Context,
  nominationId: number,
  version: number,
  from: readonly NominationState[],
) {
  const row = await db
    .selectFrom('nomination')
    .selectAll()
    .where('id', '=', nominationId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noNomination()
  if (row.version !== version) throw staleRecord()
  if (!from.some((state) => state === row.state)) {
    const is = nominationStates.wordsOf(row.state)
    throw conflict('nominations.elsewhere', words(`Đề nghị này: ${is.vi}.`, `This nomination: ${is.en}.`))
  }
  return row
}

/** The same of one that the actor nominates for. */
export async function lockOwn(
  context: Context,
  nominationId: number,
  version: number,
  from: readonly NominationState[],
) {
  const row = await lock(context, nominationId, version, from)
  if (!nominatesFor(context.actor, row)) throw noNomination()
  return row
}

export async function move(
  { db, today }: Context,
  row: { readonly id: number; readonly version: number },
  state: NominationState,
  reason: string | null,
) {
  const version = row.version + 1
  await db
    .updateTable('nomination')
    .set({ state, reason, movedOn: today, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state, version }
}
