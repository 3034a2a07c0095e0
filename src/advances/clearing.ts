import { z } from 'zod'
import { payBack } from '../budget/index.ts'
import { claimCleared } from '../claims/index.ts'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import { formatDate } from '../platform/dates.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { enterers } from './commands.ts'
import { advanceStates, backFields, claimPartFields, voucherFields } from './fields.ts'
import { restOf } from './rules.ts'

/* What clears an advance, in parts: lines of claims that were accepted, vouchers, money that is paid back. Entered by one person, confirmed by another. */

explainConstraint('advance_within', () =>
  conflict(
    'advances.overSum',
    words(
      'Vượt số tạm ứng còn phải hoàn, kể cả các phần đang chờ xác nhận.',
      'More than is left of the advance, beside the parts that wait to be confirmed.',
    ),
    'amount',
  ),
)
explainConstraint('advance_not_paid', () => notPaid())
const notPaid = () =>
  conflict(
    'advances.notPaid',
    words('Khoản tạm ứng này chưa chi hoặc không chi.', 'This advance is not paid.'),
  )
explainConstraint('advance_part_line', () =>
  invalidField(
    'claimLineId',
    words(
      'Chọn khoản chi phí đã chấp nhận của cùng cam kết, cùng nội dung.',
      'Choose an accepted line of the same commitment and content.',
    ),
  ),
)
explainConstraint('advance_part_paid', () =>
  invalidField(
    'claimLineId',
    words(
      'Đề nghị này đã lập chứng từ chi; trả lại chứng từ đó trước.',
      'A payment is drawn up from this claim; return that one first.',
    ),
  ),
)
explainConstraint('advance_part_accepted', () =>
  invalidField(
    'amount',
    words('Vượt số được chấp nhận của khoản chi phí.', 'More than was accepted of the line.'),
  ),
)
explainConstraint('advance_part_claimed', () =>
  conflict(
    'advances.claimed',
    words(
      'Các đề nghị thanh toán đang chờ cần đến số này: hoàn tạm ứng bằng khoản chi phí của đề nghị.',
      'Claims wait for this money: clear the advance by their lines.',
    ),
    'amount',
  ),
)
explainConstraint('advance_part_voucher', () =>
  invalidField(
    'number',
    words('Chứng từ này đã được ghi cho khoản tạm ứng.', 'This voucher is entered for the advance already.'),
  ),
)

export const noAdvance = () => notFound(words('khoản tạm ứng', 'Advance'))

const PartChanged = z.object({
  id: z.int(),
  partId: z.int(),
  state: advanceStates.schema,
  version: z.int(),
})

/** An advance that was paid, locked after its payment, as all that moves it does. @throws Problem 404, 409 */
export async function lockAdvance({ db }: Pick<Context, 'db'>, advanceId: number, version?: number) {
  const seen = await db.selectFrom('advance').select('orderId').where('id', '=', advanceId).executeTakeFirst()
  if (seen === undefined) throw noAdvance()
  const order = await db
    .selectFrom('paymentOrder')
    .select(['id', 'occurredOn'])
    .where('id', '=', seen.orderId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const row = await db
    .selectFrom('advance')
    .selectAll()
    .where('id', '=', advanceId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (version !== undefined && row.version !== version) throw staleRecord()
  if (row.state === 'waiting' || row.state === 'dropped') throw notPaid()
  return { ...row, paidOn: order.occurredOn }
}

const changed = async ({ db }: Pick<Context, 'db'>, advanceId: number, partId: number) => {
  const { state, version } = await db
    .selectFrom('advance')
    .select(['state', 'version'])
    .where('id', '=', advanceId)
    .executeTakeFirstOrThrow()
  return { id: advanceId, partId, state: advanceStates.schema.parse(state), version }
}

interface Part {
  readonly kind: 'claim' | 'voucher' | 'refund'
  readonly amount: bigint
  readonly claimLineId?: number
  readonly number?: string
  readonly onDay?: string
  readonly what?: string
  readonly fileId?: number
}

async function enter(context: Context, advanceId: number, part: Part) {
  const { db, actor, now } = context
  const row = await db
    .insertInto('advancePart')
    .values({ advanceId, ...part, enteredBy: actor.userId, enteredAt: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return changed(context, advanceId, row.id)
}

/** A voucher is not of a day before the advance was paid. */
const afterPayment: Rule<{ readonly id: number; readonly onDay: string }> = {
  of: ['id', 'onDay'],
  judge: async ({ id: advanceId, onDay }, { db }) => {
    const row = await db
      .selectFrom('advance as a')
      .innerJoin('paymentOrder as o', 'o.id', 'a.orderId')
      .select('o.occurredOn')
      .where('a.id', '=', advanceId)
      .executeTakeFirst()
    return row !== undefined && onDay < row.occurredOn
      ? {
          field: 'onDay',
          words: words(
            `Không được trước ngày chi ${formatDate(row.occurredOn)}.`,
            `Not before the payment of ${formatDate(row.occurredOn)}.`,
          ),
        }
      : null
  },
}

explainConstraint('advance_part_named', () =>
  invalidField(
    'claimLineId',
    words(
      'Đề nghị của khoản chi phí này nêu khoản tạm ứng khác.',
      'The claim of this cost names another advance.',
    ),
  ),
)

const head = { id: id(), version: whole(1) }

/** Enters an accepted line of a claim that clears an advance: what clears is not paid again. Nothing counts before another person confirms it. */
export const clearByClaim = command({
  name: 'advances.clearByClaim',
  summary: words('Hoàn tạm ứng bằng khoản chi phí đã chấp nhận', 'Clear an advance by an accepted cost'),
  route: 'POST /advances/{id}/claim-lines',
  input: z.object({ ...head, ...claimPartFields.input }),
  output: PartChanged,
  may: enterers,
  subject: ({ id }) => `advance:${id}`,
  async run(context, { id: advanceId, version, claimLineId, amount }) {
    const { db } = context
    const advance = await lockAdvance(context, advanceId, version)
    const line = await db
      .selectFrom('claimLine')
      .select('accepted')
      .where('id', '=', claimLineId)
      .executeTakeFirst()
    if (line === undefined) throw notFound(words('khoản chi phí', 'Line of cost'))
    const others = await db
      .selectFrom('advancePart')
      .select(['advanceId', 'claimLineId', 'amount', 'state'])
      .where('state', '<>', 'refused')
      .where((eb) => eb.or([eb('advanceId', '=', advanceId), eb('claimLineId', '=', claimLineId)]))
      .execute()
    const sum = (of: (part: (typeof others)[number]) => boolean) =>
      others.reduce((total, part) => (of(part) ? total + part.amount : total), 0n)
    const waiting = sum((part) => part.advanceId === advanceId && part.state === 'entered')
    const left = restOf(advance) - waiting
    const ofLine = (line.accepted ?? 0n) - sum((part) => part.claimLineId === claimLineId)
    const most = left < ofLine ? left : ofLine
    if (amount === undefined && most <= 0n)
      throw conflict(
        'advances.nothing',
        words(
          'Khoản chi phí này, hoặc khoản tạm ứng, không còn số nào để hoàn.',
          'Nothing is left of the line, or of the advance.',
        ),
        'claimLineId',
      )
    return enter(context, advanceId, { kind: 'claim', amount: amount ?? most, claimLineId })
  },
})

/** Enters a voucher of a cost that an advance was spent on. */
export const clearByVoucher = command({
  name: 'advances.clearByVoucher',
  summary: words('Hoàn tạm ứng bằng chứng từ chi phí', 'Clear an advance by a voucher'),
  route: 'POST /advances/{id}/vouchers',
  input: z.object({ ...head, ...voucherFields.input }),
  output: PartChanged,
  may: enterers,
  rules: [notAhead('onDay'), afterPayment],
  subject: ({ id }) => `advance:${id}`,
  async run(context, { id: advanceId, version, fileId, ...part }) {
    await lockAdvance(context, advanceId, version)
    const file = await evidence(context, fileId)
    return enter(context, advanceId, { kind: 'voucher', ...part, fileId: file.id })
  },
})

/** Enters what the beneficiary paid back of an advance; confirmed, it is booked against its payment. */
export const enterPaidBack = command({
  name: 'advances.payBack',
  summary: words('Ghi nộp trả tiền tạm ứng', 'Enter what is paid back of an advance'),
  route: 'POST /advances/{id}/refunds',
  input: z.object({ ...head, ...backFields.input }),
  output: PartChanged,
  may: enterers,
  rules: [notAhead('onDay'), afterPayment],
  subject: ({ id }) => `advance:${id}`,
  async run(context, { id: advanceId, version, fileId, ...part }) {
    await lockAdvance(context, advanceId, version)
    const file = await evidence(context, fileId)
    return enter(context, advanceId, { kind: 'refund', ...part, fileId: file.id })
  },
})

/** Who entered a part does not confirm it. */
export const enteredPart = {
  table: 'advancePart',
  by: 'enteredBy',
  at: 'enteredAt',
  did: words('Bạn đã ghi phần hoàn tạm ứng này', 'You entered this part'),
} satisfies EarlierAct

async function lockPart({ db }: Context, advanceId: number, partId: number) {
  const part = await db
    .selectFrom('advancePart')
    .selectAll()
    .where('id', '=', partId)
    .where('advanceId', '=', advanceId)
    .executeTakeFirst()
  if (part === undefined) throw notFound(words('phần hoàn tạm ứng', 'Part'))
  if (part.state !== 'entered')
    throw conflict(
      'advances.partSettled',
      words('Phần này đã được xác nhận hoặc từ chối.', 'This part is confirmed or refused already.'),
    )
  return part
}

/** Who confirms what another person entered of an advance. */
export const confirmers = [...enterers, 'leader'] as const

/**
 * Confirms a part that another person entered: it counts from now on, and what was paid back goes into the ledger.
 * @throws Problem 409 `controls.samePerson`; 409, 422 where the year takes no such entry
 */
export const confirmPart = command({
  name: 'advances.confirm',
  summary: words('Xác nhận hoàn tạm ứng', 'Confirm what clears an advance'),
  route: 'POST /advances/{id}/parts/{part}/confirmation',
  input: z.object({ id: id(), part: id() }),
  output: PartChanged,
  may: confirmers,
  subject: ({ id }) => `advance:${id}`,
  async run(context, { id: advanceId, part: partId }) {
    const { db, actor, now, today } = context
    const advance = await lockAdvance(context, advanceId)
    const part = await lockPart(context, advanceId, partId)
    await holdPersonsApart(
      context,
      'payment',
      { account: part.enteredBy, at: part.enteredAt },
      enteredPart.did,
    )
    let entryId: number | null = null
    if (part.kind === 'refund' && part.number !== null && part.onDay !== null)
      entryId = await payBack(context, advance.orderId, part.amount, {
        ...{ on: part.onDay, documentNumber: part.number, fileId: part.fileId },
        note: 'Nộp trả tiền tạm ứng',
      })
    await db
      .updateTable('advancePart')
      .set({ state: 'confirmed', settledBy: actor.userId, settledAt: now, settledOn: today, entryId })
      .where('id', '=', part.id)
      .execute()
    if (part.claimLineId !== null) await claimCleared(context, part.claimLineId)
    return changed(context, advanceId, part.id)
  },
})

/** Refuses a part with the reason; who entered it may take it back so. */
export const refusePart = command({
  name: 'advances.refuse',
  summary: words('Không xác nhận hoàn tạm ứng', 'Refuse what shall clear an advance'),
  route: 'POST /advances/{id}/parts/{part}/refusal',
  input: z.object({ id: id(), part: id(), reason: longText(2000) }),
  output: PartChanged,
  may: confirmers,
  subject: ({ id }) => `advance:${id}`,
  async run(context, { id: advanceId, part: partId, reason }) {
    const { db, actor, now, today } = context
    await lockAdvance(context, advanceId)
    const part = await lockPart(context, advanceId, partId)
    await db
      .updateTable('advancePart')
      .set({ state: 'refused', settledBy: actor.userId, settledAt: now, settledOn: today, reason })
      .where('id', '=', part.id)
      .execute()
    return changed(context, advanceId, part.id)
  },
})

/**
 * Settles an advance by what was recovered of its payment, as far as it is not settled, inside the caller's command; nothing where the payment is no
 * advance. @throws Problem 409 where other parts wait for the same money
 */
export async function recoverAdvance(
  { db, actor, now, today }: Context,
  of: {
    readonly orderId: number
    readonly entryId: number
    readonly amount: bigint
    readonly voucher: { readonly on: string; readonly documentNumber: string; readonly fileId: number }
  },
): Promise<void> {
  const { entryId, voucher } = of
  const advance = await db
    .selectFrom('advance')
    .select(['id', 'amount', 'cleared', 'returned', 'recovered'])
    .where('orderId', '=', of.orderId)
    .forUpdate()
    .executeTakeFirst()
  const rest = advance === undefined ? 0n : restOf(advance)
  const amount = of.amount < rest ? of.amount : rest
  if (advance === undefined || amount === 0n) return
  await db
    .insertInto('advancePart')
    .values({
      ...{ advanceId: advance.id, kind: 'recovery', amount, entryId, state: 'confirmed' },
      ...{ number: voucher.documentNumber, onDay: voucher.on, fileId: voucher.fileId },
      ...{
        enteredBy: actor.userId,
        enteredAt: now,
        settledBy: actor.userId,
        settledAt: now,
        settledOn: today,
      },
    })
    .execute()
}
