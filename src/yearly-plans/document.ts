import { createHash } from 'node:crypto'
import { z } from 'zod'
import { authorityOf, officesOn, placeOf, plainName, shortCommittee } from '../agencies/index.ts'
import { keptDocument } from '../documents/kept.ts'
import { writeOfficialDocx } from '../documents/official/docx.ts'
import { fittedTable } from '../documents/official/fitted-table.ts'
import {
  type Block,
  longDate,
  numberAndSymbol,
  type OfficialDocument,
  type TableBlock,
} from '../documents/official/model.ts'
import { officialPdf } from '../documents/official/pdf.ts'
import { writeWorkbook } from '../documents/write/workbook.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, id, optionalWhole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { markedFileName } from '../platform/sample.ts'
import { slug } from '../platform/text.ts'
import { noYearlyPlan } from './commands.ts'
import { Content, readContent } from './content.ts'
import { lineFields } from './fields.ts'
import { type TargetPlace, targetPlaces } from './queries.ts'
import { sumOf } from './rules.ts'

/* A yearly plan as an official document (Decree 30/2020/NĐ-CP) with its lines as appendix, and as a workbook that comes in again. */

interface Writing {
  readonly content: Content
  readonly targets: readonly TargetPlace[]
  readonly year: number
  readonly plan: { readonly number: string; readonly issuedOn: string }
  /** The People's Committee and the agency that carries the programme, on the day. */
  readonly committee: string
  readonly coordinator: string
  /** `12/KH-UBND`; null while it is not approved. */
  readonly number: string | null
  readonly decidedOn: string | null
}

const money = (amount: bigint) => formatDong(amount, 'vi')
const joined = (said: string, more: string | null) => (more === null ? said : `${said}; ${more}`)
const total = (content: Content) => sumOf(content.lines).amount

const paragraph = (text: string): Block => ({ type: 'paragraph', text })

function bodyOf({ content, targets, year }: Writing): Block[] {
  const groups = [...Map.groupBy(content.lines, ({ line }) => line ?? 'Nội dung khác')]
  const bySource = [...Map.groupBy(content.lines, ({ source }) => source)]
  const { counterpart } = sumOf(content.lines)
  const agencies = [...Map.groupBy(content.lines, ({ agency }) => agency ?? '')].filter(
    ([name]) => name !== '',
  )
  return [
    { type: 'heading', level: 1, text: 'I. MỤC TIÊU' },
    ...(content.note === null ? [] : content.note.split('\n').map(paragraph)),
    ...(targets.length === 0
      ? [paragraph(`Các nội dung năm ${year} chưa gắn với chỉ tiêu nào của Kế hoạch.`)]
      : [
          fittedTable(
            [
              { title: 'Chỉ tiêu' },
              { title: 'Đã đạt', figure: true },
              { title: `Năm ${year} thêm`, figure: true },
              { title: 'Sẽ đạt', figure: true },
              { title: 'Kế hoạch', figure: true },
            ],
            targets.map(({ name, unit, reached, brought, will, goal }) => ({
              cells: [
                `${name} (${unit})`,
                reached === null ? 'chưa có' : formatNumber(reached, 'vi'),
                formatNumber(brought, 'vi'),
                will === null ? 'chưa rõ' : formatNumber(will, 'vi'),
                formatNumber(goal, 'vi'),
              ],
            })),
            'upright',
          ),
        ]),
    { type: 'heading', level: 1, text: 'II. NỘI DUNG THỰC HIỆN' },
    ...groups.flatMap(([title, lines], at): Block[] => [
      { type: 'heading', level: 2, text: `${at + 1}. ${title.replace(/^[\w.]+\.\s/, '')}` },
      {
        type: 'list',
        mark: 'dash',
        items: lines.map(
          (line) =>
            `${line.title}: ${formatNumber(line.quantity, 'vi')} ${line.unit}, ${money(line.amount)} đồng`,
        ),
      },
    ]),
    { type: 'heading', level: 1, text: 'III. KINH PHÍ THỰC HIỆN' },
    paragraph(`Tổng kinh phí: ${money(total(content))} đồng, chi tiết theo Phụ lục. Trong đó:`),
    {
      type: 'list',
      mark: 'dash',
      items: bySource.map(([source, lines]) => `${source}: ${money(sumOf(lines).amount)} đồng`),
    },
    ...(counterpart === 0n
      ? []
      : [paragraph(`Doanh nghiệp và nguồn khác góp thêm (ngoài tổng trên): ${money(counterpart)} đồng.`)]),
    { type: 'heading', level: 1, text: 'IV. LỒNG GHÉP VỚI CHƯƠNG TRÌNH KHÁC' },
    ...(content.beside.length === 0
      ? [paragraph('Không có kinh phí lồng ghép.')]
      : [
          fittedTable(
            [
              { title: 'Chương trình, cơ quan' },
              { title: 'Văn bản, điều khoản' },
              { title: 'Nội dung' },
              { title: 'Số tiền', figure: true },
            ],
            content.beside.map((one) => ({
              cells: [
                joined(one.programme, one.agency),
                joined(one.document, one.clause),
                joined(one.purpose, one.fund),
                money(one.amount),
              ],
            })),
            'upright',
            'đồng',
          ),
        ]),
    { type: 'heading', level: 1, text: 'V. TỔ CHỨC THỰC HIỆN' },
    ...(agencies.length === 0
      ? []
      : [
          {
            type: 'list' as const,
            mark: 'dash' as const,
            items: agencies.map(([name, lines]) => `${name}: ${lines.map(({ title }) => title).join('; ')}`),
          },
        ]),
  ]
}

/** The yearly plan as an official document; of the People's Committee where its number says so, else of the agency that carries it. */
function official(writing: Writing): OfficialDocument {
  const { content, year, plan, committee, coordinator, number, decidedOn } = writing
  const [, digits = null, symbol] = /^([^/]+)\/(.+)$/.exec(number ?? '') ?? []
  const ofCommittee = symbol === undefined || symbol.endsWith('UBND')
  const issuer = plainName(ofCommittee ? committee : coordinator)
  const shown = symbol ?? 'KH-UBND'
  const subject = `Năm ${year} thực hiện Kế hoạch số ${plan.number} về nâng cao năng suất và chất lượng sản phẩm, hàng hóa`
  return {
    ...(ofCommittee ? {} : { superior: shortCommittee(committee).toLocaleUpperCase('vi') }),
    issuer,
    number: digits,
    symbol: shown,
    place: placeOf(committee),
    date: decidedOn,
    kind: 'KẾ HOẠCH',
    subject,
    legalBases: [
      `Căn cứ Kế hoạch số ${plan.number} ${longDate(plan.issuedOn)} của ${shortCommittee(committee)}`,
    ],
    blocks: bodyOf(writing),
    recipients: [
      ...(ofCommittee ? [plainName(coordinator)] : [shortCommittee(committee)]),
      'Các sở, ban, ngành liên quan',
      'Lưu: VT',
    ],
    signature: {
      authority: ofCommittee ? ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'] : authorityOf(issuer),
      name: '',
    },
    appendices: [
      {
        label: 'Phụ lục',
        title: `CÁC NỘI DUNG VÀ KINH PHÍ NĂM ${year}`,
        attachedTo: `Kế hoạch ${numberAndSymbol(digits, shown).replace('Số:', 'số')} ${longDate(decidedOn)} của ${issuer}`,
        landscape: true,
        blocks: [appendixTable(content)],
      },
    ],
    ...(number === null ? { banner: 'DỰ THẢO' } : {}),
  }
}

function appendixTable(content: Content): TableBlock {
  return fittedTable(
    [
      { title: 'TT', figure: true },
      { title: 'Nội dung' },
      { title: 'Số lượng', figure: true },
      { title: 'Đơn vị' },
      { title: 'Đơn giá', figure: true },
      { title: 'Kinh phí', figure: true },
      { title: 'Nguồn' },
      { title: 'Phần góp', figure: true },
      { title: 'Định mức' },
      { title: 'Thực hiện' },
    ],
    [
      ...content.lines.map((line, at) => ({
        cells: [
          String(at + 1),
          line.overNormReason === null ? line.title : `${line.title} (vượt định mức: ${line.overNormReason})`,
          formatNumber(line.quantity, 'vi'),
          line.unit,
          money(line.unitCost),
          money(line.amount),
          line.source,
          line.counterpart === null ? '' : money(line.counterpart),
          line.norm ?? '',
          line.agency ?? '',
        ],
      })),
      { cells: ['', 'Tổng cộng', '', '', '', money(total(content)), '', '', '', ''], sum: true },
    ],
    'landscape',
    'đồng',
  )
}

const kinds: Readonly<Record<string, 'text' | 'money' | 'integer'>> = {
  quantity: 'integer',
  targetQuantity: 'integer',
  unitCost: 'money',
  counterpart: 'money',
}

/** The lines as a workbook whose headings are those of its import, so that it is edited and comes in again. */
function workbook({ content, year, plan, number }: Writing): Promise<Uint8Array> {
  const columns = Object.entries(lineFields.read).filter(([key]) => key !== 'id')
  return writeWorkbook([
    {
      name: `Kế hoạch năm ${year}`,
      title: [content.title, `Kế hoạch số ${plan.number}; ${number === null ? 'dự thảo' : `số ${number}`}`],
      ...(number === null ? { banner: 'DỰ THẢO' } : {}),
      columns: [
        ...columns.map(([key, field]) => ({
          title: (field.sheet ?? field.label).vi,
          type: kinds[key] ?? ('text' as const),
        })),
        { title: 'Kinh phí (đồng)', type: 'money' as const },
      ],
      rows: content.lines.map((line) => [
        ...columns.map(([key]) => {
          const value = (line as Readonly<Record<string, unknown>>)[key]
          return typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint'
            ? value
            : null
        }),
        line.amount,
      ]),
    },
    {
      name: 'Lồng ghép',
      title: ['Kinh phí của chương trình khác'],
      columns: [
        { title: 'Chương trình', type: 'text' },
        { title: 'Văn bản', type: 'text' },
        { title: 'Nội dung', type: 'text' },
        { title: 'Cơ quan, hội', type: 'text' },
        { title: 'Quỹ, nguồn vốn', type: 'text' },
        { title: 'Điều, khoản', type: 'text' },
        { title: 'Mục dự toán', type: 'text' },
        { title: 'Số tiền (đồng)', type: 'money' },
      ],
      rows: content.beside.map((one) => [
        ...[one.programme, one.document, one.purpose, one.agency, one.fund, one.clause, one.line],
        one.amount,
      ]),
    },
  ])
}

async function writingOf(db: Db, yearlyPlanId: number, place: number | undefined): Promise<Writing> {
  const row = await db
    .selectFrom('yearlyPlan as y')
    .innerJoin('plan as p', 'p.id', 'y.planId')
    .select(['y.year', 'y.planId', 'y.state', 'y.number', 'y.decidedOn', 'p.number as plan', 'p.issuedOn'])
    .where('y.id', '=', yearlyPlanId)
    .executeTakeFirst()
  if (row === undefined) throw noYearlyPlan()
  const version =
    place === undefined
      ? null
      : await db
          .selectFrom('yearlyPlanVersion')
          .select(['content', 'number', 'decidedOn'])
          .where('yearlyPlanId', '=', yearlyPlanId)
          .where('place', '=', place)
          .executeTakeFirst()
  if (version === undefined) throw notFound(words('bản này', 'This version'))
  const content = version === null ? await readContent(db, yearlyPlanId) : Content.parse(version.content)
  const approved = version ?? (row.state === 'approved' ? row : { number: null, decidedOn: null })
  const { coordinator, leader } = await officesOn(db, approved.decidedOn ?? row.issuedOn, {
    issuedOn: row.issuedOn,
  })
  return {
    content,
    targets: await targetPlaces(db, row.planId, content.lines),
    year: row.year,
    plan: { number: row.plan, issuedOn: row.issuedOn },
    committee: leader,
    coordinator,
    number: approved.number,
    decidedOn: approved.decidedOn,
  }
}

export const yearlyPlanFormats = ['docx', 'pdf', 'xlsx'] as const

const mimes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const

/** A yearly plan as a file: as it is, or as a version was sent. */
export const yearlyPlanFile = query({
  name: 'yearlyPlans.file',
  summary: words('Tải kế hoạch năm dạng DOCX, PDF hoặc XLSX', 'A yearly plan as DOCX, PDF or XLSX'),
  route: 'GET /yearly-plans/{id}/document',
  input: z.object({ id: id(), format: choice(yearlyPlanFormats), version: optionalWhole(1) }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: officers,
  async run({ db }, { id: yearlyPlanId, format, version }) {
    const writing = await writingOf(db, yearlyPlanId, version)
    const write = {
      docx: () => writeOfficialDocx(official(writing)),
      pdf: () => officialPdf(official(writing)),
      xlsx: () => workbook(writing),
    }[format]
    const bytes = await keptDocument(
      `yearly plan ${yearlyPlanId} ${version ?? 'now'} ${format}`,
      writing,
      write,
    )
    const name = slug(`Kế hoạch năm ${writing.year} ${writing.number ?? 'dự thảo'}`)
    return {
      name: markedFileName(`${name}.${format}`),
      mime: mimes[format],
      sha256: createHash('sha256').update(bytes).digest('hex'),
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})
