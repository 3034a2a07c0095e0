import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { conflict, invalidField, notFound } from '../platform/problem.ts'
import { type AccountKind, type Balances, type EntryKind, move, noMoney, ways } from './rules.ts'

/** A line of the budget, a year and a source: what money is kept under. */
export interface BudgetKey {
  readonly lineId: number
  readonly year: number
  readonly sourceId: number
}

/** The paper that an entry rests on. */
export interface Voucher {
  readonly on: string
  readonly documentNumber: string
  readonly note: string | null
  readonly fileId: number | null
}

/** One move of money. `amount` in đồng, above zero; `commitmentId` null for what stands on no commitment. */
export interface Entry {
  readonly kind: EntryKind
  readonly key: BudgetKey
  readonly commitmentId: number | null
  readonly amount: bigint
  readonly voucher: Voucher
  /** Of a payment or refund by a task's contract: the content of the task. */
  readonly taskContentId?: number | null
  /** The support turn under that content that it pays. */
  readonly taskTurnId?: number | null
  /** Of an allocation or withdrawal: the entry of the decision that it books. Without one it is a decision of one line. */
  readonly decidedBy?: number
  /** Of a decision of one line: over the plan's estimate, and whose account books it. */
  readonly alone?: { readonly overEstimate: boolean; readonly by: string | null }
}

/** What the plan estimates for a line under a source, đồng: for the year, or for all years of a source that is not spread over them. */
export interface Estimate {
  readonly amount: bigint
  readonly allYears: boolean
}

/**
 * The budget key by the names that people and other capabilities use. `estimate` is the plan's for the line under that source; null
 * where the plan says nothing of the source.
 * @throws Problem 422 for a line, year or source that cannot be
 */
export async function budgetKeyOf(
  db: Db,
  r: { planId: number; lineCode: string; year: number; sourceKey: string },
): Promise<{ key: BudgetKey; estimate: Estimate | null }> {
  const line = await db
    .selectFrom('budgetLine as l')
    .leftJoin('budgetLineYear as y', (join) => join.onRef('y.lineId', '=', 'l.id').on('y.year', '=', r.year))
    .select(['l.id', 'l.code', 'y.estimate'])
    .select((eb) =>
      eb
        .exists(
          eb.selectFrom('budgetLine as child').select('child.id').whereRef('child.parentId', '=', 'l.id'),
        )
        .as('group'),
    )
    .where('l.planId', '=', r.planId)
    .where('l.code', '=', r.lineCode)
    .executeTakeFirst()
  if (line === undefined) {
    throw invalidField(
      'line',
      words(`Dự toán không có mục ${r.lineCode}.`, `The budget has no line ${r.lineCode}.`),
    )
  }
  if (line.group) {
    throw invalidField('line', {
      vi: `Mục ${line.code} là tổng của các mục con; xin chọn mục con.`,
      en: `Line ${line.code} is the sum of its sub-lines; choose one of them.`,
    })
  }
  if (line.estimate === null) {
    throw invalidField(
      'year',
      words(`Dự toán của kế hoạch không có năm ${r.year}.`, `The plan's budget has no year ${r.year}.`),
    )
  }
  const source = await db
    .selectFrom('fundingSource')
    .select('id')
    .where('key', '=', r.sourceKey)
    .executeTakeFirst()
  if (source === undefined) {
    throw invalidField('source', words('Không có nguồn kinh phí này.', 'There is no such funding source.'))
  }
  const key = { lineId: line.id, year: r.year, sourceId: source.id }
  return { key, estimate: await estimateOf(db, key) }
}

async function estimateOf(db: Db, { lineId, year, sourceId }: BudgetKey): Promise<Estimate | null> {
  const rows = await db
    .selectFrom('budgetEstimate')
    .select(['year', 'estimate'])
    .where('lineId', '=', lineId)
    .where('sourceId', '=', sourceId)
    .execute()
  // What decisions shifted between lines moves the estimate with it.
  const shifts = await db
    .selectFrom('budgetShift')
    .select(['year', 'amount'])
    .where('lineId', '=', lineId)
    .where('sourceId', '=', sourceId)
    .execute()
  const shifted = (of: (shift: number | null) => boolean) =>
    shifts.reduce((sum, shift) => (of(shift.year) ? sum + (shift.amount ?? 0n) : sum), 0n)
  const ofYear = rows.find((row) => row.year === year)?.estimate
  if (ofYear !== undefined && ofYear !== null)
    return { amount: ofYear + shifted((of) => of === year), allYears: false }
  const total = rows.find((row) => row.year === null)?.estimate
  return total === undefined || total === null
    ? null
    : { amount: total + shifted(() => true), allYears: true }
}

/**
 * What a line has been allocated from a source in other years than this one, đồng. Locks the line's estimate of that source, so that
 * bookings in two years do not both find room.
 */
export async function allocatedInOtherYears(db: Db, { lineId, year, sourceId }: BudgetKey): Promise<bigint> {
  await db
    .selectFrom('budgetLineSource')
    .select('lineId')
    .where('lineId', '=', lineId)
    .where('sourceId', '=', sourceId)
    .forUpdate()
    .execute()
  const { sum } = await db
    .selectFrom('ledgerAccount')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<bigint>('balance'), sql<bigint>`0`).as('sum'))
    .where('kind', '=', 'funding')
    .where('lineId', '=', lineId)
    .where('sourceId', '=', sourceId)
    .where('year', '<>', year)
    .executeTakeFirstOrThrow()
  return -BigInt(sum)
}

export interface Accounts {
  readonly ids: Readonly<Partial<Record<AccountKind, number>>>
  readonly balances: Balances
}

/**
 * The accounts that an entry moves money between, made where they are missing. Locks in id order, so concurrent commands
 * serialise and cannot deadlock. A commitment has both of its accounts from the first day.
 */
export async function lockAccounts(
  db: Db,
  { kind: entryKind, key, commitmentId }: Pick<Entry, 'kind' | 'key' | 'commitmentId'>,
): Promise<Accounts> {
  const { from, to } = ways[entryKind]
  const begins = entryKind === 'commitment' || entryKind === 'commitment_in'
  const kinds: AccountKind[] = begins ? [from, to, 'disbursed'] : [from, to]
  const read = () =>
    db
      .selectFrom('ledgerAccount')
      .select(['id', 'kind', 'balance'])
      .where('lineId', '=', key.lineId)
      .where('year', '=', key.year)
      .where('sourceId', '=', key.sourceId)
      .where('kind', 'in', kinds)
      .where((eb) =>
        eb.or([
          eb('commitmentId', 'is', null),
          ...(commitmentId === null ? [] : [eb('commitmentId', '=', commitmentId)]),
        ]),
      )
      .orderBy('id')
      .forUpdate()
      .execute()
  let rows = await read()
  if (rows.length < kinds.length) {
    await db
      .insertInto('ledgerAccount')
      .values(
        kinds.map((kind) => ({
          ...key,
          kind,
          commitmentId: kind === 'committed' || kind === 'disbursed' ? commitmentId : null,
        })),
      )
      .onConflict((on) => on.doNothing())
      .execute()
    rows = await read()
  }
  const ids: Partial<Record<AccountKind, number>> = {}
  const balances: Record<AccountKind, bigint> = { ...noMoney }
  for (const row of rows) {
    ids[row.kind] = row.id
    balances[row.kind] = row.balance
  }
  return { ids, balances }
}

/**
 * Writes an entry with its two postings between locked accounts; the database moves the balances.
 * @returns the entry's id
 * @throws Problem 409 `budget.notEnough` with the numbers when the account does not hold the amount
 */
export async function post(db: Db, entry: Entry, accounts: Accounts): Promise<number> {
  const { kind, key, commitmentId, amount, taskContentId = null, taskTurnId = null } = entry
  const moved = move(accounts.balances, kind, amount)
  if (!moved.ok) throw conflict('budget.notEnough', moved.words, 'amount')
  const from = accounts.ids[ways[kind].from]
  const to = accounts.ids[ways[kind].to]
  if (from === undefined || to === undefined) throw new Error(`The accounts of a ${kind} are not locked`)
  const { on: occurredOn, ...paper } = entry.voucher
  const { id: entryId, recordedAt } = await db
    .insertInto('ledgerEntry')
    .values({ kind, ...key, commitmentId, amount, occurredOn, taskContentId, taskTurnId, ...paper })
    .returning(['id', 'recordedAt'])
    .executeTakeFirstOrThrow()
  await db
    .insertInto('ledgerPosting')
    .values([
      { entryId, accountId: from, amount: -amount },
      { entryId, accountId: to, amount },
    ])
    .execute()
  if (kind === 'allocation' || kind === 'withdrawal')
    await fileUnderDecision(db, { ...entry, kind }, entryId, recordedAt)
  return entryId
}

/** Ties what was allocated or withdrawn to its decision: the one that is booked, or one of this line alone. */
async function fileUnderDecision(
  db: Db,
  entry: Entry & { readonly kind: 'allocation' | 'withdrawal' },
  entryId: number,
  recordedAt: Date,
): Promise<void> {
  const { kind, key, voucher, amount, decidedBy, alone } = entry
  if (decidedBy !== undefined) {
    await db.updateTable('allocationDecisionEntry').set({ entryId }).where('id', '=', decidedBy).execute()
    return
  }
  const { id: decisionId } = await db
    .insertInto('allocationDecision')
    .values((eb) => ({
      planId: eb.selectFrom('budgetLine').select('planId').where('id', '=', key.lineId),
      ...{ kind, year: key.year, documentNumber: voucher.documentNumber, documentDate: voucher.on },
      ...{ reason: voucher.note, fileId: voucher.fileId, overEstimate: alone?.overEstimate ?? false },
      ...{ state: 'booked', proposedBy: alone?.by ?? null, proposedAt: recordedAt, settledAt: recordedAt },
    }))
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('allocationDecisionEntry')
    .values({ decisionId, ...key, amount: kind === 'allocation' ? amount : -amount, entryId })
    .execute()
}

/**
 * Locks what the entries of a decision move, whatever their order: the estimates of their lines, then the accounts in the order of their
 * ids, made where they are missing. Two decisions that touch the same lines wait for each other and cannot deadlock.
 */
export async function lockPlaces(db: Db, keys: readonly BudgetKey[]): Promise<void> {
  const sorted = keys.toSorted(
    (one, other) => one.lineId - other.lineId || one.year - other.year || one.sourceId - other.sourceId,
  )
  if (sorted.length === 0) return
  const places = sql.join(sorted.map(({ lineId, sourceId }) => sql`(${lineId}::int, ${sourceId}::int)`))
  await sql`SELECT FROM budget_line_source WHERE (line_id, source_id) IN (${places}) ORDER BY line_id, source_id FOR UPDATE`.execute(
    db,
  )
  await db
    .insertInto('ledgerAccount')
    .values(sorted.flatMap((key) => (['funding', 'available'] as const).map((kind) => ({ ...key, kind }))))
    .onConflict((on) => on.doNothing())
    .execute()
  const full = sql.join(
    sorted.map(({ lineId, year, sourceId }) => sql`(${lineId}::int, ${year}::int, ${sourceId}::int)`),
  )
  await sql`SELECT FROM ledger_account WHERE kind IN ('funding', 'available') AND (line_id, year, source_id) IN (${full})
             ORDER BY id FOR UPDATE`.execute(db)
}

/**
 * Locks what the entries at the end of a year move, whatever their order: the accounts of these places in both years, and of these
 * commitments, in the order of their ids, made where they are missing.
 */
export async function lockYearEnd(
  db: Db,
  places: readonly (BudgetKey & { readonly commitmentId: number | null })[],
): Promise<void> {
  const free = places.flatMap(({ commitmentId: _, ...key }) =>
    (['available', 'carried_in', 'carried_out', 'cancelled'] as const).map((kind) => ({
      ...{ ...key, kind },
      commitmentId: null,
    })),
  )
  const committed = places.flatMap((place) =>
    place.commitmentId === null
      ? []
      : (['committed', 'disbursed'] as const).map((kind) => ({ ...place, kind })),
  )
  const wanted = [...free, ...committed]
  if (wanted.length === 0) return
  await db
    .insertInto('ledgerAccount')
    .values(wanted)
    .onConflict((on) => on.doNothing())
    .execute()
  const full = sql.join(
    places.map(({ lineId, year, sourceId }) => sql`(${lineId}::int, ${year}::int, ${sourceId}::int)`),
  )
  const ids = committed.map(({ commitmentId }) => commitmentId)
  await sql`SELECT FROM ledger_account WHERE (line_id, year, source_id) IN (${full})
             AND (commitment_id IS NULL OR commitment_id = ANY (${ids}::int[])) ORDER BY id FOR UPDATE`.execute(
    db,
  )
}

/**
 * What a commitment is booked under, and its day: under its own year, or the last one into which it was carried and not taken back.
 * @throws Problem 404
 */
export async function commitmentKey(
  db: Db,
  commitmentId: number,
): Promise<{ key: BudgetKey; documentDate: string; enterpriseId: number | null }> {
  const row = await db
    .selectFrom('commitment')
    .select(['lineId', 'sourceId', 'documentDate', 'enterpriseId'])
    .select(sql<number>`commitment_year(id)`.as('year'))
    .where('id', '=', commitmentId)
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('cam kết', 'Commitment'))
  const { documentDate, enterpriseId, ...key } = row
  return { key, documentDate, enterpriseId }
}
