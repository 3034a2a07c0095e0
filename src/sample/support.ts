import {
  answerObjection,
  appraiseApplication,
  checkApplication,
  decideApplication,
  editApplication,
  fileApplication,
  issueLetter,
  objectToDecision,
  showApplication,
  withdrawApplication,
} from '../applications/index.ts'
import { position, refund } from '../budget/index.ts'
import { addEntry, addList } from '../key-products/index.ts'
import { addInstrument } from '../legal/index.ts'
import { addNorm } from '../norms/index.ts'
import { addDays } from '../platform/dates.ts'
import type { CertificateKind, TurnStep } from '../support/index.ts'
import { cancelTurn, moveTurn, recordCertificate, withdrawCertificate } from '../support/index.ts'
import { writeMessage } from '../talk/index.ts'
import { type Maker, opening, payOut, type Scenario } from './scenario.ts'

/** How an application of the sample ends. Every state comes up, and most are accepted. */
const ends = [
  'accepted',
  'cancelled',
  'refused',
  'accepted',
  'waiting',
  'accepted',
  'returned',
  'accepted',
  'withdrawn',
  'accepted',
  'filed',
  'accepted',
  'checked',
  'accepted',
  'appraised',
  'accepted',
  'again',
] as const
type End = (typeof ends)[number]

interface Content {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly standards: string[]
}

const certified: Readonly<Record<string, CertificateKind>> = {
  'food-safety': 'food_safety',
  environment: 'environment',
  energy: 'energy',
  'occupational-health': 'occupational_health',
  traceability: 'traceability',
  'quality-management': 'quality_management',
  gap: 'other_system',
  organic: 'other_system',
  'product-tcvn': 'product_tcvn',
  'product-qcvn': 'product_qcvn',
  'product-qcdp': 'product_qcdp',
}

/** Applications over the plan's years, each on its way to one of the ends: support turns, certificates and payments come of them. */
export async function supportEnterprises(scenario: Scenario): Promise<void> {
  const { system, plan, dice, story, count } = scenario
  if (plan.supportLine === null) return
  const contents = await system.db
    .selectFrom('supportContent')
    .select(['id', 'key', 'name', 'standards'])
    .orderBy('ord')
    .execute()
  const filed = new Set<string>()
  story.on(opening(scenario, plan.firstYear, '01-05'), async () => {
    await enterNorms(scenario)
    await enterKeyProducts(scenario)
  })
  const many = Math.max(ends.length, Math.min(80, Math.round(count * 0.3)))
  for (let at = 0; at < many; at += 1) {
    const end = ends[at % ends.length] ?? 'filed'
    // What is still on its way at the end was filed last.
    // Two by two, so that each year has every end.
    const year = plan.firstYear + (Math.floor(at / 2) % (plan.lastYear - plan.firstYear + 1))
    const late =
      end === 'filed' || end === 'checked' || end === 'appraised' || end === 'returned' || end === 'waiting'
    const from = late ? `${plan.lastYear}-09-01` : opening(scenario, year, '02-10')
    // Most enterprises want what ends in a certificate, as the plan does.
    const wanted = at % 4 === 3 ? contents : contents.filter(({ key }) => key in certified)
    const content = wanted[(at * 3) % wanted.length] ?? dice.pick(contents)
    story.on(dice.after(from, 0, late ? 75 : days(from, 60)), async () => {
      const { makers } = scenario
      const of = late ? plan.lastYear : year
      // An enterprise files once a year for a content: the next one after it takes its turn.
      const first = (at * 5) % makers.length
      const maker = [...makers.slice(first), ...makers.slice(0, first)].find(
        ({ id }) => !filed.has(`${id}/${content.id}/${of}`),
      )
      if (maker === undefined) return
      filed.add(`${maker.id}/${content.id}/${of}`)
      await file(scenario, maker, content, of, end)
    })
  }
}

/** Norms of a made-up resolution, so that amounts have something to be held against. */
async function enterNorms({ story, as, plan }: Scenario): Promise<void> {
  const coordinator = as('coordinator')
  const { id: instrumentId } = await story.run(coordinator, addInstrument, {
    number: '00/NQ-HĐND (mẫu)',
    title: 'Nghị quyết mẫu về mức chi của chương trình (dữ liệu mẫu)',
    titleEn: 'Made-up resolution on spending norms (sample data)',
    issuer: 'Hội đồng nhân dân (mẫu)',
  })
  const norm = { instrumentId, whenOver: 'stopped', validFrom: `${plan.firstYear}-01-01` }
  await story.run(coordinator, addNorm, {
    ...norm,
    ...{ article: 'Điều 3', name: 'Hỗ trợ một nội dung cho một doanh nghiệp (mẫu)', kind: 'fixed' },
    ...{
      nameEn: 'Support of one content for one enterprise (sample)',
      ceiling: '100 triệu',
      ceilingUnit: 'contract',
    },
  })
  await story.run(coordinator, addNorm, {
    ...norm,
    ...{ article: 'Điều 4', name: 'Giảng viên khóa đào tạo (mẫu)', kind: 'fixed', role: 'Giảng viên' },
    ...{ nameEn: 'Lecturer of a course (sample)', ceiling: '1.000.000', ceilingUnit: 'session' },
  })
}

/** The list of a made-up decision on key products. */
async function enterKeyProducts({ story, as, plan }: Scenario): Promise<void> {
  const coordinator = as('coordinator')
  const { id: instrumentId } = await story.run(coordinator, addInstrument, {
    number: '00/QĐ-UBND (mẫu)',
    title: 'Quyết định mẫu về danh mục sản phẩm chủ lực (dữ liệu mẫu)',
    titleEn: 'Made-up decision on key products (sample data)',
    issuer: 'Ủy ban nhân dân (mẫu)',
  })
  const { id } = await story.run(coordinator, addList, {
    ...{ instrumentId, validFrom: `${plan.firstYear}-01-01`, note: 'Dữ liệu mẫu' },
  })
  for (const name of ['Sản phẩm thứ nhất (mẫu)', 'Sản phẩm thứ hai (mẫu)', 'Sản phẩm thứ ba (mẫu)'])
    await story.run(coordinator, addEntry, { id, name, groupName: 'Nhóm mẫu' })
}

/** So many days, or a quarter of them where the year has only its last months left. */
function days(day: string, usual: number): number {
  return day.slice(5) > '10-15' ? Math.ceil(usual / 4) : usual
}

async function version(scenario: Scenario, id: number): Promise<number> {
  return (await scenario.story.run(scenario.as('coordinator'), showApplication, { id })).version
}

async function file(
  scenario: Scenario,
  maker: Maker,
  content: Content,
  year: number,
  end: End,
): Promise<void> {
  const { dice, story } = scenario
  const body = {
    contentId: content.id,
    year,
    description: `Áp dụng ${content.standards[0] ?? content.name} tại ${maker.name} (hồ sơ mẫu).`,
    requested: dice.dong(38_000_000, 96_000_000),
    ownFunds: dice.dong(12_000_000, 90_000_000),
    ownFundsSource: 'Vốn tự có (mẫu)',
    otherSupport: maker.id % 5 === 0 ? 6_000_000n : maker.id % 2 === 0 ? 0n : undefined,
    otherSupportFrom: maker.id % 5 === 0 ? 'Chương trình OCOP (mẫu)' : undefined,
    fileId: await scenario.paper('Hồ sơ đề nghị hỗ trợ'),
  }
  const coordinator = scenario.as('coordinator')
  const { id } = await story.run(coordinator, fileApplication, { enterpriseId: maker.id, ...body })
  if (end === 'filed') return
  story.on(dice.after(story.today, 1, days(story.today, 12)), async () => {
    const outcome = end === 'returned' || end === 'again' ? 'returned' : 'checked'
    await story.run(coordinator, checkApplication, {
      id,
      version: await version(scenario, id),
      outcome,
      note: outcome === 'returned' ? 'Thiếu báo giá của đơn vị tư vấn (mẫu)' : undefined,
    })
    if (end === 'again') {
      const note = { side: 'note', body: 'Đã gọi điện hẹn ngày bổ sung báo giá (mẫu)' }
      await story.run(coordinator, writeMessage, { record: 'application', recordId: id, ...note })
      story.on(dice.after(story.today, 1, days(story.today, 15)), async () => {
        await story.run(coordinator, editApplication, { id, version: await version(scenario, id), ...body })
        await story.run(coordinator, checkApplication, {
          id,
          version: await version(scenario, id),
          outcome: 'checked',
        })
        appraise(scenario, maker, content, id, body.requested, 'accepted')
      })
    } else if (outcome === 'checked' && end !== 'checked')
      appraise(scenario, maker, content, id, body.requested, end)
  })
}

function appraise(
  scenario: Scenario,
  maker: Maker,
  content: Content,
  id: number,
  asked: bigint,
  end: End,
): void {
  const { dice, story } = scenario
  const coordinator = scenario.as('coordinator')
  story.on(dice.after(story.today, 1, days(story.today, 20)), async () => {
    if (end === 'withdrawn') {
      const reason = 'Doanh nghiệp đổi kế hoạch đầu tư (mẫu)'
      await story.run(coordinator, withdrawApplication, { id, version: await version(scenario, id), reason })
      return
    }
    await story.run(coordinator, appraiseApplication, {
      id,
      version: await version(scenario, id),
      amount: (asked * BigInt(dice.whole(85, 100))) / 100n,
      note: 'Hồ sơ đủ nội dung; đề xuất theo báo giá (mẫu)',
    })
    if (end !== 'appraised')
      story.on(dice.after(story.today, 1, days(story.today, 25)), () =>
        decide(scenario, maker, content, id, end),
      )
  })
}

async function decide(
  scenario: Scenario,
  maker: Maker,
  content: Content,
  id: number,
  end: End,
): Promise<void> {
  const { system, plan, story } = scenario
  const leader = scenario.as('leader')
  const shown = await story.run(leader, showApplication, { id })
  const eligible = shown.findings.every(({ outcome }) => outcome !== 'failed')
  const { remaining } = await position(system.db, {
    planId: plan.id,
    lineCode: plan.supportLine ?? '',
    year: shown.year,
    sourceKey: plan.budgetSource,
  })
  const wanted = end === 'refused' || !eligible ? 'refuse' : end === 'waiting' ? 'wait' : 'accept'
  const outcome = wanted === 'accept' && (shown.appraisal?.amount ?? 0n) > remaining ? 'wait' : wanted
  const reasons = {
    accept: 'Đủ điều kiện, trong dự toán (mẫu)',
    refuse: 'Nội dung chưa phù hợp với Kế hoạch (mẫu)',
    wait: 'Chờ dự toán được giao bổ sung (mẫu)',
  }
  const { turnId } = await story.run(leader, decideApplication, {
    id,
    version: shown.version,
    outcome,
    reason: reasons[outcome],
    decisionNumber: `${id}/QĐ-MAU`,
    decidedOn: story.today,
    decisionFileId: await scenario.paper('Quyết định hỗ trợ'),
  })
  if (turnId !== null) runTurn(scenario, maker, content, turnId, end)
  if (outcome !== 'wait') story.on(addDays(story.today, 1), () => sendLetter(scenario, id))
  if (outcome === 'refuse' && maker.id % 2 === 0) object(scenario, id)
}

/** The letter goes out on the day after the decision, unless something has changed meanwhile. */
async function sendLetter({ story, as }: Scenario, id: number): Promise<void> {
  const officer = as('coordinator')
  const { version, letterDue } = await story.run(officer, showApplication, { id })
  if (letterDue)
    await story.run(officer, issueLetter, { id, version, issuedOn: story.today, signer: 'Người ký mẫu' })
}

/** An enterprise objects to a refusal, and somebody else than who decided answers. */
function object({ story, as }: Scenario, id: number): void {
  story.on(addDays(story.today, 3), async () => {
    const officer = as('coordinator')
    await story.run(officer, objectToDecision, { id, text: 'Đề nghị xem lại: báo giá đã kèm theo (mẫu)' })
    if (id % 3 === 0) return
    story.on(addDays(story.today, 6), async () => {
      await story.run(officer, answerObjection, {
        ...{ id, version: (await story.run(officer, showApplication, { id })).version, outcome: 'rejected' },
        answer: 'Nội dung đề nghị không có trong Kế hoạch (mẫu)',
      })
    })
  })
}

/** From the decision to the last payment. */
function runTurn(scenario: Scenario, maker: Maker, content: Content, turnId: number, end: End): void {
  const { system, dice, story } = scenario
  const coordinator = scenario.as('coordinator')
  const turnOf = () =>
    system.db.selectFrom('supportTurn').selectAll().where('id', '=', turnId).executeTakeFirstOrThrow()
  const step = async (state: TurnStep) => {
    const { version } = await turnOf()
    await story.run(coordinator, moveTurn, {
      id: turnId,
      version,
      state,
      happenedOn: story.today,
      documentNumber: `${turnId}/${state === 'contracted' ? 'HĐ' : 'BB'}-MAU`,
      fileId: await scenario.paper(state === 'contracted' ? 'Hợp đồng tư vấn' : 'Biên bản nghiệm thu'),
    })
  }
  story.on(dice.after(story.today, 7, 20), async () => {
    await step('contracted')
    story.on(dice.after(story.today, 5, 15), async () => {
      await step('in_progress')
      if (end === 'cancelled') {
        story.on(dice.after(story.today, 30, 60), async () => {
          await story.run(coordinator, cancelTurn, {
            id: turnId,
            version: (await turnOf()).version,
            happenedOn: story.today,
            documentNumber: `${turnId}/TB-MAU`,
            reason: 'Doanh nghiệp ngừng thực hiện (mẫu)',
          })
        })
        return
      }
      story.on(dice.after(story.today, 45, 110), async () => {
        await step('accepted')
        await pay(scenario, turnId, BigInt(dice.whole(40, 60)))
        await certify(scenario, maker, content, turnId)
        story.on(dice.after(story.today, 10, 40), async () => {
          await step('finished')
          await pay(scenario, turnId, 100n)
        })
      })
    })
  })
}

/** Pays a share of what the turn's commitment still holds. @param percent 100: the rest */
async function pay(scenario: Scenario, turnId: number, percent: bigint): Promise<void> {
  const { system, story } = scenario
  const held = await system.db
    .selectFrom('supportTurn as t')
    .innerJoin('ledgerAccount as a', 'a.commitmentId', 't.commitmentId')
    .select(['t.commitmentId as id', 'a.balance'])
    .where('t.id', '=', turnId)
    .where('a.kind', '=', 'committed')
    .$narrowType<{ id: number }>()
    .executeTakeFirstOrThrow()
  const amount = (held.balance * percent) / 100n
  const paper = { on: story.today, fileId: await scenario.paper('Chứng từ chi') }
  await payOut(scenario, {
    id: held.id,
    kind: 'enterprise',
    amount,
    documentNumber: `${turnId}-${percent}/UNC-MAU`,
    basis: percent === 100n ? 'acceptance' : 'contract',
  })
  // One enterprise in nine gives a little back.
  if (percent !== 100n || turnId % 9 !== 4) return
  await story.run(scenario.as('finance'), refund, {
    id: held.id,
    amount: amount / 20n + 1n,
    documentNumber: `${turnId}/PT-MAU`,
    note: 'Doanh nghiệp nộp lại phần chi vượt (mẫu)',
    ...paper,
  })
}

async function certify(scenario: Scenario, maker: Maker, content: Content, turnId: number): Promise<void> {
  const { dice, story } = scenario
  const kind = certified[content.key]
  if (kind === undefined) return
  const coordinator = scenario.as('coordinator')
  const products = kind.startsWith('product') ? [...maker.products.values()] : [undefined]
  for (const productId of products) {
    const { id } = await story.run(coordinator, recordCertificate, {
      turnId,
      kind,
      standard: content.standards[0] ?? content.name,
      productId,
      body: 'Tổ chức chứng nhận mẫu',
      number: `MAU-${turnId}`,
      issuedOn: story.today,
      // One in eight lapses before the plan ends.
      expiresOn: dice.after(story.today, turnId % 8 === 0 ? 60 : 1090, turnId % 8 === 0 ? 90 : 1095),
      fileId: await scenario.paper('Giấy chứng nhận'),
    })
    if (turnId % 11 !== 5) continue
    story.on(dice.after(story.today, 40, 80), async () => {
      const reason = 'Tổ chức chứng nhận thu hồi (mẫu)'
      await story.run(coordinator, withdrawCertificate, { id, withdrawnOn: story.today, reason })
    })
  }
}
