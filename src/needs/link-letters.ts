import { sql } from 'kysely'
import { z } from 'zod'
import { letterKind, queueLetters } from '../notices/index.ts'
import { systemActor } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import { id, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { markedTitle } from '../platform/sample.ts'
import { newToken, tokenHash } from '../platform/tokens.ts'
import { remindedToday, surveyStateOn } from './rules.ts'
import { lockSurvey, surveyClosed, surveyStateIn } from './surveys.ts'

/* Personal links by mail: queued in the outbox of the notices; the link itself is made when its letter leaves, and stands nowhere else. */

/**
 * Makes the link of a letter that is to leave. The link that its enterprise had before ends with it, so that one stands at a time.
 * The answer is null when there is nothing to ask any more: it has answered, or the survey has closed.
 */
export const beginLinkLetter = command({
  name: 'needs.beginLinkLetter',
  summary: words('Chuẩn bị thư có liên kết riêng', 'Prepare a letter with a personal link'),
  route: 'POST /need-asked/{id}/letter',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    letter: z
      .object({
        email: z.string(),
        enterprise: z.string(),
        title: z.string(),
        note: z.string().nullable(),
        closesOn: z.string(),
        token: z.string(),
      })
      .nullable(),
  }),
  may: ['system'],
  proof: 'session',
  secret: ['letter'],
  subject: (input) => `need-asked:${input.id}`,
  async run({ db, today }, { id: askedId }) {
    const asked = await db
      .selectFrom('needAsked as a')
      .innerJoin('needSurvey as s', 's.id', 'a.surveyId')
      .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
      .select([
        'e.email',
        'e.name as enterprise',
        's.title',
        's.note',
        's.opensOn',
        's.closesOn',
        's.endedOn',
      ])
      .where('a.id', '=', askedId)
      .where('a.state', '=', 'asked')
      .forUpdate('a')
      .executeTakeFirst()
    if (asked?.email == null || surveyStateOn(asked, today) === 'closed') return { id: askedId, letter: null }
    const token = newToken()
    await db
      .updateTable('needAsked')
      .set({ linkSha256: tokenHash(token) })
      .where('id', '=', askedId)
      .execute()
    const { email, enterprise, title, note, closesOn } = asked
    return { id: askedId, letter: { email, enterprise, title, note, closesOn, token } }
  },
})

const linkLetter = letterKind({
  key: 'needs.link',
  label: words('Liên kết riêng của khảo sát nhu cầu', 'Personal link of a survey of needs'),
  async write(system, askedId) {
    const { letter } = await execute(
      system,
      beginLinkLetter,
      systemActor,
      { id: askedId },
      {
        via: 'system',
      },
    )
    if (letter === null) return null
    const day = formatDate(letter.closesOn)
    return {
      to: letter.email,
      subject: markedTitle(`${letter.title} / Survey of needs`),
      text: [
        `${letter.enterprise} được mời cho biết nhu cầu hỗ trợ nâng cao năng suất, chất lượng, trước khi hết ngày ${day}. Xin mở đường dẫn riêng sau; ai có đường dẫn này trả lời thay cho doanh nghiệp. Đường dẫn gửi trước đó, nếu có, không còn dùng được.`,
        ...(letter.note === null ? [] : [letter.note]),
        `${letter.enterprise} is asked to tell what support of productivity and quality it needs, by ${day}. Please open its personal link; who holds it answers for the enterprise. An earlier link has ended.`,
        `${system.config.publicUrl}/needs/answer/${letter.token}`,
      ].join('\n\n'),
    }
  },
})

/**
 * Mails enterprises of a survey that have an address, have not answered and have no account a personal link each. Without a mail server
 * the letters are noted in the log as not sent, and the links are handed over by `giveLinks`.
 */
export const mailLinks = command({
  name: 'needs.mailLinks',
  summary: words('Gửi thư có liên kết trả lời khảo sát', 'Mail personal links to a survey'),
  route: 'POST /need-surveys/{id}/letters',
  input: z.object({
    id: id(),
    /** One enterprise, once more where it was mailed already; left out: all that were not mailed and have no link. */
    enterpriseId: optionalId(),
  }),
  output: z.object({
    id: z.int(),
    queued: z.int(),
    /** Enterprises that wait for a link and have no e-mail address. */
    withoutAddress: z.int(),
  }),
  may: ['coordinator'],
  subject: ({ id }) => `need-survey:${id}`,
  async run(context, { id: surveyId, enterpriseId = null }) {
    const { db, today } = context
    const survey = await lockSurvey(db, surveyId)
    if (surveyStateOn(survey, today) !== 'open') throw surveyClosed()
    const { rows } = await sql<{ id: number; enterprise: string; email: string | null }>`
      SELECT a.id, e.name AS enterprise, e.email FROM need_asked a JOIN enterprise e ON e.id = a.enterprise_id
       WHERE a.survey_id = ${surveyId} AND a.state = 'asked'
         AND CASE WHEN ${enterpriseId}::int IS NULL THEN a.link_sha256 IS NULL
                AND NOT EXISTS (SELECT FROM held_roles(${today}::date) h WHERE h.enterprise_id = e.id)
              ELSE e.id = ${enterpriseId} END
       ORDER BY e.name, e.id`.execute(db)
    const reached = rows.flatMap(({ id: recordId, enterprise: addressee, email: address }) =>
      address === null ? [] : [{ recordId, addressee, address }],
    )
    if (reached.length === 0)
      throw conflict(
        'needs.noLetters',
        words(
          'Không còn doanh nghiệp nào để gửi thư: các doanh nghiệp được hỏi đã trả lời, có tài khoản, đã có liên kết hoặc không có thư điện tử.',
          'Nobody is left to be mailed: who is asked has answered, has an account or a link, or has no e-mail address.',
        ),
      )
    const occasion = enterpriseId === null ? 'asked' : null
    const queued = await queueLetters(context, linkLetter, occasion, reached)
    return { id: surveyId, queued, withoutAddress: rows.length - reached.length }
  },
})

/** Reminds enterprises that were mailed their link and have not answered, some days before their survey closes, each with a new link. */
export async function remindByLetter(context: Pick<Context, 'db' | 'now' | 'today'>): Promise<void> {
  const { db, today } = context
  const { rows: open } = await sql<{ id: number; opensOn: string; closesOn: string }>`
    SELECT s.id, s.opens_on, s.closes_on FROM need_survey s WHERE ${surveyStateIn('s', today)} = 'open'`.execute(
    db,
  )
  for (const [step, surveys] of Map.groupBy(open, (survey) => remindedToday(survey, today))) {
    if (step === null) continue
    const { rows } = await sql<{ recordId: number; addressee: string; address: string }>`
      SELECT a.id AS record_id, e.name AS addressee, e.email AS address
        FROM need_asked a JOIN enterprise e ON e.id = a.enterprise_id
       WHERE a.survey_id = ANY (${surveys.map(({ id: surveyId }) => surveyId)}::int[]) AND a.state = 'asked' AND e.email IS NOT NULL
         AND EXISTS (SELECT FROM notice_delivery d WHERE d.letter = ${linkLetter.key} AND d.record_id = a.id AND d.state = 'sent')
       ORDER BY a.id`.execute(db)
    await queueLetters(context, linkLetter, String(step), rows)
  }
}
