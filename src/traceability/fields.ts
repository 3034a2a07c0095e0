import { z } from 'zod'
import { optionalGtin } from '../enterprises/index.ts'
import { day, id, longText, optionalDay, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/** A lot on its way to the public. */
export const lotStates = states({
  draft: { vi: 'Chưa công khai', en: 'Not published', tone: 'info' },
  published: { vi: 'Đang công khai', en: 'Open to the public', tone: 'success' },
  recalled: { vi: 'Đã thu hồi lô hàng', en: 'Lot recalled', tone: 'error' },
})
export type LotState = StateOf<typeof lotStates>

const marks = /^[0-9A-Za-z._-]{1,20}$/
const trimmed = (value: unknown) => {
  const typed = typeof value === 'number' ? String(value) : value
  return typeof typed === 'string' ? typed.trim() || undefined : typed
}
const lotHint = words(
  'Chữ không dấu, số, dấu chấm, gạch ngang, gạch dưới; nhiều nhất 20 ký tự.',
  'Letters, digits, dot, hyphen, underscore; at most 20 characters.',
)

/** A kind of event that a lot is tracked by. */
export const eventKindFields = recordFields({
  name: {
    field: text(200),
    label: words('Tên loại sự kiện truy xuất', 'Name of the tracking event'),
    sort: 'name',
  },
  nameEn: {
    field: text(200),
    label: words('Tên loại sự kiện truy xuất bằng tiếng Anh', 'Name of the tracking event in English'),
    exportOnly: true,
  },
  source: {
    field: longText(500),
    label: words('Căn cứ của loại sự kiện', 'Basis of the kind of event'),
    input: 'area',
    rows: 2,
  },
})

/** A traced lot. */
export const lotFields = recordFields({
  productId: {
    field: id(),
    label: words('Sản phẩm được truy xuất', 'Traced product'),
    input: 'select',
    joined: 'product',
    empty: words('Chọn sản phẩm', 'Choose a product'),
  },
  gtin: {
    field: optionalGtin(),
    filled: true,
    label: words('Mã GTIN của lô', 'GTIN of the lot'),
    hint: words(
      'Để trống: mã GTIN của sản phẩm. Chữ số cuối là số kiểm tra.',
      'Empty: the GTIN of the product. Its last digit is the check digit.',
    ),
    code: true,
    half: true,
  },
  lot: {
    field: z.preprocess(trimmed, z.string().regex(marks)),
    label: words('Số lô', 'Lot number'),
    hint: lotHint,
    code: true,
    half: true,
  },
  serial: {
    field: z.preprocess(trimmed, z.string().regex(marks).optional()),
    label: words('Số sê-ri', 'Serial number'),
    hint: words('Khi truy xuất từng đơn vị sản phẩm.', 'Where each piece is traced.'),
    code: true,
    half: true,
    exportOnly: true,
  },
  quantity: {
    field: optionalText(100),
    label: words('Số lượng của lô', 'Size of the lot'),
    hint: words('Ví dụ: 500 kg.', 'Such as 500 kg.'),
    half: true,
    exportOnly: true,
    personal: 'freeText',
  },
  producedOn: {
    field: day(),
    label: words('Ngày sản xuất của lô', 'Day of production'),
    input: 'date',
    half: true,
    sort: 'producedOn',
  },
  bestBefore: {
    field: optionalDay(),
    label: words('Hạn sử dụng của lô', 'Best before'),
    input: 'date',
    half: true,
    exportOnly: true,
  },
})

/** A tracking event: what, where, when, who, why. */
export const eventFields = recordFields({
  kindId: {
    field: id(),
    label: words('Loại sự kiện truy xuất', 'Kind of tracking event'),
    input: 'select',
    joined: 'kind',
    empty: words('Chọn loại sự kiện', 'Choose a kind of event'),
    half: true,
  },
  happenedOn: { field: day(), label: words('Khi nào', 'When it happened'), input: 'date', half: true },
  what: {
    field: text(300),
    label: words('Việc gì, với cái gì', 'What happened, and to what'),
    hint: words('Ví dụ: thu hoạch 500 kg lúa.', 'Such as 500 kg of rice harvested.'),
    personal: 'freeText',
  },
  place: { field: text(200), label: words('Ở đâu', 'Where'), half: true, personal: 'freeText' },
  who: {
    field: text(200),
    label: words('Tổ chức, cơ sở thực hiện', 'Organisation that did it'),
    hint: words(
      'Trang công khai hiện mục này; không ghi tên cá nhân.',
      'The public page shows it; name no person.',
    ),
    half: true,
    personal: 'freeText',
  },
  why: {
    field: optionalText(300),
    label: words('Để làm gì', 'What it was for'),
    personal: 'freeText',
  },
})
