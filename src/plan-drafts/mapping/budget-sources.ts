import type { AmountRow } from '../../plan/index.ts'
import type { AmountCell, Budget } from '../../plan-reader/index.ts'
import { foldSameLength } from '../../plan-reader/index.ts'
import type { DraftDocument } from '../draft.ts'
import type { Tools } from './tools.ts'

/* A table whose columns are of several sources of funds: which is the plan's own, and which cells are whose. */

type DraftBudget = DraftDocument['budget']

/** One of the sources of a table. */
export interface SplitSource {
  /** Its key in the catalogue; its name in the table where the catalogue has none like it. */
  readonly key: string
  /** What the reader calls it in its cells. */
  readonly text: string
  /** Whether it has columns of years. */
  readonly spread: boolean
  readonly known: boolean
}

/** The sources of a table. */
export interface Split {
  readonly own: SplitSource
  readonly others: readonly SplitSource[]
  /** What a source gives in a row of the table; an empty cell among years that are given is nothing. */
  readonly rowOf: (cells: readonly AmountCell[], source: SplitSource) => AmountRow
}

/** What the reader's kinds of source are in the catalogue. */
const keyOf: Readonly<Record<string, string>> = {
  stateBudget: 'state_budget',
  centralBudget: 'central_budget',
  provincialBudget: 'provincial_budget',
  districtBudget: 'district_budget',
  enterprise: 'enterprise',
  other: 'other',
}
/** Sources that no plan is run on where it has another: they come beside the budget. */
const beside: ReadonlySet<string> = new Set(['enterprise', 'other'])

const bare = (text: string) =>
  foldSameLength(text)
    .replace(/^(?:phan ky|phan bo|nguon(?: von| kinh phi)?|trong do) ?:? ?/, '')
    .replace(/[^a-z0-9]+/g, ' ')
    .trim()

/** The key of a source: that of the catalogue's with this name, else of its kind, else what the table calls it. */
function keyed(
  catalogues: Tools['catalogues'],
  text: string,
  heads: readonly string[],
  taken: Set<string>,
): { key: string; known: boolean } {
  const named = (catalogues.sources ?? []).find(({ name }) => heads.includes(bare(name)))?.key
  const guessed =
    text === 'provincialBudget' && heads.some((head) => /khoa hoc|kh cn/.test(head))
      ? 'provincial_st'
      : keyOf[text]
  const found = [named, guessed].find((each) => each !== undefined && !taken.has(each))
  const key = found ?? text.replaceAll('.', ' ').replace(/\s+/g, ' ').trim()
  taken.add(key)
  return { key, known: found !== undefined }
}

/**
 * The sources of a table's columns. The plan's own is the one that the years are of, public money before what comes beside it, the
 * first of the table among equals.
 * @returns null when the columns name fewer than two sources
 */
export function splitOf(
  { catalogues }: Tools,
  { columns }: Budget,
  of: { readonly years: readonly number[]; readonly only: number | undefined },
): Split | null {
  const amounts = columns.filter(({ role }) => role === 'amount')
  const texts = [...new Set(amounts.flatMap(({ source }) => source ?? []))]
  if (texts.length < 2) return null
  const taken = new Set<string>()
  const sources = texts.map((text): SplitSource => {
    const heads = amounts
      .filter(({ source }) => source === text)
      .flatMap(({ head }) => head.split(' > ').map(bare))
    const spread =
      of.only !== undefined || amounts.some(({ source, year }) => source === text && year !== null)
    return { ...keyed(catalogues, text, heads, taken), text, spread }
  })
  const rank = (source: SplitSource) => (source.spread ? 0 : 2) + (beside.has(source.key) ? 1 : 0)
  const [own, ...others] = sources.toSorted((one, other) => rank(one) - rank(other))
  if (own === undefined) return null
  const rowOf = (cells: readonly AmountCell[], source: SplitSource): AmountRow => {
    const mine = cells.filter((cell) => cell.source === source.text)
    const byYear = mine.filter(({ year }) => year !== null)
    const total =
      mine.find(({ year }) => year === null)?.amount ??
      (byYear.length === 0 ? null : byYear.reduce((sum, { amount }) => sum + amount, 0))
    if (!source.spread && source !== own) return { total, years: {} }
    // Where this source pays the whole row, the years of all sources are its own.
    const whole = cells.filter((cell) => cell.source === null)
    const isAll =
      byYear.length === 0 && total !== null && total === whole.find(({ year }) => year === null)?.amount
    const given = isAll ? whole.filter(({ year }) => year !== null) : byYear
    const missing = given.length === 0 && total !== 0 ? null : 0
    const ofYear = (year: number) =>
      year === of.only ? total : (given.find((cell) => cell.year === year)?.amount ?? missing)
    return { total, years: Object.fromEntries(of.years.map((year) => [String(year), ofYear(year)])) }
  }
  // The columns keep the order of the table.
  return { own, others: sources.filter((each) => others.includes(each)), rowOf }
}

/**
 * A table whose rows are sources ("Nguồn | 2026 | 2027") as a budget without lines: what each source gives, and all together.
 * @returns null for a table whose rows are lines
 */
export function budgetOfSources(
  { catalogues, at }: Tools,
  budget: Budget,
  years: readonly number[],
): Pick<DraftBudget, 'total' | 'yearTotals' | 'source' | 'others' | 'whole'> | null {
  const { lines, columns, sums } = budget
  const isSource = columns.every(({ source }) => source === null) && lines.length > 1
  if (!isSource || !lines.every(({ bySource }) => Object.keys(bySource).length === 1)) return null
  const taken = new Set<string>()
  const rank = ({ key }: { key: string }) => (beside.has(key) ? 1 : 0)
  const spread = columns.some(({ role, year }) => role === 'amount' && year !== null)
  const ofRow = (row: { total: number | null; byYear: Readonly<Record<string, number>> }) => ({
    total: row.total,
    years: spread ? Object.fromEntries(years.map((year) => [String(year), row.byYear[year] ?? 0])) : {},
  })
  const sources = lines.map((line) => {
    const [text = line.title] = Object.keys(line.bySource)
    return { ...keyed(catalogues, text, [bare(line.title)], taken), line }
  })
  const [own] = sources.toSorted((one, other) => rank(one) - rank(other))
  if (own === undefined) return null
  const others = sources.filter((each) => each !== own)
  at('budget.total', own.line.span)
  for (const [place, { line }] of others.entries()) at(`budget.others.${place}`, line.span)
  const stated = sums.find(({ of }) => of === null)
  const { total, years: yearTotals } = ofRow(own.line)
  return {
    ...{ total, yearTotals, source: own.key },
    others: others.map(({ key, line }) => ({ source: key, ...ofRow(line) })),
    ...(stated === undefined ? {} : { whole: ofRow(stated) }),
  }
}

/** What a row says of all sources together; nothing where the table has no such column. */
export function wholeOf(cells: readonly AmountCell[]): { whole?: AmountRowOut } {
  const whole = cells.filter(({ source }) => source === null)
  if (whole.length === 0) return {}
  return {
    whole: {
      total: whole.find(({ year }) => year === null)?.amount ?? null,
      years: Object.fromEntries(
        whole.flatMap(({ year, amount }) => (year === null ? [] : [[String(year), amount]])),
      ),
    },
  }
}
type AmountRowOut = { total: number | null; years: Record<string, number | null> }

/**
 * Keeps where each amount of a row stands in the text.
 * @param to.row the path of another source's amounts; null asks for those of all sources together
 */
export function markCells(
  { at }: Tools,
  cells: readonly AmountCell[],
  split: Split | null,
  to: { row: (key: string | null) => string; own: { total: string; years: string } },
): void {
  for (const { year, source, span } of cells) {
    const whole = source === null
    if (split === null && !whole) continue
    const own = split === null || source === split.own.text
    const other = split?.others.find(({ text }) => text === source)
    if (own) at(year === null ? to.own.total : `${to.own.years}.${year}`, span)
    else if (whole || other !== undefined) {
      const base = to.row(other?.key ?? null)
      at(year === null ? `${base}.total` : `${base}.years.${year}`, span)
    }
  }
}

/** What the officer must know of a table of several sources. */
export function noteSources({ note, read }: Tools, { own, others }: Split): void {
  const name = (source: SplitSource) =>
    read.budget?.columns.find((column) => column.source === source.text)?.head.replaceAll(' > ', ', ') ??
    source.text
  note(
    'budget.source',
    `Bảng chia theo nguồn vốn: dự toán của kế hoạch là của nguồn "${name(own)}", các nguồn khác đứng bên cạnh.`,
    `The table is split by source of funds: the plan’s estimate is of “${name(own)}”, the others stand beside it.`,
  )
  if (!own.spread)
    note(
      'budget.years',
      'Bảng không chia theo năm số của từng nguồn; xin điền số từng năm của nguồn dự toán.',
      'The table does not spread each source over the years; please give the years of the plan’s source.',
    )
  for (const source of others) {
    if (!source.spread)
      note(
        'budget.source',
        `Nguồn "${name(source)}" chỉ có tổng, không chia theo năm.`,
        `“${name(source)}” has a total alone, not spread over the years.`,
      )
  }
  for (const source of [own, ...others])
    if (!source.known)
      note(
        'budget.source',
        `Danh mục chưa có nguồn "${source.key}": chọn nguồn tương ứng, hoặc thêm vào danh mục.`,
        `The catalogue has no source “${source.key}”: choose the one that it is, or add it to the catalogue.`,
      )
}
