import { reportParts } from '../plan/index.ts'
import { type Words, words } from '../platform/language.ts'
import { upperFirst } from '../platform/text.ts'
import type { ReportData } from './figures.ts'
import { within } from './periods.ts'
import type { Placeholder } from './placeholder.ts'
import { placeholders, unmet } from './placeholders.ts'
import { hasEnded, type Piece, periodText } from './rules.ts'

/*
 * The text of a report holds no figures. It holds names in braces, `{supportTurns}`, and each is filled in from the data
 * whenever the report is shown, so that an edited sentence keeps its figure right until the report is sealed.
 */

/** The parts of the report that an officer edits, in the order of the document. */
export const sectionKeys = [
  'opening',
  'situation',
  'task1',
  'task2',
  'task3',
  'task4',
  'budget',
  'comparison',
  'agencies',
  'brief',
  'record',
  'execution',
  'findings',
  'obstacles',
  'lessons',
  'proposals',
  'direction',
] as const
export type SectionKey = (typeof sectionKeys)[number]
/** Those that stand only in reports whose kind has them. */
export const ofSomeKinds = [
  'comparison',
  'agencies',
  'brief',
  'record',
  'execution',
  'findings',
  'lessons',
] as const
type OfSomeKinds = (typeof ofSomeKinds)[number]
export type OfEveryKind = Exclude<SectionKey, OfSomeKinds>
export const isOfEveryKind = (key: SectionKey): key is OfEveryKind =>
  !(ofSomeKinds as readonly SectionKey[]).includes(key)
export type Sections = Readonly<Record<OfEveryKind, string>> & {
  readonly [key in OfSomeKinds]?: string | undefined
}

export const sectionTitles: Readonly<Record<SectionKey, Words>> = {
  opening: words('Mở đầu', 'Opening'),
  ...reportParts.names,
  budget: words('Kinh phí thực hiện', 'Funds for the work'),
  comparison: words('So sánh với kỳ trước', 'Compared with the period before'),
  agencies: words('Kết quả của các cơ quan, hội', 'What agencies and associations did'),
  brief: words('Tóm tắt', 'Brief'),
  record: words('Hồ sơ và kết quả', 'The record and its results'),
  execution: words('Tình hình thực hiện kinh phí', 'Execution of the budget'),
  findings: words('Kiến nghị kiểm toán, thanh tra chưa kết thúc', 'Open findings of audit and inspection'),
  obstacles: words('Khó khăn, vướng mắc và nguyên nhân', 'Obstacles and their causes'),
  lessons: words('Bài học kinh nghiệm', 'Lessons learned'),
  proposals: words('Đề xuất, kiến nghị', 'Proposals'),
  direction: words('Phương hướng, nhiệm vụ năm sau', 'Direction and tasks of next year'),
}

/** A rendered line: a paragraph, or an item of a list. */
export interface Line {
  readonly kind: 'paragraph' | 'dash' | 'plus'
  readonly pieces: readonly Piece[]
}

/** A name as those of indicators are made, of words joined by hyphens; a number alone is none. */
const name = /\{([A-Za-z0-9-]*[A-Za-z][A-Za-z0-9-]*)\}/
const pattern = new RegExp(name, 'g')
const whole = new RegExp(`^${name.source}$`)

/** Names in braces that mean nothing for this data. */
export function unknownPlaceholders(text: string, data: ReportData): string[] {
  const known = new Set(placeholders(data).map((placeholder) => placeholder.name))
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '').filter((name) => !known.has(name))
}

/**
 * A section as it is read: names in braces filled in, `- ` and `+ ` as list items, each line beginning with a capital.
 * A name of several lines that stands alone on its line becomes as many; inside a sentence they are joined.
 * @param agency the agency that reports, as in running text
 */
export function renderSection(text: string, data: ReportData, agency: string): Line[] {
  const known = new Map(placeholders(data).map((placeholder) => [placeholder.name, placeholder]))
  return text.split('\n').flatMap((typed): Line[] => {
    const [, mark = '', rest = ''] = /^\s*([-+](?=\s))?\s*(.*?)\s*$/.exec(typed) ?? []
    if (rest === '') return []
    const kind = mark === '-' ? 'dash' : mark === '+' ? 'plus' : 'paragraph'
    const alone = known.get(whole.exec(rest)?.[1] ?? '')
    const filled = alone === undefined ? [inline(rest, known, data, agency)] : alone.fill(data, agency)
    return filled.map((pieces) => ({ kind, pieces: capitalised(pieces) }))
  })
}

function inline(
  text: string,
  known: ReadonlyMap<string, Placeholder>,
  data: ReportData,
  agency: string,
): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(pattern)) {
    const placeholder = known.get(match[1] ?? '')
    if (placeholder === undefined) continue
    pieces.push({ text: text.slice(at, match.index) })
    const filled = placeholder.fill(data, agency)
    for (const [place, line] of filled.entries()) {
      if (place > 0) pieces.push({ text: ' ' })
      // A sentence that begins with a placeholder begins with a capital.
      pieces.push(...(/[.!?]\s+$/.test(text.slice(0, match.index)) ? capitalised(line) : line))
    }
    at = match.index + match[0].length
  }
  pieces.push({ text: text.slice(at) })
  return pieces
}

function capitalised(pieces: readonly Piece[]): Piece[] {
  const whole = pieces.filter((piece) => piece.text !== '')
  const [first, ...rest] = whole
  if (first === undefined) return []
  return [{ ...first, text: first.text.charAt(0).toLocaleUpperCase('vi') + first.text.slice(1) }, ...rest]
}

/** A line without its links. */
export function lineText(line: Line): string {
  return line.pieces.map((piece) => piece.text).join('')
}

const noTarget = (when: string) => `${when} không có chỉ tiêu riêng cho nội dung này.`

/** The budget years of the estimate: of a review they are several. */
const budgetYears = ({ year, span }: ReportData) =>
  span === undefined || span.firstYear === year ? 'năm {year}' : periodText(span.firstYear, year)

/** The text that a draft begins with; every figure in it is a name in braces. Depends on the data for what is worth saying. */
export function defaultSections(data: ReportData): Sections {
  const joint = data.plans !== undefined
  const when = data.span === undefined ? 'năm {year}' : '{reported}'
  // of several plans each result is a sentence for each plan, which ends by itself
  const lines = (section: SectionKey) =>
    [
      ...new Set(data.targets.filter(({ part }) => (part ?? 'situation') === section).map(({ key }) => key)),
    ].map((key) => (joint ? `- {${key}}` : `- {${key}}.`))
  const plan = joint ? 'các Kế hoạch' : 'Kế hoạch'
  const has = (...kinds: string[]) => data.events.some((event) => kinds.includes(event.kind))
  const last = (data.plans ?? [data.plan]).every((one) => hasEnded(one, data.year, data.span))
  const direction = [
    ...(last
      ? [
          `- Tổng kết, đánh giá kết quả thực hiện ${plan} {period}; xây dựng, trình ban hành Kế hoạch {nextPeriod}.`,
          ...(unmet(data).length > 0
            ? ['- Làm rõ nguyên nhân và biện pháp đối với các chỉ tiêu chưa đạt.']
            : []),
        ]
      : unmet(data).length === 0
        ? [`- Tiếp tục thực hiện các nhiệm vụ của ${plan} {period}.`]
        : [
            `- Tiếp tục thực hiện các chỉ tiêu của ${plan} {period}; ưu tiên các chỉ tiêu còn phải thực hiện:`,
            '+ {unmet}',
          ]),
    '- Thống kê, tổng hợp nhu cầu đào tạo, hỗ trợ của doanh nghiệp; lập kế hoạch và dự toán kinh phí năm {nextYear} theo quy định.',
    '- Tiếp tục thông tin, tuyên truyền, hướng dẫn doanh nghiệp tham gia Chương trình.',
  ]
  return {
    opening: `Thực hiện {plan} (sau đây gọi tắt là ${plan}), {agency} báo cáo kết quả thực hiện ${when} như sau:`,
    situation: [
      `${data.span === undefined ? 'Trong năm {year}' : 'Trong kỳ báo cáo'}, {duties}. {applications}. {turns}.`,
      ...lines('situation'),
    ].join('\n'),
    task1:
      [
        ...lines('task1'),
        ...(has('conference') ? ['+ {conferenceList}'] : []),
        ...((data.communication ?? []).length > 0 || (data.articles ?? 0) > 0 ? ['- {communication}.'] : []),
        ...((data.outreach?.acts ?? 0) > 0 || (data.outreach?.integrated ?? 0n) > 0n
          ? ['- {outreach}.']
          : []),
        ...((data.commendation?.nominated ?? 0) > 0 ? ['+ {commendation}'] : []),
        ...((data.awards?.entered ?? 0) > 0 ? ['+ {awards}'] : []),
      ].join('\n') || noTarget(upperFirst(within(data.span))),
    task2: [
      ...lines('task2'),
      ...((data.contents?.sums.length ?? 0) > 0 || (data.contents?.lots ?? 0) > 0 ? ['- {contents}.'] : []),
      ...((data.followUps?.asked ?? 0) > 0 ? ['- {followUps}.'] : []),
      'Danh sách lượt doanh nghiệp được hỗ trợ và danh sách chứng nhận được nêu tại Phụ lục.',
    ].join('\n'),
    task3:
      [
        ...lines('task3'),
        ...(has('course', 'expert_training') ? ['+ {courseList}'] : []),
        ...((data.improvements?.projects ?? 0) > 0 ? ['- {improvements}.'] : []),
      ].join('\n') || noTarget(upperFirst(within(data.span))),
    task4:
      [...lines('task4'), ...((data.studies ?? []).length > 0 ? ['- {tfpList}'] : [])].join('\n') ||
      `Đến ${data.span === undefined ? 'hết năm {year}' : '{closing}'} chưa có kết quả tính toán đóng góp của năng suất các nhân tố tổng hợp (TFP) nào được công bố.`,
    budget: [
      data.budget.length === 0
        ? '{noLines}'
        : `Dự toán kinh phí từ {budgetSource} ${budgetYears(data)} theo ${plan} là {estimate}. ${data.span === undefined ? 'Kinh' : 'Đến {closing}, kinh'} phí đã được giao là {allocated}; đã cam kết {committed}; đã giải ngân {disbursed}, {disbursedShare}; chưa cam kết {remaining}.`,
      '{otherSources}',
      ...(data.ownFunds === undefined ? [] : ['{ownFunds}']),
    ].join('\n'),
    ...(data.before === undefined ? {} : { comparison: '{comparison}' }),
    ...(data.agencies === undefined ? {} : { agencies: '{agencies}' }),
    ...(data.brief === undefined ? {} : { brief: '{brief}' }),
    ...(data.record === undefined ? {} : { record: '{record}' }),
    ...(data.execution === undefined ? {} : { execution: '{execution}', findings: '- {findings}' }),
    obstacles: [
      ...(data.targets.length > 0 ? ['- {unmet}'] : []),
      '- {obstacles}',
      ...((data.findings ?? []).length > 0 ? ['- {findings}'] : []),
      ...((data.conclusions ?? []).length > 0 ? ['- {conclusions}'] : []),
      ...((data.advances ?? []).length > 0 ? ['- {advances}'] : []),
      ...((data.visits?.made ?? 0) > 0 ? ['- {visits}'] : []),
    ].join('\n'),
    proposals: '- {proposals}',
    direction: direction.join('\n'),
  }
}
