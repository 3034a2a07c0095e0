import { sql } from 'kysely'
import { z } from 'zod'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { choice, longText, optionalText, text } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { conflict, invalidField, notFound } from '../platform/problem.ts'
import { type ControlKey, controlKeys, controls, likelyDoubles } from './rules.ts'

const Control = z.object({
  key: z.enum(controlKeys),
  vi: z.string(),
  en: z.string(),
  /** Null while it holds. */
  relaxed: z.object({ reason: z.string(), by: z.string(), at: z.iso.datetime() }).nullable(),
})
const Account = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  agency: z.string().nullable(),
})

/** The controls with what an installation has relaxed, and, for an administrator, accounts that may be one person. */
export const showControls = query({
  name: 'controls.show',
  summary: words('Các chốt kiểm soát', 'The controls'),
  route: 'GET /controls',
  input: z.object({}),
  output: z.object({
    controls: z.array(Control),
    persons: z.array(z.object({ account: Account, person: Account })),
    likelyDoubles: z.array(z.array(Account)),
  }),
  may: [...staff, 'admin'],
  proof: 'session',
  async run({ db, actor }) {
    const relaxed = await db
      .selectFrom('controlRelaxation as r')
      .leftJoin('account as a', 'a.id', 'r.setBy')
      .select(['r.key', 'r.reason', 'r.setAt', 'a.name'])
      .execute()
    const shown = controlKeys.map((key) => {
      const row = relaxed.find((one) => one.key === key)
      return {
        key,
        ...controls[key],
        relaxed:
          row === undefined
            ? null
            : { reason: row.reason, by: row.name ?? 'nscl', at: row.setAt.toISOString() },
      }
    })
    if (!actor.grants.has('admin') && !actor.grants.has('auditor'))
      return { controls: shown, persons: [], likelyDoubles: [] }
    const accounts = await db
      .selectFrom('account as a')
      .leftJoin('agency as g', 'g.id', 'a.agencyId')
      .leftJoin('accountPerson as p', 'p.accountId', 'a.id')
      .select(['a.id', 'a.name', 'a.email', 'g.name as agency', 'a.agencyId', 'p.personId'])
      .select(sql<string>`fold(a.name)`.as('folded'))
      .where('a.disabled', '=', false)
      .where('a.enterpriseId', 'is', null)
      .orderBy('a.name')
      .orderBy('a.id')
      .execute()
    const byId = new Map(accounts.map((account) => [account.id, account]))
    const out = ({ id, name, email, agency }: (typeof accounts)[number]) => ({ id, name, email, agency })
    return {
      controls: shown,
      persons: accounts.flatMap((account) => {
        const person = account.personId === null ? undefined : byId.get(account.personId)
        return person === undefined ? [] : [{ account: out(account), person: out(person) }]
      }),
      likelyDoubles: likelyDoubles(accounts).map((group) => group.map(out)),
    }
  },
})

const ControlChanged = z.object({ key: z.enum(controlKeys) })

/** Lets one person do both sides of a matter, with the reason. It stands on the page and in the audit trail until it holds again. */
export const relaxControl = command({
  name: 'controls.relax',
  summary: words('Nới một chốt kiểm soát', 'Relax a control'),
  route: 'POST /controls/{key}/relaxation',
  input: z.object({ key: choice(controlKeys), reason: longText(2000) }),
  output: ControlChanged,
  may: ['admin'],
  proof: 'session',
  subject: ({ key }) => `control:${key}`,
  async run({ db, actor, now }, { key, reason }) {
    const row = { key, reason, setBy: actor.userId, setAt: now }
    const made = await db
      .insertInto('controlRelaxation')
      .values(row)
      .onConflict((there) => there.column('key').doNothing())
      .returning('key')
      .executeTakeFirst()
    if (made === undefined) {
      throw conflict(
        'controls.relaxedAlready',
        words('Chốt kiểm soát này đang được nới.', 'This control is relaxed already.'),
      )
    }
    return { key }
  },
})

/** Puts a control into force again. */
export const restoreControl = command({
  name: 'controls.restore',
  summary: words('Áp dụng lại một chốt kiểm soát', 'Put a control into force again'),
  route: 'DELETE /controls/{key}/relaxation',
  input: z.object({ key: choice(controlKeys) }),
  output: ControlChanged,
  may: ['admin'],
  proof: 'session',
  subject: ({ key }) => `control:${key}`,
  async run({ db }, { key }) {
    const gone = await db
      .deleteFrom('controlRelaxation')
      .where('key', '=', key)
      .returning('key')
      .executeTakeFirst()
    if (gone === undefined) throw notFound(words('việc nới chốt kiểm soát', 'Relaxation'))
    return { key: gone.key as ControlKey }
  },
})

/**
 * Says that an account is the same person as another: what one has done keeps the other out. Without `personId` it is a
 * person of its own again.
 */
export const sayPerson = command({
  name: 'controls.sayPerson',
  summary: words('Xác định hai tài khoản là một người', 'Say that two accounts are one person'),
  route: 'PUT /account-persons/{accountId}',
  input: z.object({ accountId: text(100), personId: optionalText(100) }),
  output: z.object({ accountId: z.string(), personId: z.string().nullable() }),
  may: ['admin'],
  proof: 'session',
  rules: [
    {
      of: ['accountId', 'personId'],
      check: async (input, { db }) => {
        if (input.personId !== undefined) await personBehind(db, input.accountId, input.personId)
      },
    },
  ],
  subject: ({ accountId }) => `account:${accountId}`,
  async run({ db }, { accountId, personId }) {
    await db.deleteFrom('accountPerson').where('accountId', '=', accountId).execute()
    if (personId === undefined) return { accountId, personId: null }
    const known = await db
      .selectFrom('account')
      .select('id')
      .where('id', 'in', [accountId, personId])
      .execute()
    if (known.length < 2) throw notFound(words('tài khoản', 'Account'))
    // One account stands for the person; whoever pointed at this one points there too.
    const person = await personBehind(db, accountId, personId)
    await db
      .updateTable('accountPerson')
      .set({ personId: person })
      .where('personId', '=', accountId)
      .execute()
    await db.insertInto('accountPerson').values({ accountId, personId: person }).execute()
    return { accountId, personId: person }
  },
})

/** The account that stands for the person of an account. @throws Problem 422 when it is the first account itself */
async function personBehind(db: Db, accountId: string, personId: string): Promise<string> {
  if (personId === accountId) {
    throw invalidField('personId', words('Xin chọn tài khoản khác.', 'Please choose another account.'))
  }
  const behind = await db
    .selectFrom('accountPerson')
    .select('personId')
    .where('accountId', '=', personId)
    .executeTakeFirst()
  const person = behind?.personId ?? personId
  if (person !== accountId) return person
  throw invalidField(
    'personId',
    words('Hai tài khoản này đã là một người.', 'These two accounts are one person already.'),
  )
}
