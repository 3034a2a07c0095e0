import { sql } from 'kysely'
import { z } from 'zod'
import { addDays } from '../platform/dates.ts'
import { id, longText, optionalId, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, notFound, staleRecord } from '../platform/problem.ts'
import { newToken, tokenHash } from '../platform/tokens.ts'
import { AnswerChanged, answersWith, noAnswer, personsOf, subject, touch } from './answers.ts'
import { lockRequest, noScans } from './requests.ts'
import { waitingStates } from './rules.ts'

/*
 * Personal links: one recipient without an account reports by its link, which opens this report alone. Only SHA-256 is kept. It ends
 * on its day, when it is revoked or given anew, when the report is accepted or its request ends, and with the first account of the recipient.
 */

/** How many days a link opens after the report was due, or after the day on which it is given. */
const daysAfterDue = 30
/** How many links are given at once. */
const mostLinks = 500

export const linkUntil = (dueOn: string, today: string) =>
  addDays(dueOn > today ? dueOn : today, daysAfterDue)

/** Keeps a new link of a report, in place of the one that it had. @returns the secret in it */
export async function renewLink(
  { db, today }: Pick<Context, 'db' | 'today'>,
  of: { readonly id: number; readonly dueOn: string },
): Promise<string> {
  const token = newToken()
  await db
    .updateTable('reportAnswer')
    .set({ linkSha256: tokenHash(token), linkUntil: linkUntil(of.dueOn, today) })
    .where('id', '=', of.id)
    .execute()
  return token
}

/** Who of a request owes a report and has no account, in SQL: one that is named, else those without a link. */
export async function withoutAccount(
  { db, today }: Pick<Context, 'db' | 'today'>,
  requestId: number,
  answerId: number | null,
) {
  const { rows } = await sql<{ id: number; dueOn: string; recipient: string; email: string | null }>`
    SELECT x.id, x.due_on, coalesce(a.name, e.name) AS recipient,
           coalesce(e.email, substring(a.contact FROM '[^[:space:];,()<>]+@[^[:space:];,()<>]+')) AS email
      FROM report_answer x LEFT JOIN agency a ON a.id = agency_on(x.agency_id, ${today}::date) LEFT JOIN enterprise e ON e.id = x.enterprise_id
     WHERE x.request_id = ${requestId} AND x.state IN (${sql.join(waitingStates)})
       AND CASE WHEN ${answerId}::int IS NULL THEN x.link_sha256 IS NULL ELSE x.id = ${answerId} END
       AND NOT EXISTS (SELECT FROM held_roles(${today}::date) h WHERE h.agency_id = a.id OR h.enterprise_id = e.id)
     ORDER BY recipient, x.id LIMIT ${mostLinks} FOR UPDATE OF x`.execute(db)
  return rows
}

const noneWaits = () =>
  conflict(
    'reportRequests.noLinks',
    words(
      'Không còn nơi nào chờ liên kết: nơi được hỏi đã gửi báo cáo, có tài khoản hoặc đã có liên kết.',
      'Nobody waits for a link: who is asked has sent its report, has an account, or has a link.',
    ),
  )

/** Those of an open request to whom links may be given. @throws Problem 409 */
export async function linkable(context: Context, requestId: number, answerId: number | null) {
  const request = await lockRequest(context.db, requestId)
  if (!request.scans) throw noScans()
  const rows = await withoutAccount(context, requestId, answerId)
  if (rows.length === 0) throw noneWaits()
  return rows
}

/** Gives recipients without an account a personal link each. The answer is the only place where the links stand. */
export const giveLinks = command({
  name: 'reportRequests.giveLinks',
  summary: words('Cấp liên kết riêng để báo cáo', 'Give personal links to report by'),
  route: 'POST /report-requests/{id}/links',
  input: z.object({
    id: id(),
    /** One report, anew where it has a link; left out: all without a link, at most 500 at once. */
    answerId: optionalId(),
  }),
  output: z.object({
    id: z.int(),
    links: z.array(
      z.object({
        answerId: z.int(),
        recipient: z.string(),
        email: z.string().nullable(),
        until: z.iso.date(),
        token: z.string(),
      }),
    ),
  }),
  may: ['coordinator'],
  secret: ['links'],
  subject: ({ id: requestId }) => `report_request:${requestId}`,
  async run(context, { id: requestId, answerId = null }) {
    const links = []
    for (const row of await linkable(context, requestId, answerId)) {
      const { id: of, dueOn, recipient, email } = row
      const token = await renewLink(context, row)
      links.push({ answerId: of, recipient, email, until: linkUntil(dueOn, context.today), token })
    }
    return { id: requestId, links }
  },
})

/** Ends the personal link of a report at once. */
export const revokeLink = command({
  name: 'reportRequests.revokeLink',
  summary: words('Thu hồi liên kết riêng', 'Revoke a personal link'),
  route: 'POST /report-answers/{id}/link-end',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: AnswerChanged,
  may: ['coordinator'],
  subject,
  async run(context, { id: answerId, version }) {
    const row = await context.db
      .selectFrom('reportAnswer')
      .select(['id', 'version', 'linkSha256'])
      .where('id', '=', answerId)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined) throw noAnswer()
    if (row.version !== version) throw staleRecord()
    if (row.linkSha256 === null) throw linkEnded()
    return touch(context, row, { linkSha256: null, linkUntil: null })
  },
})

/** The secret of a link in the input of an operation. */
export const linkInput = { token: text(200) }
const linkEnded = () =>
  notFound(words('liên kết này, hoặc liên kết đã hết hạn', 'This link, or it has ended'))

type At = Pick<Context, 'db' | 'today'>

/** The report that a link opens; null for a link that there is not, or that has ended. */
export async function findHolder(context: At, token: string, lock: 'locked' | 'read') {
  const { db, today } = context
  const rows = answersWith(db, today)
    .where('x.linkSha256', '=', tokenHash(token))
    .where('x.linkUntil', '>=', today)
    .where('x.state', 'not in', ['accepted', 'missing'])
    .where('r.state', '=', 'open')
  const row = await (lock === 'locked' ? rows.forUpdate('x') : rows).executeTakeFirst()
  return row === undefined || (await personsOf(context, row)) > 0 ? null : row
}

/** The same. @throws Problem 404 where there is none */
export async function linkHolder(context: At, token: string, lock: 'locked' | 'read') {
  const row = await findHolder(context, token, lock)
  if (row === null) throw linkEnded()
  return row
}
