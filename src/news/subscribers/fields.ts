import { choice, email } from '../../platform/fields.ts'
import { words } from '../../platform/language.ts'
import { states } from '../../platform/states.ts'
import { recordFields } from '../../ui/index.ts'

export const subscriberStates = states({
  asked: { vi: 'Chờ xác nhận qua thư', en: 'To be confirmed by mail', tone: 'warning' },
  confirmed: { vi: 'Đang nhận tin', en: 'Receives the news', tone: 'success' },
  ended: words('Đã thôi nhận tin', 'Receives the news no more'),
})

export const mailLanguages = states({
  vi: words('Thư bằng tiếng Việt', 'Mail in Vietnamese'),
  en: words('Thư bằng tiếng Anh', 'Mail in English'),
})

/** What whoever subscribes says. */
export const subscriberFields = recordFields({
  email: {
    field: email(),
    label: words('Địa chỉ nhận tin', 'Address that receives the news'),
    input: 'email',
    autocomplete: 'email',
    personal: 'subscriber',
  },
  language: {
    field: choice(mailLanguages.keys),
    label: words('Ngôn ngữ của thư tin', 'Language of the news by mail'),
    input: 'select',
    of: mailLanguages,
    empty: null,
  },
})
