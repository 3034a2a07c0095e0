import { allocate } from '../budget/index.ts'
import { addInstrument } from '../legal/index.ts'
import { addNorm } from '../norms/index.ts'
import { activePlan } from '../plan/index.ts'
import { acceptDraft, readDraft } from '../plan-drafts/index.ts'
import { addDays, yearOf } from '../platform/dates.ts'
import { signed } from './neighbour.ts'
import type { Scenario } from './scenario.ts'
import { file } from './support.ts'
import { certified, type End } from './turns.ts'

/*
 * The year of today, where the plan of the story has ended: the province's next plan as it was signed, norms that hold from the first day of
 * the year, its money, and applications on their way to decisions and payments. What lies after today has not happened yet.
 */

/** How the applications of the year end: several are decided together, some are still on their way. */
const wanted: readonly End[] = [
  'accepted',
  'accepted',
  'refused',
  'accepted',
  'accepted',
  'appraised',
  'accepted',
  'waiting',
  'checked',
  'filed',
]

/** @param now the day of today, on which the story of the year ends */
export function runThisYear(scenario: Scenario, now: string): void {
  const { story, system } = scenario
  const year = yearOf(now)
  const begin = later(`${year}-01-04`, story.today)
  story.on(begin, async () => {
    await acceptNext(scenario, year)
    const plan = await activePlan({ db: system.db, planId: null })
    const going: Scenario = { ...scenario, plan }
    story.on(addDays(begin, 1), () => enterNorms(going, year))
    story.on(addDays(begin, 2), () => giveMoney(going, year))
    story.on(addDays(begin, 3), () => applyForSupport(going, year))
  })
}

const later = (one: string, other: string) => (one > other ? one : other)

/** The next plan of the province, by the name that it has today. */
async function acceptNext({ system, plan, story, as }: Scenario, year: number): Promise<void> {
  const place = await system.db
    .selectFrom('place as own')
    .leftJoin('placeSuccessor as into', 'into.placeKey', 'own.key')
    .leftJoin('place as whole', 'whole.key', 'into.successorKey')
    .select([({ fn }) => fn.coalesce('whole.name', 'own.name').as('name')])
    .where('own.level', '=', 'province')
    .where('own.province', '=', plan.province)
    .executeTakeFirst()
  const coordinator = as('coordinator')
  const { id } = await story.run(coordinator, readDraft, {
    text: signed({
      place: place?.name ?? `Tỉnh ${plan.province}`,
      years: [year, year + 4],
      number: '02/KH-UBND',
      issued: `03 tháng 01 năm ${year}`,
      support: 900,
    }),
    label: `Kế hoạch giai đoạn ${year} - ${year + 4} (mẫu)`,
  })
  const { version } = await system.db
    .selectFrom('planDraft')
    .select('version')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await story.run(coordinator, acceptDraft, { id, version, replacesPlanId: plan.id })
}

/** A made-up resolution in force from the first day of the year: a ceiling of the contract, and one of the enterprise in a year. */
async function enterNorms({ story, as }: Scenario, year: number): Promise<void> {
  const coordinator = as('coordinator')
  const { id: instrumentId } = await story.run(coordinator, addInstrument, {
    number: `01/${year}/NQ-HĐND (mẫu)`,
    title: `Nghị quyết mẫu về mức chi từ năm ${year} (dữ liệu mẫu)`,
    titleEn: `Made-up resolution on spending norms from ${year} (sample data)`,
    issuer: 'Hội đồng nhân dân (mẫu)',
  })
  const norm = { instrumentId, kind: 'fixed', whenOver: 'stopped', validFrom: `${year}-01-01` }
  await story.run(coordinator, addNorm, {
    ...norm,
    ...{ article: 'Điều 2', name: 'Hỗ trợ một hợp đồng (mẫu)', nameEn: 'Support of one contract (sample)' },
    ...{ ceiling: '100 triệu', ceilingUnit: 'contract' },
  })
  await story.run(coordinator, addNorm, {
    ...norm,
    ...{ article: 'Điều 3', name: 'Hỗ trợ một doanh nghiệp trong một năm (mẫu)' },
    ...{ nameEn: 'Support of one enterprise in one year (sample)' },
    ...{ ceiling: '150 triệu', ceilingUnit: 'enterprise_year' },
  })
}

/** What the plan sets down for the year is given to its lines. */
async function giveMoney({ system, plan, story, as, paper }: Scenario, year: number): Promise<void> {
  const lines = await system.db
    .selectFrom('budgetLine as l')
    .innerJoin('budgetLineYear as y', 'y.lineId', 'l.id')
    .select(['l.code', 'y.estimate'])
    .where('l.planId', '=', plan.id)
    .where('y.year', '=', year)
    .where('y.estimate', '>', 0n)
    .orderBy('l.ord')
    .execute()
  for (const { code, estimate } of lines)
    await story.run(as('finance'), allocate, {
      ...{ line: code, year, source: plan.budgetSource, amount: estimate },
      ...{ documentNumber: `${year}/QĐ-MAU-3`, documentDate: story.today },
      fileId: await paper('Quyết định giao dự toán'),
    })
}

/** The first enterprises of the register apply, one a day. */
async function applyForSupport(scenario: Scenario, year: number): Promise<void> {
  const { system, story, makers } = scenario
  const contents = await system.db
    .selectFrom('supportContent')
    .select(['id', 'key', 'name', 'standards'])
    .where('key', 'in', Object.keys(certified))
    .where('active', '=', true)
    .orderBy('ord')
    .execute()
  for (const [at, end] of wanted.entries()) {
    const [maker, content] = [makers[at], contents[at % contents.length]]
    if (maker === undefined || content === undefined) return
    story.on(addDays(story.today, at + 1), () => file(scenario, maker, content, year, end))
  }
}
