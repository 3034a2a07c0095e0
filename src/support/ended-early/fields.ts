import { day, dong, id, longText, text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { states } from '../../platform/states.ts'
import { recordFields } from '../../ui/index.ts'

/** Why paid money of a turn that was ended early is not recovered: said by one person, confirmed by another. */
export const unrecoveredStates = states({
  entered: { vi: 'Không thu hồi, chờ xác nhận', en: 'Not recovered, to be confirmed', tone: 'warning' },
  confirmed: { vi: 'Không thu hồi, đã xác nhận', en: 'Not recovered, confirmed', tone: 'info' },
  refused: { vi: 'Phải thu hồi hoặc nêu lại', en: 'To be recovered or said anew', tone: 'error' },
})
export type UnrecoveredState = (typeof unrecoveredStates.keys)[number]

export const unrecoveredFields = recordFields({
  amount: {
    field: dong(1n),
    label: words('Số tiền không thu hồi (đồng)', 'Not recovered (đồng)'),
    input: 'money',
  },
  reason: {
    field: longText(2000),
    label: words('Vì sao không thu hồi', 'Why it is not recovered'),
    input: 'area',
    rows: 3,
    personal: 'freeText',
  },
  documentNumber: {
    field: text(100),
    label: words('Số văn bản cho không thu hồi', 'Number of the document for no recovery'),
    half: true,
  },
  documentDate: {
    field: day(),
    label: words('Ngày văn bản cho không thu hồi', 'Day of the document for no recovery'),
    input: 'date',
    half: true,
  },
  fileId: {
    field: id(),
    label: words('Văn bản cho không thu hồi', 'The document for no recovery'),
    input: 'file',
  },
})
