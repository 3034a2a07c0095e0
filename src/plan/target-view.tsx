import type { Child } from 'hono/jsx'
import { today } from '../platform/dates.ts'
import type { Language } from '../platform/language.ts'
import { formatNumber, percentText } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, Figure, Meter, Table } from '../ui/index.ts'
import type { TargetResult } from './indicator-queries.ts'
import { standing, targetWords, timePassed, timeWords } from './targets.ts'

/** The targets with what the plan asks for, what was reached in each year and in the period, and how far that is. */
export function TargetTable({
  request,
  targets,
}: {
  request: PageRequest
  targets: readonly TargetResult[]
}) {
  const { t } = request
  const years = targets[0]?.years.map(({ year }) => year) ?? []
  return (
    <Table caption={t('Chỉ tiêu và kết quả đến nay', 'Targets and results to date')} stack>
      <thead>
        <tr>
          <th scope="col">{t('Chỉ tiêu', 'Target')}</th>
          <th scope="col" class="num">
            {t('Chỉ tiêu', 'Target')}
          </th>
          {years.map((year) => (
            <th scope="col" class="num">
              {year}
            </th>
          ))}
          <th scope="col" class="num">
            {t('Cả giai đoạn', 'Whole period')}
          </th>
          <th scope="col">{t('Tiến độ', 'Progress')}</th>
        </tr>
      </thead>
      <tbody>
        {targets.map((target) => (
          <tr>
            <td data-label={t('Chỉ tiêu', 'Target')} class={target.parentKey === null ? '' : 'sm:pl-8!'}>
              {target.parentKey === null ? '' : t('Trong đó: ', 'Of which: ')}
              {t(target.name, target.nameEn)}
            </td>
            <td class="num" data-label={t('Chỉ tiêu', 'Target')}>
              {t(targetWords(target))}
              {target.table === null ? null : <span class="hint block">{t(target.table)}</span>}
              <DecideLink request={request} target={target} />
            </td>
            {target.years.map(({ year, result, milestone, estimate }) => (
              <td class="num" data-label={String(year)}>
                <span>
                  <ResultLink request={request} target={target} result={result} year={year} />
                  <Beside label={t('mốc', 'milestone')} value={milestone} language={request.language} />
                  <Beside label={t('ước', 'estimate')} value={estimate} language={request.language} />
                </span>
              </td>
            ))}
            <td class="num" data-label={t('Cả giai đoạn', 'Whole period')}>
              <ResultLink request={request} target={target} result={target.result} />
            </td>
            <td class="min-w-32" data-label={t('Tiến độ', 'Progress')}>
              <TargetProgress request={request} target={target} />
            </td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

/** Leads whoever may decide to where it is decided between text and table (plan-versions/). */
export function DecideLink({ request, target }: { request: PageRequest; target: TargetResult }) {
  const address = `/plan/targets/${target.targetId}/decision`
  if (!target.undecided || !request.mayOpen(address)) return null
  return (
    <a class="no-print block" href={address}>
      {request.t('Chọn số theo văn bản', 'Choose by a paper')}
    </a>
  )
}

/** Results by indicator and year with their sum; each figure above zero opens what it counts. */
export function ResultsByYear<Row>(props: {
  request: PageRequest
  caption: string
  /** What stands above the names. */
  heading: string
  rows: readonly Row[]
  years: readonly number[]
  name: (row: Row) => Child
  /** Null: there is no figure of the year. */
  resultOf: (row: Row, year: number) => number | null
  href: (row: Row, year: number) => string
  /** What a figure's link is called. */
  label: (row: Row, year: number) => string
  /** What of the sum counts in two years, to be taken off once. */
  repeated?: (row: Row) => number
  /** The figure of all years where it is not their sum; undefined: it is. */
  totalOf?: (row: Row) => number | null | undefined
}) {
  const { years, heading, resultOf } = props
  const { t, language } = props.request
  const sum = t('Cộng', 'Sum')
  return (
    <Table caption={props.caption} stack>
      <thead>
        <tr>
          <th scope="col">{heading}</th>
          {[...years, sum].map((head) => (
            <th scope="col" class="num">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => {
          const repeated = props.repeated?.(row) ?? 0
          const own = props.totalOf?.(row)
          const total =
            own === undefined
              ? years.reduce((all, year) => all + (resultOf(row, year) ?? 0), 0) - repeated
              : own
          return (
            <tr>
              <td data-label={heading}>{props.name(row)}</td>
              {years.map((year) => {
                const result = resultOf(row, year)
                return (
                  <td class="num" data-label={String(year)}>
                    {result === null || result === 0 ? (
                      (result ?? '–')
                    ) : (
                      <Figure href={props.href(row, year)} label={props.label(row, year)}>
                        {formatNumber(result, language, 2)}
                      </Figure>
                    )}
                  </td>
                )
              })}
              <td class="num font-semibold" data-label={sum}>
                {total === null ? '–' : formatNumber(total, language, 2)}
                {repeated === 0 ? null : (
                  <span class="hint block font-normal">
                    {t(`trừ ${repeated} tính hai năm`, `less ${repeated} counted twice`)}
                  </span>
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </Table>
  )
}

/** A number that stands below a year's result and is none. */
function Beside(props: { label: string; value: number | null; language: Language }) {
  if (props.value === null) return null
  return (
    <span class="hint block">
      {props.label} {formatNumber(props.value, props.language, 2)}
    </span>
  )
}

/** An address with the plan that is being read: its years are no other plan's. */
export const inPlan = ({ planId }: Pick<PageRequest, 'planId'>, path: string): string =>
  planId === null ? path : `${path}${path.includes('?') ? '&' : '?'}plan=${planId}`

/** A result that opens what it rests on; a dash where there is none yet. */
export function ResultLink(props: {
  request: PageRequest
  target: TargetResult
  result: number | null
  year?: number
}) {
  const { t, language } = props.request
  const { target, year, result } = props
  if (result === null)
    return (
      <span class="hint" title={t('chưa có số liệu', 'no figure yet')}>
        –<span class="sr-only"> {t('chưa có số liệu', 'no figure yet')}</span>
      </span>
    )
  return (
    <Figure
      href={inPlan(props.request, `/indicators/${target.key}${year === undefined ? '' : `?year=${year}`}`)}
      label={t(
        `minh chứng: ${target.name}${year === undefined ? '' : `, ${year}`}`,
        `evidence: ${target.nameEn}${year === undefined ? '' : `, ${year}`}`,
      )}
    >
      {formatNumber(result, language, 2)}
    </Figure>
  )
}

/** How far a target is: a bar, and the state in words. */
export function TargetProgress(props: { request: PageRequest; target: TargetResult }) {
  const { t, language, system } = props.request
  const { target } = props
  const lastYear = target.years.at(-1)?.year ?? 0
  const ended = Number(today(system.now()).slice(0, 4)) >= lastYear
  const { words, tone, percent } = standing(target, target.result, ended)
  const share = percent === null ? '' : percentText(percent, language)
  const passed = timePassed(target.years[0]?.year ?? lastYear, lastYear, today(system.now()))
  const gone = timeWords(passed)
  return (
    <div class="grid gap-1">
      {percent === null ? null : <Meter share={percent / 100} label={share} passed={passed} />}
      <span>
        <Badge tone={tone}>{t(words)}</Badge> {share}
        {percent === null || gone === null ? null : <span class="hint block">{t(gone)}</span>}
      </span>
    </div>
  )
}
