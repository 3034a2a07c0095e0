import { systemActor } from '../platform/actor.ts'
import { addDays } from '../platform/dates.ts'
import {
  addChecklist,
  addFound,
  addPhotograph,
  answerRemedy,
  approveVisitPlan,
  closeRemedy,
  drawVisitPlan,
  keepPhotograph,
  recordVisit,
} from '../support/index.ts'
import { opening, type Scenario } from './scenario.ts'

/** A grey picture of one point, in place of a photograph. */
const picture = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
)

/**
 * Visits of a sample: a checklist of the office's own, each autumn a list drawn by the coordinator and approved by the leader; the first visit finds
 * something that the enterprise puts right, the second something that it has not yet, the rest wait.
 */
export function visitEnterprises(scenario: Scenario): void {
  const { plan, story, as } = scenario
  let checklist: { readonly id: number } | undefined
  for (const year of [plan.firstYear, plan.firstYear + 1])
    story.on(opening(scenario, year, '10-05'), async () => {
      checklist ??= await story.run(as('coordinator'), addChecklist, {
        name: 'Kiểm tra lượt hỗ trợ (mẫu)',
        items: [
          'Hồ sơ, chứng từ của lượt hỗ trợ được lưu đủ (mẫu)',
          'Người phụ trách ở doanh nghiệp nắm nội dung đã được hướng dẫn (mẫu)',
          'Nội dung hỗ trợ được áp dụng thật tại nơi sản xuất (mẫu)',
        ],
      })
      await drawn(scenario, year, checklist.id)
    })
}

async function drawn(scenario: Scenario, year: number, checklistId: number): Promise<void> {
  const { system, plan, story, as } = scenario
  const { n } = await system.db
    .selectFrom('supportTurn')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where('planId', '=', plan.id)
    .where('state', 'in', ['contracted', 'in_progress', 'accepted'])
    .executeTakeFirstOrThrow()
  const line = await system.db
    .selectFrom('budgetLine as l')
    .select('l.id')
    .where('l.planId', '=', plan.id)
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('budgetLine as c').select('c.id').whereRef('c.parentId', '=', 'l.id'))),
    )
    .orderBy(({ eb }) => eb('l.code', '=', 'I.2'), 'desc')
    .orderBy('l.ord')
    .executeTakeFirst()
  if (n === 0n || line === undefined) return
  const list = await story.run(as('coordinator'), drawVisitPlan, {
    ...{ title: `Kiểm tra năm ${year} (mẫu)`, lineId: line.id, checklistId, seed: `MAU-${year}` },
    ...{ firstOn: story.today, lastOn: addDays(story.today, 40), byRisk: 2, byLot: 2 },
    ...{ weightLate: 1, weightPaid: 1, weightLarge: 1, weightBlocked: 1, weightFound: 1, weightUnseen: 1 },
  })
  story.on(addDays(story.today, 5), async () => {
    await story.run(as('leader'), approveVisitPlan, { id: list.id, version: list.version })
    story.on(addDays(story.today, 10), () => visited(scenario, list.id))
  })
}

async function visited(scenario: Scenario, visitPlanId: number): Promise<void> {
  const { system, story, as, paper } = scenario
  const officer = as('coordinator')
  const visits = await system.db
    .selectFrom('visit')
    .select(['id', 'version'])
    .where('visitPlanId', '=', visitPlanId)
    .where('state', '=', 'planned')
    .orderBy('id')
    .limit(2)
    .execute()
  for (const [at, { id, version }] of visits.entries()) {
    const file = await story.run(officer, keepPhotograph, { id, name: `anh-mau-${id}.png`, bytes: picture })
    await story.run(officer, addPhotograph, {
      ...{ id, fileId: file.id, key: `mau-${id}`, caption: 'Nơi sản xuất (mẫu)' },
    })
    await story.run(officer, recordVisit, {
      ...{
        id,
        version,
        visitedOn: story.today,
        conclusion: 'Thực hiện đúng nội dung, còn thiếu hồ sơ (mẫu).',
      },
      ...{ present: 'Người phụ trách (mẫu)', answers: { 1: 'no', 2: 'yes', 3: 'yes' } },
      ...{ notes: { 1: 'Thiếu biên bản hướng dẫn (mẫu)' }, fileId: await paper('Biên bản kiểm tra') },
    })
    const { findingId } = await story.run(officer, addFound, {
      ...{
        id,
        content: 'Thiếu biên bản hướng dẫn tại doanh nghiệp (mẫu).',
        remedy: 'Bổ sung biên bản (mẫu).',
      },
      dueOn: addDays(story.today, 30),
    })
    if (at === 0) story.on(addDays(story.today, 12), () => remedied(scenario, findingId))
  }
}

async function remedied({ story, as, paper }: Scenario, id: number): Promise<void> {
  const { version } = await story.run(systemActor, answerRemedy, {
    ...{ id, version: 1, answer: 'Doanh nghiệp gửi biên bản bổ sung (mẫu).' },
    fileId: await paper('Minh chứng khắc phục'),
  })
  await story.run(as('coordinator'), closeRemedy, {
    ...{ id, version, closedBy: 'proof', closing: 'Đã xem biên bản bổ sung (mẫu).' },
  })
}
