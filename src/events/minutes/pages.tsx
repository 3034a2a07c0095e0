import { planColumn, planFilters } from '../../plan/index.ts'
import { formatDate, today } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import { numberOf, type PageRequest, type PageResult, page } from '../../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Evidence,
  Facts,
  LinkButton,
  listPage,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../../ui/index.ts'
import { crumbs } from '../form-pages.tsx'
import { dropConclusion, editConclusion, fulfilConclusion, reopenConclusion } from './commands.ts'
import { completionFields, conclusionFields, conclusionStates } from './fields.ts'
import { type ConclusionRow, listConclusions, type ShownConclusion, showConclusion } from './queries.ts'

/* The conclusions of events: as a list over all of them, and one with its acts. */

const title = words('Kết luận của các sự kiện', 'Conclusions of events')

export const conclusionsPage = listPage({
  route: 'GET /event-conclusions',
  place: { group: 'activities', order: 40, label: title },
  title,
  lead: words(
    'Kết luận của hội nghị sơ kết, tổng kết và các sự kiện khác: việc, cơ quan thực hiện, hạn, kết quả có minh chứng.',
    'Conclusions of review conferences and other events: what, who carries it out, by which day, what came of it with evidence.',
  ),
  query: listConclusions,
  breadcrumbs: crumbs,
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm kết luận, sự kiện', 'Conclusion or event') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: [
        { value: 'late', label: request.t('Quá hạn', 'Overdue') },
        ...conclusionStates.choices(request.t),
      ],
    },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const { content, ...others } = conclusionFields.columns<ConclusionRow>(t, {
      content: { cell: (row) => <a href={`/event-conclusions/${row.id}`}>{row.content}</a> },
      agency: { value: (row) => row.agency },
    })
    return [
      content,
      ...Object.values(others),
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row: ConclusionRow) => t(conclusionStates.names[row.state]),
        cell: (row: ConclusionRow) => (
          <>
            <StateBadge of={conclusionStates} is={row.state} t={t} />
            {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
          </>
        ),
      },
      {
        key: 'event',
        label: words('Sự kiện', 'Event'),
        value: (row: ConclusionRow) => row.event,
        cell: (row: ConclusionRow) => <a href={`/events/${row.eventId}`}>{row.event}</a>,
      },
      ...(await planColumn<ConclusionRow>(request)),
      {
        key: 'doneOn',
        label: completionFields.labels.doneOn,
        kind: 'date',
        sort: 'done',
        value: (row: ConclusionRow) => row.doneOn,
      },
      {
        key: 'result',
        label: completionFields.labels.result,
        exportOnly: true,
        value: (row: ConclusionRow) => row.result,
      },
    ]
  },
  empty: ({ t }) => t('Chưa ghi kết luận nào.', 'No conclusion is entered yet.'),
})

type ActKey = 'fulfil' | 'reopen' | 'drop'

const acts = actsOf<ShownConclusion, ActKey>('/event-conclusions/{id}', {
  fulfil: act(fulfilConclusion, {
    title: words('Ghi đã thực hiện kết luận', 'Record that a conclusion was carried out'),
    path: 'completion',
    open: ({ state }) => state === 'open',
    initial: (_of, { system }) => ({ doneOn: formatDate(today(system.now())) }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {completionFields.form(f, t)}
      </>
    ),
    done: words('Đã ghi kết quả; cơ quan tổ chức được báo.', 'Recorded; the organiser is told.'),
  }),
  reopen: act(reopenConclusion, {
    title: words('Yêu cầu thực hiện tiếp', 'Open it again'),
    path: 'reopening',
    kind: 'danger',
    open: ({ state }) => state === 'done',
    fields: reasonFields,
    done: words('Đã yêu cầu thực hiện tiếp.', 'It is open again.'),
  }),
  drop: act(dropConclusion, {
    title: words('Không thực hiện nữa', 'Give it up'),
    path: 'end',
    kind: 'danger',
    open: ({ state }) => state === 'open',
    fields: reasonFields,
    done: words('Đã ghi không thực hiện nữa.', 'It is given up.'),
  }),
})

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t, language } = request
  const of = await request.execute(showConclusion, { id: numberOf(request, 'id') })
  const first = acts.chosen(request, of, sent)
  // what sends back or ends is opened by its button alone
  const wished = sent !== undefined || request.url.searchParams.has('do')
  const chosen = wished || first === 'fulfil' ? first : undefined
  const facts = conclusionFields.facts(of, t, language)
  const came = completionFields.facts({ doneOn: of.doneOn, result: of.result, fileId: null }, t, language)
  return recordView({
    title: t(`Kết luận ${of.number}: ${of.event}`, `Conclusion ${of.number}: ${of.event}`),
    breadcrumbs: [...crumbs(request), { label: t(title), href: '/event-conclusions' }],
    head: {
      matters: [{ record: 'event_conclusion', id: of.id }],
      state: {
        key: of.state,
        shown: (
          <>
            <StateBadge of={conclusionStates} is={of.state} t={t} />
            {of.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
          </>
        ),
      },
      steps: stepsOf<ShownConclusion['state']>(
        (['open', 'done'] as const).map((key) => [key, t(conclusionStates.names[key])]),
        of.state,
        { open: of.enteredOn, done: of.state === 'done' ? of.settledOn : null, dropped: of.settledOn },
        of.state === 'dropped'
          ? { after: 'open', label: t(conclusionStates.names.dropped), ends: true }
          : undefined,
      ),
    },
    finished: of.state !== 'open',
    actions: (
      <>
        {of.state === 'open' ? (
          <Act command={editConclusion} request={request} href={`/event-conclusions/${of.id}/edit`}>
            {t('Sửa', 'Edit')}
          </Act>
        ) : null}
        {acts
          .open(request, of)
          .filter((key) => key !== chosen)
          .map((key) => (
            <LinkButton href={`/event-conclusions/${of.id}?do=${key}#act`}>{t(acts.title(key))}</LinkButton>
          ))}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, of, chosen, sent),
    summary: (
      <Section title={t('Kết luận', 'Conclusion')} id="conclusion">
        <Facts
          columns={2}
          items={[
            ...Object.values(facts),
            [t(conclusionFields.table.agencyId.heading ?? conclusionFields.labels.agencyId), of.agency],
            [t('Sự kiện', 'Event'), <a href={`/events/${of.eventId}`}>{of.event}</a>],
            ...(of.doneOn === null ? [] : [came.doneOn, came.result]),
            ...(of.remark === null ? [] : [[t('Lý do', 'Reason'), of.remark] as const]),
          ]}
        />
      </Section>
    ),
    evidence: await Evidence({
      request,
      title: t('Minh chứng', 'Evidence'),
      files: of.file === null ? [] : [{ what: t(completionFields.labels.fileId), file: of.file }],
    }),
  })
}

export const conclusionPages = [
  page({ route: 'GET /event-conclusions/{id}', for: showConclusion, run: (request) => view(request) }),
  ...acts.receivers(view),
]
