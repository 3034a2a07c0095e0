import { mayRun, roleNames, roles } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../platform/page.ts'
import { Act, Badge, Facts, LinkButton, listPage, Moment, Notice, PostButton, Section } from '../ui/index.ts'
import { createAccount, resetPassword, setDisabled } from './commands.ts'
import { accountsCrumb } from './crumbs.ts'
import { closeMany, reopenMany } from './many-pages.tsx'
import { newAccount } from './new-account-page.tsx'
import { policyLink } from './policy-pages.tsx'
import { listAccounts, showAccount } from './queries.ts'
import { Roles, rolesOfAccount } from './role-pages.tsx'
import { inviteOutsider } from './roles.ts'
import { secretView } from './shown-once.tsx'
import { endAllAccess } from './tokens.ts'

export const accountManagementPages: readonly Page[] = [
  listPage({
    route: 'GET /accounts',
    place: { group: 'system', order: 90, label: words('Tài khoản', 'Accounts') },
    title: words('Tài khoản', 'Accounts'),
    query: listAccounts,
    many: [closeMany.act, reopenMany.act],
    actions: (request) => (
      <>
        {policyLink(request)}
        <LinkButton href="/deputies">{request.t('Làm thay', 'Deputies')}</LinkButton>
        <LinkButton href="/accounts/tokens">{request.t('Token', 'Tokens')}</LinkButton>
        <Act command={inviteOutsider} request={request} href="/accounts/invite">
          {request.t('Mời người ngoài', 'Invite somebody from outside')}
        </Act>
        <Act command={createAccount} request={request} kind="primary" href="/accounts/new">
          {request.t('Thêm tài khoản', 'New account')}
        </Act>
      </>
    ),
    filters: ({ t }) => [
      { name: 'q', label: words('Tên hoặc thư điện tử', 'Name or e-mail'), kind: 'search' },
      {
        name: 'role',
        label: words('Vai trò', 'Role'),
        kind: 'select',
        choices: roles.map((role) => ({ value: role, label: t(roleNames[role]) })),
      },
      {
        name: 'state',
        label: words('Tình trạng', 'State'),
        kind: 'select',
        choices: [
          { value: 'open', label: t('Đang dùng', 'In use') },
          { value: 'disabled', label: t('Đã khóa', 'Closed') },
        ],
      },
    ],
    columns: ({ t }) => [
      {
        key: 'name',
        label: words('Họ và tên', 'Full name'),
        sort: 'name',
        value: (row) => row.name,
        cell: (row) => <a href={`/accounts/${row.id}`}>{row.name}</a>,
      },
      { key: 'email', label: words('Thư điện tử', 'E-mail'), sort: 'email', value: (row) => row.email },
      { key: 'role', label: words('Vai trò', 'Role'), sort: 'role', value: (row) => t(roleNames[row.role]) },
      { key: 'of', label: words('Thuộc', 'Of'), value: (row) => row.agency ?? row.enterprise },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) =>
          row.disabled
            ? t('Đã khóa', 'Closed')
            : row.mustChangePassword
              ? t('Chưa đổi mật khẩu', 'Password not changed yet')
              : t('Đang dùng', 'In use'),
      },
      {
        key: 'secondFactor',
        label: words('Xác thực hai bước', 'Second factor'),
        value: (row) => (row.secondFactor ? t('Có', 'Yes') : t('Không', 'No')),
      },
    ],
  }),
  ...newAccount.pages,
  page({ route: 'GET /accounts/{id}', for: showAccount, run: (request) => accountView(request) }),
  receiver({
    command: resetPassword,
    address: '/accounts/{id}/password',
    done: (output, { request }) =>
      secretView(
        request,
        request.t('Đã cấp mật khẩu mới', 'A new password has been issued'),
        [
          [request.t('Thư điện tử', 'E-mail'), output.email],
          [request.t('Mật khẩu dùng một lần', 'One-time password'), output.password],
        ],
        `/accounts/${request.params.id}`,
      ),
    again: accountView,
  }),
  receiver({
    command: endAllAccess,
    address: '/accounts/{id}/access',
    done: (_output, { request }) => ({
      to: `/accounts/${request.params.id}`,
      message: words(
        'Mọi phiên và token của tài khoản đã kết thúc.',
        'All sessions and tokens of the account have ended.',
      ),
    }),
    again: accountView,
  }),
  receiver({
    command: setDisabled,
    address: '/accounts/{id}/disabled',
    input: (values) => ({ disabled: values.disabled }),
    done: (_output, { values, request }) => ({
      to: `/accounts/${request.params.id}`,
      message:
        values.disabled === 'true'
          ? words('Đã khóa tài khoản.', 'The account is closed.')
          : words('Đã mở tài khoản.', 'The account is open again.'),
    }),
    again: accountView,
  }),
]

async function accountView(request: PageRequest, form: FormState = freshForm()): Promise<View> {
  const { t, actor } = request
  const account = await request.execute(showAccount, { id: request.params.id })
  const { roles: held } = await rolesOfAccount(request, account.id)
  return {
    title: account.name,
    breadcrumbs: [accountsCrumb(request)],
    body: (
      <>
        <Section>
          {form.problem === null ? null : (
            <Notice tone="error" live>
              {t(form.problem)}
            </Notice>
          )}
          <Facts
            items={[
              [t('Thư điện tử', 'E-mail'), account.email],
              [t('Vai trò', 'Role'), t(roleNames[account.role])],
              [t('Cơ quan', 'Agency'), account.agency],
              [t('Doanh nghiệp', 'Enterprise'), account.enterprise],
              [t('Quản trị viên', 'Administrator'), account.admin ? t('Có', 'Yes') : t('Không', 'No')],
              [
                t('Tình trạng', 'State'),
                account.disabled ? (
                  <Badge tone="error">{t('Đã khóa', 'Closed')}</Badge>
                ) : (
                  <Badge tone="success">{t('Đang dùng', 'In use')}</Badge>
                ),
              ],
              [
                t('Xác thực hai bước', 'Second factor'),
                account.secondFactor ? t('Có', 'Yes') : t('Không', 'No'),
              ],
              [t('Tạo lúc', 'Created'), <Moment at={account.createdAt} />],
            ]}
          />
          {mayRun(actor, resetPassword) ? (
            <div class="no-print mt-5 flex flex-wrap gap-3">
              <PostButton
                action={`/accounts/${account.id}/password`}
                label={t('Cấp mật khẩu dùng một lần', 'Issue a one-time password')}
                once={form.once}
              />
              <PostButton
                action={`/accounts/${account.id}/disabled`}
                label={
                  account.disabled
                    ? t('Mở tài khoản', 'Reopen the account')
                    : t('Khóa tài khoản', 'Close the account')
                }
                kind={account.disabled ? 'plain' : 'danger'}
                once={crypto.randomUUID()}
                values={{ disabled: String(!account.disabled) }}
              />
              <PostButton
                action={`/accounts/${account.id}/access`}
                label={t('Kết thúc mọi phiên và token', 'End all sessions and tokens')}
                once={crypto.randomUUID()}
              />
              {account.secondFactor ? (
                <LinkButton kind="danger" href={`/accounts/${account.id}/second-factor`}>
                  {t('Đặt lại xác thực hai bước', 'Reset the second factor')}
                </LinkButton>
              ) : null}
            </div>
          ) : null}
        </Section>
        <Roles request={request} accountId={account.id} roles={held} />
      </>
    ),
  }
}
