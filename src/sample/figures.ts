import {
  addIndicator,
  applyValueImport,
  checkValueImport,
  confirmImportedValues,
  confirmValue,
  enterValue,
} from '../indicators/index.ts'
import { draftReport, estimateYear, listReportKinds, restateReport, sealReport } from '../reports/index.ts'
import { enterSeries } from '../series/index.ts'
import { createStudy, publishStudy, returnStudy, reviewStudy, submitStudy } from '../studies/index.ts'
import type { Scenario } from './scenario.ts'

const firstFigure = 2010
/** Output of 2010 in tỷ đồng, yearly growth, persons in thousand, by sector. */
const economy = [
  { sector: 'agriculture', output: 9_000, growth: 0.035, persons: 420, hires: -0.015, invests: 0.16 },
  { sector: 'industry', output: 4_000, growth: 0.085, persons: 110, hires: 0.03, invests: 0.34 },
  { sector: 'services', output: 6_000, growth: 0.07, persons: 170, hires: 0.025, invests: 0.25 },
] as const

/** Shares of investment in 2010 by type of asset and their change a year; what is left is structures. */
const assets = [
  { part: 'machinery', share: 0.24, change: 0.004 },
  { part: 'transport', share: 0.09, change: 0.002 },
  { part: 'other_assets', share: 0.05, change: 0 },
]
/** Shares of workers in 2010 by qualification, their change a year, and monthly pay in nghìn đồng; what is left has none. */
const skills = [
  { part: 'primary', share: 0.03, change: 0.0015, pay: 2_600 },
  { part: 'intermediate', share: 0.025, change: 0.0008, pay: 2_900 },
  { part: 'college', share: 0.015, change: 0.001, pay: 3_200 },
  { part: 'university', share: 0.035, change: 0.0025, pay: 4_400 },
]
const untaught = 2_100

interface Cell {
  readonly measure: string
  readonly sector: string
  readonly year: number
  readonly value: number
}

/** Series of the territory, all of them rounded to tens or hundreds: nobody takes them for a yearbook's. */
function cellsOf(scenario: Scenario, year: number): Cell[] {
  const { dice } = scenario
  const t = year - firstFigure
  const tens = (value: number) => Math.round(value / 10) * 10
  const cells: Cell[] = []
  const sums = new Map<string, number>()
  const put = (measure: string, sector: string, value: number) => {
    cells.push({ measure, sector, year, value })
    sums.set(measure, (sums.get(measure) ?? 0) + value)
  }
  for (const { sector, output, growth, persons, hires, invests } of economy) {
    const constant = tens(output * (1 + growth) ** t * (1 + dice.whole(-15, 15) / 1000))
    const current = tens(constant * 1.04 ** t)
    put('grdp_constant', sector, constant)
    put('grdp_current', sector, current)
    put('investment_constant', sector, tens(constant * invests))
    put('investment_current', sector, tens(current * invests))
    put('capital_stock', sector, tens(output * 2.2 * (1 + growth + 0.02) ** t))
    put('employed', sector, Math.round(persons * (1 + hires) ** t))
  }
  const product = tens((sums.get('grdp_constant') ?? 0) * 0.05)
  put('grdp_constant', 'product_tax', product)
  put('grdp_current', 'product_tax', tens(product * 1.04 ** t))
  for (const [measure, value] of sums) cells.push({ measure, sector: 'total', year, value })
  const divide = (whole: string, round: (value: number) => number, parts: typeof assets, rest: string) => {
    const sum = sums.get(whole) ?? 0
    const given = parts.map(({ part, share, change }) => ({ part, value: round(sum * (share + change * t)) }))
    const left = given.reduce((value, one) => value - one.value, sum)
    for (const { part, value } of [{ part: rest, value: left }, ...given]) {
      cells.push({ measure: `${whole}_${part}`, sector: 'total', year, value })
    }
  }
  divide('investment_constant', tens, assets, 'structures')
  divide('investment_current', tens, assets, 'structures')
  divide('employed', Math.round, skills, 'unskilled')
  for (const { part, pay } of [{ part: 'unskilled', pay: untaught }, ...skills]) {
    cells.push({ measure: `pay_${part}`, sector: 'total', year, value: tens(pay * 1.065 ** t) })
  }
  for (const sector of ['total', ...economy.map((one) => one.sector)]) {
    cells.push({ measure: 'labour_share', sector, year, value: 0.55 + (t % 4) / 100 })
  }
  return cells
}

/** Series entered year by year as they would be published, then TFP studies in every state. */
export async function keepFigures(scenario: Scenario): Promise<void> {
  const { system, plan, story } = scenario
  const territory = await system.db
    .selectFrom('territory')
    .select('id')
    .where('key', '=', 'soc-trang')
    .executeTakeFirstOrThrow()
  const enter = (years: number[], status: string) => async () => {
    await story.run(scenario.as('statistics'), enterSeries, {
      territoryId: territory.id,
      cells: years.flatMap((year) => cellsOf(scenario, year)),
      status,
      source: 'Số liệu dựng cho dữ liệu mẫu, không phải niên giám',
    })
  }
  const to = (last: number) => Array.from({ length: last - firstFigure + 1 }, (_, at) => firstFigure + at)
  story.on(`${plan.firstYear}-03-04`, enter(to(plan.firstYear - 2), 'official'))
  story.on(`${plan.firstYear}-06-03`, enter([plan.firstYear - 1], 'preliminary'))
  story.on(`${plan.lastYear}-06-02`, enter([plan.firstYear], 'estimate'))
  story.on(`${plan.lastYear}-10-06`, () => study(scenario, territory.id))
  story.on(`${plan.lastYear}-11-04`, () => broadcasts(scenario))
}

/** An indicator that an agency enters: one year confirmed, one that waits. */
async function broadcasts(scenario: Scenario): Promise<void> {
  const { plan, story } = scenario
  const [statistics, coordinator] = [scenario.as('statistics'), scenario.as('coordinator')]
  const { key } = await story.run(coordinator, addIndicator, {
    name: 'Phóng sự về năng suất, chất lượng (mẫu)',
    nameEn: 'Broadcasts on productivity and quality (sample)',
    unit: 'phóng sự',
    unitEn: 'broadcasts',
    source: 'Chỉ số dựng cho dữ liệu mẫu',
    way: 'entered',
    measure: 'sum',
    agencyId: statistics.agencyId,
  })
  const fileId = await scenario.paper('Danh sách phóng sự')
  const enter = (year: number, value: number) =>
    story.run(statistics, enterValue, { key, year, value, fileId, note: 'Số mẫu' })
  const { id } = await enter(plan.firstYear, 6)
  await story.run(coordinator, confirmValue, { id })
  if (plan.lastYear > plan.firstYear) await enter(plan.lastYear, 5)
  await traceable(scenario)
}

/** An indicator whose values came as a table, confirmed by another person whole. */
async function traceable(scenario: Scenario): Promise<void> {
  const { plan, story } = scenario
  const [statistics, coordinator] = [scenario.as('statistics'), scenario.as('coordinator')]
  const name = 'Tỷ lệ sản phẩm chủ lực truy xuất được (mẫu)'
  await story.run(coordinator, addIndicator, {
    name,
    nameEn: 'Share of main products that can be traced (sample)',
    unit: '%',
    unitEn: '%',
    source: 'Chỉ số dựng cho dữ liệu mẫu',
    way: 'entered',
    measure: 'last',
    agencyId: statistics.agencyId,
  })
  const [before, first] = [plan.firstYear - 1, plan.firstYear]
  const { id } = await story.run(statistics, checkValueImport, {
    text: `Chỉ số;Đơn vị tính;${before};${first}\n${name};%;18;24,5`,
    evidenceId: await scenario.paper('Báo cáo truy xuất nguồn gốc'),
    paperNumber: '12/BC-CTK (mẫu)',
  })
  await story.run(statistics, applyValueImport, { id })
  await story.run(coordinator, confirmImportedValues, { id })
}

async function study(scenario: Scenario, territoryId: number): Promise<void> {
  const { plan, story } = scenario
  const create = (choices: object, title: string) =>
    story.run(scenario.as('statistics'), createStudy, {
      territoryId,
      ...choices,
      title: `${title} (số liệu mẫu)`,
    })
  const submit = (id: number) => story.run(scenario.as('statistics'), submitStudy, { id })
  const published = await create({ method: 'official' }, `TFP ${plan.province}`)
  await submit(published.id)
  story.on(`${plan.lastYear}-10-20`, async () => {
    const note = 'Đã đối chiếu số liệu và phương pháp (mẫu)'
    await story.run(scenario.as('coordinator'), reviewStudy, { id: published.id, note })
  })
  story.on(`${plan.lastYear}-11-03`, async () => {
    await story.run(scenario.as('leader'), publishStudy, { id: published.id })
  })
  const byParts = { method: 'tornqvist', capital: 'services', labour: 'quality' }
  const submitted = await create(byParts, `TFP ${plan.province}, theo loại tài sản và trình độ lao động`)
  await submit(submitted.id)
  const returned = await create({ method: 'regression' }, `TFP ${plan.province}, hồi quy`)
  await submit(returned.id)
  const reason = 'Chuỗi ngắn, xin nêu rõ khoảng tin cậy (mẫu)'
  await story.run(scenario.as('coordinator'), returnStudy, { id: returned.id, reason })
  await create({ method: 'official', sector: 'industry' }, 'TFP công nghiệp và xây dựng')
  await create({ method: 'tornqvist', sectors: 'main' }, `TFP ${plan.province}, theo khu vực`)
}

/** The report of each year but the last is sealed, the first one restated; the last is a draft. */
export function report(scenario: Scenario): void {
  const { plan, story } = scenario
  halfYear(scenario)
  otherKinds(scenario)
  for (let year = plan.firstYear; year <= plan.lastYear; year += 1) {
    story.on(`${year + 1}-01-08`, async () => {
      const { id } = await story.run(scenario.as('coordinator'), draftReport, { year })
      if (year === plan.lastYear) return
      const seal = (reportId: number, number: string) =>
        story.run(scenario.as('leader'), sealReport, {
          id: reportId,
          number,
          datedOn: story.today,
          signatory: 'Người ký (mẫu)',
        })
      story.on(`${year + 1}-01-15`, async () => {
        await seal(id, '12')
      })
      if (year !== plan.firstYear) return
      story.on(`${year + 1}-04-10`, async () => {
        const reason = 'Cập nhật kết quả của lượt hỗ trợ ghi nhận muộn (mẫu)'
        const again = await story.run(scenario.as('coordinator'), restateReport, { id, reason })
        await seal(again.id, '45')
      })
    })
  }
}

/** Of each kind that is about something else than a year: on the execution of the budget, on one enterprise, on one S&T task, the leader's brief; sealed. */
function otherKinds(scenario: Scenario): void {
  const { plan, story } = scenario
  const year = plan.lastYear
  story.on(`${year}-06-26`, async () => {
    const coordinator = scenario.as('coordinator')
    const { db } = scenario.system
    const { rows: kinds } = await story.run(coordinator, listReportKinds, { limit: 100 })
    const turn = await db
      .selectFrom('supportTurn')
      .select('enterpriseId')
      .where('planId', '=', plan.id)
      .orderBy('id')
      .executeTakeFirst()
    const task = await db
      .selectFrom('scienceTask')
      .select('id')
      .where('planId', '=', plan.id)
      .orderBy('id')
      .executeTakeFirst()
    const subjects = { programme: {}, enterprise: turn, task: task && { taskId: task.id } }
    const wanted = kinds.filter(
      ({ about, onePage, parts, endedOn }) =>
        endedOn === null && (about !== 'programme' || onePage || parts.includes('execution')),
    )
    for (const [place, kind] of wanted.entries()) {
      const subject = subjects[kind.about]
      if (subject === undefined) continue
      const { id } = await story.run(coordinator, draftReport, {
        ...{ year, kindId: kind.id, planId: plan.id, fromDay: `${year}-01-01`, toDay: `${year}-06-25` },
        ...subject,
      })
      await story.run(scenario.as('leader'), sealReport, {
        ...{ id, number: String(46 + place), datedOn: story.today, signatory: 'Người ký (mẫu)' },
      })
    }
  })
}

/** The report on the first half of the plan's last year, with what the whole year is expected to come to; closed, then sealed. */
function halfYear(scenario: Scenario): void {
  const { plan, story } = scenario
  const year = plan.lastYear
  story.on(`${year}-06-18`, async () => {
    const coordinator = scenario.as('coordinator')
    const { rows } = await story.run(coordinator, listReportKinds, { limit: 100 })
    const kindId = rows.find(({ period, endedOn }) => period === 'halfYear' && endedOn === null)?.id
    if (kindId === undefined) return
    const { id } = await story.run(coordinator, draftReport, { year, kindId, part: 1 })
    const target = await scenario.system.db
      .selectFrom('target as t')
      .innerJoin('indicator as i', 'i.id', 't.indicatorId')
      .select(['i.key', 't.minimum'])
      .where('t.planId', '=', plan.id)
      .where('t.lastYear', '>=', year)
      .where('t.firstYear', '<=', year)
      .orderBy('t.ord')
      .executeTakeFirst()
    if (target !== undefined)
      await story.run(coordinator, estimateYear, {
        id,
        target: target.key,
        value: Number(target.minimum ?? 1),
        basis: 'Theo kế hoạch các sự kiện còn lại của năm (mẫu)',
      })
    story.on(`${year}-06-24`, async () => {
      await story.run(scenario.as('leader'), sealReport, {
        id,
        number: '45',
        datedOn: story.today,
        signatory: 'Người ký (mẫu)',
      })
    })
  })
}
