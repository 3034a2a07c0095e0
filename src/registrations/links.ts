import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { addDays, today } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { notFound } from '../platform/problem.ts'
import { tokenHash } from '../platform/tokens.ts'

/*
 * The personal links of a registration: one that was shown on the screen, one that was mailed. Whoever has one sees the registration,
 * and nobody else does; each ends.
 */

/** Days that a link lives. */
const screenDays = 30
export const mailDays = 7

const after = (now: Date, days: number) => new Date(`${addDays(today(now), days)}T23:59:59+07:00`)
/** Until when a link that is shown or prolonged now can be used. */
export const screenEnd = (now: Date): Date => after(now, screenDays)
export const mailEnd = (now: Date): Date => after(now, mailDays)

/** The secret of a link in the input of an operation. */
export const linkInput = { token: z.string().min(1).max(200) }

interface At {
  readonly db: Db
  readonly now: Date
}

/** The registration of a link; undefined for a link that there is not, or whose time is over. */
export async function findLinked({ db, now }: At, token: string, locked: 'locked' | 'read') {
  const hash = tokenHash(token)
  const rows = db
    .selectFrom('registration')
    .selectAll()
    .where((or) =>
      or.or([
        or.and([or('linkSha256', '=', hash), or('linkUntil', '>', now)]),
        or.and([or('mailSha256', '=', hash), or('mailUntil', '>', now)]),
      ]),
    )
  const row = await (locked === 'locked' ? rows.forUpdate() : rows).executeTakeFirst()
  return row === undefined ? undefined : { ...row, byMail: row.mailSha256 === hash }
}

/** The same. @throws Problem 404 where there is none */
export async function linked(at: At, token: string, locked: 'locked' | 'read') {
  const row = await findLinked(at, token, locked)
  if (row !== undefined) return row
  throw notFound(words('đăng ký này, hoặc đường dẫn đã hết hạn', 'This registration, or its link has ended'))
}

export type Linked = Awaited<ReturnType<typeof linked>>

/**
 * Whether whoever has the link may choose the password of the account that was made: once, and by the mailed link alone where the
 * address was confirmed by mail, since the other may be in a stranger's hand.
 */
export const mayEnter = ({ state, accountMade, enteredAt, byMail, emailConfirmedAt }: Linked): boolean =>
  state === 'accepted' && accountMade && enteredAt === null && (byMail || emailConfirmedAt === null)

/** Whether opening it confirms the address of mail. */
export const mayConfirm = ({ state, byMail, emailConfirmedAt }: Linked): boolean =>
  state === 'filed' && byMail && emailConfirmedAt === null
