import type { FactKind, reportParts } from '../plan/index.ts'
import { type Words, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { type StateOf, states } from '../platform/states.ts'
import { lowerFirst } from '../platform/text.ts'

/*
 * An indicator is a rule that says where its figure comes from: counted from facts, computed from other indicators or from a
 * published TFP study, or entered with evidence by the agency that answers for it.
 */

export const ways = states({
  counted: { vi: 'Đếm từ hồ sơ', en: 'Counted from records', tone: 'info' },
  computed: { vi: 'Tính từ số khác', en: 'Computed from other figures', tone: 'neutral' },
  entered: { vi: 'Cơ quan nhập kèm minh chứng', en: 'Entered by an agency with evidence', tone: 'neutral' },
})

/** How the facts of several years become one figure. */
export const measures = states({
  count: { vi: 'Đếm số hồ sơ', en: 'Number of records', tone: 'neutral' },
  distinct: {
    vi: 'Đếm số đối tượng, mỗi đối tượng một lần',
    en: 'Number of subjects, each once',
    tone: 'neutral',
  },
  sum: { vi: 'Cộng số lượng', en: 'Sum of quantities', tone: 'neutral' },
  last: { vi: 'Lấy số của năm mới nhất', en: 'Value of the latest year', tone: 'neutral' },
  mean: { vi: 'Bình quân các năm', en: 'Mean of the years', tone: 'neutral' },
})
export type Measure = (typeof measures)['keys'][number]

/** The measures that each way can have; a computed figure has none of its own. */
export const measuresOf = {
  counted: ['count', 'distinct', 'sum'],
  entered: ['sum', 'last', 'mean'],
  computed: [],
} as const satisfies Record<(typeof ways)['keys'][number], readonly Measure[]>

export const operations = states({
  ratio: {
    vi: 'Tỷ lệ % của số thứ nhất trên số thứ hai',
    en: 'The first in percent of the second',
    tone: 'neutral',
  },
  sum: { vi: 'Tổng các số', en: 'Sum of the figures', tone: 'neutral' },
  difference: { vi: 'Số thứ nhất trừ số thứ hai', en: 'The first less the second', tone: 'neutral' },
  growth: {
    vi: 'Mức tăng so với năm trước (%; cả giai đoạn: bình quân năm)',
    en: 'Growth over the year before (%; of a period: the yearly mean)',
    tone: 'neutral',
  },
  study: {
    vi: 'Số liệu của tính toán TFP đã công bố',
    en: 'A figure of the published TFP study',
    tone: 'neutral',
  },
})
export type Operation = (typeof operations)['keys'][number]

/** How many other indicators an operation takes: at least, at most. */
export const operandCount = {
  ratio: [2, 2],
  difference: [2, 2],
  sum: [2, 10],
  growth: [1, 1],
  study: [0, 0],
} as const satisfies Record<Operation, readonly [number, number]>

export const studyFigures = states({
  tfpShare: {
    vi: 'Tỷ trọng đóng góp của TFP vào tăng trưởng (%)',
    en: 'Share of TFP in growth (%)',
    tone: 'neutral',
  },
  tfpGrowth: { vi: 'Tốc độ tăng TFP (%/năm)', en: 'Growth of TFP (% a year)', tone: 'neutral' },
  productivityGrowth: {
    vi: 'Tốc độ tăng năng suất lao động (%/năm)',
    en: 'Growth of labour productivity (% a year)',
    tone: 'neutral',
  },
})

/** Which part of the report tells of a kind of fact. */
const partOfFact: Readonly<Partial<Record<FactKind, StateOf<typeof reportParts>>>> = {
  'conference.held': 'task1',
  'communication.done': 'task1',
  'outreach.done': 'task1',
  'outreach.reached': 'task1',
  'award.won': 'task2',
  'content.value': 'task2',
  'support.finished': 'task2',
  'certificate.system': 'task2',
  'certificate.product': 'task2',
  'course.held': 'task3',
  'expert.trained': 'task3',
  'tfp.study': 'task4',
}

/** The part of the report where an indicator belongs of which it is not said: that of what it counts, else the situation in general. */
export function partOfRule(rule: {
  readonly factKinds: readonly FactKind[]
  readonly operation: Operation | null
}): StateOf<typeof reportParts> {
  const parts = new Set(rule.factKinds.map((kind) => partOfFact[kind] ?? 'situation'))
  const [part = 'situation'] = parts
  if (rule.operation === 'study') return 'task4'
  return parts.size === 1 ? part : 'situation'
}

/** Why an indicator cannot have these operands, or null: one that is not there, itself, or one that leads back to it. */
export function operandProblem(
  key: string,
  operands: readonly string[],
  all: ReadonlyMap<string, readonly string[]>,
): Words | null {
  const unknown = operands.filter((operand) => !all.has(operand) && operand !== key)
  if (unknown.length > 0)
    return words(`Không có chỉ số ${unknown.join(', ')}.`, `There is no indicator ${unknown.join(', ')}.`)
  const seen = new Set<string>()
  const next = [...operands]
  for (let operand = next.pop(); operand !== undefined; operand = next.pop()) {
    if (operand === key)
      return words(
        'Chỉ số này sẽ tính từ chính nó; xin chọn chỉ số khác.',
        'The indicator would be computed from itself; please choose another.',
      )
    if (seen.has(operand)) continue
    seen.add(operand)
    next.push(...(all.get(operand) ?? []))
  }
  return null
}

export const valueStates = states({
  entered: { vi: 'Chờ xác nhận', en: 'Waits to be confirmed', tone: 'warning' },
  confirmed: { vi: 'Đã xác nhận', en: 'Confirmed', tone: 'success' },
  returned: { vi: 'Đã trả lại', en: 'Returned', tone: 'error' },
  withdrawn: { vi: 'Đã rút', en: 'Withdrawn', tone: 'neutral' },
})

/** What an indicator's rule is, as far as words about it need. */
export interface Rule {
  readonly way: (typeof ways)['keys'][number]
  readonly measure: Measure
  readonly factKinds: readonly Words[]
  readonly standards: readonly string[]
  readonly contents: readonly Words[]
  readonly industries: readonly string[]
  readonly sizes: readonly Words[]
  /** Of figures by content: which, and how much one is at least. */
  readonly contentField: Words | null
  readonly atLeast: number | null
  readonly operation: Operation | null
  readonly operands: readonly Words[]
  readonly studyFigure: (typeof studyFigures)['keys'][number] | null
  readonly agency: Words | null
}

/** An indicator's rule in a sentence: what a reader must know to believe the figure. */
export function ruleWords(rule: Rule): Words {
  const { vi, en } = sentence(rule)
  return words(`${vi}.`, `${en}.`)
}

function sentence(rule: Rule): Words {
  if (rule.way === 'entered') {
    const how = measures.names[rule.measure]
    return words(
      `${rule.agency?.vi ?? ''} nhập số từng năm kèm minh chứng, người khác xác nhận; cả giai đoạn: ${lowerFirst(how.vi)}`,
      `${rule.agency?.en ?? ''} enters each year's value with evidence, another person confirms it; of the period: ${lowerFirst(how.en)}`,
    )
  }
  if (rule.way === 'computed') {
    const { operation, operands, studyFigure } = rule
    if (operation === 'study' && studyFigure !== null) {
      const figure = studyFigures.names[studyFigure]
      return words(
        `${figure.vi}, theo tính toán TFP chính thức đã công bố của tỉnh, thành phố`,
        `${figure.en}, from the published official TFP study of the province`,
      )
    }
    const name = operation === null ? words('', '') : operations.names[operation]
    return words(
      `${name.vi}: ${operands.map((each) => each.vi).join('; ')}`,
      `${name.en}: ${operands.map((each) => each.en).join('; ')}`,
    )
  }
  const how = measures.names[rule.measure]
  const only = filterWords(rule)
  return {
    vi: `${how.vi} (${rule.factKinds.map((kind) => kind.vi).join('; ')})${only.map(({ vi }) => `, ${vi}`).join('')}`,
    en: `${how.en} (${rule.factKinds.map((kind) => kind.en).join('; ')})${only.map(({ en }) => `, ${en}`).join('')}`,
  }
}

function filterWords(rule: Rule): Words[] {
  const only: Words[] = []
  const named = (vi: string, en: string, list: readonly Words[]) => {
    if (list.length === 0) return
    only.push(
      words(
        `${vi} ${list.map((each) => each.vi).join(' / ')}`,
        `${en} ${list.map((each) => each.en).join(' / ')}`,
      ),
    )
  }
  const same = (list: readonly string[]) => list.map((each) => words(each, each))
  named('tiêu chuẩn', 'standard', same(rule.standards))
  named('nội dung', 'content', rule.contents)
  named('ngành', 'industry', same(rule.industries))
  named('quy mô', 'size', rule.sizes)
  named('số liệu', 'figure', rule.contentField === null ? [] : [rule.contentField])
  if (rule.atLeast !== null)
    only.push(
      words(
        `từ ${formatNumber(rule.atLeast, 'vi', 6)} trở lên`,
        `of at least ${formatNumber(rule.atLeast, 'en', 6)}`,
      ),
    )
  return only
}
