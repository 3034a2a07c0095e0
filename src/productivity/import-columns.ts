import { keysOf } from '../documents/read/headed-table.ts'
import { type HeadedKind, type ImportColumns, mapped } from '../imports/index.ts'
import { type Words, words } from '../platform/language.ts'
import { million } from '../platform/money.ts'
import { type Figure, figureKeys } from './accounts-input.ts'

/* The columns of a sheet of yearly accounts: how they are headed, what they mean, in which unit they are. */

/** The columns of an import and of its template. `valueAdded` is compared with what the figures give; it is not kept. */
export const importColumns = {
  taxCode: words('Mã số thuế', 'Tax code'),
  name: words('Tên doanh nghiệp', 'Name of the enterprise'),
  year: words('Năm', 'Year'),
  netRevenue: words('Doanh thu thuần', 'Net revenue'),
  labour: words('Lao động bình quân', 'Average employees'),
  intermediate: words('Chi phí trung gian', 'Intermediate consumption'),
  stockChange: words('Tăng giảm tồn kho', 'Change of stocks'),
  goodsForResale: words('Giá vốn hàng mua để bán lại', 'Goods bought for resale'),
  labourCost: words('Chi phí lao động', 'Labour cost'),
  depreciation: words('Khấu hao tài sản cố định', 'Depreciation'),
  productionTaxes: words('Thuế sản xuất', 'Taxes on production'),
  subsidies: words('Trợ cấp sản xuất', 'Subsidies'),
  interest: words('Lãi vay', 'Interest'),
  profit: words('Lợi nhuận trước thuế', 'Profit before tax'),
  fixedAssets: words('Tài sản cố định bình quân', 'Mean fixed assets'),
  hours: words('Tổng số giờ làm việc', 'Hours worked'),
  priceIndex: words('Chỉ số giá bán', 'Price index of output'),
  valueAdded: words('Giá trị tăng thêm', 'Value added'),
} as const satisfies Record<'taxCode' | 'name' | 'year' | 'valueAdded' | Figure, Words>
export type ImportColumn = keyof typeof importColumns
export const importColumnKeys = keysOf(importColumns)

const counted: ReadonlySet<ImportColumn> = new Set([
  'taxCode',
  'name',
  'year',
  'labour',
  'hours',
  'priceIndex',
])
/** Whether the column holds money. */
export const isMoney = (column: ImportColumn): boolean => !counted.has(column)

/** What sheets of enterprises and of accountants call the same; folded. */
const otherHeadings: Readonly<Record<string, ImportColumn>> = {
  mst: 'taxCode',
  'ma so doanh nghiep': 'taxCode',
  'ma so thue doanh nghiep': 'taxCode',
  'tax id': 'taxCode',
  'ten cong ty': 'name',
  name: 'name',
  'doanh nghiep': 'name',
  enterprise: 'name',
  company: 'name',
  'nam so lieu': 'year',
  'nam tai chinh': 'year',
  'nien do': 'year',
  'fiscal year': 'year',
  'doanh thu': 'netRevenue',
  'doanh thu thuan ve ban hang va cung cap dich vu': 'netRevenue',
  'doanh thu thuan ban hang va cung cap dich vu': 'netRevenue',
  revenue: 'netRevenue',
  turnover: 'netRevenue',
  'net sales': 'netRevenue',
  'lao dong': 'labour',
  'so lao dong': 'labour',
  'lao dong binh quan nam': 'labour',
  'so lao dong binh quan': 'labour',
  'mean persons working': 'labour',
  employees: 'labour',
  'mean labour': 'labour',
  'tieu dung trung gian': 'intermediate',
  'chi phi trung gian ic': 'intermediate',
  'tang giam hang ton kho': 'stockChange',
  'chenh lech ton kho': 'stockChange',
  'thay doi ton kho': 'stockChange',
  'change in stocks': 'stockChange',
  'change in inventories': 'stockChange',
  'gia von hang mua ban lai': 'goodsForResale',
  'goods for resale': 'goodsForResale',
  'chi phi nhan cong': 'labourCost',
  'thu nhap cua nguoi lao dong': 'labourCost',
  'tien luong va cac khoan theo luong': 'labourCost',
  'staff costs': 'labourCost',
  'compensation of employees': 'labourCost',
  'khau hao': 'depreciation',
  'khau hao tscd': 'depreciation',
  'thue san xuat va phi': 'productionTaxes',
  'thue san pham va san xuat': 'productionTaxes',
  'production taxes': 'productionTaxes',
  'tro cap': 'subsidies',
  'chi phi lai vay': 'interest',
  'lai tien vay': 'interest',
  'interest expense': 'interest',
  'loi nhuan': 'profit',
  'tong loi nhuan ke toan truoc thue': 'profit',
  'loi nhuan ke toan truoc thue': 'profit',
  'loi nhuan truoc thue tndn': 'profit',
  profit: 'profit',
  'pre tax profit': 'profit',
  'tai san co dinh': 'fixedAssets',
  'tscd binh quan': 'fixedAssets',
  'tai san co dinh binh quan nam': 'fixedAssets',
  'fixed assets': 'fixedAssets',
  'so gio lam viec': 'hours',
  'gio lam viec': 'hours',
  'tong so gio lam viec trong nam': 'hours',
  hours: 'hours',
  'chi so gia': 'priceIndex',
  'price index': 'priceIndex',
  va: 'valueAdded',
}

/** How a sheet of accounts is read. @param many whether each row names its enterprise; @param year that of rows without one */
export function accountsTable(many: boolean, year: number | null): HeadedKind<ImportColumn> {
  const kindOf = (column: ImportColumn) => {
    if (isMoney(column)) return 'money' as const
    if (column === 'labour' || column === 'hours' || column === 'priceIndex') return 'count' as const
    return column === 'name' ? ('text' as const) : ('value' as const)
  }
  const others = Map.groupBy(Object.entries(otherHeadings), ([, column]) => column)
  const columnOf = (column: ImportColumn) => ({
    words: importColumns[column],
    kind: kindOf(column),
    others: (others.get(column) ?? []).map(([name]) => name),
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
const byProduction: Words = words('Theo sản xuất', 'By production')
const byIncome: Words = words('Theo thu nhập', 'By income')
const optional: Words = words('Nếu có', 'If known')

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
  netRevenue: [
    required,
    words(
      'Doanh thu thuần về bán hàng và cung cấp dịch vụ.',
      'Net revenue from sales of goods and services.',
    ),
  ],
  labour: [
    required,
    words(
      'Số người làm việc bình quân trong năm, số nguyên.',
      'Mean persons working in the year, a whole number.',
    ),
  ],
  intermediate: [
    byProduction,
    words(
      'Nguyên liệu, năng lượng, dịch vụ mua ngoài; không gồm lương, khấu hao. Cần mục này, hoặc đủ các mục tính theo thu nhập.',
      'Materials, energy, services bought; not wages or depreciation. Needed, unless all columns by income are given.',
    ),
  ],
  stockChange: [
    byProduction,
    words(
      'Tồn kho thành phẩm, dở dang cuối năm trừ đầu năm; giảm ghi số âm.',
      'Stocks of finished goods and work in progress at the end less at the beginning; a fall is negative.',
    ),
  ],
  goodsForResale: [
    byProduction,
    words('Giá vốn của hàng mua về để bán lại.', 'Cost of goods bought to be sold again.'),
  ],
  labourCost: [
    byIncome,
    words(
      'Lương, thưởng, bảo hiểm và khoản khác cho người lao động.',
      'Wages, bonuses, social insurance, other pay.',
    ),
  ],
  depreciation: [byIncome, words('Khấu hao trong năm.', 'Depreciation of the year.')],
  productionTaxes: [
    byIncome,
    words('Thuế, phí tính vào chi phí; không gồm thuế thu nhập.', 'Taxes and fees in cost; not income tax.'),
  ],
  subsidies: [byIncome, words('Để trống là không có.', 'Empty means none.')],
  interest: [byIncome, words('Chi phí lãi vay.', 'Interest paid.')],
  profit: [
    byIncome,
    words('Lợi nhuận kế toán trước thuế; lỗ ghi số âm.', 'Accounting profit before tax; a loss is negative.'),
  ],
  fixedAssets: [
    optional,
    words(
      'Giá trị còn lại đầu năm cộng cuối năm, chia hai. Cần để tính năng suất vốn và TFP.',
      'Net value at the beginning and end, halved. Needed for capital productivity and TFP.',
    ),
  ],
  hours: [optional, words('Tổng giờ làm việc của mọi lao động.', 'Hours of all persons together.')],
  priceIndex: [
    optional,
    words(
      'Mặt bằng giá bán, năm gốc = 100. Để trống là 100; khi đó giá tăng bị tính là năng suất tăng.',
      'Price level of the output, base year = 100. Empty means 100; then a rise of prices counts as productivity.',
    ),
  ],
  valueAdded: [
    optional,
    words(
      'Không ghi vào hệ thống; dùng để đối chiếu với số tính được.',
      'Not kept; compared with what the figures give.',
    ),
  ],
}
