import {
  appraiseApplication,
  checkApplication,
  decideApplication,
  fileApplication,
  showApplication,
} from '../applications/index.ts'
import { position } from '../budget/index.ts'
import { addCallContent, approveCall, createCall, sendCall, showCall } from '../calls/index.ts'
import { addDays } from '../platform/dates.ts'
import { commitTask, putTurn, setCommitter, showTask } from '../science-tasks/index.ts'
import type { Maker, Scenario } from './scenario.ts'
import { filesOnce } from './support.ts'
import { runTurn } from './turns.ts'

/* Enterprises that are supported under a task: its contract commits the money once, a call feeds it, what is accepted comes under it. */

const granted = [38_000_000n, 45_000_000n] as const
const inAll = granted.reduce((sum, amount) => sum + amount, 0n)

/** What the contract of the task that runs on commits. */
const runningOn = 24_000_000n

/** The year that a day's work counts for. */
const yearOn = ({ plan, story }: Scenario) => Math.min(Number(story.today.slice(0, 4)), plan.lastYear)

/** After the contract is signed: money by contract, a call, and a turn that stood alone comes under the task. */
export function feedTask(scenario: Scenario, id: number): void {
  const { story } = scenario
  story.on(addDays(story.today, 2), () => commit(scenario, id))
}

async function commit(scenario: Scenario, id: number): Promise<void> {
  const { plan, story, system, as } = scenario
  const officer = as('coordinator')
  const year = yearOn(scenario)
  const task = await story.run(officer, showTask, { id })
  const [survey, guidance] = task.contents
  const source = guidance?.money.find(({ amount }) => amount >= inAll)
  if (plan.supportLine === null || survey === undefined || guidance === undefined || source === undefined)
    return
  await story.run(officer, setCommitter, { id, content: survey.id, committedBy: 'decision' })
  const { remaining } = await position(system.db, {
    ...{ planId: plan.id, lineCode: plan.supportLine, year, sourceKey: plan.budgetSource },
  })
  if (remaining < inAll) return
  await story.run(officer, commitTask, {
    ...{ id, version: task.version + 1, sourceId: source.sourceId, year },
    ...{ amount: inAll, documentDate: story.today },
  })
  await openCall(scenario, { taskId: id, title: task.title, taskContentId: guidance.id, year })
  story.on(addDays(story.today, 40), () => putOne(scenario, id, survey.id))
}

/** The contract of a task that runs on commits what its first content costs; unpaid at the year's end, it is carried over. */
export function commitOnly(scenario: Scenario, id: number): void {
  const { plan, story, system, as } = scenario
  story.on(addDays(story.today, 2), async () => {
    const year = yearOn(scenario)
    const task = await story.run(as('coordinator'), showTask, { id })
    const sourceId = task.contents[0]?.money[0]?.sourceId
    if (plan.supportLine === null || sourceId === undefined) return
    const { remaining } = await position(system.db, {
      ...{ planId: plan.id, lineCode: plan.supportLine, year, sourceKey: plan.budgetSource },
    })
    if (remaining < runningOn) return
    await story.run(as('coordinator'), commitTask, {
      ...{ id, version: task.version, sourceId, year, amount: runningOn, documentDate: story.today },
    })
  })
}

/** The call of a task, approved by another person. */
async function openCall(
  scenario: Scenario,
  of: { taskId: number; title: string; taskContentId: number; year: number },
): Promise<void> {
  const { plan, story, system, as } = scenario
  const officer = as('coordinator')
  const content = await system.db
    .selectFrom('supportContent')
    .select(['id', 'key', 'name', 'standards'])
    .where('key', '=', 'quality-management')
    .executeTakeFirst()
  if (content === undefined) return
  const { id } = await story.run(officer, createCall, {
    ...{ planId: plan.id, year: of.year, title: `Chọn doanh nghiệp tham gia: ${of.title}` },
    ...{ opensOn: addDays(story.today, 7), closesOn: addDays(story.today, 9), taskId: of.taskId },
  })
  await story.run(officer, addCallContent, {
    ...{ id, contentId: content.id, places: granted.length, taskContentId: of.taskContentId },
  })
  const call = async () => (await story.run(officer, showCall, { id })).version
  await story.run(officer, sendCall, { id, version: await call() })
  await story.run(as('leader'), approveCall, {
    ...{ id, version: await call(), number: `${id}/TB-NV-MAU`, decidedOn: story.today },
  })
  story.on(addDays(story.today, 8), async () => {
    for (const amount of granted) {
      const maker = await freeMaker(scenario, content.id, of.year)
      if (maker !== undefined) await apply(scenario, maker, content, { callId: id, year: of.year, amount })
    }
  })
}

/** An enterprise that has asked for this content in no year. */
async function freeMaker(scenario: Scenario, contentId: number, year: number): Promise<Maker | undefined> {
  const asked = await scenario.system.db
    .selectFrom('application')
    .select('enterpriseId')
    .where('contentId', '=', contentId)
    .execute()
  const known = new Set(asked.map(({ enterpriseId }) => enterpriseId))
  return scenario.makers.find(
    ({ id, foundedOn }) =>
      !known.has(id) && foundedOn < scenario.story.today && filesOnce(scenario, id, contentId, year),
  )
}

async function apply(
  scenario: Scenario,
  maker: Maker,
  content: Parameters<typeof runTurn>[2],
  { callId, year, amount }: { callId: number; year: number; amount: bigint },
): Promise<void> {
  const { story, system, as } = scenario
  const officer = as('coordinator')
  const { id } = await story.run(officer, fileApplication, {
    ...{ enterpriseId: maker.id, contentId: content.id, year, callId, requested: amount },
    ...{ ownFunds: 20_000_000n, ownFundsSource: 'Vốn tự có (mẫu)' },
    lateReason: 'Nhận trong năm, nhập sau (mẫu)',
    description: `Tham gia nhiệm vụ: ${content.name} tại ${maker.name} (hồ sơ mẫu).`,
    fileId: await scenario.paper('Hồ sơ đề nghị hỗ trợ'),
  })
  const seen = () => story.run(officer, showApplication, { id })
  story.on(addDays(story.today, 5), async () => {
    const { version } = await seen()
    await story.run(officer, checkApplication, { id, version, outcome: 'checked' })
    await story.run(officer, appraiseApplication, {
      ...{ id, version: version + 1, amount, note: 'Đủ điều kiện tham gia nhiệm vụ (mẫu)' },
    })
  })
  story.on(addDays(story.today, 12), async () => {
    const { version, findings } = await seen()
    const eligible = findings.every(({ outcome }) => outcome !== 'failed')
    await story.run(as('leader'), decideApplication, {
      ...{ id, version, outcome: eligible ? 'accept' : 'refuse', decidedOn: story.today },
      ...{ reason: 'Theo kết quả chọn doanh nghiệp của nhiệm vụ (mẫu)', decisionNumber: `${id}/QĐ-NV-MAU` },
    })
    const turn = await system.db
      .selectFrom('supportTurn')
      .select('id')
      .where('applicationId', '=', id)
      .executeTakeFirst()
    if (turn !== undefined) runTurn(scenario, maker, content, turn.id, 'accepted')
  })
}

/** A turn that stood alone comes under the task; its decision has committed its money. */
async function putOne(scenario: Scenario, id: number, content: number): Promise<void> {
  const { plan, story, system, as } = scenario
  const turn = await system.db
    .selectFrom('supportTurn as t')
    .innerJoin('application as a', 'a.id', 't.applicationId')
    .select('t.id')
    .where('t.planId', '=', plan.id)
    .where('t.commitmentId', 'is not', null)
    .where('t.taskContentId', 'is', null)
    .where('t.state', '<>', 'cancelled')
    .where('a.appraisedAmount', '<=', 100_000_000n)
    .orderBy('t.id')
    .executeTakeFirst()
  if (turn !== undefined) await story.run(as('coordinator'), putTurn, { id, content, turnId: turn.id })
}
