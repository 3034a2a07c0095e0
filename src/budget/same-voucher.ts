import { sql } from 'kysely'
import { type Words, words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'

/** What makes two vouchers alike: the commitment, the day, the amount, and the number however it is spaced or in whatever case. */
interface Voucher {
  readonly id: number
  readonly documentNumber: string
  readonly on: string
  readonly amount: bigint
  readonly sameVoucher: boolean
}

const said: Readonly<Record<'disbursement' | 'refund', Words>> = {
  disbursement: words(
    'Chứng từ cùng số, cùng ngày, cùng số tiền đã có trên cam kết này. Nếu đây là chứng từ khác, xin đánh dấu xác nhận.',
    'A voucher of the same number, day and amount is on this commitment already. If this is another one, please confirm it.',
  ),
  refund: words(
    'Khoản thu hồi cùng số chứng từ, cùng ngày, cùng số tiền đã có trên cam kết này. Nếu đây là chứng từ khác, xin đánh dấu xác nhận.',
    'A refund of the same voucher number, day and amount is on this commitment already. If this is another one, please confirm it.',
  ),
}

/** The number without spaces, signs that are not seen, and case: `UNC - 12` is `unc-12`. */
export const plainNumber = (number: string) =>
  number
    .normalize('NFC')
    .replace(/[\s\p{Cf}]/gu, '')
    .toLowerCase()
/** The same of `document_number` of a row. */
export const plainOnRecord = sql<string>`lower(regexp_replace(document_number, '[[:space:]\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]', '', 'g'))`

/**
 * Asks about a voucher that stands on the commitment already, in the ledger or waiting to be released: it may be another, so it is
 * taken when that is confirmed (`sameVoucher`).
 * @throws Problem 422 on `sameVoucher`
 */
export const sameVoucherAsked =
  (kind: 'disbursement' | 'refund') =>
  async ({ id, documentNumber, on, amount, sameVoucher }: Voucher, { db }: Pick<Context, 'db'>) => {
    if (sameVoucher) return
    const [order, entry] = await Promise.all([
      kind === 'refund'
        ? undefined
        : db
            .selectFrom('paymentOrder')
            .select('id')
            .where('commitmentId', '=', id)
            .where('occurredOn', '=', on)
            .where('amount', '=', amount)
            .where('state', '<>', 'returned')
            .where(plainOnRecord, '=', plainNumber(documentNumber))
            .limit(1)
            .executeTakeFirst(),
      db
        .selectFrom('ledgerEntry')
        .select('id')
        .where('kind', '=', kind)
        .where('commitmentId', '=', id)
        .where('occurredOn', '=', on)
        .where('amount', '=', amount)
        .where(plainOnRecord, '=', plainNumber(documentNumber))
        .limit(1)
        .executeTakeFirst(),
    ])
    if (order !== undefined || entry !== undefined) throw invalidField('sameVoucher', said[kind])
  }
