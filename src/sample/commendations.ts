import {
  addPaper,
  checkNomination,
  createCall,
  createList,
  decideList,
  forwardList,
  issueCertificates,
  nominate,
  openCall,
  showNomination,
  submitList,
  submitNomination,
} from '../commendations/index.ts'
import { addDays } from '../platform/dates.ts'
import { opening, type Scenario } from './scenario.ts'

/** Two calls for nominations: one whose list is decided with certificates, one with nominations in each state on the way. */
export function commend(scenario: Scenario): void {
  const { plan, story } = scenario
  story.on(opening(scenario, plan.lastYear, '09-08'), () => decided(scenario))
  story.on(opening(scenario, plan.lastYear, '11-03'), () => running(scenario))
}

/** @returns null where no form of commendation holds: the plan is older than the rows that came with the program */
async function call(scenario: Scenario, which: string): Promise<number | null> {
  const { plan, story, system, as } = scenario
  const officer = as('coordinator')
  const form = await system.db
    .selectFrom('commendationForm')
    .select('id')
    .where('validFrom', '<=', story.today)
    .orderBy('id')
    .executeTakeFirst()
  if (form === undefined) return null
  const line = await system.db
    .selectFrom('budgetLine')
    .select('id')
    .where('planId', '=', plan.id)
    .where('code', '=', 'I.4')
    .executeTakeFirst()
  const { id, version } = await story.run(officer, createCall, {
    ...{ planId: plan.id, formId: form.id, lineId: line?.id },
    title: `Khen thưởng thành tích năng suất chất lượng, ${which} (DỮ LIỆU MẪU)`,
    contents: 'Thành tích nâng cao năng suất chất lượng (mẫu).',
    ...{ forGroups: true, forPersons: true, byAgencies: true, byAssociations: true, byEnterprises: true },
    ...{ opensOn: story.today, closesOn: addDays(story.today, 30) },
  })
  await story.run(officer, openCall, { id, version })
  return id
}

type End = 'draft' | 'submitted' | 'returned' | 'complete'

async function nomination(
  scenario: Scenario,
  callId: number,
  named: string | null,
  end: End,
): Promise<number> {
  const { story, as, makers } = scenario
  const officer = as('coordinator')
  const maker = makers[0]
  const input =
    named === null
      ? { kind: 'group', name: `Tổ sản xuất của ${maker?.name ?? 'doanh nghiệp mẫu'}` }
      : { kind: 'person', name: named, post: 'Kỹ sư', workplace: 'Doanh nghiệp mẫu', consents: true }
  const { id, version } = await story.run(officer, nominate, {
    ...{ callId, ...input },
    achievement: 'Sáng kiến cải tiến giảm lỗi sản phẩm (mẫu).',
  })
  if (end === 'draft') return id
  const { rules } = await story.run(officer, showNomination, { id })
  let at = version
  for (const rule of rules.filter(({ broughtBy }) => broughtBy === 'nominator')) {
    const fileId = await scenario.paper('Báo cáo thành tích')
    at = (await story.run(officer, addPaper, { id, version: at, ruleId: rule.id, fileId })).version
  }
  at = (await story.run(officer, submitNomination, { id, version: at })).version
  if (end === 'submitted') return id
  const met = rules.filter(({ part }) => part === 'criterion').map((rule) => rule.id)
  await story.run(officer, checkNomination, {
    ...{ id, version: at, outcome: end, met },
    ...(end === 'returned' ? { missing: 'Báo cáo chưa có xác nhận (mẫu).' } : {}),
  })
  return id
}

async function decided(scenario: Scenario): Promise<void> {
  const { story, as } = scenario
  const officer = as('coordinator')
  const callId = await call(scenario, 'đợt 1')
  if (callId === null) return
  const nominations = [
    await nomination(scenario, callId, null, 'complete'),
    await nomination(scenario, callId, 'Nguyễn Văn Mẫu', 'complete'),
  ]
  const list = await story.run(officer, createList, {
    callId,
    title: 'Danh sách khen thưởng (mẫu)',
    nominations,
  })
  const sent = await story.run(officer, submitList, {
    ...{ id: list.id, version: list.version, submission: `${list.id}/TTr-MAU`, submittedOn: story.today },
  })
  story.on(addDays(story.today, 10), async () => {
    const forwarded = await story.run(as('home_affairs'), forwardList, {
      ...{
        id: list.id,
        version: sent.version,
        forwardNumber: `${list.id}/TTr-SNV-MAU`,
        forwardedOn: story.today,
      },
    })
    await story.run(as('leader'), decideList, {
      ...{ id: list.id, version: forwarded.version, commended: nominations, decidedOn: story.today },
      ...{
        decisionNumber: `${list.id}/QĐ-MAU`,
        decisionFileId: await scenario.paper('Quyết định khen thưởng'),
      },
    })
    await story.run(officer, issueCertificates, { id: list.id })
  })
}

async function running(scenario: Scenario): Promise<void> {
  const { story, as } = scenario
  const callId = await call(scenario, 'đợt 2')
  if (callId === null) return
  await nomination(scenario, callId, 'Trần Thị Mẫu', 'draft')
  await nomination(scenario, callId, 'Lê Văn Mẫu', 'submitted')
  await nomination(scenario, callId, 'Phạm Thị Mẫu', 'returned')
  await nomination(scenario, callId, null, 'complete')
  const listed = await nomination(scenario, callId, 'Võ Văn Mẫu', 'complete')
  await story.run(as('coordinator'), createList, {
    ...{ callId, title: 'Danh sách đang xét (mẫu)', nominations: [listed] },
  })
}
