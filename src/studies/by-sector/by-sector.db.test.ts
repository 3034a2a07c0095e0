import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { enterSeries, sectorSeries, studySeries, territories } from '../../series/index.ts'
import { testSystem } from '../../testing/system.ts'
import { createStudy, recalculateStudy, reviewStudy, submitStudy } from '../commands.ts'
import { publishStudy } from '../publish.ts'
import { compareStudies, previewStudy, showStudy, studyDocument } from '../queries.ts'

/* The figures below are made up for the tests: no territory has them. */

const house = await testSystem()
const statistics = await house.as('statistics')
const second = await house.as('statistics')
const leader = await house.as('leader')
const all = await territories(house.system.db)
const idOf = (key: string) => all.find((territory) => territory.key === key)?.id ?? 0
const territoryId = idOf('soc-trang')
const merged = idOf('can-tho-2025')

const years = [2018, 2019, 2020, 2021, 2022, 2023]
type Of = (t: number) => number
const rounded = (value: number) => Number(value.toFixed(3))

const enter = (values: Readonly<Record<string, Of>>, territory = territoryId, over = years) =>
  statistics.run(enterSeries, {
    territoryId: territory,
    status: 'official',
    source: 'Số liệu kiểm thử',
    cells: Object.entries(values).flatMap(([place, of]) => {
      const [measure = '', sector = ''] = place.split('/')
      return over.map((year) => ({ measure, sector, year, value: rounded(of(year - 2018)) }))
    }),
  })

const keys = ['agriculture', 'industry', 'services'] as const
const y: Readonly<Record<(typeof keys)[number], Of>> = {
  agriculture: (t) => 15_000 * 1.03 ** t,
  industry: (t) => 6000 * 1.1 ** t,
  services: (t) => 9000 * 1.07 ** t,
}
const va: typeof y = {
  agriculture: (t) => 20_000 * 1.06 ** t,
  industry: (t) => 9000 * 1.12 ** t,
  services: (t) => 14_000 * 1.11 ** t,
}
const l: typeof y = {
  agriculture: (t) => 360 * 0.97 ** t,
  industry: (t) => 100 * 1.05 ** t,
  services: (t) => 180 * 1.04 ** t,
}
const k: typeof y = {
  agriculture: (t) => 25_000 * 1.05 ** t,
  industry: (t) => 22_000 * 1.12 ** t,
  services: (t) => 18_000 * 1.08 ** t,
}
const over = (of: typeof y) => (t: number) => keys.reduce((sum, key) => sum + rounded(of[key](t)), 0)
const tax: Of = (t) => 1500 * 1.04 ** t
const bySector = (measure: string, of: typeof y) =>
  Object.fromEntries(keys.map((key) => [`${measure}/${key}`, of[key]]))
const whole = {
  'grdp_constant/total': (t: number) => over(y)(t) + rounded(tax(t)),
  'employed/total': over(l),
  'capital_stock/total': over(k),
  'labour_share/total': () => 0.6,
}
const asked = { territoryId, sectors: 'main' }
const refused = (input: object) =>
  statistics.run(createStudy, { ...asked, ...input }).then(
    () => null,
    (problem) => ({
      status: problem.status,
      field: problem.fields[0]?.field,
      words: problem.fields[0]?.words,
    }),
  )

describe('a study without enough by sector', () => {
  test('is refused at the choice, and names the sector, the measure and the years', async () => {
    await enter(whole)
    expect(await refused({})).toMatchObject({ status: 422, field: 'sectors' })
    expect((await refused({}))?.words.vi).toContain(
      'Chưa có GRDP theo giá so sánh năm 2010 chia theo 3 khu vực',
    )
    await enter(bySector('grdp_constant', y))
    await enter({ 'employed/agriculture': l.agriculture, 'employed/industry': l.industry })
    expect((await refused({}))?.words).toMatchObject({
      vi: 'Chưa đủ số liệu theo ngành (cần ít nhất hai năm chung). Dịch vụ: thiếu lao động các năm 2018, 2019, 2020, 2021, 2022, 2023.',
    })
    expect(await refused({ sector: 'industry', sectors: 'main' })).toMatchObject({ field: 'sectors' })
    expect(await refused({ sectors: 'all' })).toMatchObject({ status: 422, field: 'sectors' })
    expect(await refused({ sectors: 'none' })).toBeNull()
  })

  test('that has output and labour only has the shift-share alone, without taxes on products', async () => {
    await enter({ 'employed/services': l.services, 'grdp_constant/product_tax': tax })
    const { id } = await statistics.run(createStudy, asked)
    const study = await statistics.run(showStudy, { id })
    expect(study.result.sectors?.growth).toBeNull()
    const period = study.result.sectors?.shiftShare.period
    // Independently: the sectors' output over all workers, in the first and last year.
    const [before, after] = [over(y)(0) / over(l)(0), over(y)(5) / over(l)(5)]
    expect(period).toMatchObject({ from: 2018, to: 2023 })
    expect(period?.before).toBeCloseTo(before, 9)
    expect(period?.growth).toBeCloseTo(100 * (after / before - 1), 9)
    const moved = keys.reduce(
      (sum, key) =>
        sum +
        (rounded(l[key](5)) / over(l)(5) - rounded(l[key](0)) / over(l)(0)) *
          (rounded(y[key](0)) / rounded(l[key](0))),
      0,
    )
    expect(period?.between).toBeCloseTo((100 * moved) / before, 9)
    const caveats = study.words.caveats.map(({ vi }) => vi).join(' ')
    expect(caveats).toContain('Thuế sản phẩm trừ trợ cấp sản phẩm không phải là một ngành sản xuất')
    expect(caveats).toContain('Chưa có vốn hoặc đầu tư theo ngành')
    // The sectors sum to the whole once taxes are taken off.
    expect(caveats).not.toContain('lệch quá 0,5%')
  })
})

describe('a study by the three sectors', () => {
  test('goes from the series to the sealed document, and a plain one beside it stays as it was', async () => {
    const plain = await statistics.run(createStudy, { territoryId })
    await enter({ ...bySector('grdp_current', va), ...bySector('capital_stock', k) })
    // Labour shares of one sector of its own; the others take that of the whole economy.
    await enter({ 'labour_share/agriculture': () => 0.8 })
    const { version } = await studySeries(house.system.db, { territoryId, sector: null, until: 2023 })
    const kept = await house.system.db
      .selectFrom('tfpStudy')
      .select(['seriesVersion', 'data', 'result'])
      .where('id', '=', plain.id)
      .executeTakeFirstOrThrow()
    expect(kept.seriesVersion).toBe(version)
    expect(`${kept.data}${kept.result}`).not.toContain('"sectors"')

    const { id } = await statistics.run(createStudy, asked)
    const study = await statistics.run(showStudy, { id })
    const stored = study.result.sectors
    expect(study.choices.sectors).toBe('main')
    expect(study.data.sectors?.sectors.map(({ key }) => key)).toEqual([...keys])
    expect(stored?.growth).toMatchObject({ from: 2019, to: 2023, capital: 'stock', weights: 'current' })
    // The last year by hand: rates in %, the later year's share, weights the mean of two years.
    const rate = (of: Of) => 100 * (rounded(of(5)) / rounded(of(4)) - 1)
    const weight = (key: (typeof keys)[number]) =>
      (rounded(va[key](4)) / over(va)(4) + rounded(va[key](5)) / over(va)(5)) / 2
    const beta = { agriculture: 0.8, industry: 0.6, services: 0.6 }
    const tfp = (key: (typeof keys)[number]) =>
      rate(y[key]) - (1 - beta[key]) * rate(k[key]) - beta[key] * rate(l[key])
    for (const key of keys) {
      const last = stored?.sectors.find((sector) => sector.key === key)?.years.at(-1)
      expect(last?.gTFP).toBeCloseTo(tfp(key), 8)
      expect(last?.contribution).toBeCloseTo(weight(key) * tfp(key), 8)
    }
    const last = stored?.growth?.years.at(-1)
    const shared = keys.reduce((sum, key) => sum + weight(key) * beta[key], 0)
    const total = (of: typeof y) => 100 * (over(of)(5) / over(of)(4) - 1)
    expect(last?.gTFP).toBeCloseTo(total(y) - (1 - shared) * total(k) - shared * total(l), 8)
    expect(last?.reallocation.labour).toBeCloseTo(
      keys.reduce((sum, key) => sum + weight(key) * beta[key] * rate(l[key]), 0) - shared * total(l),
      8,
    )
    expect(last?.whole).toBe(study.result.years.at(-1)?.gTFP)
    expect(study.words.caveats.map(({ vi }) => vi).join(' ')).toContain(
      'dùng tỷ trọng của toàn nền kinh tế: Công nghiệp và xây dựng; Dịch vụ',
    )

    const tried = await statistics.run(previewStudy, asked)
    expect(tried.resultSha256).toBe(study.resultSha256)
    const again = await statistics.run(recalculateStudy, { id })
    expect((await statistics.run(showStudy, { id: again.id })).resultSha256).toBe(study.resultSha256)
    const beside = await statistics.run(compareStudies, { a: id, b: again.id })
    expect(beside.b.result.sectors).toEqual(beside.a.result.sectors)

    await statistics.run(submitStudy, { id })
    await second.run(reviewStudy, { id, note: 'Đúng' })
    const sealed = await leader.run(publishStudy, { id })
    const document = await statistics.run(studyDocument, { id, format: 'docx' })
    expect(document.sha256).toBe(sealed.docxSha256)
    const files = unzipSync(new Uint8Array(Buffer.from(document.base64, 'base64')))
    expect(Object.keys(files).filter((name) => name.endsWith('.png'))).toHaveLength(5)
    const text = new TextDecoder().decode(files['word/document.xml'])
    for (const words of [
      'II. PHÂN TÍCH THEO NGÀNH',
      'IV. PHƯƠNG PHÁP VÀ SỐ LIỆU',
      'Tái phân bổ lao động',
      'Nội ngành',
      'Stiroh 2002',
    ]) {
      expect(text).toContain(words)
    }
    const book = await statistics.run(studyDocument, { id, format: 'xlsx' })
    const sheets = unzipSync(new Uint8Array(Buffer.from(book.base64, 'base64')))
    const names = new TextDecoder().decode(sheets['xl/workbook.xml'])
    for (const sheet of ['TFP theo ngành', 'Tái phân bổ', 'Dịch chuyển cơ cấu', 'Số liệu ngành']) {
      expect(names).toContain(sheet)
    }
    // A revision of one sector is a change of this study's data, and of no other's.
    expect((await statistics.run(showStudy, { id })).changed).toBe(false)
    await enter({ 'employed/services': (t) => 180 * 1.04 ** t + (t === 5 ? 2 : 0) })
    expect((await statistics.run(showStudy, { id })).changed).toBe(true)
    expect((await statistics.run(showStudy, { id: plain.id })).changed).toBe(false)
    await enter({ 'employed/services': l.services })
    expect((await statistics.run(showStudy, { id })).changed).toBe(false)
  })

  test('says where the sectors’ sum misses the whole, and takes the share that a regression found for all sectors', async () => {
    await enter({ 'employed/total': (t) => over(l)(t) * 1.02 })
    const { id } = await statistics.run(createStudy, { ...asked, method: 'regression', differences: true })
    const study = await statistics.run(showStudy, { id })
    const beta = study.result.averages.arithmetic.beta
    expect(study.result.sectors?.method).toBe('tornqvist')
    expect(
      study.result.sectors?.sectors.every(({ mean }) => Math.abs((mean?.beta ?? 0) - beta) < 1e-12),
    ).toBe(true)
    const caveats = study.words.caveats.map(({ vi }) => vi).join(' ')
    expect(caveats).toContain(
      'Tổng lao động của các ngành lệch quá 0,5% so với toàn nền kinh tế các năm 2018, 2019, 2020, 2021, 2022, 2023 (nhiều nhất -2,0%',
    )
    expect(caveats).not.toContain('dùng tỷ trọng của toàn nền kinh tế')
    await enter({ 'employed/total': over(l) })
  })
})

describe('the series by sector', () => {
  test('are read in two statements, whatever the number of sectors', async () => {
    let statements = 0
    const counted = house.system.db.withPlugin({
      transformQuery: ({ node }) => {
        statements += 1
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const request = { territoryId, years, baseYear: 2010, labour: 'persons', capital: 'stock' } as const
    const found = await sectorSeries(counted, { ...request, level: 2, labourShare: 'given' })
    expect(statements).toBe(2)
    expect(found.sectors).toEqual([])
    const three = await sectorSeries(counted, { ...request, level: 1, labourShare: 'given' })
    expect(statements).toBe(4)
    expect(three.sectors.map(({ rows }) => rows.length)).toEqual([6, 6, 6])
    expect(three.used.map(({ measure }) => measure)).toEqual([
      'grdp_constant',
      'employed',
      'grdp_current',
      'capital_stock',
      'labour_share',
    ])
  })

  test('of a merged territory are sums of its parts, and capital comes from investment where there is no stock', async () => {
    const part = Object.fromEntries([
      ...keys.map((key) => [`grdp_constant/${key}`, y[key]]),
      ...keys.map((key) => [`employed/${key}`, l[key]]),
      ...keys.map((key) => [`investment_constant/${key}`, (t: number) => k[key](t) / 10]),
    ])
    const only = { ...whole, 'investment_constant/total': (t: number) => over(k)(t) / 10 }
    for (const key of ['can-tho-2004', 'hau-giang']) await enter({ ...part, ...only }, idOf(key))
    await enter({
      ...Object.fromEntries(keys.map((key) => [`investment_constant/${key}`, (t: number) => k[key](t) / 10])),
      'investment_constant/total': (t) => over(k)(t) / 10,
    })
    const request = { years, baseYear: 2010, labour: 'persons', labourShare: 'none' } as const
    const found = await sectorSeries(house.system.db, {
      ...request,
      territoryId: merged,
      level: 1,
      capital: 'investment',
    })
    expect(found.sectors[1]?.rows[5]?.y).toBeCloseTo(3 * rounded(y.industry(5)), 6)
    expect(found.sectors[1]?.rows[0]?.i).toBeCloseTo(3 * rounded(k.industry(0) / 10), 6)
    // Current prices are known of one part only, so there is no sum.
    expect(found.sectors[1]?.rows[0]?.va).toBeUndefined()
    expect(found.used.find(({ measure }) => measure === 'employed')).toMatchObject({ summedYears: years })
    const study = await statistics.run(previewStudy, {
      territoryId: merged,
      sectors: 'main',
      capital: 'investment',
      shareSource: 'constant',
      sharePercent: 60,
      deltaPercent: 5,
    })
    expect(study.result.sectors?.growth).toMatchObject({ capital: 'investment', weights: 'constant' })
    // The steady state of industry: investment of the first year over growth of output and depreciation, a year later.
    const growth = (rounded(y.industry(5)) / rounded(y.industry(0))) ** (1 / 5) - 1
    expect(study.result.sectors?.sectors[1]?.rows[0]?.k).toBeCloseTo(
      (3 * rounded(k.industry(0) / 10) * (1 + growth)) / (growth + 0.05),
      4,
    )
  })
})
