import { planFilters, planNames, planYears, ResultsByYear } from '../plan/index.ts'
import { mayRun } from '../platform/actor.ts'
import { yearSpan } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import type { Page, PageRequest } from '../platform/page.ts'
import { countsFilter, listPage, Section, Table } from '../ui/index.ts'
import { recordPast } from './commands.ts'
import { pastListColumns } from './past-pages.tsx'
import { indicatorCatalogue, listPastOfPlans } from './past-queries.ts'
import { pastSums } from './past-sums.ts'

/* Past results over the plans: of one, of some, or of all together. */

type Sums = Output<typeof pastSums>
interface Part {
  readonly request: PageRequest
  readonly found: Sums
}

const wanted = ({ url }: PageRequest) => ({ plan: url.searchParams.get('plan') ?? undefined })
const withSums = ({ indicators, sums }: Sums) =>
  indicators.filter(({ key }) => sums.some(({ indicator }) => indicator === key))

/** The list of what a figure is the sum of. */
function listOf(request: PageRequest, indicator: string, year: number): string {
  const { plan } = wanted(request)
  const of = plan === undefined ? '' : `&plan=${encodeURIComponent(plan)}`
  return `/past-results?indicator=${indicator}&year=${year}&state=counted${of}`
}

/** The results by indicator and year, added up over the plans that are shown. */
function SumOfPlans({ request, found }: Part) {
  const { t } = request
  const { sums, plans } = found
  const years = [...new Set(sums.map(({ year }) => year))].sort()
  if (years.length === 0) return null
  return (
    <Section>
      <ResultsByYear
        request={request}
        caption={
          plans.length === 1
            ? t('Kết quả được tính, theo chỉ tiêu và năm', 'What counts, by indicator and year')
            : t(
                `Kết quả được tính, cộng ${plans.length} kế hoạch, theo chỉ tiêu và năm`,
                `What counts, ${plans.length} plans added up, by indicator and year`,
              )
        }
        heading={t('Chỉ số', 'Indicator')}
        rows={withSums(found)}
        years={years}
        name={({ name, nameEn }) => t(name, nameEn)}
        resultOf={({ key }, year) =>
          sums
            .filter((sum) => sum.indicator === key && sum.year === year)
            .reduce((total, { quantity }) => total + quantity, 0)
        }
        href={({ key }, year) => listOf(request, key, year)}
        label={({ name, nameEn }, year) => `${t(name, nameEn)}, ${year}`}
      />
    </Section>
  )
}

/** Each plan with what it counts, and where its results are entered. */
function EachPlan({ request, found }: Part) {
  const { t, language } = request
  const may = mayRun(request.actor, recordPast)
  const columns = [
    t('Kế hoạch', 'Plan'),
    t('Năm ghi được', 'Years to enter'),
    t('Năm đã có số', 'Years with a figure'),
    t('Kinh phí ngân sách đã chi', 'Paid from the budget'),
  ] as const
  return (
    <Section title={t('Theo từng kế hoạch', 'Plan by plan')}>
      <Table caption={t('Kết quả các năm trước theo kế hoạch', 'Past results by plan')} stack>
        <thead>
          <tr>
            {columns.map((label) => (
              <th scope="col">{label}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {found.plans.map((plan) => {
            const own = found.sums.filter(({ planId }) => planId === plan.id)
            const paid = own.reduce((total, { amount }) => total + (amount ?? 0n), 0n)
            return (
              <tr>
                <td data-label={columns[0]}>
                  <a href={`/plans/${plan.id}/results`}>{plan.number}</a>
                  <span class="hint block">
                    {plan.province}, {yearSpan(plan.firstYear, plan.lastYear)}
                  </span>
                </td>
                <td data-label={columns[1]}>
                  {plan.years.join(', ') || t('Không: đếm từ hồ sơ', 'None: counted from records')}
                  {may && plan.years.length > 0 ? (
                    <span class="no-print flex flex-wrap gap-x-4">
                      <a href={`/plans/${plan.id}/results/new`}>{t('Ghi kết quả', 'Record a result')}</a>
                      <a href={`/plans/${plan.id}/results/import`}>
                        {t('Nhập từ Excel', 'Import from Excel')}
                      </a>
                    </span>
                  ) : null}
                </td>
                <td data-label={columns[2]}>
                  {[...new Set(own.map(({ year }) => year))].sort().join(', ') || '—'}
                </td>
                <td data-label={columns[3]}>{paid === 0n ? '—' : `${formatDong(paid, language)} đồng`}</td>
              </tr>
            )
          })}
        </tbody>
      </Table>
    </Section>
  )
}

const pastOfPlans: Page = listPage({
  route: 'GET /past-results',
  place: { group: 'programme', order: 13, label: words('Kết quả các năm trước', 'Past results') },
  title: words('Kết quả các năm trước', 'Past results'),
  lead: words(
    'Kết quả của những năm chưa dùng hệ thống, theo báo cáo cũ: của một kế hoạch, một số hoặc cộng mọi kế hoạch.',
    'Results of years before the program, by old reports: of one plan, of some, or of all added up.',
  ),
  query: listPastOfPlans,
  above: async (request) => {
    const found = await request.execute(pastSums, wanted(request))
    return (
      <>
        <EachPlan request={request} found={found} />
        <SumOfPlans request={request} found={found} />
      </>
    )
  },
  filters: async (request) => {
    const { t } = request
    const { indicators } = await request.execute(indicatorCatalogue, {})
    return [
      { name: 'q', kind: 'search', label: words('Tìm nội dung', 'Search the content') },
      { name: 'year', kind: 'select', label: words('Năm', 'Year'), choices: await planYears(request) },
      {
        name: 'indicator',
        kind: 'select',
        label: words('Chỉ số', 'Indicator'),
        choices: indicators.map(({ key, name, nameEn }) => ({ value: key, label: t(name, nameEn) })),
      },
      countsFilter(t),
      ...(await planFilters(request)),
    ]
  },
  columns: async (request) => {
    const { plans } = await request.execute(planNames, {})
    const columns = pastListColumns(request)
    if (plans.length < 2) return columns
    return [
      ...columns,
      { key: 'plan', label: words('Kế hoạch', 'Plan'), value: (row) => row.plan },
      { key: 'province', label: words('Tỉnh, thành phố', 'Province'), value: (row) => row.province },
    ]
  },
  empty: ({ t }) => t('Chưa ghi kết quả năm trước nào.', 'No past result has been recorded.'),
})

export const pastOfPlansPages: readonly Page[] = [pastOfPlans]
