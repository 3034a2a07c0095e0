import { optionalDay, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'

/** The fields of a legal instrument: one that is added here is in its forms, its list and page and in REST, and its column is marked. */
export const instrumentFields = recordFields({
  number: { field: text(60), label: words('Số, ký hiệu', 'Number and symbol'), sort: 'number' },
  title: { field: text(500), label: words('Trích yếu', 'Title'), input: 'area', rows: 2, sort: 'title' },
  titleEn: {
    field: text(500),
    label: words('Trích yếu tiếng Anh', 'English title'),
    input: 'area',
    rows: 2,
    exportOnly: true,
  },
  issuer: { field: text(200), label: words('Cơ quan ban hành', 'Issued by'), sort: 'issuer' },
  issuedOn: {
    field: optionalDay(),
    label: words('Ngày ban hành', 'Issued on'),
    input: 'date',
    sort: 'issuedOn',
  },
  validFrom: {
    field: optionalDay(),
    label: words('Có hiệu lực từ ngày', 'Valid from'),
    input: 'date',
    sort: 'validFrom',
  },
  validTo: {
    field: optionalDay(),
    label: words('Hết hiệu lực sau ngày', 'Valid to'),
    input: 'date',
    sort: 'validTo',
  },
  note: { field: optionalText(500), label: words('Ghi chú', 'Note'), exportOnly: true },
  noteEn: {
    field: optionalText(500),
    label: words('Ghi chú tiếng Anh', 'Note in English'),
    exportOnly: true,
  },
})
