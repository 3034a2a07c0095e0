import { type Words, words } from '../platform/language.ts'
import type { Output } from '../platform/operation.ts'
import { type PageRequest, page } from '../platform/page.ts'
import { formatNumber, profileWords, rateUnit } from '../tfp/index.ts'
import { Chart, Notice, RecordTable, Section, Table } from '../ui/index.ts'
import { partLines, servicesShort } from './by-factor/compare.ts'
import { SectorsCompared, sectorLines } from './by-sector/compare.tsx'
import { chartTitles, compareChart } from './charts.ts'
import { compareStudies } from './queries.ts'
import { comparableYears, percentAverages } from './result.ts'
import { crumb } from './result-view.tsx'
import { methods } from './rules.ts'
import { shareSourceWords } from './text.ts'

type Side = Output<typeof compareStudies>['a']

/** What differs in how they were made and in what they say, a line each. */
function lines({ t, language }: PageRequest): readonly (readonly [Words, (side: Side) => string])[] {
  const number = (value: number | null | undefined, digits = 2) =>
    value === null || value === undefined ? '–' : formatNumber(value, digits, language)
  const show = (value: number, digits = 2) => formatNumber(value, digits, language)
  return [
    [words('Địa bàn', 'Territory'), (side) => t(side.territory)],
    [words('Ngành', 'Sector'), (side) => t(side.sector)],
    [words('Phương pháp', 'Method'), (side) => t(methods[side.method].name)],
    [words('Giai đoạn', 'Period'), (side) => `${side.firstYear}–${side.lastYear}`],
    [
      words('Tỷ trọng lao động', 'Labour share'),
      (side) =>
        side.method === 'regression'
          ? t('ước lượng từ số liệu', 'estimated from the data')
          : t(shareSourceWords[side.choices.shareSource]),
    ],
    [words('β bình quân', 'Mean β'), (side) => number(side.result.averages.arithmetic.beta, 3)],
    [
      words('Vốn', 'Capital'),
      (side) => {
        const { profile } = side.result.parameters
        if (side.result.services !== undefined) return t(servicesShort(side.result, side.data))
        return profile === null
          ? t('trữ lượng vốn đã cho', 'given stock')
          : t('từ đầu tư, ', 'from investment, ') + profileWords(profile, show)[language]
      },
    ],
    ...partLines(language),
    ...sectorLines(language),
    [words('Năm gốc chỉ số', 'Base year'), (side) => String(side.result.parameters.baseYear)],
    [words('Tăng trưởng (%/năm)', 'Growth (% a year)'), (side) => number(percentAverages(side.result).gY)],
    [words('TFP tăng (%/năm)', 'TFP growth (% a year)'), (side) => number(side.tfpGrowth)],
    [
      words('TFP trong tăng trưởng (%)', 'TFP of growth (%)'),
      (side) => number(side.result.averages.arithmetic.contributions.percent?.tfp, 1),
    ],
    [
      words('Khoảng tin cậy TFP', 'Interval of TFP'),
      (side) => {
        const interval = side.result.uncertainty?.gTFP
        const unit = rateUnit(side.method).perYear[language]
        return interval === undefined ? '–' : `${number(interval.low)} … ${number(interval.high)}${unit}`
      },
    ],
  ]
}

export const studyCompare = page({
  route: 'GET /studies/compare',
  for: compareStudies,
  run: async (request) => {
    const { t, language, url } = request
    const { a, b, sameData, years } = await request.execute(compareStudies, {
      a: url.searchParams.get('a') ?? '',
      b: url.searchParams.get('b') ?? '',
    })
    const number = (value: number | null) => (value === null ? '–' : formatNumber(value, 2, language))
    const sides = [a, b] as const
    const chart = (what: 'compareGrowth' | 'compareIndex') => (
      <Chart
        title={t(chartTitles[what])}
        draw={(size) => compareChart(what, sides, { language, size, id: `${what}-${size}` })}
      />
    )
    const gap = b.tfpGrowth - a.tfpGrowth
    const { unit } = comparableYears([a.result, b.result])
    return {
      title: t('So sánh hai tính toán TFP', 'Compare two TFP studies'),
      breadcrumbs: [crumb(t)],
      body: (
        <>
          <Notice tone="info">
            <p>
              {t(
                `TFP tăng bình quân ${number(a.tfpGrowth)}%/năm ở A và ${number(b.tfpGrowth)}%/năm ở B, chênh ${number(Math.abs(gap))} điểm phần trăm.`,
                `TFP grew by ${number(a.tfpGrowth)}% a year in A and ${number(b.tfpGrowth)}% in B, ${number(Math.abs(gap))} percentage points apart.`,
              )}{' '}
              {sameData
                ? t(
                    'Hai tính toán dùng cùng số liệu; khác nhau là do phương pháp và tham số.',
                    'Both use the same data; what differs comes from method and parameters.',
                  )
                : t('Hai tính toán dùng số liệu khác nhau.', 'They use different data.')}
            </p>
          </Notice>
          <Section title={t('Cách tính và kết quả chung', 'How, and what in all')}>
            <Table caption={t('Tham số của hai tính toán', 'Parameters of both studies')} stack>
              <thead>
                <tr>
                  <th>{t('Mục', 'Item')}</th>
                  {sides.map((side, place) => (
                    <th>
                      {'AB'.charAt(place)}. <a href={`/studies/${side.id}`}>{side.title}</a>
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {lines(request)
                  .filter(([, of]) => of(a) !== '–' || of(b) !== '–')
                  .map(([words, of]) => (
                    <tr>
                      <th scope="row" class="text-left">
                        {t(words)}
                        {of(a) === of(b) ? null : <span class="hint"> ({t('khác', 'differs')})</span>}
                      </th>
                      <td data-label="A">{of(a)}</td>
                      <td data-label="B">{of(b)}</td>
                    </tr>
                  ))}
              </tbody>
            </Table>
          </Section>
          <SectorsCompared request={request} a={a} b={b} />
          <Section title={t('Từng năm', 'Year by year')}>
            {chart('compareGrowth')}
            <RecordTable
              caption={t(
                `Tốc độ tăng TFP từng năm (${unit.vi.trim()})`,
                `TFP growth by year (${unit.en.trim()})`,
              )}
              showCaption
              rows={years}
              columns={[
                { head: t('Năm', 'Year'), cell: (row) => row.year },
                { head: 'A', num: true, cell: (row) => number(row.a) },
                { head: 'B', num: true, cell: (row) => number(row.b) },
                {
                  head: t('Chênh lệch B − A', 'Difference B − A'),
                  num: true,
                  cell: (row) => number(row.difference),
                },
              ]}
            />
            {chart('compareIndex')}
          </Section>
        </>
      ),
    }
  },
})
