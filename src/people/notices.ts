import { noticeKind, tell } from '../notices/index.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { withdrawConsent } from './commands.ts'

const withdrawn = noticeKind({
  key: 'people.withdrawn',
  label: words('Một người rút đồng ý lưu dữ liệu', 'A person withdrew consent'),
  for: ['coordinator', 'leader'],
  way: 'mail',
  subject: words('Một người đã rút đồng ý lưu dữ liệu', 'A person withdrew the consent to be kept'),
  body: words(
    'Việc xóa dữ liệu đã được đề xuất và chờ người khác quyết định. Lý do: {reason}',
    'The erasure is proposed and waits for another person’s decision. Reason: {reason}',
  ),
  fields: { reason: words('Lý do', 'Reason') },
})

follow(withdrawConsent, (context, { reason }, { id, version }) =>
  tell(context, withdrawn, {
    to: { roles: ['coordinator', 'leader'] },
    occurrence: `${id}:${version}`,
    values: { reason },
    href: `/people/${id}`,
  }),
)
