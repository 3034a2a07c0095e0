import { z } from 'zod'
import type { RichText } from '../documents/official/model.ts'
import { numbered } from '../outgoing/index.ts'
import { id, whole } from '../platform/fields.ts'
import { notAhead } from '../platform/judge.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import {
  type Filled,
  type Head,
  headFields,
  headOf,
  type TemplateFields,
  templateKind,
} from '../templates/index.ts'
import {
  type GrantRecord,
  grantFields,
  keepLetter,
  type LetterOf,
  letterInput,
  prepareLetter,
} from './grant-fields.ts'
import { readTurn, takeTurn } from './turn-row.ts'

/* The contract of a support turn, out of a Word template. */

interface ContractRecord extends GrantRecord {
  readonly phone: string
  readonly description: string
  readonly ownFunds: bigint
}

/** A turn as its contract tells of it. @throws Problem 404 */
async function contractRecord(context: Context, id: number, head: Head): Promise<ContractRecord> {
  const { db, actor } = context
  const turn = await readTurn(db, actor, id, false)
  const of = await db
    .selectFrom('application as a')
    .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
    .select(['a.description', 'a.appraisedAmount', 'a.ownFunds', 'a.decisionNumber'])
    .select(['e.address', 'e.representative', 'e.phone'])
    .where('a.id', '=', turn.applicationId)
    .executeTakeFirstOrThrow()
  return {
    ...head,
    ...{ id, enterpriseId: turn.enterpriseId, enterprise: turn.enterpriseName, taxCode: turn.taxCode },
    ...{ address: of.address, representative: of.representative ?? '', phone: of.phone ?? '' },
    ...{ content: turn.contentName, description: of.description, year: turn.year, plan: turn.planNumber },
    ...{ granted: of.appraisedAmount ?? 0n, ownFunds: of.ownFunds, decisionNumber: of.decisionNumber ?? '' },
    decidedOn: turn.decidedOn,
  }
}

const fields = {
  ...headFields,
  doanh_nghiep: grantFields.doanh_nghiep,
  ma_so_thue: grantFields.ma_so_thue,
  dia_chi: grantFields.dia_chi,
  nguoi_dai_dien: grantFields.nguoi_dai_dien,
  dien_thoai: { label: words('Điện thoại', 'Telephone'), value: ({ phone }) => phone },
  noi_dung: grantFields.noi_dung,
  mo_ta: {
    label: words('Mô tả nội dung thực hiện', 'Description of the work'),
    value: ({ description }) => description,
  },
  nam: grantFields.nam,
  ke_hoach: grantFields.ke_hoach,
  muc_ho_tro: grantFields.muc_ho_tro,
  muc_ho_tro_bang_chu: grantFields.muc_ho_tro_bang_chu,
  von_doanh_nghiep: {
    label: words('Kinh phí của doanh nghiệp, đồng', 'Own funds, đồng'),
    value: ({ ownFunds }) => formatDong(ownFunds, 'vi'),
  },
  so_quyet_dinh: grantFields.so_quyet_dinh,
  ngay_quyet_dinh: grantFields.ngay_quyet_dinh,
} as const satisfies TemplateFields<ContractRecord>

const heading = (text: string) => ({ type: 'heading', level: 1, text }) as const
const paragraph = (text: RichText) => ({ type: 'paragraph', text }) as const

/** The contract with a supported enterprise. */
const supportContract = templateKind<ContractRecord>({
  key: 'support-contract',
  label: words('Hợp đồng hỗ trợ', 'Contract of support'),
  about: words(
    'Dự thảo hợp đồng với doanh nghiệp được hỗ trợ, in ra để hai bên ký.',
    'The draft of the contract with a supported enterprise, to be signed by both.',
  ),
  record: words('Lượt hỗ trợ', 'Support turn'),
  fields,
  async records({ db }) {
    const rows = await db
      .selectFrom('supportTurn as t')
      .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
      .select(['t.id', 'e.name'])
      .where('t.state', '<>', 'cancelled')
      .orderBy('t.id', 'desc')
      .limit(20)
      .execute()
    return rows.map(({ id, name }) => ({ id, label: words(`${id} · ${name}`, `${id} · ${name}`) }))
  },
  read: async (context, id) => contractRecord(context, id, await headOf(context, 'contract')),
  shipped: {
    kind: 'HỢP ĐỒNG',
    subject: 'Hỗ trợ doanh nghiệp nâng cao năng suất, chất lượng',
    legalBases: [
      'Căn cứ Kế hoạch số {ke_hoach}',
      'Căn cứ Quyết định số {so_quyet_dinh} ngày {ngay_quyet_dinh} về việc hỗ trợ doanh nghiệp',
    ],
    blocks: [
      paragraph('Hai bên gồm:'),
      paragraph([{ text: 'Bên A: ', bold: true }, { text: '{co_quan}' }]),
      paragraph([{ text: 'Bên B: ', bold: true }, { text: '{doanh_nghiep}' }]),
      paragraph('Mã số thuế: {ma_so_thue}. Địa chỉ: {dia_chi}. Điện thoại: {dien_thoai}.'),
      paragraph('Người đại diện: {nguoi_dai_dien}.'),
      paragraph('Hai bên thỏa thuận ký hợp đồng với các điều khoản sau:'),
      heading('Điều 1. Nội dung'),
      paragraph('Bên B thực hiện nội dung “{noi_dung}” năm {nam}: {mo_ta}'),
      heading('Điều 2. Kinh phí'),
      paragraph(
        'Bên A hỗ trợ {muc_ho_tro} đồng (bằng chữ: {muc_ho_tro_bang_chu}). Bên B bảo đảm phần kinh phí của mình là {von_doanh_nghiep} đồng.',
      ),
      heading('Điều 3. Thực hiện và thanh toán'),
      paragraph(
        'Bên B báo cáo tiến độ, gửi sản phẩm và chứng từ của nội dung được hỗ trợ. Bên A nghiệm thu và thanh toán theo tiến độ, theo cơ cấu nguồn kinh phí đã duyệt.',
      ),
      heading('Điều 4. Hiệu lực'),
      paragraph(
        'Hợp đồng có hiệu lực từ ngày ký, lập thành các bản có giá trị như nhau, mỗi bên giữ ít nhất một bản.',
      ),
      {
        type: 'table',
        columns: [
          { title: 'ĐẠI DIỆN BÊN B', align: 'center' },
          { title: 'ĐẠI DIỆN BÊN A', align: 'center' },
        ],
        rows: [{ cells: ['\n\n\n{nguoi_dai_dien}', '\n\n\n{nguoi_ky}'] }],
      },
    ],
    recipients: ['Như trên', 'Lưu: VT'],
  },
})

/** The contract of a turn, as the letters of the program are made. */
const contractOf = (turnId: number): LetterOf<ContractRecord> => ({
  kind: supportContract,
  numbers: 'contract',
  read: (context, head) => contractRecord(context, turnId, head),
})

/** Makes the draft of the contract with the template in use; the enterprise is told and finds it on the page of its turn. */
export const draftContract = command({
  name: 'support.draftContract',
  summary: words('Tạo và gửi dự thảo hợp đồng', 'Make and send the draft of the contract'),
  route: 'POST /support/{id}/contract-drafts',
  input: z.object({
    id: id(),
    version: whole(1),
    ...letterInput,
  }),
  output: z.object({ id: z.int(), documentId: z.int(), fileId: z.int() }),
  may: ['coordinator'],
  needs: [numbered],
  rules: [notAhead('issuedOn')],
  subject: ({ id }) => `support_turn:${id}`,
  prepare: (context, input) => prepareLetter(context, contractOf(input.id), input),
  async run(context, input, filled: Filled | null) {
    const turn = await takeTurn(context, input)
    if (turn.state !== 'decided')
      throw conflict(
        'support.contracted',
        words(
          'Hợp đồng của lượt này đã ký hoặc lượt đã hủy.',
          'The contract of this turn is signed, or the turn is cancelled.',
        ),
      )
    const kept = await keepLetter(context, contractOf(input.id), input, filled, {
      ...{ record: `support_turn:${input.id}`, enterpriseId: turn.enterpriseId },
      title: `Hợp đồng hỗ trợ, lượt số ${input.id}`,
    })
    return { id: input.id, ...kept }
  },
})
