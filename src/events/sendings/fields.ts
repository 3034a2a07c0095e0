import {
  day,
  id,
  longText,
  optionalEmail,
  optionalId,
  optionalText,
  optionalWhole,
  text,
  whole,
} from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { type StateOf, states } from '../../platform/states.ts'
import { recordFields } from '../../ui/index.ts'

/* Courses that others hold: the call, whom agencies name, the decision, what came of it. */

export const callStates = states({
  open: { vi: 'Đang nhận giới thiệu người học', en: 'Names are being taken', tone: 'warning' },
  decided: { vi: 'Đã quyết định cử', en: 'Sending decided', tone: 'success' },
})

/** Where somebody stands who was named. */
export const nomineeStates = states({
  named: { vi: 'Được giới thiệu', en: 'Named', tone: 'warning' },
  left: { vi: 'Không được cử', en: 'Not sent', tone: 'neutral' },
  sent: { vi: 'Được cử, phải báo cáo khi về', en: 'Sent, reports on return', tone: 'info' },
  reported: { vi: 'Đã báo cáo, chờ truyền đạt lại', en: 'Reported, teaches on next', tone: 'info' },
  taught: { vi: 'Đã truyền đạt lại', en: 'Has taught on', tone: 'success' },
})
export type NomineeState = StateOf<typeof nomineeStates>

export const callFields = recordFields({
  organiser: {
    field: text(300),
    label: words('Tổ chức mở khóa', 'Who holds the course'),
    hint: words(
      'Ví dụ: Tổ chức Năng suất Châu Á (APO).',
      'For example: the Asian Productivity Organization.',
    ),
    personal: 'freeText',
  },
  documentNumber: {
    field: optionalText(100),
    label: words('Số văn bản thông báo khóa', 'Number of the call'),
    half: true,
  },
  nominateBy: {
    field: day(),
    label: words('Giới thiệu người học trước hết ngày', 'Names until the end of'),
    input: 'date',
    half: true,
  },
  seats: {
    field: optionalWhole(1, 1000, 'persons'),
    label: words('Số suất học', 'Seats of the course'),
    input: 'number',
    half: true,
  },
  fileId: {
    field: optionalId(),
    label: words('Văn bản thông báo khóa', 'The call itself'),
    input: 'file',
    offList: true,
  },
})

export const nomineeFields = recordFields({
  name: {
    field: text(200),
    label: words('Họ và tên', 'Full name'),
    sort: 'name',
    autocomplete: 'off',
    personal: 'participant',
  },
  workplace: {
    field: optionalText(300),
    label: words('Nơi công tác', 'Workplace'),
    half: true,
    autocomplete: 'off',
    personal: 'participant',
  },
  post: {
    field: optionalText(200),
    label: words('Chức vụ, công việc', 'Post or work'),
    half: true,
    autocomplete: 'off',
    exportOnly: true,
    personal: 'participant',
  },
  email: {
    field: optionalEmail(),
    label: words('Thư điện tử', 'E-mail'),
    input: 'email',
    autocomplete: 'off',
    exportOnly: true,
    personal: 'participant',
  },
})

export const sendingFields = recordFields({
  decisionNumber: {
    field: text(100),
    label: words('Số quyết định cử', 'Number of the decision to send'),
    half: true,
    later: true,
  },
  decidedOn: {
    field: day(),
    label: words('Ngày quyết định cử', 'Day of the decision to send'),
    input: 'date',
    half: true,
    later: true,
  },
  reportBy: {
    field: day(),
    label: words('Hạn báo cáo khi về', 'Report on return by'),
    input: 'date',
    half: true,
    later: true,
  },
})

export const returnFields = recordFields({
  reportedOn: {
    field: day(),
    label: words('Ngày báo cáo', 'Day of the report'),
    input: 'date',
    later: true,
  },
  report: {
    field: longText(8000),
    label: words('Báo cáo kết quả học', 'Report on what was learned'),
    input: 'area',
    rows: 5,
    later: true,
    exportOnly: true,
    personal: 'freeText',
  },
  fileId: {
    field: id(),
    label: words('Tệp báo cáo', 'File of the report'),
    input: 'file',
    offList: true,
    later: true,
  },
})

export const teachingFields = recordFields({
  taughtOn: {
    field: day(),
    label: words('Ngày truyền đạt lại', 'Day on which it was taught on'),
    input: 'date',
    half: true,
    later: true,
  },
  persons: {
    field: whole(1, 100_000, 'persons'),
    label: words('Số người được truyền đạt', 'How many were taught'),
    input: 'number',
    half: true,
    later: true,
  },
  taught: {
    field: longText(4000),
    label: words('Nội dung truyền đạt lại', 'What was taught on'),
    input: 'area',
    rows: 3,
    later: true,
    exportOnly: true,
    personal: 'freeText',
  },
})
