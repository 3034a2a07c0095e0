import type { PlanDocument as ReadPlan, Span } from '../../plan-reader/index.ts'
import { type DraftDocument, emptyDraft } from '../draft.ts'
import { provinceOfCatalogue } from './agency-names.ts'
import { budgetOf } from './budget.ts'
import { withCodes } from './codes.ts'
import { dutiesOf } from './duties.ts'
import { objectivesOf } from './targets.ts'
import { around, type Catalogues, type Note, periodOf, type Tools, wordsAt, written } from './tools.ts'

/**
 * Turns what the reader found in a signed plan into a draft of a plan that can run: indicators and agencies by their
 * keys, periods as days, money by line and year in đồng.
 * @param read the reader's result
 * @param catalogues what indicators and agencies there are; an agency without days is taken to live always
 * @returns the draft; notes on everything that was reckoned, split or has no place in a plan; for each path of the draft
 *   the place of the text that it came from
 */
export function documentOfReading(
  read: ReadPlan,
  catalogues: Catalogues,
): { document: DraftDocument; notes: Note[]; spans: Record<string, Span> } {
  const notes: Note[] = []
  const spans: Record<string, Span> = {}
  const at = (path: string, span: Span | undefined | null) => {
    if (span) spans[path] = { start: span.start, end: span.end }
  }
  const located = (path: string, found: { value: string; span: Span } | null): string => {
    at(path, found?.span)
    return found?.value ?? ''
  }
  const note = (path: string, vi: string, en: string) => notes.push({ path, words: { vi, en } })
  const province = provinceOf({ read, catalogues, note }, located('province', read.province))
  const tools: Tools = { read, catalogues, at, note, province, period: periodOf(read) }

  const { period } = tools
  at('startsOn', period?.span)
  at('endsOn', period?.span)
  if (period !== null && read.periods.find(({ kind }) => kind === 'main')?.from === null) {
    note(
      'startsOn',
      `Văn bản chỉ ghi năm cuối; năm đầu tạm lấy ${period.from}.`,
      `The document names only the last year; the first is taken to be ${period.from}.`,
    )
  }
  const document: DraftDocument = {
    ...emptyDraft(),
    number: located('number', read.number),
    issuedOn: located('issuedOn', read.date),
    issuer: written(located('issuer', read.issuer)),
    province,
    title: written(located('title', read.title)),
    startsOn: period === null ? '' : `${period.from}-01-01`,
    endsOn: period === null ? '' : `${period.to}-12-31`,
    legalBases: read.legalBases.map(({ text, number, span }, place) => {
      at(`legalBases.${place}`, span)
      return { ...written(basisText(text)), number: number ?? '' }
    }),
    replaces: replacesOf(tools),
    ...objectivesOf(tools),
    ...peopleOf(tools),
    tasks: tasksOf(tools),
    ...fundingOf(tools),
    duties: dutiesOf(tools),
    budget: budgetOf(tools),
    remarks: read.findings
      .filter(({ severity }) => severity === 'warning')
      .map(({ words, span }, place) => {
        at(`remarks.${place}`, span)
        return { ...words }
      }),
    recipients: read.recipients.map(({ text, span }, place) => {
      at(`recipients.${place}`, span)
      return written(text)
    }),
    signatory: signatoryOf(tools),
  }
  return { document: withCodes(tools, document), notes, spans }
}

/** A commune's plan does not name its province: that whose committee the catalogue has, when it has one. */
function provinceOf(
  { read, catalogues, note }: Pick<Tools, 'read' | 'catalogues' | 'note'>,
  named: string,
): string {
  if (named !== '' || !/^Ủy ban nhân dân (?!tỉnh|thành phố)/.test(read.issuer?.value ?? '')) return named
  const own = provinceOfCatalogue(catalogues.agencies, read.date?.value ?? '')
  if (own === null) return named
  note(
    'province',
    `Văn bản của cấp dưới tỉnh không ghi tỉnh; lấy ${own} theo danh mục cơ quan.`,
    `A document from below the province does not name it; ${own} is taken from the catalogue of agencies.`,
  )
  return own
}

/** "Căn cứ Quyết định …;" → "Quyết định …". */
function basisText(text: string): string {
  const bare = text
    .replace(/^(?:căn cứ|thực hiện|theo)\s+/i, '')
    .replace(/[;.]\s*$/, '')
    .trim()
  return bare.charAt(0).toUpperCase() + bare.slice(1)
}

function replacesOf({ read, at }: Tools): DraftDocument['replaces'] {
  const { replaces } = read
  if (replaces === null) return null
  at('replaces', replaces.span)
  const from = replaces.text.search(/(?:kế hoạch|quyết định)(?: số)? \S*\d/i)
  const named = (from === -1 ? replaces.text : replaces.text.slice(from)).replace(/[).;\s]+$/, '')
  return { ...written(named), number: replaces.number ?? '', issuedOn: replaces.date ?? '' }
}

function peopleOf({
  read,
  at,
}: Tools): Pick<DraftDocument, 'participants' | 'beneficiaries' | 'beneficiariesArticle' | 'criteria'> {
  const general = read.beneficiaries.filter(({ code }) => code === '')
  at('participants', around(read.participants.map(({ span }) => span)))
  at('beneficiaries', around(general.map(({ span }) => span)))
  const article = sectionOf(read, read.beneficiaries)
  const names = read.participants.map(({ text }) => text.replace(/[;,.]$/, ''))
  return {
    participants: written(names.length === 0 ? '' : `${names.join(', ')}.`),
    beneficiaries: written(general.map(({ text }) => text).join('\n')),
    ...(article === undefined ? {} : { beneficiariesArticle: article }),
    criteria: read.beneficiaries
      .filter(({ code }) => code !== '')
      .map(({ code, text, span }, place) => {
        at(`criteria.${place}`, span)
        return { ...written(text), code }
      }),
  }
}

/** The code of the innermost heading over the first of these. */
function sectionOf(read: ReadPlan, items: readonly { readonly span: Span }[]): string | undefined {
  const first = Math.min(...items.map(({ span }) => span.start))
  return items.length === 0 ? undefined : read.sections.findLast(({ span }) => span.start <= first)?.code
}

function tasksOf({ read, at }: Tools): DraftDocument['tasks'] {
  const groups: DraftDocument['tasks'] = []
  const places = new Map<string, number>()
  for (const { code, parent, text, span } of read.tasks) {
    const group = parent === null ? undefined : places.get(parent)
    const found = group === undefined ? undefined : groups[group]
    if (found === undefined || group === undefined) {
      at(`tasks.${groups.length}`, span)
      places.set(code, groups.length)
      groups.push({ code, title: written(text.replace(/(?<!\.)[.:;]$/, '')), items: [] })
      continue
    }
    at(`tasks.${group}.items.${found.items.length}`, span)
    // What stands below an item belongs to the same group.
    places.set(code, group)
    found.items.push(written(text))
  }
  return groups
}

/** The reader cuts a paragraph about money into one piece for each source; a plan keeps the paragraph. */
function fundingOf({ read, at }: Tools): Pick<DraftDocument, 'funding' | 'fundingArticle'> {
  const paragraphs: Span[] = []
  for (const { span } of read.funding) {
    const last = paragraphs.at(-1)
    if (last !== undefined && last.end === span.start) last.end = span.end
    else paragraphs.push({ ...span })
  }
  const article = sectionOf(read, read.funding)
  const funding = paragraphs.map((span, place) => {
    at(`funding.${place}`, span)
    return written(wordsAt(read, span))
  })
  return { funding, ...(article === undefined ? {} : { fundingArticle: article }) }
}

function signatoryOf({ read, at }: Tools): DraftDocument['signatory'] {
  const { signatory } = read
  if (signatory === null) return emptyDraft().signatory
  at('signatory', signatory.span)
  const isBody = (words: string) => /^TM\b/i.test(words)
  const body = signatory.authority.filter(isBody)
  const others = signatory.authority.filter((words) => !isBody(words))
  const office = signatory.office === null ? others : [...others, signatory.office]
  return {
    authority: written(body.join(', ')),
    office: written(office.join(', ')),
    name: signatory.name ?? '',
  }
}
