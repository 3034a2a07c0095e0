import { sql } from 'kysely'
import {
  addClaimLine,
  claimOfContent,
  claimOfTurn,
  concludeClaim,
  judgeClaimLine,
  sendClaim,
} from '../claims/index.ts'
import { systemActor } from '../platform/actor.ts'
import type { Scenario } from './scenario.ts'

/* Claims of a sample as its last day leaves them: one that waits, one that is asked about, one accepted of which a line was cut. */

const limit = '35/2021/TT-BTC'

/** What may be claimed: a content that a contract of its task commits, or a turn under way, with what its commitment still holds. */
export interface Claimable {
  readonly id: number
  readonly turn: boolean
  readonly name: string
  readonly commitmentId: number
  readonly left: bigint
  /** The advance that it accounts for. */
  readonly advanceId?: number
}

/** Claims of a small part of what contents of tasks and turns under way still hold. */
export async function claimPayments(scenario: Scenario): Promise<void> {
  const { rows } = await sql<Claimable>`
    SELECT * FROM (
      SELECT DISTINCT ON (o.commitment_id) n.id, false AS turn, k.host_name AS name, o.commitment_id, claim_left(o.commitment_id, NULL) AS "left"
        FROM science_task_commitment o JOIN science_task k ON k.id = o.task_id
        JOIN science_task_content n ON n.task_id = k.id AND n.committed_by = 'contract' AND n.passed IS DISTINCT FROM false
       ORDER BY o.commitment_id, n.id) c
    UNION ALL SELECT t.id, true, e.name, t.commitment_id, claim_left(t.commitment_id, NULL)
      FROM support_turn t JOIN enterprise e ON e.id = t.enterprise_id
     WHERE t.state IN ('contracted', 'in_progress') AND t.commitment_id IS NOT NULL`.execute(
    scenario.system.db,
  )
  const some = rows.filter(({ left }) => left > 20_000_000n)
  // where little is under way, one commitment is claimed on more than once
  for (const [at, outcome] of (['open', 'asked', 'cut'] as const).entries()) {
    const of = some[at % Math.max(some.length, 1)]
    if (of === undefined) return
    const claim = await sent(scenario, of, at + 1)
    if (outcome !== 'open') await judged(scenario, claim, outcome)
  }
}

type Claim = { id: number; version: number; lines: { id: number; amount: bigint }[] }

/** A claim of two costs that the office enters for the enterprise or host, sent. */
export async function sent({ story, paper }: Scenario, of: Claimable, round: number): Promise<Claim> {
  const { id } = await story.run(systemActor, of.turn ? claimOfTurn : claimOfContent, {
    ...{ id: of.id, payee: `${of.name} (mẫu)`, payeeAccount: '000000000000' },
    ...{ payeeBank: 'Ngân hàng mẫu', note: 'Đề nghị của dữ liệu mẫu', advanceId: of.advanceId },
  })
  const lines: Claim['lines'] = []
  let version = 1
  for (const [what, part] of [
    ['Thuê tư vấn xây dựng hệ thống (mẫu)', 10n],
    ['In tài liệu, biển bảng (mẫu)', 25n],
  ] as const) {
    const amount = of.left / part / 4n
    const line = await story.run(systemActor, addClaimLine, {
      ...{ id, what, amount, commitmentId: of.commitmentId, voucherOn: story.today },
      voucherNumber: `${of.id}-${part}-${round}/HĐĐT-MAU`,
      fileId: await paper('Hóa đơn của doanh nghiệp'),
    })
    lines.push({ id: line.lineId, amount })
    version = line.version
  }
  return { lines, ...(await story.run(systemActor, sendClaim, { id, version })) }
}

/** The first cost accepted, the second asked about or cut; a claim with nothing open is concluded. */
export async function judged(
  { system, story, as }: Scenario,
  claim: Claim,
  second: 'asked' | 'cut',
): Promise<void> {
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
