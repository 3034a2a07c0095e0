import { recordFact, retractFact } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { follow } from '../platform/follow.ts'
import { cancelTurn, moveTurn } from '../support/index.ts'

/* Confirmed values from the end of a turn are facts once the turn is done, as its system certificates are. A turn that is cancelled takes them back. */

const kind = 'content.value'
const recordType = 'content_value'

const confirmedOf = (db: Db) =>
  db
    .selectFrom('contentValue as v')
    .innerJoin('contentField as d', 'd.id', 'v.fieldId')
    .innerJoin('supportTurn as t', 't.id', 'v.turnId')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .leftJoin('import as i', (join) =>
      join.onRef('i.id', '=', 'v.importId').on('i.kind', '=', 'content_values'),
    )
    .select(['v.id', 'v.turnId', 'v.amount', 'v.measuredOn', 'v.item', 'd.name', 'e.name as enterprise'])
    .select(({ fn }) => fn.coalesce('v.fileId', 'i.fileId').as('fileId'))
    .select(['t.planId', 't.year', 't.enterpriseId'])
    .where('v.state', '=', 'confirmed')
    .where('v.moment', '=', 'end')
    .where('v.amount', '>', 0)
    .where('t.state', '=', 'finished')
type Confirmed = Awaited<ReturnType<ReturnType<typeof confirmedOf>['execute']>>[number]

async function count(db: Db, rows: readonly Confirmed[]): Promise<void> {
  for (const { id, turnId, amount, measuredOn, item, name, enterprise, fileId, ...turn } of rows) {
    if (amount === null || fileId === null) continue
    await recordFact(db, {
      ...{ ...turn, kind, recordType, recordId: id, fileId, quantity: amount, occurredOn: measuredOn },
      subject: `turn:${turnId}`,
      label: `${enterprise}: ${name}${item === null ? '' : `, ${item}`}`,
    })
  }
}

/** Counts a confirmed value where its turn is done. */
export const countValue = async (db: Db, valueId: number): Promise<void> =>
  count(db, await confirmedOf(db).where('v.id', '=', valueId).execute())

/** Takes the fact of a value back, where it has one. */
export const uncountValue = (db: Db, valueId: number, reason: string): Promise<void> =>
  retractFact(db, { kind, recordType, recordId: valueId, reason })

follow(moveTurn, async ({ db }, _input, { id, state }) => {
  if (state === 'finished') await count(db, await confirmedOf(db).where('v.turnId', '=', id).execute())
})
follow(cancelTurn, async ({ db }, { reason }, { id }) => {
  const rows = await db.selectFrom('contentValue').select('id').where('turnId', '=', id).execute()
  for (const row of rows) await uncountValue(db, row.id, reason)
})
