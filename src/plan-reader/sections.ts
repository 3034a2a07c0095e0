import { agencyIn } from './agency-names.ts'
import { moneyInText } from './amounts.ts'
import { isPageNumber } from './blocks.ts'
import { assignRoots, dutyOf, isAgencyHeading } from './duties.ts'
import { fundingOf } from './funding.ts'
import { basesIn, isInstrument } from './instruments.ts'
import { isIntroduction, objectivesOf } from './objectives.ts'
import { above, type Node, type Part } from './outline.ts'
import { beneficiariesOf, participantsOf } from './people.ts'
import { quantitiesIn } from './quantities.ts'
import { readReplaced } from './replaced.ts'
import type { Finding, Instrument, Period, PlanDocument, Statement, StatementKind } from './schema.ts'
import { pushAll } from './text.ts'
import { isRule, periodsIn } from './title-block.ts'
import { assignedWork } from './work-lines.ts'

/* From the outline of the sections to the items of the plan. */

export type Sections = Pick<
  PlanDocument,
  | 'legalBases'
  | 'sections'
  | 'objectives'
  | 'participants'
  | 'beneficiaries'
  | 'tasks'
  | 'duties'
  | 'funding'
  | 'replaces'
> & { statements: Statement[]; findings: Finding[]; periods: Period[] }

/** "Hiện có 430 cơ sở …", "Trong những năm qua …": how things stand, in a part whose heading says nothing known. */
const saysHow =
  /^(?:hien (?:co|nay)|den nay|tinh den|nhin chung|thoi gian qua|trong (?:nhung nam|thoi gian|cac nam|giai doan|nam) [^.;]{0,40}\b(?:qua|da)\b|tuy nhien|toan (?:tinh|thanh pho|xa|phuong) (?:hien )?co)\b/

const aims: ReadonlySet<Part> = new Set(['objectives', 'general', 'specific'])

function statementOf(node: Node): StatementKind | null {
  const { folded, text } = node.words
  if (isRule(text)) return 'rule'
  if (/^tren day la\b/.test(folded) || isAppeal(node)) return 'closing'
  if (isPageNumber(folded)) return 'page'
  if (
    /^\(?(?:chi tiet )?(?:theo|xem|co|kem theo|tai) (?:cac )?(?:phu luc|bieu)/.test(folded) &&
    text.length <= 120
  )
    return 'reference'
  if (
    /^\(?(?:ke hoach|quyet dinh|nghi quyet|chuong trinh|de an) (?:(?:nay )?da duoc|nay (?:co hieu luc|duoc|pho bien))/.test(
      folded,
    )
  )
    return 'effect'
  if (
    /\bchiu trach nhiem (?:thi hanh|thuc hien) (?:quyet dinh|nghi quyet) nay\b|\bchiu trach nhiem thi hanh[./ ]*$|\bcan cu (?:quyet dinh|nghi quyet)(?: nay)? (?:de )?(?:to chuc )?(?:thi hanh|thuc hien)[./]*$/.test(
      folded,
    )
  )
    return 'effect'
  if (
    node.label === null &&
    text.length <= 60 &&
    /^\(?(?:don vi(?: tinh)?|dvt) ?: ?\S*.{0,12}dong\)?$/.test(folded)
  )
    return 'unit'
  if (
    node.part === 'proposals' &&
    (!node.heading || /^(?:de nghi|kien nghi|de xuat) [a-z]/.test(folded)) &&
    node.parent !== null
  )
    return 'proposal'
  if (node.heading) return null
  if (isLead(node)) return 'reference'
  if (isIntroduction(node) && (aims.has(node.part) || namesList(node))) return 'reference'
  if (node.part === 'scope') return 'scope'
  if (node.part === 'principles' || (aims.has(node.part) && /^yeu cau ?:/.test(folded))) return 'principle'
  if (node.part === 'context' || (node.part === 'unknown' && saysHow.test(folded))) return 'context'
  return node.part === 'time' ? 'time' : null
}

/** "- Văn phòng xã chủ trì tham mưu:" over targets, "3. Phân công cụ thể:" over a table: words that only lead to what follows. */
function isLead(node: Node): boolean {
  const { part, words, label, children } = node
  if (label === null || !words.text.endsWith(':') || children.length > 0 || words.text.length > 200)
    return false
  if (aims.has(part)) return quantitiesIn(words.folded, words.text).every(({ unit }) => unit === null)
  return part === 'tasks' && /^(?:phan cong|chi tiet|cu the|danh muc)\b[^.;]{0,80}:$/.test(words.folded)
}

/** "Các nhiệm vụ, phân công và thời gian thực hiện:" over a table of work, "Chi tiết:" over one of money: no task and no money. */
function namesList({ part, words }: Node): boolean {
  if (part === 'tasks')
    return (
      words.text.length <= 120 &&
      /^(?:cac |nhung |danh muc )?(?:nhiem vu|noi dung|cong viec|hoat dong|giai phap|phan cong|chi tiet)\b/.test(
        words.folded,
      )
    )
  return part === 'funding' && /^(?:du toan )?(?:chi tiet|cu the)(?: nhu sau)? ?:$/.test(words.folded)
}

/** "Trong quá trình thực hiện nếu có khó khăn, vướng mắc, đề nghị …": the last words of a document, nobody's duty. */
function isAppeal({ label, words }: Node): boolean {
  return (
    label === null &&
    /^(?:trong )?qua trinh (?:to chuc |trien khai )?(?:thuc hien|trien khai)\b.{0,80}\b(?:neu|vuong mac|kho khan|phat sinh)\b/.test(
      words.folded,
    )
  )
}

/** Reads every section; a paragraph under a heading that says nothing known is left to `unplaced`. */
export function readSections(nodes: readonly Node[]): Sections {
  const result: Sections = {
    sections: [],
    objectives: [],
    participants: [],
    beneficiaries: [],
    tasks: [],
    duties: [],
    funding: [],
    legalBases: [],
    replaces: null,
    statements: [],
    findings: [],
    periods: [],
  }
  assignRoots(nodes)
  assignLost(nodes)
  const helped: Node[] = []
  const carrying: Node[] = []
  const aimed: Aimed = { at: new Map(), over: new Map() }
  let closed = false
  const said = new Set<Node>()
  for (const node of nodes) {
    if (said.has(node)) continue
    const replaced = result.replaces === null ? readReplaced(node.block.plain, node.block.span) : null
    const statement = statementOf(node)
    if (statement === 'closing') closed = true
    if (statement === 'reference' && isIntroduction(node)) aimed.over.set(node.parent, node)
    if (replaced !== null) result.replaces = replaced
    const bases = statement === 'context' ? basesUnder(node) : []
    if (bases.length > 0) {
      pushAll(result.legalBases, bases)
      continue
    }
    if (statement !== null)
      result.statements.push({ kind: statement, text: node.words.text, span: node.block.span })
    if (statement === 'time' && result.periods.length === 0) pushAll(result.periods, periodsIn(node.words))
    // After the closing words only a labelled heading opens a section again.
    if (closed && node.heading) closed = false
    if (statement !== null || replaced !== null || closed) continue
    const work = node.part === 'tasks' ? assignedWork(node) : null
    if (work !== null) {
      result.duties.push(work.duty)
      for (const line of work.said) said.add(line)
    }
    if (node.heading || (node.part === 'duties' && isAgencyHeading(node))) readHeading(node, result, aimed)
    else if (aims.has(node.part)) readObjectives(node, result, aimed)
    else if (node.part === 'participants') carrying.push(node)
    else if (node.part === 'beneficiaries' || node.part === 'people') helped.push(node)
    else if (node.part === 'tasks') result.tasks.push(taskOf(node))
    else if (node.part === 'funding') pushAll(result.funding, fundingOfParagraph(node))
    else if (node.part === 'duties') result.duties.push(dutyOf(node))
  }
  result.participants = participantsOf(carrying)
  result.beneficiaries = beneficiariesOf(helped)
  return result
}

/**
 * "1. Thông tin, tuyên truyền" after "2. Mục tiêu cụ thể", in a copy that has lost the headings with Roman numbers: where numbers begin anew
 * behind the aims, work begins.
 */
function assignLost(nodes: readonly Node[]): void {
  const roots = nodes.filter(({ parent, label }) => parent === null && label !== null)
  if (roots.some(({ label }) => label?.kind !== 'number')) return
  let aimed = false
  let lost = false
  for (const root of roots) {
    if (root.part !== 'unknown') lost = false
    else if (root.label?.code === '1' && aimed) lost = true
    aimed ||= aims.has(root.part)
    if (!lost) continue
    root.heading = false
    assign(root, 'tasks')
  }
}

function assign(node: Node, part: Part): void {
  node.part = part
  for (const child of node.children) if (child.part === 'unknown') assign(child, part)
}

/** What a paragraph says of money; a cell of a table that is no estimate, and says neither source nor sum, is left to `unplaced`. */
function fundingOfParagraph(node: Node): PlanDocument['funding'] {
  const found = fundingOf(node)
  const isCell = node.block.beside === true
  return isCell && found.every(({ amount, source }) => amount === null || source === null) ? [] : found
}

/** The legal bases of a document that lists them in a section of their own: "I. CĂN CỨ PHÁP LÝ / - Luật …; - Quyết định số …". */
function basesUnder(node: Node): Instrument[] {
  const listed = above(
    node.parent ?? node,
    (each) => each.heading && /^(?:cac )?(?:can cu|co so) (?!thuc tien)/.test(each.words.folded),
  )
  const other = above(
    node.parent ?? node,
    (each) => each.heading && /thuc tien|thuc trang/.test(each.words.folded),
  )
  return listed !== null && other === null && isInstrument(node.words.folded)
    ? basesIn(node.words, node.block.span)
    : []
}

/** What is known of the objectives so far: the first of each paragraph, and the line that introduces the list below a heading. */
interface Aimed {
  readonly at: Map<Node, number>
  readonly over: Map<Node | null, Node>
}

function readHeading(node: Node, result: Sections, aimed: Aimed): void {
  result.sections.push({ code: node.code, title: node.words.text.replace(/:$/, ''), span: node.block.span })
  // "IV. NHIỆM VỤ" under "Điều 1" is the heading of the part, no task.
  if (
    node.part === 'tasks' &&
    node.parent !== null &&
    !onlyNamesPart(node.words.folded) &&
    (node.parent.part === 'tasks' || (node.parent.part === 'unknown' && node.parent.label?.kind !== 'part'))
  )
    result.tasks.push(taskOf(node))
  if (node.part === 'funding' && moneyInText(node.words.folded).length > 0)
    pushAll(result.funding, fundingOf(node))
  // "1. Sở Tài chính: bố trí kinh phí." with another paragraph below is a heading and a duty.
  const isArticle = node.label?.kind === 'part' && node.part === 'unknown'
  const isAssigned = node.part === 'duties' && (node.parent !== null || node.label?.kind === 'number')
  const named = isAssigned || isArticle ? agencyIn(node.words) : null
  if (named !== null && named.rest.text !== '') result.duties.push(dutyOf(node))
  // "1. Hỗ trợ 18 lượt doanh nghiệp, trong đó:" is a heading and an objective.
  if (
    aims.has(node.part) &&
    quantitiesIn(node.words.folded, node.words.text).some(({ unit }) => unit !== null)
  ) {
    readObjectives(node, result, aimed)
  }
}

/** "NHIỆM VỤ", "Nội dung thực hiện", "Các giải pháp chủ yếu": words that say what a part is, and no work. */
function onlyNamesPart(folded: string): boolean {
  return /^(?:cac |nhung |mot so |he thong )?(?:nhiem vu|giai phap|noi dung|hoat dong)(?:(?:,| va|, va)? (?:nhiem vu|giai phap|noi dung|hoat dong|cu the|chu yeu|trong tam|thuc hien|ho tro))*:?$/.test(
    folded,
  )
}

function readObjectives(node: Node, result: Sections, aimed: Aimed): void {
  const { objectives, findings } = objectivesOf(node, result.objectives.length, aimed.over.get(node.parent))
  const whole =
    node.parent === null || !/trong đó ?:?$/i.test(node.parent.words.text)
      ? undefined
      : aimed.at.get(node.parent)
  aimed.at.set(node, result.objectives.length)
  for (const objective of objectives) {
    result.objectives.push(
      whole === undefined || objective.partOf !== null ? objective : { ...objective, partOf: whole },
    )
  }
  pushAll(result.findings, findings)
}

function taskOf(node: Node): PlanDocument['tasks'][number] {
  const parent =
    node.parent !== null && node.parent.part === 'tasks' && node.parent.parent !== null
      ? node.parent.code
      : null
  return { code: node.code, parent, text: node.words.text, span: node.block.span }
}
