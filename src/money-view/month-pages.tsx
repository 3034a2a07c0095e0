import { exportName, exportTable } from '../documents/write/export.ts'
import { planChooser } from '../plan/index.ts'
import { roundedMillions } from '../platform/money.ts'
import { formatPercent } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import { type Page, type PageRequest, page } from '../platform/page.ts'
import { Chart, Millions, monthChart, Section, Table } from '../ui/index.ts'
import { asked, crumbs, wantedExport } from './asked-places.tsx'
import { columnNames } from './columns.ts'
import { moneyMonths, monthColumns } from './month-queries.ts'
import { running } from './month-rules.ts'
import { ViewLinks } from './view-pages.tsx'

type Months = Output<typeof moneyMonths>

/** The name of a month of a budget year. */
const monthName = ({ t }: PageRequest, place: number, year: number) =>
  place === 0
    ? t(`Trước năm ${year}`, `Before ${year}`)
    : place === 13
      ? t(`Sau ngày 31/12/${year}`, `After 31 December ${year}`)
      : `${String(place).padStart(2, '0')}/${year}`

/** The first of the fourteen months of a year that is still to come; 14 when none is. */
const firstToCome = ({ year, today: day }: Months): number => {
  const now = Number(day.slice(0, 4))
  if (now > year) return 14
  return now < year ? 1 : Number(day.slice(5, 7)) + 1
}

/** What a month and figure of the year show, to be told in the table and in an export. */
function monthRows(found: Months) {
  const sums = Object.fromEntries(monthColumns.map((column) => [column, running(found.months[column])]))
  return Array.from({ length: 14 }, (_, place) => place)
    .filter((place) => place < firstToCome(found))
    .filter(
      (place) =>
        (place > 0 && place < 13) || monthColumns.some((column) => found.months[column][place] !== 0n),
    )
    .map((place) => ({
      place,
      of: (column: (typeof monthColumns)[number]) => found.months[column][place] ?? 0n,
      sum: (column: (typeof monthColumns)[number]) => sums[column]?.[place] ?? 0n,
    }))
}

const shareOf = (paid: bigint, estimate: bigint): number | null =>
  estimate === 0n ? null : Number(paid) / Number(estimate)

function MonthView({ request, found }: { request: PageRequest; found: Months }) {
  const { t, language } = request
  const inMillions = (amount: bigint) => Number(amount) / 1e6
  const rows = monthRows(found)
  const title = t(
    `Chi theo tháng của năm ${found.year} so với dự toán (triệu đồng)`,
    `Spending of ${found.year} by month against the estimate (million đồng)`,
  )
  const paid = rows.at(-1)?.sum('paid') ?? 0n
  const outside = (found.months.paid[0] ?? 0n) + (found.months.paid[13] ?? 0n)
  const share = shareOf(paid, found.estimate)
  return (
    <Section title={title} id="months">
      <Chart
        title={title}
        draw={(size) =>
          monthChart(
            { language, size, id: `months-${size}` },
            {
              title,
              description: t(
                `Đã chi ${roundedMillions(paid, 'vi')} triệu đồng, dự toán ${roundedMillions(found.estimate, 'vi')} triệu đồng; từng tháng có trong bảng.`,
                `${roundedMillions(paid, 'en')} million đồng paid of an estimate of ${roundedMillions(found.estimate, 'en')} million; the table has each month.`,
              ),
              months: found.months.paid
                .slice(1, 13)
                .map((amount, at) => (at + 1 < firstToCome(found) ? inMillions(amount) : null)),
              plan: inMillions(found.estimate),
              names: {
                month: t('Chi trong tháng', 'Spent in the month'),
                sum: t('Chi lũy kế', 'Spent so far'),
                plan: t('Dự toán năm, nếu chi đều các tháng', "The year's plan, spent evenly"),
              },
            },
          )
        }
        note={
          <>
            {share === null
              ? t('Năm này không có dự toán.', 'There is no plan of this year.')
              : t(
                  `Đã chi ${formatPercent(share, 'vi')} dự toán năm sau điều chỉnh.`,
                  `${formatPercent(share, 'en')} of the estimate of the year after shifts is paid.`,
                )}
            {outside === 0n
              ? null
              : t(
                  ` Biểu đồ không gồm ${roundedMillions(outside, 'vi')} triệu đồng ghi ngoài mười hai tháng của năm.`,
                  ` The chart leaves out ${roundedMillions(outside, 'en')} million đồng booked outside the twelve months.`,
                )}
          </>
        }
      />
      <MonthTable request={request} found={found} title={title} />
    </Section>
  )
}

function MonthTable({ request, found, title }: { request: PageRequest; found: Months; title: string }) {
  const { t, language } = request
  const heads = {
    month: t('Tháng', 'Month'),
    sum: t('Chi lũy kế', 'Spent so far'),
    share: t('Chi lũy kế/dự toán', 'Spent so far of the estimate'),
  }
  return (
    <Table caption={title} stack>
      <thead>
        <tr>
          <th scope="col">{heads.month}</th>
          {monthColumns.map((column) => (
            <th scope="col" class="num">
              {t(columnNames[column])}
            </th>
          ))}
          <th scope="col" class="num">
            {heads.sum}
          </th>
          <th scope="col" class="num">
            {heads.share}
          </th>
        </tr>
      </thead>
      <tbody>
        {monthRows(found).map(({ place, of, sum }) => {
          const share = shareOf(sum('paid'), found.estimate)
          return (
            <tr>
              <td data-label={heads.month}>{monthName(request, place, found.year)}</td>
              {monthColumns.map((column) => (
                <td class="num" data-label={t(columnNames[column])}>
                  <Millions amount={of(column)} language={language} />
                </td>
              ))}
              <td class="num" data-label={heads.sum}>
                <Millions amount={sum('paid')} language={language} />
              </td>
              <td class="num" data-label={heads.share}>
                {share === null ? '—' : formatPercent(share, language)}
              </td>
            </tr>
          )
        })}
        <tr class="sum">
          <th scope="row">{t('Dự toán sau điều chỉnh', 'Estimate after shifts')}</th>
          <td class="num" colspan={monthColumns.length + 2}>
            <Millions amount={found.estimate} language={language} />
          </td>
        </tr>
      </tbody>
    </Table>
  )
}

export const monthsPage: Page = page({
  route: 'GET /budget/view/months',
  for: moneyMonths,
  async run(request) {
    const { t } = request
    const { values, form } = await asked(request, ['line', 'year', 'source'])
    const found = await request.execute(moneyMonths, values)
    const title = t('Kinh phí theo tháng', 'Money by month')
    const wanted = wantedExport(request)
    if (wanted !== null) {
      const money = (label: string, value: (row: ReturnType<typeof monthRows>[number]) => bigint) => ({
        ...{ label: `${label} (đồng)`, value },
        kind: 'money' as const,
      })
      return exportTable(wanted, {
        name: exportName(`${title} ${found.year}`, request.system.now()),
        title: `${title} ${found.year}`,
        columns: [
          { label: t('Tháng', 'Month'), value: (row) => monthName(request, row.place, found.year) },
          ...monthColumns.map((column) => money(t(columnNames[column]), (row) => row.of(column))),
          money(t('Chi lũy kế', 'Spent so far'), (row) => row.sum('paid')),
          money(t('Dự toán sau điều chỉnh', 'Estimate after shifts'), () => found.estimate),
        ],
        rows: monthRows(found),
      })
    }
    return {
      title,
      lead: t(
        'Số được giao, cam kết, chi của một năm ngân sách theo tháng của chứng từ; chi được so với dự toán của năm sau điều chỉnh giữa các mục.',
        'What was allocated, committed and paid of a budget year, by the month of the voucher; what is paid stands beside the estimate of the year after shifts between lines.',
      ),
      breadcrumbs: crumbs(request),
      actions: <ViewLinks request={request} />,
      body: (
        <>
          {await planChooser(request, found.planId)}
          {form}
          <MonthView request={request} found={found} />
        </>
      ),
    }
  },
})
