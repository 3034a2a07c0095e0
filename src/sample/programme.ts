import {
  allocate,
  bookAllocationCorrection,
  commitDirectly,
  correctAllocation,
  decide,
  releaseRest,
  withdrawAllocation,
} from '../budget/index.ts'
import { completeDuty, requestDuty } from '../duties/index.ts'
import { addDays } from '../platform/dates.ts'
import {
  acceptAnswer,
  answerByCommittee,
  chargeObstacle,
  passObstacle,
  reportObstacle,
  resolveObstacle,
} from '../reports/index.ts'
import { recordEvent, retractEvent } from '../training/index.ts'
import { enterForAward } from './awards.ts'
import { openCallsOfYears } from './calls.ts'
import { commend } from './commendations.ts'
import { communicate, writeNews } from './communication.ts'
import { appraiseByCouncil } from './councils.ts'
import { declareCriteria } from './enterprises.ts'
import { planEvents } from './events.ts'
import { inspectFirstYear } from './findings.ts'
import { writeGuide } from './guide.ts'
import { improveAtEnterprises } from './improvements.ts'
import { introduceSome } from './introductions.ts'
import { registerTwice } from './mergers.ts'
import { askForNeeds } from './needs.ts'
import { reachOut } from './outreach.ts'
import { proveCriteria } from './proofs.ts'
import { proposePolicy } from './proposals.ts'
import { keepProviders } from './providers.ts'
import { keepRegister } from './register.ts'
import { collectReports } from './report-requests.ts'
import { opening, payOut, type Scenario } from './scenario.ts'
import { runScienceTasks } from './science-tasks.ts'
import { reportStanding } from './standing-duties.ts'
import { writeTaskKinds } from './task-kinds.ts'
import { editTemplates } from './templates.ts'
import { setThresholds } from './thresholds.ts'
import { visitEnterprises } from './visits.ts'
import { endYears } from './year-end.ts'
import { planYears } from './yearly-plans.ts'

/** What the programme itself does in its years: money, events, dated work, obstacles. */
export async function runProgramme(scenario: Scenario): Promise<void> {
  await spend(scenario)
  await endYears(scenario)
  await inspectFirstYear(scenario)
  await setThresholds(scenario)
  train(scenario)
  await doDuties(scenario)
  meetObstacles(scenario)
  askForNeeds(scenario)
  registerTwice(scenario)
  planYears(scenario)
  keepProviders(scenario)
  writeNews(scenario)
  communicate(scenario)
  visitEnterprises(scenario)
  openCallsOfYears(scenario)
  writeTaskKinds(scenario)
  runScienceTasks(scenario)
  editTemplates(scenario)
  appraiseByCouncil(scenario)
  writeGuide(scenario)
  proposePolicy(scenario)
  commend(scenario)
  enterForAward(scenario)
  reportStanding(scenario)
  collectReports(scenario)
  planEvents(scenario)
  keepRegister(scenario)
  introduceSome(scenario)
  reachOut(scenario)
  improveAtEnterprises(scenario)
  declareCriteria(scenario)
  proveCriteria(scenario)
}

/** The estimate of each line is allocated; what does not go by applications is committed by contract and paid in two parts. */
async function spend(scenario: Scenario): Promise<void> {
  const { system, plan, dice, story } = scenario
  const lines = await system.db
    .selectFrom('budgetLine as l')
    .innerJoin('budgetLineYear as y', 'y.lineId', 'l.id')
    .select(['l.id', 'l.code', 'l.title', 'y.year', 'y.estimate'])
    .where('l.planId', '=', plan.id)
    .where('y.estimate', '>', 0n)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(selectFrom('budgetLine as child').select('child.id').whereRef('child.parentId', '=', 'l.id')),
      ),
    )
    .orderBy('y.year')
    .orderBy('l.ord')
    .execute()
  // Of the last year two numbers were typed wrongly.
  const mistyped = lines
    .filter(({ year }) => year === plan.lastYear)
    .map(({ code }) => code)
    .slice(0, 2)
  for (const { code, title, year, estimate } of lines) {
    const where = { line: code, year, source: plan.budgetSource }
    story.on(dice.after(opening(scenario, year, '01-20'), 0, 3), async () => {
      const document = { documentNumber: `${year}/QĐ-MAU`, documentDate: story.today }
      const fileId = await scenario.paper('Quyết định giao dự toán')
      const given = { ...where, ...document, amount: estimate }
      const { entryId } = await story.run(scenario.as('finance'), allocate, { ...given, fileId })
      const wrong = mistyped.indexOf(code)
      if (year === plan.lastYear && wrong >= 0) correctNumber(scenario, { ...given, entryId }, wrong === 0)
    })
    if (code === plan.supportLine) continue
    const amount = (estimate * BigInt(dice.whole(86, 97))) / 100n - BigInt(dice.whole(1, 999))
    story.on(dice.day(addDays(opening(scenario, year, '03-20'), 4), `${year}-11-28`), async () => {
      const { commitmentId } = await story.run(scenario.as('coordinator'), commitDirectly, {
        ...where,
        amount,
        purpose: `${title} (mẫu)`.slice(0, 490),
        documentNumber: `${code}-${year}/HĐ-MAU`,
        documentDate: story.today,
        fileId: await scenario.paper('Hợp đồng'),
      })
      const paid = (amount * BigInt(dice.whole(45, 70))) / 100n
      const pay = async (part: bigint, number: number) => {
        await payOut(scenario, {
          id: commitmentId,
          kind: 'contractor',
          amount: part,
          documentNumber: `${code}-${year}-${number}/UNC-MAU`,
          basis: 'contract',
        })
      }
      story.on(dice.day(addDays(story.today, 3), `${year}-12-05`), () => pay(paid, 1))
      story.on(dice.day(`${year}-12-06`, `${year}-12-28`), async () => {
        // The last line saves a little, which goes back.
        if (code !== lines.at(-1)?.code) return pay(amount - paid, 2)
        const note = 'Chi ít hơn hợp đồng (mẫu)'
        const document = { on: story.today, documentNumber: `${code}-${year}/BB-MAU` }
        await story.run(scenario.as('coordinator'), releaseRest, { id: commitmentId, ...document, note })
        await story.run(scenario.as('finance'), withdrawAllocation, {
          ...where,
          amount: 1_000_001n,
          documentNumber: `${year}/QĐ-TH-MAU`,
          documentDate: story.today,
          fileId: await scenario.paper('Quyết định giao dự toán'),
          note: 'Thu hồi phần không sử dụng (mẫu)',
        })
      })
    })
  }
  shift(scenario, lines)
}

/** The number of an allocation's decision is put right; one correction is approved, the other waits. */
function correctNumber(
  scenario: Scenario,
  given: { readonly entryId: number; readonly documentNumber: string },
  approved: boolean,
): void {
  const { story } = scenario
  story.on(addDays(story.today, 2), async () => {
    const { id } = await story.run(scenario.as('coordinator'), correctAllocation, {
      ...given,
      documentNumber: given.documentNumber.replace('/', '-A/'),
      reason: 'Gõ thiếu ký hiệu của số quyết định (mẫu)',
    })
    if (!approved) return
    story.on(addDays(story.today, 1), async () => {
      await story.run(scenario.as('leader'), bookAllocationCorrection, { id })
    })
  })
}

/** What was saved on the two largest lines of the first year moves between them by one decision. */
function shift(
  scenario: Scenario,
  lines: readonly { readonly code: string; readonly year: number; readonly estimate: bigint }[],
): void {
  const { plan, story } = scenario
  const [from, to] = lines
    .filter(({ code, year }) => year === plan.firstYear && code !== plan.supportLine)
    .toSorted((one, other) => (one.estimate < other.estimate ? 1 : -1))
  if (from === undefined || to === undefined || from.estimate < 100_000_000n) return
  story.on(`${from.year}-12-29`, async () => {
    const entry = ({ code }: { readonly code: string }, amount: bigint) => ({
      ...{ line: code, source: plan.budgetSource, amount },
    })
    await story.run(scenario.as('finance'), decide, {
      ...{ kind: 'shift', year: from.year, documentNumber: `${from.year}/QĐ-ĐC-MAU` },
      ...{ documentDate: story.today, issuer: 'Ủy ban nhân dân tỉnh (mẫu)' },
      subject: 'Điều chỉnh dự toán giữa các mục (DỮ LIỆU MẪU)',
      reason: 'Chuyển phần tiết kiệm được giữa hai mục (mẫu)',
      fileId: await scenario.paper('Quyết định giao dự toán'),
      entries: [entry(from, -1_000_000n), entry(to, 1_000_000n)],
    })
  })
}

const later = (one: string, other: string) => (one > other ? one : other)

function train(scenario: Scenario): void {
  const { plan, dice, story } = scenario
  const held = [
    { kind: 'conference', title: 'Hội nghị năng suất chất lượng', participants: 120 },
    { kind: 'course', title: 'Khóa tập huấn 5S, Kaizen', participants: 40 },
    { kind: 'expert_training', title: 'Đào tạo chuyên gia năng suất', participants: 20, experts: 8 },
    { kind: 'course', title: 'Khóa tập huấn truy xuất nguồn gốc', participants: 35 },
  ] as const
  for (let year = plan.firstYear; year <= plan.lastYear; year += 1) {
    for (const event of held) {
      story.on(dice.day(opening(scenario, year, '04-05'), `${year}-12-10`), async () => {
        const heldOn = story.today
        const endedOn = event.kind === 'conference' ? undefined : addDays(heldOn, 2)
        story.on(addDays(heldOn, 5), async () => {
          const { eventId } = await story.run(scenario.as('coordinator'), recordEvent, {
            ...event,
            title: `${event.title} năm ${year} (mẫu)`,
            heldOn,
            endedOn,
            place: `Hội trường mẫu, ${plan.province}`,
            participants: event.participants + dice.whole(0, 20),
            fileId: await scenario.paper('Danh sách tham dự'),
          })
          if (!event.title.includes('truy xuất') || year !== plan.firstYear) return
          const reason = 'Ghi nhầm năm (mẫu)'
          await story.run(scenario.as('coordinator'), retractEvent, { id: eventId, reason })
        })
      })
    }
  }
}

/** Most dated work is done in time, some late, some not yet; and the leader asks for a piece of work. */
async function doDuties(scenario: Scenario): Promise<void> {
  const { system, plan, dice, story } = scenario
  const items = await system.db
    .selectFrom('dutyItem as i')
    .innerJoin('duty as d', 'd.id', 'i.dutyId')
    .select(['i.id', 'i.dueOn'])
    .where('d.planId', '=', plan.id)
    .orderBy('i.dueOn')
    .orderBy('i.id')
    .execute()
  for (const { id, dueOn } of items) {
    const luck = dice.whole(1, 10)
    if (luck === 10) continue
    const doneOn = luck > 7 ? dice.after(dueOn, 3, 25) : dice.after(dueOn, -20, -2)
    story.on(later(doneOn, plan.startsOn), async () => {
      const note = luck > 7 ? 'Hoàn thành chậm do chờ số liệu (mẫu)' : 'Đã thực hiện (mẫu)'
      const fileId = dice.chance(0.5) ? await scenario.paper('Báo cáo thực hiện nhiệm vụ') : undefined
      await story.run(scenario.as('coordinator'), completeDuty, { id, doneOn: story.today, note, fileId })
    })
  }
  story.on(`${plan.lastYear}-08-04`, async () => {
    const agency = scenario.as('agency').agencyId
    await story.run(scenario.as('leader'), requestDuty, {
      title: 'Báo cáo nhanh tình hình doanh nghiệp được hỗ trợ (mẫu)',
      detail: 'Nêu số lượt đã hoàn thành và khó khăn.',
      agencyIds: [agency],
      within: 15,
      counted: 'working',
    })
  })
}

function meetObstacles(scenario: Scenario): void {
  const { plan, dice, story, count } = scenario
  const said = [
    ['Thiếu đơn vị tư vấn tại chỗ.', 'Công bố danh sách đơn vị tư vấn.'],
    ['Thời gian giải ngân kéo dài.', 'Rút gọn hồ sơ thanh toán.'],
    ['Chưa rõ mức chi cho chứng nhận sản phẩm.', 'Ban hành định mức cụ thể.'],
    ['Doanh nghiệp nhỏ khó bố trí vốn đối ứng.', 'Xem xét mức hỗ trợ theo quy mô.'],
  ] as const
  const many = Math.max(6, Math.min(40, Math.round(count / 8)))
  // Of six none is the coordinator's: they are answered, in another's charge or passed on.
  if (many < 8)
    story.on(later(`${plan.firstYear}-05-05`, plan.startsOn), async () => {
      await story.run(scenario.as('coordinator'), reportObstacle, {
        text: 'Chưa có đầu mối hướng dẫn hồ sơ (mẫu)',
        proposal: 'Giao một đầu mối hướng dẫn.',
        enterpriseId: scenario.makers[0]?.id,
      })
    })
  for (let at = 0; at < many; at += 1) {
    const [text, proposal] = said[at % said.length] ?? said[0]
    story.on(dice.after(later(`${plan.firstYear}-03-01`, plan.startsOn), 0, 600), async () => {
      const maker = scenario.makers[(at * 7) % scenario.makers.length]
      const reporter =
        at % 3 === 0
          ? scenario.as('agency')
          : at % 3 === 1
            ? scenario.as('enterprise')
            : scenario.as('coordinator')
      const { id } = await story.run(reporter, reportObstacle, {
        text: `${text} (mẫu ${at + 1})`,
        proposal,
        enterpriseId: reporter.role === 'coordinator' ? maker?.id : undefined,
      })
      if (at === 1) {
        const field = await scenario.system.db
          .selectFrom('obstacleField')
          .select('id')
          .orderBy('id')
          .executeTakeFirst()
        const chargeId = scenario.as('agency').agencyId
        const dueOn = addDays(story.today, 20)
        await story.run(scenario.as('coordinator'), chargeObstacle, {
          id,
          fieldId: field?.id,
          chargeId,
          dueOn,
        })
      }
      if (at === 3 || at === 5) await passOn(scenario, id, at === 5)
      if (at % 2 === 1) return
      story.on(dice.after(story.today, 10, 90), async () => {
        const resolution = 'Đã có hướng dẫn gửi các đơn vị (mẫu)'
        await story.run(scenario.as('coordinator'), resolveObstacle, {
          id,
          resolution,
          resolvedOn: story.today,
        })
        if (at === 0) await story.run(scenario.as('agency'), acceptAnswer, { id })
      })
    })
  }
}

/** An obstacle goes to the People's Committee. @param answered whether its answer comes back */
async function passOn(scenario: Scenario, id: number, answered: boolean): Promise<void> {
  const { story } = scenario
  await story.run(scenario.as('coordinator'), passObstacle, {
    ...{ id, passedNumber: `${id}/SKHCN-MAU`, passedOn: story.today },
    passedFileId: await scenario.paper('Văn bản chuyển khó khăn, vướng mắc'),
  })
  if (!answered) return
  story.on(addDays(story.today, 25), async () => {
    await story.run(scenario.as('coordinator'), answerByCommittee, {
      ...{ id, answerNumber: `${id}/UBND-MAU`, answeredOn: story.today },
      resolution: 'UBND tỉnh giao bố trí trong dự toán năm sau (mẫu)',
      answerFileId: await scenario.paper('Văn bản trả lời của UBND tỉnh'),
    })
  })
}
