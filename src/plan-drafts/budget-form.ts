import { words } from '../platform/language.ts'
import type { FormValues } from '../platform/page.ts'
import type { DraftDocument } from './draft.ts'
import { type FormField, type PartForm, textOf, typedValue } from './form-fields.ts'

/*
 * The form of the budget: a column for each year, and beside those of the plan's own source the columns of the others. In the form
 * other sources go by their place (`budget.lines.3.others.0.total`, its source in `budget.others.0.source`), so that one can be
 * renamed or taken out without a word of the rest; in the document they go by their keys.
 */

/** The columns of the table as the form has them. */
export interface BudgetColumns {
  readonly years: readonly number[]
  /** For each other source, by its place: whether it is spread over the years. */
  readonly others: readonly { readonly spread: boolean }[]
  /** Whether the years of all sources together are given too. */
  readonly wholeYears: boolean
}

export const noColumns: BudgetColumns = { years: [], others: [], wholeYears: false }

type Budget = DraftDocument['budget']

export function columnsOf({ years, others = [], whole, lines }: Budget): BudgetColumns {
  const said = [whole, ...lines.map((line) => line.whole)]
  return {
    years,
    others: others.map((other) => ({ spread: Object.keys(other.years).length > 0 })),
    wholeYears: said.some((row) => row !== undefined && Object.keys(row.years).length > 0),
  }
}

/** The columns of a form that was sent. */
export function columnsTyped(values: FormValues): BudgetColumns {
  const typed = typedValue('years', () => values['budget.years'], 1)
  const years =
    typed.ok && Array.isArray(typed.value) ? typed.value.filter((year) => typeof year === 'number') : []
  const count = Math.min(Number(textOf(values._others)) || 0, mostSources)
  return {
    years,
    others: Array.from({ length: count }, (_, place) => ({
      spread: textOf(values[`_spread.${place}`]) === 'true',
    })),
    wholeYears: textOf(values._wholeYears) === 'true',
  }
}

/** More sources than any table has. */
const mostSources = 20

/** What the form keeps of its columns besides what it shows of the document. */
export function columnValues({ others, wholeYears }: BudgetColumns): FormValues {
  return {
    _others: String(others.length),
    _wholeYears: wholeYears ? 'true' : undefined,
    ...Object.fromEntries(
      others.map(({ spread }, place) => [`_spread.${place}`, spread ? 'true' : undefined]),
    ),
  }
}

/** The budget as the form shows it: in each line the other sources by their place. */
export function byPlace(budget: Budget): object {
  const { others = [] } = budget
  return {
    ...budget,
    lines: budget.lines.map((line) => ({
      ...line,
      others: others.map(({ source }) => line.others?.[source]),
    })),
  }
}

/** A row of amounts as the form gives it. */
interface TypedRow {
  total?: number | null
  years?: Record<string, number | null>
}

interface TypedBudget {
  others?: Record<string, TypedRow & { source?: string | null }>
  whole?: TypedRow
  lines?: (Record<string, unknown> & { others?: Record<string, TypedRow>; whole?: TypedRow })[]
}

const rowOf = ({ total = null, years = {} }: TypedRow = {}) => ({ total, years })

/**
 * What a form that was sent makes of the sources: one that is named no longer is gone, with its column; one that was chosen to be
 * added has a column.
 */
export function byKey(budget: TypedBudget, values: FormValues): object {
  const count = columnsTyped(values).others.length
  const named = Array.from({ length: count }, (_, place) => ({
    place: String(place),
    source: budget.others?.[place]?.source ?? '',
  })).filter(({ source }) => source !== '')
  const added = textOf(values._add)
  const sources = [...named, ...(added === '' ? [] : [{ place: '', source: added }])]
  const { others: _others, whole: _whole, lines = [], ...rest } = budget
  if (sources.length === 0)
    return { ...rest, lines: lines.map(({ others: _own, whole: _sum, ...line }) => line) }
  return {
    ...rest,
    others: sources.map(({ place, source }) => ({ source, ...rowOf(budget.others?.[place]) })),
    ...wholeOf(budget.whole),
    lines: lines.map(({ others, whole, ...line }) => ({
      ...line,
      others: Object.fromEntries(sources.map(({ place, source }) => [source, rowOf(others?.[place])])),
      ...wholeOf(whole),
    })),
  }
}

/** What all sources make together is said or left unsaid. */
function wholeOf(row: TypedRow | undefined): object {
  const { total, years } = rowOf(row)
  const known = Object.entries(years).filter(([, amount]) => amount !== null)
  return total === null && known.length === 0 ? {} : { whole: { total, years: Object.fromEntries(known) } }
}

/** Whether a source is to be added or has been taken out since the form was shown. */
export function sourcesMoved(values: FormValues): boolean {
  return (
    textOf(values._add) !== '' ||
    columnsTyped(values).others.some((_, place) => textOf(values[`budget.others.${place}.source`]) === '')
  )
}

/** The form without its columns of other sources. */
export function withoutSources(values: FormValues): FormValues {
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => !/^(?:budget\.(?:others|whole)\.|_spread\.)/.test(name)),
  )
}

/** The path of a form's field for a path of the document, in which sources of a line go by their keys. */
export function formPath({ budget }: DraftDocument, path: string): string {
  return path.replace(/^(budget\.lines\.\d+\.others)\.([^.]+)/, (whole, list: string, key: string) => {
    const place = (budget.others ?? []).findIndex(({ source }) => source === key)
    return place === -1 ? whole : `${list}.${place}`
  })
}

const money = (name: string, vi: string, en: string): FormField => ({
  name,
  kind: 'money',
  label: words(vi, en),
})

/** The amounts of a row: its total, and its years under a source that is spread over them. */
function amounts(base: string, years: readonly number[]): FormField[] {
  return [
    { ...money(`${base}total`, 'Tổng', 'Total'), optional: true },
    ...years.map((year) => ({
      ...money(`${base}years.${year}`, `Năm ${year}`, String(year)),
      optional: true,
    })),
  ]
}

/** The fields of the budget. */
export function budgetForm({ years, others, wholeYears }: BudgetColumns): PartForm {
  const besides = (base: string) => [
    ...others.flatMap(({ spread }, place) => amounts(`${base}others.${place}.`, spread ? years : [])),
    ...(others.length === 0 ? [] : amounts(`${base}whole.`, wholeYears ? years : [])),
  ]
  return {
    fields: [
      {
        name: 'budget.title',
        kind: 'longWords',
        label: words('Tên bảng dự toán', 'Title of the table'),
      },
      {
        name: 'budget.unit',
        kind: 'choice',
        choices: 'units',
        label: words('Đơn vị tính trong văn bản', 'Unit in the document'),
      },
      {
        name: 'budget.years',
        kind: 'years',
        label: words('Các năm của bảng', 'Years of the table'),
        hint: words(
          'Ví dụ 2026 - 2030; bấm "Cập nhật bảng" để có đủ cột.',
          'Such as 2026 - 2030; press "Update the table" to get the columns.',
        ),
      },
      {
        name: 'budget.source',
        kind: 'choice',
        choices: 'sources',
        label: words('Nguồn của dự toán', 'Source of the estimate'),
      },
      {
        name: 'budget.supportLine',
        kind: 'emptyChoice',
        choices: 'lines',
        optional: true,
        label: words('Mục chi hỗ trợ doanh nghiệp', 'Line that pays for the support of enterprises'),
        hint: words(
          'Kinh phí của mục này chỉ cam kết qua quyết định trên hồ sơ đề nghị; để trống thì kế hoạch không nhận hồ sơ.',
          'Its money is committed only by decisions on applications; left empty, the plan takes no applications.',
        ),
      },
      money('budget.total', 'Tổng cộng', 'Grand total'),
      ...years.map((year) => money(`budget.yearTotals.${year}`, `Tổng cộng năm ${year}`, `Total of ${year}`)),
      ...others.map(
        (_, place): FormField => ({
          name: `budget.others.${place}.source`,
          kind: 'emptyChoice',
          choices: 'sources',
          optional: true,
          label: words(`Nguồn khác (${place + 1})`, `Other source (${place + 1})`),
        }),
      ),
      ...besides('budget.'),
    ],
    groups: [],
    lists: [
      {
        path: 'budget.lines',
        label: words('Các mục', 'Lines'),
        add: words('Thêm mục', 'Add a line'),
        fields: [
          { name: 'code', kind: 'line', label: words('Số thứ tự', 'Position') },
          { name: 'parent', kind: 'emptyChoice', optional: true, label: words('Mục mẹ', 'Parent line') },
          { name: '', kind: 'words', label: words('Nội dung', 'Content') },
          {
            name: 'quantity',
            kind: 'optionalWords',
            optional: true,
            label: words('Chỉ tiêu, số lượng', 'Target or quantity'),
          },
          { name: 'note', kind: 'optionalWords', optional: true, label: words('Ghi chú', 'Note') },
          money('total', 'Tổng', 'Total'),
          ...years.map((year) => money(`years.${year}`, `Năm ${year}`, String(year))),
          ...besides(''),
        ],
      },
    ],
  }
}
