import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { allocate, budgetOverview } from '../budget/index.ts'
import { PlanDocument, showPlan } from '../plan/index.ts'
import { summed } from '../plan-drafts/index.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { amendPlan } from './amend.ts'

const test = await testSystem()
const { db } = test.system
const [coordinator, finance, auditor] = [
  await test.as('coordinator'),
  await test.as('finance'),
  await test.as('auditor'),
]
const fileId = await test.evidence()

/** Plan 181 with the central budget beside it, by year, and what enterprises put in, in all. */
async function severalSources(central: number, own: number): Promise<PlanDocument> {
  const { document } = await auditor.run(showPlan, {})
  const budget = summed({
    ...document.budget,
    others: [
      { source: 'central_budget', total: 0, years: { '2024': 0, '2025': 0 } },
      { source: 'other', total: 0, years: {} },
    ],
    lines: document.budget.lines.map((line) => ({
      ...line,
      others:
        line.code === 'IV'
          ? {
              central_budget: { total: central, years: { '2024': 0, '2025': central } },
              other: { total: own, years: {} },
            }
          : {
              central_budget: { total: 0, years: { '2024': 0, '2025': 0 } },
              other: { total: 0, years: {} },
            },
    })),
  })
  return PlanDocument.parse({ ...document, budget })
}

/** What accepting an amendment does. */
const amend = async (document: PlanDocument) => {
  const { id: planId } = await auditor.run(showPlan, {})
  const accept = command({
    name: 'test.amend',
    summary: words('Điều chỉnh thử', 'Amend'),
    route: 'POST /test-amend',
    input: z.object({}),
    output: z.object({}),
    may: ['coordinator'],
    async run(context) {
      await amendPlan(context, {
        ...{ planId, document, reason: 'Thêm nguồn', amendedBy: 'Quyết định 9/QĐ-UBND' },
        ...{ amendedOn: '2025-01-02', source: null, fileId: null },
      })
      return {}
    },
  })
  await coordinator.run(accept, {})
}

const booked = (source: string, year: number, amount: bigint) =>
  finance.run(allocate, {
    ...{ line: 'IV', year, source, amount, fileId, documentNumber: '3/QĐ', documentDate: `${year}-12-10` },
  })

describe('a plan of several sources', () => {
  it('has its estimate by source beside the execution; its own is as it was, to the đồng', async () => {
    await amend(await severalSources(500_000_000, 800_000_000))
    const all = await auditor.run(budgetOverview, {})
    expect(all.bySource.map(({ key, kind, spread, signed }) => [key, kind, spread, signed.total])).toEqual([
      ['provincial_st', 'budget', true, 2_662_000_000n],
      ['other', 'other', false, 800_000_000n],
      ['central_budget', 'budget', true, 500_000_000n],
    ])
    expect(all.total.estimate).toBe(3_962_000_000n)
    const own = await auditor.run(budgetOverview, { source: 'provincial_st', year: '2025' })
    expect([own.totalSigned.total, own.total.estimate]).toEqual([2_662_000_000n, 1_311_000_000n])
    const central = await auditor.run(budgetOverview, { source: 'central_budget', year: '2025' })
    expect(central.lines.find(({ code }) => code === 'IV')?.cell.estimate).toBe(500_000_000n)
    expect(await db.selectFrom('budgetLine').select('total').where('code', '=', 'IV').execute()).toEqual([
      { total: 2_238_000_000n },
    ])
  })

  it('is allocated within the estimate of each source: by year, or in all years where it has a total alone', async () => {
    await booked('central_budget', 2025, 500_000_000n)
    const over = await problemOf(booked('central_budget', 2025, 1n))
    expect(over.fields.map(({ field }) => field)).toEqual(['amount'])
    expect(await problemOf(booked('central_budget', 2024, 1n))).toMatchObject({ code: 'input.invalid' })
    await booked('other', 2024, 300_000_000n)
    await booked('other', 2025, 500_000_000n)
    expect((await problemOf(booked('other', 2024, 1n))).fields[0]?.words.vi).toContain('vượt 1 đồng')
    // Of a source that the plan does not name there is nothing to hold it to.
    await booked('state_budget', 2025, 1_000_000n)
  })

  it('is not amended under what a source has been allocated', async () => {
    const lower = await problemOf(amend(await severalSources(499_999_999, 800_000_000)))
    expect(lower.fields.map(({ field }) => field)).toEqual([
      expect.stringMatching(/^budget\.lines\.\d+\.others\.central_budget\.years\.2025$/),
    ])
    const total = await problemOf(amend(await severalSources(500_000_000, 1)))
    expect(total.fields.map(({ field }) => field)).toEqual([expect.stringMatching(/others\.other\.total$/)])
    await amend(await severalSources(600_000_000, 900_000_000))
    const { bySource } = await auditor.run(budgetOverview, { year: '2025' })
    expect(bySource.map(({ key, cell }) => [key, cell.estimate, cell.allocated])).toEqual([
      ['provincial_st', 1_311_000_000n, 0n],
      ['other', 0n, 500_000_000n],
      ['state_budget', 0n, 1_000_000n],
      ['central_budget', 600_000_000n, 500_000_000n],
    ])
  })

  it('does not let a source go from which money has been allocated', async () => {
    const { document } = await auditor.run(showPlan, {})
    const { others: _, whole: _whole, ...budget } = document.budget
    const lines = budget.lines.map(({ others: _own, whole: _sum, ...line }) => line)
    const refused = await problemOf(amend(PlanDocument.parse({ ...document, budget: { ...budget, lines } })))
    expect(refused.code).toBe('plan.restsOn')
    expect(refused.fields.map(({ field }) => field.replace(/^.*others\./, ''))).toEqual([
      'other.total',
      'central_budget.total',
    ])
  })
})
