import { ofLine, type PlanBudget, type SourceColumns, sourcesOf } from '../plan/index.ts'
import { type Words, words } from '../platform/language.ts'
import { statedMoney } from '../platform/money.ts'
import { divideHalfUp, factorText, hundredths, spread } from './rules.ts'

/* What other sources than the plan's own give in the next period. */

type Row = { total: number; years: Record<string, number> }
type Line = PlanBudget['lines'][number]

export interface NextOthers {
  /** For each line, by its place: what is to be written beside its own amounts; nothing for a plan of one source. */
  readonly lines: readonly Partial<Pick<Line, 'others' | 'whole'>>[]
  readonly totals: Pick<PlanBudget, 'others' | 'whole'>
  /** The calculation behind each figure, by its path below `budget`. */
  readonly reasons: Readonly<Record<string, Words>>
}

/**
 * Works other sources out from what the plan had estimated of each (what they paid is not all in the ledger): the yearly mean × the
 * number of years × the rise of the line, rounded half up to the unit of the appendix; spread over the years where the source was.
 */
export function nextOthers(
  input: {
    readonly budget: PlanBudget
    readonly growth: ReadonlyMap<string, { readonly percent: number }>
  },
  years: readonly number[],
): NextOthers {
  const { budget } = input
  const { lines } = budget
  const others = sourcesOf(budget).filter(({ own }) => !own)
  if (others.length === 0 || budget.years.length === 0) return { lines: [], totals: {}, reasons: {} }
  const reasons: Record<string, Words> = {}
  const unit = BigInt(budget.unit)
  const leaf = (line: Line, source: SourceColumns, place: number): Row => {
    const before = BigInt(ofLine(line, source)?.total ?? 0)
    const percent = input.growth.get(line.code)?.percent ?? 0
    const numerator = before * BigInt(years.length) * (10_000n + hundredths(percent))
    const total = divideHalfUp(numerator, BigInt(budget.years.length) * 10_000n * unit) * unit
    const say = (language: 'vi' | 'en') => ({
      before: statedMoney(before, language),
      after: statedMoney(total, language),
      rise: percent === 0 ? '' : ` × ${factorText(percent, language)}`,
    })
    const [vi, en] = [say('vi'), say('en')]
    reasons[`lines.${place}.others.${source.source}.total`] = words(
      `Theo dự toán của kế hoạch từ nguồn này: ${vi.before} ÷ ${budget.years.length} năm × ${years.length} năm${vi.rise} = ${vi.after}.`,
      `By the plan’s estimate from this source: ${en.before} ÷ ${budget.years.length} years × ${years.length} years${en.rise} = ${en.after}.`,
    )
    const byYear = source.years.length === 0 ? new Map<number, bigint>() : spread(total, years, unit)
    return { total: Number(total), years: record(byYear) }
  }
  const rowsOf = (source: SourceColumns): Row[] => {
    const rows = lines.map((line, place) =>
      lines.some((child) => child.parent === line.code) ? null : leaf(line, source, place),
    )
    const row = (place: number): Row =>
      rows[place] ??
      added(lines.flatMap((child, at) => (child.parent === lines[place]?.code ? [row(at)] : [])))
    return lines.map((_, place) => row(place))
  }
  const bySource = others.map((source) => ({ source: source.source, rows: rowsOf(source) }))
  return {
    lines: lines.map((_, place) => ({
      others: Object.fromEntries(
        bySource.map(({ source, rows }) => [source, rows[place] ?? { total: 0, years: {} }]),
      ),
    })),
    totals: {
      others: bySource.map(({ source, rows }) => ({
        source,
        ...added(rows.filter((_, place) => lines[place]?.parent === null)),
      })),
    },
    reasons,
  }
}

const record = (amounts: ReadonlyMap<number, bigint>) =>
  Object.fromEntries([...amounts].map(([year, amount]) => [String(year), Number(amount)]))

function added(rows: readonly Row[]): Row {
  const years: Record<string, number> = {}
  for (const row of rows)
    for (const [year, amount] of Object.entries(row.years)) years[year] = (years[year] ?? 0) + amount
  return { total: rows.reduce((sum, { total }) => sum + total, 0), years }
}
