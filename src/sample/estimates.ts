import {
  agreeEstimate,
  appraiseEstimate,
  createEstimate,
  estimateCuts,
  gatherEstimate,
  returnEstimate,
  saveEstimateGrid,
  sendEstimate,
  settleCut,
  submitEstimate,
} from '../estimates/index.ts'
import { addDays } from '../platform/dates.ts'
import { opening, type Scenario } from './scenario.ts'

/** The estimate of a year out of its approved plan: drawn up, returned once by the finance office, agreed. */
export async function estimateYear(scenario: Scenario, year: number): Promise<void> {
  const { plan, story, system } = scenario
  const officer = scenario.as('coordinator')
  const finance = scenario.as('finance')
  const { id } = await story.run(officer, createEstimate, {
    ...{ planId: plan.id, year, title: `Dự toán năm ${year} (mẫu)` },
    note: 'Lập từ kế hoạch năm đã phê duyệt; đơn giá theo báo giá mẫu.',
  })
  const lines = await system.db
    .selectFrom('yearlyPlanLine as l')
    .innerJoin('yearlyPlan as y', 'y.id', 'l.yearlyPlanId')
    .select('l.id')
    .where('y.planId', '=', plan.id)
    .where('y.year', '=', year)
    .orderBy('l.id')
    .execute()
  await story.run(officer, gatherEstimate, {
    ...{ id, commitmentIds: [], dutyItemIds: [] },
    planLineIds: lines.map((line) => line.id),
  })
  await complete(scenario, id, year, { share: 100n, more: [paper] })
  await story.run(officer, sendEstimate, { id, version: await versionOf(scenario, id) })
  story.on(addDays(story.today, 3), async () => {
    await story.run(finance, returnEstimate, {
      ...{ id, version: await versionOf(scenario, id) },
      remarks: 'Nêu cách tính đơn giá của các nhiệm vụ, giảm mức chi chưa có báo giá (mẫu).',
    })
    story.on(addDays(story.today, 3), async () => {
      await complete(scenario, id, year, { share: 95n, more: [] })
      await story.run(officer, sendEstimate, { id, version: await versionOf(scenario, id) })
      story.on(addDays(story.today, 3), async () => {
        await appraise(scenario, id)
        await story.run(finance, agreeEstimate, {
          ...{ id, version: await versionOf(scenario, id), overNormAgreed: true },
          remarks: 'Thống nhất theo dự toán đã giải trình (mẫu).',
        })
        story.on(addDays(story.today, 2), () => settleAndSubmit(scenario, id))
      })
    })
  })
}

/** An estimate that is typed by hand and waits at the finance office. */
export function estimateByHand(scenario: Scenario, year: number): void {
  const { plan, story } = scenario
  story.on(opening(scenario, year, '03-05'), async () => {
    const officer = scenario.as('coordinator')
    const { id, version } = await story.run(officer, createEstimate, {
      ...{ planId: plan.id, year, title: `Dự toán năm ${year} (mẫu)` },
    })
    const line = await leafOf(scenario, year)
    await story.run(officer, saveEstimateGrid, {
      ...{ id, version },
      lines: [
        {
          ...{ title: 'Hội thảo về tiêu chuẩn, quy chuẩn (mẫu)', line, unit: 'cuộc' },
          ...{ quantity: 2, unitCost: 15_000_000n },
        },
        {
          ...{ title: 'In tài liệu tập huấn (mẫu)', line, unit: 'bộ' },
          ...{ quantity: 100, unitCost: 80_000n },
        },
      ],
    })
    await story.run(officer, sendEstimate, { id, version: await versionOf(scenario, id) })
  })
}

/** The code of the first budget line that money stands on in the year. */
async function leafOf({ system, plan }: Scenario, year: number): Promise<string> {
  const row = await system.db
    .selectFrom('budgetLine as l')
    .innerJoin('budgetLineYear as y', 'y.lineId', 'l.id')
    .select('l.code')
    .where('l.planId', '=', plan.id)
    .where('y.year', '=', year)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('budgetLine as below').select('below.id').whereRef('below.parentId', '=', 'l.id')),
      ),
    )
    .orderBy('l.ord')
    .limit(1)
    .executeTakeFirstOrThrow()
  return row.code
}

/** What the plan of the year did not think of. */
const paper = { title: 'Văn phòng phẩm cho các lớp (mẫu)', quantity: 1, unit: 'đợt', unitCost: 2_000_000n }

/** Gives each line the budget line and the cost that it lacks, takes so many percent of every cost, and adds more lines. */
async function complete(
  scenario: Scenario,
  id: number,
  year: number,
  { share, more }: { readonly share: bigint; readonly more: readonly (typeof paper)[] },
): Promise<void> {
  const { story, system } = scenario
  const stored = await system.db
    .selectFrom('estimateLine as e')
    .leftJoin('budgetLine as l', 'l.id', 'e.lineId')
    .innerJoin('fundingSource as s', 's.id', 'e.sourceId')
    .leftJoin('norm as n', 'n.id', 'e.normId')
    .select(['e.id', 'e.title', 'l.code', 's.key as source', 'e.quantity', 'e.unit', 'e.unitCost'])
    .select(['e.counterpart', 'n.name as norm', 'e.overNormReason'])
    .where('e.estimateId', '=', id)
    .orderBy('e.id')
    .execute()
  const leaf = await leafOf(scenario, year)
  const lines = stored.map(({ code, unitCost, norm, overNormReason, counterpart, ...line }) => ({
    ...line,
    line: code ?? leaf,
    unitCost: ((unitCost === 0n ? 5_000_000n : unitCost) * share) / 100n,
    norm: norm ?? undefined,
    overNormReason: overNormReason ?? undefined,
    counterpart: counterpart ?? undefined,
  }))
  await story.run(scenario.as('coordinator'), saveEstimateGrid, {
    ...{ id, version: await versionOf(scenario, id) },
    lines: [...lines, ...more.map((line) => ({ ...line, line: leaf }))],
  })
}

async function versionOf({ system }: Scenario, id: number): Promise<number> {
  const { version } = await system.db
    .selectFrom('estimate')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return version
}

/** The finance office takes a fifth off the last line of an estimate, with its reason. */
async function appraise(scenario: Scenario, id: number): Promise<void> {
  const { story, system } = scenario
  const line = await system.db
    .selectFrom('estimateLine')
    .select(['id', 'amount'])
    .where('estimateId', '=', id)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  await story.run(scenario.as('finance'), appraiseEstimate, {
    ...{ id, version: await versionOf(scenario, id) },
    lines: [
      { id: line.id, amount: (line.amount * 4n) / 5n, comment: 'Theo khả năng cân đối ngân sách (mẫu).' },
    ],
  })
}

/** What was cut is done for less; then the estimate is submitted. */
async function settleAndSubmit(scenario: Scenario, id: number): Promise<void> {
  const { story } = scenario
  const officer = scenario.as('coordinator')
  const { rows } = await story.run(officer, estimateCuts, { id })
  for (const row of rows)
    await story.run(officer, settleCut, {
      ...{ id, estimateLine: row.id, version: await versionOf(scenario, id), outcome: 'whole' },
      ...{ reason: 'Mua theo báo giá thấp hơn (mẫu).', needIds: [] },
    })
  await story.run(officer, submitEstimate, {
    ...{ id, version: await versionOf(scenario, id), number: `${id}/TTr-MAU`, submittedOn: story.today },
  })
}
