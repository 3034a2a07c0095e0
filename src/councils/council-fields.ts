import { flag, optionalEmail, optionalLongText, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

/** Where a council stands. */
export const councilStates = states({
  forming: words('Đang thành lập', 'Being formed'),
  sitting: { vi: 'Đang làm việc', en: 'Sitting', tone: 'info' },
  ended: { vi: 'Đã kết thúc', en: 'Ended', tone: 'success' },
})

/** What is said of a member beside the post. */
export const memberFields = recordFields({
  personName: { field: text(100), label: words('Họ và tên', 'Full name'), personal: 'member' },
  position: {
    field: optionalText(200),
    label: words('Học hàm, học vị, chức vụ', 'Title and position'),
    personal: 'freeText',
  },
  organisation: {
    field: optionalText(300),
    label: words('Nơi công tác', 'Workplace'),
    personal: 'freeText',
  },
  email: {
    field: optionalEmail(),
    label: words('Thư điện tử', 'E-mail'),
    hint: words(
      'Địa chỉ của tài khoản mà người đó đăng nhập. Để trống: phiếu giấy do cơ quan nhập, kèm bản quét.',
      'The address of the account by which the person signs in. Left empty: sheets come on paper, entered here with their scan.',
    ),
    input: 'email',
    personal: 'member',
  },
})

export const councilNote = { note: optionalLongText(2000) }
export const consent = { consent: flag() }
