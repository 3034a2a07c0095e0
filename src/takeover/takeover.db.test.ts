import { beforeAll, describe, expect, test } from 'vitest'
import { listApplications, showApplication } from '../applications/queries.ts'
import { planId, result } from '../support/testing.ts'
import { moveTurn } from '../support/turn-commands.ts'
import { listTurns, showTurn } from '../support/turn-queries.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { undoTakeover } from './batches.ts'
import { approveTakeover, checkTakeover, showTakeover, showTakeoverRows } from './import.ts'
import { listBatches, takeoverSteps } from './queries.ts'
import { past, propose, sheet, type Two, takeOver } from './testing.ts'

/* Enterprises, applications and turns of past years out of sheets. */

const { system, as } = await testSystem()
let coordinator: Someone
let two: Two
let plan: number

beforeAll(async () => {
  coordinator = await as('coordinator')
  two = { taker: coordinator, approver: await as('leader') }
  plan = await planId(system)
})

/** What is wrong or odd with each row of a check. */
async function remarks(step: string, text: string, more: Readonly<Record<string, unknown>> = {}) {
  const { id } = await coordinator.run(checkTakeover, { step, planId: plan, text, ...more })
  const { rows } = await coordinator.run(showTakeoverRows, { id })
  return rows.map(({ outcome, problems }) => [
    outcome,
    ...problems.map(({ cell, words }) => `${cell}: ${words.vi}`),
  ])
}

describe('one kind after another', () => {
  let batches: { enterprises: number; applications: number; turns: number }

  test('a sheet names an enterprise that is not there with its cell', async () => {
    const [first] = await remarks('applications', past.applications)
    expect(first?.[0]).toBe('error')
    expect(first?.[1]).toContain('B2: Danh bạ chưa có doanh nghiệp')
  })

  test('enterprises, applications and turns come in and count like ordinary ones', async () => {
    const before = await result(system, 'supportTurns')
    batches = {
      enterprises: await takeOver(two, 'enterprises', plan, past.enterprises),
      applications: await takeOver(two, 'applications', plan, past.applications),
      turns: await takeOver(two, 'turns', plan, past.turns),
    }
    const { rows } = await coordinator.run(listApplications, {})
    expect(rows.map(({ state, decidedOn, appraised }) => [state, decidedOn, appraised]).sort()).toEqual([
      ['accepted', '2025-03-20', 40_000_000n],
      ['accepted', '2025-03-20', 50_000_000n],
      ['refused', '2025-03-20', null],
    ])
    expect(await result(system, 'supportTurns')).toBe(before + 1)
    const { steps } = await coordinator.run(takeoverSteps, {})
    expect(steps.slice(0, 3).map(({ key, rows }) => [key, rows])).toEqual([
      ['enterprises', 3],
      ['applications', 3],
      ['turns', 2],
    ])
  })

  test('a record says from which line of which file it came, by whom and approved by whom', async () => {
    const turns = await coordinator.run(listTurns, {})
    const finished = turns.rows.find(({ state }) => state === 'finished')
    const turn = await coordinator.run(showTurn, { id: finished?.id })
    expect(turn.takenOver).toMatchObject({
      batchId: batches.turns,
      line: 2,
      number: 'HS-01',
      by: coordinator.actor.name,
      approvedBy: two.approver.actor.name,
    })
    expect(turn.money.commitmentId).toBeNull()
    const application = await coordinator.run(showApplication, { id: turn.applicationId })
    expect(application.findings).toEqual([])
    expect(application.decision).toMatchObject({ number: '12/QĐ-SKHCN', on: '2025-03-20' })
    // an enterprise sees that it was taken over, not the sheet that names others
    const own = await as('enterprise', { enterpriseId: turn.enterpriseId })
    const seen = await own.run(showTurn, { id: turn.id })
    expect(seen.takenOver).toMatchObject({ number: 'HS-01', file: null, by: null })
  })

  test('the same file is asked about, and changes nothing a second time', async () => {
    const refused = await problemOf(
      coordinator.run(checkTakeover, { step: 'turns', planId: plan, text: past.turns }),
    )
    expect(refused.fields.map(({ field }) => field)).toEqual(['again'])
    expect(refused.fields[0]?.words.vi).toContain(`lô ${batches.turns}`)
    const again = await coordinator.run(checkTakeover, {
      step: 'turns',
      planId: plan,
      text: past.turns,
      again: true,
    })
    expect(again).toMatchObject({ added: 0, unchanged: 2, refused: 0 })
  })

  test('what a row names wrongly is said with its cell', async () => {
    const heads = 'Số hồ sơ;Mã số thuế;Tình trạng;Ngày thực hiện;Số văn bản'
    expect(
      await remarks(
        'turns',
        sheet(
          heads,
          'HS-99;2200000018;Hoàn thành;30/10/2025;',
          'HS-01;2200000025;Hoàn thành;30/10/2025;',
          'HS-03;2200000032;Hoàn thành;30/10/2025;',
          'HS-02;2200000025;Xong;30/10/2025;',
          'HS-02;2200000025;Hoàn thành;01/01/2025;',
        ),
      ),
    ).toEqual([
      ['error', expect.stringContaining('A2: Kế hoạch này chưa tiếp nhận hồ sơ')],
      ['error', expect.stringContaining('B3: Hồ sơ này là của Công ty Một')],
      ['error', expect.stringContaining('A4: Hồ sơ này không được hỗ trợ')],
      ['error', expect.stringContaining('C5: Xin ghi một trong')],
      [
        'error',
        expect.stringContaining('A6: Lượt của hồ sơ này đã có ở dòng 5'),
        expect.stringContaining('D6:'),
      ],
    ])
  })

  test('doubles are named: the same number twice, and an application that the program has', async () => {
    const [heads = '', first = ''] = past.applications.split('\n')
    const said = await remarks(
      'applications',
      sheet(
        heads,
        first.replace('HS-01', 'HS-10'),
        first.replace('HS-01', 'HS-11').replace(';2025;', ';2023;'),
        first.replace('HS-01', 'HS-11'),
      ),
    )
    expect(said[0]?.[1]).toMatch(/C2: Doanh nghiệp đã có hồ sơ cho nội dung này trong năm đó: hồ sơ \d+/)
    expect(said[1]?.[1]).toContain('D3: Năm phải thuộc giai đoạn')
    expect(said[2]?.[1]).toContain('A4: Số hồ sơ này đã có ở dòng 3')
  })

  test('the unit of money is asked about where the sheet does not say it', async () => {
    const bare = past.applications
      .replaceAll(' (triệu đồng)', '')
      .replaceAll('HS-0', 'HS-2')
      .replaceAll(';2025;', ';2024;')
    const refused = await problemOf(
      coordinator.run(checkTakeover, { step: 'applications', planId: plan, text: bare }),
    )
    expect(refused.fields.map(({ field }) => field)).toEqual(['unit'])
  })

  test('a batch is not undone while something stands on it, which is named', async () => {
    const refused = await problemOf(
      two.approver.run(undoTakeover, { id: batches.applications, reason: 'Nhập nhầm tệp' }),
    )
    expect(refused.code).toBe('takeover.standing')
    expect(refused.words.vi).toMatch(/HS-01: 1 lượt hỗ trợ \d+; HS-02: 1 lượt hỗ trợ \d+/)
    const enterprises = await problemOf(
      two.approver.run(undoTakeover, { id: batches.enterprises, reason: 'Nhập nhầm tệp' }),
    )
    expect(enterprises.words.vi).toContain('Công ty Một: 1 hồ sơ')
  })

  test('who took a batch over neither approves nor undoes it', async () => {
    const id = await propose(
      two,
      'enterprises',
      plan,
      past.enterprises.replace('2200000018;Công ty Một', '2200000057;Công ty Bốn'),
    )
    const refused = await problemOf(coordinator.run(approveTakeover, { id }))
    expect(refused.code).toBe('controls.samePerson')
    const undone = await problemOf(coordinator.run(undoTakeover, { id: batches.turns, reason: 'Thử' }))
    expect(undone.code).toBe('controls.samePerson')
  })

  test('undone from the last step to the first, nothing is left of it', async () => {
    const before = await result(system, 'supportTurns')
    // an account was made for one of the enterprises: it holds the register's batch until it is gone
    await system.db.deleteFrom('account').where('enterpriseId', 'is not', null).execute()
    for (const step of ['turns', 'applications', 'enterprises'] as const)
      await two.approver.run(undoTakeover, { id: batches[step], reason: 'Nhập nhầm tệp' })
    expect(await result(system, 'supportTurns')).toBe(before - 1)
    expect((await coordinator.run(listTurns, {})).total).toBe(0)
    expect((await coordinator.run(listApplications, {})).total).toBe(0)
    const left = await system.db
      .selectFrom('enterprise')
      .select('taxCode')
      .where('taxCode', 'in', ['2200000018', '2200000025', '2200000032'])
      .execute()
    expect(left).toEqual([])
    const { rows } = await coordinator.run(listBatches, { state: 'undone' })
    expect(rows.map(({ id }) => id).sort()).toEqual(Object.values(batches).sort())
    const shown = await coordinator.run(showTakeover, { id: batches.turns })
    expect(shown.batch).toMatchObject({
      state: 'undone',
      reason: 'Nhập nhầm tệp',
      undoneBy: two.approver.actor.name,
    })
  })

  test('the same past can be taken over anew after it was undone', async () => {
    await takeOver(two, 'enterprises', plan, past.enterprises)
    await takeOver(two, 'applications', plan, past.applications)
    await takeOver(two, 'turns', plan, past.turns)
    expect((await coordinator.run(listTurns, {})).total).toBe(2)
  })

  test('a turn that went on here holds its batch', async () => {
    const turns = await coordinator.run(listTurns, {})
    const id = turns.rows.find(({ state }) => state === 'in_progress')?.id
    await coordinator.run(moveTurn, { id, version: 1, state: 'accepted', happenedOn: '2025-11-01' })
    const { rows } = await coordinator.run(listBatches, { step: 'turns', state: 'approved' })
    const held = await problemOf(two.approver.run(undoTakeover, { id: rows[0]?.id, reason: 'Thử' }))
    expect(held.words.vi).toContain('HS-02: đã được xử lý tiếp sau khi tiếp nhận')
  })

  test('what somebody did between check and approval is not written over', async () => {
    const [heads = '', first = ''] = past.applications.split('\n')
    const waiting = sheet(heads, first.replace('HS-01', 'HS-30').replace(';2025;', ';2024;'))
    const id = await propose(two, 'applications', plan, waiting)
    await takeOver(two, 'applications', plan, waiting.replace('HS-30', 'HS-31'))
    const refused = await problemOf(two.approver.run(approveTakeover, { id }))
    expect(refused.code).toBe('takeover.importMoved')
  })
})
