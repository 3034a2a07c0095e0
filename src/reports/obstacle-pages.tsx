import { ownChoices, ownNamed } from '../enterprises/index.ts'
import { betweenPlans, MovedMark, moveButton, planChoices, planColumn, planFilters } from '../plan/index.ts'
import { actsFor, mayRun } from '../platform/actor.ts'
import { formatDate, today } from '../platform/dates.ts'
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
import {
  Badge,
  chargeMany,
  Facts,
  Form,
  fields,
  LinkButton,
  listPage,
  Section,
  StateBadge,
} from '../ui/index.ts'
import { resolveMany } from './many-pages.tsx'
import { EarlierAnswers, ObstacleActs, obstacleActPages, Passings } from './obstacle-act-pages.tsx'
import { listObstacleFields } from './obstacle-catalogue.ts'
import { obstacleCorrection } from './obstacle-correction.tsx'
import { obstacleFields, resolutionFields } from './obstacle-fields.ts'
import { obstacleStates } from './obstacle-states.ts'
import { listObstacles, obstacleSources, reportObstacle, resolveObstacle, showObstacle } from './obstacles.ts'

type Obstacle = Omit<Output<typeof showObstacle>, 'moves' | 'answers' | 'passings'>

const title = words('Khó khăn, vướng mắc', 'Obstacles')
const sourceWords = {
  agency: words('Cơ quan, hội', 'Agencies, associations'),
  enterprise: words('Doanh nghiệp', 'Enterprises'),
}

const firstWords = (text: string) => (text.length > 140 ? `${text.slice(0, 140).trimEnd()}…` : text)

const list = listPage({
  route: 'GET /obstacles',
  place: {
    group: 'reporting',
    order: 50,

    label: title,
  },
  title,
  lead: words(
    'Khó khăn, vướng mắc khi thực hiện Kế hoạch được phản ánh về cơ quan điều hành để tổng hợp, giải quyết và báo cáo.',
    'Obstacles met with in carrying out the plan, reported to the coordinator to be resolved and told in the yearly report.',
  ),
  query: listObstacles,
  many: [resolveMany.act, chargeMany('obstacle', ['coordinator'])],
  actions: (request) => (
    <>
      {mayRun(request.actor, reportObstacle) ? (
        <LinkButton href="/obstacles/new" kind="primary">
          {request.t('Phản ánh khó khăn, vướng mắc', 'Report an obstacle')}
        </LinkButton>
      ) : null}
      <LinkButton href="/obstacles/groups">{request.t('Theo lĩnh vực', 'By field')}</LinkButton>
      <LinkButton href="/obstacle-fields">
        {request.t('Lĩnh vực của các vướng mắc', 'Fields of obstacles')}
      </LinkButton>
      {request.mayOpen('/obstacles/import') ? (
        <LinkButton href="/obstacles/import">{request.t('Nhập từ Excel', 'Import from Excel')}</LinkButton>
      ) : null}
    </>
  ),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm trong nội dung', 'Search the text') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: obstacleStates.choices(request.t),
    },
    {
      name: 'fieldId',
      kind: 'select',
      label: words('Lĩnh vực của vướng mắc', 'Field of the obstacle'),
      choices: (await request.execute(listObstacleFields, { limit: 1000 })).rows.map(
        ({ id, name, nameEn }) => ({
          value: id,
          label: request.t(name, nameEn),
        }),
      ),
    },
    {
      name: 'passed',
      kind: 'select',
      label: words('Chuyển Ủy ban nhân dân tỉnh', "Pass on to the People's Committee"),
      choices: [{ value: 'waits', label: request.t('Chờ trả lời', 'Waits for its answer') }],
    },
    {
      name: 'late',
      kind: 'select',
      label: words('Hạn trả lời vướng mắc', 'Obstacle to be answered by'),
      choices: [{ value: 'late', label: request.t('Quá hạn', 'Overdue') }],
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
        value: (row) => t(obstacleStates.names[row.state]),
        cell: (row) => (
          <>
            <StateBadge of={obstacleStates} is={row.state} t={t} />
            {row.waits ? (
              <Badge tone="info">{t('Chờ UBND tỉnh', "Waits for the People's Committee")}</Badge>
            ) : null}
          </>
        ),
      },
      {
        key: 'field',
        label: words('Lĩnh vực của vướng mắc', 'Field of the obstacle'),
        value: (row) => (row.field === null ? null : t(row.field, row.fieldEn ?? row.field)),
      },
      {
        key: 'charge',
        label: words('Cơ quan được giao trả lời', 'Agency in charge of the answer'),
        value: (row) => (row.charge === null ? null : t(row.charge, row.chargeEn ?? row.charge)),
      },
      {
        key: 'dueOn',
        label: words('Hạn trả lời vướng mắc', 'Obstacle to be answered by'),
        kind: 'date',
        sort: 'dueOn',
        value: (row) => row.dueOn,
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
  const open = obstacle.state === 'open'
  const answers = actor.grants.has('coordinator') || actsFor(actor, obstacle.chargeId)
  const late = open && obstacle.dueOn !== null && obstacle.dueOn < today(request.system.now())
  const { reportedOn, ...others } = obstacleFields.facts(obstacle, t, language)
  const f = fields(form, t)
  return {
    title: t('Khó khăn, vướng mắc', 'Obstacle'),
    breadcrumbs: up(request),
    actions: (
      <>
        <ObstacleActs request={request} obstacle={obstacle} />
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
              [
                t('Tình trạng', 'State'),
                <>
                  <StateBadge of={obstacleStates} is={obstacle.state} t={t} />
                  {obstacle.waits ? (
                    <Badge tone="info">{t('Chờ UBND tỉnh', "Waits for the People's Committee")}</Badge>
                  ) : null}
                  {late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
                </>,
              ],
              [t('Nơi phản ánh', 'Reported by'), obstacle.reporter ?? obstacle.reportedBy],
              reportedOn,
              ...Object.values(others),
              [
                t('Lĩnh vực của vướng mắc', 'Field of the obstacle'),
                obstacle.field === null ? null : t(obstacle.field, obstacle.fieldEn ?? obstacle.field),
              ],
              [
                t('Cơ quan được giao trả lời', 'Agency in charge of the answer'),
                obstacle.charge === null ? null : t(obstacle.charge, obstacle.chargeEn ?? obstacle.charge),
              ],
              [
                t('Hạn trả lời vướng mắc', 'Obstacle to be answered by'),
                obstacle.dueOn === null ? null : formatDate(obstacle.dueOn),
              ],
              ...(obstacle.resolvedOn === null
                ? []
                : Object.values(resolutionFields.facts(obstacle, t, language))),
              [t('Lý do rút phản ánh', 'Why the report is withdrawn'), obstacle.withdrawal],
            ]}
          />
        </Section>
        <Passings request={request} obstacle={obstacle} />
        <EarlierAnswers request={request} obstacle={obstacle} />
        <MovedMark moves={obstacle.moves} t={t} />
        {open && !obstacle.waits && answers && mayRun(actor, resolveObstacle) ? (
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

export const obstaclePages: readonly Page[] = [list, newPage, create, show, resolve, ...obstacleActPages]
