import { headingsOf, keysOf } from '../documents/read/headed-table.ts'
import type { Words } from '../platform/language.ts'
import { million } from '../platform/money.ts'
import type { Figure } from './accounts-input.ts'

/* The columns of a sheet of yearly accounts: how they are headed, what they mean, in which unit they are. */

/** The columns of an import and of its template. `valueAdded` is compared with what the figures give; it is not kept. */
export const importColumns = {
  taxCode: { vi: 'Mã số thuế', en: 'Tax code' },
  name: { vi: 'Tên doanh nghiệp', en: 'Name' },
  year: { vi: 'Năm', en: 'Year' },
  netRevenue: { vi: 'Doanh thu thuần', en: 'Net revenue' },
  labour: { vi: 'Lao động bình quân', en: 'Mean labour' },
  intermediate: { vi: 'Chi phí trung gian', en: 'Intermediate consumption' },
  stockChange: { vi: 'Tăng giảm tồn kho', en: 'Change of stocks' },
  goodsForResale: { vi: 'Giá vốn hàng mua để bán lại', en: 'Goods bought for resale' },
  labourCost: { vi: 'Chi phí lao động', en: 'Labour cost' },
  depreciation: { vi: 'Khấu hao tài sản cố định', en: 'Depreciation' },
  productionTaxes: { vi: 'Thuế sản xuất', en: 'Taxes on production' },
  subsidies: { vi: 'Trợ cấp sản xuất', en: 'Subsidies' },
  interest: { vi: 'Lãi vay', en: 'Interest' },
  profit: { vi: 'Lợi nhuận trước thuế', en: 'Profit before tax' },
  fixedAssets: { vi: 'Tài sản cố định bình quân', en: 'Mean fixed assets' },
  hours: { vi: 'Tổng số giờ làm việc', en: 'Hours worked' },
  priceIndex: { vi: 'Chỉ số giá bán', en: 'Price index of output' },
  valueAdded: { vi: 'Giá trị tăng thêm', en: 'Value added' },
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
  'average employees': 'labour',
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
export const headings = headingsOf(importColumns, otherHeadings)

/** The units that money may be given in. */
export const moneyUnits = ['dong', 'thousand', 'million'] as const
export type MoneyUnit = (typeof moneyUnits)[number]
export const unitValues: Readonly<Record<MoneyUnit, bigint>> = { dong: 1n, thousand: 1_000n, million }
export const unitNames: Readonly<Record<MoneyUnit, Words>> = {
  dong: { vi: 'đồng', en: 'đồng' },
  thousand: { vi: 'nghìn đồng', en: 'thousand đồng' },
  million: { vi: 'triệu đồng', en: 'million đồng' },
}

const otherUnits: Readonly<Partial<Record<ImportColumn, Words>>> = {
  labour: { vi: 'người', en: 'persons' },
  hours: { vi: 'giờ', en: 'hours' },
  priceIndex: { vi: 'năm gốc = 100', en: 'base year = 100' },
}

/** The unit of a column in words; null for one without. */
export function unitOf(column: ImportColumn, money: MoneyUnit): Words | null {
  return isMoney(column) ? unitNames[money] : (otherUnits[column] ?? null)
}

/** A heading of the template: `Doanh thu thuần (triệu đồng)`. */
export function templateHeading(column: ImportColumn, money: MoneyUnit): Words {
  const [name, unit] = [importColumns[column], unitOf(column, money)]
  return unit === null ? name : { vi: `${name.vi} (${unit.vi})`, en: `${name.en} (${unit.en})` }
}

const required: Words = { vi: 'Bắt buộc', en: 'Required' }
const byProduction: Words = { vi: 'Tính theo sản xuất', en: 'By production' }
const byIncome: Words = { vi: 'Tính theo thu nhập', en: 'By income' }
const optional: Words = { vi: 'Nếu có', en: 'If known' }

/** What each column needs and means, for the explanation sheet of the template. */
export const columnNotes: Readonly<Record<ImportColumn, readonly [need: Words, meaning: Words]>> = {
  taxCode: [
    required,
    {
      vi: '10 hoặc 13 số, của doanh nghiệp đã có trong danh sách.',
      en: '10 or 13 digits, of an enterprise in the register.',
    },
  ],
  name: [
    optional,
    { vi: 'Chỉ để dễ nhìn; không dùng để ghi.', en: 'For the reader alone; it is not written.' },
  ],
  year: [required, { vi: 'Năm của báo cáo tài chính.', en: 'Year of the financial statements.' }],
  netRevenue: [
    required,
    {
      vi: 'Doanh thu thuần về bán hàng và cung cấp dịch vụ.',
      en: 'Net revenue from sales of goods and services.',
    },
  ],
  labour: [
    required,
    {
      vi: 'Số người làm việc bình quân trong năm, số nguyên.',
      en: 'Mean persons working in the year, a whole number.',
    },
  ],
  intermediate: [
    byProduction,
    {
      vi: 'Nguyên liệu, năng lượng, dịch vụ mua ngoài; không gồm lương, khấu hao. Cần mục này, hoặc đủ các mục tính theo thu nhập.',
      en: 'Materials, energy, services bought; not wages or depreciation. Needed, unless all columns by income are given.',
    },
  ],
  stockChange: [
    byProduction,
    {
      vi: 'Tồn kho thành phẩm, dở dang cuối năm trừ đầu năm; giảm ghi số âm.',
      en: 'Stocks of finished goods and work in progress at the end less at the beginning; a fall is negative.',
    },
  ],
  goodsForResale: [
    byProduction,
    { vi: 'Giá vốn của hàng mua về để bán lại.', en: 'Cost of goods bought to be sold again.' },
  ],
  labourCost: [
    byIncome,
    {
      vi: 'Lương, thưởng, bảo hiểm và khoản khác cho người lao động.',
      en: 'Wages, bonuses, social insurance, other pay.',
    },
  ],
  depreciation: [byIncome, { vi: 'Khấu hao trong năm.', en: 'Depreciation of the year.' }],
  productionTaxes: [
    byIncome,
    {
      vi: 'Thuế, phí tính vào chi phí; không gồm thuế thu nhập.',
      en: 'Taxes and fees in cost; not income tax.',
    },
  ],
  subsidies: [byIncome, { vi: 'Để trống là không có.', en: 'Empty means none.' }],
  interest: [byIncome, { vi: 'Chi phí lãi vay.', en: 'Interest paid.' }],
  profit: [
    byIncome,
    {
      vi: 'Lợi nhuận kế toán trước thuế; lỗ ghi số âm.',
      en: 'Accounting profit before tax; a loss is negative.',
    },
  ],
  fixedAssets: [
    optional,
    {
      vi: 'Giá trị còn lại đầu năm cộng cuối năm, chia hai. Cần để tính năng suất vốn và TFP.',
      en: 'Net value at the beginning and end, halved. Needed for capital productivity and TFP.',
    },
  ],
  hours: [optional, { vi: 'Tổng giờ làm việc của mọi lao động.', en: 'Hours of all persons together.' }],
  priceIndex: [
    optional,
    {
      vi: 'Mặt bằng giá bán, năm gốc = 100. Để trống là 100; khi đó giá tăng bị tính là năng suất tăng.',
      en: 'Price level of the output, base year = 100. Empty means 100; then a rise of prices counts as productivity.',
    },
  ],
  valueAdded: [
    optional,
    {
      vi: 'Không ghi vào hệ thống; dùng để đối chiếu với số tính được.',
      en: 'Not kept; compared with what the figures give.',
    },
  ],
}
