import { z } from 'zod'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import { conflict, Problem } from '../platform/problem.ts'
import { countAddress } from './limits.ts'
import { type Linked, linked, linkInput } from './links.ts'

/* The confirmation of the address, sent again to who asks for it: seldom, and a few times at most. */

/** How often a registration's confirmation is sent again, and how many minutes lie between two. */
export const mostAgain = 3
const quietMinutes = 60

type Asking = Pick<
  Linked,
  'state' | 'emailConfirmedAt' | 'mailAsked' | 'mailAskedAt' | 'mailSentAt' | 'mailDueAt'
>

/** Whether the confirmation may be asked for again at all: the address is not confirmed, no mail is on its way, it was asked seldom. */
export const mayAskAgain = (row: Asking): boolean =>
  row.state === 'filed' &&
  row.emailConfirmedAt === null &&
  row.mailDueAt === null &&
  row.mailAsked < mostAgain

/** Whether it is too early since the last one left. */
export const isTooEarly = ({ mailSentAt, mailAskedAt }: Asking, now: Date): boolean =>
  [mailSentAt, mailAskedAt].some((at) => at !== null && now.getTime() - at.getTime() < quietMinutes * 60_000)

/** Sends the confirmation of the address again, with a new link. @throws Problem 409 when it is not to be confirmed, 429 when too early */
export const askConfirmationAgain = command({
  name: 'registrations.confirmationAgain',
  summary: words('Gửi lại thư xác nhận đăng ký', 'Send the confirmation of a registration again'),
  route: 'POST /registration-links/{token}/mail',
  input: z.object(linkInput),
  output: z.object({ id: z.int() }),
  may: ['public'],
  secret: ['token'],
  prepare: countAddress,
  subject: (_input, { id }) => `registration:${id}`,
  async run({ db, now }, { token }) {
    const registration = await linked({ db, now }, token, 'locked')
    if (!mayAskAgain(registration))
      throw conflict(
        'registrations.noMailAgain',
        words(
          `Thư đang được gửi, đã xác nhận, đăng ký đã xử lý, hoặc đã gửi lại đủ ${mostAgain} lần.`,
          `The mail is on its way, confirmed, the registration is settled, or it was sent again ${mostAgain} times.`,
        ),
      )
    if (isTooEarly(registration, now))
      throw new Problem(
        'registrations.tooEarly',
        429,
        words(
          'Thư vừa được gửi. Xin xem cả hộp thư rác; một giờ sau mới gửi lại được.',
          'The mail was just sent. Look into the junk folder too; it is sent again after an hour.',
        ),
      )
    await db
      .updateTable('registration')
      .set({
        ...{ mailDueAt: now, mailTries: 0, mailError: null },
        ...{ mailAsked: registration.mailAsked + 1, mailAskedAt: now, version: registration.version + 1 },
      })
      .where('id', '=', registration.id)
      .execute()
    return { id: registration.id }
  },
})
