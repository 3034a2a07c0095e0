import { day, dong, id, optionalId, optionalText, text, year } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { recordFields } from '../../ui/index.ts'
import { servesField } from '../fields.ts'

/** The fields of an integrated programme: one that is added here is in its form, page, list, export and in REST. */
export const integrationFields = recordFields({
  agencyId: {
    field: id(),
    label: words('Cơ quan, hội lồng ghép', 'Agency that integrates'),
    input: 'select',
    joined: 'agency',
    half: true,
  },
  year: {
    field: year(),
    label: words('Năm lồng ghép', 'Year of the money'),
    input: 'year',
    half: true,
    sort: 'year',
  },
  programme: {
    field: text(300),
    label: words('Kế hoạch, chương trình của cơ quan, hội', 'Own plan or programme of the agency'),
  },
  documentNumber: {
    field: text(100),
    label: words('Số văn bản ban hành', 'Number of its document'),
    half: true,
  },
  documentDate: {
    field: day(),
    label: words('Ngày văn bản ban hành', 'Day of its document'),
    input: 'date',
    half: true,
    exportOnly: true,
  },
  clause: {
    field: text(200),
    label: words('Điều, khoản lồng ghép', 'Clause that integrates'),
    hint: words('Số mục, điểm hoặc khoản của văn bản đó.', 'The section, item or clause of that document.'),
    half: true,
  },
  ownLine: {
    field: optionalText(200),
    label: words('Mục chi trong dự toán của cơ quan, hội', 'Line in the estimate of the agency'),
    half: true,
    exportOnly: true,
  },
  purpose: {
    field: text(500),
    label: words('Khoản lồng ghép dùng vào việc gì', 'What the integrated money is for'),
    exportOnly: true,
    personal: 'freeText',
  },
  amount: {
    field: dong(1n),
    label: words('Số tiền lồng ghép (đồng)', 'Integrated money (đồng)'),
    input: 'money',
    half: true,
  },
  sourceId: {
    field: id(),
    label: words('Quỹ, nguồn vốn lồng ghép', 'Fund that is integrated'),
    input: 'select',
    joined: 'source',
    half: true,
  },
  lineId: {
    field: optionalId(),
    label: words('Đứng cạnh mục dự toán của kế hoạch', 'Line of the plan beside which it stands'),
    input: 'select',
    empty: words('Không cạnh mục nào', 'Beside none'),
    joined: 'line',
    exportOnly: true,
  },
  serves: servesField,
  fileId: {
    field: optionalId(),
    label: words('Văn bản của kế hoạch, chương trình', 'Document of the own plan'),
    input: 'file',
    joined: 'file',
    offList: true,
  },
})
