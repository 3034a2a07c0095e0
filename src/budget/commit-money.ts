import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { invalidField, type Problem } from '../platform/problem.ts'
import { holdUnblocked } from './blocks.ts'
import { checkDay } from './days.ts'
import { type BudgetKey, budgetKeyOf, commitmentKey, lockAccounts, type Voucher } from './ledger.ts'
import type { EntryKind } from './rules.ts'
import { lockTaskOf, releasable } from './task-money.ts'
import { bookInYear } from './years.ts'

/** What a capability asks to have committed. `amount` in whole đồng; `enterpriseId` null when no enterprise is meant. */
export interface CommitmentRequest {
  readonly planId: number
  readonly lineCode: string
  readonly year: number
  readonly sourceKey: string
  readonly amount: bigint
  readonly purpose: string
  readonly documentNumber: string
  readonly documentDate: string
  readonly enterpriseId: number | null
  /** The input that the day stands in; `documentDate` if not said. */
  readonly dayField?: string
  /** What to answer when only `free` đồng of the allocation are left; `budget.notEnough` where nothing else is asked for. */
  readonly notEnough?: (free: bigint) => Problem
}

/**
 * Commits free money of an allocation to a purpose, inside the caller's command.
 * @returns the commitment's id
 * @throws Problem 409 `budget.notEnough` with the numbers when the allocation does not hold it; 422 for a line, year, source
 * or day that cannot be
 */
export async function commitMoney(
  context: Pick<Context, 'db' | 'today' | 'actor'>,
  {
    planId,
    lineCode,
    sourceKey,
    year,
    amount,
    notEnough,
    dayField = 'documentDate',
    ...commitment
  }: CommitmentRequest,
  beside: Pick<Voucher, 'fileId' | 'note'> = { fileId: null, note: null },
): Promise<number> {
  const { db, today } = context
  const { documentDate: on, documentNumber } = commitment
  checkDay(dayField, on, today)
  await holdUnblocked({ db, today }, commitment.enterpriseId)
  const { key } = await budgetKeyOf(db, { planId, lineCode, year, sourceKey })
  await afterAllocation(db, key, on, dayField)
  const { id: commitmentId } = await db
    .insertInto('commitment')
    .values({ ...commitment, ...key })
    .returning('id')
    .executeTakeFirstOrThrow()
  const entry = {
    kind: 'commitment',
    key,
    commitmentId,
    amount,
    voucher: { on, documentNumber, ...beside },
  } as const
  const accounts = await lockAccounts(db, entry)
  if (notEnough !== undefined && amount > accounts.balances.available) {
    throw notEnough(accounts.balances.available)
  }
  await bookInYear(context, entry, accounts, dayField)
  return commitmentId
}

/**
 * Refuses a day before money first came, or was first paid.
 * @param of the entries that it follows
 * @throws Problem 422 that names the day
 */
export async function notBeforeFirst(
  db: Db,
  of: { readonly kind: EntryKind } & (BudgetKey | { readonly commitmentId: number }),
  { on, field, said }: { on: string; field: string; said: (first: string) => Words },
): Promise<void> {
  const { first } = await db
    .selectFrom('ledgerEntry')
    .select((eb) => eb.fn.min<string | null>('occurredOn').as('first'))
    .where((eb) => eb.and(of))
    .executeTakeFirstOrThrow()
  if (first !== null && on < first) throw invalidField(field, said(formatDate(first)))
}

export const afterAllocation = (
  db: Db,
  { lineId, year, sourceId }: BudgetKey,
  on: string,
  field = 'documentDate',
) =>
  notBeforeFirst(
    db,
    { kind: 'allocation', lineId, year, sourceId },
    {
      on,
      field,
      said: (first) =>
        words(`Không được trước ngày giao dự toán ${first}.`, `Not before the allocation of ${first}.`),
    },
  )

/** What a commitment is booked under. @throws Problem 422 for a day before it or in the future */
export async function commitmentOn(
  commitmentId: number,
  on: string,
  { db, today }: Pick<Context, 'db' | 'today'>,
) {
  const { key, documentDate } = await commitmentKey(db, commitmentId)
  checkDay('on', on, today, documentDate)
  return key
}

/**
 * Gives back what a commitment holds unpaid, inside the caller's command; of one by a task's contract, what no turn under it draws on.
 * @param r.on the day of the document that ends the commitment
 * @param r.amount how much of it, the oldest year first; all where it is not said
 * @returns what went back to the allocation in đồng; 0 when nothing could, and then nothing is written
 * @throws Problem 404 when there is no such commitment, 422 for a day before the commitment or in the future
 */
export async function releaseCommitment(
  context: Context,
  r: { commitmentId: number; on: string; documentNumber: string; note: string; amount?: bigint },
): Promise<bigint> {
  const { commitmentId, amount: most, ...paper } = r
  const { db } = context
  const { year: last, ...place } = await commitmentOn(commitmentId, r.on, context)
  await lockTaskOf(db, commitmentId)
  const earlier = await db
    .selectFrom('ledgerAccount')
    .select('year')
    .where('commitmentId', '=', commitmentId)
    .where('kind', '=', 'committed')
    .where('year', '<', last)
    .where('balance', '>', 0n)
    .orderBy('year')
    .execute()
  let released = 0n
  // What was carried over stands in the last year; a part that was not stayed in its own.
  for (const year of [...earlier.map((row) => row.year), last]) {
    const release = { kind: 'release', key: { ...place, year }, commitmentId } as const
    const accounts = await lockAccounts(db, release)
    const rest = await releasable(db, commitmentId, accounts.balances.committed)
    const amount = most === undefined || most - released > rest ? rest : most - released
    if (amount === 0n) continue
    const entry = { ...release, amount, voucher: { ...paper, fileId: null } }
    await bookInYear(context, entry, accounts, 'on')
    released += amount
  }
  return released
}
