import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { holds, officers, signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { noProject, projectKeepers } from './commands.ts'
import { isExpert } from './evaluation.ts'
import { phases, projectFields, projectStates, projectVerdicts } from './fields.ts'
import { betters } from './measure-change.ts'

const File = z.object({ id: z.int(), name: z.string() }).nullable()

const Project = z.object({
  id: z.int(),
  ...projectFields.row,
  enterpriseId: z.int(),
  enterprise: z.string(),
  plan: z.string(),
  content: z.string().nullable(),
  contentEn: z.string().nullable(),
  turnId: z.int().nullable(),
  taskId: z.int().nullable(),
  task: z.string().nullable(),
  state: projectStates.schema,
  /** Whether it runs beyond the day on which it was to end. */
  late: z.boolean(),
  evaluator: z.string().nullable(),
  verdict: projectVerdicts.schema.nullable(),
  evaluatedOn: z.iso.date().nullable(),
  /** How many measures it has, and how many of them are better than before. */
  measures: z.int(),
  improved: z.int(),
  version: z.int(),
})
export type Project = z.infer<typeof Project>

const late = (today: string) => sql<boolean>`(i.state = 'running' AND i.ends_on < ${today}::date)`

const projectRows = (db: Db, today: string) =>
  db
    .selectFrom('improvementProject as i')
    .innerJoin('enterprise as e', 'e.id', 'i.enterpriseId')
    .innerJoin('plan as p', 'p.id', 'i.planId')
    .leftJoin('supportContent as c', 'c.id', 'i.contentId')
    .leftJoin('scienceTask as k', 'k.id', 'i.taskId')
    .leftJoin('person as x', 'x.id', 'i.personId')
    .leftJoin('serviceProvider as v', 'v.id', 'i.providerId')
    .select([
      'i.id',
      ...projectFields.select('i'),
      'i.enterpriseId',
      'e.name as enterprise',
      'p.number as plan',
    ])
    .select([
      'c.name as content',
      'c.nameEn as contentEn',
      'i.turnId',
      'i.taskId',
      'k.title as task',
      'i.state',
    ])
    .select(['i.verdict', 'i.evaluatedOn', 'i.version', late(today).as('late')])
    .select(sql<string | null>`coalesce(x.name, v.name)`.as('evaluator'))
    .select(
      sql<number>`(SELECT count(*)::int FROM improvement_choice c WHERE c.project_id = i.id)`.as('measures'),
    )
    .select(
      // the same as `changeOf`
      sql<number>`(SELECT count(*)::int FROM improvement_result r WHERE r.project_id = i.id
        AND CASE r.better WHEN 'lower' THEN r.after < r.before ELSE r.after > r.before END)`.as('improved'),
    )

/** Projects of every plan, or of those asked for: an officer's of all enterprises, an enterprise's own. The latest first. */
export const listProjects = query({
  name: 'improvements.list',
  summary: words('Danh sách dự án cải tiến', 'List of improvement projects'),
  route: 'GET /improvements',
  input: z.object({
    ...listInput(['startsOn', 'endsOn', 'evaluatedOn', 'enterprise']),
    state: optionalChoice([...projectStates.keys, 'late']),
    verdict: optionalChoice(projectVerdicts.keys),
    measureId: optionalId(),
    enterpriseId: optionalId(),
    turnId: optionalId(),
    taskId: optionalId(),
    /** The year in which it was evaluated. */
    year: optionalYear(),
    ...plansInput,
  }),
  output: listOutput(Project),
  may: signedIn,
  run({ db, actor, planId, today }, input) {
    let rows = projectRows(db, today)
      .where(ofPlans('i.planId', plansWanted(planId, input.plan)))
      .where(readableBy(actor, 'i.enterpriseId'))
    if (input.state === 'late') rows = rows.where(late(today))
    else if (input.state !== undefined) rows = rows.where('i.state', '=', input.state)
    if (input.verdict !== undefined) rows = rows.where('i.verdict', '=', input.verdict)
    if (input.enterpriseId !== undefined) rows = rows.where('i.enterpriseId', '=', input.enterpriseId)
    if (input.turnId !== undefined) rows = rows.where('i.turnId', '=', input.turnId)
    if (input.taskId !== undefined) rows = rows.where('i.taskId', '=', input.taskId)
    if (input.year !== undefined)
      rows = rows.where(sql<boolean>`extract(year FROM i.evaluated_on) = ${input.year}`)
    if (input.measureId !== undefined)
      rows = rows.where(
        sql<boolean>`EXISTS (SELECT FROM improvement_choice c WHERE c.project_id = i.id AND c.measure_id = ${input.measureId})`,
      )
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`(i.search LIKE ${pattern} OR fold(e.name) LIKE ${pattern})`)
    return pageOf(
      rows,
      input,
      {
        startsOn: { column: 'i.startsOn', value: (row) => row.startsOn, direction: 'desc' },
        endsOn: { column: 'i.endsOn', value: (row) => row.endsOn },
        evaluatedOn: byDay('i.evaluatedOn', (row) => row.evaluatedOn),
        enterprise: byText('e.name', (row) => row.enterprise),
      },
      'i.id',
    )
  },
})

const Value = z.object({
  id: z.int(),
  phase: phases.schema,
  value: z.number(),
  measuredOn: z.iso.date(),
  how: z.string(),
  file: File,
  importId: z.int().nullable(),
  struckOn: z.iso.date().nullable(),
  struckReason: z.string().nullable(),
})
const Chosen = z.object({
  id: z.int(),
  name: z.string(),
  nameEn: z.string(),
  unit: z.string(),
  unitEn: z.string(),
  better: betters.schema,
  target: z.number().nullable(),
  /** The last value of each that is not struck out. */
  before: z.number().nullable(),
  after: z.number().nullable(),
  values: z.array(Value),
})
export type Chosen = z.infer<typeof Chosen>

/** The measures of a project with all of their values, struck out ones too. */
async function chosenOf(db: Db, projectId: number): Promise<Chosen[]> {
  const { rows } = await sql<Chosen>`
    SELECT c.id, m.name, m.name_en, m.unit, m.unit_en, m.better, c.target, r.before, r.after,
           coalesce((SELECT jsonb_agg(jsonb_build_object('id', v.id, 'phase', v.phase, 'value', v.value, 'measuredOn', v.measured_on,
             'how', v.how, 'file', CASE WHEN f.id IS NOT NULL THEN jsonb_build_object('id', f.id, 'name', f.name) END,
             'importId', v.import_id, 'struckOn', v.struck_on, 'struckReason', v.struck_reason) ORDER BY v.measured_on, v.id)
             FROM improvement_value v LEFT JOIN file f ON f.id = v.file_id WHERE v.choice_id = c.id), '[]') AS values
      FROM improvement_choice c JOIN improvement_measure m ON m.id = c.measure_id JOIN improvement_result r ON r.choice_id = c.id
     WHERE c.project_id = ${projectId} ORDER BY m.name, c.id`.execute(db)
  return rows
}

/** One project with its measures, values and evaluation. */
export const showProject = query({
  name: 'improvements.show',
  summary: words('Một dự án cải tiến', 'An improvement project'),
  route: 'GET /improvements/{id}',
  input: z.object({ id: id() }),
  output: Project.extend({
    contentId: z.int().nullable(),
    personId: z.int().nullable(),
    providerId: z.int().nullable(),
    enteredOn: z.iso.date(),
    startedOn: z.iso.date().nullable(),
    finishedOn: z.iso.date().nullable(),
    stoppedOn: z.iso.date().nullable(),
    conclusion: z.string().nullable(),
    keep: z.string().nullable(),
    remark: z.string().nullable(),
    evaluationFile: File,
    chosen: z.array(Chosen),
    /** Where the guide may tell of it: its entry of the content, and the example that was asked for. */
    guideEntryId: z.int().nullable(),
    guideExampleId: z.int().nullable(),
  }),
  may: signedIn,
  async run({ db, actor, today }, input) {
    const row = await projectRows(db, today)
      .leftJoin('file as f', 'f.id', 'i.evaluationFileId')
      .select(['i.contentId', 'i.personId', 'i.providerId', 'i.enteredOn', 'i.startedOn', 'i.finishedOn'])
      .select(['i.stoppedOn', 'i.conclusion', 'i.keep', 'i.remark'])
      .select(
        sql<
          z.infer<typeof File>
        >`CASE WHEN f.id IS NOT NULL THEN jsonb_build_object('id', f.id, 'name', f.name) END`.as(
          'evaluationFile',
        ),
      )
      .select(
        sql<number | null>`(SELECT min(g.id) FROM guide_entry g WHERE g.content_id = i.content_id)`.as(
          'guideEntryId',
        ),
      )
      .select(
        sql<number | null>`(SELECT max(x.id) FROM guide_example x JOIN guide_entry g ON g.id = x.entry_id
          WHERE g.content_id = i.content_id AND x.enterprise_id = i.enterprise_id)`.as('guideExampleId'),
      )
      .where('i.id', '=', input.id)
      .where(readableBy(actor, 'i.enterpriseId'))
      .executeTakeFirst()
    if (row === undefined) throw noProject()
    return { ...row, chosen: await chosenOf(db, row.id) }
  },
})
export type ShownProject = z.infer<typeof showProject.output>

const Named = z.object({ id: z.int(), name: z.string() })

/** What the form of a project offers: the turns of the enterprise, and to officers the tasks that it may belong to. */
export const projectChoices = query({
  name: 'improvements.choices',
  summary: words('Danh mục cho dự án cải tiến', 'What the form of an improvement project offers'),
  route: 'GET /improvement-choices',
  input: z.object({ enterpriseId: id() }),
  output: z.object({ enterprise: z.string(), turns: z.array(Named), tasks: z.array(Named) }),
  may: [...projectKeepers, 'auditor'],
  async run({ db, actor }, { enterpriseId }) {
    const enterprise = await db
      .selectFrom('enterprise')
      .select('name')
      .where('id', '=', enterpriseId)
      .where(readableBy(actor, 'enterprise.id'))
      .executeTakeFirst()
    if (enterprise === undefined) throw noProject()
    const turns = await db
      .selectFrom('supportTurn as t')
      .innerJoin('supportContent as c', 'c.id', 't.contentId')
      .select(['t.id', sql<string>`t.id || ': ' || c.name || ' (' || t.year || ')'`.as('name')])
      .where('t.enterpriseId', '=', enterpriseId)
      .where('t.state', '<>', 'cancelled')
      .orderBy('t.id', 'desc')
      .execute()
    const tasks = holds(actor, officers)
      ? await db
          .selectFrom('scienceTask')
          .select(['id', 'title as name'])
          .where('state', 'not in', ['ended', 'dropped'])
          .orderBy('id', 'desc')
          .limit(500)
          .execute()
      : []
    return { enterprise: enterprise.name, turns, tasks }
  },
})

/** The experts and lecturers of the register that can be picked to evaluate, with their field of work. */
export const evaluatorChoices = query({
  name: 'improvements.evaluators',
  summary: words(
    'Chuyên gia có thể đánh giá dự án cải tiến',
    'Experts that can evaluate improvement projects',
  ),
  route: 'GET /improvement-evaluators',
  input: z.object({}),
  output: z.array(Named),
  may: ['coordinator', 'auditor'],
  run: ({ db }) =>
    db
      .selectFrom('person as x')
      .select(['x.id', sql<string>`concat_ws(', ', x.name, x.workplace)`.as('name')])
      .where(isExpert)
      .orderBy('x.name')
      .orderBy('x.id')
      .limit(1000)
      .execute(),
})
