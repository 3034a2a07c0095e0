import { type SectorGroup, sectorGroups } from '../enterprises/index.ts'
import { type Grant, officers } from '../platform/actor.ts'
import { type Language, translator, type Words, words } from '../platform/language.ts'
import { roundedMillions } from '../platform/money.ts'
import { formatNumber, percentText } from '../platform/numbers.ts'

import type { Crumb, PageRequest } from '../platform/page.ts'
import type { AccountsYear } from './queries.ts'

export const readers: readonly Grant[] = [...officers, 'enterprise']
export const editors: readonly Grant[] = ['coordinator', 'enterprise']

/** The way up: the register (which an enterprise has not), the enterprise, and its productivity. */
export function crumbs(
  { t, actor }: PageRequest,
  enterprise: { id: number; name: string },
  deep = true,
): Crumb[] {
  const own = { label: enterprise.name, href: `/enterprises/${enterprise.id}` }
  const page = { label: t('Năng suất', 'Productivity'), href: `${own.href}/productivity` }
  return [
    ...(actor.role === 'enterprise'
      ? []
      : [{ label: t('Doanh nghiệp', 'Enterprises'), href: '/enterprises' }]),
    own,
    ...(deep ? [page] : []),
  ]
}

/** A ratio with three decimals; a dash where it cannot be had. */
export function ratio(value: number | null, language: Language): string {
  return value === null ? '—' : formatNumber(value, language, 3)
}

/** A mean in đồng as triệu đồng, in a sentence. */
export function millions(value: number, language: Language): string {
  return roundedMillions(BigInt(Math.round(value)), language)
}

export const quartileNames: readonly Words[] = [
  words('nhóm 25% thấp nhất', 'the lowest quarter'),
  words('nhóm dưới trung vị', 'the quarter below the median'),
  words('nhóm trên trung vị', 'the quarter above the median'),
  words('nhóm 25% cao nhất', 'the highest quarter'),
]

/** Where an enterprise stands, in a sentence; never names another. */
export function placeSentence(year: AccountsYear, sector: SectorGroup, industry: string | null): Words {
  const { place } = year
  if (place === null) return { vi: 'Chưa có số liệu.', en: 'No figures yet.' }
  if (!place.shown) return place.words
  const among: Words =
    place.among === 'industry' && industry !== null
      ? { vi: industry, en: industry }
      : sectorGroups.names[sector]
  const words = (language: Language): string => {
    const bound = (value: number) => millions(value, language)
    const { q1, median, q3 } = place.bounds
    return language === 'vi'
      ? `Năm ${year.year}, năng suất lao động thuộc ${quartileNames[place.quartile - 1]?.vi} trong ${place.count} doanh nghiệp có số liệu của ngành "${among.vi}" (mốc 25%: ${bound(q1)}; trung vị: ${bound(median)}; mốc 75%: ${bound(q3)} triệu đồng/người).`
      : `In ${year.year} labour productivity is in ${quartileNames[place.quartile - 1]?.en} of the ${place.count} enterprises with figures in “${among.en}” (25%: ${bound(q1)}; median: ${bound(median)}; 75%: ${bound(q3)} million đồng a person).`
  }
  return { vi: words('vi'), en: words('en') }
}

/** The two ways of value added held against each other, in a sentence; null when only one is there. */
export function twoWaysSentence(year: AccountsYear, language: Language): string | null {
  const { valueAddedProduction, valueAddedIncome, twoWays } = year
  if (twoWays === null || valueAddedProduction === null || valueAddedIncome === null) return null
  const production = millions(Number(valueAddedProduction), language)
  const income = millions(Number(valueAddedIncome), language)
  const apart = percentText(Math.abs(twoWays.percent), language)
  const t = translator(language)
  return twoWays.agrees
    ? t(
        `Năm ${year.year}: hai cách tính khớp nhau (sản xuất ${production}, thu nhập ${income} triệu đồng, chênh ${apart}).`,
        `${year.year}: the two ways agree (production ${production}, income ${income} million đồng, ${apart} apart).`,
      )
    : t(
        `Năm ${year.year}: hai cách tính chênh ${apart} (sản xuất ${production}, thu nhập ${income} triệu đồng); xin soát lại số liệu.`,
        `${year.year}: the two ways are ${apart} apart (production ${production}, income ${income} million đồng); please look at the figures again.`,
      )
}
