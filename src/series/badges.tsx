import { type Actor, holds } from '../platform/actor.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { formatFixed } from '../platform/numbers.ts'

import type { Crumb, PageRequest } from '../platform/page.ts'
import { Badge, Chart, ink, lineChart, RecordTable } from '../ui/index.ts'
import type { checkTerritory, SeriesListRow } from './list-queries.ts'
import { withPrices } from './rules.ts'
import { units } from './units.ts'

/** Whether the buttons for writing are shown; the commands hold the rule. */
export function mayWrite(actor: Actor): boolean {
  return holds(actor, ['statistics', 'coordinator'])
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
    <RecordTable
      caption={t('Điểm cần xem lại', 'Points to look at')}
      stack
      rows={props.problems}
      columns={[
        {
          head: t('Mức độ', 'Severity'),
          cell: (problem) =>
            problem.severity === 'error' ? (
              <Badge tone="error">{t('Lỗi', 'Error')}</Badge>
            ) : (
              <Badge tone="warning">{t('Xem lại', 'Look again')}</Badge>
            ),
        },
        {
          head: t('Chuỗi số liệu', 'Series'),
          cell: (problem) => (
            <a href={`/series/${problem.seriesId}#y${problem.year}`}>{t(props.name(problem))}</a>
          ),
        },
        { head: t('Năm', 'Year'), num: true, cell: (problem) => problem.year },
        { head: t('Phát hiện', 'Finding'), cell: (problem) => t(problem.words) },
      ]}
    />
  )
}

/** A line over the years; years without a value break it. The table beside it carries the figures. */
export function SeriesChart(props: {
  points: readonly { year: number; value: number }[]
  title: string
  language: Language
}) {
  const { points, title, language } = props
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined || points.length < 2) return null
  const byYear = new Map(points.map(({ year, value }) => [year, value]))
  const years = Array.from({ length: last.year - first.year + 1 }, (_, place) => first.year + place)
  const most = Math.max(...points.map(({ value }) => Math.abs(value)))
  const digits = most < 10 ? 2 : most < 1000 ? 1 : 0
  const said = ({ year, value }: { year: number; value: number }) =>
    `${year}: ${formatFixed(value, digits, language)}`
  return (
    <Chart
      title={title}
      draw={(size) =>
        lineChart(
          { language, size, id: `series-${size}` },
          {
            title,
            description: `${said(first)}; ${said(last)}.`,
            lines: [
              {
                name: title,
                points: years.map((year) => ({ year, value: byYear.get(year) ?? null })),
                color: ink.text,
                shape: 'circle',
              },
            ],
            // From zero, so that a small change does not look like a large one.
            base: 0,
            digits,
          },
        )
      }
    />
  )
}
