import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { activePlan } from '../plan/index.ts'
import type { Context } from '../platform/operation.ts'
import { Problem } from '../platform/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { allocate, commitDirectly, refund, releaseRest } from './commands.ts'
import { commitMoney, releaseCommitment } from './commit-money.ts'
import { showCommitment } from './commitment-queries.ts'
import { type BudgetKey, budgetKeyOf, lockAccounts, post } from './ledger.ts'
import { position } from './queries.ts'
import { accountKinds, type Balances, type EntryKind, entryKinds, move, noMoney } from './rules.ts'
import { pay as payment } from './testing.ts'

const test = await testSystem()
const { db } = test.system
let coordinator: Someone
let finance: Someone
let planId: number
let fileId: number

beforeAll(async () => {
  coordinator = await test.as('coordinator')
  finance = await test.as('finance')
  planId = (await activePlan({ db, planId: null })).id
  fileId = await test.evidence()
})

const paper = { documentNumber: '1/QĐ', documentDate: '2025-01-15' }
const at = (line: string, year = 2025) => ({ line, year, source: 'provincial_st' })
const standing = (line: string) =>
  position(db, { planId, lineCode: line, year: 2025, sourceKey: 'provincial_st' })

async function allocated(line: string, amount: bigint) {
  await coordinator.run(allocate, { ...at(line), ...paper, fileId, amount })
}
const commit = (line: string, amount: bigint) =>
  coordinator.run(commitDirectly, { ...at(line), ...paper, purpose: 'Hợp đồng', fileId, amount })

/** How many were done, and that the rest were refused for want of money. */
async function outcomes(attempts: readonly Promise<unknown>[]): Promise<number> {
  const settled = await Promise.allSettled(attempts)
  const refused = settled.filter((one) => one.status === 'rejected')
  for (const one of refused) {
    expect(one.reason).toBeInstanceOf(Problem)
    if (one.reason instanceof Problem) expect(one.reason.code).toBe('budget.notEnough')
  }
  return settled.length - refused.length
}

describe('at the same time', () => {
  it('of twelve commitments of 10 million on an allocation of 75 million exactly seven come about', async () => {
    await allocated('III.1', 75_000_000n)
    expect(await outcomes(Array.from({ length: 12 }, () => commit('III.1', 10_000_000n)))).toBe(7)
    expect(await standing('III.1')).toMatchObject({ committed: 70_000_000n, remaining: 5_000_000n })
  })

  it('of ten payments of 3 million on a commitment of 20 million exactly six come about', async () => {
    await allocated('II.2', 40_000_000n)
    const { commitmentId } = await commit('II.2', 20_000_000n)
    const pay = () =>
      payment(coordinator, finance, { id: commitmentId, amount: 3_000_000n, documentNumber: 'UNC', fileId })
    expect(await outcomes(Array.from({ length: 10 }, pay))).toBe(6)
    expect(await standing('II.2')).toMatchObject({
      committed: 20_000_000n,
      disbursed: 18_000_000n,
      remaining: 20_000_000n,
    })
  })

  it('of eight allocations of 5 million on an estimate of 30 million, 10 of which are allocated, exactly four come about', async () => {
    await allocated('II.1', 10_000_000n)
    const settled = await Promise.allSettled(Array.from({ length: 8 }, () => allocated('II.1', 5_000_000n)))
    expect(settled.filter((one) => one.status === 'fulfilled')).toHaveLength(4)
    expect(await standing('II.1')).toMatchObject({ allocated: 30_000_000n })
  })

  it('payments, refunds and a release that cross each other lose nothing', async () => {
    const { commitmentId: id } = await commit('II.2', 15_000_000n)
    const common = { id, on: '2025-03-01', documentNumber: 'CT' }
    await payment(coordinator, finance, { ...common, amount: 5_000_000n, fileId })
    await Promise.allSettled([
      ...Array.from({ length: 4 }, () =>
        payment(coordinator, finance, { ...common, amount: 2_000_000n, fileId }),
      ),
      ...Array.from({ length: 4 }, () =>
        coordinator.run(refund, { ...common, amount: 1_000_000n, note: 'Thừa', fileId }),
      ),
      coordinator.run(releaseRest, { ...common, note: 'Thanh lý' }),
    ])
    const shown = await coordinator.run(showCommitment, { id })
    const booked = (kind: EntryKind) =>
      shown.entries.filter((entry) => entry.kind === kind).reduce((sum, entry) => sum + entry.amount, 0n)
    expect(shown.disbursed).toBe(booked('disbursement') - booked('refund'))
    expect(shown.rest).toBe(15_000_000n - booked('release') - shown.disbursed)
    expect(shown.entries.filter((entry) => entry.kind === 'release')).toHaveLength(1)
  })
})

describe('the ledger against a pure model', () => {
  interface Model {
    available: bigint
    funding: bigint
    commitments: { id: number; committed: bigint; disbursed: bigint }[]
  }
  const balancesOf = (model: Model, index: number): Balances => {
    const own = model.commitments[index]
    return {
      ...noMoney,
      funding: model.funding,
      available: model.available,
      committed: own?.committed ?? 0n,
      disbursed: own?.disbursed ?? 0n,
    }
  }
  const step = fc.record({
    // What carries over and cancels is of a decision (src/year-end).
    kind: fc.constantFrom(...entryKinds.slice(0, 6)),
    which: fc.nat({ max: 5 }),
    amount: fc.bigInt({ min: 1n, max: 60n }),
  })
  const sequence = fc.array(step, { minLength: 5, maxLength: 25 })

  /** One step in the database: whether it was done, and the commitment that it made. */
  async function tried(
    key: BudgetKey,
    kind: EntryKind,
    amount: bigint,
    commitmentId: number | null,
  ): Promise<{ done: boolean; commitmentId: number | null }> {
    try {
      return await db.transaction().execute(async (transaction) => {
        const context: Context = {
          db: transaction,
          actor: coordinator.actor,
          files: test.system.files,
          erasures: test.system.erasures,
          businessRegister: null,
          now: test.system.now(),
          today: '2026-11-24',
          planId: null,
        }
        if (kind === 'commitment') {
          const id = await commitMoney(context, {
            planId,
            lineCode: 'V',
            year: 2024,
            sourceKey: 'other',
            amount,
            purpose: 'Thử',
            documentNumber: '1',
            documentDate: '2024-07-01',
            enterpriseId: null,
          })
          return { done: true, commitmentId: id }
        }
        if (kind === 'release') {
          if (commitmentId === null) return { done: false, commitmentId }
          const r = { commitmentId, on: '2024-07-01', documentNumber: '2', note: 'Thử' }
          return { done: (await releaseCommitment(context, r)) > 0n, commitmentId }
        }
        const own = kind === 'disbursement' || kind === 'refund'
        if (own && commitmentId === null) return { done: false, commitmentId }
        const voucher = { on: '2024-07-01', documentNumber: '3', note: null, fileId }
        const entry = { kind, key, commitmentId: own ? commitmentId : null, amount, voucher }
        await post(transaction, entry, await lockAccounts(transaction, entry))
        return { done: true, commitmentId }
      })
    } catch (error) {
      if (error instanceof Problem && error.code === 'budget.notEnough') return { done: false, commitmentId }
      throw error
    }
  }

  it('does and refuses the same as the rules, whatever is tried in whatever order', async () => {
    const { key } = await budgetKeyOf(db, { planId, lineCode: 'V', year: 2024, sourceKey: 'other' })
    const model: Model = { available: 0n, funding: 0n, commitments: [] }
    await fc.assert(
      // The sequences go on one after another on one ledger: it is append-only, so there is no going back.
      fc.asyncProperty(sequence, async (steps) => {
        for (const { kind, which, amount: wanted } of steps) {
          const index = model.commitments.length === 0 ? -1 : which % model.commitments.length
          const own = model.commitments[index]
          const amount = kind === 'release' ? (own?.committed ?? 0n) : wanted
          const expected = move(
            kind === 'commitment' ? { ...noMoney, available: model.available } : balancesOf(model, index),
            kind,
            amount,
          )
          const result = await tried(key, kind, amount, own?.id ?? null)
          expect(result.done).toBe(expected.ok)
          if (!expected.ok) continue
          model.available = expected.balances.available
          if (kind === 'allocation' || kind === 'withdrawal') model.funding = expected.balances.funding
          if (kind === 'commitment' && result.commitmentId !== null) {
            model.commitments.push({ id: result.commitmentId, committed: amount, disbursed: 0n })
          } else if (own !== undefined) {
            own.committed = expected.balances.committed
            own.disbursed = expected.balances.disbursed
          }
        }
        const rows = await db
          .selectFrom('ledgerAccount')
          .select(['kind', 'commitmentId', 'balance'])
          .where('lineId', '=', key.lineId)
          .where('year', '=', key.year)
          .where('sourceId', '=', key.sourceId)
          .execute()
        const balance = (kind: string, id: number | null) =>
          rows.find((row) => row.kind === kind && row.commitmentId === id)?.balance ?? 0n
        expect(balance('funding', null)).toBe(model.funding)
        expect(balance('available', null)).toBe(model.available)
        for (const own of model.commitments) {
          expect(balance('committed', own.id)).toBe(own.committed)
          expect(balance('disbursed', own.id)).toBe(own.disbursed)
        }
        expect(rows.every((row) => row.kind === 'funding' || row.balance >= 0n)).toBe(true)
        expect(rows.reduce((sum, row) => sum + row.balance, 0n)).toBe(0n)
      }),
      { numRuns: 30, endOnFailure: true },
    )
    const { rows } = await sql<{ wrong: number }>`
      SELECT count(*)::int AS wrong FROM ledger_account a
       WHERE a.balance <> (SELECT coalesce(sum(p.amount), 0) FROM ledger_posting p WHERE p.account_id = a.id)`.execute(
      db,
    )
    expect(rows[0]?.wrong).toBe(0)
  })
})

describe('SQL past the program', () => {
  let key: BudgetKey
  let accounts: Record<string, number>
  let commitmentId: number
  beforeAll(async () => {
    await allocated('I.4', 10_000_000n)
    commitmentId = (await commit('I.4', 4_000_000n)).commitmentId
    key = (await budgetKeyOf(db, { planId, lineCode: 'I.4', year: 2025, sourceKey: 'provincial_st' })).key
    const rows = await db
      .selectFrom('ledgerAccount')
      .select(['id', 'kind'])
      .where('lineId', '=', key.lineId)
      .where('year', '=', 2025)
      .execute()
    accounts = Object.fromEntries(rows.map((row) => [row.kind, row.id]))
    expect(Object.keys(accounts).sort()).toEqual(accountKinds.slice(0, 4).sort())
  })

  const entry = (kind: string, amount: bigint, own: number | null) => sql`
    INSERT INTO ledger_entry (kind, line_id, year, source_id, commitment_id, amount, occurred_on, document_number, file_id)
    VALUES (${kind}, ${key.lineId}, 2025, ${key.sourceId}, ${own}, ${amount}, '2025-02-01', 'SQL', ${fileId}) RETURNING id`
  /** An entry with these postings in one transaction, as somebody at psql would write it. */
  const write = (
    kind: string,
    amount: bigint,
    own: number | null,
    postings: readonly (readonly [number | undefined, bigint])[],
  ) =>
    db.transaction().execute(async (transaction) => {
      const { rows } = await entry(kind, amount, own).execute(transaction)
      const made = rows[0]
      if (typeof made !== 'object' || made === null || !('id' in made)) throw new Error('no id')
      for (const [account, moved] of postings) {
        await sql`INSERT INTO ledger_posting (entry_id, account_id, amount) VALUES (${made.id}, ${account}, ${moved})`.execute(
          transaction,
        )
      }
    })
  const refusedBy = (constraint: string) => expect.objectContaining({ constraint })

  it('a whole entry goes in', async () => {
    await write('disbursement', 1n, commitmentId, [
      [accounts.committed, -1n],
      [accounts.disbursed, 1n],
    ])
    expect(await standing('I.4')).toMatchObject({ disbursed: 1n })
  })

  it('an entry without postings, with one, or whose postings do not sum to zero', async () => {
    await expect(write('disbursement', 5n, commitmentId, [])).rejects.toEqual(refusedBy('ledger_balances'))
    const one = write('disbursement', 5n, commitmentId, [[accounts.disbursed, 5n]])
    await expect(one).rejects.toEqual(refusedBy('ledger_balances'))
    const uneven = write('disbursement', 5n, commitmentId, [
      [accounts.committed, -5n],
      [accounts.disbursed, 6n],
    ])
    await expect(uneven).rejects.toEqual(refusedBy('ledger_balances'))
  })

  it('an entry that moves money another way than its kind says', async () => {
    const backwards = write('allocation', 5n, null, [
      [accounts.funding, 5n],
      [accounts.available, -5n],
    ])
    await expect(backwards).rejects.toEqual(refusedBy('ledger_balances'))
    const past = write('disbursement', 5n, commitmentId, [
      [accounts.available, -5n],
      [accounts.disbursed, 5n],
    ])
    await expect(past).rejects.toEqual(refusedBy('ledger_balances'))
  })

  it('an entry that takes the money of another line', async () => {
    const other = await db
      .selectFrom('ledgerAccount as a')
      .innerJoin('budgetLine as l', 'l.id', 'a.lineId')
      .select('a.id')
      .where('l.code', '=', 'II.2')
      .where('a.kind', '=', 'available')
      .executeTakeFirstOrThrow()
    const taken = write('commitment', 5n, commitmentId, [
      [other.id, -5n],
      [accounts.committed, 5n],
    ])
    await expect(taken).rejects.toEqual(refusedBy('ledger_balances'))
  })

  it('a commitment over the allocation and a payment over its commitment', async () => {
    const over = write('commitment', 6_000_001n, commitmentId, [
      [accounts.available, -6_000_001n],
      [accounts.committed, 6_000_001n],
    ])
    await expect(over).rejects.toEqual(refusedBy('ledger_balance'))
    const paid = write('disbursement', 4_000_001n, commitmentId, [
      [accounts.committed, -4_000_001n],
      [accounts.disbursed, 4_000_001n],
    ])
    await expect(paid).rejects.toEqual(refusedBy('ledger_balance'))
  })

  it('a payment without its paper on file', async () => {
    const bare = sql`
      INSERT INTO ledger_entry (kind, line_id, year, source_id, commitment_id, amount, occurred_on, document_number)
      VALUES ('disbursement', ${key.lineId}, 2025, ${key.sourceId}, ${commitmentId}, 1, '2025-02-01', 'SQL')`
    await expect(bare.execute(db)).rejects.toMatchObject({ code: '23514' })
  })

  it('a posting added to an old entry', async () => {
    const old = await db
      .selectFrom('ledgerPosting')
      .selectAll()
      .orderBy('entryId')
      .limit(1)
      .executeTakeFirstOrThrow()
    const more = sql`INSERT INTO ledger_posting (entry_id, account_id, amount)
      VALUES (${old.entryId}, ${accounts.funding}, -5), (${old.entryId}, ${accounts.available}, 5)`
    await expect(more.execute(db)).rejects.toEqual(refusedBy('ledger_balances'))
  })

  it.each([
    ['an entry edited', () => sql`UPDATE ledger_entry SET amount = amount + 1`],
    ['an entry removed', () => sql`DELETE FROM ledger_entry`],
    ['a posting edited', () => sql`UPDATE ledger_posting SET amount = amount + 1`],
    ['a posting removed', () => sql`DELETE FROM ledger_posting`],
    ['a commitment moved to another year', () => sql`UPDATE commitment SET year = 2024`],
    ['a balance edited', () => sql`UPDATE ledger_account SET balance = 0`],
    ['an account moved to another line', () => sql`UPDATE ledger_account SET year = 2024`],
    ['an account removed', () => sql`DELETE FROM ledger_account`],
    ['the ledger emptied', () => sql`TRUNCATE ledger_account CASCADE`],
    ['the commitments emptied', () => sql`TRUNCATE commitment CASCADE`],
    [
      'an account that begins with money',
      () => sql`INSERT INTO ledger_account (kind, line_id, year, source_id, balance)
                VALUES ('available', ${key.lineId}, 2024, ${key.sourceId}, 5)`,
    ],
  ])('%s', async (_name, attempt) => {
    await expect(attempt().execute(db)).rejects.toEqual(refusedBy('append_only'))
  })

  it('money on a group of lines, and sub-lines under a line that has money', async () => {
    const group = await db
      .selectFrom('budgetLine')
      .select('id')
      .where('code', '=', 'I')
      .executeTakeFirstOrThrow()
    const onGroup = sql`INSERT INTO ledger_account (kind, line_id, year, source_id)
      VALUES ('available', ${group.id}, 2025, ${key.sourceId})`
    await expect(onGroup.execute(db)).rejects.toEqual(refusedBy('ledger_leaf'))
    const under = sql`INSERT INTO budget_line (plan_id, parent_id, code, title, title_en, total, ord)
      VALUES (${planId}, ${key.lineId}, 'I.4.1', 'x', 'x', 0, 99)`
    await expect(under.execute(db)).rejects.toEqual(refusedBy('ledger_leaf'))
  })

  it('money in a year that the line does not have', async () => {
    const late = sql`INSERT INTO ledger_account (kind, line_id, year, source_id)
      VALUES ('available', ${key.lineId}, 2031, ${key.sourceId})`
    await expect(late.execute(db)).rejects.toMatchObject({ code: '23503' })
  })
})
