import type { Child } from 'hono/jsx'
import { formatNumber, percentReached, percentText } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { Badge, Figure, Meter, Table } from '../ui/index.ts'
import type { TargetResult } from './indicator-queries.ts'
import { targetState, targetStates, targetWords } from './rules.ts'

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
            </td>
            {target.years.map(({ year, result }) => (
              <td class="num" data-label={String(year)}>
                <ResultLink request={request} target={target} result={result} year={year} />
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

/** Results by indicator and year with their sum; each figure above zero opens what it counts. */
export function ResultsByYear<Row>(props: {
  request: PageRequest
  caption: string
  /** What stands above the names. */
  heading: string
  rows: readonly Row[]
  years: readonly number[]
  name: (row: Row) => Child
  resultOf: (row: Row, year: number) => number
  href: (row: Row, year: number) => string
  /** What a figure's link is called. */
  label: (row: Row, year: number) => string
  /** What of the sum counts in two years, to be taken off once. */
  repeated?: (row: Row) => number
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
          const total = years.reduce((all, year) => all + resultOf(row, year), 0) - repeated
          return (
            <tr>
              <td data-label={heading}>{props.name(row)}</td>
              {years.map((year) => (
                <td class="num" data-label={String(year)}>
                  {resultOf(row, year) === 0 ? (
                    '0'
                  ) : (
                    <Figure href={props.href(row, year)} label={props.label(row, year)}>
                      {formatNumber(resultOf(row, year), language)}
                    </Figure>
                  )}
                </td>
              ))}
              <td class="num font-semibold" data-label={sum}>
                {formatNumber(total, language)}
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

/** A result that opens the facts it counts. */
export function ResultLink(props: {
  request: PageRequest
  target: TargetResult
  result: number
  year?: number
}) {
  const { t } = props.request
  const { target, year } = props
  return (
    <Figure
      href={`/indicators/${target.key}${year === undefined ? '' : `?year=${year}`}`}
      label={t(
        `minh chứng: ${target.name}${year === undefined ? '' : `, ${year}`}`,
        `evidence: ${target.nameEn}${year === undefined ? '' : `, ${year}`}`,
      )}
    >
      {props.result}
    </Figure>
  )
}

/** How far a target is: a bar, and the state in words. */
export function TargetProgress(props: { request: PageRequest; target: TargetResult }) {
  const { t, language } = props.request
  const { state, share } = targetState(props.target, props.target.result)
  const percent = share === null ? '' : percentText(percentReached(share, 1), language)
  const exceeded = state === 'over' && props.target.bound === 'atMost'
  return (
    <div class="grid gap-1">
      <Meter share={share ?? 0} label={percent} />
      <span>
        <Badge tone={exceeded ? 'error' : targetStates.tones[state]}>{t(targetStates.names[state])}</Badge>{' '}
        {percent}
      </span>
    </div>
  )
}
