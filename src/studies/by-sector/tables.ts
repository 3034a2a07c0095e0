import { type Language, type Words, words } from '../../platform/language.ts'
import { rateUnit } from '../../tfp/index.ts'
import type { StoredResult, StudyData } from '../result.ts'
import {
  numberColumn,
  rowOf,
  type StudyTable,
  studyTable,
  textColumn,
  word,
  writing,
} from '../study-table.ts'
import type { StoredSectors } from './shape.ts'

/** The sheet of a workbook that each table stands on. */
export const sectorsSheets: Readonly<Partial<Record<StudyTable['key'], string>>> = {
  sectors: 'TFP theo ngành',
  sectorYears: 'Đóng góp của ngành',
  reallocation: 'Tái phân bổ',
  shiftYears: 'Dịch chuyển cơ cấu',
  shiftSectors: 'Dịch chuyển theo ngành',
  sectorData: 'Số liệu ngành',
}

const percent = (value: number | null | undefined) =>
  value === null || value === undefined ? null : 100 * value

/** A sector's name where there is little room. */
export const briefly = (name: string, most = 32) =>
  name.length <= most ? name : `${name.slice(0, most - 1).trimEnd()}…`

/** How many sectors are shown apart, in charts and in tables with a column each. */
const shownApart = 5

/** A sector of its own, or those that are too small to be shown apart. */
export interface SectorPiece {
  readonly key: string
  readonly name: Words
  /** Points of TFP growth of the whole, in each year, and on average. */
  readonly points: readonly number[]
  readonly mean: number
}

/** Contributions of the sectors: all of up to six, else the five widest on average and the rest as one. */
export function sectorPieces({ sectors, growth }: StoredSectors): SectorPiece[] {
  const pieces = sectors.map(({ key, name, years, mean }) => ({
    key,
    name,
    points: years.map(({ contribution }) => contribution),
    mean: mean?.contribution ?? 0,
  }))
  if (pieces.length <= shownApart + 1) return pieces
  const widest = pieces
    .toSorted((one, other) => Math.abs(other.mean) - Math.abs(one.mean))
    .slice(0, shownApart)
  const rest = pieces.filter((piece) => !widest.includes(piece))
  const years = growth?.years ?? []
  return [
    ...pieces.filter((piece) => widest.includes(piece)),
    {
      key: 'rest',
      name: words(`${rest.length} ngành còn lại`, `${rest.length} other sectors`),
      points: years.map((_, t) => rest.reduce((sum, { points }) => sum + (points[t] ?? 0), 0)),
      mean: rest.reduce((sum, { mean }) => sum + mean, 0),
    },
  ]
}

/** Tables of a study by sectors, in their order: sectors, contributions by year, reallocation, shift-share. None without sectors. */
export function sectorsTables({ sectors }: StoredResult, data: StudyData, language: Language): StudyTable[] {
  if (sectors === undefined) return []
  return [
    sectorTable(sectors, language),
    sectorYears(sectors, language),
    reallocation(sectors, language),
    shiftYears(sectors, data, language),
    shiftSectors(sectors, data, language),
  ].filter((table) => table !== null)
}

function sectorTable({ method, sectors, growth }: StoredSectors, language: Language) {
  if (growth === null) return null
  const { t, number } = writing(language)
  const { mean, from, to } = growth
  const { perYear, points } = rateUnit(method)
  return studyTable(
    'sectors',
    t(
      `Tăng trưởng và TFP theo ngành, bình quân ${from}–${to} (${perYear.vi.trim()}), tỷ trọng và đóng góp vào tăng TFP (${points.vi})`,
      `Growth and TFP by sector, mean of ${from}–${to} (${perYear.en.trim()}), weights and contributions to TFP growth (${points.en})`,
    ),
    [
      textColumn(t('Ngành', 'Sector'), 2.4),
      numberColumn(t('Sản lượng', 'Output')),
      numberColumn(t('Vốn', 'Capital')),
      numberColumn(t('Lao động', 'Labour')),
      numberColumn(t('Tỷ trọng lao động β', 'Labour share β')),
      numberColumn('TFP'),
      numberColumn(t('Tỷ trọng (%)', 'Weight (%)')),
      numberColumn(t('Đóng góp (điểm)', 'Contribution (points)')),
    ],
    [
      ...sectors.map(({ name, mean: rates }) =>
        rowOf([
          word(name[language]),
          ...[rates?.gY, rates?.gK, rates?.gL].map((value) => number(value)),
          number(rates?.beta, 3),
          number(rates?.gTFP),
          number(percent(rates?.weight), 1),
          number(rates?.contribution),
        ]),
      ),
      rowOf(
        [
          word(t('Cộng các ngành', 'All sectors')),
          ...[mean.gY, mean.gK, mean.gL].map((value) => number(value)),
          number(mean.beta, 3),
          number(mean.gTFP),
          number(100, 1),
          number(mean.fromSectors),
        ],
        true,
      ),
    ],
  )
}

function sectorYears(stored: StoredSectors, language: Language) {
  const { growth } = stored
  if (growth === null) return null
  const unit = rateUnit(stored.method).points
  const { t, number } = writing(language)
  const pieces = sectorPieces(stored)
  const moved = ({ reallocation: { capital, labour, output } }: typeof growth.mean) =>
    capital + labour + output
  const row = (
    title: string,
    points: readonly (number | undefined)[],
    year: typeof growth.mean,
    sum: boolean,
  ) =>
    rowOf([word(title), ...points.map((value) => number(value)), number(moved(year)), number(year.gTFP)], sum)
  return studyTable(
    'sectorYears',
    t(
      `Đóng góp của từng ngành và của tái phân bổ vào tăng TFP từng năm (${unit.vi})`,
      `What each sector and reallocation add to TFP growth by year (${unit.en})`,
    ),
    [
      textColumn(t('Năm', 'Year'), 1.3),
      ...pieces.map(({ name }) => numberColumn(briefly(name[language]))),
      numberColumn(t('Tái phân bổ', 'Reallocation')),
      numberColumn(t('TFP của tổng các ngành', 'TFP of all sectors')),
    ],
    [
      ...growth.years.map((year, t0) =>
        row(
          String(year.year),
          pieces.map(({ points }) => points[t0]),
          year,
          false,
        ),
      ),
      row(
        t('Bình quân cộng', 'Arithmetic mean'),
        pieces.map(({ mean }) => mean),
        growth.mean,
        true,
      ),
    ],
  )
}

function reallocation({ method, growth }: StoredSectors, language: Language) {
  if (growth === null) return null
  const unit = rateUnit(method).points
  const { t, number } = writing(language)
  const row = (title: string, year: typeof growth.mean, sum: boolean) =>
    rowOf(
      [
        word(title),
        ...[
          year.fromSectors,
          year.reallocation.capital,
          year.reallocation.labour,
          year.reallocation.output,
          year.gTFP,
          year.other,
          year.whole,
        ].map((value) => number(value)),
      ],
      sum,
    )
  return studyTable(
    'reallocation',
    t(
      `Từ TFP các ngành đến TFP toàn nền kinh tế (${unit.vi})`,
      `From the sectors’ TFP to that of the whole economy (${unit.en})`,
    ),
    [
      textColumn(t('Năm', 'Year'), 1.3),
      numberColumn(t('TFP các ngành', 'Sectors’ TFP')),
      numberColumn(t('Tái phân bổ vốn', 'Capital moved')),
      numberColumn(t('Tái phân bổ lao động', 'Labour moved')),
      numberColumn(t('Đổi tỷ trọng sản lượng', 'Output reweighted')),
      numberColumn(t('TFP của tổng các ngành', 'TFP of all sectors')),
      numberColumn(t('Chênh lệch khác', 'Other')),
      numberColumn(t('TFP toàn nền kinh tế', 'TFP of the whole')),
    ],
    [
      ...growth.years.map((year) => row(String(year.year), year, false)),
      row(t('Bình quân cộng', 'Arithmetic mean'), growth.mean, true),
    ],
  )
}

/** What output per unit of labour is measured in: tỷ đồng over nghìn người or triệu giờ. */
export function productivityUnit(data: StudyData): Words {
  const hours = data.sectors?.used.some(({ measure }) => measure === 'hours') ?? false
  return hours
    ? words('nghìn đồng/giờ', 'thousand đồng an hour')
    : words('triệu đồng/người', 'million đồng a person')
}

function shiftYears({ shiftShare }: StoredSectors, data: StudyData, language: Language) {
  const { t, number } = writing(language)
  const row = (title: string, year: typeof shiftShare.period, sum: boolean) =>
    rowOf(
      [
        word(title),
        ...[year.before, year.after, year.growth, year.within, year.between, year.interaction].map((value) =>
          number(value),
        ),
      ],
      sum,
    )
  const { period } = shiftShare
  return studyTable(
    'shiftYears',
    t(
      `Năng suất lao động (${productivityUnit(data).vi}, giá so sánh) và phân rã tốc độ tăng (điểm phần trăm)`,
      `Labour productivity (${productivityUnit(data).en}, constant prices) and its growth decomposed (percentage points)`,
    ),
    [
      textColumn(t('Năm', 'Year'), 1.3),
      numberColumn(t('Năm trước', 'Year before')),
      numberColumn(t('Năm nay', 'This year')),
      numberColumn(t('Tăng trưởng (%)', 'Growth (%)')),
      numberColumn(t('Nội ngành', 'Within sectors')),
      numberColumn(t('Dịch chuyển', 'Between')),
      numberColumn(t('Tương tác', 'Interaction')),
    ],
    [
      ...shiftShare.years.map((year) => row(String(year.to), year, false)),
      row(t(`Cả kỳ ${period.from}–${period.to}`, `Period ${period.from}–${period.to}`), period, true),
    ],
  )
}

function shiftSectors(
  { sectors, shiftShare: { period } }: StoredSectors,
  data: StudyData,
  language: Language,
) {
  const { t, number } = writing(language)
  const { from, to } = period
  const of = (key: string, year: number) =>
    sectors.find((sector) => sector.key === key)?.rows.find((row) => row.year === year)
  const workers = (year: number) => sectors.reduce((sum, { key }) => sum + (of(key, year)?.l ?? 0), 0)
  const share = (key: string, year: number) => percent((of(key, year)?.l ?? 0) / workers(year))
  const productivity = (key: string, year: number) => {
    const row = of(key, year)
    return row === undefined || row.l <= 0 ? null : row.y / row.l
  }
  return studyTable(
    'shiftSectors',
    t(
      `Phân rã tăng năng suất lao động theo ngành, ${from}–${to} (điểm phần trăm của năng suất năm ${from}); năng suất ${productivityUnit(data).vi}`,
      `Growth of labour productivity by sector, ${from}–${to} (points of the productivity of ${from}); productivity in ${productivityUnit(data).en}`,
    ),
    [
      textColumn(t('Ngành', 'Sector'), 2.4),
      numberColumn(t(`Lao động ${from} (%)`, `Labour ${from} (%)`)),
      numberColumn(t(`Lao động ${to} (%)`, `Labour ${to} (%)`)),
      numberColumn(t(`Năng suất ${from}`, `Productivity ${from}`)),
      numberColumn(t(`Năng suất ${to}`, `Productivity ${to}`)),
      numberColumn(t('Nội ngành', 'Within sectors')),
      numberColumn(t('Dịch chuyển', 'Between')),
      numberColumn(t('Tương tác', 'Interaction')),
      numberColumn(t('Cộng', 'Sum')),
    ],
    [
      ...sectors.map(({ key, name }) => {
        const parts = period.sectors.find((part) => part.key === key)
        return rowOf([
          word(name[language]),
          number(share(key, from), 1),
          number(share(key, to), 1),
          number(productivity(key, from)),
          number(productivity(key, to)),
          number(parts?.within),
          number(parts?.between),
          number(parts?.interaction),
          number(parts && parts.within + parts.between + parts.interaction),
        ])
      }),
      rowOf(
        [
          word(t('Cộng các ngành', 'All sectors')),
          number(100, 1),
          number(100, 1),
          number(period.before),
          number(period.after),
          number(period.within),
          number(period.between),
          number(period.interaction),
          number(period.growth),
        ],
        true,
      ),
    ],
  )
}

/** The figures by sector and year, and what came of each; null without sectors. */
export function sectorDataTable({ sectors: stored }: StoredResult, data: StudyData, language: Language) {
  if (stored === undefined || data.sectors === undefined) return null
  const { t, number } = writing(language)
  const built = stored.growth?.capital === 'investment'
  const given = new Map(data.sectors.sectors.map(({ key, rows }) => [key, rows]))
  return studyTable(
    'sectorData',
    t(
      'Số liệu theo ngành và kết quả từng năm (giá trị theo tỷ đồng, tốc độ theo %)',
      'Figures by sector and the result of each year (values in billion đồng, growth in %)',
    ),
    [
      textColumn(t('Ngành', 'Sector'), 2),
      textColumn(t('Năm', 'Year'), 0.8),
      numberColumn(t('GRDP so sánh', 'Output Y')),
      numberColumn(t('GRDP hiện hành', 'GRDP, current prices')),
      numberColumn(t('Lao động L', 'Labour L')),
      ...(built ? [numberColumn(t('Đầu tư I', 'Investment I'))] : []),
      numberColumn(t('Vốn K', 'Capital K')),
      numberColumn(t('Tỷ trọng lao động β', 'Labour share β')),
      numberColumn(t('Tăng TFP', 'TFP growth')),
      numberColumn(t('Đóng góp', 'Contribution')),
    ],
    stored.sectors.flatMap(({ key, name, rows, years }) =>
      rows.map((row) => {
        const rates = years.find(({ year }) => year === row.year)
        const invested = given.get(key)?.find(({ year }) => year === row.year)?.i
        return rowOf([
          word(name[language]),
          word(String(row.year)),
          number(row.y),
          number(row.va),
          number(row.l),
          ...(built ? [number(invested)] : []),
          number(row.k),
          number(row.laborShare, 4),
          number(rates?.gTFP),
          number(rates?.contribution),
        ])
      }),
    ),
  )
}
