import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { Problem } from '../platform/problem.ts'
import { strangerLimit } from '../platform/strangers.ts'

/*
 * What a stranger may ask of the program: so much from one address, so much for one tax code or mailbox. The words are the same for
 * each, so that nobody learns from them who else has asked.
 */

const perHour = 20

/** Registrations that may wait at once for one tax code, and for one address of mail. */
const mostWaiting = 3

const tooMany = () =>
  new Problem(
    'registrations.tooMany',
    429,
    words(
      'Đã nhận quá nhiều đăng ký. Xin thử lại sau một giờ, hoặc liên hệ cơ quan điều hành.',
      'Too many registrations have come in. Please try again in an hour, or write to the coordinator.',
    ),
  )

/** Counts a request of a stranger by its address, before anything is done. @throws Problem 429 */
export const countAddress = strangerLimit(perHour, tooMany)

/** @throws Problem 429 when enough registrations wait for this tax code, or under this address of mail */
export async function countWaiting(
  db: Db,
  { taxCode, email, now }: { readonly taxCode: string; readonly email: string; readonly now: Date },
): Promise<void> {
  const { n } = await db
    .selectFrom('registration')
    .select(({ fn }) => fn.countAll<bigint>().as('n'))
    .where('state', '=', 'filed')
    .where('linkUntil', '>', now)
    .where((or) => or.or([or('taxCode', '=', taxCode), or('email', '=', email)]))
    .executeTakeFirstOrThrow()
  if (Number(n) >= mostWaiting) throw tooMany()
}
