import { sql } from 'kysely'
import { z } from 'zod'
import {
  letterKind,
  noticeKind,
  queueLetters,
  type Thing,
  tell,
  tellOwners,
  tellTogether,
  togetherFields,
} from '../../notices/index.ts'
import { systemActor } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { addDays, today as dayOf, formatDate } from '../../platform/dates.ts'
import { execute } from '../../platform/execute.ts'
import { id } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { command } from '../../platform/operation.ts'
import { markedTitle } from '../../platform/sample.ts'
import type { System } from '../../platform/system.ts'
import { newToken, tokenHash } from '../../platform/tokens.ts'
import { type Moment, momentsDue, monthsAfter } from './rules.ts'

/* Asking enterprises about their turns, as the days come: by notice, and those without an account by a letter with a personal link. */

const asked = noticeKind({
  key: 'support.followUp',
  label: words('Hỏi về kết quả lượt hỗ trợ', 'A question about a turn'),
  for: ['enterprise'],
  way: 'mail',
  subject: words('Xin cho biết kết quả lượt hỗ trợ {number}', 'Please tell of support turn {number}'),
  body: words(
    '{content}: {moment}. Xin trả lời trước khi hết ngày {day}.',
    '{content}: {moment}. Please answer by {day}.',
  ),
  fields: {
    number: words('Số của lượt', 'Number of the turn'),
    content: words('Nội dung hỗ trợ', 'Content of support'),
    moment: words('Thời điểm hỏi', 'When it is asked'),
    day: words('Hạn trả lời câu hỏi', 'Answers wanted by'),
  },
})

interface Wanted {
  readonly turnId: number
  readonly enterpriseId: number
  readonly moment: Moment & { readonly name: string; readonly nameEn: string }
}

/** Whom to ask today, and about which turn. */
async function wanted(db: Db, today: string): Promise<Wanted[]> {
  const moments = await db
    .selectFrom('followUpMoment')
    .select(['id', 'months', 'answerDays', 'name', 'nameEn'])
    .where('endedOn', 'is', null)
    .orderBy('months')
    .execute()
  // no turn that was done before can be asked about any more
  const earliest = monthsAfter(today, -Math.max(0, ...moments.map(({ months }) => months + 1)))
  const longest = Math.max(0, ...moments.map(({ answerDays }) => answerDays))
  const { rows } = await sql<{ id: number; enterpriseId: number; finishedOn: string; asked: number[] }>`
    SELECT t.id, t.enterprise_id, t.finished_on,
           coalesce((SELECT array_agg(u.moment_id) FROM support_follow_up u WHERE u.turn_id = t.id), '{}') AS asked
      FROM support_turn t WHERE t.state = 'finished' AND t.finished_on >= ${addDays(earliest, -longest)}::date ORDER BY t.id`.execute(
    db,
  )
  return rows.flatMap(({ id: turnId, enterpriseId, finishedOn, asked: known }) =>
    momentsDue(finishedOn, today, moments, known).map((moment) => ({ turnId, enterpriseId, moment })),
  )
}

/** Makes the personal link of a letter that is to leave; null when it is answered already. */
export const beginFollowUpLetter = command({
  name: 'support.beginFollowUpLetter',
  summary: words('Chuẩn bị thư hỏi về lượt hỗ trợ', 'Prepare a letter about a turn'),
  route: 'POST /support-follow-ups/{id}/letter',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    letter: z
      .object({
        email: z.string(),
        enterprise: z.string(),
        content: z.string(),
        dueOn: z.string(),
        token: z.string(),
      })
      .nullable(),
  }),
  may: ['system'],
  proof: 'session',
  secret: ['letter'],
  subject: (input) => `support_follow_up:${input.id}`,
  async run({ db }, { id: followUpId }) {
    const row = await db
      .selectFrom('supportFollowUp as u')
      .innerJoin('enterprise as e', 'e.id', 'u.enterpriseId')
      .innerJoin('supportTurn as t', 't.id', 'u.turnId')
      .innerJoin('supportContent as c', 'c.id', 't.contentId')
      .select(['e.email', 'e.name as enterprise', 'c.name as content', 'u.dueOn'])
      .where('u.id', '=', followUpId)
      .where('u.state', '<>', 'answered')
      .forUpdate('u')
      .executeTakeFirst()
    if (row?.email == null) return { id: followUpId, letter: null }
    const token = newToken()
    await db
      .updateTable('supportFollowUp')
      .set({ linkSha256: tokenHash(token) })
      .where('id', '=', followUpId)
      .execute()
    return { id: followUpId, letter: { ...row, email: row.email, token } }
  },
})

const followUpLetter = letterKind({
  key: 'support.followUpLink',
  label: words('Liên kết riêng hỏi về lượt hỗ trợ', 'Personal link of a question about a turn'),
  async write(system, followUpId) {
    const { letter } = await execute(
      system,
      beginFollowUpLetter,
      systemActor,
      { id: followUpId },
      { via: 'system' },
    )
    if (letter === null) return null
    const day = formatDate(letter.dueOn)
    return {
      to: letter.email,
      subject: markedTitle(`${letter.content} / About your support`),
      text: [
        `${letter.enterprise} được hỗ trợ “${letter.content}”. Xin cho biết mức hài lòng và kết quả ở doanh nghiệp trước khi hết ngày ${day}, theo đường dẫn riêng sau; ai có đường dẫn này trả lời thay cho doanh nghiệp. Đường dẫn của thư trước, nếu có, không còn mở được.`,
        `${letter.enterprise} was supported. Please tell how satisfied it is and what became of it by ${day}, by the personal link below; who holds it answers for the enterprise. The link of an earlier letter no longer opens.`,
        `${system.config.publicUrl}/support/answer/${letter.token}`,
      ].join('\n\n'),
    }
  },
})

/** Asks whom it is time to ask: by notice, and by letter where there is no account. */
export const askFollowUps = command({
  name: 'support.askFollowUps',
  summary: words('Hỏi doanh nghiệp về lượt đã hoàn thành', 'Ask enterprises about turns that are done'),
  route: 'POST /support-follow-ups/asking',
  input: z.object({}),
  output: z.object({ asked: z.int() }),
  may: ['system'],
  async run(context) {
    const { db, today } = context
    const due = await wanted(db, today)
    for (const { turnId, enterpriseId, moment } of due) {
      const dueOn = addDays(today, moment.answerDays)
      const { id: followUpId } = await db
        .insertInto('supportFollowUp')
        .values({ turnId, enterpriseId, momentId: moment.id, askedOn: today, dueOn })
        .returning('id')
        .executeTakeFirstOrThrow()
      const about = await db
        .selectFrom('supportTurn as t')
        .innerJoin('supportContent as c', 'c.id', 't.contentId')
        .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
        .select(['c.name', 'c.nameEn', 'e.name as enterprise', 'e.email'])
        .where('t.id', '=', turnId)
        .executeTakeFirstOrThrow()
      const told = await tell(context, asked, {
        to: { enterpriseId },
        occurrence: String(followUpId),
        values: {
          ...{ number: String(turnId), content: words(about.name, about.nameEn) },
          ...{ moment: words(moment.name, moment.nameEn), day: formatDate(dueOn) },
        },
        href: `/support/follow-ups/${followUpId}`,
      })
      if (told === 0 && about.email !== null)
        await queueLetters(context, followUpLetter, 'asked', [
          { recordId: followUpId, addressee: about.enterprise, address: about.email },
        ])
    }
    return { asked: due.length }
  },
})

/** The same as a job: nothing is written on a day on which nobody is to be asked. */
export async function askAboutTurns(system: System): Promise<void> {
  if ((await wanted(system.db, dayOf(system.now()))).length > 0)
    await execute(system, askFollowUps, systemActor, {}, { via: 'system' })
}

/** How many days before the day of the answer it is reminded of. */
const before = 7

const answerDue = noticeKind({
  key: 'support.followUpDue',
  label: words('Nhắc trả lời về lượt hỗ trợ', 'A reminder to answer about a turn'),
  for: ['enterprise', 'coordinator'],
  way: 'mail',
  subject: words(
    'Câu hỏi về lượt hỗ trợ chưa trả lời: {count}',
    'Questions about turns not answered: {count}',
  ),
  body: words('Chờ doanh nghiệp trả lời:\n{list}', 'Waiting for an answer of the enterprise:\n{list}'),
  fields: togetherFields,
})

/** Reminds enterprises a week before the day, by letter where there is no account, and tells the coordinator who did not answer in time. */
export async function tellOfFollowUps(at: { db: Db; now: Date; today: string }): Promise<void> {
  const { db, now, today } = at
  const { rows } = await sql<{
    id: number
    enterpriseId: number
    enterprise: string
    content: string
    contentEn: string
    email: string | null
    dueOn: string
    late: boolean
    account: boolean
  }>`
    SELECT u.id, u.enterprise_id, e.name AS enterprise, c.name AS content, c.name_en AS content_en, e.email, u.due_on, u.due_on < ${today}::date AS late,
           EXISTS (SELECT FROM held_roles(${today}::date) h WHERE h.enterprise_id = u.enterprise_id) AS account
      FROM support_follow_up u JOIN support_turn t ON t.id = u.turn_id JOIN support_content c ON c.id = t.content_id JOIN enterprise e ON e.id = u.enterprise_id
     WHERE u.state = 'asked' AND u.due_on <= ${today}::date + ${before}::int ORDER BY u.due_on, u.id`.execute(
    db,
  )
  const things = rows.map(
    (row): Thing<never> & { readonly enterpriseId: number; readonly late: boolean } => ({
      ...{ enterpriseId: row.enterpriseId, late: row.late, values: {} },
      occurrence: `${row.id}:${row.late ? 'late' : 'due'}`,
      line: words(
        `${row.enterprise}: ${row.content} (${row.late ? 'quá hạn từ' : 'hạn'} ${formatDate(row.dueOn)})`,
        `${row.enterprise}: ${row.contentEn} (${row.late ? 'overdue since' : 'by'} ${formatDate(row.dueOn)})`,
      ),
    }),
  )
  const letters = rows.flatMap(({ id: recordId, enterprise, email, late, account }) =>
    email === null || late || account ? [] : [{ recordId, addressee: enterprise, address: email }],
  )
  await db.transaction().execute(async (transaction) => {
    const teller = { db: transaction, now }
    await tellOwners(teller, answerDue, {
      ...{ day: today, things, hrefOf: () => '/support/follow-ups?state=asked' },
    })
    await tellTogether(teller, answerDue, {
      to: { roles: ['coordinator'] },
      day: today,
      things: things.filter(({ late }) => late),
      href: '/support/follow-ups?state=late',
    })
    if (letters.length > 0) await queueLetters(teller, followUpLetter, 'reminded', letters)
  })
}
