import {
  appraiseApplication,
  checkApplication,
  fileApplication,
  showApplication,
} from '../applications/index.ts'
import { addCallContent, approveCall, createCall, sendCall, showCall } from '../calls/index.ts'
import {
  addCost,
  addCouncilMember,
  appointCouncil,
  concludeAppraisal,
  createCouncil,
  declareInterest,
  giveSheet,
  listAppraisalRules,
  putBefore,
  showAppraisal,
  showCouncil,
} from '../councils/index.ts'
import { addDays } from '../platform/dates.ts'
import { opening, type Scenario } from './scenario.ts'

/** The members of the sample's council: post, name, points in the order of the groups as a share of the most. */
const members = [
  ['chair', 'Nguyễn Văn Mẫu', 0.9],
  ['vice', 'Trần Thị Mẫu', 0.85],
  ['secretary', 'Lê Văn Mẫu', 0.8],
  ['member', 'Phạm Thị Mẫu', 0.95],
  ['member', 'Huỳnh Văn Mẫu', 0.75],
  ['member', 'Võ Thị Mẫu', 0.85],
  ['member', 'Đặng Văn Mẫu', 0.8],
] as const

/** In the plan's last year one call is appraised by a council of seven: one member is kept out, six sheets come on paper, the cost is cut. */
export function appraiseByCouncil(scenario: Scenario): void {
  const { plan, story } = scenario
  const from = opening(scenario, plan.lastYear, '12-15')
  story.on(from, () => openCall(scenario, from))
}

async function openCall(scenario: Scenario, from: string): Promise<void> {
  const { plan, story, as, system, makers } = scenario
  const officer = as('coordinator')
  const { rules, sheets } = await story.run(officer, listAppraisalRules, {})
  const rule = rules.find(({ key }) => key === 'innovation')
  const sheet = sheets.find(({ key }) => key === 'innovation-i10a')
  const content = await system.db
    .selectFrom('supportContent')
    .select('id')
    .where('active', '=', true)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  const taken = await system.db
    .selectFrom('application')
    .select('enterpriseId')
    .where('year', '=', plan.lastYear)
    .where('contentId', '=', content?.id ?? 0)
    .execute()
  const maker = makers.findLast(({ id }) => !taken.some(({ enterpriseId }) => enterpriseId === id))
  if (rule === undefined || sheet === undefined || content === undefined || maker === undefined) return
  const { id } = await story.run(officer, createCall, {
    ...{ planId: plan.id, year: plan.lastYear, title: `Đợt do hội đồng xét năm ${plan.lastYear} (mẫu)` },
    ...{ opensOn: from, closesOn: addDays(from, 10), appraisedBy: 'council' },
    ...{ appraisalRuleId: rule.id, scoreSheetId: sheet.id },
  })
  await story.run(officer, addCallContent, { id, contentId: content.id, places: 1 })
  await story.run(officer, sendCall, { id, version: (await story.run(officer, showCall, { id })).version })
  await story.run(as('leader'), approveCall, {
    ...{ id, version: (await story.run(officer, showCall, { id })).version },
    ...{ number: `${id}/TB-MAU`, decidedOn: story.today },
  })
  story.on(addDays(from, 5), async () => {
    const application = await story.run(officer, fileApplication, {
      ...{ enterpriseId: maker.id, contentId: content.id, year: plan.lastYear, callId: id },
      ...{ description: 'Áp dụng tại phân xưởng chính, đo năng suất trước và sau (mẫu)' },
      ...{ requested: 60_000_000n, ownFunds: 20_000_000n, ownFundsSource: 'Vốn tự có (mẫu)' },
    })
    await story.run(officer, checkApplication, {
      ...{ id: application.id, version: await versionOf(scenario, application.id), outcome: 'checked' },
    })
    await formCouncil(scenario, application.id, rule.id, sheet.id)
  })
}

const versionOf = async ({ story, as }: Scenario, id: number) =>
  (await story.run(as('coordinator'), showApplication, { id })).version

async function formCouncil(scenario: Scenario, application: number, ruleId: number, sheetId: number) {
  const { story, as } = scenario
  const officer = as('coordinator')
  const { id } = await story.run(officer, createCouncil, {
    ...{ name: 'Hội đồng xét duyệt (mẫu)', ruleId, sheetId },
  })
  for (const [post, personName] of members)
    await story.run(officer, addCouncilMember, {
      id,
      post,
      personName,
      organisation: 'Cơ quan mẫu',
      consent: true,
    })
  const { version } = await story.run(officer, showCouncil, { id })
  await story.run(officer, appointCouncil, { id, version, number: `${id}/QĐ-MAU`, decidedOn: story.today })
  story.on(addDays(story.today, 1), async () => {
    const { id: appraisal } = await story.run(officer, putBefore, {
      ...{ id, record: 'application', recordId: application },
    })
    story.on(addDays(story.today, 5), () => sit(scenario, appraisal, application))
  })
}

async function sit(scenario: Scenario, id: number, application: number): Promise<void> {
  const { story, as } = scenario
  const officer = as('coordinator')
  const { seats, sheet, contents } = await story.run(officer, showAppraisal, { id })
  const criteria = sheet?.groups.flatMap((group) => group.criteria) ?? []
  const fileId = await scenario.paper('Phiếu đánh giá')
  for (const [at, seat] of seats.entries()) {
    const isAdviser = at === seats.length - 1
    await story.run(officer, declareInterest, {
      ...{ id, seat: seat.id, declared: isAdviser ? 'consultant' : 'none' },
      text: isAdviser ? 'Đang tư vấn cho doanh nghiệp (mẫu)' : undefined,
    })
    if (isAdviser) continue
    const share = members[at]?.[2] ?? 0.8
    await story.run(officer, giveSheet, {
      ...{ id, seat: seat.id, fileId, remark: 'Nội dung phù hợp, dự toán cần giảm (mẫu)' },
      points: criteria.map((criterion) => ({
        criterionId: criterion.id,
        points: Math.round(criterion.most * share * 10) / 10,
      })),
      votes: contents.map((content) => ({ contentId: content.id, vote: 'passed' })),
    })
  }
  const [content] = contents
  if (content === undefined) return
  await story.run(officer, addCost, {
    ...{ id, contentId: content.id, title: 'Tư vấn áp dụng (mẫu)', unit: 'hợp đồng', quantity: 1 },
    ...{ unitCost: 40_000_000n, allowed: 30_000_000n, cutReason: 'Cao hơn báo giá kèm theo (mẫu)' },
  })
  await story.run(officer, addCost, {
    ...{ id, contentId: content.id, title: 'Đánh giá chứng nhận (mẫu)', unit: 'chứng chỉ', quantity: 1 },
    unitCost: 20_000_000n,
  })
  const { version, seats: now } = await story.run(officer, showAppraisal, { id })
  await story.run(officer, concludeAppraisal, {
    ...{ id, version, sessionOn: story.today, sessionPlace: 'Phòng họp của cơ quan mẫu' },
    present: now.filter(({ given }) => given).map((seat) => seat.id),
    conclusion: 'Đề nghị hỗ trợ với mức đã thẩm định từng khoản (mẫu).',
  })
  await story.run(officer, appraiseApplication, {
    ...{ id: application, version: await versionOf(scenario, application), amount: 50_000_000n },
    note: 'Theo kết luận của hội đồng (mẫu)',
  })
}
