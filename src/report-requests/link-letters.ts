import { sql } from 'kysely'
import { z } from 'zod'
import { letterKind, queueLetters } from '../notices/index.ts'
import { systemActor } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import { id, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { markedTitle } from '../platform/sample.ts'
import { linkable, linkUntil, renewLink, withoutAccount } from './links.ts'

/* Personal links by mail: queued in the outbox of the notices; the link itself is made when its letter leaves, and stands nowhere else. */

/**
 * Makes the link of a letter that is to leave; the one before ends with it. The answer is null when there is nothing to ask any more: the
 * report is in, the request has ended, or an account is there.
 */
export const beginLinkLetter = command({
  name: 'reportRequests.beginLinkLetter',
  summary: words('Chuẩn bị thư có liên kết báo cáo', 'Prepare a letter with a link to report by'),
  route: 'POST /report-answers/{id}/letter',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    letter: z
      .object({
        email: z.string(),
        recipient: z.string(),
        title: z.string(),
        remark: z.string().nullable(),
        dueOn: z.string(),
        until: z.string(),
        token: z.string(),
      })
      .nullable(),
  }),
  may: ['system'],
  proof: 'session',
  secret: ['letter'],
  subject: ({ id: answerId }) => `report_answer:${answerId}`,
  async run(context, { id: answerId }) {
    const request = await context.db
      .selectFrom('reportAnswer as x')
      .innerJoin('reportRequest as r', 'r.id', 'x.requestId')
      .select(['r.id', 'r.title', 'x.remark'])
      .where('x.id', '=', answerId)
      .where('r.state', '=', 'open')
      .where('r.scans', '=', true)
      .executeTakeFirst()
    const [row] = request === undefined ? [] : await withoutAccount(context, request.id, answerId)
    if (request === undefined || row === undefined || row.email === null)
      return { id: answerId, letter: null }
    const token = await renewLink(context, row)
    const { email, recipient, dueOn } = row
    const { title, remark } = request
    const until = linkUntil(dueOn, context.today)
    return { id: answerId, letter: { email, recipient, title, remark, dueOn, until, token } }
  },
})

const linkLetter = letterKind({
  key: 'reportRequests.link',
  label: words('Liên kết riêng để báo cáo', 'Personal links to report by'),
  async write(system, answerId) {
    const via = { via: 'system' } as const
    const { letter } = await execute(system, beginLinkLetter, systemActor, { id: answerId }, via)
    if (letter === null) return null
    const { recipient, remark } = letter
    const [due, until] = [formatDate(letter.dueOn), formatDate(letter.until)]
    return {
      to: letter.email,
      subject: markedTitle(`${letter.title} / Report asked for`),
      text: [
        `Đề nghị ${recipient} gửi báo cáo “${letter.title}” trước khi hết ngày ${due}. Xin mở đường dẫn riêng sau, dùng được đến hết ngày ${until}; ai có đường dẫn này báo cáo thay cho ${recipient}. Đường dẫn gửi trước đó, nếu có, không còn dùng được.`,
        ...(remark === null ? [] : [`Báo cáo đã gửi được trả lại để bổ sung: ${remark}`]),
        `${recipient} is asked for the report “${letter.title}” by ${due}. Please open its personal link, which ends on ${until}; who holds it reports for ${recipient}. An earlier link has ended.`,
        `${system.config.publicUrl}/reports/answer/${letter.token}`,
      ].join('\n\n'),
    }
  },
})

/** Mails recipients without an account a personal link each, where an e-mail address is known. */
export const mailLinks = command({
  name: 'reportRequests.mailLinks',
  summary: words('Gửi thư có liên kết riêng để báo cáo', 'Mail personal links to report by'),
  route: 'POST /report-requests/{id}/letters',
  input: z.object({
    id: id(),
    /** One report, once more where it was mailed already; left out: all without a link. */
    answerId: optionalId(),
  }),
  output: z.object({
    id: z.int(),
    queued: z.int(),
    /** Those that wait for a link and have no e-mail address. */
    withoutAddress: z.int(),
  }),
  may: ['coordinator'],
  subject: ({ id: requestId }) => `report_request:${requestId}`,
  async run(context, { id: requestId, answerId = null }) {
    const rows = await linkable(context, requestId, answerId)
    const queued = await queueLinks(context, answerId === null ? 'asked' : null, rows)
    return { id: requestId, queued, withoutAddress: rows.filter(({ email }) => email === null).length }
  },
})

type Owing = Awaited<ReturnType<typeof withoutAccount>>

const queueLinks = (context: Pick<Context, 'db' | 'now'>, occasion: string | null, rows: Owing) =>
  queueLetters(
    context,
    linkLetter,
    occasion,
    rows.flatMap(({ id: recordId, recipient: addressee, email: address }) =>
      address === null ? [] : [{ recordId, addressee, address }],
    ),
  )

/** Mails whoever was mailed a link before a new one. @param occasion what for, once of each; null: anew */
export async function mailAgain(
  context: Pick<Context, 'db' | 'now' | 'today'>,
  answerId: number,
  occasion: string | null,
): Promise<void> {
  const { rows } = await sql<{ requestId: number }>`
    SELECT x.request_id FROM report_answer x JOIN report_request r ON r.id = x.request_id
     WHERE x.id = ${answerId} AND r.state = 'open' AND x.link_sha256 IS NOT NULL
       AND EXISTS (SELECT FROM notice_delivery d WHERE d.letter = ${linkLetter.key} AND d.record_id = x.id AND d.state = 'sent')`.execute(
    context.db,
  )
  const [row] = rows
  if (row !== undefined)
    await queueLinks(context, occasion, await withoutAccount(context, row.requestId, answerId))
}
