import { day, optionalId, optionalLongText, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'

/** What a step of a turn was taken by. */
export const stepFields = recordFields({
  happenedOn: { field: day(), label: words('Ngày', 'Day'), input: 'date' },
  /** A number on record stays where none is sent: a contract and a cancellation have one. */
  documentNumber: {
    field: optionalText(100),
    label: words('Số văn bản', 'Number of the document'),
    filled: true,
  },
  fileId: {
    field: optionalId(),
    label: words('Tệp minh chứng', 'Evidence file'),
    input: 'file',
  },
  note: {
    field: optionalLongText(2000),
    label: words('Ghi chú', 'Note'),
    input: 'area',
    personal: 'freeText',
  },
})
