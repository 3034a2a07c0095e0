import { addDays } from '../platform/dates.ts'
import {
  addBeside,
  addIntegrations,
  addLine,
  approveYearlyPlan,
  createYearlyPlan,
  editLine,
  gatherLines,
  returnYearlyPlan,
  sendYearlyPlan,
} from '../yearly-plans/index.ts'
import { estimateByHand, estimateYear } from './estimates.ts'
import { integrate } from './outreach.ts'
import { opening, type Scenario } from './scenario.ts'

/** How the yearly plans of the sample end, from the first year on. */
const ends = ['approved', 'returned', 'sent', 'draft'] as const

/** Each year of the plan gets its yearly plan: needs and duties as lines, money of another programme, sent, returned, approved. */
export function planYears(scenario: Scenario): void {
  const { plan, story } = scenario
  for (let year = plan.firstYear; year <= plan.lastYear; year += 1) {
    const end = ends[(year - plan.firstYear) % ends.length] ?? 'draft'
    story.on(opening(scenario, year, '01-25'), () => planYear(scenario, year, end))
    if (end === 'returned') estimateByHand(scenario, year)
  }
}

async function planYear(scenario: Scenario, year: number, end: (typeof ends)[number]): Promise<void> {
  const { plan, story, system } = scenario
  const officer = scenario.as('coordinator')
  const { id } = await story.run(officer, createYearlyPlan, {
    ...{ planId: plan.id, year, title: `Kế hoạch năm ${year} (mẫu)` },
    note: 'Ưu tiên doanh nghiệp chế biến; mỗi công cụ có số đo trước và sau (mẫu).',
  })
  const needs = await system.db
    .selectFrom('need')
    .select('id')
    .where('planId', '=', plan.id)
    .where('state', 'in', ['new', 'taken'])
    .orderBy('id')
    .limit(6)
    .execute()
  const duties = await system.db
    .selectFrom('dutyItem')
    .select('id')
    .where('planId', '=', plan.id)
    .where('year', '=', year)
    .where('doneOn', 'is', null)
    .orderBy('id')
    .limit(2)
    .execute()
  const chosen = [...needs, ...duties]
  if (chosen.length > 0)
    await story.run(officer, gatherLines, {
      ...{ id, commitmentIds: [] },
      needIds: needs.map((need) => need.id),
      dutyItemIds: duties.map((duty) => duty.id),
    })
  const { sourceId, lineId } = await workshop(scenario, id)
  await story.run(officer, addBeside, {
    ...{ id, programme: 'Chương trình mỗi xã một sản phẩm (mẫu)', document: 'Kế hoạch mẫu của tỉnh' },
    ...{ purpose: 'Nhãn và truy xuất nguồn gốc cho sản phẩm cùng nhóm (mẫu)', amount: 150_000_000n },
  })
  await story.run(officer, addIntegrations, { id, integrationIds: [await integrate(scenario, year)] })
  if (end === 'draft') return
  story.on(addDays(story.today, 5), async () => {
    await story.run(officer, sendYearlyPlan, { id, version: await versionOf(scenario, id) })
    if (end === 'sent') return
    story.on(addDays(story.today, 4), async () => {
      await story.run(scenario.as('leader'), returnYearlyPlan, {
        ...{ id, version: await versionOf(scenario, id) },
        remarks: 'Giảm chi phí hội thảo, nêu rõ cơ quan thực hiện (mẫu).',
      })
      if (end === 'returned') return
      story.on(addDays(story.today, 3), () =>
        mendAndApprove(scenario, { id, planLine: lineId, sourceId, year }),
      )
    })
  })
}

/** The line that every yearly plan has. */
async function workshop({ story, system, as }: Scenario, id: number) {
  const { id: sourceId } = await system.db
    .selectFrom('fundingSource')
    .select('id')
    .orderBy('ord')
    .orderBy('id')
    .executeTakeFirstOrThrow()
  const { lineId } = await story.run(as('coordinator'), addLine, {
    id,
    ...hall,
    ...{ unitCost: 30_000_000n, sourceId },
  })
  return { sourceId, lineId }
}

const hall = { title: 'Hội thảo về công cụ cải tiến năng suất (mẫu)', quantity: 1, unit: 'cuộc' }

async function mendAndApprove(
  scenario: Scenario,
  { id, planLine, sourceId, year }: { id: number; planLine: number; sourceId: number; year: number },
): Promise<void> {
  const { story } = scenario
  const officer = scenario.as('coordinator')
  await story.run(officer, editLine, {
    ...{ id, planLine, version: await versionOf(scenario, id) },
    ...hall,
    ...{ unitCost: 25_000_000n, sourceId },
  })
  await story.run(officer, sendYearlyPlan, { id, version: await versionOf(scenario, id) })
  story.on(addDays(story.today, 4), async () => {
    await story.run(scenario.as('leader'), approveYearlyPlan, {
      ...{ id, version: await versionOf(scenario, id), number: `${id}/KH-UBND` },
      ...{ decidedOn: story.today, overNormAgreed: true },
    })
    story.on(addDays(story.today, 5), () => estimateYear(scenario, year))
  })
}

async function versionOf({ system }: Scenario, id: number): Promise<number> {
  const { version } = await system.db
    .selectFrom('yearlyPlan')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return version
}
