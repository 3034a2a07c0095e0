import fc from 'fast-check'
import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import type { ChartLook } from '../ui/index.ts'
import { distributionChart, effectChart, productivityChart, tfpChart, valueAddedChart } from './charts.ts'

const wide: ChartLook = { language: 'vi', size: 'wide', id: 'c' }
const shown = (q1: number, median: number, q3: number) => ({
  shown: true as const,
  among: 'sector' as const,
  quartile: 2 as const,
  bounds: { q1: q1 * 1e6, median: median * 1e6, q3: q3 * 1e6 },
  count: 12,
})
const hidden = { shown: false as const, minimum: 12, words: { vi: 'Không công bố', en: 'Not shown' } }
const year = (of: number, perPerson: number, over = {}) => ({
  year: of,
  valueAdded: BigInt(perPerson * 30e6),
  perPerson: perPerson * 1e6,
  priceIndex: 100,
  tfp: perPerson,
  place: null,
  ...over,
})
const bands = (svg: string) => svg.match(/fill-opacity="0.18"/g)?.length ?? 0

describe('the chart of an enterprise', () => {
  test('shows its productivity at current and constant prices over the band of the sector', () => {
    const chart = productivityChart([
      year(2022, 100, { place: shown(80, 120, 160) }),
      year(2023, 110, { place: shown(82, 121, 165), priceIndex: 110 }),
    ])
    const svg = chart?.draw(wide) ?? ''
    for (const words of ['Giá hiện hành', 'Giá so sánh', 'Ngành: mốc 25–75%', '>110,0<', '>100,0<', '>2022<'])
      expect(svg).toContain(words)
    // The legend's and the drawn one.
    expect(bands(svg)).toBe(2)
    expect(chart?.draw({ ...wide, language: 'en' })).toContain('Constant prices')
  })

  test('draws no band in a year whose sector is too small, and none of its figures', () => {
    const secret = productivityChart([year(2022, 100, { place: hidden }), year(2023, 110, { place: hidden })])
    expect(bands(secret?.draw(wide) ?? '')).toBe(0)
    expect(secret?.draw(wide)).not.toContain('Ngành')
    const broken = productivityChart([
      year(2021, 100, { place: shown(80, 120, 160) }),
      year(2022, 110, { place: hidden }),
      year(2023, 110, { place: shown(80, 120, 160) }),
    ])
    // A bar for each year alone, and the legend's: nothing is drawn across the year between.
    expect(bands(broken?.draw(wide) ?? '')).toBe(3)
  })

  test('says nothing of constant prices where there is no price index', () => {
    expect(productivityChart([year(2022, 100), year(2023, 110)])?.draw(wide)).not.toContain('so sánh')
  })

  test('is drawn from two years on, and of value added in the unit that is read with ease', () => {
    expect(productivityChart([year(2022, 100)])).toBeNull()
    expect(tfpChart([year(2022, 100), year(2023, 1, { tfp: null })])).toBeNull()
    expect(valueAddedChart([year(2022, 100), year(2023, 110)])?.title.vi).toBe(
      'Giá trị tăng thêm (triệu đồng)',
    )
    expect(valueAddedChart([year(2022, 100), year(2023, 400)])?.title.vi).toBe('Giá trị tăng thêm (tỷ đồng)')
    expect(tfpChart([year(2022, 100), year(2023, 110)])?.title.en).toBe('TFP index (2022 = 100)')
  })
})

test('the distribution leaves out years of few enterprises', () => {
  expect(distributionChart([{ year: 2023, quarters: null }])).toBeNull()
  const chart = distributionChart([
    { year: 2022, quarters: null },
    { year: 2023, quarters: { q1: 50e6, median: 80e6, q3: 120e6 } },
  ])
  expect(chart?.draw(wide)).toContain('>80,0<')
  expect(chart?.draw(wide)).not.toContain('2022')
})

test('the chart of the effect names both groups, years and means', () => {
  const between = (value: number) => ({ value: value * 1e6, low: value * 0.9e6, high: value * 1.1e6 })
  const svg = effectChart(
    {
      supported: { before: between(100), after: between(130) },
      controls: { before: between(98), after: between(110) },
    },
    2023,
    2025,
  ).draw(wide)
  for (const words of [
    'Được hỗ trợ',
    'Đối chứng',
    '>100,0<',
    '>130,0<',
    '>98,0<',
    '>110,0<',
    '>2023<',
    '>2025<',
  ])
    expect(svg).toContain(words)
})

test('charts of any figures are well-formed, without style or script, and the same bytes each time', () => {
  const amount = fc.integer({ min: -1000, max: 100_000 })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(amount, fc.option(amount), fc.boolean()), { minLength: 2, maxLength: 12 }),
      fc.constantFrom('wide', 'narrow'),
      fc.constantFrom('vi', 'en'),
      (rows, size, language) => {
        const years = rows.map(([perPerson, tfp, secret], at) =>
          year(2010 + at, perPerson, {
            tfp,
            priceIndex: 100 + at,
            place: secret ? hidden : shown(perPerson - 5, perPerson, perPerson + 9),
          }),
        )
        for (const chart of [productivityChart(years), valueAddedChart(years), tfpChart(years)]) {
          if (chart === null) continue
          const svg = chart.draw({ size, language, id: 'x' })
          expect(XMLValidator.validate(svg)).toBe(true)
          expect(svg).not.toMatch(/ style=|<style|<script|NaN|Infinity/)
          expect(chart.draw({ size, language, id: 'x' })).toBe(svg)
        }
      },
    ),
    { numRuns: 100 },
  )
})
