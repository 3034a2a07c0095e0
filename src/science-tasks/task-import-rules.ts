import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { origins, type TaskWay, taskWays } from './lists.ts'
import { taskFields } from './task-fields.ts'

/* S&T tasks as a table, one a row: what each row would do, told without a database. A task is known by its plan, year and title. */

export const taskTable = {
  columns: columnsOf(taskFields.read),
  holds: (found) => found.has('title') && found.has('kind'),
  keys: ['title'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Tên nhiệm vụ”, “Loại nhiệm vụ”. Xin dùng tệp mẫu.',
    'No row of headings with “Tên nhiệm vụ”, “Loại nhiệm vụ” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type TaskColumn = keyof typeof taskTable.columns
export const taskColumnKeys = keysOf(taskTable.columns)
export const taskColumns = namesOf<TaskColumn>(taskTable.columns)
export type TaskFault = CellProblem<TaskColumn>

const said = <F extends z.ZodType>(list: Parameters<typeof keysByWords>[0], field: F) => {
  const keyOf = keysByWords(list)
  return z.preprocess((value) => (typeof value === 'string' ? (keyOf(value) ?? value) : value), field)
}
const name = z.preprocess(
  (value) => (value === null || value === undefined ? undefined : String(value)),
  z.string().trim().optional(),
)
const { planId: _plan, kindId: _kind, lineId: _line, ...plain } = taskFields.imported
const { title, year, months, goal } = taskFields.input

/** A row as its cells say it: plan by its number, kind by its name, line by its code. */
export const TaskRead = z.object({
  ...plain,
  ...{ title, year, months, goal },
  way: said(taskWays, taskFields.input.way),
  origin: said(origins, taskFields.input.origin),
  plan: name,
  kind: name,
  line: name,
})
export type TaskRead = z.output<typeof TaskRead>

export interface NamedPlan {
  readonly id: number
  readonly number: string
  readonly firstYear: number
  readonly lastYear: number
  /** Lines by their codes. */
  readonly lines: ReadonlyMap<string, number>
}
export interface NamedKind {
  readonly id: number
  readonly names: readonly string[]
  readonly ways: readonly string[]
}

/** What rows name. @property chosen the plan of the rows that name none */
export interface TaskNames {
  readonly plans: readonly NamedPlan[]
  readonly kinds: readonly NamedKind[]
  readonly chosen: number | undefined
}

/** A task as the table would write it. */
export type NewTask = Omit<TaskRead, 'plan' | 'kind' | 'line'> & {
  readonly planId: number
  readonly kindId: number
  readonly lineId: number | undefined
}

export interface JudgedTask {
  readonly outcome: 'new' | 'same' | 'error'
  readonly task: NewTask | null
  readonly problems: readonly TaskFault[]
}

/** By what a task is known. */
export const identityOf = (task: { planId: number; year: number; title: string }) =>
  JSON.stringify([task.planId, task.year, slug(task.title)])

const wrong = (problems: readonly TaskFault[]): JudgedTask => ({ outcome: 'error', task: null, problems })
const fault = (column: TaskColumn, vi: string, en: string): TaskFault => ({ column, words: words(vi, en) })

/** The code at the head of "IV. Hỗ trợ doanh nghiệp", as lists export it. */
const codeOf = (line: string) => /^[\p{L}\d]+(?:\.[\p{L}\d]+)*/u.exec(line.trim())?.[0] ?? line.trim()

function planOf({ plan }: TaskRead, { plans, chosen }: TaskNames): NamedPlan | undefined {
  if (plan === undefined || plan === '') return plans.find(({ id }) => id === chosen)
  return plans.find(({ number }) => slug(number) === slug(plan))
}

/** Of kinds of one name the one that has the way, the latest first, as rules of before stay listed. */
function kindOf({ kind = '', way }: TaskRead, { kinds }: TaskNames): NamedKind | undefined {
  const called = kinds.filter(({ names }) => names.some((one) => slug(one) === slug(kind)))
  return called.find(({ ways }) => ways.includes(way)) ?? called[0]
}

function taskOf(row: TaskRead, names: TaskNames): NewTask | readonly TaskFault[] {
  const { plan: planName, kind: _kind, line: lineName, ...task } = row
  const plan = planOf(row, names)
  const kind = kindOf(row, names)
  const lineId =
    lineName === undefined || lineName === '' || plan === undefined
      ? undefined
      : (plan.lines.get(lineName.trim()) ?? plan.lines.get(codeOf(lineName)))
  const faults = [
    ...(plan === undefined
      ? [
          planName === undefined || planName === ''
            ? fault(
                'plan',
                'Xin ghi kế hoạch, hoặc chọn ở biểu mẫu.',
                'Name the plan, or choose it in the form.',
              )
            : fault('plan', 'Không có kế hoạch số này.', 'There is no plan of this number.'),
        ]
      : row.year < plan.firstYear || row.year > plan.lastYear
        ? [
            fault(
              'year',
              `Kế hoạch ${plan.number} thực hiện từ năm ${plan.firstYear} đến ${plan.lastYear}.`,
              `Plan ${plan.number} runs from ${plan.firstYear} to ${plan.lastYear}.`,
            ),
          ]
        : []),
    ...(kind === undefined
      ? [
          fault(
            'kind',
            'Không có loại nhiệm vụ này đang có hiệu lực.',
            'No kind of task in force has this name.',
          ),
        ]
      : kind.ways.includes(row.way)
        ? []
        : [fault('way', 'Loại nhiệm vụ không có phương thức này.', 'The kind of task has no such way.')]),
    ...(lineName !== undefined && lineName !== '' && plan !== undefined && lineId === undefined
      ? [fault('line', 'Kế hoạch không có mục này.', 'The plan has no such line.')]
      : []),
  ]
  if (faults.length > 0 || plan === undefined || kind === undefined) return faults
  return { ...task, way: task.way as TaskWay, planId: plan.id, kindId: kind.id, lineId }
}

/** What rows would do, in their order; null for one that could not be read. @param there tasks that are known, by `identityOf` */
export function judgeTasks(
  rows: readonly (TaskRead | null)[],
  names: TaskNames,
  there: ReadonlySet<string>,
): JudgedTask[] {
  const seen = new Set<string>()
  return rows.map((row) => {
    if (row === null) return wrong([])
    const task = taskOf(row, names)
    if (Array.isArray(task)) return wrong(task)
    const one = task as NewTask
    const key = identityOf(one)
    if (seen.has(key))
      return wrong([fault('title', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')])
    seen.add(key)
    return { outcome: there.has(key) ? 'same' : 'new', task: one, problems: [] }
  })
}
