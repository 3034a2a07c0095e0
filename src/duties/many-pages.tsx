import { words } from '../platform/language.ts'
import { manyPages } from '../ui/index.ts'
import { prolongDuties, remindDutiesNow } from './pressing.ts'
import { listDuties } from './queries.ts'

const list = {
  label: words('Nhiệm vụ của các cơ quan', 'Duties of agencies'),
  href: '/duties',
  query: listDuties,
}
const href = (id: number | string) => `/duties/${id}`

export const remindMany = manyPages({
  command: remindDutiesNow,
  title: words('Nhắc cơ quan', 'Remind the agency'),
  address: '/duties/many/reminder',
  ...{ list, href },
  fields: (f, { t }) => f.area('message', { label: t('Lời nhắn', 'Message') }),
  submit: (count, t) => t(`Nhắc ${count} việc`, `Remind of ${count}`),
})

export const prolongMany = manyPages({
  command: prolongDuties,
  title: words('Gia hạn', 'Prolong'),
  address: '/duties/many/due',
  ...{ list, href },
  fields: (f, { t }) => (
    <>
      {f.date('dueOn', { label: t('Thời hạn mới', 'New due day'), required: true })}
      {f.text('reason', { label: t('Lý do', 'Reason'), required: true })}
    </>
  ),
  submit: (count, t) => t(`Đổi thời hạn ${count} việc`, `Change ${count}`),
})
