import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { authorityOf, initials, officesOn, placeOf, plainName, shortCommittee } from '../agencies/index.ts'
import { keptDocument } from '../documents/kept.ts'
import { writeOfficialDocx } from '../documents/official/docx.ts'
import { fittedTable } from '../documents/official/fitted-table.ts'
import { type Block, longDate, type OfficialDocument } from '../documents/official/model.ts'
import { officialPdf } from '../documents/official/pdf.ts'
import { symbolOf } from '../outgoing/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, id, optionalWhole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { formatNumber } from '../platform/numbers.ts'
import { query } from '../platform/operation.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { markedFileName } from '../platform/sample.ts'
import { slug } from '../platform/text.ts'
import { noEstimate } from './commands.ts'
import { RoundContent, readContent } from './content.ts'
import { sumOf, sumsBy } from './rules.ts'

/* An estimate, and what the finance office said of it, as official documents (Decree 30/2020/NĐ-CP). */

const money = (amount: bigint) => formatDong(amount, 'vi')
const paragraph = (text: string): Block => ({ type: 'paragraph', text })
const dash = (items: readonly string[]): Block => ({ type: 'list', mark: 'dash', items: [...items] })

interface Said {
  readonly amount: bigint | null
  readonly comment: string
}

interface Writing {
  readonly content: RoundContent
  readonly year: number
  readonly plan: { readonly number: string; readonly issuedOn: string }
  readonly committee: string
  readonly coordinator: string
  readonly finance: string
  /** Of the estimate, and of what the finance office says of it. */
  readonly symbols: { readonly estimate: string; readonly report: string }
  /** The yearly plan that it is drawn from: number and day of its approval. */
  readonly yearly: { readonly number: string; readonly decidedOn: string } | null
  readonly sentOn: string | null
  readonly round: {
    readonly place: number
    readonly outcome: string | null
    readonly remarks: string | null
    readonly settledOn: string | null
    readonly said: ReadonlyMap<number, Said>
  } | null
}

const bySource = (content: RoundContent) =>
  [...sumsBy(content.lines, ({ source }) => source)].map(
    ([source, amount]) => `${source}: ${money(amount)} đồng`,
  )

/** The estimate: a letter of the agency that carries the programme, its lines as appendix. */
function estimateDocument(of: Writing): OfficialDocument {
  const { content, year, plan, committee, coordinator, finance, yearly, sentOn } = of
  const issuer = plainName(coordinator)
  const { amount, counterpart } = sumOf(content.lines)
  return {
    superior: shortCommittee(committee).toLocaleUpperCase('vi'),
    issuer,
    number: null,
    symbol: of.symbols.estimate,
    place: placeOf(committee),
    date: sentOn,
    kind: 'DỰ TOÁN',
    subject: `Kinh phí năm ${year} thực hiện Kế hoạch số ${plan.number} về nâng cao năng suất và chất lượng sản phẩm, hàng hóa`,
    legalBases: [
      `Căn cứ Kế hoạch số ${plan.number} ${longDate(plan.issuedOn)} của ${shortCommittee(committee)}`,
      ...(yearly === null ? [] : [`Căn cứ Kế hoạch năm số ${yearly.number} ${longDate(yearly.decidedOn)}`]),
    ],
    blocks: [
      ...(content.note === null ? [] : content.note.split('\n').map(paragraph)),
      paragraph(`Tổng dự toán: ${money(amount)} đồng, chi tiết theo Phụ lục. Trong đó:`),
      dash(bySource(content)),
      ...(counterpart === 0n
        ? []
        : [paragraph(`Doanh nghiệp và nguồn khác góp thêm (ngoài tổng trên): ${money(counterpart)} đồng.`)]),
      paragraph(
        `${issuer} gửi ${plainName(finance)} thẩm định, trình cấp có thẩm quyền xem xét bố trí kinh phí.`,
      ),
    ],
    recipients: [plainName(finance), 'Lưu: VT'],
    signature: { authority: authorityOf(issuer), name: '' },
    appendices: [
      {
        label: 'Phụ lục',
        title: `DỰ TOÁN CHI TIẾT NĂM ${year}`,
        landscape: true,
        blocks: [
          fittedTable(
            [
              { title: 'TT', figure: true },
              { title: 'Nội dung chi' },
              { title: 'Mục' },
              { title: 'Số lượng', figure: true },
              { title: 'Đơn vị' },
              { title: 'Đơn giá', figure: true },
              { title: 'Thành tiền', figure: true },
              { title: 'Nguồn' },
              { title: 'Định mức' },
              { title: 'Ghi chú' },
            ],
            [
              ...content.lines.map((line, at) => ({
                cells: [
                  String(at + 1),
                  line.title,
                  line.line ?? '',
                  formatNumber(line.quantity, 'vi'),
                  line.unit,
                  money(line.unitCost),
                  money(line.amount),
                  line.source,
                  line.norm ?? '',
                  line.overNormReason === null ? (line.note ?? '') : `Vượt định mức: ${line.overNormReason}`,
                ],
              })),
              { cells: ['', 'Tổng cộng', '', '', '', '', money(amount), '', '', ''], sum: true },
            ],
            'landscape',
            'đồng',
          ),
        ],
      },
    ],
    ...(sentOn === null ? { banner: 'DỰ THẢO' } : {}),
  }
}

/** What the finance office said: of each line what was asked, what it would agree to, the difference and why. */
function appraisalDocument(
  of: Writing & { readonly round: NonNullable<Writing['round']> },
): OfficialDocument {
  const { content, year, plan, committee, coordinator, finance, round, sentOn } = of
  const issuer = plainName(finance)
  const rows = content.lines.map((line) => {
    const said = round.said.get(line.id)
    return { line, agreed: said?.amount ?? line.amount, comment: said?.comment ?? '' }
  })
  const asked = sumOf(content.lines).amount
  const agreed = rows.reduce((sum, row) => sum + row.agreed, 0n)
  const result =
    round.outcome === 'agreed'
      ? `${issuer} thống nhất dự toán với số tiền ${money(agreed)} đồng.`
      : `${issuer} trả lại dự toán để hoàn thiện.`
  return {
    superior: shortCommittee(committee).toLocaleUpperCase('vi'),
    issuer,
    number: null,
    symbol: of.symbols.report,
    place: placeOf(committee),
    date: round.settledOn,
    kind: 'BÁO CÁO',
    subject: `Kết quả thẩm định dự toán năm ${year} thực hiện Kế hoạch số ${plan.number} (lần ${round.place})`,
    blocks: [
      paragraph(
        `${plainName(coordinator)} gửi dự toán ${sentOn === null ? '' : longDate(sentOn)} với số tiền ${money(asked)} đồng. Kết quả thẩm định từng nội dung:`,
      ),
      fittedTable(
        [
          { title: 'TT', figure: true },
          { title: 'Nội dung chi' },
          { title: 'Số đề nghị', figure: true },
          { title: 'Số thẩm định', figure: true },
          { title: 'Giảm', figure: true },
          { title: 'Ý kiến' },
        ],
        [
          ...rows.map(({ line, agreed: sum, comment }, at) => ({
            cells: [
              String(at + 1),
              line.title,
              money(line.amount),
              money(sum),
              money(line.amount - sum),
              comment,
            ],
          })),
          { cells: ['', 'Tổng cộng', money(asked), money(agreed), money(asked - agreed), ''], sum: true },
        ],
        'upright',
        'đồng',
      ),
      ...(round.remarks === null ? [] : [paragraph(`Ý kiến chung: ${round.remarks}`)]),
      paragraph(result),
    ],
    recipients: [plainName(coordinator), 'Lưu: VT'],
    signature: { authority: authorityOf(issuer), name: '' },
    ...(round.outcome === null ? { banner: 'DỰ THẢO' } : {}),
  }
}

async function writingOf(db: Db, estimateId: number, place: number | undefined): Promise<Writing> {
  const row = await db
    .selectFrom('estimate as e')
    .innerJoin('plan as p', 'p.id', 'e.planId')
    .select(['e.year', 'e.planId', 'p.number', 'p.issuedOn'])
    .where('e.id', '=', estimateId)
    .executeTakeFirst()
  if (row === undefined) throw noEstimate()
  const rounds = db
    .selectFrom('estimateRound')
    .select(['id', 'place', 'sentOn', 'outcome', 'remarks', 'settledOn', 'content'])
    .where('estimateId', '=', estimateId)
  const round = await (place === undefined
    ? rounds.orderBy('place', 'desc').limit(1)
    : rounds.where('place', '=', place)
  ).executeTakeFirst()
  if (round === undefined && place !== undefined) throw notFound(words('vòng này', 'This round'))
  const said =
    round === undefined
      ? []
      : await db
          .selectFrom('estimateAppraisal')
          .select(['lineId', 'amount', 'comment'])
          .where('roundId', '=', round.id)
          .execute()
  const yearly = await db
    .selectFrom('yearlyPlan')
    .select(['number', 'decidedOn'])
    .where('planId', '=', row.planId)
    .where('year', '=', row.year)
    .executeTakeFirst()
  const day = round?.sentOn ?? row.issuedOn
  const { coordinator, leader } = await officesOn(db, day, { issuedOn: row.issuedOn })
  const { rows } = await sql<{ name: string }>`
    SELECT name FROM agency WHERE kind = 'finance' AND coalesce(valid_from <= ${day}::date, true) AND coalesce(valid_to >= ${day}::date, true)
     ORDER BY id LIMIT 1`.execute(db)
  const finance = rows[0]?.name ?? 'Sở Tài chính'
  return {
    content:
      place === undefined && round?.outcome !== 'agreed'
        ? await readContent(db, estimateId)
        : RoundContent.parse(round?.content),
    ...{
      year: row.year,
      plan: { number: row.number, issuedOn: row.issuedOn },
      coordinator,
      committee: leader,
    },
    finance,
    symbols: {
      estimate: await symbolOf(db, 'estimate', initials(plainName(coordinator))),
      report: await symbolOf(db, 'report', initials(plainName(finance))),
    },
    yearly:
      yearly?.number == null || yearly.decidedOn === null
        ? null
        : { number: yearly.number, decidedOn: yearly.decidedOn },
    sentOn: round?.sentOn ?? null,
    round:
      round === undefined
        ? null
        : {
            ...{
              place: round.place,
              outcome: round.outcome,
              remarks: round.remarks,
              settledOn: round.settledOn,
            },
            said: new Map(
              said.map(({ lineId, amount, comment }) => [lineId, { amount, comment: comment ?? '' }]),
            ),
          },
  }
}

export const estimateFormats = ['docx', 'pdf'] as const
const mimes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

/** An estimate or its appraisal as a file: of the last round, or of the round that is asked for. */
export const estimateFile = query({
  name: 'estimates.file',
  summary: words(
    'Tải dự toán, kết quả thẩm định dạng DOCX, PDF',
    'An estimate or its appraisal as DOCX or PDF',
  ),
  route: 'GET /estimates/{id}/document',
  input: z.object({
    id: id(),
    of: choice(['estimate', 'appraisal']),
    format: choice(estimateFormats),
    round: optionalWhole(1),
  }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: officers,
  async run({ db }, { id: estimateId, of, format, round: place }) {
    const writing = await writingOf(db, estimateId, place)
    const { round } = writing
    if (of === 'appraisal' && round === null)
      throw conflict(
        'estimates.noRound',
        words('Dự toán chưa gửi thẩm định lần nào.', 'The estimate was not sent yet.'),
      )
    const document =
      of === 'appraisal' && round !== null
        ? appraisalDocument({ ...writing, round })
        : estimateDocument(writing)
    const bytes = await keptDocument(
      `estimate ${estimateId} ${of} ${place ?? 'last'} ${format}`,
      document,
      () => (format === 'docx' ? writeOfficialDocx(document) : officialPdf(document)),
    )
    const name = slug(`${of === 'appraisal' ? 'Thẩm định dự toán' : 'Dự toán'} năm ${writing.year}`)
    return {
      name: markedFileName(`${name}.${format}`),
      mime: mimes[format],
      sha256: createHash('sha256').update(bytes).digest('hex'),
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})
