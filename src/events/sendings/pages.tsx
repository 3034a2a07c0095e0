import { listAgencies } from '../../agencies/index.ts'
import { planColumn, planFilters } from '../../plan/index.ts'
import { actsFor } from '../../platform/actor.ts'
import { formatDate, today } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../../platform/page.ts'
import {
  act,
  actsOf,
  Badge,
  Evidence,
  Facts,
  formPage,
  listPage,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../../ui/index.ts'
import { crumbs, ofEvent } from '../form-pages.tsx'
import { lastDay } from '../rules.ts'
import { decideSending, nominate, passCallOn, reportReturn, teachOn } from './commands.ts'
import {
  callFields,
  nomineeFields,
  nomineeStates,
  returnFields,
  sendingFields,
  teachingFields,
} from './fields.ts'
import { listNominees, type NomineeRow, type ShownNominee, showCall, showNominee } from './queries.ts'

/* Courses that others hold: forms of the call, of who is named and of the decision; who was named, as a list and one by one. */

const title = words('Người được giới thiệu, cử đi học', 'Who was named for courses and sent')
const toEvent = (request: PageRequest, of: { readonly id: number; readonly title: string }) => [
  ...crumbs(request),
  { label: of.title, href: `/events/${of.id}` },
]

export const callPassedOn = formPage({
  command: passCallOn,
  address: '/events/{id}/call/new',
  record: ofEvent,
  title: words('Thông báo khóa do tổ chức khác mở', 'Pass on the call of a course that others hold'),
  lead: ({ record }) => record.title,
  crumbs: toEvent,
  fields: ({ f, t }) => callFields.form(f, t),
  submit: words('Thông báo khóa', 'Pass the call on'),
  cancel: ({ id }) => `/events/${id}`,
  done: ({ id }) => ({
    to: `/events/${id}#call`,
    message: words('Đã thông báo; các cơ quan được báo.', 'Passed on; the agencies are told.'),
  }),
})

export const somebodyNamed = formPage({
  command: nominate,
  address: '/events/{id}/nominees/new',
  record: async (request) => {
    const { rows } = await request.execute(listAgencies, { state: 'living', limit: 1000 })
    const { actor, t } = request
    const own = actor.grants.has('coordinator') ? rows : rows.filter(({ id }) => actsFor(actor, id))
    return {
      of: await ofEvent(request),
      agencies: own.map(({ id, name, nameEn }) => ({ value: id, label: t(name, nameEn) })),
    }
  },
  title: words('Giới thiệu người đi học', 'Name a person for a course'),
  lead: ({ record: { of } }) => of.title,
  crumbs: (request, { of }) => toEvent(request, of),
  fields: ({ f, t, record: { agencies } }) => (
    <>
      {f.select('agencyId', { label: t('Cơ quan giới thiệu', 'Named by'), choices: agencies })}
      {nomineeFields.form(f, t)}
      {f.check('consents', {
        label: t(
          'Người này đã đồng ý để cơ quan tổ chức giữ thông tin trên',
          'The person agreed that the organiser keeps this',
        ),
        required: true,
      })}
    </>
  ),
  submit: words('Giới thiệu người đi học', 'Name a person for a course'),
  cancel: ({ of }) => `/events/${of.id}`,
  done: ({ eventId }) => ({ to: `/events/${eventId}#call`, message: words('Đã giới thiệu.', 'Named.') }),
})

export const sendingDecided = formPage({
  command: decideSending,
  address: '/events/{id}/sending/new',
  record: async (request) => {
    const { id } = request.params
    const { call } = await request.execute(showCall, { id })
    const { rows } = await request.execute(listNominees, { eventId: id, limit: 1000, plan: 'all' })
    return { of: await ofEvent(request), version: call?.version ?? 0, rows }
  },
  title: words('Ghi quyết định cử đi học', 'Record the decision to send'),
  lead: ({ record: { of } }) => of.title,
  crumbs: (request, { of }) => toEvent(request, of),
  initial: ({ version }) => ({ version: String(version) }),
  fields: ({ f, t, record: { of, rows, version } }) => (
    <>
      {f.hidden('version', version)}
      {f.checks('nominees', {
        label: t('Người được cử', 'Who is sent'),
        choices: rows.map(({ id, name, agency }) => ({ value: id, label: `${name} (${agency})` })),
      })}
      {sendingFields.form(f, t)}
      <p class="hint">
        {t(
          `Khóa kết thúc ngày ${formatDate(lastDay(of))}.`,
          `The course ends on ${formatDate(lastDay(of))}.`,
        )}
      </p>
      {f.file('fileId', { label: t('Quyết định cử', 'Decision to send') })}
    </>
  ),
  submit: words('Ghi quyết định cử đi học', 'Record the decision to send'),
  cancel: ({ of }) => `/events/${of.id}`,
  done: ({ id, sent }) => ({
    to: `/events/${id}#call`,
    message: words(
      `Đã cử ${sent.length} người; cơ quan giới thiệu được báo.`,
      `Sent: ${sent.length}; who named them is told.`,
    ),
  }),
})

export const nomineesPage = listPage({
  route: 'GET /event-nominees',
  place: { group: 'activities', order: 41, label: title },
  title,
  lead: words(
    'Khóa do tổ chức khác mở: ai được giới thiệu, được cử, đã báo cáo khi về, đã truyền đạt lại. Cơ quan xem người của mình.',
    'Courses that others hold: who was named, sent, has reported on return and taught on. An agency sees its own.',
  ),
  query: listNominees,
  breadcrumbs: crumbs,
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm tên, đơn vị', 'Name or employer') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: [
        { value: 'late', label: request.t('Quá hạn', 'Overdue') },
        ...nomineeStates.choices(request.t),
      ],
    },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const { name, ...others } = nomineeFields.columns<NomineeRow>(t, {
      name: { cell: (row) => <a href={`/event-nominees/${row.id}`}>{row.name}</a> },
    })
    const { persons, ...teaching } = teachingFields.columns<NomineeRow>(t, {})
    return [
      name,
      { key: 'event', label: words('Sự kiện', 'Event'), value: (row: NomineeRow) => row.event },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row: NomineeRow) => t(nomineeStates.names[row.state]),
        cell: (row: NomineeRow) => (
          <>
            <StateBadge of={nomineeStates} is={row.state} t={t} />
            {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
          </>
        ),
      },
      {
        key: 'agency',
        label: words('Cơ quan giới thiệu', 'Named by'),
        value: (row: NomineeRow) => row.agency,
      },
      ...Object.values(others),
      {
        key: 'reportBy',
        label: sendingFields.labels.reportBy,
        kind: 'date',
        sort: 'report',
        value: (row: NomineeRow) => row.reportBy,
      },
      ...(await planColumn<NomineeRow>(request)),
      persons,
      ...Object.values(teaching),
    ]
  },
  empty: ({ t }) => t('Chưa giới thiệu ai.', 'Nobody is named yet.'),
})

type ActKey = 'report' | 'teach'
const acts = actsOf<ShownNominee, ActKey>('/event-nominees/{id}', {
  report: act(reportReturn, {
    title: words('Báo cáo khi đi học về', 'Report on return from a course'),
    path: 'report',
    open: ({ state }) => state === 'sent',
    initial: (_of, { system }) => ({ reportedOn: formatDate(today(system.now())) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {returnFields.form(f, t)}
      </>
    ),
    done: words(
      'Đã ghi báo cáo; xin ghi việc truyền đạt lại.',
      'The report is in; record what is taught on next.',
    ),
  }),
  teach: act(teachOn, {
    title: words('Ghi truyền đạt lại sau khóa học', 'Record what was taught on'),
    path: 'teaching',
    open: ({ state }) => state === 'reported',
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {teachingFields.form(f, t)}
      </>
    ),
    done: words('Đã ghi.', 'Entered.'),
  }),
})

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language } = request
  const of = await request.execute(showNominee, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, of, sent)
  const report = returnFields.facts({ ...of, fileId: null }, t, language)
  return recordView({
    title: of.name,
    lead: of.event,
    breadcrumbs: [
      ...toEvent(request, { id: of.eventId, title: of.event }),
      { label: t(title), href: '/event-nominees' },
    ],
    head: {
      matters: [{ record: 'event_nominee', id: of.id }],
      state: {
        key: of.state,
        shown: (
          <>
            <StateBadge of={nomineeStates} is={of.state} t={t} />
            {of.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
          </>
        ),
      },
      steps: stepsOf<ShownNominee['state']>(
        (['named', 'sent', 'reported', 'taught'] as const).map((key) => [key, t(nomineeStates.names[key])]),
        of.state,
        { named: of.namedOn, reported: of.reportedOn, taught: of.taughtOn },
        of.state === 'left' ? { after: 'named', label: t(nomineeStates.names.left), ends: true } : undefined,
      ),
    },
    finished: of.state === 'taught' || of.state === 'left',
    act: chosen === undefined ? null : await acts.form(request, of, chosen, sent),
    summary: (
      <Section title={t('Người được giới thiệu', 'Who was named')} id="nominee">
        <Facts
          columns={2}
          items={[
            ...Object.values(nomineeFields.facts(of, t, language)),
            [t('Cơ quan giới thiệu', 'Named by'), of.agency],
            [t(callFields.labels.organiser), of.organiser],
            ...(of.reportBy === null
              ? []
              : [[t(sendingFields.labels.reportBy), formatDate(of.reportBy)] as const]),
            ...(of.report === null ? [] : [report.reportedOn, report.report]),
            ...(of.taughtOn === null ? [] : Object.values(teachingFields.facts(of, t, language))),
          ]}
        />
      </Section>
    ),
    evidence: await Evidence({
      request,
      title: t('Minh chứng', 'Evidence'),
      files: of.file === null ? [] : [{ what: t(returnFields.labels.fileId), file: of.file }],
    }),
  })
}

export const nomineePages = [
  page({ route: 'GET /event-nominees/{id}', for: showNominee, run: (request) => view(request) }),
  ...acts.receivers(view),
]
