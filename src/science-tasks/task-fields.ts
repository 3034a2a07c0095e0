import {
  choice,
  day,
  id,
  longText,
  optionalDay,
  optionalId,
  optionalLongText,
  optionalText,
  text,
  whole,
  year,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { pickHint } from '../providers/index.ts'
import { recordFields } from '../ui/index.ts'
import { origins, taskWays } from './lists.ts'

/* The fields of an S&T task, of its contents and of its partners. */

export const taskFields = recordFields({
  title: { field: text(500), label: words('Tên nhiệm vụ', 'Title of the task'), sort: 'title' },
  planId: { field: id(), label: words('Kế hoạch', 'Plan'), input: 'select', joined: 'plan', half: true },
  year: {
    field: year(),
    label: words('Năm bắt đầu', 'Year in which it begins'),
    heading: words('Năm', 'Year'),
    headings: ['nam'],
    input: 'year',
    half: true,
  },
  kindId: {
    field: id(),
    label: words('Loại nhiệm vụ', 'Kind of task'),
    hint: words(
      'Loại áp dụng theo ngày phê duyệt nhiệm vụ.',
      'Which kind applies follows from the day of approval.',
    ),
    input: 'select',
    joined: 'kind',
  },
  way: {
    field: choice(taskWays.keys),
    label: words('Phương thức', 'Way'),
    input: 'select',
    of: taskWays,
    empty: null,
    half: true,
  },
  months: {
    field: whole(1, 240),
    label: words('Số tháng thực hiện', 'Months of work'),
    input: 'number',
    half: true,
    exportOnly: true,
  },
  lineId: {
    field: optionalId(),
    label: words('Mục dự toán của nhiệm vụ', 'Line that pays the task'),
    input: 'select',
    empty: words('Chưa gắn mục nào', 'No line yet'),
    joined: 'line',
    exportOnly: true,
  },
  origin: {
    field: choice(origins.keys),
    label: words('Nguồn đề xuất', 'Where the proposal comes from'),
    input: 'select',
    of: origins,
    empty: null,
    half: true,
    exportOnly: true,
  },
  originNote: {
    field: optionalText(500),
    label: words('Nơi đề xuất', 'Who proposed it'),
    half: true,
    exportOnly: true,
    personal: 'freeText',
  },
  goal: {
    field: longText(4000),
    label: words('Mục tiêu của nhiệm vụ', 'Goal of the task'),
    input: 'area',
    rows: 3,
    exportOnly: true,
    personal: 'freeText',
  },
  products: {
    field: optionalLongText(4000),
    label: words('Sản phẩm dự kiến', 'Expected products'),
    input: 'area',
    rows: 3,
    exportOnly: true,
    personal: 'freeText',
  },
  hostName: {
    field: optionalText(300),
    label: words('Tổ chức chủ trì', 'Host organisation'),
    personal: 'freeText',
  },
  hostTaxCode: {
    field: optionalText(20),
    label: words('Mã số thuế của tổ chức chủ trì', 'Tax code of the host'),
    half: true,
    code: true,
    exportOnly: true,
  },
  leaderName: {
    field: optionalText(200),
    label: words('Chủ nhiệm nhiệm vụ', 'Task leader'),
    half: true,
    personal: 'freeText',
  },
})

/** The need that a task came of, picked among those of its plan. */
export const needField = recordFields({
  needId: {
    field: optionalId(),
    label: words('Nhiệm vụ từ nhu cầu', 'The need that the task came of'),
    hint: words('Nhu cầu của cùng kế hoạch.', 'A need of the same plan.'),
    input: 'select',
    joined: 'need',
    empty: words('Không từ nhu cầu nào trong sổ', 'Of none on record'),
  },
})

/** What is done under a task; its money by source stands beside these. */
export const contentFields = recordFields({
  title: { field: text(500), label: words('Nội dung thực hiện', 'Content that is done') },
  output: {
    field: longText(2000),
    label: words('Kết quả đầu ra', 'Output of the content'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
  startsOn: {
    field: optionalDay(),
    label: words('Thực hiện từ ngày', 'Done from'),
    input: 'date',
    half: true,
  },
  endsOn: {
    field: optionalDay(),
    label: words('Thực hiện đến ngày', 'Done until'),
    input: 'date',
    half: true,
  },
  paymentPapers: {
    field: optionalLongText(2000),
    label: words('Hồ sơ thanh toán của nội dung', 'Papers that release its payment'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})

export const partnerFields = recordFields({
  name: { field: text(300), label: words('Tổ chức phối hợp', 'Partner organisation'), personal: 'freeText' },
  taxCode: {
    field: optionalText(20),
    label: words('Mã số thuế', 'Tax code'),
    code: true,
  },
  shareOfWork: {
    field: optionalText(500),
    label: words('Phần việc phối hợp', 'Its part of the work'),
    personal: 'freeText',
  },
})

/** A partner that is picked from the register of providers. */
export const pickedField = recordFields({
  providerId: {
    field: optionalId(),
    label: words('Chọn tổ chức phối hợp trong sổ', 'Pick the partner from the register'),
    hint: pickHint,
    input: 'select',
    joined: 'provider',
    empty: words('Không có trong sổ', 'Not on the register'),
  },
})

/** What is entered of a step that was taken. */
export const entryFields = recordFields({
  happenedOn: {
    field: day(),
    label: words('Ngày thực hiện bước', 'Day of the step'),
    input: 'date',
    half: true,
  },
  documentNumber: {
    field: optionalText(100),
    label: words('Số văn bản của bước', 'Document of the step'),
    half: true,
  },
  actedBy: { field: text(300), label: words('Người đã thực hiện', 'Who has acted'), personal: 'freeText' },
  note: {
    field: optionalLongText(4000),
    label: words('Kết quả, ghi chú của bước', 'Outcome, note of the step'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
  fileId: {
    field: optionalId(),
    label: words('Tệp minh chứng của bước', 'Evidence file of the step'),
    input: 'file',
  },
})
