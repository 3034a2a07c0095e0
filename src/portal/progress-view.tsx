import type { z } from 'zod'
import { standing, tableWords, targetWords, timePassed, timeWords } from '../plan/index.ts'
import { today, yearSpan } from '../platform/dates.ts'
import type { Words } from '../platform/language.ts'
import { formatNumber, formatPercent, percentText } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import type { ProgressBudget, ProgressTarget } from '../reports/index.ts'
import { indicatorHref, periodText } from '../reports/index.ts'
import { Badge, Empty, Figure, Meter, Millions, Table } from '../ui/index.ts'
import { shareOf } from './rules.ts'

type Target = z.input<typeof ProgressTarget>
type BudgetLine = z.input<typeof ProgressBudget>
type Money = Pick<BudgetLine, 'estimate' | 'allocated' | 'committed' | 'disbursed' | 'remaining'>

/** The targets as cards: the figure with its evidence behind it, what the plan asks for, and a bar. */
export function TargetCards({
  request,
  targets,
  firstYear,
  year,
}: {
  request: PageRequest
  targets: readonly Target[]
  /** The plan's first: from then on the time of a target runs. */
  firstYear: number
  year: number
}) {
  const { t, language } = request
  if (targets.length === 0)
    return <Empty>{t('Kế hoạch không đặt chỉ tiêu đếm được.', 'The plan has no counted targets.')}</Empty>
  return (
    <ul class="grid gap-4 sm:grid-cols-2 xl:grid-cols-3">
      {targets.map((target) => {
        const { words, tone, percent } = standing(target, target.cumulative, year >= target.lastYear)
        const percentWords = percent === null ? '' : percentText(percent, language)
        const passed = timePassed(firstYear, target.lastYear, today(request.system.now()))
        const gone = timeWords(passed)
        return (
          <li class="rounded-box border border-base-300 p-4">
            <p class="font-semibold">
              {target.parent === null ? '' : t('Trong đó: ', 'Of which: ')}
              {t(target.name, target.nameEn)}
            </p>
            <p class="mt-2 flex flex-wrap items-baseline gap-x-2">
              <span class="text-3xl">
                <Figure
                  href={indicatorHref(target.key)}
                  label={t(`minh chứng: ${target.name}`, `evidence: ${target.nameEn}`)}
                >
                  {target.cumulative === null ? '–' : formatNumber(target.cumulative, language, 2)}
                </Figure>
              </span>
              <span>
                / {t(targetWords(target))} {t(target.unit, target.unitEn)}
                <TableSays t={t} table={target.table ?? {}} />
              </span>
            </p>
            {percent === null ? null : (
              <div class="mt-2">
                <Meter share={percent / 100} label={percentWords} passed={passed} />
                {gone === null ? null : <p class="hint mt-1">{t(gone)}</p>}
              </div>
            )}
            <p class="mt-2 flex flex-wrap items-center justify-between gap-2">
              <span>
                <Badge tone={tone}>{t(words)}</Badge> {percentWords}
              </span>
              <span class="hint">
                {t(`Năm ${year}`, `In ${year}`)}:{' '}
                <Figure
                  href={indicatorHref(target.key, year)}
                  label={t(`minh chứng năm ${year}: ${target.name}`, `evidence of ${year}: ${target.nameEn}`)}
                >
                  {target.result === null ? '–' : formatNumber(target.result, language, 2)}
                </Figure>
              </span>
            </p>
          </li>
        )
      })}
    </ul>
  )
}

/** The budget's totals and main lines; a plan without lines is told to have none. */
export function BudgetProgress({
  total,
  period,
  ...table
}: Omit<Parameters<typeof BudgetTable>[0], 'passed'> & {
  /** The years of the plan: how much of them, or of the year shown, has gone by is marked on the bars. */
  readonly period: { readonly firstYear: number; readonly lastYear: number }
}) {
  const { request, lines, year } = table
  const { firstYear, lastYear } = year === null ? period : { firstYear: year, lastYear: year }
  const passed = timePassed(firstYear, lastYear, today(request.system.now()))
  const gone = timeWords(passed)
  if (lines.length === 0)
    return <Empty>{request.t('Không có dự toán theo mục.', 'There is no estimate by line.')}</Empty>
  return (
    <>
      <BudgetBars request={request} total={total} passed={passed} />
      {gone === null ? null : <p class="hint mt-2">{request.t(gone)}</p>}
      <div class="mt-5">
        <BudgetTable {...table} total={total} passed={passed} />
      </div>
    </>
  )
}

/** Totals of the provincial budget as bars, each against what stands before it. */
function BudgetBars(props: { request: PageRequest; total: Money; passed: number }) {
  const { request, total, passed } = props
  const { t, language } = request
  const bars = [
    {
      words: t('Đã giao', 'Allocated'),
      amount: total.allocated,
      of: total.estimate,
      against: t('dự toán', 'the estimate'),
    },
    {
      words: t('Đã cam kết', 'Committed'),
      amount: total.committed,
      of: total.allocated,
      against: t('đã giao', 'the allocation'),
    },
    {
      words: t('Đã giải ngân', 'Disbursed'),
      amount: total.disbursed,
      of: total.allocated,
      against: t('đã giao', 'the allocation'),
    },
  ]
  return (
    <div class="grid gap-4 sm:grid-cols-2 xl:grid-cols-4">
      <div>
        <p class="hint">{t('Dự toán', 'Estimate')}</p>
        <p class="text-xl font-semibold">
          <Millions amount={total.estimate} language={language} />
        </p>
      </div>
      {bars.map((bar) => {
        const share = shareOf(bar.amount, bar.of)
        const words = t(
          `${formatPercent(share, language)} ${bar.against}`,
          `${formatPercent(share, language)} of ${bar.against}`,
        )
        return (
          <div>
            <p class="hint">{bar.words}</p>
            <p class="mb-1 text-xl font-semibold">
              <Millions amount={bar.amount} language={language} />
            </p>
            <Meter share={share} label={`${bar.words}: ${words}`} passed={passed} />
            <p class="hint mt-1">{words}</p>
          </div>
        )
      })}
    </div>
  )
}

/** What the budget table has beside the text's number. */
function TableSays({ t, table }: { t: PageRequest['t']; table: Parameters<typeof tableWords>[0] }) {
  const said = tableWords(table)
  return said === null ? null : <span class="hint block">{t(said)}</span>
}

/** The budget's main lines; on a phone a card for each. @param links the source whose ledger entries the figures open; null: they open none */
function BudgetTable(props: {
  request: PageRequest
  /** The source that the amounts are of, as a sentence names it. */
  source: Words
  lines: readonly BudgetLine[]
  total: Money
  year: number | null
  links: string | null
  /** How much of the time has gone by. */
  passed: number
}) {
  const { t, language } = props.request
  const lines = props.lines.filter((line) => line.parent === null)
  const columns = [
    ['estimate', t('Dự toán', 'Estimate'), null],
    ['allocated', t('Đã giao', 'Allocated'), 'allocated'],
    ['committed', t('Đã cam kết', 'Committed'), 'committed'],
    ['disbursed', t('Đã giải ngân', 'Disbursed'), 'disbursed'],
    ['remaining', t('Chưa cam kết', 'Not committed'), null],
  ] as const
  const address = (code: string, kind: string) => {
    const year = props.year === null ? '' : `&year=${props.year}`
    return `/budget/entries?line=${code}&source=${props.links}&kind=${kind}${year}`
  }
  return (
    <Table
      caption={t(
        `Kinh phí ${props.source.vi} theo mục, triệu đồng`,
        `Money of ${props.source.en} by line, in million đồng`,
      )}
      stack
    >
      <thead>
        <tr>
          <th>{t('Mục', 'Line')}</th>
          {columns.map(([, label]) => (
            <th class="num">{label}</th>
          ))}
          <th class="w-32">{t('Giải ngân / giao', 'Disbursed / allocated')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => {
          const share = shareOf(line.disbursed, line.allocated)
          return (
            <tr>
              <td data-label={t('Mục', 'Line')}>
                <span class="line-clamp-2">
                  {line.code}. {t(line.title, line.titleEn)}
                </span>
              </td>
              {columns.map(([key, label, kind]) => (
                <td class="num" data-label={label}>
                  {props.links && kind !== null && line[key] > 0n ? (
                    <Figure
                      href={address(line.code, kind)}
                      label={`${label}, ${t('mục', 'line')} ${line.code}`}
                    >
                      <Millions amount={line[key]} language={language} />
                    </Figure>
                  ) : (
                    <Millions amount={line[key]} language={language} />
                  )}
                </td>
              ))}
              <td data-label={t('Giải ngân / giao', 'Disbursed / allocated')}>
                <Meter share={share} label={formatPercent(share, language)} passed={props.passed} />
                <span class="hint">
                  {line.allocated === 0n
                    ? t('chưa giao', 'nothing allocated')
                    : formatPercent(share, language)}
                </span>
              </td>
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        <tr class="sum">
          <td>{t('Tổng cộng', 'Grand total')}</td>
          {columns.map(([key, label]) => (
            <td class="num" data-label={label}>
              <Millions amount={props.total[key]} language={language} />
            </td>
          ))}
          <td />
        </tr>
      </tfoot>
    </Table>
  )
}

/** `giai đoạn 2024 - 2025`, in English `2024-2025`. */
export function planYears(request: PageRequest, plan: { firstYear: number; lastYear: number }): string {
  return request.t(
    periodText(plan.firstYear, plan.lastYear),
    `${yearSpan(plan.firstYear, plan.lastYear, 'en')}`,
  )
}
