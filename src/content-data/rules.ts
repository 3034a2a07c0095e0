import { day, decimal } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type StateOf, states } from '../platform/states.ts'
import { fold } from '../platform/text.ts'

/* What a value of a content is: by the type of its field, asked at which moment, and how what was typed is read. Pure. */

export const fieldTypes = states({
  number: words('Số', 'Number'),
  area: words('Diện tích', 'Area'),
  choice: words('Chọn một mức', 'One of several levels'),
  text: words('Chữ', 'Text'),
  date: words('Ngày', 'Day'),
})
export type FieldType = StateOf<typeof fieldTypes>

export const askedAt = states({
  before: words('Trước hỗ trợ', 'Before support'),
  end: words('Khi kết thúc', 'At its end'),
  both: words('Trước và khi kết thúc', 'Before it and at its end'),
})

export const moments = states({
  before: words('Trước hỗ trợ', 'Before support'),
  end: words('Khi kết thúc', 'At its end'),
})
export type Moment = StateOf<typeof moments>

/** The moments at which a field is asked. */
export const momentsOf = (at: StateOf<typeof askedAt>): readonly Moment[] =>
  at === 'both' ? moments.keys : [at]

export const valueStates = states({
  entered: { vi: 'Đã nhập, chờ xác nhận', en: 'Entered, to be confirmed', tone: 'warning' },
  returned: { vi: 'Trả lại để sửa số liệu', en: 'Returned to be put right', tone: 'error' },
  confirmed: { vi: 'Số liệu đã xác nhận', en: 'Confirmed figure', tone: 'success' },
  withdrawn: words('Số liệu đã rút', 'Withdrawn figure'),
})
export type ValueState = StateOf<typeof valueStates>

const way: Readonly<Record<ValueState, readonly ValueState[]>> = {
  entered: ['returned', 'confirmed', 'withdrawn'],
  returned: ['entered', 'withdrawn'],
  confirmed: ['withdrawn'],
  withdrawn: [],
}

/** Whether a value may go from one state to another. */
export const mayBecome = (from: ValueState, to: ValueState): boolean => way[from].includes(to)

/** What of a field says how its values are read. */
export interface ValueField {
  readonly type: FieldType
  readonly options: string | null
  readonly optionsEn: string | null
  readonly unit: string | null
  readonly unitEn: string | null
}

/** The levels of a choice, from the lowest up. */
export const optionsOf = (options: string | null | undefined): string[] =>
  (options ?? '')
    .split(';')
    .map((option) => option.trim())
    .filter((option) => option !== '')

/** A value as it is kept. */
export interface ReadValue {
  readonly value: string
  /** A number, an area, or the place of a choice among its levels from 1. */
  readonly amount: number | null
}

const areaMost = 1e7

/** Reads what was typed as a value of a field. @returns what is kept, or why it is none */
export function readValue(
  { type, options }: Pick<ValueField, 'type' | 'options'>,
  typed: string,
): ReadValue | Words {
  const said = typed.trim()
  if (type === 'number' || type === 'area') {
    const read = decimal(0, type === 'area' ? areaMost : 1e12).safeParse(said)
    return read.success
      ? { value: formatNumber(read.data, 'vi', 6), amount: read.data }
      : words('Xin nhập một số không âm, ví dụ 12,5.', 'Please give a number of zero or more, such as 12.5.')
  }
  if (type === 'choice') {
    const all = optionsOf(options)
    const at = all.findIndex((option) => fold(option) === fold(said))
    return at >= 0
      ? { value: all[at] ?? said, amount: at + 1 }
      : words(`Xin chọn một trong: ${all.join('; ')}.`, `Please choose one of: ${all.join('; ')}.`)
  }
  if (type === 'date') {
    const read = day().safeParse(said)
    return read.success
      ? { value: read.data.split('-').reverse().join('/'), amount: null }
      : words('Xin nhập ngày dạng 31/12/2026.', 'Please give a day as 31/12/2026.')
  }
  return { value: said, amount: null }
}

export const isRead = (read: ReadValue | Words): read is ReadValue => 'value' in read

/** A value as it is shown, with its unit or the name of its level. */
export function shownValue(field: ValueField, { value, amount }: ReadValue, language: 'vi' | 'en'): string {
  if (field.type === 'number' || field.type === 'area')
    return `${formatNumber(amount ?? 0, language, 6)} ${(language === 'vi' ? field.unit : field.unitEn) ?? ''}`.trim()
  if (field.type === 'choice' && amount !== null && language === 'en')
    return optionsOf(field.optionsEn)[amount - 1] ?? value
  return value
}
