import { sql } from 'kysely'
import { z } from 'zod'
import {
  commitmentPlace,
  contentPaid,
  draft,
  lockSides,
  type Payment,
  paymentInput,
  paymentRules,
  standingsOf,
} from '../budget/index.ts'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint } from '../platform/problem.ts'
import { advanceStates, type beneficiaries, dueFields } from './fields.ts'
import { dueOf, overShare, waitsForFormer } from './rules.ts'
import { termOn } from './terms.ts'

/* An advance is a payment that is drawn up as one: with its share of the State's money, and the day by which it is cleared. Another person releases it. */

explainConstraint('advance_has_parts', () =>
  conflict(
    'advances.hasParts',
    words(
      'Khoản tạm ứng này đã có phần hoàn tạm ứng; xử lý phần đó trước.',
      'A part of this advance is cleared already; settle that first.',
    ),
  ),
)
explainConstraint('ledger_advance_stays', () =>
  conflict(
    'advances.stays',
    words(
      'Số thu hồi lấn vào khoản tạm ứng chưa hoàn: ghi nộp trả tại trang của khoản tạm ứng.',
      'The refund would take an advance back: enter it on the page of the advance.',
    ),
    'amount',
  ),
)

/** Who draws advances up and enters what clears them. */
export const enterers = ['coordinator', 'finance'] as const

const Drawn = z.object({ ...paymentInput, ...dueFields.input })
type Drawn = z.output<typeof Drawn>

interface Place {
  readonly turnId: number | null
  readonly contentId: number | null
  readonly beneficiary: (typeof beneficiaries.keys)[number]
}

/** Whose advance it is. @throws Problem 409 for a commitment that is of no turn and no task */
async function placeOf(db: Db, { id, taskContentId }: Pick<Drawn, 'id' | 'taskContentId'>): Promise<Place> {
  const { turnId, contents } = await commitmentPlace(db, id)
  if (turnId !== null) return { turnId, contentId: null, beneficiary: 'enterprise' }
  if (contents.length === 0)
    throw conflict(
      'advances.noBeneficiary',
      words(
        'Chỉ tạm ứng cho doanh nghiệp theo lượt hỗ trợ hoặc tổ chức chủ trì nhiệm vụ.',
        'Advances are for enterprises by their support turn, or for hosts of tasks.',
      ),
    )
  return { turnId: null, contentId: (await contentPaid(db, id, taskContentId)) ?? null, beneficiary: 'task' }
}

/** Advances of a turn, a content or a task that are not dropped: what was advanced, and what of it is settled. */
async function advancedOf(db: Db, scope: string, scopeId: number) {
  const { rows } = await sql<{ amount: bigint; settled: bigint }>`
    SELECT coalesce(sum(a.amount), 0)::bigint AS amount, coalesce(sum(a.cleared + a.returned + a.recovered), 0)::bigint AS settled
      FROM advance a JOIN payment_order o ON o.id = a.order_id
      LEFT JOIN support_turn t ON t.commitment_id = o.commitment_id
      LEFT JOIN science_task_content n ON n.id = coalesce(o.task_content_id, t.task_content_id)
     WHERE a.state <> 'dropped' AND CASE ${scope} WHEN 'turn' THEN t.id = ${scopeId}::int WHEN 'content' THEN n.id = ${scopeId}::int
           ELSE n.task_id = ${scopeId}::int END`.execute(db)
  return rows[0] ?? { amount: 0n, settled: 0n }
}

/** Holds an advance against the share of each side, and those before it. @throws Problem 409 @returns the share that it is under */
async function holdAdvance({ db }: Pick<Context, 'db'>, input: Drawn, place: Place) {
  const source = await db
    .selectFrom('commitment as c')
    .innerJoin('fundingSource as s', 's.id', 'c.sourceId')
    .select('s.kind')
    .where('c.id', '=', input.id)
    .executeTakeFirst()
  const term = await termOn(db, place.beneficiary, input.on)
  let share: { share: number; shareSource: string } | null = null
  for (const [at, side] of (await standingsOf(db, place)).entries()) {
    const former = await advancedOf(db, side.scope, side.id)
    if (at === 0) {
      const waits = waitsForFormer(former, term)
      if (waits !== null) throw conflict('advances.former', waits, 'amount')
    }
    if (source?.kind !== 'budget' || side.rule === null || side.rule.advancePercent === 0) continue
    const rule = { percent: side.rule.advancePercent, source: side.rule.source }
    const unsettled = former.amount - former.settled
    const over = overShare({ agreed: side.stateAgreed, unsettled, amount: input.amount }, rule)
    if (over !== null) throw conflict('advances.overShare', over, 'amount')
    share ??= { share: rule.percent, shareSource: rule.source }
  }
  return share
}

const rules: readonly Rule<Drawn>[] = [
  ...paymentRules,
  {
    of: ['id', 'taskContentId', 'on', 'dueOn', 'dueReason'],
    asks: {
      dueOn: words('khi chưa có quy định về thời hạn', 'where no term is entered'),
      dueReason: words('khi chưa có quy định về thời hạn', 'where no term is entered'),
    },
    judge: async (input, { db }) => {
      const { beneficiary } = await placeOf(db, input)
      const due = dueOf(await termOn(db, beneficiary, input.on), input.on, typedOf(input))
      return due.ok ? null : { field: due.field, words: due.words }
    },
  },
  {
    of: ['id', 'taskContentId', 'amount', 'on'],
    check: async (input, context) => {
      await holdAdvance(context, input, await placeOf(context.db, input))
    },
  },
]
const typedOf = ({ dueOn, dueReason }: Drawn) => ({ dueOn, dueReason })

/**
 * Draws an advance up on the commitment of a turn or a task. Nothing is paid before another person releases it, as every payment.
 * @throws Problem as of a payment; 409 `advances.overShare`, `advances.former`, 422 without a day by which it is cleared
 */
export const draftAdvance = command({
  name: 'advances.draft',
  summary: words('Lập chứng từ tạm ứng', 'Draw up an advance'),
  route: 'POST /budget/commitments/{id}/advances',
  input: Drawn,
  output: z.object({
    id: z.int(),
    paymentId: z.int(),
    commitmentId: z.int(),
    state: advanceStates.schema,
    version: z.int(),
  }),
  may: enterers,
  rules,
  subject: (_input, output) => `advance:${output.id}`,
  async run(context, input) {
    const { db } = context
    const place = await placeOf(db, input)
    await lockSides(db, place)
    const share = await holdAdvance(context, input, place)
    const due = dueOf(await termOn(db, place.beneficiary, input.on), input.on, typedOf(input))
    if (!due.ok) throw conflict('advances.due', due.words, due.field)
    const { dueOn: _day, dueReason: _why, ...payment } = input
    const order = await draft(context, payment satisfies Payment)
    const { id, version } = await db
      .insertInto('advance')
      .values({
        ...{ orderId: order.id, amount: input.amount },
        ...{ dueOn: due.dueOn, dueSource: due.source, dueReason: due.reason },
        ...(share ?? {}),
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    return { id, paymentId: order.id, commitmentId: input.id, state: 'waiting' as const, version }
  },
})
