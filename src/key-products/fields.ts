import { day, id, optionalDay, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/** Where a list stands on a day. */
export const listStates = states({
  inForce: { vi: 'Có hiệu lực', en: 'In force', tone: 'success' },
  later: words('Chưa có hiệu lực', 'From a later day'),
  ended: words('Đã hết hiệu lực', 'No longer in force'),
})

/** The fields of a list of key products: one that is added here is in its forms, page, list, export and in REST, and its column is marked. */
export const listFields = recordFields({
  instrumentId: {
    field: id(),
    label: words('Văn bản', 'Instrument'),
    input: 'select',
    sort: 'instrument',
    joined: 'instrument',
  },
  province: {
    field: optionalText(60),
    label: words('Địa bàn', 'Territory'),
    hint: words(
      'Tên tỉnh, thành phố như quyết định ghi; quyết định của tỉnh cũ áp dụng trên địa bàn cũ. Để trống: cả nước.',
      'The province as the decision names it; an old province’s decision holds in its old territory. Left empty: everywhere.',
    ),
  },
  validFrom: {
    field: day(),
    label: words('Có hiệu lực từ ngày', 'Valid from'),
    input: 'date',
    half: true,
    sort: 'validFrom',
  },
  validTo: {
    field: optionalDay(),
    label: words('Hết hiệu lực sau ngày', 'Valid to'),
    input: 'date',
    half: true,
    sort: 'validTo',
  },
  note: { field: optionalText(500), label: words('Ghi chú', 'Note'), exportOnly: true },
})
export type ListValues = ReturnType<typeof listFields.values>

/** The fields of a product of a list: one that is added here is also in the import of an appendix. */
export const entryFields = recordFields({
  name: {
    field: text(300),
    label: words('Tên sản phẩm', 'Name of the product'),
    headings: ['san pham', 'ten san pham', 'ten san pham chu luc', 'san pham chu luc', 'danh muc san pham'],
    sort: 'name',
  },
  groupName: {
    field: optionalText(200),
    label: words('Nhóm sản phẩm', 'Group of products'),
    headings: ['nhom', 'nganh hang', 'nhom nganh hang', 'linh vuc'],
    sort: 'groupName',
  },
  note: { field: optionalText(500), label: words('Ghi chú', 'Note'), exportOnly: true },
})
export type EntryValues = ReturnType<typeof entryFields.values>
