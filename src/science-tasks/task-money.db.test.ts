import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { accepted, appraised } from '../applications/testing.ts'
import { allocate, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { endTask } from './ends.ts'
import { commitTask, putTurn, setCommitter, takeTurnOut } from './task-money.ts'
import { showTask } from './task-queries.ts'
import { provinceSource, runningTask } from './testing.ts'

const nscl = await testSystem()
const { system, as } = nscl
let officer: Someone
let leader: Someone
let sourceId: number

beforeAll(async () => {
  officer = await as('coordinator')
  leader = await as('leader')
  await allocate(system, 2025, 900_000_000n)
  sourceId = await provinceSource(nscl)
})

const shown = (id: number) => officer.run(showTask, { id })

const running = () => runningTask(nscl, officer, leader)

const turn = async () => {
  const id = await appraised(nscl, officer, await makeEnterprise(system))
  return accepted(leader, id, '2025-02-01')
}
const committed = async () => {
  const { rows } = await sql<{ sum: string }>`
    SELECT coalesce(sum(amount), 0) AS sum FROM ledger_entry WHERE kind = 'commitment'`.execute(system.db)
  return BigInt(rows[0]?.sum ?? 0)
}

test('a turn that stands today comes under a task without a second commitment, and leads from the task to its proof', async () => {
  const id = await running()
  const turnId = await turn()
  const before = await committed()
  const [first, second] = (await shown(id)).contents
  // its money is committed by its decision: a content that the contract commits takes it not
  expect((await problemOf(officer.run(putTurn, { id, content: first?.id, turnId }))).code).toBe(
    'scienceTasks.committedTwice',
  )
  await officer.run(setCommitter, { id, content: first?.id, committedBy: 'decision' })
  await officer.run(putTurn, { id, content: first?.id, turnId })
  expect((await shown(id)).turns).toMatchObject([{ turnId, contentId: first?.id, certificates: [] }])
  expect(await committed()).toBe(before)
  expect((await problemOf(officer.run(putTurn, { id, content: second?.id, turnId }))).fields).toMatchObject([
    { field: 'turnId' },
  ])
  // who commits does not change any more
  expect(
    (await problemOf(officer.run(setCommitter, { id, content: first?.id, committedBy: 'contract' }))).code,
  ).toBe('scienceTasks.committedAlready')
  // the contract commits what is left to it: the other content alone
  const commit = async (amount: string) =>
    officer.run(commitTask, {
      id,
      version: (await shown(id)).version,
      sourceId,
      year: 2025,
      amount,
      documentDate: '2025-02-03',
    })
  expect((await problemOf(commit('200.000.001'))).code).toBe('scienceTasks.committedMore')
  await commit('150 triệu')
  expect((await problemOf(commit('50.000.001'))).code).toBe('scienceTasks.committedMore')
  expect((await shown(id)).commitments).toMatchObject([{ amount: 150_000_000n, paid: 0n, year: 2025 }])
  await officer.run(takeTurnOut, { id, turnId })
  expect((await shown(id)).turns).toEqual([])
})

test('the database refuses a commitment twice, whoever writes SQL', async () => {
  const id = await running()
  const turnId = await turn()
  const [content] = (await shown(id)).contents
  await expect(
    system.db
      .updateTable('supportTurn')
      .set({ taskContentId: content?.id ?? 0 })
      .where('id', '=', turnId)
      .execute(),
  ).rejects.toMatchObject({ constraint: 'money_once' })
})

test('of two who commit at once, or of one who puts a turn while another changes who commits, one is refused', async () => {
  const id = await running()
  const { version } = await shown(id)
  const commit = { id, version, sourceId, year: 2025, amount: '300 triệu', documentDate: '2025-02-03' }
  const both = await Promise.allSettled([officer.run(commitTask, commit), officer.run(commitTask, commit)])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  const other = await running()
  const turnId = await turn()
  const [content] = (await shown(other)).contents
  await system.db
    .updateTable('scienceTaskContent')
    .set({ committedBy: 'decision' })
    .where('id', '=', content?.id ?? 0)
    .execute()
  // past the lock of the commands: the constraints alone
  const raced = await Promise.allSettled([
    system.db
      .updateTable('supportTurn')
      .set({ taskContentId: content?.id ?? 0 })
      .where('id', '=', turnId)
      .execute(),
    system.db
      .updateTable('scienceTaskContent')
      .set({ committedBy: 'contract' })
      .where('id', '=', content?.id ?? 0)
      .execute(),
  ])
  expect(raced.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('a task that ends early gives back what its contract committed and did not pay', async () => {
  const id = await running()
  await officer.run(commitTask, {
    ...{
      id,
      version: (await shown(id)).version,
      sourceId,
      year: 2025,
      amount: '100 triệu',
      documentDate: '2025-02-03',
    },
  })
  await leader.run(endTask, {
    ...{
      id,
      version: (await shown(id)).version,
      outcome: 'stopped',
      happenedOn: '2025-06-02',
      documentNumber: 'QĐ-9',
    },
    ...{ reason: 'Thiếu người', recovery: '0' },
  })
  expect((await shown(id)).commitments).toMatchObject([{ amount: 0n }])
})
