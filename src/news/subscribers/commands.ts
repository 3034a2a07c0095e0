import { z } from 'zod'
import type { Db } from '../../platform/database.ts'
import { flag, id, text, whole } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { type Context, command, query, type Rule } from '../../platform/operation.ts'
import { conflict, notFound, Problem, staleRecord } from '../../platform/problem.ts'
import { strangerLimit } from '../../platform/strangers.ts'
import { tokenHash } from '../../platform/tokens.ts'
import { subscriberFields, subscriberStates } from './fields.ts'
import { forgetSubscriber, mailedLately, queueConfirmation } from './letters.ts'

/* Who is mailed what is published: asks by a form, confirms by the link in a letter, leaves by one click. */

/** How many times an hour one address asks. */
const perHour = 20

const countStranger = strangerLimit(
  perHour,
  () =>
    new Problem(
      'news.tooMany',
      429,
      words(
        'Đã nhận quá nhiều yêu cầu từ nơi này. Xin thử lại sau một giờ.',
        'Too many requests have come in from here. Please try again in an hour.',
      ),
    ),
)

const ofSubscriber = ({ id }: { readonly id: number }) => `news_subscriber:${id}`

const agreed: Rule<{ readonly consents: boolean }> = {
  of: ['consents'],
  judge: ({ consents }) =>
    consents
      ? null
      : {
          field: 'consents',
          words: words('Cần đồng ý để giữ địa chỉ nhận tin.', 'Keeping the address needs your consent.'),
        },
}

/**
 * Asks to be mailed what is published: nothing is sent but one letter, by whose link the address is confirmed. The answer is the same
 * whether the address was there or not. @throws Problem 429 when too many come from one address
 */
export const subscribe = command({
  name: 'news.subscribe',
  summary: words('Đăng ký nhận tin qua thư', 'Subscribe to the news by mail'),
  route: 'POST /news-subscriptions',
  input: z.object({ ...subscriberFields.input, consents: flag() }),
  output: z.object({ asked: z.literal(true) }),
  may: ['public'],
  rules: [agreed],
  prepare: countStranger,
  secret: ['email'],
  subject: () => null,
  async run(context, { consents: _consents, email, language }) {
    const { db, now } = context
    const there = await db
      .selectFrom('newsSubscriber')
      .select(['id', 'state'])
      .where('email', '=', email)
      .forUpdate()
      .executeTakeFirst()
    if (there === undefined) {
      const { id: subscriberId } = await db
        .insertInto('newsSubscriber')
        .values({ email, language, askedAt: now })
        .returning('id')
        .executeTakeFirstOrThrow()
      await queueConfirmation(context, { id: subscriberId, email })
    } else if (there.state === 'asked' && !(await mailedLately(db, there.id, now))) {
      await db
        .updateTable('newsSubscriber')
        .set({ language, askedAt: now })
        .where('id', '=', there.id)
        .execute()
      await queueConfirmation(context, { id: there.id, email })
    }
    return { asked: true as const }
  },
})

const noLink = () =>
  notFound(words('đường dẫn nhận tin này, hoặc đường dẫn đã hết hạn', 'This link, or it has ended'))

const byConfirmation = async (db: Db, token: string) => {
  const row = await db
    .selectFrom('newsSubscriber')
    .select(['id', 'state', 'version'])
    .where('confirmSha256', '=', tokenHash(token))
    .executeTakeFirst()
  if (row === undefined) throw noLink()
  return row
}

const byLeaving = async (db: Db, token: string) => {
  const row = await db
    .selectFrom('newsSending as s')
    .innerJoin('newsSubscriber as n', 'n.id', 's.subscriberId')
    .select(['n.id', 'n.state', 'n.version'])
    .where('s.leaveSha256', '=', tokenHash(token))
    .executeTakeFirst()
  if (row === undefined) throw noLink()
  return row
}

const Standing = z.object({ state: subscriberStates.schema })
const tokenInput = z.object({ token: text(200) })

/** Where the address stands that a letter asked to be confirmed. */
export const showConfirmation = query({
  name: 'news.showConfirmation',
  summary: words('Xác nhận nhận tin', 'Confirm a subscription'),
  route: 'GET /news-confirmations/{token}',
  input: tokenInput,
  output: Standing,
  may: ['public'],
  run: async ({ db }, { token }) => ({ state: (await byConfirmation(db, token)).state }),
})

/** Confirms an address: from now on it is mailed what is published. */
export const confirmSubscription = command({
  name: 'news.confirmSubscription',
  summary: words('Xác nhận địa chỉ nhận tin', 'Confirm an address of the news'),
  route: 'POST /news-confirmations/{token}',
  input: tokenInput,
  output: z.object({ id: z.int() }),
  may: ['public'],
  secret: ['token'],
  prepare: countStranger,
  subject: (_input, output) => ofSubscriber(output),
  async run({ db, today }, { token }) {
    const row = await byConfirmation(db, token)
    if (row.state === 'asked')
      await db
        .updateTable('newsSubscriber')
        .set({ state: 'confirmed', confirmedOn: today, version: row.version + 1 })
        .where('id', '=', row.id)
        .execute()
    return { id: row.id }
  },
})

/** Whoever leaves leaves no address behind; the row says that somebody was there. */
async function end(context: Context, { id: subscriberId, version }: { id: number; version: number }) {
  await context.db
    .updateTable('newsSubscriber')
    .set({ state: 'ended', endedOn: context.today, email: null, confirmSha256: null, version: version + 1 })
    .where('id', '=', subscriberId)
    .execute()
  await forgetSubscriber(context, subscriberId)
}

/** Where the subscriber of a letter stands, by the link in it. */
export const showLeaving = query({
  name: 'news.showLeaving',
  summary: words('Thôi nhận tin', 'Leave the news'),
  route: 'GET /news-leavings/{token}',
  input: tokenInput,
  output: Standing,
  may: ['public'],
  run: async ({ db }, { token }) => ({ state: (await byLeaving(db, token)).state }),
})

/** Ends a subscription by the link of any of its letters; asked twice it is ended once. */
export const leaveNews = command({
  name: 'news.leave',
  summary: words('Thôi nhận tin qua thư', 'End a subscription to the news'),
  route: 'POST /news-leavings/{token}',
  input: tokenInput,
  output: z.object({ id: z.int() }),
  may: ['public'],
  secret: ['token'],
  subject: (_input, output) => ofSubscriber(output),
  async run(context, { token }) {
    const row = await byLeaving(context.db, token)
    if (row.state !== 'ended') await end(context, row)
    return { id: row.id }
  },
})

/** Ends the subscription of somebody who asked the office to. */
export const endSubscription = command({
  name: 'news.endSubscription',
  summary: words('Ghi người thôi nhận tin', 'End the subscription of somebody who asked so'),
  route: 'POST /news-subscribers/{id}/end',
  input: z.object({ id: id(), version: whole(1) }),
  output: z.object({ id: z.int() }),
  may: ['coordinator'],
  subject: ofSubscriber,
  async run(context, { id: subscriberId, version }) {
    const row = await context.db
      .selectFrom('newsSubscriber')
      .select(['id', 'state', 'version'])
      .where('id', '=', subscriberId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('người nhận tin', 'Subscriber'))
    if (row.version !== version) throw staleRecord()
    if (row.state === 'ended')
      throw conflict(
        'news.ended',
        words('Người này đã thôi nhận tin.', 'This subscription is ended already.'),
      )
    await end(context, row)
    return { id: row.id }
  },
})
