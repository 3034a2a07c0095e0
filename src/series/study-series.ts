import { createHash } from 'node:crypto'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import { notFound } from '../platform/problem.ts'
import { laborShare, type SeriesRow, TfpError } from '../tfp/index.ts'
import { numbersOf, type StoredSeries, storedSeries } from './observations.ts'
import { aggregateTerritories, isAdditive, type Status, withPrices } from './rules.ts'
import { assetRows, averagePay, groupRows, type StudyPart } from './study-components.ts'
import { type Dimension, dimensions, keptUnit, units } from './units.ts'

/**
 * Where the labour share comes from: `given` the series labour_share; `employees` compensation with the self-employed at
 * employees' average pay; `rest` mixed income shared as the rest of the economy; `mixed` all mixed income as labour
 * (Gollin 2002; see `ShareInput` of src/tfp). `none` leaves it out.
 */
export type ShareWay = 'given' | 'employees' | 'rest' | 'mixed' | 'none'

export interface StudySeriesRequest {
  readonly territoryId: number
  /** Sector key; null for the whole economy. */
  readonly sector: string | null
  /** First and last year taken; all years when left out. */
  readonly from?: number | undefined
  readonly until?: number | undefined
  /** Default: the first of `given`, `employees`, `rest`, `mixed` that the data allow in every year. */
  readonly labourShare?: ShareWay | undefined
  /** Default `persons`; `quality` is persons, with workers and pay by qualification in each row's `groups`. */
  readonly labour?: 'persons' | 'hours' | 'quality' | undefined
  /** Default: the stock where it is known for every year, else investment; `services` fills each row's `assets` instead. */
  readonly capital?: 'stock' | 'investment' | 'services' | undefined
  /** Base year of constant prices; default the one with most years. */
  readonly baseYear?: number | undefined
}

export interface UsedSeries {
  readonly measure: string
  readonly label: Words
  readonly unit: Words
  readonly sources: string[]
  readonly preliminaryYears: number[]
  /** Years that are the sum of the territories that this one was made of. */
  readonly summedYears: number[]
  /** Series of this territory that the values stand in; empty where all are summed. */
  readonly seriesIds: number[]
}

export interface StudySeries {
  readonly rows: SeriesRow[]
  readonly used: UsedSeries[]
  /** Year whose prices output and capital are in; null where there is no output. */
  readonly baseYear: number | null
  readonly labourShare: ShareWay
  /** SHA-256 of the rows: the same as long as the figures are. */
  readonly version: string
  readonly warnings: Words[]
  /** The assets and groups in the rows; only with `services` or `quality`. */
  readonly parts?: readonly StudyPart[]
}

/** A series as a study uses it, with its values by year. */
export interface Line extends UsedSeries {
  readonly values: ReadonlyMap<number, number>
}

/**
 * The rows of a TFP study out of the latest values on record (edition in use only): y GRDP at constant prices (tỷ đồng), k
 * capital stock or i investment (tỷ đồng, same prices), l employed persons (nghìn người) or hours (triệu giờ), the labour
 * share. A year stands in `rows` when it has output, labour and capital or investment; years left out are in `warnings`.
 * For a merged territory years before its own figures are the sums of its parts, said in `warnings`.
 * @throws Problem 404 for a territory that is not there
 */
export async function studySeries(db: Db, request: StudySeriesRequest): Promise<StudySeries> {
  const { sector, stored, line } = await linesOf(db, request)
  const warnings: Words[] = []
  const used: Line[] = []
  const take = (taken: Line): Line => {
    // The same series may serve twice: employed persons as labour and in the share.
    const same = (one: Line) =>
      one.measure === taken.measure && one.seriesIds.join() === taken.seriesIds.join()
    if (taken.values.size > 0 && !used.some(same)) used.push(taken)
    return taken
  }
  const baseYear = request.baseYear ?? chooseBase(stored, sector)
  const y = take(line('grdp_constant', baseYear))
  const l = take(line(request.labour === 'hours' ? 'hours' : 'employed', null))
  const years = [...y.values.keys()].filter((year) => l.values.has(year))
  const sources = { line, take, baseYear, years, output: y, warnings }
  const assets = request.capital === 'services' ? await assetRows(db, sources) : null
  const groups = request.labour === 'quality' ? await groupRows(db, sources) : null
  const capital = assets === null ? capitalLine(request.capital, sources) : null
  const kept = years.filter(
    (year) =>
      (capital === null || capital.line.values.has(year)) &&
      (assets === null || assets.of(year) !== null) &&
      (groups === null || groups.of(year) !== null),
  )
  const { way, shares } = sharesFor(kept, request.labourShare, { line, take, sector, warnings })
  const rows = kept.map((year): SeriesRow => {
    const share = shares.get(year)
    return {
      year,
      y: y.values.get(year) ?? 0,
      ...(capital === null
        ? { assets: assets?.of(year) ?? {} }
        : { [capital.column]: capital.line.values.get(year) ?? 0 }),
      l: l.values.get(year) ?? 0,
      ...(share === undefined ? {} : { laborShare: share }),
      ...(groups === null ? {} : { groups: groups.of(year) ?? {} }),
    }
  })
  const needed = [
    y,
    l,
    ...(capital === null ? [] : [capital.line]),
    ...(assets?.needed ?? []),
    ...(groups?.needed ?? []),
  ]
  warnings.push(...said(used, rows, needed))
  return {
    rows,
    used: used.map(({ values: _values, ...rest }) => rest),
    baseYear,
    labourShare: way,
    version: createHash('sha256').update(JSON.stringify(rows)).digest('hex'),
    warnings,
    ...(assets === null && groups === null
      ? {}
      : { parts: [...(assets?.parts ?? []), ...(groups?.parts ?? [])] }),
  }
}

/** The stock where it is wished or known for every year, else investment, with the column that it fills. */
function capitalLine(
  wished: 'stock' | 'investment' | 'services' | undefined,
  {
    line,
    take,
    baseYear,
    years,
  }: Pick<Sources, 'line' | 'take'> & {
    readonly baseYear: number | null
    readonly years: readonly number[]
  },
): { readonly column: 'k' | 'i'; readonly line: Line } {
  const stock = line('capital_stock', baseYear)
  const investment = line('investment_constant', baseYear)
  const covers = (one: Line) => years.length > 0 && years.every((year) => one.values.has(year))
  const kind =
    wished ?? (covers(stock) || (!covers(investment) && stock.values.size > 0) ? 'stock' : 'investment')
  return kind === 'stock' ? { column: 'k', line: take(stock) } : { column: 'i', line: take(investment) }
}

/**
 * The lines of a territory and sector out of what is on record: its own, and for a merged territory the sums (or means of pay) of its
 * parts in the years before its own.
 * @throws Problem 404 for a territory that is not there
 */
async function linesOf(db: Db, { territoryId, from, until, ...request }: StudySeriesRequest) {
  const territory = await db
    .selectFrom('territory')
    .select('id')
    .where('id', '=', territoryId)
    .executeTakeFirst()
  if (territory === undefined) throw notFound(words('địa bàn', 'Territory'))
  const parts = await db
    .selectFrom('territory')
    .select('id')
    .where('successorId', '=', territoryId)
    .orderBy('ord')
    .execute()
  const partIds = parts.map((part) => part.id)
  const sector = request.sector ?? 'total'
  const sectors = sector === 'total' ? ['total', 'product_tax'] : [sector]
  const stored = await storedSeries(db, { territoryIds: [territoryId, ...partIds], sectors, edition: '' })
  const measures = await db.selectFrom('seriesMeasure').selectAll().execute()
  const within = (year: number) =>
    year >= (from ?? Number.NEGATIVE_INFINITY) && year <= (until ?? Number.POSITIVE_INFINITY)
  const line = (measure: string, baseYear: number | null, of = sector): Line => {
    const found = stored.filter(
      (one) => one.measure === measure && one.baseYear === baseYear && one.sector === of,
    )
    const own = found.find((one) => one.territoryId === territoryId)
    const theirs = partIds.map((part) => found.find((one) => one.territoryId === part))
    const { values, derived } = isAdditive(measure)
      ? aggregateTerritories(numbersOf(own), theirs.map(numbersOf))
      : measure.startsWith('pay_')
        ? averagePay(numbersOf(own), payOf(stored, measure, theirs))
        : { values: numbersOf(own), derived: [] }
    const chosen = new Map([...values].filter(([year]) => within(year)))
    const said = [...chosen.keys()].map((year) => ({
      year,
      cells: (derived.includes(year) ? theirs : [own]).flatMap((one) => one?.values.get(year) ?? []),
    }))
    const named = measures.find((one) => one.key === measure)
    const prices = baseYear === null ? { vi: '', en: '' } : { vi: ` năm ${baseYear}`, en: ` of ${baseYear}` }
    return {
      measure,
      label: {
        vi: withPrices(named?.name ?? measure, prices.vi),
        en: withPrices(named?.nameEn ?? measure, prices.en),
      },
      unit: unitWords(named?.dimension),
      sources: [...new Set(said.flatMap(({ cells }) => cells.map((cell) => cell.source)))],
      preliminaryYears: said.filter(({ cells }) => cells.some(notFinal)).map(({ year }) => year),
      summedYears: derived.filter((year) => chosen.has(year)),
      seriesIds: own === undefined ? [] : [own.id],
      values: chosen,
    }
  }
  return { sector, stored, line }
}

/** Pay with the workers that earn it, of each part of a merged territory. */
function payOf(
  stored: readonly StoredSeries[],
  measure: string,
  theirs: readonly (StoredSeries | undefined)[],
) {
  const workers = measure.replace(/^pay_/, 'employed_')
  return theirs.map((pay) => ({
    pay: numbersOf(pay),
    persons: numbersOf(
      stored.find(
        (one) => one.measure === workers && one.sector === pay?.sector && one.territoryId === pay.territoryId,
      ),
    ),
  }))
}

const notFinal = ({ status }: { status: Status }) => status !== 'official'

/** The unit that values of a dimension are kept in, in words. */
export function unitWords(dimension: string | undefined): Words {
  const known: Dimension | undefined = dimensions.find((one) => one === dimension)
  return units[keptUnit[known ?? 'money']].words
}

/** The base year with most years of output; of equals the later. */
function chooseBase(all: readonly StoredSeries[], sector: string): number | null {
  const counts = new Map<number, number>()
  for (const one of all) {
    if (one.measure !== 'grdp_constant' || one.sector !== sector || one.baseYear === null) continue
    counts.set(one.baseYear, Math.max(counts.get(one.baseYear) ?? 0, numbersOf(one).size))
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])
  return best?.[0] ?? null
}

interface Sources {
  readonly line: (measure: string, baseYear: number | null, sector?: string) => Line
  readonly take: (line: Line) => Line
  readonly sector: string
  readonly warnings: Words[]
}

/**
 * The labour share of each year by the way wished, else by the first way that the lines allow in all years; years that lack a
 * figure have none, said in `warnings`.
 */
export function sharesFor(
  years: readonly number[],
  wished: ShareWay | undefined,
  { line, take, sector, warnings }: Sources,
): { way: ShareWay; shares: ReadonlyMap<number, number> } {
  const given = line('labour_share', null)
  const compensation = line('compensation', null)
  const mixed = line('mixed_income', null)
  const employees = line('employees', null)
  const employed = line('employed', null)
  const current = line('grdp_current', null)
  const taxes = sector === 'total' ? line('grdp_current', null, 'product_tax') : null
  const needs: Readonly<Record<Exclude<ShareWay, 'none'>, readonly Line[]>> = {
    given: [given],
    employees: [compensation, current, employees, employed],
    rest: [compensation, current, mixed],
    mixed: [compensation, current, mixed],
  }
  const ways = ['given', 'employees', 'rest', 'mixed'] as const
  const whole = (way: (typeof ways)[number]) =>
    years.length > 0 && needs[way].every((one) => years.every((year) => one.values.has(year)))
  const way = wished ?? ways.find(whole) ?? 'none'
  const shares = new Map<number, number>()
  if (way === 'none') return { way, shares }
  for (const one of needs[way]) take(one)
  let market = false
  for (const year of years) {
    if (needs[way].some((one) => !one.values.has(year))) continue
    if (way === 'given') {
      shares.set(year, given.values.get(year) ?? 0)
      continue
    }
    // Value added at basic prices is GRDP less product taxes; a sector's value added already is.
    const tax = taxes?.values.get(year)
    if (taxes !== null && tax === undefined) market = true
    const common = {
      compensation: compensation.values.get(year) ?? 0,
      valueAdded: (current.values.get(year) ?? 0) - (tax ?? 0),
    }
    const mixedIncome = mixed.values.get(year) ?? 0
    try {
      const { share } = laborShare(
        way === 'employees'
          ? {
              way: 'samePay',
              ...common,
              employed: employed.values.get(year) ?? 0,
              employees: employees.values.get(year) ?? 0,
            }
          : { way: way === 'rest' ? 'asRest' : 'allLabour', ...common, mixedIncome },
      )
      shares.set(year, share)
    } catch (error) {
      if (!(error instanceof TfpError)) throw error
      warnings.push(words(`Năm ${year}: ${error.words.vi}`, `${year}: ${error.words.en}`))
    }
  }
  if (market) {
    warnings.push({
      vi: 'Chưa có thuế sản phẩm trừ trợ cấp theo giá hiện hành, nên tỷ trọng lao động tính trên GRDP theo giá thị trường và thấp hơn trên giá trị tăng thêm theo giá cơ bản.',
      en: 'Product taxes less subsidies at current prices are missing, so the labour share is taken on GRDP at market prices and is lower than on value added at basic prices.',
    })
  }
  const lacking = years.filter((year) => !shares.has(year))
  if (lacking.length > 0) {
    warnings.push({
      vi: `Thiếu số liệu để tính tỷ trọng lao động các năm ${lacking.join(', ')}.`,
      en: `The data for the labour share are missing in ${lacking.join(', ')}.`,
    })
  }
  return { way, shares }
}

/** What a reader of a study must know of its data: years left out, summed, not final. */
function said(
  used: readonly Line[],
  rows: readonly SeriesRow[],
  needed: readonly Pick<Line, 'values'>[],
): Words[] {
  const words: Words[] = []
  const kept = new Set(rows.map((row) => row.year))
  const some = new Set(needed.flatMap((one) => [...one.values.keys()]))
  const left = [...some].filter((year) => !kept.has(year)).sort((a, b) => a - b)
  if (left.length > 0) {
    words.push({
      vi: `Không dùng các năm ${left.join(', ')} vì chưa đủ GRDP, vốn (hoặc đầu tư) và lao động.`,
      en: `The years ${left.join(', ')} are left out: output, capital (or investment) or labour is missing.`,
    })
  }
  words.push(...yearsSaid(used, kept))
  return words
}

/** Which of the years that are used are sums of the territories before a merger, and which are not official: a sentence for each set of years. */
export function yearsSaid(used: readonly UsedSeries[], kept: ReadonlySet<number>): Words[] {
  const bySet = (years: (series: UsedSeries) => readonly number[]) => {
    const sets = new Map<string, UsedSeries[]>()
    for (const one of used) {
      const set = years(one).filter((year) => kept.has(year))
      if (set.length > 0) sets.set(set.join(', '), [...(sets.get(set.join(', ')) ?? []), one])
    }
    return [...sets].map(([set, series]) => ({
      set,
      vi: series.map(({ label }) => label.vi).join('; '),
      en: series.map(({ label }) => label.en).join('; '),
    }))
  }
  return [
    ...bySet(({ summedYears }) => summedYears).map(({ set, vi, en }) => ({
      vi: `Các năm ${set} là tổng của các địa bàn trước khi sáp nhập: ${vi}.`,
      en: `${set} are sums of the territories before the merger: ${en}.`,
    })),
    ...bySet(({ preliminaryYears }) => preliminaryYears).map(({ set, vi, en }) =>
      words(`Số liệu các năm ${set} chưa chính thức: ${vi}.`, `${set} are not official yet: ${en}.`),
    ),
  ]
}
