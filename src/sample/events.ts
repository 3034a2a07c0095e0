import {
  addSession,
  cancelEvent,
  closeEvent,
  eventChoices,
  markHeld,
  markInvited,
  planEvent,
} from '../events/index.ts'
import { addDays } from '../platform/dates.ts'
import { opening, type Scenario } from './scenario.ts'

/** A study visit from planning to outcome, a seminar that is given up, and a workshop that is being prepared in the last year. */
export function planEvents(scenario: Scenario): void {
  const { plan, story } = scenario
  story.on(opening(scenario, plan.lastYear, '03-03'), () => planOne(scenario, 'Tham quan học tập', 'closed'))
  story.on(opening(scenario, plan.lastYear, '03-10'), () => planOne(scenario, 'Tọa đàm', 'cancelled'))
  story.on(opening(scenario, plan.lastYear, '11-20'), () => planOne(scenario, 'Hội thảo', 'invited'))
}

async function planOne(
  { plan, story, as, paper }: Scenario,
  kind: string,
  end: 'closed' | 'cancelled' | 'invited',
): Promise<void> {
  const officer = as('coordinator')
  const { kinds, lines } = await story.run(officer, eventChoices, {})
  const startsOn = addDays(story.today, 25)
  const { id } = await story.run(officer, planEvent, {
    ...{ planId: plan.id, kindId: kinds.find(({ name }) => name === kind)?.id, startsOn, capacity: 40 },
    ...{ title: `${kind} về công cụ cải tiến (mẫu)`, place: `Hội trường mẫu, ${plan.province}` },
    ...{ goal: 'Trao đổi kinh nghiệm áp dụng công cụ (mẫu).', cost: 10_000_000n },
    lineId: lines.find((line) => line.plan === plan.number)?.id,
  })
  await story.run(officer, addSession, { id, heldOn: startsOn, startsAt: '08:00', title: 'Khai mạc (mẫu)' })
  const { version } = await story.run(officer, addSession, {
    ...{ id, heldOn: startsOn, startsAt: '08:30', title: 'Công cụ 5S tại doanh nghiệp (mẫu)' },
    ...{ speaker: 'Báo cáo viên mẫu', speakerFrom: 'Đơn vị mẫu' },
  })
  if (end === 'cancelled') {
    await story.run(officer, cancelEvent, { id, version, reason: 'Chưa được bố trí kinh phí (mẫu)' })
    return
  }
  const invited = await story.run(officer, markInvited, { id, version, invitedOn: story.today })
  if (end === 'invited') return
  story.on(addDays(startsOn, 1), async () => {
    const held = await story.run(officer, markHeld, { id, version: invited.version })
    await story.run(officer, closeEvent, {
      ...{ id, version: held.version, participants: 32, result: 'Doanh nghiệp đăng ký áp dụng 5S (mẫu).' },
      fileId: await paper('Biên bản sự kiện'),
    })
  })
}
