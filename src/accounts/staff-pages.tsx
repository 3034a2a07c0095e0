import { ownChoices } from '../enterprises/index.ts'
import { roleNames } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import {
  type FormState,
  freshForm,
  type PageRequest,
  page,
  receiver,
  submit,
  type View,
} from '../platform/page.ts'
import { Act, Empty, Form, fields, formPage, listPage, StateBadge } from '../ui/index.ts'
import { personFields } from './person-fields.tsx'
import { newAccountView } from './shown-once.tsx'
import { endStaff, inviteStaff, listStaff, ownedBy, prolongStaff, staffStates } from './staff.ts'

const title = words('Nhân viên doanh nghiệp', 'Staff of an enterprise')
const up = ({ t }: PageRequest) => [{ label: t(title), href: '/staff' }]
/** Whoever is let in as staff sees the colleagues and lets nobody in. */
const owns = ({ actor }: PageRequest) => ownedBy(actor).length > 0

export const staffPage = listPage({
  route: 'GET /staff',
  place: { group: 'work', order: 12, label: title },
  title,
  lead: words(
    'Người của doanh nghiệp được chủ tài khoản mời vào: làm việc của doanh nghiệp trong chương trình đến ngày hết hạn, không mời được ai.',
    'People whom the owner has let in: they do the enterprise’s work in the program to their last day, and let nobody in.',
  ),
  query: listStaff,
  actions: (request) =>
    owns(request) ? (
      <Act command={inviteStaff} request={request} href="/staff/new" kind="primary">
        {request.t('Mời nhân viên', 'Let staff in')}
      </Act>
    ) : null,
  columns: (request) => {
    const { t } = request
    return [
      { key: 'name', label: words('Họ và tên', 'Full name'), sort: 'name', value: (row) => row.name },
      { key: 'email', label: words('Thư điện tử', 'E-mail'), value: (row) => row.email },
      { key: 'enterprise', label: words('Doanh nghiệp', 'Enterprise'), value: (row) => row.enterprise },
      { key: 'since', label: words('Từ ngày', 'From'), kind: 'date', value: (row) => row.since },
      { key: 'to', label: words('Đến ngày', 'To'), kind: 'date', value: (row) => row.toDay },
      { key: 'reason', label: words('Lý do', 'Reason'), value: (row) => row.reason },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(staffStates.names[row.state]),
        cell: (row) => (
          <span class="flex flex-wrap items-center gap-2">
            <StateBadge of={staffStates} is={row.state} t={t} />
            {row.state === 'past' || !owns(request) ? null : (
              <>
                <Act command={prolongStaff} request={request} href={`/staff/${row.id}`} small>
                  {t('Đổi ngày', 'Move the day')}
                </Act>
                <Act command={endStaff} request={request} action={`/staff/${row.id}/end`} small>
                  {t('Kết thúc', 'End')}
                </Act>
              </>
            )}
          </span>
        ),
      },
    ]
  },
  empty: ({ t }) => <Empty>{t('Chưa mời nhân viên nào.', 'Nobody has been let in.')}</Empty>,
})

async function newView(request: PageRequest, form: FormState): Promise<View> {
  const { t } = request
  const f = fields(form, t, inviteStaff)
  const enterprises = await ownChoices(request)
  return {
    title: t('Mời nhân viên', 'Let staff in'),
    breadcrumbs: up(request),
    lead: t(
      `Người được mời có vai trò “${roleNames.enterprise_staff.vi}”: nộp, sửa hồ sơ và khai số liệu như doanh nghiệp, đến ngày hết hạn hoặc khi bạn thôi quyền.`,
      `Whoever is let in is “${roleNames.enterprise_staff.en}”: files, corrects and gives figures as the enterprise does, to the last day or until you end it.`,
    ),
    body: (
      <div class="panel">
        <Form
          form={form}
          t={t}
          action="/staff/new"
          submit={t('Mời nhân viên', 'Let staff in')}
          cancel="/staff"
        >
          {enterprises.length === 0
            ? null
            : f.select('enterpriseId', {
                label: t('Doanh nghiệp', 'Enterprise'),
                required: true,
                choices: enterprises.map(({ id, name }) => ({ value: id, label: name })),
              })}
          {personFields(f, t)}
          {f.date('toDay', { label: t('Đến ngày', 'To'), required: true })}
          {f.area('reason', { label: t('Lý do', 'Reason'), required: true })}
        </Form>
      </div>
    ),
  }
}

export const newStaff = page({
  route: 'GET /staff/new',
  for: inviteStaff,
  run: (request) => newView(request, freshForm()),
})

export const newStaffReceiver = page({
  route: 'POST /staff/new',
  for: inviteStaff,
  run: (request) =>
    submit(request, inviteStaff, {
      done: (output) => newAccountView(request, output, '/staff'),
      again: (form) => newView(request, form),
    }),
})

export const prolongPages = formPage({
  command: prolongStaff,
  address: '/staff/{id}',
  title: words('Đổi ngày hết hạn', 'Move the last day'),
  crumbs: up,
  fields: ({ f, t }) => f.date('toDay', { label: t('Đến ngày', 'To'), required: true }),
  submit: words('Lưu', 'Save'),
  cancel: '/staff',
  done: () => ({ to: '/staff', message: words('Đã đổi ngày hết hạn.', 'The last day is moved.') }),
})

export const staffEnd = receiver({
  command: endStaff,
  address: '/staff/{id}/end',
  done: () => ({
    to: '/staff',
    message: words('Tài khoản của nhân viên đã thôi.', 'The access of staff has ended.'),
  }),
})
