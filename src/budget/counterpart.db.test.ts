import { sql } from 'kysely'
import { beforeAll, describe, expect, it } from 'vitest'
import { accepted, appraised } from '../applications/testing.ts'
import { addRule } from '../legal/commands.ts'
import { takeStep } from '../science-tasks/steps.ts'
import { proposeTask } from '../science-tasks/task-commands.ts'
import { commitTask } from '../science-tasks/task-money.ts'
import { addTaskContent } from '../science-tasks/task-parts.ts'
import { showTask } from '../science-tasks/task-queries.ts'
import { concluded } from '../science-tasks/testing.ts'
import { allocate, makeEnterprise, planId } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { refund } from './commands.ts'
import { mostPaid } from './counterpart-rules.ts'
import { applyOwnContentMoney, checkOwnContentMoney, showOwnContentImportRows } from './own-content-import.ts'
import { applyOwnMoney, checkOwnMoney, showOwnImportRows } from './own-import.ts'
import { ownFunds } from './own-money.ts'
import { listOwnPayments, showOwnPayment, turnSides } from './own-payment-queries.ts'
import {
  declareOwnOfContent,
  declareOwnOfTurn,
  proveOwn,
  refuseOwn,
  settleOwn,
  withdrawOwn,
} from './own-payments.ts'
import { enterpriseSides, listRatios } from './own-ratio.ts'
import { draftPayment, releasePayment } from './payments.ts'
import { pay } from './testing.ts'

/* State money in step with own money: by turn, by content, by task. */

const test = await testSystem()
const { system } = test
let coordinator: Someone
let finance: Someone
let leader: Someone
let fileId: number

beforeAll(async () => {
  coordinator = await test.as('coordinator')
  finance = await test.as('finance')
  leader = await test.as('leader')
  fileId = await test.evidence()
  await allocate(system, 2025, 2_000_000_000n)
})

/** A turn with 90 million of the State and 30 million of its own. */
async function turn() {
  const enterpriseId = await makeEnterprise(system)
  const turnId = await accepted(leader, await appraised(test, coordinator, enterpriseId))
  const { commitmentId } = await system.db
    .selectFrom('supportTurn')
    .select('commitmentId')
    .where('id', '=', turnId)
    .executeTakeFirstOrThrow()
  return { turnId, enterpriseId, commitment: commitmentId ?? 0 }
}

let vouchers = 0
const own = (amount: string) => ({
  ...{ amount, paidOn: '2025-03-01', purpose: 'Thuê tư vấn', fileId },
  documentNumber: `HD-${++vouchers}`,
})
const paid = (id: number, amount: bigint, on = '2025-04-01', more: object = {}) =>
  pay(finance, coordinator, { id, amount, fileId, kind: 'enterprise', on, ...more })

async function proven(turnId: number, amount: string) {
  const { id, version } = await coordinator.run(declareOwnOfTurn, { id: turnId, ...own(amount) })
  return finance.run(proveOwn, { id, version, proven: amount })
}

describe('a support turn', () => {
  it('has one first advance, of one day: a đồng of another day waits for own money, below the advance too', async () => {
    const { commitment } = await turn()
    await paid(commitment, 9_009n, '2025-06-01')
    await paid(commitment, 1_001n, '2025-06-01')
    expect((await problemOf(paid(commitment, 1n, '2025-05-01'))).code).toBe('budget.aheadOfOwn')
  })

  it('is paid a first advance of half, and then no more than the share of own money that is proven', async () => {
    const { turnId, commitment } = await turn()
    const early = await problemOf(paid(commitment, 45_000_001n))
    expect(early.code).toBe('budget.aheadOfOwn')
    expect(early.words.vi).toContain('mới chứng minh 0 trên 30.000.000 đồng')
    await paid(commitment, 45_000_000n)
    // the advance is gone: a đồng more needs own money, that of the advance too
    expect((await problemOf(paid(commitment, 1n, '2025-05-01'))).code).toBe('budget.aheadOfOwn')
    const declared = await coordinator.run(declareOwnOfTurn, { id: turnId, ...own('20 triệu') })
    expect((await problemOf(paid(commitment, 1n, '2025-05-01'))).code).toBe('budget.aheadOfOwn')
    expect((await problemOf(coordinator.run(proveOwn, { ...declared, proven: '20 triệu' }))).code).toBe(
      'controls.samePerson',
    )
    await finance.run(proveOwn, { ...declared, proven: '20 triệu' })
    expect((await problemOf(paid(commitment, 15_000_001n, '2025-05-01'))).code).toBe('budget.aheadOfOwn')
    await paid(commitment, 15_000_000n, '2025-05-01')
    await proven(turnId, '10 triệu')
    await paid(commitment, 30_000_000n, '2025-06-01')
    const { standings } = await coordinator.run(turnSides, { id: turnId })
    expect(standings).toMatchObject([
      {
        scope: 'turn',
        stateAgreed: 90_000_000n,
        paid: 90_000_000n,
        ownAgreed: 30_000_000n,
        proven: 30_000_000n,
      },
    ])
  })

  it('shows as owed what was paid on own money that is taken back, and settles the rest', async () => {
    const { turnId, commitment } = await turn()
    const one = await proven(turnId, '30 triệu')
    await paid(commitment, 90_000_000n)
    await finance.run(refuseOwn, { id: one.id, version: one.version, reason: 'Hóa đơn đã bị hủy' })
    const [side] = (await coordinator.run(turnSides, { id: turnId })).standings
    expect(side).toMatchObject({ paid: 90_000_000n, proven: 0n, paidIn: 0n })
    const again = await proven(turnId, '25 triệu')
    expect((await problemOf(finance.run(settleOwn, settlement(again, '25.000.001')))).fields).toMatchObject([
      { field: 'settled' },
    ])
    await finance.run(settleOwn, settlement(again, '24 triệu'))
    expect((await problemOf(finance.run(refuseOwn, { ...again, version: 3, reason: 'x' }))).code).toBe(
      'budget.ownElsewhere',
    )
    expect((await coordinator.run(turnSides, { id: turnId })).standings[0]).toMatchObject({
      ...{ paidIn: 25_000_000n, proven: 25_000_000n, settled: 24_000_000n },
    })
  })

  const settlement = ({ id, version }: { id: number; version: number }, settled: string) => ({
    ...{ id, version, settled, settledOn: '2025-12-01', settledNumber: '1/BBQT' },
  })

  it('is declared by its own enterprise, which reads its own alone', async () => {
    const { turnId, enterpriseId } = await turn()
    const owner = await test.as('enterprise', { enterpriseId })
    const other = await test.as('enterprise', { enterpriseId: await makeEnterprise(system) })
    const declared = await coordinator.run(declareOwnOfTurn, { id: turnId, ...own('5 triệu') })
    expect((await owner.run(listOwnPayments, {})).rows).toMatchObject([
      { id: declared.id, amount: 5_000_000n },
    ])
    expect((await other.run(listOwnPayments, {})).rows).toEqual([])
    expect((await problemOf(other.run(showOwnPayment, { id: declared.id }))).status).toBe(404)
    expect((await problemOf(other.run(turnSides, { id: turnId }))).status).toBe(404)
    const wrong = { id: declared.id, version: declared.version, reason: 'Khai nhầm' }
    expect((await problemOf(other.run(withdrawOwn, wrong))).status).toBe(404)
    await owner.run(withdrawOwn, wrong)
    expect((await owner.run(showOwnPayment, { id: declared.id })).state).toBe('withdrawn')
  })

  it('takes less than was declared with a reason, never more', async () => {
    const { turnId } = await turn()
    const { id, version } = await coordinator.run(declareOwnOfTurn, { id: turnId, ...own('10 triệu') })
    const prove = (proven: string, reason?: string) => finance.run(proveOwn, { id, version, proven, reason })
    expect((await problemOf(prove('10.000.001'))).fields).toMatchObject([{ field: 'proven' }])
    expect((await problemOf(prove('9 triệu'))).fields).toMatchObject([{ field: 'reason' }])
    await prove('9 triệu', 'Một hóa đơn ngoài nội dung')
  })

  it('by a rule that lets it be paid ahead is paid, and owes', async () => {
    const { rows } = await sql<{
      id: number
    }>`SELECT id FROM legal_instrument WHERE number = '35/2021/TT-BTC'`.execute(system.db)
    await coordinator.run(addRule, {
      ...{ instrumentId: rows[0]?.id, key: 'counterpart.turn', article: 'Mẫu', name: 'x', nameEn: 'x' },
      value: { way: 'owed', advancePercent: 0, advanceSource: 'Mẫu' },
      ...{ validFrom: '2025-02-10', validTo: '2025-02-20' },
    })
    const enterpriseId = await makeEnterprise(system)
    const turnId = await accepted(leader, await appraised(test, coordinator, enterpriseId), '2025-02-15')
    const { commitmentId } = await system.db
      .selectFrom('supportTurn')
      .select('commitmentId')
      .where('id', '=', turnId)
      .executeTakeFirstOrThrow()
    await paid(commitmentId ?? 0, 90_000_000n)
    expect((await coordinator.run(turnSides, { id: turnId })).standings[0]).toMatchObject({
      ...{ rule: { way: 'owed' }, paid: 90_000_000n, proven: 0n },
    })
  })

  it('lets one of two raced payments through where both do not fit, past the rules of the program too', async () => {
    const { turnId, commitment } = await turn()
    await proven(turnId, '20 triệu')
    const order = async () =>
      (
        await finance.run(draftPayment, {
          ...{ id: commitment, amount: 40_000_000n, fileId, kind: 'enterprise', on: '2025-04-02' },
          ...{ documentNumber: 'UNC', basis: 'contract', basisNumber: '1', basisDate: '2025-02-01' },
          ...{ basisFileId: fileId, sameVoucher: true },
        })
      ).id
    const ids = [await order(), await order()]
    const both = await Promise.allSettled(ids.map((id) => coordinator.run(releasePayment, { id })))
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    // whoever writes SQL is refused by the database
    const { rows } = await sql<{ kind: string; id: number }>`
      SELECT kind, id FROM ledger_account WHERE commitment_id = ${commitment}`.execute(system.db)
    const account = (kind: string) => rows.find((row) => row.kind === kind)?.id ?? 0
    const insert = system.db.transaction().execute(async (db) => {
      const entry = await sql<{ id: number }>`
        INSERT INTO ledger_entry (kind, line_id, year, source_id, commitment_id, amount, occurred_on, document_number, file_id)
        SELECT 'disbursement', line_id, year, source_id, id, 40000000, '2025-04-03', 'x', ${fileId}::int FROM commitment
         WHERE id = ${commitment} RETURNING id`.execute(db)
      await sql`INSERT INTO ledger_posting (entry_id, account_id, amount) VALUES
        (${entry.rows[0]?.id}::int, ${account('committed')}::int, -40000000),
        (${entry.rows[0]?.id}::int, ${account('disbursed')}::int, 40000000)`.execute(db)
    })
    await expect(insert).rejects.toMatchObject({ constraint: 'ledger_in_step' })
  })
})

it('the database reckons as the program does', async () => {
  for (const [state, ownAgreed, have, first] of [
    ...[
      [120n, 60n, 30n, false],
      [100n, 3n, 1n, false],
      [100n, 3n, 1n, true],
      [7n, 0n, 0n, false],
    ],
    ...[
      [10n ** 12n, 3n * 10n ** 11n + 1n, 10n ** 11n, false],
      [1n, 1n, 5n, true],
    ],
  ] as [bigint, bigint, bigint, boolean][]) {
    const { rows } = await sql<{ most: bigint }>`
      SELECT counterpart_most(${state}, ${ownAgreed}, ${have}, 50, ${first}) AS most`.execute(system.db)
    const sides = { stateAgreed: state, ownAgreed, proven: have, paid: 0n }
    expect(BigInt(rows[0]?.most ?? -1)).toBe(mostPaid(sides, { way: 'in_step', advancePercent: 50 }, first))
  }
})

describe('a task', () => {
  /** A task that runs, with two contents of 200 million of the State and 100 of its host, all of it committed by its contract. */
  async function running() {
    const plan = await planId(system)
    const { rows } = await sql<{ line: number; state: number; own: number; kind: number }>`
      SELECT (SELECT id FROM budget_line WHERE plan_id = ${plan} AND code = 'IV') AS line,
             (SELECT id FROM funding_source WHERE key = 'provincial_st') AS state,
             (SELECT id FROM funding_source WHERE kind = 'counterpart' LIMIT 1) AS own,
             (SELECT id FROM task_kind WHERE key = 'science-2022') AS kind`.execute(system.db)
    const of = rows[0] ?? { line: 0, state: 0, own: 0, kind: 0 }
    const { id } = await coordinator.run(proposeTask, {
      ...{ title: 'Nhiệm vụ có vốn đối ứng', planId: plan, lineId: of.line, year: 2025, kindId: of.kind },
      ...{ way: 'direct', months: 12, origin: 'office', goal: 'x', hostName: 'Trung tâm' },
      leaderName: `Chủ nhiệm ${Math.random()}`,
    })
    for (const title of ['Áp dụng', 'Chứng nhận'])
      await coordinator.run(addTaskContent, {
        ...{ id, title, output: 'x' },
        money: [
          { sourceId: of.state, amount: '200 triệu' },
          { sourceId: of.own, amount: '100 triệu' },
        ],
      })
    for (;;) {
      const task = await coordinator.run(showTask, { id })
      const step = task.steps.find(({ id: one, name }) => name === task.next && task.open.includes(one))
      if (step === undefined) throw new Error('Nothing comes next')
      await concluded(test, id, step, { on: '2025-02-03' })
      await (step.part === 'approval' ? leader : coordinator).run(takeStep, {
        ...{
          id,
          version: task.version,
          stepId: step.id,
          happenedOn: '2025-02-03',
          actedBy: 'x',
          passed: true,
        },
        ...{ papers: step.papers.map((paper) => paper.id), documentNumber: `HĐ-${id}` },
        ...(step.part === 'approval' ? { approvedMoney: '400 triệu' } : {}),
        ...(step.part === 'contract' ? { endsOn: '2026-01-31' } : {}),
      })
      if (step.part === 'contract') break
    }
    const { version, contents } = await coordinator.run(showTask, { id })
    const { commitmentId } = await coordinator.run(commitTask, {
      ...{ id, version, sourceId: of.state, year: 2025, amount: '400 triệu', documentDate: '2025-02-03' },
    })
    return { id, commitment: commitmentId, first: contents[0]?.id ?? 0, second: contents[1]?.id ?? 0 }
  }

  it('is paid content by content, each and the whole in step with own money', async () => {
    const { id, commitment, first, second } = await running()
    const payOf = (content: number | undefined, amount: bigint, on: string) =>
      paid(commitment, amount, on, { kind: 'contractor', taskContentId: content })
    expect((await problemOf(payOf(undefined, 1n, '2025-03-01'))).fields).toMatchObject([
      { field: 'taskContentId' },
    ])
    // the first advance: half of each content, on one day
    await payOf(first, 100_000_000n, '2025-03-01')
    expect((await problemOf(payOf(second, 100_000_001n, '2025-03-01'))).code).toBe('budget.aheadOfOwn')
    await payOf(second, 100_000_000n, '2025-03-01')
    expect((await problemOf(payOf(first, 1n, '2025-05-01'))).code).toBe('budget.aheadOfOwn')
    const declared = await coordinator.run(declareOwnOfContent, { id: first, ...own('100 triệu') })
    await finance.run(proveOwn, { ...declared, proven: '100 triệu' })
    // the content may be paid whole, the task only in half: half of its own money is proven, and half is paid
    const whole = await problemOf(payOf(first, 100_000_000n, '2025-05-01'))
    expect(whole.words.vi).toContain('của nhiệm vụ mới chứng minh 100.000.000 trên 200.000.000')
    const more = await coordinator.run(declareOwnOfContent, { id: second, ...own('50 triệu') })
    await finance.run(proveOwn, { ...more, proven: '50 triệu' })
    await payOf(first, 100_000_000n, '2025-05-01')
    const { standings } = await coordinator.run(showTask, { id })
    expect(standings).toMatchObject([
      { scope: 'content', id: first, paid: 200_000_000n, proven: 100_000_000n },
      { scope: 'content', id: second, paid: 100_000_000n, proven: 50_000_000n },
      { scope: 'task', id, stateAgreed: 400_000_000n, paid: 300_000_000n, ownAgreed: 200_000_000n },
    ])
    const { tasks } = await coordinator.run(ownFunds, { year: '2025' })
    expect(tasks).toMatchObject([{ id, paid: 300_000_000n, proven: 150_000_000n }])
    // what comes back comes back to its content, and no more than was paid of it
    const back = (amount: string) =>
      finance.run(refund, {
        ...{ id: commitment, taskContentId: second, amount, on: '2025-06-01', documentNumber: 'PT' },
        ...{ note: 'Nộp lại', fileId, sameVoucher: true },
      })
    expect((await problemOf(back('100.000.001'))).code).toBe('budget.contentBack')
    await back('20 triệu')
    expect((await coordinator.run(showTask, { id })).standings[1]?.paid).toBe(80_000_000n)
    // by a table with one scan: a content that is not the task's is named, what is declared already is the same
    const { contents } = await coordinator.run(showTask, { id })
    const title = contents.find((content) => content.id === second)?.title ?? ''
    const cells = [
      [
        'Nhiệm vụ số',
        'Nội dung nhiệm vụ',
        'Số hóa đơn, chứng từ',
        'Ngày thanh toán',
        'Số tiền đã bỏ ra',
        'Đã chi cho việc gì',
      ],
      [id, title.toUpperCase(), 'HĐ-NV-1', '01/03/2025', '10.000.000', 'Thuê máy'],
      [id, title, 'HĐ-NV-1', '01/03/2025', '10.000.000', 'Thuê máy'],
      [id, '', 'HĐ-NV-2', '01/03/2025', '1.000', 'Không ghi nội dung'],
      [id, 'Nội dung lạ', 'HĐ-NV-3', '01/03/2025', '1.000', 'x'],
      [999_999, title, 'HĐ-NV-4', '01/03/2025', '1.000', 'x'],
    ]
    const paperId = await test.evidence()
    const text = cells.map((row) => row.join('\t')).join('\n')
    const checked = await coordinator.run(checkOwnContentMoney, { text, paperId })
    expect(checked).toMatchObject({ added: 1, refused: 4 })
    expect(
      (await coordinator.run(showOwnContentImportRows, { id: checked.id })).rows.map(({ problems }) =>
        problems.map(({ column }) => column),
      ),
    ).toEqual([[], ['documentNumber'], ['content'], ['content'], ['task']])
    expect((await problemOf(finance.run(checkOwnContentMoney, { text, paperId }))).status).toBe(403)
    await coordinator.run(applyOwnContentMoney, { id: checked.id })
    const [row] = (await coordinator.run(listOwnPayments, { taskId: id, q: 'HĐ-NV-1' })).rows
    expect(row).toMatchObject({ contentId: second, importId: checked.id, state: 'declared', fileId: paperId })
    const prove = { id: row?.id, version: row?.version, proven: 10_000_000n }
    expect((await problemOf(coordinator.run(proveOwn, prove))).code).toBe('controls.samePerson')
    await finance.run(proveOwn, prove)
    expect((await coordinator.run(showTask, { id })).standings[1]).toMatchObject({ proven: 60_000_000n })
    expect(
      await coordinator.run(checkOwnContentMoney, {
        text: cells
          .slice(0, 2)
          .map((of) => of.join('\t'))
          .join('\n'),
        paperId,
      }),
    ).toMatchObject({ added: 0, unchanged: 1 })
  })
})

describe('own money as a table', () => {
  const table = (...rows: (readonly (string | number)[])[]) =>
    [
      [
        'Mã số thuế',
        'Lượt hỗ trợ số',
        'Số hóa đơn, chứng từ',
        'Ngày thanh toán',
        'Số tiền đã bỏ ra',
        'Đã chi cho việc gì',
      ],
      ...rows,
    ]
      .map((cells) => cells.join('\t'))
      .join('\n')
  const taxCodeOf = async (enterpriseId: number) =>
    (
      await system.db
        .selectFrom('enterprise')
        .select('taxCode')
        .where('id', '=', enterpriseId)
        .executeTakeFirstOrThrow()
    ).taxCode

  it('is shown first, names what is not taken, and counts when another person confirms it', async () => {
    const [one, two] = [await turn(), await turn()]
    const paperId = await test.evidence()
    const code = await taxCodeOf(one.enterpriseId)
    const text = table(
      [code, '', 'HĐ-1', '01/03/2025', '10.000.000', 'Thuê tư vấn'],
      [await taxCodeOf(two.enterpriseId), two.turnId, 'HĐ-2', '01/03/2025', '20.000.000', 'Mua thiết bị'],
      [code, two.turnId, 'HĐ-3', '01/03/2025', '1.000', 'Lượt của doanh nghiệp khác'],
      ['0000000000', '', 'HĐ-4', '01/03/2025', '1.000', 'Không có doanh nghiệp'],
      [code, '', 'HĐ-1', '01/03/2025', '10.000.000', 'Hai lần'],
      [code, '', 'HĐ-5', '01/03/2099', '1.000', 'Ngày chưa đến'],
    )
    const checked = await coordinator.run(checkOwnMoney, { text, paperId })
    expect(checked).toMatchObject({ added: 2, refused: 4 })
    const { rows } = await coordinator.run(showOwnImportRows, { id: checked.id })
    expect(rows.map(({ problems }) => problems.map(({ column }) => column))).toEqual([
      ...[[], [], ['turn'], ['taxCode'], ['documentNumber'], ['paidOn']],
    ])
    expect((await problemOf(finance.run(checkOwnMoney, { text, paperId }))).status).toBe(403)
    await coordinator.run(applyOwnMoney, { id: checked.id })
    expect((await problemOf(coordinator.run(applyOwnMoney, { id: checked.id }))).code).toBe(
      'ownMoney.importApplied',
    )
    const declared = await coordinator.run(listOwnPayments, { turnId: one.turnId })
    expect(declared.rows).toMatchObject([
      {
        documentNumber: 'HĐ-1',
        state: 'declared',
        amount: 10_000_000n,
        importId: checked.id,
        fileId: paperId,
      },
    ])
    expect(await coordinator.run(enterpriseSides, { id: one.enterpriseId })).toMatchObject({
      proven: 0n,
      ownShare: 0,
    })
    const [row] = declared.rows
    const prove = { id: row?.id, version: row?.version, proven: 10_000_000n }
    expect((await problemOf(coordinator.run(proveOwn, prove))).code).toBe('controls.samePerson')
    await finance.run(proveOwn, prove)
    // a table that comes again adds nothing
    const again = await coordinator.run(checkOwnMoney, {
      text: text.split('\n').slice(0, 3).join('\n'),
      paperId,
    })
    expect(again).toMatchObject({ added: 0, unchanged: 2 })
    // the scan shows vouchers of others: the enterprise sees its row, and not the file
    const own = await test.as('enterprise', { enterpriseId: one.enterpriseId })
    expect((await own.run(listOwnPayments, { turnId: one.turnId })).rows).toMatchObject([{ file: null }])
    const { rows: named } = await sql`SELECT FROM enterprise_file WHERE file_id = ${paperId}`.execute(
      system.db,
    )
    expect(named).toEqual([])
  })

  it('both sides stand by enterprise over its turns; a greater share of the State is told', async () => {
    const of = await turn()
    await pay(coordinator, finance, {
      ...{ id: of.commitment, amount: 45_000_000n, fileId, kind: 'enterprise', documentNumber: 'UNC-R' },
    })
    const sides = await coordinator.run(enterpriseSides, { id: of.enterpriseId })
    expect(sides).toMatchObject({
      stateAgreed: 90_000_000n,
      paid: 45_000_000n,
      ownAgreed: 30_000_000n,
      turns: 1,
    })
    expect([sides.stateShare, sides.ownShare, sides.ahead]).toEqual([500, 0, true])
    const first = await coordinator.run(declareOwnOfTurn, { id: of.turnId, ...own('15.000.000') })
    await finance.run(proveOwn, { id: first.id, version: first.version, proven: 15_000_000n })
    const listed = await finance.run(listRatios, { limit: 1000, state: 'in_step' })
    expect(listed.rows.find(({ id }) => id === of.enterpriseId)).toMatchObject({
      ownShare: 500,
      ahead: false,
    })
    const ahead = await finance.run(listRatios, { limit: 1000, state: 'ahead', sort: 'paid' })
    expect(ahead.rows.map(({ id }) => id)).not.toContain(of.enterpriseId)
    const other = await test.as('enterprise', { enterpriseId: await makeEnterprise(system) })
    expect((await problemOf(other.run(enterpriseSides, { id: of.enterpriseId }))).status).toBe(404)
  })
})
