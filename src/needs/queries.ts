import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { readsEvery } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { needFields } from './fields.ts'
import { needKinds, needStates } from './rules.ts'
import { readableNeeds } from './sight.ts'

const NeedRow = z.object({
  id: z.int(),
  planId: z.int(),
  /** The number of its plan. */
  plan: z.string(),
  surveyId: z.int().nullable(),
  survey: z.string().nullable(),
  ...needFields.row,
  contentId: z.int().nullable(),
  content: z.string().nullable(),
  contentEn: z.string().nullable(),
  enterpriseId: z.int().nullable(),
  agencyId: z.int().nullable(),
  /** Whose need it is. */
  owner: z.string(),
  ownerEn: z.string(),
  taxCode: z.string().nullable(),
  broughtById: z.int().nullable(),
  broughtBy: z.string().nullable(),
  enteredOn: z.string(),
  state: needStates.schema,
  applicationId: z.int().nullable(),
  eventId: z.int().nullable(),
  event: z.string().nullable(),
  reason: z.string().nullable(),
  settledOn: z.string().nullable(),
  version: z.int(),
})
export type NeedRow = z.infer<typeof NeedRow>

const needRows = (db: Db) =>
  db
    .selectFrom('need as n')
    .innerJoin('plan as p', 'p.id', 'n.planId')
    .leftJoin('needSurvey as s', 's.id', 'n.surveyId')
    .leftJoin('supportContent as c', 'c.id', 'n.contentId')
    .leftJoin('enterprise as e', 'e.id', 'n.enterpriseId')
    .leftJoin('agency as a', 'a.id', 'n.agencyId')
    .leftJoin('agency as b', 'b.id', 'n.broughtBy')
    .leftJoin('trainingEvent as v', 'v.id', 'n.eventId')
    .select([
      'n.id',
      'n.planId',
      'p.number as plan',
      'n.surveyId',
      's.title as survey',
      ...needFields.select('n'),
    ])
    .select(['n.contentId', 'c.name as content', 'c.nameEn as contentEn', 'n.enterpriseId', 'n.agencyId'])
    .select([
      sql<string>`coalesce(e.name, a.name)`.as('owner'),
      sql<string>`coalesce(e.name, a.name_en)`.as('ownerEn'),
      'e.taxCode',
      'n.broughtBy as broughtById',
      'b.name as broughtBy',
      'n.enteredOn',
      'n.state',
    ])
    .select(['n.applicationId', 'n.eventId', 'v.title as event', 'n.reason', 'n.settledOn', 'n.version'])

/** Needs of every plan, or of those asked for, the latest first; an enterprise and an association see theirs. */
export const listNeeds = query({
  name: 'needs.list',
  summary: words('Danh sách nhu cầu', 'List of needs'),
  route: 'GET /needs',
  input: z.object({
    ...listInput(['enteredOn', 'year']),
    state: optionalChoice(needStates.keys),
    kind: optionalChoice(needKinds.keys),
    year: optionalYear(),
    contentId: optionalId(),
    surveyId: optionalId(),
    enterpriseId: optionalId(),
    ...plansInput,
  }),
  output: listOutput(NeedRow),
  may: signedIn,
  async run({ db, actor, planId }, input) {
    let rows = needRows(db)
      .where(readableNeeds(actor, 'n'))
      .where(ofPlans('n.planId', plansWanted(planId, input.plan)))
    if (input.state !== undefined) rows = rows.where('n.state', '=', input.state)
    if (input.kind !== undefined) rows = rows.where('n.kind', '=', input.kind)
    if (input.year !== undefined) rows = rows.where('n.year', '=', input.year)
    if (input.contentId !== undefined) rows = rows.where('n.contentId', '=', input.contentId)
    if (input.surveyId !== undefined) rows = rows.where('n.surveyId', '=', input.surveyId)
    if (input.enterpriseId !== undefined) rows = rows.where('n.enterpriseId', '=', input.enterpriseId)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`(n.search LIKE ${pattern} OR n.enterprise_id IN
        (SELECT found.id FROM enterprise found WHERE found.search LIKE ${pattern}))`)
    return pageOf(
      rows,
      input,
      {
        enteredOn: { column: 'n.enteredOn', value: (row) => row.enteredOn, direction: 'desc' },
        year: { column: 'n.year', value: (row) => row.year, direction: 'desc' },
      },
      'n.id',
    )
  },
})

/** One need. */
export const showNeed = query({
  name: 'needs.show',
  summary: words('Một nhu cầu', 'One need'),
  route: 'GET /needs/{id}',
  input: z.object({ id: id() }),
  output: NeedRow.extend({
    /** The lines of yearly plans that meet it, for officers. */
    planLines: z.array(z.object({ id: z.int(), yearlyPlan: z.string(), state: z.string() })),
    /** The S&T tasks that came of it, for officers. */
    tasks: z.array(z.object({ id: z.int(), title: z.string() })),
  }),
  may: signedIn,
  async run({ db, actor }, input) {
    const row = await needRows(db)
      .where('n.id', '=', input.id)
      .where(readableNeeds(actor, 'n'))
      .executeTakeFirst()
    if (row === undefined) throw notFound(words('nhu cầu', 'Need'))
    if (!readsEvery(actor)) return { ...row, planLines: [], tasks: [] }
    const { rows: planLines } = await sql<{ id: number; yearlyPlan: string; state: string }>`
      SELECT l.id, y.title AS yearly_plan, y.state FROM yearly_plan_need x JOIN yearly_plan_line l ON l.id = x.line_id
        JOIN yearly_plan y ON y.id = l.yearly_plan_id WHERE x.need_id = ${row.id} ORDER BY y.year, l.id`.execute(
      db,
    )
    const tasks = await db
      .selectFrom('scienceTask')
      .select(['id', 'title'])
      .where('needId', '=', row.id)
      .orderBy('id')
      .execute()
    return { ...row, planLines, tasks }
  },
})

/** What an officer chooses among when saying what became of a need: the enterprise's applications, events since it was entered. */
export const needResultChoices = query({
  name: 'needs.resultChoices',
  summary: words('Hồ sơ và sự kiện có thể là kết quả của nhu cầu', 'What may have come of a need'),
  route: 'GET /needs/{id}/result-choices',
  input: z.object({ id: id() }),
  output: z.object({
    applications: z.array(
      z.object({ id: z.int(), content: z.string(), contentEn: z.string(), year: z.int() }),
    ),
    events: z.array(z.object({ id: z.int(), title: z.string(), heldOn: z.string() })),
  }),
  may: ['coordinator', 'auditor'],
  async run({ db }, { id: needId }) {
    const need = await db
      .selectFrom('need')
      .select(['enterpriseId', 'planId', 'year'])
      .where('id', '=', needId)
      .executeTakeFirst()
    if (need === undefined) throw notFound(words('nhu cầu', 'Need'))
    const applications = await db
      .selectFrom('application as a')
      .innerJoin('supportContent as c', 'c.id', 'a.contentId')
      .select(['a.id', 'c.name as content', 'c.nameEn as contentEn', 'a.year'])
      .where('a.enterpriseId', '=', need.enterpriseId)
      .where('a.state', 'not in', ['withdrawn', 'refused'])
      .orderBy('a.id', 'desc')
      .limit(100)
      .execute()
    const events = await db
      .selectFrom('trainingEvent')
      .select(['id', 'title', 'heldOn'])
      .where('retractedOn', 'is', null)
      .where('heldOn', '>=', `${need.year - 1}-01-01`)
      .orderBy('heldOn', 'desc')
      .orderBy('id', 'desc')
      .limit(100)
      .execute()
    return { applications, events }
  },
})
