import type { Child } from 'hono/jsx'
import type { z } from 'zod'
import { standing, timePassed, timeWords } from '../plan/index.ts'
import { today } from '../platform/dates.ts'
import { type Words, words } from '../platform/language.ts'
import { roundedMillions } from '../platform/money.ts'
import { formatNumber, formatPercent, percentText } from '../platform/numbers.ts'
import type { Output } from '../platform/operation.ts'
import type { PageRequest } from '../platform/page.ts'
import type { ProgressTarget } from '../reports/index.ts'
import {
  barChart,
  Chart,
  Empty,
  Millions,
  monthChart,
  RecordTable,
  runningSums,
  Section,
  Table,
} from '../ui/index.ts'
import { type dashboardCharts, funnelSteps, spendingWords } from './charts.ts'

type Charts = Output<typeof dashboardCharts>
type Target = z.input<typeof ProgressTarget>

/** The figures that a chart is drawn from, folded under it; they stand open on paper. */
function Figures({ request: { t }, children }: { request: PageRequest; children?: Child }) {
  return (
    <details class="on-paper mt-2">
      <summary>{t('Số liệu của biểu đồ', 'The figures of the chart')}</summary>
      <div class="mt-2">{children}</div>
    </details>
  )
}

/** What was spent in each month of a year, beside the year's plan. @param source whose money it is, as a sentence names it */
export function SpendingChart({
  request,
  charts,
  source,
}: {
  request: PageRequest
  charts: Charts
  source: Words
}) {
  const { t, language } = request
  const inMillions = (amount: bigint) => Number(amount) / 1e6
  const months = charts.months.map((amount) => (amount === null ? null : inMillions(amount)))
  const sum = charts.months.reduce<bigint>((all, amount) => all + (amount ?? 0n), 0n)
  const told = (amount: bigint) => words(roundedMillions(amount, 'vi'), roundedMillions(amount, 'en'))
  const title = words(
    `Chi theo tháng năm ${charts.year} từ ${source.vi} so với dự toán (triệu đồng)`,
    `Spending of ${charts.year} from ${source.en} by month against the plan (million đồng)`,
  )
  const names = {
    month: t('Chi trong tháng', 'Spent in the month'),
    sum: t('Chi lũy kế', 'Spent so far'),
    plan: t('Dự toán năm, nếu chi đều các tháng', "The year's plan, spent evenly"),
  }
  const sums = runningSums(months)
  return (
    <Section title={t('Chi theo tháng', 'Spending by month')} id="spending" fold>
      {charts.estimate === 0n && sum === 0n ? (
        <Empty>{t('Năm này không có dự toán và chưa chi.', 'No plan and no spending in this year.')}</Empty>
      ) : (
        <>
          <Chart
            title={t(title)}
            draw={(size) =>
              monthChart(
                { language, size, id: `spending-${size}` },
                {
                  title: t(title),
                  description: t(spendingWords(told(sum), told(charts.estimate))),
                  months,
                  plan: inMillions(charts.estimate),
                  names,
                },
              )
            }
            note={
              charts.estimate === 0n
                ? t('Năm này không có dự toán.', 'There is no plan of this year.')
                : t(
                    `Đã chi ${formatPercent(Number(sum) / Number(charts.estimate), 'vi')} dự toán năm${beside(timeWords(timePassed(charts.year, charts.year, today(request.system.now()))), 'vi')}.`,
                    `${formatPercent(Number(sum) / Number(charts.estimate), 'en')} of the year's plan is spent${beside(timeWords(timePassed(charts.year, charts.year, today(request.system.now()))), 'en')}.`,
                  )
            }
          />
          <Figures request={request}>
            <Table caption={t(title)}>
              <thead>
                <tr>
                  <th scope="col">{t('Tháng', 'Month')}</th>
                  <th scope="col" class="num">
                    {names.month}
                  </th>
                  <th scope="col" class="num">
                    {names.sum}
                  </th>
                </tr>
              </thead>
              <tbody>
                {charts.months.map((amount, place) => (
                  <tr>
                    <td>
                      {place + 1}/{charts.year}
                    </td>
                    <td class="num">
                      <Millions amount={amount} language={language} />
                    </td>
                    <td class="num">
                      <Millions
                        amount={sums[place] == null ? null : (sums[place] ?? 0) * 1e6}
                        language={language}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
              <tfoot>
                <tr class="sum">
                  <td>{t('Dự toán năm', "The year's plan")}</td>
                  <td class="num" colspan={2}>
                    <Millions amount={charts.estimate} language={language} />
                  </td>
                </tr>
              </tfoot>
            </Table>
          </Figures>
        </>
      )}
    </Section>
  )
}

const beside = (gone: Words | null, language: 'vi' | 'en') => (gone === null ? '' : `, ${gone[language]}`)

/** How many applications came how far. */
export function FunnelChart({ request, charts }: { request: PageRequest; charts: Charts }) {
  const { t, language } = request
  const whole = charts.funnel[0]?.count ?? 0
  const title = t('Hồ sơ đề nghị đi tới đâu', 'How far applications came')
  const shareOf = (count: number) => (whole === 0 ? 0 : count / whole)
  const figure = (count: number) =>
    `${formatNumber(count, language)} (${formatPercent(shareOf(count), language)})`
  return (
    <Section
      title={title}
      id="funnel"
      fold
      actions={
        request.mayOpen('/applications') ? (
          <a href="/applications">{t('Danh sách hồ sơ', 'The list of applications')}</a>
        ) : undefined
      }
    >
      {whole === 0 ? (
        <Empty>{t('Chưa có hồ sơ đề nghị nào.', 'There is no application yet.')}</Empty>
      ) : (
        <>
          <Chart
            title={t(
              'Số hồ sơ tới từng bước, và tỷ lệ trong số đã nộp',
              'Applications that came to each step, and their share of all that were filed',
            )}
            draw={(size) =>
              barChart(
                { language, size, id: `funnel-${size}` },
                {
                  title,
                  description: charts.funnel
                    .map(({ step, count }) => `${t(funnelSteps.names[step])}: ${figure(count)}`)
                    .join('; '),
                  bars: charts.funnel.map(({ step, count }) => ({
                    name: t(funnelSteps.names[step]),
                    figure: figure(count),
                    share: shareOf(count),
                  })),
                },
              )
            }
          />
          <Figures request={request}>
            <RecordTable
              caption={title}
              rows={charts.funnel}
              columns={[
                { head: t('Bước', 'Step'), cell: ({ step }) => t(funnelSteps.names[step]) },
                {
                  head: t('Hồ sơ đề nghị', 'Applications'),
                  num: true,
                  cell: ({ count }) => formatNumber(count, language),
                },
                {
                  head: t('Tỷ lệ', 'Share'),
                  num: true,
                  cell: ({ count }) => formatPercent(shareOf(count), language),
                },
              ]}
            />
          </Figures>
        </>
      )}
    </Section>
  )
}

/** The targets against the time that has gone by; each one's own figure stands on its card. */
export function TargetChart({
  request,
  targets,
  firstYear,
  year,
}: {
  request: PageRequest
  targets: readonly Target[]
  firstYear: number
  year: number
}) {
  const { t, language } = request
  const day = today(request.system.now())
  const rows = targets.flatMap((target) => {
    const { percent, words: said } = standing(target, target.cumulative, year >= target.lastYear)
    if (percent === null) return []
    return [{ target, percent, said, passed: timePassed(firstYear, target.lastYear, day) }]
  })
  if (rows.length === 0) return null
  const title = t('Chỉ tiêu so với thời gian', 'Targets against time')
  return (
    <Section title={title} id="targets-in-time" fold>
      <Chart
        title={t(
          'Phần đã đạt của mỗi chỉ tiêu, bên cạnh phần thời gian đã qua',
          'What each target has reached, beside the time that has passed',
        )}
        draw={(size) =>
          barChart(
            { language, size, id: `targets-${size}` },
            {
              title,
              description: rows
                .map(
                  ({ target, percent }) =>
                    `${t(target.name, target.nameEn)}: ${percentText(percent, language)}`,
                )
                .join('; '),
              goal: t('Chỉ tiêu (100%)', 'The target (100%)'),
              time: t('Thời gian đã qua', 'Time that has passed'),
              bars: rows.map(({ target, percent, passed }) => ({
                name: t(target.name, target.nameEn),
                figure: percentText(percent, language),
                share: percent / 100,
                passed,
              })),
            },
          )
        }
      />
      <Figures request={request}>
        <RecordTable
          caption={title}
          rows={rows}
          columns={[
            { head: t('Chỉ tiêu', 'Target'), cell: ({ target }) => t(target.name, target.nameEn) },
            {
              head: t('Đã đạt', 'Reached so far'),
              num: true,
              cell: ({ percent }) => percentText(percent, language),
            },
            {
              head: t('Thời gian đã qua', 'Time that has passed'),
              num: true,
              cell: ({ passed }) => formatPercent(passed, language),
            },
            { head: t('Tình trạng', 'State'), cell: ({ said }) => t(said) },
          ]}
        />
      </Figures>
    </Section>
  )
}
