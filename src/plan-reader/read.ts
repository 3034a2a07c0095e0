import { fillFromArticle } from './article-title.ts'
import { blocksOf, isPageNumber, type TextBlock } from './blocks.ts'
import { isCapital } from './broken-lines.ts'
import { type FoundTable, isBudgetTable, readBudget, tablesIn } from './budget.ts'
import { classify } from './budget-rows.ts'
import { check } from './check.ts'
import { itemSpans, uncovered } from './coverage.ts'
import { finding } from './findings.ts'
import { attachedAt, paragraphsOf, withLabelsJoined, zonesOf } from './layout.ts'
import {
  bySources,
  dutiesOfTable,
  fundingOfSources,
  isDutyTable,
  isSourceTable,
  isTargetTable,
  objectivesOfTable,
} from './other-tables.ts'
import { outlineOf } from './outline.ts'
import { readReplaced } from './replaced.ts'
import type { Budget, Finding, PlanDocument, Span, Statement } from './schema.ts'
import { readSections } from './sections.ts'
import { readTail, type Tail } from './signature-block.ts'
import { joinSplit } from './split-table.ts'
import { canonical, type Plain, pushAll } from './text.ts'
import { dayOver, type Head, isRule, readCaption, readHead } from './title-block.ts'

type Draft = Omit<PlanDocument, 'unplaced' | 'findings'>

/**
 * Reads a signed plan out of its text: Markdown, plain text, or the text that `readDocument` makes of DOCX, XLSX and PDF.
 * Never throws, whatever the text; what it cannot place is in `unplaced`, what does not add up in `findings`.
 */
export function readPlan(text: string): PlanDocument {
  const whole = canonical(text)
  const { tables: found, rest } = tablesIn(blocksOf(whole))
  const { tables, parts } = joinSplit(found)
  const money = mainTable(tables)
  const paragraphs = withLabelsJoined(paragraphsOf(whole, rest))
  const from = attachedAt(paragraphs)
  const cover = readCover(paragraphs.slice(0, Math.max(0, from)))
  const zones = zonesOf(paragraphs.slice(Math.max(0, from)), money !== null)
  const head = joinHeads(cover?.head ?? null, readHead(zones.head))
  const sections = readSections(outlineOf(zones.body))
  const own = readTail(zones.tail)
  const tail = cover === null ? own : joinTails(cover.tail, own)
  const appendix = readAppendix(zones.appendix)
  const findings = [...sections.findings]
  const budget = money === null ? null : budgetOf(money, paragraphs, findings)
  if (head.title === null) fillFromArticle(head, paragraphs)
  fillFromCaption(head, appendix.caption ?? zones.head.find(isCaption) ?? null, findings)
  head.date ??= dayOver(zones.tail)
  const others = tables.filter((table) => table !== money)
  const targets = others.filter(isTargetTable)
  const dutyTables = others.filter((table) => !isTargetTable(table) && isDutyTable(table))
  const sources = tables
    .filter(isSourceTable)
    .map((table) => readBudget(table, unitsNear(table, paragraphs)).budget)
  const reached = targets.map(objectivesOfTable)
  const duties = dutyTables.map(dutiesOfTable)
  // An estimate that also says by whom and when: its lines are duties too; what these do not hold stays in the lines' notes.
  const assigned = money !== null && isDutyTable(money) ? dutiesOfTable(withoutSums(money)).items : []
  const draft: Draft = {
    number: head.number,
    date: head.date,
    issuer: head.issuer,
    province: head.province,
    title: head.title,
    periods: head.periods.length > 0 ? head.periods : sections.periods,
    replaces: cover?.replaces ?? sections.replaces ?? replacedIn([...zones.head, ...zones.tail]),
    legalBases: [...head.legalBases, ...sections.legalBases],
    sections: [...sections.sections, ...[...reached, ...duties].flatMap((read) => read.sections)],
    objectives: [...sections.objectives, ...reached.flatMap(({ items }) => items)],
    participants: sections.participants,
    beneficiaries: sections.beneficiaries,
    tasks: sections.tasks,
    duties: [
      ...(cover?.duties ?? []),
      ...sections.duties,
      ...assigned,
      ...duties.flatMap(({ items }) => items),
    ],
    funding: [
      ...sections.funding,
      ...sources.flatMap(fundingOfSources),
      ...duties.flatMap((read) => read.funding),
    ],
    budget,
    recipients: tail.recipients,
    signatory: tail.signatory,
    statements: [
      ...(cover?.statements ?? []),
      ...head.statements,
      ...sections.statements,
      ...tail.statements,
      ...appendix.statements,
      ...parts.flatMap((table) => [...headStatements(table), ...rowStatements(table.rows)]),
      ...[...targets, ...dutyTables, ...others.filter(isSourceTable)].flatMap(headStatements),
    ],
    text: whole,
  }
  const priced = others.filter(
    (table) => isBudgetTable(table) && !isTargetTable(table) && !isDutyTable(table) && !isSourceTable(table),
  )
  const again = priced.filter((table) => budget !== null && isRepeated(table, budget, paragraphs))
  draft.statements.push(...again.flatMap((table) => [...headStatements(table), ...rowStatements(table.rows)]))
  if (again.length < priced.length) findings.push(severalTables(others))
  const plan = withUnplaced(
    draft,
    [...reached, ...duties].flatMap(({ left }) => left),
  )
  return { ...plan, findings: [...findings, ...check(plan)].sort(byPlace) }
}

interface Cover {
  readonly head: Head
  readonly tail: Tail
  readonly replaces: PlanDocument['replaces']
  /** "Điều 2. Giao Sở … báo cáo … trước ngày …". */
  readonly duties: PlanDocument['duties']
  readonly statements: Statement[]
}

/** The decision that a programme comes with: its head, its articles, its recipients and who signed it. */
function readCover(blocks: readonly TextBlock[]): Cover | null {
  if (blocks.length === 0) return null
  const zones = zonesOf(blocks, false)
  const articles = [...zones.body, ...zones.appendix]
  const replaces = replacedIn(articles)
  const { duties } = readSections(outlineOf(articles))
  const taken = new Set([replaces, ...duties].map((each) => each?.span.start))
  return {
    head: readHead(zones.head),
    tail: readTail(zones.tail),
    replaces,
    duties,
    statements: articles.flatMap(({ plain, span }) =>
      plain.text === '' || taken.has(span.start)
        ? []
        : [{ kind: isRule(plain.text) ? 'rule' : 'effect', text: plain.text, span } as const],
    ),
  }
}

/** Number, day and body of the decision; title and period of what it brings, or its own where that has none. */
function joinHeads(cover: Head | null, own: Head): Head {
  if (cover === null) return own
  // A programme whose line of the kind a copy has lost is named more fully by its decision.
  const isNamed = own.statements.some(({ kind }) => kind === 'kind')
  const [title, other] = isNamed ? [own.title, cover.title] : [cover.title, own.title]
  const replaced = title === null || other === null ? [] : [other]
  return {
    number: cover.number ?? own.number,
    date: cover.date ?? own.date,
    issuer: cover.issuer ?? own.issuer,
    province: cover.province ?? own.province,
    title: title ?? other,
    periods: own.periods.length > 0 ? own.periods : cover.periods,
    legalBases: [...cover.legalBases, ...own.legalBases],
    statements: [
      ...cover.statements,
      ...replaced.map(({ value, span }): Statement => ({ kind: 'reference', text: value, span })),
      ...own.statements,
    ],
  }
}

function joinTails(cover: Tail, own: Tail): Tail {
  return {
    recipients: [...cover.recipients, ...own.recipients],
    signatory: cover.signatory ?? own.signatory,
    statements: [...cover.statements, ...own.statements],
  }
}

/** Without the rows that sum, which are nobody's work. */
function withoutSums(table: FoundTable): FoundTable {
  const kinds = classify(table.rows, table.heads.columns)
  return { ...table, rows: table.rows.filter((_row, at) => kinds[at]?.kind === 'line') }
}

function byPlace(one: { span: Span }, other: { span: Span }): number {
  return one.span.start - other.span.start || one.span.end - other.span.end
}

/** The table of the budget: of several with money, the longest; one of sources only when there is no other. */
function mainTable(tables: readonly FoundTable[]): FoundTable | null {
  const all = tables.filter((table) => isBudgetTable(table) && !isTargetTable(table) && table.rows.length > 0)
  const estimates = all.filter((table) => !isSourceTable(table))
  const money = estimates.length > 0 ? estimates : all
  return money.reduce<FoundTable | null>(
    (best, each) => (best === null || each.rows.length > best.rows.length ? each : best),
    null,
  )
}

/** The paragraphs that may name the unit of a table: those above it, and under it only where none above does; the likeliest last. */
function unitsNear(table: FoundTable, paragraphs: readonly TextBlock[]): Plain[] {
  const start = table.headRows[0]?.span.start ?? 0
  const end = table.rows.at(-1)?.span.end ?? start
  const near = (from: number, to: number) =>
    paragraphs.filter(({ span }) => span.end <= to && span.end >= from).map(({ plain }) => plain)
  return [...near(end, end + 200), ...near(start - 3000, start)]
}

function budgetOf(table: FoundTable, paragraphs: readonly TextBlock[], findings: Finding[]): Budget {
  const read = readBudget(table, unitsNear(table, paragraphs))
  pushAll(findings, read.findings)
  return isSourceTable(table) ? bySources(read.budget) : read.budget
}

/** Whether a second table has the same lines with the same money, such as a workbook's sheet in đồng beside the appendix. */
function isRepeated(table: FoundTable, budget: Budget, paragraphs: readonly TextBlock[]): boolean {
  const lines = readBudget(table, unitsNear(table, paragraphs)).budget.lines
  const money = ({ title, total, byYear }: Budget['lines'][number]) =>
    JSON.stringify([title, total, Object.entries(byYear).sort()])
  const [own, other] = [budget.lines.map(money), lines.map(money)]
  return own.length === other.length && own.every((line, index) => line === other[index])
}

function headStatements(table: FoundTable): Statement[] {
  return rowStatements(table.headRows)
}

function rowStatements(rows: FoundTable['rows']): Statement[] {
  return rows.map((row) => ({
    kind: 'reference',
    text: row.cells.map((cell) => cell.text).join(' | '),
    span: row.span,
  }))
}

function severalTables(others: readonly FoundTable[]): Finding {
  const span = others.find(isBudgetTable)?.headRows[0]?.span ?? { start: 0, end: 0 }
  return finding('budget.severalTables', 'warning', span, {
    vi: 'Văn bản có hơn một bảng dự toán; chỉ bảng nhiều dòng nhất được đọc, các bảng khác nằm trong phần chưa xếp được.',
    en: 'The document has more than one budget table; only the longest is read, the others are listed as not placed.',
  })
}

function replacedIn(blocks: readonly TextBlock[]): PlanDocument['replaces'] {
  for (const { plain, span } of blocks) {
    const found = readReplaced(plain, span)
    if (found !== null) return found
  }
  return null
}

interface Appendix {
  readonly statements: Statement[]
  readonly caption: TextBlock | null
}

const tableTitle =
  /^(?:du toan|kinh phi|bang|tong hop|danh muc|phan cong|ke hoach|bieu|noi dung|cac nhiem vu|nhiem vu)\b/

/** The heading, title, caption and unit of an appendix; its notes are left to `unplaced`. */
function readAppendix(blocks: readonly TextBlock[]): Appendix {
  const statements: Statement[] = []
  let caption: TextBlock | null = null
  let titled = false
  for (const block of blocks) {
    const { plain, span } = block
    const { folded, text } = plain
    const state = (kind: Statement['kind']) => statements.push({ kind, text, span })
    if (isRule(text)) state('rule')
    else if (/^(?:phu luc|bieu (?:so )?\d{1,2}|phu bieu)\b/.test(folded) && text.length <= 80) {
      state('appendix')
      titled = true
    } else if (isCaption(block)) {
      state('caption')
      caption ??= block
    } else if (/^\(?(?:don vi(?: tinh)?|dvt) ?:/.test(folded)) state('unit')
    else if (isPageNumber(folded)) state('page')
    else if (text.length <= 400 && (tableTitle.test(folded) || (titled && isCapital(text)))) state('appendix')
  }
  return { statements, caption }
}

/** "(Kèm theo Quyết định số …)" over an appendix, or under the title of a programme whose decision is not at hand. */
function isCaption({ plain }: TextBlock): boolean {
  return /^\(?(?:ban hanh )?kem theo\b/.test(plain.folded)
}

/** What the head lacks is taken from such a caption, and said so. */
function fillFromCaption(head: Head, caption: TextBlock | null, findings: Finding[]): void {
  if (caption === null) return
  const read = readCaption(caption.plain)
  if (head.number === null && read.number !== null) {
    head.number = read.number
    findings.push(
      finding('head.fromCaption', 'info', read.number.span, {
        vi: 'Phần đầu văn bản không có số và ngày; lấy theo dòng "Kèm theo … số …".',
        en: 'The head of the document gives no number and date; taken from the caption "Kèm theo … số …".',
      }),
    )
  }
  head.date ??= read.date
  head.issuer ??= read.issuer
  head.province ??= read.province
}

/**
 * Adds what no item holds, each piece with its line and the heading above it.
 * @param left cells of tables that stand in the row of an item, but that it does not hold
 */
function withUnplaced(draft: Draft, left: readonly Span[]): PlanDocument {
  const { text } = draft
  const statements = [...draft.statements]
  const unplaced: PlanDocument['unplaced'] = []
  const headings = headingsOf(draft)
  let above: string | null = null
  let next = 0
  let line = 1
  let newline = text.indexOf('\n')
  const gaps = [...uncovered(text, itemSpans(draft)), ...left].sort((one, other) => one.start - other.start)
  for (const gap of gaps) {
    for (; newline !== -1 && newline < gap.start; newline = text.indexOf('\n', newline + 1)) line++
    for (let heading = headings[next]; heading && heading.span.start <= gap.start; heading = headings[++next])
      above = heading.name
    // The end of an emphasis before it is markup, not words.
    const markup =
      /^[*_]{1,3}\s{1,3}(?=\S)/.exec(text.slice(gap.start, Math.min(gap.end, gap.start + 7)))?.[0].length ?? 0
    const span = { start: gap.start + markup, end: gap.end }
    const words = text.slice(span.start, span.end)
    if (markup > 0) statements.push(ruleAt(text, { start: gap.start, end: span.start }))
    if (isRule(words)) statements.push(ruleAt(text, span))
    else unplaced.push({ text: words, line, section: above, span })
  }
  return { ...draft, statements: statements.sort(byPlace), unplaced, findings: [] }
}

function ruleAt(text: string, span: Span): Statement {
  return { kind: 'rule', text: text.slice(span.start, span.end).trim(), span }
}

/** What a reader would look under: the sections, "Nơi nhận", the appendices. */
function headingsOf(draft: Draft): { name: string; span: Span }[] {
  const opening = draft.statements.filter(
    ({ kind, text }) => kind === 'appendix' || (kind === 'reference' && /^Nơi nhận/i.test(text)),
  )
  return [
    ...draft.sections.map(({ code, title, span }) => ({ name: `${code}. ${title}`.slice(0, 200), span })),
    ...opening.map(({ text, span }) => ({ name: text.slice(0, 200), span })),
  ].sort(byPlace)
}
