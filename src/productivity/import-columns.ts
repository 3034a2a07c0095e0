import { keysOf } from '../documents/read/headed-table.ts'
import { type HeadedKind, type ImportColumns, mapped } from '../imports/index.ts'
import { type Words, words } from '../platform/language.ts'
import { million } from '../platform/money.ts'
import { accountFigures, type Figure, figureGroups, figureKeys, figureOrder } from './figures.ts'

/* The columns of a sheet of yearly accounts: how they are headed, what they mean, in which unit they are. */

/** The columns of an import and of its template. `valueAdded` is compared with what the figures give; it is not kept. */
export const importColumns = {
  taxCode: words('Mã số thuế', 'Tax code'),
  name: words('Tên doanh nghiệp', 'Name of the enterprise'),
  year: words('Năm', 'Year'),
  ...mapped(figureOrder, (key) => accountFigures.labels[key]),
  valueAdded: words('Giá trị tăng thêm', 'Value added'),
} as const satisfies Record<'taxCode' | 'name' | 'year' | 'valueAdded' | Figure, Words>
export type ImportColumn = keyof typeof importColumns
export const importColumnKeys = keysOf(importColumns)

/** Whether the column holds money. */
export const isMoney = (column: ImportColumn): boolean =>
  column === 'valueAdded' || (isFigure(column) && accountFigures.table[column].input === 'money')

const isFigure = (column: ImportColumn): column is Figure => figureKeys.some((key) => key === column)

/** What sheets of enterprises call the columns that are no figures; folded. */
const otherHeadings: Readonly<Partial<Record<ImportColumn, readonly string[]>>> = {
  taxCode: ['mst', 'ma so doanh nghiep', 'ma so thue doanh nghiep', 'tax id'],
  name: ['ten cong ty', 'name', 'doanh nghiep', 'enterprise', 'company'],
  year: ['nam so lieu', 'nam tai chinh', 'nien do', 'fiscal year'],
  valueAdded: ['va'],
}

/** How a sheet of accounts is read. @param many whether each row names its enterprise; @param year that of rows without one */
export function accountsTable(many: boolean, year: number | null): HeadedKind<ImportColumn> {
  const kindOf = (column: ImportColumn) => {
    if (isMoney(column)) return 'money' as const
    if (isFigure(column)) return 'count' as const
    return column === 'name' ? ('text' as const) : ('value' as const)
  }
  const columnOf = (column: ImportColumn) => ({
    words: importColumns[column],
    kind: kindOf(column),
    others: isFigure(column) ? accountFigures.table[column].headings : otherHeadings[column],
  })
  const columns: ImportColumns<ImportColumn> = mapped(importColumnKeys, columnOf)
  return {
    columns,
    holds(found) {
      const figures = figureKeys.filter((key) => found.has(key)).length
      const keys = Number(found.has('year')) + Number(found.has('taxCode'))
      // Two columns at least: the name of one alone may be a cell of a text.
      return (
        (found.has('year') || year !== null) &&
        (found.has('taxCode') || !many) &&
        figures > 0 &&
        figures + keys > 1
      )
    },
    keys: many ? ['taxCode'] : ['year'],
    missing: many
      ? words(
          'Không thấy dòng tiêu đề có cột “Mã số thuế”, “Năm” và số liệu. Xin dùng tệp mẫu.',
          'No row of headings with “Mã số thuế” (tax code), “Năm” (year) and figures was found. Please use the template.',
        )
      : words(
          'Không thấy dòng tiêu đề có cột “Năm” và số liệu. Xin dùng tệp mẫu.',
          'No row of headings with “Năm” (year) and figures was found. Please use the template.',
        ),
    mostRows: importLimit,
  }
}

/** Rows that one import may have. */
export const importLimit = 50_000

/** The units that money may be given in. */
export const moneyUnits = ['dong', 'thousand', 'million'] as const
export type MoneyUnit = (typeof moneyUnits)[number]
export const unitValues: Readonly<Record<MoneyUnit, bigint>> = { dong: 1n, thousand: 1_000n, million }
export const unitNames: Readonly<Record<MoneyUnit, Words>> = {
  dong: words('đồng', 'đồng'),
  thousand: words('nghìn đồng', 'thousand đồng'),
  million: words('triệu đồng', 'million đồng'),
}

const otherUnits: Readonly<Partial<Record<ImportColumn, Words>>> = {
  labour: words('người', 'persons'),
  hours: words('giờ', 'hours'),
  priceIndex: words('năm gốc = 100', 'base year = 100'),
}

/** The unit of a column in words; null for one without. */
export function unitOf(column: ImportColumn, money: MoneyUnit): Words | null {
  return isMoney(column) ? unitNames[money] : (otherUnits[column] ?? null)
}

/** A heading of the template: `Doanh thu thuần (triệu đồng)`. */
export function templateHeading(column: ImportColumn, money: MoneyUnit): Words {
  const [name, unit] = [importColumns[column], unitOf(column, money)]
  return unit === null ? name : words(`${name.vi} (${unit.vi})`, `${name.en} (${unit.en})`)
}

const required: Words = words('Bắt buộc', 'Required')
const optional: Words = words('Nếu có', 'If known')

const figureNotes = mapped(figureKeys, (key): readonly [need: Words, meaning: Words] => {
  const group = figureGroups.find(({ keys }) => keys.includes(key))
  const { hint, label } = accountFigures.table[key]
  return [group === undefined ? required : (group.need ?? group.title), hint ?? label]
})

/** What each column needs and means, for the explanation sheet of the template. */
export const columnNotes: Readonly<Record<ImportColumn, readonly [need: Words, meaning: Words]>> = {
  taxCode: [
    required,
    words(
      '10 hoặc 13 số, của doanh nghiệp đã có trong danh sách.',
      '10 or 13 digits, of an enterprise in the register.',
    ),
  ],
  name: [optional, words('Chỉ để dễ nhìn; không dùng để ghi.', 'For the reader alone; it is not written.')],
  year: [required, words('Năm của báo cáo tài chính.', 'Year of the financial statements.')],
  ...figureNotes,
  valueAdded: [
    optional,
    words(
      'Không ghi vào hệ thống; dùng để đối chiếu với số tính được.',
      'Not kept; compared with what the figures give.',
    ),
  ],
}
