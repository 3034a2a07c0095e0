import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { closeYear, showYears } from '../budget/closings.ts'
import { listCommitments, showCommitment } from '../budget/commitment-queries.ts'
import { declareOwnOfTurn, proveOwn } from '../budget/own-payments.ts'
import { draftPayment } from '../budget/payments.ts'
import { position } from '../budget/queries.ts'
import { planId } from '../support/testing.ts'
import { listTurns, showTurn } from '../support/turn-queries.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { undoTakeover } from './batches.ts'
import { approveTakeover, checkTakeover, showTakeoverRows } from './import.ts'
import { past, propose, sheet, type Two, takeOver } from './testing.ts'

/* Allocations, contracts and payments of past years out of sheets: the ledger balances, and closed years say what came in. */

const { system, as, evidence } = await testSystem()
let office: Two
let money: Two
let finance: Someone
let plan: number
const free = async (year: number) =>
  (await position(system.db, { planId: plan, year, lineCode: 'IV', sourceKey: 'provincial_st' })).remaining

const allocations = sheet(
  'Năm;Mục dự toán;Nguồn kinh phí;Số tiền (triệu đồng);Số văn bản;Ngày văn bản;Loại bút toán',
  '2025;IV;provincial_st;500;01/QĐ-UBND;05/01/2025;',
  '2025;IV;provincial_st;100;02/QĐ-UBND;01/06/2025;Thu hồi dự toán',
)
const contracts = sheet(
  'Số hợp đồng;Ngày hợp đồng;Năm;Mục dự toán;Nguồn kinh phí;Số tiền (triệu đồng);Số hồ sơ;Mã số thuế',
  '01/HĐ;01/04/2025;2025;IV;provincial_st;50;HS-01;2200000018',
  '02/HĐ;02/04/2025;2025;IV;provincial_st;40;HS-02;2200000025',
)
const payments = sheet(
  'Số hợp đồng;Mã số thuế;Số chứng từ;Ngày chứng từ;Số tiền (triệu đồng);Loại bút toán',
  '01/HĐ;2200000018;UNC-1;01/06/2025;30;',
  '01/HĐ;;UNC-2;01/11/2025;20;Giải ngân',
  '02/HĐ;;UNC-3;01/07/2025;15;',
  '02/HĐ;;PT-1;01/08/2025;5;Thu hồi giải ngân',
)

beforeAll(async () => {
  const leader = await as('leader')
  finance = await as('finance')
  office = { taker: await as('coordinator'), approver: leader }
  money = { taker: finance, approver: leader }
  plan = await planId(system)
  for (const step of ['enterprises', 'applications', 'turns'] as const)
    await takeOver(office, step, plan, past[step])
})

async function remarks(step: string, text: string) {
  const { id } = await finance.run(checkTakeover, { step, planId: plan, text })
  const { rows } = await finance.run(showTakeoverRows, { id })
  return rows.map(({ outcome, problems }) => [
    outcome,
    ...problems.map(({ cell, words }) => `${cell}: ${words.vi}`),
  ])
}

/** Every balance is the sum of its postings, none that may not is below zero, and money is neither made nor lost. */
async function wrongBalances() {
  const { rows } = await sql<{ id: number }>`
    SELECT a.id FROM ledger_account a LEFT JOIN ledger_posting p ON p.account_id = a.id
     GROUP BY a.id HAVING a.balance <> coalesce(sum(p.amount), 0) OR (a.kind <> 'funding' AND a.balance < 0)
    UNION ALL SELECT line_id FROM ledger_account GROUP BY line_id, year, source_id HAVING sum(balance) <> 0`.execute(
    system.db,
  )
  return rows
}

describe('money of past years', () => {
  const batches: Record<string, number> = {}

  test('a contract above what was allocated is refused with its cell and the numbers', async () => {
    expect((await remarks('contracts', contracts))[0]?.[1]).toContain(
      'F2: Dự toán đã giao của mục IV năm 2025 chỉ còn 0 đồng; 50.000.000 đồng thì thiếu 50.000.000 đồng.',
    )
  })

  test('the coordinator does not approve money, nor does whoever brought it', async () => {
    const id = await propose(money, 'allocations', plan, allocations)
    expect((await problemOf(office.taker.run(approveTakeover, { id }))).code).toBe('forbidden')
    expect((await problemOf(finance.run(approveTakeover, { id }))).code).toBe('controls.samePerson')
    await money.approver.run(approveTakeover, { id })
    batches.allocations = id
    expect(await free(2025)).toBe(400_000_000n)
  })

  test('contracts commit the money of their turns, payments are booked, and the ledger balances', async () => {
    batches.contracts = await takeOver(money, 'contracts', plan, contracts)
    batches.payments = await takeOver(money, 'payments', plan, payments)
    expect(await free(2025)).toBe(310_000_000n)
    const turns = await finance.run(listTurns, {})
    expect(turns.rows.map(({ committed, disbursed }) => [committed, disbursed]).sort()).toEqual([
      [40_000_000n, 10_000_000n],
      [50_000_000n, 50_000_000n],
    ])
    const { rows } = await finance.run(listCommitments, {})
    const first = rows.find(({ documentNumber }) => documentNumber === '01/HĐ')
    const shown = await finance.run(showCommitment, { id: first?.id })
    expect(shown.takenOver).toMatchObject({ batchId: batches.contracts, line: 2, undone: false })
    expect(
      shown.entries.map(({ documentNumber, occurredOn, note }) => [documentNumber, occurredOn, note]),
    ).toContainEqual([
      'UNC-2',
      '2025-11-01',
      expect.stringContaining(`Tiếp nhận lô ${batches.payments}, tệp dong-dan.csv, dòng 3.`),
    ])
    expect(await wrongBalances()).toEqual([])
  })

  test('what a row of money names wrongly is said with its cell; a voucher that is there stays', async () => {
    const heads = 'Số hợp đồng;Mã số thuế;Số chứng từ;Ngày chứng từ;Số tiền (đồng)'
    expect(
      await remarks(
        'payments',
        sheet(
          heads,
          '99/HĐ;;UNC-9;01/06/2025;1000',
          '01/HĐ;2200000025;UNC-9;01/06/2025;1000',
          '01/HĐ;;UNC-9;01/06/2025;1000',
          '02/HĐ;;UNC-9;01/01/2025;1000',
          '02/HĐ;;UNC-3;01/07/2025;15000000',
          '02/HĐ;;UNC-8;01/07/2025;30000000',
          '02/HĐ;;UNC-8;01/07/2025;1',
        ),
      ),
    ).toEqual([
      ['error', expect.stringContaining('A2: Kế hoạch này không có hợp đồng')],
      ['error', expect.stringContaining('B3: Hợp đồng số đó không phải của doanh nghiệp này')],
      ['error', expect.stringContaining('E4: Hợp đồng này chỉ còn 0 đồng')],
      ['error', expect.stringContaining('D5: Không được trước ngày hợp đồng 02/04/2025')],
      ['same', expect.stringContaining('C6: Sổ đã có chứng từ này')],
      ['new'],
      ['error', expect.stringContaining('E8: Hợp đồng này chỉ còn 0 đồng')],
    ])
    const contract =
      'Số hợp đồng;Ngày hợp đồng;Năm;Mục dự toán;Nguồn kinh phí;Số tiền (đồng);Số hồ sơ;Nội dung chi'
    expect(
      await remarks(
        'contracts',
        sheet(
          contract,
          '03/HĐ;01/04/2025;2025;IV;provincial_st;1000;;Hội nghị',
          '04/HĐ;01/04/2025;2025;IV;Nguồn lạ;1000;HS-01;',
          '05/HĐ;01/04/2025;2024;IV;provincial_st;1000;HS-03;',
          '01/HĐ;01/04/2025;2025;IV;provincial_st;50000000;HS-01;',
        ),
      ),
    ).toEqual([
      ['error', expect.stringContaining('G2: Kinh phí hỗ trợ doanh nghiệp phải theo hồ sơ')],
      [
        'error',
        expect.stringContaining('E3: Không có nguồn này'),
        expect.stringContaining('G3: Lượt của hồ sơ này đã có cam kết'),
      ],
      [
        'error',
        expect.stringContaining('C4: Hồ sơ này thuộc năm 2025'),
        expect.stringContaining('G4: Hồ sơ này chưa tiếp nhận lượt'),
      ],
      ['same', expect.stringContaining('A5: Sổ đã có cam kết này')],
    ])
  })

  test('each batch is held by what stands on it, named', async () => {
    const held = async (step: string) =>
      (await problemOf(money.approver.run(undoTakeover, { id: batches[step], reason: 'Thử' }))).words.vi
    expect(await held('allocations')).toContain('mục IV năm 2025: cam kết 01/HĐ')
    expect(await held('contracts')).toContain('01/HĐ: đã giải ngân')
    // a payment drawn up here since
    const { rows } = await finance.run(listCommitments, {})
    const second = rows.find(({ documentNumber }) => documentNumber === '02/HĐ')
    // what was paid before is no reason to refuse it; what is paid now follows own money
    const { turnId } = await finance.run(showCommitment, { id: second?.id })
    const own = await office.taker.run(declareOwnOfTurn, {
      ...{ id: turnId, amount: '40 triệu', paidOn: '2025-06-01', documentNumber: 'HD-1' },
      ...{ purpose: 'Phần doanh nghiệp chịu', fileId: await evidence() },
    })
    await finance.run(proveOwn, { id: own.id, version: own.version, proven: '40 triệu' })
    const paper = {
      basis: 'contract',
      basisNumber: '02/HĐ',
      basisDate: '2025-04-02',
      basisFileId: await evidence(),
    }
    await finance.run(draftPayment, {
      ...paper,
      id: second?.id,
      kind: 'enterprise',
      amount: '1000000',
      on: '2025-12-01',
      documentNumber: 'UNC-20',
      fileId: await evidence(),
    })
    await money.approver.run(undoTakeover, { id: batches.payments, reason: 'Sai hợp đồng' })
    expect(await held('contracts')).toContain('02/HĐ: chứng từ chi đang chờ duyệt')
    expect(await wrongBalances()).toEqual([])
    await system.db
      .updateTable('paymentOrder')
      .set({ state: 'returned', settledAt: new Date(), reason: 'Thử' })
      .execute()
  })

  test('undone whole, the year stands as if nothing had come, and the same may come again', async () => {
    await money.approver.run(undoTakeover, { id: batches.contracts, reason: 'Sai' })
    await money.approver.run(undoTakeover, { id: batches.allocations, reason: 'Sai' })
    expect(await free(2025)).toBe(0n)
    expect(await wrongBalances()).toEqual([])
    const { rows } = await finance.run(listTurns, {})
    for (const { id } of rows) expect((await finance.run(showTurn, { id })).money.commitmentId).toBeNull()
    const { rows: commitments } = await finance.run(listCommitments, {})
    const shown = await finance.run(showCommitment, { id: commitments[0]?.id })
    expect(shown).toMatchObject({ amount: 0n, takenOver: { undone: true } })
  })

  test('a closed year takes them too, and says which batch came after its closing', async () => {
    // A year whose days are known is closed when it is settled; this one is tried as if they were not.
    await system.db.updateTable('budgetCutoff').set({ firstYear: 2026 }).execute()
    await finance.run(closeYear, {
      year: '2025',
      documentNumber: '9/BB',
      closedOn: '2026-06-30',
      fileId: await evidence(),
    })
    const batch = await takeOver(money, 'allocations', plan, allocations)
    await takeOver(money, 'contracts', plan, contracts)
    const { closed } = await finance.run(showYears, {})
    expect(closed[0]?.takenOver).toContainEqual({ batchId: batch, entries: 2 })
    expect(await free(2025)).toBe(310_000_000n)
    expect(await wrongBalances()).toEqual([])
  })
})
