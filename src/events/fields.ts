import { z } from 'zod'
import {
  day,
  id,
  longText,
  optionalChoice,
  optionalDay,
  optionalDong,
  optionalId,
  optionalLongText,
  optionalText,
  optionalWhole,
  text,
  whole,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { eventKinds } from '../training/index.ts'
import { recordFields } from '../ui/index.ts'

/** The fields of a kind of event. */
export const kindFields = recordFields({
  name: { field: text(200), label: words('Tên loại sự kiện', 'Name of the kind of event'), sort: 'name' },
  nameEn: {
    field: text(200),
    label: words('Tên loại bằng tiếng Anh', 'Name of the kind in English'),
    exportOnly: true,
  },
  counts: {
    field: optionalChoice(eventKinds.keys),
    label: words('Tính vào chỉ tiêu như', 'Counts in the targets as'),
    hint: words(
      'Khi ghi kết quả, sự kiện được ghi vào Hội nghị, đào tạo theo loại này.',
      'With its outcome an event is recorded under Events and training as this kind.',
    ),
    input: 'select',
    of: eventKinds,
    empty: words('Không tính vào chỉ tiêu', 'Counts in no target'),
  },
})

/** The fields of a planned event. */
export const eventFields = recordFields({
  planId: { field: id(), label: words('Kế hoạch', 'Plan'), input: 'select', joined: 'plan', empty: null },
  kindId: {
    field: id(),
    label: words('Loại sự kiện', 'Kind of event'),
    input: 'select',
    joined: 'kind',
  },
  title: {
    field: text(300),
    label: words('Tên sự kiện', 'Name of the event'),
    sort: 'title',
    personal: 'freeText',
  },
  startsOn: { field: day(), label: words('Từ ngày', 'From'), input: 'date', half: true, sort: 'starts' },
  endsOn: {
    field: optionalDay(),
    label: words('Đến ngày', 'To'),
    hint: words('Để trống nếu trong một ngày.', 'Leave empty for one day.'),
    input: 'date',
    half: true,
    exportOnly: true,
  },
  place: {
    field: text(300),
    label: words('Nơi tổ chức', 'Place'),
    exportOnly: true,
    personal: 'freeText',
  },
  goal: {
    field: optionalLongText(4000),
    label: words('Mục đích, nội dung chính', 'Purpose and main contents'),
    input: 'area',
    rows: 3,
    exportOnly: true,
    personal: 'freeText',
  },
  capacity: {
    field: optionalWhole(1, 100_000, 'persons'),
    label: words('Số chỗ', 'Places for participants'),
    input: 'number',
    half: true,
    exportOnly: true,
  },
  lineId: {
    field: optionalId(),
    label: words('Mục dự toán chi trả', 'Line of the budget that pays'),
    input: 'select',
    joined: 'line',
    empty: words('Không chi từ dự toán của kế hoạch', 'Not paid out of the plan’s budget'),
    exportOnly: true,
  },
  cost: {
    field: optionalDong(),
    label: words('Dự kiến chi', 'Planned cost'),
    input: 'money',
    half: true,
    exportOnly: true,
  },
})

/** The fields of a part of the programme. */
export const sessionFields = recordFields({
  heldOn: { field: day(), label: words('Ngày', 'Day'), input: 'date', half: true },
  startsAt: {
    field: z.preprocess(
      (value) => (typeof value === 'string' ? value.trim().replace(/^(\d):/, '0$1:') : value),
      z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    ),
    label: words('Giờ bắt đầu', 'Starts at'),
    hint: words('Ví dụ 08:00.', 'For example 08:00.'),
    half: true,
  },
  title: { field: text(500), label: words('Nội dung', 'Content'), personal: 'freeText' },
  speaker: {
    field: optionalText(200),
    label: words('Người trình bày', 'Speaker'),
    personal: 'freeText',
  },
  speakerFrom: {
    field: optionalText(300),
    label: words('Nơi công tác', 'Workplace'),
    personal: 'freeText',
  },
})

/** What came of an event. */
export const outcomeFields = recordFields({
  participants: {
    field: whole(1, 100_000, 'persons'),
    label: words('Số người tham dự', 'Number of participants'),
    input: 'number',
    half: true,
    later: true,
  },
  result: {
    field: longText(8000),
    label: words('Kết quả, kết luận', 'Outcome and conclusions'),
    input: 'area',
    rows: 4,
    later: true,
    personal: 'freeText',
  },
  fileId: {
    field: id(),
    label: words('Minh chứng', 'Evidence'),
    hint: words(
      'Báo cáo kết quả, biên bản hoặc danh sách tham dự.',
      'Report, minutes or list of participants.',
    ),
    input: 'file',
    offList: true,
    later: true,
  },
})
