import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import { slug } from '../platform/text.ts'
import { stepFields } from './kind-fields.ts'
import { type StepInput, stepFault } from './kind-step-commands.ts'
import { stepParts, taskWays, termUnits } from './lists.ts'

/* The steps of a kind of task as a table: what each row would do, told without a database. A step is known by its place. */

export const stepTable = {
  columns: columnsOf(stepFields.read),
  holds: (found) => found.has('place') && found.has('part') && found.has('name'),
  keys: ['place'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Thứ tự bước”, “Bước này là”, “Tên bước”. Xin dùng tệp mẫu.',
    'No row of headings with “Thứ tự bước”, “Bước này là”, “Tên bước” was found. Please use the template.',
  ),
  mostRows: 500,
} as const satisfies HeadedKind<string>
export type StepColumn = keyof typeof stepTable.columns
export const stepColumnKeys = keysOf(stepTable.columns)
export const stepColumns = namesOf<StepColumn>(stepTable.columns)
export type StepFault = CellProblem<StepColumn>

const said = <F extends z.ZodType>(list: Parameters<typeof keysByWords>[0], field: F) => {
  const keyOf = keysByWords(list)
  return z.preprocess((value) => (typeof value === 'string' ? (keyOf(value) ?? value) : value), field)
}
const yes = z.preprocess(
  (value) =>
    typeof value === 'string' ? ['co', 'x', 'yes', 'true', '1', 'dung'].includes(slug(value)) : value,
  z.boolean().optional(),
)
const { appraisalRuleId: _rule, scoreSheetId: _sheet, paperLines, ...plain } = stepFields.imported
const { place, name, acts, article } = stepFields.input

/** A row as its cells say it: rules of councils and sheets by their names. */
export const StepRead = z.object({
  ...plain,
  ...{ place, name, acts, article },
  part: said(stepParts, stepFields.input.part),
  way: said(taskWays, plain.way),
  termUnit: said(termUnits, plain.termUnit),
  optional: yes,
  repeats: yes,
  withoutCouncil: yes,
  appraisalRule: z.string().trim().optional(),
  scoreSheet: z.string().trim().optional(),
  papers: paperLines,
})
export type StepRead = z.output<typeof StepRead>

/** What rows name: rules of councils and sheets by their names. */
export interface StepNames {
  readonly rules: ReadonlyMap<string, number>
  readonly sheets: ReadonlyMap<string, number>
}

/** A step that is there. */
export interface ListedStep {
  readonly id: number
  readonly input: StepInput
}

export interface JudgedStep {
  readonly outcome: 'new' | 'changed' | 'same' | 'error'
  /** Its number, where it is there already. */
  readonly id: number | null
  readonly step: StepInput | null
  readonly changed: readonly StepColumn[]
  readonly problems: readonly StepFault[]
}

const wrong = (problems: readonly StepFault[]): JudgedStep => ({
  ...{ outcome: 'error', id: null, step: null, changed: [], problems },
})
const fault = (column: StepColumn, vi: string, en: string): StepFault => ({ column, words: words(vi, en) })
const columnOf = (key: string): StepColumn =>
  key === 'appraisalRuleId'
    ? 'appraisalRule'
    : key === 'scoreSheetId'
      ? 'scoreSheet'
      : key === 'paperLines'
        ? 'papers'
        : (key as StepColumn)

const named = (of: ReadonlyMap<string, number>, name: string | undefined) =>
  name === undefined || name === '' ? undefined : (of.get(slug(name)) ?? null)

function inputOf(row: StepRead, names: StepNames): StepInput | readonly StepFault[] {
  const { appraisalRule, scoreSheet, papers, optional = false, repeats = false, ...others } = row
  const { withoutCouncil = false, ...values } = others
  const rule = named(names.rules, appraisalRule)
  const sheet = named(names.sheets, scoreSheet)
  const faults = [
    ...(rule === null ? [fault('appraisalRule', 'Không có quy chế này.', 'There is no such rule.')] : []),
    ...(sheet === null ? [fault('scoreSheet', 'Không có phiếu điểm này.', 'There is no such sheet.')] : []),
    ...((row.term === undefined) === (row.termUnit === undefined)
      ? []
      : [fault('termUnit', 'Xin ghi đủ số và đơn vị.', 'Please give both number and unit.')]),
    ...((row.overdue === undefined) === (row.overdueEn === undefined)
      ? []
      : [fault('overdueEn', 'Xin ghi đủ hai ngôn ngữ.', 'Please give both languages.')]),
  ]
  const input = {
    ...{
      ...values,
      optional,
      repeats,
      withoutCouncil,
      appraisalRuleId: rule ?? undefined,
      scoreSheetId: sheet ?? undefined,
    },
    paperLines: papers,
  } as StepInput
  const own = stepFault(input)
  if (own !== null) faults.push({ column: own.field, words: own.words })
  return faults.length > 0 ? faults : input
}

const same = (one: unknown, other: unknown) => (one ?? null) === (other ?? null)

/** What rows would do, in their order; null for one that could not be read. A step that the table leaves out stays. */
export function judgeSteps(
  rows: readonly (StepRead | null)[],
  names: StepNames,
  there: readonly ListedStep[],
): JudgedStep[] {
  const known = new Map(there.map((step) => [step.input.place, step]))
  const seen = new Set<number>()
  return rows.map((row) => {
    if (row === null) return wrong([])
    if (seen.has(row.place))
      return wrong([fault('place', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')])
    seen.add(row.place)
    const step = inputOf(row, names)
    if (Array.isArray(step)) return wrong(step)
    const input = step as StepInput
    const before = known.get(row.place)
    if (before === undefined) return { outcome: 'new', id: null, step: input, changed: [], problems: [] }
    const full = {
      ...input,
      nameEn: input.nameEn ?? (input.name === before.input.name ? before.input.nameEn : undefined),
      actsEn: input.actsEn ?? (input.acts === before.input.acts ? before.input.actsEn : undefined),
    }
    const changed = stepFields.keys.filter((key) => !same(full[key], before.input[key])).map(columnOf)
    return {
      outcome: changed.length === 0 ? 'same' : 'changed',
      ...{ id: before.id, step: full, changed, problems: [] },
    }
  })
}
