import { choice, day, id, optionalDay, optionalWhole, text, whole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { eventKinds } from './rules.ts'

/** The fields of an event: one that is added here is in its form, page, list, export and in REST. */
export const eventFields = recordFields({
  title: {
    field: text(300),
    label: words('Tên sự kiện', 'Name of the event'),
    heading: words('Tên', 'Name'),
    personal: 'freeText',
  },
  kind: {
    field: choice(eventKinds.keys),
    label: words('Loại', 'Kind'),
    input: 'radio',
    of: eventKinds,
  },
  heldOn: {
    field: day(),
    label: words('Từ ngày', 'From'),
    heading: words('Ngày', 'Day'),
    input: 'date',
    half: true,
    sort: 'date',
  },
  endedOn: {
    field: optionalDay(),
    label: words('Đến ngày', 'To'),
    hint: words('Để trống nếu trong một ngày.', 'Leave empty for one day.'),
    input: 'date',
    half: true,
    exportOnly: true,
  },
  place: { field: text(300), label: words('Nơi tổ chức', 'Place'), personal: 'freeText' },
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
