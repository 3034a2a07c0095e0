import type { FormValues } from '../platform/page.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { byKey, byPlace, columnsOf, columnsTyped, columnValues } from './budget-form.ts'
import type { DraftDocument } from './draft.ts'
import {
  type FormField,
  type FormList,
  shownValue,
  suffixesOf,
  type Typed,
  textOf,
  typedValue,
} from './form-fields.ts'
import { partForm } from './section-specs.ts'
import { type PartKey, partShape, type RowOrigins, valueAt } from './sections.ts'

/*
 * A part of a draft as a form and back. The name of a field is its path in the document: `targets.3.minimum`,
 * `title.vi`. Rows of a list carry `_was`, the place that they have in the draft, and `_remove`.
 */

export type Unit = 1 | 1_000_000
const shownUnit = '_unit'

/** What money is typed in: triệu đồng when the document counts in triệu or more, else đồng. */
function typingUnit(document: DraftDocument): Unit {
  return (document.budget.unit ?? 1) >= 1_000_000 ? 1_000_000 : 1
}

function unitTyped(values: FormValues): Unit {
  return textOf(values[shownUnit]) === '1' ? 1 : 1_000_000
}

const join = (...parts: (string | number)[]) => parts.filter((part) => part !== '').join('.')

/** What a form shows of a part as it stands in the draft. */
export function valuesOfPart(part: PartKey, document: DraftDocument): FormValues {
  const unit = typingUnit(document)
  const columns = columnsOf(document.budget)
  const form = partForm(part, columns)
  const values: Record<string, Typed> = {
    ...{ part, [shownUnit]: String(unit) },
    ...(part === 'budget' ? columnValues(columns) : {}),
  }
  const shown = part === 'budget' ? { ...document, budget: byPlace(document.budget) } : document
  const show = (base: string, fields: readonly FormField[]) => {
    for (const { name, kind } of fields) {
      const path = join(base, name)
      const value = path === 'budget.unit' ? String(document.budget.unit ?? '') : valueAt(shown, path)
      for (const [suffix, typed] of Object.entries(shownValue(kind, value, unit)))
        values[path + suffix] = typed
    }
  }
  show('', form.fields)
  for (const group of form.groups) show(group.path, group.fields)
  for (const list of form.lists) {
    const rows = valueAt(document, list.path)
    if (!Array.isArray(rows)) continue
    for (const place of rows.keys()) {
      show(join(list.path, place), list.fields)
      values[join(list.path, place, '_was')] = String(place)
    }
  }
  return values
}

/** A row as it was sent: what was typed by the field's name within the row. */
export type TypedRow = Readonly<Record<string, Typed>>

/** The rows of a list in a form that was sent, in their order. */
export function rowsOf(values: FormValues, path: string): TypedRow[] {
  const rows = new Map<number, Record<string, Typed>>()
  for (const [name, typed] of Object.entries(values)) {
    if (!name.startsWith(`${path}.`)) continue
    const [, place = '', field = ''] = /^(\d{1,5})\.(.+)$/.exec(name.slice(path.length + 1)) ?? []
    if (field === '') continue
    const row = rows.get(Number(place)) ?? {}
    row[field] = typed
    rows.set(Number(place), row)
  }
  return [...rows.entries()].sort(([one], [other]) => one - other).map(([, row]) => row)
}

/** The same form with other rows in a list. */
export function withRows(values: FormValues, path: string, rows: readonly TypedRow[]): FormValues {
  const isRow = (name: string) => name.startsWith(`${path}.`) && /^\d/.test(name.slice(path.length + 1))
  const others = Object.entries(values).filter(([name]) => !isRow(name))
  const own = rows.flatMap((row, place) =>
    Object.entries(row).map(([field, typed]): [string, Typed] => [join(path, place, field), typed]),
  )
  return Object.fromEntries([...others, ...own])
}

/** A new row of a list, before anything is typed. */
export function blankRow(list: FormList): TypedRow {
  return {
    _was: '',
    ...Object.fromEntries(
      list.fields.flatMap(({ name, kind, fallback }) =>
        suffixesOf(kind).map((suffix): [string, Typed] => [join(name, suffix.slice(1)), fallback ?? '']),
      ),
    ),
  }
}

function isBlank(list: FormList, row: TypedRow): boolean {
  return list.fields.every(({ name, kind, fallback }) => {
    if (fallback !== undefined || kind === 'flag') return true
    return suffixesOf(kind).every((suffix) => {
      const typed = row[join(name, suffix.slice(1))]
      return (Array.isArray(typed) ? typed : [typed ?? '']).every((each) => each.trim() === '')
    })
  })
}

/**
 * What a form that was sent makes of a part. Rows that are ticked off or empty are left out.
 * @returns the part's content for `drafts.edit`, the origin of every row, and what cannot be read, by the field's name
 */
export function partOfValues(
  part: PartKey,
  values: FormValues,
): { content: Record<string, unknown>; rows: RowOrigins; problems: FieldProblem[] } {
  const unit = unitTyped(values)
  const form = partForm(part, columnsTyped(values))
  const problems: FieldProblem[] = []
  const content: Record<string, unknown> = {}
  const origins: Record<string, (number | null)[]> = {}
  const read = (base: string, fields: readonly FormField[], into: Record<string, unknown>) => {
    for (const { name, kind } of fields) {
      const path = join(base, name)
      const decoded = typedValue(kind, (suffix) => values[path + suffix], unit)
      if (!decoded.ok)
        problems.push({ field: `${path}${kind === 'items' ? '.en' : ''}`, words: decoded.words })
      else setAt(into, name, decoded.value)
    }
  }
  read('', form.fields, content)
  for (const group of form.groups) {
    const row: Record<string, unknown> = {}
    read(group.path, group.fields, row)
    const filled = Object.values(row).some((value) => value !== '' && value !== null)
    setAt(content, group.path, filled ? withoutEmpty(row, ['article']) : null)
  }
  for (const list of form.lists) {
    const kept: unknown[] = []
    const before: (number | null)[] = []
    for (const [place, typed] of rowsOf(values, list.path).entries()) {
      if (textOf(typed._remove) === 'true' || isBlank(list, typed)) continue
      const row: Record<string, unknown> = {}
      for (const { name, kind } of list.fields) {
        const decoded = typedValue(kind, (suffix) => typed[join(name, suffix.slice(1))], unit)
        if (!decoded.ok) {
          problems.push({
            field: `${join(list.path, place, name)}${kind === 'items' ? '.en' : ''}`,
            words: decoded.words,
          })
        } else setAt(row, name, decoded.value)
      }
      kept.push(tidied(list.path, row))
      const was = textOf(typed._was)
      before.push(/^\d{1,5}$/.test(was) ? Number(was) : null)
    }
    setAt(content, list.path, kept)
    origins[list.path] = before
  }
  if (part === 'budget') {
    setAt(content, 'budget.unit', Number(textOf(values['budget.unit'])) || null)
    if (columnsTyped(values).years.length === 0) setAt(content, 'budget.yearTotals', {})
    for (const name of ['source', 'supportLine']) {
      if (textOf(values[`budget.${name}`]) === '') setAt(content, `budget.${name}`, undefined)
    }
    content.budget = byKey(Object(content.budget), values)
  }
  for (const name of ['beneficiariesArticle', 'fundingArticle'])
    if (content[name] === '') delete content[name]
  const extra = Object.keys(content).filter((key) => !(key in partShape(part).shape))
  for (const key of extra) delete content[key]
  return { content, rows: origins, problems }
}

/** A row without those of these values that were left empty: a plan that says nothing of them has none. */
function withoutEmpty(row: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).filter(([name, value]) => !names.includes(name) || (value !== null && value !== '')),
  )
}

/** "18" and "khoảng 15" are one number, typed once; a duty or criterion without its mark says nothing of it. */
function tidied(path: string, given: Record<string, unknown>): Record<string, unknown> {
  const row =
    path === 'targets'
      ? withoutEmpty(given, [
          'lines',
          'tableNumber',
          'decision',
          'baseValue',
          'baseYear',
          'baseSource',
          'milestones',
        ])
      : given
  if (path === 'targets' && (row.bound === 'exactly' || row.bound === 'about')) {
    return { ...row, maximum: row.maximum ?? row.minimum }
  }
  if (path === 'budget.lines' && row.years === undefined) return { ...row, years: {} }
  const { onRequest, bySize, ...rest } = row
  return { ...rest, ...(onRequest === true ? { onRequest } : {}), ...(bySize === true ? { bySize } : {}) }
}

/** Puts a value at a path, making the objects on the way; '' spreads it into the target itself. */
export function setAt(target: Record<string, unknown>, path: string, value: unknown): void {
  if (path === '') {
    Object.assign(target, value)
    return
  }
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  let at = target
  for (const key of keys) {
    const next = at[key]
    if (isRecord(next)) at = next
    else {
      const made: Record<string, unknown> = {}
      at[key] = made
      at = made
    }
  }
  at[last] = value
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
