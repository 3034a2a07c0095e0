import { recurrenceNames } from '../plan/index.ts'
import {
  choice,
  day,
  flag,
  id,
  listedTexts,
  longText,
  optionalChoice,
  optionalDecimal,
  optionalId,
  optionalLongText,
  optionalText,
  text,
  whole,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'
import { questionKinds } from './rules.ts'

const { yearly, halfYearly, quarterly, monthly } = recurrenceNames
/** How often a report is asked for anew. */
export const recurrences = states({ monthly, quarterly, halfYearly, yearly })

/** What a form is called. */
export const formFields = recordFields({
  name: { field: text(300), label: words('Tên biểu mẫu', 'Name of the form'), sort: 'name' },
  purpose: {
    field: optionalLongText(4000),
    label: words('Hướng dẫn chung', 'What the form is for'),
    input: 'area',
    rows: 3,
    exportOnly: true,
  },
})

/** A question of a form. */
export const questionFields = recordFields({
  section: {
    field: text(200),
    label: words('Phần', 'Section of the form'),
    hint: words('Các câu hỏi cùng tên phần đứng chung.', 'Questions of one section stand together.'),
  },
  code: {
    field: text(20),
    label: words('Mã câu hỏi', 'Code of the question'),
    hint: words('Ví dụ: 1.2.', 'Such as 1.2.'),
    half: true,
  },
  kind: {
    field: choice(questionKinds.keys),
    label: words('Loại câu hỏi', 'Kind of question'),
    input: 'radio',
    of: questionKinds,
  },
  label: { field: text(1000), label: words('Câu hỏi', 'Question'), input: 'area', rows: 2 },
  required: { field: flag(), label: words('Phải trả lời', 'It must be answered'), input: 'check' },
  unit: {
    field: optionalText(60),
    label: words('Đơn vị tính của số liệu', 'Unit of the figures'),
    half: true,
  },
  integral: { field: flag(), label: words('Chỉ nhận số nguyên', 'Whole numbers only'), input: 'check' },
  minimum: {
    field: optionalDecimal(),
    label: words('Không nhỏ hơn', 'Not less than'),
    input: 'decimal',
    half: true,
  },
  maximum: {
    field: optionalDecimal(),
    label: words('Không lớn hơn', 'Not more than'),
    input: 'decimal',
    half: true,
  },
  known: {
    field: optionalText(40),
    label: words('Số chương trình đã có, điền sẵn', 'Figure that the program knows and proposes'),
    input: 'select',
    empty: words('Không điền sẵn', 'Nothing is proposed'),
  },
  indicatorId: {
    field: optionalId(),
    label: words('Số được chấp nhận là số của chỉ số', 'Accepted figures are a value of the indicator'),
    input: 'select',
    joined: 'indicator',
    empty: words('Không có', 'None'),
  },
  totalLine: {
    field: flag(),
    label: words('Dòng cuối của bảng là dòng tổng', 'The last line of the table is the sum of the others'),
    input: 'check',
  },
})

const listed = words('Cách nhau bằng dấu chấm phẩy.', 'Separated by semicolons.')
/** The lists of a question, each typed in one field. */
export const questionLists = {
  choices: {
    field: listedTexts(40),
    label: words('Các câu trả lời để chọn', 'Answers to choose from'),
    hint: listed,
  },
  lines: { field: listedTexts(60), label: words('Các dòng của bảng', 'Lines of the table'), hint: listed },
  columns: { field: listedTexts(8), label: words('Các cột của bảng', 'Columns of the table'), hint: listed },
  sumOf: {
    field: listedTexts(40),
    label: words(
      'Phải bằng tổng của các câu hỏi có mã',
      'It must be the sum of the questions with the codes',
    ),
    hint: listed,
  },
} as const

/** What is asked of whom. */
export const requestFields = recordFields({
  title: { field: text(300), label: words('Tên yêu cầu báo cáo', 'Name of the request'), sort: 'title' },
  formId: {
    field: id(),
    label: words('Biểu mẫu báo cáo', 'Form of the report'),
    input: 'select',
    joined: 'form',
    empty: null,
  },
  basis: {
    field: optionalText(500),
    label: words('Theo văn bản nào', 'By which document'),
    personal: 'freeText',
    exportOnly: true,
  },
  dutyCode: {
    field: optionalText(40),
    label: words('Nhiệm vụ của kế hoạch', 'Duty of the plan'),
    hint: words(
      'Không chọn nơi nào thì hỏi các cơ quan của nhiệm vụ. Báo cáo được chấp nhận thay cho báo cáo nhiệm vụ thường xuyên của các kỳ nằm trọn trong kỳ hỏi.',
      'With nobody chosen, the agencies of the duty are asked. An accepted report stands for that on the standing duty of each period wholly within this one.',
    ),
    input: 'select',
    empty: words('Báo cáo đột xuất, không theo nhiệm vụ', 'Ad hoc, by no duty'),
    exportOnly: true,
  },
  fromOn: { field: day(), label: words('Kỳ báo cáo từ ngày', 'Period from'), input: 'date', half: true },
  toOn: { field: day(), label: words('Đến hết ngày', 'Period until'), input: 'date', half: true },
  workingDays: {
    field: whole(1, 120),
    label: words('Thời hạn (ngày làm việc)', 'Time given (working days)'),
    hint: words(
      'Tính từ ngày hỏi, hoặc từ ngày hết kỳ nếu kỳ chưa hết.',
      'Counted from the day of the request, or from the end of the period where that is later.',
    ),
    input: 'number',
    half: true,
  },
  recurrence: {
    field: optionalChoice(recurrences.keys),
    label: words('Hết kỳ thì hỏi tiếp', 'Asked anew when the period is over'),
    input: 'select',
    of: recurrences,
    empty: words('Hỏi một lần', 'Asked once'),
    half: true,
  },
  scans: {
    field: flag(),
    label: words(
      'Đơn vị chỉ có một tài khoản được gửi bằng bản ký quét',
      'A recipient with one account alone may send a signed scan',
    ),
    input: 'check',
    exportOnly: true,
  },
})

/** A wish for more time. */
export const extensionFields = recordFields({
  wishedOn: { field: day(), label: words('Xin gia hạn đến ngày', 'Extension wished until'), input: 'date' },
  reason: {
    field: longText(2000),
    label: words('Lý do xin gia hạn', 'Why more time is needed'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
})
