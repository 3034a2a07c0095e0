import { z } from 'zod'
import { type Actor, actsFor } from '../platform/actor.ts'
import { day, id, longText, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { obstacleStates, stateOf } from './obstacle-states.ts'
import { obstacleReporters } from './obstacles.ts'

/* Who answers an obstacle and by when; what who reported it says of the answer. */

explainConstraint('obstacle_charge_id_fkey', () =>
  invalidField('chargeId', words('Không có cơ quan này.', 'There is no such agency.')),
)
explainConstraint('obstacle_field_id_fkey', () =>
  invalidField('fieldId', words('Không có lĩnh vực này.', 'There is no such field.')),
)

const One = z.object({ id: z.int() })
const ofObstacle = ({ id }: { readonly id: number }) => `obstacle:${id}`

/** An obstacle under lock, in one of the states. */
export async function lockObstacle(
  { db }: Context,
  obstacleId: number,
  within: readonly (typeof obstacleStates.keys)[number][],
) {
  const row = await db
    .selectFrom('obstacle')
    .selectAll()
    .where('id', '=', obstacleId)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('khó khăn, vướng mắc', 'Obstacle'))
  const state = stateOf(row)
  if (within.includes(state)) return row
  const is = obstacleStates.names[state]
  throw conflict('obstacles.elsewhere', words(`Phản ánh này: ${is.vi}.`, `This report: ${is.en}.`))
}

/** Whether an account speaks for who reported an obstacle; the coordinator for whoever reported without an account of either kind. */
export const reportedBy = (
  actor: Actor,
  of: { readonly agencyId: number | null; readonly enterpriseId: number | null },
): boolean =>
  of.agencyId === null && of.enterpriseId === null
    ? actor.userId === null || actor.grants.has('coordinator')
    : actsFor(actor, of.agencyId) ||
      (of.enterpriseId !== null && actor.enterpriseIds.includes(of.enterpriseId))

/** Says of what field an obstacle is, which agency answers it, and by when; said again it takes the place of what was said before. */
export const chargeObstacle = command({
  name: 'obstacles.charge',
  summary: words('Giao cơ quan trả lời khó khăn, vướng mắc', 'Put an agency in charge of an obstacle'),
  route: 'PUT /obstacles/{id}/charge',
  input: z.object({ id: id(), fieldId: optionalId(), chargeId: id(), dueOn: day() }),
  output: One,
  may: ['coordinator'],
  rules: [
    {
      of: ['dueOn'],
      judge: ({ dueOn }, { today }) =>
        dueOn < today
          ? { field: 'dueOn', words: words('Hạn trả lời không thể đã qua.', 'The day must not be past.') }
          : null,
    },
  ],
  subject: ofObstacle,
  async run(context, { id: obstacleId, fieldId, chargeId, dueOn }) {
    await lockObstacle(context, obstacleId, ['open'])
    await context.db
      .updateTable('obstacle')
      .set({ fieldId: fieldId ?? null, chargeId, dueOn, chargedOn: context.today })
      .where('id', '=', obstacleId)
      .execute()
    return { id: obstacleId }
  },
})

/** Who reported an obstacle is content with its answer. */
export const acceptAnswer = command({
  name: 'obstacles.accept',
  summary: words('Chấp nhận trả lời khó khăn, vướng mắc', 'Accept the answer to an obstacle'),
  route: 'POST /obstacles/{id}/acceptance',
  input: z.object({ id: id() }),
  output: One,
  may: obstacleReporters,
  subject: ofObstacle,
  async run(context, { id: obstacleId }) {
    const row = await lockObstacle(context, obstacleId, ['resolved'])
    if (!reportedBy(context.actor, row)) throw notFound(words('khó khăn, vướng mắc', 'Obstacle'))
    await context.db
      .updateTable('obstacle')
      .set({ acceptedOn: context.today })
      .where('id', '=', obstacleId)
      .execute()
    return { id: obstacleId }
  },
})

/** Who reported an obstacle asks again: the answer is kept with the reason, and another is due. */
export const reopenObstacle = command({
  name: 'obstacles.reopen',
  summary: words('Mở lại khó khăn, vướng mắc', 'Reopen an obstacle'),
  route: 'POST /obstacles/{id}/reopening',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: One,
  may: obstacleReporters,
  subject: ofObstacle,
  async run(context, { id: obstacleId, reason }) {
    const { db, actor, today } = context
    const row = await lockObstacle(context, obstacleId, ['resolved'])
    if (!reportedBy(actor, row)) throw notFound(words('khó khăn, vướng mắc', 'Obstacle'))
    await db
      .insertInto('obstacleAnswer')
      .values({
        ...{ obstacleId, resolution: row.resolution ?? '', resolvedOn: row.resolvedOn ?? today },
        ...{ reopenedOn: today, reason },
      })
      .execute()
    await db
      .updateTable('obstacle')
      .set({ resolution: null, resolvedOn: null })
      .where('id', '=', obstacleId)
      .execute()
    return { id: obstacleId }
  },
})

/** Takes back what was reported, while it has no answer: it stays on record with the reason, and is nobody's work. */
export const withdrawObstacle = command({
  name: 'obstacles.withdraw',
  summary: words('Rút phản ánh khó khăn, vướng mắc', 'Withdraw the report of an obstacle'),
  route: 'POST /obstacles/{id}/withdrawal',
  input: z.object({ id: id(), reason: longText(2000) }),
  output: One,
  may: obstacleReporters,
  subject: ofObstacle,
  async run(context, { id: obstacleId, reason }) {
    const row = await lockObstacle(context, obstacleId, ['open'])
    const { db, actor, today } = context
    if (!reportedBy(actor, row) && !actor.grants.has('coordinator'))
      throw notFound(words('khó khăn, vướng mắc', 'Obstacle'))
    await db
      .updateTable('obstacle')
      .set({ withdrawnOn: today, withdrawal: reason })
      .where('id', '=', obstacleId)
      .execute()
    return { id: obstacleId }
  },
})
