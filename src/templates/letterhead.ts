import { letterheadOn } from '../agencies/index.ts'
import { longDate } from '../documents/official/model.ts'
import { type SymbolKind, symbolOf } from '../outgoing/index.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import type { TemplateFields } from './kinds.ts'

/** What every letter bears: whose it is, its number and day, who signs. */
export interface Head {
  readonly head: Awaited<ReturnType<typeof letterheadOn>>
  /** null leaves room to write it by hand. */
  readonly number: number | null
  readonly symbol: string
  /** ISO; null leaves room. */
  readonly on: string | null
  readonly signer: string
}

/** The head of a letter of a day, with the symbol of its kind. */
export async function headOf(
  { db, today }: Pick<Context, 'db' | 'today'>,
  kind: SymbolKind,
  known: Partial<Omit<Head, 'head'>> = {},
): Promise<Head> {
  const on = known.on ?? null
  const head = await letterheadOn(db, on ?? today)
  return { number: null, symbol: await symbolOf(db, kind, head.initials), signer: '', ...known, on, head }
}

/** The fields of it, for every kind of template. */
export const headFields = {
  co_quan_cap_tren: {
    label: words('Cơ quan cấp trên', 'Body above the issuer'),
    value: ({ head }) => head.superior,
  },
  co_quan: { label: words('Cơ quan ban hành', 'Issued by'), value: ({ head }) => head.issuer },
  dia_danh: { label: words('Địa danh', 'Place of signing'), value: ({ head }) => head.place },
  so: {
    label: words('Số văn bản', 'Number of the document'),
    value: ({ number }) => (number === null ? '        ' : String(number).padStart(2, '0')),
  },
  ky_hieu: { label: words('Ký hiệu của văn bản', 'Symbol of the document'), value: ({ symbol }) => symbol },
  ngay_thang_nam: {
    label: words('Ngày văn bản', 'Day of the document'),
    value: ({ on }) => longDate(on),
  },
  quyen_han_ky: {
    label: words('Quyền hạn, chức vụ của người ký', 'Authority and post of the signer'),
    value: ({ head }) => head.authority.join('\n'),
  },
  nguoi_ky: { label: words('Họ tên người ký', "Signatory's name"), value: ({ signer }) => signer },
} as const satisfies TemplateFields<Head>
