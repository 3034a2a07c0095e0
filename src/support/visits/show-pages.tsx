import type { Child } from 'hono/jsx'
import { formatDate, today } from '../../platform/dates.ts'
import { words } from '../../platform/language.ts'
import { fieldsUnder, numberOf, type PageRequest, type PageResult, page } from '../../platform/page.ts'
import {
  Act,
  act,
  actsOf,
  Badge,
  Day,
  Empty,
  Evidence,
  Facts,
  type Fields,
  formPage,
  LinkButton,
  OpenLink,
  RecordTable,
  reasonFields,
  recordView,
  Section,
  type Sent,
  StateBadge,
  stepsOf,
} from '../../ui/index.ts'
import { showTurn } from '../turn-queries.ts'
import { at } from './addresses.ts'
import { callOffVisit, planVisit, recordVisit, scheduleVisit } from './commands.ts'
import { foundCorrection, resultCorrection } from './correction.tsx'
import {
  answers,
  foundFields,
  namedFields,
  remedyStates,
  resultFields,
  scheduleFields,
  visitStates,
  visitWays,
} from './fields.ts'
import { crumbs } from './list-pages.tsx'
import { visitChoices } from './plans/queries.ts'
import { type ShownVisit, showVisit } from './queries.ts'
import { addFound } from './remedies.ts'

/* One visit with its acts, and the form that plans one beside the lists. */

type ActKey = 'record' | 'found' | 'schedule' | 'callOff'
type ItemField = `answers.${number}` | `notes.${number}`

const acts = actsOf<ShownVisit, ActKey>('/visits/{id}', {
  record: act(recordVisit, {
    title: words('Ghi kết quả kiểm tra', 'Record the result of the visit'),
    path: 'result',
    open: ({ state }) => state === 'planned',
    initial: (_visit, { system }) => ({ visitedOn: formatDate(today(system.now())) }),
    input: (values) => ({ answers: fieldsUnder(values, 'answers'), notes: fieldsUnder(values, 'notes') }),
    fields: ({ f, t, record }) => {
      const byItem = f as unknown as Fields<ItemField>
      return (
        <>
          {f.hidden('version', record.version)}
          {record.checklist === null ? null : f.hidden('edition', record.checklist.edition)}
          {resultFields.form(f, t)}
          {record.items.map(({ item, asked }) => (
            <>
              {byItem.radio(`answers.${item}`, {
                label: `${item}. ${asked}`,
                choices: answers.choices(t),
                required: true,
              })}
              {byItem.text(`notes.${item}`, {
                label: t(`Ghi chú mục ${item}`, `Note on item ${item}`),
                required: false,
              })}
            </>
          ))}
        </>
      )
    },
    done: words(
      'Đã ghi kết quả. Ghi từng điều phát hiện để doanh nghiệp khắc phục.',
      'It is recorded. Enter each thing found, so that it is put right.',
    ),
  }),
  found: act(addFound, {
    title: words('Ghi điều phát hiện', 'Enter what was found'),
    path: 'findings',
    open: ({ state }) => state === 'made',
    fields: ({ f, t }) => foundFields.form(f, t),
    done: words('Đã ghi; doanh nghiệp được báo.', 'It is entered; the enterprise is told.'),
  }),
  schedule: act(scheduleVisit, {
    title: words('Đặt ngày, người đi', 'Set the day and who goes'),
    path: 'schedule',
    kind: 'danger',
    open: ({ state }) => state === 'planned',
    initial: ({ plannedOn, team, announced }) => ({
      ...{ plannedOn: formatDate(plannedOn), team: team ?? '' },
      ...(announced ? { announced: 'on' } : {}),
    }),
    fields: ({ f, t, record }) => (
      <>
        {f.hidden('version', record.version)}
        {scheduleFields.form(f, t)}
      </>
    ),
    done: words('Đã đặt ngày kiểm tra.', 'The day is set.'),
  }),
  callOff: act(callOffVisit, {
    title: words('Thôi kiểm tra', 'Call it off'),
    path: 'cancellation',
    kind: 'danger',
    open: ({ state }) => state === 'planned',
    fields: reasonFields,
    done: words('Đã thôi lần kiểm tra này.', 'The visit is called off.'),
  }),
})

interface Part {
  readonly request: PageRequest
  readonly visit: ShownVisit
}

function About({ request, visit }: Part) {
  const { t } = request
  const facts = resultFields.labels
  return (
    <Section title={t('Thông tin chung', 'General information')} id="about">
      <Facts
        columns={2}
        items={(
          [
            [
              t('Lượt hỗ trợ', 'Support turn'),
              <a href={`/support/${visit.turnId}`}>
                {visit.turnId}. {t(visit.content, visit.contentEn)}
              </a>,
            ],
            [t('Vì sao kiểm tra', 'How it was picked'), t(visitWays.names[visit.how])],
            ...(visit.visitPlan === null
              ? []
              : [
                  [
                    t('Danh sách kiểm tra', 'List of visits'),
                    <OpenLink request={request} href={`${at}/plans/${visit.visitPlan.id}`}>
                      {visit.visitPlan.title}
                    </OpenLink>,
                  ] as const,
                ]),
            [t(scheduleFields.labels.plannedOn), <Day day={visit.plannedOn} />],
            [t(scheduleFields.labels.team), visit.team],
            ...(visit.reason === null ? [] : [[t('Lý do', 'Reason'), visit.reason] as const]),
            [t(facts.visitedOn), <Day day={visit.visitedOn} />],
            [t(facts.present), visit.present],
            [
              t(facts.conclusion),
              visit.conclusion === null ? null : <span class="whitespace-pre-line">{visit.conclusion}</span>,
            ],
          ] satisfies (readonly [string, Child])[]
        ).filter(([, value]) => value !== null)}
      />
    </Section>
  )
}

function Items({ request, visit }: Part) {
  const { t } = request
  const { checklist } = visit
  if (checklist === null || visit.state !== 'made') return null
  const tones = { yes: 'success', no: 'error', none: 'neutral' } as const
  return (
    <Section
      title={t('Kết quả theo bảng kiểm', 'By the checklist')}
      id="items"
      lead={t(
        `${checklist.name}, bản ${checklist.edition}`,
        `${checklist.name}, edition ${checklist.edition}`,
      )}
    >
      <RecordTable
        caption={t('Kết quả theo bảng kiểm', 'By the checklist')}
        stack
        rows={visit.items}
        columns={[
          {
            head: t('Mục', 'Item'),
            cell: ({ item, asked }) => (
              <>
                {item}. {asked}
              </>
            ),
          },
          {
            head: t('Kết quả', 'Result'),
            cell: ({ answer, note }) => (
              <div>
                {answer === null ? '—' : <Badge tone={tones[answer]}>{t(answers.names[answer])}</Badge>}
                {note === null ? null : <div class="hint">{note}</div>}
              </div>
            ),
          },
        ]}
      />
    </Section>
  )
}

async function Found({ request, visit }: Part) {
  const { t } = request
  if (visit.state !== 'made') return null
  const rows = await Promise.all(
    visit.findings.map(async (row) => ({ row, button: await foundCorrection.button(request, row.id) })),
  )
  return (
    <Section title={t('Phát hiện và khắc phục', 'Found and remedied')} id="findings">
      {rows.length === 0 ? (
        <Empty>{t('Không ghi điều phát hiện nào.', 'Nothing was found.')}</Empty>
      ) : (
        <ul class="list">
          {rows.map(({ row, button }) => (
            <li class="py-2">
              <a href={`${at}/findings/${row.id}`}>{row.content}</a>
              <span class="hint block">
                {row.remedy} · {t('hạn', 'by')} {formatDate(row.dueOn)}
              </span>
              <StateBadge of={remedyStates} is={row.state} t={t} /> {button}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

async function view(request: PageRequest, sent?: Sent<ActKey>): Promise<PageResult> {
  const { t } = request
  const visit = await request.execute(showVisit, { id: numberOf(request, 'id') })
  const chosen = acts.chosen(request, visit, sent)
  const photographs = `${at}/${visit.id}/photographs`
  return recordView({
    title: t(`Kiểm tra ${visit.enterprise}`, `Visit to ${visit.enterprise}`),
    lead: t(visit.content, visit.contentEn),
    breadcrumbs: crumbs(request),
    head: {
      matters: [{ record: 'visit', id: visit.id }],
      state: {
        key: visit.state,
        shown: (
          <>
            <StateBadge of={visitStates} is={visit.state} t={t} />
            {visit.late ? <Badge tone="error">{t('Quá ngày', 'Past its day')}</Badge> : null}
          </>
        ),
      },
      steps: stepsOf<ShownVisit['state']>(
        (['planned', 'made'] as const).map((key) => [key, t(visitStates.names[key])]),
        visit.state,
        { planned: visit.enteredOn, made: visit.visitedOn },
        visit.state === 'cancelled'
          ? { after: 'planned', label: t(visitStates.names.cancelled), ends: true }
          : undefined,
      ),
    },
    finished:
      visit.state === 'cancelled' || (visit.state === 'made' && visit.open === 0 && sent === undefined),
    actions: (
      <>
        {request.mayOpen(photographs) && visit.state !== 'cancelled' ? (
          <LinkButton href={photographs} kind="primary">
            {t('Ảnh kiểm tra', 'Photographs')}
          </LinkButton>
        ) : null}
        {await resultCorrection.button(request, visit.id)}
      </>
    ),
    act: chosen === undefined ? null : await acts.form(request, visit, chosen, sent),
    summary: <About request={request} visit={visit} />,
    evidence: await Evidence({
      request,
      title: t('Biên bản, ảnh', 'Minutes and photographs'),
      files: [
        { what: t(resultFields.labels.fileId), file: visit.file },
        ...visit.photos.map(({ file, caption, takenAt, takenBy, place }) => ({
          what: [caption ?? t('Ảnh', 'Photograph'), formatDate(takenAt.slice(0, 10)), takenBy, place]
            .filter((each) => each !== null)
            .join(' · '),
          file,
        })),
      ],
    }),
    rest: (
      <>
        <Items request={request} visit={visit} />
        {await Found({ request, visit })}
      </>
    ),
  })
}

const planned = formPage({
  command: planVisit,
  address: '/support/{turnId}/visits/new',
  title: words('Lên lịch kiểm tra ngoài danh sách', 'Plan a visit beside the list'),
  crumbs: (request) => [
    { label: request.t('Lượt hỗ trợ', 'Support turns'), href: '/support' },
    { label: String(request.params.turnId), href: `/support/${request.params.turnId}` },
  ],
  record: async (request) => ({
    turn: await request.execute(showTurn, { id: numberOf(request, 'turnId') }),
    ...(await request.execute(visitChoices, {})),
  }),
  lead: ({ record: { turn }, t }) => `${turn.enterprise} · ${t(turn.content, turn.contentEn)}`,
  initial: (_record, { url }) => ({ announced: 'on', findingId: url.searchParams.get('findingId') ?? '' }),
  fields: ({ f, t, form, record }) => [
    f.hidden('findingId', String(form.values.findingId ?? '')),
    ...scheduleFields.form(f, t),
    ...namedFields.form(f, t, {
      choices: { checklistId: record.checklists.map(({ id, name }) => ({ value: id, label: name })) },
    }),
  ],
  submit: words('Lên lịch', 'Plan the visit'),
  cancel: (_record, request) => `/support/${request.params.turnId}`,
  done: ({ id }) => ({ to: `${at}/${id}`, message: words('Đã lên lịch kiểm tra.', 'The visit is planned.') }),
})

/** The visits to a turn on its page, with the button that plans one. */
export async function VisitsOfTurn({
  request,
  turnId,
  open,
  visits,
}: {
  readonly request: PageRequest
  readonly turnId: number
  readonly open: boolean
  readonly visits: readonly {
    readonly id: number
    readonly state: ShownVisit['state']
    readonly plannedOn: string
    readonly visitedOn: string | null
    readonly found: number
    readonly open: number
  }[]
}) {
  const { t } = request
  return (
    <Section
      title={t('Kiểm tra tại chỗ', 'Visits')}
      id="visits"
      actions={
        open ? (
          <Act command={planVisit} request={request} href={`/support/${turnId}/visits/new`} small>
            {t('Lên lịch kiểm tra', 'Plan a visit')}
          </Act>
        ) : undefined
      }
    >
      {visits.length === 0 ? (
        <Empty>{t('Lượt này chưa được kiểm tra.', 'The turn was not visited yet.')}</Empty>
      ) : (
        <ul class="list">
          {visits.map((visit) => (
            <li class="py-1">
              <a href={`${at}/${visit.id}`}>{formatDate(visit.visitedOn ?? visit.plannedOn)}</a>{' '}
              <StateBadge of={visitStates} is={visit.state} t={t} />
              {visit.found === 0 ? null : (
                <span class="hint block">
                  {t(
                    `${visit.found} điều phát hiện, ${visit.open} chưa khắc phục xong`,
                    `${visit.found} found, ${visit.open} not remedied`,
                  )}
                </span>
              )}
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

export const visitPages = [
  page({ route: `GET ${at}/{id}`, for: showVisit, run: (request) => view(request) }),
  ...acts.receivers(view),
  ...planned.pages,
]
