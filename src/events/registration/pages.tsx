import { formatDate } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import { type PageRequest, type PageResult, page, receiver } from '../../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Facts,
  type Fields,
  formPage,
  listPage,
  reasonFields,
  Section,
  type Sent,
  StateBadge,
} from '../../ui/index.ts'
import { removeAttendance } from '../attendance/commands.ts'
import { withdrawAttendanceCertificate } from '../certificates/commands.ts'
import { crumbs, ofEvent } from '../form-pages.tsx'
import { lastDay } from '../rules.ts'
import {
  acceptRegistration,
  closeRegistration,
  declineRegistration,
  editRegistration,
  entered,
  openRegistration,
  registerSomebody,
  withdrawRegistration,
} from './commands.ts'
import { openingFields, registrationFields } from './fields.ts'
import { listRegistrations, type SeatRow, showRegistration } from './queries.ts'
import { comers, seatStates, standing } from './rules.ts'

/* The organiser's pages of the registrations for an event. */

type Of = Awaited<ReturnType<typeof ofEvent>>
const listTitle = words('Danh sách đăng ký', 'List of registrations')
const toEvent = (request: PageRequest, of: { readonly id: number; readonly title: string }) => [
  ...crumbs(request),
  { label: of.title, href: `/events/${of.id}` },
]
const toList = (request: PageRequest, of: { readonly id: number; readonly title: string }) => [
  ...toEvent(request, of),
  { label: request.t(listTitle), href: `/events/${of.id}/registrations` },
]

export const registrationOpened = formPage({
  command: openRegistration,
  address: '/events/{id}/registration/open',
  record: ofEvent,
  title: words('Mở đăng ký dự sự kiện', 'Open the registration for an event'),
  lead: ({ record, t }) =>
    record.capacity === null
      ? t('Sự kiện không giới hạn số chỗ.', 'The event has no limit of places.')
      : t(
          `Sự kiện có ${record.capacity} chỗ; hết chỗ thì người đăng ký vào danh sách chờ.`,
          `The event has ${record.capacity} places; when they are taken, who registers comes onto the waiting list.`,
        ),
  crumbs: toEvent,
  initial: (of: Of) => ({
    version: String(of.version),
    registerUntil: formatDate(of.startsOn),
  }),
  fields: ({ f, t, record }) => (
    <>
      {f.hidden('version', record.version)}
      {openingFields.form(f, t)}
      <p class="hint">
        {t(`Nhiều nhất đến ${formatDate(lastDay(record))}.`, `Until ${formatDate(lastDay(record))} at most.`)}
      </p>
    </>
  ),
  submit: words('Mở đăng ký', 'Open registration'),
  cancel: ({ id }) => `/events/${id}`,
  done: ({ id }) => ({
    to: `/events/${id}#registration`,
    message: words(
      'Đã mở đăng ký; đường dẫn và mã QR ở dưới.',
      'Registration is open; link and QR code are below.',
    ),
  }),
})

export const registrationClosed = receiver({
  command: closeRegistration,
  address: '/events/{id}/registration/end',
  done: ({ id }) => ({
    to: `/events/${id}#registration`,
    message: words('Đã đóng đăng ký.', 'Registration is closed.'),
  }),
})

/** The check that says that the person agreed; for the organiser in the person's name. */
const consentCheck = (f: Fields<'consents'>, t: PageRequest['t']) =>
  f.check('consents', {
    label: t(
      'Người này đã đồng ý để cơ quan tổ chức giữ thông tin trên',
      'The person agreed that the organiser keeps this',
    ),
    required: true,
  })

export const somebodyRegistered = formPage({
  command: registerSomebody,
  address: '/events/{id}/registrations/new',
  record: ofEvent,
  title: words('Ghi tên người dự sự kiện', 'Put somebody on the list of an event'),
  lead: ({ record }) => record.title,
  crumbs: toList,
  initial: () => ({ kind: 'enterprise' }),
  fields: ({ f, t }) => (
    <>
      {registrationFields.form(f, t)}
      {consentCheck(f, t)}
    </>
  ),
  submit: words('Ghi tên', 'Put on the list'),
  cancel: ({ id }) => `/events/${id}/registrations`,
  done: ({ eventId }) => ({
    to: `/events/${eventId}/registrations`,
    message: words('Đã ghi tên.', 'Put on the list.'),
  }),
})

export const registrationsPage = listPage({
  route: 'GET /events/{id}/registrations',
  title: listTitle,
  lead: words(
    'Ai đăng ký dự, đến từ đâu, có chỗ hay chờ. Dữ liệu cá nhân: chỉ cơ quan tổ chức đọc.',
    'Who registered, from where, with a place or waiting. Personal data: for the organiser alone.',
  ),
  fixed: ({ params }) => ({ id: params.id }),
  query: listRegistrations,
  breadcrumbs: (request) => [
    ...crumbs(request),
    { label: request.t('Sự kiện', 'Event'), href: `/events/${request.params.id}` },
  ],
  actions: (request) => (
    <>
      <Act
        command={registerSomebody}
        request={request}
        href={`/events/${request.params.id}/registrations/new`}
      >
        {request.t('Ghi tên một người', 'Put somebody on the list')}
      </Act>
      <Act
        command={registerSomebody}
        request={request}
        href={`/events/registrations/import?eventId=${request.params.id}`}
      >
        {request.t('Nhập danh sách từ Excel', 'Import a list from Excel')}
      </Act>
    </>
  ),
  filters: ({ t }) => [
    { name: 'q', kind: 'search', label: words('Tìm tên, đơn vị, số đăng ký', 'Name, employer, number') },
    { name: 'state', kind: 'select', label: words('Tình trạng', 'State'), choices: seatStates.choices(t) },
    { name: 'kind', kind: 'select', label: registrationFields.labels.kind, choices: comers.choices(t) },
    {
      name: 'came',
      kind: 'select',
      label: words('Có mặt', 'Present'),
      choices: [
        { value: 'yes', label: t('Có mặt', 'Present') },
        { value: 'no', label: t('Chưa có mặt', 'Not present yet') },
      ],
    },
  ],
  columns: ({ t }) => {
    const { name, ...others } = registrationFields.columns<SeatRow>(t, {
      name: { cell: (row) => <a href={`/event-registrations/${row.id}`}>{row.name}</a> },
    })
    return [
      name,
      {
        key: 'number',
        label: words('Số đăng ký', 'Registration number'),
        kind: 'number',
        sort: 'number',
        value: (row: SeatRow) => row.number,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row: SeatRow) => t(seatStates.names[row.state]),
        cell: (row: SeatRow) => <StateBadge of={seatStates} is={row.state} t={t} />,
      },
      ...Object.values(others),
      {
        key: 'cameOn',
        label: words('Ngày có mặt', 'Days attended'),
        value: (row: SeatRow) => row.cameOn.map(formatDate).join('; ') || null,
      },
      {
        key: 'certificate',
        label: words('Giấy chứng nhận tham dự', 'Certificate of attendance'),
        value: (row: SeatRow) => row.certificate,
        cell: (row: SeatRow) =>
          row.certificate === null ? null : (
            <a href={`/event-registrations/${row.id}/certificate.pdf`}>{row.certificate}</a>
          ),
      },
      {
        key: 'registeredOn',
        label: words('Ngày đăng ký dự', 'Signed up on'),
        kind: 'date',
        exportOnly: true,
        value: (row: SeatRow) => row.registeredOn,
      },
    ]
  },
  empty: ({ t }) => t('Chưa có ai đăng ký.', 'Nobody has registered yet.'),
})

type Seat = Awaited<ReturnType<typeof ofSeat>>
type ActKey = 'accept' | 'decline' | 'withdraw'
const ofSeat = (request: PageRequest) => request.execute(showRegistration, { id: request.params.id })
const versionOf = ({ version }: Seat) => ({ version: String(version) })

/** Whether somebody on the list can still leave it: nobody was noted, and the outcome is not recorded. */
const leaves = ({ state, cameOn, event }: Seat) =>
  standing.includes(state) && cameOn.length === 0 && entered.includes(event.state)

const acts = actsOf<Seat, ActKey>('/event-registrations/{id}', {
  accept: act(acceptRegistration, {
    title: words('Nhận đăng ký', 'Take the registration'),
    path: 'acceptance',
    open: ({ state, event }) => state === 'waits' && entered.includes(event.state),
    initial: versionOf,
    fields: ({ f, record }) => f.hidden('version', record.version),
    done: ({ state }) =>
      state === 'accepted'
        ? words('Đã nhận.', 'Taken.')
        : words('Đã hết chỗ: vào danh sách chờ.', 'All places are taken: on the waiting list.'),
  }),
  decline: act(declineRegistration, {
    title: words('Không nhận đăng ký', 'Turn the registration down'),
    path: 'refusal',
    open: leaves,
    initial: versionOf,
    fields: reasonFields,
    kind: 'danger',
    done: words('Đã ghi không nhận; người đăng ký được báo.', 'Turned down; who registered is told.'),
  }),
  withdraw: act(withdrawRegistration, {
    title: words('Ghi đã rút', 'Note the withdrawal'),
    path: 'withdrawal',
    open: leaves,
    initial: versionOf,
    fields: ({ f, record }) => f.hidden('version', record.version),
    kind: 'danger',
    done: words('Đã ghi đã rút; chỗ trống chuyển cho người chờ.', 'Withdrawn; the place goes to who waits.'),
  }),
})

/** What can be done with a registration: changed until the outcome of its event is recorded; a certificate is taken back at any time. */
function SeatActs({ request, of }: { request: PageRequest; of: Seat }) {
  const { t } = request
  const at = `/event-registrations/${of.id}`
  const changes = entered.includes(of.event.state) && standing.includes(of.state)
  return (
    <>
      {changes ? (
        <Act command={editRegistration} request={request} href={`${at}/edit`}>
          {t('Sửa', 'Edit')}
        </Act>
      ) : null}
      {changes && of.cameOn.length > 0 ? (
        <Act command={removeAttendance} request={request} href={`${at}/attendance-removal`}>
          {t('Bỏ điểm danh ghi sai', 'Take a wrongly noted attendance back')}
        </Act>
      ) : null}
      {changes && of.cameOn.length === 0 ? (
        <>
          <Act command={withdrawRegistration} request={request} href={`${at}?do=withdraw#act`}>
            {t('Ghi đã rút', 'Note the withdrawal')}
          </Act>
          <Act command={declineRegistration} request={request} href={`${at}?do=decline#act`} kind="danger">
            {t('Không nhận đăng ký', 'Turn the registration down')}
          </Act>
        </>
      ) : null}
      {of.certificate === null ? null : (
        <Act
          command={withdrawAttendanceCertificate}
          request={request}
          href={`${at}/certificate-withdrawal`}
          kind="danger"
        >
          {t('Thu hồi giấy chứng nhận tham dự', 'Take a certificate of attendance back')}
        </Act>
      )}
    </>
  )
}

async function seatView(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language } = request
  const of = await ofSeat(request)
  const wished = acts.chosen(request, of, sent)
  const asked = sent !== undefined || request.url.searchParams.has('do')
  const chosen = !asked && wished !== 'accept' ? undefined : wished
  const facts = registrationFields.facts(of, t, language)
  const at = `/event-registrations/${of.id}`
  return {
    title: of.name,
    lead: of.event.title,
    breadcrumbs: toList(request, of.event),
    actions: <SeatActs request={request} of={of} />,
    body: (
      <>
        {chosen === undefined ? null : await acts.form(request, of, chosen, sent)}
        <Section title={t('Người đăng ký dự', 'Who registered')} id="person">
          <Facts
            columns={2}
            items={[
              [t('Tình trạng', 'State'), <StateBadge of={seatStates} is={of.state} t={t} />],
              [t('Số đăng ký', 'Registration number'), of.number],
              [t('Mã tại cửa', 'Code at the door'), of.doorCode],
              ...Object.values(facts),
              [
                t('Đăng ký bằng', 'Registered by'),
                of.byLink
                  ? t('Đường dẫn công khai', 'The public link')
                  : t('Cơ quan tổ chức ghi', 'The organiser'),
              ],
              [t('Ngày đăng ký dự', 'Signed up on'), formatDate(of.registeredOn)],
              [t('Ngày có mặt', 'Days attended'), of.cameOn.map(formatDate).join('; ') || null],
              [
                t('Giấy chứng nhận tham dự', 'Certificate of attendance'),
                of.certificate === null ? null : <a href={`${at}/certificate.pdf`}>{of.certificate}</a>,
              ],
              [t('Lý do', 'Reason'), of.reason],
            ]}
          />
        </Section>
      </>
    ),
  }
}

export const registrationEdited = formPage({
  command: editRegistration,
  address: '/event-registrations/{id}/edit',
  record: ofSeat,
  title: words('Sửa đăng ký dự sự kiện', 'Correct a registration for an event'),
  lead: ({ record }) => record.event.title,
  crumbs: (request, of) => toList(request, of.event),
  stored: (of, { t, language }) => ({
    values: { version: String(of.version), ...registrationFields.texts(of, language) },
    labels: Object.fromEntries(
      registrationFields.keys.map((key) => [key, t(registrationFields.labels[key])]),
    ),
  }),
  fields: ({ f, t }) => registrationFields.form(f, t),
  submit: words('Lưu', 'Save'),
  cancel: ({ id }) => `/event-registrations/${id}`,
  done: ({ id }) => ({ to: `/event-registrations/${id}`, message: words('Đã lưu.', 'Saved.') }),
})

export const seatPages = [
  page({
    route: 'GET /event-registrations/{id}',
    for: showRegistration,
    run: (request) => seatView(request),
  }),
  ...acts.receivers(seatView),
]
