import { issuerOn, type NumberKind, numberOfDocument, takeNumber } from '../outgoing/index.ts'
import { formatDate } from '../platform/dates.ts'
import { flag, optionalDay, optionalText, optionalWhole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { dongInWords } from '../platform/money-words.ts'
import type { Context } from '../platform/operation.ts'
import {
  type Filled,
  fillDocument,
  type Head,
  headOf,
  keepDocument,
  type TemplateFields,
  type TemplateKind,
} from '../templates/index.ts'

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
  /** The number that the office gave it; left out, and none drawn: room is left to write it. */
  number: optionalWhole(1, 99_999),
  /** The register gives it the next number. */
  give: flag(),
  issuedOn: optionalDay(),
  signer: optionalText(100),
}

interface AskedLetter {
  readonly number?: number | undefined
  readonly give: boolean
  readonly issuedOn?: string | undefined
  readonly signer?: string | undefined
}

/** The head of a letter. */
const askedHead = (
  context: Pick<Context, 'db' | 'today'>,
  kind: Parameters<typeof headOf>[1],
  { issuedOn, signer }: AskedLetter,
  number: number | null,
): Promise<Head> => headOf(context, kind, { number, on: issuedOn ?? null, signer: signer ?? '' })

/** A letter that is to be made: of which template and record, told for the head that it will bear. */
export interface LetterOf<R> {
  readonly kind: TemplateKind<R>
  /** Of which kind its number is; null for minutes, which have none. */
  readonly numbers: NumberKind | null
  readonly read: (context: Context, head: Head) => Promise<R>
}

const fill = async <R>(context: Context, of: LetterOf<R>, asked: AskedLetter, number: number | null) => {
  const record = await of.read(context, await askedHead(context, of.numbers ?? 'minutes', asked, number))
  return fillDocument(context, of.kind, asked.issuedOn ?? context.today, record)
}

/** Fills a letter before the transaction opens; null where the register gives its number, which is known inside it alone. */
export const prepareLetter = async <R>(
  context: Context,
  of: LetterOf<R>,
  asked: AskedLetter,
): Promise<Filled | null> =>
  asked.give && asked.number === undefined ? null : fill(context, of, asked, asked.number ?? null)

/**
 * Keeps a letter, with its number in the register where it has one.
 * @param prepared what `prepareLetter` gave
 * @throws Problem 422 for a number that is taken
 */
export async function keepLetter<R>(
  context: Context,
  of: LetterOf<R>,
  asked: AskedLetter,
  prepared: Filled | null,
  made: Parameters<typeof keepDocument>[2],
): Promise<{ documentId: number; fileId: number }> {
  const { db } = context
  const { number, give, issuedOn } = asked
  const kind = of.numbers
  const isNumbered = (number !== undefined || give) && issuedOn !== undefined && kind !== null
  const taken = isNumbered
    ? await takeNumber(db, {
        ...{ kind, issuer: await issuerOn(db, kind, issuedOn), number, issuedOn },
        ...{ subject: made.title, record: made.record },
      })
    : null
  const filled = prepared ?? (await fill(context, of, asked, taken?.number ?? null))
  const kept = await keepDocument(context, filled, made)
  if (taken !== null) await numberOfDocument(db, taken.id, kept.documentId)
  return kept
}
