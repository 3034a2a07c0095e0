import { goneNorm, type NormedLine, overNorm, tooLarge, type YearNorm } from '../norms/index.ts'
import { type Words, words } from '../platform/language.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { states } from '../platform/states.ts'

/* The estimate of a year without a database: its states, its sums, what a line is held to. Amounts are đồng. */

/** Where an estimate stands. */
export const estimateStates = states({
  draft: { vi: 'Đang lập', en: 'Being drawn up', tone: 'info' },
  sent: { vi: 'Chờ thẩm định', en: 'With the finance office', tone: 'warning' },
  returned: { vi: 'Trả lại để sửa', en: 'Returned to be mended', tone: 'warning' },
  agreed: { vi: 'Sở Tài chính đã thống nhất', en: 'Agreed by the finance office', tone: 'info' },
  submitted: { vi: 'Đã trình cấp thẩm quyền', en: 'Submitted', tone: 'warning' },
  allocated: { vi: 'Đã giao', en: 'Allocated', tone: 'success' },
})
export type EstimateState = (typeof estimateStates.keys)[number]

/** Whether its lines may be changed. */
export const isOpen = (state: string): boolean => state === 'draft' || state === 'returned'

/** A budget line as an estimate may name it. */
export interface BasisLine {
  readonly id: number
  readonly code: string
  /** A sum of its sub-lines: money does not stand on it. */
  readonly group: boolean
  readonly hasYear: boolean
}

export interface BasisSource {
  readonly id: number
  /** What enterprises put in themselves: nobody estimates it as budget. */
  readonly own: boolean
}

/** All that a line may name, and the norms that it is held to. */
export interface LineBasis {
  readonly year: number
  readonly lines: readonly BasisLine[]
  readonly sources: readonly BasisSource[]
  readonly norms: readonly YearNorm[]
}

/** A line as its command takes it: what was left out is undefined, or null where it is on record. */
export interface JudgedLine extends NormedLine {
  readonly lineId?: number | null | undefined
  readonly sourceId: number
}

const wrong = (field: string, said: Words): FieldProblem => ({ field, words: said })

function placeProblems(
  { lineId, sourceId }: JudgedLine,
  { year, lines, sources }: LineBasis,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  const line = lines.find(({ id }) => id === lineId)
  if (lineId != null && line === undefined)
    problems.push(wrong('lineId', words('Kế hoạch không có mục này.', 'The plan has no such line.')))
  else if (line?.group === true)
    problems.push(
      wrong(
        'lineId',
        words(
          `Mục ${line.code} là tổng của các mục con; xin chọn mục con.`,
          `Line ${line.code} is the sum of its sub-lines; choose one of them.`,
        ),
      ),
    )
  else if (line?.hasYear === false)
    problems.push(
      wrong(
        'lineId',
        words(`Dự toán của kế hoạch không có năm ${year}.`, `The plan's budget has no year ${year}.`),
      ),
    )
  const source = sources.find(({ id }) => id === sourceId)
  if (source === undefined)
    problems.push(wrong('sourceId', words('Không có nguồn này.', 'There is no such source.')))
  else if (source.own)
    problems.push(
      wrong(
        'sourceId',
        words(
          'Kinh phí của doanh nghiệp không phải dự toán ngân sách; xin ghi ở phần góp.',
          'Own money of enterprises is no budget; it goes into what others pay.',
        ),
      ),
    )
  return problems
}

/** What is wrong with a line while it is drawn up: something that is not there, money that stands nowhere, a norm that it exceeds. */
export function lineProblems(line: JudgedLine, basis: LineBasis): FieldProblem[] {
  const { norms } = basis
  return [
    ...placeProblems(line, basis),
    ...tooLarge(line),
    ...goneNorm(line, norms),
    ...overNorm(line, norms),
  ]
}

/** What a line lacks before it can be sent, beside what is wrong with it. */
export function unfinished(line: JudgedLine): FieldProblem[] {
  return [
    ...(line.lineId == null
      ? [wrong('lineId', words('Chưa chọn mục dự toán.', 'No budget line is chosen.'))]
      : []),
    ...(line.unitCost === 0n ? [wrong('unitCost', words('Chưa có đơn giá.', 'It has no cost yet.'))] : []),
  ]
}

interface Summed {
  readonly amount: bigint
  readonly counterpart: bigint | null
}

/** What lines cost the budget, and what others pay beside. */
export const sumOf = (lines: readonly Summed[]) => ({
  amount: lines.reduce((all, line) => all + line.amount, 0n),
  counterpart: lines.reduce((all, line) => all + (line.counterpart ?? 0n), 0n),
})

/** Sums by a key, in the order in which the keys come. */
export function sumsBy<L extends Summed, K>(lines: readonly L[], keyOf: (line: L) => K): Map<K, bigint> {
  const sums = new Map<K, bigint>()
  for (const line of lines) sums.set(keyOf(line), (sums.get(keyOf(line)) ?? 0n) + line.amount)
  return sums
}

/** A line of a round as rounds are compared. */
export interface RoundLine {
  readonly id: number
  readonly title: string
  readonly quantity: number
  readonly unitCost: bigint
  readonly amount: bigint
}

/** A line through the rounds: what each asked for it, null where it had no such line. */
export interface LineThrough {
  readonly id: number
  /** As it is called in the last round that has it. */
  readonly title: string
  readonly amounts: readonly (bigint | null)[]
}

/** Every line through all rounds side by side: those of the last round first, then those that were taken out before. */
export function throughRounds(rounds: readonly (readonly RoundLine[])[]): LineThrough[] {
  const byRound = rounds.map((lines) => new Map(lines.map((line) => [line.id, line])))
  const ids = [...new Set([...byRound].reverse().flatMap((lines) => [...lines.keys()]))]
  return ids.map((id) => {
    const own = byRound.map((lines) => lines.get(id))
    return {
      id,
      title: own.findLast((line) => line !== undefined)?.title ?? '',
      amounts: own.map((line) => line?.amount ?? null),
    }
  })
}
