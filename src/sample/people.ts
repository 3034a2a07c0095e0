import { appointDeputy, giveRole, inviteOutsider, inviteStaff } from '../accounts/index.ts'
import { delegateSigning, endDelegation } from '../controls/index.ts'
import { saveListView } from '../lists/index.ts'
import { systemActor } from '../platform/actor.ts'
import { actorOfAccount } from '../platform/session.ts'
import { writeMessage } from '../talk/index.ts'
import { assignWork } from '../work/index.ts'
import { sampleMail } from './names.ts'
import { opening, type Scenario } from './scenario.ts'

/**
 * Who does what for whom: a head, a deputy of an absence, signing that was delegated for a while and is the People's Committee's again,
 * staff of an enterprise, officers in charge, and an expert who is asked on one application.
 */
export function shareWork(scenario: Scenario): void {
  const { plan, story } = scenario
  const year = plan.lastYear
  story.on(opening(scenario, year, '05-20'), () => delegate(scenario))
  story.on(opening(scenario, year, '11-10'), async () => {
    await story.run(scenario.as('agency'), appointDeputy, {
      deputyId: scenario.as('home_affairs').userId,
      fromDay: `${year}-12-01`,
      toDay: `${year}-12-12`,
      reason: 'Đi học tập trung (mẫu)',
    })
    await story.run(scenario.as('enterprise'), inviteStaff, {
      name: 'Nhân viên kế toán (mẫu)',
      email: sampleMail('ke-toan-doanh-nghiep'),
      toDay: `${year + 1}-10-31`,
      reason: 'Khai số liệu, nộp hồ sơ (mẫu)',
    })
  })
  story.on(opening(scenario, year + 1, '02-26'), async () => {
    await giveWork(scenario)
    await keepViews(scenario)
  })
}

/** Views of lists that offices look at often, shared among their accounts. */
async function keepViews({ story, as }: Scenario): Promise<void> {
  const views = [
    ['coordinator', '/applications', 'Hồ sơ chờ kiểm tra (mẫu)', 'state=filed&sort=filed&direction=asc'],
    [
      'coordinator',
      '/support',
      'Lượt đang thực hiện, theo doanh nghiệp (mẫu)',
      'state=in_progress&sort=enterprise',
    ],
    ['coordinator', '/duties', 'Việc quá hạn (mẫu)', 'state=late&sort=due'],
    ['agency', '/obstacles', 'Vướng mắc chưa giải quyết (mẫu)', 'state=open&sort=reportedOn'],
  ] as const
  for (const [role, list, name, query] of views) {
    const shared = as(role).agencyId !== null
    await story.run(as(role), saveListView, { list, name, query, shared })
  }
}

/** The head of a department signs the yearly report and the study for a while. */
async function delegate(scenario: Scenario): Promise<void> {
  const { story, plan } = scenario
  const year = plan.lastYear
  const { userId, agencyId } = scenario.as('agency')
  await story.run(systemActor, giveRole, {
    id: userId ?? '',
    role: 'head',
    agencyId: agencyId ?? undefined,
    reason: 'Quyết định bổ nhiệm (mẫu)',
  })
  const paper = {
    agencyId,
    fromDay: story.today,
    documentNumber: '01/QĐ-MAU',
    documentDate: story.today,
    fileId: await scenario.paper('Quyết định ủy quyền ký'),
  }
  const leader = scenario.as('leader')
  await story.run(leader, delegateSigning, { ...paper, kind: 'report', toDay: `${year}-06-30` })
  const { id } = await story.run(leader, delegateSigning, { ...paper, kind: 'study' })
  story.on(opening(scenario, year, '06-05'), async () => {
    await story.run(leader, endDelegation, { id, reason: 'Ủy ban nhân dân ký trở lại (mẫu)' })
  })
}

/** Applications that are open have an officer in charge; on one an expert is asked, and the enterprise on another. */
async function giveWork(scenario: Scenario): Promise<void> {
  const { system, story, plan } = scenario
  const coordinator = scenario.as('coordinator')
  const open = await system.db
    .selectFrom('application')
    .select('id')
    .where('state', 'in', ['filed', 'checked', 'appraised'])
    .orderBy('id')
    .limit(3)
    .execute()
  for (const { id } of open)
    await story.run(coordinator, assignWork, {
      record: 'application',
      recordId: id,
      accountId: coordinator.userId ?? undefined,
      reason: 'Phân công theo địa bàn (mẫu)',
    })
  const [first, second] = open
  if (first !== undefined) {
    const { id } = await story.run(coordinator, inviteOutsider, {
      name: 'Chuyên gia (mẫu)',
      email: sampleMail('chuyen-gia'),
      role: 'expert',
      record: 'application',
      recordId: first.id,
      toDay: `${plan.lastYear + 1}-12-31`,
      reason: 'Hỏi ý kiến chuyên môn (mẫu)',
    })
    const of = { record: 'application', recordId: first.id, side: 'advice' }
    const expert = await actorOfAccount(system.db, id, story.today)
    await story.run(coordinator, writeMessage, { ...of, body: 'Nhờ cho ý kiến về mức giá (mẫu)', asks: true })
    if (expert !== null)
      await story.run({ ...expert, mustChangePassword: false }, writeMessage, {
        ...of,
        body: 'Mức giá phù hợp mặt bằng chung (mẫu)',
      })
  }
  if (second !== undefined)
    await story.run(coordinator, writeMessage, {
      ...{ record: 'application', recordId: second.id, side: 'message', asks: true },
      body: 'Xin gửi thêm hợp đồng thuê xưởng (mẫu)',
    })
}
