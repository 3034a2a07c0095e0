import { type Language, type Words, words } from '../platform/language.ts'
import { formatNumber, rateUnit } from '../tfp/index.ts'
import type { StoredResult, StudyData } from './result.ts'
import { columnWords, gridWords, ownColumn } from './sensitivity-grid.ts'
import { numberColumn, rowOf, type StudyTable, studyTable, textColumn, word, writing } from './study-table.ts'

/*
 * The tables of a study, made once for the page, the documents and the workbook.
 */

/** Growth and contributions of each year, then both averages. */
export function yearTable(result: StoredResult, language: Language): StudyTable {
  const { t, number } = writing(language)
  const index = new Map(result.index.map(({ year, value }) => [year, value]))
  const logs = result.method !== 'official'
  const heads: readonly Words[] = [
    words('GRDP', 'GRDP'),
    words('Vốn', 'Capital'),
    words('Lao động', 'Labour'),
    words('Do vốn', 'From capital'),
    words('Do lao động', 'From labour'),
    words('TFP', 'TFP'),
    words('Vốn (%)', 'Capital (%)'),
    words('Lao động (%)', 'Labour (%)'),
    words('TFP (%)', 'TFP (%)'),
    words('Chỉ số TFP', 'TFP index'),
  ]
  type Line = Pick<StoredResult['averages']['arithmetic'], 'gY' | 'gK' | 'gL' | 'contributions'>
  const row = (title: string, line: Line, indexValue: number | null | undefined, sum: boolean) => {
    const { points, percent } = line.contributions
    return rowOf(
      [
        word(title),
        ...[line.gY, line.gK, line.gL, points.capital, points.labour, points.tfp].map((value) =>
          number(value),
        ),
        ...[percent?.capital, percent?.labour, percent?.tfp].map((value) => number(value, 1)),
        sum ? word('') : number(indexValue),
      ],
      sum,
    )
  }
  const { arithmetic, geometric } = result.averages
  const period = `${arithmetic.from}–${arithmetic.to}`
  const single = arithmetic.rates === 1
  const unit = rateUnit(result.method).points
  return studyTable(
    'years',
    t({
      vi: `Tốc độ tăng (${logs ? 'điểm lôgarit, 100·Δln' : '%'}), đóng góp (${unit.vi}) và phần đóng góp trong tăng trưởng (%)${single ? '' : `; bình quân ${period}`}`,
      en: `Growth (${logs ? 'log points, 100·Δln' : '%'}), contributions (${unit.en}) and parts of growth (%)${single ? '' : `; means of ${period}`}`,
    }),
    [textColumn(t('Năm', 'Year'), 1.3), ...heads.map((head) => numberColumn(t(head)))],
    [
      ...result.years.map((year) => row(String(year.year), year, index.get(year.year), false)),
      ...(single
        ? []
        : [
            row(t('Bình quân cộng', 'Arithmetic mean'), arithmetic, undefined, true),
            row(t(geometricWords(logs)), geometric, undefined, true),
          ]),
    ],
  )
}

/** The geometric mean is in percent also where the rates are logarithms. */
const geometricWords = (logs: boolean): Words =>
  logs ? words('Bình quân nhân (%)', 'Geometric mean (%)') : words('Bình quân nhân', 'Geometric mean')

/** Mean TFP growth over the grid of α and depreciation; null where there is none. */
export function sensitivityTable(result: StoredResult, language: Language): StudyTable | null {
  const grid = result.sensitivity
  if (grid === null || grid.alphas.length === 0) return null
  const { t, number } = writing(language)
  const own = ownColumn(result)
  const { span, unit } = gridWords(result)
  return studyTable(
    'sensitivity',
    t(
      `Tốc độ tăng TFP bình quân ${span.vi} (${unit.vi.trim()}) khi đổi giả định`,
      `Mean TFP growth of the ${span.en} (${unit.en.trim()}) under other assumptions`,
    ),
    [
      textColumn(t('Tỷ trọng vốn α', 'Capital share α'), 1),
      ...grid.columns.map((column, place) =>
        numberColumn(
          `${t(columnWords(grid.over, column))}${place === own && grid.columns.length > 1 ? ' *' : ''}`,
        ),
      ),
    ],
    grid.alphas.map((alpha, place) =>
      rowOf([
        { text: formatNumber(alpha, 3, language), value: alpha },
        ...(grid.gTFP[place] ?? []).map((value) => number(value)),
      ]),
    ),
  )
}

/** What was accounted: output, capital used, labour, share; and the investment that capital was built from. */
export function dataTable(data: StudyData, result: StoredResult, language: Language): StudyTable {
  const { t, number } = writing(language)
  const built = result.parameters.capital === 'investment'
  const used = new Map(result.series.map((row) => [row.year, row]))
  const prices = data.baseYear === null ? '' : ` (${data.baseYear})`
  const columns: readonly Words[] = [
    words(`Sản lượng Y${prices}`, `Output Y${prices}`),
    ...(built ? [words(`Đầu tư I${prices}`, `Investment I${prices}`)] : []),
    words('Vốn K', 'Capital K'),
    words('Lao động L', 'Labour L'),
    words('Tỷ trọng lao động β', 'Labour share β'),
  ]
  return studyTable(
    'data',
    t('Số liệu đã dùng (đơn vị theo bảng nguồn)', 'Data used (units as in the table of sources)'),
    [textColumn(t('Năm', 'Year'), 0.7), ...columns.map((column) => numberColumn(t(column)))],
    data.rows.map((row) =>
      rowOf([
        word(String(row.year)),
        number(row.y),
        ...(built ? [number(row.i)] : []),
        number(used.get(row.year)?.k),
        number(row.l),
        number(used.get(row.year)?.laborShare, 4),
      ]),
    ),
  )
}

/** The series used, with unit, sources and the years that are not final. */
export function sourceTable(data: StudyData, language: Language): StudyTable {
  const { t } = writing(language)
  return studyTable(
    'sources',
    t('Nguồn số liệu', 'Sources of the data'),
    [
      textColumn(t('Chuỗi số liệu', 'Series'), 2),
      textColumn(t('Đơn vị', 'Unit'), 1),
      textColumn(t('Nguồn', 'Source'), 3),
      textColumn(t('Năm chưa chính thức', 'Years not official'), 1.2),
    ],
    [...data.used, ...(data.sectors?.used ?? [])].map(({ label, unit, sources, preliminaryYears }) =>
      rowOf([t(label), t(unit), sources.join('; '), preliminaryYears.join(', ')].map(word)),
    ),
  )
}
