import { type Language, type Words, words } from '../../platform/language.ts'
import { formatNumber } from '../../tfp/index.ts'
import type { StoredResult, StudyData } from '../result.ts'
import { numberColumn, numbers, type StudyTable, textColumn, word } from '../study-table.ts'
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
  const t = (words: Words) => words[language]
  const lives = services.assets.some(({ delta }) => delta === null)
  const shown = (value: number | null | undefined) => {
    if (value === null || value === undefined) return '–'
    return lives
      ? `${formatNumber(value, 0, language)} ${t(words('năm', 'years'))}`
      : `${formatNumber(100 * value, 1, language)}%`
  }
  const check = t(words('cần đối chiếu', 'to be checked'))
  return {
    key: 'assetSources' as const,
    caption: t({
      vi: 'Khấu hao (tuổi thọ) đã dùng, mức mặc định của danh mục và nguồn',
      en: 'Depreciation (lives) used, the default of the catalogue and its source',
    }),
    columns: [
      textColumn(t(words('Loại tài sản', 'Type of asset')), 1.6),
      textColumn(t(words('Đã dùng', 'Used')), 0.8),
      textColumn(t(words('Mặc định', 'Default')), 0.8),
      textColumn(t(words('Nguồn của mức mặc định', 'Source of the default')), 4),
    ],
    rows: services.assets.map(({ key, delta, life }) => {
      const part = parts.find((each) => each.key === key)
      const source = part?.source?.[language] ?? ''
      return {
        sum: false,
        cells: [
          part?.name[language] ?? key,
          shown(lives ? life : delta),
          shown(lives ? part?.serviceLife : part?.depreciation),
          part?.toCheck ? `${source} (${check})` : source,
        ].map(word),
      }
    }),
  } satisfies StudyTable
}

function assetData(data: StudyData, { services }: StoredResult, language: Language) {
  if (services === undefined) return null
  const number = numbers(language)
  const names = partNames(data)
  const t = (words: Words) => words[language]
  const priced = services.assets.filter(({ key }) =>
    data.rows.every(({ assets }) => assets?.[key]?.price !== undefined),
  )
  const kind = { stock: words('vốn', 'stock'), investment: words('đầu tư', 'investment') }
  return {
    key: 'assetData' as const,
    caption: t({
      vi: 'Số liệu theo loại tài sản: đầu tư hoặc vốn theo giá so sánh, và giá tài sản so với giá GRDP',
      en: 'Figures by type of asset: investment or stock at constant prices, and its price over that of GRDP',
    }),
    columns: [
      textColumn(t(words('Năm', 'Year')), 0.8),
      ...services.assets.map(({ key, from }) =>
        numberColumn(`${short(names[key]?.[language] ?? key)}: ${t(kind[from])}`),
      ),
      ...priced.map(({ key }) =>
        numberColumn(`${short(names[key]?.[language] ?? key)}: ${t(words('giá', 'price'))}`),
      ),
    ],
    rows: data.rows.map(({ year, assets }) => ({
      sum: false,
      cells: [
        word(String(year)),
        ...services.assets.map(({ key, from }) =>
          number(from === 'stock' ? assets?.[key]?.k : assets?.[key]?.i),
        ),
        ...priced.map(({ key }) => number(assets?.[key]?.price, 4)),
      ],
    })),
  } satisfies StudyTable
}

function groupData(data: StudyData, { labour }: StoredResult, language: Language) {
  if (labour === undefined) return null
  const number = numbers(language)
  const names = partNames(data)
  const t = (words: Words) => words[language]
  const column = (vi: string, en: string) =>
    labour.groups.map(({ key }) => numberColumn(`${names[key]?.[language] ?? key}: ${t({ vi, en })}`))
  return {
    key: 'groupData' as const,
    caption: t({
      vi: 'Số liệu theo trình độ: số lao động (nghìn người) và thu nhập bình quân tháng (nghìn đồng)',
      en: 'Figures by qualification: workers (thousand) and average monthly earnings (thousand đồng)',
    }),
    columns: [
      textColumn(t(words('Năm', 'Year')), 0.8),
      ...column('số lao động', 'workers'),
      ...column('thu nhập', 'earnings'),
    ],
    rows: data.rows.map(({ year, groups }) => ({
      sum: false,
      cells: [
        word(String(year)),
        ...labour.groups.map(({ key }) => number(groups?.[key]?.persons, 1)),
        ...labour.groups.map(({ key }) => number(groups?.[key]?.pay, 0)),
      ],
    })),
  } satisfies StudyTable
}
