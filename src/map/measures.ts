import { words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/** What a map of the communes can show. */
export const measures = states({
  enterprises: words('Doanh nghiệp', 'Enterprises'),
  applications: words('Hồ sơ đề nghị', 'Applications'),
  support: words('Tiền hỗ trợ đã giải ngân (triệu đồng)', 'Support paid (million đồng)'),
  certificates: words('Chứng nhận', 'Certificates'),
})
export type Measure = StateOf<typeof measures>

/** The colours from little to much, on paper; `dark.css` has their likes for the dark. None is grey: that is where nothing is. */
export const shades = ['#dbe8f4', '#a9cbe8', '#6ea6d6', '#2f78b5', '#0b4a7f'] as const

/**
 * Bounds between the shades: equal numbers of communes in each, as far as their values differ.
 * @param values of the communes that have any
 * @returns the highest value of each shade but the last, rising
 */
export function boundsOf(values: readonly number[]): number[] {
  const sorted = values.filter((value) => value > 0).toSorted((one, other) => one - other)
  const distinct = [...new Set(sorted)]
  if (distinct.length <= shades.length) return distinct.slice(0, -1)
  const bounds = shades
    .slice(1)
    .map((_, at) => sorted[Math.ceil(((at + 1) * sorted.length) / shades.length) - 1] ?? 0)
  return [...new Set(bounds)].filter((bound) => bound < (distinct.at(-1) ?? 0))
}

/** Which shade a value has; the last is the darkest. With few bounds the shades are spread over the whole scale. */
export function shadeOf(value: number, bounds: readonly number[]): string {
  const place = bounds.filter((bound) => value > bound).length
  const spread = bounds.length === 0 ? 2 : Math.round((place * (shades.length - 1)) / bounds.length)
  return shades[spread] ?? shades[0]
}
