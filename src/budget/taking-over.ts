import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { notFound } from '../platform/problem.ts'
import { type BudgetKey, type Entry, lockAccounts, post, type Voucher } from './ledger.ts'
import { type EntryKind, opposites } from './rules.ts'

/*
 * Money of past years as its sheets have it. The year may be closed and its term over: what stands behind these entries is a batch that
 * one person brought and another approved, and each says so in its note. The ledger's own rules hold as for every entry.
 */

/** Books an entry of a past year. @returns its id @throws Problem 409 `budget.notEnough` */
export async function bookPast(db: Db, entry: Entry): Promise<number> {
  return post(db, entry, await lockAccounts(db, entry))
}

export interface PastCommitment {
  readonly key: BudgetKey
  /** đồng */
  readonly amount: bigint
  readonly purpose: string
  readonly documentNumber: string
  readonly documentDate: string
  readonly enterpriseId: number | null
}

/** Commits money of a past year by its contract. @throws Problem 409 `budget.notEnough` */
export async function commitPast(
  db: Db,
  { key, amount, ...commitment }: PastCommitment,
  beside: Pick<Voucher, 'fileId' | 'note'>,
): Promise<{ commitmentId: number; entryId: number }> {
  const { id: commitmentId } = await db
    .insertInto('commitment')
    .values({ ...commitment, ...key })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { documentDate: on, documentNumber } = commitment
  const voucher = { on, documentNumber, ...beside }
  return {
    commitmentId,
    entryId: await bookPast(db, { kind: 'commitment', key, commitmentId, amount, voucher }),
  }
}

/**
 * Moves the money of an entry back by one of the opposite kind, on the same day and document, so that the books of that year stand as if
 * it had not been. @returns the id of the new entry @throws Problem 409 `budget.notEnough` when the money is no longer where it went
 */
export async function reversePast(db: Db, entryId: number, note: string): Promise<number> {
  const entry = await db
    .selectFrom('ledgerEntry')
    .select(['kind', 'lineId', 'year', 'sourceId', 'commitmentId', 'amount'])
    .select(['occurredOn', 'documentNumber', 'fileId'])
    .where('id', '=', entryId)
    .executeTakeFirst()
  if (entry === undefined) throw notFound(words('bút toán', 'Entry'))
  const { lineId, year, sourceId, commitmentId, amount, occurredOn: on, documentNumber, fileId } = entry
  const kind: EntryKind | undefined = opposites[entry.kind]
  if (kind === undefined) throw new Error(`An entry of the kind ${entry.kind} is of no batch`)
  const voucher = { on, documentNumber, note, fileId }
  return bookPast(db, { kind, key: { lineId, year, sourceId }, commitmentId, amount, voucher })
}
