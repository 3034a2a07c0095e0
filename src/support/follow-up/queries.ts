import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../../plan/index.ts'
import { type Actor, signedIn, staff } from '../../platform/actor.ts'
import type { Db } from '../../platform/database.ts'
import { id, optionalChoice, optionalId, optionalYear, text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { byText, listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { query } from '../../platform/operation.ts'
import { hearsOf, readableBy } from '../../platform/sight.ts'
import { fold } from '../../platform/text.ts'
import { questionsOf } from './catalogues.ts'
import { linkHolder, noFollowUp } from './commands.ts'
import { answerWays, followUpStates } from './fields.ts'
import { questionKinds } from './rules.ts'

const FollowUp = z.object({
  id: z.int(),
  turnId: z.int(),
  enterprise: z.string(),
  content: z.string(),
  contentEn: z.string(),
  plan: z.string(),
  moment: z.string(),
  momentEn: z.string(),
  state: followUpStates.schema,
  askedOn: z.iso.date(),
  dueOn: z.iso.date(),
  late: z.boolean(),
  answeredOn: z.iso.date().nullable(),
  answeredBy: answerWays.schema.nullable(),
  /** The mean of its points on scales from 1 to 5. */
  score: z.number().nullable(),
  /** 1 in full, 2 in part, 3 no more; the least of its answers. */
  kept: z.int().nullable(),
  said: z.string().nullable(),
  /** Whether its answers are open to who reads: to an association those of enterprises that it brought. */
  heard: z.boolean(),
  remark: z.string().nullable(),
  version: z.int(),
})
export type FollowUp = z.infer<typeof FollowUp>

const late = (today: string) => sql<boolean>`(u.state = 'asked' AND u.due_on < ${today}::date)`
const answersBy = (kind: 'scale' | 'kept' | 'text') => sql`support_follow_up_answer a
  JOIN follow_up_question q ON q.id = a.question_id AND q.kind = ${sql.lit(kind)} WHERE a.follow_up_id = u.id`
const score = sql<number | null>`(SELECT round(avg(a.value), 1)::double precision FROM ${answersBy('scale')})`
const kept = sql<number | null>`(SELECT max(a.value) FROM ${answersBy('kept')})`
const said = sql<string | null>`(SELECT string_agg(a.said, E'\n' ORDER BY q.id) FROM ${answersBy('text')})`

/** What was said, to whoever it is open to. */
const heard = <T>(actor: Actor, what: RawBuilder<unknown>) =>
  sql<T | null>`CASE WHEN ${hearsOf(actor, 'u.enterpriseId')} THEN ${what} END`

const asked = (db: Db, actor: Actor) =>
  db
    .selectFrom('supportFollowUp as u')
    .innerJoin('followUpMoment as m', 'm.id', 'u.momentId')
    .innerJoin('supportTurn as t', 't.id', 'u.turnId')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .where(readableBy(actor, 'u.enterpriseId'))

const followUpRows = (db: Db, actor: Actor, today: string) =>
  asked(db, actor)
    .innerJoin('plan as p', 'p.id', 't.planId')
    .innerJoin('enterprise as e', 'e.id', 'u.enterpriseId')
    .select(['u.id', 'u.turnId', 'e.name as enterprise', 'c.name as content', 'c.nameEn as contentEn'])
    .select([
      'p.number as plan',
      'm.name as moment',
      'm.nameEn as momentEn',
      'u.state',
      'u.askedOn',
      'u.dueOn',
    ])
    .select(['u.answeredOn', 'u.answeredBy', 'u.version'])
    .select([late(today).as('late'), hearsOf(actor, 'u.enterpriseId').as('heard')])
    .select([
      heard<number>(actor, score).as('score'),
      heard<number>(actor, kept).as('kept'),
      heard<string>(actor, said).as('said'),
      heard<string>(actor, sql.ref('u.remark')).as('remark'),
    ])

const finishedIn = sql<number>`extract(year FROM t.finished_on)::int`

/** What enterprises say of their turns, the latest first. An enterprise sees its own. */
export const listFollowUps = query({
  name: 'support.followUps',
  summary: words('Doanh nghiệp nói về lượt hỗ trợ', 'What enterprises say of their turns'),
  route: 'GET /support-follow-ups',
  input: z.object({
    ...listInput(['dueOn', 'enterprise']),
    state: optionalChoice([...followUpStates.keys, 'late']),
    momentId: optionalId(),
    contentId: optionalId(),
    year: optionalYear(),
    /** The year in which it was asked. */
    askedIn: optionalYear(),
    turnId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(FollowUp),
  may: signedIn,
  run({ db, actor, planId, today }, input) {
    let rows = followUpRows(db, actor, today).where(ofPlans('t.planId', plansWanted(planId, input.plan)))
    if (input.state === 'late') rows = rows.where(late(today))
    else if (input.state !== undefined) rows = rows.where('u.state', '=', input.state)
    if (input.momentId !== undefined) rows = rows.where('u.momentId', '=', input.momentId)
    if (input.contentId !== undefined) rows = rows.where('t.contentId', '=', input.contentId)
    if (input.year !== undefined) rows = rows.where(finishedIn, '=', input.year)
    if (input.askedIn !== undefined)
      rows = rows.where(sql<boolean>`extract(year FROM u.asked_on) = ${input.askedIn}::int`)
    if (input.turnId !== undefined) rows = rows.where('u.turnId', '=', input.turnId)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`e.search LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        dueOn: { column: 'u.dueOn', value: (row) => row.dueOn, direction: 'desc' },
        enterprise: { column: 'e.name', value: (row) => row.enterprise },
      },
      'u.id',
    )
  },
})

const Question = z.object({
  id: z.int(),
  name: z.string(),
  nameEn: z.string(),
  kind: questionKinds.schema,
})

/** One asking about a turn: its questions and what was answered. */
export const showFollowUp = query({
  name: 'support.showFollowUp',
  summary: words('Một lần hỏi về lượt hỗ trợ', 'One question about a turn'),
  route: 'GET /support-follow-ups/{id}',
  input: z.object({ id: id() }),
  output: FollowUp.extend({
    questions: z.array(Question.extend({ value: z.int().nullable(), said: z.string().nullable() })),
    file: z.object({ id: z.int(), name: z.string() }).nullable(),
    importId: z.int().nullable(),
    /** Whether its day has not passed. */
    open: z.boolean(),
  }),
  may: signedIn,
  async run({ db, actor, today }, input) {
    const row = await followUpRows(db, actor, today)
      .leftJoin('file as f', 'f.id', 'u.fileId')
      .select(['m.months', 'u.importId', 'f.id as fileId', 'f.name as fileName'])
      .where('u.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noFollowUp()
    const answers = row.heard
      ? await db
          .selectFrom('supportFollowUpAnswer as a')
          .innerJoin('followUpQuestion as q', 'q.id', 'a.questionId')
          .select(['q.id', 'q.name', 'q.nameEn', 'q.kind', 'a.value', 'a.said'])
          .where('a.followUpId', '=', row.id)
          .execute()
      : []
    const of = await questionsOf(db, row)
    const given = new Map(answers.map((one) => [one.id, one]))
    const questions = [
      ...of.map(({ id: questionId, name, nameEn, kind }) => ({
        ...{ id: questionId, name, nameEn, kind },
        ...{ value: given.get(questionId)?.value ?? null, said: given.get(questionId)?.said ?? null },
      })),
      ...answers.filter(({ id: questionId }) => !of.some((one) => one.id === questionId)),
    ]
    const { fileId, fileName, months: _months, ...shown } = row
    const file = fileId === null || fileName === null || !row.heard ? null : { id: fileId, name: fileName }
    return { ...shown, questions, file, open: row.dueOn >= today }
  },
})
export type ShownFollowUp = z.infer<typeof showFollowUp.output>

/** What whoever holds a personal link is asked. */
export const showFollowUpLink = query({
  name: 'support.showFollowUpLink',
  summary: words(
    'Câu hỏi về lượt hỗ trợ qua liên kết riêng',
    'A question about a turn behind a personal link',
  ),
  route: 'GET /support-follow-up-links/{token}',
  input: z.object({ token: text(200) }),
  output: z.object({
    enterprise: z.string(),
    content: z.string(),
    contentEn: z.string(),
    moment: z.string(),
    momentEn: z.string(),
    state: followUpStates.schema,
    dueOn: z.iso.date(),
    questions: z.array(Question),
  }),
  may: ['public'],
  async run({ db }, { token }) {
    const row = await linkHolder({ db }, token)
    const { enterprise, content, contentEn, moment, momentEn, state, dueOn } = row
    const questions = (await questionsOf(db, row)).map(({ id: questionId, name, nameEn, kind }) => ({
      ...{ id: questionId, name, nameEn, kind },
    }))
    return { enterprise, content, contentEn, moment, momentEn, state, dueOn, questions }
  },
})

const Sum = z.object({
  id: z.string(),
  contentId: z.int(),
  content: z.string(),
  contentEn: z.string(),
  year: z.int(),
  momentId: z.int(),
  moment: z.string(),
  momentEn: z.string(),
  asked: z.int(),
  answered: z.int(),
  silent: z.int(),
  score: z.number().nullable(),
  kept: z.int(),
  partly: z.int(),
  gone: z.int(),
})

/** What was answered, by content of support, year in which the turns were done, and time of asking; of answers that are open to who reads. */
export const sumFollowUps = query({
  name: 'support.followUpSums',
  summary: words('Mức hài lòng theo nội dung và năm', 'Satisfaction by content and year'),
  route: 'GET /support-follow-up-sums',
  input: z.object({
    ...listInput(['content', 'year']),
    year: optionalYear(),
    momentId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(Sum),
  may: staff,
  run({ db, actor, planId }, input) {
    let one = asked(db, actor)
      // a sum of one would tell what a member said
      .where(hearsOf(actor, 'u.enterpriseId'))
      .where(ofPlans('t.planId', plansWanted(planId, input.plan)))
      .select(['t.contentId', 'c.name as content', 'c.nameEn as contentEn', finishedIn.as('year'), 'u.state'])
      .select([
        'u.momentId',
        'm.months',
        'm.name as moment',
        'm.nameEn as momentEn',
        score.as('score'),
        kept.as('kept'),
      ])
    if (input.year !== undefined) one = one.where(finishedIn, '=', input.year)
    if (input.momentId !== undefined) one = one.where('u.momentId', '=', input.momentId)
    for (const pattern of searchPatterns(input.q, fold))
      one = one.where(sql<boolean>`fold(c.name || ' ' || c.name_en) LIKE ${pattern}`)
    const sums = db
      .selectFrom(one.as('o'))
      .groupBy([
        'o.contentId',
        'o.content',
        'o.contentEn',
        'o.year',
        'o.momentId',
        'o.months',
        'o.moment',
        'o.momentEn',
      ])
      .select(['o.contentId', 'o.content', 'o.contentEn', 'o.year', 'o.momentId', 'o.moment', 'o.momentEn'])
      .select([
        sql<string>`lpad(o.content_id::text, 9, '0') || ':' || o.year || ':' || lpad(o.months::text, 3, '0') || ':' || o.moment_id`.as(
          'id',
        ),
        sql<number>`count(*)::int`.as('asked'),
        sql<number>`(count(*) FILTER (WHERE o.state = 'answered'))::int`.as('answered'),
        sql<number>`(count(*) FILTER (WHERE o.state = 'silent'))::int`.as('silent'),
        sql<number | null>`round(avg(o.score)::numeric, 1)::double precision`.as('score'),
        sql<number>`(count(*) FILTER (WHERE o.kept = 1))::int`.as('kept'),
        sql<number>`(count(*) FILTER (WHERE o.kept = 2))::int`.as('partly'),
        sql<number>`(count(*) FILTER (WHERE o.kept = 3))::int`.as('gone'),
      ])
    return pageOf(
      db.selectFrom(sums.as('s')).selectAll(),
      input,
      {
        content: byText('s.content', (row) => row.content),
        year: { column: 's.year', value: (row) => row.year, direction: 'desc' },
      },
      's.id',
    )
  },
})
