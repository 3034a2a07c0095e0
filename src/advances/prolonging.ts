import { z } from 'zod'
import { type EarlierAct, holdPersonsApart } from '../controls/index.ts'
import { formatDate } from '../platform/dates.ts'
import { id, longText, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { confirmers, lockAdvance } from './clearing.ts'
import { enterers } from './commands.ts'
import { partStates, prolongFields } from './fields.ts'

/* The day by which an advance is to be cleared is moved on by a document: entered by one person, approved by another, what stood before is kept. */

explainConstraint('advance_prolongation_open', () =>
  conflict(
    'advances.notOpen',
    words('Khoản tạm ứng này không còn số phải hoàn.', 'Nothing of this advance is to be cleared.'),
  ),
)
explainConstraint('advance_prolongation_waits', () =>
  conflict(
    'advances.prolongedTwice',
    words(
      'Đã có đề nghị gia hạn của khoản tạm ứng này đang chờ.',
      'A prolongation of this advance waits already.',
    ),
  ),
)

explainConstraint('advance_prolongation_later', () =>
  invalidField('dueOn', words('Phải sau hạn đang áp dụng.', 'After the day that stands.')),
)

const Prolonged = z.object({
  id: z.int(),
  prolongationId: z.int(),
  state: partStates.schema,
  dueOn: z.iso.date(),
  version: z.int(),
})

async function prolonged({ db }: Context, advanceId: number, prolongationId: number) {
  const row = await db
    .selectFrom('advanceProlongation as p')
    .innerJoin('advance as a', 'a.id', 'p.advanceId')
    .select(['p.state', 'a.dueOn', 'a.version'])
    .where('p.id', '=', prolongationId)
    .executeTakeFirstOrThrow()
  return { ...row, id: advanceId, prolongationId, state: partStates.schema.parse(row.state) }
}

/** Enters that an advance is to be cleared by a later day, by the document that says so. The day moves once another person approves it. */
export const prolongAdvance = command({
  name: 'advances.prolong',
  summary: words('Đề nghị gia hạn hoàn tạm ứng', 'Propose a later day to clear an advance'),
  route: 'POST /advances/{id}/prolongations',
  input: z.object({ id: id(), version: whole(1), ...prolongFields.input }),
  output: Prolonged,
  may: enterers,
  rules: [
    notAhead('onDay'),
    {
      of: ['id', 'dueOn'],
      judge: async ({ id: advanceId, dueOn }, { db }) => {
        const row = await db
          .selectFrom('advance')
          .select('dueOn')
          .where('id', '=', advanceId)
          .executeTakeFirst()
        return row !== undefined && dueOn <= row.dueOn
          ? {
              field: 'dueOn',
              words: words(
                `Phải sau hạn hiện tại ${formatDate(row.dueOn)}.`,
                `After the day that stands, ${formatDate(row.dueOn)}.`,
              ),
            }
          : null
      },
    },
  ],
  subject: ({ id }) => `advance:${id}`,
  async run(context, { id: advanceId, version, fileId, ...asked }) {
    const { db, actor, now } = context
    const advance = await lockAdvance(context, advanceId, version)
    const file = await evidence(context, fileId)
    const row = await db
      .insertInto('advanceProlongation')
      .values({
        ...{ ...asked, advanceId, dueBefore: advance.dueOn, fileId: file.id },
        ...{ enteredBy: actor.userId, enteredAt: now },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return prolonged(context, advanceId, row.id)
  },
})

/** Who proposed a later day does not approve it. */
export const proposedDay = {
  table: 'advanceProlongation',
  by: 'enteredBy',
  at: 'enteredAt',
  did: words('Bạn đã đề nghị gia hạn khoản tạm ứng này', 'You proposed the later day of this advance'),
} satisfies EarlierAct

async function lockProlongation({ db }: Context, advanceId: number, prolongationId: number) {
  const row = await db
    .selectFrom('advanceProlongation')
    .selectAll()
    .where('id', '=', prolongationId)
    .where('advanceId', '=', advanceId)
    .where('state', '=', 'entered')
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined)
    throw notFound(words('đề nghị gia hạn đang chờ của khoản tạm ứng', 'Later day that waits'))
  return row
}

/** Approves a later day that another person proposed. @throws Problem 409 `controls.samePerson`, 404 where none waits */
export const approveProlongation = command({
  name: 'advances.approveProlongation',
  summary: words('Phê duyệt gia hạn hoàn tạm ứng', 'Approve a later day to clear an advance'),
  route: 'POST /advances/{id}/prolongations/{prolongation}/approval',
  input: z.object({ id: id(), prolongation: id() }),
  output: Prolonged,
  may: confirmers,
  subject: ({ id }) => `advance:${id}`,
  async run(context, { id: advanceId, prolongation }) {
    const { db, actor, now, today } = context
    const row = await lockProlongation(context, advanceId, prolongation)
    await holdPersonsApart(context, 'payment', { account: row.enteredBy, at: row.enteredAt }, proposedDay.did)
    await db
      .updateTable('advanceProlongation')
      .set({ state: 'confirmed', settledBy: actor.userId, settledAt: now, settledOn: today })
      .where('id', '=', row.id)
      .execute()
    return prolonged(context, advanceId, row.id)
  },
})

/** Refuses a later day with the reason; who proposed it may take it back so. */
export const refuseProlongation = command({
  name: 'advances.refuseProlongation',
  summary: words('Không duyệt gia hạn hoàn tạm ứng', 'Refuse a later day to clear an advance'),
  route: 'POST /advances/{id}/prolongations/{prolongation}/refusal',
  input: z.object({ id: id(), prolongation: id(), reason: longText(2000) }),
  output: Prolonged,
  may: confirmers,
  subject: ({ id }) => `advance:${id}`,
  async run(context, { id: advanceId, prolongation, reason }) {
    const { db, actor, now, today } = context
    const row = await lockProlongation(context, advanceId, prolongation)
    await db
      .updateTable('advanceProlongation')
      .set({
        ...{ state: 'refused', refusal: reason },
        ...{ settledBy: actor.userId, settledAt: now, settledOn: today },
      })
      .where('id', '=', row.id)
      .execute()
    return prolonged(context, advanceId, row.id)
  },
})
