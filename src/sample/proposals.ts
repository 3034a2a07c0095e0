import { addOpinion, answerRequest, settleOpinion, showRequest } from '../opinions/index.ts'
import { addDays } from '../platform/dates.ts'
import {
  addClause,
  askOpinions,
  createProposal,
  settleProposal,
  showProposal,
  submitProposal,
} from '../proposals/index.ts'
import { opening, type Scenario } from './scenario.ts'

/** A proposal of policy that was adopted in part, one on which opinions are asked for, and a draft. */
export function proposePolicy(scenario: Scenario): void {
  const { plan, story } = scenario
  story.on(opening(scenario, plan.firstYear, '08-05'), () =>
    proposeOne(scenario, 'Nâng mức hỗ trợ chứng nhận', 'partly'),
  )
  story.on(opening(scenario, plan.lastYear, '09-01'), () =>
    proposeOne(scenario, 'Bổ sung nội dung hỗ trợ', 'asked'),
  )
  story.on(opening(scenario, plan.lastYear, '09-20'), () => proposeOne(scenario, 'Rút gọn hồ sơ', 'draft'))
}

async function proposeOne(
  scenario: Scenario,
  name: string,
  end: 'partly' | 'asked' | 'draft',
): Promise<void> {
  const { plan, story, system, as } = scenario
  const officer = as('coordinator')
  const { id } = await story.run(officer, createProposal, {
    ...{ planId: plan.id, title: `${name} (DỮ LIỆU MẪU)`, rehearsal: '/rehearsals' },
    grounds: 'Thực tế thực hiện cho thấy cần điều chỉnh (mẫu).',
  })
  await story.run(officer, addClause, { id, label: 'Khoản 1 (mẫu)', text: 'Nội dung đề xuất mẫu.' })
  await story.run(officer, addClause, { id, label: 'Khoản 2 (mẫu)', text: 'Hiệu lực từ năm sau (mẫu).' })
  if (end === 'draft') return
  const agencies = await system.db
    .selectFrom('agency')
    .select('id')
    .where('kind', 'in', ['finance', 'home_affairs'])
    .where('validTo', 'is', null)
    .orderBy('id')
    .execute()
  await story.run(officer, askOpinions, {
    ...{ id, version: await versionOf(scenario, id), dueOn: addDays(story.today, 15) },
    agencyIds: agencies.map((agency) => agency.id),
  })
  if (end === 'asked') return
  story.on(addDays(story.today, 16), () => settleOne(scenario, id))
}

async function settleOne(scenario: Scenario, id: number): Promise<void> {
  const { story, as } = scenario
  const officer = as('coordinator')
  const { rounds } = await story.run(officer, showProposal, { id })
  for (const [at, request] of (rounds[0]?.requests ?? []).entries()) await answerOne(scenario, request.id, at)
  await story.run(officer, submitProposal, {
    ...{ id, version: await versionOf(scenario, id), submission: `${id}/TTr-MAU`, submittedOn: story.today },
  })
  story.on(addDays(story.today, 20), async () => {
    await story.run(as('leader'), settleProposal, {
      ...{ id, version: await versionOf(scenario, id), outcome: 'partly', number: `${id}/QĐ-MAU` },
      ...{ settledOn: story.today, reason: 'Chấp thuận khoản 1 (mẫu).' },
    })
  })
}

/** The first agency asks for a change, which is taken up in part; the others agree. */
async function answerOne({ story, as }: Scenario, requestId: number, at: number): Promise<void> {
  const officer = as('coordinator')
  const { clauses } = await story.run(officer, showRequest, { id: requestId })
  if (at === 0)
    await story.run(officer, addOpinion, {
      ...{ id: requestId, clauseId: clauses[0]?.id, text: 'Đề nghị ghi rõ nguồn kinh phí (mẫu).' },
    })
  const { version } = await story.run(officer, showRequest, { id: requestId })
  await story.run(officer, answerRequest, {
    ...{ id: requestId, version, number: 'Công văn mẫu' },
    stance: at === 0 ? ('with_changes' as const) : ('agrees' as const),
  })
  for (const one of (await story.run(officer, showRequest, { id: requestId })).opinions)
    await story.run(officer, settleOpinion, {
      ...{ id: requestId, opinion: one.id, version: one.version, outcome: 'partly' },
      reason: 'Đã ghi nguồn kinh phí; mức cụ thể theo dự toán từng năm (mẫu).',
    })
}

async function versionOf(scenario: Scenario, id: number): Promise<number> {
  return (await scenario.story.run(scenario.as('coordinator'), showProposal, { id })).version
}
