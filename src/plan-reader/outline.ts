import type { TextBlock } from './blocks.ts'
import { isCapital } from './broken-lines.ts'
import { type Label, type LabelKind, labelOf } from './labels.ts'
import { type Plain, slicePlain } from './text.ts'

/* The order of parts: which paragraph stands under which heading, and what each part is about. */

export type Part =
  | 'objectives'
  | 'general'
  | 'principles'
  | 'context'
  | 'specific'
  | 'people'
  | 'participants'
  | 'beneficiaries'
  | 'scope'
  | 'tasks'
  | 'funding'
  | 'duties'
  | 'time'
  | 'norms'
  | 'proposals'
  | 'unknown'

export interface Node {
  readonly block: TextBlock
  readonly label: Label | null
  /** The paragraph without its label. */
  readonly words: Plain
  readonly parent: Node | null
  readonly children: Node[]
  /** The labels on the way, joined: `V.1.3`; paragraphs and dashes by their place. */
  readonly code: string
  part: Part
  /** Stands over others: a heading rather than a sentence of its own. */
  heading: boolean
}

type Kind = LabelKind | `h${number}` | 'caps'

const order: readonly (readonly [RegExp, Part])[] = [
  [
    /^(?:quan diem|yeu cau|nguyen tac|phuong cham|tu tuong chi dao|dinh huong chung)(?!.{0,40}muc tieu)/,
    'principles',
  ],
  [/^(?:quan diem|yeu cau|nguyen tac)/, 'objectives'],
  [/^(?:muc dich|quan diem)/, 'general'],
  [
    /^(?:su can thiet|boi canh|tinh hinh|thuc trang|danh gia (?:tinh hinh|ket qua|chung|thuc trang)|ket qua (?:dat duoc|thuc hien(?= nam| giai doan| chuong trinh| ke hoach|$))|can cu (?:phap ly|xay dung)|co so phap ly|dat van de|ton tai|han che|nguyen nhan)/,
    'context',
  ],
  [/^muc tieu (?:chung|tong quat)/, 'general'],
  [
    /^(?:(?:mot so |cac |he thong )?(?:muc tieu|chi tieu) (?:cu the|chu yeu|den|giai doan|nam)|(?:cac |mot so )?chi tieu|den (?:het )?nam 20|giai doan 20|tam nhin|dinh huong den)/,
    'specific',
  ],
  [/^(?:muc tieu|cac muc tieu)/, 'objectives'],
  [/^(?:doi tuong (?:tham gia|thuc hien)|co quan tham gia|thanh phan tham gia)/, 'participants'],
  [
    /^(?:doi tuong (?:duoc ho tro|ho tro|thu huong|ap dung|huong)|thu tu uu tien|doi tuong uu tien)/,
    'beneficiaries',
  ],
  [/^(?:pham vi(?: dieu chinh| ap dung)?,? ?(?:va )?doi tuong|doi tuong)/, 'people'],
  [/^pham vi/, 'scope'],
  [/^(?:thoi gian|thoi han|tien do|lo trinh)/, 'time'],
  [
    /^(?:kinh phi|nguon kinh phi|nguon von|du toan|nguon luc|tong kinh phi|kinh phi va nguon|co che tai chinh)/,
    'funding',
  ],
  [
    /^(?:to chuc(?:,| va)? (?:thuc hien|trien khai)|phan cong|trach nhiem|dieu khoan thi hanh|co che phoi hop|che do (?:thong tin )?bao cao)/,
    'duties',
  ],
  // What others are asked for: nobody's duty under this document.
  [
    /^(?:mot so |cac |nhung )?(?:de xuat|kien nghi|de nghi(?=,? (?:va )?(?:de xuat|kien nghi)))(?:(?:,| va|, va)? (?:de xuat|kien nghi|de nghi))?(?: (?:doi )?voi .{2,100})?:?$/,
    'proposals',
  ],
  // What may be paid for and how much: no work, and no place for it in a plan.
  [/^(?:noi dung(?:,| va|, va)? (?:chi\b|muc chi)|muc chi|dinh muc|muc ho tro)/, 'norms'],
  [
    /^(?:cac |nhung |mot so )?(?:nhom )?(?:nhiem vu|giai phap|noi dung|hoat dong|bien phap|chu truong|chinh sach|hop phan|du an thanh phan|danh muc (?:nhiem vu|du an))/,
    'tasks',
  ],
]

/** What a heading's words say its part is about; `unknown` when they do not. */
export function partOf(folded: string): Part {
  const all = folded.replace(/^[^a-z]{0,5}/, '')
  // "Mục tiêu: hỗ trợ …": what stands before the colon is the heading.
  const colon = all.slice(0, 60).indexOf(':')
  const words = all.length > 160 && colon !== -1 ? all.slice(0, colon) : all
  if (words.length > 160) return 'unknown'
  for (const [pattern, part] of order) if (pattern.test(words)) return part
  return 'unknown'
}

const inside: Readonly<Partial<Record<Part, readonly Part[]>>> = {
  objectives: ['general', 'specific', 'principles'],
  general: ['specific', 'general', 'principles', 'objectives'],
  specific: ['general', 'principles'],
  principles: ['objectives', 'general', 'specific', 'principles'],
  people: ['participants', 'beneficiaries', 'scope'],
  participants: ['beneficiaries'],
  // "II. NỘI DUNG" may hold parts of every kind.
  tasks: [
    'principles',
    'objectives',
    'general',
    'specific',
    'people',
    'participants',
    'beneficiaries',
    'funding',
    'scope',
    'time',
    'proposals',
  ],
  duties: ['proposals'],
  unknown: [
    'principles',
    'context',
    'objectives',
    'general',
    'specific',
    'people',
    'participants',
    'beneficiaries',
    'scope',
    'tasks',
    'funding',
    'duties',
    'time',
    'proposals',
  ],
}

/** The kinds of parts that a heading such as "MỤC TIÊU, NỘI DUNG" or "KINH PHÍ VÀ TỔ CHỨC THỰC HIỆN" names; one for most. */
function partsNamed(folded: string): ReadonlySet<Part> {
  const named = folded
    .split(/, | va | - /)
    .map((piece) => partOf(piece.trim()))
    .filter((part) =>
      ['objectives', 'tasks', 'funding', 'duties', 'people', 'participants', 'time', 'scope'].includes(part),
    )
  return new Set(named)
}

function partUnder(parent: Node | null, kind: Kind | null, words: string): Part {
  const own = partOf(words)
  if (parent === null) return own
  // "Phần thứ ba: TỔ CHỨC THỰC HIỆN" over "I. Kinh phí" and "II. Phân công": each is what it says.
  const isApart =
    (parent.part === 'duties' && own === 'funding') || (parent.part === 'funding' && own === 'duties')
  if (isApart && kind !== null && rootKinds.has(kind)) return own
  if (own !== 'unknown' && (inside[parent.part] ?? []).includes(own)) return own
  const named = parent.parent === null ? partsNamed(parent.words.folded) : new Set<Part>()
  if (named.size < 2) return parent.part
  if (named.has(own) || (named.has('people') && (inside.people ?? []).includes(own))) return own
  // A short heading of something else under a heading of several things is of none of them.
  const isTitle = own === 'unknown' && words.length <= 60 && !/[.;:,\d]/.test(words)
  return isTitle ? 'unknown' : parent.part
}

/** What a paragraph without a label or an item is of: what its heading is; of a heading "Nội dung và kinh phí" what its own words are. */
function partWithin(parent: Node | null, kind: Kind | null, words: string): Part {
  if (parent === null) return 'unknown'
  const named = kind === null && parent.parent === null ? partsNamed(parent.words.folded) : new Set<Part>()
  const own = named.size < 2 ? 'unknown' : partOf(words.slice(0, 100))
  return named.has(own) ? own : parent.part
}

const rootKinds: ReadonlySet<Kind> = new Set(['part', 'roman', 'upper'])
const itemKinds: ReadonlySet<Kind> = new Set(['dash', 'plus', 'bullet'])

function kindOf(block: TextBlock, label: Label | null): Kind | null {
  if (label !== null) return label.kind
  if (block.heading > 0) return `h${block.heading}`
  return isCapital(block.plain.text.slice(0, 200)) && partOf(block.plain.folded) !== 'unknown' ? 'caps' : null
}

/**
 * The paragraphs as a tree. A label of a kind already open closes down to it and stands beside; a new kind goes deeper;
 * a paragraph without a label belongs to the nearest heading. Kinds are not ranked beforehand, so that a plan may number
 * I. 1. a) or A. I. 1.1 as it likes.
 */
export function outlineOf(blocks: readonly TextBlock[]): Node[] {
  const dotless = dotlessNumbers(blocks)
  const roots: Node[] = []
  const all: Node[] = []
  const open: { kind: Kind; node: Node }[] = []
  for (const block of blocks) {
    const label = labelOf(block.plain.text) ?? dotless.get(block) ?? null
    const kind = kindOf(block, label)
    // The closing words are of no section, nor is what follows them.
    if (kind === null && /^tren day la\b/.test(block.plain.folded)) open.length = 0
    else if (kind === null) closeItems(open)
    else closeFor(open, kind)
    const parent = open.at(-1)?.node ?? null
    const siblings = parent?.children ?? roots
    const words = slicePlain(block.plain, label?.length ?? 0)
    const lettered = label !== null && isLetteredHeading(label, words)
    const node: Node = {
      block,
      label,
      words,
      parent,
      children: [],
      code: codeOf(label, parent, siblings),
      part:
        (kind === null || isItem(kind)) && !lettered
          ? partWithin(parent, kind, words.folded)
          : partUnder(parent, kind, words.folded),
      heading: lettered,
    }
    siblings.push(node)
    all.push(node)
    if (kind !== null) open.push({ kind, node })
  }
  for (const node of all) node.heading ||= isHeading(node)
  return all
}

/** "1 Tuyên truyền", "2 Đào tạo": numbers whose dot is forgotten, when they count up from one under a heading. */
function dotlessNumbers(blocks: readonly TextBlock[]): Map<TextBlock, Label> {
  const found = new Map<TextBlock, Label>()
  let run: [TextBlock, Label][] = []
  const close = () => {
    if (run.length > 1) for (const [block, label] of run) found.set(block, label)
    run = []
  }
  for (const block of blocks) {
    const code = /^(\d{1,2}) (?=\p{Lu}\p{Ll})/u.exec(block.plain.text)?.[1]
    const above = labelOf(block.plain.text)?.kind
    if (above !== undefined && rootKinds.has(above)) close()
    else if (code === '1') close()
    if (code !== undefined && Number(code) === run.length + 1)
      run.push([block, { kind: 'number', code, length: code.length + 1 }])
  }
  close()
  return found
}

/** "a) Mục tiêu tổng quát" alone on its line: the letter of a heading, over the paragraphs below it. */
function isLetteredHeading({ kind }: Label, words: Plain): boolean {
  return (
    (kind === 'letter' || kind === 'numberParen') &&
    words.text.length <= 60 &&
    !/[.;,\d]/.test(words.text) &&
    !/: ?\S/.test(words.text) &&
    /^(?:muc tieu|quan diem|yeu cau|nguyen tac|muc dich|chi tieu|doi tuong|pham vi)\b/.test(words.folded) &&
    partOf(words.folded) !== 'unknown'
  )
}

function closeItems(open: { kind: Kind; node: Node }[]): void {
  while (open.length > 0 && isItem(open.at(-1)?.kind) && open.at(-1)?.node.heading !== true) open.pop()
}

function isItem(kind: Kind | undefined): boolean {
  return (
    kind !== undefined &&
    (itemKinds.has(kind) || kind === 'letter' || kind === 'numberParen' || kind === 'romanLower')
  )
}

function closeFor(open: { kind: Kind; node: Node }[], kind: Kind): void {
  const at = open.findIndex((each) => each.kind === kind)
  if (at !== -1) {
    open.length = at
    return
  }
  // A heading of a high kind never stands under a sentence, whatever came before.
  if (rootKinds.has(kind)) {
    while (open.length > 0 && !rootKinds.has(open.at(-1)?.kind ?? kind)) open.pop()
  } else if (kind === 'caps' || /^h\d$/.test(kind)) {
    const level = Number(kind.slice(1))
    while (open.length > 0 && !isOver(open.at(-1)?.kind ?? kind, kind, level)) open.pop()
  } else if (!isItem(kind)) closeItems(open)
}

function isOver(above: Kind, kind: Kind, level: number): boolean {
  if (kind === 'caps') return false
  const own = /^h(\d)$/.exec(above)
  return own !== null && Number(own[1]) < level
}

function codeOf(label: Label | null, parent: Node | null, siblings: readonly Node[]): string {
  const above = parent === null || parent.code === '' ? '' : `${parent.code}.`
  if (label === null || label.code === '') return `${above}${siblings.length + 1}`
  const outer = parent?.label?.code ?? ''
  const own =
    outer !== '' && label.code.startsWith(`${outer}.`) ? label.code.slice(outer.length + 1) : label.code
  return above + own
}

function isHeading(node: Node): boolean {
  const kind = kindOf(node.block, node.label)
  if (kind === null) return false
  if (rootKinds.has(kind) || kind === 'caps' || node.block.heading > 0) return true
  // "a) Đến năm 2030" over its own items.
  if (isItem(kind))
    return (
      node.children.length > 0 &&
      node.words.text.length <= 60 &&
      (itemKinds.has(kind)
        ? /^(?:(?:muc tieu|dinh huong|tam nhin|phan dau) )?(?:(?:den|toi) (?:het )?nam|giai doan|nam) 20\d\d(?: ?(?:-|den) ?(?:nam )?20\d\d)? ?:?$/
        : /^(?:(?:muc tieu|dinh huong|tam nhin|phan dau) )?(?:(?:den|toi) (?:het )?nam|giai doan|nam) 20\d\d/
      ).test(node.words.folded)
    )
  return (
    node.children.length > 0 ||
    (node.words.text.length <= 120 && !/[.;,]$/.test(node.words.text) && node.parent === null)
  )
}

/** The nearest heading at or above a node that passes the test. */
export function above(node: Node, test: (each: Node) => boolean): Node | null {
  for (let each: Node | null = node; each !== null; each = each.parent) if (test(each)) return each
  return null
}
