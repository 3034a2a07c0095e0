import { budgetChoices, placeFilters } from '../budget/index.ts'
import { planChooser } from '../plan/index.ts'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { Problem } from '../platform/problem.ts'
import {
  Amount,
  Figure,
  LinkButton,
  type ListColumn,
  type ListFilter,
  listHref,
  listPage,
  Section,
} from '../ui/index.ts'
import {
  type Column,
  columnNames,
  columns,
  type Dimension,
  dimensionNames,
  dimensionsOf,
  groupings,
} from './columns.ts'
import { type Figures, moneyTasks, moneyTotals, moneyView, type Row } from './queries.ts'

const unitOf = (url: URL) => (url.searchParams.get('unit') === 'dong' ? 'dong' : 'million')

/** What the page is grouped by. */
const groupedBy = (url: URL): readonly Dimension[] => {
  const chosen = dimensionsOf(url.searchParams.get('by') ?? '')
  return chosen.length === 0 ? ['line'] : chosen
}

/** The address of what a figure sums: its row's place, and for what the rows are not told apart by the filters of the page. */
function movesHref(url: URL, column: Column, row: Row | null): string {
  const query = new URLSearchParams({ column })
  for (const name of ['line', 'year', 'source', 'task', 'on']) {
    const filter = url.searchParams.get(name) ?? ''
    if (filter !== '') query.set(name, filter)
  }
  if (row !== null) {
    for (const dimension of groupedBy(url)) query.set(dimension, String(row[dimension] ?? 'none'))
  }
  return `/budget/view/moves?${query}`
}

/** How a row names what it is grouped by. */
function placeName({ t }: PageRequest, dimension: Dimension, row: Row): string {
  const { line, lineTitle, lineTitleEn, year, sourceName, sourceNameEn, taskTitle } = row
  switch (dimension) {
    case 'line':
      return `${line ?? ''}. ${t(lineTitle ?? '', lineTitleEn ?? '')}`
    case 'year':
      return year === null ? t('Không phân theo năm', 'Not by year') : String(year)
    case 'source':
      return t(sourceName ?? '', sourceNameEn ?? '')
    case 'task':
      return taskTitle ?? t('Ngoài nhiệm vụ', 'Under no task')
  }
}

function viewColumns(request: PageRequest): readonly ListColumn<Row>[] {
  const { t, language, url } = request
  const unit = unitOf(url)
  const by = groupedBy(url)
  return [
    ...by.map((dimension): ListColumn<Row> => {
      const value = (row: Row) => placeName(request, dimension, row)
      return {
        key: dimension,
        label: dimensionNames[dimension],
        value,
        cell: (row) => (
          <span class={`block text-sm print:min-w-8 ${dimension === 'year' ? 'min-w-12' : 'sm:min-w-44'}`}>
            {value(row)}
          </span>
        ),
        ...(dimension === by[0] ? { sort: 'place' } : {}),
      }
    }),
    ...columns.map(
      (column): ListColumn<Row> => ({
        key: column,
        label: columnNames[column],
        sort: column,
        kind: 'money',
        value: (row) => row[column],
        cell: (row) =>
          row[column] === 0n ? (
            '—'
          ) : (
            <Figure
              request={request}
              href={movesHref(url, column, row)}
              label={`${t(columnNames[column])}: ${t('xem các khoản', 'show what it sums')}`}
            >
              <Amount amount={row[column]} unit={unit} language={language} />
            </Figure>
          ),
      }),
    ),
  ]
}

/** The filters of the view and of what its figures sum. */
export async function viewFilters(request: PageRequest): Promise<readonly ListFilter[]> {
  const { t } = request
  const choices = await request.execute(budgetChoices, {})
  const { tasks } = await request.execute(moneyTasks, {})
  const [line, year, source] = placeFilters(request, choices)
  if (line === undefined || year === undefined || source === undefined) return []
  return [
    line,
    {
      ...year,
      choices: [...(year.choices ?? []), { value: 'none', label: t('Không phân theo năm', 'Not by year') }],
    },
    source,
    {
      name: 'task',
      kind: 'select',
      label: dimensionNames.task,
      choices: [
        { value: 'none', label: t('Ngoài nhiệm vụ', 'Under no task') },
        ...tasks.map(({ id, title }) => ({ value: id, label: title.slice(0, 60) })),
      ],
    },
    { name: 'on', kind: 'date', label: words('Số liệu đến hết ngày', 'As at the end of the day') },
  ]
}

const groupingChoices = ({ t }: PageRequest) => {
  const heads = [
    t('Một chiều', 'By one'),
    t('Hai chiều', 'By two'),
    t('Ba chiều', 'By three'),
    t('Bốn chiều', 'By all four'),
  ]
  return groupings.map((grouping) => {
    const by = dimensionsOf(grouping)
    return {
      value: grouping,
      label: by.map((dimension) => t(dimensionNames[dimension])).join(' × '),
      group: heads[by.length - 1] ?? '',
    }
  })
}

/** The other views of the same money. */
export function ViewLinks({ request: { t, url } }: { request: PageRequest }) {
  const links = [
    { href: '/budget/view', label: t('Bảng kinh phí', 'View of money') },
    { href: '/budget/view/months', label: t('Kinh phí theo tháng', 'Money by month') },
    { href: '/budget/view/forecast', label: t('Dự báo chi theo quý', 'Payments expected by quarter') },
    { href: '/budget/under-spending', label: t('Mục chi chậm', 'Under-spent lines') },
  ]
  return (
    <>
      {links
        .filter(({ href }) => href !== url.pathname)
        .map(({ href, label }) => (
          <LinkButton href={href}>{label}</LinkButton>
        ))}
    </>
  )
}

/** All figures together, in the unit that is chosen; on a phone two abreast. */
function Totals({ request, figures }: { request: PageRequest; figures: Figures }) {
  const { t, language, url } = request
  const unit = unitOf(url)
  return (
    <dl class="grid grid-cols-2 gap-x-4 gap-y-2 sm:grid-cols-4 lg:grid-cols-7 print:grid-cols-7">
      {columns.map((column) => (
        <div>
          <dt class="text-sm">{t(columnNames[column])}</dt>
          <dd class="font-semibold">
            <Figure
              request={request}
              href={movesHref(url, column, null)}
              label={`${t('Tổng cộng', 'Grand total')}, ${t(columnNames[column])}: ${t('xem các khoản', 'show what it sums')}`}
            >
              <Amount amount={figures[column]} unit={unit} language={language} />
            </Figure>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** The totals of what the filters leave; null when the filters make no sense, which the list says itself. */
async function readTotals(request: PageRequest) {
  const asked = Object.fromEntries(
    ['line', 'year', 'source', 'task', 'on'].map((name) => [name, request.url.searchParams.get(name) ?? '']),
  )
  try {
    return await request.execute(moneyTotals, asked)
  } catch (error) {
    if (error instanceof Problem && error.status === 422) return null
    throw error
  }
}

export const moneyViewPage: Page = listPage({
  route: 'GET /budget/view',
  place: {
    group: 'money',
    order: 61,
    main: ['finance'],
    label: words('Bảng kinh phí', 'View of money'),
  },
  title: words(
    'Bảng kinh phí theo mục, năm, nguồn, nhiệm vụ',
    'View of money by line, year, source and task',
  ),
  lead: words(
    'Từ dự toán của kế hoạch đến số đã quyết toán, tại một ngày bất kỳ theo ngày của chứng từ. Bấm vào một số để xem các khoản tạo nên số đó. Còn được cam kết = được giao + điều chỉnh + năm trước chuyển sang − cam kết − chuyển sang năm sau − hủy.',
    'From the estimate of the plan to what was settled, on any day by the days of the vouchers. A figure opens what it sums. Still free = allocated + shifted + carried in − committed − passed to the next year − cancelled.',
  ),
  actions: (request) => <ViewLinks request={request} />,
  query: moneyView,
  columns: viewColumns,
  breadcrumbs: ({ t }) => [{ label: t('Kinh phí', 'Budget'), href: '/budget' }],
  filters: async (request) => [
    {
      name: 'by',
      kind: 'select',
      label: words('Nhóm theo', 'Group by'),
      all: dimensionNames.line,
      choices: groupingChoices(request).filter(({ value }) => value !== 'line'),
    },
    ...(await viewFilters(request)),
  ],
  above: async (request) => {
    const { t, url } = request
    const totals = await readTotals(request)
    if (totals === null) return null
    const unit = unitOf(url)
    const pick = (value: 'million' | 'dong', label: string) => (
      <a
        class={`btn btn-sm ${unit === value ? 'btn-primary' : 'border-base-content/40 bg-base-100'}`}
        href={listHref(url, { unit: value })}
        aria-current={unit === value ? 'true' : undefined}
      >
        {label}
      </a>
    )
    return (
      <>
        {await planChooser(request, totals.planId)}
        <Section
          title={t(
            `Tổng cộng đến hết ngày ${formatDate(totals.on)}, ${unit === 'dong' ? 'đồng' : 'triệu đồng'}`,
            `Totals at the end of ${formatDate(totals.on)}, ${unit === 'dong' ? 'đồng' : 'million đồng'}`,
          )}
          id="totals"
        >
          <Totals request={request} figures={totals.figures} />
          <p class="no-print mt-3 flex flex-wrap gap-2">
            {pick('million', t('Triệu đồng', 'Million đồng'))}
            {pick('dong', t('Đồng', 'Đồng'))}
          </p>
          <p class="hint mt-2">
            {t(
              'Dự toán của kế hoạch theo kế hoạch đang có hiệu lực. Tạm ứng chưa thanh toán theo bảng đối chiếu với Kho bạc.',
              "The plan's estimate is that of the plan as it is in force. Advances not cleared are those of the Treasury's statement.",
            )}
          </p>
        </Section>
      </>
    )
  },
})
