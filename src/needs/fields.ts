import {
  choice,
  day,
  id,
  longText,
  optionalDong,
  optionalId,
  optionalLongText,
  optionalWhole,
  several,
  text,
  year,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { needKinds } from './rules.ts'

/** The fields of a need: one that is added here is in its form, page, list, export, import and in REST, and its column is marked. */
export const needFields = recordFields({
  kind: {
    field: choice(needKinds.keys),
    label: words('Loại nhu cầu', 'Kind of need'),
    input: 'select',
    of: needKinds,
    headings: ['nhu cau'],
  },
  contentId: {
    field: optionalId(),
    label: words('Nội dung hỗ trợ', 'Content of support'),
    hint: words(
      'Nếu đã biết; chi phí ước theo định mức của nội dung.',
      'If known; cost is estimated by its norms.',
    ),
    input: 'select',
    empty: words('Chưa rõ', 'Not known'),
    joined: 'content',
  },
  text: {
    field: longText(2000),
    label: words('Cần gì, để làm gì', 'What is needed, what for'),
    heading: words('Nội dung', 'Content'),
    sheet: words('Nội dung', 'Content'),
    headings: ['mo ta', 'noi dung nhu cau'],
    input: 'area',
    rows: 4,
    personal: 'freeText',
  },
  quantity: {
    field: optionalWhole(1, 100_000),
    label: words('Số lượng', 'Quantity'),
    hint: words(
      'Số người, sản phẩm, giấy chứng nhận; để trống: 1.',
      'Persons, products, certificates; empty: 1.',
    ),
    input: 'number',
    absent: 1,
    half: true,
  },
  year: {
    field: year(),
    label: words('Năm cần', 'Wanted in year'),
    input: 'year',
    half: true,
    sort: 'year',
    headings: ['nam'],
  },
  amount: {
    field: optionalDong(1n),
    label: words('Chi phí dự kiến (đồng)', 'Expected cost (đồng)'),
    hint: words('Đồng; có thể viết 30 triệu hoặc 1,5 tỷ.', 'Đồng; 30 triệu or 1,5 tỷ is understood.'),
    input: 'money',
    half: true,
  },
  ownFunds: {
    field: optionalDong(1n),
    label: words('Tự bỏ vốn (đồng)', 'Own funds (đồng)'),
    input: 'money',
    exportOnly: true,
    half: true,
  },
})
export type NeedValues = ReturnType<typeof needFields.values>

/** The fields of a survey. */
export const surveyFields = recordFields({
  title: { field: text(300), label: words('Tên đợt khảo sát', 'Name of the survey'), sort: 'title' },
  year: {
    field: year(),
    label: words('Nhu cầu của năm', 'Needs of the year'),
    input: 'year',
    sort: 'year',
    half: true,
  },
  planId: { field: id(), label: words('Kế hoạch', 'Plan'), input: 'select', joined: 'plan', half: true },
  opensOn: { field: day(), label: words('Mở ngày', 'Opens on'), input: 'date', half: true },
  closesOn: {
    field: day(),
    label: words('Trả lời trước khi hết ngày', 'Answers until the end of'),
    heading: words('Đóng ngày', 'Closes on'),
    input: 'date',
    half: true,
    sort: 'closesOn',
  },
  note: {
    field: optionalLongText(4000),
    label: words('Lời gửi người được hỏi', 'Words to those who are asked'),
    input: 'area',
    exportOnly: true,
  },
})

/** The kinds of need that a survey asks for. */
export const askedKinds = () =>
  several(choice(needKinds.keys)).refine((kinds) => kinds.length > 0, {
    params: { words: words('Xin chọn ít nhất một loại nhu cầu.', 'Please choose at least one kind.') },
  })
