import { sql } from 'kysely'
import { z } from 'zod'
import { holdHostUnblocked } from '../budget/index.ts'
import { readHolidays } from '../calendar/index.ts'
import { type Apart, holdApart } from '../controls/index.ts'
import { projectsOfTask } from '../improvements/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { flag, id, optionalChoice, optionalDay, optionalDong, several, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict, invalidField, notFound } from '../platform/problem.ts'
import { concludedBy, writeVotes } from './councils.ts'
import { addMonths, dueOf, isOfWay, nextStep, openSteps } from './flow.ts'
import { type StepRow, stepsOfKinds } from './kind-queries.ts'
import { type TaskWay, taskGrades } from './lists.ts'
import { lockTask, TaskChanged, type TaskRecord, touchTask } from './task-commands.ts'
import { entryFields } from './task-fields.ts'
import { stateMoneyOf } from './task-parts.ts'

/* The steps of a task, one after the other as its kind lays them down. */

/** Whoever proposed a task, wrote its contents or entered the appraisal of its cost does not enter its approval. */
export const approvedApart = {
  control: 'scienceTask',
  record: 'science-task',
  commands: [
    'scienceTasks.propose',
    'scienceTasks.edit',
    'scienceTasks.addContent',
    'scienceTasks.editContent',
  ],
  // what came in with a table was drawn up by whoever wrote the table
  others: (taskId) => sql`SELECT u.user_id AS account, u.at
    FROM science_task s JOIN audit u ON u.subject = 'science-task-import:' || s.import_id
    WHERE s.id = ${taskId} AND u.command = 'scienceTasks.applyImport'`,
  did: words('Bạn đã soạn nhiệm vụ này', 'You drew up this task'),
} satisfies Apart

const input = {
  id: id(),
  version: whole(1),
  stepId: id(),
  ...entryFields.input,
  /** Whether the task goes on; otherwise it is not chosen, or not accepted. */
  passed: flag(),
  /** The papers of the step that are there. */
  papers: several(id()),
  /** Of an approval: the State's money. */
  approvedMoney: optionalDong(0n),
  /** Of a contract: its last day. */
  endsOn: optionalDay(),
  /** Of an acceptance with a grade. */
  grade: optionalChoice(taskGrades.keys),
}
export type Taken = z.output<z.ZodObject<typeof input>>

const stepOf = (db: Db, stepId: number) =>
  db.selectFrom('taskKindStep').select(['part', 'kindId']).where('id', '=', stepId).executeTakeFirst()

const required = (part: string, field: 'approvedMoney' | 'endsOn' | 'documentNumber'): Rule<Taken> => ({
  of: ['stepId', 'passed', field],
  judge: async (taken, { db }) => {
    if (!taken.passed || taken[field] !== undefined) return null
    const step = await stepOf(db, taken.stepId)
    if (step?.part !== part) return null
    const said = {
      approvedMoney: words('Xin ghi kinh phí được phê duyệt.', 'Please give the money that is approved.'),
      endsOn: words('Xin ghi ngày kết thúc hợp đồng.', 'Please give the last day of the contract.'),
      documentNumber: words('Xin ghi số văn bản.', 'Please give the number of the document.'),
    }
    return { field, words: said[field] }
  },
})

/** What is wrong with the papers that are said to be there of a step; null where nothing is. */
export async function papersFault(
  db: Db,
  { stepId, passed, papers }: Pick<Taken, 'stepId' | 'passed' | 'papers'>,
) {
  const asked = await db
    .selectFrom('taskKindPaper')
    .select(['id', 'name', 'nameEn', 'required'])
    .where('stepId', '=', stepId)
    .orderBy('place')
    .execute()
  if (papers.some((one) => !asked.some((paper) => paper.id === one)))
    return { field: 'papers', words: words('Bước này không có giấy tờ đó.', 'The step has no such paper.') }
  const missing = asked.filter((paper) => paper.required && !papers.includes(paper.id))
  if (!passed || missing.length === 0) return null
  return {
    field: 'papers',
    words: words(
      `Còn thiếu: ${missing.map(({ name }) => name).join('; ')}.`,
      `Missing: ${missing.map(({ nameEn }) => nameEn).join('; ')}.`,
    ),
  }
}

const papersThere: Rule<Pick<Taken, 'stepId' | 'passed' | 'papers'>> = {
  of: ['stepId', 'passed', 'papers'],
  judge: (taken, { db }) => papersFault(db, taken),
}

/** Takes a task to its next step, or enters one that repeats. What is laid down for the step is held against it. */
export const takeStep = command({
  name: 'scienceTasks.step',
  summary: words('Ghi bước của nhiệm vụ', 'Enter a step of a task'),
  route: 'POST /science-tasks/{id}/steps',
  input: z.object(input),
  output: TaskChanged,
  may: ['coordinator', 'leader'],
  rules: [
    notAhead('happenedOn'),
    papersThere,
    required('approval', 'approvedMoney'),
    required('approval', 'documentNumber'),
    required('contract', 'endsOn'),
    required('contract', 'documentNumber'),
  ],
  subject: ({ id }) => `science-task:${id}`,
  run: enterStep,
})

/** Enters a step and moves its task on. @throws Problem 404, 409 where the step is not open or kept apart, 422 */
export async function enterStep(context: Context, taken: Taken): Promise<z.output<typeof TaskChanged>> {
  const { db } = context
  const task = await lockTask(db, taken.id, taken.version)
  const steps = await stepsOfKinds(db, [task.kindId])
  const step = steps.find((one) => one.id === taken.stepId)
  if (step === undefined) throw notFound(words('bước của loại nhiệm vụ', 'Step of the kind'))
  if (!openSteps(steps, { ...task, way: task.way as TaskWay }).some((one) => one.id === step.id))
    throw conflict(
      'scienceTasks.stepClosed',
      words(
        'Bước này chưa tới lượt, đã qua, hoặc nhiệm vụ đã kết thúc.',
        'The step is not due yet, is over, or the task has ended.',
      ),
    )
  if (!step.repeats && taken.happenedOn < task.movedOn && task.atPlace > 0)
    throw invalidField(
      'happenedOn',
      words(
        `Không được trước bước liền trước, ngày ${formatDate(task.movedOn)}.`,
        `Not before the step before it, on ${formatDate(task.movedOn)}.`,
      ),
    )
  if (step.part === 'approval') await holdApart(context, approvedApart, task.id)
  if (taken.fileId !== undefined) await evidence(context, taken.fileId)
  // where a council sits, what it concluded is the result
  const graded = step.part === 'acceptance' && (await isGraded(db, task.kindId))
  const { result, heard } = await concludedBy(db, { taskId: task.id, graded }, step, taken)
  const said = { ...taken, ...result }
  const moved = await effectOf(context, task, steps, step, said)
  if (heard !== null && step.part === 'review') await writeVotes(db, task.id, heard)
  await writeEntry(db, task, step, said)
  if (step.repeats) return touchTask(db, task)
  const set = said.passed ? { atPlace: step.place, movedOn: taken.happenedOn, ...moved } : moved
  const now = { ...task, ...set }
  return touchTask(db, task, { ...set, ...(await comingNext(db, now, steps)) })
}

async function writeEntry(db: Db, task: TaskRecord, step: StepRow, taken: Taken): Promise<void> {
  const { passed, papers } = taken
  const { id: entryId } = await db
    .insertInto('scienceTaskStep')
    .values({
      ...{ taskId: task.id, stepId: step.id, passed, ...entryFields.values(taken) },
      dueOn: task.nextStepId === step.id ? task.nextDue : null,
      before: JSON.stringify(standing(task)),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (papers.length > 0)
    await db
      .insertInto('scienceTaskPaper')
      .values(papers.map((paperId) => ({ entryId, paperId })))
      .execute()
}

/** Where a task stands, as far as a step moves it. Money is text: JSON has no whole numbers of that size. */
const standing = (task: TaskRecord) => ({
  ...{ state: task.state, atPlace: task.atPlace, movedOn: task.movedOn },
  ...{ nextStepId: task.nextStepId, nextDue: task.nextDue },
  ...{ approvedOn: task.approvedOn, approvedNumber: task.approvedNumber },
  approvedMoney: task.approvedMoney === null ? null : String(task.approvedMoney),
  ...{ contractOn: task.contractOn, contractNumber: task.contractNumber, endsOn: task.endsOn },
  ...{ outcome: task.outcome, grade: task.grade, endedOn: task.endedOn, outcomeNote: task.outcomeNote },
})

/** What comes next, and until when. */
async function comingNext(
  db: Db,
  task: Pick<TaskRecord, 'id' | 'kindId' | 'way' | 'atPlace' | 'movedOn' | 'endsOn' | 'state'>,
  steps: readonly StepRow[],
) {
  if (task.state === 'ended' || task.state === 'dropped') return { nextStepId: null, nextDue: null }
  const next = nextStep(steps, task.way as TaskWay, task.atPlace)
  if (next === null) return { nextStepId: null, nextDue: null }
  const taken = await db
    .selectFrom('scienceTaskStep as t')
    .innerJoin('taskKindStep as s', 's.id', 't.stepId')
    .select(['s.place', 't.happenedOn'])
    .where('t.taskId', '=', task.id)
    .where('s.kindId', '=', task.kindId)
    .where('t.passed', '=', true)
    .where('t.struckOn', 'is', null)
    .orderBy('t.id')
    .execute()
  const takenOn = new Map(taken.map(({ place, happenedOn }) => [place, happenedOn]))
  return {
    nextStepId: next.id,
    nextDue: dueOf(next, takenOn, task.movedOn, await readHolidays(db), task.endsOn),
  }
}

type Effect = Readonly<Record<string, unknown>> & { readonly state?: TaskRecord['state'] }

/** What the task becomes by the step. */
async function effectOf(
  context: Context,
  task: TaskRecord,
  steps: readonly StepRow[],
  step: StepRow,
  taken: Taken,
): Promise<Effect> {
  if (!taken.passed) return notPassed(task, step, taken)
  if (step.part === 'dossier' || step.part === 'approval') hostKnown(task)
  await measuresThere(context.db, task, steps, step)
  if (step.part === 'approval' || step.part === 'contract') await holdHostUnblocked(context, task.id)
  if (step.part === 'approval') return approval(context.db, task, taken)
  if (step.part === 'contract') return contract(context.db, task, taken)
  const last =
    !step.repeats && task.approvedOn !== null && nextStep(steps, task.way as TaskWay, step.place) === null
  const ends: Effect = last ? { state: 'ended', endedOn: taken.happenedOn } : {}
  if (step.part === 'acceptance') return { ...(await acceptance(context.db, task, taken)), ...ends }
  return last ? { ...ends, outcome: task.outcome ?? (await plainEnd(context.db, task)) } : {}
}

/** How a task ends that no acceptance graded, as its kind says. */
async function plainEnd(db: Db, task: TaskRecord): Promise<'by_content' | 'finished'> {
  const { ends } = await db
    .selectFrom('taskKind')
    .select('ends')
    .where('id', '=', task.kindId)
    .executeTakeFirstOrThrow()
  return ends.includes('by_content') ? 'by_content' : 'finished'
}

/**
 * Of a kind that asks for measures: a task is opened (by its contract, or by its approval where its kind has none) with a project whose measures are
 * chosen, and accepted once its projects are evaluated.
 */
async function measuresThere(db: Db, task: TaskRecord, steps: readonly StepRow[], step: StepRow) {
  const contracted = steps.some(
    (one) => one.part === 'contract' && !one.optional && isOfWay(one, task.way as TaskWay),
  )
  const opening = contracted ? 'contract' : 'approval'
  if (step.part !== opening && step.part !== 'acceptance') return
  const { measuresArticle } = await db
    .selectFrom('taskKind')
    .select('measuresArticle')
    .where('id', '=', task.kindId)
    .executeTakeFirstOrThrow()
  if (measuresArticle === null) return
  const { measured, open, evaluated } = await projectsOfTask(db, task.id)
  if (step.part === opening && measured === 0)
    throw conflict(
      'scienceTasks.noMeasures',
      words(
        `Loại nhiệm vụ này yêu cầu chỉ số trước và sau (${measuresArticle}): xin lập dự án cải tiến của nhiệm vụ và chọn chỉ số trước.`,
        `This kind of task asks for measures before and after (${measuresArticle}): begin an improvement project of the task and choose its measures first.`,
      ),
    )
  if (step.part === 'acceptance' && (evaluated === 0 || open > 0))
    throw conflict(
      'scienceTasks.notMeasured',
      words(
        `Loại nhiệm vụ này yêu cầu chỉ số trước và sau (${measuresArticle}): chỉ nghiệm thu khi các dự án cải tiến của nhiệm vụ đã đánh giá.`,
        `This kind of task asks for measures before and after (${measuresArticle}): it is accepted once its improvement projects are evaluated.`,
      ),
    )
}

function hostKnown(task: TaskRecord): void {
  if (task.hostName === null || task.leaderName === null)
    throw conflict(
      'scienceTasks.noHost',
      words(
        'Xin ghi tổ chức chủ trì và chủ nhiệm vào nhiệm vụ trước.',
        'Please enter the host and the leader of the task first.',
      ),
    )
}

function notPassed(task: TaskRecord, step: StepRow, taken: Taken): Effect {
  if (step.repeats || task.approvedOn !== null) {
    if (step.part === 'acceptance' && taken.grade === 'failed')
      return { state: 'accepted', outcome: 'graded', grade: 'failed', outcomeNote: taken.note ?? null }
    return {}
  }
  if (taken.note === undefined)
    throw invalidField('note', words('Xin ghi lý do không đạt.', 'Please say why it did not pass.'))
  return { state: 'dropped', endedOn: taken.happenedOn, outcomeNote: taken.note }
}

async function approval(db: Db, task: TaskRecord, taken: Taken): Promise<Effect> {
  const most = await stateMoneyOf(db, task.id)
  const { approvedMoney = 0n, documentNumber = '' } = taken
  if (approvedMoney > most)
    throw invalidField(
      'approvedMoney',
      words(
        'Nhiều hơn ngân sách của các nội dung không bị loại.',
        'More than the State gives to the contents that were not voted down.',
      ),
    )
  return { state: 'approved', approvedOn: taken.happenedOn, approvedNumber: documentNumber, approvedMoney }
}

async function contract(db: Db, task: TaskRecord, taken: Taken): Promise<Effect> {
  const { endsOn = taken.happenedOn, documentNumber = '' } = taken
  const { mostMonths } = await db
    .selectFrom('taskKind')
    .select('mostMonths')
    .where('id', '=', task.kindId)
    .executeTakeFirstOrThrow()
  if (endsOn < taken.happenedOn)
    throw invalidField(
      'endsOn',
      words('Không được trước ngày ký hợp đồng.', 'Not before the contract is signed.'),
    )
  if (mostMonths !== null && endsOn > addMonths(taken.happenedOn, mostMonths))
    throw invalidField(
      'endsOn',
      words(`Hợp đồng không quá ${mostMonths} tháng.`, `The contract is for at most ${mostMonths} months.`),
    )
  return { state: 'running', contractOn: taken.happenedOn, contractNumber: documentNumber, endsOn }
}

/** Whether tasks of a kind are accepted with a grade. */
async function isGraded(db: Db, kindId: number): Promise<boolean> {
  const kind = await db
    .selectFrom('taskKind')
    .select('graded')
    .where('id', '=', kindId)
    .executeTakeFirstOrThrow()
  return kind.graded
}

async function acceptance(db: Db, task: TaskRecord, taken: Taken): Promise<Effect> {
  const graded = await isGraded(db, task.kindId)
  if (graded && taken.grade === undefined)
    throw invalidField('grade', words('Xin chọn mức xếp loại.', 'Please choose a grade.'))
  if (!graded && taken.grade !== undefined)
    throw invalidField('grade', words('Loại nhiệm vụ này không xếp loại.', 'This kind of task has no grade.'))
  const outcome = graded ? 'graded' : await plainEnd(db, task)
  return { state: 'accepted', outcome, grade: taken.grade ?? null, outcomeNote: taken.note ?? null }
}
