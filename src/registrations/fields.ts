import { enterpriseFields, optionalPhone, sectorGroups, taxCode } from '../enterprises/index.ts'
import { choice, email, id, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { states } from '../platform/states.ts'
import { recordFields } from '../ui/index.ts'

export const registrationStates = states({
  invited: { vi: 'Đã mời', en: 'Invited', tone: 'neutral' },
  filed: { vi: 'Chờ xác nhận', en: 'Waits to be confirmed', tone: 'info' },
  accepted: { vi: 'Đã xác nhận', en: 'Confirmed', tone: 'success' },
  refused: { vi: 'Không chấp nhận', en: 'Not accepted', tone: 'error' },
})

const { labels, table } = enterpriseFields

/** The fields of a registration: one that is added here is in its form, page and in REST, and its column is marked. */
export const registrationFields = recordFields({
  taxCode: {
    field: taxCode(),
    label: labels.taxCode,
    hint: table.taxCode.hint ?? labels.taxCode,
    code: true,
    personal: 'taxNumber',
  },
  name: {
    field: text(300),
    label: labels.name,
    autocomplete: 'organization',
    sort: 'name',
    personal: 'freeText',
  },
  address: {
    field: text(500),
    label: labels.address,
    autocomplete: 'street-address',
    exportOnly: true,
    later: true,
    personal: 'freeText',
  },
  adminUnitId: {
    field: id(),
    label: labels.adminUnitId,
    hint: words('Nơi đặt trụ sở.', 'Where the seat is.'),
    input: 'select',
    joined: 'unit',
    exportOnly: true,
  },
  sectorGroup: {
    field: choice(sectorGroups.keys),
    label: labels.sectorGroup,
    hint: table.sectorGroup.hint ?? labels.sectorGroup,
    input: 'radio',
    of: sectorGroups,
    exportOnly: true,
    later: true,
  },
  person: {
    field: text(100),
    label: words('Người đăng ký', 'Who registers'),
    hint: words('Họ và tên của bạn.', 'Your full name.'),
    autocomplete: 'name',
    later: true,
    personal: 'representative',
  },
  position: {
    field: text(100),
    label: words('Chức vụ trong doanh nghiệp', 'Position in the enterprise'),
    hint: words(
      'Giám đốc, hoặc người được ủy quyền: cán bộ sẽ xem giấy ủy quyền.',
      'Director, or somebody authorised: the officer will ask for the authorisation.',
    ),
    autocomplete: 'organization-title',
    exportOnly: true,
    later: true,
    personal: 'representative',
  },
  email: {
    field: email(),
    label: words('Thư điện tử', 'E-mail'),
    hint: words('Tài khoản đăng nhập bằng địa chỉ này.', 'The account signs in with this address.'),
    input: 'email',
    autocomplete: 'email',
    exportOnly: true,
    personal: 'contact',
  },
  phone: {
    field: optionalPhone(),
    label: words('Điện thoại', 'Telephone'),
    input: 'tel',
    autocomplete: 'tel',
    exportOnly: true,
    personal: 'contact',
  },
})
