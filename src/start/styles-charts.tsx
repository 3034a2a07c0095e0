import { words } from '../platform/language.ts'
import type { PageRequest } from '../platform/page.ts'
import * as ui from '../ui/index.ts'
import { Piece } from './styles-piece.tsx'

const years = [2020, 2021, 2022, 2023, 2024]

export function Charts({ request: { t, language } }: { request: PageRequest }) {
  const said = { title: 'Lorem', description: 'Ipsum' }
  const drawn = {
    lineChart: (look: ui.ChartLook) =>
      ui.lineChart(look, {
        ...said,
        base: 100,
        digits: 1,
        lines: [
          {
            name: 'Lorem',
            color: ui.ink.capital,
            shape: 'circle',
            points: years.map((year, at) => ({ year, value: 100 + 3 * at })),
          },
        ],
      }),
    stackedChart: (look: ui.ChartLook) =>
      ui.stackedChart(look, {
        ...said,
        years,
        pieces: (['capital', 'labour', 'tfp'] as const).map((fill, at) => ({
          words: words(fill, fill),
          fill,
          points: years.map(() => 1 + at),
        })),
        total: { words: words('Tổng', 'Total'), points: years.map(() => 6) },
      }),
    barChart: (look: ui.ChartLook) =>
      ui.barChart(look, {
        ...said,
        goal: '100%',
        time: t('Thời gian đã qua', 'Time that has passed'),
        bars: [0.4, 1.5, 4].map((share) => ({
          name: 'Lorem ipsum',
          figure: `${share * 100}%`,
          share,
          passed: 0.7,
        })),
      }),
    monthChart: (look: ui.ChartLook) =>
      ui.monthChart(look, {
        ...said,
        months: [1, 2, 3, 0, 4, 2, null, null, null, null, null, null],
        plan: 30,
        names: { month: 'Lorem', sum: 'Ipsum', plan: 'Dolor' },
      }),
  }
  return (
    <ui.Section title={t('Biểu đồ', 'Charts')} id="charts">
      <Piece name="Chart">
        {Object.entries(drawn).map(([name, draw]) => (
          <Piece name={name}>
            <ui.Chart title={name} draw={(size) => draw({ language, size, id: `${name}-${size}` })} />
          </Piece>
        ))}
      </Piece>
    </ui.Section>
  )
}
