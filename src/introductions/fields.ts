import { taxCode } from '../enterprises/index.ts'
import { day, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { registrationFields } from '../registrations/index.ts'
import { recordFields } from '../ui/index.ts'

/** The fields of an introduction as an agency gives it. */
export const introductionFields = recordFields({
  taxCode: {
    field: taxCode(),
    label: registrationFields.labels.taxCode,
    code: true,
    exportOnly: true,
    personal: 'taxNumber',
    headings: ['mst', 'ma so thue'],
  },
  name: {
    field: text(300),
    label: registrationFields.labels.name,
    sort: 'name',
    personal: 'freeText',
    headings: ['doanh nghiep', 'ten doanh nghiep', 'ten co so'],
  },
})

/** The fields of a consent that was given on paper. */
export const consentFields = recordFields({
  consentBy: {
    field: text(200),
    label: words('Người đồng ý thay mặt doanh nghiệp', 'Who consents for the enterprise'),
    personal: 'representative',
    later: true,
  },
  consentedOn: { field: day(), label: words('Ngày đồng ý', 'Day of consent'), input: 'date', later: true },
  paper: {
    field: text(300),
    label: words('Văn bản đồng ý', 'Paper of the consent'),
    hint: words('Số, ngày hoặc nơi lưu.', 'Its number, day, or where it is kept.'),
    personal: 'freeText',
    later: true,
  },
})
