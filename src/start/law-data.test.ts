import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { AgencyData } from '../agencies/index.ts'
import { holidaysFrom } from '../calendar/holidays.ts'
import { HolidayData } from '../calendar/index.ts'
import { LawTerms, LegalData } from '../legal/rules.ts'
import { NormData } from '../norms/index.ts'
import { packageDirectory } from '../platform/config.ts'

/* What data/ says of the law, held against what the instruments say: names, days, validity, articles. */

const read = (name: string): unknown => JSON.parse(readFileSync(join(packageDirectory, 'data', name), 'utf8'))
const law = LegalData.parse(read('legal.json'))
const instrument = (number: string) => law.instruments.find((one) => one.number === number)

/** Number, day of issue, first day: null where the source that was seen does not say. */
const days: readonly (readonly [string, string | null, string | null])[] = [
  ['1322/QĐ-TTg', '2020-08-31', '2020-08-31'],
  ['36/QĐ-TTg', '2021-01-11', '2021-01-11'],
  ['35/2021/TT-BTC', '2021-05-19', '2021-07-05'],
  ['80/2021/NĐ-CP', '2021-08-26', '2021-10-15'],
  ['15/2022/TT-BKHCN', '2022-10-12', '2022-12-01'],
  ['03/2023/TT-BTC', '2023-01-10', '2023-02-26'],
  ['02/2024/TT-BKHCN', '2024-03-28', '2024-06-01'],
  ['07/2024/TT-BKHCN', '2024-10-08', null],
  ['09/2019/NĐ-CP', '2019-01-24', null],
  ['1396/QĐ-UBND', '2019-05-20', null],
  ['152/2025/NĐ-CP', '2025-06-14', null],
  ['93/2025/QH15', '2025-06-27', '2025-10-01'],
  ['19/2025/QĐ-TTg', '2025-06-30', null],
  ['36/2025/QĐ-TTg', '2025-09-29', '2025-11-15'],
  ['265/2025/NĐ-CP', '2025-10-14', null],
  ['267/2025/NĐ-CP', '2025-10-14', null],
  ['268/2025/NĐ-CP', '2025-10-14', '2025-10-14'],
  ['11/2014/TT-BKHCN', '2014-05-30', '2014-08-01'],
  ['27/2015/TTLT-BKHCN-BTC', '2015-12-30', '2016-02-15'],
  ['20/2021/NQ-HĐND', '2021-12-08', null],
  ['10/2021/NQ-HĐND', '2021-11-01', null],
  ['40/2022/NQ-HĐND', '2022-12-29', null],
  ['356/2025/NĐ-CP', '2025-12-31', null],
  ['78/2025/QH15', null, '2026-01-01'],
  ['91/2025/QH15', null, '2026-01-01'],
  ['37/2026/NĐ-CP', '2026-01-23', '2026-01-23'],
  ['73/2026/NĐ-CP', '2026-03-10', null],
  ['26/2026/TT-BTC', '2026-03-25', '2026-03-25'],
  ['30/2026/QH16', '2026-04-14', '2026-04-30'],
  ['23/2026/TT-BKHCN', null, '2026-07-12'],
]

test.each(days)('%s is issued and in force on the days that its text says', (number, issuedOn, validFrom) => {
  expect(instrument(number)).toMatchObject({ issuedOn, validFrom })
})

test('what stands around the programme is there, and what was not seen says so', () => {
  const seen = [
    '06/2022/QH15',
    '27/2019/TT-BKHCN',
    '347/2025/NĐ-CP',
    '36/2025/TT-BKHCN',
    '89/2025/QH15',
    '28/2026/QH16',
  ]
  expect(seen.filter((number) => instrument(number) === undefined)).toEqual([])
  const unseen = [
    '267/2025/NĐ-CP',
    '09/2024/TT-BKHCN',
    '44/2025/TT-BKHCN',
    '1396/QĐ-UBND',
    '36/2025/TT-BKHCN',
    '347/2025/NĐ-CP',
  ]
  expect(unseen.filter((number) => instrument(number)?.toCheck !== true)).toEqual([])
  const held = [
    '35/2021/TT-BTC',
    '15/2022/TT-BKHCN',
    '80/2021/NĐ-CP',
    '02/2024/TT-BKHCN',
    '36/2025/QĐ-TTg',
    '268/2025/NĐ-CP',
    '37/2026/NĐ-CP',
    '26/2026/TT-BTC',
    '93/2025/QH15',
  ]
  expect(held.filter((number) => instrument(number)?.toCheck !== false)).toEqual([])
})

test('what was replaced ends on the day before its successor', () => {
  const ends = ['55/2015/TTLT-BTC-BKHCN', '39/2018/NĐ-CP', '132/2008/NĐ-CP', '74/2018/NĐ-CP'].map(
    (number) => instrument(number)?.validTo,
  )
  expect(ends).toEqual(['2023-02-25', '2021-10-14', '2026-06-30', '2026-06-30'])
})

test('what no text was found of says so: resolutions on norms, a circular on contents, the whole of 1322 and of 267, a next programme', () => {
  for (const number of ['11/2023/NQ-HĐND', '20/2021/NQ-HĐND', '10/2021/NQ-HĐND', '40/2022/NQ-HĐND'])
    expect(instrument(number)?.note, number).toMatch(/chưa (?:có văn bản|nhập mức chi)/i)
  expect(instrument('37/2026/NĐ-CP')?.note).toMatch(/Thông tư hướng dẫn nội dung và mức chi: chưa tìm thấy/)
  expect(instrument('1322/QĐ-TTg')?.note).toMatch(/Toàn văn chưa có.*2026 - 2030: chưa tìm thấy/)
  expect(instrument('267/2025/NĐ-CP')?.note).toContain('Chưa có toàn văn')
  expect(instrument('09/2019/NĐ-CP')?.note).toMatch(/toàn văn nghị định chưa có.*Không có mẫu báo cáo/)
})

/** The terms of a rule as `article: number unit`. */
const terms = (key: string) => {
  const rule = law.rules.find((one) => one.key === key)
  return LawTerms.parse(rule?.value).terms.map(({ article, count, unit }) => `${article}: ${count} ${unit}`)
}

test('a task of science and technology has the terms and scores of Circular 15/2022', () => {
  expect(terms('terms.task')).toEqual(
    expect.arrayContaining([
      'Điều 5 khoản 4: 36 months',
      'Điều 9 khoản 1: 7 workingDays',
      'Điều 10: 5 workingDays',
      'Điều 11 khoản 1: 30 days',
      'Điều 17 khoản 3: 10 workingDays',
      'Điều 20 khoản 3: 10 workingDays',
      'Điều 20 khoản 4: 3 workingDays',
      'Điều 21 khoản 1: 10 days',
      'Điều 26 khoản 2: 15 days',
      'Điều 26 khoản 3: 2 times',
      'Điều 26 khoản 3: 12 months',
      'Điều 36 khoản 2: 10 workingDays',
    ]),
  )
  expect(terms('terms.taskScores')).toEqual([
    'Điều 16 khoản 1: 15 points',
    'Điều 16 khoản 2: 50 points',
    'Điều 16 khoản 3: 35 points',
    'Điều 18: 70 points',
    'Điều 18: 40 points',
  ])
})

test('an innovation task has those of Decree 268/2025, acceptance those of Circular 11/2014', () => {
  expect(terms('terms.innovation').filter((each) => !each.endsWith('null null'))).toEqual([
    'Điều 10: 10 days',
    'Điều 12 khoản 1: 30 days',
    'Điều 12: 3 days',
    'Điều 12: 3 workingDays',
    'Điều 13: 10 days',
    'Điều 14 khoản 1: 10 days',
    'Điều 15 khoản 1: 10 days',
    'Điều 15: 60 months',
    'Điều 17: 15 days',
    'Điều 17: 15 days',
  ])
  expect(terms('terms.innovationScores').map((each) => each.replace('Mẫu I.10A: ', ''))).toEqual(
    ['15', '50', '35', '70', '40'].map((points) => `${points} points`),
  )
  expect(terms('terms.acceptance')).toContain('Điều 7 khoản 1: 30 days')
  expect(terms('terms.acceptance')).toContain('Điều 13 khoản 3: 30 workingDays')
})

/** Where the rows of a rule stand. */
const articles = (key: string) =>
  LawTerms.parse(law.rules.find((one) => one.key === key)?.value).terms.map(({ article }) => article)

test('who may not lead a task stands by Circular 15/2022 art. 6, who may not host an innovation task by Decree 268/2025 art. 9', () => {
  expect(terms('terms.taskBarred').filter((each) => !each.endsWith('null null'))).toEqual([
    'Điều 6 khoản 2 điểm b: 30 days',
    'Điều 6 khoản 2 điểm đ: 1 years',
    'Điều 6 khoản 3 điểm b: 3 years',
    'Điều 6 khoản 4 điểm b: 30 days',
    'Điều 6 khoản 4 điểm d: 2 years',
    'Điều 6 khoản 4 điểm đ: 3 years',
  ])
  // art. 6 is for national tasks: a province has rules of its own
  expect(articles('terms.taskBarred')[0]).toBe('Điều 6 khoản 5')
  expect(terms('terms.innovationBarred')).toEqual([
    'Điều 9 khoản 2 điểm a: null null',
    'Điều 9 khoản 2 điểm b: 1 years',
    'Điều 9 khoản 2 điểm c: null null',
  ])
})

test('who may not sit in a council stands for each council with its article', () => {
  expect(articles('terms.taskCouncil').filter((each) => each.startsWith('Điều 15 khoản 2'))).toHaveLength(3)
  expect(
    articles('terms.acceptanceCouncil').filter((each) => each.startsWith('Điều 9 khoản 5')),
  ).toHaveLength(4)
  expect(articles('terms.innovationCouncil').filter((each) => each.endsWith('điểm b'))).toHaveLength(3)
  expect(terms('terms.taskCouncil')).toContain('Điều 9 khoản 3 điểm đ: 75 percent')
})

test('each form of the steps of a task is named once, with the article that asks for it', () => {
  const forms = (key: string) =>
    LawTerms.parse(law.rules.find((one) => one.key === key)?.value).terms.flatMap(({ vi }) =>
      [...vi.matchAll(/\b(?:[ABCD]\d+(?=-)|I\.\d+[AB]?)/g)].map(([form]) => form),
    )
  expect(forms('terms.taskPapers').toSorted()).toEqual(
    [
      ['A1', 'A2', 'A3', 'A4'],
      ['B1', 'B2', 'B3', 'B4', 'B5', 'B6', 'B7', 'B8', 'B9', 'B10', 'B11', 'B12', 'B13', 'B14'],
      ['C1', 'C2', 'C3'],
      ['D1', 'D2', 'D3', 'D4', 'D5', 'D6'],
    ]
      .flat()
      .toSorted(),
  )
  expect(forms('terms.innovationPapers')).toEqual([
    'I.1',
    'I.4A',
    'I.4B',
    'I.6',
    'I.7',
    'I.12',
    'I.10A',
    'I.10B',
    'I.13',
    'I.14',
    'I.15',
  ])
})

test('the maxima of Circular 03/2023 and the shares of Circular 27/2015 stand as they are written', () => {
  const cost = terms('terms.taskCost')
  for (const said of [
    'Điều 4 khoản 1: 40000000 dong',
    'Điều 4 khoản 7: 300000000 dong',
    'Điều 4 khoản 2: 30 percent',
  ])
    expect(cost).toContain(said)
  const councils = cost
    .filter((each) => each.startsWith('Điều 6'))
    .map((each) => Number(/: (\d+)/.exec(each)?.[1]) / 1000)
  expect(councils).toEqual([
    1500, 1000, 300, 200, 500, 700, 1800, 1500, 300, 200, 700, 1000, 1000, 700, 300, 200,
  ])
  expect(terms('terms.lumpSum')).toEqual([
    'Điều 6: 15 percent',
    'Điều 6: 1000000000 dong',
    'Điều 13: 50 percent',
    'Điều 13: 50 percent',
  ])
})

test('reports: cut-off days are marked to be checked, yearly ones name their day', () => {
  const rule = (key: string) => law.rules.find((one) => one.key === key)
  expect(rule('terms.cutOff')).toMatchObject({ instrument: '09/2019/NĐ-CP', toCheck: true })
  expect(JSON.stringify(rule('terms.cutOff')?.value)).toContain('15/12 năm trước đến 14/12')
  expect(JSON.stringify(rule('terms.otherReports')?.value)).toContain('trước ngày 31/3')
  expect(rule('terms.awardReport')?.instrument).toBe('37/2026/NĐ-CP')
  expect(rule('terms.programme')).toMatchObject({ instrument: '1322/QĐ-TTg', toCheck: true })
})

test('2027, of which no notice was found, has no day of a notice in the data: its days are reckoned and said to be', () => {
  const holidays = z.array(HolidayData).parse(read('holidays.json'))
  const { days, decided } = holidaysFrom(holidays).of(2027)
  expect(decided).toBe(false)
  for (const day of ['2027-02-06', '2027-04-16', '2027-11-24'])
    expect(
      days.find((one) => one.day === day),
      day,
    ).toMatchObject({ kind: 'holiday' })
})

test('no instrument ends before it begins, or begins before it is issued', () => {
  for (const { number, issuedOn, validFrom, validTo } of law.instruments) {
    if (issuedOn !== null && validFrom !== null) expect(validFrom >= issuedOn, number).toBe(true)
    if (validFrom !== null && validTo !== null) expect(validTo >= validFrom, number).toBe(true)
  }
})

test('Circular 35/2021 speaks of the mechanism of managing finance, guarantees some tasks and supports others', () => {
  const circular = instrument('35/2021/TT-BTC')
  expect(circular?.title).toMatch(/^Quy định cơ chế quản lý tài chính /)
  expect(circular?.note).toContain(
    'bảo đảm kinh phí nhiệm vụ tại khoản 1, khoản 2, điểm a, b khoản 4, điểm a khoản 5, khoản 6',
  )
  expect(circular?.note).toContain(
    'hỗ trợ kinh phí nhiệm vụ tại khoản 3, điểm c khoản 4, điểm b, c, d khoản 5',
  )
  const { fundingSources } = z
    .object({ fundingSources: z.array(z.object({ key: z.string(), backing: z.string().nullable() })) })
    .parse(read('catalogues.json'))
  expect(fundingSources.filter(({ backing }) => backing !== null)).toEqual([
    { key: 'state_guaranteed', backing: 'guaranteed' },
    { key: 'state_supported', backing: 'supported' },
  ])
})

test('the class of an enterprise goes by Decree 80/2021: sector by the main registered line, figures of the year before', () => {
  const rule = law.rules.find(({ key }) => key === 'sme.sector')
  expect(rule).toMatchObject({
    instrument: '80/2021/NĐ-CP',
    article: 'Điều 6',
    value: { basis: 'main_registered_line' },
    toCheck: false,
  })
  const note = instrument('80/2021/NĐ-CP')?.note ?? ''
  for (const article of ['Điều 6', 'Điều 7', 'Điều 8', 'Điều 9', 'Điều 10']) expect(note).toContain(article)
  expect(note).toContain('năm trước liền kề chia 12')
})

test('Decree 37/2026 art. 12: 80 % of a contract for small and medium enterprises, 30 % of testing and certification once', () => {
  const norms = z.array(NormData).parse(read('norms.json'))
  expect(norms.map(({ key, instrument: of, share, mostTimes }) => [key, of, share, mostTimes])).toEqual([
    ['sme-share', '37/2026/NĐ-CP', 80, null],
    ['export-testing', '37/2026/NĐ-CP', 30, 1],
  ])
})

test('the days off of 2026 name the notice that they come from', () => {
  const holidays = z.array(HolidayData).parse(read('holidays.json'))
  const source = (day: string) => holidays.find((one) => one.day === day)
  expect(source('2026-01-02')?.source).toContain('12729/VPCP-KGVX')
  expect(source('2026-02-17')?.source).toContain('9441/TB-BNV')
  expect(source('2026-09-01')?.source).toContain('9441/TB-BNV')
  expect(source('2026-11-24')).toMatchObject({ kind: 'holiday', toCheck: false })
  expect(source('2026-11-24')?.source).toMatch(/28\/2026\/QH16, Điều 2/)
  expect(holidays.filter(({ day, toCheck }) => day.startsWith('2026') && toCheck)).toEqual([])
})

test('fiscal years from 2025 end by Circular 26/2026, articles 15 and 19: each day is a row', () => {
  const { budgetCutoffs } = z
    .object({
      budgetCutoffs: z.array(
        z.object({
          kind: z.string(),
          month: z.int(),
          day: z.int(),
          nextYear: z.boolean(),
          firstYear: z.int(),
          article: z.string(),
        }),
      ),
    })
    .parse(read('catalogues.json'))
  expect(budgetCutoffs.map(({ kind, month, day, nextYear }) => [kind, day, month, nextYear])).toEqual([
    ['spend', 31, 12, false],
    ['treasury_papers', 30, 12, false],
    ['adjust', 31, 1, true],
    ['reconcile', 10, 2, true],
    // "before 15 February"
    ['advances_back', 14, 2, true],
    ['treasury_report', 20, 2, true],
  ])
  expect(
    budgetCutoffs.every(
      ({ firstYear, article }) => firstYear === 2025 && article.startsWith('Thông tư 26/2026/TT-BTC, Điều'),
    ),
  ).toBe(true)
})

test('the standing body of the programme follows its predecessor, and goods may be traced by either standard', () => {
  const agencies = z.array(AgencyData).parse(read('agencies.json'))
  const before = agencies.find(({ key }) => key === 'tctdc')
  expect(before?.successor).toBe('ubtdcqg')
  expect(agencies.find(({ key }) => key === 'ubtdcqg')).toMatchObject({ validTo: null, toCheck: false })
  const { supportContents } = z
    .object({ supportContents: z.array(z.object({ key: z.string(), standards: z.array(z.string()) })) })
    .parse(read('catalogues.json'))
  expect(supportContents.find(({ key }) => key === 'traceability')?.standards).toEqual([
    'TCVN 12850:2019',
    'GS1 GTS',
  ])
})

test('34 provinces and 3,321 communes, 103 of them in Cần Thơ, 43 of those of former Sóc Trăng', () => {
  const row = z.array(z.unknown())
  const places = z
    .object({
      provinces: z.array(row),
      provincesBefore: z.array(row),
      districtsBefore: z.array(row),
      communesBefore: z.array(row),
      communes: z.array(row),
    })
    .parse(read('places.json'))
  expect(places.provinces).toHaveLength(34)
  expect(places.provincesBefore).toHaveLength(63)
  expect(places.districtsBefore).toHaveLength(696)
  expect(places.communesBefore).toHaveLength(10_035)
  expect(places.communes).toHaveLength(3321)
  const city = places.communes.filter((commune) => commune[1] === '92')
  expect(city).toHaveLength(103)
  const code = places.provincesBefore.find((province) => province[2] === 'Sóc Trăng')?.[0]
  expect(city.filter((commune) => commune[4] === code)).toHaveLength(43)
})
