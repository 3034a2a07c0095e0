import { formatDate } from '../platform/dates.ts'
import { optionalDay, optionalText, optionalWhole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { dongInWords } from '../platform/money-words.ts'
import type { Context } from '../platform/operation.ts'
import { type Head, headOf, type TemplateFields } from '../templates/index.ts'

/* What letters on an application and the contract of its turn share. */

/** A support that was asked for or granted, as its letters tell of it. */
export interface GrantRecord extends Head {
  readonly id: number
  readonly enterpriseId: number
  readonly enterprise: string
  readonly taxCode: string
  readonly address: string
  readonly representative: string
  readonly content: string
  readonly year: number
  readonly plan: string
  readonly granted: bigint | null
  readonly decisionNumber: string
  readonly decidedOn: string | null
}

/** The fields of both, by their names in a template. */
export const grantFields = {
  doanh_nghiep: {
    label: words('Tên doanh nghiệp', 'Name of the enterprise'),
    value: ({ enterprise }) => enterprise,
  },
  ma_so_thue: { label: words('Mã số thuế', 'Tax code'), value: ({ taxCode }) => taxCode },
  dia_chi: { label: words('Địa chỉ', 'Address'), value: ({ address }) => address },
  nguoi_dai_dien: {
    label: words('Người đại diện', 'Representative'),
    value: ({ representative }) => representative,
  },
  noi_dung: { label: words('Nội dung hỗ trợ', 'Content of support'), value: ({ content }) => content },
  nam: { label: words('Năm thực hiện', 'Year of the work'), value: ({ year }) => String(year) },
  ke_hoach: { label: words('Số, ký hiệu kế hoạch', 'Number of the plan'), value: ({ plan }) => plan },
  muc_ho_tro: {
    label: words('Mức hỗ trợ, đồng', 'Support granted, đồng'),
    value: ({ granted }) => (granted === null ? '' : formatDong(granted, 'vi')),
  },
  muc_ho_tro_bang_chu: {
    label: words('Mức hỗ trợ bằng chữ', 'Support granted, in words'),
    value: ({ granted }) => (granted === null ? '' : dongInWords(granted)),
  },
  so_quyet_dinh: {
    label: words('Số quyết định', 'Number of the decision'),
    value: ({ decisionNumber }) => decisionNumber,
  },
  ngay_quyet_dinh: {
    label: words('Ngày quyết định', 'Day of the decision'),
    value: ({ decidedOn }) => (decidedOn === null ? '' : formatDate(decidedOn)),
  },
} as const satisfies TemplateFields<GrantRecord>

/** What a command asks for the head of the letter that it makes. */
export const letterInput = {
  /** Its number; left out: room is left to write it. */
  number: optionalWhole(1, 99_999),
  issuedOn: optionalDay(),
  signer: optionalText(100),
}

/** The head of the letter that is asked for. @param kind what stands before the agency in its symbol: TB, HĐ */
export const askedHead = (
  context: Pick<Context, 'db' | 'today'>,
  kind: string,
  asked: {
    readonly number?: number | undefined
    readonly issuedOn?: string | undefined
    readonly signer?: string | undefined
  },
): Promise<Head> =>
  headOf(context, kind, {
    number: asked.number ?? null,
    on: asked.issuedOn ?? null,
    signer: asked.signer ?? '',
  })
