import { addNeed, openSurvey, settleNeed, takeUpNeed, withdrawNeed } from '../needs/index.ts'
import { addDays } from '../platform/dates.ts'
import { opening, type Scenario } from './scenario.ts'

/** What becomes of a need of the sample; every state comes up. */
const ends = ['supported', 'course', 'declined', 'taken', 'unanswered', 'new', 'withdrawn'] as const

const wished = [
  {
    kind: 'system',
    text: 'Áp dụng 5S, Kaizen tại phân xưởng để giảm thời gian tìm kiếm',
    amount: 45_000_000n,
  },
  { kind: 'certification', text: 'Chứng nhận ISO 22000 cho dây chuyền chế biến', amount: 120_000_000n },
  { kind: 'training', text: 'Tập huấn công cụ cải tiến năng suất cho tổ trưởng', quantity: 15 },
  { kind: 'traceability', text: 'Mã truy xuất nguồn gốc cho sản phẩm chính', amount: 60_000_000n },
  { kind: 'digital', text: 'Số hóa theo dõi sản xuất theo thời gian thực', amount: 200_000_000n },
  { kind: 'task', text: 'Hoàn thiện quy trình sấy tiết kiệm năng lượng', amount: 350_000_000n },
] as const

/** Each year the needs of the next are asked for, and most get their outcome. */
export function askForNeeds(scenario: Scenario): void {
  const { plan, story } = scenario
  for (let year = plan.firstYear; year <= plan.lastYear; year += 1) {
    const from = opening(scenario, year, '10-01')
    story.on(from, async () => {
      const agencies = [scenario.as('association').agencyId, scenario.as('agency').agencyId]
      const { id } = await story.run(scenario.as('coordinator'), openSurvey, {
        ...{ title: `Khảo sát nhu cầu năm ${year + 1} (mẫu)`, year: year + 1, planId: plan.id },
        note: 'Xin cho biết doanh nghiệp cần gì ở Chương trình trong năm tới (mẫu).',
        ...{ opensOn: from, closesOn: addDays(from, 45), kinds: wished.map(({ kind }) => kind) },
        ...{ enterprises: 'accounts', agencyIds: agencies.filter((agency) => agency !== null) },
      })
      for (let at = 0; at < Math.max(ends.length, Math.min(60, Math.round(scenario.count / 6))); at += 1)
        tellOfOne(scenario, id, at, year + 1)
    })
  }
}

/** One need of a survey and its way. */
function tellOfOne(scenario: Scenario, surveyId: number, at: number, year: number): void {
  const { story, makers } = scenario
  const wish = wished[at % wished.length] ?? wished[0]
  const end = ends[at % ends.length] ?? 'new'
  const maker = makers[(at * 5) % makers.length]
  story.on(addDays(story.today, 3 + (at % 30)), async () => {
    const giver = scenario.as(at % 4 === 3 ? 'association' : at % 4 === 1 ? 'enterprise' : 'coordinator')
    const office = giver.role === 'coordinator'
    const { id } = await story.run(giver, addNeed, {
      ...wish,
      ...{ text: `${wish.text} (mẫu ${at + 1})`, surveyId, year },
      enterpriseId: office ? maker?.id : undefined,
    })
    if (end === 'new') return
    story.on(addDays(story.today, 10), () => settle(scenario, id, end))
  })
}

async function settle(
  { story, system, as }: Scenario,
  id: number,
  end: Exclude<(typeof ends)[number], 'new'>,
): Promise<void> {
  const officer = as('coordinator')
  if (end === 'withdrawn') {
    await story.run(officer, withdrawNeed, { id, reason: 'Doanh nghiệp tự làm (mẫu)' })
    return
  }
  await story.run(officer, takeUpNeed, { id })
  if (end === 'taken') return
  const found = await system.db
    .selectFrom('need as n')
    .leftJoin('application as a', (join) =>
      join.onRef('a.enterpriseId', '=', 'n.enterpriseId').on('a.state', 'not in', ['withdrawn', 'refused']),
    )
    .select(['a.id as applicationId'])
    .where('n.id', '=', id)
    .orderBy('a.id', 'desc')
    .executeTakeFirst()
  const event = await system.db
    .selectFrom('trainingEvent')
    .select('id')
    .where('kind', '=', 'course')
    .where('retractedOn', 'is', null)
    .orderBy('id', 'desc')
    .executeTakeFirst()
  if (end === 'supported' && found?.applicationId != null)
    await story.run(officer, settleNeed, { id, outcome: 'supported', applicationId: found.applicationId })
  else if (end === 'course' && event !== undefined)
    await story.run(officer, settleNeed, { id, outcome: 'course', eventId: event.id })
  else
    await story.run(officer, settleNeed, {
      id,
      ...(end === 'unanswered'
        ? { outcome: 'unanswered', reason: 'Gọi hai lần không gặp (mẫu)' }
        : { outcome: 'declined', reason: 'Chương trình không chi cho thiết bị (mẫu)' }),
    })
}
