import { z } from 'zod'
import { dong, optionalDong, whole } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { decimalNumber } from '../platform/numbers.ts'
import { recordFields } from '../ui/index.ts'

/** Sums that may be negative: a fall of stocks, a loss. */
const lowest = -1_000_000_000_000_000n

/** A price index as people type it, `103,5`; 100 when left out. */
const priceIndex = () =>
  z.preprocess((value) => {
    if (value === undefined || value === '') return 100
    return typeof value === 'string' ? (decimalNumber(value) ?? value) : value
  }, z.number().min(0.01).max(100_000))

/**
 * The figures of one year of an enterprise; money in đồng, labour in persons, hours in hours. A figure that is added here is in the form, the
 * template and the import.
 */
export const accountFigures = recordFields({
  netRevenue: {
    field: dong(),
    label: words('Doanh thu thuần', 'Net revenue'),
    hint: words(
      'Doanh thu thuần về bán hàng và cung cấp dịch vụ.',
      'Net revenue from sales of goods and services.',
    ),
    input: 'money',
    headings: [
      'doanh thu',
      'doanh thu thuan ve ban hang va cung cap dich vu',
      'doanh thu thuan ban hang va cung cap dich vu',
      'revenue',
      'turnover',
      'net sales',
    ],
  },
  stockChange: {
    field: optionalDong(lowest),
    label: words('Tăng giảm tồn kho', 'Change of stocks'),
    hint: words(
      'Tồn kho thành phẩm, dở dang cuối năm trừ đầu năm; giảm ghi số âm.',
      'Stocks of finished goods and work in progress at the end less at the beginning; a fall is negative.',
    ),
    input: 'money',
    headings: [
      'tang giam hang ton kho',
      'chenh lech ton kho',
      'thay doi ton kho',
      'change in stocks',
      'change in inventories',
    ],
  },
  goodsForResale: {
    field: optionalDong(),
    label: words('Giá vốn hàng mua để bán lại', 'Goods bought for resale'),
    hint: words('Giá vốn của hàng mua về để bán lại.', 'Cost of goods bought to be sold again.'),
    input: 'money',
    headings: ['gia von hang mua ban lai', 'goods for resale'],
  },
  intermediate: {
    field: optionalDong(),
    label: words('Chi phí trung gian', 'Intermediate consumption'),
    hint: words(
      'Nguyên liệu, năng lượng, dịch vụ mua ngoài; không gồm lương, khấu hao. Cần mục này, hoặc đủ các mục tính theo thu nhập.',
      'Materials, energy, services bought; not wages or depreciation. Needed, unless all columns by income are given.',
    ),
    input: 'money',
    headings: ['tieu dung trung gian', 'chi phi trung gian ic'],
  },
  labourCost: {
    field: optionalDong(),
    label: words('Chi phí lao động', 'Labour cost'),
    hint: words(
      'Lương, thưởng, bảo hiểm và khoản khác cho người lao động.',
      'Wages, bonuses, social insurance, other pay.',
    ),
    input: 'money',
    headings: [
      'chi phi nhan cong',
      'thu nhap cua nguoi lao dong',
      'tien luong va cac khoan theo luong',
      'staff costs',
      'compensation of employees',
    ],
  },
  depreciation: {
    field: optionalDong(),
    label: words('Khấu hao tài sản cố định', 'Depreciation'),
    hint: words('Khấu hao trong năm.', 'Depreciation of the year.'),
    input: 'money',
    headings: ['khau hao', 'khau hao tscd'],
  },
  productionTaxes: {
    field: optionalDong(),
    label: words('Thuế sản xuất', 'Taxes on production'),
    hint: words(
      'Thuế, phí tính vào chi phí; không gồm thuế thu nhập.',
      'Taxes and fees in cost; not income tax.',
    ),
    input: 'money',
    headings: ['thue san xuat va phi', 'thue san pham va san xuat', 'production taxes'],
  },
  subsidies: {
    field: optionalDong(),
    label: words('Trợ cấp sản xuất', 'Subsidies'),
    hint: words('Để trống là không có.', 'Empty means none.'),
    input: 'money',
    headings: ['tro cap'],
  },
  interest: {
    field: optionalDong(),
    label: words('Lãi vay', 'Interest'),
    hint: words('Chi phí lãi vay.', 'Interest paid.'),
    input: 'money',
    headings: ['chi phi lai vay', 'lai tien vay', 'interest expense'],
  },
  profit: {
    field: optionalDong(lowest),
    label: words('Lợi nhuận trước thuế', 'Profit before tax'),
    hint: words(
      'Lợi nhuận kế toán trước thuế; lỗ ghi số âm.',
      'Accounting profit before tax; a loss is negative.',
    ),
    input: 'money',
    headings: [
      'loi nhuan',
      'tong loi nhuan ke toan truoc thue',
      'loi nhuan ke toan truoc thue',
      'loi nhuan truoc thue tndn',
      'profit',
      'pre tax profit',
    ],
  },
  fixedAssets: {
    field: optionalDong(1n),
    label: words('Tài sản cố định bình quân', 'Mean fixed assets'),
    hint: words(
      'Giá trị còn lại đầu năm cộng cuối năm, chia hai. Cần để tính năng suất vốn và TFP.',
      'Net value at the beginning and end, halved. Needed for capital productivity and TFP.',
    ),
    input: 'money',
    headings: ['tai san co dinh', 'tscd binh quan', 'tai san co dinh binh quan nam', 'fixed assets'],
  },
  labour: {
    field: whole(1, 1_000_000, 'persons'),
    label: words('Lao động bình quân', 'Average employees'),
    hint: words(
      'Số người làm việc bình quân trong năm, số nguyên.',
      'Mean persons working in the year, a whole number.',
    ),
    input: 'number',
    headings: [
      'lao dong',
      'so lao dong',
      'lao dong binh quan nam',
      'so lao dong binh quan',
      'mean persons working',
      'employees',
      'mean labour',
    ],
  },
  hours: {
    field: optionalDong(1n),
    label: words('Tổng số giờ làm việc', 'Hours worked'),
    hint: words('Tổng giờ làm việc của mọi lao động.', 'Hours of all persons together.'),
    input: 'number',
    headings: ['so gio lam viec', 'gio lam viec', 'tong so gio lam viec trong nam', 'hours'],
  },
  priceIndex: {
    field: priceIndex(),
    label: words('Chỉ số giá bán', 'Price index of output'),
    hint: words(
      'Mặt bằng giá bán, năm gốc = 100. Để trống là 100; khi đó giá tăng bị tính là năng suất tăng.',
      'Price level of the output, base year = 100. Empty means 100; then a rise of prices counts as productivity.',
    ),
    headings: ['chi so gia', 'price index'],
  },
})

export type Figure = (typeof accountFigures.keys)[number]

export const figureKeys = accountFigures.keys

interface FigureGroup {
  readonly title: Words
  /** When they are needed, where their title does not say it. */
  readonly need?: Words
  readonly keys: readonly Figure[]
}

/** The figures that value added is found from in one way, or that serve other measures; those that are in no group are needed always. */
export const figureGroups: readonly FigureGroup[] = [
  {
    title: words('Theo sản xuất', 'By production'),
    keys: ['intermediate', 'stockChange', 'goodsForResale'],
  },
  {
    title: words('Theo thu nhập', 'By income'),
    keys: ['labourCost', 'depreciation', 'productionTaxes', 'subsidies', 'interest', 'profit'],
  },
  {
    title: words('Vốn, giờ làm, giá', 'Capital, hours, prices'),
    need: words('Nếu có', 'If known'),
    keys: ['fixedAssets', 'hours', 'priceIndex'],
  },
]

/** The figures in the order of the form and of the file: those that are needed always, then by group. */
export const figureOrder: readonly Figure[] = [
  'netRevenue',
  'labour',
  ...figureGroups.flatMap(({ keys }) => keys),
]
