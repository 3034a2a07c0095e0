import { planColumn, planFilters, planNames } from '../plan/index.ts'
import { words } from '../platform/language.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { Act, formPage, listPage, StateBadge } from '../ui/index.ts'
import { createYearlyPlan, editYearlyPlan } from './commands.ts'
import { yearlyPlanFields } from './fields.ts'
import { listYearlyPlans, showYearlyPlan, type YearlyPlanRow } from './queries.ts'
import { yearlyPlanStates } from './rules.ts'

export const title = words('Kế hoạch năm', 'Yearly plans')

/** The way up to the list. */
export const crumbs = ({ t, mayOpen }: PageRequest) =>
  mayOpen('/yearly-plans') ? [{ label: t(title), href: '/yearly-plans' }] : []

const listed = listPage({
  route: 'GET /yearly-plans',
  place: { group: 'tasks', order: 21, label: title },
  title,
  lead: words(
    'Việc làm trong từng năm của kế hoạch: lấy từ nhu cầu, cam kết, nhiệm vụ; từng dòng có định mức, nguồn; người khác phê duyệt.',
    'What is done in each year of the plan: out of needs, commitments and duties, each line with its norm and source, approved by somebody else.',
  ),
  query: listYearlyPlans,
  actions: (request) => (
    <Act command={createYearlyPlan} request={request} href="/yearly-plans/new" kind="primary">
      {request.t('Lập kế hoạch năm', 'Begin a yearly plan')}
    </Act>
  ),
  empty: (request) => (
    <Act command={createYearlyPlan} request={request} href="/yearly-plans/new" kind="primary">
      {request.t('Lập kế hoạch năm', 'Begin a yearly plan')}
    </Act>
  ),
  filters: async (request) => [
    { name: 'q', kind: 'search', label: words('Tìm theo tên, số', 'Name, number') },
    {
      name: 'state',
      kind: 'select',
      label: words('Tình trạng', 'State'),
      choices: yearlyPlanStates.choices(request.t),
    },
    { name: 'year', kind: 'search', label: words('Năm kế hoạch', 'Plan year') },
    ...(await planFilters(request)),
  ],
  columns: async (request) => {
    const { t } = request
    const {
      title: name,
      year,
      note,
    } = yearlyPlanFields.columns<YearlyPlanRow>(t, {
      title: { cell: (row) => <a href={`/yearly-plans/${row.id}`}>{row.title}</a> },
      plan: { value: (row) => row.plan },
    })
    return [
      name,
      year,
      ...(await planColumn<YearlyPlanRow>(request)),
      {
        key: 'lines',
        label: words('Số nội dung', 'Number of lines'),
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
        value: (row) => t(yearlyPlanStates.names[row.state]),
        cell: (row) => <StateBadge of={yearlyPlanStates} is={row.state} t={t} />,
      },
      { key: 'number', label: words('Số văn bản', 'Number of the document'), value: (row) => row.number },
      {
        key: 'decidedOn',
        label: words('Phê duyệt ngày', 'Approved on'),
        kind: 'date',
        sort: 'decidedOn',
        value: (row) => row.decidedOn,
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

const begun = formPage({
  command: createYearlyPlan,
  address: '/yearly-plans/new',
  record: async (request) => (await request.execute(planNames, {})).plans,
  title: words('Lập kế hoạch năm', 'Begin a yearly plan'),
  lead: words(
    'Mỗi năm của một kế hoạch có một kế hoạch năm. Các dòng được thêm ở bước sau.',
    'Each year of a plan has one yearly plan. Its lines are added afterwards.',
  ),
  crumbs,
  initial: (plans, { system, t }) => {
    const next = system.now().getFullYear() + 1
    const plan = plans.find(({ firstYear, lastYear }) => firstYear <= next && next <= lastYear) ?? plans[0]
    const year = plan === undefined ? next : Math.min(Math.max(next, plan.firstYear), plan.lastYear)
    return {
      planId: plan === undefined ? undefined : String(plan.id),
      year: String(year),
      title: t(`Kế hoạch năm ${year}`, `Plan of ${year}`),
    }
  },
  fields: ({ f, t, record: plans }) =>
    yearlyPlanFields.form(f, t, {
      choices: {
        planId: plans.map(({ id, number, firstYear, lastYear }) => ({
          value: String(id),
          label: `${number} (${firstYear} - ${lastYear})`,
        })),
        year: yearsOf(plans).map((year) => ({ value: String(year), label: String(year) })),
      },
    }),
  submit: words('Lập kế hoạch năm', 'Begin the yearly plan'),
  cancel: '/yearly-plans',
  done: ({ id }) => ({
    to: `/yearly-plans/${id}`,
    message: words('Đã lập kế hoạch năm; xin thêm các dòng.', 'The yearly plan is begun; add its lines.'),
  }),
})

const yearsOf = (plans: readonly { readonly firstYear: number; readonly lastYear: number }[]) =>
  [
    ...new Set(
      plans.flatMap(({ firstYear, lastYear }) =>
        Array.from({ length: lastYear - firstYear + 1 }, (_, at) => firstYear + at),
      ),
    ),
  ].sort((one, other) => one - other)

const edited = formPage({
  command: editYearlyPlan,
  address: '/yearly-plans/{id}/edit',
  record: (request) => request.execute(showYearlyPlan, { id: request.params.id }),
  title: words('Sửa kế hoạch năm', 'Edit the yearly plan'),
  lead: ({ record }) => record.title,
  crumbs: (request, { id, title: name }) => [
    ...crumbs(request),
    { label: name, href: `/yearly-plans/${id}` },
  ],
  stored: ({ version, title: name, note }, { t }) => ({
    values: { version: String(version), title: name, note: note ?? '' },
    labels: { title: t(yearlyPlanFields.labels.title), note: t(yearlyPlanFields.labels.note) },
  }),
  fields: ({ f, t }) => (
    <>
      {f.text('title', { label: t(yearlyPlanFields.labels.title) })}
      {f.area('note', { label: t(yearlyPlanFields.labels.note) })}
    </>
  ),
  submit: words('Lưu', 'Save'),
  cancel: ({ id }) => `/yearly-plans/${id}`,
  done: ({ id }) => ({ to: `/yearly-plans/${id}`, message: words('Đã lưu.', 'Saved.') }),
})

export const yearlyPlanListPages: readonly Page[] = [listed, ...begun.pages, ...edited.pages]
