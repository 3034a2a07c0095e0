import { roleNames } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { formatMegabytes } from '../platform/megabytes.ts'
import type { Output } from '../platform/operation.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../platform/page.ts'
import { Badge, Facts, LinkButton, Moment, PostButton, RecordTable, Section } from '../ui/index.ts'
import { forgetDevice } from './devices.ts'
import { myAccount } from './queries.ts'
import { Sessions } from './session-pages.tsx'
import { secretView } from './shown-once.tsx'
import { OwnTokens } from './token-pages.tsx'
import { createToken, revokeToken } from './tokens.ts'

async function myAccountView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const account = await request.execute(myAccount, {})
  return {
    title: t('Tài khoản của tôi', 'My account'),
    body: (
      <>
        <Section>
          <Facts
            items={[
              [t('Họ và tên', 'Full name'), account.name],
              [t('Thư điện tử', 'E-mail'), account.email],
              [
                t('Vai trò', 'Role'),
                request.actor.held.map(({ role }) => t(roleNames[role])).join(', ') || t('Không có', 'None'),
              ],
              [t('Thuộc', 'Of'), account.agency ?? account.enterprise],
              [
                t('Dung lượng tệp', 'Size of files'),
                t(
                  `${formatMegabytes(account.uploads.used, 'vi')} MB trên ${formatMegabytes(account.uploads.quota, 'vi')} MB được phép`,
                  `${formatMegabytes(account.uploads.used, 'en')} MB of the ${formatMegabytes(account.uploads.quota, 'en')} MB allowed`,
                ),
              ],
            ]}
          />
          <p class="mt-4 flex flex-wrap gap-3">
            <LinkButton href="/password">{t('Đổi mật khẩu', 'Change the password')}</LinkButton>
            {request.mayOpen('/account/deputies') ? (
              <LinkButton href="/account/deputies">
                {t('Làm thay khi vắng mặt', 'Deputies for absences')}
              </LinkButton>
            ) : null}
            <LinkButton href="/account/data">{t('Dữ liệu của tôi', 'My data')}</LinkButton>
            <LinkButton href="/account/security">
              {t('Xác thực hai bước, khóa truy cập', 'Second factor, passkeys')}
            </LinkButton>
            <PostButton
              action="/sign-out-everywhere"
              label={t('Đăng xuất khỏi mọi thiết bị', 'Sign out everywhere')}
              once={crypto.randomUUID()}
            />
          </p>
        </Section>
        <Sessions request={request} sessions={account.sessions} />
        <Devices request={request} devices={account.devices} />
        <OwnTokens request={request} tokens={account.tokens} form={form} />
      </>
    ),
  }
}

type Device = Output<typeof myAccount>['devices'][number]

/** The browsers that have signed in to the account: a strange one is seen here. */
function Devices({ request: { t }, devices }: { request: PageRequest; devices: readonly Device[] }) {
  if (devices.length === 0) return null
  return (
    <Section
      title={t('Thiết bị đã đăng nhập', 'Devices that have signed in')}
      id="devices"
      lead={t(
        'Thấy thiết bị lạ: đổi mật khẩu ngay, rồi đăng xuất khỏi mọi thiết bị. Thiết bị quen không bị chậm lại khi người khác dò mật khẩu của bạn.',
        'A strange one: change your password now and sign out everywhere. A known device is not slowed down when strangers guess your password.',
      )}
    >
      <RecordTable
        caption={t('Thiết bị đã đăng nhập', 'Devices that have signed in')}
        stack
        rows={devices}
        columns={[
          {
            head: t('Lần đầu', 'First seen'),
            cell: (device) => (
              <>
                <Moment at={device.firstSeenAt} />{' '}
                {device.isNew ? <Badge tone="warning">{t('Thiết bị mới', 'New device')}</Badge> : null}
              </>
            ),
          },
          { head: t('Gần nhất', 'Last seen'), cell: (device) => <Moment at={device.lastSeenAt} /> },
          { head: t('Địa chỉ', 'Address'), cell: (device) => device.address },
          { head: t('Trình duyệt', 'Browser'), cell: (device) => device.browser || '—' },
          {
            head: t('Việc', 'Action'),
            cell: (device) => (
              <PostButton
                small
                action={`/account/devices/${device.id}/forget`}
                label={t('Quên', 'Forget')}
                once={crypto.randomUUID()}
              />
            ),
          },
        ]}
      />
    </Section>
  )
}

export const myAccountPages: readonly Page[] = [
  page({ route: 'GET /account', for: myAccount, run: (request) => myAccountView(request, freshForm()) }),
  receiver({
    command: forgetDevice,
    address: '/account/devices/{id}/forget',
    done: () => ({ to: '/account', message: words('Đã quên thiết bị.', 'The device is forgotten.') }),
    again: myAccountView,
  }),
  receiver({
    command: createToken,
    address: '/account/tokens',
    done: (output, { request }) =>
      secretView(
        request,
        request.t('Đã tạo token', 'The token has been made'),
        [['Authorization', `Bearer ${output.token}`]],
        '/account',
      ),
    again: myAccountView,
  }),
  receiver({
    command: revokeToken,
    address: '/account/tokens/{id}/revoke',
    done: () => ({ to: '/account', message: words('Đã thu hồi token.', 'The token is revoked.') }),
    again: myAccountView,
  }),
]
