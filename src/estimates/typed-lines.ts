import { z } from 'zod'
import {
  optionalDong,
  optionalId,
  optionalLongText,
  optionalText,
  optionalWhole,
} from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { type Basis, finders } from './basis.ts'
import { type EstimateLineValues, estimateLineFields } from './fields.ts'
import { lineProblems } from './rules.ts'

/* Lines as they are typed into the grid or come in as a table: records by their codes and names, told without a database. */

/** A row as it is typed. One without anything in it is none. */
export const typedLine = z.object({
  /** The number of a line that is there; left out: a new one. */
  id: optionalId(),
  title: optionalText(500),
  line: optionalText(300).describe('code or title of the budget line'),
  source: optionalText(300).describe('key or name; left out: the source of the plan’s estimate'),
  quantity: optionalWhole(1, 1_000_000),
  unit: optionalText(60),
  unitCost: optionalDong(0n),
  counterpart: optionalDong(1n),
  norm: optionalText(800).describe('name of the norm, with its instrument where others are called the same'),
  overNormReason: optionalLongText(1000),
  note: optionalText(1000),
})
export type TypedLine = z.output<typeof typedLine>
export type TypedField = Exclude<keyof TypedLine, 'id'>

const fields = Object.keys(typedLine.shape).filter((key) => key !== 'id') as TypedField[]
/** What says nothing of a row by itself: the grid proposes it. */
const proposed: ReadonlySet<TypedField> = new Set(['source', 'quantity'])

/** Whether nothing was typed into a row. */
export const isBlank = (row: TypedLine): boolean =>
  fields.every((key) => proposed.has(key) || row[key] === undefined)

/** What a row comes to. */
export interface ReadLine {
  readonly values: EstimateLineValues | null
  readonly problems: readonly { readonly field: TypedField; readonly words: Words }[]
}

const needed = words('Xin điền ô này.', 'Please fill this in.')
const cellOf: Readonly<Record<string, TypedField>> = { lineId: 'line', sourceId: 'source', normId: 'norm' }

/** Reads rows: what each names, and what is wrong with it. */
export function readLines(rows: readonly TypedLine[], basis: Basis): ReadLine[] {
  const find = finders(basis)
  return rows.map((row) => {
    const problems: { field: TypedField; words: Words }[] = []
    for (const field of ['title', 'quantity', 'unit', 'unitCost'] as const)
      if (row[field] === undefined) problems.push({ field, words: needed })
    const found = (field: 'line' | 'source' | 'norm') => {
      const typed = row[field]
      if (typed === undefined) return null
      const id = find[field](typed)
      if (id === null)
        problems.push({
          field,
          words: words('Danh mục không có tên này.', 'The catalogue has no such name.'),
        })
      return id
    }
    const lineId = found('line')
    const sourceId = row.source === undefined ? basis.sourceId : found('source')
    const normId = found('norm')
    if (sourceId === null && row.source === undefined) problems.push({ field: 'source', words: needed })
    const { title, quantity, unit, unitCost, counterpart, overNormReason, note } = row
    if (
      problems.length > 0 ||
      title === undefined ||
      quantity === undefined ||
      unit === undefined ||
      unitCost === undefined ||
      sourceId === null
    )
      return { values: null, problems }
    const line = {
      ...{ title, quantity, unit, unitCost, counterpart, overNormReason, note, sourceId },
      ...{ lineId: lineId ?? undefined, normId: normId ?? undefined },
    }
    for (const { field, words: said } of lineProblems(line, basis))
      problems.push({ field: cellOf[field] ?? (field as TypedField), words: said })
    return { values: problems.length > 0 ? null : estimateLineFields.values(line), problems }
  })
}
