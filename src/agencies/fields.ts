import { choice, optionalDay, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { recordFields } from '../ui/index.ts'
import { agencyRoles } from './rules.ts'

/** The fields of an agency: one that is added here is in its form, page, list, export, import and in REST, and its column is marked. */
export const agencyFields = recordFields({
  name: {
    field: text(200),
    label: words('Tên', 'Name'),
    heading: words('Cơ quan', 'Agency'),
    sheet: words('Cơ quan', 'Agency'),
    headings: ['ten co quan', 'ten', 'don vi', 'name'],
    sort: 'name',
  },
  // Left out, the name itself stands in until somebody gives one.
  nameEn: {
    field: optionalText(200),
    filled: true,
    label: words('Tên tiếng Anh', 'Name in English'),
    headings: ['english name'],
    exportOnly: true,
  },
  kind: {
    field: choice(agencyRoles.keys),
    label: words('Vai trò', 'Role'),
    input: 'select',
    of: agencyRoles,
    sort: 'kind',
  },
  // The office's own, which the public page tells; no person's.
  contact: {
    field: optionalText(200),
    label: words('Liên hệ công khai (điện thoại, thư điện tử)', 'Public contact (telephone, e-mail)'),
    heading: words('Liên hệ', 'Contact'),
    sheet: words('Liên hệ', 'Contact'),
    headings: ['lien he', 'dien thoai'],
    exportOnly: true,
  },
  validFrom: {
    field: optionalDay(),
    label: words('Hoạt động từ ngày', 'In being from'),
    heading: words('Từ ngày', 'From'),
    sheet: words('Từ ngày', 'From'),
    headings: ['hoat dong tu ngay'],
    input: 'date',
    sort: 'from',
  },
  source: {
    field: text(300),
    label: words('Nguồn (văn bản)', 'Source (instrument)'),
    heading: words('Nguồn', 'Source'),
    sheet: words('Nguồn', 'Source'),
    headings: ['van ban', 'can cu'],
    exportOnly: true,
  },
})

const { kind: _role, validFrom: _begin, ...corrected } = agencyFields.input
/** The inputs of a correction: an agency keeps its role and its first day. */
export const correctedInput = corrected
