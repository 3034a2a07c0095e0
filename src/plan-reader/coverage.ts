import type { PlanDocument, Span } from './schema.ts'

/* Nothing is dropped: what no item holds is listed. */

/** The places of every item, without those that only enclose others (the whole budget table). */
export function itemSpans(plan: Omit<PlanDocument, 'unplaced' | 'findings'>): Span[] {
  const { budget, signatory } = plan
  const one = (item: { span: Span } | null) => (item === null ? [] : [item.span])
  const many = (items: readonly { span: Span }[]) => items.map((item) => item.span)
  return [
    ...one(plan.number),
    ...one(plan.date),
    ...one(plan.issuer),
    ...one(plan.province),
    ...one(plan.title),
    ...one(plan.replaces),
    ...many(plan.legalBases),
    ...many(plan.sections),
    ...many(plan.objectives),
    ...many(plan.participants),
    ...many(plan.beneficiaries),
    ...many(plan.tasks),
    ...many(plan.duties),
    ...many(plan.funding),
    ...many(plan.recipients),
    ...many(plan.statements),
    ...(signatory?.spans ?? []),
    ...(budget === null
      ? []
      : [
          ...many(budget.heads),
          ...many(budget.lines),
          ...budget.lines.flatMap((line) => line.continued),
          ...many(budget.sums),
        ]),
  ]
}

/** The pieces of the text with ink that no span holds, a line each, trimmed. */
export function uncovered(text: string, spans: readonly Span[]): Span[] {
  const sorted = [...spans].sort((one, other) => one.start - other.start)
  const gaps: Span[] = []
  let past = 0
  for (const { start, end } of sorted) {
    if (start > past) inkIn(text, past, start, gaps)
    past = Math.max(past, end)
  }
  inkIn(text, past, text.length, gaps)
  return gaps
}

function inkIn(text: string, from: number, to: number, gaps: Span[]): void {
  for (let start = from; start < to; ) {
    const newline = text.indexOf('\n', start)
    const stop = newline === -1 || newline > to ? to : newline
    let first = start
    let last = stop
    while (first < last && /\s/.test(text.charAt(first))) first++
    while (last > first && /\s/.test(text.charAt(last - 1))) last--
    if (last > first) gaps.push({ start: first, end: last })
    start = stop + 1
  }
}
