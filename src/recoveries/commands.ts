import { z } from 'zod'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import type { Db } from '../platform/database.ts'
import { id, longText, text, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Need, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { interestFields, type RecoveryState, recoveryFields, recoveryStates } from './fields.ts'

/* A recovery as the decision says it: entered by one person, confirmed by another, withdrawn with the reason. */

explainConstraint('recovery_once', () =>
  conflict(
    'recoveries.twice',
    words(
      'Quyết định này đã được ghi cho cam kết này.',
      'This decision is entered for the commitment already.',
    ),
    'decisionNumber',
  ),
)
explainConstraint('recovery_due', () =>
  invalidField(
    'dueOn',
    words('Hạn nộp không thể trước ngày quyết định.', 'Not before the day of the decision.'),
  ),
)
explainConstraint('recovery_within', () =>
  conflict(
    'recoveries.overPaid',
    words(
      'Vượt số đã chi của cam kết, trừ các khoản đang thu hồi.',
      'More than was paid on the commitment, less what is being recovered.',
    ),
    'amount',
  ),
)
explainConstraint('recovery_of_payment', () =>
  invalidField(
    'orderId',
    words(
      'Khoản chi phải thuộc cam kết này, đã duyệt chi và không ít hơn số thu hồi.',
      'The payment is a released one of this commitment, of no less than is recovered.',
    ),
  ),
)
explainConstraint('recovery_names_advance', () =>
  invalidField(
    'orderId',
    words(
      'Trong số đã chi có tạm ứng chưa hoàn: xin chọn khoản tạm ứng được thu hồi.',
      'What was paid is an advance that is not settled: choose the advance that is recovered.',
    ),
  ),
)
explainConstraint('recovery_finding', () =>
  invalidField(
    'findingId',
    words('Kiến nghị này không yêu cầu thu hồi.', 'The finding asks for no recovery.'),
  ),
)

export const noRecovery = () => notFound(words('khoản thu hồi', 'Recovery'))
export const RecoveryChanged = z.object({ id: z.int(), state: recoveryStates.schema, version: z.int() })
export const enterers = ['coordinator', 'finance'] as const
export const confirmers = [...enterers, 'leader'] as const

const InterestInput = z.object(interestFields.input)
type InterestInput = z.output<typeof InterestInput>

/** The interest that a decision says, as it is stored: the rate in ten-thousandths of a percent a year; null where it says none. */
export const interestColumns = ({ interestRate, interestFrom, interestYearDays }: InterestInput) => ({
  interestRate: interestRate === undefined ? null : Math.round(interestRate * 10_000),
  interestFrom: interestFrom ?? null,
  interestYearDays: interestYearDays === undefined ? null : Number(interestYearDays),
})

const said = recoveryFields.input
const Entered = z.object({ commitmentId: id(), ...said, ...interestFields.input })
type Entered = z.output<typeof Entered>

const whenInterest = words('khi quyết định có tính lãi', 'where the decision says interest')
export const interestNeeds = (['interestRate', 'interestFrom', 'interestYearDays'] as const).map(
  (field): Need<InterestInput> => ({
    field,
    of: ['interestRate', 'interestFrom', 'interestYearDays'],
    when: ({ interestRate, interestFrom, interestYearDays }) =>
      interestRate !== undefined || interestFrom !== undefined || interestYearDays !== undefined,
    said: whenInterest,
    words: words(
      'Có tính lãi thì ghi đủ lãi suất, ngày tính và số ngày một năm theo quyết định.',
      'With interest its rate, first day and days of a year are as the decision says.',
    ),
  }),
)

const dueAfter: Rule<Entered> = {
  of: ['dueOn', 'decisionDate'],
  judge: ({ dueOn, decisionDate }) =>
    dueOn < decisionDate
      ? {
          field: 'dueOn',
          words: words('Hạn nộp không thể trước ngày quyết định.', 'Not before the day of the decision.'),
        }
      : null,
}

/** Enters a recovery as its decision says it. Nothing is asked for before another person confirms it. */
export const enterRecovery = command({
  name: 'recoveries.enter',
  summary: words('Ghi quyết định thu hồi', 'Enter a decision of recovery'),
  route: 'POST /recoveries',
  input: Entered,
  output: RecoveryChanged,
  may: enterers,
  needs: interestNeeds,
  rules: [notAhead('decisionDate'), dueAfter],
  subject: (_input, output) => `recovery:${output.id}`,
  async run(context, { fileId, orderId, findingId, interestRate, interestFrom, interestYearDays, ...input }) {
    const { db, actor, now } = context
    const known = await db
      .selectFrom('commitment')
      .select('id')
      .where('id', '=', input.commitmentId)
      .executeTakeFirst()
    if (known === undefined) throw notFound(words('cam kết', 'Commitment'))
    const file = await evidence(context, fileId)
    return db
      .insertInto('recovery')
      .values({
        ...input,
        ...{ orderId: orderId ?? null, findingId: findingId ?? null, fileId: file.id },
        ...interestColumns({ interestRate, interestFrom, interestYearDays }),
        ...{ enteredBy: actor.userId, enteredAt: now },
      })
      .returning(['id', 'state', 'version'])
      .$narrowType<{ state: 'entered' }>()
      .executeTakeFirstOrThrow()
  },
})

/** A recovery under lock. @throws Problem 404, 409 */
export async function lockRecovery(
  { db }: Pick<Context, 'db'>,
  recoveryId: number,
  from: readonly RecoveryState[],
  version?: number,
) {
  const row = await db
    .selectFrom('recovery')
    .selectAll()
    .where('id', '=', recoveryId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noRecovery()
  if (version !== undefined && row.version !== version) throw staleRecord()
  if (!from.some((state) => state === row.state)) {
    const is = recoveryStates.wordsOf(row.state)
    throw conflict('recoveries.elsewhere', words(`Khoản thu hồi này: ${is.vi}.`, `This recovery: ${is.en}.`))
  }
  return row
}

export async function changedRecovery(db: Db, recoveryId: number) {
  const { state, version } = await db
    .selectFrom('recovery')
    .select(['state', 'version'])
    .where('id', '=', recoveryId)
    .executeTakeFirstOrThrow()
  return { id: recoveryId, state: recoveryStates.schema.parse(state), version }
}

/** Who entered a recovery does not confirm it. */
export const enteredRecovery = {
  table: 'recovery',
  by: 'enteredBy',
  at: 'enteredAt',
  did: words('Bạn đã ghi quyết định thu hồi này', 'You entered this recovery'),
} satisfies EarlierAct

/** Confirms a recovery that another person entered: from now on it is to be paid in, and bars new support. */
export const confirmRecovery = command({
  name: 'recoveries.confirm',
  summary: words('Xác nhận quyết định thu hồi', 'Confirm a decision of recovery'),
  route: 'POST /recoveries/{id}/confirmation',
  input: z.object({ id: id(), version: whole(1) }),
  output: RecoveryChanged,
  may: confirmers,
  subject: ({ id }) => `recovery:${id}`,
  async run(context, { id: recoveryId, version }) {
    const { db, actor, today } = context
    const row = await lockRecovery(context, recoveryId, ['entered'], version)
    await holdPersonsApart(
      context,
      'payment',
      { account: row.enteredBy, at: row.enteredAt },
      enteredRecovery.did,
    )
    await db
      .updateTable('recovery')
      .set({ state: 'open', confirmedBy: actor.userId, confirmedOn: today, version: row.version + 1 })
      .where('id', '=', row.id)
      .execute()
    return changedRecovery(db, row.id)
  },
})

/** Does not confirm what was entered, with the reason; who entered it may take it back so, and enter it anew. */
export const refuseRecovery = command({
  name: 'recoveries.refuse',
  summary: words('Không xác nhận quyết định thu hồi', 'Refuse what was entered of a recovery'),
  route: 'POST /recoveries/{id}/refusal',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: RecoveryChanged,
  may: confirmers,
  subject: ({ id }) => `recovery:${id}`,
  async run(context, { id: recoveryId, version, reason }) {
    const row = await lockRecovery(context, recoveryId, ['entered'], version)
    await context.db
      .updateTable('recovery')
      .set({ state: 'refused', remark: reason, version: row.version + 1 })
      .where('id', '=', row.id)
      .execute()
    return changedRecovery(context.db, row.id)
  },
})

/** Withdraws a recovery by the paper that says so; what was paid in stays. Not by whoever entered it. */
export const withdrawRecovery = command({
  name: 'recoveries.withdraw',
  summary: words('Hủy thu hồi', 'Withdraw a recovery'),
  route: 'POST /recoveries/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000), documentNumber: text(100) }),
  output: RecoveryChanged,
  may: confirmers,
  subject: ({ id }) => `recovery:${id}`,
  async run(context, { id: recoveryId, version, reason, documentNumber }) {
    const row = await lockRecovery(context, recoveryId, ['open', 'part'], version)
    await holdPersonsApart(
      context,
      'payment',
      { account: row.enteredBy, at: row.enteredAt },
      enteredRecovery.did,
    )
    const waiting = await context.db
      .selectFrom('recoveryPayment')
      .select('id')
      .where('recoveryId', '=', row.id)
      .where('state', '=', 'entered')
      .unionAll(
        context.db
          .selectFrom('recoveryCorrection')
          .select('id')
          .where('recoveryId', '=', row.id)
          .where('state', '=', 'entered'),
      )
      .executeTakeFirst()
    if (waiting !== undefined)
      throw conflict(
        'recoveries.waits',
        words(
          'Còn khoản nộp hoặc đề nghị sửa đang chờ; xử lý trước khi hủy.',
          'A deposit or a correction waits; settle it first.',
        ),
      )
    await context.db
      .updateTable('recovery')
      .set({ state: 'withdrawn', remark: reason, remarkNumber: documentNumber, version: row.version + 1 })
      .where('id', '=', row.id)
      .execute()
    return changedRecovery(context.db, row.id)
  },
})
