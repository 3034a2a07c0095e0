import { sql } from 'kysely'
import { z } from 'zod'
import { forgetAddress, letterKind, queueLetters } from '../../notices/index.ts'
import { systemActor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { execute } from '../../platform/execute.ts'
import { id } from '../../platform/fields.ts'
import { translator, words } from '../../platform/language.ts'
import { type Context, command } from '../../platform/operation.ts'
import { markedTitle } from '../../platform/sample.ts'
import { newToken, tokenHash } from '../../platform/tokens.ts'

/* What subscribers are mailed: the letter that asks to be confirmed, and each article once. Their links are made when a letter leaves. */

const Confirmation = z.object({ email: z.string(), language: z.enum(['vi', 'en']), token: z.string() })

/** Makes the link of a letter that asks an address to be confirmed. Null: it is confirmed, or there is no such address any more. */
export const beginConfirmation = command({
  name: 'news.beginConfirmation',
  summary: words('Chuẩn bị thư xác nhận nhận tin', 'Prepare a letter that asks a subscriber to confirm'),
  route: 'POST /news-subscribers/{id}/confirmation-letter',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), letter: Confirmation.nullable() }),
  may: ['system'],
  proof: 'session',
  secret: ['letter'],
  subject: ({ id }) => `news_subscriber:${id}`,
  async run({ db }, { id: subscriberId }) {
    const token = newToken()
    const row = await db
      .updateTable('newsSubscriber')
      .set({ confirmSha256: tokenHash(token) })
      .where('id', '=', subscriberId)
      .where('state', '=', 'asked')
      .returning(['email', 'language'])
      .executeTakeFirst()
    const letter = row?.email == null ? null : { email: row.email, language: row.language, token }
    return { id: subscriberId, letter }
  },
})

const Sent = Confirmation.extend({
  articleId: z.int(),
  title: z.string(),
  titleEn: z.string(),
  summary: z.string(),
  summaryEn: z.string(),
})

/** Makes the link by which whoever reads an article by mail leaves. Null: it is not shown any more, or the subscriber has left. */
export const beginArticleLetter = command({
  name: 'news.beginArticleLetter',
  summary: words('Chuẩn bị thư tin', 'Prepare a letter with an article'),
  route: 'POST /news-sendings/{id}/letter',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), letter: Sent.nullable() }),
  may: ['system'],
  proof: 'session',
  secret: ['letter'],
  subject: ({ id }) => `news_sending:${id}`,
  async run({ db }, { id: sendingId }) {
    const row = await db
      .selectFrom('newsSending as s')
      .innerJoin('newsArticle as a', 'a.id', 's.articleId')
      .innerJoin('newsSubscriber as n', 'n.id', 's.subscriberId')
      .select(['s.articleId', 'a.title', 'a.titleEn', 'a.summary', 'a.summaryEn', 'n.email', 'n.language'])
      .where('s.id', '=', sendingId)
      .where('a.state', '=', 'published')
      .where('n.state', '=', 'confirmed')
      .executeTakeFirst()
    if (row?.email == null) return { id: sendingId, letter: null }
    const token = newToken()
    await db
      .updateTable('newsSending')
      .set({ leaveSha256: tokenHash(token) })
      .where('id', '=', sendingId)
      .execute()
    return { id: sendingId, letter: { ...row, email: row.email, token } }
  },
})

/** The letter that asks an address to be confirmed. Pure. @param link by which it is */
export function confirmationMail(
  { email, language }: Pick<z.infer<typeof Confirmation>, 'email' | 'language'>,
  link: string,
) {
  const t = translator(language)
  return {
    to: email,
    subject: markedTitle(t('Xác nhận nhận tin của Chương trình', 'Confirm the news of the programme'), t),
    text: [
      t(
        'Có người đã ghi địa chỉ này để nhận tin của Chương trình nâng cao năng suất và chất lượng. Nếu là bạn, xin mở đường dẫn dưới đây và bấm xác nhận.',
        'Somebody entered this address to receive the news of the programme of productivity and quality. If it was you, open the link below and confirm.',
      ),
      link,
      t(
        'Nếu không phải bạn, xin bỏ qua thư này: sẽ không có thư nào khác.',
        'If it was not you, leave this letter alone: no other follows.',
      ),
    ].join('\n\n'),
  }
}

/** An article as a letter. Pure. @param read where it is read; @param leave by which one leaves */
export function articleMail(
  of: Omit<z.infer<typeof Sent>, 'token' | 'articleId'>,
  read: string,
  leave: string,
) {
  const t = translator(of.language)
  return {
    to: of.email,
    subject: markedTitle(t(of.title, of.titleEn), t),
    text: [
      t(of.title, of.titleEn),
      t(of.summary, of.summaryEn),
      `${t('Đọc toàn bài', 'Read it whole')}: ${read}`,
      `${t('Thôi nhận tin', 'Leave the news')}: ${leave}`,
    ].join('\n\n'),
    leave,
  }
}

/** The part of an address by which one leaves: a program of mail posts there by itself, without an Origin. */
export const leavePath = '/news/leave/'

const confirmation = letterKind({
  key: 'news.confirmation',
  label: words('Xác nhận nhận tin', 'Confirm a subscription'),
  async write(system, subscriberId) {
    const input = { id: subscriberId }
    const { letter } = await execute(system, beginConfirmation, systemActor, input, { via: 'system' })
    return letter === null
      ? null
      : confirmationMail(letter, `${system.config.publicUrl}/news/confirm/${letter.token}`)
  },
})

const article = letterKind({
  key: 'news.article',
  label: words('Thư tin', 'Article by mail'),
  async write(system, sendingId) {
    const input = { id: sendingId }
    const { letter } = await execute(system, beginArticleLetter, systemActor, input, { via: 'system' })
    if (letter === null) return null
    const { publicUrl } = system.config
    return articleMail(letter, `${publicUrl}/news/${letter.articleId}`, publicUrl + leavePath + letter.token)
  },
})

/** Queues the letter that asks an address to be confirmed. */
export const queueConfirmation = (context: Context, { id: recordId, email }: { id: number; email: string }) =>
  queueLetters(context, confirmation, null, [{ recordId, addressee: email, address: email }])

/** How many minutes lie at least between two letters that a stranger causes by sending the form again. */
const quietMinutes = 60

/** Whether the letter was queued so lately that the same address is not mailed again. */
export async function mailedLately(db: Db, subscriberId: number, now: Date): Promise<boolean> {
  const { rows } = await sql<{ id: string }>`
    SELECT id FROM notice_delivery WHERE letter = ${confirmation.key} AND record_id = ${subscriberId}
       AND queued_at > ${new Date(now.getTime() - quietMinutes * 60_000)} LIMIT 1`.execute(db)
  return rows.length > 0
}

/** Queues an article for each confirmed subscriber who was not sent it before. @returns how many */
export async function queueArticle(context: Context, articleId: number): Promise<number> {
  const { rows } = await sql<{ recordId: number; addressee: string; address: string }>`
    WITH added AS (
      INSERT INTO news_sending (article_id, subscriber_id)
      SELECT ${articleId}::int, n.id FROM news_subscriber n WHERE n.state = 'confirmed' AND n.email IS NOT NULL
      ON CONFLICT (article_id, subscriber_id) DO NOTHING RETURNING id, subscriber_id)
    SELECT a.id AS record_id, n.email AS addressee, n.email AS address
      FROM added a JOIN news_subscriber n ON n.id = a.subscriber_id ORDER BY a.id`.execute(context.db)
  return queueLetters(context, article, null, rows)
}

/** Takes the address of a subscriber out of the log of what was mailed. */
export async function forgetSubscriber(context: Context, subscriberId: number): Promise<void> {
  await forgetAddress(context, confirmation, sql`${subscriberId}::int`)
  const sendings = sql`SELECT s.id FROM news_sending s WHERE s.subscriber_id = ${subscriberId}`
  await forgetAddress(context, article, sendings)
}
