import { answerRequest } from '../opinions/index.ts'
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
  for (const request of rounds[0]?.requests ?? [])
    await story.run(officer, answerRequest, {
      ...{ id: request.id, version: request.version, stance: 'agrees', number: 'Công văn mẫu' },
    })
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

async function versionOf(scenario: Scenario, id: number): Promise<number> {
  return (await scenario.story.run(scenario.as('coordinator'), showProposal, { id })).version
}
