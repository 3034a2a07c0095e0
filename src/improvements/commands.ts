import { z } from 'zod'
import { lockEnterprise } from '../enterprises/index.ts'
import { activePlan } from '../plan/index.ts'
import { day, id, longText, whole } from '../platform/fields.ts'
import { inOrder, notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound, staleRecord } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { choiceFields, type ProjectState, projectFields, projectStates } from './fields.ts'

/* A project from its measures to its end: chosen and measured before it starts, measured while it runs, finished or stopped. */

explainConstraint('improvement_days', () =>
  invalidField(
    'endsOn',
    words('Ngày kết thúc không được trước ngày bắt đầu.', 'It cannot end before it starts.'),
  ),
)
explainConstraint('improvement_choice_once', () =>
  conflict(
    'improvements.choiceTwice',
    words('Dự án đã chọn chỉ số này.', 'The project has chosen this measure.'),
    'measureId',
  ),
)
explainConstraint('improvement_choice_kept', () =>
  conflict(
    'improvements.started',
    words(
      'Dự án đã bắt đầu: chỉ số chọn trước khi bắt đầu được giữ nguyên.',
      'The project has started: the measures chosen before it stay.',
    ),
  ),
)
export const Changed = z.object({ id: z.int(), version: z.int() })
export const noProject = () => notFound(words('dự án cải tiến', 'Improvement project'))
/** Who enters projects and their values: the office, and the enterprise its own. */
export const projectKeepers = ['coordinator', 'enterprise'] as const
export const subject = ({ id }: { readonly id: number }) => `improvement:${id}`

interface Tied {
  readonly contentId?: number | undefined
  readonly turnId?: number | undefined
  readonly taskId?: number | undefined
}

/** What is wrong with what a project hangs on: it is the enterprise's own, and there. */
async function tiedFault(
  { db }: Pick<Context, 'db'>,
  enterpriseId: number,
  { contentId, turnId, taskId }: Tied,
) {
  const turn =
    turnId === undefined
      ? undefined
      : await db
          .selectFrom('supportTurn')
          .select(['contentId', 'state'])
          .where('id', '=', turnId)
          .where('enterpriseId', '=', enterpriseId)
          .executeTakeFirst()
  if (turnId !== undefined && (turn === undefined || turn.state === 'cancelled'))
    return {
      field: 'turnId',
      words: words('Doanh nghiệp không có lượt hỗ trợ này.', 'The enterprise has no such turn.'),
    }
  if (turn !== undefined && contentId !== undefined && contentId !== turn.contentId)
    return {
      field: 'contentId',
      words: words('Lượt hỗ trợ này có nội dung khác.', 'The turn is of another content.'),
    }
  if (taskId === undefined) return null
  const task = await db
    .selectFrom('scienceTask')
    .select('id')
    .where('id', '=', taskId)
    .where('state', 'not in', ['ended', 'dropped'])
    .executeTakeFirst()
  return task === undefined
    ? {
        field: 'taskId',
        words: words('Không có nhiệm vụ này, hoặc đã kết thúc.', 'There is no such task, or it has ended.'),
      }
    : null
}

const daysInOrder = inOrder(
  'startsOn',
  'endsOn',
  words('Ngày kết thúc không được trước ngày bắt đầu.', 'It cannot end before it starts.'),
)

/** What a correction of a project asks: the same as when it was begun, of its own enterprise. */
export const correctionRules = [
  daysInOrder,
  {
    of: ['id', 'contentId', 'turnId', 'taskId'],
    judge: async ({ id: projectId, ...tied }, context) => {
      const project = await context.db
        .selectFrom('improvementProject')
        .select('enterpriseId')
        .where('id', '=', projectId)
        .executeTakeFirst()
      return project === undefined ? null : tiedFault(context, project.enterpriseId, tied)
    },
  } satisfies Rule<Tied & { readonly id: number }>,
] as const

/** Begins a project of an enterprise: what is to be improved, how and when. */
export const recordProject = command({
  name: 'improvements.record',
  summary: words('Lập dự án cải tiến', 'Begin an improvement project'),
  route: 'POST /improvements',
  input: z.object({ enterpriseId: id(), ...projectFields.input }),
  output: Changed,
  may: [...projectKeepers],
  rules: [
    daysInOrder,
    {
      of: ['enterpriseId', 'contentId', 'turnId', 'taskId'],
      judge: ({ enterpriseId, ...tied }, context) => tiedFault(context, enterpriseId, tied),
    },
  ],
  subject: (_input, output) => subject(output),
  async run(context, { enterpriseId, ...input }) {
    const { db, today } = context
    await lockEnterprise(context, enterpriseId)
    const plan = await activePlan(context)
    const contentId = input.contentId ?? (await contentOf(context, input.turnId))
    return db
      .insertInto('improvementProject')
      .values({
        ...projectFields.values({ ...input, contentId }),
        ...{ enterpriseId, planId: plan.id, enteredOn: today },
      })
      .returning(['id', 'version'])
      .executeTakeFirstOrThrow()
  },
})

/** The content of the turn that was chosen. */
async function contentOf({ db }: Context, turnId: number | undefined): Promise<number | undefined> {
  if (turnId === undefined) return undefined
  const turn = await db
    .selectFrom('supportTurn')
    .select('contentId')
    .where('id', '=', turnId)
    .executeTakeFirst()
  return turn?.contentId
}

/** A project under lock, in a state for the act. @throws Problem 404, 409 */
export async function lockProject(
  { db, actor }: Context,
  { id: projectId, version }: { readonly id: number; readonly version: number },
  from: readonly ProjectState[],
) {
  const row = await db
    .selectFrom('improvementProject')
    .selectAll()
    .where('id', '=', projectId)
    .where(readableBy(actor, 'improvementProject.enterpriseId'))
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw noProject()
  if (row.version !== version) throw staleRecord()
  if (!from.some((state) => state === row.state)) {
    const is = projectStates.wordsOf(row.state)
    throw conflict('improvements.state', words(`Dự án này: ${is.vi}.`, `This project: ${is.en}.`))
  }
  return row
}

/** What an act makes of a project. */
export const moveProject = (
  { db }: Context,
  row: { readonly id: number; readonly version: number },
  set: Readonly<Record<string, unknown>> = {},
) =>
  db
    .updateTable('improvementProject')
    .set({ ...set, version: row.version + 1 })
    .where('id', '=', row.id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()

/** Chooses a measure of the catalogue, before the project starts. */
export const chooseMeasure = command({
  name: 'improvements.choose',
  summary: words('Chọn chỉ số của dự án cải tiến', 'Choose a measure of an improvement project'),
  route: 'POST /improvements/{id}/measures',
  input: z.object({ id: id(), version: whole(1), ...choiceFields.input }),
  output: Changed,
  may: [...projectKeepers],
  rules: [
    {
      of: ['measureId'],
      judge: async ({ measureId }, { db }) => {
        const row = await db
          .selectFrom('improvementMeasure')
          .select('id')
          .where('id', '=', measureId)
          .where('endedOn', 'is', null)
          .executeTakeFirst()
        return row === undefined
          ? {
              field: 'measureId',
              words: words('Xin chọn một chỉ số đang dùng.', 'Please choose a measure that is in use.'),
            }
          : null
      },
    },
  ],
  subject,
  async run(context, { measureId, target, ...of }) {
    const project = await lockProject(context, of, ['planned'])
    await context.db
      .insertInto('improvementChoice')
      .values({ projectId: project.id, ...choiceFields.values({ measureId, target }) })
      .execute()
    return moveProject(context, project)
  },
})

/** Takes a measure out again that no value was entered of. */
export const dropMeasure = command({
  name: 'improvements.drop',
  summary: words('Bỏ chỉ số của dự án cải tiến', 'Take out a measure of an improvement project'),
  route: 'POST /improvements/{id}/measures/{choice}/removal',
  input: z.object({ id: id(), version: whole(1), choice: id() }),
  output: Changed,
  may: [...projectKeepers],
  subject,
  async run(context, { choice, ...of }) {
    const project = await lockProject(context, of, ['planned'])
    const values = await context.db
      .selectFrom('improvementValue')
      .select('id')
      .where('choiceId', '=', choice)
      .executeTakeFirst()
    if (values !== undefined)
      throw conflict(
        'improvements.measured',
        words('Chỉ số này đã có giá trị đo.', 'Values of this measure were entered.'),
      )
    const { numDeletedRows } = await context.db
      .deleteFrom('improvementChoice')
      .where('id', '=', choice)
      .where('projectId', '=', project.id)
      .executeTakeFirst()
    if (numDeletedRows === 0n) throw notFound(words('chỉ số của dự án', 'Measure of the project'))
    return moveProject(context, project)
  },
})

/** The measures of a project with their values of a phase. */
const resultsOf = ({ db }: Context, projectId: number, phase: 'before' | 'after') =>
  db
    .selectFrom('improvementResult as r')
    .innerJoin('improvementMeasure as m', 'm.id', 'r.measureId')
    .select(['m.name', 'm.nameEn', `r.${phase} as value`])
    .where('r.projectId', '=', projectId)
    .orderBy('m.name')
    .execute()

async function measuredAll(context: Context, projectId: number, phase: 'before' | 'after') {
  const rows = await resultsOf(context, projectId, phase)
  if (rows.length === 0)
    throw conflict(
      'improvements.noMeasure',
      words('Xin chọn ít nhất một chỉ số trước.', 'Please choose at least one measure first.'),
    )
  const open = rows.filter(({ value }) => value === null)
  if (open.length === 0) return
  throw conflict(
    'improvements.notMeasured',
    words(
      `Chưa có giá trị ${phase === 'before' ? 'trước' : 'sau'} dự án của: ${open.map(({ name }) => name).join('; ')}.`,
      `No value from ${phase} the project of: ${open.map(({ nameEn }) => nameEn).join('; ')}.`,
    ),
  )
}

/** Starts a project: its measures are chosen, and each was measured before. */
export const startProject = command({
  name: 'improvements.start',
  summary: words('Bắt đầu dự án cải tiến', 'Start an improvement project'),
  route: 'POST /improvements/{id}/start',
  input: z.object({ id: id(), version: whole(1), startedOn: day() }),
  output: Changed,
  may: [...projectKeepers],
  rules: [notAhead('startedOn')],
  subject,
  async run(context, { startedOn, ...of }) {
    const project = await lockProject(context, of, ['planned'])
    await measuredAll(context, project.id, 'before')
    const late = await context.db
      .selectFrom('improvementValue as v')
      .innerJoin('improvementChoice as c', 'c.id', 'v.choiceId')
      .select('v.id')
      .where('c.projectId', '=', project.id)
      .where('v.struckOn', 'is', null)
      .where('v.measuredOn', '>', startedOn)
      .executeTakeFirst()
    if (late !== undefined)
      throw invalidField(
        'startedOn',
        words(
          'Có giá trị trước dự án đo sau ngày này.',
          'A value from before the project was measured after this day.',
        ),
      )
    return moveProject(context, project, { state: 'running', startedOn })
  },
})

/** Finishes a project: each measure was measured after it. From here on somebody else evaluates it. */
export const finishProject = command({
  name: 'improvements.finish',
  summary: words('Kết thúc dự án cải tiến', 'Finish an improvement project'),
  route: 'POST /improvements/{id}/finish',
  input: z.object({ id: id(), version: whole(1), finishedOn: day() }),
  output: Changed,
  may: [...projectKeepers],
  rules: [notAhead('finishedOn')],
  subject,
  async run(context, { finishedOn, ...of }) {
    const project = await lockProject(context, of, ['running'])
    await measuredAll(context, project.id, 'after')
    if (project.startedOn !== null && finishedOn < project.startedOn)
      throw invalidField(
        'finishedOn',
        words('Không được trước ngày bắt đầu dự án.', 'Not before the project started.'),
      )
    return moveProject(context, project, { state: 'finished', finishedOn, remark: null })
  },
})

/** Stops a project that does not go on, with the reason. */
export const stopProject = command({
  name: 'improvements.stop',
  summary: words('Dừng dự án cải tiến', 'Stop an improvement project'),
  route: 'POST /improvements/{id}/stop',
  input: z.object({ id: id(), version: whole(1), reason: longText(2000) }),
  output: Changed,
  may: [...projectKeepers],
  subject,
  async run(context, { reason, ...of }) {
    const project = await lockProject(context, of, ['planned', 'running', 'finished'])
    return moveProject(context, project, {
      state: 'stopped',
      stoppedOn: context.today,
      remark: reason,
    })
  },
})
