import { type Language, type Words, words } from '../../platform/language.ts'
import { formatNumber } from '../../tfp/index.ts'
import type { StoredResult, StudyData } from '../result.ts'
import { inOrder, partNames } from './choices.ts'

interface Side {
  readonly result: StoredResult
  readonly data: StudyData
}

const number = (value: number | null | undefined, language: Language, digits = 2) =>
  value === null || value === undefined ? '–' : formatNumber(value, digits, language)

/** Capital services in a line: each asset with how fast it wears. */
export function servicesShort(result: StoredResult, data: StudyData): Words {
  const names = partNames(data)
  const { services } = inOrder(result, names)
  const list = (language: Language) =>
    (services?.assets ?? [])
      .map(({ key, delta, life }) => {
        const name = (names[key]?.[language] ?? key).replace(/ \(.*\)$/, '')
        const years = language === 'vi' ? 'năm' : 'years'
        return delta === null
          ? `${name} ${number(life, language, 0)} ${years}`
          : `${name} ${number(100 * delta, language, 1)}%`
      })
      .join('; ')
  return words(`dịch vụ vốn: ${list('vi')}`, `capital services: ${list('en')}`)
}

/** What the parts of both studies say, a line each; a dash where a study has none. */
export function partLines(language: Language): readonly (readonly [Words, (side: Side) => string])[] {
  return [
    [
      words('Suất sinh lời thực bình quân (%/năm)', 'Mean real rate of return (% a year)'),
      ({ result: { services } }) => {
        const rates = services?.rates.filter((rate) => rate !== null) ?? []
        if (rates.length === 0) return '–'
        return number((100 * rates.reduce((one, other) => one + other, 0)) / rates.length, language, 1)
      },
    ],
    [
      words('Đóng góp theo loại tài sản (điểm)', 'Contributions by type of asset (points)'),
      ({ result, data }) => {
        const names = partNames(data)
        const { services } = inOrder(result, names)
        if (services === undefined) return '–'
        return services.assets
          .map(
            ({ key }) =>
              `${(names[key]?.[language] ?? key).replace(/ \(.*\)$/, '')} ${number(services.mean.points[key], language)}`,
          )
          .join('; ')
      },
    ],
    [
      words('Chất lượng lao động tăng (%/năm)', 'Growth of the quality of labour (% a year)'),
      ({ result: { labour } }) => number(labour?.mean.gQuality, language),
    ],
    [
      words('Đóng góp của chất lượng lao động (điểm)', 'Contribution of the quality of labour (points)'),
      ({ result: { labour } }) => number(labour?.mean.points.quality, language),
    ],
  ]
}
