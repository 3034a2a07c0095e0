import { addDays } from '../platform/dates.ts'
import {
  addSupport,
  assess,
  checkEntry,
  enter,
  openRound,
  recordOpinion,
  recordOutcome,
  sendEntry,
  showEntry,
  submitEntry,
  withdrawEntry,
} from '../quality-award/index.ts'
import { opening, type Scenario } from './scenario.ts'

/** How far an entry of the sample goes. */
const ways = [
  'silver',
  'gold',
  'none',
  'sent',
  'checked',
  'returned',
  'submitted',
  'draft',
  'withdrawn',
] as const
type Way = (typeof ways)[number]

/** The round of the last year: entries in each state on the way, two of them with an award. */
export function enterForAward(scenario: Scenario): void {
  const { plan, story } = scenario
  story.on(opening(scenario, plan.lastYear, '06-05'), () => round(scenario))
}

async function round(scenario: Scenario): Promise<void> {
  const { plan, story, system, as, makers } = scenario
  const line = await system.db
    .selectFrom('budgetLine')
    .select('id')
    .where('planId', '=', plan.id)
    .where('code', '=', 'I.4')
    .executeTakeFirst()
  const { id } = await story.run(as('coordinator'), openRound, {
    ...{ planId: plan.id, year: plan.lastYear, documentNumber: `${plan.lastYear}/KH-MAU`, lineId: line?.id },
    ...{ opensOn: story.today, closesOn: addDays(story.today, 90) },
    fileId: await scenario.paper('Kế hoạch triển khai giải thưởng'),
  })
  const old = makers.filter(
    ({ foundedOn, products }) => foundedOn < `${plan.lastYear - 4}` && products.size > 0,
  )
  for (const [at, way] of ways.entries()) {
    const maker = old[at]
    if (maker !== undefined) story.on(addDays(story.today, at + 1), () => entry(scenario, id, maker, way))
  }
}

async function entry(
  scenario: Scenario,
  roundId: number,
  maker: Scenario['makers'][number],
  way: Way,
): Promise<void> {
  const { story, as, system } = scenario
  const officer = as('coordinator')
  const rule = await system.db
    .selectFrom('awardRound as r')
    .innerJoin('awardRule as y', 'y.id', 'r.ruleId')
    .select(['y.entrant', 'y.opinionBy'])
    .where('r.id', '=', roundId)
    .executeTakeFirstOrThrow()
  const { id, version } = await story.run(officer, enter, {
    ...{ roundId, enterpriseId: maker.id, operatingSince: maker.foundedOn },
    ...(rule.entrant === 'product' ? { productId: [...maker.products.values()][0] } : {}),
    ...{ sector: maker.trade.industry, marketedSince: addDays(story.today, -800) },
    introduction: 'Sản phẩm chủ lực của đơn vị, DỮ LIỆU MẪU.',
  })
  if (way === 'draft') return
  if (way === 'withdrawn') {
    await story.run(officer, withdrawEntry, { id, version, reason: 'Chưa chuẩn bị kịp (mẫu)' })
    return
  }
  const { criteria } = await story.run(officer, showEntry, { id })
  let at = version
  for (const { id: criterionId, points } of criteria) {
    const given = points === null ? {} : { points: Math.round(points * 0.7) }
    const said = { words: 'Đã áp dụng hệ thống quản lý và cải tiến hằng năm (mẫu).', ...given }
    at = (await story.run(officer, assess, { id, version: at, criterionId, ...said })).version
  }
  at = (
    await story.run(officer, addSupport, {
      ...{ id, version: at, givenOn: story.today },
      content: 'Hướng dẫn lập hồ sơ theo tiêu chí của giải (mẫu).',
    })
  ).version
  at = (await story.run(officer, submitEntry, { id, version: at, declares: true })).version
  if (way === 'submitted') return
  const outcome = way === 'returned' ? 'returned' : 'checked'
  at = (
    await story.run(officer, checkEntry, {
      ...{ id, version: at, outcome },
      ...(way === 'returned' ? { missing: 'Thiếu chứng cứ về kết quả hoạt động (mẫu).' } : {}),
    })
  ).version
  if (way === 'returned' || way === 'checked') return
  story.on(addDays(story.today, 20), () => toMinistry(scenario, id, at, way, rule.opinionBy))
}

async function toMinistry(
  scenario: Scenario,
  id: number,
  version: number,
  way: Way,
  by: 'local_council' | 'peoples_committee',
): Promise<void> {
  const { story, as } = scenario
  const opine = async (at: number) =>
    (
      await story.run(as('leader'), recordOpinion, {
        ...{ id, version: at, agrees: true, opinionNumber: `${id}/UBND-MAU`, opinionOn: story.today },
        opinionFileId: await scenario.paper('Ý kiến về hồ sơ dự giải'),
      })
    ).version
  const send = async (at: number) =>
    (
      await story.run(as('coordinator'), sendEntry, {
        ...{ id, version: at, sentNumber: `${id}/SKHCN-MAU`, sentOn: story.today },
        sentFileId: await scenario.paper('Văn bản gửi hồ sơ dự giải'),
      })
    ).version
  const first = by === 'local_council' ? await send(await opine(version)) : await send(version)
  if (way === 'sent') return
  story.on(addDays(story.today, 60), async () => {
    const at = by === 'local_council' ? first : await opine(first)
    const score = { gold: 850, silver: 700 }[way as string]
    await story.run(as('leader'), recordOutcome, {
      ...{ id, version: at, prize: way, decisionNumber: `${id}/QĐ-BKHCN-MAU`, decidedOn: story.today },
      ...(score === undefined ? {} : { score }),
      decisionFileId: await scenario.paper('Quyết định kết quả xét giải'),
    })
  })
}
