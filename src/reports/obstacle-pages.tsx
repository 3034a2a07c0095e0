import { ownChoices, ownNamed } from '../enterprises/index.ts'
import { betweenPlans, MovedMark, moveButton, planChoices, planColumn, planFilters } from '../plan/index.ts'
import { mayRun } from '../platform/actor.ts'
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
import { Badge, chargeMany, Facts, Form, fields, LinkButton, listPage, Section } from '../ui/index.ts'
import { resolveMany } from './many-pages.tsx'
import { obstacleCorrection } from './obstacle-correction.tsx'
import { obstacleFields, resolutionFields } from './obstacle-fields.ts'
import {
  listObstacles,
  obstacleSources,
  obstacleStates,
  reportObstacle,
  resolveObstacle,
  showObstacle,
} from './obstacles.ts'

type Obstacle = Omit<Output<typeof showObstacle>, 'moves'>

const title = words('Khó khăn, vướng mắc', 'Obstacles')
const stateWords = {
  open: words('Chưa giải quyết', 'Unresolved'),
  resolved: words('Đã giải quyết', 'Resolved'),
}
const sourceWords = {
  agency: words('Cơ quan, hội', 'Agencies, associations'),
  enterprise: words('Doanh nghiệp', 'Enterprises'),
}

const firstWords = (text: string) => (text.length > 140 ? `${text.slice(0, 140).trimEnd()}…` : text)

const list = listPage({
  route: 'GET /obstacles',
  place: {
    group: 'programme',
    order: 50,
    main: ['home_affairs', 'agency', 'association', 'enterprise'],
    label: title,
  },
  title,
  lead: words(
    'Khó khăn, vướng mắc khi thực hiện Kế hoạch được phản ánh về cơ quan điều hành để tổng hợp, giải quyết và báo cáo.',
    'Obstacles met with in carrying out the plan, reported to the coordinator to be resolved and told in the yearly report.',
  ),
  query: listObstacles,
  many: [resolveMany.act, chargeMany('obstacle', ['coordinator'])],
  actions: (request) =>
    mayRun(request.actor, reportObstacle) ? (
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
  columns: async (request) => {
    const { t } = request
    const { reportedOn, text, ...others } = obstacleFields.columns<Obstacle>(t, {
      text: { cell: (row) => <a href={`/obstacles/${row.id}`}>{firstWords(row.text)}</a> },
    })
    const { resolvedOn, ...resolved } = resolutionFields.columns<Obstacle>(t, {})
    return [
      reportedOn,
      text,
      {
        key: 'reporter',
        label: words('Nơi phản ánh', 'Reported by'),
        sort: 'reporter',
        value: (row) => row.reporter ?? row.reportedBy,
      },
      ...(await planColumn<Obstacle>(request)),
      ...Object.values(others),
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        // Open ones have no day.
        sort: 'resolvedOn',
        value: (row) => t(row.resolvedOn === null ? stateWords.open : stateWords.resolved),
        cell: (row) => <StateBadge resolved={row.resolvedOn !== null} request={request} />,
      },
      resolvedOn,
      ...Object.values(resolved),
    ]
  },
  empty: (request) =>
    mayRun(request.actor, reportObstacle) ? (
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
  const own = await ownChoices(request)
  return {
    title: t('Phản ánh khó khăn, vướng mắc', 'Report an obstacle'),
    breadcrumbs: up(request),
    body: (
      <>
        {await betweenPlans(request)}
        <Section>
          <Form
            form={form}
            t={t}
            action="/obstacles"
            submit={t('Gửi phản ánh', 'Send the report')}
            cancel="/obstacles"
          >
            {own.length === 0
              ? null
              : f.select('enterpriseId', {
                  label: t('Doanh nghiệp', 'Enterprise'),
                  required: true,
                  choices: own.map(({ id, name }) => ({ value: id, label: name })),
                })}
            {obstacleFields.form(f, t)}
            {plans.length === 0
              ? null
              : f.select('planId', {
                  label: t('Kế hoạch', 'Plan'),
                  choices: plans,
                  empty: t('Theo ngày phản ánh', 'By the day of the report'),
                })}
          </Form>
        </Section>
      </>
    ),
  }
}

const newPage = page({
  route: 'GET /obstacles/new',
  for: reportObstacle,
  run: async (request) => {
    const own = ownNamed(request)
    return newView(request, freshForm(own === null ? {} : { enterpriseId: String(own) }))
  },
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
  const { t, actor, language } = request
  const obstacle = await request.execute(showObstacle, { id: request.params.id })
  const open = obstacle.resolvedOn === null
  const { reportedOn, ...others } = obstacleFields.facts(obstacle, t, language)
  const f = fields(form, t)
  return {
    title: t('Khó khăn, vướng mắc', 'Obstacle'),
    breadcrumbs: up(request),
    actions: (
      <>
        {open ? await moveButton(request, 'obstacle', obstacle.id, obstacle.planId) : null}
        {await obstacleCorrection.button(request, obstacle.id)}
      </>
    ),
    body: (
      <>
        <Section>
          <Facts
            columns={1}
            items={[
              [t('Tình trạng', 'State'), <StateBadge resolved={!open} request={request} />],
              [t('Nơi phản ánh', 'Reported by'), obstacle.reporter ?? obstacle.reportedBy],
              reportedOn,
              ...Object.values(others),
              ...(open ? [] : Object.values(resolutionFields.facts(obstacle, t, language))),
            ]}
          />
        </Section>
        <MovedMark moves={obstacle.moves} t={t} />
        {open && mayRun(actor, resolveObstacle) ? (
          <Section title={t('Ghi kết quả giải quyết', 'Resolve')} id="resolve">
            <Form
              form={form}
              t={t}
              action={`/obstacles/${obstacle.id}/resolution`}
              submit={t('Ghi kết quả', 'Record the result')}
            >
              {resolutionFields.form(f, t)}
            </Form>
          </Section>
        ) : null}
      </>
    ),
  }
}

const show = page({
  route: 'GET /obstacles/{id}',
  for: showObstacle,
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
