import { noticeKind, tell } from '../notices/index.ts'
import { roles } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { createAccount } from './commands.ts'

const made = noticeKind({
  key: 'accounts.made',
  label: words('Tài khoản được lập', 'Account made'),
  for: roles,
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

const device = noticeKind({
  key: 'accounts.newDevice',
  label: words('Đăng nhập từ thiết bị mới', 'Sign-in from a new device'),
  for: roles,
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
