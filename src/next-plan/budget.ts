import { linesOf, type PlanBudget, type PlanDocument } from '../plan/index.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { exactMillions, formatDong, roundedMillions, statedMoney } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import { nextOthers } from './budget-others.ts'
import { divideHalfUp, factorText, hundredths, namesReview, percentText, spread } from './rules.ts'

/*
 * The budget of the next period, as a plan asks for it: "Căn cứ kết quả triển khai giai đoạn 2021 - 2025 để tiếp tục xây dựng kinh
 * phí thực hiện giai đoạn 2026 - 2030."
 */

/** What a group of lines is worked out from: what was paid, what the plan had estimated, or the norms. */
export const budgetBases = ['disbursed', 'estimate', 'norm'] as const
export type BudgetBase = (typeof budgetBases)[number]

/** A line's money of one year, in đồng. */
export interface LineYear {
  readonly line: string
  readonly year: number
  readonly disbursed: bigint
  readonly estimate: bigint
}

/** A norm that is applied to a line: so many units, each at most `amount` đồng. */
export interface AppliedNorm {
  readonly line: string
  readonly name: Words
  readonly unit: Words
  readonly amount: bigint
  readonly quantity: number
  readonly instrument: string
  readonly article: string
}

export interface BudgetInput {
  readonly budget: PlanBudget
  readonly title: Words
  readonly firstYear: number
  readonly lastYear: number
  /** The years in which anything was paid at all: the years that a mean of payments is taken over. */
  readonly dataYears: readonly number[]
  /** The source that the amounts are of, as a sentence names it. */
  readonly source: Words
  readonly history: readonly LineYear[]
  /** The base of each group (line without parent), by its code; `disbursed` when left out. */
  readonly bases: Readonly<Record<string, BudgetBase>>
  /** The rise of a line in per cent, with where it comes from; none when left out. */
  readonly growth: ReadonlyMap<string, { readonly percent: number; readonly from: Words }>
  readonly norms: readonly AppliedNorm[]
  /** Years in which a review conference is held; its line's money stands in these. */
  readonly reviewYears: readonly number[]
}

export interface NextBudget {
  readonly budget: PlanBudget
  /** The calculation behind each figure, by its path below `budget`. */
  readonly reasons: Readonly<Record<string, Words>>
  readonly warnings: readonly Words[]
}

type Line = PlanBudget['lines'][number]

/**
 * Works out every line of the next period and sums groups, years and total from them, so that the sums hold whatever
 * went in. A line's total is (yearly mean × number of years × rise) or (quantity × norm), rounded half up to the unit
 * that the appendix is written in, then spread over the years.
 */
export function nextBudget(input: BudgetInput): NextBudget {
  const years = Array.from({ length: input.lastYear - input.firstYear + 1 }, (_, at) => input.firstYear + at)
  const reasons: Record<string, Words> = {}
  const warnings: Words[] = []
  const { lines } = input.budget
  const placeOf = new Map(lines.map((line, place) => [line.code, place]))
  const amounts = new Map<string, Map<number, bigint>>()
  const unit = BigInt(input.budget.unit)

  for (const [place, line] of lines.entries()) {
    if (lines.some((child) => child.parent === line.code)) continue
    const total = lineTotal(input, line, years.length)
    if (total.warning !== null) warnings.push(total.warning)
    const review = isReview(input.budget, line)
    const paid = review ? years.filter((year) => input.reviewYears.includes(year)) : years
    const own = spread(total.amount, paid.length > 0 ? paid : years, unit)
    amounts.set(line.code, own)
    const how = spreadWords(total.amount, paid.length > 0 ? paid : years, own, review)
    reasons[`lines.${place}.total`] = words(`${total.words.vi} ${how.vi}`, `${total.words.en} ${how.en}`)
    for (const year of years) {
      const share = own.get(year) ?? 0n
      reasons[`lines.${place}.years.${year}`] =
        share === 0n && total.amount > 0n
          ? words('Năm này không bố trí.', 'Nothing is set for this year.')
          : how
    }
  }

  const unpaid = lines.filter(
    (line) =>
      line.total > 0 &&
      reasons[`lines.${placeOf.get(line.code)}.total`] !== undefined &&
      isUnpaid(input, line),
  )
  if (unpaid.length > 0) {
    const codes = unpaid.map((line) => line.code).join(', ')
    warnings.push({
      vi: `Mục ${codes}: kế hoạch trước có dự toán nhưng chưa giải ngân nên tính ra 0. Nếu giai đoạn sau vẫn cần, xin chọn căn cứ dự toán hoặc định mức.`,
      en: `Lines ${codes}: estimated but never paid, so 0 follows. If the next period needs them, take the estimate or a norm.`,
    })
  }

  const ofYear = (code: string, year: number): bigint => {
    const own = amounts.get(code)
    if (own !== undefined) return own.get(year) ?? 0n
    return lines
      .filter((child) => child.parent === code)
      .reduce((sum, child) => sum + ofYear(child.code, year), 0n)
  }
  const ofLine = (code: string) => years.reduce((sum, year) => sum + ofYear(code, year), 0n)
  for (const line of lines) {
    const parts = lines.filter((child) => child.parent === line.code).map((child) => child.code)
    if (parts.length === 0) continue
    const at = `lines.${placeOf.get(line.code)}`
    reasons[`${at}.total`] = sumWords(parts)
    for (const year of years) reasons[`${at}.years.${year}`] = sumWords(parts)
  }
  const groups = lines.filter((line) => line.parent === null).map((line) => line.code)
  reasons.total = sumWords(groups)
  for (const year of years) reasons[`yearTotals.${year}`] = sumWords(groups)
  const yearTotal = (year: number) => groups.reduce((sum, code) => sum + ofYear(code, year), 0n)
  const byYear = (amount: (year: number) => bigint) =>
    Object.fromEntries(years.map((year) => [String(year), Number(amount(year))]))
  const others = nextOthers(input, years)
  for (const [path, why] of Object.entries(others.reasons)) reasons[path] = why
  return {
    budget: {
      title: input.title,
      unit: input.budget.unit,
      years,
      lines: lines.map(({ others: _others, whole: _whole, ...line }, place) => ({
        ...line,
        total: Number(ofLine(line.code)),
        years: byYear((year) => ofYear(line.code, year)),
        ...others.lines[place],
      })),
      ...others.totals,
      total: Number(groups.reduce((sum, code) => sum + ofLine(code), 0n)),
      yearTotals: byYear(yearTotal),
      source: input.budget.source,
      supportLine: input.budget.supportLine,
    },
    reasons,
    warnings,
  }
}

/** A line that is worked out from payments and had none, though there are years with payments. */
function isUnpaid(input: BudgetInput, line: Line): boolean {
  const base = input.bases[groupOf(input.budget.lines, line).code] ?? 'disbursed'
  if (base !== 'disbursed' || input.dataYears.length === 0) return false
  return !input.history.some(
    (row) => row.line === line.code && row.disbursed > 0n && input.dataYears.includes(row.year),
  )
}

/**
 * A line of mid-term and final reviews ("sơ kết", "tổng kết", as the State's programmes call them): one that the plan itself gives money in
 * some of its years alone. What is paid every year is no single conference, whatever it is called.
 */
function isReview({ years }: PlanBudget, line: Line): boolean {
  return namesReview(line.vi) && (years.length === 1 || years.some((year) => (line.years[year] ?? 0) === 0))
}

interface Total {
  readonly amount: bigint
  readonly words: Words
  readonly warning: Words | null
}

function lineTotal(input: BudgetInput, line: Line, count: number): Total {
  const base = input.bases[groupOf(input.budget.lines, line).code] ?? 'disbursed'
  const total = base === 'norm' ? fromNorms(input, line) : fromMean(input, line, base, count)
  return total
}

function groupOf(lines: readonly Line[], line: Line): Line {
  const parent = lines.find((other) => other.code === line.parent)
  return parent === undefined ? line : groupOf(lines, parent)
}

function fromNorms(input: BudgetInput, line: Line): Total {
  const own = input.norms.filter((norm) => norm.line === line.code && norm.quantity > 0)
  if (own.length === 0) {
    const words: Words = {
      vi: `Mục ${line.code}: chưa có định mức chi nào được nhập cho nội dung này nên không tính; không tự đặt định mức.`,
      en: `Line ${line.code}: no spending norm has been entered for this content, so nothing is worked out; none is made up.`,
    }
    return { amount: 0n, words, warning: words }
  }
  const exact = own.reduce((sum, norm) => sum + BigInt(norm.quantity) * norm.amount, 0n)
  const amount = roundTo(exact, BigInt(input.budget.unit))
  const say = (language: Language) =>
    own
      .map(
        (norm) =>
          `${formatNumber(norm.quantity, language)} ${norm.unit[language]} × ${formatDong(norm.amount, language)} đồng (${norm.name[language]}; ${norm.instrument}, ${norm.article})`,
      )
      .join(' + ')
  return {
    amount,
    words: words(
      `Theo định mức chi: ${say('vi')} = ${formatDong(exact, 'vi')} đồng${rounded(exact, amount, 'vi')}.`,
      `By the spending norms: ${say('en')} = ${formatDong(exact, 'en')} đồng${rounded(exact, amount, 'en')}.`,
    ),
    warning: null,
  }
}

function fromMean(input: BudgetInput, line: Line, base: 'disbursed' | 'estimate', count: number): Total {
  const years = base === 'disbursed' ? input.dataYears : input.budget.years
  if (years.length === 0) {
    const words: Words = {
      vi: `Mục ${line.code}: chưa có năm nào giải ngân nên chưa có căn cứ; để 0, cần chọn căn cứ khác hoặc tự nhập.`,
      en: `Line ${line.code}: no year has payments, so there is no base; left at 0: choose another base or type it.`,
    }
    return { amount: 0n, words, warning: words }
  }
  const rows = years.map((year) => {
    const row = input.history.find((own) => own.line === line.code && own.year === year)
    return { year, amount: row?.[base] ?? 0n }
  })
  const sum = rows.reduce((total, row) => total + row.amount, 0n)
  const growth = input.growth.get(line.code)
  const percent = growth?.percent ?? 0
  const unit = BigInt(input.budget.unit)
  const numerator = sum * BigInt(count) * (10_000n + hundredths(percent))
  const denominator = BigInt(years.length) * 10_000n
  const amount = divideHalfUp(numerator, denominator * unit) * unit
  // what the words show may be rounded; the amount above is from the exact fraction
  const exact = divideHalfUp(numerator, denominator)
  const say = (language: Language) => {
    const parts = rows.map((row) => `${row.year}: ${roundedMillions(row.amount, language)}`).join('; ')
    const mean = exactMillions(divideHalfUp(sum, BigInt(years.length)), language)
    const rise = percent === 0 ? '' : ` × ${factorText(percent, language)}`
    return { parts, mean, rise, exact: roundedMillions(exact, language) }
  }
  const vi = say('vi')
  const en = say('en')
  const rise: Words =
    growth === undefined
      ? words(' Không tính tăng.', ' No rise.')
      : words(
          ` Mức tăng ${percentText(percent, 'vi')}: ${growth.from.vi}.`,
          ` Rise of ${percentText(percent, 'en')}: ${growth.from.en}.`,
        )
  const what: Words =
    base === 'disbursed'
      ? words(`Giải ngân từ ${input.source.vi}`, `Paid from ${input.source.en}`)
      : words('Dự toán của kế hoạch', "The plan's estimate")
  const near = sum % BigInt(years.length) === 0n ? '' : '≈ '
  return {
    amount,
    words: words(
      `${what.vi} (triệu đồng): ${vi.parts}; bình quân ${near}${vi.mean} một năm × ${count} năm${vi.rise} = ${vi.exact}${rounded(exact, amount, 'vi')} triệu đồng.${rise.vi}`,
      `${what.en} (million đồng): ${en.parts}; a mean of ${near}${en.mean} a year × ${count} years${en.rise} = ${en.exact}${rounded(exact, amount, 'en')} million đồng.${rise.en}`,
    ),
    warning: null,
  }
}

function roundTo(amount: bigint, unit: bigint): bigint {
  return divideHalfUp(amount, unit) * unit
}

/** ` → làm tròn 283` in triệu đồng when rounding changed something. */
function rounded(exact: bigint, amount: bigint, language: Language): string {
  if (exact === amount) return ''
  const shown = roundedMillions(amount, language)
  return language === 'vi' ? ` → làm tròn ${shown}` : ` → rounded ${shown}`
}

function spreadWords(
  total: bigint,
  years: readonly number[],
  own: ReadonlyMap<number, bigint>,
  review: boolean,
): Words {
  if (total === 0n) return words('', '')
  const last = years.at(-1) ?? 0
  const each = own.get(years[0] ?? 0) ?? 0n
  const rest = (own.get(last) ?? 0n) - each
  const list = years.join(', ')
  const why: Words = review
    ? words(`Chỉ bố trí vào năm sơ kết, tổng kết (${list})`, `Set in the review years alone (${list})`)
    : words(`Chia đều ${years.length} năm`, `Spread evenly over ${years.length} years`)
  const remainder: Words =
    rest === 0n
      ? words('', '')
      : words(
          `, phần dư ${exactMillions(rest, 'vi')} vào năm ${last}`,
          `, the remainder of ${exactMillions(rest, 'en')} in ${last}`,
        )
  return words(
    `${why.vi}: mỗi năm ${statedMoney(each, 'vi')}${remainder.vi}.`,
    `${why.en}: ${statedMoney(each, 'en')} each${remainder.en}.`,
  )
}

function sumWords(parts: readonly string[]): Words {
  return words(`Tổng các mục ${parts.join(', ')}.`, `Sum of lines ${parts.join(', ')}.`)
}

/** An indicator as its row in the catalogue says what it counts. */
export interface CountedKinds {
  readonly indicator: string
  readonly kinds?: readonly string[] | undefined
}

/** What comes of a support turn: the facts that the line which pays support pays for. */
const supportFacts: readonly string[] = ['support.finished', 'certificate.system', 'certificate.product']

/**
 * The targets that a budget line pays for, as the plan's own data say: those that are its quantity; of the line that pays the support of
 * enterprises, those counted from support turns and their certificates. A target within another one follows that. Empty for a group of
 * lines, and where the plan says nothing of it.
 * @param counted what the indicators of the targets count
 */
export function targetsOfLine(
  line: Line,
  { budget, targets }: Pick<PlanDocument, 'budget' | 'targets'>,
  counted: readonly CountedKinds[],
): readonly string[] {
  if (budget.lines.some((child) => child.parent === line.code)) return []
  const whole = targets.filter(({ parent }) => parent === null)
  const own = whole.filter((target) => linesOf(target).includes(line.code))
  if (own.length > 0) return own.map(({ indicator }) => indicator)
  if (line.code !== budget.supportLine) return []
  const ofSupport = (key: string) =>
    counted.some(
      ({ indicator, kinds = [] }) => indicator === key && kinds.some((kind) => supportFacts.includes(kind)),
    )
  return whole.map(({ indicator }) => indicator).filter(ofSupport)
}
