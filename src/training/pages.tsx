import { TakenOverMark, takenOverFilter } from '../imports/index.ts'
import { planChoices, planColumn, planFilters, planYears } from '../plan/index.ts'
import { mayRun } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  page,
  receiver,
  type View,
} from '../platform/page.ts'
import type { StateOf } from '../platform/states.ts'
import {
  countsColumns,
  countsFilter,
  Day,
  Facts,
  Figure,
  FileLink,
  formPage,
  LinkButton,
  listPage,
  RetractedNotice,
  RetractForm,
  Section,
  Table,
} from '../ui/index.ts'
import { recordEvent, retractEvent } from './commands.ts'
import { eventCorrection } from './event-correction.tsx'
import { eventFields } from './fields.ts'
import { countPersons } from './person-queries.ts'
import { countEvents, type EventRow, listEvents, showEvent } from './queries.ts'
import { eventKinds } from './rules.ts'

function Dates({ row }: { row: EventRow }) {
  return (
    <>
      <Day day={row.heldOn} />
      {row.endedOn === null || row.endedOn === row.heldOn ? null : (
        <>
          {' – '}
          <Day day={row.endedOn} />
        </>
      )}
    </>
  )
}

type EventCounts = Output<typeof countEvents>

/** What counts, by kind and year; every figure opens its events. */
function CountTable({ request, counts }: { request: PageRequest; counts: EventCounts }) {
  const { t, language, url } = request
  const plan = url.searchParams.get('plan')
  const cell = (kind: StateOf<typeof eventKinds>, year: number) =>
    counts.rows.find((row) => row.kind === kind && row.year === year)
  const figure = (kind: StateOf<typeof eventKinds>, year: number | null, value: number) => (
    <Figure
      href={`/training?kind=${kind}&state=counted${year === null ? '' : `&year=${year}`}${plan === null ? '' : `&plan=${plan}`}`}
      label={`${t(eventKinds.names[kind])} ${year ?? ''}: ${t('xem danh sách', 'show the list')}`}
    >
      {formatNumber(value, language)}
    </Figure>
  )
  return (
    <Section>
      <Table caption={t('Đã tổ chức, theo loại và năm', 'Held, by kind and year')} stack>
        <thead>
          <tr>
            <th>{t('Loại', 'Kind')}</th>
            {counts.years.map((year) => (
              <th class="num">{year}</th>
            ))}
            <th class="num">{t('Tổng', 'Total')}</th>
          </tr>
        </thead>
        <tbody>
          {eventKinds.keys.map((kind) => {
            const experts = kind === 'expert_training'
            const of = (year: number) => (experts ? cell(kind, year)?.experts : cell(kind, year)?.events) ?? 0
            const total = counts.years.reduce((sum, year) => sum + of(year), 0)
            return (
              <tr>
                <td data-label={t('Loại', 'Kind')}>
                  {t(eventKinds.names[kind])}
                  {experts ? (
                    <>
                      <span class="hint block">{t('số chuyên gia được đào tạo', 'experts trained')}</span>
                      <a class="block py-1" href="/experts">
                        {t('Từng chuyên gia, nơi công tác', 'The experts and their employers')}
                      </a>
                    </>
                  ) : null}
                </td>
                {counts.years.map((year) => (
                  <td class="num relative" data-label={String(year)}>
                    {figure(kind, year, of(year))}
                  </td>
                ))}
                <td class="num relative" data-label={t('Tổng', 'Total')}>
                  {figure(kind, null, total)}
                </td>
              </tr>
            )
          })}
        </tbody>
      </Table>
    </Section>
  )
}

const eventsPage: Page = listPage({
  route: 'GET /training',
  place: {
    group: 'activities',
    order: 40,
    main: ['home_affairs', 'agency'],
    label: words('Hội nghị, đào tạo', 'Events and training'),
  },
  title: words('Hội nghị, hội thảo, đào tạo', 'Conferences, courses and training of experts'),
  lead: words(
    'Sự kiện đã tổ chức, mỗi sự kiện kèm minh chứng; đây là số được tính vào chỉ tiêu của kế hoạch.',
    'Events that were held, each with its evidence; these are what the targets of the plan count.',
  ),
  query: listEvents,
  actions: (request) =>
    mayRun(request.actor, recordEvent) ? (
      <LinkButton kind="primary" href="/training/new">
        {request.t('Ghi sự kiện', 'Record an event')}
      </LinkButton>
    ) : null,
  empty: (request) =>
    mayRun(request.actor, recordEvent) ? (
      <a href="/training/new">{request.t('Ghi sự kiện đã tổ chức', 'Record an event that was held')}</a>
    ) : null,
  above: async (request) => {
    const plan = request.url.searchParams.get('plan') ?? undefined
    return <CountTable request={request} counts={await request.execute(countEvents, { plan })} />
  },
  filters: async (request) => {
    const { t } = request
    return [
      { name: 'q', kind: 'search', label: words('Tìm tên, nơi tổ chức', 'Title or place') },
      {
        name: 'kind',
        kind: 'select',
        label: words('Loại', 'Kind'),
        choices: eventKinds.choices(t),
      },
      {
        name: 'year',
        kind: 'select',
        label: words('Năm', 'Year'),
        choices: await planYears(request),
      },
      countsFilter(t),
      takenOverFilter(t),
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t } = request
    const { kind, title, participants, experts, ...others } = eventFields.columns<EventRow>(t, {
      title: { cell: (row) => <a href={`/training/${row.id}`}>{row.title}</a> },
      heldOn: { cell: (row) => <Dates row={row} /> },
      experts: { value: (row) => (row.kind === 'expert_training' ? row.experts : null) },
    })
    return [
      title,
      kind,
      ...Object.values(others),
      ...(await planColumn<EventRow>(request)),
      participants,
      experts,
      ...countsColumns<EventRow>(t),
    ]
  },
})

const crumbs = ({ t }: PageRequest) => [
  { label: t('Hội nghị, đào tạo', 'Events and training'), href: '/training' },
]

const newEvent = formPage({
  command: recordEvent,
  address: '/training/new',
  record: planChoices,
  title: words('Ghi sự kiện đã tổ chức', 'Record an event that was held'),
  crumbs,
  fields: ({ f, t, record: plans }) => (
    <>
      {eventFields.form(f, t)}
      {plans.length === 0
        ? null
        : f.select('planId', {
            label: t('Kế hoạch', 'Plan'),
            choices: plans,
            empty: t('Kế hoạch đang làm việc', 'The plan to work in'),
          })}
    </>
  ),
  submit: words('Ghi sự kiện', 'Record the event'),
  cancel: '/training',
  done: (output) => ({
    to: `/training/${output.eventId}`,
    message: words('Đã ghi sự kiện.', 'The event is recorded.'),
  }),
})

/** How many of an event's people are known by name, and where they stand. */
function Named({
  of: { persons, experts },
  event,
  request: { t, language },
}: {
  of: Output<typeof countPersons>
  event: EventRow
  request: PageRequest
}) {
  const [named, all] = [formatNumber(persons, language), formatNumber(event.participants, language)]
  const said = t(`${named} trên ${all} người`, `${named} of ${all} persons`)
  if (persons === 0) return said
  return (
    <>
      <a href={`/trained-persons?eventId=${event.id}`}>{said}</a>
      {event.kind === 'expert_training' ? t(`, ${experts} chuyên gia`, `, ${experts} experts`) : null}
    </>
  )
}

async function showView(request: PageRequest, form: FormState): Promise<View> {
  const { t, language } = request
  const event = await request.execute(showEvent, { id: request.params.id })
  const persons = mayRun(request.actor, countPersons)
    ? await request.execute(countPersons, { id: event.id })
    : null
  const {
    title: _name,
    heldOn: _from,
    endedOn: _to,
    kind,
    experts,
    ...facts
  } = eventFields.facts(event, t, language)
  return {
    title: event.title,
    breadcrumbs: crumbs(request),
    actions: event.retractedOn === null ? await eventCorrection.button(request, event.id) : null,
    body: (
      <>
        <RetractedNotice
          row={event}
          title={t('Sự kiện đã rút, không được tính', 'Taken back: it does not count')}
        />
        <TakenOverMark mark={event.takenOver} request={request} />
        <Section>
          <Facts
            items={[
              kind,
              [t('Thời gian', 'Dates'), <Dates row={event} />],
              ...Object.values(facts),
              ...(event.kind === 'expert_training'
                ? [[t('Chuyên gia được đào tạo', 'Experts trained'), experts[1]] as const]
                : []),
              [
                t('Minh chứng', 'Evidence'),
                <FileLink file={event.takenOver?.file === null ? null : event.file} t={t} />,
              ],
              [t('Tính cho năm', 'Counts for'), event.heldOn.slice(0, 4)],
              ...(persons === null
                ? []
                : [
                    [
                      t('Có tên trong danh sách', 'Named on its list'),
                      <Named of={persons} event={event} request={request} />,
                    ] as const,
                  ]),
            ]}
          />
        </Section>
        {event.retractedOn === null && mayRun(request.actor, retractEvent) ? (
          <RetractForm
            form={form}
            t={t}
            action={`/training/${event.id}/retract`}
            question={t('Ghi sai? Rút sự kiện này', 'Recorded wrongly? Retract it')}
            submit={t('Rút sự kiện', 'Retract')}
            hint={t(
              'Sự kiện vẫn còn trong danh sách cùng lý do, nhưng không được tính vào chỉ tiêu nữa.',
              'The event stays in the list with the reason, and counts in no target any more.',
            )}
          />
        ) : null}
      </>
    ),
  }
}

export const trainingPages: readonly Page[] = [
  eventsPage,
  ...newEvent.pages,
  page({ route: 'GET /training/{id}', for: showEvent, run: (request) => showView(request, freshForm()) }),
  receiver({
    command: retractEvent,
    address: '/training/{id}/retract',
    done: (output) => ({
      to: `/training/${output.eventId}`,
      message: words('Đã rút sự kiện.', 'The event is retracted.'),
    }),
    again: showView,
  }),
]
