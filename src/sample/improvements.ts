import {
  addValue,
  assignEvaluator,
  chooseMeasure,
  evaluateProject,
  finishProject,
  recordProject,
  startProject,
  stopProject,
} from '../improvements/index.ts'
import { addDays } from '../platform/dates.ts'
import { opening, type Scenario } from './scenario.ts'

/** How a project of the sample goes, with what its measures were and became. */
const ways = [
  {
    title: 'Giảm thời gian chờ giữa các công đoạn (mẫu)',
    until: 'evaluated',
    cycle: [12, 9],
    defects: [4.5, 2.1],
  },
  {
    title: 'Giảm sản phẩm lỗi ở khâu đóng gói (mẫu)',
    until: 'evaluated',
    cycle: [20, 19],
    defects: [3, 3.4],
  },
  { title: 'Bố trí lại mặt bằng xưởng (mẫu)', until: 'evaluated', cycle: [30, 24], defects: [2.4, 2] },
  { title: 'Cân bằng chuyền may (mẫu)', until: 'finished', cycle: [15, 12], defects: [5, 4] },
  { title: 'Bảo trì năng suất tổng thể (mẫu)', until: 'running', cycle: [18, 18], defects: [6, 6] },
  { title: 'Áp dụng 5S tại kho (mẫu)', until: 'planned', cycle: [10, 10], defects: [1, 1] },
  { title: 'Tự động hóa khâu cân (mẫu)', until: 'stopped', cycle: [25, 25], defects: [3, 3] },
] as const
type Way = (typeof ways)[number]

/** In the last year enterprises carry out improvement projects: evaluated, waiting for it, running, prepared, stopped. */
export function improveAtEnterprises(scenario: Scenario): void {
  const { plan, story } = scenario
  for (const [at, way] of ways.entries())
    story.on(opening(scenario, plan.lastYear, `04-${String(at + 3).padStart(2, '0')}`), () =>
      begin(scenario, at, way),
    )
}

async function begin(scenario: Scenario, at: number, way: Way): Promise<void> {
  const { story, as, paper, makers, system } = scenario
  const officer = as('coordinator')
  const enterpriseId = at === 0 ? as('enterprise').enterpriseId : makers[at % makers.length]?.id
  if (enterpriseId == null) return
  const fileId = await paper('Biên bản đo chỉ số')
  // the content that an entry of the guide is of, so that the enterprise can be asked for an example
  const entry = await system.db
    .selectFrom('guideEntry')
    .select('contentId')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  let project = await story.run(officer, recordProject, {
    ...{ enterpriseId, title: way.title, contentId: entry?.contentId },
    ...{ problem: 'Sản phẩm dở dang ứ đọng giữa hai công đoạn (mẫu).', method: 'Cân bằng chuyền, 5S (mẫu).' },
    ...{ startsOn: addDays(story.today, 2), endsOn: addDays(story.today, 90) },
  })
  const measures = await system.db
    .selectFrom('improvementMeasure')
    .select(['id', 'key'])
    .where('key', 'in', ['cycle_time', 'defects'])
    .orderBy('id')
    .execute()
  for (const { id: measureId, key } of measures) {
    const [before] = key === 'cycle_time' ? way.cycle : way.defects
    project = await story.run(officer, chooseMeasure, { ...project, measureId, target: before * 0.8 })
  }
  const choices = await system.db
    .selectFrom('improvementChoice as c')
    .innerJoin('improvementMeasure as m', 'm.id', 'c.measureId')
    .select(['c.id', 'm.key'])
    .where('c.projectId', '=', project.id)
    .execute()
  const measured = async (phase: 'before' | 'during' | 'after') => {
    for (const { id: choiceId, key } of choices) {
      const [before, after] = key === 'cycle_time' ? way.cycle : way.defects
      const value = { before, during: (before + after) / 2, after }[phase]
      project = await story.run(officer, addValue, {
        ...{ ...project, choiceId, phase, value, measuredOn: story.today, fileId },
        how: 'Đo 30 sản phẩm liên tiếp (mẫu)',
      })
    }
  }
  await measured('before')
  if (way.until === 'planned') return
  story.on(addDays(story.today, 3), async () => {
    project = await story.run(officer, startProject, { ...project, startedOn: story.today })
  })
  story.on(addDays(story.today, 45), async () => {
    await measured('during')
    if (way.until === 'stopped')
      await story.run(officer, stopProject, { ...project, reason: 'Doanh nghiệp đổi dây chuyền (mẫu)' })
  })
  if (way.until === 'stopped' || way.until === 'running') return
  story.on(addDays(story.today, 80), async () => {
    await measured('after')
    project = await story.run(officer, finishProject, { ...project, finishedOn: story.today })
    if (way.until === 'evaluated') await evaluate(scenario, project, way)
  })
}

/** A lecturer of the register evaluates it; the leader, who entered no values, enters that. */
async function evaluate(
  { story, as, paper, system }: Scenario,
  project: { readonly id: number; readonly version: number },
  way: Way,
): Promise<void> {
  const expert = await system.db
    .selectFrom('person')
    .select('id')
    .where('role', '=', 'lecturer')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (expert === undefined) return
  const assigned = await story.run(as('coordinator'), assignEvaluator, { ...project, personId: expert.id })
  const better = way.defects[1] < way.defects[0]
  await story.run(as('leader'), evaluateProject, {
    ...{ ...assigned, verdict: better ? 'effective' : 'partly', evaluatedOn: story.today },
    conclusion: better ? 'Cả hai chỉ số tốt lên (mẫu).' : 'Thời gian chu kỳ giảm, tỷ lệ lỗi chưa giảm (mẫu).',
    keep: 'Bảng theo dõi theo ca, họp ngắn đầu ca (mẫu).',
    fileId: await paper('Phiếu đánh giá dự án'),
  })
}
