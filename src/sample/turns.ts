import { refund } from '../budget/index.ts'
import { systemActor } from '../platform/actor.ts'
import { addDays } from '../platform/dates.ts'
import { rateProvider } from '../providers/index.ts'
import type { CertificateKind, TurnStep } from '../support/index.ts'
import {
  approveChange,
  askChange,
  askFollowUps,
  cancelTurn,
  chooseProvider,
  confirmUnrecovered,
  enterAnswer,
  moveTurn,
  nameSilent,
  planAudit,
  recordAudit,
  recordCertificate,
  sayUnrecovered,
  suspendCertificate,
  withdrawCertificate,
} from '../support/index.ts'
import { putInOwn, settleAllOwn } from './own-money.ts'
import { providersOf } from './providers.ts'
import { type Maker, payOut, type Scenario } from './scenario.ts'
import { tellContent, traceLotOf } from './turn-contents.ts'

/* The support turns of a sample, from the decision to the last payment. */

/** How an application of the sample ends. Every state comes up, and most are accepted. */
export const ends = [
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
export type End = (typeof ends)[number]

export interface Content {
  readonly id: number
  readonly key: string
  readonly name: string
  readonly standards: string[]
}

/** Which certificate a content ends in. */
export const certified: Readonly<Record<string, CertificateKind>> = {
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

/** From the decision to the last payment. */
export function runTurn(scenario: Scenario, maker: Maker, content: Content, turnId: number, end: End): void {
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
    const providers = providersOf(scenario)
    if (providers !== undefined)
      await story.run(coordinator, chooseProvider, {
        ...{ id: turnId, version: (await turnOf()).version, providerId: providers.consultant },
      })
    story.on(dice.after(story.today, 5, 15), async () => {
      await step('in_progress')
      if (end === 'cancelled') {
        story.on(dice.after(story.today, 30, 60), async () => {
          if (turnId % 2 === 0) {
            await putInOwn(scenario, turnId, 65n)
            await pay(scenario, turnId, 30n)
          }
          await story.run(coordinator, cancelTurn, {
            id: turnId,
            version: (await turnOf()).version,
            happenedOn: story.today,
            documentNumber: `${turnId}/TB-MAU`,
            reason: 'Doanh nghiệp ngừng thực hiện (mẫu)',
          })
          if (turnId % 4 === 0) await unrecovered(scenario, turnId)
        })
        return
      }
      if (turnId % 3 === 0) await postponed(scenario, turnId)
      story.on(dice.after(story.today, 45, 110), async () => {
        await step('accepted')
        await putInOwn(scenario, turnId, 65n)
        await pay(scenario, turnId, BigInt(dice.whole(40, 60)))
        await certify(scenario, maker, content, turnId)
        await tellContent(scenario, content, turnId)
        await traceLotOf(scenario, maker, content, turnId)
        story.on(dice.after(story.today, 10, 40), async () => {
          await step('finished')
          await rate(scenario, maker, turnId)
          await tellsOf(scenario, turnId)
          for (const days of [184, 366]) story.on(addDays(story.today, days), () => tellsOf(scenario, turnId))
          await putInOwn(scenario, turnId, 100n)
          await pay(scenario, turnId, 100n)
          if (turnId % 2 === 0) await settleAllOwn(scenario, turnId)
        })
      })
    })
  })
}

/** What was paid on a turn that ended early is not recovered: said by the program, confirmed by the finance office. */
async function unrecovered({ system, story, as, paper }: Scenario, turnId: number): Promise<void> {
  const { open } =
    (await system.db
      .selectFrom('supportUnsettled')
      .select('open')
      .where('id', '=', turnId)
      .executeTakeFirst()) ?? {}
  if (open == null || open === 0n) return
  const { unrecoveredId } = await story.run(systemActor, sayUnrecovered, {
    ...{
      id: turnId,
      amount: open,
      reason: 'Phần việc đã làm được nghiệm thu (mẫu)',
      documentDate: story.today,
    },
    ...{ documentNumber: `${turnId}/QĐ-MAU`, fileId: await paper('Văn bản cho không thu hồi') },
  })
  await story.run(as('finance'), confirmUnrecovered, { id: unrecoveredId, version: 1 })
}

/** A later last day is asked for, and approved by the leader. */
async function postponed({ story, as }: Scenario, turnId: number): Promise<void> {
  const { changeId } = await story.run(as('coordinator'), askChange, {
    ...{
      id: turnId,
      dueOn: addDays(story.today, 150),
      reason: 'Vụ mùa kéo dài, doanh nghiệp xin lùi hạn (mẫu)',
    },
  })
  story.on(addDays(story.today, 6), async () => {
    await story.run(as('leader'), approveChange, {
      ...{ id: changeId, version: 1, documentNumber: `${turnId}/PLHĐ-MAU` },
    })
  })
}

/** Whom it is time to ask is asked; of three enterprises one does not answer. */
async function tellsOf({ system, story, as, paper }: Scenario, turnId: number): Promise<void> {
  await story.run(systemActor, askFollowUps, {})
  const asked = await system.db
    .selectFrom('supportFollowUp as u')
    .innerJoin('followUpMoment as m', 'm.id', 'u.momentId')
    .select(['u.id', 'u.version', 'u.dueOn', 'm.months'])
    .where('u.turnId', '=', turnId)
    .where('u.state', '=', 'asked')
    .orderBy('u.id', 'desc')
    .executeTakeFirst()
  if (asked === undefined) return
  const { id, version, dueOn, months } = asked
  if (turnId % 3 === 0) {
    story.on(addDays(dueOn, 3), async () => {
      const reason = 'Gọi điện ba lần không liên lạc được (mẫu)'
      await story.run(as('coordinator'), nameSilent, { id, version, reason })
    })
    return
  }
  const questions = await system.db.selectFrom('followUpQuestion').select(['id', 'kind', 'askedAt']).execute()
  const said = { scale: String(3 + (turnId % 3)), kept: String(1 + (turnId % 2)), yes_no: '1' }
  const fileId = await paper('Phiếu trả lời sau hỗ trợ')
  await story.run(as('coordinator'), enterAnswer, {
    ...{ id, version, answeredOn: story.today, fileId },
    answers: Object.fromEntries(
      questions
        .filter(({ askedAt }) => askedAt === 'always' || (askedAt === 'end') === (months === 0))
        .map(({ id: question, kind }) => [
          question,
          kind === 'text' ? 'Đã áp dụng ở nơi sản xuất, giảm sai lỗi (mẫu)' : said[kind],
        ]),
    ),
  })
}

/** The enterprise that has an account rates who helped it. */
async function rate(scenario: Scenario, maker: Maker, turnId: number): Promise<void> {
  const own = scenario.as('enterprise')
  if (own.enterpriseId !== maker.id || providersOf(scenario) === undefined) return
  await scenario.story.run(own, rateProvider, {
    ...{ turnId, score: 3 + (turnId % 3), words: 'Chuyên gia hướng dẫn kỹ, đúng tiến độ (mẫu)' },
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
    // of the year that it was carried into, where it was
    .where('a.balance', '>', 0n)
    .$narrowType<{ id: number }>()
    .executeTakeFirst()
  // the contract of a task pays what is under it
  if (held === undefined) return
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
  const providers = providersOf(scenario)
  const products = kind.startsWith('product') ? [...maker.products.values()] : [undefined]
  for (const productId of products) {
    const { id } = await story.run(coordinator, recordCertificate, {
      turnId,
      kind,
      standard: content.standards[0] ?? content.name,
      productId,
      ...(providers === undefined ? { body: 'Tổ chức chứng nhận mẫu' } : { providerId: providers.certifier }),
      number: `MAU-${turnId}`,
      issuedOn: story.today,
      // One in eight lapses before the plan ends.
      expiresOn: dice.after(story.today, turnId % 8 === 0 ? 60 : 1090, turnId % 8 === 0 ? 90 : 1095),
      fileId: await scenario.paper('Giấy chứng nhận'),
    })
    followCertificate(scenario, id, turnId)
    if (turnId % 11 !== 5) continue
    story.on(dice.after(story.today, 40, 80), async () => {
      const reason = 'Tổ chức chứng nhận thu hồi (mẫu)'
      await story.run(coordinator, withdrawCertificate, { id, withdrawnOn: story.today, reason })
    })
  }
}

/** Surveillance audits of a certificate: one held in its first year, the next planned; some are suspended for a while, and one stays so. */
function followCertificate(scenario: Scenario, id: number, turnId: number): void {
  const { story } = scenario
  if (turnId % 3 !== 0) return
  const coordinator = scenario.as('coordinator')
  const issued = story.today
  const [first, second] = [addDays(issued, 60), addDays(issued, 420)]
  story.on(addDays(issued, 1), async () => {
    for (const plannedOn of [first, second])
      await story.run(coordinator, planAudit, { id, kind: 'surveillance', plannedOn })
  })
  story.on(addDays(issued, 35), async () => {
    if (turnId % 11 === 5) return
    const audit = await scenario.system.db
      .selectFrom('certificateAudit')
      .select('id')
      .where('certificateId', '=', id)
      .orderBy('id')
      .limit(1)
      .executeTakeFirst()
    const mended = turnId % 2 === 0
    await story.run(coordinator, recordAudit, {
      ...{ id, audit: audit?.id, heldOn: story.today, result: mended ? 'conditions' : 'passed' },
      ...(mended ? { findings: 'Bổ sung hồ sơ hiệu chuẩn (mẫu)' } : {}),
      fileId: await scenario.paper('Báo cáo đánh giá giám sát'),
    })
    if (!mended) return
    await story.run(coordinator, suspendCertificate, {
      ...{ id, onDay: story.today, documentNumber: `${turnId}/TB-MAU`, reason: 'Chưa khắc phục xong (mẫu)' },
      fileId: await scenario.paper('Thông báo của tổ chức chứng nhận'),
    })
  })
}
