import { z } from 'zod'
import { type EarlierAct, holdPersonsApart } from '../../controls/index.ts'
import type { Db } from '../../platform/database.ts'
import { id, longText, whole } from '../../platform/fields.ts'
import { notAhead } from '../../platform/judge.ts'
import { words } from '../../platform/language.ts'
import { type Context, command, type Rule } from '../../platform/operation.ts'
import { conflict, explainConstraint, notFound, staleRecord } from '../../platform/problem.ts'
import { evidenceOf } from '../turn-row.ts'
import { type UnrecoveredState, unrecoveredFields, unrecoveredStates } from './fields.ts'

/* Money that was paid on a turn which was ended early: recovered by a decision (src/recoveries), or said not to be, by a document. */

explainConstraint('support_unrecovered_open', () =>
  conflict(
    'support.unrecoveredOpen',
    words('Lượt này đã có một lý do chờ xác nhận.', 'One reason of this turn waits already.'),
  ),
)

const Changed = z.object({ id: z.int(), state: unrecoveredStates.schema, version: z.int() })
const subject = ({ id: unrecoveredId }: { readonly id: number }) => `support_unrecovered:${unrecoveredId}`
export const noUnrecovered = () => notFound(words('lý do không thu hồi', 'Reason for no recovery'))
const enterers = ['coordinator', 'finance'] as const
const confirmers = [...enterers, 'leader'] as const

/** What of the money paid on a turn is neither being recovered nor said not to be. */
export const unsettledOf = (db: Db, turnId: number) =>
  db.selectFrom('supportUnsettled').selectAll().where('id', '=', turnId).executeTakeFirst()

const withinOpen: Rule<{ readonly id: number; readonly amount: bigint }> = {
  of: ['id', 'amount'],
  judge: async ({ id: turnId, amount }, { db }) => {
    const turn = await unsettledOf(db, turnId)
    return amount > (turn?.open ?? 0n)
      ? {
          field: 'amount',
          words: words(
            'Nhiều hơn số đã chi mà chưa thu hồi của lượt đã hủy.',
            'More than was paid on the ended turn and is not recovered.',
          ),
        }
      : null
  },
}

/** Says why paid money of a turn that was ended early is not recovered, by a document. */
export const sayUnrecovered = command({
  name: 'support.sayUnrecovered',
  summary: words('Nêu vì sao không thu hồi kinh phí đã chi', 'Say why paid money is not recovered'),
  route: 'POST /support/{id}/unrecovered',
  input: z.object({ id: id(), ...unrecoveredFields.input }),
  output: z.object({ id: z.int(), unrecoveredId: z.int() }),
  may: [...enterers],
  rules: [notAhead('documentDate'), withinOpen],
  subject: (_input, output) => subject({ id: output.unrecoveredId }),
  async run(context, { id: turnId, ...input }) {
    const { db, actor, now } = context
    const turn = await db
      .selectFrom('supportTurn')
      .select(['id', 'enterpriseId'])
      .where('id', '=', turnId)
      .where('state', '=', 'cancelled')
      .forUpdate()
      .executeTakeFirst()
    if (turn === undefined) throw notFound(words('lượt hỗ trợ đã hủy', 'Support turn that was ended'))
    await evidenceOf(context, input.fileId, turn.enterpriseId)
    const { id: unrecoveredId } = await db
      .insertInto('supportUnrecovered')
      .values({
        ...{ turnId, enterpriseId: turn.enterpriseId, ...unrecoveredFields.values(input) },
        ...{ enteredBy: actor.userId, enteredAt: now },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: turnId, unrecoveredId }
  },
})

/** Whoever said why does not settle it. */
export const saidUnrecovered = {
  table: 'support_unrecovered',
  by: 'enteredBy',
  at: 'enteredAt',
  did: words('Bạn đã nêu lý do không thu hồi này', 'You said why it is not recovered'),
} satisfies EarlierAct

async function settle(
  context: Context,
  input: { readonly id: number; readonly version: number },
  set: { readonly state: UnrecoveredState; readonly remark: string | null },
) {
  const { db, actor, today } = context
  const row = await db
    .selectFrom('supportUnrecovered')
    .selectAll()
    .where('id', '=', input.id)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noUnrecovered()
  if (row.version !== input.version) throw staleRecord()
  if (row.state !== 'entered') {
    const is = unrecoveredStates.wordsOf(row.state)
    throw conflict('support.unrecoveredElsewhere', words(`${is.vi}.`, `${is.en}.`))
  }
  await holdPersonsApart(
    context,
    'payment',
    { account: row.enteredBy, at: row.enteredAt },
    saidUnrecovered.did,
  )
  const version = row.version + 1
  await db
    .updateTable('supportUnrecovered')
    .set({ ...set, settledBy: actor.userId, settledOn: today, version })
    .where('id', '=', row.id)
    .execute()
  return { id: row.id, state: set.state, version }
}

/** Confirms that it is not recovered. Not by whoever said so. */
export const confirmUnrecovered = command({
  name: 'support.confirmUnrecovered',
  summary: words('Xác nhận không thu hồi kinh phí đã chi', 'Confirm that paid money is not recovered'),
  route: 'POST /support-unrecovered/{id}/confirmation',
  input: z.object({ id: id(), version: whole(1) }),
  output: Changed,
  may: [...confirmers],
  subject,
  run: (context, input) => settle(context, input, { state: 'confirmed', remark: null }),
})

/** Does not take the reason: it is recovered, or said anew. */
export const refuseUnrecovered = command({
  name: 'support.refuseUnrecovered',
  summary: words('Không nhận lý do không thu hồi', 'Refuse the reason for no recovery'),
  route: 'POST /support-unrecovered/{id}/refusal',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: [...confirmers],
  subject,
  run: (context, input) => settle(context, input, { state: 'refused', remark: input.reason }),
})
