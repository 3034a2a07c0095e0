import { z } from 'zod'
import {
  choice,
  day,
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

/** What agencies are asked for: a field that is added here is in the form and in REST, and its column is marked. */
export const requestFields = recordFields({
  code: {
    field: optionalText(40),
    label: words('Theo nhiệm vụ của kế hoạch', 'Under a duty of the plan'),
    hint: words(
      'Nhiệm vụ mà kế hoạch ghi “đột xuất” hoặc “khi có yêu cầu”.',
      'Duties that the plan calls “đột xuất” or “when asked”.',
    ),
    input: 'select',
    empty: words('Không thuộc nhiệm vụ nào', 'Under no duty'),
  },
  /** The plan under which it is asked; left out: the plan to work in. */
  planId: {
    field: optionalId(),
    label: words('Kế hoạch', 'Plan'),
    hint: words('Nhiệm vụ chọn ở trên phải thuộc kế hoạch này.', 'A duty chosen above is one of this plan.'),
    input: 'select',
    empty: words('Kế hoạch đang làm việc', 'The plan to work in'),
  },
  title: {
    field: text(300),
    label: words('Nội dung yêu cầu', 'What is asked for'),
    personal: 'freeText',
  },
  detail: {
    field: optionalLongText(5000),
    label: words('Yêu cầu cụ thể, số văn bản', 'In detail, number of the document'),
    input: 'area',
    personal: 'freeText',
  },
})

const countedDays = states({
  calendar: { vi: 'Ngày theo lịch', en: 'Calendar days' },
  working: { vi: 'Ngày làm việc', en: 'Working days' },
})

/** When it is due: by a day, or within so many days. */
export const termFields = recordFields({
  dueOn: { field: optionalDay(), label: words('Chậm nhất ngày', 'By the day'), input: 'date' },
  within: {
    field: optionalWhole(1, 366, 'days'),
    label: words('hoặc trong số ngày kể từ hôm nay', 'or within so many days from today'),
    hint: words(
      'Hôm nay không tính; kỳ hạn tính theo ngày mà kết thúc vào ngày nghỉ thì hết vào ngày làm việc tiếp theo (Điều 148 Bộ luật Dân sự).',
      'Today does not count; a period of days that ends on a day off ends on the next working day (Civil Code, art. 148).',
    ),
    input: 'number',
  },
  counted: {
    field: z.preprocess(
      (value) => (value === '' ? undefined : value),
      choice(countedDays.keys).default('calendar'),
    ),
    label: words('Cách tính số ngày', 'Days are counted as'),
    input: 'radio',
    of: countedDays,
  },
})

/** What is said of work that is done: in the form, the list, its export and REST. */
export const doneFields = recordFields({
  doneOn: {
    field: day(),
    later: true,
    label: words('Ngày hoàn thành', 'Done on'),
    input: 'date',
    sort: 'doneOn',
    exportOnly: true,
  },
  note: {
    field: optionalLongText(2000),
    label: words('Đã làm gì, số văn bản', 'What was done, number of the document'),
    heading: words('Ghi chú', 'Note'),
    input: 'area',
    exportOnly: true,
    personal: 'freeText',
  },
  fileId: {
    field: optionalId(),
    label: words('Tệp minh chứng', 'Evidence file'),
    input: 'file',
    offList: true,
  },
})
