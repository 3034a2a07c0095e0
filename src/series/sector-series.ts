import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { type Words, words } from '../platform/language.ts'
import type { SectorRow } from '../tfp/index.ts'
import { aggregateTerritories, isAdditive, type Status, withPrices } from './rules.ts'
import { type Line, type ShareWay, sharesFor, type UsedSeries, unitWords, yearsSaid } from './study-series.ts'

export interface SectorSeriesRequest {
  readonly territoryId: number
  /** 1: the three sectors of the economy; 2: the sections of VSIC. */
  readonly level: 1 | 2
  /** Years of the study. */
  readonly years: readonly number[]
  /** Year whose prices the study's output is in. */
  readonly baseYear: number | null
  readonly labour: 'persons' | 'hours'
  /** The study's capital; the other kind is taken where the sectors have more years of it. */
  readonly capital: 'stock' | 'investment'
  readonly labourShare: ShareWay
}

/** A sector with its years of output and labour; the rest of a row where it is known. */
export interface SectorOfSeries {
  readonly key: string
  readonly name: Words
  readonly rows: readonly SectorRow[]
}

/** Years that a sector with output lacks something. */
export interface SectorGap {
  readonly sector: Words
  readonly what: 'y' | 'l' | 'capital'
  readonly years: readonly number[]
}

export interface SectorSeries {
  /** In the order of the catalogue; those without any output are left out, said in `warnings`. */
  readonly sectors: readonly SectorOfSeries[]
  /** The whole as published for itself, output less taxes on products where these are known. */
  readonly total: readonly {
    readonly year: number
    readonly y?: number
    readonly l?: number
    readonly k?: number
  }[]
  /** One for each measure. */
  readonly used: readonly UsedSeries[]
  readonly gaps: readonly SectorGap[]
  readonly warnings: readonly Words[]
  /** SHA-256 of the rows: the same as long as the figures are. */
  readonly version: string
}

const measures = [
  'grdp_constant',
  'grdp_current',
  'employed',
  'hours',
  'capital_stock',
  'investment_constant',
  'labour_share',
  'compensation',
  'mixed_income',
  'employees',
]

/**
 * The rows of a territory's sectors for a study of its whole economy, out of the latest values on record (edition in use), by
 * the conventions of `studySeries`: y GRDP at constant prices and va at current ones (tỷ đồng), l persons (nghìn) or hours
 * (triệu), k or i at the prices of y, the labour share by the study's way where the sector has the figures in all years. Sums
 * of the parts for a merged territory. Taxes on products are no sector of production: they are left out. Two statements,
 * however many sectors there are.
 */
export async function sectorSeries(db: Db, request: SectorSeriesRequest): Promise<SectorSeries> {
  const found = await db
    .selectFrom('seriesSector')
    .select(['key', 'name', 'nameEn'])
    .select(
      sql<
        number[]
      >`array(SELECT id FROM territory WHERE successor_id = ${request.territoryId} ORDER BY ord)`.as('parts'),
    )
    .where('level', '=', request.level)
    .where('key', '<>', 'product_tax')
    .orderBy('ord')
    .execute()
  const parts = found[0]?.parts ?? []
  const cells = await cellsOf(
    db,
    [request.territoryId, ...parts],
    [...found.map(({ key }) => key), 'total', 'product_tax'],
  )
  const { line, taken, take } = lines(cells, request, parts)
  const warnings: Words[] = []
  const labour = request.labour === 'hours' ? 'hours' : 'employed'
  const known = (one: Line, year: number) => one.values.get(year)
  const all = found.map((sector) => ({
    key: sector.key,
    name: { vi: sector.name, en: sector.nameEn },
    y: line('grdp_constant', request.baseYear, sector.key),
    l: line(labour, null, sector.key),
    va: line('grdp_current', null, sector.key),
    stock: line('capital_stock', request.baseYear, sector.key),
    investment: line('investment_constant', request.baseYear, sector.key),
  }))
  const within = all.filter(({ y }) => [...y.values.values()].some((value) => value !== 0))
  const absent = all.filter((one) => !within.includes(one)).map(({ name }) => name)
  if (within.length > 0 && absent.length > 0) warnings.push(leftOut(absent))
  const years = request.years.filter((year) =>
    within.every(({ y, l }) => y.values.has(year) && l.values.has(year)),
  )
  const covered = (kind: 'stock' | 'investment') =>
    years.filter((year) => within.every((one) => one[kind].values.has(year))).length
  const other = request.capital === 'stock' ? 'investment' : 'stock'
  const capital = covered(other) > covered(request.capital) ? other : request.capital
  const unshared: Words[] = []
  const sectors = within.map(({ key, name, y, l, va, ...rest }) => {
    for (const one of [y, l, va, rest[capital]]) take(one)
    const shares = ownShares(years, request.labourShare, { line, take, sector: key })
    if (shares === null && request.labourShare !== 'none') unshared.push(name)
    const rows = request.years.flatMap((year): SectorRow[] => {
      const [output, work] = [known(y, year), known(l, year)]
      if (output === undefined || work === undefined) return []
      const [money, amount] = [known(va, year), known(rest[capital], year)]
      const share = shares?.get(year)
      return [
        {
          year,
          y: output,
          l: work,
          ...(money === undefined ? {} : { va: money }),
          ...(amount === undefined ? {} : capital === 'stock' ? { k: amount } : { i: amount }),
          ...(share === undefined ? {} : { laborShare: share }),
        },
      ]
    })
    return { key, name, rows }
  })
  if (unshared.length > 0) warnings.push(borrowedShare(unshared, within.length))
  const gaps = within.flatMap(({ name, y, l, ...rest }) =>
    (
      [
        ['y', y],
        ['l', l],
        ['capital', rest[capital]],
      ] as const
    ).flatMap(([what, one]): SectorGap[] => {
      const lacking = request.years.filter((year) => !one.values.has(year))
      return lacking.length === 0 ? [] : [{ sector: name, what, years: lacking }]
    }),
  )
  const { total, words } = wholeOf(request, { line, labour, capital })
  if (within.length > 0) warnings.push(words)
  warnings.push(...yearsSaid(taken(), new Set(years)))
  return {
    sectors,
    total,
    used: taken().map(({ values: _, ...rest }) => rest),
    gaps,
    warnings,
    version: createHash('sha256').update(JSON.stringify({ sectors, total })).digest('hex'),
  }
}

/** The whole economy for the check of sums, and what is done with taxes on products. */
function wholeOf(
  { years, baseYear }: SectorSeriesRequest,
  { line, labour, capital }: { line: LineOf; labour: string; capital: 'stock' | 'investment' },
): { total: SectorSeries['total']; words: Words } {
  const y = line('grdp_constant', baseYear, 'total')
  const l = line(labour, null, 'total')
  const k = line('capital_stock', baseYear, 'total')
  const tax = line('grdp_constant', baseYear, 'product_tax')
  const some = (name: 'y' | 'k' | 'l', value: number | undefined) =>
    value === undefined ? {} : { [name]: value }
  const total = years.map((year) => {
    const output = y.values.get(year)
    return {
      year,
      ...some('y', output === undefined ? undefined : output - (tax.values.get(year) ?? 0)),
      ...some('l', l.values.get(year)),
      ...(capital === 'stock' ? some('k', k.values.get(year)) : {}),
    }
  })
  const untaxed = years.filter((year) => !tax.values.has(year))
  return {
    total,
    words:
      untaxed.length === 0
        ? words(
            'Thuế sản phẩm trừ trợ cấp sản phẩm không phải là một ngành sản xuất nên không có trong phân tích theo ngành.',
            'Taxes less subsidies on products are no sector of production, so the account by sectors leaves them out.',
          )
        : words(
            `Chưa có thuế sản phẩm trừ trợ cấp theo giá so sánh các năm ${untaxed.join(', ')}, nên tổng các ngành được đối chiếu với GRDP theo giá thị trường; thuế không nằm trong phân tích theo ngành.`,
            `Taxes less subsidies on products at constant prices are missing in ${untaxed.join(', ')}, so the sectors’ sum is held against GRDP at market prices; taxes are not in the account by sectors.`,
          ),
  }
}

interface SectorCell {
  readonly seriesId: number
  readonly value: number
  readonly status: Status
  readonly source: string
}
interface Cells {
  readonly of: (
    territoryId: number,
    measure: string,
    sector: string,
    baseYear: number | null,
  ) => ReadonlyMap<number, SectorCell>
  readonly names: ReadonlyMap<string, { readonly name: Words; readonly unit: Words }>
}

async function cellsOf(db: Db, territoryIds: readonly number[], sectors: readonly string[]): Promise<Cells> {
  const rows = await db
    .selectFrom('series as s')
    .innerJoin('seriesMeasure as m', 'm.key', 's.measureKey')
    .innerJoin('observationCurrent as o', 'o.seriesId', 's.id')
    .select([
      's.id',
      's.territoryId',
      's.measureKey',
      's.sectorKey',
      's.baseYear',
      'm.name',
      'm.nameEn',
      'm.dimension',
      'o.year',
      'o.value',
      'o.status',
      'o.source',
    ])
    .where('s.territoryId', 'in', [...territoryIds])
    .where('s.sectorKey', 'in', [...sectors])
    .where('s.measureKey', 'in', measures)
    .where('s.edition', '=', '')
    .where('o.value', 'is not', null)
    .orderBy('o.year')
    .$narrowType<{ status: Status }>()
    .execute()
  const place = (territory: number, measure: string, sector: string, baseYear: number | null) =>
    `${territory}:${measure}:${sector}:${baseYear ?? ''}`
  const cells = new Map<string, Map<number, SectorCell>>()
  const names = new Map<string, { name: Words; unit: Words }>()
  for (const row of rows) {
    if (row.value === null) continue
    const key = place(row.territoryId, row.measureKey, row.sectorKey, row.baseYear)
    const series = cells.get(key) ?? new Map<number, SectorCell>()
    series.set(row.year, {
      seriesId: row.id,
      value: row.value,
      status: row.status,
      source: row.source,
    })
    cells.set(key, series)
    names.set(row.measureKey, {
      name: { vi: row.name, en: row.nameEn },
      unit: unitWords(row.dimension),
    })
  }
  const none: ReadonlyMap<number, SectorCell> = new Map()
  return {
    of: (territory, measure, sector, baseYear) =>
      cells.get(place(territory, measure, sector, baseYear)) ?? none,
    names,
  }
}

type LineOf = (measure: string, baseYear: number | null, sector: string) => Line

/** Lines of the territory with what of them was taken: one entry for each measure, whatever the number of sectors. */
function lines(cells: Cells, { territoryId, years }: SectorSeriesRequest, parts: readonly number[]) {
  const numbers = (series: ReadonlyMap<number, SectorCell>) =>
    new Map([...series].map(([year, { value }]) => [year, value]))
  const line: LineOf = (measure, baseYear, sector) => {
    const own = cells.of(territoryId, measure, sector, baseYear)
    const theirs = parts.map((part) => cells.of(part, measure, sector, baseYear))
    const { values, derived } = isAdditive(measure)
      ? aggregateTerritories(numbers(own), theirs.map(numbers))
      : { values: numbers(own), derived: [] }
    const chosen = new Map([...values].filter(([year]) => years.includes(year)))
    const said = [...chosen.keys()].flatMap((year) =>
      (derived.includes(year) ? theirs : [own]).flatMap((series) => {
        const cell = series.get(year)
        return cell === undefined ? [] : [{ year, ...cell }]
      }),
    )
    const words = cells.names.get(measure)
    const prices = baseYear === null ? { vi: '', en: '' } : { vi: ` năm ${baseYear}`, en: ` of ${baseYear}` }
    const label = (language: keyof Words) => withPrices(words?.name[language] ?? measure, prices[language])
    return {
      measure,
      label: { vi: `${label('vi')}, theo ngành`, en: `${label('en')}, by sector` },
      unit: words?.unit ?? { vi: '', en: '' },
      sources: [...new Set(said.map(({ source }) => source))],
      preliminaryYears: [
        ...new Set(said.filter(({ status }) => status !== 'official').map(({ year }) => year)),
      ],
      summedYears: derived.filter((year) => chosen.has(year)),
      seriesIds: [...new Set([...own.values()].map(({ seriesId }) => seriesId))],
      values: chosen,
    }
  }
  const taken = new Map<string, Line>()
  const union = <T>(one: readonly T[], other: readonly T[]) => [...new Set([...one, ...other])].sort()
  const take = (one: Line): Line => {
    if (one.values.size === 0) return one
    const before = taken.get(one.measure)
    taken.set(
      one.measure,
      before === undefined
        ? one
        : {
            ...before,
            sources: [...new Set([...before.sources, ...one.sources])],
            preliminaryYears: union(before.preliminaryYears, one.preliminaryYears),
            summedYears: union(before.summedYears, one.summedYears),
            seriesIds: [...new Set([...before.seriesIds, ...one.seriesIds])],
          },
    )
    return one
  }
  return { line, take, taken: () => [...taken.values()] }
}

/** The sector's labour share by the study's way; null where a year lacks a figure for it. */
function ownShares(
  years: readonly number[],
  way: ShareWay,
  { line, take, sector }: { line: LineOf; take: (line: Line) => Line; sector: string },
): ReadonlyMap<number, number> | null {
  const used: Line[] = []
  const keep = (one: Line) => {
    used.push(one)
    return one
  }
  const { shares } = sharesFor(years, way, {
    line: (measure, baseYear) => line(measure, baseYear, sector),
    take: keep,
    sector,
    warnings: [],
  })
  if (years.length === 0 || years.some((year) => !shares.has(year))) return null
  for (const one of used) take(one)
  return shares
}

const list = (names: readonly Words[], language: keyof Words) =>
  names.map((name) => name[language]).join('; ')

function leftOut(names: readonly Words[]): Words {
  return words(
    `Phân tích theo ngành không gồm các ngành chưa có GRDP theo giá so sánh cùng năm gốc: ${list(names, 'vi')}.`,
    `The account by sectors leaves out those without GRDP at constant prices of the same base year: ${list(names, 'en')}.`,
  )
}

function borrowedShare(names: readonly Words[], sectors: number): Words {
  return names.length === sectors
    ? words(
        'Các ngành chưa có tỷ trọng lao động riêng nên dùng tỷ trọng của toàn nền kinh tế; khác biệt giữa các ngành về tỷ trọng lao động không được phản ánh.',
        'The sectors have no labour share of their own, so that of the whole economy stands for all; differences between sectors do not show.',
      )
    : words(
        `Các ngành sau chưa đủ số liệu tỷ trọng lao động riêng nên dùng tỷ trọng của toàn nền kinh tế: ${list(names, 'vi')}.`,
        `These sectors lack the figures for a labour share of their own and take that of the whole economy: ${list(names, 'en')}.`,
      )
}
