import { recurrenceNames } from '../plan/index.ts'
import {
  choice,
  flag,
  id,
  longText,
  optionalDay,
  optionalId,
  optionalLongText,
  optionalText,
  optionalWhole,
  text,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'
import { standingRecurrences } from './rules.ts'

const { yearly, halfYearly, quarterly, monthly } = recurrenceNames

/** The names of how often. */
export const recurrences = states({ halfYearly, quarterly, yearly, monthly })

/** How often standing duties ask. */
export const periodFields = recordFields({
  planId: { field: id(), label: words('Kế hoạch', 'Plan'), input: 'select', joined: 'plan', empty: null },
  code: {
    field: optionalText(40),
    label: words('Nhiệm vụ thường xuyên', 'Standing duties'),
    input: 'select',
    empty: words('Mọi nhiệm vụ thường xuyên của kế hoạch', 'Each standing duty of the plan'),
  },
  recurrence: {
    field: choice(standingRecurrences),
    label: words('Báo cáo mấy lần', 'How often it is reported'),
    input: 'radio',
    of: recurrences,
  },
  dueMonth: {
    field: optionalWhole(1, 12),
    label: words('Tháng đến hạn', 'Month it is due'),
    hint: words(
      'Kỳ năm: tháng của năm; kỳ 6 tháng, quý: tháng của kỳ đầu (tháng 6 thì kỳ sau là tháng 12). Để trống: tháng cuối kỳ.',
      'Yearly: the month of the year; half-yearly or quarterly: that of the first period (June: also December). Empty: the last month of the period.',
    ),
    input: 'number',
    half: true,
  },
  dueDay: {
    field: optionalWhole(1, 31),
    label: words('Ngày đến hạn', 'Day of the month it is due'),
    hint: words('Để trống: ngày cuối tháng.', 'Empty: the last day of the month.'),
    input: 'number',
    half: true,
  },
  source: {
    field: text(500),
    label: words('Theo văn bản nào', 'By which document'),
    hint: words(
      'Số, ngày văn bản hoặc điều khoản của kế hoạch.',
      'Number and day of the document, or the section of the plan.',
    ),
    personal: 'freeText',
  },
})

/** What an agency says of a period. */
export const reportFields = recordFields({
  done: {
    field: optionalLongText(8000),
    label: words('Đã làm gì trong kỳ', 'What was done in the period'),
    input: 'area',
    rows: 6,
    exportOnly: true,
    personal: 'freeText',
  },
  nothing: {
    field: flag(),
    label: words('Trong kỳ không làm gì', 'Nothing was done in the period'),
    input: 'check',
    exportOnly: true,
  },
  reason: {
    field: optionalLongText(2000),
    label: words('Lý do không làm', 'Why nothing was done'),
    hint: words('Chỉ ghi khi trong kỳ không làm gì.', 'Only where nothing was done.'),
    input: 'area',
    rows: 2,
    exportOnly: true,
    personal: 'freeText',
  },
})

/** One thing that was done. */
export const deedFields = recordFields({
  text: {
    field: longText(2000),
    label: words('Một việc đã làm', 'A thing that was done'),
    hint: words('Làm gì, ở đâu, bao nhiêu, số văn bản.', 'What, where, how many, number of the document.'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  doneOn: { field: optionalDay(), label: words('Ngày làm', 'Day it was done'), input: 'date', half: true },
  task: {
    field: optionalText(40),
    label: words('Thực hiện nội dung nào của kế hoạch', 'Which task of the plan it carries out'),
    input: 'select',
    empty: words('Không thuộc nội dung cụ thể nào', 'No task in particular'),
  },
  fileId: {
    field: optionalId(),
    label: words('Tệp minh chứng', 'Evidence file'),
    input: 'file',
    offList: true,
  },
})
