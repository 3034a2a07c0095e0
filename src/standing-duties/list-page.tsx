import { listAgencies } from '../agencies/index.ts'
import { periodWords } from '../duties/index.ts'
import { planColumn, planFilters, planYears } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import { Act, Badge, LinkButton, listPage, StateBadge } from '../ui/index.ts'
import { askStanding } from './ask.ts'
import { reportFields } from './fields.ts'
import { acceptMany } from './many-pages.tsx'
import { listStanding, type ReportRow } from './queries.ts'
import { standingStates } from './rules.ts'

export const title = words('Báo cáo nhiệm vụ thường xuyên', 'Reports on standing duties')

/** Where it stands, and that it is late or tells of nothing done. */
export function State({ request: { t }, row }: { request: PageRequest; row: ReportRow }) {
  return (
    <>
      <StateBadge of={standingStates} is={row.state} t={t} />{' '}
      {row.late ? <Badge tone="error">{t('Quá hạn', 'Overdue')}</Badge> : null}
      {row.nothing ? <Badge>{t('Không làm gì trong kỳ', 'Nothing in the period')}</Badge> : null}
    </>
  )
}

export const standingPage = listPage({
  route: 'GET /standing-reports',
  place: {
    group: 'reporting',
    order: 31,

    label: words('Nhiệm vụ thường xuyên', 'Standing duties'),
  },
  title,
  lead: words(
    'Nhiệm vụ kế hoạch ghi “thường xuyên” không có ngày riêng: mỗi kỳ, từng cơ quan báo đã làm gì, hoặc không làm gì và vì sao.',
    'Duties that the plan calls continuous have no day of their own: each period, each agency says what it did, or that it did nothing and why.',
  ),
  query: listStanding,
  many: [acceptMany.act],
  actions: (request) => (
    <>
      <LinkButton href="/plan-coverage">
        {request.t('Việc thực hiện từng nội dung', 'What is recorded of each sentence')}
      </LinkButton>
      {request.mayOpen('/standing-reports/import') ? (
        <LinkButton href="/standing-reports/import">
          {request.t('Nhập từ Excel', 'Import from Excel')}
        </LinkButton>
      ) : null}
      <LinkButton href="/standing-periods">{request.t('Kỳ báo cáo', 'Reporting periods')}</LinkButton>
      <Act command={askStanding} request={request} action="/standing-reports/asking">
        {request.t('Hỏi các cơ quan ngay', 'Ask the agencies now')}
      </Act>
    </>
  ),
  filters: async (request) => {
    const { t } = request
    const agencies = await request.execute(listAgencies, { limit: 1000 })
    return [
      { name: 'q', kind: 'search', label: words('Tìm', 'Search') },
      {
        name: 'agencyId',
        kind: 'select',
        label: words('Cơ quan chịu trách nhiệm', 'Carried by'),
        choices: agencies.rows.map((agency) => ({ value: agency.id, label: t(agency.name, agency.nameEn) })),
      },
      {
        name: 'state',
        kind: 'select',
        label: words('Tình trạng', 'State'),
        choices: [...standingStates.choices(t), { value: 'late', label: t('Quá hạn', 'Overdue') }],
      },
      {
        name: 'year',
        kind: 'select',
        label: words('Năm', 'Year'),
        choices: await planYears(request),
      },
      {
        name: 'nothing',
        kind: 'select',
        label: words('Việc trong kỳ', 'In the period'),
        choices: [{ value: 'on', label: t('Không làm gì trong kỳ', 'Nothing in the period') }],
      },
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { t } = request
    const { done, nothing, reason } = reportFields.columns<ReportRow>(t, {})
    return [
      {
        key: 'text',
        label: words('Nhiệm vụ', 'Duty'),
        sort: 'code',
        value: (row: ReportRow) => `${row.code}. ${t(row.text, row.textEn)}`,
        cell: (row: ReportRow) => (
          <a class="line-clamp-2" href={`/standing-reports/${row.id}`}>
            {row.code}. {t(row.text, row.textEn)}
          </a>
        ),
      },
      {
        key: 'agency',
        label: words('Cơ quan', 'Agency'),
        sort: 'agency',
        value: (row) => t(row.agency, row.agencyEn),
        cell: (row) => <a href={`/agencies/${row.agencyId}`}>{t(row.agency, row.agencyEn)}</a>,
      },
      {
        key: 'due',
        label: words('Thời hạn', 'Due'),
        kind: 'date',
        sort: 'due',
        value: (row) => row.dueOn,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        value: (row) => t(standingStates.names[row.state]),
        cell: (row) => <State request={request} row={row} />,
      },
      { key: 'period', label: words('Kỳ', 'Due period'), value: (row) => t(periodWords(row)) },
      {
        key: 'reportedOn',
        label: words('Ngày báo cáo', 'Day of the report'),
        kind: 'date',
        sort: 'reportedOn',
        value: (row) => row.reportedOn,
      },
      { key: 'deeds', label: words('Số việc', 'Things done'), kind: 'number', value: (row) => row.deeds },
      ...(await planColumn<ReportRow>(request)),
      done,
      nothing,
      reason,
    ]
  },
  empty: ({ t }) =>
    t(
      'Chưa hỏi báo cáo nào: kế hoạch không có nhiệm vụ thường xuyên, hoặc không có kỳ nào đang tính.',
      'Nothing is asked for: the plan has no standing duty, or no period counts.',
    ),
})
