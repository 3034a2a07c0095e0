import { sql } from 'kysely'
import { z } from 'zod'
import { type Apart, holdApart } from '../controls/index.ts'
import { dayOfPlan, isLineOf, planFor, recordFact, retractFact } from '../plan/index.ts'
import { doers, entersFor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { id, longText, optionalId, optionalLongText, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { inOrder, notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { communicationFields } from './fields.ts'
import { type CommunicationState, communicationStates, mayBecome, misfits } from './rules.ts'

/* What was done on each channel: entered by the agency that did it, confirmed by another person, and a fact from then on. */

explainConstraint('communication_channel_id_fkey', () =>
  invalidField('channelId', words('Không có kênh này.', 'There is no such channel.')),
)
explainConstraint('communication_agency_id_fkey', () =>
  invalidField('agencyId', words('Không có cơ quan này.', 'There is no such agency.')),
)

export const Changed = z.object({ id: z.int(), state: communicationStates.schema, version: z.int() })
export const noCommunication = () => notFound(words('hoạt động truyền thông', 'Communication'))
const ofRecord = ({ id }: { readonly id: number }) => `communication:${id}`

/** Whoever entered it, alone or by a table, or put it right does not confirm it. */
export const enteredApart = {
  control: 'communication',
  record: 'communication',
  commands: ['communication.record', 'communication.correct'],
  others: (recordId) => sql`SELECT a.user_id AS account, a.at FROM communication c
    JOIN audit a ON a.subject = 'communication-import:' || c.import_id WHERE c.id = ${recordId}`,
  did: words('Bạn đã ghi hoạt động này', 'You entered it'),
} satisfies Apart

type Said = Omit<z.output<z.ZodObject<typeof communicationFields.input>>, 'agencyId'> & {
  readonly agencyId?: number | undefined
}

const together: Rule<Said> = {
  of: ['origin', 'outlet', 'reach', 'reachSource', 'cost', 'lineId'],
  asks: {
    reach: words('khi có nguồn của số ấy', 'with its source'),
    cost: words('khi một mục kinh phí chi trả', 'where a budget line pays'),
    outlet: words('khi báo chí tự đưa tin', 'where the press wrote by itself'),
    reachSource: words('khi có số người tiếp cận', 'with a number of people'),
  },
  judge: (said) => misfits(said),
}

/** The plan whose years hold the day. */
const planOf = ({ db, planId }: Context, day: string) => planFor({ db, planId }, { day })

const ofLine: Rule<Said> = {
  of: ['heldOn', 'lineId'],
  judge: async ({ heldOn, lineId }, context) => {
    if (lineId === undefined) return null
    const plan = await planOf(context, heldOn)
    return (await isLineOf(context.db, plan.id, lineId))
      ? null
      : {
          field: 'lineId',
          words: words(
            'Mục này không thuộc Kế hoạch của ngày đó.',
            'The line is not of the plan of that day.',
          ),
        }
  },
}

const usedChannel: Rule<Said> = {
  of: ['channelId'],
  judge: async ({ channelId }, { db }) => {
    const row = await db
      .selectFrom('communicationChannel')
      .select('endedOn')
      .where('id', '=', channelId)
      .executeTakeFirst()
    return row === undefined || row.endedOn !== null
      ? {
          field: 'channelId',
          words: words('Xin chọn một kênh đang dùng.', 'Please choose a channel in use.'),
        }
      : null
  },
}

/** What is asked of it when it is entered and when it is put right. */
export const communicationRules = [
  notAhead('heldOn'),
  inOrder('heldOn', 'endedOn', words('Không thể trước ngày đầu.', 'It cannot be before the first day.')),
  together,
  dayOfPlan('heldOn'),
  ofLine,
  usedChannel,
] as const

/** Enters what an agency did, or what the press wrote, with its proof. */
export const recordCommunication = command({
  name: 'communication.record',
  summary: words('Ghi hoạt động truyền thông', 'Enter communication'),
  route: 'POST /communication',
  input: z.object({ ...communicationFields.input, agencyId: optionalId(), fileId: id() }),
  output: Changed,
  may: [...doers],
  rules: [
    ...communicationRules,
    {
      of: ['agencyId'],
      asks: { agencyId: words('khi ghi thay cơ quan khác', 'when it is entered for another agency') },
      judge: ({ agencyId }, { actor }) =>
        agencyId === undefined && actor.agencyId === null
          ? { field: 'agencyId', words: words('Xin chọn cơ quan thực hiện.', 'Please choose the agency.') }
          : agencyId !== undefined && !entersFor(actor, agencyId)
            ? {
                field: 'agencyId',
                words: words('Chỉ ghi cho cơ quan của mình.', 'Only for one’s own agency.'),
              }
            : null,
    },
  ],
  subject: (_input, output) => ofRecord(output),
  async run(context, input) {
    const { db, actor, today } = context
    await evidence(context, input.fileId)
    const agencyId = input.agencyId ?? actor.agencyId ?? 0
    const plan = await planOf(context, input.heldOn)
    return db
      .insertInto('communication')
      .values({ ...communicationFields.values({ ...input, agencyId }), planId: plan.id, enteredOn: today })
      .returning(['id', 'state', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** One under lock, on its way to a state. @throws Problem 404, 409 */
async function lock({ db }: Pick<Context, 'db'>, recordId: number, version: number, to: CommunicationState) {
  const row = await db
    .selectFrom('communication')
    .selectAll()
    .where('id', '=', recordId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noCommunication()
  if (row.version !== version) throw staleRecord()
  if (!mayBecome(row.state, to)) {
    const is = communicationStates.names[row.state]
    throw conflict('communication.elsewhere', words(`Hoạt động này: ${is.vi}.`, `It is: ${is.en}.`))
  }
  return row
}

const move = (db: Db, row: { readonly id: number; readonly version: number }, set: object) =>
  db
    .updateTable('communication')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'state', 'version'])
    .executeTakeFirstOrThrow()

/** Confirms what another person entered: it counts from now on. What the press wrote by itself counts for no indicator. */
export const confirmCommunication = command({
  name: 'communication.confirm',
  summary: words('Xác nhận hoạt động truyền thông', 'Confirm communication'),
  route: 'POST /communication/{id}/confirmation',
  input: z.object({ id: id(), version: whole(1), remark: optionalLongText(1000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ofRecord,
  async run(context, { id: recordId, version, remark }) {
    const { db, today } = context
    const row = await lock(context, recordId, version, 'confirmed')
    await holdApart(context, enteredApart, recordId)
    if (row.fileId === null)
      throw conflict(
        'communication.noProof',
        words(
          'Chưa có minh chứng nên chưa xác nhận được.',
          'It has no proof yet, so it cannot be confirmed.',
        ),
      )
    const changed = await move(db, row, { state: 'confirmed', confirmedOn: today, remark: remark ?? null })
    if (row.origin === 'own')
      await recordFact(db, {
        ...{
          planId: row.planId,
          kind: 'communication.done',
          year: yearOf(row.heldOn),
          occurredOn: row.heldOn,
        },
        ...{
          quantity: row.number,
          subject: `communication:${recordId}`,
          label: row.title,
          fileId: row.fileId,
        },
        ...{ recordType: 'communication', recordId },
      })
    return changed
  },
})

/** Returns it to whoever entered it, with what is missing. */
export const returnCommunication = command({
  name: 'communication.return',
  summary: words('Trả lại hoạt động truyền thông', 'Return communication'),
  route: 'POST /communication/{id}/return',
  input: z.object({ id: id(), version: whole(1), remark: longText(1000) }),
  output: Changed,
  may: ['coordinator'],
  subject: ofRecord,
  async run(context, { id: recordId, version, remark }) {
    const row = await lock(context, recordId, version, 'returned')
    await holdApart(context, enteredApart, recordId)
    return move(context.db, row, { state: 'returned', remark })
  },
})

/** Takes back what was entered wrongly; the coordinator alone what is counted. It stays on record with the reason. */
export const withdrawCommunication = command({
  name: 'communication.withdraw',
  summary: words('Rút hoạt động truyền thông', 'Withdraw communication'),
  route: 'POST /communication/{id}/withdrawal',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Changed,
  may: [...doers],
  subject: ofRecord,
  async run(context, { id: recordId, version, reason }) {
    const { db, actor, today } = context
    const row = await lock(context, recordId, version, 'withdrawn')
    if (!entersFor(actor, row.agencyId)) throw noCommunication()
    if (row.state === 'confirmed' && actor.userId !== null && !actor.grants.has('coordinator'))
      throw conflict(
        'communication.counted',
        words(
          'Đã được tính nên chỉ cơ quan điều hành rút được.',
          'It is counted, so the coordinator alone withdraws it.',
        ),
      )
    const changed = await move(db, row, { state: 'withdrawn', withdrawnOn: today, reason })
    if (row.state === 'confirmed')
      await retractFact(db, { kind: 'communication.done', recordType: 'communication', recordId, reason })
    return changed
  },
})
