import { sql } from 'kysely'
import { z } from 'zod'
import { type HeldRoleKey, heldRoleKeys, signedIn, staff, withAccount } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, day, id, longText, optionalText, several, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { listInput, listOutput, pageOf } from '../platform/list.ts'
import { type Context, command, query, type Rule } from '../platform/operation.ts'
import { conflict, forbidden, notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'

/*
 * Who stands in for whom while somebody is away, from day to day. The deputy holds the absent person's roles on those days (`held_roles`),
 * so the work is on the deputy's list; where acts are held apart a deputy counts as both persons (`persons_of`). It ends by itself.
 */

/** Days that somebody can be away at once. */
const longest = 366

const Account = z.object({ id: z.string(), name: z.string() })

/** An account that can stand in, or be stood in for: of the programme's own people, or of the same enterprise. */
const partners = (db: Db) =>
  db
    .selectFrom('account as a')
    .where('a.disabled', '=', false)
    .where(
      sql<boolean>`EXISTS (SELECT FROM account_role r WHERE r.account_id = a.id AND r.ended_at IS NULL
        AND r.role = ANY (${[...staff.filter((grant) => grant !== 'auditor'), 'officer', 'enterprise', 'enterprise_staff'].map(String)}::text[]))`,
    )

const order: Rule<{ fromDay: string; toDay: string }> = {
  of: ['fromDay', 'toDay'],
  judge: ({ fromDay, toDay }, { today }) => {
    if (toDay < fromDay)
      return {
        field: 'toDay',
        words: words('Ngày cuối phải sau ngày đầu.', 'The last day comes after the first.'),
      }
    if (toDay < today) return { field: 'toDay', words: words('Ngày này đã qua.', 'This day is past.') }
    const days = (Date.parse(toDay) - Date.parse(fromDay)) / 86_400_000
    return days < longest
      ? null
      : { field: 'toDay', words: words('Nhiều nhất một năm một lần.', 'At most a year at once.') }
  },
}

/**
 * Says who stands in for whom. Without `accountId` it is one's own absence; an administrator says it for others.
 */
export const appointDeputy = command({
  name: 'accounts.appointDeputy',
  summary: words('Cử người làm thay', 'Appoint a deputy'),
  route: 'POST /deputies',
  input: z.object({
    accountId: optionalText(100),
    deputyId: text(100),
    fromDay: day(),
    toDay: day(),
    /** Which of the absent person's roles; none: all of them. */
    roles: several(choice(heldRoleKeys)),
    reason: longText(1000),
  }),
  output: z.object({ id: z.int(), accountId: z.string(), deputyId: z.string() }),
  may: [...signedIn.filter((grant) => grant !== 'auditor'), 'admin'],
  proof: 'session',
  rules: [
    order,
    {
      of: ['accountId', 'deputyId'],
      judge: async ({ accountId, deputyId }, { db, actor }) => {
        const absent = accountId ?? actor.userId
        if (absent === deputyId)
          return { field: 'deputyId', words: words('Xin chọn người khác.', 'Please choose somebody else.') }
        const fits = await partners(db)
          .select('a.id')
          .where('a.id', '=', deputyId)
          .where(
            sql<boolean>`(SELECT a.enterprise_id IS NOT DISTINCT FROM o.enterprise_id FROM account o WHERE o.id = ${absent})`,
          )
          .executeTakeFirst()
        if (fits !== undefined) return null
        return {
          field: 'deputyId',
          words: words('Người này không làm thay được.', 'This person cannot stand in.'),
        }
      },
    },
    {
      of: ['accountId', 'roles'],
      judge: async ({ accountId, roles }, { db, actor }) => {
        const held = await rolesHeld(db, accountId ?? actor.userId ?? '')
        return roles.every((role) => held.includes(role))
          ? null
          : {
              field: 'roles',
              words: words('Người vắng không giữ vai trò này.', 'The absent person does not hold this role.'),
            }
      },
    },
  ],
  subject: (_input, output) => `account:${output.accountId}`,
  async run({ db, actor, now }, { accountId, deputyId, fromDay, toDay, roles, reason }) {
    const absent = accountId ?? actor.userId ?? ''
    if (absent !== actor.userId && !actor.grants.has('admin')) {
      throw forbidden(
        words(
          'Chỉ quản trị viên cử người làm thay cho người khác.',
          'Only an administrator appoints a deputy for another.',
        ),
      )
    }
    const own = await db
      .selectFrom('account')
      .select('id')
      .where('id', '=', absent)
      .forUpdate()
      .executeTakeFirst()
    if (own === undefined) throw notFound(words('tài khoản', 'Account'))
    const twice = await db
      .selectFrom('deputy')
      .select('id')
      .where('accountId', '=', absent)
      .where('deputyId', '=', deputyId)
      .where('endedAt', 'is', null)
      .where('fromDay', '<=', toDay)
      .where('toDay', '>=', fromDay)
      .executeTakeFirst()
    if (twice !== undefined) {
      throw conflict(
        'accounts.deputyTwice',
        words(
          'Người này đã được cử làm thay trong những ngày ấy.',
          'This person stands in on these days already.',
        ),
      )
    }
    const { id: deputy } = await db
      .insertInto('deputy')
      .values({
        accountId: absent,
        deputyId,
        fromDay,
        toDay,
        roles: roles.length === 0 ? null : [...roles],
        reason,
        setBy: actor.userId,
        setAt: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    return { id: deputy, accountId: absent, deputyId }
  },
})

async function rolesHeld(db: Db, accountId: string): Promise<HeldRoleKey[]> {
  const rows = await db
    .selectFrom('accountRole')
    .select('role')
    .distinct()
    .where('accountId', '=', accountId)
    .where('endedAt', 'is', null)
    .execute()
  return rows.map(({ role }) => role)
}

/** Ends it before its last day: the absent person is back. */
export const endDeputy = command({
  name: 'accounts.endDeputy',
  summary: words('Thôi làm thay', 'End a deputy'),
  route: 'DELETE /deputies/{id}',
  input: z.object({ id: id() }),
  output: z.object({ id: z.int(), accountId: z.string() }),
  may: [...signedIn.filter((grant) => grant !== 'auditor'), 'admin'],
  proof: 'session',
  subject: (_input, output) => `account:${output.accountId}`,
  async run({ db, actor, now }, { id: deputy }) {
    const row = await db
      .selectFrom('deputy')
      .selectAll()
      .where('id', '=', deputy)
      .forUpdate()
      .executeTakeFirst()
    const theirs =
      row !== undefined &&
      (actor.grants.has('admin') || [row.accountId, row.deputyId].includes(actor.userId ?? ''))
    if (!theirs) throw notFound(words('việc làm thay', 'Deputy'))
    if (row.endedAt !== null)
      throw conflict(
        'accounts.deputyEnded',
        words('Việc làm thay này đã kết thúc.', 'This has ended already.'),
      )
    await db
      .updateTable('deputy')
      .set({ endedAt: now, endedBy: actor.userId })
      .where('id', '=', deputy)
      .execute()
    return { id: deputy, accountId: row.accountId }
  },
})

export const deputyStates = states({
  coming: { vi: 'Sắp tới', en: 'Coming', tone: 'neutral' },
  now: { vi: 'Đang hiệu lực', en: 'Standing in', tone: 'info' },
  past: words('Đã hết', 'Past'),
})

const DeputyRow = z.object({
  id: z.int(),
  absent: Account,
  deputy: Account,
  fromDay: z.iso.date(),
  toDay: z.iso.date(),
  /** Which roles; null: all. */
  roles: z.array(z.enum(heldRoleKeys)).nullable(),
  reason: z.string(),
  by: z.string().nullable(),
  state: deputyStates.schema,
})
export type DeputyRow = z.infer<typeof DeputyRow>

function deputyRows({ db, today }: Pick<Context, 'db' | 'today'>) {
  return db
    .selectFrom('deputy as d')
    .innerJoin('account as a', 'a.id', 'd.accountId')
    .innerJoin('account as s', 's.id', 'd.deputyId')
    .leftJoin('account as b', 'b.id', 'd.setBy')
    .select(['d.id', 'd.accountId', 'a.name as absentName', 'd.deputyId', 's.name as deputyName'])
    .select(['d.fromDay', 'd.toDay', 'd.reason', 'b.name as by'])
    .select(sql<HeldRoleKey[] | null>`d.roles`.as('roles'))
    .select(
      sql<
        (typeof deputyStates.keys)[number]
      >`CASE WHEN d.ended_at IS NOT NULL OR d.to_day < ${today}::date THEN 'past'
        WHEN d.from_day > ${today}::date THEN 'coming' ELSE 'now' END`.as('state'),
    )
}

type Row = Awaited<ReturnType<ReturnType<typeof deputyRows>['execute']>>[number]

const shown = ({ accountId, absentName, deputyId, deputyName, ...row }: Row): DeputyRow => ({
  ...row,
  absent: { id: accountId, name: absentName },
  deputy: { id: deputyId, name: deputyName },
})

/** One's own absences, for whom one stands in, and who could stand in. */
export const myDeputies = query({
  name: 'identity.deputies',
  summary: words('Người làm thay tôi', 'My deputies'),
  route: 'GET /me/deputies',
  input: z.object({}),
  output: z.object({
    rows: z.array(DeputyRow),
    candidates: z.array(Account),
    roles: z.array(z.enum(heldRoleKeys)),
  }),
  may: withAccount,
  proof: 'session',
  async run(context) {
    const { db, actor } = context
    const own = actor.userId ?? ''
    const rows = await deputyRows(context)
      .where((or) => or.or([or('d.accountId', '=', own), or('d.deputyId', '=', own)]))
      .orderBy('d.toDay', 'desc')
      .orderBy('d.id', 'desc')
      .limit(100)
      .execute()
    const candidates = await partners(db)
      .select(['a.id', 'a.name'])
      .where('a.id', '<>', own)
      .where(sql<boolean>`a.enterprise_id IS NOT DISTINCT FROM ${actor.enterpriseId}::integer`)
      .orderBy('a.name')
      .orderBy('a.id')
      .limit(1000)
      .execute()
    return { rows: rows.map(shown), candidates, roles: await rolesHeld(db, own) }
  },
})

/** All absences with who stands in, the latest first. */
export const listDeputies = query({
  name: 'accounts.deputies',
  summary: words('Làm thay khi vắng mặt', 'Deputies for absences'),
  route: 'GET /deputies',
  input: z.object(listInput(['from'])),
  output: listOutput(DeputyRow),
  may: ['admin', 'auditor'],
  proof: 'session',
  async run(context, input) {
    const page = await pageOf(
      deputyRows(context),
      input,
      { from: { column: 'd.fromDay', value: (row) => row.fromDay, direction: 'desc' } },
      'd.id',
    )
    return { ...page, rows: page.rows.map(shown) }
  },
})
