import { sql } from 'kysely'
import { z } from 'zod'
import { staff } from '../../platform/actor.ts'
import { id, text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { byText, listInput, listOutput, pageOf, searchPatterns } from '../../platform/list.ts'
import { query } from '../../platform/operation.ts'
import { fold } from '../../platform/text.ts'
import { listReaders } from '../registration/queries.ts'
import { noSheet, placeOf, questionsOf } from './commands.ts'
import { sheetFields, sheetKinds, sheetStates } from './fields.ts'
import { leastPersons, meanShare } from './rules.ts'

const SheetRow = z.object({
  id: z.int(),
  ...sheetFields.row,
  state: sheetStates.schema,
  questions: z.int(),
  /** How many have answered. */
  answered: z.int(),
  /** Of a test, the mean share of its points in percent; null of fewer persons than may be told of. */
  mean: z.number().nullable(),
  version: z.int(),
})

/** The tests and surveys of an event, with how many answered and the means. Nobody is named. */
export const listSheets = query({
  name: 'events.sheets',
  summary: words('Phiếu hỏi của sự kiện', 'Sheets of questions of an event'),
  route: 'GET /events/{id}/sheets',
  input: z.object({ id: id() }),
  output: z.object({
    sheets: z.array(SheetRow),
    /** Of who took both tests: the means before and after; null of fewer than may be told of. */
    both: z.object({ persons: z.int(), before: z.number(), after: z.number() }).nullable(),
  }),
  may: staff,
  async run({ db }, { id: eventId }) {
    const sheets = await db
      .selectFrom('eventSheet as s')
      .select(['s.id', 's.kind', 's.title', 's.state', 's.version'])
      .select([
        sql<number>`(SELECT count(*)::int FROM event_question q WHERE q.sheet_id = s.id)`.as('questions'),
        sql<number>`(SELECT count(*)::int FROM event_survey_done d WHERE d.sheet_id = s.id)`.as('done'),
      ])
      .where('s.eventId', '=', eventId)
      .orderBy(sql`array_position(ARRAY['before', 'after', 'survey'], s.kind)`)
      .execute()
    const results = await db
      .selectFrom('eventTestResult as r')
      .innerJoin('eventSheet as s', 's.id', 'r.sheetId')
      .select(['r.sheetId', 'r.registrationId', 's.kind', 'r.score', 'r.most'])
      .where('s.eventId', '=', eventId)
      .execute()
    const of = (kind: 'before' | 'after') => results.filter((row) => row.kind === kind)
    const took = (kind: 'before' | 'after') => new Set(of(kind).map((row) => row.registrationId))
    const [first, second] = [took('before'), took('after')]
    const inBoth = (kind: 'before' | 'after') =>
      of(kind).filter(({ registrationId: who }) => first.has(who) && second.has(who))
    const [before, after] = [meanShare(inBoth('before')), meanShare(inBoth('after'))]
    return {
      sheets: sheets.map(({ done, ...sheet }) => {
        const own = results.filter(({ sheetId }) => sheetId === sheet.id)
        return { ...sheet, answered: sheet.kind === 'survey' ? done : own.length, mean: meanShare(own) }
      }),
      both: before === null || after === null ? null : { persons: inBoth('before').length, before, after },
    }
  },
})

/** One sheet with its questions, as whoever writes it sees it. */
export const showSheet = query({
  name: 'events.sheet',
  summary: words('Một phiếu hỏi của sự kiện', 'One sheet of an event'),
  route: 'GET /event-sheets/{id}',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    eventId: z.int(),
    event: z.string(),
    ...sheetFields.row,
    state: sheetStates.schema,
    begunOn: z.iso.date(),
    openedOn: z.iso.date().nullable(),
    closedOn: z.iso.date().nullable(),
    version: z.int(),
    questions: z.array(
      z.object({
        id: z.int(),
        number: z.int(),
        content: z.string(),
        options: z.array(z.string()),
        rightOption: z.int().nullable(),
        points: z.int().nullable(),
      }),
    ),
  }),
  may: listReaders,
  async run({ db }, input) {
    const row = await db
      .selectFrom('eventSheet as s')
      .innerJoin('plannedEvent as e', 'e.id', 's.eventId')
      .select(['s.id', 's.eventId', 'e.title as event', 's.kind', 's.title', 's.state', 's.begunOn'])
      .select(['s.openedOn', 's.closedOn', 's.version'])
      .where('s.id', '=', input.id)
      .executeTakeFirst()
    if (row === undefined) throw noSheet()
    return { ...row, questions: await questionsOf(db, row.id) }
  },
})
export type ShownSheet = z.infer<typeof showSheet.output>

const ResultRow = z.object({
  id: z.int(),
  name: z.string(),
  organisation: z.string().nullable(),
  before: z.int().nullable(),
  mostBefore: z.int().nullable(),
  after: z.int().nullable(),
  mostAfter: z.int().nullable(),
})
export type ResultRow = z.infer<typeof ResultRow>

/** What each person reached in the tests before and after: for the organiser alone. */
export const listTestResults = query({
  name: 'events.testResults',
  summary: words('Kết quả kiểm tra của từng người', 'Results of tests of each person'),
  route: 'GET /events/{id}/test-results',
  input: z.object({ id: id(), ...listInput(['name']) }),
  output: listOutput(ResultRow),
  may: listReaders,
  run({ db }, input) {
    const of = (kind: 'before' | 'after', what: 'score' | 'most') =>
      sql<
        number | null
      >`(SELECT ${sql.ref(`t.${what}`)} FROM event_test_result t JOIN event_sheet s ON s.id = t.sheet_id
        WHERE t.registration_id = r.id AND s.kind = ${kind})`
    let rows = db
      .selectFrom('eventRegistration as r')
      .select(['r.id', 'r.name', 'r.organisation'])
      .select([of('before', 'score').as('before'), of('before', 'most').as('mostBefore')])
      .select([of('after', 'score').as('after'), of('after', 'most').as('mostAfter')])
      .where('r.eventId', '=', input.id)
      .where(({ exists, selectFrom }) =>
        exists(selectFrom('eventTestResult as t').select('t.id').whereRef('t.registrationId', '=', 'r.id')),
      )
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('r.search', 'like', pattern)
    return pageOf(rows, input, { name: byText('r.name', (row) => row.name) }, 'r.id')
  },
})

const OptionRow = z.object({
  id: z.int(),
  number: z.int(),
  content: z.string(),
  option: z.string(),
  chosen: z.int(),
  /** Of all who answered, in percent with one decimal. */
  share: z.number(),
})
export type OptionRow = z.infer<typeof OptionRow>

/** How often each option of a survey was chosen; nothing while fewer answered than may be told of. */
export const surveyResults = query({
  name: 'events.surveyResults',
  summary: words('Kết quả khảo sát của sự kiện', 'Results of a survey of an event'),
  route: 'GET /event-sheets/{id}/results',
  input: z.object({ id: id(), ...listInput(['number']) }),
  output: listOutput(OptionRow),
  may: staff,
  run({ db }, input) {
    const rows = db
      .selectFrom(
        sql<OptionRow>`(SELECT q.id * 32 + o.at::int AS id, q.number, q.content, o.option,
            count(a.id)::int AS chosen, round(count(a.id) * 100.0 / nullif(n.answered, 0), 1)::float8 AS share
          FROM event_question q CROSS JOIN LATERAL unnest(q.options) WITH ORDINALITY AS o (option, at)
          CROSS JOIN LATERAL (SELECT count(*) AS answered FROM event_survey_answer x WHERE x.sheet_id = q.sheet_id) n
          LEFT JOIN event_survey_answer a ON a.sheet_id = q.sheet_id AND a.answers -> q.id::text = to_jsonb(o.at)
         WHERE q.sheet_id = ${input.id} AND n.answered >= ${leastPersons}
           AND EXISTS (SELECT FROM event_sheet s WHERE s.id = q.sheet_id AND s.kind = 'survey')
         GROUP BY q.id, o.at, o.option, n.answered)`.as<'x'>('x'),
      )
      .selectAll('x')
    return pageOf(rows, input, { number: { column: 'x.id', value: (row) => row.id } }, 'x.id')
  },
})

/** What was written on the questions of a survey that have no options, in no order; nothing while fewer answered than may be told of. */
export const surveyTexts = query({
  name: 'events.surveyTexts',
  summary: words('Ý kiến viết trong khảo sát', 'What was written in a survey'),
  route: 'GET /event-sheets/{id}/texts',
  input: z.object({ id: id() }),
  output: z.array(z.object({ number: z.int(), content: z.string(), texts: z.array(z.string()) })),
  may: listReaders,
  async run({ db }, input) {
    const { rows } = await sql<{ number: number; content: string; texts: string[] }>`
      SELECT q.number, q.content, array_agg(a.answers ->> q.id::text ORDER BY a.id) AS texts
        FROM event_question q JOIN event_survey_answer a ON a.sheet_id = q.sheet_id AND a.answers ? q.id::text
       WHERE q.sheet_id = ${input.id} AND cardinality(q.options) = 0
         AND (SELECT count(*) FROM event_survey_answer x WHERE x.sheet_id = q.sheet_id) >= ${leastPersons}
       GROUP BY q.id ORDER BY q.number`.execute(db)
    return rows
  },
})

const OwnSheet = z.object({
  id: z.int(),
  kind: sheetKinds.schema,
  title: z.string(),
  /** Whether one may answer now. */
  open: z.boolean(),
  answered: z.boolean(),
  score: z.int().nullable(),
  most: z.int().nullable(),
})

/** The sheets of one's event, by the personal link, with the own score. */
export const ownSheets = query({
  name: 'events.ownSheets',
  summary: words('Phiếu hỏi của sự kiện mình dự', 'Sheets of one’s event'),
  route: 'GET /event-registration-links/{token}/sheets',
  input: z.object({ token: text(200) }),
  output: z.array(OwnSheet),
  may: ['public'],
  async run({ db }, { token }) {
    const place = await placeOf(db, token)
    const rows = await db
      .selectFrom('eventSheet as s')
      .leftJoin('eventTestResult as t', (join) =>
        join.onRef('t.sheetId', '=', 's.id').on('t.registrationId', '=', place.id),
      )
      .leftJoin('eventSurveyDone as d', (join) =>
        join.onRef('d.sheetId', '=', 's.id').on('d.registrationId', '=', place.id),
      )
      .select(['s.id', 's.kind', 's.title', 's.state', 't.score', 't.most'])
      .select(sql<boolean>`t.id IS NOT NULL OR d.sheet_id IS NOT NULL`.as('answered'))
      .where('s.eventId', '=', place.eventId)
      .where('s.state', '<>', 'draft')
      .orderBy('s.id')
      .execute()
    return rows.map(({ state, ...row }) => ({ ...row, open: state === 'open' && !row.answered }))
  },
})

/** The questions of a sheet that is open, by the personal link: without what is right. */
export const ownSheet = query({
  name: 'events.ownSheet',
  summary: words('Một phiếu hỏi để trả lời', 'A sheet to answer'),
  route: 'GET /event-registration-links/{token}/sheets/{sheet}',
  input: z.object({ token: text(200), sheet: id() }),
  output: z.object({
    id: z.int(),
    kind: sheetKinds.schema,
    title: z.string(),
    event: z.string(),
    questions: z.array(
      z.object({ id: z.int(), number: z.int(), content: z.string(), options: z.array(z.string()) }),
    ),
  }),
  may: ['public'],
  async run({ db }, { token, sheet }) {
    const place = await placeOf(db, token)
    const row = await db
      .selectFrom('eventSheet as s')
      .innerJoin('plannedEvent as e', 'e.id', 's.eventId')
      .select(['s.id', 's.kind', 's.title', 'e.title as event'])
      .where('s.id', '=', sheet)
      .where('s.eventId', '=', place.eventId)
      .where('s.state', '=', 'open')
      .executeTakeFirst()
    if (row === undefined) throw noSheet()
    const questions = await questionsOf(db, sheet)
    return {
      ...row,
      questions: questions.map(({ id: question, number, content, options }) => ({
        ...{ id: question, number, content, options },
      })),
    }
  },
})
