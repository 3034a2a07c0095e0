import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { type Actor, ownEnterprise } from '../platform/actor.ts'
import { addDays } from '../platform/dates.ts'
import { day, email, id, longText, optionalId, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { localDay } from '../platform/local-day.ts'
import { type Context, command, query, type Rule } from '../platform/operation.ts'
import { oneTimePassword } from '../platform/passwords.ts'
import { conflict, forbidden, notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { endAccess, oneTimeEnd, setPassword } from './access.ts'
import { freeAddress } from './commands.ts'

/*
 * An owner lets staff of the own enterprise in: an account of theirs does what the enterprise does in the program until its last day, and
 * lets nobody else in. The owner ends it before that, or puts its last day off.
 */

/** Days that staff are let in for at once. */
const longest = 366

/** The enterprises whose staff the actor lets in: those that it acts for as their owner. */
export const ownedBy = ({ held }: Pick<Actor, 'held'>): number[] => [
  ...new Set(
    held.flatMap(({ role, enterpriseId }) =>
      role === 'enterprise' && enterpriseId !== null ? [enterpriseId] : [],
    ),
  ),
]

const notOwner = () =>
  forbidden(
    words(
      'Chỉ chủ tài khoản của doanh nghiệp mời và thôi nhân viên.',
      'Only the owner of an enterprise lets its staff in, or no longer.',
    ),
  )

const lastDay: Rule<{ toDay: string }> = {
  of: ['toDay'],
  judge: ({ toDay }, { today }) => {
    if (toDay < today) return { field: 'toDay', words: words('Ngày này đã qua.', 'This day is past.') }
    return toDay < addDays(today, longest)
      ? null
      : { field: 'toDay', words: words('Nhiều nhất một năm một lần.', 'At most a year at once.') }
  },
}

/** Makes an account for somebody of the owner's enterprise, to a last day. The password is shown once. */
export const inviteStaff = command({
  name: 'accounts.inviteStaff',
  summary: words('Mời nhân viên của doanh nghiệp', 'Let staff of the enterprise in'),
  route: 'POST /staff-accounts',
  input: z.object({
    /** Of an owner of several; its first where left out. */
    enterpriseId: optionalId(),
    name: text(100),
    email: email(),
    toDay: day(),
    reason: longText(1000),
  }),
  output: z.object({ id: z.string(), email: z.string(), password: z.string() }),
  may: ['enterprise'],
  proof: 'session',
  secret: ['password'],
  rules: [
    lastDay,
    {
      of: ['enterpriseId'],
      judge: ({ enterpriseId }, { actor }) =>
        enterpriseId === undefined || ownedBy(actor).includes(enterpriseId)
          ? null
          : {
              field: 'enterpriseId',
              words: words('Xin chọn doanh nghiệp của bạn.', 'Please choose an enterprise of yours.'),
            },
    },
    { of: ['email'], check: (input, { db }) => freeAddress(db, input.email) },
  ],
  subject: (_input, output) => `account:${output.id}`,
  async run({ db, actor, now }, { enterpriseId: named, name, email: address, toDay, reason }) {
    const enterpriseId = ownEnterprise(actor, named)
    if (enterpriseId === null || !ownedBy(actor).includes(enterpriseId)) throw notOwner()
    await freeAddress(db, address)
    const accountId = randomUUID()
    const password = oneTimePassword()
    await db
      .insertInto('account')
      .values({
        ...{ id: accountId, name, email: address, role: 'enterprise_staff', admin: false, enterpriseId },
        oneTimeUntil: oneTimeEnd(),
      })
      .execute()
    await db
      .updateTable('accountRole')
      .set({ toDay, reason, setBy: actor.userId, setAt: now })
      .where('accountId', '=', accountId)
      .execute()
    await setPassword(db, accountId, password)
    return { id: accountId, email: address, password }
  },
})

/** A role of staff of an enterprise that the actor owns, locked. @throws Problem 404 for another's, 409 for one that has ended */
async function staffRole({ db, actor }: Context, roleId: number) {
  const owned = ownedBy(actor)
  const row = await db
    .selectFrom('accountRole')
    .select(['id', 'accountId', 'endedAt'])
    .where('id', '=', roleId)
    .where('role', '=', 'enterprise_staff')
    .where('enterpriseId', 'in', owned.length === 0 ? [0] : owned)
    .forUpdate()
    .executeTakeFirst()
  if (row === undefined) throw notFound(words('nhân viên', 'Member of staff'))
  if (row.endedAt !== null)
    throw conflict('accounts.staffEnded', words('Tài khoản này đã thôi.', 'This account has ended already.'))
  return row
}

const Changed = z.object({ id: z.int(), accountId: z.string() })

/** Puts the last day of staff off, or forward. */
export const prolongStaff = command({
  name: 'accounts.prolongStaff',
  summary: words('Đổi ngày hết hạn của nhân viên', 'Move the last day of staff'),
  route: 'PUT /staff-accounts/{id}',
  input: z.object({ id: id(), toDay: day() }),
  output: Changed,
  may: ['enterprise'],
  proof: 'session',
  rules: [lastDay],
  subject: (_input, { accountId }) => `account:${accountId}`,
  async run(context, { id: roleId, toDay }) {
    const { accountId } = await staffRole(context, roleId)
    await context.db.updateTable('accountRole').set({ toDay }).where('id', '=', roleId).execute()
    return { id: roleId, accountId }
  },
})

/** Ends the access of staff now: sessions end, tokens are revoked. */
export const endStaff = command({
  name: 'accounts.endStaff',
  summary: words('Thôi quyền của nhân viên', 'End the access of staff'),
  route: 'DELETE /staff-accounts/{id}',
  input: z.object({ id: id() }),
  output: Changed,
  may: ['enterprise'],
  proof: 'session',
  subject: (_input, { accountId }) => `account:${accountId}`,
  async run(context, { id: roleId }) {
    const { db, actor, now } = context
    const { accountId } = await staffRole(context, roleId)
    await db
      .updateTable('accountRole')
      .set({ endedAt: now, endedBy: actor.userId })
      .where('id', '=', roleId)
      .execute()
    await endAccess(db, [accountId], now)
    return { id: roleId, accountId }
  },
})

export const staffStates = states({
  now: { vi: 'Đang được mời', en: 'Let in', tone: 'info' },
  past: words('Đã hết', 'Past'),
})

const StaffRow = z.object({
  id: z.int(),
  name: z.string(),
  email: z.string(),
  enterprise: z.string(),
  since: z.iso.date(),
  toDay: z.iso.date().nullable(),
  reason: z.string().nullable(),
  state: staffStates.schema,
})
export type StaffRow = z.infer<typeof StaffRow>

/** The staff of the enterprises that the account acts for, those whose access has ended too. */
export const listStaff = query({
  name: 'accounts.staff',
  summary: words('Nhân viên của doanh nghiệp', 'Staff of the enterprise'),
  route: 'GET /staff-accounts',
  input: z.object(listInput(['name'])),
  output: listOutput(StaffRow),
  may: ['enterprise'],
  proof: 'session',
  async run({ db, actor, today }, input) {
    const rows = db
      .selectFrom('accountRole as r')
      .innerJoin('account as a', 'a.id', 'r.accountId')
      .innerJoin('enterprise as e', 'e.id', 'r.enterpriseId')
      .select(['r.id', 'a.name', 'a.email', 'e.name as enterprise', 'r.toDay', 'r.reason'])
      .select(localDay('r.set_at').as('since'))
      .select(
        sql<
          (typeof staffStates.keys)[number]
        >`CASE WHEN r.ended_at IS NOT NULL OR a.disabled OR r.to_day < ${today}::date
          THEN 'past' ELSE 'now' END`.as('state'),
      )
      .where('r.role', '=', 'enterprise_staff')
      .where('r.enterpriseId', 'in', actor.enterpriseIds.length === 0 ? [0] : [...actor.enterpriseIds])
    return pageOf(rows, input, { name: { column: 'a.name', value: (row) => row.name } }, 'r.id')
  },
})
