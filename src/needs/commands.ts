import { z } from 'zod'
import { id, longText, optionalId, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, forbidden, notFound, staleRecord } from '../platform/problem.ts'
import { enterNeed } from './enter.ts'
import { needFields } from './fields.ts'
import { isGiver, ownerOf } from './owner.ts'
import { needGivers, readableNeeds } from './sight.ts'

const Changed = z.object({ id: z.int() })
const noNeed = () => notFound(words('nhu cầu', 'Need'))

/** Says what an enterprise, or an agency for its sector, needs of the programme; under a survey or at any time. */
export const addNeed = command({
  name: 'needs.add',
  summary: words('Ghi nhu cầu', 'Add a need'),
  route: 'POST /needs',
  input: z.object({
    ...needFields.input,
    surveyId: optionalId(),
    /** Whose need it is; left out: one's own enterprise's or agency's. */
    enterpriseId: optionalId(),
    /** For the office: the agency whose need it is, or that brought the enterprise's. */
    agencyId: optionalId(),
  }),
  output: Changed,
  may: needGivers,
  rules: [
    {
      of: ['enterpriseId', 'agencyId'],
      check: async ({ enterpriseId, agencyId }, context) => ownerOf(context, { enterpriseId, agencyId }),
    },
  ],
  subject: (_input, output) => `need:${output.id}`,
  async run(context, { enterpriseId, agencyId, surveyId, ...given }) {
    return enterNeed(context, surveyId, given, await ownerOf(context, { enterpriseId, agencyId }))
  },
})

/** A need that this account reads, under lock. @throws Problem 404 */
export async function lockNeed({ db, actor }: Pick<Context, 'db' | 'actor'>, needId: number) {
  const need = await db
    .selectFrom('need')
    .selectAll()
    .where('id', '=', needId)
    .where(readableNeeds(actor, 'need'))
    .forUpdate()
    .executeTakeFirst()
  if (need === undefined) throw noNeed()
  return need
}

const notYours = () =>
  forbidden(
    words('Chỉ nơi có nhu cầu hoặc nơi đã nêu được sửa, rút.', 'Only whose need it is, or who brought it.'),
  )
const taken = () =>
  conflict(
    'needs.taken',
    words(
      'Nhu cầu đã được tiếp nhận. Xin viết trao đổi nếu cần thay đổi.',
      'The need was taken up. Please write to the officer about changes.',
    ),
  )

/** Corrects a need until it is taken up. */
export const correctNeed = command({
  name: 'needs.correct',
  summary: words('Sửa nhu cầu', 'Correct a need'),
  route: 'PUT /needs/{id}',
  input: z.object({ id: id(), version: whole(1), ...needFields.input }),
  output: Changed,
  may: needGivers,
  subject: ({ id }) => `need:${id}`,
  async run(context, { id: needId, version, ...given }) {
    const need = await lockNeed(context, needId)
    if (!isGiver(context.actor, need)) throw notYours()
    if (need.state !== 'new') throw taken()
    if (need.version !== version) throw staleRecord()
    await context.db
      .updateTable('need')
      .set({ ...needFields.values(given), version: version + 1 })
      .where('id', '=', needId)
      .execute()
    return { id: needId }
  },
})

/** Takes a need back while nothing has come of it. */
export const withdrawNeed = command({
  name: 'needs.withdraw',
  summary: words('Rút nhu cầu', 'Withdraw a need'),
  route: 'POST /needs/{id}/withdrawal',
  input: z.object({ id: id(), reason: longText(1000) }),
  output: Changed,
  may: needGivers,
  subject: ({ id }) => `need:${id}`,
  async run(context, { id: needId, reason }) {
    const need = await lockNeed(context, needId)
    if (!isGiver(context.actor, need)) throw notYours()
    if (need.state !== 'new' && need.state !== 'taken') throw settledAlready()
    await writeNeed(context, need, { state: 'withdrawn', reason, settledOn: context.today })
    return { id: needId }
  },
})

export const settledAlready = () =>
  conflict('needs.settled', words('Nhu cầu đã có kết quả.', 'The need has its outcome already.'))

export async function writeNeed(
  { db }: Pick<Context, 'db'>,
  need: { id: number; version: number },
  set: object,
) {
  await db
    .updateTable('need')
    .set({ ...set, version: need.version + 1 })
    .where('id', '=', need.id)
    .execute()
}

/** Takes a need up: from now on somebody looks into it. */
export const takeUpNeed = command({
  name: 'needs.takeUp',
  summary: words('Tiếp nhận nhu cầu', 'Take up a need'),
  route: 'POST /needs/{id}/taking',
  input: z.object({ id: id() }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id }) => `need:${id}`,
  async run(context, { id: needId }) {
    const need = await lockNeed(context, needId)
    if (need.state !== 'new') throw need.settledOn === null ? taken() : settledAlready()
    await writeNeed(context, need, { state: 'taken' })
    return { id: needId }
  },
})
