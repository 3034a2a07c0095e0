import type { Child } from 'hono/jsx'
import { exportName, exportTable } from '../documents/write/export.ts'
import { planChooser } from '../plan/index.ts'
import { formatDate, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { roundedMillions } from '../platform/money.ts'
import type { Output } from '../platform/operation.ts'
import { type Page, type PageRequest, page } from '../platform/page.ts'
import { barChart, Chart, Empty, Figure, Millions, Section, Table } from '../ui/index.ts'
import { asked, crumbs, wantedExport } from './asked-places.tsx'
import { moneyForecast } from './forecast-queries.ts'
import { type PartKind, parts } from './forecast-rules.ts'
import { ViewLinks } from './view-pages.tsx'

type Expected = Output<typeof moneyForecast>

const quarterName = ({ t }: PageRequest, of: { year: number; quarter: number }) =>
  t(`Quý ${of.quarter}/${of.year}`, `Quarter ${of.quarter}, ${of.year}`)
const sumOf = (amounts: Readonly<Record<PartKind, bigint>>, paid: boolean) =>
  parts.keys.reduce((sum, kind) => (kind === 'paid' && !paid ? sum : sum + amounts[kind]), 0n)

/** Where each part comes from, and the list that it is read off. */
const sources: Readonly<
  Record<PartKind, { readonly said: ReturnType<typeof words>; readonly href: string }>
> = {
  paid: {
    said: words(
      'Bút toán giải ngân trừ thu hồi, theo ngày chứng từ, từ đầu năm nay.',
      'Entries of payment less refunds, by the day of the voucher, since this year began.',
    ),
    href: '/budget/view/moves?column=paid',
  },
  drafted: {
    said: words(
      'Chứng từ chi đã lập, chưa duyệt, theo ngày của chứng từ.',
      'Payments drawn up and not released, by the day of their voucher.',
    ),
    href: '/budget/payments',
  },
  claimed: {
    said: words(
      'Số đề nghị (hoặc số được chấp nhận) của đề nghị đã gửi mà chưa lập chứng từ chi; tính vào quý này vì đã đến lúc phải trả.',
      'What claims that were sent ask for, or what was accepted of them, while no payment is drawn up; in this quarter, since it is asked for now.',
    ),
    href: '/claims',
  },
  accepted: {
    said: words(
      'Phần cam kết còn lại của lượt hỗ trợ đã nghiệm thu; tính vào quý này.',
      'What is left of the commitments of turns that are accepted; in this quarter.',
    ),
    href: '/support',
  },
  task: {
    said: words(
      'Phần kinh phí chưa chi của từng nội dung nhiệm vụ, theo ngày kết thúc nội dung, không có thì theo ngày kết thúc nhiệm vụ.',
      'What each content of a task has left, by the last day of the content, else of the task.',
    ),
    href: '/science-tasks',
  },
  yearEnd: {
    said: words(
      'Phần cam kết còn lại chưa rõ ngày nào khác, theo ngày cuối được chi của năm ngân sách mà cam kết đang đứng.',
      'What is left of commitments of which no other day is known, by the last day on which money of their budget year is spent.',
    ),
    href: '/budget/commitments',
  },
}

function ForecastTable({ request, found }: { request: PageRequest; found: Expected }) {
  const { t, language } = request
  const heads = { quarter: t('Quý', 'Quarter'), sum: t('Số dự kiến chi', 'To be paid') }
  const cells = (amounts: Expected['unknown']): Child => (
    <>
      {parts.keys.map((kind) => (
        <td class="num" data-label={t(parts.names[kind])}>
          {amounts[kind] === 0n ? '—' : <Millions amount={amounts[kind]} language={language} />}
        </td>
      ))}
      <td class="num font-semibold" data-label={heads.sum}>
        <Millions amount={sumOf(amounts, false)} language={language} />
      </td>
    </>
  )
  return (
    <Table caption={t('Dự báo chi theo quý, triệu đồng', 'Payments expected by quarter, million đồng')} stack>
      <thead>
        <tr>
          <th scope="col">{heads.quarter}</th>
          {parts.keys.map((kind) => (
            <th scope="col" class="num max-w-32 whitespace-normal">
              {t(parts.names[kind])}
            </th>
          ))}
          <th scope="col" class="num">
            {heads.sum}
          </th>
        </tr>
      </thead>
      <tbody>
        {found.quarters.map((quarter) => (
          <tr>
            <td data-label={heads.quarter}>{quarterName(request, quarter)}</td>
            {cells(quarter.amounts)}
          </tr>
        ))}
        {sumOf(found.unknown, true) === 0n ? null : (
          <tr>
            <td data-label={heads.quarter}>{t('Chưa rõ ngày', 'Day not known')}</td>
            {cells(found.unknown)}
          </tr>
        )}
      </tbody>
    </Table>
  )
}

/** How the forecast comes about, part by part, with the list that each is read off. */
function Formula({ request, found }: { request: PageRequest; found: Expected }) {
  const { t } = request
  return (
    <Section title={t('Cách tính', 'Calculation')} id="formula">
      <p class="max-w-prose">
        {t(
          'Dự kiến chi của một quý = chứng từ chờ duyệt + đề nghị thanh toán đang chờ + lượt đã nghiệm thu + nội dung nhiệm vụ đến ngày + cam kết khác theo hạn chi của năm. Mỗi đồng đã cam kết, chưa chi chỉ được tính một lần, theo thứ tự đó; ngày đã qua thì tính vào quý này.',
          'To be paid in a quarter = payments to release + claims that wait + accepted turns + contents of tasks by their day + other commitments by the end of the year. Each đồng that is committed and not paid is counted once, in this order; a day that is past counts as this quarter.',
        )}
      </p>
      <dl class="mt-3 grid gap-2">
        {parts.keys.map((kind) => (
          <div>
            <dt class="font-semibold">
              <Figure
                request={request}
                href={sources[kind].href}
                label={t('xem danh sách nguồn', 'show the list that it is read off')}
              >
                {t(parts.names[kind])}
              </Figure>
            </dt>
            <dd class="text-sm">{t(sources[kind].said)}</dd>
          </div>
        ))}
      </dl>
      <ul class="mt-3 list-disc pl-5 text-sm">
        {found.yearEnds.map(({ year, on, article }) => (
          <li>
            {t(`Hạn chi của năm ${year}`, `Money of ${year} is spent by`)}: {formatDate(on)} ({article})
          </li>
        ))}
      </ul>
    </Section>
  )
}

export const forecastPage: Page = page({
  route: 'GET /budget/view/forecast',
  for: moneyForecast,
  async run(request) {
    const { t, language } = request
    const { values, form } = await asked(request, ['line', 'source'])
    const found = await request.execute(moneyForecast, values)
    const title = t('Dự báo chi theo quý', 'Payments expected by quarter')
    const wanted = wantedExport(request)
    if (wanted !== null)
      return exportTable(wanted, {
        name: exportName(title, request.system.now()),
        title,
        columns: [
          { label: t('Quý', 'Quarter'), value: (row) => row.name },
          ...parts.keys.map((kind) => ({
            label: `${t(parts.names[kind])} (đồng)`,
            kind: 'money' as const,
            value: (row: { amounts: Expected['unknown'] }) => row.amounts[kind],
          })),
        ],
        rows: [
          ...found.quarters.map((quarter) => ({
            name: quarterName(request, quarter),
            amounts: quarter.amounts,
          })),
          { name: t('Chưa rõ ngày', 'Day not known'), amounts: found.unknown },
        ],
      })
    const most = Math.max(1, ...found.quarters.map(({ amounts }) => Number(sumOf(amounts, true))))
    return {
      title,
      lead: t(
        `${found.commitments} cam kết còn ${roundedMillions(found.open, 'vi')} triệu đồng chưa chi, tính đến ngày ${formatDate(today(request.system.now()))}.`,
        `${found.commitments} commitments hold ${roundedMillions(found.open, 'en')} million đồng that are not paid, as at ${formatDate(today(request.system.now()))}.`,
      ),
      breadcrumbs: crumbs(request),
      actions: <ViewLinks request={request} />,
      body: (
        <>
          {await planChooser(request, found.planId)}
          {form}
          <Section title={title} id="forecast">
            {found.commitments === 0 && most === 1 ? (
              <Empty>{t('Không có cam kết nào chờ chi.', 'No commitment waits to be paid.')}</Empty>
            ) : (
              <>
                {/* one bar alone tells nothing */}
                {found.quarters.length < 2 ? null : (
                  <Chart
                    title={t(
                      'Đã chi và dự kiến chi theo quý, triệu đồng',
                      'Paid and to be paid by quarter, million đồng',
                    )}
                    draw={(size) =>
                      barChart(
                        { language, size, id: `forecast-${size}` },
                        {
                          title,
                          description: t('Từng quý có trong bảng.', 'The table has each quarter.'),
                          bars: found.quarters.map((quarter) => ({
                            name: quarterName(request, quarter),
                            figure: roundedMillions(sumOf(quarter.amounts, true), language),
                            share: Number(sumOf(quarter.amounts, true)) / most,
                          })),
                        },
                      )
                    }
                  />
                )}
                <ForecastTable request={request} found={found} />
              </>
            )}
          </Section>
          <Formula request={request} found={found} />
        </>
      ),
    }
  },
})
