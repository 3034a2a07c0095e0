import {
  choice,
  flag,
  optionalChoice,
  optionalDay,
  optionalText,
  optionalWhole,
  text,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'
import { partKeys, partNames, partsField } from './parts.ts'
import { periodRules } from './periods.ts'

/** Whose report it is: of the agency that carries the programme, or of the People's Committee that it drafts for. */
export const reportIssuers = states({
  department: words('Cơ quan điều hành Chương trình', 'The agency that carries the programme'),
  committee: words(
    'Ủy ban nhân dân tỉnh (cơ quan điều hành soạn)',
    "The provincial People's Committee (drafted by the agency that carries the programme)",
  ),
})

/** What a report is about: the programme, or one record of it. */
export const reportSubjects = states({
  programme: words('Cả Chương trình', 'The whole programme'),
  enterprise: words('Một doanh nghiệp', 'One enterprise'),
  task: words('Một nhiệm vụ khoa học và công nghệ', 'One S&T task'),
})

export type ReportSubject = StateOf<typeof reportSubjects>

/** A kind of report: what one of it is begun with. */
export const kindOfReport = recordFields({
  name: {
    field: text(200),
    label: words('Tên loại báo cáo', 'Name of the kind of report'),
    sort: 'name',
  },
  nameEn: {
    field: text(200),
    label: words('Tên loại báo cáo bằng tiếng Anh', 'Name of the kind of report in English'),
    exportOnly: true,
  },
  period: {
    field: choice(periodRules.keys),
    label: words('Kỳ báo cáo', 'Reporting period'),
    input: 'select',
    of: periodRules,
  },
  closingDay: {
    field: optionalWhole(1, 31),
    absent: 31,
    label: words('Ngày chốt số liệu', 'Cut-off day'),
    hint: words(
      'Ngày trong tháng cuối của kỳ năm, 6 tháng, quý; ví dụ 14. Để trống: ngày cuối tháng.',
      'Day of the last month of a year, half-year or quarter, such as 14. Empty: the last of the month.',
    ),
    input: 'number',
    half: true,
  },
  monthsBefore: {
    field: optionalWhole(0, 2),
    absent: 0,
    label: words('Chốt trước tháng cuối mấy tháng', 'Months before the last month'),
    hint: words('Ví dụ 1: kỳ năm chốt trong tháng 11.', 'Such as 1: a year closes in November.'),
    input: 'number',
    half: true,
    exportOnly: true,
  },
  dueDays: {
    field: optionalWhole(0, 90),
    label: words('Gửi chậm nhất sau ngày chốt mấy ngày', 'Due how many days after the cut-off'),
    hint: words(
      'Theo văn bản yêu cầu báo cáo; ví dụ 6: chốt ngày 14, gửi ngày 20. Để trống: không nhắc hạn.',
      'As the document that asks for it says, such as 6: closed on the 14th, due on the 20th. Empty: nobody is reminded.',
    ),
    input: 'number',
    half: true,
    exportOnly: true,
  },
  issuer: {
    field: choice(reportIssuers.keys),
    label: words('Cơ quan ban hành báo cáo', 'Whose report it is'),
    input: 'select',
    of: reportIssuers,
    exportOnly: true,
  },
  addressee: {
    field: optionalText(300),
    label: words('Kính gửi', 'Addressed to'),
    hint: words(
      'Ví dụ: Bộ Khoa học và Công nghệ. Để trống: báo cáo không có dòng này.',
      'Empty: the report has no such line.',
    ),
  },
  about: {
    field: optionalChoice(reportSubjects.keys),
    absent: 'programme' as const,
    label: words('Báo cáo về', 'Reporting on'),
    hint: words(
      'Báo cáo về một hồ sơ được lập từ trang của hồ sơ đó.',
      'A report about one record is begun from the page of that record.',
    ),
    input: 'select',
    of: reportSubjects,
    exportOnly: true,
  },
  subjectLine: {
    field: optionalText(200),
    label: words('Trích yếu mở đầu bằng', 'Title begins with'),
    hint: words(
      'Ví dụ: Tình hình thực hiện kinh phí. Để trống: Kết quả.',
      'Such as: Execution of the budget. Empty: Results.',
    ),
    exportOnly: true,
  },
  onePage: {
    field: flag(),
    label: words('Chỉ một trang', 'One page alone'),
    hint: words(
      'Không có đoạn mở đầu, câu kết và phụ lục.',
      'Without opening, closing sentence and appendices.',
    ),
    input: 'check',
    exportOnly: true,
  },
  estimates: {
    field: flag(),
    label: words(
      'Có cột "Ước thực hiện cả năm" khi số liệu chốt trước khi hết năm',
      'With a column of what the whole year is expected to come to, where figures close before it ends',
    ),
    input: 'check',
    exportOnly: true,
  },
  parts: {
    field: partsField(),
    label: words('Các phần của báo cáo', 'Parts of the report'),
    hint: words(
      `Mỗi dòng một phần, theo thứ tự: ${partKeys.map((key) => `${key} (${partNames[key]})`).join(', ')}.`,
      `One a line, in order: ${partKeys.join(', ')}.`,
    ),
    input: 'area',
    rows: 7,
    exportOnly: true,
  },
  source: {
    field: text(500),
    label: words('Căn cứ của loại báo cáo', 'Where the kind of report comes from'),
    exportOnly: true,
  },
  validFrom: {
    field: optionalDay(),
    label: words('Dùng từ ngày', 'Used from'),
    input: 'date',
    exportOnly: true,
  },
})
