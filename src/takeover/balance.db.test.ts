import fc from 'fast-check'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { Problem } from '../platform/problem.ts'
import { planId } from '../support/testing.ts'
import { testSystem } from '../testing/system.ts'
import { undoTakeover } from './batches.ts'
import { sheet, takeOver } from './testing.ts'

/* Whatever batches of money come in, in whatever order, and are undone or not: the ledger balances, and undone whole it is as before. */

const { system, as } = await testSystem()
const two = { taker: await as('finance'), approver: await as('leader') }
const plan = await planId(system)

const amount = fc.integer({ min: 1, max: 40 })
const year = fc.constantFrom(2024, 2025)
const line = fc.constantFrom('I.2', 'V')
const allocation = fc.record({
  step: fc.constant('allocations' as const),
  year,
  line,
  amount,
  back: fc.boolean(),
})
const contract = fc.record({ step: fc.constant('contracts' as const), year, line, amount })
const payment = fc.record({
  step: fc.constant('payments' as const),
  of: fc.nat(5),
  amount,
  back: fc.boolean(),
})
const undoing = fc.record({ step: fc.constant('undo' as const), of: fc.nat(10) })
type Act =
  | (typeof allocation extends fc.Arbitrary<infer T> ? T : never)
  | (typeof contract extends fc.Arbitrary<infer T> ? T : never)
  | (typeof payment extends fc.Arbitrary<infer T> ? T : never)
  | (typeof undoing extends fc.Arbitrary<infer T> ? T : never)

let papers = 0

/** The sheet of an act. Papers are numbered on, so that no two are the same. */
function sheetOf(act: Exclude<Act, { step: 'undo' }>, contracts: readonly string[]): string {
  papers += 1
  const day = '01/12/2025'
  if (act.step === 'allocations') {
    return sheet(
      'Năm;Mục dự toán;Nguồn kinh phí;Số tiền (triệu đồng);Số văn bản;Ngày văn bản;Loại bút toán',
      `${act.year};${act.line};provincial_st;${act.amount};QĐ-${papers};${day};${act.back ? 'Thu hồi dự toán' : ''}`,
      `${act.year};${act.line};provincial_st;5;QĐ-${papers};${day};`,
    )
  }
  if (act.step === 'contracts') {
    return sheet(
      'Số hợp đồng;Ngày hợp đồng;Năm;Mục dự toán;Nguồn kinh phí;Số tiền (triệu đồng);Nội dung chi',
      `HĐ-${papers};${day};${act.year};${act.line};provincial_st;${act.amount};Chi`,
    )
  }
  return sheet(
    'Số hợp đồng;Số chứng từ;Ngày chứng từ;Số tiền (triệu đồng);Loại bút toán',
    `${contracts[act.of % Math.max(1, contracts.length)] ?? 'HĐ-0'};CT-${papers};${day};${act.amount};${act.back ? 'Thu hồi giải ngân' : ''}`,
  )
}

async function expectBalanced() {
  const { rows } = await sql`
    SELECT a.id FROM ledger_account a LEFT JOIN ledger_posting p ON p.account_id = a.id
     GROUP BY a.id HAVING a.balance <> coalesce(sum(p.amount), 0) OR (a.kind <> 'funding' AND a.balance < 0)
    UNION ALL SELECT line_id FROM ledger_account GROUP BY line_id, year, source_id HAVING sum(balance) <> 0`.execute(
    system.db,
  )
  expect(rows).toEqual([])
}

/** A refusal in words is an answer; anything else is a fault. */
async function tried<T>(act: Promise<T>): Promise<T | null> {
  try {
    return await act
  } catch (error) {
    if (error instanceof Problem) return null
    throw error
  }
}

const undone = (id: number) => tried(two.approver.run(undoTakeover, { id, reason: 'Thử' }))

test('the ledger balances after batches and undoings in any order, and is empty once all are undone', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof(allocation, contract, payment, undoing), { minLength: 3, maxLength: 10 }),
      async (random) => {
        // Every history begins with money that can be spent.
        const acts: Act[] = [
          { step: 'allocations', year: 2025, line: 'V', amount: 40, back: false },
          { step: 'contracts', year: 2025, line: 'V', amount: 30 },
          ...random,
        ]
        let batches: number[] = []
        const contracts: string[] = []
        for (const act of acts) {
          if (act.step === 'undo') {
            const id = batches[act.of % Math.max(1, batches.length)]
            if (id !== undefined && (await undone(id)) !== null) batches = batches.filter((one) => one !== id)
          } else {
            const id = await tried(takeOver(two, act.step, plan, sheetOf(act, contracts)))
            if (id !== null) batches.push(id)
            if (id !== null && act.step === 'contracts') contracts.push(`HĐ-${papers}`)
          }
          await expectBalanced()
        }
        for (let left = batches.length + 1; batches.length > 0 && left > 0; left -= 1)
          for (const id of batches.toReversed())
            if ((await undone(id)) !== null) batches = batches.filter((one) => one !== id)
        expect(batches).toEqual([])
        const { rows } = await sql`SELECT id FROM ledger_account WHERE balance <> 0`.execute(system.db)
        expect(rows).toEqual([])
        await expectBalanced()
      },
    ),
    { numRuns: 12 },
  )
})
