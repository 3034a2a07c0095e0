import { createHash } from 'node:crypto'
import { z } from 'zod'
import { letterheadOn, officesOn, placeOf, plainName, shortCommittee } from '../agencies/index.ts'
import { keptDocument } from '../documents/kept.ts'
import { writeOfficialDocx } from '../documents/official/docx.ts'
import { fittedTable } from '../documents/official/fitted-table.ts'
import { type Block, longDate, numberAndSymbol, type OfficialDocument } from '../documents/official/model.ts'
import { officialPdf } from '../documents/official/pdf.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { dongInWords } from '../platform/money-words.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { markedFileName } from '../platform/sample.ts'
import { slug } from '../platform/text.ts'

/* One decision on several applications in the layout of Decree 30/2020/NĐ-CP, with its list as appendix: what was kept on its day. */

export const noDecision = () => notFound(words('quyết định này', 'This decision'))

type Writing = Awaited<ReturnType<typeof writingOf>>

async function writingOf(db: Db, decisionId: number) {
  const decision = await db
    .selectFrom('applicationDecision as d')
    .innerJoin('outgoingNumber as n', 'n.id', 'd.numberId')
    .select(['d.id', 'd.committee', 'd.decidedOn', 'd.signer', 'n.number', 'n.symbol'])
    .where('d.id', '=', decisionId)
    .executeTakeFirst()
  if (decision === undefined) throw noDecision()
  const items = await db
    .selectFrom('applicationDecisionItem')
    .selectAll()
    .where('decisionId', '=', decisionId)
    .orderBy('place')
    .execute()
  const plans = await db
    .selectFrom('applicationDecisionItem as i')
    .innerJoin('plan as p', 'p.id', 'i.planId')
    .select(['p.number', 'p.issuedOn'])
    .where('i.decisionId', '=', decisionId)
    .groupBy(['p.number', 'p.issuedOn'])
    .orderBy('p.issuedOn')
    .execute()
  const head = await letterheadOn(db, decision.decidedOn)
  const { leader } = await officesOn(db, decision.decidedOn)
  return {
    ...{ ...decision, items, head, leader },
    // by the committee that issued it, whatever took its place since
    plans: await Promise.all(
      plans.map(async (plan) => ({
        ...plan,
        issuer: (await officesOn(db, plan.issuedOn, { issuedOn: plan.issuedOn })).leader,
      })),
    ),
  }
}

type Item = Writing['items'][number]
const money = (amount: bigint) => formatDong(amount, 'vi')
const total = (items: readonly Item[]) => items.reduce((sum, { amount }) => sum + (amount ?? 0n), 0n)

/** The articles: what is granted, what is not, who carries it out. */
function articles(accepted: readonly Item[], refused: readonly Item[]): string[] {
  const sum = total(accepted)
  return [
    ...(accepted.length === 0
      ? []
      : [
          `Hỗ trợ ${accepted.length} hồ sơ có tên tại phần “Hồ sơ được hỗ trợ” của danh sách kèm theo, tổng kinh phí ${money(sum)} đồng (bằng chữ: ${dongInWords(sum)}).`,
        ]),
    ...(refused.length === 0
      ? []
      : [
          `Không hỗ trợ ${refused.length} hồ sơ có tên tại phần “Hồ sơ không được hỗ trợ” của danh sách kèm theo, với lý do ghi tại danh sách.`,
        ]),
    'Các doanh nghiệp, đơn vị có tên trong danh sách và các cơ quan, đơn vị có liên quan chịu trách nhiệm thi hành Quyết định này.',
  ]
}

const columns = [
  { title: 'TT', figure: true },
  { title: 'Hồ sơ', figure: true },
  { title: 'Doanh nghiệp, đơn vị' },
  { title: 'Mã số thuế' },
  { title: 'Nội dung' },
  { title: 'Đề nghị', figure: true },
] as const
const listed = ({ applicationId, enterprise, taxCode, content, requested }: Item, at: number) => [
  ...[String(at + 1), String(applicationId), enterprise, taxCode, content, money(requested)],
]

/** The list in its parts: those that are supported with their sum, those that are not. */
function list(accepted: readonly Item[], refused: readonly Item[]): Block[] {
  const heading = (text: string): Block => ({ type: 'heading', level: 1, text })
  const first: Block[] =
    accepted.length === 0
      ? []
      : [
          heading('I. HỒ SƠ ĐƯỢC HỖ TRỢ'),
          fittedTable(
            [...columns, { title: 'Hỗ trợ', figure: true }, { title: 'Lý do' }],
            [
              ...accepted.map((item, at) => ({
                cells: [...listed(item, at), money(item.amount ?? 0n), item.reason],
              })),
              {
                cells: [
                  '',
                  '',
                  'Tổng cộng',
                  '',
                  '',
                  money(accepted.reduce((sum, item) => sum + item.requested, 0n)),
                  money(total(accepted)),
                  '',
                ],
                sum: true,
              },
            ],
            'landscape',
            'đồng',
          ),
        ]
  if (refused.length === 0) return first
  return [
    ...first,
    heading(`${accepted.length === 0 ? 'I' : 'II'}. HỒ SƠ KHÔNG ĐƯỢC HỖ TRỢ`),
    fittedTable(
      [...columns, { title: 'Lý do' }],
      refused.map((item, at) => ({ cells: [...listed(item, at), item.reason] })),
      'landscape',
      'đồng',
    ),
  ]
}

function official(writing: Writing): OfficialDocument {
  const { committee, decidedOn, signer, number, symbol, items, plans, head, leader } = writing
  const accepted = items.filter(({ outcome }) => outcome === 'accept')
  const refused = items.filter(({ outcome }) => outcome === 'refuse')
  const issuer = committee ? plainName(leader) : head.issuer
  const digits = String(number).padStart(2, '0')
  return {
    ...(committee ? {} : { superior: head.superior }),
    ...{ issuer, symbol, number: digits, place: placeOf(leader), date: decidedOn },
    kind: 'QUYẾT ĐỊNH',
    subject: 'Về kết quả xét hồ sơ đề nghị hỗ trợ nâng cao năng suất và chất lượng sản phẩm, hàng hóa',
    legalBases: plans.map(
      (plan) =>
        `Căn cứ Kế hoạch số ${plan.number} ${longDate(plan.issuedOn)} của ${shortCommittee(plan.issuer)}`,
    ),
    blocks: [
      { type: 'paragraph', text: [{ text: 'QUYẾT ĐỊNH:', bold: true }], align: 'center' },
      ...articles(accepted, refused).map(
        (said, at): Block => ({
          type: 'paragraph',
          text: [{ text: `Điều ${at + 1}. `, bold: true }, { text: said }],
        }),
      ),
    ],
    recipients: [
      `Như Điều ${articles(accepted, refused).length}`,
      ...(committee ? [head.issuer] : [shortCommittee(leader)]),
      'Lưu: VT',
    ],
    signature: {
      authority: committee ? ['TM. ỦY BAN NHÂN DÂN', 'CHỦ TỊCH'] : head.authority,
      name: signer ?? '',
    },
    appendices: [
      {
        label: 'Phụ lục',
        title: 'DANH SÁCH HỒ SƠ',
        attachedTo: `Quyết định ${numberAndSymbol(digits, symbol).replace('Số:', 'số')} ${longDate(decidedOn)} của ${issuer}`,
        landscape: true,
        blocks: list(accepted, refused),
      },
    ],
  }
}

export const decisionFormats = ['docx', 'pdf'] as const
const mimes = {
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const

/** The document of a decision. */
export const decisionFile = query({
  name: 'applications.decisionFile',
  summary: words('Tải quyết định và danh sách dạng DOCX, PDF', 'A decision with its list as DOCX or PDF'),
  route: 'GET /application-decisions/{id}/document',
  input: z.object({ id: id(), format: choice(decisionFormats) }),
  output: z.object({ name: z.string(), mime: z.string(), sha256: z.string(), base64: z.string() }),
  may: officers,
  async run({ db }, { id: decisionId, format }) {
    const writing = await writingOf(db, decisionId)
    const document = official(writing)
    const bytes = await keptDocument(`decision ${decisionId} ${format}`, document, () =>
      format === 'docx' ? writeOfficialDocx(document) : officialPdf(document),
    )
    return {
      name: markedFileName(`${slug(`Quyết định ${writing.number} ${writing.symbol}`)}.${format}`),
      mime: mimes[format],
      sha256: createHash('sha256').update(bytes).digest('hex'),
      base64: Buffer.from(bytes).toString('base64'),
    }
  },
})
