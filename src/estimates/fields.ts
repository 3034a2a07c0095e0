import {
  dong,
  id,
  optionalDong,
  optionalId,
  optionalLongText,
  optionalText,
  text,
  whole,
  year,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'

/** What an estimate of a year is called. */
export const estimateFields = recordFields({
  year: {
    field: year(),
    label: words('Năm dự toán', 'Budget year'),
    input: 'year',
    sort: 'year',
    half: true,
  },
  planId: { field: id(), label: words('Kế hoạch', 'Plan'), input: 'select', joined: 'plan', half: true },
  title: { field: text(300), label: words('Tên dự toán', 'Name of the estimate'), sort: 'title' },
  note: {
    field: optionalLongText(4000),
    label: words('Thuyết minh chung', 'Explanation of the whole'),
    hint: words(
      'Căn cứ, cách tính; đứng đầu văn bản dự toán.',
      'Grounds and reckoning; stands first in the document.',
    ),
    input: 'area',
    exportOnly: true,
    personal: 'freeText',
  },
})

/** The fields of a line: one that is added here is in its form, grid, table, import, export and in REST. */
export const estimateLineFields = recordFields({
  title: { field: text(500), label: words('Nội dung chi', 'Purpose'), headings: ['noi dung'] },
  lineId: {
    field: optionalId(),
    label: words('Mục trong dự toán của kế hoạch', 'Line of the plan’s estimate'),
    heading: words('Mục dự toán', 'Budget line'),
    sheet: words('Mục dự toán', 'Budget line'),
    hint: words('Phải có trước khi gửi thẩm định.', 'Needed before it is sent.'),
    input: 'select',
    empty: words('Chưa chọn mục', 'No line chosen'),
    joined: 'line',
    headings: ['muc', 'ma muc'],
  },
  sourceId: {
    field: id(),
    label: words('Nguồn kinh phí', 'Funding'),
    input: 'select',
    joined: 'source',
    headings: ['nguon'],
  },
  quantity: { field: whole(1, 1_000_000), label: words('Số lượng', 'Quantity'), input: 'number', half: true },
  unit: {
    field: text(60),
    label: words('Đơn vị', 'Unit'),
    headings: ['don vi tinh', 'dvt'],
    half: true,
  },
  unitCost: {
    field: dong(0n),
    label: words('Đơn giá (đồng)', 'Cost of one (đồng)'),
    input: 'money',
    headings: ['don gia', 'muc chi'],
    half: true,
  },
  counterpart: {
    field: optionalDong(1n),
    label: words('Doanh nghiệp, nguồn khác góp (đồng)', 'Paid by enterprises and others (đồng)'),
    heading: words('Phần góp', 'Paid by others'),
    sheet: words('Phần góp (đồng)', 'Paid by others (đồng)'),
    input: 'money',
    headings: ['von doi ung', 'doi ung'],
    half: true,
  },
  normId: {
    field: optionalId(),
    label: words('Định mức áp dụng', 'Norm that it goes by'),
    input: 'select',
    empty: words('Chưa chọn định mức', 'No norm chosen'),
    joined: 'norm',
  },
  overNormReason: {
    field: optionalLongText(1000),
    label: words('Lý do vượt định mức', 'Why it is above its norm'),
    hint: words(
      'Chỉ khi định mức cho phép; cơ quan thẩm định phải đồng ý.',
      'Where the norm allows it; whoever appraises must agree.',
    ),
    input: 'area',
    rows: 2,
    exportOnly: true,
    personal: 'freeText',
  },
  note: {
    field: optionalText(1000),
    label: words('Ghi chú', 'Note'),
    exportOnly: true,
    personal: 'freeText',
  },
})
export type EstimateLineValues = ReturnType<typeof estimateLineFields.values>
