import { z } from 'zod'
import { taxCode } from '../enterprises/index.ts'
import type { Db } from '../platform/database.ts'
import { text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, type Rule } from '../platform/operation.ts'
import { newToken, tokenHash } from '../platform/tokens.ts'

/*
 * The word of a provider of organisations: that whoever registers stands for a tax code. It is told to the officer beside the
 * registration; who speaks for the enterprise is confirmed by the officer all the same.
 */

/** Minutes in which a form with the provider's word is sent. */
const wordMinutes = 60

/** Keeps what the provider said, for the form that follows. */
export const keepWord = command({
  name: 'registrations.keepWord',
  summary: words(
    'Ghi lời xác nhận của nhà cung cấp tài khoản tổ chức',
    'Keep the word of the provider of organisations',
  ),
  route: 'POST /organisation-words',
  input: z.object({ issuer: text(300), subject: text(300), taxCode: taxCode() }),
  output: z.object({ id: z.int(), token: z.string() }),
  may: ['system'],
  proof: 'session',
  secret: ['token'],
  subject: (_input, { id }) => `organisation_word:${id}`,
  async run({ db, now }, input) {
    // those that nobody used are of no use to anybody
    await db
      .deleteFrom('organisationWord')
      .where('registrationId', 'is', null)
      .where('toldAt', '<', new Date(now.getTime() - 2 * wordMinutes * 60_000))
      .execute()
    const token = newToken()
    const { id } = await db
      .insertInto('organisationWord')
      .values({ ...input, tokenSha256: tokenHash(token), toldAt: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id, token }
  },
})

interface At {
  readonly db: Db
  readonly now: Date
}

const findWord = ({ db, now }: At, token: string) =>
  db
    .selectFrom('organisationWord')
    .select(['id', 'taxCode'])
    .where('tokenSha256', '=', tokenHash(token))
    .where('registrationId', 'is', null)
    .where('toldAt', '>', new Date(now.getTime() - wordMinutes * 60_000))
    .executeTakeFirst()

/** Rule: a registration with the provider's word is of the tax code that it named, in time, once. */
export const asVouched: Rule<{ readonly taxCode: string; readonly vouched?: string | undefined }> = {
  of: ['taxCode', 'vouched'],
  judge: async ({ taxCode: typed, vouched }, context) => {
    if (vouched === undefined) return null
    const word = await findWord(context, vouched)
    if (word === undefined)
      return {
        field: 'taxCode',
        words: words(
          'Lời xác nhận của nhà cung cấp tài khoản tổ chức đã hết hạn hoặc đã dùng. Xin đăng nhập lại ở đó, hoặc đăng ký không kèm.',
          'The word of the provider of organisations has ended or was used. Sign in there again, or sign up without it.',
        ),
      }
    return word.taxCode === typed
      ? null
      : {
          field: 'taxCode',
          words: words(
            `Nhà cung cấp cho biết bạn đại diện mã số thuế ${word.taxCode}.`,
            `The provider says that you speak for tax code ${word.taxCode}.`,
          ),
        }
  },
}

/** Ties the provider's word to the registration that it came with. */
export async function useWord(
  at: At,
  vouched: string | undefined,
  registration: { readonly id: number; readonly taxCode: string },
): Promise<void> {
  const word = vouched === undefined ? undefined : await findWord(at, vouched)
  if (word === undefined || word.taxCode !== registration.taxCode) return
  await at.db
    .updateTable('organisationWord')
    .set({ registrationId: registration.id })
    .where('id', '=', word.id)
    .where('registrationId', 'is', null)
    .execute()
}

/** What a provider said of whoever registered. */
export async function wordOf(db: Db, registrationId: number) {
  const word = await db
    .selectFrom('organisationWord')
    .select(['issuer', 'taxCode', 'toldAt'])
    .where('registrationId', '=', registrationId)
    .executeTakeFirst()
  return word === undefined ? null : { ...word, toldAt: word.toldAt.toISOString() }
}
