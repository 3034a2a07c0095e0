import { sql } from 'kysely'
import { z } from 'zod'
import { readTable } from '../documents/read/table.ts'
import { problemsOf } from '../documents/write/rows-to-mend.ts'
import { importOf, readHeaded, readingInput, readRows, stagedRows, tableNeeded } from '../imports/index.ts'
import { lastYearOf, plansOf } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { yearOf } from '../platform/dates.ts'
import { optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { nextStep } from './flow.ts'
import { stepsOfKinds } from './kind-queries.ts'
import { taskFields } from './task-fields.ts'
import {
  identityOf,
  judgeTasks,
  type NewTask,
  type TaskColumn,
  type TaskNames,
  TaskRead,
  taskColumnKeys,
  taskColumns,
  taskTable,
} from './task-import-rules.ts'

/* Proposed tasks out of a table. What is there already stays as it is: a task is changed on its own page. */

const imports = importOf({
  kind: 'science_tasks',
  capability: 'scienceTasks',
  at: '/science-task-imports',
  subject: 'science-task-import',
  writers: ['coordinator'],
  readers: ['coordinator', 'auditor'],
})

async function namesOf(db: Db, today: string, chosen: number | undefined): Promise<TaskNames> {
  const every = await db.selectFrom('plan').select('id').execute()
  const plans = await plansOf(
    db,
    every.map((plan) => plan.id),
  )
  const lines = await db.selectFrom('budgetLine').select(['id', 'planId', 'code']).execute()
  const kinds = await db
    .selectFrom('taskKind')
    .select(['id', 'key', 'name', 'nameEn', 'ways'])
    .where('state', '=', 'in_force')
    .orderBy('validFrom', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return {
    plans: plans.map((plan) => ({
      ...{ id: plan.id, number: plan.number, firstYear: plan.firstYear },
      lastYear: lastYearOf(plan, yearOf(today)),
      lines: new Map(lines.filter(({ planId }) => planId === plan.id).map(({ code, id }) => [code, id])),
    })),
    kinds: kinds.map(({ id, key, name, nameEn, ways }) => ({
      id,
      names: [name, nameEn, ...(key === null ? [] : [key])],
      ways,
    })),
    chosen,
  }
}

async function judged(
  { db, today }: { readonly db: Db; readonly today: string },
  rows: readonly (TaskRead | null)[],
  chosen: number | undefined,
) {
  const years = [...new Set(rows.flatMap((row) => (row === null ? [] : [row.year])))]
  const there = await db
    .selectFrom('scienceTask')
    .select(['planId', 'year', 'title'])
    .where(sql<boolean>`year = ANY (${years}::int[])`)
    .execute()
  return judgeTasks(rows, await namesOf(db, today, chosen), new Set(there.map(identityOf)))
}

const Reading = z.object({ ignored: z.array(z.string()), planId: z.int().nullable() })
const Kept = z.object({ row: TaskRead })

/** Reads a table of tasks and keeps what each row would do: a new task, one that is there, or an error with its cell and reason. */
export const checkTasks = imports.check({
  name: 'checkImport',
  summary: words('Kiểm tra bảng nhiệm vụ KH&CN', 'Check a table of S&T tasks'),
  input: { ...readingInput, planId: optionalId() },
  needs: [tableNeeded],
  async check(context, { planId, ...input }) {
    const table = await readTable(context, input)
    const { header, rows, headings, notes } = await readHeaded<TaskColumn>(table, taskTable, {
      ...input,
      unit: null,
      numbers: null,
    })
    const read = readRows(rows, TaskRead, taskColumnKeys, 'title')
    const now = await judged(
      context,
      read.map(({ row }) => row),
      planId,
    )
    return {
      ...{ table, headings, notes, reading: { ignored: header.ignored, planId: planId ?? null } },
      rows: stagedRows({ rows, read, header }, now, 'title', (_judged, row) => ({ row })),
    }
  },
})

/** The rows that were no error: as they were shown, and as they would be written now. */
async function again(
  context: { readonly db: Db; readonly today: string },
  importId: number,
  planId: number | null,
) {
  const kept = await imports.kept(context.db, importId, ['new', 'same'])
  const shown = kept.map(({ outcome, data }) => ({ outcome, ...Kept.parse(data) }))
  const now = await judged(
    context,
    shown.map(({ row }) => row),
    planId ?? undefined,
  )
  return shown.map((each, at) => ({ ...each, now: now[at] }))
}

/** Enters the tasks that a check of a table showed, each at the beginning of its way. */
export const applyTasks = imports.apply({
  summary: words('Nhập bảng nhiệm vụ KH&CN', 'Import a table of S&T tasks'),
  moved: async (context, found) =>
    (await again(context, found.id, Reading.parse(found.reading).planId)).filter(
      ({ outcome, now }) => outcome !== now?.outcome,
    ).length,
  async write(context, found) {
    const { db, today } = context
    const rows = await again(context, found.id, Reading.parse(found.reading).planId)
    const tasks = rows.flatMap(({ now }): NewTask[] =>
      now?.outcome === 'new' && now.task !== null ? [now.task] : [],
    )
    if (tasks.length === 0) return
    const steps = await stepsOfKinds(db, [...new Set(tasks.map(({ kindId }) => kindId))])
    await db
      .insertInto('scienceTask')
      .values(
        tasks.map((task) => ({
          ...taskFields.values(task),
          ...{ movedOn: today, begunOn: today, importId: found.id },
          nextStepId:
            nextStep(
              steps.filter(({ kindId }) => kindId === task.kindId),
              task.way,
              0,
            )?.id ?? null,
        })),
      )
      .execute()
  },
})

/** One import: what its check found, the plan of the rows that name none, and whether it was written. */
export const showTaskImport = imports.show({
  summary: words('Một lần nhập nhiệm vụ KH&CN', 'One import of S&T tasks'),
  /** Headings that a task has no place for. */
  shape: { ignored: z.array(z.string()), planId: z.int().nullable() },
  of: async (_context, found) => Reading.parse(found.reading),
})

const Problems = problemsOf(taskColumnKeys)

/** The rows of an import in the order of its sheet: what each does, or why it cannot. */
export const showTaskImportRows = imports.rows({
  name: 'showImportRows',
  summary: words('Các dòng của một lần nhập nhiệm vụ', 'The rows of an import of tasks'),
  outcomes: ['new', 'same', 'error'],
  shape: { label: z.string(), problems: Problems },
  of: async (_context, rows) =>
    rows.map(({ label, problems }) => ({ label, problems: Problems.parse(problems) })),
})

/** The rows that were left out, as they were typed, with the reasons. */
export const showTasksToMend = imports.mend({
  summary: words('Các dòng lỗi của một lần nhập nhiệm vụ', 'The rows in error of an import of tasks'),
  columns: taskColumns,
  keys: taskColumnKeys,
})
