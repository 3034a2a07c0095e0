import {
  dong,
  id,
  optionalDong,
  optionalId,
  optionalLongText,
  optionalText,
  optionalWhole,
  text,
  whole,
  year,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'

/** What a yearly plan is called. */
export const yearlyPlanFields = recordFields({
  year: { field: year(), label: words('Năm kế hoạch', 'Plan year'), input: 'year', sort: 'year', half: true },
  planId: { field: id(), label: words('Kế hoạch', 'Plan'), input: 'select', joined: 'plan', half: true },
  title: { field: text(300), label: words('Tên kế hoạch năm', 'Name of the yearly plan'), sort: 'title' },
  note: {
    field: optionalLongText(4000),
    label: words('Mục tiêu, yêu cầu của năm', 'Aims of the year'),
    hint: words('Đứng đầu phần nội dung của văn bản.', 'Stands first in the document.'),
    input: 'area',
    exportOnly: true,
    personal: 'freeText',
  },
})

/** The fields of a line: one that is added here is in its form, table, import, export, versions and in REST. */
export const lineFields = recordFields({
  title: { field: text(500), label: words('Nội dung, hoạt động', 'What is done'), headings: ['noi dung'] },
  lineId: {
    field: optionalId(),
    label: words('Mục trong dự toán của kế hoạch', 'Line of the plan’s estimate'),
    heading: words('Mục dự toán', 'Budget line'),
    sheet: words('Mục dự toán', 'Budget line'),
    input: 'select',
    empty: words('Không thuộc mục nào', 'Under none'),
    joined: 'line',
    headings: ['muc', 'ma muc'],
    half: true,
  },
  contentId: {
    field: optionalId(),
    label: words('Nội dung hỗ trợ', 'Content of support'),
    input: 'select',
    empty: words('Không phải hỗ trợ', 'No support'),
    joined: 'content',
    half: true,
  },
  quantity: {
    field: whole(1, 1_000_000),
    label: words('Số lượng', 'Quantity'),
    input: 'number',
    half: true,
  },
  unit: {
    field: text(60),
    label: words('Đơn vị', 'Unit'),
    hint: words('Doanh nghiệp, lớp, người, hợp đồng …', 'Enterprises, courses, persons, contracts …'),
    headings: ['don vi tinh', 'dvt'],
    half: true,
  },
  unitCost: {
    field: dong(0n),
    label: words('Đơn giá (đồng)', 'Cost of one (đồng)'),
    hint: words('Phần do nguồn này chi cho một đơn vị.', 'What this source pays for one.'),
    input: 'money',
    headings: ['don gia', 'muc chi'],
    half: true,
  },
  sourceId: {
    field: id(),
    label: words('Nguồn kinh phí', 'Funding'),
    input: 'select',
    joined: 'source',
    headings: ['nguon'],
    half: true,
  },
  counterpart: {
    field: optionalDong(1n),
    label: words('Doanh nghiệp, nguồn khác góp (đồng)', 'Paid by enterprises and others (đồng)'),
    heading: words('Phần góp', 'Paid by others'),
    sheet: words('Phần góp (đồng)', 'Paid by others (đồng)'),
    input: 'money',
    headings: ['von doi ung', 'doi ung'],
  },
  normId: {
    field: optionalId(),
    label: words('Định mức áp dụng', 'Norm that it goes by'),
    hint: words(
      'Định mức có hiệu lực trong năm, kể cả mức chi theo vai trò. Để trống: chưa có định mức.',
      'Norms in force in the year, those of roles among them. Empty: no norm is known.',
    ),
    input: 'select',
    empty: words('Chưa chọn định mức', 'No norm chosen'),
    joined: 'norm',
  },
  overNormReason: {
    field: optionalLongText(1000),
    label: words('Lý do vượt định mức', 'Why it is above its norm'),
    hint: words(
      'Chỉ khi định mức cho phép; người phê duyệt phải đồng ý.',
      'Where the norm allows it; whoever approves must agree.',
    ),
    input: 'area',
    rows: 2,
    exportOnly: true,
    personal: 'freeText',
  },
  targetId: {
    field: optionalId(),
    label: words('Góp vào chỉ tiêu', 'Serves the target'),
    input: 'select',
    empty: words('Không', 'No'),
    joined: 'target',
    half: true,
  },
  targetQuantity: {
    field: optionalWhole(1, 1_000_000),
    label: words('Góp bao nhiêu', 'How much of it'),
    input: 'number',
    half: true,
  },
  agencyId: {
    field: optionalId(),
    label: words('Cơ quan thực hiện', 'Implementing agency'),
    input: 'select',
    empty: words('Chưa giao', 'Not assigned'),
    joined: 'agency',
    exportOnly: true,
  },
  note: {
    field: optionalText(1000),
    label: words('Ghi chú', 'Note'),
    exportOnly: true,
    personal: 'freeText',
  },
})
export type LineValues = ReturnType<typeof lineFields.values>

/** Money of another programme that serves the same ends. */
export const besideFields = recordFields({
  programme: {
    field: text(300),
    label: words('Chương trình lồng ghép', 'Other programme'),
  },
  document: { field: text(300), label: words('Văn bản của chương trình', 'Document of the programme') },
  purpose: { field: text(500), label: words('Dùng vào việc gì', 'What it is for'), personal: 'freeText' },
  amount: { field: dong(1n), label: words('Số tiền (đồng)', 'Amount (đồng)'), input: 'money' },
})
