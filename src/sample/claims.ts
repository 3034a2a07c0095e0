import { addClaimLine, claimOfTurn, concludeClaim, judgeClaimLine, sendClaim } from '../claims/index.ts'
import { systemActor } from '../platform/actor.ts'
import type { Scenario } from './scenario.ts'

/* Claims of a sample as its last day leaves them: one that waits, one that is asked about, one accepted of which a line was cut. */

const limit = '35/2021/TT-BTC'

/** Claims for turns under way, of a small part of what these still hold. */
export async function claimPayments(scenario: Scenario): Promise<void> {
  const { system } = scenario
  const turns = await system.db
    .selectFrom('supportTurn as t')
    .innerJoin('ledgerAccount as a', 'a.commitmentId', 't.commitmentId')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .select(['t.id', 'e.name', 'a.balance'])
    .where('t.state', 'in', ['contracted', 'in_progress'])
    .where('a.kind', '=', 'committed')
    .where('a.balance', '>', 10_000_000n)
    .orderBy('t.id')
    .limit(3)
    .execute()
  for (const [at, turn] of turns.entries()) {
    const claim = await sent(scenario, turn)
    if (at > 0) await judged(scenario, claim, at === 1 ? 'asked' : 'cut')
  }
}

type Claim = { id: number; version: number; lines: { id: number; amount: bigint }[] }

/** A claim of two costs that the office enters for the enterprise, sent. */
async function sent(
  { story, paper }: Scenario,
  turn: { readonly id: number; readonly name: string; readonly balance: bigint },
): Promise<Claim> {
  const { id } = await story.run(systemActor, claimOfTurn, {
    ...{ id: turn.id, payee: `${turn.name} (mẫu)`, payeeAccount: '000000000000' },
    ...{ payeeBank: 'Ngân hàng mẫu', note: 'Đề nghị của dữ liệu mẫu' },
  })
  const lines: Claim['lines'] = []
  let version = 1
  for (const [what, part] of [
    ['Thuê tư vấn xây dựng hệ thống (mẫu)', 10n],
    ['In tài liệu, biển bảng (mẫu)', 25n],
  ] as const) {
    const amount = turn.balance / part
    const line = await story.run(systemActor, addClaimLine, {
      ...{ id, what, amount, voucherNumber: `${turn.id}-${part}/HĐĐT-MAU`, voucherOn: story.today },
      fileId: await paper('Hóa đơn của doanh nghiệp'),
    })
    lines.push({ id: line.lineId, amount })
    version = line.version
  }
  return { id, lines, ...(await story.run(systemActor, sendClaim, { id, version })) }
}

/** The first cost accepted, the second asked about or cut; a claim with nothing open is concluded. */
async function judged({ system, story, as }: Scenario, claim: Claim, second: 'asked' | 'cut'): Promise<void> {
  const coordinator = as('coordinator')
  const [one, other] = claim.lines
  const { id } = claim
  const first = await story.run(coordinator, judgeClaimLine, {
    ...{ id, line: one?.id, version: claim.version, verdict: 'accepted' },
  })
  const line = { id, line: other?.id, version: first.version }
  if (second === 'asked') {
    const question = 'Ảnh hóa đơn mờ, xin chụp lại (mẫu).'
    await story.run(coordinator, judgeClaimLine, { ...line, verdict: 'asked', question })
    return
  }
  const instrument = await system.db
    .selectFrom('legalInstrument')
    .select('id')
    .where('number', '=', limit)
    .executeTakeFirst()
  if (instrument === undefined) return
  const { version } = await story.run(coordinator, judgeClaimLine, {
    ...{ ...line, verdict: 'cut', accepted: (other?.amount ?? 0n) / 2n, instrumentId: instrument.id },
    ...{ reason: 'Phần vượt chi phí thực tế theo hợp đồng (mẫu)', article: 'Điều 9' },
  })
  await story.run(coordinator, concludeClaim, { id, version })
}
