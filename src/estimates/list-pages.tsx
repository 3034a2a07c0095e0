import { planColumn, planFilters, planNames } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { Act, formPage, listPage, StateBadge } from '../ui/index.ts'
import { createEstimate, editEstimate } from './commands.ts'
import { estimateFields } from './fields.ts'
import { type EstimateRow, listEstimates, showEstimate } from './queries.ts'
import { estimateStates } from './rules.ts'

export const title = words('Dự toán kinh phí năm', 'Yearly estimates')

/** The way up to the list. */
export const crumbs = ({ t, mayOpen }: PageRequest) =>
  mayOpen('/estimates') ? [{ label: t(title), href: '/estimates' }] : []

/** The page of an estimate. */
export const to = ({ id }: { readonly id: number }) => `/estimates/${id}`

const Begin = ({ request }: { request: PageRequest }) => (
  <Act command={createEstimate} request={request} href="/estimates/new" kind="primary">
    {request.t('Lập dự toán năm', 'Begin an estimate')}
  </Act>
)

const listed = listPage({
  route: 'GET /estimates',
  place: { group: 'tasks', order: 22, label: title },
  title,
  lead: words(
    'Dự toán kinh phí của từng năm: lập từ kế hoạch năm đã phê duyệt, cam kết chưa chi hết và nhiệm vụ; từng dòng theo mục, nguồn, định mức; Sở Tài chính thẩm định.',
    'The money that each year needs: drawn up from the approved plan of the year, unpaid commitments and duties; each line by budget line, source and norm; appraised by the finance office.',
  ),
  query: listEstimates,
  actions: (request) => <Begin request={request} />,
  empty: (request) => <Begin request={request} />,
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên', 'Search by name') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: estimateStates.choices(request.t),
    },
    { name: 'year', kind: 'search', label: words('Năm dự toán', 'Budget year') },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const {
      title: name,
      year,
      note,
    } = estimateFields.columns<EstimateRow>(t, {
      title: { cell: (row) => <a href={to(row)}>{row.title}</a> },
      plan: { value: (row) => row.plan },
    })
    return [
      name,
      year,
      ...(await planColumn<EstimateRow>(request)),
      {
        key: 'lines',
        label: words('Số dòng', 'Number of rows'),
        kind: 'number',
        sort: 'lines',
        value: (row) => row.lines,
      },
      {
        key: 'amount',
        label: words('Kinh phí (đồng)', 'Budget (đồng)'),
        kind: 'money',
        sort: 'amount',
        value: (row) => row.amount,
      },
      {
        key: 'state',
        label: words('Tình trạng', 'State'),
        sort: 'state',
        value: (row) => t(estimateStates.names[row.state]),
        cell: (row) => <StateBadge of={estimateStates} is={row.state} t={t} />,
      },
      {
        key: 'sentOn',
        label: words('Gửi ngày', 'Day of sending'),
        kind: 'date',
        sort: 'sentOn',
        value: (row) => row.sentOn,
      },
      {
        key: 'begunOn',
        label: words('Bắt đầu lập ngày', 'Begun on'),
        kind: 'date',
        sort: 'begunOn',
        exportOnly: true,
        value: (row) => row.begunOn,
      },
      note,
    ]
  },
})

const yearsOf = (plans: readonly { readonly firstYear: number; readonly lastYear: number }[]) =>
  [
    ...new Set(
      plans.flatMap(({ firstYear, lastYear }) =>
        Array.from({ length: lastYear - firstYear + 1 }, (_, at) => firstYear + at),
      ),
    ),
  ].sort((one, other) => one - other)

const begun = formPage({
  command: createEstimate,
  address: '/estimates/new',
  record: async (request) => (await request.execute(planNames, {})).plans,
  title: words('Lập dự toán năm', 'Begin an estimate'),
  lead: words(
    'Mỗi năm của một kế hoạch lập một dự toán; dự toán bổ sung lập sau khi dự toán trước đã thẩm định.',
    'Each year of a plan has one estimate; a further one is begun after the one before it was agreed.',
  ),
  crumbs,
  initial: (plans, { system, t, url }) => {
    const asked = Number(url.searchParams.get('year'))
    const next = asked > 0 ? asked : system.now().getFullYear() + 1
    const plan = plans.find(({ firstYear, lastYear }) => firstYear <= next && next <= lastYear) ?? plans[0]
    const year = plan === undefined ? next : Math.min(Math.max(next, plan.firstYear), plan.lastYear)
    return {
      planId: plan === undefined ? undefined : String(plan.id),
      year: String(year),
      title: t(`Dự toán năm ${year}`, `Estimate of ${year}`),
    }
  },
  fields: ({ f, t, record: plans }) =>
    estimateFields.form(f, t, {
      choices: {
        planId: plans.map(({ id, number, firstYear, lastYear }) => ({
          value: String(id),
          label: `${number} (${firstYear} - ${lastYear})`,
        })),
        year: yearsOf(plans).map((year) => ({ value: String(year), label: String(year) })),
      },
    }),
  submit: words('Lập dự toán năm', 'Begin an estimate'),
  cancel: '/estimates',
  done: ({ id }) => ({
    to: `/estimates/${id}/gather`,
    message: words(
      'Đã lập dự toán; xin lấy các dòng từ kế hoạch năm.',
      'The estimate is begun; take in the lines of the plan of the year.',
    ),
  }),
})

const edited = formPage({
  command: editEstimate,
  address: '/estimates/{id}/edit',
  record: (request) => request.execute(showEstimate, { id: request.params.id }),
  title: words('Sửa dự toán năm', 'Edit an estimate of a year'),
  lead: ({ record }) => record.title,
  crumbs: (request, { id, title: name }) => [...crumbs(request), { label: name, href: to({ id }) }],
  stored: ({ version, title: name, note }, { t }) => ({
    values: { version: String(version), title: name, note: note ?? '' },
    labels: { title: t(estimateFields.labels.title), note: t(estimateFields.labels.note) },
  }),
  fields: ({ f, t }) => (
    <>
      {f.text('title', { label: t(estimateFields.labels.title) })}
      {f.area('note', { label: t(estimateFields.labels.note) })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: to,
  done: (output) => ({ to: to(output), message: words('Đã lưu.', 'Saved.') }),
})

export const estimateListPages: readonly Page[] = [listed, ...begun.pages, ...edited.pages]
