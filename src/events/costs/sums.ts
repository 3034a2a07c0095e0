import { sql } from 'kysely'
import type { Db } from '../../platform/database.ts'

/** A commitment that pays an event, with what was paid on it. */
export interface EventCommitment {
  readonly id: number
  readonly purpose: string
  readonly documentNumber: string
  readonly year: number
  /** Committed now, paid or not. */
  readonly amount: bigint
  readonly paid: bigint
}

const amount = sql<bigint>`(SELECT coalesce(sum(a.balance), 0)::bigint FROM ledger_account a WHERE a.commitment_id = c.id)`
const paid = sql<bigint>`(SELECT coalesce(sum(a.balance) FILTER (WHERE a.kind = 'disbursed'), 0)::bigint
  FROM ledger_account a WHERE a.commitment_id = c.id)`

const rows = (db: Db) =>
  db
    .selectFrom('commitment as c')
    .select(['c.id', 'c.purpose', 'c.documentNumber', 'c.year', amount.as('amount'), paid.as('paid')])
    .orderBy('c.documentDate')
    .orderBy('c.id')

/** The commitments that pay an event. */
export const commitmentsOf = (db: Db, eventId: number): Promise<EventCommitment[]> =>
  rows(db)
    .innerJoin('eventCommitment as t', 't.commitmentId', 'c.id')
    .where('t.eventId', '=', eventId)
    .execute()

/** The commitments of an event's line that pay no event yet. */
export const freeCommitments = (db: Db, eventId: number): Promise<EventCommitment[]> =>
  rows(db)
    .innerJoin('plannedEvent as e', 'e.lineId', 'c.lineId')
    .leftJoin('eventCommitment as t', 't.commitmentId', 'c.id')
    .where('e.id', '=', eventId)
    .where('t.commitmentId', 'is', null)
    .where('c.enterpriseId', 'is', null)
    .execute()

export const paidOf = (commitments: readonly Pick<EventCommitment, 'paid'>[]): bigint =>
  commitments.reduce((sum, one) => sum + one.paid, 0n)
