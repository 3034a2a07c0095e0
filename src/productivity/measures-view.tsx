import { formatNumber, formatPercent } from '../platform/numbers.ts'

import type { PageRequest } from '../platform/page.ts'
import { Chart, FileLink, Millions, Section, Table } from '../ui/index.ts'
import { atConstantPrices, productivityChart, tfpChart, valueAddedChart } from './charts.ts'
import type { AccountsYear } from './queries.ts'
import { ratio } from './words.ts'

/** The enterprise's years as charts; the table below has every figure of them. */
export function Charts({ request, years }: { request: PageRequest; years: readonly AccountsYear[] }) {
  const { t, language } = request
  const charts = [
    ['productivity', productivityChart(years)],
    ['value-added', valueAddedChart(years)],
    ['tfp', tfpChart(years)],
  ] as const
  if (charts.every(([, chart]) => chart === null)) return null
  return (
    <Section
      title={t('Qua các năm', 'Over the years')}
      id="charts"
      lead={t(
        'Số liệu của các biểu đồ có trong bảng dưới đây.',
        'The table below has the figures of the charts.',
      )}
    >
      <div class="grid">
        {charts.map(([name, chart]) =>
          chart === null ? null : (
            <Chart
              title={t(chart.title)}
              draw={(size) => chart.draw({ language, size, id: `${name}-${size}` })}
              note={
                name === 'productivity' && years.some(({ place }) => place?.shown === true)
                  ? t(
                      'Dải của ngành theo giá hiện hành, chỉ ở năm có đủ doanh nghiệp để giữ bí mật số liệu từng doanh nghiệp.',
                      'The band of the sector is at current prices, in years with enough enterprises to keep each one’s figures confidential.',
                    )
                  : undefined
              }
            />
          ),
        )}
      </div>
    </Section>
  )
}

type MeasureRow = readonly [name: string, value: (year: AccountsYear) => unknown]

/** The measures by their names; those that no year has, of prices and of the sector, are left out. */
function measureRows({ t, language }: PageRequest, years: readonly AccountsYear[]): readonly MeasureRow[] {
  const banded = years.some(({ place }) => place?.shown === true)
  return [
    [
      t('Giá trị tăng thêm (triệu đồng)', 'Value added (million đồng)'),
      (year) => <Millions amount={year.valueAdded} language={language} />,
    ],
    [t('Lao động bình quân', 'Average employees'), (year) => formatNumber(year.labour, language)],
    [
      t('Năng suất lao động (triệu đồng/người)', 'Labour productivity (million đồng a person)'),
      (year) => <Millions amount={year.perPerson} language={language} />,
    ],
    ...(years.some(({ priceIndex }) => priceIndex !== 100)
      ? [
          [
            t(
              'Năng suất lao động theo giá so sánh (triệu đồng/người)',
              'Labour productivity at constant prices',
            ),
            (year: AccountsYear) => (
              <Millions amount={atConstantPrices(year.perPerson, year)} language={language} />
            ),
          ] as const,
        ]
      : []),
    ...(banded
      ? (
          [
            ['q1', t('Ngành: mốc 25%', 'Sector: 25%')],
            ['median', t('Ngành: trung vị', 'Sector: median')],
            ['q3', t('Ngành: mốc 75%', 'Sector: 75%')],
          ] as const
        ).map(
          ([bound, name]) =>
            [
              name,
              ({ place }: AccountsYear) =>
                place?.shown === true ? (
                  <Millions amount={place.bounds[bound]} language={language} />
                ) : (
                  t('không công bố', 'not shown')
                ),
            ] as const,
        )
      : []),
    [
      t('Năng suất theo giờ (nghìn đồng/giờ)', 'Productivity by hour (thousand đồng)'),
      (year) => (year.perHour === null ? '—' : formatNumber(year.perHour / 1e3, language, 1)),
    ],
    [
      t('Năng suất vốn (đồng/đồng)', 'Capital productivity (đồng/đồng)'),
      (year) => ratio(year.perCapital, language),
    ],
    [
      t('Chi phí lao động trên giá trị tăng thêm', 'Unit labour cost'),
      (year) => ratio(year.unitLabourCost, language),
    ],
    [
      t('Lợi nhuận trên doanh thu', 'Profit over revenue'),
      (year) => (year.profitability === null ? '—' : formatPercent(year.profitability, language)),
    ],
    [t('Chỉ số TFP', 'TFP index'), (year) => (year.tfp === null ? '—' : formatNumber(year.tfp, language, 1))],
    [
      t('Minh chứng', 'Evidence'),
      (year) => (
        <span class="whitespace-normal">
          <FileLink file={year.file} t={t} />
        </span>
      ),
    ],
  ]
}

/** All measures by year: what the charts show, and the rest. */
export function MeasuresTable(props: {
  request: PageRequest
  shown: { readonly id: number; readonly years: readonly AccountsYear[] }
  edit: boolean
}) {
  const { request, shown, edit } = props
  const { t } = request
  const rows = measureRows(request, shown.years)
  return (
    <Table caption={t('Các chỉ số năng suất theo năm', 'Measures of productivity by year')}>
      <thead>
        <tr>
          <th>{t('Chỉ tiêu', 'Measure')}</th>
          {shown.years.map((year) => (
            <th class="num">
              {edit ? (
                <a
                  href={`/enterprises/${shown.id}/productivity/${year.year}`}
                  aria-label={t(`Sửa số liệu năm ${year.year}`, `Edit ${year.year}`)}
                >
                  {year.year}
                </a>
              ) : (
                year.year
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(([name, value]) => (
          <tr>
            <th scope="row" class="min-w-40 font-normal">
              {name}
            </th>
            {shown.years.map((year) => (
              <td class="num">{value(year)}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </Table>
  )
}
