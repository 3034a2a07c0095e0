import { heldRoleKeys, outsideRoles, roleNames } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { matterKinds } from '../platform/matters.ts'
import {
  type FormState,
  freshForm,
  type PageRequest,
  page,
  receiver,
  submit,
  type View,
} from '../platform/page.ts'
import { Act, Badge, Form, fields, formPage, Section, Table } from '../ui/index.ts'
import { personFields } from './person-fields.tsx'
import { accountBindings, showAccount } from './queries.ts'
import { endRole, giveRole, inviteOutsider, listRoles, type RoleRow } from './roles.ts'
import { newAccountView } from './shown-once.tsx'

const up = ({ t }: PageRequest) => ({ label: t('Tài khoản', 'Accounts'), href: '/accounts' })

/** What a role is for: its agency, enterprise or matter. */
function Whom({ row, request }: { row: RoleRow; request: PageRequest }) {
  const { t, mayOpen } = request
  if (row.matter === null) return <span>{row.agency ?? row.enterprise ?? '—'}</span>
  const kind = matterKinds.get(row.matter.record)
  const href = kind?.address.replace('{id}', String(row.matter.recordId)) ?? ''
  const name = `${kind === undefined ? row.matter.record : t(kind.label)} ${row.matter.recordId}`
  return mayOpen(href) ? <a href={href}>{name}</a> : <span>{name}</span>
}

/** From a day to a day, as people say it. */
function days({ t }: PageRequest, { fromDay, toDay }: RoleRow): string {
  if (fromDay === null && toDay === null) return t('Không thời hạn', 'Without an end')
  return [
    ...(fromDay === null ? [] : [`${t('từ', 'since')} ${formatDate(fromDay)}`]),
    ...(toDay === null ? [] : [`${t('đến', 'until')} ${formatDate(toDay)}`]),
  ].join(' ')
}

/** The roles that an account holds, will hold and held. */
export function Roles(props: { request: PageRequest; accountId: string; roles: readonly RoleRow[] }) {
  const { request, accountId, roles } = props
  const { t } = request
  const heads = {
    role: t('Vai trò', 'Role'),
    of: t('Thuộc', 'Of'),
    days: t('Thời hạn giữ', 'Held for'),
    reason: t('Lý do', 'Reason'),
  }
  return (
    <Section
      title={t('Vai trò được giao', 'Roles held')}
      id="roles"
      actions={
        <Act command={giveRole} request={request} href={`/accounts/${accountId}/roles/new`} small>
          {t('Giao vai trò', 'Give a role')}
        </Act>
      }
    >
      <Table caption={t('Vai trò được giao', 'Roles held')} stack>
        <thead>
          <tr>
            {Object.values(heads).map((head) => (
              <th>{head}</th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {roles.map((row) => (
            <tr>
              <td data-label={heads.role}>
                {t(roleNames[row.role])}{' '}
                {row.now ? null : (
                  <Badge>
                    {row.endedAt === null && row.toDay === null
                      ? t('Sắp tới', 'Coming')
                      : t('Đã kết thúc', 'Ended')}
                  </Badge>
                )}
              </td>
              <td data-label={heads.of}>
                <Whom row={row} request={request} />
              </td>
              <td data-label={heads.days}>{days(request, row)}</td>
              <td data-label={heads.reason}>{row.reason ?? '—'}</td>
              <td>
                {row.endedAt === null ? (
                  <Act
                    command={endRole}
                    request={request}
                    action={`/accounts/${accountId}/roles/${row.id}/end`}
                    small
                  >
                    {t('Kết thúc', 'End')}
                  </Act>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

export const roleForm = formPage({
  command: giveRole,
  address: '/accounts/{id}/roles/new',
  may: ['admin'],
  record: async (request: PageRequest) => {
    const [account, { agencies }] = await Promise.all([
      request.execute(showAccount, { id: request.params.id }),
      request.execute(accountBindings, {}),
    ])
    return { account, agencies }
  },
  title: words('Giao vai trò', 'Give a role'),
  lead: ({ record }) => record.account.name,
  crumbs: (request, { account }) => [up(request), { label: account.name, href: `/accounts/${account.id}` }],
  fields: ({ f, t, record }) => (
    <>
      {f.select('role', {
        label: t('Vai trò', 'Role'),
        required: true,
        empty: t('Chọn vai trò', 'Choose'),
        choices: heldRoleKeys.map((role) => ({ value: role, label: t(roleNames[role]) })),
      })}
      {f.select('agencyId', {
        label: t('Cơ quan', 'Agency'),
        empty: t('Không có', 'None'),
        choices: record.agencies.map((agency) => ({
          value: agency.id,
          label: agency.name,
          group: agency.ended ? t('Đã kết thúc', 'Ended') : t('Đang hoạt động', 'Active'),
        })),
      })}
      {f.text('enterpriseId', {
        label: t('Số của doanh nghiệp trong danh bạ', 'Number of the enterprise in the register'),
      })}
      {f.select('record', {
        label: t('Loại hồ sơ', 'Kind of record'),
        empty: t('Không có', 'None'),
        choices: [...matterKinds.values()].map(({ record: key, label }) => ({ value: key, label: t(label) })),
      })}
      {f.text('recordId', { label: t('Số của hồ sơ', 'Number of the record') })}
      {f.date('fromDay', { label: t('Từ ngày', 'From') })}
      {f.date('toDay', { label: t('Đến ngày', 'To') })}
      {f.area('reason', { label: t('Lý do, văn bản', 'Reason, instrument'), required: true })}
    </>
  ),
  submit: words('Giao vai trò', 'Give a role'),
  cancel: ({ account }) => `/accounts/${account.id}`,
  done: ({ id }) => ({
    to: `/accounts/${id}#roles`,
    message: words('Đã giao vai trò.', 'The role is given.'),
  }),
})

export const roleEnd = receiver({
  command: endRole,
  may: ['admin'],
  address: '/accounts/{id}/roles/{roleId}/end',
  done: ({ id }) => ({
    to: `/accounts/${id}#roles`,
    message: words('Vai trò đã kết thúc.', 'The role has ended.'),
  }),
})

async function inviteView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const f = fields(form, t, inviteOutsider)
  const kinds = [...matterKinds.values()]
  return {
    title: t('Mời người ngoài', 'Invite somebody from outside'),
    breadcrumbs: request.mayOpen('/accounts') ? [up(request)] : [],
    lead: t(
      'Tài khoản này chỉ thấy một hồ sơ được mời, và hết hiệu lực khi hồ sơ xong hoặc hết ngày đã định.',
      'This account sees the one record that it is invited to, and ends when that is settled or on its last day.',
    ),
    body: (
      <div class="panel">
        <Form form={form} t={t} action="/accounts/invite" submit={t('Mời', 'Invite')} cancel="/">
          {personFields(f, t)}
          {f.select('role', {
            label: t('Vai trò', 'Role'),
            required: true,
            empty: t('Chọn vai trò', 'Choose'),
            choices: outsideRoles
              .filter((role) => kinds.some((kind) => kind.roles.includes(role)))
              .map((role) => ({ value: role, label: t(roleNames[role]) })),
          })}
          {f.select('record', {
            label: t('Loại hồ sơ', 'Kind of record'),
            required: true,
            choices: kinds.map(({ record, label }) => ({ value: record, label: t(label) })),
          })}
          {f.text('recordId', { label: t('Số của hồ sơ', 'Number of the record'), required: true })}
          {f.date('toDay', { label: t('Đến ngày', 'To'), required: true })}
          {f.area('reason', { label: t('Lý do, văn bản', 'Reason, instrument'), required: true })}
        </Form>
      </div>
    ),
  }
}

export const invitePage = page({
  route: 'GET /accounts/invite',
  for: inviteOutsider,
  run: (request) => {
    const { searchParams } = request.url
    return inviteView(
      request,
      freshForm({
        record: searchParams.get('record') ?? undefined,
        recordId: searchParams.get('recordId') ?? undefined,
      }),
    )
  },
})

export const inviteReceiver = page({
  route: 'POST /accounts/invite',
  for: inviteOutsider,
  run: (request) =>
    submit(request, inviteOutsider, {
      done: (output) => newAccountView(request, output, '/'),
      again: (form) => inviteView(request, form),
    }),
})

export const rolesOfAccount = (request: PageRequest, accountId: string) =>
  request.execute(listRoles, { id: accountId })
