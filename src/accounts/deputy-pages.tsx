import { roleNames } from '../platform/actor.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, receiver } from '../platform/page.ts'
import { Act, Empty, formPage, LinkButton, listPage, Section, StateBadge, Table } from '../ui/index.ts'
import {
  appointDeputy,
  type DeputyRow,
  deputyStates,
  endDeputy,
  listDeputies,
  myDeputies,
} from './deputies.ts'

const title = words('Làm thay khi vắng mặt', 'Deputies for absences')
const rolesOf = ({ t }: PageRequest, { roles }: DeputyRow) =>
  roles === null ? t('Mọi vai trò', 'Every role') : roles.map((role) => t(roleNames[role])).join(', ')

/** One's absences and for whom one stands in, with the form for the next one. */
export const myDeputiesPage = formPage({
  command: appointDeputy,
  address: '/account/deputies',
  record: ({ execute }: PageRequest) => execute(myDeputies, {}),
  title,
  lead: words(
    'Người làm thay thấy việc của người vắng trong những ngày ấy và được tính là cả hai người ở các chốt kiểm soát. Hết ngày thì tự kết thúc.',
    'On these days the deputy sees the work of the absent person, and counts as both of you where acts are held apart. It ends by itself.',
  ),
  crumbs: ({ t }) => [{ label: t('Tài khoản của tôi', 'My account'), href: '/account' }],
  fields: ({ f, t, record }) => (
    <>
      {f.select('deputyId', {
        label: t('Người làm thay', 'Deputy'),
        required: true,
        empty: t('Chọn người làm thay', 'Choose the deputy'),
        choices: record.candidates.map(({ id, name }) => ({ value: id, label: name })),
      })}
      {f.date('fromDay', { label: t('Từ ngày', 'From'), required: true })}
      {f.date('toDay', { label: t('Đến ngày', 'To'), required: true })}
      {record.roles.length < 2
        ? null
        : f.checks('roles', {
            label: t('Vai trò làm thay', 'Roles that are stood in for'),
            hint: t('Không chọn: mọi vai trò.', 'None: every role.'),
            choices: record.roles.map((role) => ({ value: role, label: t(roleNames[role]) })),
          })}
      {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
    </>
  ),
  submit: words('Cử người làm thay', 'Appoint a deputy'),
  cancel: '/account',
  done: () => ({
    to: '/account/deputies',
    message: words('Đã cử người làm thay.', 'The deputy is appointed.'),
  }),
  above: ({ record, request }) => <OwnDeputies rows={record.rows} request={request} />,
})

function OwnDeputies({ rows, request }: { rows: readonly DeputyRow[]; request: PageRequest }) {
  const { t } = request
  if (rows.length === 0) return null
  const heads = {
    absent: t('Người vắng', 'Absent person'),
    deputy: t('Người làm thay', 'Deputy'),
    from: t('Từ ngày', 'From'),
    to: t('Đến ngày', 'To'),
    roles: t('Vai trò', 'Role'),
    state: t('Tình trạng', 'State'),
  }
  return (
    <Section>
      <Table caption={t(title)} stack>
        <thead>
          <tr>
            {Object.values(heads).map((head) => (
              <th>{head}</th>
            ))}
            <th />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr>
              <td data-label={heads.absent}>{row.absent.name}</td>
              <td data-label={heads.deputy}>{row.deputy.name}</td>
              <td data-label={heads.from}>{formatDate(row.fromDay)}</td>
              <td data-label={heads.to}>{formatDate(row.toDay)}</td>
              <td data-label={heads.roles}>{rolesOf(request, row)}</td>
              <td data-label={heads.state}>
                <StateBadge of={deputyStates} is={row.state} t={t} />
              </td>
              <td>{row.state === 'past' ? null : <EndDeputy row={row} request={request} />}</td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  )
}

const EndDeputy = ({ row, request }: { row: DeputyRow; request: PageRequest }) => (
  <Act command={endDeputy} request={request} action={`/account/deputies/${row.id}/end`} small>
    {request.t('Thôi làm thay', 'End a deputy')}
  </Act>
)

export const deputyEnd = receiver({
  command: endDeputy,
  address: '/account/deputies/{id}/end',
  done: (_output, { request }) => ({
    to: request.mayOpen('/deputies') ? '/deputies' : '/account/deputies',
    message: words('Việc làm thay đã kết thúc.', 'The deputy has ended.'),
  }),
})

/** Who stands in for whom, for administrators, who say it for others too. */
export const deputiesPage = listPage({
  route: 'GET /deputies',
  may: ['admin', 'auditor'],
  title,
  query: listDeputies,
  breadcrumbs: ({ t }) => [{ label: t('Tài khoản', 'Accounts'), href: '/accounts' }],
  actions: (request) =>
    request.actor.grants.has('admin') ? (
      <LinkButton href="/deputies/new" kind="primary">
        {request.t('Cử người làm thay', 'Appoint a deputy')}
      </LinkButton>
    ) : null,
  columns: (request) => [
    { key: 'absent', label: words('Người vắng', 'Absent person'), value: (row) => row.absent.name },
    { key: 'deputy', label: words('Người làm thay', 'Deputy'), value: (row) => row.deputy.name },
    { key: 'from', label: words('Từ ngày', 'From'), kind: 'date', sort: 'from', value: (row) => row.fromDay },
    { key: 'to', label: words('Đến ngày', 'To'), kind: 'date', value: (row) => row.toDay },
    { key: 'roles', label: words('Vai trò', 'Role'), value: (row) => rolesOf(request, row) },
    { key: 'reason', label: words('Lý do', 'Reason'), value: (row) => row.reason },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row) => request.t(deputyStates.names[row.state]),
      cell: (row) => (
        <span class="flex flex-wrap items-center gap-2">
          <StateBadge of={deputyStates} is={row.state} t={request.t} />
          {row.state === 'past' ? null : <EndDeputy row={row} request={request} />}
        </span>
      ),
    },
  ],
  empty: ({ t }) => <Empty>{t('Chưa ai cử người làm thay.', 'Nobody has appointed a deputy.')}</Empty>,
})

/** An administrator says it for another. */
export const newDeputyPage = formPage({
  command: appointDeputy,
  may: ['admin'],
  address: '/deputies/new',
  record: ({ execute }: PageRequest) => execute(myDeputies, {}),
  title: words('Cử người làm thay', 'Appoint a deputy'),
  crumbs: ({ t }) => [{ label: t(title), href: '/deputies' }],
  fields: ({ f, t, record, request }) => {
    const own = { value: request.actor.userId ?? '', label: request.actor.name }
    const choices = [own, ...record.candidates.map(({ id, name }) => ({ value: id, label: name }))]
    return (
      <>
        {f.select('accountId', {
          label: t('Người vắng', 'Absent person'),
          empty: t('Chọn người vắng', 'Choose the absent person'),
          choices,
        })}
        {f.select('deputyId', {
          label: t('Người làm thay', 'Deputy'),
          required: true,
          empty: t('Chọn người làm thay', 'Choose the deputy'),
          choices,
        })}
        {f.date('fromDay', { label: t('Từ ngày', 'From'), required: true })}
        {f.date('toDay', { label: t('Đến ngày', 'To'), required: true })}
        {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
      </>
    )
  },
  submit: words('Cử người làm thay', 'Appoint a deputy'),
  cancel: '/deputies',
  done: () => ({ to: '/deputies', message: words('Đã cử người làm thay.', 'The deputy is appointed.') }),
})
