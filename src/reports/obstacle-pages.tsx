import { planChoices, planColumn, planFilters } from '../plan/index.ts'
import { signedIn } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import {
  type FormState,
  freshForm,
  type Page,
  type PageRequest,
  type PageResult,
  page,
  receiver,
} from '../platform/page.ts'
import { Badge, Day, Facts, Form, fields, LinkButton, listPage, Section } from '../ui/index.ts'
import {
  listObstacles,
  obstacleReporters,
  obstacleSources,
  obstacleStates,
  reportObstacle,
  resolveObstacle,
  showObstacle,
} from './obstacles.ts'

const title = words('Khó khăn, vướng mắc', 'Obstacles')
const stateWords = {
  open: words('Chưa giải quyết', 'Unresolved'),
  resolved: words('Đã giải quyết', 'Resolved'),
}
const sourceWords = {
  agency: words('Cơ quan, hội', 'Agencies, associations'),
  enterprise: words('Doanh nghiệp', 'Enterprises'),
}

const mayReport = (request: PageRequest) => obstacleReporters.some((grant) => request.actor.grants.has(grant))
const firstWords = (text: string) => (text.length > 140 ? `${text.slice(0, 140).trimEnd()}…` : text)

const list = listPage({
  route: 'GET /obstacles',
  may: signedIn,
  place: { group: 'programme', order: 50, label: title },
  title,
  lead: words(
    'Khó khăn, vướng mắc khi thực hiện Kế hoạch được phản ánh về cơ quan điều hành để tổng hợp, giải quyết và báo cáo.',
    'Obstacles met with in carrying out the plan, reported to the coordinator to be resolved and told in the yearly report.',
  ),
  query: listObstacles,
  actions: (request) =>
    mayReport(request) ? (
      <LinkButton href="/obstacles/new" kind="primary">
        {request.t('Phản ánh khó khăn, vướng mắc', 'Report an obstacle')}
      </LinkButton>
    ) : null,
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm trong nội dung', 'Search the text') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: obstacleStates.map((value) => ({ value, label: request.t(stateWords[value]) })),
    },
    ...(request.actor.enterpriseId === null
      ? [
          {
            name: 'from',
            kind: 'select' as const,
            label: words('Nơi phản ánh', 'Reported by'),
            choices: obstacleSources.map((value) => ({ value, label: request.t(sourceWords[value]) })),
          },
        ]
      : []),
    { name: 'year', kind: 'search', label: words('Năm', 'Year') },
    ...(await planFilters(request)),
  ],
  columns: async (request) => [
    {
      key: 'reportedOn',
      label: words('Ngày phản ánh', 'Reported on'),
      kind: 'date',
      sort: 'reportedOn',
      value: (row) => row.reportedOn,
    },
    {
      key: 'text',
      label: words('Nội dung', 'Content'),
      value: (row) => row.text,
      cell: (row) => <a href={`/obstacles/${row.id}`}>{firstWords(row.text)}</a>,
    },
    {
      key: 'reporter',
      label: words('Nơi phản ánh', 'Reported by'),
      value: (row) => row.reporter ?? row.reportedBy,
    },
    ...(await planColumn<Output<typeof showObstacle>>(request)),
    {
      key: 'proposal',
      label: words('Đề xuất, kiến nghị', 'Proposal'),
      value: (row) => row.proposal,
      exportOnly: true,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      value: (row) => request.t(row.resolvedOn === null ? stateWords.open : stateWords.resolved),
      cell: (row) => <StateBadge resolved={row.resolvedOn !== null} request={request} />,
    },
    {
      key: 'resolvedOn',
      label: words('Ngày giải quyết', 'Resolved on'),
      kind: 'date',
      value: (row) => row.resolvedOn,
    },
    {
      key: 'resolution',
      label: words('Kết quả giải quyết', 'Resolution'),
      value: (row) => row.resolution,
      exportOnly: true,
    },
  ],
  empty: (request) =>
    mayReport(request) ? (
      <a href="/obstacles/new">{request.t('Phản ánh khó khăn, vướng mắc', 'Report an obstacle')}</a>
    ) : null,
})

function StateBadge({ resolved, request }: { resolved: boolean; request: Pick<PageRequest, 't'> }) {
  return (
    <Badge tone={resolved ? 'success' : 'warning'}>
      {request.t(resolved ? stateWords.resolved : stateWords.open)}
    </Badge>
  )
}

const up = ({ t }: PageRequest) => [{ label: t(title), href: '/obstacles' }]

async function newView(request: PageRequest, form: FormState): Promise<PageResult> {
  const { t } = request
  const f = fields(form, t)
  const plans = request.actor.grants.has('coordinator') ? await planChoices(request) : []
  return {
    title: t('Phản ánh khó khăn, vướng mắc', 'Report an obstacle'),
    breadcrumbs: up(request),
    body: (
      <Section>
        <Form
          form={form}
          t={t}
          action="/obstacles"
          submit={t('Gửi phản ánh', 'Send the report')}
          cancel="/obstacles"
        >
          {f.area('text', {
            label: t('Khó khăn, vướng mắc và nguyên nhân', 'The obstacle and its cause'),
            required: true,
            rows: 6,
          })}
          {f.area('proposal', { label: t('Đề xuất, kiến nghị', 'Proposal'), required: true })}
          {f.date('reportedOn', {
            label: t('Ngày phản ánh', 'Reported on'),
            hint: t('Để trống: hôm nay. Ví dụ 23/11/2025.', 'Empty: today. Such as 23/11/2025.'),
          })}
          {plans.length === 0
            ? null
            : f.select('planId', {
                label: t('Kế hoạch', 'Plan'),
                choices: plans,
                empty: t('Theo ngày phản ánh', 'By the day of the report'),
              })}
        </Form>
      </Section>
    ),
  }
}

const newPage = page({
  route: 'GET /obstacles/new',
  may: obstacleReporters,
  run: async (request) => newView(request, freshForm()),
})

const create = receiver({
  command: reportObstacle,
  address: '/obstacles',
  done: ({ id }) => ({
    to: `/obstacles/${id}`,
    message: words('Đã gửi phản ánh đến cơ quan điều hành.', 'Sent to the coordinator.'),
  }),
  again: newView,
})

async function showView(request: PageRequest, form: FormState): Promise<PageResult> {
  const { t, actor } = request
  const obstacle = await request.execute(showObstacle, { id: request.params.id })
  const open = obstacle.resolvedOn === null
  const f = fields(form, t)
  return {
    title: t('Khó khăn, vướng mắc', 'Obstacle'),
    breadcrumbs: up(request),
    body: (
      <>
        <Section>
          <Facts
            columns={1}
            items={[
              [t('Tình trạng', 'State'), <StateBadge resolved={!open} request={request} />],
              [t('Nơi phản ánh', 'Reported by'), obstacle.reporter ?? obstacle.reportedBy],
              [t('Ngày phản ánh', 'Reported on'), <Day day={obstacle.reportedOn} />],
              [t('Nội dung', 'Content'), <span class="whitespace-pre-line">{obstacle.text}</span>],
              [
                t('Đề xuất, kiến nghị', 'Proposal'),
                <span class="whitespace-pre-line">{obstacle.proposal}</span>,
              ],
              ...(open
                ? []
                : [
                    [
                      t('Kết quả giải quyết', 'Resolution'),
                      <span class="whitespace-pre-line">{obstacle.resolution}</span>,
                    ] as const,
                    [t('Ngày giải quyết', 'Resolved on'), <Day day={obstacle.resolvedOn} />] as const,
                  ]),
            ]}
          />
        </Section>
        {open && actor.grants.has('coordinator') ? (
          <Section title={t('Ghi kết quả giải quyết', 'Resolve')} id="resolve">
            <Form
              form={form}
              t={t}
              action={`/obstacles/${obstacle.id}/resolution`}
              submit={t('Ghi kết quả', 'Record the result')}
            >
              {f.area('resolution', { label: t('Kết quả giải quyết', 'Resolution'), required: true })}
              {f.date('resolvedOn', { label: t('Ngày giải quyết', 'Resolved on'), required: true })}
            </Form>
          </Section>
        ) : null}
      </>
    ),
  }
}

const show = page({
  route: 'GET /obstacles/{id}',
  may: signedIn,
  run: (request) => showView(request, freshForm()),
})

const resolve = receiver({
  command: resolveObstacle,
  address: '/obstacles/{id}/resolution',
  done: ({ id }) => ({
    to: `/obstacles/${id}`,
    message: words('Đã ghi kết quả giải quyết.', 'The resolution is saved.'),
  }),
  again: showView,
})

export const obstaclePages: readonly Page[] = [list, newPage, create, show, resolve]
