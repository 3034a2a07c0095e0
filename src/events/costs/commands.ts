import { z } from 'zod'
import { type Apart, holdApart } from '../../controls/index.ts'
import { goneNorm, normsOfYear, overNorm, tooLarge } from '../../norms/index.ts'
import type { Grant } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { yearOf } from '../../platform/dates.ts'
import { id, longText, whole } from '../../platform/fields.ts'
import { evidence } from '../../platform/files.ts'
import { notAhead } from '../../platform/judge.ts'
import { words } from '../../platform/language.ts'
import { type Context, command } from '../../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../../platform/problem.ts'
import { lockEvent } from '../commands.ts'
import { eventStates } from '../rules.ts'
import { costFields, settlementStates, spentFields } from './fields.ts'
import { costSums } from './rules.ts'
import { commitmentsOf, paidOf } from './sums.ts'

/* The costs of an event: planned by norm, spent by voucher, tied to the commitments that pay, proposed as a statement and settled by another person. */

explainConstraint('event_commitment_once', () =>
  conflict(
    'events.commitmentTaken',
    words('Cam kết này đã gắn với một sự kiện.', 'This commitment pays an event already.'),
    'commitmentId',
  ),
)

const Cost = z.object({ id: z.int(), eventId: z.int(), version: z.int() })
const Settlement = z.object({ id: z.int(), state: settlementStates.schema, version: z.int() })
const Event = z.object({ id: z.int() })
const ofEvent = ({ id }: { readonly id: number }) => `planned_event:${id}`
const ofCost = ({ id }: { readonly id: number }) => `event_cost:${id}`
const ofSettlement = ({ id }: { readonly id: number }) => `event_settlement:${id}`
const noCost = () => notFound(words('khoản chi của sự kiện', 'Cost of an event'))
const keepers: readonly Grant[] = ['coordinator', 'finance']

/** Whoever proposes the statement of costs does not settle it. */
export const proposedApart = {
  control: 'eventCosts',
  record: 'event_settlement',
  commands: ['events.proposeCosts'],
  did: words('Bạn đã trình bảng kê này', 'You proposed this statement'),
} satisfies Apart

type Line = z.output<z.ZodObject<typeof costFields.input>>

/** The norms that hold in the year of an event, where its plan is. */
export async function normsOfEvent(db: Db, eventId: number) {
  const event = await db
    .selectFrom('plannedEvent as e')
    .innerJoin('plan as p', 'p.id', 'e.planId')
    .select(['e.startsOn', 'p.province'])
    .where('e.id', '=', eventId)
    .executeTakeFirst()
  return event === undefined ? [] : normsOfYear(db, yearOf(event.startsOn), event.province)
}

const normed = async (db: Db, eventId: number, line: Line) => {
  const norms = await normsOfEvent(db, eventId)
  return [...goneNorm(line, norms), ...tooLarge(line), ...overNorm(line, norms)]
}
const normFieldsOf = ['id', 'quantity', 'unitCost', 'normId', 'overNormReason'] as const

/** The lines stand while their statement is proposed or settled. @throws Problem 409 */
async function changeable({ db }: Context, eventId: number): Promise<void> {
  const row = await db
    .selectFrom('eventSettlement')
    .select('state')
    .where('id', '=', eventId)
    .forUpdate()
    .executeTakeFirst()
  if (row !== undefined && row.state !== 'returned')
    throw conflict(
      'events.costsStand',
      words(
        'Bảng kê đã trình hoặc đã quyết toán nên không sửa được.',
        'The statement is proposed or settled and stands.',
      ),
    )
}

/** Adds a line of cost to an event, held against its norm. */
export const addCost = command({
  name: 'events.addCost',
  summary: words('Thêm khoản chi của sự kiện', 'Add a cost of an event'),
  route: 'POST /events/{id}/costs',
  input: z.object({ id: id(), ...costFields.input }),
  output: Cost,
  may: keepers,
  rules: [{ of: [...normFieldsOf], judge: ({ id: eventId, ...line }, { db }) => normed(db, eventId, line) }],
  subject: (_input, output) => ofCost(output),
  async run(context, { id: eventId, ...line }) {
    await lockEvent(context, eventId, undefined, eventStates.keys)
    await changeable(context, eventId)
    return context.db
      .insertInto('eventCost')
      .values({ eventId, ...costFields.values(line) })
      .returning(['id', 'eventId', 'version'])
      .executeTakeFirstOrThrow()
  },
})

async function lockCost(context: Context, costId: number, version: number | undefined) {
  const row = await context.db
    .selectFrom('eventCost')
    .selectAll()
    .where('id', '=', costId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noCost()
  if (version !== undefined && row.version !== version) throw staleRecord()
  await changeable(context, row.eventId)
  return row
}

const write = ({ db }: Context, row: { readonly id: number; readonly version: number }, set: object) =>
  db
    .updateTable('eventCost')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'eventId', 'version'])
    .executeTakeFirstOrThrow()

/** Changes what a line is to cost. */
export const editCost = command({
  name: 'events.editCost',
  summary: words('Sửa khoản chi của sự kiện', 'Edit a cost of an event'),
  route: 'PUT /event-costs/{id}',
  input: z.object({ id: id(), version: whole(1), ...costFields.input }),
  output: Cost,
  may: keepers,
  rules: [
    {
      of: [...normFieldsOf],
      judge: async ({ id: costId, ...line }, { db }) => {
        const row = await db
          .selectFrom('eventCost')
          .select('eventId')
          .where('id', '=', costId)
          .executeTakeFirst()
        return row === undefined ? null : normed(db, row.eventId, line)
      },
    },
  ],
  subject: ofCost,
  async run(context, { id: costId, version, ...line }) {
    return write(context, await lockCost(context, costId, version), costFields.values(line))
  },
})

/** Enters what was spent on a line, with its voucher. */
export const recordSpent = command({
  name: 'events.recordSpent',
  summary: words('Ghi chứng từ của khoản chi', 'Enter the voucher of a cost'),
  route: 'POST /event-costs/{id}/voucher',
  input: z.object({ id: id(), version: whole(1), ...spentFields.input }),
  output: Cost,
  may: keepers,
  rules: [notAhead('voucherOn')],
  subject: ofCost,
  async run(context, { id: costId, version, ...spent }) {
    const row = await lockCost(context, costId, version)
    await evidence(context, spent.fileId)
    return write(context, row, spentFields.values(spent))
  },
})

/** Takes a line of cost off that has no voucher. */
export const removeCost = command({
  name: 'events.removeCost',
  summary: words('Bỏ khoản chi của sự kiện', 'Take a cost of an event off'),
  route: 'DELETE /event-costs/{id}',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), eventId: z.int() }),
  may: keepers,
  subject: ofCost,
  async run(context, { id: costId }) {
    const row = await lockCost(context, costId, undefined)
    if (row.spent !== null)
      throw conflict('events.costHasVoucher', words('Khoản chi đã có chứng từ.', 'The cost has its voucher.'))
    await context.db.deleteFrom('eventCost').where('id', '=', costId).execute()
    return { id: costId, eventId: row.eventId }
  },
})

/** Says which commitment pays an event: one of the event's own line. */
export const linkCommitment = command({
  name: 'events.linkCommitment',
  summary: words('Gắn cam kết chi với sự kiện', 'Tie a commitment to an event'),
  route: 'POST /events/{id}/commitments',
  input: z.object({ id: id(), commitmentId: id() }),
  output: Event,
  may: keepers,
  rules: [
    {
      of: ['id', 'commitmentId'],
      judge: async ({ id: eventId, commitmentId }, { db }) => {
        const found = await db
          .selectFrom('commitment as c')
          .innerJoin('plannedEvent as e', 'e.lineId', 'c.lineId')
          .select('c.id')
          .where('c.id', '=', commitmentId)
          .where('e.id', '=', eventId)
          .executeTakeFirst()
        return found !== undefined
          ? null
          : {
              field: 'commitmentId',
              words: words(
                'Cam kết không thuộc mục dự toán của sự kiện.',
                'The commitment is not on the line of the event.',
              ),
            }
      },
    },
  ],
  subject: ofEvent,
  async run(context, { id: eventId, commitmentId }) {
    await lockEvent(context, eventId, undefined, eventStates.keys)
    await changeable(context, eventId)
    await context.db.insertInto('eventCommitment').values({ eventId, commitmentId }).execute()
    return { id: eventId }
  },
})

/** Unties a commitment that was tied by mistake. */
export const unlinkCommitment = command({
  name: 'events.unlinkCommitment',
  summary: words('Bỏ gắn cam kết chi với sự kiện', 'Untie a commitment from an event'),
  route: 'DELETE /events/{id}/commitments/{commitment}',
  input: z.object({ id: id(), commitment: id() }),
  output: Event,
  may: keepers,
  subject: ofEvent,
  async run(context, { id: eventId, commitment }) {
    await lockEvent(context, eventId, undefined, eventStates.keys)
    await changeable(context, eventId)
    const gone = await context.db
      .deleteFrom('eventCommitment')
      .where('eventId', '=', eventId)
      .where('commitmentId', '=', commitment)
      .returning('commitmentId')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('cam kết', 'Commitment'))
    return { id: eventId }
  },
})

const sumsOf = async (db: Db, eventId: number) =>
  costSums(
    await db
      .selectFrom('eventCost')
      .select(['quantity', 'unitCost', 'spent'])
      .where('eventId', '=', eventId)
      .execute(),
  )

/** Proposes the statement of costs of an event: each line has its voucher. */
export const proposeCosts = command({
  name: 'events.proposeCosts',
  summary: words('Trình bảng kê chi phí sự kiện', 'Propose the statement of costs of an event'),
  route: 'POST /events/{id}/settlement',
  input: z.object({ id: id() }),
  output: Settlement,
  may: keepers,
  subject: ofSettlement,
  async run(context, { id: eventId }) {
    await lockEvent(context, eventId, undefined, ['held', 'closed', 'cancelled'])
    await changeable(context, eventId)
    const { db, today } = context
    const { spent, open } = await sumsOf(db, eventId)
    if (open > 0 || spent === 0n)
      throw conflict(
        'events.vouchersMissing',
        words('Mỗi khoản chi phải có chứng từ.', 'Each cost has to have its voucher.'),
      )
    const set = { state: 'proposed' as const, spent, proposedOn: today, settledOn: null, remark: null }
    const row = await db
      .insertInto('eventSettlement')
      .values({ id: eventId, ...set })
      .onConflict((there) =>
        there.column('id').doUpdateSet((eb) => ({ ...set, version: eb('eventSettlement.version', '+', 1) })),
      )
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
    return { ...row, state: 'proposed' as const }
  },
})

async function lockSettlement({ db }: Context, eventId: number, version: number) {
  const row = await db
    .selectFrom('eventSettlement')
    .selectAll()
    .where('id', '=', eventId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('bảng kê chi phí sự kiện', 'Statement of costs of an event'))
  if (row.version !== version) throw staleRecord()
  if (row.state !== 'proposed')
    throw conflict(
      'events.settlementState',
      words('Bảng kê này không chờ duyệt.', 'This statement does not wait to be settled.'),
    )
  return row
}

/** Sends a statement back, with what is to be mended. */
export const returnCosts = command({
  name: 'events.returnCosts',
  summary: words('Trả lại bảng kê chi phí sự kiện', 'Send the statement of costs of an event back'),
  route: 'POST /events/{id}/settlement/return',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Settlement,
  may: [...keepers, 'leader'],
  subject: ofSettlement,
  async run(context, { id: eventId, version, reason }) {
    const row = await lockSettlement(context, eventId, version)
    const next = { state: 'returned' as const, version: row.version + 1 }
    await context.db
      .updateTable('eventSettlement')
      .set({ ...next, remark: reason })
      .where('id', '=', eventId)
      .execute()
    return { id: eventId, ...next }
  },
})

/** Settles the costs of an event: not more was paid than the vouchers show. Not by whoever proposed the statement. */
export const settleCosts = command({
  name: 'events.settleCosts',
  summary: words('Duyệt quyết toán chi phí sự kiện', 'Settle the costs of an event'),
  route: 'POST /events/{id}/settlement/approval',
  input: z.object({ id: id(), version: whole(1) }),
  output: Settlement,
  may: [...keepers, 'leader'],
  subject: ofSettlement,
  async run(context, { id: eventId, version }) {
    const row = await lockSettlement(context, eventId, version)
    await holdApart(context, proposedApart, row.id)
    const { db, today } = context
    if (paidOf(await commitmentsOf(db, eventId)) > row.spent)
      throw invalidField(
        'version',
        words(
          'Số đã chi trên cam kết lớn hơn số có chứng từ: thu hồi phần chênh trước khi quyết toán.',
          'More was paid on the commitments than the vouchers show: recover the difference first.',
        ),
      )
    const next = { state: 'settled' as const, version: row.version + 1 }
    await db
      .updateTable('eventSettlement')
      .set({ ...next, settledOn: today })
      .where('id', '=', eventId)
      .execute()
    return { id: eventId, ...next }
  },
})
