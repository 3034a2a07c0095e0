import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, namesOf } from '../imports/index.ts'
import { email } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { registrationFields } from '../registrations/index.ts'
import { recordFields } from '../ui/index.ts'
import { introductionFields } from './fields.ts'

/* A sheet of enterprises that are brought: what each row would do, told without a database. */

const sheetFields = recordFields({
  ...introductionFields.table,
  email: {
    field: z.preprocess((value) => (value === '' || value === null ? undefined : value), email().optional()),
    label: registrationFields.labels.email,
    input: 'email',
    personal: 'contact',
    headings: ['email', 'e mail', 'thu dien tu', 'hop thu'],
  },
})

export const sheetTable = {
  columns: columnsOf(sheetFields.read),
  holds: (found) => found.has('taxCode') && found.has('name'),
  keys: ['taxCode'],
  missing: words(
    'Không thấy dòng tiêu đề có cột “Mã số thuế” và tên doanh nghiệp. Xin dùng tệp mẫu.',
    'No row of headings with the tax code and the name was found. Please use the template.',
  ),
  mostRows: 500,
} as const satisfies HeadedKind<string>
export type SheetColumn = keyof typeof sheetTable.columns
export const sheetColumnKeys = keysOf(sheetTable.columns)
export const sheetColumns = namesOf<SheetColumn>(sheetTable.columns)

export const SheetRow = z.object({
  taxCode: introductionFields.input.taxCode,
  name: introductionFields.input.name,
  email: sheetFields.input.email,
})
export type SheetRow = z.output<typeof SheetRow>

/** What is known of the tax codes of a sheet. */
export interface KnownCodes {
  /** In the register: who is asked. */
  readonly register: ReadonlySet<string>
  /** Introduced by this agency already. */
  readonly introduced: ReadonlySet<string>
}

export interface JudgedRow {
  /** `new`: invited to sign up; `changed`: in the register, and asked; `same`: introduced already. */
  readonly outcome: 'new' | 'changed' | 'same' | 'error'
  readonly problems: readonly CellProblem<SheetColumn>[]
}

const wrong = (column: SheetColumn, vi: string, en: string): JudgedRow => ({
  outcome: 'error',
  problems: [{ column, words: words(vi, en) }],
})

/** What rows would do, in their order; null for one that could not be read. */
export function judgeRows(rows: readonly (SheetRow | null)[], known: KnownCodes): JudgedRow[] {
  const seen = new Set<string>()
  return rows.map((row) => {
    if (row === null) return { outcome: 'error', problems: [] }
    const code = row.taxCode
    if (seen.has(code))
      return wrong('taxCode', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    seen.add(code)
    if (known.introduced.has(code)) return { outcome: 'same', problems: [] }
    if (known.register.has(code)) return { outcome: 'changed', problems: [] }
    return row.email === undefined
      ? wrong(
          'email',
          'Chưa có trong danh bạ: xin ghi thư điện tử để gửi lời mời.',
          'It is not in the register: please give an address for the invitation.',
        )
      : { outcome: 'new', problems: [] }
  })
}
