import { listCalls } from '../calls/index.ts'
import { exportName, exportTable } from '../documents/write/export.ts'
import { unitFilter } from '../enterprises/index.ts'
import { takenOverFilter } from '../imports/index.ts'
import { planChooser, planColumn, planFilters, planYears } from '../plan/index.ts'
import { mayRun } from '../platform/actor.ts'
import { type Translate, words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { contentChoices } from '../support/index.ts'
import {
  Act,
  chargeMany,
  Day,
  Dong,
  Empty,
  LinkButton,
  type ListColumn,
  type ListFilter,
  listHref,
  listPage,
  RecordTable,
  recordColumns,
  recordFilters,
  Section,
  StateBadge,
} from '../ui/index.ts'
import { closed } from './application-row.ts'
import { decideTogetherAct } from './decide-together-form.tsx'
import { listDecisions } from './decision-queries.ts'
import { applicationFields } from './fields.ts'
import { fileApplication } from './file.ts'
import { checkMany, letterMany, returnMany, waitMany } from './many-pages.tsx'
import { type ApplicationRow, listApplications } from './queries.ts'
import { type RankedRow, rankApplications } from './rank-queries.ts'
import { applicationStates } from './states.ts'
import { beginApplication } from './writing.ts'

/** The first page of applications in the breadcrumbs. */
export const crumbs = (t: Translate) => [
  { label: t('Hồ sơ đề nghị hỗ trợ', 'Applications for support'), href: '/applications' },
]

/** Which call they came to; nothing while there are none. */
async function callFilter(request: PageRequest): Promise<ListFilter[]> {
  const { rows } = await request.execute(listCalls, { limit: 200 })
  if (rows.length === 0) return []
  const choices = rows.map(({ id, title }) => ({ value: String(id), label: title }))
  return [{ name: 'callId', kind: 'select', label: words('Đợt kêu gọi', 'Calls'), choices }]
}

export const listPageOfApplications = listPage({
  route: 'GET /applications',
  place: {
    group: 'work',
    order: 20,
    main: ['coordinator', 'leader', 'association', 'enterprise'],
    label: words('Hồ sơ đề nghị', 'Applications'),
  },
  title: words('Hồ sơ đề nghị hỗ trợ', 'Applications for support'),
  query: listApplications,
  many: [
    checkMany.act,
    returnMany.act,
    decideTogetherAct,
    waitMany.act,
    letterMany.act,
    chargeMany('application', ['coordinator', 'leader']),
  ],
  filters: async (request) => [
    ...recordFilters({
      states: applicationStates.choices(request.t),
      years: await planYears(request),
      contents: await contentChoices(request, true),
    }),
    ...(await callFilter(request)),
    ...(await unitFilter(request)),
    takenOverFilter(request.t),
    ...(await planFilters(request)),
  ],
  actions: (request) => (
    <>
      {mayRun(request.actor, rankApplications) ? (
        <>
          <LinkButton href={listHref(request.url, { sort: 'rank', direction: null })}>
            {request.t('Theo thứ tự ưu tiên', 'By priority')}
          </LinkButton>
          <LinkButton href="/applications/ranking">{request.t('Bảng xếp thứ tự', 'Ranked list')}</LinkButton>
        </>
      ) : null}
      {request.mayOpen('/beneficiary-forms') ? (
        <LinkButton href="/beneficiary-forms">
          {request.t('Loại hình được hỗ trợ', 'Legal forms that are supported')}
        </LinkButton>
      ) : null}
      <Act command={listDecisions} request={request} href="/applications/decisions">
        {request.t('Quyết định cho nhiều hồ sơ', 'Decisions on several applications')}
      </Act>
      <Act command={beginApplication} request={request} href="/applications/writing">
        {request.t('Hồ sơ đang soạn', 'Applications that are being written')}
      </Act>
      {mayFile(request) ? (
        <LinkButton href="/applications/new" kind="primary">
          {request.t('Nộp hồ sơ', 'File an application')}
        </LinkButton>
      ) : null}
    </>
  ),
  empty: (request) =>
    mayFile(request) ? (
      <LinkButton href="/applications/new" kind="primary">
        {request.t('Nộp hồ sơ đầu tiên', 'File the first application')}
      </LinkButton>
    ) : null,
  columns: async (request) => [
    ...recordColumns<ApplicationRow>(request.t, '/applications', words('Số', 'Number')),
    ...(await planColumn<ApplicationRow>(request)),
    ...Object.values<ListColumn<ApplicationRow>>(
      applicationFields.columns<ApplicationRow>(request.t, {
        requested: { label: words('Đề nghị (đồng)', 'Requested (đồng)') },
      }),
    ),
    {
      key: 'appraised',
      label: words('Thẩm định (đồng)', 'Appraised (đồng)'),
      kind: 'money',
      sort: 'appraised',
      value: (row) => row.appraised,
    },
    {
      key: 'filed',
      label: words('Ngày nộp', 'Filed on'),
      kind: 'date',
      sort: 'filed',
      value: (row) => row.filedOn,
    },
    {
      key: 'round',
      label: words('Lần nộp', 'Filing'),
      kind: 'number',
      value: (row) => row.round,
    },
    {
      key: 'callTitle',
      label: words('Đợt kêu gọi', 'Calls'),
      value: (row) => row.callTitle,
      exportOnly: true,
    },
    {
      key: 'state',
      label: words('Tình trạng', 'State'),
      sort: 'state',
      value: (row) => request.t(applicationStates.names[row.state]),
      cell: (row) => <StateBadge of={applicationStates} is={row.state} t={request.t} />,
    },
    {
      key: 'decidedOn',
      label: words('Ngày quyết định', 'Day of the decision'),
      kind: 'date',
      sort: 'decidedOn',
      value: (row) => row.decidedOn,
      exportOnly: true,
    },
  ],
})

function mayFile(request: PageRequest): boolean {
  return mayRun(request.actor, fileApplication)
}

export const rankingPage = page({
  route: 'GET /applications/ranking',
  for: rankApplications,
  async run(request) {
    const { t, language, url } = request
    const ranking = await request.execute(rankApplications, {
      year: url.searchParams.get('year') ?? undefined,
    })
    const { plan, year, rows } = ranking
    const title = t(`Thứ tự ưu tiên hồ sơ năm ${year}`, `Applications of ${year} in order of priority`)
    const wanted = url.searchParams.get('export')
    if (wanted === 'csv' || wanted === 'xlsx') return exportRanking(request, wanted, title, rows)
    const years = Array.from(
      { length: plan.lastYear - plan.firstYear + 1 },
      (_, index) => plan.firstYear + index,
    )
    return {
      title,
      lead: t(
        `Theo tiêu chí của Kế hoạch ${plan.number}: tiêu chí đứng trước quyết định trước; cùng tiêu chí thì hồ sơ nộp trước xếp trên.`,
        `By the criteria of plan ${plan.number}: the earlier criterion decides; with the same criteria the earlier filing goes first.`,
      ),
      breadcrumbs: crumbs(t),
      actions: (
        <>
          {years
            .filter((other) => other !== year)
            .map((other) => (
              <LinkButton href={listHref(url, { year: String(other) })}>
                {t(`Năm ${other}`, String(other))}
              </LinkButton>
            ))}
          <LinkButton href={listHref(url, { export: 'xlsx' })}>
            {t('Xuất Excel', 'Export to Excel')}
          </LinkButton>
          <LinkButton href={listHref(url, { export: 'csv' })}>{t('Xuất CSV', 'Export to CSV')}</LinkButton>
        </>
      ),
      body: (
        <>
          {await planChooser(request, plan.id)}
          <Section title={t('Tiêu chí và kinh phí', 'Criteria and money')} id="basis">
            <ul class="mb-3 grid gap-1">
              {ranking.criteria.map((criterion) => (
                <li>
                  <b>{criterion.code})</b> {t(criterion.text, criterion.textEn)}
                </li>
              ))}
            </ul>
            {ranking.remaining === null ? (
              <p>{t(closed)}</p>
            ) : (
              <p>
                {t(
                  `Kinh phí mục ${plan.supportLine} năm ${year} còn chưa cam kết:`,
                  `Money of line ${plan.supportLine} of ${year} not yet committed:`,
                )}{' '}
                <b>
                  <Dong amount={ranking.remaining} language={language} />
                </b>
              </p>
            )}
          </Section>
          {rows.length === 0 ? (
            <Empty>
              {t('Chưa có hồ sơ nào đang chờ quyết định.', 'No application waits for a decision.')}
            </Empty>
          ) : (
            <Ranking request={request} ranking={ranking} title={title} />
          )}
        </>
      ),
    }
  },
})

function Ranking(props: { request: PageRequest; ranking: Output<typeof rankApplications>; title: string }) {
  const { t, language } = props.request
  return (
    <div class="panel p-0 sm:p-0">
      <RecordTable
        caption={props.title}
        stack
        rows={props.ranking.rows}
        columns={[
          { head: t('Hạng', 'Rank'), num: true, cell: (row) => row.rank },
          {
            head: t('Hồ sơ', 'Application'),
            cell: (row) => (
              <div>
                <a href={`/applications/${row.id}`}>
                  {t('Số', 'Number')} {row.id} · {row.enterprise}
                </a>
                <div class="hint">
                  {t(row.content, row.contentEn)} · {t('nộp', 'filed')} <Day day={row.filedOn} />
                </div>
                {applicationStates.is(row.state) ? (
                  <StateBadge of={applicationStates} is={row.state} t={t} />
                ) : null}
              </div>
            ),
          },
          { head: t('Tiêu chí', 'Criteria'), cell: (row) => metInOrder(row, props.ranking.criteria) },
          {
            head: t('Số tiền (đồng)', 'Amount (đồng)'),
            num: true,
            cell: (row) => <Dong amount={row.amount} language={language} />,
          },
          {
            head: t('Cộng dồn (đồng)', 'Running sum (đồng)'),
            num: true,
            cell: (row) => (
              <div>
                <Dong amount={row.running} language={language} />
                {row.byTask ? (
                  <div class="hint">{t('do nhiệm vụ chi trả, không cộng', 'a task pays it, not added')}</div>
                ) : null}
                {row.within ? null : (
                  <div class="hint">{t('vượt kinh phí còn lại', 'beyond the money left')}</div>
                )}
              </div>
            ),
          },
          {
            head: t('Vì sao', 'Why'),
            cell: (row) => (
              <div>
                {t(row.reason)}{' '}
                <a href={`/applications/${row.id}/rank`}>
                  {t('Xem kỹ', 'In detail')}
                  <span class="sr-only"> {row.id}</span>
                </a>
              </div>
            ),
          },
        ]}
      />
    </div>
  )
}

function metInOrder(row: Pick<RankedRow, 'met'>, criteria: readonly { code: string }[]): string {
  const met = criteria.filter(({ code }) => row.met.includes(code)).map(({ code }) => code)
  return met.length === 0 ? '—' : met.join(', ')
}

function exportRanking(
  request: PageRequest,
  format: 'csv' | 'xlsx',
  title: string,
  rows: readonly RankedRow[],
) {
  const { t } = request
  return exportTable(format, {
    name: exportName(title, request.system.now()),
    title,
    columns: [
      { label: t('Hạng', 'Rank'), kind: 'number', value: (row) => row.rank },
      { label: t('Số hồ sơ', 'Number of the application'), kind: 'number', value: (row) => row.id },
      { label: t('Doanh nghiệp', 'Enterprise'), value: (row) => row.enterprise },
      { label: t('Nội dung', 'Content'), value: (row) => t(row.content, row.contentEn) },
      { label: t('Ngày nộp', 'Filed on'), kind: 'date', value: (row) => row.filedOn },
      { label: t('Tiêu chí đạt', 'Criteria met'), value: (row) => row.met.toSorted().join(', ') },
      { label: t('Số tiền (đồng)', 'Amount (đồng)'), kind: 'money', value: (row) => row.amount },
      { label: t('Cộng dồn (đồng)', 'Running sum (đồng)'), kind: 'money', value: (row) => row.running },
      {
        label: t('Tình trạng', 'State'),
        value: (row) => (applicationStates.is(row.state) ? t(applicationStates.names[row.state]) : row.state),
      },
      { label: t('Vì sao', 'Why'), value: (row) => t(row.reason) },
    ],
    rows,
  })
}
