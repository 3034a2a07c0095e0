import fc from 'fast-check'
import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { niceTicks } from '../ui/chart.ts'
import {
  chartNames,
  compareChart,
  contributionsChart,
  indexChart,
  sensitivityChart,
  studyChart,
} from './charts.ts'
import { sensitivityTable, yearTable } from './tables.ts'
import { madeUpRows, storedStudy } from './testing.ts'

const invested = madeUpRows.map(({ k: _, ...row }, t) => ({ ...row, i: 5000 * 1.07 ** t }))
const result = storedStudy(invested)
const look = { language: 'vi', size: 'wide', id: 'c' } as const
const rectangles = (svg: string, fill: string) => [
  ...svg.matchAll(
    new RegExp(
      `<rect x="[^"]*" y="([^"]*)" width="[^"]*" height="([^"]*)" fill="${fill}" stroke="[^"]*" stroke-width`,
      'g',
    ),
  ),
]

describe('charts', () => {
  test('are well-formed, hold no style attribute and no script, and are the same bytes each time', () => {
    for (const size of ['wide', 'narrow'] as const) {
      for (const name of chartNames) {
        // Only a study by parts or sectors has these; see parts.test.ts and sectors.test.ts.
        if (['parts', 'sectors', 'shiftShare'].includes(name)) continue
        const svg = studyChart(name, result, { ...look, size }) ?? ''
        expect(XMLValidator.validate(svg)).toBe(true)
        expect(svg).not.toMatch(/ style=|<style|<script/)
        expect(svg).not.toContain('NaN')
        expect(studyChart(name, result, { ...look, size })).toBe(svg)
      }
    }
  })

  test('show growth of each year, and each contribution as a piece as high as it is', () => {
    const svg = contributionsChart(result, look)
    for (const { gY } of result.years) expect(svg).toContain(`>${gY.toFixed(1).replace('.', ',')}</text>`)
    const pieces = rectangles(svg, 'url\\(#c-tfp\\)')
    expect(pieces).toHaveLength(result.years.length)
    const zero = Number(/y1="([\d.]+)"[^>]*stroke="#17212e" stroke-width="1.2"/.exec(svg)?.[1])
    for (const [place, year] of result.years.entries()) {
      const { tfp } = year.contributions.points
      const top = Number(pieces[place]?.[1])
      // A negative part hangs below the axis.
      if (tfp < 0) expect(top).toBeCloseTo(zero, 0)
      else expect(top).toBeLessThan(zero)
    }
    expect(result.years.some((year) => year.contributions.points.tfp < 0)).toBe(true)
  })

  test('of the index name the base year and the last value; of sensitivity every assumption', () => {
    const last = result.index.at(-1)?.value ?? 0
    const index = indexChart(result, look)
    expect(index).toContain('năm 2010 = 100')
    expect(index).toContain(`>${last.toFixed(1).replace('.', ',')}</text>`)
    const fan = sensitivityChart(result, look) ?? ''
    for (const delta of ['3,0', '5,0', '7,0']) expect(fan).toContain(`δ ${delta}%`)
    expect(sensitivityChart(storedStudy(madeUpRows.slice(0, 2)), look)).not.toBeNull()
    expect(sensitivityChart({ ...result, sensitivity: null }, look)).toBeNull()
  })

  test('write titles as text, whatever stands in them', () => {
    const svg = compareChart(
      'compareIndex',
      [
        { title: '<script>alert("1")</script> & "A"', result },
        { title: "O'B", result: storedStudy(madeUpRows) },
      ],
      look,
    )
    expect(XMLValidator.validate(svg)).toBe(true)
    expect(svg).not.toContain('<script')
    expect(svg).toContain('&lt;script&gt;')
  })

  test('break a line where the series has a gap', () => {
    const index = result.index.map((each) => (each.year === 2015 ? { ...each, value: null } : each))
    const path = /<path d="([^"]*)" fill="none" stroke="#17663a"/.exec(indexChart({ ...result, index }, look))
    expect(path?.[1]?.match(/M/g)).toHaveLength(2)
  })

  test('have axes of round steps that hold all values', () => {
    const value = fc.double({ min: -1e6, max: 1e6, noNaN: true })
    fc.assert(
      fc.property(value, fc.double({ min: 1e-3, max: 1e6, noNaN: true }), (low, span) => {
        const ticks = niceTicks(low, low + span)
        expect(ticks.length).toBeGreaterThan(1)
        expect(ticks.length).toBeLessThan(10)
        const slack = 1e-6 * Math.max(1, Math.abs(low), span)
        expect(ticks[0]).toBeLessThanOrEqual(low + slack)
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(low + span - slack)
      }),
    )
  })
})

describe('tables', () => {
  test('have a row for each year and both means, numbers whole beside their texts', () => {
    const table = yearTable(result, 'vi')
    expect(table.rows).toHaveLength(result.years.length + 2)
    expect(table.rows[0]?.cells[1]?.value).toBe(result.years[0]?.gY)
    expect(table.rows.at(-1)?.cells[0]?.text).toBe('Bình quân nhân')
    const grid = sensitivityTable(result, 'vi')
    expect(grid?.columns.map(({ title }) => title)).toEqual([
      'Tỷ trọng vốn α',
      'δ 3,0%',
      'δ 5,0% *',
      'δ 7,0%',
    ])
  })
})
