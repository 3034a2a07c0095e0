import { optionalEmail, optionalText } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { recordFields } from '../../ui/index.ts'

/** Somebody who is invited by name: neither an agency nor an enterprise of the register. */
export const inviteeFields = recordFields({
  name: {
    field: optionalText(200),
    label: words('Họ và tên khách mời', 'Full name of the guest'),
    autocomplete: 'off',
    personal: 'participant',
  },
  organisation: {
    field: optionalText(300),
    label: words('Nơi công tác', 'Workplace'),
    half: true,
    autocomplete: 'off',
    exportOnly: true,
    personal: 'participant',
  },
  email: {
    field: optionalEmail(),
    label: words('Thư điện tử', 'E-mail'),
    hint: words('Để chương trình gửi lời mời.', 'So that the program sends the invitation.'),
    input: 'email',
    half: true,
    autocomplete: 'off',
    exportOnly: true,
    personal: 'participant',
  },
})
