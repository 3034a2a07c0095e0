import { citedPlan, type PlanDocument, targetWords } from '../plan/index.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { formatNumber } from '../platform/numbers.ts'
import { fold, upperFirst } from '../platform/text.ts'
import type { BaseSource } from './base-plans.ts'
import { targetsOfLine } from './budget.ts'
import type { Proposal, ProposalInput } from './input.ts'
import { nextLevel, nextTarget } from './rules.ts'

/* The targets of the next plan, and the texts and quantities that name their numbers. */

type Target = PlanDocument['targets'][number]

export interface NextTargets {
  readonly rows: readonly Target[]
  readonly pairs: readonly { readonly before: Target; readonly after: Target }[]
  readonly added: readonly { readonly objective: Words }[]
  readonly worked: Proposal['targets']
}

export function nextTargets(
  input: ProposalInput,
  reasons: Record<string, Words>,
  warnings: Words[],
): NextTargets {
  const { plan, orientation } = input
  const cited = citedPlan(plan.number, plan.orientation?.article)
  const source: Words =
    plan.orientation === null ? words('', '') : words(` Nguồn: ${cited.vi}.`, ` Source: ${cited.en}.`)
  const worked = plan.targets.map((before, place) => {
    const base = input.results.find((row) => row.indicator === before.indicator)
    const chosen = input.targets.get(before.indicator)
    const percent = chosen?.percent ?? orientation.minimumPercent
    const repeated = base?.repeated ?? 0
    const sum = (base?.years ?? []).reduce((total, row) => total + row.result, 0)
    const reckon = base?.level === true ? nextLevel : nextTarget
    const next = reckon({
      ...orientation,
      result: sum - repeated,
      percent,
      given: chosen?.given ?? null,
      ...(base === undefined ? {} : { unit: base.unit, years: base.years, unknown: base.unknown ?? [] }),
      repeated,
    })
    const why = chosen?.reason ?? null
    const words: Words =
      next.rounding === 'outside' && why !== null
        ? { vi: `${next.words.vi} Lý do: ${why}`, en: `${next.words.en} Reason: ${why}` }
        : next.words
    const from = sourcesOf(base?.sources ?? [])
    const reason = { vi: words.vi + from.vi + source.vi, en: words.en + from.en + source.en }
    const after = afterTarget(before, next.value)
    if (after.minimum !== null || next.value === null) reasons[`targets.${place}.minimum`] = reason
    if (after.maximum !== null || before.bound === 'atMost') reasons[`targets.${place}.maximum`] = reason
    return { before, after, next: { ...next, words: reason, indicator: before.indicator, percent } }
  })
  for (const { after } of worked) {
    const whole = worked.find((other) => other.after.indicator === after.parent)?.next.value ?? null
    const part = worked.find((other) => other.after === after)?.next.value ?? null
    if (whole !== null && part !== null && part > whole)
      warnings.push({
        vi: `Chỉ tiêu "trong đó" (${part}) lớn hơn chỉ tiêu chung (${whole}): ${after.vi}.`,
        en: `A part (${part}) is larger than its whole (${whole}): ${after.en}.`,
      })
  }
  for (const { next, before } of worked)
    if (next.value === null)
      warnings.push({
        vi: `Chỉ tiêu "${before.vi}" của kế hoạch trước không có kết quả: cần tự xác định con số.`,
        en: `The old target “${before.en}” has no result: its number must be set.`,
      })
  const tfp = tfpTarget(input, worked.length, reasons)
  return {
    rows: [...worked.map((row) => row.after), ...(tfp === null ? [] : [tfp.target])],
    pairs: worked,
    added: tfp === null ? [] : [tfp],
    worked: worked.map((row) => row.next),
  }
}

/**
 * Where a base that several plans add up to comes from, and which years of which territory it lacks: ` Nguồn cộng: 1/KH-UBND (A) 3; 2/KH-UBND
 * (B) 4. Thiếu căn cứ: B năm 2021.` Nothing where one plan alone is the base.
 */
export function sourcesOf(sources: readonly BaseSource[]): Words {
  if (sources.flatMap(({ plans }) => plans).length < 2) return words('', '')
  const list = (language: Language) =>
    sources
      .flatMap(({ province, plans }) =>
        plans.map(({ number, result }) => `${number} (${province}) ${formatNumber(result, language)}`),
      )
      .join('; ')
  const lacking = sources.filter(({ missing }) => missing.length > 0)
  const gaps = (year: string) =>
    lacking.map(({ province, missing }) => `${province}${year} ${missing.join(', ')}`).join('; ')
  const none = lacking.length === 0
  return {
    vi: ` Cộng theo nguồn: ${list('vi')}.${none ? '' : ` Thiếu căn cứ: ${gaps(' năm')}.`}`,
    en: ` Added up by source: ${list('en')}.${none ? '' : ` Without a base: ${gaps('')}.`}`,
  }
}

function afterTarget(before: Target, value: number | null): Target {
  const numbers =
    before.bound === 'atMost'
      ? { minimum: null, maximum: value }
      : before.bound === 'atLeast'
        ? { minimum: value, maximum: null }
        : { minimum: value, maximum: value }
  // What the old table said, and how it was decided, is the old plan's.
  const { tableNumber: _table, decision: _decision, ...kept } = before
  const after = { ...kept, ...numbers }
  return { ...after, ...phraseOf(before, after, before) }
}

/** The target in words; a number that is still to be set is left open: `khoảng …`. */
function shown(target: Target): Words {
  if (target.minimum !== null || target.maximum !== null) return targetWords(target)
  const filled = targetWords({ ...target, minimum: 0, maximum: 0 })
  return { vi: filled.vi.replace(/\d+/g, '…'), en: filled.en.replace(/\d+/g, '…') }
}

/** A text that names the old number, with the new one: `khoảng 15 chuyên gia` → `khoảng 17 chuyên gia`. */
function phraseOf(before: Target, after: Target, { vi, en }: Words): Words {
  return { vi: withNumber(vi, before, after, 'vi'), en: withNumber(en, before, after, 'en') }
}

/** The text with the number of `after` where that of `before` stands: with its bound, else the number alone where it stands there once. */
function withNumber(text: string, before: Target, after: Target, language: Language): string {
  const bounded = replaced(text, targetWords(before)[language], shown(after)[language])
  if (bounded !== null) return bounded
  const [old, by] = [numbersOf(before, language), numbersOf(after, language)]
  const alone = old.flatMap((number, place) => replaced(text, number, by[place] ?? '…', 'once') ?? [])
  return alone[0] ?? text
}

/** The number of a target as texts write it: with a zero before one digit, and without. None of a range. */
function numbersOf({ bound, minimum, maximum }: Target, language: Language): string[] {
  const value = minimum ?? maximum
  if (bound === 'range' || value === null) return []
  const plain = formatNumber(value, language)
  return [plain.length === 1 ? `0${plain}` : plain, plain]
}

/** The text with what stands alone in it replaced, a capital kept; null where it does not stand there. @param times once: nor where it stands twice */
function replaced(text: string, old: string, by: string, times?: 'once'): string | null {
  if (old === '') return null
  const escaped = old.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  const found = [
    ...text.matchAll(new RegExp(`(?<![\\p{L}\\p{N}]|\\d[.,])${escaped}(?![\\p{L}\\p{N}]|[.,]\\d)`, 'giu')),
  ]
  const [first] = found
  if (first === undefined || (times === 'once' && found.length > 1)) return null
  const capital = first[0].charAt(0) !== old.charAt(0)
  return text.slice(0, first.index) + (capital ? upperFirst(by) : by) + text.slice(first.index + old.length)
}

/** A paragraph of the old objectives with the new numbers in it. */
export function objectiveOf(words: Words, pairs: NextTargets['pairs']): { words: Words; notes: Words[] } {
  let { vi, en } = words
  const notes: Words[] = []
  for (const { before, after } of pairs) {
    const inVi = vi.includes(before.vi)
    if (!inVi) continue
    vi = vi.replace(before.vi, after.vi)
    en = en.includes(before.en) ? en.replace(before.en, after.en) : withNumber(en, before, after, 'en')
    notes.push({ vi: `"${before.vi}" → "${after.vi}".`, en: `“${before.en}” → “${after.en}”.` })
  }
  return { words: { vi, en }, notes }
}

/** The task of the plan that speaks of total factor productivity. */
function tfpTask({ tasks }: PlanDocument) {
  return tasks.find(({ title }) => /\btfp\b|nang suat (?:cac )?nhan to tong hop/.test(fold(title.vi)))
}

function tfpTarget(
  { plan, tfp, tfpIndicator, orientation }: ProposalInput,
  place: number,
  reasons: Record<string, Words>,
): { target: Target; objective: Words } | null {
  const task = tfpTask(plan)
  if (tfp === 'none' || !tfpIndicator || task === undefined) return null
  if (plan.targets.some((target) => target.indicator === 'tfpStudies')) return null
  const { firstYear, lastYear } = orientation
  const minimum = tfp === 'yearly' ? lastYear - firstYear + 1 : 1
  const count = targetWords({ bound: 'atLeast', minimum, maximum: null })
  const target: Target = {
    indicator: 'tfpStudies',
    bound: 'atLeast',
    minimum,
    maximum: null,
    parent: null,
    article: task.code,
    vi: `${count.vi} báo cáo tính toán mức đóng góp của TFP được công bố`,
    en: `${count.en} published ${minimum === 1 ? 'study' : 'studies'} of the contribution of TFP`,
  }
  const item = task.items[0]
  const cited = citedPlan(plan.number, task.code)
  reasons[`targets.${place}.minimum`] = words(
    `${cited.vi}: "${item?.vi ?? task.title.vi}" Kế hoạch không nêu số lượng: ${tfp === 'yearly' ? 'người lập chọn mỗi năm một báo cáo' : 'đề xuất ít nhất một báo cáo cho cả giai đoạn'}.`,
    `${cited.en}: "${item?.en ?? task.title.en}" The plan names no number: ${tfp === 'yearly' ? 'one study a year was chosen' : 'at least one in the period is proposed'}.`,
  )
  return {
    target,
    objective: words(
      `Công bố ${count.vi} báo cáo tính toán mức đóng góp của TFP vào tăng trưởng kinh tế.`,
      `Publish ${count.en} ${minimum === 1 ? 'study' : 'studies'} of the contribution of TFP to economic growth.`,
    ),
  }
}

/** The quantities of the appendix: those of targets follow the new targets, a group's number is its lines' sum, others are kept. */
export function quantities(
  { plan, results }: ProposalInput,
  lines: PlanDocument['budget']['lines'],
  targets: readonly Target[],
  reasons: Record<string, Words>,
): PlanDocument['budget']['lines'] {
  const own = lines.map((line, place) => {
    if (line.quantity === null) return line
    const keys = targetsOfLine(line, plan, results)
    const pairs = keys.flatMap((key) => {
      const before = plan.targets.find((row) => row.indicator === key)
      const after = targets.find((row) => row.indicator === key)
      return before === undefined || after === undefined ? [] : [{ before, after }]
    })
    const quantity: Words = {
      vi: withCounts(line.quantity.vi, pairs, 'vi'),
      en: withCounts(line.quantity.en, pairs, 'en'),
    }
    const at = `budget.lines.${place}.quantity`
    if (keys.length > 0)
      reasons[at] = words('Theo chỉ tiêu mới của giai đoạn.', 'As the new targets of the period.')
    else if (!lines.some((child) => child.parent === line.code))
      reasons[at] = words(
        `Giữ nguyên số lượng của Kế hoạch ${plan.number}; cần xem lại.`,
        `The quantity of Plan ${plan.number}; to be reviewed.`,
      )
    return { ...line, quantity }
  })
  return own.map((line, place) => {
    const parts = own.filter((child) => child.parent === line.code)
    if (parts.length === 0 || line.quantity === null || !/^\d+$/.test(line.quantity.vi)) return line
    const counts = parts.map((part) => part.quantity?.vi ?? '')
    if (!counts.every((count) => /^\d+$/.test(count))) return line
    const sum = formatNumber(
      counts.reduce((total, count) => total + Number(count), 0),
      'vi',
    )
    reasons[`budget.lines.${place}.quantity`] = words(
      `Tổng các mục ${parts.map((part) => part.code).join(', ')}.`,
      `Sum of lines ${parts.map((part) => part.code).join(', ')}.`,
    )
    return { ...line, quantity: { vi: sum, en: sum } }
  })
}

/** `18 lượt doanh nghiệp, 20 sản phẩm` with the new numbers; each old number is found once, in the order of the text. */
function withCounts(
  text: string,
  pairs: readonly { readonly before: Target; readonly after: Target }[],
  language: 'vi' | 'en',
): string {
  const left = [...pairs]
  return text.replace(/\d+/g, (found) => {
    const at = left.findIndex(({ before }) => (before.minimum ?? before.maximum) === Number(found))
    const pair = left[at]
    if (pair === undefined) return found
    left.splice(at, 1)
    const value = pair.after.minimum ?? pair.after.maximum
    return value === null ? '…' : formatNumber(value, language)
  })
}
