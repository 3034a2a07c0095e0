import { z } from 'zod'
import { type CellProblem, keysOf } from '../documents/read/headed-table.ts'
import { columnsOf, type HeadedKind, keysByWords, namesOf } from '../imports/index.ts'
import { words } from '../platform/language.ts'
import {
  licenceFields,
  licenceKinds,
  type ProviderRole,
  providerFields,
  providerForms,
  providerRoles,
} from './fields.ts'

/* The register as a table: one row for each organisation or expert, with one licence; what each row would do, told without a database. */

const { form, name, specialities, taxCode, address, contactName, phone, email } = providerFields.table
const { kind, number, issuer, scope, issuedOn, expiresOn } = licenceFields.table

export const providerTable = {
  columns: {
    ...columnsOf({ name, form }),
    roles: { words: words('Loại việc', 'Kinds of work'), others: ['vai tro'], kind: 'text' },
    ...columnsOf({ taxCode, specialities, address, contactName, phone, email }),
    ...columnsOf({ kind, number, issuer, scope, issuedOn, expiresOn }),
  },
  holds: (found) => found.has('name') && found.has('roles'),
  keys: ['name'],
  missing: words(
    'Không thấy dòng tiêu đề có các cột “Tên tổ chức, chuyên gia hỗ trợ”, “Loại việc”. Xin dùng tệp mẫu.',
    'No row of headings with “Tên tổ chức, chuyên gia hỗ trợ”, “Loại việc” was found. Please use the template.',
  ),
  mostRows: 5_000,
} as const satisfies HeadedKind<string>
export type ProviderColumn = keyof typeof providerTable.columns
export const providerColumnKeys = keysOf(providerTable.columns)
export const providerColumns = namesOf<ProviderColumn>(providerTable.columns)

const keyed = (found: (said: string) => string | undefined) => (cell: unknown) =>
  typeof cell === 'string' ? (found(cell) ?? cell) : cell
const roleOf = keysByWords(providerRoles, [
  ['tu van', 'consultant'],
  ['chung nhan', 'certifier'],
  ['thu nghiem', 'laboratory'],
  ['giam dinh', 'inspection'],
  ['dao tao', 'trainer'],
])
const { input } = providerFields
const { imported } = licenceFields

/** A row as its cells say it; kinds of work stand in one cell, separated by semicolons. */
export const ProviderRead = z.object({
  name: input.name,
  form: z.preprocess(keyed(keysByWords(providerForms)), input.form),
  roles: z.preprocess(
    (cell) =>
      typeof cell === 'string'
        ? cell
            .split(';')
            .map((said) => said.trim())
            .filter((said) => said !== '')
            .map((said) => roleOf(said) ?? said)
        : cell,
    z.array(z.enum(providerRoles.keys)).min(1),
  ),
  ...{ taxCode: input.taxCode, specialities: input.specialities, address: input.address },
  ...{ contactName: input.contactName, phone: input.phone, email: input.email },
  kind: z.preprocess(keyed(keysByWords(licenceKinds)), imported.kind),
  ...{ number: imported.number, issuer: imported.issuer, scope: imported.scope },
  ...{ issuedOn: imported.issuedOn, expiresOn: imported.expiresOn },
})
export type ProviderRead = z.output<typeof ProviderRead>

/** What makes it the same as another: its tax code, or its name where it has none. */
export const providerKey = (
  { taxCode: code, name: called }: { readonly taxCode?: string | null | undefined; readonly name: string },
  fold: (said: string) => string,
) => (code == null ? `name:${fold(called)}` : `code:${code}`)

/** The row as the columns of who it is. */
export const providerOf = ({ roles, ...row }: ProviderRead) => ({
  ...{ form: row.form, name: row.name, specialities: row.specialities ?? null, taxCode: row.taxCode ?? null },
  ...{ address: row.address ?? null, contactName: row.contactName ?? null },
  ...{ phone: row.phone ?? null, email: row.email ?? null },
  ...(Object.fromEntries(providerRoles.keys.map((key) => [key, roles.includes(key)])) as Record<
    ProviderRole,
    boolean
  >),
})

/** The licence of a row, null where it names none. */
export const licenceOf = ({
  kind: of,
  number: no,
  issuer: by,
  scope: what,
  issuedOn: on,
  expiresOn: until,
}: ProviderRead) =>
  of === undefined || no === undefined || by === undefined || what === undefined || on === undefined
    ? null
    : { kind: of, number: no, issuer: by, scope: what, issuedOn: on, expiresOn: until ?? null }

export interface JudgedProvider {
  readonly outcome: 'new' | 'same' | 'error'
  readonly problems: readonly CellProblem<ProviderColumn>[]
}

const ofLicence = ['kind', 'number', 'issuer', 'scope', 'issuedOn'] as const

/** What rows would do, in their order; null for one that could not be read. */
export function judgeProviders(
  rows: readonly (ProviderRead | null)[],
  there: {
    /** Those on the register, by `providerKey`. */
    readonly standing: ReadonlySet<string>
    readonly fold: (said: string) => string
    readonly today: string
  },
): JudgedProvider[] {
  const seen = new Set<string>()
  return rows.map((row): JudgedProvider => {
    if (row === null) return { outcome: 'error', problems: [] }
    const problems: CellProblem<ProviderColumn>[] = []
    const wrong = (column: ProviderColumn, vi: string, en: string) =>
      problems.push({ column, words: words(vi, en) })
    const key = providerKey(row, there.fold)
    if (seen.has(key)) wrong('name', 'Dòng này có hai lần trong bảng.', 'The table has this row twice.')
    seen.add(key)
    if (ofLicence.some((column) => row[column] !== undefined) || row.expiresOn !== undefined)
      for (const column of ofLicence)
        if (row[column] === undefined)
          wrong(column, 'Giấy phép phải có đủ các cột này.', 'A licence needs all of its columns.')
    if (row.issuedOn !== undefined && row.issuedOn > there.today)
      wrong('issuedOn', 'Ngày này chưa đến.', 'This day has not come yet.')
    if (row.issuedOn !== undefined && row.expiresOn !== undefined && row.expiresOn < row.issuedOn)
      wrong('expiresOn', 'Không thể hết hạn trước ngày cấp.', 'It cannot end before it was issued.')
    return { outcome: problems.length > 0 ? 'error' : there.standing.has(key) ? 'same' : 'new', problems }
  })
}
