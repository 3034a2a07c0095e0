import { choice, optionalId, optionalSite, text } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { states } from '../../platform/states.ts'
import { recordFields } from '../../ui/index.ts'

/** Who sees a material. */
export const sights = states({
  organiser: { vi: 'Chưa công bố', en: 'Not published yet', tone: 'neutral' },
  participants: { vi: 'Cho người dự', en: 'For participants', tone: 'info' },
  public: { vi: 'Công khai', en: 'Public', tone: 'success' },
})

export const materialFields = recordFields({
  title: { field: text(300), label: words('Tên tài liệu', 'Title of the material'), personal: 'freeText' },
  sight: {
    field: choice(sights.keys),
    label: words('Ai xem được tài liệu', 'Who sees the material'),
    heading: words('Ai xem được', 'Seen by'),
    hint: words(
      'Người dự xem bằng đường dẫn riêng của đăng ký; công khai thì ai cũng tải được.',
      'Participants see it by the personal link of their registration; everybody can download what is public.',
    ),
    input: 'radio',
    of: sights,
  },
  link: {
    field: optionalSite(),
    label: words('Địa chỉ trên mạng', 'Address in the web'),
    hint: words('Bắt đầu bằng https://', 'It begins with https://'),
    input: 'site',
  },
  fileId: {
    field: optionalId(),
    label: words('Tệp tài liệu', 'File of the material'),
    input: 'file',
    offList: true,
  },
})
