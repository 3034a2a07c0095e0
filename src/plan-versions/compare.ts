import { type PlanDocument, provincialFunds } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { type Matched, matchByKey, matchByWords, type Order } from './matching.ts'
import {
  type MoneyChange,
  money,
  otherTotals,
  type SourceChange,
  sourceChanges,
  type YearChange,
  yearChanges,
} from './money-change.ts'
import { type TextChange, textChange } from './word-diff.ts'

/*
 * Two plans, or two versions of one, held against each other line by line. What reads the same in both is counted, not
 * listed. Money is in đồng.
 */

export type ChangeKind = 'added' | 'removed' | 'changed'

/** A single field of a plan; null: it is not there. */
export interface FieldChange {
  readonly field: string
  readonly label: Words
  readonly before: Words | null
  readonly after: Words | null
  readonly text: TextChange
}

/** A text of a list: an instrument, a criterion, a recipient. `code` is null where the list has no codes. */
export interface TextRow {
  readonly code: string | null
  readonly kind: ChangeKind
  readonly text: TextChange
}

export interface TaskChange {
  readonly code: string
  readonly kind: ChangeKind
  readonly title: TextChange | null
  readonly items: readonly TextRow[]
}

/** A number before and after. `percent` is the difference as a share of what stood before (0.1 = 10%); null where nothing or zero stood. */
export interface NumberChange {
  readonly before: number | null
  readonly after: number | null
  readonly difference: number | null
  readonly percent: number | null
}

type Target = PlanDocument['targets'][number]
export interface TargetChange {
  readonly indicator: string
  readonly kind: ChangeKind
  readonly before: Target | null
  readonly after: Target | null
  readonly minimum: NumberChange
  readonly maximum: NumberChange
  readonly text: TextChange | null
}

type Duty = PlanDocument['duties'][number]
export interface DutyChange {
  readonly code: string
  readonly kind: ChangeKind
  readonly text: TextChange | null
  /** Null when it is due as before. */
  readonly timing: { readonly before: Duty | null; readonly after: Duty | null } | null
  /** Keys of the agencies. */
  readonly agencies: {
    readonly added: readonly string[]
    readonly removed: readonly string[]
    readonly kept: readonly string[]
  }
}

export interface LineChange {
  readonly code: string
  readonly kind: ChangeKind
  /** The line that it is a part of, before and after; null for one at the top. */
  readonly parent: { readonly before: string | null; readonly after: string | null }
  /** Whether it is a sum of sub-lines, in either. */
  readonly group: boolean
  readonly title: Words
  readonly text: TextChange | null
  readonly quantity: TextChange | null
  readonly note: TextChange | null
  readonly total: MoneyChange
  readonly years: readonly YearChange[]
  /** What changed of other sources than the plan's own; none where nothing did. */
  readonly others: readonly SourceChange[]
}

export const comparedParts = [
  'identity',
  'legalBases',
  'objectives',
  'targets',
  'criteria',
  'tasks',
  'funding',
  'duties',
  'lines',
  'remarks',
  'recipients',
] as const
export type ComparedPart = (typeof comparedParts)[number]

export interface PlanComparison {
  readonly before: { readonly number: string; readonly issuedOn: string }
  readonly after: { readonly number: string; readonly issuedOn: string }
  /** How many changes there are in all. */
  readonly changes: number
  readonly identity: readonly FieldChange[]
  readonly legalBases: readonly TextRow[]
  readonly objectives: readonly TextRow[]
  readonly targets: readonly TargetChange[]
  readonly criteria: readonly TextRow[]
  readonly tasks: readonly TaskChange[]
  readonly funding: readonly TextRow[]
  readonly duties: readonly DutyChange[]
  readonly lines: readonly LineChange[]
  readonly remarks: readonly TextRow[]
  readonly recipients: readonly TextRow[]
  /** The grand total and each year's, changed or not. */
  readonly total: MoneyChange
  readonly years: readonly YearChange[]
  /** The grand totals of other sources than the plan's own, changed or not. */
  readonly others: readonly SourceChange[]
  /** The parts whose lines stand in another order: of criteria it is the order of priority. */
  readonly reordered: Readonly<Partial<Record<ComparedPart, Order>>>
  /** How many lines of each part read the same. */
  readonly unchanged: Readonly<Record<ComparedPart, number>>
}

/** Holds two plans against each other. @returns every change; none when they read the same */
export function comparePlans(before: PlanDocument, after: PlanDocument): PlanComparison {
  const fields = identityFields(before, after)
  const identity = fields.flatMap((field) => {
    const text = textChange(field.before, field.after)
    return text === null ? [] : [{ ...field, text }]
  })
  const matches = {
    legalBases: matchByKey(before.legalBases, after.legalBases, (basis) => basis.number),
    objectives: matchByWords(before.objectives, after.objectives),
    targets: matchByKey(before.targets, after.targets, (target) => target.indicator),
    criteria: matchByKey(before.criteria, after.criteria, (criterion) => criterion.code),
    tasks: matchByKey(before.tasks, after.tasks, (task) => task.code),
    funding: matchByWords(before.funding, after.funding),
    duties: matchByKey(before.duties, after.duties, (duty) => duty.code),
    lines: matchByKey(before.budget.lines, after.budget.lines, (line) => line.code),
    remarks: matchByWords(before.remarks, after.remarks),
    recipients: matchByWords(before.recipients, after.recipients),
  }
  const changes = {
    identity,
    legalBases: textRows(matches.legalBases.rows, true),
    objectives: textRows(matches.objectives.rows, false),
    targets: matches.targets.rows.flatMap(targetChange),
    criteria: textRows(matches.criteria.rows, true),
    tasks: matches.tasks.rows.flatMap(taskChange),
    funding: textRows(matches.funding.rows, false),
    duties: matches.duties.rows.flatMap(dutyChange),
    lines: matches.lines.rows.flatMap((row) => lineChange(row, before, after)),
    remarks: textRows(matches.remarks.rows, false),
    recipients: textRows(matches.recipients.rows, false),
  }
  const reordered: Partial<Record<ComparedPart, Order>> = {}
  const unchanged: Record<string, number> = { identity: fields.length - identity.length }
  for (const part of comparedParts) {
    if (part === 'identity') continue
    const { order, rows } = matches[part]
    if (order !== null) reordered[part] = order
    unchanged[part] = rows.length - changes[part].length
  }
  return {
    before: { number: before.number, issuedOn: before.issuedOn },
    after: { number: after.number, issuedOn: after.issuedOn },
    ...changes,
    total: money(before.budget.total, after.budget.total),
    years: yearChanges(before.budget.yearTotals, after.budget.yearTotals),
    others: sourceChanges(otherTotals(before), otherTotals(after)),
    reordered,
    unchanged: { ...emptyCounts, ...unchanged },
    changes:
      comparedParts.reduce((sum, part) => sum + changes[part].length, 0) + Object.keys(reordered).length,
  }
}

const emptyCounts: Record<ComparedPart, number> = {
  identity: 0,
  legalBases: 0,
  objectives: 0,
  targets: 0,
  criteria: 0,
  tasks: 0,
  funding: 0,
  duties: 0,
  lines: 0,
  remarks: 0,
  recipients: 0,
}

const asWritten = (text: string): Words => ({ vi: text, en: text })

function identityFields(one: PlanDocument, other: PlanDocument): Omit<FieldChange, 'text'>[] {
  const field = (
    name: string,
    vi: string,
    en: string,
    of: (plan: PlanDocument) => Words | null,
  ): Omit<FieldChange, 'text'> => ({ field: name, label: { vi, en }, before: of(one), after: of(other) })
  return [
    field('number', 'Số, ký hiệu', 'Number', (plan) => asWritten(plan.number)),
    field('issuedOn', 'Ngày ban hành', 'Issued on', (plan) => asWritten(formatDate(plan.issuedOn))),
    field('issuer', 'Cơ quan ban hành', 'Issued by', (plan) => plan.issuer),
    field('province', 'Tỉnh', 'Province', (plan) => asWritten(plan.province)),
    field('title', 'Tên', 'Title', (plan) => plan.title),
    field('startsOn', 'Bắt đầu', 'Starts on', (plan) => asWritten(formatDate(plan.startsOn))),
    field('endsOn', 'Kết thúc', 'Ends on', (plan) => asWritten(formatDate(plan.endsOn))),
    field('replaces', 'Thay thế', 'Replaces', (plan) => plan.replaces),
    field('objective', 'Mục tiêu chung', 'Objective', (plan) => plan.objective),
    field('orientation', 'Định hướng', 'Orientation', (plan) => orientationOf(plan)),
    field('participants', 'Đối tượng tham gia', 'Who carries it out', (plan) => plan.participants),
    field('beneficiaries', 'Đối tượng được hỗ trợ', 'Who is supported', (plan) => plan.beneficiaries),
    field('budgetTitle', 'Tên phụ lục kinh phí', 'Title of the budget', (plan) => plan.budget.title),
    field('budgetUnit', 'Đơn vị tính của phụ lục (đồng)', "The appendix's unit (đồng)", (plan) =>
      asWritten(String(plan.budget.unit)),
    ),
    field('budgetYears', 'Các năm của dự toán', 'Years of the budget', (plan) =>
      asWritten(plan.budget.years.join(', ')),
    ),
    field('budgetSource', 'Nguồn của dự toán', 'Source of the estimate', ({ budget }) =>
      asWritten(budget.source ?? provincialFunds),
    ),
    field('budgetOthers', 'Các nguồn khác của dự toán', 'Other sources of the estimate', ({ budget }) =>
      budget.others === undefined || budget.others.length === 0
        ? null
        : asWritten(budget.others.map(({ source }) => source).join(', ')),
    ),
    field('supportLine', 'Mục chi hỗ trợ doanh nghiệp', 'Line that pays for support', ({ budget }) =>
      budget.supportLine ? asWritten(budget.supportLine) : null,
    ),
    field('sizeCriterion', 'Tiêu chí xét theo quy mô', 'Criterion by size class', ({ criteria }) => {
      const sized = criteria.find(({ bySize }) => bySize === true)
      return sized === undefined ? null : asWritten(sized.code)
    }),
    field('signatory', 'Người ký', 'Signed by', ({ signatory: { authority, office, name } }) =>
      words(`${authority.vi}, ${office.vi}: ${name}`, `${authority.en}, ${office.en}: ${name}`),
    ),
  ]
}

/** The text, and after it the figures that the program works with, so that neither changes unseen. */
function orientationOf({ orientation }: PlanDocument): Words | null {
  if (orientation === null) return null
  const { firstYear, lastYear, baseFirstYear, baseLastYear, minimumPercent, maximumPercent } = orientation
  const figures = `(${firstYear} - ${lastYear}; ${baseFirstYear} - ${baseLastYear}; ${minimumPercent}% - ${maximumPercent}%)`
  return words(`${orientation.vi} ${figures}`, `${orientation.en} ${figures}`)
}

function kindOf(row: Matched<unknown>): ChangeKind {
  return row.before === null ? 'added' : row.after === null ? 'removed' : 'changed'
}

function textRows(rows: readonly Matched<Words>[], coded: boolean): TextRow[] {
  return rows.flatMap((row) => {
    const text = textChange(row.before, row.after)
    return text === null ? [] : [{ code: coded ? row.key : null, kind: kindOf(row), text }]
  })
}

function taskChange(row: Matched<PlanDocument['tasks'][number]>): TaskChange[] {
  const title = textChange(row.before?.title ?? null, row.after?.title ?? null)
  const items = matchByWords(row.before?.items ?? [], row.after?.items ?? [])
  const changed = textRows(items.rows, false)
  if (title === null && changed.length === 0 && items.order === null && kindOf(row) === 'changed') return []
  return [{ code: row.key, kind: kindOf(row), title, items: changed }]
}

function numbers(before: number | null, after: number | null): NumberChange {
  if (before === null || after === null) return { before, after, difference: null, percent: null }
  const difference = after - before
  return { before, after, difference, percent: before === 0 ? null : difference / before }
}

function targetChange(row: Matched<Target>): TargetChange[] {
  const { before, after } = row
  const text = textChange(before, after)
  const same =
    before !== null &&
    after !== null &&
    text === null &&
    before.bound === after.bound &&
    before.minimum === after.minimum &&
    before.maximum === after.maximum &&
    before.parent === after.parent &&
    before.article === after.article &&
    // What the budget table says of it, and how it was decided between the two.
    (before.lines ?? '') === (after.lines ?? '') &&
    (before.tableNumber ?? null) === (after.tableNumber ?? null) &&
    (before.decision ?? '') === (after.decision ?? '')
  if (same) return []
  return [
    {
      indicator: (after ?? before)?.indicator ?? row.key,
      kind: kindOf(row),
      before,
      after,
      minimum: numbers(before?.minimum ?? null, after?.minimum ?? null),
      maximum: numbers(before?.maximum ?? null, after?.maximum ?? null),
      text,
    },
  ]
}

function timingOf(duty: Duty | null): unknown {
  if (duty === null) return null
  const { recurrence, dueYear, dueMonth, dueDay, dueBefore, onRequest = false } = duty
  return [recurrence, dueYear, dueMonth, dueDay, dueBefore, onRequest]
}

function dutyChange(row: Matched<Duty>): DutyChange[] {
  const { before, after } = row
  const text = textChange(before, after)
  const moved = JSON.stringify(timingOf(before)) !== JSON.stringify(timingOf(after))
  const old = new Set(before?.agencies)
  const now = new Set(after?.agencies)
  const agencies = {
    added: [...now].filter((key) => !old.has(key)),
    removed: [...old].filter((key) => !now.has(key)),
    kept: [...old].filter((key) => now.has(key)).sort(),
  }
  if (text === null && !moved && agencies.added.length + agencies.removed.length === 0) return []
  return [
    {
      code: (after ?? before)?.code ?? row.key,
      kind: kindOf(row),
      text,
      timing: moved ? { before, after } : null,
      agencies,
    },
  ]
}

type Line = PlanDocument['budget']['lines'][number]

function lineChange(row: Matched<Line>, one: PlanDocument, other: PlanDocument): LineChange[] {
  const { before, after } = row
  const shown = after ?? before
  if (shown === null) return []
  const text = textChange(before, after)
  const quantity = textChange(before?.quantity ?? null, after?.quantity ?? null)
  const note = textChange(before?.note ?? null, after?.note ?? null)
  const parent = { before: before?.parent ?? null, after: after?.parent ?? null }
  const total = money(before?.total, after?.total)
  const years = yearChanges(before?.years ?? {}, after?.years ?? {})
  const others = sourceChanges(before?.others, after?.others).filter(
    ({ total, years }) => total.difference !== 0n || years.some((year) => year.difference !== 0n),
  )
  const moneyMoved =
    total.difference !== 0n || years.some((year) => year.difference !== 0n) || others.length > 0
  const textMoved = text !== null || quantity !== null || note !== null
  if (kindOf(row) === 'changed' && !moneyMoved && !textMoved && parent.before === parent.after) return []
  const group = [...one.budget.lines, ...other.budget.lines].some((line) => line.parent === shown.code)
  const title = { vi: shown.vi, en: shown.en }
  return [
    { code: shown.code, kind: kindOf(row), parent, group, title, text, quantity, note, total, years, others },
  ]
}
