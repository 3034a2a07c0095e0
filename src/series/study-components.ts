import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import type { AssetYear, GroupYear } from '../tfp/index.ts'
import { type CataloguePart, catalogueParts, type PartKind } from './measure-components.ts'
import { aggregateTerritories, type YearValues } from './rules.ts'

/** A part that a study uses, as the catalogue says it. */
export type StudyPart = Omit<CataloguePart, 'aliases'>

/** What the parts of a study are read from. */
export interface PartSources<Line> {
  readonly line: (measure: string, baseYear: number | null) => Line
  readonly take: (line: Line) => Line
  readonly baseYear: number | null
  /** Years with output and labour. */
  readonly years: readonly number[]
  readonly output: Line
  readonly warnings: Words[]
}

/** Parts with, for each year that has all of them, what a row holds. */
export interface PartRows<Year> {
  readonly parts: readonly StudyPart[]
  /** Lines whose years decide which rows there are. */
  readonly needed: readonly { readonly values: YearValues }[]
  readonly of: (year: number) => Readonly<Record<string, Year>> | null
}

type WithValues = { readonly values: YearValues }

/**
 * Capital by type of asset at the prices of the base year: the stock where it covers the years, else investment. Where the
 * asset's investment is known at both prices in every year used, its price over that of output comes too. A type without
 * any figure is left out, said in `warnings`.
 */
export async function assetRows<Line extends WithValues>(
  db: Db,
  { line, take, baseYear, years, output, warnings }: PartSources<Line>,
): Promise<PartRows<AssetYear>> {
  const found = (await catalogueParts(db, 'asset')).map((part) => {
    const stock = line(`capital_stock_${part.key}`, baseYear)
    const investment = line(`investment_constant_${part.key}`, baseYear)
    const covers = (one: Line) => years.every((year) => one.values.has(year))
    const kind: 'k' | 'i' =
      covers(stock) || (!covers(investment) && stock.values.size > investment.values.size) ? 'k' : 'i'
    return { part, kind, amount: kind === 'k' ? stock : investment, investment }
  })
  const used = found.filter(({ amount }) => amount.values.size > 0)
  leftOut(
    found.filter((one) => !used.includes(one)).map(({ part }) => part),
    'asset',
    warnings,
  )
  for (const { amount } of used) take(amount)
  const kept = years.filter((year) => used.every(({ amount }) => amount.values.has(year)))
  const current = line('grdp_current', null)
  const prices = new Map(
    used.map(({ part, investment }) => {
      const cost = line(`investment_current_${part.key}`, null)
      const price = (year: number) => {
        const [paid, volume] = [cost.values.get(year), investment.values.get(year)]
        const [value, real] = [current.values.get(year), output.values.get(year)]
        const all = [paid, volume, value, real].filter((each) => each !== undefined && each > 0)
        const [p = 0, v = 1, c = 1, r = 0] = all
        return all.length < 4 ? undefined : (p / v / c) * r
      }
      const known = kept.length > 0 && kept.every((year) => price(year) !== undefined)
      if (known) for (const one of [cost, investment, current]) take(one)
      return [part.key, known ? price : () => undefined] as const
    }),
  )
  return {
    parts: used.map(({ part }) => bare(part)),
    needed: used.map(({ amount }) => amount),
    of: (year) => {
      const entries = used.flatMap(({ part, kind, amount }): [string, AssetYear][] => {
        const value = amount.values.get(year)
        const price = prices.get(part.key)?.(year)
        if (value === undefined) return []
        return [[part.key, { [kind]: value, ...(price === undefined ? {} : { price }) }]]
      })
      return used.length > 0 && entries.length === used.length ? Object.fromEntries(entries) : null
    },
  }
}

/** Workers by qualification (nghìn người) with their average monthly pay (nghìn đồng); a group without any figure is left out. */
export async function groupRows<Line extends WithValues>(
  db: Db,
  { line, take, warnings }: Pick<PartSources<Line>, 'line' | 'take' | 'warnings'>,
): Promise<PartRows<GroupYear>> {
  const found = (await catalogueParts(db, 'skill')).map((part) => ({
    part,
    persons: line(`employed_${part.key}`, null),
    pay: line(`pay_${part.key}`, null),
  }))
  const used = found.filter(({ persons, pay }) => persons.values.size > 0 && pay.values.size > 0)
  leftOut(
    found.filter((one) => !used.includes(one)).map(({ part }) => part),
    'skill',
    warnings,
  )
  for (const { persons, pay } of used) for (const one of [persons, pay]) take(one)
  return {
    parts: used.map(({ part }) => bare(part)),
    needed: used.flatMap(({ persons, pay }) => [persons, pay]),
    of: (year) => {
      const entries = used.flatMap(({ part, persons, pay }): [string, GroupYear][] => {
        const [number, earned] = [persons.values.get(year), pay.values.get(year)]
        return number === undefined || earned === undefined
          ? []
          : [[part.key, { persons: number, pay: earned }]]
      })
      return used.length > 0 && entries.length === used.length ? Object.fromEntries(entries) : null
    },
  }
}

const bare = ({ aliases: _, ...part }: CataloguePart): StudyPart => part

function leftOut(parts: readonly CataloguePart[], kind: PartKind, warnings: Words[]): void {
  if (parts.length === 0) return
  const list = (language: keyof Words) => parts.map(({ name }) => name[language].toLowerCase()).join('; ')
  warnings.push(
    kind === 'asset'
      ? words(
          `Không có số liệu vốn hoặc đầu tư (cùng năm gốc giá) của: ${list('vi')}; vốn chỉ gồm các loại tài sản còn lại.`,
          `There is no capital or investment (of the same base year) of: ${list('en')}; capital holds the other types only.`,
        )
      : words(
          `Không có đủ số lao động và thu nhập bình quân của nhóm: ${list('vi')}; chất lượng lao động tính trên các nhóm còn lại.`,
          `Workers or their earnings are missing for: ${list('en')}; the quality of labour rests on the other groups.`,
        ),
  )
}

/**
 * Average pay of a merged territory: its own, and for earlier years that of its parts weighted by their workers, where every
 * part has both.
 */
export function averagePay(
  own: YearValues,
  parts: readonly { readonly pay: YearValues; readonly persons: YearValues }[],
): { values: YearValues; derived: number[] } {
  const bills = parts.map(
    ({ pay, persons }) =>
      new Map(
        [...pay].flatMap(([year, each]) => {
          const number = persons.get(year)
          return number === undefined ? [] : [[year, each * number] as const]
        }),
      ),
  )
  const bill = aggregateTerritories(new Map(), bills).values
  const persons = aggregateTerritories(
    new Map(),
    parts.map((part) => part.persons),
  ).values
  const means = [...bill].flatMap(([year, total]) => {
    const number = persons.get(year) ?? 0
    return own.has(year) || number <= 0 ? [] : [[year, total / number] as const]
  })
  const values = new Map([...own, ...means].sort(([one], [other]) => one - other))
  return { values, derived: means.map(([year]) => year) }
}
