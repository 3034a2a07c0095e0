import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { phases, valueFields } from './fields.ts'
import { sameDay, valueFault } from './values.ts'

/* Values of many projects as a table, one row for each: what each row would do, told without a database. */

const { phase, value, measuredOn, how } = valueFields.table

export const valueTable = {
  columns: {
    project: {
      words: words('Dự án số', 'Number of the project'),
      others: ['so du an', 'du an'],
      kind: 'count',
    },
    measure: {
      words: words('Tên chỉ số đo', 'Name of the measure'),
      others: ['ten chi so', 'chi so'],
      kind: 'text',
    },
    ...columnsOf({ phase, value, measuredOn, how }),
  },
  holds: (found) => found.has('project') && found.has('measure') && found.has('value'),
  keys: ['project', 'measure'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Dự án số”, “Tên chỉ số đo”, “Giá trị đo”. Xin dùng tệp mẫu.',
    'No row of headings with “Dự án số”, “Tên chỉ số đo”, “Giá trị đo” was found. Please use the template.',
  ),
  mostRows: 2_000,
} as const satisfies HeadedKind<string>
export type ValueColumn = keyof typeof valueTable.columns
export const valueColumnKeys = keysOf(valueTable.columns)
export const valueColumns = namesOf<ValueColumn>(valueTable.columns)

const phaseOf = keysByWords(phases, [
  ['truoc', 'before'],
  ['trong', 'during'],
  ['sau', 'after'],
])
const { input } = valueFields

/** A row as its cells say it. */
export const ValueRead = z.object({
  project: whole(1, 2_147_483_647),
  measure: text(200),
  phase: z.preprocess((cell) => (typeof cell === 'string' ? (phaseOf(cell) ?? cell) : cell), input.phase),
  value: input.value,
  measuredOn: input.measuredOn,
  how: input.how,
})
export type ValueRead = z.output<typeof ValueRead>

/** A project as the rows are held against it. */
export interface StandingProject {
  readonly state: string
  readonly startedOn: string | null
  /** Its measures by their folded name. */
  readonly choices: ReadonlyMap<string, number>
}

/** What the rows are held against. */
export interface ValuesThere {
  readonly projects: ReadonlyMap<number, StandingProject>
  /** The values that stand, by `slotOf`. */
  readonly standing: ReadonlyMap<string, number>
  readonly fold: (said: string) => string
  readonly today: string
}

/** What there is one value of. */
export const slotOf = (choiceId: number, { phase, measuredOn }: Pick<ValueRead, 'phase' | 'measuredOn'>) =>
  `${choiceId}:${phase}:${measuredOn}`

export interface JudgedValue {
  readonly outcome: 'new' | 'same' | 'error'
  readonly choiceId: number | null
  readonly problems: readonly CellProblem<ValueColumn>[]
}

/** What rows would do, in their order; null for one that could not be read. */
export function judgeValues(rows: readonly (ValueRead | null)[], there: ValuesThere): JudgedValue[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedValue => {
    if (row === null) return { outcome: 'error', choiceId: null, problems: [] }
    const problems: CellProblem<ValueColumn>[] = []
    const wrong = (column: ValueColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    const project = there.projects.get(row.project)
    const choiceId = project?.choices.get(there.fold(row.measure)) ?? null
    if (project === undefined)
      wrong('project', 'Không có dự án số này.', 'There is no project of this number.')
    else if (choiceId === null)
      wrong('measure', 'Dự án không chọn chỉ số này.', 'The project has not chosen this measure.')
    if (row.measuredOn > there.today) wrong('measuredOn', 'Ngày này chưa đến.', 'This day has not come yet.')
    if (project === undefined || choiceId === null) return { outcome: 'error', choiceId, problems }
    const slot = slotOf(choiceId, row)
    const standing = there.standing.get(slot)
    // a value that stands already is no fault, whatever the project has become since
    if (standing === row.value && !seen.has(slot)) {
      seen.add(slot)
      return { outcome: problems.length > 0 ? 'error' : 'same', choiceId, problems }
    }
    const fault = valueFault(project, row)
    if (fault !== null) problems.push({ column: fault.field, words: fault.words })
    else if (standing !== undefined || seen.has(slot)) problems.push({ column: 'measuredOn', words: sameDay })
    seen.add(slot)
    return { outcome: problems.length > 0 ? 'error' : 'new', choiceId, problems }
  })
}
