import { z } from 'zod'
import { type AmountRow, checkBudget, type SumFinding } from '../plan/index.ts'
import type { Finding, PlanDocument as ReadPlan, Span } from '../plan-reader/index.ts'
import { planSchema, spanSchema } from '../plan-reader/index.ts'
import type { Words } from '../platform/language.ts'
import type { FieldProblem } from '../platform/problem.ts'
import { DraftDocument } from './draft.ts'
import type { Note } from './mapping/tools.ts'
import { completeDocument } from './rules.ts'
import { valueAt } from './sections.ts'

/* What stands between a draft that was read and a plan that runs: findings, sums, what is missing. */

const NoteShape = z.object({ path: z.string(), words: z.object({ vi: z.string(), en: z.string() }) })

/** What is kept of a reading beside the draft. The text that spans point into is the draft's own source text. */
export const DraftReading = z.object({
  plan: planSchema.omit({ text: true }),
  /** The draft as it came out of the reading, and where each of its values stood. */
  first: z.object({ document: DraftDocument, spans: z.record(z.string(), spanSchema) }),
  /** Where the values of the draft as it is now stood; follows rows that are moved. */
  spans: z.record(z.string(), spanSchema),
  notes: z.array(NoteShape),
})
export type DraftReading = z.infer<typeof DraftReading>

/** A reading as it is kept from its first mapping. */
export function newReading(
  read: ReadPlan,
  mapped: { document: DraftDocument; notes: readonly Note[]; spans: Readonly<Record<string, Span>> },
): DraftReading {
  const { text: _text, ...plan } = read
  return {
    plan,
    first: { document: mapped.document, spans: mapped.spans },
    spans: mapped.spans,
    notes: mapped.notes.map(({ path, words }) => ({ path, words: { vi: words.vi, en: words.en } })),
  }
}

/** The sums that a plan's own budget is held to; when they hold, these findings have been put right. */
const sumCodes: ReadonlySet<string> = new Set([
  'budget.linesVsGroup',
  'budget.yearsVsTotal',
  'budget.groupsVsTotal',
  'budget.sourcesVsTotal',
])

export interface ReviewedFinding {
  /** Its place in the reading. */
  readonly index: number
  readonly finding: Finding
  /** Paths of the draft that stand where the finding points. */
  readonly paths: string[]
  /** Whether the draft has been changed where the finding points, so that it no longer speaks of the draft. */
  readonly changed: boolean
  /** A sum that the draft itself does not hold: no reason helps, it must be put right. */
  readonly mustMend: boolean
}

const severities = { error: 0, warning: 1, info: 2 } as const

/** The findings of the reading, errors first, each held against the draft as it is now. */
export function reviewFindings(reading: DraftReading, document: DraftDocument): ReviewedFinding[] {
  const sumsHold = draftSums(document).length === 0
  const budgetChanged = differs(reading.first.document.budget, document.budget)
  return reading.plan.findings
    .map((finding, index) => {
      const paths = pathsAt(finding.span, reading.spans)
      const before = pathsAt(finding.span, reading.first.spans).map((path) =>
        valueAt(reading.first.document, path),
      )
      const now = paths.map((path) => valueAt(document, path))
      const changed = sumCodes.has(finding.code) ? sumsHold && budgetChanged : differs(before, now)
      return { index, finding, paths, changed, mustMend: sumCodes.has(finding.code) && !sumsHold }
    })
    .sort(
      (one, other) =>
        severities[one.finding.severity] - severities[other.finding.severity] || one.index - other.index,
    )
}

/** The paths of the smallest places that hold, or lie in, a span. */
export function pathsAt(span: Span, spans: Readonly<Record<string, Span>>): string[] {
  const touching = Object.entries(spans).filter(([, each]) => each.start < span.end && span.start < each.end)
  const length = (each: Span) => each.end - each.start
  const smallest = Math.min(...touching.map(([, each]) => length(each)))
  return touching.filter(([, each]) => length(each) === smallest).map(([path]) => path)
}

/** English is added beside what the document says; it changes nothing that was read. */
function differs(one: unknown, other: unknown): boolean {
  const withoutEnglish = (key: string, value: unknown) => (key === 'en' ? undefined : value)
  return JSON.stringify(one, withoutEnglish) !== JSON.stringify(other, withoutEnglish)
}

/**
 * The sums of a draft's budget that do not hold; what is not known yet counts as nothing.
 * @param nameOf what a source of funds is called; its key when left out
 */
export function draftSums({ budget }: DraftDocument, nameOf?: (source: string) => Words): SumFinding[] {
  return checkBudget(
    {
      ...budget,
      total: whole(budget.total),
      yearTotals: known(budget.yearTotals),
      others: budget.others?.map((other) => ({ ...other, ...knownRow(other) })),
      whole: said(budget.whole),
      lines: budget.lines.map((line) => ({
        ...line,
        ...knownRow(line),
        others:
          line.others &&
          Object.fromEntries(Object.entries(line.others).map(([key, row]) => [key, knownRow(row)])),
        whole: said(line.whole),
      })),
    },
    nameOf,
  )
}

const known = (amounts: Readonly<Record<string, number | null>> = {}) =>
  Object.fromEntries(Object.entries(amounts).map(([year, amount]) => [year, whole(amount)]))

const knownRow = ({ total, years }: AmountRow) => ({ total: whole(total), years: known(years) })

/** What the document says of all sources together, as far as it says it. */
function said(row: AmountRow | undefined): AmountRow<number> | undefined {
  if (row === undefined || row.total === null) return undefined
  const years = Object.entries(row.years).filter(([, amount]) => amount !== null)
  return { total: whole(row.total), years: known(Object.fromEntries(years)) }
}

function whole(amount: number | null): number {
  return amount !== null && Number.isSafeInteger(amount) ? amount : 0
}

/** What a draft lacks before it may be accepted, but for what only the acceptance itself gives. */
export function missingOf(document: DraftDocument): FieldProblem[] {
  const complete = completeDocument(document)
  return complete.ok ? [] : complete.fields
}
