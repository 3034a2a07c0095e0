import { z } from 'zod'
import { adminUnits } from '../agencies/index.ts'
import { flag, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, command, type Rule } from '../platform/operation.ts'
import { conflict } from '../platform/problem.ts'
import { newToken, tokenHash } from '../platform/tokens.ts'
import { registrationFields } from './fields.ts'
import { countAddress, countWaiting } from './limits.ts'
import { linked, linkInput, mayConfirm, screenEnd } from './links.ts'
import { asVouched, useWord } from './organisation.ts'

/*
 * What a stranger does: asks, answers an invitation, shows that an address of mail is theirs. The answer is the same whether the tax code
 * is in the register or not, and whether the address has an account or not.
 */

/** Rule: the unit is one that still exists, or existed. */
const knownUnit: Rule<{ readonly adminUnitId: number }> = {
  of: ['adminUnitId'],
  judge: async ({ adminUnitId }, { db, today }) =>
    (await adminUnits(db, today)).some(({ id }) => id === adminUnitId)
      ? null
      : { field: 'adminUnitId', words: words('Không có địa bàn này.', 'There is no such unit.') },
}

const Filed = z.object({
  id: z.int(),
  /** The secret of the personal link, shown in this answer alone. */
  token: z.string(),
})

/** Files a registration of an enterprise. @throws Problem 429 when too many come from one address, or wait for one tax code or mailbox */
export const fileRegistration = command({
  name: 'registrations.file',
  summary: words('Doanh nghiệp tự đăng ký', 'An enterprise signs itself up'),
  route: 'POST /registrations',
  input: z.object({
    ...registrationFields.input,
    /** What a provider of organisations has said of whoever registers, by its secret. */
    vouched: optionalText(200),
  }),
  output: Filed,
  may: ['public'],
  secret: ['token', 'vouched'],
  rules: [knownUnit, asVouched],
  prepare: countAddress,
  subject: (_input, { id }) => `registration:${id}`,
  async run({ db, now }, { vouched, ...input }) {
    await countWaiting(db, { ...input, now })
    const token = newToken()
    const { id } = await db
      .insertInto('registration')
      .values({
        ...registrationFields.values(input),
        ...{ state: 'filed', createdAt: now, filedAt: now, mailDueAt: now },
        ...{ linkSha256: tokenHash(token), linkUntil: screenEnd(now) },
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await useWord({ db, now }, vouched, { id, taxCode: input.taxCode })
    return { id, token }
  },
})

const settled = () =>
  conflict(
    'registrations.settled',
    words('Đăng ký này đã được gửi hoặc đã xong.', 'This registration is filed already, or settled.'),
  )

/** Answers an invitation: the registration is then filed, and its link another, which whoever invited does not know. */
export const answerInvitation = command({
  name: 'registrations.answer',
  summary: words('Trả lời lời mời đăng ký', 'Answer an invitation to sign up'),
  route: 'PUT /registration-links/{token}',
  input: z.object({
    ...registrationFields.input,
    ...linkInput,
    /** That the association that invited reads the enterprise's records. */
    consents: flag(),
  }),
  output: Filed,
  may: ['public'],
  secret: ['token'],
  rules: [knownUnit],
  prepare: countAddress,
  subject: (_input, { id }) => `registration:${id}`,
  async run({ db, now }, { token: old, consents, ...input }) {
    const invitation = await linked({ db, now }, old, 'locked')
    if (invitation.state !== 'invited') throw settled()
    const token = newToken()
    const reads = invitation.byMail && input.email === invitation.email
    await db
      .updateTable('registration')
      .set({
        ...registrationFields.values(input),
        ...{ state: 'filed', filedAt: now, consents: consents && invitation.agencyId !== null },
        ...{ linkSha256: tokenHash(token), linkUntil: screenEnd(now) },
        ...{ mailSha256: null, mailUntil: null, mailSentAt: null, mailTries: 0, mailError: null },
        ...{ mailDueAt: reads ? null : now, emailConfirmedAt: reads ? now : null },
        version: invitation.version + 1,
      })
      .where('id', '=', invitation.id)
      .execute()
    return { id: invitation.id, token }
  },
})

/** Shows that the address of mail is read by whoever registers: they have opened the link that was sent there. */
export const confirmEmail = command({
  name: 'registrations.confirmEmail',
  summary: words('Xác nhận thư điện tử', 'Confirm an address of mail'),
  route: 'POST /registration-links/{token}/confirmation',
  input: z.object(linkInput),
  output: z.object({ id: z.int() }),
  may: ['public'],
  secret: ['token'],
  prepare: countAddress,
  subject: (_input, { id }) => `registration:${id}`,
  async run({ db, now }: Context, { token }) {
    const registration = await linked({ db, now }, token, 'locked')
    if (registration.emailConfirmedAt !== null) return { id: registration.id }
    if (!mayConfirm(registration)) throw settled()
    await db
      .updateTable('registration')
      .set({ emailConfirmedAt: now, version: registration.version + 1 })
      .where('id', '=', registration.id)
      .execute()
    return { id: registration.id }
  },
})
