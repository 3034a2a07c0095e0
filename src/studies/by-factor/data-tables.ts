import { type Language, words } from '../../platform/language.ts'
import { formatNumber } from '../../tfp/index.ts'
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
import { inOrder, partNames } from './choices.ts'
import { short } from './tables.ts'

/** What went into them: default depreciation with its source, and the figures by part. */
export function partsDataTables(data: StudyData, stored: StoredResult, language: Language): StudyTable[] {
  const result = inOrder(stored, partNames(data))
  return [
    assetSources(data, result, language),
    assetData(data, result, language),
    groupData(data, result, language),
  ].filter((table) => table !== null)
}

function assetSources({ parts = [] }: StudyData, { services }: StoredResult, language: Language) {
  if (services === undefined) return null
  const { t } = writing(language)
  const lives = services.assets.some(({ delta }) => delta === null)
  const shown = (value: number | null | undefined) => {
    if (value === null || value === undefined) return '–'
    return lives
      ? `${formatNumber(value, 0, language)} ${t('năm', 'years')}`
      : `${formatNumber(100 * value, 1, language)}%`
  }
  const check = t('cần đối chiếu', 'to be checked')
  return studyTable(
    'assetSources',
    t(
      'Khấu hao (tuổi thọ) đã dùng, mức mặc định của danh mục và nguồn',
      'Depreciation (lives) used, the default of the catalogue and its source',
    ),
    [
      textColumn(t('Loại tài sản', 'Type of asset'), 1.6),
      textColumn(t('Đã dùng', 'Used'), 0.8),
      textColumn(t('Mặc định', 'Default'), 0.8),
      textColumn(t('Nguồn của mức mặc định', 'Source of the default'), 4),
    ],
    services.assets.map(({ key, delta, life }) => {
      const part = parts.find((each) => each.key === key)
      const source = part?.source?.[language] ?? ''
      return rowOf(
        [
          part?.name[language] ?? key,
          shown(lives ? life : delta),
          shown(lives ? part?.serviceLife : part?.depreciation),
          part?.toCheck ? `${source} (${check})` : source,
        ].map(word),
      )
    }),
  )
}

function assetData(data: StudyData, { services }: StoredResult, language: Language) {
  if (services === undefined) return null
  const { t, number } = writing(language)
  const names = partNames(data)
  const priced = services.assets.filter(({ key }) =>
    data.rows.every(({ assets }) => assets?.[key]?.price !== undefined),
  )
  const kind = { stock: words('vốn', 'stock'), investment: words('đầu tư', 'investment') }
  return studyTable(
    'assetData',
    t(
      'Số liệu theo loại tài sản: đầu tư hoặc vốn theo giá so sánh, và giá tài sản so với giá GRDP',
      'Figures by type of asset: investment or stock at constant prices, and its price over that of GRDP',
    ),
    [
      textColumn(t('Năm', 'Year'), 0.8),
      ...services.assets.map(({ key, from }) =>
        numberColumn(`${short(names[key]?.[language] ?? key)}: ${t(kind[from])}`),
      ),
      ...priced.map(({ key }) =>
        numberColumn(`${short(names[key]?.[language] ?? key)}: ${t('giá', 'price')}`),
      ),
    ],
    data.rows.map(({ year, assets }) =>
      rowOf([
        word(String(year)),
        ...services.assets.map(({ key, from }) =>
          number(from === 'stock' ? assets?.[key]?.k : assets?.[key]?.i),
        ),
        ...priced.map(({ key }) => number(assets?.[key]?.price, 4)),
      ]),
    ),
  )
}

function groupData(data: StudyData, { labour }: StoredResult, language: Language) {
  if (labour === undefined) return null
  const { t, number } = writing(language)
  const names = partNames(data)
  const column = (vi: string, en: string) =>
    labour.groups.map(({ key }) => numberColumn(`${names[key]?.[language] ?? key}: ${t(vi, en)}`))
  return studyTable(
    'groupData',
    t(
      'Số liệu theo trình độ: số lao động (nghìn người) và thu nhập bình quân tháng (nghìn đồng)',
      'Figures by qualification: workers (thousand) and average monthly earnings (thousand đồng)',
    ),
    [
      textColumn(t('Năm', 'Year'), 0.8),
      ...column('số lao động', 'workers'),
      ...column('thu nhập', 'earnings'),
    ],
    data.rows.map(({ year, groups }) =>
      rowOf([
        word(String(year)),
        ...labour.groups.map(({ key }) => number(groups?.[key]?.persons, 1)),
        ...labour.groups.map(({ key }) => number(groups?.[key]?.pay, 0)),
      ]),
    ),
  )
}
