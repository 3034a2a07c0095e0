import {
  id,
  optionalDay,
  optionalDong,
  optionalId,
  optionalText,
  text,
  whole,
  year,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'

/** A result of a past year as an old report has it. */
export const pastFields = recordFields({
  year: { field: year(), label: words('Năm', 'Year'), input: 'year' },
  contentId: {
    field: optionalId(),
    label: words('Nội dung hỗ trợ', 'Content of support'),
    input: 'select',
    empty: words('Không theo nội dung hỗ trợ nào', 'Of no content of support'),
    names: 'support_content',
  },
  quantity: {
    field: whole(0, 1_000_000),
    label: words('Số lượng', 'Quantity'),
    hint: words('Số 0 khi báo cáo cũ nêu như vậy.', 'Zero where an old report says so.'),
    input: 'number',
    half: true,
  },
  /** đồng of the provincial budget paid for it. */
  amount: {
    field: optionalDong(1n),
    label: words('Kinh phí ngân sách đã chi', 'Paid from the budget'),
    input: 'money',
    half: true,
  },
  paperNumber: {
    field: optionalText(100),
    label: words('Số báo cáo cũ', 'Number of the old report'),
    heading: words('Số báo cáo', 'Number of the report'),
    half: true,
  },
  paperOn: {
    field: optionalDay(),
    label: words('Ngày báo cáo', 'Day of the report'),
    input: 'date',
    half: true,
  },
  label: {
    field: text(300),
    label: words('Nội dung', 'Content'),
    hint: words(
      'Ví dụ: Hỗ trợ 6 lượt doanh nghiệp áp dụng ISO 9001 năm 2022.',
      'Such as: 6 enterprises supported in applying ISO 9001 in 2022.',
    ),
  },
  fileId: {
    field: id(),
    label: words('Minh chứng', 'Evidence'),
    hint: words(
      'Báo cáo năm, quyết định hoặc danh sách; PDF, ảnh, DOCX, XLSX.',
      'Yearly report, decision or list; PDF, picture, DOCX, XLSX.',
    ),
    input: 'file',
  },
})
