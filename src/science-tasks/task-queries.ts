import { sql } from 'kysely'
import { z } from 'zod'
import { Standing, standingsOfTask } from '../budget/index.ts'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { type Actor, officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, flag, id, optionalChoice, optionalId, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, byDay, byText, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { ofMatter } from '../platform/matters.ts'
import { query } from '../platform/operation.ts'
import { readsEvery } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'
import { DocumentRow, documentsOf } from '../templates/index.ts'
import { beforeTaskCouncil, HeardRow, heardOf } from './councils.ts'
import { barReasons, barsOf, isOfWay, nextRepeat, openSteps } from './flow.ts'
import { StepRow, stepsOfKinds } from './kind-queries.ts'
import { committers, taskChanges, taskEnds, taskGrades, taskStates } from './lists.ts'
import { noTask } from './task-commands.ts'
import { EntryRow, entriesOf } from './task-entries.ts'
import { contentFields, partnerFields, taskFields } from './task-fields.ts'
import {
  callsOfTask,
  commitmentsOfTask,
  TaskCallRow,
  TaskCommitmentRow,
  TaskTurnRow,
  turnsOfTask,
} from './task-turns.ts'

/* Tasks as officers read them; a host or a leader reads the one that they are invited to. */

const readers = [...officers, 'task_host', 'task_leader', 'expert'] as const

/** Whether the row `t` of tasks is one that the actor reads. */
export const readableTasks = (actor: Pick<Actor, 'userId' | 'grants' | 'held'>) =>
  readsEvery(actor)
    ? sql<boolean>`true`
    : sql<boolean>`(${ofMatter(actor, 'science-task', 't.id')} OR ${beforeTaskCouncil(actor, 't.id')})`

const TaskRow = z.object({
  id: z.int(),
  ...taskFields.row,
  planId: z.int(),
  plan: z.string(),
  kindId: z.int(),
  kind: z.string(),
  kindEn: z.string(),
  line: z.string().nullable(),
  state: taskStates.schema,
  /** What comes next, and until when where a term is laid down. */
  next: z.string().nullable(),
  nextEn: z.string().nullable(),
  nextDue: z.iso.date().nullable(),
  late: z.boolean(),
  approvedOn: z.iso.date().nullable(),
  approvedMoney: dongOut().nullable(),
  contractNumber: z.string().nullable(),
  endsOn: z.iso.date().nullable(),
  outcome: taskEnds.schema.nullable(),
  grade: taskGrades.schema.nullable(),
  /** The money of its contents in all, and the State's part. */
  total: dongOut(),
  fromState: dongOut(),
})
export type TaskRow = z.infer<typeof TaskRow>

const taskRows = (db: Db, today: string) =>
  db
    .selectFrom('scienceTask as t')
    .innerJoin('plan as p', 'p.id', 't.planId')
    .innerJoin('taskKind as k', 'k.id', 't.kindId')
    .leftJoin('budgetLine as l', 'l.id', 't.lineId')
    .leftJoin('taskKindStep as n', 'n.id', 't.nextStepId')
    .innerJoinLateral(
      sql<{ total: bigint; fromState: bigint }>`(SELECT coalesce(sum(m.amount), 0)::bigint AS total,
          coalesce(sum(m.amount) FILTER (WHERE s.kind = 'budget'), 0)::bigint AS from_state
          FROM science_task_content c JOIN science_task_money m ON m.content_id = c.id JOIN funding_source s ON s.id = m.source_id
         WHERE c.task_id = t.id AND c.passed IS DISTINCT FROM false)`.as('s'),
      (join) => join.onTrue(),
    )
    .select(['t.id', ...taskFields.select('t'), 't.planId', 'p.number as plan', 't.kindId'])
    .select(['k.name as kind', 'k.nameEn as kindEn', 't.state', 'n.name as next', 'n.nameEn as nextEn'])
    .select(['t.nextDue', 't.approvedOn', 't.approvedMoney', 't.contractNumber', 't.endsOn'])
    .select(['t.outcome', 't.grade', 's.total', 's.fromState'])
    .select(sql<string | null>`l.code || '. ' || l.title`.as('line'))
    .select(sql<boolean>`coalesce(t.next_due < ${today}::date, false)`.as('late'))

/** S&T tasks of every plan, or of those asked for, the newest first. */
export const listTasks = query({
  name: 'scienceTasks.list',
  summary: words('Danh sách nhiệm vụ KH&CN', 'List of S&T tasks'),
  route: 'GET /science-tasks',
  input: z.object({
    ...listInput(['begunOn', 'title', 'nextDue', 'endsOn', 'approvedMoney']),
    state: optionalChoice(taskStates.keys),
    year: optionalYear(),
    kindId: optionalId(),
    late: flag(),
    ...plansInput,
  }),
  output: listOutput(TaskRow.extend({ begunOn: z.iso.date() })),
  may: readers,
  async run({ db, planId, actor, today }, input) {
    let rows = taskRows(db, today)
      .select('t.begunOn')
      .where(ofPlans('t.planId', plansWanted(planId, input.plan)))
      .where(readableTasks(actor))
    if (input.state !== undefined) rows = rows.where('t.state', '=', input.state)
    if (input.year !== undefined) rows = rows.where('t.year', '=', input.year)
    if (input.kindId !== undefined) rows = rows.where('t.kindId', '=', input.kindId)
    if (input.late) rows = rows.where('t.nextDue', '<', today)
    for (const pattern of searchPatterns(input.q, fold)) rows = rows.where('t.search', 'like', pattern)
    return pageOf(
      rows,
      input,
      {
        begunOn: byDay('t.begunOn', (row) => row.begunOn),
        title: byText('t.title', (row) => row.title),
        nextDue: byDay('t.nextDue', (row) => row.nextDue),
        endsOn: byDay('t.endsOn', (row) => row.endsOn),
        approvedMoney: byAmount('t.approvedMoney', (row) => row.approvedMoney),
      },
      't.id',
    )
  },
})

const MoneyRow = z.object({ sourceId: z.int(), source: z.string(), sourceEn: z.string(), amount: dongOut() })
const ContentRow = z.object({
  id: z.int(),
  ...contentFields.row,
  passed: z.boolean().nullable(),
  committedBy: committers.schema,
  money: z.array(MoneyRow),
})
export type TaskContentRow = z.infer<typeof ContentRow>

export async function contentsOf(db: Db, taskId: number): Promise<TaskContentRow[]> {
  const contents = await db
    .selectFrom('scienceTaskContent as c')
    .select(['c.id', ...contentFields.select('c'), 'c.passed', 'c.committedBy'])
    .where('c.taskId', '=', taskId)
    .orderBy('c.id')
    .execute()
  const money = await db
    .selectFrom('scienceTaskMoney as m')
    .innerJoin('fundingSource as s', 's.id', 'm.sourceId')
    .select(['m.contentId', 'm.sourceId', 's.name as source', 's.nameEn as sourceEn', 'm.amount'])
    .where(sql<boolean>`m.content_id = ANY (${contents.map((one) => one.id)}::int[])`)
    .orderBy('s.ord')
    .execute()
  return contents.map((content) => ({
    ...content,
    money: money.flatMap(({ contentId, ...one }) => (contentId === content.id ? [one] : [])),
  }))
}

const ChangedRow = z.object({
  id: z.int(),
  change: taskChanges.schema,
  askedOn: z.iso.date(),
  decidedOn: z.iso.date(),
  documentNumber: z.string(),
  reason: z.string(),
  was: z.string(),
  becomes: z.string(),
  fileId: z.int().nullable(),
})

const BarRow = z.object({
  taskId: z.int(),
  title: z.string(),
  reason: z.enum(Object.keys(barReasons) as [keyof typeof barReasons]),
})

/** What the program's own records say against the host and the leader of a task. */
async function barsFor(
  db: Db,
  task: { id: number; hostTaxCode: string | null; leaderName: string | null },
  today: string,
) {
  const others = await db
    .selectFrom('scienceTask')
    .select(['id', 'title', 'hostTaxCode', 'leaderName', 'state', 'outcome', 'grade', 'endedOn'])
    .select(['recovery', 'recoveredOn'])
    .where('id', '<>', task.id)
    .where((or) =>
      or.or([
        or('hostTaxCode', '=', task.hostTaxCode ?? ''),
        or(sql<string>`lower(leader_name)`, '=', (task.leaderName ?? '').toLowerCase()),
      ]),
    )
    .orderBy('id')
    .execute()
  return barsOf(task, others, today).map((bar) => ({
    ...bar,
    title: others.find(({ id: other }) => other === bar.taskId)?.title ?? '',
  }))
}

/** One task whole: contents, partners, the steps that were taken and may be taken, what speaks against its host. */
export const showTask = query({
  name: 'scienceTasks.show',
  summary: words('Một nhiệm vụ KH&CN', 'One S&T task'),
  route: 'GET /science-tasks/{id}',
  input: z.object({ id: id() }),
  output: TaskRow.extend({
    lineId: z.int().nullable(),
    /** The need that it came of. */
    needId: z.int().nullable(),
    need: z.string().nullable(),
    begunOn: z.iso.date(),
    movedOn: z.iso.date(),
    atPlace: z.int(),
    approvedNumber: z.string().nullable(),
    contractOn: z.iso.date().nullable(),
    endedOn: z.iso.date().nullable(),
    endNumber: z.string().nullable(),
    endFileId: z.int().nullable(),
    outcomeNote: z.string().nullable(),
    recovery: dongOut(),
    recoveredOn: z.iso.date().nullable(),
    version: z.int(),
    kindEnds: z.array(taskEnds.schema),
    /** Where its kind asks for measures before and after; null where it does not. */
    measuresArticle: z.string().nullable(),
    contents: z.array(ContentRow),
    partners: z.array(z.object({ id: z.int(), ...partnerFields.row, providerId: z.int().nullable() })),
    entries: z.array(EntryRow),
    changes: z.array(ChangedRow),
    /** All steps of its kind that are of its way. */
    steps: z.array(StepRow),
    /** The steps that may be taken now. */
    open: z.array(z.int()),
    /** Steps that repeat, with the day on which each is due next. */
    repeats: z.array(z.object({ stepId: z.int(), due: z.iso.date() })),
    bars: z.array(BarRow),
    /** The support turns under it, and what its contract has committed. */
    turns: z.array(TaskTurnRow),
    /** What councils said of it at the steps where they sit. */
    heard: z.array(HeardRow),
    /** The calls that feed it. */
    calls: z.array(TaskCallRow),
    /** State money beside own money, of each content and of the whole. */
    standings: z.array(Standing),
    commitments: z.array(TaskCommitmentRow),
    /** What was made of Word templates. */
    documents: z.array(DocumentRow),
  }),
  may: [...readers, 'council_member'],
  async run({ db, today, actor }, input) {
    const row = await taskRows(db, today)
      .leftJoin('need as d', 'd.id', 't.needId')
      .select([
        't.needId',
        'd.text as need',
        't.lineId',
        't.begunOn',
        't.movedOn',
        't.atPlace',
        't.approvedNumber',
        't.contractOn',
      ])
      .select([
        't.endedOn',
        't.endNumber',
        't.endFileId',
        't.outcomeNote',
        't.recovery',
        't.recoveredOn',
        't.version',
      ])
      .select(sql<(typeof taskEnds.keys)[number][]>`k.ends`.as('kindEnds'))
      .select('k.measuresArticle')
      .where('t.id', '=', input.id)
      .where(readableTasks(actor))
      .executeTakeFirst()
    if (row === undefined) throw noTask()
    const steps = (await stepsOfKinds(db, [row.kindId]))
      .map(({ kindId: _of, ...step }) => step)
      .filter((step) => isOfWay(step, row.way))
    const entries = await entriesOf(db, row.id)
    const { contractOn, endsOn } = row
    return {
      ...row,
      contents: await contentsOf(db, row.id),
      partners: await db
        .selectFrom('scienceTaskPartner as a')
        .select(['a.id', ...partnerFields.select('a'), 'a.providerId'])
        .where('a.taskId', '=', row.id)
        .orderBy('a.id')
        .execute(),
      entries,
      changes: await db
        .selectFrom('scienceTaskChange')
        .select([
          'id',
          'change',
          'askedOn',
          'decidedOn',
          'documentNumber',
          'reason',
          'was',
          'becomes',
          'fileId',
        ])
        .where('taskId', '=', row.id)
        .orderBy('id')
        .execute(),
      steps,
      open: openSteps(steps, row).map((step) => step.id),
      repeats:
        row.state !== 'running' || contractOn === null || endsOn === null
          ? []
          : steps.flatMap((step) => {
              const taken = entries.filter((one) => one.stepId === step.id && one.struckOn === null).length
              const due = nextRepeat(step, contractOn, endsOn, taken)
              return due === null ? [] : [{ stepId: step.id, due }]
            }),
      bars: row.state === 'preparing' ? await barsFor(db, row, today) : [],
      turns: await turnsOfTask(db, row.id),
      calls: await callsOfTask(db, row.id),
      standings: await standingsOfTask(db, row.id),
      heard: await heardOf(db, row.id),
      commitments: await commitmentsOfTask(db, row.id),
      documents: await documentsOf(db, `science-task:${row.id}`),
    }
  },
})
export type ShownTask = z.infer<typeof showTask.output>

/** The lines of every plan, and the sources of money: what the forms of a task choose from. */
export const taskChoices = query({
  name: 'scienceTasks.choices',
  summary: words('Các mục, nguồn kinh phí để chọn', 'Lines and sources to choose from'),
  route: 'GET /science-task-choices',
  input: z.object({}),
  output: z.object({
    lines: z.array(z.object({ id: z.int(), label: z.string() })),
    sources: z.array(z.object({ id: z.int(), name: z.string(), nameEn: z.string() })),
    /** The latest needs that were not declined or withdrawn. */
    needs: z.array(z.object({ id: z.int(), label: z.string() })),
  }),
  may: ['coordinator', 'auditor'],
  async run({ db }) {
    const lines = await db
      .selectFrom('budgetLine as l')
      .innerJoin('plan as p', 'p.id', 'l.planId')
      .select([
        'l.id',
        sql<string>`left(l.code || '. ' || l.title, 90) || ' (' || p.number || ')'`.as('label'),
      ])
      .where(sql<boolean>`NOT EXISTS (SELECT FROM budget_line below WHERE below.parent_id = l.id)`)
      .orderBy('p.id', 'desc')
      .orderBy('l.ord')
      .execute()
    const sources = await db
      .selectFrom('fundingSource')
      .select(['id', 'name', 'nameEn'])
      .orderBy('ord')
      .execute()
    const needs = await db
      .selectFrom('need as n')
      .innerJoin('plan as p', 'p.id', 'n.planId')
      .select([
        'n.id',
        sql<string>`n.year || ': ' || left(n.text, 90) || ' (' || p.number || ')'`.as('label'),
      ])
      .where('n.state', 'not in', ['declined', 'withdrawn'])
      .orderBy('n.id', 'desc')
      .limit(300)
      .execute()
    return { lines, sources, needs }
  },
})
