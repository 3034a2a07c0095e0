import { z } from 'zod'
import { id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, explainConstraint, notFound } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { ratingFields } from './fields.ts'

/* An enterprise rates who helped it, once its turn is accepted. */

explainConstraint('service_rating_once', () =>
  conflict('providers.rated', words('Lượt hỗ trợ này đã được đánh giá.', 'This turn is rated already.')),
)
const notYet = () =>
  conflict(
    'providers.notYet',
    words(
      'Chỉ đánh giá đơn vị hỗ trợ sau khi lượt được nghiệm thu.',
      'The provider is rated once the turn is accepted.',
    ),
  )
explainConstraint('service_rating_turn', notYet)

/** Rates who helped in an accepted turn, by the enterprise's own account, with words. */
export const rateProvider = command({
  name: 'providers.rate',
  summary: words('Đánh giá đơn vị hỗ trợ', 'Rate the provider of a turn'),
  route: 'POST /support/{turnId}/rating',
  input: z.object({ turnId: id(), ...ratingFields.input }),
  output: z.object({ id: z.int() }),
  may: ['enterprise'],
  subject: ({ turnId }) => `support:${turnId}`,
  async run({ db, actor, today }, { turnId, ...input }) {
    const turn = await db
      .selectFrom('supportTurn as t')
      .select(['t.id', 't.state', 't.providerId', 't.enterpriseId'])
      .where('t.id', '=', turnId)
      .where(readableBy(actor, 't.enterpriseId'))
      .forUpdate()
      .executeTakeFirst()
    if (turn === undefined) throw notFound(words('lượt hỗ trợ', 'Support turn'))
    const { providerId } = turn
    if (providerId === null || (turn.state !== 'accepted' && turn.state !== 'finished')) throw notYet()
    await db
      .insertInto('serviceRating')
      .values({
        ...{ providerId, turnId, enterpriseId: turn.enterpriseId, ratedOn: today },
        ...ratingFields.values(input),
      })
      .execute()
    return { id: turnId }
  },
})
