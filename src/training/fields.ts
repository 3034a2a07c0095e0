import { choice, day, id, optionalDay, optionalWhole, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { eventKinds } from './rules.ts'

/** The fields of an event: one that is added here is in its form, page, list, export, take-over and in REST, and its column is marked. */
export const eventFields = recordFields({
  kind: {
    field: choice(eventKinds.keys),
    label: words('Loại', 'Kind'),
    sheet: words('Loại sự kiện', 'Kind of event'),
    input: 'radio',
    sort: 'kind',
    of: eventKinds,
  },
  title: {
    field: text(300),
    label: words('Tên sự kiện', 'Name of the event'),
    heading: words('Tên', 'Name'),
    sort: 'title',
    headings: ['ten lop', 'ten khoa dao tao'],
    personal: 'freeText',
  },
  heldOn: {
    field: day(),
    label: words('Từ ngày', 'From'),
    heading: words('Ngày', 'Day'),
    sheet: words('Ngày bắt đầu', 'Starts'),
    input: 'date',
    half: true,
    sort: 'date',
  },
  endedOn: {
    field: optionalDay(),
    label: words('Đến ngày', 'To'),
    sheet: words('Ngày kết thúc', 'Ends on'),
    hint: words('Để trống nếu trong một ngày.', 'Leave empty for one day.'),
    input: 'date',
    half: true,
    exportOnly: true,
  },
  place: {
    field: text(300),
    label: words('Nơi tổ chức', 'Place'),
    sort: 'place',
    headings: ['dia diem'],
    personal: 'freeText',
  },
  participants: {
    field: whole(1, 100_000, 'persons'),
    label: words('Số người tham dự', 'Number of participants'),
    heading: words('Người tham dự', 'Participants'),
    input: 'number',
    half: true,
    sort: 'participants',
  },
  experts: {
    field: optionalWhole(0, 100_000, 'persons'),
    absent: 0,
    label: words('Số chuyên gia được đào tạo', 'Number of experts trained'),
    heading: words('Chuyên gia', 'Experts'),
    hint: words('Chỉ với loại “Đào tạo chuyên gia”.', 'Only for a training of experts.'),
    input: 'number',
    half: true,
    sort: 'experts',
    headings: ['so chuyen gia'],
  },
  fileId: {
    field: id(),
    label: words('Minh chứng', 'Evidence'),
    hint: words(
      'Báo cáo kết quả, danh sách tham dự hoặc quyết định công nhận; PDF, ảnh, DOCX, XLSX.',
      'Report, list of participants or decision; PDF, picture, DOCX, XLSX.',
    ),
    input: 'file',
    joined: 'file',
    offList: true,
  },
})
/** An event as its columns. */
export type EventValues = ReturnType<typeof eventFields.values>
