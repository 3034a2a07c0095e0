import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { showCommitment } from '../budget/commitment-queries.ts'
import { declareOwnOfTurn, proveOwn, releaseRest } from '../budget/index.ts'
import { turnSides } from '../budget/own-payment-queries.ts'
import { enterpriseSides } from '../budget/own-ratio.ts'
import { pay } from '../budget/testing.ts'
import { sendCall } from '../calls/approve.ts'
import { createCall, editCall } from '../calls/commands.ts'
import { addCallContent, feedCallContent } from '../calls/contents.ts'
import { showCall } from '../calls/queries.ts'
import { commitTask, endTask, setCommitter, showTask } from '../science-tasks/index.ts'
import { takeTurnOut } from '../science-tasks/task-money.ts'
import { provinceSource, runningTask } from '../science-tasks/testing.ts'
import { cancelTurn } from '../support/index.ts'
import { allocate, contentId, makeEnterprise, planId } from '../support/testing.ts'
import { showTurn } from '../support/turn-queries.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { appraiseApplication, checkApplication } from './commands.ts'
import { decideApplication } from './decide.ts'
import { decideTogether, tryDecision } from './decide-together.ts'
import { fileApplication } from './file.ts'
import { showApplication } from './queries.ts'
import { rankApplications } from './rank-queries.ts'
import { accepted, callFeeding, filing, versionOf } from './testing.ts'

/* A call that feeds a task: what is accepted comes under the task and draws on its content; nothing is committed a second time. */

const nscl = await testSystem()
const { system, as } = nscl
let officer: Someone
let appraiser: Someone
let leader: Someone
let content: number
let plan: number

beforeAll(async () => {
  officer = await as('coordinator')
  appraiser = await as('coordinator')
  leader = await as('leader')
  content = await contentId(system, 'food-safety')
  plan = await planId(system)
  await allocate(system, 2025, 3_000_000_000n)
})

const days = { year: 2025, opensOn: '2025-01-01', closesOn: '2025-12-31' }
const callOf = async (id: number) => officer.run(showCall, { id })

/** An open call that feeds the first content of a task. */
const openCall = (taskId: number, taskContentId: number) =>
  callFeeding({ system, officer, leader }, taskId, taskContentId)

/** An application to the call, appraised at what it asks for. */
async function appraisedFor(callId: number, requested = '90 triệu'): Promise<number> {
  const enterpriseId = await makeEnterprise(system)
  const { id } = await officer.run(fileApplication, {
    ...(await filing(nscl, enterpriseId, { callId, requested })),
  })
  await appraiser.run(checkApplication, { id, version: await versionOf(officer, id), outcome: 'checked' })
  const shown = await officer.run(showApplication, { id })
  await appraiser.run(appraiseApplication, {
    ...{ id, version: shown.version, amount: shown.requested, note: 'Đề xuất' },
  })
  return id
}

async function commit(id: number, amount: string) {
  const { version } = await officer.run(showTask, { id })
  const sourceId = await provinceSource(nscl)
  await officer.run(commitTask, { id, version, sourceId, year: 2025, amount, documentDate: '2025-02-03' })
}

const commitments = async () => {
  const { rows } = await sql<{ count: number }>`SELECT count(*)::int AS count FROM commitment`.execute(
    system.db,
  )
  return rows[0]?.count
}
const decision = async (id: number) => ({
  ...{ id, version: await versionOf(officer, id), outcome: 'accept', reason: 'Đủ điều kiện' },
  ...{ decisionNumber: `QĐ-${id}`, decidedOn: '2025-03-01' },
})

test('a call says what it feeds: a task of its plan that runs, and for each content which of the task’s contents pays', async () => {
  const taskId = await runningTask(nscl, officer, leader)
  const [first, second] = (await officer.run(showTask, { id: taskId })).contents
  const other = await runningTask(nscl, officer, leader)
  const elsewhere = (await officer.run(showTask, { id: other })).contents[0]
  const asked = { ...days, planId: plan, title: 'Chọn doanh nghiệp' }
  expect((await problemOf(officer.run(createCall, { ...asked, taskId: 999_999 }))).fields).toMatchObject([
    { field: 'taskId' },
  ])
  const { id } = await officer.run(createCall, { ...asked, closesOn: '2099-12-31', taskId })
  for (const taskContentId of [undefined, elsewhere?.id])
    expect(
      (await problemOf(officer.run(addCallContent, { id, contentId: content, taskContentId }))).fields,
    ).toMatchObject([{ field: 'taskContentId' }])
  await officer.run(addCallContent, { id, contentId: content, taskContentId: first?.id })
  expect(await callOf(id)).toMatchObject({
    ...{ taskId, task: 'Nhiệm vụ hỗ trợ' },
    contents: [{ taskContent: first?.title, committedBy: 'contract' }],
  })
  // another task: its contents are chosen anew before it is sent
  const { version } = await callOf(id)
  await officer.run(editCall, { ...asked, id, version, closesOn: '2099-12-31', taskId: other })
  const send = async () => officer.run(sendCall, { id, version: (await callOf(id)).version })
  expect((await problemOf(send())).code).toBe('calls.noTaskContent')
  const row = (await callOf(id)).contents[0]
  expect(
    (await problemOf(officer.run(feedCallContent, { id, content: row?.id, taskContentId: second?.id })))
      .fields,
  ).toMatchObject([{ field: 'taskContentId' }])
  await officer.run(feedCallContent, { id, content: row?.id, taskContentId: elsewhere?.id })
  await send()
  // whoever writes SQL: the contents of a call are those of its task
  await expect(
    system.db.updateTable('call').set({ taskId }).where('id', '=', id).execute(),
  ).rejects.toMatchObject({ constraint: 'call_content_of_task' })
})

test('an accepted application comes under the task and draws on its content, as far as the contract has committed', async () => {
  const taskId = await runningTask(nscl, officer, leader)
  const [first] = (await officer.run(showTask, { id: taskId })).contents
  const callId = await openCall(taskId, first?.id ?? 0)
  const id = await appraisedFor(callId)
  const accept = async () => leader.run(decideApplication, await decision(id))
  // nothing is committed by the contract yet: nothing can be granted
  expect((await problemOf(accept())).code).toBe('applications.overTask')
  await commit(taskId, '150 triệu')
  expect(await officer.run(showApplication, { id })).toMatchObject({
    feeds: { taskId, content: first?.title, byContract: true, left: 150_000_000n },
  })
  const { rows } = await officer.run(rankApplications, { year: '2025' })
  expect(rows.find((row) => row.id === id)).toMatchObject({ byTask: true, running: 0n, within: true })
  const before = await commitments()
  const turnId = await accepted(leader, id, '2025-03-01')
  expect(await commitments()).toBe(before)
  expect(await officer.run(showTurn, { id: turnId })).toMatchObject({
    task: { id: taskId },
    money: { commitmentId: null, fromTask: 90_000_000n, committed: 0n },
  })
  expect(await officer.run(showTask, { id: taskId })).toMatchObject({
    turns: [{ turnId, contentId: first?.id, money: 90_000_000n, mayLeave: false }],
    calls: [{ id: callId, applications: 1 }],
  })
  expect((await problemOf(officer.run(takeTurnOut, { id: taskId, turnId }))).code).toBe(
    'scienceTasks.turnPaidByTask',
  )
  // 60 of the 150 million are left
  const next = await appraisedFor(callId, '60.000.001')
  expect((await problemOf(leader.run(decideApplication, await decision(next)))).code).toBe(
    'applications.overTask',
  )
  // one that is cancelled gives back what it drew
  const turn = await officer.run(showTurn, { id: turnId })
  await officer.run(cancelTurn, {
    ...{ id: turnId, version: turn.version, happenedOn: '2025-04-01', documentNumber: 'TB-1' },
    reason: 'Doanh nghiệp thôi thực hiện',
  })
  await accepted(leader, next, '2025-04-02')
  const { version } = await officer.run(showTask, { id: taskId })
  await leader.run(endTask, {
    ...{ id: taskId, version, outcome: 'stopped', happenedOn: '2025-06-02', documentNumber: 'QĐ-9' },
    ...{ reason: 'Thiếu người', recovery: '0' },
  })
  const late = await appraisedFor(callId, '1 triệu')
  expect((await problemOf(leader.run(decideApplication, await decision(late)))).code).toBe(
    'applications.taskEnded',
  )
})

test('a content whose money each decision commits takes accepted applications with a commitment of their own', async () => {
  const taskId = await runningTask(nscl, officer, leader)
  const [first] = (await officer.run(showTask, { id: taskId })).contents
  await officer.run(setCommitter, { id: taskId, content: first?.id, committedBy: 'decision' })
  const callId = await openCall(taskId, first?.id ?? 0)
  const before = (await commitments()) ?? 0
  const turnId = await accepted(leader, await appraisedFor(callId), '2025-03-01')
  expect(await commitments()).toBe(before + 1)
  expect(await officer.run(showTurn, { id: turnId })).toMatchObject({
    task: { id: taskId },
    money: { fromTask: 90_000_000n, committed: 90_000_000n },
  })
})

test('one decision on several keeps what tasks pay apart from the lines of the budget', async () => {
  const taskId = await runningTask(nscl, officer, leader)
  const [first] = (await officer.run(showTask, { id: taskId })).contents
  const callId = await openCall(taskId, first?.id ?? 0)
  await commit(taskId, '200 triệu')
  const ids = [await appraisedFor(callId), await appraisedFor(callId)]
  const items = await Promise.all(
    ids.map(async (id) => ({ id, version: await versionOf(officer, id), outcome: 'accept' })),
  )
  const said = { items, reason: 'Theo nhiệm vụ', decidedOn: '2025-03-05' }
  const trial = await leader.run(tryDecision, said)
  expect(trial).toMatchObject({
    lines: [],
    tasks: [{ taskId, applications: 2, free: 200_000_000n, taken: 180_000_000n, left: 20_000_000n }],
  })
  await leader.run(decideTogether, said)
  expect((await officer.run(showTask, { id: taskId })).turns).toHaveLength(2)
})

test('of two decisions at once that the content does not hold both of, one is refused', async () => {
  const taskId = await runningTask(nscl, officer, leader)
  const [first] = (await officer.run(showTask, { id: taskId })).contents
  const callId = await openCall(taskId, first?.id ?? 0)
  await commit(taskId, '100 triệu')
  const both = [await decision(await appraisedFor(callId)), await decision(await appraisedFor(callId))]
  const done = await Promise.allSettled(both.map((one) => leader.run(decideApplication, one)))
  expect(done.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const { contents, turns } = await officer.run(showTask, { id: taskId })
  expect(turns).toMatchObject([{ contentId: contents[0]?.id, money: 90_000_000n }])
  // past the lock of the commands: the constraint alone
  await expect(
    system.db
      .updateTable('supportTurn')
      .set({ taskMoney: 200_000_001n })
      .where('id', '=', turns[0]?.turnId ?? 0)
      .execute(),
  ).rejects.toMatchObject({ constraint: 'turn_task_money' })
})

/** A task with a call, and 150 million committed by its contract. */
async function committedTask() {
  const taskId = await runningTask(nscl, officer, leader)
  const [first] = (await officer.run(showTask, { id: taskId })).contents
  const callId = await openCall(taskId, first?.id ?? 0)
  await commit(taskId, '150 triệu')
  const [commitment] = (await officer.run(showTask, { id: taskId })).commitments
  return { taskId, callId, commitmentId: commitment?.commitmentId ?? 0 }
}
/** Until so many sessions wait for a lock. */
async function untilWaiting(count: number): Promise<void> {
  for (;;) {
    const { rows } = await sql<{ waiting: number }>`
      SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`.execute(
      system.db,
    )
    if ((rows[0]?.waiting ?? 0) >= count) return
  }
}
const paper = { on: '2025-03-20', documentNumber: 'TL-1', note: 'Thanh lý' }

test('a turn under a task counts in the ratio of its enterprise, and what its enterprise promises in that of the content and the task', async () => {
  const { taskId, callId, commitmentId } = await committedTask()
  const turnId = await accepted(leader, await appraisedFor(callId), '2025-03-01')
  const [first] = (await officer.run(showTask, { id: taskId })).contents
  const { enterpriseId } = await system.db
    .selectFrom('supportTurn')
    .select('enterpriseId')
    .where('id', '=', turnId)
    .executeTakeFirstOrThrow()
  const fileId = await nscl.evidence()
  const finance = await as('finance')
  const payment = (amount: bigint, more: object = {}) =>
    pay(finance, officer, {
      ...{ id: commitmentId, amount, fileId, on: '2025-03-25', taskContentId: first?.id, ...more },
    })
  // 200 million of the State to the content, 30 million promised by the enterprise: the first advance is half
  await payment(100_000_000n)
  const sides = () => officer.run(enterpriseSides, { id: enterpriseId })
  expect(await sides()).toMatchObject({
    ...{ turns: 1, stateAgreed: 90_000_000n, paid: 45_000_000n, ownAgreed: 30_000_000n, proven: 0n },
    ...{ stateShare: 500, ownShare: 0, ahead: true },
  })
  const late = { on: '2025-04-25', documentNumber: 'UNC-9' }
  expect((await problemOf(payment(1n, late))).code).toBe('budget.aheadOfOwn')
  const own = { amount: 30_000_000n, paidOn: '2025-03-26', documentNumber: 'HD-1', purpose: 'Tư vấn', fileId }
  const { id, version } = await officer.run(declareOwnOfTurn, { id: turnId, ...own })
  await finance.run(proveOwn, { id, version, proven: own.amount })
  await payment(50_000_000n, late)
  expect(await sides()).toMatchObject({ paid: 67_500_000n, stateShare: 750, ownShare: 1000, ahead: false })
  const { standings } = await officer.run(turnSides, { id: turnId })
  expect(standings.map(({ scope, paid, proven }) => [scope, paid, proven])).toEqual([
    ['turn', 67_500_000n, 30_000_000n],
    ['content', 150_000_000n, 30_000_000n],
    ['task', 150_000_000n, 30_000_000n],
  ])
})

test('what turns under a task draw is not released with the rest of its commitment, nor when the task ends', async () => {
  const { taskId, callId, commitmentId } = await committedTask()
  const turnId = await accepted(leader, await appraisedFor(callId), '2025-03-01')
  expect(await officer.run(showCommitment, { id: commitmentId })).toMatchObject({
    ...{ rest: 150_000_000n, releasable: 60_000_000n },
  })
  expect(await officer.run(releaseRest, { id: commitmentId, ...paper })).toMatchObject({
    released: 60_000_000n,
  })
  expect((await problemOf(officer.run(releaseRest, { id: commitmentId, ...paper }))).code).toBe(
    'budget.drawnByTurns',
  )
  // what was released may be committed again by the contract
  await commit(taskId, '250 triệu')
  await leader.run(endTask, {
    ...{ id: taskId, version: (await officer.run(showTask, { id: taskId })).version, outcome: 'stopped' },
    ...{ happenedOn: '2025-06-02', documentNumber: 'QĐ-9', reason: 'Thiếu người', recovery: '0' },
  })
  const { commitments: left } = await officer.run(showTask, { id: taskId })
  expect(left.reduce((sum, { amount }) => sum + amount, 0n)).toBe(90_000_000n)
  await officer.run(cancelTurn, {
    ...{ id: turnId, version: (await officer.run(showTurn, { id: turnId })).version },
    ...{ happenedOn: '2025-06-03', documentNumber: 'TB-1', reason: 'Thôi thực hiện' },
  })
  const rest = left.find(({ amount }) => amount > 0n)?.commitmentId
  expect(await officer.run(releaseRest, { id: rest, ...paper, on: '2025-06-04' })).toMatchObject({
    released: 90_000_000n,
  })
})

test('of a release and a turn at once the turn has its money or does not come about; whoever writes SQL is refused', async () => {
  const held = async (taskId: number) => {
    const { rows } = await sql<{
      committed: bigint
      drawn: bigint
    }>`SELECT * FROM task_money(${taskId}::int)`.execute(system.db)
    return rows[0] ?? { committed: 0n, drawn: 0n }
  }
  for (const turnFirst of [true, false]) {
    const { taskId, callId, commitmentId } = await committedTask()
    const asked = await decision(await appraisedFor(callId))
    const release = () => officer.run(releaseRest, { id: commitmentId, ...paper })
    const accept = () => leader.run(decideApplication, asked)
    const both: Promise<PromiseSettledResult<unknown>[]>[] = []
    // Both wait for the task, one behind the other, before either goes on.
    await system.db.transaction().execute(async (db) => {
      await sql`SELECT FROM science_task WHERE id = ${taskId} FOR UPDATE`.execute(db)
      for (const act of turnFirst ? [accept, release] : [release, accept]) {
        both.push(Promise.allSettled([act()]))
        await untilWaiting(both.length)
      }
    })
    const outcomes = (await Promise.all(both)).flat().map(({ status }) => status)
    expect(outcomes).toEqual(['fulfilled', turnFirst ? 'fulfilled' : 'rejected'])
    const { committed, drawn } = await held(taskId)
    expect({ committed, drawn }).toEqual(
      turnFirst ? { committed: 90_000_000n, drawn: 90_000_000n } : { committed: 0n, drawn: 0n },
    )
  }
  const { taskId, callId, commitmentId } = await committedTask()
  const turnId = await accepted(leader, await appraisedFor(callId), '2025-03-01')
  // past the commands: an entry that takes all of it back, and a turn that draws more than is committed
  const bare = system.db.transaction().execute(async (db) => {
    const { rows } = await sql<{ id: number }>`
      INSERT INTO ledger_entry (kind, line_id, year, source_id, commitment_id, amount, occurred_on, document_number)
      SELECT 'release', c.line_id, c.year, c.source_id, c.id, 150000000, '2025-03-20', 'SQL' FROM commitment c WHERE c.id = ${commitmentId}
      RETURNING id`.execute(db)
    await sql`
      INSERT INTO ledger_posting (entry_id, account_id, amount)
      SELECT ${rows[0]?.id}, a.id, CASE a.kind WHEN 'committed' THEN -150000000 ELSE 150000000 END
        FROM commitment c JOIN ledger_account a ON (a.line_id, a.year, a.source_id) = (c.line_id, c.year, c.source_id)
       WHERE c.id = ${commitmentId} AND (a.kind = 'available' OR (a.kind = 'committed' AND a.commitment_id = c.id))`.execute(
      db,
    )
  })
  await expect(bare).rejects.toMatchObject({ constraint: 'ledger_task_drawn' })
  await expect(
    system.db.updateTable('supportTurn').set({ taskMoney: 150_000_001n }).where('id', '=', turnId).execute(),
  ).rejects.toMatchObject({ constraint: 'turn_task_committed' })
  expect(await held(taskId)).toEqual({ committed: 150_000_000n, drawn: 90_000_000n })
})
