import {
  type AmountRow,
  dueDates,
  ofBudget,
  ofLine,
  type SourceColumns,
  sourcesOf,
  wholeTotal,
} from '../plan/index.ts'
import type { DraftDocument } from '../plan-drafts/index.ts'
import { bare, dutySections, type Names, namesTotal } from './words.ts'

/* Whether a document that was written says, when read, what the plan says. */

type Plan = DraftDocument

/** Words without what a document may set otherwise: white space, case, the sign at the end. */
function words(text: string): string {
  return bare(text.normalize('NFC')).replace(/; /g, ', ').toLocaleLowerCase('vi')
}

function target({ indicator, bound, minimum, maximum, parent }: Plan['targets'][number]) {
  const one = minimum ?? maximum
  if (bound === 'atLeast') return { indicator, bound, minimum: one, maximum: null, parent }
  if (bound === 'atMost') return { indicator, bound, minimum: null, maximum: maximum ?? minimum, parent }
  if (bound === 'range') return { indicator, bound, minimum, maximum, parent }
  return { indicator, bound, minimum: one, maximum: one, parent }
}

/** `05/KH-UBND` and `5/KH-UBND` are one number. */
function number(text: string): string {
  return text.replace(/\s/g, '').replace(/^0+(?=\d)/, '')
}

function dates(duty: Plan['duties'][number], document: Plan): string[] {
  const first = Number(document.startsOn.slice(0, 4))
  return dueDates(duty, Math.min(first, duty.dueYear ?? first), first + 20).map(
    ({ on, before }) => `${before ? '<' : ''}${on}`,
  )
}

/** Everything that a written document states, by its path. */
function statements(plan: Plan, written: Plan): Map<string, unknown> {
  const said = new Map<string, unknown>()
  const put = (path: string, value: unknown) => said.set(path, value)
  put('number', number(plan.number))
  put('issuedOn', plan.issuedOn)
  put('issuer', words(plan.issuer.vi))
  put('province', plan.province)
  put('title', words(plan.title.vi))
  put('startsOn', plan.startsOn.slice(0, 4))
  put('endsOn', plan.endsOn.slice(0, 4))
  for (const [at, basis] of plan.legalBases.entries()) {
    put(`legalBases.${at}`, [basis.number, words(basis.vi.replace(/^Căn cứ /, ''))])
  }
  const { replaces } = plan
  put('replaces', replaces && [number(replaces.number), replaces.issuedOn, words(replaces.vi)])
  put('objective', words(plan.objective.vi))
  if (written.objectives.length > 0)
    for (const [at, { vi }] of plan.objectives.entries()) put(`objectives.${at}`, words(vi))
  // A quantity of the budget table that the written plan had no target for is one of its own when it is read.
  const own = new Set(written.targets.map(({ indicator }) => indicator))
  const targets = plan.targets.filter(({ indicator, lines = '' }) => own.has(indicator) || lines === '')
  for (const [at, each] of targets.entries()) put(`targets.${at}`, target(each))
  const { orientation } = plan
  put('orientation', orientation && { ...orientation, vi: words(orientation.vi), en: '', article: '' })
  put('participants', words(plan.participants.vi))
  put('beneficiaries', words(plan.beneficiaries.vi))
  for (const [at, { code, vi }] of plan.criteria.entries()) put(`criteria.${at}`, [code, words(vi)])
  for (const [at, { title, items }] of plan.tasks.entries()) {
    put(`tasks.${at}`, [words(title.vi), ...items.map(({ vi }) => words(vi))])
  }
  for (const [at, { vi }] of plan.funding.entries()) put(`funding.${at}`, words(vi))
  putBudget(plan.budget, put)
  for (const [at, { vi }] of plan.recipients.entries()) put(`recipients.${at}`, words(vi))
  const { authority, office, name } = plan.signatory
  put('signatory', [words(authority.vi), words(office.vi), name])
  return said
}

function putBudget(budget: Plan['budget'], put: (path: string, value: unknown) => void): void {
  if (budget.lines.length === 0) return
  put('budget.title', words(budget.title.vi))
  put('budget.unit', budget.unit)
  put('budget.years', budget.years)
  for (const [at, line] of budget.lines.entries()) {
    const { code, parent, vi, quantity, note, total } = line
    const years = budget.years.map((year) => line.years[year] ?? null)
    put(`budget.lines.${at}`, [
      code,
      parent,
      words(vi),
      words(quantity?.vi ?? ''),
      words(note?.vi ?? ''),
      total,
      ...years,
    ])
  }
  put('budget.total', budget.total)
  put(
    'budget.yearTotals',
    budget.years.map((year) => budget.yearTotals[year] ?? null),
  )
  const sources = sourcesOf(budget)
  if (sources.length > 1) putSources(budget, sources, put)
}

/** What each source gives to each line and in all, and what all make together. */
function putSources(
  budget: Plan['budget'],
  sources: readonly SourceColumns[],
  put: (path: string, value: unknown) => void,
): void {
  put('budget.source', sources[0]?.source)
  for (const source of sources.slice(1)) {
    const amounts = (row: AmountRow | undefined) => [
      row?.total ?? null,
      ...source.years.map((year) => row?.years[year] ?? null),
    ]
    const path = `budget.others.${source.source}`
    put(path, amounts(ofBudget(budget, source)))
    for (const [at, line] of budget.lines.entries()) put(`${path}.${at}`, amounts(ofLine(line, source)))
  }
  put('budget.whole', wholeTotal(budget))
  for (const [at, line] of budget.lines.entries()) put(`budget.whole.${at}`, wholeTotal(budget, line))
}

/**
 * The paths at which a plan and what was read of its written document differ. Left out are English, remarks and the source,
 * which no document states, and the sections that its parts stand in. A deadline counts by the days that it makes; `names` gives the places of duties.
 */
export function planDifferences(written: Plan, read: Plan, names: Names): string[] {
  const before = statements(written, written)
  const after = statements(read, written)
  // What the document adds so that it is whole: the total, and where the office keeps its copy.
  if (!namesTotal(written)) after.delete(`funding.${written.funding.length}`)
  if (!written.recipients.some(({ vi }) => /^lưu\s*:/i.test(vi)))
    after.delete(`recipients.${written.recipients.length}`)
  const paths = new Set([...before.keys(), ...after.keys()])
  const differing = [...paths].filter(
    (path) => JSON.stringify(before.get(path)) !== JSON.stringify(after.get(path)),
  )
  return [...differing, ...dutyDifferences(written, read, names)]
}

function dutyDifferences(written: Plan, read: Plan, names: Names): string[] {
  const places = dutySections(written, names).flatMap(({ code, duties }) =>
    duties.map((_duty, at) => `${code}.${at + 1}`),
  )
  const most = Math.max(written.duties.length, read.duties.length)
  return Array.from({ length: most }, (_, at) => at).flatMap((at) => {
    const [duty, other] = [written.duties[at], read.duties[at]]
    const path = `duties.${at}`
    if (duty === undefined || other === undefined) return [path]
    const own = words(duty.vi).replace(/:$/, '')
    return [
      ...(other.code === places[at] ? [] : [`${path}.code`]),
      // A deadline that the words did not say has been written behind them.
      ...(words(other.vi).startsWith(own) ? [] : [`${path}.vi`]),
      ...([...duty.agencies].sort().join() === [...other.agencies].sort().join() ? [] : [`${path}.agencies`]),
      ...(duty.recurrence === other.recurrence ? [] : [`${path}.recurrence`]),
      ...(dates(duty, written).join() === dates(other, written).join() ? [] : [`${path}.due`]),
      ...(duty.onRequest === undefined || duty.onRequest === (other.onRequest ?? false)
        ? []
        : [`${path}.onRequest`]),
    ]
  })
}
