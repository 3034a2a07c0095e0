import { finding } from './findings.ts'
import { sourceNames } from './funding.ts'
import type { Budget, Finding, Funding, PlanDocument } from './schema.ts'
import { differs, en, shown, sum, vi } from './sums.ts'
import { pushAll } from './text.ts'

/* The sums that the text names: figures against words, a total against its sources, both against the budget table. */

/** The arithmetic of the sums in the text, and these against the budget where there is one. */
export function checkFunding(plan: PlanDocument): Finding[] {
  const alone = [...figuresAndWords(plan.funding), ...againstSources(plan)]
  return plan.budget === null ? alone : [...alone, ...fundingAgainstBudget(plan, plan.budget)]
}

/** "45,6 tỷ, trong đó: ngân sách 20 tỷ; doanh nghiệp 25 tỷ": the sources that a sentence or the list under it names make up its total. */
function againstSources({ funding, text }: PlanDocument): Finding[] {
  const findings: Finding[] = []
  for (const [index, whole] of funding.entries()) {
    if (whole.amount === null) continue
    const parts: Funding[] = []
    for (const next of funding.slice(index + 1)) {
      const own = text.slice(next.span.start, next.span.end)
      const lead =
        parts.length > 0 ||
        /(?:trong đó|bao gồm|gồm)[^\p{L}\d]*$/iu.test(text.slice(whole.span.start, whole.span.end)) ||
        /^\W*(?:trong đó|bao gồm|gồm)(?!\p{L})/iu.test(own) ||
        // "10.000 triệu đồng (ngân sách 4.000 triệu đồng, doanh nghiệp 6.000 triệu đồng)"
        /^\s*\(/.test(own)
      const isItem =
        next.span.start === (parts.at(-1) ?? whole).span.end || /^(?:[-–+•]|[a-zđ]\)|\d{1,2}[.)] )/.test(own)
      if (!lead || !isItem || next.isTotal || next.amount === null || next.source === null) break
      // "Phân kỳ ngân sách tỉnh: năm 2026 …" after the sources says once more what one of them gives.
      if (isOneYear(next) && parts.some((part) => !isOneYear(part))) break
      parts.push(next)
    }
    const expected = sum(parts.map(({ amount }) => amount))
    const named = new Set(parts.map(({ source }) => source))
    // One source alone is singled out; several that are less may leave some unsaid, so that is to be looked at only.
    if (
      expected === null ||
      expected === BigInt(whole.amount) ||
      (named.size < 2 && expected < BigInt(whole.amount))
    )
      continue
    const names = { vi: 'Tổng kinh phí so với các nguồn của nó', en: 'The total against its sources' }
    const found = differs(
      'funding.partsVsTotal',
      whole.amountSpan ?? whole.span,
      names,
      expected,
      BigInt(whole.amount),
    )
    findings.push(expected < BigInt(whole.amount) ? { ...found, severity: 'warning' } : found)
  }
  return findings
}

function isOneYear({ period }: Funding): boolean {
  return period !== null && period.from === period.to
}

/** Sums that cannot be read, and figures against their words. */
function figuresAndWords(funding: readonly Funding[]): Finding[] {
  const findings: Finding[] = []
  for (const { amount, amountSpan, inWords } of funding) {
    if (amount === null && amountSpan !== null) {
      findings.push(
        finding('funding.amountUnread', 'error', amountSpan, {
          vi: 'Số tiền này không tròn đồng hoặc quá lớn.',
          en: 'This sum is not whole đồng or is too large.',
        }),
      )
    }
    if (inWords === null || amount === null) continue
    if (inWords.amount === null) {
      findings.push(
        finding('funding.wordsUnread', 'warning', inWords.span, {
          vi: `Không đọc được số tiền bằng chữ "${inWords.text}".`,
          en: `The amount in words "${inWords.text}" cannot be read.`,
        }),
      )
    } else if (inWords.amount !== amount) {
      findings.push(
        finding(
          'funding.words',
          'error',
          inWords.span,
          {
            vi: `Bằng chữ là ${vi(inWords.amount)}, bằng số là ${vi(amount)}.`,
            en: `In words it is ${en(inWords.amount)}, in figures ${en(amount)}.`,
          },
          amount,
          inWords.amount,
        ),
      )
    }
  }
  return findings
}

function textVsTable(
  code: string,
  item: Funding,
  names: { vi: string; en: string },
  table: number,
  text: bigint,
): Finding[] {
  if (BigInt(table) === text) return []
  return [
    finding(
      code,
      'error',
      item.amountSpan ?? item.span,
      {
        vi: `${names.vi}: bảng dự toán là ${vi(table)}, phần lời ghi ${vi(text)}.`,
        en: `${names.en}: the budget table has ${en(table)}, the text says ${en(text)}.`,
      },
      table,
      shown(text),
    ),
  ]
}

/** The sums of the text against the table: the whole, each year, each source, and the parts against the whole. */
function fundingAgainstBudget(plan: PlanDocument, budget: Budget): Finding[] {
  const findings: Finding[] = []
  const main = plan.periods.find(({ kind }) => kind === 'main')
  const years = [...new Set(budget.columns.flatMap(({ year }) => (year === null ? [] : [year])))]
  const first = years.length > 0 ? Math.min(...years) : (main?.from ?? null)
  const last = years.length > 0 ? Math.max(...years) : (main?.to ?? null)
  const items = plan.funding.filter(({ amount, period }) => {
    if (amount === null) return false
    return (
      period === null ||
      first === null ||
      last === null ||
      (period.to >= first && (period.from ?? period.to) <= last)
    )
  })
  const isYear = ({ period }: Funding) => period !== null && period.from === period.to && years.length > 1
  const sumOfText = ({ amount }: Funding) => amount
  const yearly = items.filter(isYear)
  for (const year of new Set(yearly.map(({ period }) => period?.to ?? 0))) {
    const same = yearly.filter(({ period }) => period?.to === year)
    const wholes = same.filter(({ isTotal }) => isTotal)
    const [item] = same
    const table = yearsAreOfAll(budget) ? budget.byYear[String(year)] : undefined
    const text = sum((wholes.length > 0 ? wholes : same).map(sumOfText))
    if (item === undefined || table === undefined || text === null) continue
    findings.push(
      ...textVsTable('funding.yearVsBudget', item, { vi: `Năm ${year}`, en: `Year ${year}` }, table, text),
    )
  }
  const wholes = items.filter((item) => item.isTotal && !isYear(item))
  const parts = items.filter((item) => !item.isTotal && !isYear(item))
  const sourced = parts.filter(({ source }) => source !== null)
  const names = { vi: 'Tổng kinh phí', en: 'Total of the budget' }
  if (budget.total !== null) {
    const [one] = wholes.length > 0 ? wholes : parts
    const text = wholes.length > 0 ? sum(wholes.slice(0, 1).map(sumOfText)) : sum(parts.map(sumOfText))
    if (one !== undefined && text !== null)
      findings.push(...textVsTable('funding.totalVsBudget', one, names, budget.total, text))
  }
  const [whole] = wholes
  const made = sum(sourced.map(sumOfText))
  if (whole?.amount && sourced.length > 1 && made !== null && made !== BigInt(whole.amount)) {
    const label = {
      vi: 'Tổng kinh phí so với các nguồn trong phần lời',
      en: 'The total against the sources in the text',
    }
    findings.push(
      differs('funding.partsVsTotal', whole.amountSpan ?? whole.span, label, made, BigInt(whole.amount)),
    )
  }
  for (const [source, table] of Object.entries(budget.bySource)) {
    const same = sourced.filter(
      (item) => item.source === source || isOneState(item.source, source, budget, sourced),
    )
    const [item] = same
    const text = sum(same.map(sumOfText))
    if (item === undefined || text === null) continue
    const name = sourceNames[source] ?? { vi: source, en: source }
    const label = { vi: `Nguồn ${name.vi}`, en: `From ${name.en}` }
    pushAll(findings, textVsTable('funding.sourceVsBudget', item, label, table, text))
  }
  return findings
}

/** Whether the years of the table are of all its sources: those of one source alone are no sum of the year. */
function yearsAreOfAll({ columns }: Budget): boolean {
  const amounts = columns.filter(({ role }) => role === 'amount')
  if (amounts.some(({ year, source }) => year !== null && source === null)) return true
  const sources = new Set(amounts.flatMap(({ source }) => source ?? []))
  return [...sources].every((of) => amounts.some(({ year, source }) => year !== null && source === of))
}

const state: ReadonlySet<string> = new Set([
  'provincialBudget',
  'centralBudget',
  'stateBudget',
  'districtBudget',
])

/** "Ngân sách nhà nước" of the table is the "ngân sách tỉnh" of the text when each names but one budget of the state. */
function isOneState(
  text: string | null,
  table: string,
  budget: Budget,
  sourced: readonly Funding[],
): boolean {
  if (text === null || !state.has(text) || !state.has(table)) return false
  const inTable = Object.keys(budget.bySource).filter((source) => state.has(source))
  return (
    inTable.length === 1 &&
    sourced.every(({ source }) => source === text || source === null || !state.has(source))
  )
}
