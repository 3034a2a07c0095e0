import { optionalDay, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'

/** The fields of a unit of the catalogue: one that is added here is in its forms, page, list, export, import and in REST, and its column is marked. */
export const placeFields = recordFields({
  name: {
    field: text(200),
    label: words('Tên', 'Name'),
    hint: words('Đủ cả loại: Xã …, Phường …', 'With its kind: Xã …, Phường …'),
    headings: ['ten don vi', 'don vi hanh chinh'],
    sort: 'name',
  },
  nameEn: { field: text(200), label: words('Tên tiếng Anh', 'Name in English'), exportOnly: true },
  province: {
    field: text(60),
    label: words('Tỉnh, thành phố', 'Province'),
    input: 'select',
    headings: ['tinh', 'thuoc tinh'],
  },
  code: { field: text(20), label: words('Mã', 'Code'), headings: ['ma don vi'], code: true },
  validFrom: {
    field: optionalDay(),
    label: words('Từ ngày', 'From'),
    input: 'date',
    headings: ['ngay thanh lap'],
  },
  validTo: {
    field: optionalDay(),
    label: words('Đến ngày', 'To'),
    input: 'date',
    headings: ['ngay ket thuc'],
  },
  source: {
    field: text(500),
    label: words('Nguồn', 'Source'),
    input: 'area',
    rows: 3,
    headings: ['nghi quyet', 'van ban', 'can cu'],
    exportOnly: true,
  },
})
/** The values of a unit. */
export type PlaceValues = ReturnType<typeof placeFields.values>

const { nameEn: _translated, ...added } = placeFields.input
/** The inputs of a new unit: its English name is made of its name. */
export const addedInput = added
const { province: _province, code: _code, ...mended } = placeFields.input
/** The inputs of a correction: a unit keeps its province and its code. */
export const mendedInput = mended
