import type { Appendix, Block, OfficialDocument, TableBlock } from '../documents/official/model.ts'
import type { DraftDocument } from '../plan-drafts/index.ts'
import type { PlanDocument as ReadPlan } from '../plan-reader/index.ts'
import { foldSameLength, moneyInText } from '../plan-reader/index.ts'
import { lowerFirst, upperFirst } from '../platform/text.ts'
import { type AmountColumn, amountColumns, withoutWholeYears } from './budget-columns.ts'
import {
  amountText,
  bare,
  budgetUnit,
  dutySections,
  dutyText,
  type Names,
  namesTotal,
  oneLine,
  periodWords,
  sentence,
  targetSentences,
  tied,
  totalSentence,
} from './words.ts'

/* The plan as an official document: Decree 30/2020/NĐ-CP, appendix I, in the order of parts that such plans have. */

export interface Writing extends Names {
  /** Stands at the top of every page: "BẢN NHÁP", "DỮ LIỆU MẪU". */
  readonly banner?: string | undefined
  /** Stands in the file's properties, not on a page. */
  readonly remark?: string | undefined
  /** The moment that the file's properties show, ISO 8601. */
  readonly writtenAt?: string | undefined
}

/**
 * A plan, or a draft of one, as an official document: head, legal bases, sections I-V, closing, recipients, signature, and the
 * appendix with the budget in the document's unit. What a draft does not have yet is left out, or has room to be written by
 * hand (number, day, signer).
 */
export function planOfficial(document: DraftDocument, writing: Writing): OfficialDocument {
  const [, number = '', symbol = ''] = /^([^/]*)\/(.+)$/.exec(document.number.replace(/\s/g, '')) ?? []
  const title = tied(oneLine(document.title.vi))
  return {
    issuer: letterheadIssuer(document),
    number: number === '' ? null : number,
    symbol: symbol === '' ? 'KH-UBND' : symbol,
    place: document.province,
    date: document.issuedOn === '' ? null : document.issuedOn,
    kind: 'KẾ HOẠCH',
    subject: title,
    legalBases: document.legalBases.map(({ vi }) => basisText(vi)).filter((text) => text !== ''),
    blocks: [
      paragraph(opening(document, title)),
      ...objectiveBlocks(document, writing),
      ...peopleBlocks(document),
      ...taskBlocks(document),
      ...fundingBlocks(document),
      ...dutyBlocks(document, writing),
      ...closingBlocks(document, title, writing),
    ],
    recipients: document.recipients.map(({ vi }) => bare(vi)).filter((text) => text !== ''),
    signature: { authority: authorityLines(document), name: oneLine(document.signatory.name) },
    appendices: document.budget.lines.length === 0 ? [] : [appendix(document, writing)],
    ...(writing.banner === undefined ? {} : { banner: writing.banner }),
    ...(writing.remark === undefined ? {} : { remark: writing.remark }),
    ...(writing.writtenAt === undefined ? {} : { writtenAt: writing.writtenAt }),
  }
}

/**
 * How a signed text calls those who have the duties of each section, by the section's code (see `Names.headings`): where it
 * means the agencies that the document has there. A section that was changed since gets their names.
 * @param sections the headings of the signed text
 * @param mapped the document that the reading of that text gave
 */
export function dutyHeadings(
  sections: ReadPlan['sections'],
  mapped: DraftDocument,
  document: DraftDocument,
): Map<string, string> {
  const read = dutySections(mapped, { agencies: new Map() })
  const own = dutySections(document, { agencies: new Map() })
  const agencies = (section: (typeof own)[number] | undefined) =>
    JSON.stringify([...(section?.duties[0]?.agencies ?? [])].sort())
  const same = own.filter(
    (section, at) => section.duties.length > 0 && agencies(section) === agencies(read[at]),
  )
  const codes = new Set(same.map(({ code }) => code))
  return new Map(sections.filter(({ code }) => codes.has(code)).map(({ code, title }) => [code, title]))
}

function paragraph(text: string): Block {
  return { type: 'paragraph', text }
}

function heading(level: 1 | 2 | 3, text: string): Block {
  return { type: 'heading', level, text }
}

/** Several sentences as a list of dashes; one stands by itself. */
function items(texts: readonly string[]): Block[] {
  const filled = texts.map(sentence).filter((text) => text !== '')
  const [only] = filled
  if (only === undefined) return []
  return filled.length === 1 ? [paragraph(only)] : [{ type: 'list', mark: 'dash', items: filled }]
}

/** "Ủy ban nhân dân" over "tỉnh Bến Tre", as a letterhead sets it. */
function letterheadIssuer({ issuer }: DraftDocument): string {
  return oneLine(issuer.vi).replace(/ (?=(?:tỉnh|thành phố) \p{Lu})/u, '\n')
}

function basisText(vi: string): string {
  const text = oneLine(vi)
  if (text === '' || /^(?:Căn cứ|Thực hiện|Theo|Xét|Trên cơ sở|Cụ thể hóa|Triển khai)(?!\p{L})/u.test(text))
    return text
  return `Căn cứ ${text}`
}

function opening(document: DraftDocument, title: string): string {
  return `${oneLine(document.issuer.vi)} ban hành Kế hoạch ${lowerFirst(title)}, với các nội dung cụ thể như sau:`
}

function objectiveBlocks(document: DraftDocument, names: Names): Block[] {
  const { objective, objectives, orientation } = document
  const own = objectives.map(({ vi }) => vi).filter((text) => oneLine(text) !== '')
  const specific = own.length > 0 ? own : targetSentences(document, names)
  const ahead = orientation === null ? '' : sentence(orientation.vi)
  const period = upperFirst(periodWords(document))
  const at = oneLine(objective.vi) === '' ? 1 : 2
  return [
    heading(1, 'I. MỤC TIÊU'),
    ...(oneLine(objective.vi) === ''
      ? [heading(2, '1. Mục tiêu cụ thể')]
      : [heading(2, '1. Mục tiêu chung'), ...items([objective.vi]), heading(2, '2. Mục tiêu cụ thể')]),
    ...(ahead === '' || period === '' ? [] : [heading(3, `${at}.1. ${period}`)]),
    ...items(specific),
    ...(ahead === '' || orientation === null
      ? []
      : [
          heading(
            3,
            `${at}.2. Định hướng${orientation.lastYear === null ? '' : ` đến năm ${orientation.lastYear}`}`,
          ),
          paragraph(ahead),
        ]),
  ]
}

/** The letters of points in the order of the Vietnamese alphabet, as the model's lettered list sets them. */
const letters = [...'abcdđeghiklmnopqrstuvxy']

function peopleBlocks(document: DraftDocument): Block[] {
  const { participants, beneficiaries, criteria } = document
  const texts = criteria.map(({ vi }, index) => `${bare(vi)}${index === criteria.length - 1 ? '.' : ';'}`)
  const lettered = criteria.every(({ code }, index) => code === letters[index])
  const helped: Block[] = [
    ...items([beneficiaries.vi]),
    ...(lettered && texts.length > 0
      ? [{ type: 'list', mark: 'letter', items: texts } as const]
      : texts.map((text, index) => paragraph(`${criteria[index]?.code}) ${text}`))),
  ]
  const named = [
    { title: 'Đối tượng tham gia thực hiện', blocks: items([participants.vi]) },
    { title: 'Đối tượng được hỗ trợ', blocks: helped },
  ].filter(({ blocks }) => blocks.length > 0)
  return [
    heading(1, 'II. ĐỐI TƯỢNG THỰC HIỆN'),
    ...named.flatMap(({ title, blocks }, index) => [heading(2, `${index + 1}. ${title}`), ...blocks]),
  ]
}

function taskBlocks({ tasks }: DraftDocument): Block[] {
  return [
    heading(1, 'III. NHIỆM VỤ, GIẢI PHÁP'),
    ...tasks.flatMap((task, index) => [
      heading(2, `${index + 1}. ${oneLine(task.title.vi)}`),
      ...items(task.items.map(({ vi }) => vi)),
    ]),
  ]
}

function fundingBlocks(document: DraftDocument): Block[] {
  const texts = document.funding.map(({ vi }) => sentence(vi)).filter((text) => text !== '')
  const { total, lines } = document.budget
  const isKnown = total !== null && (total > 0 || lines.length > 0)
  if (!namesTotal(document) && isKnown) texts.push(totalSentence(document))
  const detail: Block = {
    type: 'paragraph',
    text: [{ text: '(Chi tiết theo Phụ lục đính kèm).', italic: true }],
  }
  const [first = '', ...others] = texts
  const priced = others.findIndex((text) => moneyInText(foldSameLength(text)).length > 0)
  const after = priced === -1 ? others.length : priced + 1
  const list = (part: readonly string[]): Block[] =>
    part.length === 0 ? [] : [{ type: 'list', mark: 'dash', items: part }]
  return [
    heading(1, 'IV. KINH PHÍ THỰC HIỆN'),
    ...(first === '' ? [] : [paragraph(first)]),
    ...list(others.slice(0, after)),
    ...(document.budget.lines.length === 0 ? [] : [detail]),
    ...list(others.slice(after)),
  ]
}

function dutyBlocks(document: DraftDocument, names: Names): Block[] {
  return [
    heading(1, 'V. TỔ CHỨC THỰC HIỆN'),
    ...dutySections(document, names).flatMap(({ heading: whose, duties }, index) => [
      heading(2, `${index + 1}. ${whose}`),
      ...items(duties.map(dutyText)),
    ]),
  ]
}

function closingBlocks(document: DraftDocument, title: string, names: Names): Block[] {
  const coordinator = dutySections(document, names)[0]?.heading ?? ''
  const issuer = oneLine(document.issuer.vi).replace(/^(?:Ủy|Uỷ) ban nhân dân/, 'UBND')
  const to = coordinator === '' ? `${issuer} để` : `${coordinator} để tổng hợp, báo cáo ${issuer}`
  const closing = `Trên đây là Kế hoạch ${lowerFirst(title)}; trong quá trình triển khai thực hiện, nếu có khó khăn, vướng mắc, đề nghị các cơ quan, đơn vị phản ánh về ${to} xem xét, giải quyết`
  if (document.replaces === null) return [paragraph(`${closing}./.`)]
  return [
    paragraph(`${closing}.`),
    {
      type: 'paragraph',
      text: [
        { text: `(Kế hoạch này thay thế ${bare(document.replaces.vi)})`, italic: true },
        { text: './.' },
      ],
    },
  ]
}

/** "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH": one line each. */
function authorityLines({ signatory }: DraftDocument): string[] {
  const lines = [signatory.authority.vi, ...signatory.office.vi.split(/[,\n]/)]
  return lines.map(oneLine).filter((line) => line !== '')
}

function appendix(document: DraftDocument, writing: Writing): Appendix {
  const { landscape, tables } = budgetTables(document, writing)
  return { label: 'Phụ lục', title: oneLine(document.budget.title.vi), landscape, blocks: tables }
}

/** The number that a line shows: `1` for I.1, `1.1` for I.1.1 below I.1, a dash for one without a number. */
export function lineMark(code: string, parent: string | null): string {
  if (parent === null || !code.startsWith(parent)) return code
  const own = code.slice(parent.length)
  if (own.startsWith('-')) return '-'
  const last = own.replace(/^\./, '')
  const outer = parent.slice(parent.lastIndexOf('.') + 1)
  return /^\d/.test(last) && /^\d/.test(outer) ? `${parent.replace(/^[^\d]*\./, '')}.${last}` : last
}

/** Widths of the columns, in mm, of a table whose longest amount has so many signs. */
interface Layout {
  readonly landscape: boolean
  readonly fontSize: number
  readonly title: number
  readonly amount: number
  /** Whether it leaves the titles the room that they need. */
  readonly fits: boolean
}

/** Numbers do not break: the largest type, upright if it can be, that leaves the titles room beside the amounts. */
function layoutOf(amounts: number, longest: number): Layout {
  const sizes = [12, 11, 10, 9, 8]
  const layouts = [false, true].flatMap((landscape) =>
    sizes.map((fontSize): Layout => {
      const amount = Math.max(15, longest * fontSize * 0.5 * 0.353 * 1.08 + 4)
      const title = (landscape ? 247 : 160) - side - amounts * amount
      return { landscape, fontSize, title, amount, fits: true }
    }),
  )
  const upright = layouts.find(
    ({ landscape, fontSize, title }) => !landscape && fontSize >= 11 && title >= 45,
  )
  const wide = layouts.find(({ landscape, title }) => landscape && title >= 55)
  return upright ?? wide ?? { ...(layouts.at(-1) ?? layouts[0] ?? narrow), title: 40, fits: false }
}
const narrow: Layout = { landscape: true, fontSize: 8, title: 40, amount: 15, fits: false }

/** Number, quantity and note beside the title and the amounts, in mm. */
const columns = { mark: 13, quantity: 24, note: 22 }
const side = columns.mark + columns.quantity + columns.note

/** A table of the budget: its columns of amounts and the layout that they need. */
interface Part {
  readonly columns: readonly AmountColumn[]
  readonly layout: Layout
}

/**
 * The budget's columns of amounts on A4, in one table where they have room, else in several below one another with the same lines: as
 * many whole sources in each as it holds. The years of all sources together are left out where they find no room.
 */
function onPage(document: DraftDocument, writing: Pick<Writing, 'sources'>): Part[] {
  const { budget } = document
  const { dong } = budgetUnit(document)
  const laid = (columns: readonly AmountColumn[]): Part => {
    const texts = [...budget.lines, null].flatMap((line) =>
      columns.map(({ of }) => amountText(of(line), dong)),
    )
    return { columns, layout: layoutOf(columns.length, Math.max(...texts.map(({ length }) => length))) }
  }
  const all = amountColumns(budget, writing)
  const whole = laid(all)
  if (whole.layout.fits) return [whole]
  const narrower = laid(withoutWholeYears(all))
  if (narrower.layout.fits) return [narrower]
  const parts: Part[] = []
  for (const group of Map.groupBy(all, ({ over }) => over).values()) {
    const before = parts.at(-1)
    const together = laid([...(before?.columns ?? []), ...group])
    if (before !== undefined && together.layout.fits) parts[parts.length - 1] = together
    else parts.push(laid(group))
  }
  return parts
}

function budgetTables(
  document: DraftDocument,
  writing: Writing,
): { landscape: boolean; tables: TableBlock[] } {
  const parts = onPage(document, writing)
  return {
    landscape: parts.some(({ layout }) => layout.landscape),
    tables: parts.map((part, at) => budgetTable(document, part, at === 0)),
  }
}

/** @param first whether it names quantities and notes; a later part has the same lines with other amounts */
function budgetTable(document: DraftDocument, { columns: money, layout }: Part, first: boolean): TableBlock {
  const { budget } = document
  const { dong, name } = budgetUnit(document)
  const amounts = (line: DraftDocument['budget']['lines'][number] | null) =>
    money.map(({ of }) => amountText(of(line), dong))
  const number = { align: 'right', width: layout.amount } as const
  const groups = [...Map.groupBy(money, ({ over }) => over)]
  const only = <T>(cell: T): T[] => (first ? [cell] : [])
  return {
    type: 'table',
    ...(first ? { unit: `Đơn vị tính: ${name}` } : {}),
    fontSize: layout.fontSize,
    columns: [
      { title: 'STT', align: 'center', width: columns.mark },
      { title: 'Nội dung', width: layout.title },
      ...only({ title: 'Chỉ tiêu, số lượng', align: 'center', width: columns.quantity } as const),
      ...money.map(({ head }) => ({ title: head, ...number })),
      ...only({ title: 'Ghi chú', width: columns.note }),
    ],
    headerRows: [
      [
        { text: 'STT', rowSpan: 2 },
        { text: 'Nội dung', rowSpan: 2 },
        ...only({ text: 'Chỉ tiêu, số lượng', rowSpan: 2 }),
        ...groups.map(([over, own]) => ({ text: over, columnSpan: own.length })),
        ...only({ text: 'Ghi chú', rowSpan: 2 }),
      ],
      money.map(({ head }) => head),
    ],
    rows: [
      ...budget.lines.map((line) => ({
        bold: line.parent === null,
        cells: [
          lineMark(line.code, line.parent),
          oneLine(line.vi),
          ...only(oneLine(line.quantity?.vi ?? '')),
          ...amounts(line),
          ...only(oneLine(line.note?.vi ?? '')),
        ],
      })),
      { bold: true, cells: ['', 'Tổng cộng', ...only(''), ...amounts(null), ...only('')] },
    ],
  }
}
