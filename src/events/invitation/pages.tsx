import { listAgencies } from '../../agencies/index.ts'
import { mayRun } from '../../platform/actor.ts'
import { words } from '../../platform/language.ts'
import { type PageRequest, receiver } from '../../platform/page.ts'
import { LetterHead } from '../../support/index.ts'
import { Act, Day, Facts, formPage, LinkButton, listPage, Section } from '../../ui/index.ts'
import { crumbs, ofEvent } from '../form-pages.tsx'
import type { Shown } from '../queries.ts'
import { open } from '../rules.ts'
import { addInvitees, issueInvitation, removeInvitee } from './commands.ts'
import { inviteeFields } from './fields.ts'
import { guestKinds, type InviteeRow, inviteeSums, listInvitees } from './queries.ts'

/* Whom an event invites: the list, its form, and the form of the invitation. */

const title = words('Khách mời của sự kiện', 'Whom an event invites')
const toEvent = (request: PageRequest, of: { readonly id: number; readonly title: string }) => [
  ...crumbs(request),
  { label: of.title, href: `/events/${of.id}` },
]

/** How the invitations of an event stand, on its page. */
export async function Invitations({ of, request }: { of: Shown; request: PageRequest }) {
  const { t, actor } = request
  if (!mayRun(actor, inviteeSums)) return null
  const { invitees, sent } = await request.execute(inviteeSums, { id: of.id })
  const coming = open.includes(of.state)
  if (!coming && invitees === 0) return null
  const at = `/events/${of.id}`
  const ready = coming && invitees > 0 && of.sessions.length > 0
  return (
    <Section
      title={t('Giấy mời', 'Invitation')}
      id="invitations"
      lead={
        coming && invitees > 0 && of.sessions.length === 0
          ? t('Có chương trình rồi mới gửi được giấy mời.', 'It goes out once there is a programme.')
          : undefined
      }
      actions={
        <>
          {invitees === 0 ? null : (
            <LinkButton href={`${at}/invitees`}>{t('Danh sách khách mời', 'List of guests')}</LinkButton>
          )}
          {coming ? (
            <Act command={addInvitees} request={request} href={`${at}/invitees/new`}>
              {t('Thêm khách mời', 'Add guests')}
            </Act>
          ) : null}
          {ready ? (
            <Act
              command={issueInvitation}
              request={request}
              href={`${at}/invitations/new`}
              kind={sent < invitees ? 'primary' : 'plain'}
            >
              {t('Tạo và gửi giấy mời', 'Make and send the invitation')}
            </Act>
          ) : null}
        </>
      }
    >
      <Facts
        columns={3}
        items={[
          [t('Khách mời', 'Guests'), invitees],
          [t('Đã gửi giấy mời', 'Invitation sent'), sent],
        ]}
      />
    </Section>
  )
}

export const inviteesPage = listPage({
  route: 'GET /events/{id}/invitees',
  title,
  lead: words(
    'Cơ quan, doanh nghiệp và người được mời; ngày gửi giấy mời. Dữ liệu cá nhân: chỉ cơ quan tổ chức đọc.',
    'Agencies, enterprises and persons who are invited, and when the invitation went out. Personal data: for the organiser alone.',
  ),
  fixed: ({ params }) => ({ id: params.id }),
  query: listInvitees,
  breadcrumbs: (request) => [
    ...crumbs(request),
    { label: request.t('Sự kiện', 'Event'), href: `/events/${request.params.id}` },
  ],
  actions: (request) => (
    <Act command={addInvitees} request={request} href={`/events/${request.params.id}/invitees/new`}>
      {request.t('Thêm khách mời', 'Add guests')}
    </Act>
  ),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tên hoặc thư điện tử', 'Name or e-mail') },
    {
      name: 'kind',
      kind: 'select',
      label: words('Loại khách mời', 'Kind of guest'),
      choices: guestKinds.choices(t),
    },
    {
      name: 'sent',
      kind: 'select',
      label: words('Giấy mời', 'Invitation'),
      choices: [
        { value: 'yes', label: t('Đã gửi', 'Sent') },
        { value: 'no', label: t('Chưa gửi', 'Not sent yet') },
      ],
    },
  ],
  columns: (request) => [
    {
      key: 'called',
      label: words('Khách mời', 'Guests'),
      sort: 'name',
      value: (row: InviteeRow) => row.called,
    },
    {
      key: 'kind',
      label: words('Loại khách mời', 'Kind of guest'),
      value: (row: InviteeRow) => request.t(guestKinds.names[row.kind]),
    },
    {
      key: 'email',
      label: inviteeFields.labels.email,
      exportOnly: true,
      value: (row: InviteeRow) => row.email,
    },
    {
      key: 'sentOn',
      label: words('Gửi giấy mời ngày', 'Invitation sent on'),
      kind: 'date',
      sort: 'sent',
      value: (row: InviteeRow) => row.sentOn,
      cell: (row: InviteeRow) =>
        row.sentOn === null ? (
          <Act
            command={removeInvitee}
            request={request}
            action={`/events/${row.eventId}/invitees/${row.id}/removal`}
            small
          >
            {request.t('Bỏ', 'Remove')}
          </Act>
        ) : (
          <Day day={row.sentOn} />
        ),
    },
  ],
  empty: ({ t }) => t('Chưa ghi khách mời.', 'No guest is entered yet.'),
})

export const inviteesAdded = formPage({
  command: addInvitees,
  address: '/events/{id}/invitees/new',
  record: async (request) => ({
    of: await ofEvent(request),
    agencies: (await request.execute(listAgencies, { state: 'living', limit: 1000 })).rows,
  }),
  title: words('Thêm khách mời', 'Add guests'),
  lead: ({ record: { of } }) => of.title,
  crumbs: (request, { of }) => toEvent(request, of),
  fields: ({ f, t, record: { agencies } }) => (
    <>
      {f.checks('agencyIds', {
        label: t('Cơ quan được mời', 'Agencies that are invited'),
        choices: agencies.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
      })}
      {f.area('taxCodes', {
        label: t('Mã số thuế của doanh nghiệp được mời', 'Tax codes of enterprises that are invited'),
        hint: t('Mỗi mã một dòng, hoặc cách nhau bằng dấu phẩy.', 'One a line, or between commas.'),
        rows: 3,
      })}
      {inviteeFields.form(f, t)}
    </>
  ),
  submit: words('Thêm khách mời', 'Add guests'),
  cancel: ({ of }) => `/events/${of.id}`,
  done: ({ id, added }) => ({
    to: `/events/${id}#invitations`,
    message: words(`Đã thêm ${added} khách mời.`, `Guests added: ${added}.`),
  }),
})

export const inviteeRemoved = receiver({
  command: removeInvitee,
  address: '/events/{id}/invitees/{invitee}/removal',
  done: ({ id }) => ({ to: `/events/${id}/invitees`, message: words('Đã bỏ.', 'Removed.') }),
})

export const invitationIssued = formPage({
  command: issueInvitation,
  address: '/events/{id}/invitations/new',
  record: async (request) => ({
    of: await ofEvent(request),
    sums: await request.execute(inviteeSums, { id: request.params.id }),
  }),
  title: words('Tạo và gửi giấy mời', 'Make and send the invitation'),
  lead: ({ record: { of } }) => of.title,
  crumbs: (request, { of }) => toEvent(request, of),
  initial: ({ of }) => ({ version: String(of.version) }),
  fields: ({ f, t, record: { of, sums } }) => (
    <>
      {f.hidden('version', of.version)}
      <p>
        {t(
          `${sums.invitees} khách mời, ${sums.sent} đã được gửi. Cơ quan, doanh nghiệp có tài khoản được báo trong chương trình; người khác nhận thư điện tử.`,
          `${sums.invitees} guests, ${sums.sent} have theirs. Agencies and enterprises are told at their accounts; others get a mail.`,
        )}
      </p>
      <LetterHead
        f={f}
        t={t}
        labels={{
          number: words('Số giấy mời', 'Number of the invitation'),
          issuedOn: words('Ngày của giấy mời', 'Day of the invitation'),
        }}
      />
      {f.check('again', {
        label: t('Gửi lại cho cả người đã được gửi', 'Also to those who have had one'),
        hint: t('Khi đổi ngày hoặc nơi tổ chức.', 'Where the day or place is another.'),
      })}
    </>
  ),
  submit: words('Tạo và gửi', 'Make and send'),
  cancel: ({ of }) => `/events/${of.id}`,
  done: ({ id, invitees }) => ({
    to: `/events/${id}#letters`,
    message: words(
      `Đã tạo giấy mời và gửi cho ${invitees.length} khách mời.`,
      `The invitation is made and sent to ${invitees.length} guests.`,
    ),
  }),
})
