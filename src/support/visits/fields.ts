import { z } from 'zod'
import {
  choice,
  day,
  flag,
  id,
  longText,
  optionalId,
  optionalText,
  text,
  whole,
} from '../../platform/fields.ts'
import { type Words, words } from '../../platform/language.ts'
import { states } from '../../platform/states.ts'
import { nfc } from '../../platform/text.ts'
import { recordFields } from '../../ui/index.ts'
import { type RiskFactor, riskFactors } from './draw.ts'

/** A list of visits, drawn by one person and approved by another. */
export const visitPlanStates = states({
  proposed: { vi: 'Danh sách kiểm tra chờ duyệt', en: 'List of visits to be approved', tone: 'warning' },
  returned: { vi: 'Danh sách kiểm tra phải làm lại', en: 'List of visits to be drawn anew', tone: 'error' },
  approved: { vi: 'Danh sách kiểm tra đã duyệt', en: 'List of visits approved', tone: 'success' },
})

export const visitStates = states({
  planned: { vi: 'Sẽ kiểm tra', en: 'To be visited', tone: 'info' },
  made: { vi: 'Đã kiểm tra tại chỗ', en: 'Visited', tone: 'success' },
  cancelled: words('Không kiểm tra nữa', 'Visit called off'),
})
export type VisitState = (typeof visitStates.keys)[number]

/** How a turn came to be visited. */
export const visitWays = states({
  risk: words('Chọn theo rủi ro', 'Picked by risk'),
  lot: words('Chọn theo bốc thăm', 'Picked by lot'),
  named: words('Kiểm tra ngoài danh sách', 'Visited beside the list'),
  again: words('Kiểm tra lại việc khắc phục', 'Visited again for a remedy'),
})

/** What was found on the way to being put right. */
export const remedyStates = states({
  open: { vi: 'Chờ doanh nghiệp khắc phục', en: 'To be remedied', tone: 'warning' },
  returned: { vi: 'Phải khắc phục thêm', en: 'To be remedied further', tone: 'error' },
  answered: { vi: 'Đã báo khắc phục, chờ xem lại', en: 'Said to be remedied, to be looked at', tone: 'info' },
  closed: { vi: 'Đã khắc phục xong', en: 'Remedied', tone: 'success' },
})
export type RemedyState = (typeof remedyStates.keys)[number]

export const closingWays = states({
  proof: words('Bằng minh chứng doanh nghiệp gửi', 'By the proof that the enterprise sent'),
  visit: words('Bằng lần kiểm tra khác', 'By another visit'),
})

export const answers = states({
  yes: words('Đạt', 'Met'),
  no: words('Không đạt', 'Not met'),
  none: words('Không áp dụng ở đây', 'Does not apply here'),
})

const items = () =>
  z.preprocess(
    (value) =>
      typeof value === 'string'
        ? value
            .split(/\r?\n/)
            .map(nfc)
            .filter((line) => line !== '')
        : value,
    z.array(z.string().min(1).max(500)).min(1).max(60),
  )

const itemsField = {
  field: items(),
  label: words('Các mục phải xem', 'What is looked at'),
  hint: words('Mỗi dòng một mục.', 'One item in a line.'),
  input: 'area',
  rows: 10,
  personal: 'freeText',
} as const

const sourceField = {
  field: optionalText(300),
  label: words('Căn cứ của bảng kiểm', 'What the checklist rests on'),
  hint: words(
    'Văn bản quy định các mục này; để trống nếu cơ quan tự đặt.',
    'The document that asks for these items; empty where they are the office’s own.',
  ),
  personal: 'freeText',
} as const

export const checklistFields = recordFields({
  name: { field: text(200), label: words('Tên bảng kiểm', 'Name of the checklist'), personal: 'freeText' },
  items: itemsField,
  source: sourceField,
})

export const editionFields = recordFields({
  items: itemsField,
  source: sourceField,
  reason: {
    field: longText(1000),
    label: words('Vì sao sửa bảng kiểm', 'Why the checklist changes'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})

export const visitPlanFields = recordFields({
  title: {
    field: text(200),
    label: words('Tên danh sách kiểm tra', 'Name of the list of visits'),
    personal: 'freeText',
    sort: 'title',
  },
  lineId: {
    field: id(),
    label: words('Mục dự toán chi cho kiểm tra', 'Budget line that pays the visits'),
    input: 'select',
    empty: words('Chọn mục chi', 'Choose the line that pays'),
    joined: 'line',
  },
  checklistId: {
    field: id(),
    label: words('Bảng kiểm dùng khi kiểm tra', 'Checklist of the visits'),
    input: 'select',
    empty: words('Chọn bảng kiểm', 'Choose a checklist'),
    joined: 'checklist',
  },
  firstOn: {
    field: day(),
    label: words('Kiểm tra từ ngày', 'Visits from'),
    input: 'date',
    half: true,
    sort: 'firstOn',
  },
  lastOn: { field: day(), label: words('Kiểm tra đến ngày', 'Visits until'), input: 'date', half: true },
})

/** The weight of each factor of risk, as the form asks for it: `weightLate`. */
export const weightKey = (factor: RiskFactor) =>
  `weight${factor.charAt(0).toUpperCase()}${factor.slice(1)}` as WeightKey
type WeightKey = `weight${Capitalize<RiskFactor>}`
const weightTable = Object.fromEntries(
  riskFactors.keys.map((factor) => [
    weightKey(factor),
    { field: whole(0, 10), label: riskFactors.names[factor], input: 'number', half: true },
  ]),
) as Record<WeightKey, { field: ReturnType<typeof whole>; label: Words; input: 'number'; half: true }>

export const drawFields = recordFields({
  byRisk: {
    field: whole(0, 200),
    label: words('Số lượt chọn theo rủi ro', 'How many by risk'),
    input: 'number',
    half: true,
  },
  byLot: {
    field: whole(0, 200),
    label: words('Số lượt chọn theo bốc thăm', 'How many by lot'),
    input: 'number',
    half: true,
  },
  seed: {
    field: optionalText(60),
    label: words('Chuỗi gốc để bốc thăm', 'Seed of the lot'),
    hint: words(
      'Để trống thì chương trình tự đặt. Chuỗi được giữ lại: ai có chuỗi này bốc lại thì ra đúng kết quả đó.',
      'Left empty the program makes one. It is kept: whoever draws again with it picks the same.',
    ),
    filled: true,
  },
  ...weightTable,
})

/** What a visit beside the list is begun with. */
export const scheduleFields = recordFields({
  plannedOn: {
    field: day(),
    label: words('Ngày dự kiến kiểm tra', 'Planned day of the visit'),
    input: 'date',
  },
  team: {
    field: optionalText(300),
    label: words('Người đi kiểm tra', 'Who visits'),
    personal: 'official',
  },
  announced: {
    field: flag(),
    label: words('Báo trước cho doanh nghiệp', 'Tell the enterprise beforehand'),
    input: 'check',
  },
})

export const namedFields = recordFields({
  checklistId: {
    field: optionalId(),
    label: words('Bảng kiểm dùng khi kiểm tra', 'Checklist of the visits'),
    input: 'select',
    empty: words('Không dùng bảng kiểm', 'Without a checklist'),
    joined: 'checklist',
  },
  reason: {
    field: longText(1000),
    label: words('Vì sao kiểm tra ngoài danh sách', 'Why it is visited beside the list'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})

export const resultFields = recordFields({
  visitedOn: { field: day(), label: words('Ngày kiểm tra tại chỗ', 'Visited on'), input: 'date' },
  present: {
    field: optionalText(500),
    label: words('Người của doanh nghiệp có mặt', 'Who of the enterprise was present'),
    personal: 'freeText',
  },
  conclusion: {
    field: longText(4000),
    label: words('Kết quả kiểm tra tại chỗ', 'What the visit shows'),
    input: 'area',
    rows: 4,
    personal: 'freeText',
  },
  fileId: {
    field: optionalId(),
    label: words('Biên bản kiểm tra', 'Minutes of the visit'),
    input: 'file',
  },
})

export const foundFields = recordFields({
  content: {
    field: longText(2000),
    label: words('Điều phát hiện', 'What was found'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  remedy: {
    field: longText(2000),
    label: words('Việc phải khắc phục', 'What is to be put right'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
  dueOn: { field: day(), label: words('Hạn khắc phục', 'To be put right by'), input: 'date' },
})

export const remedyFields = recordFields({
  answer: {
    field: longText(2000),
    label: words('Đã khắc phục thế nào', 'What was put right'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  fileId: {
    field: optionalId(),
    label: words('Minh chứng khắc phục', 'Proof of the remedy'),
    input: 'file',
  },
})

export const remedyClosing = recordFields({
  closedBy: {
    field: choice(closingWays.keys),
    label: words('Xác nhận khắc phục bằng gì', 'Closed by what'),
    input: 'radio',
    of: closingWays,
  },
  closedVisitId: {
    field: optionalId(),
    label: words('Lần kiểm tra xác nhận', 'The visit that shows it'),
    input: 'select',
    empty: words('Chọn lần kiểm tra', 'Choose the visit'),
    joined: 'closedVisit',
  },
  closing: {
    field: longText(1000),
    label: words('Nhận xét khi xác nhận', 'What was seen'),
    input: 'area',
    rows: 2,
    personal: 'freeText',
  },
})

export const photographFields = recordFields({
  caption: {
    field: optionalText(300),
    label: words('Ảnh chụp gì', 'What the photograph shows'),
    personal: 'freeText',
  },
  place: {
    field: optionalText(60),
    label: words('Vị trí chụp', 'Where it was taken'),
    hint: words(
      'Chỉ ghi khi cần; vị trí trong tệp ảnh luôn bị bỏ.',
      'Only where it is needed; what the file says of the place is always removed.',
    ),
    personal: 'freeText',
  },
})
