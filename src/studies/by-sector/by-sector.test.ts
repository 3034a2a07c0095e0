import { XMLValidator } from 'fast-xml-parser'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { runStudy } from '../../tfp/index.ts'
import { chartsOf, studyChart } from '../charts.ts'
import { StoredResult, StudyData } from '../result.ts'
import { choicesInput, StoredChoices, studyOptions } from '../rules.ts'
import { choicesOf, dataOf, madeUpRows, plainText, storedStudy } from '../testing.ts'
import { studyWords } from '../text.ts'
import { accountStudy, sectorsData } from './account.ts'
import { sectorLines, sectorPairs } from './compare.tsx'
import type { SectorsData } from './shape.ts'
import { sectorDataTable, sectorPieces, sectorsTables } from './tables.ts'

const used = (measure: string) => ({
  measure,
  label: { vi: measure, en: measure },
  unit: { vi: 'tỷ đồng', en: 'billion đồng' },
  sources: ['Số liệu kiểm thử'],
  preliminaryYears: [],
  summedYears: [],
  seriesIds: [1, 2],
})

/** Made-up sectors that sum to the made-up whole: workers leave the first for the others. */
function sectorsOf(count: number, capital: boolean): SectorsData['sectors'] {
  const share = (j: number, t: number) => {
    const weight = (each: number) => 1 + each * (0.4 + 0.03 * t)
    return weight(j) / Array.from({ length: count }, (_, each) => weight(each)).reduce((a, b) => a + b, 0)
  }
  const work = (j: number, t: number) => {
    const weight = (each: number) => 1 + each * (0.1 + 0.02 * t)
    return weight(j) / Array.from({ length: count }, (_, each) => weight(each)).reduce((a, b) => a + b, 0)
  }
  return Array.from({ length: count }, (_, j) => ({
    key: `s${j}`,
    name: { vi: `Ngành thứ ${j} & khác`, en: `Sector ${j} & others` },
    rows: madeUpRows.map(({ year, y, k = 0, l }, t) => ({
      year,
      y: y * share(j, t),
      l: l * work(j, t),
      va: y * share(j, t) * (1 + 0.01 * j * t),
      ...(capital ? { k: k * share(j, 0.7 * t) } : {}),
    })),
  }))
}

function studied(count: number, capital = true) {
  const choices = choicesOf({ sectors: count === 3 ? 'main' : 'sections' })
  const sectors: SectorsData = {
    level: count === 3 ? 'main' : 'sections',
    sectors: sectorsOf(count, capital),
    total: madeUpRows.map(({ year, y, l }) => ({ year, y, l })),
    used: [used('grdp_constant'), used('employed')],
    warnings: [],
  }
  const data = StudyData.parse({ ...dataOf(madeUpRows), sectors })
  const study = runStudy(madeUpRows, studyOptions(choices))
  const result = StoredResult.parse(
    JSON.parse(JSON.stringify({ ...study, sectors: accountStudy(sectors, choices, study) })),
  )
  return { territory: { vi: 'Tỉnh Thử', en: 'Test' }, sector: null, choices, data, result }
}
const three = studied(3)

describe('the choice of sectors', () => {
  test('is none unless chosen, and none for a study that was stored before there was one', () => {
    const Typed = z.object(choicesInput)
    expect(Typed.parse({}).sectors).toBe('none')
    expect(Typed.parse({ sectors: 'main' }).sectors).toBe('main')
    expect(Typed.safeParse({ sectors: 'all' }).success).toBe(false)
    const { sectors: _, ...old } = choicesOf()
    expect(StoredChoices.parse(old).sectors).toBe('none')
    const before = storedStudy(madeUpRows)
    expect('sectors' in before || 'sectors' in dataOf(madeUpRows)).toBe(false)
    expect(sectorsTables(before, dataOf(madeUpRows), 'vi')).toEqual([])
    expect(sectorDataTable(before, dataOf(madeUpRows), 'vi')).toBeNull()
    expect(chartsOf(before)).toEqual(['contributions', 'index', 'sensitivity'])
  })

  test('without enough data names which sector lacks what in which years', () => {
    const name = { vi: 'Dịch vụ', en: 'Services' }
    const [farming] = sectorsOf(3, false)
    const rows = farming?.rows ?? []
    const series = {
      sectors: [
        { key: 'a', name: { vi: 'Nông nghiệp', en: 'Agriculture' }, rows },
        { key: 'c', name, rows: rows.slice(0, 1) },
      ],
      total: [],
      used: [],
      gaps: [{ sector: name, what: 'l' as const, years: [2011, 2012] }],
      warnings: [],
      version: '',
    }
    const problem = (() => {
      try {
        sectorsData(series, 'main', 2010)
        return null
      } catch (error) {
        return error
      }
    })()
    expect(problem).toMatchObject({
      status: 422,
      fields: [
        {
          field: 'sectors',
          words: {
            vi: 'Chưa đủ số liệu theo ngành (cần ít nhất hai năm chung). Dịch vụ: thiếu lao động các năm 2011, 2012.',
            en: 'Not enough data by sector (at least two years in common are needed). Services: lacks labour in 2011, 2012.',
          },
        },
      ],
    })
    expect(() => sectorsData({ ...series, sectors: [] }, 'sections', 2010)).toThrow()
    const enough = { ...series, sectors: [{ key: 'a', name, rows }] }
    const none = [{ sector: name, what: 'capital' as const, years: rows.map(({ year }) => year) }]
    expect(sectorsData({ ...enough, gaps: none }, 'main', 2010).warnings[0]?.vi).toContain(
      'Chưa có vốn hoặc đầu tư theo ngành nên chỉ phân tích dịch chuyển cơ cấu',
    )
  })
})

describe('a study by sectors', () => {
  test('is accounted with its own form, period and, for lack of another, the labour share of the whole', () => {
    const stored = three.result.sectors
    expect(stored?.method).toBe('official')
    expect(stored?.growth).toMatchObject({ from: 2011, to: 2023, capital: 'stock', weights: 'current' })
    expect(stored?.sectors.every(({ rows }) => rows.every(({ laborShare }) => laborShare === 0.6))).toBe(true)
    for (const year of stored?.growth?.years ?? []) {
      expect(year.whole).toBe(three.result.years.find((each) => each.year === year.year)?.gTFP)
      expect((year.other ?? Number.NaN) + year.gTFP).toBeCloseTo(year.whole ?? 0, 10)
    }
    const short = accountStudy(
      { sectors: sectorsOf(3, true), total: [] },
      three.choices,
      runStudy(madeUpRows, { method: 'tornqvist', from: 2015, to: 2018 }),
    )
    expect(short).toMatchObject({
      method: 'tornqvist',
      growth: { from: 2015, to: 2018 },
      shiftShare: { period: { from: 2014, to: 2018 } },
    })
  })

  test('has tables whose parts sum: sectors and reallocation to TFP, three parts to productivity', () => {
    for (const told of [three, studied(20)]) {
      const tables = sectorsTables(told.result, told.data, 'vi')
      expect(tables.map(({ key }) => key)).toEqual([
        'sectors',
        'sectorYears',
        'reallocation',
        'shiftYears',
        'shiftSectors',
      ])
      const all = [...tables, sectorDataTable(told.result, told.data, 'en')]
      for (const table of all) {
        for (const { cells } of table?.rows ?? []) expect(cells).toHaveLength(table?.columns.length ?? 0)
      }
      const rows = (key: string) =>
        (tables.find((table) => table.key === key)?.rows ?? []).map(({ cells }) =>
          cells.slice(1).map(({ value }) => Number(value)),
        )
      const sum = (values: readonly number[]) => values.reduce((one, other) => one + other, 0)
      for (const values of rows('sectorYears'))
        expect(sum(values.slice(0, -1))).toBeCloseTo(values.at(-1) ?? 0, 9)
      for (const values of rows('reallocation')) {
        expect(sum(values.slice(0, 4))).toBeCloseTo(values[4] ?? 0, 9)
        expect((values[4] ?? 0) + (values[5] ?? 0)).toBeCloseTo(values[6] ?? 0, 9)
      }
      for (const values of rows('shiftYears')) expect(sum(values.slice(3))).toBeCloseTo(values[2] ?? 0, 9)
      const bySector = rows('shiftSectors')
      const last = bySector.at(-1) ?? []
      for (const column of [0, 1, 4, 5, 6, 7]) {
        expect(sum(bySector.slice(0, -1).map((values) => values[column] ?? 0))).toBeCloseTo(
          last[column] ?? 0,
          8,
        )
      }
    }
    const many = studied(20).result.sectors
    expect(many === undefined ? 0 : sectorPieces(many)).toHaveLength(6)
    expect(many && sectorPieces(many).at(-1)?.name.vi).toBe('15 ngành còn lại')
  })

  test('has two charts, well-formed, without styles, the same bytes each time', () => {
    expect(chartsOf(three.result)).toEqual(['contributions', 'index', 'sectors', 'shiftShare', 'sensitivity'])
    for (const { result } of [three, studied(20)]) {
      for (const size of ['wide', 'narrow'] as const) {
        for (const name of ['sectors', 'shiftShare'] as const) {
          const svg = studyChart(name, result, { language: 'vi', size, id: 'c' }) ?? ''
          expect(XMLValidator.validate(svg)).toBe(true)
          expect(svg).not.toMatch(/ style=|<style|<script|NaN/)
          expect(studyChart(name, result, { language: 'vi', size, id: 'c' })).toBe(svg)
          const pieces = name === 'shiftShare' ? 3 : result === three.result ? 4 : 7
          expect(svg.match(/<rect [^>]*stroke-width="1"/g)).toHaveLength(pieces * 13)
        }
      }
    }
  })

  test('says in words what each sector added, how it was computed and with what reserve', () => {
    const words = studyWords(three)
    const found = plainText(words.found, 'vi')
    expect(found).toMatch(
      /Theo 3 khu vực kinh tế, giai đoạn 2011–2023: TFP của tổng các ngành tăng -?\d,\d\d%\/năm, trong đó TFP trong từng ngành đóng góp -?\d,\d\d điểm phần trăm \(Ngành thứ 0 & khác/,
    )
    expect(found).toMatch(
      /Năng suất lao động \(giá so sánh, tổng các ngành\) từ \d+,\d\d triệu đồng\/người năm 2010/,
    )
    const how = plainText(words.how, 'en')
    expect(how).toContain('Stiroh 2002')
    expect(how).toContain('Fabricant 1942')
    const caveats = plainText(words.caveats, 'vi')
    expect(caveats).toContain('chỉ đúng với giá so sánh của một năm gốc cố định')
    expect(plainText(studyWords(studied(20)).found, 'vi')).toContain('lớn nhất là')
  })

  test('of output and labour alone has the shift-share alone', () => {
    const bare = studied(3, false)
    expect(bare.result.sectors?.growth).toBeNull()
    expect(chartsOf(bare.result)).toEqual(['contributions', 'index', 'shiftShare', 'sensitivity'])
    expect(sectorsTables(bare.result, bare.data, 'en').map(({ key }) => key)).toEqual([
      'shiftYears',
      'shiftSectors',
    ])
    expect(plainText(studyWords(bare).found, 'en')).not.toContain('TFP of all sectors')
    expect(plainText(studyWords(bare).how, 'en')).toContain('Shift-share')
  })

  test('stands beside another: contributions of the sectors that both have', () => {
    const pairs = sectorPairs(three.result, studied(3).result)
    expect(pairs.map(({ key, a, b }) => [key, a === b])).toEqual([
      ['s0', true],
      ['s1', true],
      ['s2', true],
    ])
    expect(sectorPairs(three.result, storedStudy(madeUpRows))).toEqual([])
    const plain = { data: dataOf(madeUpRows), result: storedStudy(madeUpRows) }
    for (const [, of] of sectorLines('vi')) {
      expect(of(plain)).toBe('–')
      expect(of(three)).not.toBe('–')
    }
  })
})
