import { beforeAll, expect, test } from 'vitest'
import { inviteOutsider } from '../accounts/index.ts'
import { listNotices } from '../notices/index.ts'
import { today } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import { storeUpload } from '../platform/files.ts'
import { actorOfAccount } from '../platform/session.ts'
import { planId } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { listWork } from '../work/index.ts'
import { fileStep } from './host-steps.ts'
import { takeStep } from './steps.ts'
import { proposeTask } from './task-commands.ts'
import { showTask } from './task-queries.ts'
import { concluded } from './testing.ts'

const house = await testSystem()
const { system, as } = house
let officer: Someone
let host: Someone
let stranger: Someone
let id: number

async function invited(recordId: number): Promise<Someone> {
  const admin = await as('coordinator', { admin: true })
  const { id: account } = await admin.run(inviteOutsider, {
    ...{ name: 'Người chủ trì', email: `chu-tri-${recordId}@example.vn`, role: 'task_host' },
    ...{ record: 'science-task', recordId, toDay: '2027-12-31' },
    reason: 'Chủ trì nhiệm vụ',
  })
  const read = await actorOfAccount(system.db, account, today(system.now()))
  if (read === null) throw new Error('no account')
  const actor = { ...read, mustChangePassword: false }
  return {
    actor,
    run: (operation, input, once) => execute(system, operation, actor, input, { via: 'page', once }),
  }
}

const shown = () => officer.run(showTask, { id })
async function nextStep() {
  const task = await shown()
  const step = task.steps.find(({ id: one, name }) => name === task.next && task.open.includes(one))
  if (step === undefined) throw new Error('Nothing comes next')
  return { task, step }
}

beforeAll(async () => {
  officer = await as('coordinator')
  const kind = await system.db
    .selectFrom('taskKind')
    .select('id')
    .where('key', '=', 'science-2022')
    .executeTakeFirstOrThrow()
  const made = await officer.run(proposeTask, {
    ...{ title: 'Nhiệm vụ của trung tâm', planId: await planId(system), year: 2025, kindId: kind.id },
    ...{ way: 'direct', months: 12, origin: 'office', goal: 'Mục tiêu', hostName: 'Trung tâm mẫu' },
    leaderName: 'Chủ nhiệm Trần B',
  })
  id = made.id
  host = await invited(id)
  const other = await officer.run(proposeTask, {
    ...{ title: 'Nhiệm vụ khác', planId: await planId(system), year: 2025, kindId: kind.id },
    ...{ way: 'direct', months: 12, origin: 'office', goal: 'Mục tiêu' },
  })
  stranger = await invited(other.id)
  for (;;) {
    const { task, step } = await nextStep()
    if (step.part === 'dossier') break
    await concluded(house, id, step, { on: '2025-02-03' })
    await officer.run(takeStep, {
      ...{ id, version: task.version, stepId: step.id, happenedOn: '2025-02-03', actedBy: 'x', passed: true },
      papers: step.papers.map((paper) => paper.id),
    })
  }
})

test('the host is told that his dossier is awaited, and finds it among his work', async () => {
  const notices = await host.run(listNotices, {})
  expect(notices.rows.map(({ kind }) => kind)).toContain('scienceTasks.toFile')
  const { rows } = await host.run(listWork, {})
  expect(rows.map(({ kind }) => kind)).toContain('scienceTasks.fileStep')
})

test('the host files it with its papers; a stranger does not, nor does the host enter what the office does', async () => {
  const { task, step } = await nextStep()
  const { id: fileId } = await storeUpload(system.db, system.files, {
    ...{ name: 'ho-so.pdf', bytes: new TextEncoder().encode('%PDF-1.4\n%%EOF\n') },
    ...{ uploadedBy: host.actor.userId, enterpriseId: null },
  })
  const filing = {
    id,
    version: task.version,
    stepId: step.id,
    fileId,
    papers: step.papers.map((one) => one.id),
  }
  const missing = await problemOf(host.run(fileStep, { ...filing, papers: [] }))
  expect(missing.fields).toMatchObject([{ field: 'papers' }])
  expect((await problemOf(stranger.run(fileStep, filing))).status).toBe(404)
  const other = task.steps.find(({ part }) => part === 'opening')
  const foreign = await problemOf(host.run(fileStep, { ...filing, stepId: other?.id ?? 0, papers: [] }))
  expect(['scienceTasks.notHosts', 'input.invalid']).toContain(foreign.code)
  await host.run(fileStep, filing)
  const { entries } = await shown()
  expect(entries.at(-1)).toMatchObject({ stepId: step.id, actedBy: 'Trung tâm mẫu', passed: true, fileId })
  expect((await problemOf(host.run(fileStep, filing))).status).toBe(409)
})
