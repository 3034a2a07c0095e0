import { optionalPhone } from '../../enterprises/index.ts'
import { choice, day, email, flag, optionalEmail, optionalText, text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import type { Need, Rule } from '../../platform/operation.ts'
import { recordFields } from '../../ui/index.ts'
import { comers } from './rules.ts'

/** The fields of a registration: one that is added here is in its form, list, export, table and in REST, and its column is marked. */
export const registrationFields = recordFields({
  kind: {
    field: choice(comers.keys),
    label: words('Đến từ', 'Comes from'),
    headings: ['doi tuong', 'loai don vi'],
    input: 'radio',
    of: comers,
  },
  name: {
    field: text(200),
    label: words('Họ và tên', 'Full name'),
    headings: ['ho ten', 'nguoi tham du', 'ten nguoi tham du'],
    autocomplete: 'name',
    sort: 'name',
    personal: 'participant',
  },
  organisation: {
    field: optionalText(300),
    label: words('Tên doanh nghiệp, cơ quan, trường', 'Name of the enterprise, agency or school'),
    heading: words('Nơi công tác', 'Workplace'),
    headings: ['don vi', 'don vi cong tac', 'noi cong tac', 'doanh nghiep', 'co quan'],
    autocomplete: 'organization',
    personal: 'participant',
  },
  post: {
    field: optionalText(200),
    label: words('Chức vụ, công việc', 'Post or work'),
    headings: ['chuc vu', 'chuc danh'],
    autocomplete: 'organization-title',
    exportOnly: true,
    personal: 'participant',
  },
  email: {
    field: optionalEmail(),
    label: words('Thư điện tử', 'E-mail'),
    headings: ['email'],
    input: 'email',
    autocomplete: 'email',
    exportOnly: true,
    personal: 'participant',
  },
  phone: {
    field: optionalPhone(),
    label: words('Điện thoại', 'Telephone'),
    headings: ['so dien thoai'],
    input: 'tel',
    autocomplete: 'tel',
    exportOnly: true,
    personal: 'participant',
  },
})

/** By the public link an address is asked for: the confirmation goes there. */
export const publicInput = { ...registrationFields.input, email: email() }

/** That whoever comes agrees to be kept on the list. */
export const consentInput = { consents: flag() }

interface Given {
  readonly kind: string
  readonly organisation?: string | undefined
}

export const organisationNeeded = {
  field: 'organisation',
  of: ['kind'],
  when: ({ kind }: Given) => kind !== 'person',
  said: words('khi không phải cá nhân', 'unless it is an individual'),
} as const satisfies Need<Given>

export const consentNeeded: Rule<{ readonly consents: boolean }> = {
  of: ['consents'],
  judge: ({ consents }) =>
    consents
      ? null
      : {
          field: 'consents',
          words: words(
            'Không có sự đồng ý thì không ghi tên được.',
            'Nobody is put on the list without consent.',
          ),
        },
}

/** How registration for an event goes. */
export const openingFields = recordFields({
  registerUntil: {
    field: day(),
    label: words('Đăng ký đến hết ngày', 'Registration until the end of'),
    input: 'date',
    half: true,
    later: true,
  },
  registerChecked: {
    field: flag(),
    label: words(
      'Cơ quan tổ chức xem từng đăng ký rồi mới nhận',
      'The organiser looks at each registration first',
    ),
    input: 'check',
    later: true,
  },
})
