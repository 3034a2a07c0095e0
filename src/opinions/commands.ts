import { z } from 'zod'
import { actsFor } from '../platform/actor.ts'
import { id, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, notFound, staleRecord } from '../platform/problem.ts'
import { answerFields, opinionFields, settlingFields } from './fields.ts'

/* An agency says what it thinks of a document, clause by clause; the office says what becomes of each opinion, and why. */

const Changed = z.object({ id: z.int(), version: z.int() })
/** Agencies answer by their own people; the office writes down what came on paper from one without an account. */
const answering = ['coordinator', 'finance', 'home_affairs', 'statistics', 'agency', 'association'] as const

/** A request under lock, of those that the actor may answer. @throws Problem 409 once it is answered or closed */
async function lockAsked({ db, actor }: Context, requestId: number, version?: number) {
  const row = await db
    .selectFrom('opinionRequest')
    .selectAll()
    .where('id', '=', requestId)
    .forUpdate()
    .executeTakeFirst()
  const mayAnswer =
    actor.userId === null || actor.grants.has('coordinator') || actsFor(actor, row?.agencyId ?? null)
  if (row === undefined || !mayAnswer) throw notFound(words('đề nghị cho ý kiến', 'Request for an opinion'))
  if (version !== undefined && row.version !== version) throw staleRecord()
  if (row.state !== 'asked')
    throw conflict(
      'opinions.answered',
      words('Ý kiến đã gửi hoặc đã kết thúc xin ý kiến.', 'The opinion was given, or its round is closed.'),
    )
  return row
}

const touch = ({ db }: Context, row: { readonly id: number; readonly version: number }, set: object = {}) =>
  db
    .updateTable('opinionRequest')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

const ofRound: Rule<{ readonly id: number; readonly clauseId?: number | undefined }> = {
  of: ['id', 'clauseId'],
  judge: async ({ id: requestId, clauseId }, { db }) => {
    if (clauseId === undefined) return null
    const clause = await db
      .selectFrom('opinionClause as c')
      .innerJoin('opinionRequest as r', 'r.roundId', 'c.roundId')
      .select('c.id')
      .where('r.id', '=', requestId)
      .where('c.id', '=', clauseId)
      .executeTakeFirst()
    return clause !== undefined
      ? null
      : { field: 'clauseId', words: words('Không có khoản, mục này.', 'There is no such clause.') }
  },
}

/** Writes an opinion on a clause, or on the whole, before the answer is sent. */
export const addOpinion = command({
  name: 'opinions.add',
  summary: words('Thêm ý kiến về khoản, mục', 'Add an opinion on a clause'),
  route: 'POST /opinions/{id}/opinions',
  input: z.object({ id: id(), ...opinionFields.input }),
  output: Changed,
  may: answering,
  rules: [ofRound],
  subject: ({ id }) => `opinion_request:${id}`,
  async run(context, { id: requestId, ...input }) {
    const request = await lockAsked(context, requestId)
    await context.db
      .insertInto('opinion')
      .values({ requestId, ...opinionFields.values(input) })
      .execute()
    return touch(context, request)
  },
})

/** Takes an opinion back before the answer is sent. */
export const removeOpinion = command({
  name: 'opinions.remove',
  summary: words('Bỏ ý kiến chưa gửi', 'Take back an opinion that was not sent'),
  route: 'DELETE /opinions/{id}/opinions/{opinion}',
  input: z.object({ id: id(), opinion: id() }),
  output: Changed,
  may: answering,
  subject: ({ id }) => `opinion_request:${id}`,
  async run(context, { id: requestId, opinion }) {
    const request = await lockAsked(context, requestId)
    const gone = await context.db
      .deleteFrom('opinion')
      .where('id', '=', opinion)
      .where('requestId', '=', requestId)
      .returning('id')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('ý kiến này', 'Opinion'))
    return touch(context, request)
  },
})

/** Sends the answer of an agency: what it says of the whole, with its opinions. Late answers are taken until the round is closed. */
export const answerRequest = command({
  name: 'opinions.answer',
  summary: words('Gửi ý kiến của cơ quan', 'Give the opinion of the agency'),
  route: 'POST /opinions/{id}/answer',
  input: z.object({ id: id(), version: whole(1), ...answerFields.input }),
  output: Changed,
  may: answering,
  subject: ({ id }) => `opinion_request:${id}`,
  async run(context, { id: requestId, version, ...input }) {
    const request = await lockAsked(context, requestId, version)
    return touch(context, request, {
      ...answerFields.values(input),
      ...{ state: 'answered', answeredOn: context.today },
    })
  },
})

/** Says what becomes of an opinion: taken up, in part or not, with the reason. It can be said anew until the round is closed. */
export const settleOpinion = command({
  name: 'opinions.settle',
  summary: words('Ghi tiếp thu, giải trình ý kiến', 'Say what becomes of an opinion'),
  route: 'PUT /opinions/{id}/opinions/{opinion}',
  input: z.object({ id: id(), opinion: id(), version: whole(1), ...settlingFields.input }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  needs: [
    {
      field: 'reason',
      of: ['outcome'],
      when: ({ outcome }) => outcome !== 'taken',
      said: words('khi không tiếp thu hết', 'where it is not taken up whole'),
      words: words(
        'Xin giải trình vì sao không tiếp thu hết.',
        'Please explain why it is not taken up whole.',
      ),
    },
  ],
  subject: ({ id }) => `opinion_request:${id}`,
  async run({ db, today }, { id: requestId, opinion, version, ...input }) {
    const row = await db
      .selectFrom('opinion as n')
      .innerJoin('opinionRequest as r', 'r.id', 'n.requestId')
      .innerJoin('opinionRound as o', 'o.id', 'r.roundId')
      .select(['n.version', 'r.state', 'o.closedOn'])
      .where('n.id', '=', opinion)
      .where('n.requestId', '=', requestId)
      .forUpdate('n')
      .executeTakeFirst()
    if (row === undefined || row.state !== 'answered') throw notFound(words('ý kiến này', 'Opinion'))
    if (row.version !== version) throw staleRecord()
    if (row.closedOn !== null)
      throw conflict('opinions.closed', words('Đã kết thúc xin ý kiến.', 'The round of opinions is closed.'))
    await db
      .updateTable('opinion')
      .set({ ...settlingFields.values(input), settledOn: today, version: version + 1 })
      .where('id', '=', opinion)
      .execute()
    return { id: requestId }
  },
})
