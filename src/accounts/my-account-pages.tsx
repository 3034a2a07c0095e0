import { roleNames, signedIn } from '../platform/actor.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  submit,
  type View,
} from '../platform/page.ts'
import { fileResponse } from '../platform/pages.ts'
import { Facts, Form, fields, LinkButton, Moment, PostButton, Section, Table } from '../ui/index.ts'
import { createToken, revokeToken } from './commands.ts'
import { myAccount } from './queries.ts'
import { secretView } from './shown-once.tsx'

async function myAccountView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const account = await request.execute(myAccount, {})
  const f = fields(form, t)
  return {
    title: t('Tài khoản của tôi', 'My account'),
    body: (
      <>
        <Section>
          <Facts
            items={[
              [t('Họ và tên', 'Full name'), account.name],
              [t('Thư điện tử', 'E-mail'), account.email],
              [t('Vai trò', 'Role'), t(roleNames[account.role])],
              [t('Thuộc', 'Of'), account.agency ?? account.enterprise],
            ]}
          />
          <p class="mt-4 flex flex-wrap gap-3">
            <LinkButton href="/password">{t('Đổi mật khẩu', 'Change the password')}</LinkButton>
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
        <Section title={t('Phiên đang mở', 'Open sessions')} id="sessions">
          <Table caption={t('Phiên đang mở', 'Open sessions')} stack>
            <thead>
              <tr>
                <th>{t('Từ', 'Since')}</th>
                <th>{t('Địa chỉ', 'Address')}</th>
                <th>{t('Trình duyệt', 'Browser')}</th>
              </tr>
            </thead>
            <tbody>
              {account.sessions.map((session) => (
                <tr>
                  <td data-label={t('Từ', 'Since')}>
                    <Moment at={session.since} />
                  </td>
                  <td data-label={t('Địa chỉ', 'Address')}>{session.address || '—'}</td>
                  <td data-label={t('Trình duyệt', 'Browser')}>{session.browser || '—'}</td>
                </tr>
              ))}
            </tbody>
          </Table>
        </Section>
        <Section
          title={t('Token cho máy', 'Tokens for machines')}
          id="tokens"
          lead={t(
            'Một chương trình gọi REST (/api/v1) bằng token, với đúng quyền của tài khoản này.',
            'A program calls REST (/api/v1) with a token, with just this account’s rights.',
          )}
        >
          {account.tokens.length === 0 ? null : (
            <ul class="mb-4 grid gap-2">
              {account.tokens.map((token) => (
                <li class="flex flex-wrap items-center gap-3">
                  <span>
                    <b>{token.name}</b> <code>{token.hint}…</code>{' '}
                    <span class="hint">
                      <Moment at={token.createdAt} />
                      {token.expiresAt === null ? null : (
                        <>
                          {' → '}
                          <Moment at={token.expiresAt} />
                        </>
                      )}
                    </span>
                  </span>
                  <PostButton
                    small
                    action={`/account/tokens/${token.id}/revoke`}
                    label={t('Thu hồi', 'Revoke')}
                    kind="danger"
                    once={crypto.randomUUID()}
                  />
                </li>
              ))}
            </ul>
          )}
          <Form form={form} t={t} action="/account/tokens" submit={t('Tạo token', 'Make a token')}>
            {f.text('name', { label: t('Tên gợi nhớ', 'Label'), required: true })}
            {f.number('days', { label: t('Số ngày hiệu lực', 'Days of validity') })}
          </Form>
        </Section>
      </>
    ),
  }
}

export const myAccountPages: readonly Page[] = [
  page({ route: 'GET /account', may: signedIn, run: (request) => myAccountView(request, freshForm()) }),
  page({
    route: 'POST /account/tokens',
    may: signedIn,
    run: (request) =>
      submit(request, createToken, {
        done: (output) =>
          secretView(
            request,
            request.t('Đã tạo token', 'The token has been made'),
            [['Authorization', `Bearer ${output.token}`]],
            '/account',
          ),
        again: (form) => myAccountView(request, form),
      }),
  }),
  page({
    route: 'POST /account/tokens/{id}/revoke',
    may: signedIn,
    run: (request) =>
      submit(request, revokeToken, {
        input: () => ({ id: request.params.id }),
        done: () => ({ to: '/account', message: request.t('Đã thu hồi token.', 'The token is revoked.') }),
        again: (form) => myAccountView(request, form),
      }),
  }),
  page({
    route: 'GET /files/{id}',
    may: signedIn,
    run: (request) => fileResponse(request, request.params.id ?? ''),
  }),
]
