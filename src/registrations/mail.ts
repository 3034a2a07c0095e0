import { z } from 'zod'
import { systemActor } from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import { id, optionalText } from '../platform/fields.ts'
import { type Words, words } from '../platform/language.ts'
import { aloneAt, type Mail, type SendMail, withMailServer } from '../platform/mailing.ts'
import { command } from '../platform/operation.ts'
import { markedTitle } from '../platform/sample.ts'
import type { System } from '../platform/system.ts'
import { newToken, tokenHash } from '../platform/tokens.ts'
import { mailEnd } from './links.ts'

/*
 * Mails to whoever registers and has no account yet: to confirm the address, the invitation, what became of it. Each bears a new
 * personal link, of which the database keeps the hash alone.
 */

/** Any number that no other lock of the program has: 'regi' in ASCII. */
const lockKey = 0x72656769

/** Minutes to wait after each failure; after the last it is given up, and the officer sees why. */
const patience = [1, 5, 15, 60, 240, 720]

interface Waiting {
  readonly id: number
  readonly state: 'invited' | 'filed' | 'accepted' | 'refused'
  readonly name: string
  readonly email: string
  readonly reason: string | null
}

const said: Readonly<Record<Waiting['state'], { readonly subject: Words; readonly body: Words }>> = {
  invited: {
    subject: words('Mời tham gia chương trình', 'An invitation to take part'),
    body: words(
      '{name} được mời đăng ký tham gia chương trình nâng cao năng suất, chất lượng của tỉnh. Xin mở đường dẫn sau để đăng ký:',
      '{name} is invited to sign up for the province’s productivity and quality programme. Please open this link to do so:',
    ),
  },
  filed: {
    subject: words('Xin xác nhận thư điện tử', 'Please confirm your address'),
    body: words(
      'Địa chỉ này được ghi khi đăng ký cho {name}. Nếu đúng là bạn đăng ký, xin mở đường dẫn sau và bấm xác nhận; nếu không, xin bỏ qua thư này.',
      'This address was given when {name} was signed up. If it was you, open this link and confirm; if not, ignore this mail.',
    ),
  },
  accepted: {
    subject: words('Đăng ký đã được xác nhận', 'The registration is confirmed'),
    body: words(
      'Cơ quan điều hành đã xác nhận bạn đại diện cho {name}. Xin mở đường dẫn sau để đặt mật khẩu hoặc đăng nhập:',
      'The coordinator has confirmed that you speak for {name}. Please open this link to choose a password or sign in:',
    ),
  },
  refused: {
    subject: words('Đăng ký không được chấp nhận', 'The registration is not accepted'),
    body: words(
      'Đăng ký của {name} không được chấp nhận: {reason}',
      'The registration of {name} is not accepted: {reason}',
    ),
  },
}

/** The mail about a registration, in both languages, since nobody has said theirs yet. Pure. @param link its personal address */
export function registrationMail(of: Omit<Waiting, 'id'>, link: string): Mail {
  const { subject, body } = said[of.state]
  const filled = (text: string) =>
    text.replace(/\{(name|reason)\}/g, (_all, key: 'name' | 'reason') => of[key] ?? '')
  return {
    to: of.email,
    subject: markedTitle(`${subject.vi} / ${subject.en}`),
    text: [filled(body.vi), filled(body.en), link].join('\n\n'),
  }
}

/** Makes the link of a mail that is to leave, and counts the try: what does not leave is tried again, ever more seldom. */
export const beginMail = command({
  name: 'registrations.beginMail',
  summary: words('Chuẩn bị thư cho người đăng ký', 'Prepare a mail to whoever registers'),
  route: 'POST /registrations/{id}/mail',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), token: z.string() }),
  may: ['system'],
  proof: 'session',
  secret: ['token'],
  subject: (input) => `registration:${input.id}`,
  async run({ db, now }, input) {
    const token = newToken()
    const { mailTries } = await db
      .selectFrom('registration')
      .select('mailTries')
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirstOrThrow()
    const wait = patience[mailTries]
    await db
      .updateTable('registration')
      .set({
        ...{ mailSha256: tokenHash(token), mailUntil: mailEnd(now), mailTries: mailTries + 1 },
        mailDueAt: wait === undefined ? null : new Date(now.getTime() + wait * 60_000),
      })
      .where('id', '=', input.id)
      .execute()
    return { id: input.id, token }
  },
})

/** Notes what came of a mail. */
export const noteMail = command({
  name: 'registrations.noteMail',
  summary: words('Ghi kết quả gửi thư cho người đăng ký', 'Note what came of a mail to whoever registers'),
  route: 'PUT /registrations/{id}/mail',
  input: z.object({ id: id(), error: optionalText(300) }),
  output: z.object({ id: z.int() }),
  may: ['system'],
  proof: 'session',
  subject: (input) => `registration:${input.id}`,
  async run({ db, now }, input) {
    await db
      .updateTable('registration')
      .set(
        input.error === undefined
          ? { mailDueAt: null, mailSentAt: now, mailError: null }
          : { mailError: input.error },
      )
      .where('id', '=', input.id)
      .execute()
    return { id: input.id }
  },
})

/** A mail server may be switched on later: what is older than this is no news then. */
const freshHours = 24

/** Sends the mails that wait; none without a mail server, where the officer's confirmation is enough. @returns how many left */
export async function sendRegistrationMails(system: System): Promise<number> {
  const { mail } = system.config
  if (mail === null || system.sample) return 0
  return (await aloneAt(system, lockKey, () => sendDue(system, mail))) ?? 0
}

async function sendDue(system: System, server: NonNullable<System['config']['mail']>): Promise<number> {
  const now = system.now()
  const due = await system.db
    .selectFrom('registration')
    .select(['id', 'state', 'name', 'email', 'reason'])
    .where('mailDueAt', '<=', now)
    .where('mailDueAt', '>', new Date(now.getTime() - freshHours * 3_600_000))
    .orderBy('mailDueAt')
    .limit(200)
    .execute()
  if (due.length === 0) return 0
  return withMailServer(server, async (send) => {
    let left = 0
    for (const one of due) if (await sendOne(system, one, send)) left += 1
    return left
  })
}

async function sendOne(system: System, one: Waiting, send: SendMail): Promise<boolean> {
  const as = { via: 'system' } as const
  // The link works before the mail can be opened.
  const { token } = await execute(system, beginMail, systemActor, { id: one.id }, as)
  const failed = await send(registrationMail(one, `${system.config.publicUrl}/register/${token}`)).then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)).slice(0, 300),
  )
  await execute(system, noteMail, systemActor, { id: one.id, error: failed }, as)
  if (failed !== undefined)
    system.log.warn({ reason: failed, registration: one.id }, 'registration mail not sent')
  return failed === undefined
}
