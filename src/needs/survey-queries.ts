import { sql } from 'kysely'
import { z } from 'zod'
import { deliveryStates } from '../notices/index.ts'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalYear, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { readsEvery } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { linkHolder } from './answers.ts'
import { surveyFields } from './fields.ts'
import { askedStates, needKinds, surveyStates } from './rules.ts'
import { readableAsked } from './sight.ts'
import { noSurvey, surveyStateIn } from './surveys.ts'

const SurveyRow = z.object({
  id: z.int(),
  ...surveyFields.row,
  planId: z.int(),
  /** The number of its plan. */
  plan: z.string(),
  kinds: z.array(needKinds.schema),
  endedOn: z.string().nullable(),
  state: surveyStates.schema,
  /** How many were asked, have answered with needs, said that they have none, have not answered. */
  asked: z.int(),
  answered: z.int(),
  none: z.int(),
  open: z.int(),
  /** Needs that were given to it, and those without an outcome. */
  needs: z.int(),
  unsettled: z.int(),
  version: z.int(),
})
export type SurveyRow = z.infer<typeof SurveyRow>

const surveyRows = (db: Db, today: string) =>
  db
    .selectFrom('needSurvey as s')
    .innerJoin('plan as p', 'p.id', 's.planId')
    .leftJoinLateral(
      sql<{ asked: number; answered: number; none: number; open: number }>`(SELECT count(*)::int AS asked,
        count(*) FILTER (WHERE a.state = 'answered')::int AS answered, count(*) FILTER (WHERE a.state = 'none')::int AS none,
        count(*) FILTER (WHERE a.state = 'asked')::int AS open FROM need_asked a WHERE a.survey_id = s.id)`.as(
        't',
      ),
      (join) => join.onTrue(),
    )
    .leftJoinLateral(
      sql<{ needs: number; unsettled: number }>`(SELECT count(*)::int AS needs,
        count(*) FILTER (WHERE n.settled_on IS NULL)::int AS unsettled FROM need n WHERE n.survey_id = s.id AND n.state <> 'withdrawn')`.as(
        'g',
      ),
      (join) => join.onTrue(),
    )
    .select(['s.id', ...surveyFields.select('s'), 's.planId', 'p.number as plan', 's.endedOn', 's.version'])
    .select([sql<SurveyRow['kinds']>`s.kinds`.as('kinds'), surveyStateIn('s', today).as('state')])
    .select([
      sql<number>`t.asked`.as('asked'),
      sql<number>`t.answered`.as('answered'),
      sql<number>`t.none`.as('none'),
      sql<number>`t.open`.as('open'),
      sql<number>`g.needs`.as('needs'),
      sql<number>`g.unsettled`.as('unsettled'),
    ])

/** Surveys of needs, the one that closes last first. */
export const listSurveys = query({
  name: 'needs.listSurveys',
  summary: words('Đợt khảo sát nhu cầu', 'Surveys'),
  route: 'GET /need-surveys',
  input: z.object({
    ...listInput(['closesOn', 'year', 'title']),
    state: optionalChoice(surveyStates.keys),
    year: optionalYear(),
  }),
  output: listOutput(SurveyRow),
  may: ['coordinator', 'leader', 'finance', 'home_affairs', 'statistics', 'agency', 'auditor'],
  async run({ db, today }, input) {
    let rows = surveyRows(db, today)
    if (input.state !== undefined)
      rows = rows.where(sql<boolean>`${surveyStateIn('s', today)} = ${input.state}`)
    if (input.year !== undefined) rows = rows.where('s.year', '=', input.year)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`fold(s.title) LIKE ${pattern}`)
    return pageOf(
      rows,
      input,
      {
        closesOn: { column: 's.closesOn', value: (row) => row.closesOn, direction: 'desc' },
        year: { column: 's.year', value: (row) => row.year, direction: 'desc' },
        title: { column: 's.title', value: (row) => row.title },
      },
      's.id',
    )
  },
})

/** One survey; to who is asked it tells nothing of the others. */
export const showSurvey = query({
  name: 'needs.showSurvey',
  summary: words('Một đợt khảo sát nhu cầu', 'One survey of needs'),
  route: 'GET /need-surveys/{id}',
  input: z.object({ id: id() }),
  output: z.object({
    ...SurveyRow.omit({ asked: true, answered: true, none: true, open: true, needs: true, unsettled: true })
      .shape,
    /** Null for who is asked by it. */
    counts: SurveyRow.pick({
      asked: true,
      answered: true,
      none: true,
      open: true,
      needs: true,
      unsettled: true,
    }).nullable(),
    /** What this account's own enterprises and agencies have answered. */
    own: z.array(
      z.object({
        enterpriseId: z.int().nullable(),
        agencyId: z.int().nullable(),
        name: z.string(),
        state: askedStates.schema,
      }),
    ),
  }),
  may: signedIn,
  async run({ db, actor, today }, { id: surveyId }) {
    const row = await surveyRows(db, today).where('s.id', '=', surveyId).executeTakeFirst()
    if (row === undefined) throw noSurvey()
    const { rows: own } = await sql<{
      enterpriseId: number | null
      agencyId: number | null
      name: string
      state: (typeof askedStates.keys)[number]
    }>`
      SELECT a.enterprise_id, a.agency_id, coalesce(e.name, g.name) AS name, a.state FROM need_asked a
        LEFT JOIN enterprise e ON e.id = a.enterprise_id LEFT JOIN agency g ON g.id = a.agency_id
       WHERE a.survey_id = ${surveyId}
         AND (a.enterprise_id = ANY (${actor.enterpriseIds}::int[]) OR a.agency_id = ANY (${actor.agencyIds}::int[]))
       ORDER BY a.id`.execute(db)
    const office = readsEvery(actor)
    // An account that is not asked has nothing to do with it.
    if (!office && own.length === 0) throw noSurvey()
    const { asked, answered, none, open, needs, unsettled, ...survey } = row
    return { ...survey, counts: office ? { asked, answered, none, open, needs, unsettled } : null, own }
  },
})

const AskedRow = z.object({
  id: z.int(),
  surveyId: z.int(),
  enterpriseId: z.int().nullable(),
  agencyId: z.int().nullable(),
  name: z.string(),
  taxCode: z.string().nullable(),
  state: askedStates.schema,
  askedOn: z.string(),
  answeredOn: z.string().nullable(),
  note: z.string().nullable(),
  /** Whether an account acts for it, and whether a personal link is out. */
  account: z.boolean(),
  link: z.boolean(),
  /** What became of the last letter with its link; null: none was mailed. */
  letter: deliveryStates.schema.nullable(),
})
export type AskedRow = z.infer<typeof AskedRow>

/** Who is asked by a survey and what they said. */
export const listAsked = query({
  name: 'needs.listAsked',
  summary: words('Nơi được hỏi của một đợt khảo sát', 'Who is asked by a survey'),
  route: 'GET /need-surveys/{id}/asked',
  input: z.object({ id: id(), ...listInput(['id']), state: optionalChoice(askedStates.keys) }),
  output: listOutput(AskedRow),
  may: ['coordinator', 'leader', 'finance', 'home_affairs', 'statistics', 'agency', 'auditor'],
  async run({ db, actor, today }, { id: surveyId, ...input }) {
    let rows = db
      .selectFrom('needAsked as a')
      .leftJoin('enterprise as e', 'e.id', 'a.enterpriseId')
      .leftJoin('agency as g', 'g.id', 'a.agencyId')
      .select([
        'a.id',
        'a.surveyId',
        'a.enterpriseId',
        'a.agencyId',
        'e.taxCode',
        'a.askedOn',
        'a.answeredOn',
        'a.note',
      ])
      .select([
        sql<string>`coalesce(e.name, g.name)`.as('name'),
        'a.state',
        sql<boolean>`EXISTS (SELECT FROM held_roles(${today}::date) h
          WHERE h.enterprise_id = a.enterprise_id OR h.agency_id = a.agency_id)`.as('account'),
        sql<boolean>`a.link_sha256 IS NOT NULL`.as('link'),
        sql<AskedRow['letter']>`(SELECT d.state FROM notice_delivery d
          WHERE d.letter = 'needs.link' AND d.record_id = a.id ORDER BY d.id DESC LIMIT 1)`.as('letter'),
      ])
      .where('a.surveyId', '=', surveyId)
      .where(readableAsked(actor, 'a'))
    if (input.state !== undefined) rows = rows.where('a.state', '=', input.state)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`(e.search LIKE ${pattern} OR fold(g.name) LIKE ${pattern})`)
    return pageOf(
      rows,
      input,
      {
        id: { column: 'a.id', value: (row) => row.id },
      },
      'a.id',
    )
  },
})

/** What whoever holds a personal link sees: the survey, the enterprise, and what was answered. */
export const showLink = query({
  name: 'needs.showLink',
  summary: words('Khảo sát nhu cầu qua liên kết riêng', 'A survey behind a personal link'),
  route: 'GET /need-links/{token}',
  input: z.object({ token: text(200) }),
  output: z.object({
    enterprise: z.string(),
    title: z.string(),
    note: z.string().nullable(),
    year: z.int(),
    closesOn: z.string(),
    kinds: z.array(needKinds.schema),
    state: askedStates.schema,
    needs: z.array(z.object({ kind: needKinds.schema, text: z.string(), year: z.int() })),
    contents: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
  }),
  may: ['public'],
  async run(context, { token }) {
    const { survey, enterprise, enterpriseId, state } = await linkHolder(context, token)
    const { title, note, year, closesOn, kinds } = survey
    const needs = await context.db
      .selectFrom('need')
      .select(['kind', 'text', 'year'])
      .where('surveyId', '=', survey.id)
      .where('enterpriseId', '=', enterpriseId)
      .where('state', '<>', 'withdrawn')
      .orderBy('id')
      .execute()
    const contents = await context.db
      .selectFrom('supportContent')
      .select(['id', 'name', 'nameEn'])
      .where('active', '=', true)
      .orderBy('ord')
      .execute()
    return {
      ...{ enterprise, title, note, year, closesOn, contents },
      kinds: kinds.filter(needKinds.is),
      state: askedStates.schema.parse(state),
      needs: needs.map((need) => ({ ...need, kind: needKinds.schema.parse(need.kind) })),
    }
  },
})
