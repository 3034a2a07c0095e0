import { z } from 'zod'
import { optionalChoice } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { listInput, listOutput, pageOf } from '../../platform/list.ts'
import { query } from '../../platform/operation.ts'
import { mailLanguages, subscriberStates } from './fields.ts'

const Subscriber = z.object({
  id: z.int(),
  /** Null of whoever has left. */
  email: z.string().nullable(),
  language: mailLanguages.schema,
  state: subscriberStates.schema,
  askedAt: z.iso.datetime(),
  confirmedOn: z.iso.date().nullable(),
  endedOn: z.iso.date().nullable(),
  version: z.int(),
})
export type Subscriber = z.infer<typeof Subscriber>

/** Who is mailed the news, and who has left. */
export const listSubscribers = query({
  name: 'news.listSubscribers',
  summary: words('Người nhận tin qua thư', 'Subscribers to the news'),
  route: 'GET /news-subscribers',
  input: z.object({
    ...listInput(['asked']),
    state: optionalChoice(subscriberStates.keys),
    language: optionalChoice(mailLanguages.keys),
  }),
  output: listOutput(Subscriber),
  may: ['coordinator', 'auditor'],
  async run({ db }, input) {
    let rows = db
      .selectFrom('newsSubscriber as n')
      .select([
        'n.id',
        'n.email',
        'n.language',
        'n.state',
        'n.askedAt',
        'n.confirmedOn',
        'n.endedOn',
        'n.version',
      ])
    if (input.state !== undefined) rows = rows.where('n.state', '=', input.state)
    if (input.language !== undefined) rows = rows.where('n.language', '=', input.language)
    const page = await pageOf(
      rows,
      input,
      { asked: { column: 'n.askedAt', value: (row) => row.askedAt.toISOString(), direction: 'desc' } },
      'n.id',
    )
    return { ...page, rows: page.rows.map((row) => ({ ...row, askedAt: row.askedAt.toISOString() })) }
  },
})
