import { sql } from 'kysely'
import { formatDate } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import type { Context } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { type GrantRecord, grantFields } from '../support/index.ts'
import {
  type Head,
  headFields,
  headOf,
  type TemplateFields,
  type TemplateKind,
  templateKind,
} from '../templates/index.ts'
import type { ApplicationState } from './states.ts'

/* The letters on an application: their fields, and the templates that the program ships for them. */

/** An application as its letter tells of it. */
export interface LetterRecord extends GrantRecord {
  readonly filedOn: string
  readonly requested: bigint
  readonly reason: string
}

/** The applications of these numbers as letters tell of them, in the order given. @param head what each letter bears */
export async function letterRecords(
  { db }: Pick<Context, 'db'>,
  ids: readonly number[],
  head: Head,
): Promise<LetterRecord[]> {
  const rows = await db
    .selectFrom('application as a')
    .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
    .innerJoin('supportContent as c', 'c.id', 'a.contentId')
    .innerJoin('plan as p', 'p.id', 'a.planId')
    .select(['a.id', 'a.enterpriseId', 'e.name as enterprise', 'e.taxCode', 'e.address', 'e.representative'])
    .select(['c.name as content', 'a.year', 'p.number as plan', 'a.filedOn', 'a.requested', 'a.state'])
    .select(['a.appraisedAmount', 'a.decisionNumber', 'a.decidedOn', 'a.decisionReason', 'a.checkNote'])
    .where('a.id', '=', sql<number>`ANY(${[...ids]})`)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.map((id) => {
    const row = byId.get(id)
    if (row === undefined) throw notFound(words('hồ sơ', 'Application'))
    const { representative, appraisedAmount, decisionReason, decisionNumber, checkNote, state, ...rest } = row
    return {
      ...rest,
      ...head,
      representative: representative ?? '',
      granted: appraisedAmount,
      reason: (state === 'returned' ? checkNote : decisionReason) ?? '',
      decisionNumber: decisionNumber ?? '',
    }
  })
}

export const applicationLetterFields = {
  ...headFields,
  doanh_nghiep: grantFields.doanh_nghiep,
  ma_so_thue: grantFields.ma_so_thue,
  dia_chi: grantFields.dia_chi,
  nguoi_dai_dien: grantFields.nguoi_dai_dien,
  so_ho_so: { label: words('Số hồ sơ', 'Number of the application'), value: ({ id }) => String(id) },
  ngay_nop: { label: words('Ngày nộp', 'Filed on'), value: ({ filedOn }) => formatDate(filedOn) },
  noi_dung: grantFields.noi_dung,
  nam: grantFields.nam,
  ke_hoach: grantFields.ke_hoach,
  muc_de_nghi: {
    label: words('Mức đề nghị, đồng', 'Requested, đồng'),
    value: ({ requested }) => formatDong(requested, 'vi'),
  },
  muc_ho_tro: grantFields.muc_ho_tro,
  muc_ho_tro_bang_chu: grantFields.muc_ho_tro_bang_chu,
  ly_do: { label: words('Lý do', 'Reason'), value: ({ reason }) => reason },
  so_quyet_dinh: grantFields.so_quyet_dinh,
  ngay_quyet_dinh: grantFields.ngay_quyet_dinh,
} as const satisfies TemplateFields<LetterRecord>

const paragraph = (text: string) => ({ type: 'paragraph', text }) as const
const recipients = ['{doanh_nghiep}', 'Lưu: VT']

function letter(of: {
  readonly key: string
  readonly label: TemplateKind['label']
  readonly about: TemplateKind['about']
  readonly state: ApplicationState
  readonly shipped: TemplateKind['shipped']
}): TemplateKind<LetterRecord> {
  const { state, ...declared } = of
  return templateKind<LetterRecord>({
    ...declared,
    record: words('Hồ sơ', 'Application'),
    fields: applicationLetterFields,
    async records({ db }) {
      const rows = await db
        .selectFrom('application as a')
        .innerJoin('enterprise as e', 'e.id', 'a.enterpriseId')
        .select(['a.id', 'e.name'])
        .where('a.state', '=', state)
        .orderBy('a.id', 'desc')
        .limit(20)
        .execute()
      return rows.map(({ id, name }) => ({ id, label: words(`${id} · ${name}`, `${id} · ${name}`) }))
    },
    async read(context, id) {
      const [record] = await letterRecords(context, [id], await headOf(context, 'letter'))
      if (record === undefined) throw notFound(words('hồ sơ', 'Application'))
      return record
    },
  })
}

/** The letter to an enterprise whose application is accepted. */
export const acceptanceLetter = letter({
  key: 'letter-accepted',
  label: words('Thông báo được hỗ trợ', 'Letter of acceptance'),
  about: words('Gửi doanh nghiệp khi hồ sơ được quyết định hỗ trợ.', 'Sent when an application is accepted.'),
  state: 'accepted',
  shipped: {
    kind: 'THÔNG BÁO',
    subject: 'Kết quả xét hồ sơ đề nghị hỗ trợ',
    addressees: ['{doanh_nghiep}'],
    blocks: [
      paragraph(
        '{co_quan} thông báo: hồ sơ số {so_ho_so}, nộp ngày {ngay_nop}, của {doanh_nghiep} (mã số thuế {ma_so_thue}) về nội dung “{noi_dung}” năm {nam} theo Kế hoạch số {ke_hoach} đã được quyết định hỗ trợ tại Quyết định số {so_quyet_dinh} ngày {ngay_quyet_dinh}.',
      ),
      paragraph('Mức hỗ trợ: {muc_ho_tro} đồng (bằng chữ: {muc_ho_tro_bang_chu}).'),
      paragraph('{#ly_do}Căn cứ xét: {ly_do}{/ly_do}'),
      paragraph('Đề nghị {doanh_nghiep} liên hệ {co_quan} để ký hợp đồng và thực hiện nội dung được hỗ trợ.'),
    ],
    recipients,
  },
})

/** The letter to an enterprise whose application is refused. */
export const refusalLetter = letter({
  key: 'letter-refused',
  label: words('Thông báo không được hỗ trợ', 'Letter of refusal'),
  about: words('Gửi doanh nghiệp khi hồ sơ không được hỗ trợ.', 'Sent when an application is refused.'),
  state: 'refused',
  shipped: {
    kind: 'THÔNG BÁO',
    subject: 'Kết quả xét hồ sơ đề nghị hỗ trợ',
    addressees: ['{doanh_nghiep}'],
    blocks: [
      paragraph(
        '{co_quan} thông báo: hồ sơ số {so_ho_so}, nộp ngày {ngay_nop}, của {doanh_nghiep} (mã số thuế {ma_so_thue}) về nội dung “{noi_dung}” năm {nam} theo Kế hoạch số {ke_hoach} không được hỗ trợ.',
      ),
      paragraph('Lý do: {ly_do}'),
      paragraph('{#so_quyet_dinh}Quyết định số {so_quyet_dinh} ngày {ngay_quyet_dinh}.{/so_quyet_dinh}'),
      paragraph('{doanh_nghiep} có thể gửi kiến nghị về kết quả này trên trang của hồ sơ.'),
    ],
    recipients,
  },
})

/** The letter to an enterprise whose application is returned. */
export const returnLetter = letter({
  key: 'letter-returned',
  label: words('Thông báo trả lại hồ sơ', 'Letter of return'),
  about: words(
    'Gửi doanh nghiệp khi hồ sơ được trả lại để bổ sung.',
    'Sent when an application is returned for completion.',
  ),
  state: 'returned',
  shipped: {
    kind: 'THÔNG BÁO',
    subject: 'Trả lại hồ sơ đề nghị hỗ trợ để bổ sung',
    addressees: ['{doanh_nghiep}'],
    blocks: [
      paragraph(
        '{co_quan} trả lại hồ sơ số {so_ho_so}, nộp ngày {ngay_nop}, của {doanh_nghiep} (mã số thuế {ma_so_thue}) về nội dung “{noi_dung}” năm {nam} theo Kế hoạch số {ke_hoach}.',
      ),
      paragraph('Cần bổ sung: {ly_do}'),
      paragraph('Hồ sơ được nộp lại trên trang của hồ sơ và giữ thứ tự của lần nộp đầu.'),
    ],
    recipients,
  },
})
