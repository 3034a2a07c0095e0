import { planColumn, planFilters, planYears } from '../plan/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { type FormState, type PageRequest, type PageResult, page, receiver } from '../platform/page.ts'
import { Documents } from '../templates/index.ts'
import {
  Act,
  act,
  actsOf,
  Day,
  Facts,
  FormProblem,
  LinkButton,
  listPage,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../ui/index.ts'
import {
  cancelEvent,
  closeEvent,
  editEvent,
  markHeld,
  markInvited,
  planEvent,
  removeSession,
} from './commands.ts'
import { Costs } from './costs/pages.tsx'
import { Outcome, Programme, to } from './event-views.tsx'
import { eventFields, outcomeFields } from './fields.ts'
import { crumbs, ofEvent, title } from './form-pages.tsx'
import { Invitations } from './invitation/pages.tsx'
import { listKinds } from './kinds.ts'
import { Materials } from './materials/pages.tsx'
import { Minutes } from './minutes/section.tsx'
import { type EventRow, listPlanned, type Shown, showPlanned } from './queries.ts'
import { Registration } from './registration/section.tsx'
import { eventStates, lastDay, open } from './rules.ts'
import { Sending } from './sendings/section.tsx'
import { Sheets } from './sheets/pages.tsx'

type ActKey = 'invite' | 'hold' | 'close' | 'cancel'

function Dates({ row }: { row: EventRow }) {
  return (
    <>
      <Day day={row.startsOn} />
      {lastDay(row) === row.startsOn ? null : (
        <>
          {' – '}
          <Day day={lastDay(row)} />
        </>
      )}
    </>
  )
}

export const eventsPage = listPage({
  route: 'GET /events',
  place: { group: 'activities', order: 39, label: title },
  title,
  lead: words(
    'Hội nghị, hội thảo, tọa đàm, tham quan, khóa đào tạo từ khi lập đến khi ghi kết quả: chương trình, người trình bày, nơi tổ chức, mục dự toán.',
    'Conferences, workshops, seminars, study visits and courses from planning to outcome: programme, speakers, place, line of the budget.',
  ),
  query: listPlanned,
  actions: (request) => (
    <>
      <LinkButton href="/event-kinds">{request.t('Các loại sự kiện', 'Kinds of event')}</LinkButton>
      <Act command={planEvent} request={request} href="/events/new" kind="primary">
        {request.t('Lập sự kiện', 'Plan an event')}
      </Act>
    </>
  ),
  filters: async (request) => {
    const { t } = request
    const { rows } = await request.execute(listKinds, { limit: 1000 })
    return [
      { name: 'q', kind: 'search', label: words('Tìm tên, nơi tổ chức', 'Title or place') },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: eventStates.choices(t),
      },
      {
        name: 'kindId',
        kind: 'select',
        label: words('Loại sự kiện', 'Kind of event'),
        choices: rows.map((row) => ({ value: row.id, label: t(row.name, row.nameEn) })),
      },
      { name: 'year', kind: 'select', label: words('Năm', 'Year'), choices: await planYears(request) },
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t } = request
    const {
      title: name,
      plan: _plan,
      kind,
      line,
      ...others
    } = eventFields.columns<EventRow>(t, {
      title: { cell: (row) => <a href={to(row)}>{row.title}</a> },
      startsOn: { cell: (row) => <Dates row={row} /> },
      kind: { value: (row) => t(row.kind, row.kindEn) },
      line: { value: (row) => (row.line === null ? null : t(row.line, row.lineEn ?? row.line)) },
      plan: { value: (row) => row.plan },
    })
    return [
      name,
      kind,
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row: EventRow) => t(eventStates.names[row.state]),
        cell: (row: EventRow) => <StateBadge of={eventStates} is={row.state} t={t} />,
      },
      ...Object.values(others),
      line,
      ...(await planColumn<EventRow>(request)),
      {
        key: 'participants',
        label: words('Người tham dự', 'Participants'),
        kind: 'number',
        value: (row) => row.participants,
      },
    ]
  },
  empty: ({ t }) => t('Chưa lập sự kiện nào.', 'No event is planned yet.'),
})

const acts = actsOf<Shown, ActKey>('/events/{id}', {
  invite: act(markInvited, {
    title: words('Ghi đã mời', 'Record that invitations were sent'),
    path: 'invitation',
    open: ({ state, sessions }) => state === 'planned' && sessions.length > 0,
    initial: ({ version }, { system }) => ({
      version: String(version),
      invitedOn: formatDate(today(system.now())),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.date('invitedOn', { label: t('Ngày mời', 'Invited on') })}
      </>
    ),
    done: words('Đã ghi; các cơ quan được báo.', 'Recorded; the agencies are told.'),
  }),
  hold: act(markHeld, {
    title: words('Ghi đã tổ chức', 'Record that it was held'),
    path: 'holding',
    open: ({ state }) => open.includes(state),
    initial: ({ version }) => ({ version: String(version) }),
    fields: ({ f, record }) => f.hidden('version', record.version),
    done: words('Đã ghi; xin ghi kết quả.', 'Recorded; record its outcome next.'),
  }),
  close: act(closeEvent, {
    title: words('Ghi kết quả sự kiện', 'Record the outcome of an event'),
    path: 'closing',
    open: ({ state }) => state === 'held',
    initial: ({ version }) => ({ version: String(version) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {record.came === 0 ? null : (
          <p class="mb-3">
            {t(
              `${record.came} người đã dự theo điểm danh; số này được ghi vào kết quả.`,
              `${record.came} came, as they were noted; this number goes into the outcome.`,
            )}{' '}
            <a href={`${to(record)}/attendance`}>{t('Điểm danh', 'Attendance')}</a>
          </p>
        )}
        {outcomeFields.form(f, t, record.came === 0 ? {} : { without: ['participants'] })}
        {record.counts === 'expert_training'
          ? f.number('experts', {
              label: t('Số chuyên gia được đào tạo', 'Number of experts trained'),
              required: true,
            })
          : null}
      </>
    ),
    done: words('Đã ghi kết quả.', 'The outcome is recorded.'),
  }),
  cancel: act(cancelEvent, {
    title: words('Hủy sự kiện', 'Cancel an event'),
    path: 'cancellation',
    open: ({ state }) => open.includes(state),
    initial: ({ version }) => ({ version: String(version) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {f.area('reason', { label: t('Lý do', 'Reason'), required: true, rows: 2 })}
      </>
    ),
    kind: 'danger',
    done: words('Đã hủy; các cơ quan được báo.', 'It is cancelled; the agencies are told.'),
  }),
})

async function eventView(
  request: PageRequest,
  sent?: Sent<ActKey>,
  refused?: FormState,
): Promise<PageResult> {
  const { t, language } = request
  const of = await ofEvent(request)
  const names = eventStates.names
  const over = lastDay(of) <= today(request.system.now())
  const wished = acts.chosen(request, of, sent)
  const asked = sent !== undefined || request.url.searchParams.has('do')
  // nothing is proposed that the day has not come for
  const chosen = !asked && (wished === 'cancel' || (wished === 'hold' && !over)) ? undefined : wished
  const { title: _name, startsOn: _from, endsOn: _to, ...facts } = eventFields.facts(of, t, language)
  return recordView({
    title: of.title,
    lead: t(of.kind, of.kindEn),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'planned_event', id: of.id }],
      state: { key: of.state, shown: <StateBadge of={eventStates} is={of.state} t={t} /> },
      steps: stepsOf<(typeof eventStates.keys)[number]>(
        (['planned', 'invited', 'held', 'closed'] as const).map((key) => [key, t(names[key])]),
        of.state,
        {
          ...{ planned: of.begunOn, invited: of.invitedOn, held: of.heldOn },
          ...{ closed: of.closedOn, cancelled: of.cancelledOn },
        },
        of.state === 'cancelled'
          ? { after: of.invitedOn === null ? 'planned' : 'invited', label: t(names.cancelled), ends: true }
          : undefined,
      ),
    },
    marks: refused === undefined ? null : <FormProblem form={refused} t={t} />,
    actions: open.includes(of.state) ? (
      <>
        <Act command={editEvent} request={request} href={`${to(of)}/edit`}>
          {t('Sửa', 'Edit')}
        </Act>
        {over ? null : (
          <Act command={cancelEvent} request={request} href={`${to(of)}?do=cancel#act`} kind="danger">
            {t('Hủy sự kiện', 'Cancel an event')}
          </Act>
        )}
      </>
    ) : null,
    act: chosen === undefined ? null : await acts.form(request, of, chosen, sent),
    decision: <Outcome of={of} request={request} />,
    summary: (
      <>
        <Section title={t('Sự kiện', 'Event')} id="event">
          <Facts
            columns={2}
            items={[
              [t('Thời gian', 'Dates'), <Dates row={of} />],
              ...Object.values(facts),
              [t(eventFields.labels.planId), of.plan],
              [t(eventFields.labels.lineId), of.line === null ? null : t(of.line, of.lineEn ?? of.line)],
            ]}
          />
        </Section>
        {await Registration({ of, request })}
        <Programme of={of} request={request} />
        {await Sending({ of, request })}
        {await Invitations({ of, request })}
        {await Minutes({ of, request })}
        {await Materials({ eventId: of.id, request })}
        {await Sheets({ eventId: of.id, request })}
        {await Costs({ eventId: of.id, request })}
        <Documents
          request={request}
          title={t('Văn bản của sự kiện', 'Documents of the event')}
          documents={of.documents}
        />
      </>
    ),
  })
}

const again = (request: PageRequest, form: FormState) => eventView(request, undefined, form)

export const eventPages = [
  page({ route: 'GET /events/{id}', for: showPlanned, run: (request) => eventView(request) }),
  ...acts.receivers(eventView),
  receiver({
    command: removeSession,
    address: '/events/{id}/sessions/{session}/removal',
    again,
    done: (output) => ({ to: `${to(output)}#programme`, message: words('Đã bỏ.', 'Removed.') }),
  }),
]
