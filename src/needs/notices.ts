import { sql } from 'kysely'
import { noticeKind, tell, tellOwners, tellTogether, togetherFields } from '../notices/index.ts'
import { type Grant, roles } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { addByLink } from './answers.ts'
import { addNeed } from './commands.ts'
import { remindByLetter } from './link-letters.ts'
import { needStates, remindedToday } from './rules.ts'
import { settleNeed } from './settle.ts'
import { surveyStateIn } from './surveys.ts'

const survey = words('Tên đợt khảo sát', 'Name of the survey')
const until = words('Ngày trả lời cuối cùng', 'Last day to answer')
const askedRoles: readonly Grant[] = roles.filter((role) => role !== 'leader' && role !== 'auditor')

const askedKind = noticeKind({
  key: 'needs.asked',
  label: words('Được hỏi về nhu cầu', 'Asked for needs'),
  for: askedRoles,
  way: 'mail',
  subject: words('Khảo sát nhu cầu: {survey}', 'Survey of needs: {survey}'),
  body: words(
    'Xin cho biết nhu cầu hỗ trợ nâng cao năng suất, chất lượng trước khi hết ngày {until}: {list}',
    'Please tell what support of productivity and quality is needed, by {until}: {list}',
  ),
  fields: { ...togetherFields, survey, until },
})

const reminded = noticeKind({
  key: 'needs.reminded',
  label: words('Nhắc trả lời khảo sát nhu cầu', 'Reminder of a survey of needs'),
  for: askedRoles,
  way: 'mail',
  subject: words(
    'Nhắc: khảo sát nhu cầu đóng ngày {until}',
    'Reminder: the survey of needs closes on {until}',
  ),
  body: words('Chưa có trả lời cho: {list}', 'There is no answer yet to: {list}'),
  fields: { ...togetherFields, survey, until },
})

const given = noticeKind({
  key: 'needs.given',
  label: words('Nhu cầu mới', 'New need'),
  for: ['coordinator'],
  way: 'digest',
  subject: words('Nhu cầu mới của {owner}', 'New need of {owner}'),
  body: words('{owner} nêu nhu cầu: {need}', '{owner} tells of a need: {need}'),
  fields: {
    owner: words('Nơi có nhu cầu', 'Whose need it is'),
    need: words('Nội dung nhu cầu', 'What is needed'),
  },
})

const settled = noticeKind({
  key: 'needs.settled',
  label: words('Nhu cầu có kết quả', 'Need settled'),
  for: askedRoles,
  way: 'mail',
  subject: words('Nhu cầu đã nêu: {state}', 'The need told of: {state}'),
  body: words('{need}: {state}. {reason}', '{need}: {state}. {reason}'),
  fields: {
    need: words('Nội dung nhu cầu', 'What is needed'),
    state: words('Tình trạng', 'State'),
    reason: words('Lý do', 'Reason'),
  },
})

type At = Pick<Context, 'db' | 'now' | 'today'>

/** A survey that is open, with who has not answered. */
async function unanswered({ db, today }: At) {
  const { rows } = await sql<{
    surveyId: number
    title: string
    opensOn: string
    closesOn: string
    enterpriseId: number | null
    agencyId: number | null
  }>`
    SELECT s.id AS survey_id, s.title, s.opens_on, s.closes_on, a.enterprise_id, a.agency_id
      FROM need_survey s JOIN need_asked a ON a.survey_id = s.id AND a.state = 'asked'
     WHERE ${surveyStateIn('s', today)} = 'open'
       AND (a.agency_id IS NOT NULL OR a.enterprise_id IN (SELECT h.enterprise_id FROM held_roles(${today}::date) h))
     ORDER BY s.closes_on, s.id, a.id`.execute(db)
  return rows
}

/** Tells who is asked by an open survey, once, and reminds who has not answered some days before it closes. */
export async function tellOfSurveys(at: At): Promise<void> {
  const { db, now, today } = at
  const rows = (await unanswered(at)).map((row) => {
    const day = formatDate(row.closesOn)
    const line = words(`${row.title} (đến hết ngày ${day})`, `${row.title} (until ${day})`)
    return { ...row, line, step: remindedToday(row, today), values: { survey: row.title, until: day } }
  })
  await db.transaction().execute(async (transaction) => {
    const to = { db: transaction, now }
    await remindByLetter({ ...to, today })
    for (const [kind, mark] of [
      [askedKind, () => 'asked'],
      [reminded, ({ step }: { step: number | null }) => (step === null ? null : String(step))],
    ] as const) {
      const things = rows.flatMap((row) => {
        const said = mark(row)
        return said === null ? [] : [{ ...row, occurrence: `${row.surveyId}:${said}` }]
      })
      await tellOwners(to, kind, {
        day: today,
        things: things.flatMap(({ enterpriseId, ...thing }) =>
          enterpriseId === null ? [] : [{ ...thing, enterpriseId }],
        ),
        hrefOf: () => '/work?kind=needs.answer',
      })
      for (const [agencyId, own] of Map.groupBy(things, (thing) => thing.agencyId))
        if (agencyId !== null)
          await tellTogether(to, kind, {
            to: { agencyIds: [agencyId] },
            day: today,
            things: own,
            href: '/work?kind=needs.answerForMembers',
          })
    }
  })
}
async function about({ db }: Context, needId: number) {
  return db
    .selectFrom('need as n')
    .leftJoin('enterprise as e', 'e.id', 'n.enterpriseId')
    .leftJoin('agency as a', 'a.id', 'n.agencyId')
    .select(['n.enterpriseId', 'n.agencyId', 'n.broughtBy', 'n.text', 'n.version', 'n.state'])
    .select(sql<string>`coalesce(e.name, a.name)`.as('owner'))
    .where('n.id', '=', needId)
    .executeTakeFirstOrThrow()
}

/** Tells the office of a need. */
async function tellOfNeed(context: Context, _input: unknown, { id }: { id: number }): Promise<void> {
  const { owner, text } = await about(context, id)
  await tell(context, given, {
    to: { roles: ['coordinator'] },
    occurrence: String(id),
    values: { owner, need: text.slice(0, 300) },
    href: `/needs/${id}`,
  })
}
follow(addNeed, tellOfNeed)
follow(addByLink, tellOfNeed)

follow(settleNeed, async (context, { reason }, { id }) => {
  const { enterpriseId, agencyId, broughtBy, text, version, state } = await about(context, id)
  await tell(context, settled, {
    to: { enterpriseId, agencyIds: [agencyId, broughtBy].filter((agency) => agency !== null) },
    occurrence: `${id}:${version}`,
    values: { need: text.slice(0, 300), state: needStates.wordsOf(state), reason: reason ?? '' },
    href: `/needs/${id}`,
  })
})
