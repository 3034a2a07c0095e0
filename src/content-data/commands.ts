import { sql } from 'kysely'
import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { enterpriseEvidence } from '../enterprises/index.ts'
import { id, longText, optionalLongText, whole } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { type AskedField, fieldsOfTurn, turnOf } from './asked.ts'
import { countValue, uncountValue } from './counting.ts'
import { contentValueFields } from './fields.ts'
import {
  isRead,
  type Moment,
  mayBecome,
  momentsOf,
  readValue,
  type ValueState,
  valueStates,
} from './rules.ts'

/* The values of a turn: entered with proof by the enterprise or the office, confirmed by another person. */

explainConstraint('content_value_once', () => conflict('contentData.twice', standing, 'fieldId'))
export const standing = words(
  'Lượt này đã có giá trị của số liệu, thời điểm và đối tượng đó.',
  'The turn has a value of this figure, moment and item.',
)

export const Changed = z.object({ id: z.int(), state: valueStates.schema, version: z.int() })
export const noValue = () => notFound(words('số liệu theo nội dung', 'Figure by content'))
export const noTurn = () => notFound(words('lượt hỗ trợ', 'Support turn'))
/** Who enters values: the enterprise its own, and the office, as for an adviser who brings the paper. */
export const valueKeepers = ['coordinator', 'enterprise'] as const
const subject = ({ id: valueId }: { readonly id: number }) => `content_value:${valueId}`

/** Whoever entered a value, alone or by a table, or put it right does not confirm it. */
export const enteredApart = {
  control: 'contentValue',
  record: 'content_value',
  commands: ['contentData.enter', 'contentData.correct'],
  others: (valueId) => sql`SELECT a.user_id AS account, a.at FROM content_value v
    JOIN audit a ON a.subject = 'content-value-import:' || v.import_id WHERE v.id = ${valueId}`,
  did: words('Bạn đã nhập số liệu này', 'You entered this figure'),
} satisfies Apart

/** What is typed of a value. */
export interface SaidValue {
  readonly moment: Moment
  readonly item?: string | null | undefined
  readonly value: string
}

/** Why a value cannot be of a field, by what is wrong; null where it can. Pure. */
export function valueFault(
  field: Pick<AskedField, 'askedAt' | 'perItem' | 'perItemEn' | 'type' | 'options'>,
  { moment, item, value }: SaidValue,
) {
  if (!momentsOf(field.askedAt).includes(moment))
    return {
      field: 'moment' as const,
      words: words('Số liệu này không hỏi ở thời điểm đó.', 'The figure is not asked at this moment.'),
    }
  if ((item != null) !== (field.perItem !== null))
    return {
      field: 'item' as const,
      words:
        field.perItem === null
          ? words('Số liệu này mỗi lượt một giá trị.', 'There is one value of a turn.')
          : words(`Xin ghi: ${field.perItem}.`, `Please give: ${field.perItemEn}.`),
    }
  const read = readValue(field, value)
  return isRead(read) ? null : { field: 'value' as const, words: read }
}

/** A value as it is stored. @throws Problem 422 where it cannot be read */
export function storedValue(field: AskedField, typed: string) {
  const read = readValue(field, typed)
  if (!isRead(read)) throw invalidField('value', read)
  return read
}

const asksItem = { item: words('khi mỗi đối tượng một giá trị', 'where each item has its value') }

const fitsField: Rule<SaidValue & { readonly turnId: number; readonly fieldId: number }> = {
  of: ['turnId', 'fieldId', 'moment', 'item', 'value'],
  asks: asksItem,
  judge: async ({ turnId, fieldId, ...said }, { db }) => {
    const field = (await fieldsOfTurn(db, turnId)).find((one) => one.id === fieldId)
    if (field === undefined)
      return {
        field: 'fieldId',
        words: words(
          'Nội dung của lượt không có số liệu này.',
          'The content of the turn has no such figure.',
        ),
      }
    return valueFault(field, said)
  },
}

/** The same of a value that stands: its turn and field stay. */
export const correctionRules = [
  notAhead('measuredOn'),
  {
    of: ['id', 'moment', 'item', 'value'],
    asks: asksItem,
    judge: async ({ id: valueId, ...said }, { db }) => {
      const field = await db
        .selectFrom('contentValue as v')
        .innerJoin('contentField as d', 'd.id', 'v.fieldId')
        .selectAll('d')
        .where('v.id', '=', valueId)
        .executeTakeFirst()
      return field === undefined ? null : valueFault(field, said)
    },
  } satisfies Rule<SaidValue & { readonly id: number }>,
] as const

/** Enters a value of a turn with its proof; another person confirms it. */
export const enterValue = command({
  name: 'contentData.enter',
  summary: words('Nhập số liệu theo nội dung', 'Enter a figure by content'),
  route: 'POST /content-values',
  input: z.object({ turnId: id(), ...contentValueFields.input, fileId: id() }),
  output: Changed,
  may: [...valueKeepers],
  rules: [notAhead('measuredOn'), fitsField],
  subject: (_input, output) => subject(output),
  async run(context, { turnId, fileId, ...input }) {
    const { db, actor, today } = context
    const turn = await turnOf(db, turnId)
      .where(readableBy(actor, 't.enterpriseId'))
      .forShare('t')
      .executeTakeFirst()
    if (turn === undefined) throw noTurn()
    if (turn.state === 'cancelled')
      throw conflict(
        'contentData.cancelled',
        words('Lượt hỗ trợ đã hủy nên không nhập số liệu.', 'The turn is cancelled: no figure is entered.'),
      )
    await enterpriseEvidence(context, turn.enterpriseId, fileId, null)
    const field = (await fieldsOfTurn(db, turnId)).find((one) => one.id === input.fieldId)
    if (field === undefined) throw noValue()
    return db
      .insertInto('contentValue')
      .values({
        ...contentValueFields.values({ ...input, fileId }),
        ...storedValue(field, input.value),
        ...{ turnId, enteredOn: today },
      })
      .returning(['id', 'state', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** One under lock, on its way to a state. @throws Problem 404, 409 */
async function lock({ db, actor }: Context, valueId: number, version: number, to: ValueState) {
  const row = await db
    .selectFrom('contentValue as v')
    .innerJoin('supportTurn as t', 't.id', 'v.turnId')
    .selectAll('v')
    .where('v.id', '=', valueId)
    .where(readableBy(actor, 't.enterpriseId'))
    .forUpdate('v')
    .executeTakeFirst()
  if (row === undefined) throw noValue()
  if (row.version !== version) throw staleRecord()
  if (!mayBecome(row.state, to)) {
    const is = valueStates.names[row.state]
    throw conflict('contentData.elsewhere', words(`Số liệu này: ${is.vi}.`, `It is: ${is.en}.`))
  }
  return row
}

const move = ({ db }: Context, row: { readonly id: number; readonly version: number }, set: object) =>
  db
    .updateTable('contentValue')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'state', 'version'])
    .executeTakeFirstOrThrow()

/** Confirms what another person entered: it counts once its turn is done. */
export const confirmValue = command({
  name: 'contentData.confirm',
  summary: words('Xác nhận số liệu theo nội dung', 'Confirm a figure by content'),
  route: 'POST /content-values/{id}/confirmation',
  input: z.object({ id: id(), version: whole(1), remark: optionalLongText(1000) }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: valueId, version, remark }) {
    const row = await lock(context, valueId, version, 'confirmed')
    await holdApart(context, enteredApart, valueId)
    const changed = await move(context, row, {
      ...{ state: 'confirmed', confirmedOn: context.today, remark: remark ?? null },
    })
    await countValue(context.db, valueId)
    return changed
  },
})

/** Returns it to whoever entered it, with what is wrong. */
export const returnValue = command({
  name: 'contentData.return',
  summary: words('Trả lại số liệu theo nội dung', 'Return a figure by content'),
  route: 'POST /content-values/{id}/return',
  input: z.object({ id: id(), version: whole(1), remark: longText(1000) }),
  output: Changed,
  may: ['coordinator'],
  subject,
  async run(context, { id: valueId, version, remark }) {
    const row = await lock(context, valueId, version, 'returned')
    await holdApart(context, enteredApart, valueId)
    return move(context, row, { state: 'returned', remark })
  },
})

/** Takes back what was entered wrongly; the coordinator alone what is confirmed. It stays on record with the reason. */
export const withdrawValue = command({
  name: 'contentData.withdraw',
  summary: words('Rút số liệu theo nội dung', 'Withdraw a figure by content'),
  route: 'POST /content-values/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: [...valueKeepers],
  subject,
  async run(context, { id: valueId, version, reason }) {
    const { db, actor, today } = context
    const row = await lock(context, valueId, version, 'withdrawn')
    if (row.state === 'confirmed' && actor.userId !== null && !actor.grants.has('coordinator'))
      throw conflict(
        'contentData.confirmed',
        words(
          'Đã xác nhận nên chỉ cơ quan điều hành rút được.',
          'It is confirmed, so the coordinator alone withdraws it.',
        ),
      )
    const changed = await move(context, row, { state: 'withdrawn', withdrawnOn: today, reason })
    await uncountValue(db, valueId, reason)
    return changed
  },
})
