import { type Language, words } from '../../platform/language.ts'
import { rateUnit } from '../../tfp/index.ts'
import type { StoredResult, StudyData } from '../result.ts'
import {
  numberColumn,
  rowOf,
  type StudyCell,
  type StudyTable,
  studyTable,
  textColumn,
  word,
  writing,
} from '../study-table.ts'
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
  const { t, number } = writing(language)
  const names = partNames(data)
  const lives = services.assets.some(({ delta }) => delta === null)
  const [from, to] = [series[0]?.year ?? '', last(series)?.year ?? '']
  const ownCost = ({ userCost, price }: (typeof services.assets)[number]) =>
    percent(mean(userCost.map((cost, i) => (cost === null ? null : cost / (price[i] ?? 1)))))
  return studyTable(
    'assets',
    t(`Vốn theo loại tài sản, ${from}–${to}`, `Capital by type of asset, ${from}–${to}`),
    [
      textColumn(t('Loại tài sản', 'Type of asset'), 2.2),
      numberColumn(
        lives ? t('Tuổi thọ (năm)', 'Service life (years)') : t('Khấu hao (%)', 'Depreciation (%)'),
      ),
      numberColumn(t(`Vốn ${from}`, `Stock ${from}`)),
      numberColumn(t(`Vốn ${to}`, `Stock ${to}`)),
      numberColumn(t('Tăng trưởng (%/năm)', 'Growth (% a year)')),
      numberColumn(t('Chi phí sử dụng (% giá trị)', 'User cost (% of value)')),
      numberColumn(t('Tỷ trọng chi phí (%)', 'Cost share (%)')),
      numberColumn(t('Đóng góp (điểm)', 'Contribution (points)')),
    ],
    [
      ...services.assets.map((asset) =>
        rowOf([
          word(names[asset.key]?.[language] ?? asset.key),
          lives ? number(asset.life, 0) : number(percent(asset.delta), 1),
          number(asset.stock[0], 0),
          number(last(asset.stock), 0),
          number(growth(asset.stock)),
          number(ownCost(asset), 1),
          number(percent(mean(asset.share)), 1),
          number(services.mean.points[asset.key]),
        ]),
      ),
      rowOf(
        [
          word(t('Dịch vụ vốn', 'Capital services')),
          number(null),
          number(series[0]?.k, 0),
          number(last(series)?.k, 0),
          number(growth(series.map(({ k }) => k))),
          number(null),
          number(100, 1),
          number(averages.arithmetic.contributions.points.capital),
        ],
        true,
      ),
    ],
  )
}

/** Contributions of each year with capital and labour split: what the chart of parts is drawn from. */
function partYears(data: StudyData, result: StoredResult, language: Language) {
  const { services, labour, years, averages, method } = result
  if (services === undefined && labour === undefined) return null
  const { t, number } = writing(language)
  const names = partNames(data)
  const assets = services?.assets.map(({ key }) => key) ?? []
  type Points = (typeof years)[number]['contributions']['points']
  type Split = {
    readonly capital?: Readonly<Record<string, number | null>> | undefined
    readonly labour?: { readonly persons: number | null; readonly quality: number | null } | undefined
  }
  const row = (title: string, points: Points, gY: number, split: Split, sum: boolean) =>
    rowOf(
      [
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
      sum,
    )
  const { arithmetic } = averages
  const unit = rateUnit(method).points
  return studyTable(
    'partYears',
    t(
      `Đóng góp từng năm chia theo loại tài sản, số lao động và chất lượng lao động (${unit.vi})`,
      `Contributions by year, by type of asset, persons and quality of labour (${unit.en})`,
    ),
    [
      textColumn(t('Năm', 'Year'), 1.3),
      ...(services === undefined
        ? [numberColumn(t('Vốn', 'Capital'))]
        : assets.map((key) => numberColumn(short(names[key]?.[language] ?? key)))),
      ...(labour === undefined
        ? [numberColumn(t('Lao động', 'Labour'))]
        : [
            numberColumn(t('Số lao động', 'Persons employed')),
            numberColumn(t('Chất lượng lao động', 'Quality of labour')),
          ]),
      numberColumn('TFP'),
      numberColumn(t('Tăng trưởng', 'Growth')),
    ],
    [
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
        t('Bình quân cộng', 'Arithmetic mean'),
        arithmetic.contributions.points,
        arithmetic.gY,
        { capital: services?.mean.points, labour: labour?.mean.points },
        true,
      ),
    ],
  )
}

function costShares(data: StudyData, { services, series }: StoredResult, language: Language) {
  if (services === undefined) return null
  const { t, number } = writing(language)
  const names = partNames(data)
  return studyTable(
    'costShares',
    t(
      'Suất sinh lời thực (%) và tỷ trọng của từng loại tài sản trong chi phí vốn (%)',
      'Real rate of return (%) and the part of each type of asset in the cost of capital (%)',
    ),
    [
      textColumn(t('Năm', 'Year'), 0.8),
      numberColumn(t('Suất sinh lời', 'Rate of return')),
      ...services.assets.map(({ key }) => numberColumn(short(names[key]?.[language] ?? key))),
    ],
    series.map(({ year }, t0) =>
      rowOf([
        word(String(year)),
        number(percent(services.rates[t0]), 1),
        ...services.assets.map(({ share }) => number(percent(share[t0]), 1)),
      ]),
    ),
  )
}

function qualityTable({ method, labour, series }: StoredResult, language: Language) {
  if (labour === undefined) return null
  const { t, number } = writing(language)
  type Split = typeof labour.mean
  const row = (title: string, split: Split, index: StudyCell, sum: boolean) =>
    rowOf(
      [
        word(title),
        number(split.gPersons),
        number(split.gQuality),
        index,
        number(split.points.persons),
        number(split.points.quality),
      ],
      sum,
    )
  const base = series[0]?.year ?? ''
  const unit = rateUnit(method).points
  const rate = method === 'official' ? words('%', '%') : unit
  return studyTable(
    'quality',
    t(
      `Số lao động và chất lượng lao động: tốc độ tăng (${rate.vi}), chỉ số chất lượng (${base} = 100), đóng góp (${unit.vi})`,
      `Persons and quality of labour: growth (${rate.en}), index of quality (${base} = 100), contributions (${unit.en})`,
    ),
    [
      textColumn(t('Năm', 'Year'), 1.3),
      numberColumn(t('Tăng số lao động', 'Growth of persons')),
      numberColumn(t('Tăng chất lượng', 'Growth of quality')),
      numberColumn(t('Chỉ số chất lượng', 'Index of quality')),
      numberColumn(t('Do số lao động', 'From persons')),
      numberColumn(t('Do chất lượng', 'From quality')),
    ],
    [
      ...labour.years.map((split) => {
        const place = series.findIndex(({ year }) => year === split.year)
        return row(String(split.year), split, number(percent(labour.quality[place])), false)
      }),
      row(t('Bình quân cộng', 'Arithmetic mean'), labour.mean, word(''), true),
    ],
  )
}

function groupTable(data: StudyData, { labour, series }: StoredResult, language: Language) {
  if (labour === undefined) return null
  const { t, number } = writing(language)
  const names = partNames(data)
  const [from, to] = [series[0]?.year ?? '', last(series)?.year ?? '']
  const pair = (vi: string, en: string) => [from, to].map((year) => numberColumn(`${t(vi, en)} ${year}`))
  return studyTable(
    'groups',
    t(
      `Lao động theo trình độ chuyên môn kỹ thuật, ${from} và ${to}`,
      `Workers by qualification, ${from} and ${to}`,
    ),
    [
      textColumn(t('Trình độ', 'Qualification'), 2),
      ...pair('Số lao động', 'Persons'),
      ...pair('Thu nhập tháng', 'Monthly earnings'),
      ...pair('Tỷ phần thu nhập (%)', 'Part of earnings (%)'),
    ],
    labour.groups.map(({ key, persons, pay, share }) =>
      rowOf([
        word(names[key]?.[language] ?? key),
        number(persons[0], 1),
        number(last(persons), 1),
        number(pay[0], 0),
        number(last(pay), 0),
        number(percent(share[0]), 1),
        number(percent(last(share)), 1),
      ]),
    ),
  )
}
