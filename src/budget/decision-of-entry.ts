import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import type { Entry } from './ledger.ts'

/** The decision that an entry of the ledger stands under, or the one that its correction puts right; null for an entry of none. */
async function rootOf(db: Db, entryId: number) {
  const row = await db
    .selectFrom('allocationDecisionEntry as r')
    .innerJoin('allocationDecision as d', 'd.id', 'r.decisionId')
    .innerJoin('allocationDecision as root', (join) =>
      join.on((eb) => eb('root.id', '=', eb.fn.coalesce('d.correctsId', 'd.id'))),
    )
    .select(['root.id', 'root.kind'])
    .select((eb) =>
      eb
        .selectFrom('allocationDecisionEntry as own')
        .select((one) => one.fn.countAll<number>().as('count'))
        .whereRef('own.decisionId', '=', 'root.id')
        .as('entries'),
    )
    .where('r.entryId', '=', entryId)
    .executeTakeFirst()
  return row === undefined ? null : { ...row, entries: Number(row.entries) }
}

/**
 * An entry is corrected by itself where its decision is an allocation of that line alone; else the decision is, so that one mistake is not
 * put right in two ways.
 * @throws Problem 409 `budget.correctDecision`
 */
export async function heldToOneLine(db: Db, entryId: number): Promise<void> {
  const root = await rootOf(db, entryId)
  if (root === null || (root.kind === 'allocation' && root.entries === 1)) return
  throw conflict(
    'budget.correctDecision',
    words(
      'Bút toán này thuộc một quyết định nhiều mục; xin đính chính quyết định đó.',
      'This entry is of a decision on several lines; please correct that decision.',
    ),
  )
}

/** Files the correction of an entry as a decision that puts the entry's decision right. @returns its entries, to be booked */
export async function correctionAsDecision(
  { db, actor, now }: Context,
  row: {
    readonly entryId: number
    readonly reason: string
    readonly overEstimate: boolean
    readonly proposedBy: string | null
    readonly proposedAt: Date
  },
  { planId, right, back }: { readonly planId: number; readonly right: Entry; readonly back: Entry },
): Promise<{ right: number; back: number }> {
  const root = await rootOf(db, row.entryId)
  if (root === null) throw new Error(`Entry ${row.entryId} stands under no decision`)
  const { documentNumber, on: documentDate, fileId } = right.voucher
  const { id: decisionId } = await db
    .insertInto('allocationDecision')
    .values({
      ...{
        planId,
        kind: 'correction',
        correctsId: root.id,
        year: right.key.year,
        documentNumber,
        documentDate,
      },
      ...{ fileId, reason: row.reason, overEstimate: row.overEstimate, state: 'booked' },
      ...{ proposedBy: row.proposedBy, proposedAt: row.proposedAt, settledBy: actor.userId, settledAt: now },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const keep = async ({ kind, key, amount }: Entry) => {
    const kept = await db
      .insertInto('allocationDecisionEntry')
      .values({ decisionId, ...key, amount: kind === 'allocation' ? amount : -amount })
      .returning('id')
      .executeTakeFirstOrThrow()
    return kept.id
  }
  return { right: await keep(right), back: await keep(back) }
}
