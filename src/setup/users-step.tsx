import { type Role, roleNames, roles } from '../platform/actor.ts'
import type { Output } from '../platform/operation.ts'
import type { FormValues, PageRequest, View } from '../platform/page.ts'
import { Form, fields, LinkButton, Notice, RecordTable, Section } from '../ui/index.ts'
import type { addUsers } from './commands.ts'
import { formOf, type Step, title, typed } from './step.ts'

/** The roles that the first accounts are asked for; enterprises get theirs from their own pages. */
const firstRoles: readonly Role[] = roles.filter((role) => role !== 'enterprise')

/** The step that makes the first accounts. */
export function UsersStep({ request, shown, sent }: Step) {
  const { t } = request
  const form = formOf(sent, 'users', {})
  const f = fields(form, t)
  return (
    <Section
      id="users"
      title={t('4. Tài khoản đầu tiên', '4. The first accounts')}
      lead={t(
        'Mỗi người một tài khoản với mật khẩu dùng một lần. Để trống vai trò chưa cần. Người thẩm định không tự quyết định, nên cần ít nhất một người khác.',
        'One account for each person, with a one-time password. Leave out the roles that are not needed yet. Who appraises does not decide, so at least one other person is needed.',
      )}
      actions={<a href="/accounts">{t(`${shown.accounts} tài khoản`, `${shown.accounts} accounts`)}</a>}
    >
      {shown.agencies === 0 ? (
        <p>{t('Xin lập danh mục cơ quan trước.', 'Please make the agencies first.')}</p>
      ) : (
        <Form
          form={form}
          t={t}
          id="form-users"
          action="/setup/users"
          submit={t('Tạo tài khoản', 'Create the accounts')}
          wide
        >
          <RecordTable
            caption={t('Tài khoản đầu tiên', 'The first accounts')}
            stack
            rows={firstRoles}
            columns={[
              { head: t('Vai trò', 'Role'), cell: (role) => t(roleNames[role]) },
              {
                head: t('Họ và tên', 'Full name'),
                cell: (role) => (
                  <input
                    class="input w-full border-base-content/40"
                    name={`who.${role}`}
                    value={f.value(`who.${role}`)}
                    autocomplete="off"
                    aria-label={t(`Họ và tên: ${roleNames[role].vi}`, `Full name: ${roleNames[role].en}`)}
                  />
                ),
              },
              {
                head: t('Thư điện tử', 'E-mail'),
                cell: (role) => (
                  <input
                    class="input w-full border-base-content/40"
                    type="email"
                    name={`mail.${role}`}
                    value={f.value(`mail.${role}`)}
                    autocomplete="off"
                    aria-label={t(`Thư điện tử: ${roleNames[role].vi}`, `E-mail: ${roleNames[role].en}`)}
                  />
                ),
              },
            ]}
          />
        </Form>
      )}
    </Section>
  )
}

/** The people whom the form names; a line with a name or an address alone is asked about. */
export const usersTyped = (values: FormValues) => ({
  users: firstRoles.flatMap((role) => {
    const [name, email] = [typed(values, `who.${role}`), typed(values, `mail.${role}`)]
    return name === '' && email === '' ? [] : [{ role, name, email }]
  }),
})

/** The accounts that were made, with passwords that are shown this once. */
export function madeView(request: PageRequest, made: Output<typeof addUsers>['made']): View {
  const { t } = request
  return {
    title: t('Tài khoản đã tạo', 'The accounts that were made'),
    breadcrumbs: [{ label: t(title), href: '/setup' }],
    body: (
      <Section>
        <Notice tone="warning">
          {t(
            'Mật khẩu chỉ hiện một lần, dùng được 7 ngày. Xin chép lại và chuyển cho từng người qua kênh an toàn.',
            'The passwords are shown once and last 7 days. Copy them and hand each over safely.',
          )}
        </Notice>
        <RecordTable
          caption={t('Tài khoản đã tạo', 'The accounts that were made')}
          stack
          rows={made}
          columns={[
            {
              head: t('Vai trò', 'Role'),
              cell: ({ role }) => t(roleNames[roles.find((one) => one === role) ?? 'agency']),
            },
            { head: t('Thư điện tử', 'E-mail'), cell: ({ email }) => email },
            {
              head: t('Mật khẩu dùng một lần', 'One-time password'),
              cell: ({ password }) =>
                password === null ? (
                  t('đã có tài khoản', 'had an account')
                ) : (
                  <code class="break-all">{password}</code>
                ),
            },
          ]}
        />
        <p class="mt-4">
          <LinkButton href="/">{t('Về trang đầu', 'To the first page')}</LinkButton>
        </p>
      </Section>
    ),
  }
}
