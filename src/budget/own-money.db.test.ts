import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { fileApplication } from '../applications/index.ts'
import { accepted, appraised, filing } from '../applications/testing.ts'
import { activePlan } from '../plan/index.ts'
import { dashboard } from '../portal/queries.ts'
import { readReportData } from '../reports/data.ts'
import { contentId, makeEnterprise, allocate as money } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { allocate, commitDirectly, withdrawAllocation } from './commands.ts'
import { ownFunds } from './own-money.ts'

const test = await testSystem()
const { system } = test
let coordinator: Someone
let finance: Someone
let fileId: number

beforeAll(async () => {
  coordinator = await test.as('coordinator')
  finance = await test.as('finance')
  fileId = await test.evidence()
  await money(system, 2025, 900_000_000n)
})

const booking = (source: string) => ({
  ...{ line: 'IV', year: 2025, source, amount: 1_000_000n, fileId },
  ...{ documentNumber: '3/QĐ', documentDate: '2025-01-10' },
})

describe('own money of enterprises', () => {
  it('is neither allocated nor committed by a decision, and says where its sums stand', async () => {
    for (const attempt of [
      () => finance.run(allocate, { ...booking('enterprise'), overEstimate: true, note: 'x' }),
      () => coordinator.run(commitDirectly, { ...booking('enterprise'), line: 'II.1', purpose: 'Hội thảo' }),
    ]) {
      const { fields } = await problemOf(attempt())
      expect(fields).toMatchObject([
        {
          field: 'source',
          words: {
            vi: expect.stringContaining('tự bỏ ra'),
            en: expect.stringContaining('put in themselves'),
          },
        },
      ])
    }
    // Nor by whoever writes SQL.
    const insert = sql`
      INSERT INTO ledger_entry (kind, line_id, year, source_id, amount, occurred_on, document_number)
      SELECT 'allocation', l.id, 2025, s.id, 1, '2025-01-10', '1'
        FROM budget_line l, funding_source s WHERE l.code = 'IV' AND s.key = 'enterprise'`
    await expect(insert.execute(system.db)).rejects.toThrow('own money')
  })

  it('other money is allocated as before, and may be withdrawn', async () => {
    await finance.run(allocate, booking('other'))
    await finance.run(withdrawAllocation, { ...booking('other'), note: 'Ghi nhầm nguồn' })
  })

  it('is summed by line, content and year: what is promised, with its state money, and what is offered', async () => {
    const [food, energy] = [await contentId(system, 'food-safety'), await contentId(system, 'energy')]
    const turn = async (change: Record<string, unknown>) =>
      accepted(coordinator, await appraised(test, coordinator, await makeEnterprise(system), change))
    await turn({ contentId: food, requested: '40 triệu', ownFunds: '10 triệu' })
    await turn({ contentId: food, requested: '50 triệu', ownFunds: '25 triệu' })
    await turn({ contentId: energy, requested: '7 triệu', ownFunds: '3 triệu' })
    const open = await filing(test, await makeEnterprise(system), { contentId: energy, ownFunds: '4 triệu' })
    await coordinator.run(fileApplication, open)
    const { rows, total } = await coordinator.run(ownFunds, { year: '2025' })
    const of = (id: number) => rows.find((row) => row.contentId === id)
    expect(rows).toHaveLength(2)
    expect(of(food)).toMatchObject({
      ...{ line: 'IV', year: 2025, open: 0, offered: 0n },
      ...{ turns: 2, promised: 35_000_000n, support: 90_000_000n },
    })
    expect(of(energy)).toMatchObject({ turns: 1, promised: 3_000_000n, open: 1, offered: 4_000_000n })
    const sums = {
      ...{ turns: 3, open: 1, promised: 38_000_000n, support: 97_000_000n, offered: 4_000_000n },
      ...{ paid: 0n, paidIn: 0n, proven: 0n, settled: 0n },
    }
    expect(total).toEqual(sums)
    expect((await coordinator.run(ownFunds, { year: '2024' })).rows).toEqual([])
    expect((await coordinator.run(dashboard, { year: '2025' })).ownFunds).toEqual(sums)
    const { id } = await activePlan({ db: system.db, planId: null })
    expect((await readReportData(system.db, [id], { year: 2025 })).ownFunds).toEqual(sums)
    await system.db
      .updateTable('application')
      .set({ endedOn: '2025-06-01' })
      .where('ownFunds', '=', 3_000_000n)
      .execute()
    expect((await coordinator.run(ownFunds, {})).total).toMatchObject({ turns: 2, promised: 35_000_000n })
  })

  it('is for officers: an association, which reads its members alone, sees no sum of all', async () => {
    const association = await test.as('association')
    expect((await problemOf(association.run(ownFunds, {}))).status).toBe(403)
    expect((await association.run(dashboard, {})).ownFunds).toBeNull()
  })
})
