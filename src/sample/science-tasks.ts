import { addDays } from '../platform/dates.ts'
import {
  addTaskContent,
  addTaskPartner,
  changeTask,
  draftTaskDocument,
  endTask,
  proposeTask,
  showTask,
  takeStep,
} from '../science-tasks/index.ts'
import { opening, type Scenario } from './scenario.ts'
import { sit } from './task-councils.ts'
import { commitOnly, feedTask } from './task-turns.ts'

/** How a task of the sample goes: the part of the flow that it comes to, and what becomes of it there. */
const ways = [
  { title: 'Hỗ trợ doanh nghiệp áp dụng hệ thống quản lý (mẫu)', until: 'liquidation' },
  { title: 'Hỗ trợ chứng nhận sản phẩm hợp chuẩn, hợp quy (mẫu)', until: 'contract', how: 'longer' },
  { title: 'Nâng cao năng suất tại các cơ sở chế biến (mẫu)', until: 'contract', how: 'stopped' },
  { title: 'Áp dụng công cụ cải tiến năng suất (mẫu)', until: 'review', how: 'dropped' },
  { title: 'Truy xuất nguồn gốc sản phẩm (mẫu)', until: 'sifting' },
] as const
type Way = (typeof ways)[number]

/** Tasks by the flow that came with the program, from their proposals on: closed, running, ended early, not chosen, being prepared. */
export function runScienceTasks(scenario: Scenario): void {
  const { plan, story } = scenario
  for (const [at, way] of ways.entries())
    story.on(opening(scenario, plan.firstYear, `03-${String(at * 3 + 1).padStart(2, '0')}`), () =>
      propose(scenario, at, way),
    )
}

async function propose(scenario: Scenario, at: number, way: Way): Promise<void> {
  const { plan, story, system, as } = scenario
  const officer = as('coordinator')
  const kind = await system.db
    .selectFrom('taskKind')
    .select('id')
    .where('shipped', '=', true)
    .where('nature', '=', 'science')
    .where('validFrom', '<=', story.today)
    .where((or) => or.or([or('validTo', 'is', null), or('validTo', '>=', addDays(story.today, 200))]))
    .executeTakeFirst()
  if (kind === undefined) return
  const line = await system.db
    .selectFrom('budgetLine')
    .select('id')
    .where('planId', '=', plan.id)
    .where('code', '=', plan.supportLine ?? '')
    .executeTakeFirst()
  const need = await system.db
    .selectFrom('need')
    .select('id')
    .where('planId', '=', plan.id)
    .where('state', 'not in', ['declined', 'withdrawn'])
    .orderBy('id', 'desc')
    .executeTakeFirst()
  const { id } = await story.run(officer, proposeTask, {
    ...{
      title: way.title,
      planId: plan.id,
      lineId: line?.id,
      year: plan.firstYear,
      kindId: kind.id,
      way: 'selection',
      months: 12,
    },
    ...{ origin: at % 2 === 0 ? 'needs' : 'agency', originNote: 'Tổng hợp từ khảo sát (mẫu)' },
    needId: at % 2 === 0 ? need?.id : undefined,
    goal: 'Doanh nghiệp tham gia áp dụng được và duy trì kết quả (mẫu).',
    products: 'Báo cáo, hồ sơ áp dụng tại từng doanh nghiệp (mẫu).',
    ...{ hostName: `Trung tâm Kỹ thuật mẫu ${at + 1}`, leaderName: `Chủ nhiệm mẫu ${at + 1}` },
  })
  const sources = await system.db.selectFrom('fundingSource').select(['id', 'kind']).orderBy('ord').execute()
  const state = sources.find((one) => one.kind === 'budget')
  const own = sources.find((one) => one.kind === 'counterpart')
  if (state === undefined) return
  for (const [place, title] of [
    'Khảo sát, đánh giá hiện trạng',
    'Hướng dẫn áp dụng tại doanh nghiệp',
  ].entries())
    await story.run(officer, addTaskContent, {
      ...{ id, title: `${title} (mẫu)`, output: 'Biên bản, báo cáo tại từng doanh nghiệp (mẫu)' },
      paymentPapers: 'Biên bản nghiệm thu nội dung (mẫu)',
      money: [
        { sourceId: state.id, amount: String((place + 1) * 120_000_000) },
        ...(own === undefined ? [] : [{ sourceId: own.id, amount: String((place + 1) * 40_000_000) }]),
      ],
    })
  await story.run(officer, addTaskPartner, {
    id,
    name: 'Hội doanh nghiệp mẫu',
    shareOfWork: 'Giới thiệu hội viên (mẫu)',
  })
  advance(scenario, id, way, addDays(story.today, 2))
}

/** Takes the next step on a day, and the one after it some days later. */
function advance(scenario: Scenario, id: number, way: Way, day: string): void {
  const { story, as } = scenario
  story.on(day, async () => {
    const task = await story.run(as('coordinator'), showTask, { id })
    const step = task.steps.find(({ id: stepId, name }) => name === task.next && task.open.includes(stepId))
    if (step === undefined) return
    const here = step.part === way.until
    const passed = !(here && 'how' in way && way.how === 'dropped')
    await sit(scenario, id, step, passed)
    const reached = step.part === 'approval' ? as('leader') : as('coordinator')
    await story.run(reached, takeStep, {
      ...{ id, version: task.version, stepId: step.id, happenedOn: story.today, passed },
      ...{ actedBy: step.acts, documentNumber: `${id}-${step.place}/MAU` },
      note: passed ? undefined : 'Không đủ tính khả thi (mẫu)',
      papers: step.papers.map((paper) => paper.id),
      ...(step.part === 'approval' ? { approvedMoney: task.fromState } : {}),
      ...(step.part === 'contract' ? { endsOn: addDays(story.today, 365) } : {}),
      ...(step.part === 'acceptance' ? { grade: 'passed' } : {}),
    })
    await paperOf(scenario, id, step.part)
    if (step.part === 'contract' && way.until === 'liquidation') feedTask(scenario, id)
    if (step.part === 'contract' && 'how' in way && way.how === 'longer') commitOnly(scenario, id)
    if (!here) return advance(scenario, id, way, addDays(day, step.part === 'contract' ? 370 : 4))
    if ('how' in way && (way.how === 'longer' || way.how === 'stopped'))
      story.on(addDays(day, 150), () => settle(scenario, id, way.how))
  })
}

/** The document of a step, out of the template that the program ships. */
async function paperOf({ story, as }: Scenario, id: number, part: string): Promise<void> {
  const document = part === 'contract' || part === 'liquidation' ? part : undefined
  if (document === undefined) return
  const { version } = await story.run(as('coordinator'), showTask, { id })
  await story.run(as('coordinator'), draftTaskDocument, {
    ...{ id, version, document, signer: 'Người ký mẫu' },
    ...(document === 'contract' ? { give: true, issuedOn: story.today } : {}),
  })
}

async function settle(scenario: Scenario, id: number, how: 'longer' | 'stopped'): Promise<void> {
  const { story, as } = scenario
  const task = await story.run(as('coordinator'), showTask, { id })
  if (how === 'longer')
    await story.run(as('leader'), changeTask, {
      ...{ id, version: task.version, change: 'longer', askedOn: story.today, decidedOn: story.today },
      ...{ documentNumber: `${id}/QĐ-GH-MAU`, until: addDays(task.endsOn ?? story.today, 180) },
      reason: 'Doanh nghiệp cần thêm thời gian áp dụng (mẫu)',
    })
  else
    await story.run(as('leader'), endTask, {
      ...{ id, version: task.version, outcome: 'stopped', happenedOn: story.today },
      ...{ documentNumber: `${id}/QĐ-CD-MAU`, recovery: '50 triệu' },
      reason: 'Tổ chức chủ trì không còn đủ nhân lực (mẫu)',
    })
}
