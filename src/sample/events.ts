import {
  addClass,
  addConclusion,
  addCost,
  addInvitees,
  addMaterial,
  addQuestion,
  addSchool,
  addSession,
  answerSheet,
  cancelEvent,
  closeEvent,
  closeSheet,
  createSheet,
  decideSending,
  draftMinutes,
  eventChoices,
  issueCertificates,
  issueInvitation,
  markHeld,
  markInvited,
  nominate,
  noteSheet,
  openRegistration,
  openSheet,
  passCallOn,
  planEvent,
  proposeCosts,
  recordSpent,
  registerByLink,
  registerSomebody,
  registrationSums,
  reportReturn,
  settleCosts,
  showPlanned,
  showSheet,
  teachOn,
  writeMinutes,
} from '../events/index.ts'
import { publicActor } from '../platform/actor.ts'
import { addDays } from '../platform/dates.ts'
import { opening, type Scenario } from './scenario.ts'

/** A study visit from planning to outcome, a seminar that is given up, and a workshop that is being prepared in the last year. */
export function planEvents(scenario: Scenario): void {
  const { plan, story } = scenario
  story.on(opening(scenario, plan.lastYear, '03-03'), () => planOne(scenario, 'Tham quan học tập', 'closed'))
  story.on(opening(scenario, plan.lastYear, '03-10'), () => planOne(scenario, 'Tọa đàm', 'cancelled'))
  story.on(opening(scenario, plan.lastYear, '11-20'), () => planOne(scenario, 'Hội thảo', 'invited'))
  story.on(opening(scenario, plan.lastYear, '04-02'), () => sendAbroad(scenario))
  story.on(opening(scenario, plan.lastYear, '06-10'), () => teachAtSchools(scenario))
}

/** Two schools with their classes of two years. */
async function teachAtSchools({ plan, story, as, paper }: Scenario): Promise<void> {
  const officer = as('coordinator')
  for (const [at, kind] of (['college', 'vocational'] as const).entries()) {
    const { id } = await story.run(officer, addSchool, { kind, name: `Trường mẫu ${at + 1}` })
    for (const year of [plan.lastYear - 1, plan.lastYear])
      await story.run(officer, addClass, {
        ...{
          id,
          year,
          term: 'first',
          className: `Lớp mẫu ${at + 1}`,
          module: 'Năng suất chất lượng cơ bản (mẫu)',
        },
        ...{
          lecturer: 'Giảng viên mẫu',
          hours: 30,
          learners: 40 + 10 * (year - plan.lastYear + at),
          passed: 28,
        },
        fileId: await paper('Danh sách lớp'),
      })
  }
}

/** A course that others hold: two are named, both are sent, one has reported and taught on. */
async function sendAbroad(scenario: Scenario): Promise<void> {
  const { plan, story, as, paper } = scenario
  const officer = as('coordinator')
  const { agencyId } = as('agency')
  if (agencyId === null) return
  const { kinds } = await story.run(officer, eventChoices, {})
  const [called, startsOn] = [story.today, addDays(story.today, 40)]
  const { id } = await story.run(officer, planEvent, {
    ...{ planId: plan.id, kindId: kinds.find(({ nameEn }) => nameEn.startsWith('Training abroad'))?.id },
    ...{ startsOn, title: 'Khóa năng suất xanh (mẫu)', place: 'Nước ngoài (mẫu)' },
  })
  await story.run(officer, passCallOn, {
    ...{ id, organiser: 'Tổ chức mở khóa mẫu', nominateBy: addDays(called, 15), seats: 2 },
  })
  const nominees: number[] = []
  for (const at of [1, 2]) {
    const person = { name: `Người đi học ${at} (mẫu)`, workplace: `Đơn vị mẫu ${at}`, consents: true }
    nominees.push((await story.run(officer, nominate, { id, agencyId, ...person })).id)
  }
  story.on(addDays(called, 20), async () => {
    await story.run(officer, decideSending, {
      ...{ id, version: 1, nominees, decisionNumber: '01/QĐ-MAU', decidedOn: story.today },
      ...{ reportBy: addDays(startsOn, 20), fileId: await paper('Quyết định cử đi học') },
    })
  })
  story.on(addDays(startsOn, 10), async () => {
    const back = await story.run(officer, reportReturn, {
      ...{ id: nominees[0], version: 2, reportedOn: story.today, report: 'Đã học về năng suất xanh (mẫu).' },
      fileId: await paper('Báo cáo đi học'),
    })
    await story.run(officer, teachOn, {
      ...{ id: back.id, version: back.version, taughtOn: story.today, persons: 15 },
      taught: 'Giới thiệu lại tại cơ quan (mẫu).',
    })
  })
}

async function planOne(
  scenario: Scenario,
  kind: string,
  end: 'closed' | 'cancelled' | 'invited',
): Promise<void> {
  const { plan, story, as, paper } = scenario
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
  if (end === 'invited') {
    await openToRegister(scenario, id, await invite(scenario, id))
    return
  }
  const invited = await story.run(officer, markInvited, { id, version, invitedOn: story.today })
  const registrations = await putOnList(scenario, id)
  const tokens = await byLink(scenario, id, invited.version)
  story.on(startsOn, () => ask(scenario, id, tokens))
  story.on(addDays(startsOn, 1), async () => {
    await story.run(officer, noteSheet, { id, heldOn: startsOn, registrations: registrations.slice(1) })
    const { version: last } = await story.run(officer, showPlanned, { id })
    const held = await story.run(officer, markHeld, { id, version: last })
    await story.run(officer, closeEvent, {
      ...{ id, version: held.version, result: 'Doanh nghiệp đăng ký áp dụng 5S (mẫu).' },
      fileId: await paper('Biên bản sự kiện'),
    })
    await story.run(officer, issueCertificates, { id, days: 1 })
    await conclude(scenario, id)
    await settle(scenario, id)
    for (const [sight, title] of [
      ['public', 'Bài giảng 5S (mẫu)'],
      ['participants', 'Bài tập tại xưởng (mẫu)'],
    ])
      await story.run(officer, addMaterial, { id, sight, title, fileId: await paper('Tài liệu sự kiện') })
  })
}

/** Six persons come by the link of an event. @returns their personal links */
async function byLink({ story, as }: Scenario, id: number, version: number): Promise<string[]> {
  const officer = as('coordinator')
  const until = { registerUntil: addDays(story.today, 20), registerChecked: false }
  await story.run(officer, openRegistration, { id, version, ...until })
  const { code } = await story.run(officer, registrationSums, { id })
  const tokens: string[] = []
  for (const at of [1, 2, 3, 4, 5, 6]) {
    const { token } = await story.run(publicActor, registerByLink, {
      ...{ code, kind: 'person', consents: true, name: `Người dự qua đường dẫn ${at} (mẫu)` },
      email: `du${at}@mau.example`,
    })
    if (token !== null) tokens.push(token)
  }
  return tokens
}

/** A test before, a test after and a survey, each answered by the personal links. */
async function ask({ story, as }: Scenario, id: number, tokens: readonly string[]): Promise<void> {
  const officer = as('coordinator')
  const options = 'Phần mềm kế toán\nSàng lọc, sắp xếp, sạch sẽ, săn sóc, sẵn sàng'
  const sheets = [
    ['before', 'Kiểm tra trước (mẫu)', { content: '5S là gì? (mẫu)', options, rightOption: 2, points: 10 }],
    ['after', 'Kiểm tra sau (mẫu)', { content: '5S là gì? (mẫu)', options, rightOption: 2, points: 10 }],
    ['survey', 'Khảo sát ý kiến (mẫu)', { content: 'Nội dung có ích không? (mẫu)', options: 'Có\nKhông' }],
  ] as const
  for (const [kind, title, question] of sheets) {
    const { id: sheet } = await story.run(officer, createSheet, { id, kind, title })
    const { version } = await story.run(officer, addQuestion, { id: sheet, ...question })
    const opened = await story.run(officer, openSheet, { id: sheet, version })
    const { questions } = await story.run(officer, showSheet, { id: sheet })
    for (const [at, token] of tokens.entries()) {
      // half of them know it before, all but one afterwards
      const pick = kind === 'before' ? 1 + (at % 2) : kind === 'after' ? (at === 0 ? 1 : 2) : at < 4 ? 1 : 2
      const answers = Object.fromEntries(questions.map((each) => [String(each.id), String(pick)]))
      await story.run(publicActor, answerSheet, { token, sheet, answers })
    }
    await story.run(officer, closeSheet, { id: sheet, version: opened.version })
  }
}

/** An agency and a guest by name get the invitation. @returns the version of the event */
async function invite({ story, as }: Scenario, id: number): Promise<number> {
  const officer = as('coordinator')
  const { version } = await story.run(officer, addInvitees, {
    ...{ id, agencyIds: [as('agency').agencyId].filter((agency) => agency !== null) },
    ...{ name: 'Khách mời mẫu', organisation: 'Đơn vị mẫu', email: 'khach@mau.example' },
  })
  const issued = { id, version, give: true, issuedOn: story.today, signer: 'Người ký mẫu' }
  return (await story.run(officer, issueInvitation, issued)).version
}

/** The minutes of an event, with a conclusion that an agency is to carry out. */
async function conclude({ story, as }: Scenario, id: number): Promise<void> {
  const officer = as('coordinator')
  await story.run(officer, writeMinutes, {
    ...{ id, chairedBy: 'Người chủ trì mẫu', secretary: 'Thư ký mẫu', attended: '5 đại biểu (mẫu).' },
    course: 'Các đơn vị trao đổi kinh nghiệm áp dụng 5S (mẫu).',
  })
  const { agencyId } = as('agency')
  if (agencyId !== null)
    await story.run(officer, addConclusion, {
      ...{ id, agencyId, dueOn: addDays(story.today, 60) },
      content: 'Mời doanh nghiệp trong địa bàn đăng ký áp dụng 5S (mẫu)',
    })
  const { version } = await story.run(officer, showPlanned, { id })
  await story.run(officer, draftMinutes, { id, version, issuedOn: story.today })
}

/** What an event cost, settled by the finance office. */
async function settle({ story, as, paper }: Scenario, id: number): Promise<void> {
  const officer = as('coordinator')
  const costs = [
    ['speaker', 'Thù lao báo cáo viên (mẫu)', 2, 'buổi', 1_000_000n],
    ['printing', 'In tài liệu (mẫu)', 40, 'bộ', 30_000n],
  ] as const
  for (const [kind, title, quantity, unit, unitCost] of costs) {
    const line = await story.run(officer, addCost, { id, kind, title, quantity, unit, unitCost })
    await story.run(officer, recordSpent, {
      ...{ id: line.id, version: line.version, spent: BigInt(quantity) * unitCost },
      ...{ voucherNumber: `CT-${line.id}-MAU`, voucherOn: story.today },
      fileId: await paper('Chứng từ chi sự kiện'),
    })
  }
  const { version } = await story.run(officer, proposeCosts, { id })
  await story.run(as('finance'), settleCosts, { id, version })
}

/** Six persons are put on the list of an event. @returns their registrations */
async function putOnList({ story, as }: Scenario, id: number): Promise<number[]> {
  const registrations: number[] = []
  for (const at of [1, 2, 3, 4, 5, 6]) {
    const one = await story.run(as('coordinator'), registerSomebody, {
      ...{ id, kind: at % 2 === 0 ? 'agency' : 'enterprise', consents: true },
      ...{ name: `Người dự ${at} (mẫu)`, organisation: `Đơn vị mẫu ${at}` },
    })
    registrations.push(one.id)
  }
  return registrations
}

/** The registration of an event is open; four come by its link, one of them from each kind of employer. */
async function openToRegister({ story, as }: Scenario, id: number, version: number): Promise<void> {
  await story.run(as('coordinator'), openRegistration, {
    ...{ id, version, registerUntil: addDays(story.today, 20), registerChecked: true },
  })
  const { code } = await story.run(as('coordinator'), registrationSums, { id })
  const comers = [
    ['enterprise', 'Công ty mẫu'],
    ['agency', 'Cơ quan mẫu'],
    ['school', 'Trường mẫu'],
    ['person', undefined],
  ] as const
  for (const [at, [kind, organisation]] of comers.entries())
    await story.run(publicActor, registerByLink, {
      ...{ code, kind, organisation, consents: true, name: `Người đăng ký ${at + 1} (mẫu)` },
      email: `nguoi${at + 1}@mau.example`,
    })
}
