import { type Language, type Words, words } from '../../platform/language.ts'
import { rateUnit } from '../../tfp/index.ts'
import type { StoredResult, StudyData } from '../result.ts'
import { numberColumn, numbers, type StudyCell, type StudyTable, textColumn, word } from '../study-table.ts'
import { inOrder, partNames } from './choices.ts'

/** The sheet of a workbook that each table stands on. */
export const partsSheets: Readonly<Partial<Record<StudyTable['key'], string>>> = {
  assets: 'Loại tài sản',
  partYears: 'Đóng góp theo phần',
  costShares: 'Tỷ trọng chi phí vốn',
  quality: 'Chất lượng lao động',
  groups: 'Trình độ',
  assetSources: 'Nguồn khấu hao',
  assetData: 'Số liệu tài sản',
  groupData: 'Số liệu trình độ',
}

const last = <Item>(items: readonly Item[]): Item | undefined => items.at(-1)
const mean = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : known.reduce((one, other) => one + other, 0) / known.length
}
const percent = (value: number | null | undefined) =>
  value === null || value === undefined ? null : 100 * value
/** A year's growth on average between the first and last of a row of values, in logarithms. */
const growth = (values: readonly (number | null)[]): number | null => {
  const [first, end] = [values[0], last(values)]
  return first && end && values.length > 1 ? (100 * Math.log(end / first)) / (values.length - 1) : null
}

/** "Tài sản khác" without what stands in brackets. */
export const short = (name: string) => name.replace(/ \(.*\)$/, '')

/** Result tables of a study by parts, in their order: assets, cost shares, contributions by year, quality, groups. */
export function partsTables(data: StudyData, stored: StoredResult, language: Language): StudyTable[] {
  const result = inOrder(stored, partNames(data))
  return [
    assetTable(data, result, language),
    partYears(data, result, language),
    costShares(data, result, language),
    qualityTable(result, language),
    groupTable(data, result, language),
  ].filter((table) => table !== null)
}

function assetTable(data: StudyData, { services, series, averages }: StoredResult, language: Language) {
  if (services === undefined) return null
  const number = numbers(language)
  const names = partNames(data)
  const t = (words: Words) => words[language]
  const lives = services.assets.some(({ delta }) => delta === null)
  const [from, to] = [series[0]?.year ?? '', last(series)?.year ?? '']
  const ownCost = ({ userCost, price }: (typeof services.assets)[number]) =>
    percent(mean(userCost.map((cost, i) => (cost === null ? null : cost / (price[i] ?? 1)))))
  return {
    key: 'assets' as const,
    caption: t(words(`Vốn theo loại tài sản, ${from}–${to}`, `Capital by type of asset, ${from}–${to}`)),
    columns: [
      textColumn(t(words('Loại tài sản', 'Type of asset')), 2.2),
      numberColumn(
        lives
          ? t(words('Tuổi thọ (năm)', 'Service life (years)'))
          : t(words('Khấu hao (%)', 'Depreciation (%)')),
      ),
      numberColumn(t(words(`Vốn ${from}`, `Stock ${from}`))),
      numberColumn(t(words(`Vốn ${to}`, `Stock ${to}`))),
      numberColumn(t(words('Tăng trưởng (%/năm)', 'Growth (% a year)'))),
      numberColumn(t(words('Chi phí sử dụng (% giá trị)', 'User cost (% of value)'))),
      numberColumn(t(words('Tỷ trọng chi phí (%)', 'Cost share (%)'))),
      numberColumn(t(words('Đóng góp (điểm)', 'Contribution (points)'))),
    ],
    rows: [
      ...services.assets.map((asset) => ({
        sum: false,
        cells: [
          word(names[asset.key]?.[language] ?? asset.key),
          lives ? number(asset.life, 0) : number(percent(asset.delta), 1),
          number(asset.stock[0], 0),
          number(last(asset.stock), 0),
          number(growth(asset.stock)),
          number(ownCost(asset), 1),
          number(percent(mean(asset.share)), 1),
          number(services.mean.points[asset.key]),
        ],
      })),
      {
        sum: true,
        cells: [
          word(t(words('Dịch vụ vốn', 'Capital services'))),
          number(null),
          number(series[0]?.k, 0),
          number(last(series)?.k, 0),
          number(growth(series.map(({ k }) => k))),
          number(null),
          number(100, 1),
          number(averages.arithmetic.contributions.points.capital),
        ],
      },
    ],
  } satisfies StudyTable
}

/** Contributions of each year with capital and labour split: what the chart of parts is drawn from. */
function partYears(data: StudyData, result: StoredResult, language: Language) {
  const { services, labour, years, averages, method } = result
  if (services === undefined && labour === undefined) return null
  const number = numbers(language)
  const names = partNames(data)
  const t = (words: Words) => words[language]
  const assets = services?.assets.map(({ key }) => key) ?? []
  type Points = (typeof years)[number]['contributions']['points']
  type Split = {
    readonly capital?: Readonly<Record<string, number | null>> | undefined
    readonly labour?: { readonly persons: number | null; readonly quality: number | null } | undefined
  }
  const row = (title: string, points: Points, gY: number, split: Split, sum: boolean) => ({
    sum,
    cells: [
      word(title),
      ...(services === undefined
        ? [number(points.capital)]
        : assets.map((key) => number(split.capital?.[key]))),
      ...(labour === undefined
        ? [number(points.labour)]
        : [number(split.labour?.persons), number(split.labour?.quality)]),
      number(points.tfp),
      number(gY),
    ],
  })
  const { arithmetic } = averages
  const unit = rateUnit(method).points
  return {
    key: 'partYears' as const,
    caption: t({
      vi: `Đóng góp từng năm chia theo loại tài sản, số lao động và chất lượng lao động (${unit.vi})`,
      en: `Contributions by year, by type of asset, persons and quality of labour (${unit.en})`,
    }),
    columns: [
      textColumn(t(words('Năm', 'Year')), 1.3),
      ...(services === undefined
        ? [numberColumn(t(words('Vốn', 'Capital')))]
        : assets.map((key) => numberColumn(short(names[key]?.[language] ?? key)))),
      ...(labour === undefined
        ? [numberColumn(t(words('Lao động', 'Labour')))]
        : [
            numberColumn(t(words('Số lao động', 'Persons employed'))),
            numberColumn(t(words('Chất lượng lao động', 'Quality of labour'))),
          ]),
      numberColumn('TFP'),
      numberColumn(t(words('Tăng trưởng', 'Growth'))),
    ],
    rows: [
      ...years.map(({ year, gY, contributions }, place) =>
        row(
          String(year),
          contributions.points,
          gY,
          { capital: services?.years[place]?.points, labour: labour?.years[place]?.points },
          false,
        ),
      ),
      row(
        t(words('Bình quân cộng', 'Arithmetic mean')),
        arithmetic.contributions.points,
        arithmetic.gY,
        { capital: services?.mean.points, labour: labour?.mean.points },
        true,
      ),
    ],
  } satisfies StudyTable
}

function costShares(data: StudyData, { services, series }: StoredResult, language: Language) {
  if (services === undefined) return null
  const number = numbers(language)
  const names = partNames(data)
  const t = (words: Words) => words[language]
  return {
    key: 'costShares' as const,
    caption: t({
      vi: 'Suất sinh lời thực (%) và tỷ trọng của từng loại tài sản trong chi phí vốn (%)',
      en: 'Real rate of return (%) and the part of each type of asset in the cost of capital (%)',
    }),
    columns: [
      textColumn(t(words('Năm', 'Year')), 0.8),
      numberColumn(t(words('Suất sinh lời', 'Rate of return'))),
      ...services.assets.map(({ key }) => numberColumn(short(names[key]?.[language] ?? key))),
    ],
    rows: series.map(({ year }, t0) => ({
      sum: false,
      cells: [
        word(String(year)),
        number(percent(services.rates[t0]), 1),
        ...services.assets.map(({ share }) => number(percent(share[t0]), 1)),
      ],
    })),
  } satisfies StudyTable
}

function qualityTable({ method, labour, series }: StoredResult, language: Language) {
  if (labour === undefined) return null
  const number = numbers(language)
  const t = (words: Words) => words[language]
  type Split = typeof labour.mean
  const row = (title: string, split: Split, index: StudyCell, sum: boolean) => ({
    sum,
    cells: [
      word(title),
      number(split.gPersons),
      number(split.gQuality),
      index,
      number(split.points.persons),
      number(split.points.quality),
    ],
  })
  const base = series[0]?.year ?? ''
  const unit = rateUnit(method).points
  const rate = method === 'official' ? words('%', '%') : unit
  return {
    key: 'quality' as const,
    caption: t({
      vi: `Số lao động và chất lượng lao động: tốc độ tăng (${rate.vi}), chỉ số chất lượng (${base} = 100), đóng góp (${unit.vi})`,
      en: `Persons and quality of labour: growth (${rate.en}), index of quality (${base} = 100), contributions (${unit.en})`,
    }),
    columns: [
      textColumn(t(words('Năm', 'Year')), 1.3),
      numberColumn(t(words('Tăng số lao động', 'Growth of persons'))),
      numberColumn(t(words('Tăng chất lượng', 'Growth of quality'))),
      numberColumn(t(words('Chỉ số chất lượng', 'Index of quality'))),
      numberColumn(t(words('Do số lao động', 'From persons'))),
      numberColumn(t(words('Do chất lượng', 'From quality'))),
    ],
    rows: [
      ...labour.years.map((split) => {
        const place = series.findIndex(({ year }) => year === split.year)
        return row(String(split.year), split, number(percent(labour.quality[place])), false)
      }),
      row(t(words('Bình quân cộng', 'Arithmetic mean')), labour.mean, word(''), true),
    ],
  } satisfies StudyTable
}

function groupTable(data: StudyData, { labour, series }: StoredResult, language: Language) {
  if (labour === undefined) return null
  const number = numbers(language)
  const names = partNames(data)
  const t = (words: Words) => words[language]
  const [from, to] = [series[0]?.year ?? '', last(series)?.year ?? '']
  const pair = (vi: string, en: string) => [from, to].map((year) => numberColumn(`${t({ vi, en })} ${year}`))
  return {
    key: 'groups' as const,
    caption: t({
      vi: `Lao động theo trình độ chuyên môn kỹ thuật, ${from} và ${to}`,
      en: `Workers by qualification, ${from} and ${to}`,
    }),
    columns: [
      textColumn(t(words('Trình độ', 'Qualification')), 2),
      ...pair('Số lao động', 'Persons'),
      ...pair('Thu nhập tháng', 'Monthly earnings'),
      ...pair('Tỷ phần thu nhập (%)', 'Part of earnings (%)'),
    ],
    rows: labour.groups.map(({ key, persons, pay, share }) => ({
      sum: false,
      cells: [
        word(names[key]?.[language] ?? key),
        number(persons[0], 1),
        number(last(persons), 1),
        number(pay[0], 0),
        number(last(pay), 0),
        number(percent(share[0]), 1),
        number(percent(last(share)), 1),
      ],
    })),
  } satisfies StudyTable
}
