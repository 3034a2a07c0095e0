import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { SeriesRow } from '../../tfp/index.ts'
import { chartsOf, studyChart } from '../charts.ts'
import { StudyData } from '../result.ts'
import { checkChoices, choicesInput, studyOptions } from '../rules.ts'
import { columnWords, ownColumn } from '../sensitivity-grid.ts'
import { choicesOf, dataOf, madeUpRows, plainText, storedStudy } from '../testing.ts'
import { studyWords } from '../text.ts'
import { decidedParts, flatChoices, nestedParts } from './choices.ts'
import { servicesShort } from './compare.ts'
import { partsDataTables } from './data-tables.ts'
import { partsTables } from './tables.ts'

const Typed = z.object(choicesInput)
const rows: readonly SeriesRow[] = madeUpRows.map(({ k: _, ...row }, t) => ({
  ...row,
  assets: {
    structures: { i: 3000 * 1.06 ** t, price: 1.01 ** t },
    machinery: { i: 2000 * 1.1 ** t, price: 0.99 ** t },
  },
  groups: {
    unskilled: { persons: 500 * 0.995 ** t, pay: 4000 * 1.06 ** t },
    university: { persons: 140 * 1.04 ** t, pay: 9000 * 1.05 ** t },
  },
}))
const part = (key: string, kind: 'asset' | 'skill', vi: string, depreciation: number | null = null) => ({
  key,
  kind,
  name: { vi, en: key },
  depreciation,
  serviceLife: depreciation === null ? null : 30,
  source: depreciation === null ? null : { vi: 'Nguồn thử', en: 'Test source' },
  toCheck: key === 'machinery',
})
const data = StudyData.parse({
  ...dataOf(rows),
  parts: [
    part('structures', 'asset', 'Nhà ở và công trình xây dựng', 0.02),
    part('machinery', 'asset', 'Máy móc, thiết bị', 0.126),
    part('unskilled', 'skill', 'Không có trình độ'),
    part('university', 'skill', 'Đại học trở lên'),
  ],
})
const choices = choicesOf({ capital: 'services', labour: 'quality' })
const decided = { ...choices, ...decidedParts(choices, data) }
const result = storedStudy(rows, studyOptions(decided))
const told = { territory: { vi: 'Tỉnh Thử', en: 'Test' }, sector: null, choices: decided, data, result }

describe('what is typed for a study by parts', () => {
  test('is a field for each asset, and comes back into the same fields', () => {
    const form = {
      capital: 'services',
      'assetDeltas.machinery': '12,6',
      'assetLives.machinery': '12',
      returnPercent: '8,5',
    }
    const typed = Typed.parse(nestedParts(form))
    expect(typed).toMatchObject({
      capital: 'services',
      assetDeltas: { machinery: 12.6 },
      assetLives: { machinery: 12 },
      returnPercent: 8.5,
    })
    expect(flatChoices(typed)).toMatchObject(form)
    const wrong = Typed.safeParse(nestedParts({ 'assetDeltas.machinery': '120' }))
    expect(wrong.error?.issues.map(({ path }) => path.join('.'))).toEqual(['assetDeltas.machinery'])
  })

  test('takes the default of the catalogue where nothing is typed, and is not kept where it does not matter', () => {
    expect(decidedParts(choices, data)).toEqual({
      assetDeltas: { structures: 2, machinery: 12.6 },
      assetLives: undefined,
      returnPercent: undefined,
    })
    const lives = choicesOf({ capital: 'services', profile: 'linear', assetLives: { machinery: 9 } })
    expect(decidedParts(lives, data)).toMatchObject({
      assetDeltas: undefined,
      assetLives: { structures: 30, machinery: 9 },
    })
    expect(checkChoices(lives)).toEqual([])
    const plain = decidedParts(choicesOf({ assetDeltas: { machinery: 3 } }), data)
    expect(JSON.stringify(plain)).toBe('{}')
  })

  test('becomes shares of one for the calculation; a regression must be given its rate of return', () => {
    expect(studyOptions({ ...decided, returnPercent: 8 })).toMatchObject({
      capital: 'services',
      labour: 'quality',
      services: { assets: { structures: { delta: 0.02 }, machinery: { delta: 0.126 } }, rate: 0.08 },
    })
    const wanting = (more: object) =>
      checkChoices(choicesOf({ capital: 'services', method: 'regression', ...more })).map(
        ({ field }) => field,
      )
    expect(wanting({})).toEqual(['returnPercent'])
    expect(wanting({ returnPercent: 8 })).toEqual([])
  })
})

describe('a study by parts', () => {
  test('says in words what each asset and quality added, how, and what is to be checked', () => {
    const words = studyWords(told)
    const found = plainText(words.found, 'vi')
    expect(found).toMatch(/Trong \d+,\d\d điểm phần trăm do vốn đóng góp: nhà ở và công trình xây dựng \d/)
    expect(found).toMatch(/chất lượng lao động tăng bình quân \d+,\d\d%\/năm/)
    const how = plainText(words.how, 'vi')
    expect(how).toContain('máy móc, thiết bị (khấu hao 12,6%/năm, tích lũy từ đầu tư)')
    expect(how).toContain('OECD, Measuring Capital, 2009')
    expect(how).toContain('(nội sinh)')
    expect(how).not.toContain('trữ lượng vốn theo giá so sánh')
    const caveats = plainText(words.caveats, 'vi')
    expect(caveats).toContain('Khấu hao (tuổi thọ) của máy móc, thiết bị lấy theo mức mặc định')
    expect(plainText(words.how, 'en')).toContain('Quality of labour')
    expect(found).toContain('khấu hao của mọi loại tài sản thấp hơn hoặc cao hơn 2 điểm')
  })

  test('has its tables, whose parts sum to what capital and labour gave', () => {
    const tables = partsTables(data, result, 'vi')
    expect(tables.map(({ key }) => key)).toEqual(['assets', 'partYears', 'costShares', 'quality', 'groups'])
    for (const table of [...tables, ...partsDataTables(data, result, 'en')]) {
      for (const { cells } of table.rows) expect(cells).toHaveLength(table.columns.length)
    }
    const years = tables.find(({ key }) => key === 'partYears')
    for (const row of years?.rows ?? []) {
      const numbers = row.cells.slice(1).map(({ value }) => Number(value))
      const growth = numbers.pop() ?? 0
      expect(numbers.reduce((one, other) => one + other, 0)).toBeCloseTo(growth, 9)
    }
    const sources = partsDataTables(data, result, 'vi')[0]
    expect(sources?.rows[1]?.cells.map(({ text }) => text)).toEqual([
      'Máy móc, thiết bị',
      '12,6%',
      '12,6%',
      'Nguồn thử (cần đối chiếu)',
    ])
  })

  test('has a chart of its parts beside the one of three, well-formed and without styles', () => {
    expect(chartsOf(result)).toEqual(['contributions', 'parts', 'index', 'sensitivity'])
    const names = { structures: { vi: 'Công trình', en: 'Structures' } }
    for (const size of ['wide', 'narrow'] as const) {
      const svg = studyChart('parts', result, { language: 'vi', size, id: 'c', names }) ?? ''
      expect(XMLValidator.validate(svg)).toBe(true)
      expect(svg).not.toMatch(/ style=|<style|<script|NaN/)
      expect(svg).toContain('Công trình')
      expect(svg).toContain('Chất lượng lao động')
      // Two assets, persons, quality and TFP each year, and their five signs.
      expect(svg.match(/<rect [^>]*stroke-width="1"/g)).toHaveLength(5 * result.years.length)
    }
    expect(ownColumn(result)).toBe(1)
    expect(columnWords('deltaShift', -0.02).vi).toBe('mọi δ − 2 điểm')
    expect(servicesShort(result, data).vi).toBe(
      'dịch vụ vốn: Nhà ở và công trình xây dựng 2,0%; Máy móc, thiết bị 12,6%',
    )
  })

  test('with quality alone keeps capital of one piece', () => {
    const plain = madeUpRows.map((row, t) => ({ ...row, groups: rows[t]?.groups ?? {} }))
    const only = storedStudy(plain, { labour: 'quality' })
    expect(partsTables(data, only, 'vi').map(({ key }) => key)).toEqual(['partYears', 'quality', 'groups'])
    expect(studyChart('parts', only, { language: 'en', size: 'wide', id: 'c' })).toContain(
      'Quality of labour',
    )
  })
})

test('a study stored before there were parts still opens, with three charts and no tables of parts', () => {
  const old = storedStudy(madeUpRows)
  expect('services' in old || 'labour' in old).toBe(false)
  expect(chartsOf(old)).toEqual(['contributions', 'index', 'sensitivity'])
  expect(partsTables(dataOf(madeUpRows), old, 'vi')).toEqual([])
  expect(partsDataTables(dataOf(madeUpRows), old, 'vi')).toEqual([])
})
