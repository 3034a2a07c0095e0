import type { Actor } from '../platform/actor.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'

import type { Crumb, PageRequest } from '../platform/page.ts'
import { Badge, Table } from '../ui/index.ts'
import type { checkTerritory, SeriesListRow } from './list-queries.ts'
import { withPrices } from './rules.ts'
import { units } from './units.ts'

/** Whether the buttons for writing are shown; the commands hold the rule. */
export function mayWrite(actor: Actor): boolean {
  return actor.role === 'statistics' || actor.role === 'coordinator'
}

export const title: Words = words('Chuỗi số liệu', 'Series')

export function crumbs({ t }: PageRequest, ...more: Crumb[]): Crumb[] {
  return [{ label: t(title), href: '/series' }, ...more]
}

/** "GRDP theo giá so sánh, năm 2010". */
export function seriesName(series: Pick<SeriesListRow, 'measureName' | 'baseYear' | 'edition'>): Words {
  const edition = series.edition === '' ? '' : ` (${series.edition})`
  if (series.baseYear === null) {
    return { vi: series.measureName.vi + edition, en: series.measureName.en + edition }
  }
  return {
    vi: withPrices(series.measureName.vi, ` ${series.baseYear}`) + edition,
    en: withPrices(series.measureName.en, ` of ${series.baseYear}`) + edition,
  }
}

export const unitOf = (series: Pick<SeriesListRow, 'unit'>): Words => units[series.unit].words

type Finding = Awaited<ReturnType<typeof checkTerritory.run>>['problems'][number]

/** What the checks found, each with the way to the place. */
export function Findings(props: {
  problems: readonly Finding[]
  name: (problem: Finding) => Words
  t: PageRequest['t']
}) {
  const { t } = props
  return (
    <Table caption={t('Điểm cần xem lại', 'Points to look at')} stack>
      <thead>
        <tr>
          <th>{t('Mức độ', 'Severity')}</th>
          <th>{t('Chuỗi số liệu', 'Series')}</th>
          <th class="num">{t('Năm', 'Year')}</th>
          <th>{t('Phát hiện', 'Finding')}</th>
        </tr>
      </thead>
      <tbody>
        {props.problems.map((problem) => (
          <tr>
            <td data-label={t('Mức độ', 'Severity')}>
              {problem.severity === 'error' ? (
                <Badge tone="error">{t('Lỗi', 'Error')}</Badge>
              ) : (
                <Badge tone="warning">{t('Xem lại', 'Look again')}</Badge>
              )}
            </td>
            <td data-label={t('Chuỗi số liệu', 'Series')}>
              <a href={`/series/${problem.seriesId}#y${problem.year}`}>{t(props.name(problem))}</a>
            </td>
            <td class="num" data-label={t('Năm', 'Year')}>
              {problem.year}
            </td>
            <td data-label={t('Phát hiện', 'Finding')}>{t(problem.words)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  )
}

const frame = { width: 640, height: 200, left: 70, right: 24, top: 12, bottom: 26 }

/** A line over the years; years without a value break it. The table beside it carries the figures. */
export function SeriesChart(props: {
  points: readonly { year: number; value: number }[]
  label: string
  language: Language
}) {
  const { points } = props
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined || points.length < 2) return null
  const values = points.map((point) => point.value)
  const top = Math.max(...values)
  // From zero, so that a small change does not look like a large one.
  const low = Math.min(0, ...values)
  const x = (year: number) =>
    frame.left + ((year - first.year) / (last.year - first.year)) * (frame.width - frame.left - frame.right)
  const y = (value: number) =>
    frame.top + (1 - (value - low) / (top - low || 1)) * (frame.height - frame.top - frame.bottom)
  const round = (value: number) => Math.round(value * 10) / 10
  const path = points
    .map((point, place) => {
      const joined = points[place - 1]?.year === point.year - 1
      return `${joined ? 'L' : 'M'}${round(x(point.year))} ${round(y(point.value))}`
    })
    .join(' ')
  const middle = points[Math.floor(points.length / 2)]
  return (
    <svg
      class="h-auto w-full max-w-3xl"
      viewBox={`0 0 ${frame.width} ${frame.height}`}
      role="img"
      aria-label={props.label}
    >
      {[low, (low + top) / 2, top].map((value) => (
        <>
          <line
            class="stroke-base-300"
            x1={String(frame.left)}
            x2={String(frame.width - frame.right)}
            y1={String(round(y(value)))}
            y2={String(round(y(value)))}
          />
          <text
            class="fill-base-content text-[11px]"
            text-anchor="end"
            x={String(frame.left - 6)}
            y={String(round(y(value)) + 4)}
          >
            {formatNumber(value, props.language, top < 10 ? 2 : 0)}
          </text>
        </>
      ))}
      <path class="fill-none stroke-primary stroke-2" d={path} />
      {points.map((point) => (
        <circle
          class="fill-primary"
          cx={String(round(x(point.year)))}
          cy={String(round(y(point.value)))}
          r="3"
        />
      ))}
      {[...new Set([first.year, middle?.year ?? first.year, last.year])].map((year) => (
        <text
          class="fill-base-content text-[11px]"
          text-anchor="middle"
          x={String(round(x(year)))}
          y={String(frame.height - 8)}
        >
          {year}
        </text>
      ))}
    </svg>
  )
}
