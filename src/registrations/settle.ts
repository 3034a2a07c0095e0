import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { chosenPasswordProblem, setPassword } from '../accounts/index.ts'
import { registerEnterprise, taxCode } from '../enterprises/index.ts'
import { actsFor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { email, id, longText, optionalId, text, whole } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import { conflict, notFound, staleRecord } from '../platform/problem.ts'
import { newToken, tokenHash } from '../platform/tokens.ts'
import { countAddress } from './limits.ts'
import { findLinked, linked, linkInput, mayEnter, screenEnd } from './links.ts'

/* What the office does with a registration, and how the account that comes of it is entered. */

/** Invites an enterprise: the link goes by mail where there is a mail server, and is handed over by whoever invites where there is none. */
export const inviteEnterprise = command({
  name: 'registrations.invite',
  summary: words('Mời doanh nghiệp đăng ký', 'Invite an enterprise to sign up'),
  route: 'POST /registration-invitations',
  input: z.object({ taxCode: taxCode(), name: text(300), email: email() }),
  output: z.object({ id: z.int(), token: z.string() }),
  may: ['coordinator', 'association', 'agency'],
  secret: ['token'],
  subject: (_input, output) => `registration:${output.id}`,
  async run({ db, actor, now }, input) {
    const token = newToken()
    const row = await db
      .insertInto('registration')
      .values({
        ...input,
        ...{ state: 'invited', createdAt: now, mailDueAt: now, invitedBy: actor.userId },
        ...{ linkSha256: tokenHash(token), linkUntil: screenEnd(now) },
        agencyId: actor.grants.has('coordinator') ? null : actor.agencyId,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: row.id, token }
  },
})

/** Hours between two mails of one invitation. */
const quietHours = 24

/** Makes a new link of an invitation that nobody has answered, and mails it again, at most once a day; the link before it ends. */
export const inviteAgain = command({
  name: 'registrations.inviteAgain',
  summary: words('Gửi lại lời mời đăng ký', 'Send an invitation again'),
  route: 'POST /registrations/{id}/invitation',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), token: z.string() }),
  may: ['coordinator', 'association', 'agency'],
  secret: ['token'],
  subject: (input) => `registration:${input.id}`,
  async run({ db, actor, now }, input) {
    const row = await db
      .selectFrom('registration')
      .select(['id', 'state', 'agencyId', 'mailSentAt', 'version'])
      .where('id', '=', input.id)
      .forUpdate()
      .executeTakeFirst()
    if (row === undefined || !(actor.grants.has('coordinator') || actsFor(actor, row.agencyId)))
      throw notFound(words('đăng ký', 'Registration'))
    if (row.state !== 'invited')
      throw conflict(
        'registrations.answered',
        words('Doanh nghiệp đã trả lời lời mời.', 'The enterprise has answered the invitation.'),
      )
    const isQuiet =
      row.mailSentAt === null || now.getTime() - row.mailSentAt.getTime() >= quietHours * 3_600_000
    const token = newToken()
    await db
      .updateTable('registration')
      .set({
        ...{ linkSha256: tokenHash(token), linkUntil: screenEnd(now), version: row.version + 1 },
        ...(isQuiet ? { mailDueAt: now, mailTries: 0, mailError: null } : {}),
      })
      .where('id', '=', row.id)
      .execute()
    return { id: row.id, token }
  },
})

const Settled = z.object({ id: z.int(), version: z.int() })

async function lockFiled({ db }: Pick<Context, 'db'>, wanted: number, version: number) {
  const row = await db
    .selectFrom('registration')
    .selectAll()
    .where('id', '=', wanted)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('đăng ký', 'Registration'))
  if (row.version !== version) throw staleRecord()
  if (row.state === 'accepted' || row.state === 'refused')
    throw conflict(
      'registrations.settled',
      words('Đăng ký này đã được xử lý.', 'This registration is settled already.'),
    )
  return row
}

/** Whether a confirmation was sent and nobody has opened it: the address may be a stranger's. */
export const awaitsEmail = (row: { mailSentAt: Date | null; emailConfirmedAt: Date | null }): boolean =>
  row.mailSentAt !== null && row.emailConfirmedAt === null

/**
 * The officer confirms who speaks for the enterprise. One that is not in the register comes into it; one that is gets a further owner.
 * The account is made, or that of an owner of other enterprises gets this one too.
 */
export const acceptRegistration = command({
  name: 'registrations.accept',
  summary: words('Xác nhận người đại diện đăng ký', 'Confirm who speaks for an enterprise'),
  route: 'POST /registrations/{id}/acceptance',
  input: z.object({
    id: id(),
    version: whole(1),
    /** What was seen of who speaks for the enterprise. */
    evidence: longText(1000),
    fileId: optionalId(),
  }),
  output: Settled.extend({ enterpriseId: z.int() }),
  may: ['coordinator'],
  subject: (input) => `registration:${input.id}`,
  async run(context, input) {
    const { db, actor, now } = context
    const registration = await lockFiled(context, input.id, input.version)
    const { address, adminUnitId, sectorGroup, person } = registration
    if (registration.state !== 'filed' || address === null || adminUnitId === null || sectorGroup === null)
      throw conflict(
        'registrations.invited',
        words('Doanh nghiệp chưa trả lời lời mời.', 'The enterprise has not answered the invitation.'),
      )
    if (awaitsEmail(registration))
      throw conflict(
        'registrations.unconfirmed',
        words(
          'Thư xác nhận đã gửi nhưng người đăng ký chưa mở: chưa biết địa chỉ thư có đúng là của họ không.',
          'The confirmation was sent and is not opened yet: the address may not be theirs.',
        ),
      )
    if (input.fileId !== undefined) await evidence(context, input.fileId)
    const enterpriseId = await enterpriseFor(context, { ...registration, address, adminUnitId, sectorGroup })
    const account = await accountFor(context, {
      email: registration.email,
      name: person ?? registration.name,
      enterpriseId,
      reason: input.evidence,
    })
    const version = registration.version + 1
    await db
      .updateTable('registration')
      .set({
        ...{
          state: 'accepted',
          evidence: input.evidence,
          fileId: input.fileId ?? null,
          enterpriseId,
          version,
        },
        ...{ accountId: account.id, accountMade: account.made, settledAt: now, settledBy: actor.userId },
        ...{ mailDueAt: now, mailTries: 0, mailError: null, linkUntil: screenEnd(now) },
      })
      .where('id', '=', registration.id)
      .execute()
    return { id: registration.id, version, enterpriseId }
  },
})

/** The enterprise of the tax code; registered with what the registration says when it is new. @returns its id */
async function enterpriseFor(
  context: Context,
  of: Omit<Parameters<typeof registerEnterprise.run>[1], 'phone'> & { readonly phone: string | null },
): Promise<number> {
  const there = await context.db
    .selectFrom('enterprise')
    .select(['id', 'mergedInto'])
    .where('taxCode', '=', of.taxCode)
    .executeTakeFirst()
  if (there !== undefined) return there.mergedInto ?? there.id
  const { taxCode: code, name, address, adminUnitId, sectorGroup, email: mail, phone } = of
  const input = {
    ...{ taxCode: code, name, address, adminUnitId, sectorGroup },
    ...{ email: mail, phone: phone ?? undefined },
  }
  return (await registerEnterprise.run(context, input, undefined)).id
}

interface Owner {
  readonly email: string
  readonly name: string
  readonly enterpriseId: number
  readonly reason: string
}

/** The account that speaks for the enterprise from now on. @throws Problem 409 when the address is that of another kind of account */
async function accountFor(
  { db, actor, now }: Context,
  owner: Owner,
): Promise<{ readonly id: string; readonly made: boolean }> {
  const { email: address, name, enterpriseId, reason } = owner
  const there = await db
    .selectFrom('account')
    .select(['id', 'role', 'disabled'])
    .where('email', '=', address)
    .forUpdate()
    .executeTakeFirst()
  if (there === undefined) {
    const accountId = randomUUID()
    await db
      .insertInto('account')
      .values({ id: accountId, name, email: address, role: 'enterprise', admin: false, enterpriseId })
      .execute()
    await db
      .updateTable('accountRole')
      .set({ reason, setBy: actor.userId, setAt: now })
      .where('accountId', '=', accountId)
      .execute()
    return { id: accountId, made: true }
  }
  if (there.role !== 'enterprise' || there.disabled)
    throw conflict(
      'registrations.otherAccount',
      words(
        'Địa chỉ thư này là của một tài khoản khác (cơ quan, nhân viên, hoặc đã khóa). Xin không chấp nhận và đề nghị đăng ký bằng địa chỉ khác.',
        'This address is that of another account (of an agency, of staff, or closed). Refuse, and ask for another address.',
      ),
    )
  if (await ownsAlready(db, there.id, enterpriseId))
    throw conflict(
      'registrations.owner',
      words('Tài khoản này đã đại diện cho doanh nghiệp.', 'This account speaks for the enterprise already.'),
    )
  await db
    .insertInto('accountRole')
    .values({
      accountId: there.id,
      role: 'enterprise',
      enterpriseId,
      reason,
      setBy: actor.userId,
      setAt: now,
    })
    .execute()
  return { id: there.id, made: false }
}

async function ownsAlready(db: Db, accountId: string, enterpriseId: number): Promise<boolean> {
  const role = await db
    .selectFrom('accountRole')
    .select('id')
    .where('accountId', '=', accountId)
    .where('role', '=', 'enterprise')
    .where('enterpriseId', '=', enterpriseId)
    .where('endedAt', 'is', null)
    .executeTakeFirst()
  return role !== undefined
}

/** Refuses a registration, or takes an invitation back; the reason is told to whoever registered. */
export const refuseRegistration = command({
  name: 'registrations.refuse',
  summary: words('Từ chối đăng ký', 'Refuse a registration'),
  route: 'POST /registrations/{id}/refusal',
  input: z.object({ id: id(), version: whole(1), reason: longText(1000) }),
  output: Settled,
  may: ['coordinator'],
  subject: (input) => `registration:${input.id}`,
  async run(context, input) {
    const { db, actor, now } = context
    const registration = await lockFiled(context, input.id, input.version)
    const version = registration.version + 1
    await db
      .updateTable('registration')
      .set({
        ...{ state: 'refused', reason: input.reason, settledAt: now, settledBy: actor.userId, version },
        ...{ mailDueAt: now, mailTries: 0, mailError: null, linkUntil: screenEnd(now) },
      })
      .where('id', '=', registration.id)
      .execute()
    return { id: registration.id, version }
  },
})

/** Chooses the password of the account that was made for a registration, once. */
export const enterRegistration = command({
  name: 'registrations.enter',
  summary: words('Đặt mật khẩu sau khi đăng ký', 'Choose the password after signing up'),
  route: 'POST /registration-links/{token}/password',
  input: z.object({ ...linkInput, password: z.string().max(200), repeat: z.string().max(200) }),
  output: z.object({ id: z.int(), email: z.string() }),
  may: ['public'],
  proof: 'session',
  secret: ['token', 'password', 'repeat'],
  prepare: countAddress,
  rules: [
    {
      of: ['token', 'password'],
      judge: async ({ token, password }, at) => {
        const { email: address = '', person = null } = (await findLinked(at, token, 'read')) ?? {}
        const problem = await chosenPasswordProblem(password, { email: address, name: person ?? '' })
        return problem === null ? null : { field: 'password', words: problem }
      },
    },
    {
      of: ['password', 'repeat'],
      judge: ({ password, repeat }) =>
        password === repeat
          ? null
          : {
              field: 'repeat',
              words: words('Hai lần nhập mật khẩu không giống nhau.', 'The two entries differ.'),
            },
    },
  ],
  subject: (_input, output) => `registration:${output.id}`,
  async run({ db, now }, { token, password }) {
    const registration = await linked({ db, now }, token, 'locked')
    const { id: wanted, accountId, email: address, version } = registration
    if (!mayEnter(registration) || accountId === null)
      throw conflict(
        'registrations.entered',
        words(
          'Không đặt mật khẩu bằng đường dẫn này được: chưa xác nhận, đã đặt rồi, hoặc phải dùng đường dẫn trong thư.',
          'No password is chosen by this link: not confirmed, chosen already, or by the mailed link alone.',
        ),
      )
    await setPassword(db, accountId, password)
    await db
      .updateTable('account')
      .set({ mustChangePassword: false, updatedAt: now })
      .where('id', '=', accountId)
      .execute()
    await db
      .updateTable('registration')
      .set({ enteredAt: now, version: version + 1 })
      .where('id', '=', wanted)
      .execute()
    return { id: wanted, email: address }
  },
})
