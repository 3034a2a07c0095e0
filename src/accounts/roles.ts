import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import { type HeldRoleKey, heldRoleKeys, outsideRoles } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import {
  choice,
  day,
  email,
  id,
  longText,
  optionalDay,
  optionalId,
  optionalText,
  text,
} from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { isOpenMatter, matterKinds } from '../platform/matters.ts'
import { type Context, command, type Need, query, type Rule } from '../platform/operation.ts'
import { oneTimePassword } from '../platform/passwords.ts'
import { conflict, notFound } from '../platform/problem.ts'
import { lockAccount, oneTimeEnd, setPassword } from './access.ts'
import { freeAddress } from './commands.ts'

/*
 * The roles that accounts hold: for an agency, an enterprise or one matter, from a day to a day. An account holds several at once and
 * switches nothing: its rights are those of all of them, read anew at each request.
 */

const isOne = (of: readonly string[], role: string) => of.includes(role)
const ofEnterprise = (role: string) => isOne(['enterprise', 'enterprise_staff'], role)
const ofAgency = (role: string) => !ofEnterprise(role) && !isOne(outsideRoles, role) && role !== 'auditor'

interface Given {
  readonly role: HeldRoleKey
  readonly agencyId?: number | undefined
  readonly enterpriseId?: number | undefined
  readonly record?: string | undefined
  readonly recordId?: number | undefined
  readonly fromDay?: string | undefined
  readonly toDay?: string | undefined
}

const daysInOrder: Rule<Pick<Given, 'fromDay' | 'toDay'>> = {
  of: ['fromDay', 'toDay'],
  judge: ({ fromDay, toDay }) =>
    fromDay !== undefined && toDay !== undefined && toDay < fromDay
      ? {
          field: 'toDay',
          words: words('Ngày cuối phải sau ngày đầu.', 'The last day comes after the first.'),
        }
      : null,
}

/** Rule: the matter is open, and people are invited to it in this role. */
const openMatter: Rule<Pick<Given, 'role' | 'record' | 'recordId'>> = {
  of: ['role', 'record', 'recordId'],
  judge: async ({ role, record, recordId }, { db }) => {
    if (!isOne(outsideRoles, role) || record === undefined || recordId === undefined) return null
    if (!(matterKinds.get(record)?.roles.includes(role) ?? false)) {
      return {
        field: 'record',
        words: words(
          'Vai trò này không mời vào hồ sơ loại đó.',
          'Nobody is invited to such a record in this role.',
        ),
      }
    }
    if (await isOpenMatter(db, record, recordId)) return null
    return {
      field: 'recordId',
      words: words('Không có hồ sơ này, hoặc đã xong.', 'There is no such record, or it is settled.'),
    }
  },
}

const needs: Need<Given>[] = [
  {
    field: 'agencyId',
    of: ['role'],
    when: ({ role }) => ofAgency(role),
    said: words('với vai trò của cơ quan', 'for a role of an agency'),
    words: words('Xin chọn cơ quan.', 'Please choose the agency.'),
  },
  {
    field: 'enterpriseId',
    of: ['role'],
    when: ({ role }) => ofEnterprise(role),
    said: words('với vai trò của doanh nghiệp', 'for a role of an enterprise'),
    words: words('Xin chọn doanh nghiệp.', 'Please choose the enterprise.'),
  },
  ...(['record', 'recordId', 'toDay'] as const).map(
    (field): Need<Given> => ({
      field,
      of: ['role'],
      when: ({ role }) => isOne(outsideRoles, role),
      said: words('với người ngoài được mời', 'for people from outside'),
    }),
  ),
]

/** Gives an account a role more. */
export const giveRole = command({
  name: 'accounts.giveRole',
  summary: words('Giao vai trò', 'Give a role'),
  route: 'POST /accounts/{id}/roles',
  input: z.object({
    id: text(60),
    role: choice(heldRoleKeys),
    agencyId: optionalId(),
    enterpriseId: optionalId(),
    record: optionalText(60),
    recordId: optionalId(),
    fromDay: optionalDay(),
    toDay: optionalDay(),
    reason: longText(1000),
  }),
  output: z.object({ id: z.string(), roleId: z.int() }),
  may: ['admin', 'system'],
  proof: 'session',
  needs,
  rules: [
    daysInOrder,
    openMatter,
    {
      of: ['id', 'role'],
      // Who is of an enterprise does not check what it files.
      judge: async ({ id: accountId, role }, { db, today }) => {
        if (isOne(outsideRoles, role)) return null
        const { rows } = await sql<{ mixed: boolean }>`
          SELECT bool_or((enterprise_id IS NOT NULL) <> ${ofEnterprise(role)}) AS mixed FROM held_roles(${today}::date)
           WHERE account_id = ${accountId} AND role <> ALL (${[...outsideRoles]}::text[])`.execute(db)
        if (rows[0]?.mixed !== true) return null
        return {
          field: 'role',
          words: words(
            'Một tài khoản không vừa của cơ quan vừa của doanh nghiệp.',
            'One account is not of an agency and of an enterprise at once.',
          ),
        }
      },
    },
    {
      of: ['enterpriseId'],
      judge: async ({ enterpriseId }, { db }) =>
        enterpriseId === undefined || (await isThere(db, 'enterprise', enterpriseId))
          ? null
          : {
              field: 'enterpriseId',
              words: words('Không có doanh nghiệp này.', 'There is no such enterprise.'),
            },
    },
    {
      of: ['agencyId'],
      judge: async ({ agencyId }, { db }) =>
        agencyId === undefined || (await isThere(db, 'agency', agencyId))
          ? null
          : { field: 'agencyId', words: words('Không có cơ quan này.', 'There is no such agency.') },
    },
  ],
  subject: (input) => `account:${input.id}`,
  async run({ db, actor, now }, input) {
    await lockAccount(db, input.id)
    const { id: roleId } = await insertRole(db, {
      ...input,
      accountId: input.id,
      setBy: actor.userId,
      setAt: now,
    })
    return { id: input.id, roleId }
  },
})

async function isThere(db: Db, table: 'agency' | 'enterprise', wanted: number): Promise<boolean> {
  return (await db.selectFrom(table).select('id').where('id', '=', wanted).executeTakeFirst()) !== undefined
}

/** What a role is for follows from it: the rest of what was filled in is left out. */
async function insertRole(
  db: Db,
  given: Given & { accountId: string; reason: string; setBy: string | null; setAt: Date },
): Promise<{ id: number }> {
  const { role } = given
  const outside = isOne(outsideRoles, role)
  return db
    .insertInto('accountRole')
    .values({
      accountId: given.accountId,
      role,
      agencyId: ofAgency(role) ? (given.agencyId ?? null) : null,
      enterpriseId: ofEnterprise(role) ? (given.enterpriseId ?? null) : null,
      record: outside ? (given.record ?? null) : null,
      recordId: outside ? (given.recordId ?? null) : null,
      fromDay: given.fromDay ?? null,
      toDay: given.toDay ?? null,
      reason: given.reason,
      setBy: given.setBy,
      setAt: given.setAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
}

/** Ends a role now. The last role of the last administrator stays. */
export const endRole = command({
  name: 'accounts.endRole',
  summary: words('Kết thúc vai trò', 'End a role'),
  route: 'DELETE /accounts/{id}/roles/{roleId}',
  input: z.object({ id: text(60), roleId: id() }),
  output: z.object({ id: z.string(), roleId: z.int() }),
  may: ['admin', 'system'],
  proof: 'session',
  subject: (input) => `account:${input.id}`,
  async run({ db, actor, now, today }, { id: accountId, roleId }) {
    // All administrators are locked, so that two of them cannot end each other's roles at once.
    const administrators = await db
      .selectFrom('account')
      .select('id')
      .where((or) => or.or([or('id', '=', accountId), or('admin', '=', true)]))
      .orderBy('id')
      .forUpdate()
      .execute()
    if (!administrators.some((one) => one.id === accountId)) throw notFound(words('tài khoản', 'Account'))
    const ended = await db
      .updateTable('accountRole')
      .set({ endedAt: now, endedBy: actor.userId })
      .where('id', '=', roleId)
      .where('accountId', '=', accountId)
      .where('endedAt', 'is', null)
      .executeTakeFirst()
    if (ended.numUpdatedRows === 0n) throw notFound(words('vai trò', 'Role'))
    const { rows } = await sql`SELECT FROM account a WHERE a.admin AND NOT a.disabled
      AND EXISTS (SELECT FROM held_roles(${today}::date) h WHERE h.account_id = a.id AND h.absent_id IS NULL)`.execute(
      db,
    )
    if (rows.length === 0) {
      throw conflict(
        'accounts.lastAdministrator',
        words(
          'Vai trò cuối cùng của quản trị viên cuối cùng thì giữ lại.',
          'The last role of the last administrator stays.',
        ),
      )
    }
    return { id: accountId, roleId }
  },
})

const RoleRow = z.object({
  id: z.int(),
  role: z.enum(heldRoleKeys),
  agency: z.string().nullable(),
  enterprise: z.string().nullable(),
  matter: z.object({ record: z.string(), recordId: z.int() }).nullable(),
  fromDay: z.iso.date().nullable(),
  toDay: z.iso.date().nullable(),
  /** Whether it gives its rights today. */
  now: z.boolean(),
  endedAt: z.iso.datetime().nullable(),
  reason: z.string().nullable(),
  by: z.string().nullable(),
})
export type RoleRow = z.infer<typeof RoleRow>

async function rolesOf({ db, today }: Pick<Context, 'db' | 'today'>, accountId: string): Promise<RoleRow[]> {
  const rows = await db
    .selectFrom('accountRole as r')
    .leftJoin('agency as g', 'g.id', 'r.agencyId')
    .leftJoin('enterprise as e', 'e.id', 'r.enterpriseId')
    .leftJoin('account as b', 'b.id', 'r.setBy')
    .select(['r.id', 'r.role', 'g.name as agency', 'e.name as enterprise', 'r.record', 'r.recordId'])
    .select(['r.fromDay', 'r.toDay', 'r.endedAt', 'r.reason', 'b.name as by'])
    .where('r.accountId', '=', accountId)
    .orderBy('r.endedAt', (order) => order.desc().nullsFirst())
    .orderBy('r.id')
    .execute()
  return rows.map(({ record, recordId, endedAt, ...row }) => ({
    ...row,
    matter: record === null || recordId === null ? null : { record, recordId },
    now:
      endedAt === null &&
      (row.fromDay === null || row.fromDay <= today) &&
      (row.toDay === null || row.toDay >= today),
    endedAt: endedAt?.toISOString() ?? null,
  }))
}

/** The roles of an account, those that have ended too. */
export const listRoles = query({
  name: 'accounts.roles',
  summary: words('Vai trò của một tài khoản', 'Roles of an account'),
  route: 'GET /accounts/{id}/roles',
  input: z.object({ id: text(60) }),
  output: z.object({ roles: z.array(RoleRow) }),
  may: ['admin', 'auditor', 'system'],
  proof: 'session',
  run: async (context, input) => ({ roles: await rolesOf(context, input.id) }),
})

/** Makes a limited account for somebody from outside: it sees the one matter, and ends with it. */
export const inviteOutsider = command({
  name: 'accounts.invite',
  summary: words('Mời người ngoài vào một việc', 'Invite somebody from outside to one matter'),
  route: 'POST /account-invitations',
  input: z.object({
    name: text(100),
    email: email(),
    role: choice(outsideRoles),
    record: text(60),
    recordId: id(),
    toDay: day(),
    reason: longText(1000),
  }),
  output: z.object({ id: z.string(), email: z.string(), password: z.string() }),
  may: ['admin', 'coordinator'],
  proof: 'session',
  secret: ['password'],
  rules: [
    openMatter,
    {
      of: ['toDay'],
      judge: ({ toDay }, { today }) =>
        toDay < today ? { field: 'toDay', words: words('Ngày này đã qua.', 'This day is past.') } : null,
    },
    { of: ['email'], check: (input, { db }) => freeAddress(db, input.email) },
  ],
  subject: (_input, output) => `account:${output.id}`,
  async run({ db, actor, now }, { name, email: address, role, ...of }) {
    await freeAddress(db, address)
    const accountId = randomUUID()
    const password = oneTimePassword()
    await db
      .insertInto('account')
      .values({ id: accountId, name, email: address, role, admin: false, oneTimeUntil: oneTimeEnd() })
      .execute()
    // The role that it was made with is for the matter alone.
    await db
      .updateTable('accountRole')
      .set({ ...of, setBy: actor.userId, setAt: now })
      .where('accountId', '=', accountId)
      .execute()
    await setPassword(db, accountId, password)
    return { id: accountId, email: address, password }
  },
})
