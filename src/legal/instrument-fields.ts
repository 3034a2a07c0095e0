import { optionalDay, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'

/** The fields of a legal instrument: one that is added here is in its forms, in the list of law and in REST, and its column is marked. */
export const instrumentFields = recordFields({
  number: { field: text(60), label: words('Số, ký hiệu', 'Number and symbol') },
  title: { field: text(500), label: words('Trích yếu', 'Title'), input: 'area', rows: 2 },
  titleEn: { field: text(500), label: words('Trích yếu tiếng Anh', 'English title'), input: 'area', rows: 2 },
  issuer: { field: text(200), label: words('Cơ quan ban hành', 'Issued by') },
  issuedOn: { field: optionalDay(), label: words('Ngày ban hành', 'Issued on'), input: 'date' },
  validFrom: { field: optionalDay(), label: words('Có hiệu lực từ ngày', 'Valid from'), input: 'date' },
  validTo: { field: optionalDay(), label: words('Hết hiệu lực sau ngày', 'Valid to'), input: 'date' },
  note: { field: optionalText(500), label: words('Ghi chú', 'Note') },
  noteEn: { field: optionalText(500), label: words('Ghi chú tiếng Anh', 'Note in English') },
})
