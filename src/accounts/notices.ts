import { noticeKind, tell } from '../notices/index.ts'
import { signedIn, withAccount } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { createAccount } from './commands.ts'
import { appointDeputy } from './deputies.ts'
import { inviteOutsider } from './roles.ts'

const made = noticeKind({
  key: 'accounts.made',
  label: words('Tài khoản được lập', 'Account made'),
  for: withAccount,
  way: 'mail',
  binding: words('Chủ tài khoản phải được báo.', 'The owner of an account is told.'),
  subject: words('Tài khoản của bạn đã được lập', 'An account was made for you'),
  body: words(
    'Tài khoản {email} đã được lập. Mật khẩu dùng một lần do quản trị viên trao riêng; xin đăng nhập và đổi mật khẩu.',
    'The account {email} was made. The administrator gives you the one-time password apart from this; please sign in and replace it.',
  ),
  fields: { email: words('Thư điện tử', 'E-mail') },
})

follow(createAccount, async (context, { email }, { id }) => {
  await tell(context, made, {
    to: { accountIds: [id] },
    occurrence: 'made',
    values: { email },
    href: '/account',
  })
})

follow(inviteOutsider, async (context, { email }, { id }) => {
  await tell(context, made, {
    to: { accountIds: [id] },
    occurrence: 'made',
    values: { email },
    href: '/account',
  })
})

const deputy = noticeKind({
  key: 'accounts.deputy',
  label: words('Được cử làm thay', 'Appointed as a deputy'),
  for: signedIn,
  way: 'mail',
  binding: words('Người làm thay phải được báo.', 'A deputy is told.'),
  subject: words('Bạn làm thay {absent} từ {from} đến {to}', 'You stand in for {absent} from {from} to {to}'),
  body: words(
    'Bạn được cử làm thay {absent} từ {from} đến {to}: {reason}\nViệc của {absent} hiện trong Việc của tôi trong những ngày ấy.',
    'You stand in for {absent} from {from} to {to}: {reason}\nTheir work is on your list on these days.',
  ),
  fields: {
    absent: words('Người vắng', 'Absent person'),
    from: words('Từ ngày', 'From'),
    to: words('Đến ngày', 'To'),
    reason: words('Lý do', 'Reason'),
  },
})

follow(appointDeputy, async (context, { fromDay, toDay, reason }, { id, accountId, deputyId }) => {
  const absent = await context.db
    .selectFrom('account')
    .select('name')
    .where('id', '=', accountId)
    .executeTakeFirstOrThrow()
  await tell(context, deputy, {
    to: { accountIds: [deputyId] },
    occurrence: String(id),
    values: { absent: absent.name, from: formatDate(fromDay), to: formatDate(toDay), reason },
    href: '/work',
  })
})

const device = noticeKind({
  key: 'accounts.newDevice',
  label: words('Đăng nhập từ thiết bị mới', 'Sign-in from a new device'),
  for: withAccount,
  way: 'mail',
  binding: words(
    'Chủ tài khoản phải được báo khi có thiết bị mới đăng nhập.',
    'The owner of an account is told when a new device signs in.',
  ),
  subject: words('Đăng nhập từ thiết bị mới ({address})', 'Sign-in from a new device ({address})'),
  body: words(
    'Tài khoản của bạn vừa được đăng nhập từ thiết bị mới: {browser}, địa chỉ {address}. Nếu không phải bạn, xin đổi mật khẩu ngay và đăng xuất khỏi mọi thiết bị.',
    'Somebody signed in to your account from a new device: {browser}, address {address}. If it was not you, change your password now and sign out everywhere.',
  ),
  fields: { address: words('Địa chỉ', 'Address'), browser: words('Trình duyệt', 'Browser') },
})

/** Tells the owner of an account that a device has signed in to it for the first time. @param id of the device */
export function tellOfDevice(
  context: { readonly db: Db; readonly now: Date },
  accountId: string,
  seen: { readonly id: number; readonly address: string; readonly browser: string },
): Promise<number> {
  return tell(context, device, {
    to: { accountIds: [accountId] },
    occurrence: String(seen.id),
    values: { address: seen.address, browser: seen.browser },
    href: '/account',
  })
}
