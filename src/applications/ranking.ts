import { type Words, words } from '../platform/language.ts'

/** One criterion of the plan's order of priority; the order of the list is the order of priority. */
export interface Criterion {
  readonly code: string
  readonly text: string
  readonly textEn: string
}

/** What the ranking needs to know of an application. */
export interface Contender {
  readonly id: number
  /** When it was first filed: ISO moment with a fixed number of digits, so that text order is time order. */
  readonly filedAt: string
  /** Codes of the criteria that the enterprise meets. */
  readonly met: readonly string[]
}

/** An application's place in the line and why. */
export interface Place<T extends Contender = Contender> {
  readonly contender: T
  /** From 1. */
  readonly rank: number
  readonly of: number
  readonly reason: Words
}

/**
 * The order of two applications by the plan's criteria: the first that one meets and the other does not decides;
 * with the same criteria the one filed earlier goes first, then the one with the lower number. Total: 0 only for the
 * same application. (The plan orders by criteria alone; the filing time as tie-break is the programme's own practice.)
 * @returns negative when `one` goes first
 */
export function compareContenders(one: Contender, other: Contender, criteria: readonly Criterion[]): number {
  const code = decidingCriterion(one, other, criteria)
  if (code !== null) return one.met.includes(code) ? -1 : 1
  if (one.filedAt !== other.filedAt) return one.filedAt < other.filedAt ? -1 : 1
  return one.id - other.id
}

/** The code of the first criterion that only one of the two meets; null when they meet the same. */
export function decidingCriterion(
  one: Contender,
  other: Contender,
  criteria: readonly Criterion[],
): string | null {
  const deciding = criteria.find(({ code }) => one.met.includes(code) !== other.met.includes(code))
  return deciding?.code ?? null
}

/** The whole line, best first, each with its rank and reason; see `compareContenders`. The input's order does not matter. */
export function rankAll<T extends Contender>(
  contenders: readonly T[],
  criteria: readonly Criterion[],
): Place<T>[] {
  const line = contenders.toSorted((one, other) => compareContenders(one, other, criteria))
  return line.map((contender, index) => ({
    contender,
    rank: index + 1,
    of: line.length,
    reason: reasonOf(contender, line[index - 1] ?? null, line[index + 1] ?? null, criteria),
  }))
}

function reasonOf(
  contender: Contender,
  above: Contender | null,
  below: Contender | null,
  criteria: readonly Criterion[],
): Words {
  const met = criteria.filter(({ code }) => contender.met.includes(code)).map(({ code }) => code)
  const parts: Words[] = [
    met.length === 0
      ? words('Chưa đạt tiêu chí ưu tiên nào', 'Meets none of the priority criteria')
      : words(`Đạt tiêu chí ${met.join(', ')}`, `Meets criteria ${met.join(', ')}`),
  ]
  // Others are named by number alone: an enterprise reads its own reason and learns no other's name from it.
  if (above !== null) {
    const why = whyFirst(above, contender, criteria)
    parts.push(words(`xếp dưới hồ sơ số ${above.id} ${why.vi}`, `below application ${above.id} ${why.en}`))
  }
  if (below !== null) {
    const why = whyFirst(contender, below, criteria)
    parts.push(words(`xếp trên hồ sơ số ${below.id} ${why.vi}`, `above application ${below.id} ${why.en}`))
  }
  if (above === null && below === null) parts.push(words('là hồ sơ duy nhất', 'the only application'))
  return words(`${parts.map(({ vi }) => vi).join('; ')}.`, `${parts.map(({ en }) => en).join('; ')}.`)
}

function whyFirst(first: Contender, second: Contender, criteria: readonly Criterion[]): Words {
  const code = decidingCriterion(first, second, criteria)
  if (code !== null) return words(`vì tiêu chí ${code}`, `by criterion ${code}`)
  return words('vì nộp trước', 'by earlier filing')
}
