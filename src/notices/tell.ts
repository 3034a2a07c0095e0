import { sql } from 'kysely'
import type { Role } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { addDays, today } from '../platform/dates.ts'
import { toJson } from '../platform/json.ts'
import { type Language, type Words, words } from '../platform/language.ts'
import { type NoticeKind, type NoticeValue, type NoticeWay, wayOf } from './kinds.ts'

/** Whom a notice is for: all accounts of these together, less the one that acts. */
export interface Recipients {
  readonly enterpriseId?: number | null
  readonly agencyIds?: readonly number[]
  readonly roles?: readonly Role[]
  readonly accountIds?: readonly (string | null)[]
}

export interface Telling<Field extends string> {
  readonly to: Recipients
  /** What happened, so that nobody is told of it twice: `17:returned:3`. */
  readonly occurrence: string
  readonly values: Readonly<Record<Field, NoticeValue>>
  readonly href: string
}

/** The hour of the day, at Asia/Ho_Chi_Minh, at which the daily mail leaves. */
const digestHour = 7

/** When the next daily mail leaves. */
export function nextDigest(now: Date): Date {
  const day = today(now)
  const at = (of: string) => new Date(`${of}T${String(digestHour).padStart(2, '0')}:00:00+07:00`)
  return at(day) > now ? at(day) : at(addDays(day, 1))
}

interface Teller {
  readonly db: Db
  readonly now: Date
  readonly actor?: { readonly userId: string | null }
}

/** A notice of one account. */
interface Told {
  readonly id: string
  readonly way: NoticeWay
  readonly values: Readonly<Record<string, NoticeValue>>
  readonly href: string
}

/**
 * Tells accounts something, in the transaction of the command that it comes of: the notice, and its way out as each account wishes.
 * @param context.actor who acts is not told of the own act; left out for what somebody must know of themselves
 * @returns how many accounts were told
 */
export async function tell<Field extends string>(
  context: Teller,
  kind: NoticeKind<Field>,
  { to, occurrence, values, href }: Telling<Field>,
): Promise<number> {
  const accounts = await wishing(context, to, kind)
  const told = accounts.map((account) => ({ ...account, values, href }))
  return write(context, kind, { occurrence, told })
}

/** One of several things that are told together. */
export interface Thing<Field extends string> {
  /** What happened, so that nobody is told of it twice: `17:2026-06-30:90`. */
  readonly occurrence: string
  /** Its line in the notice. */
  readonly line: Words
  readonly values: Readonly<Record<Field, NoticeValue>>
}

/** The lines of a notice about several things; the rest is counted. */
const most = 40

/** The values of a notice about several things, beside those of each: how many they are, and a line for each. */
export const togetherFields = {
  count: words('Số lượng', 'Quantity'),
  list: words('Danh sách', 'List'),
}

/**
 * Tells accounts of several things in one notice a day: each account of what it was not told yet. What comes up on a day on which it
 * was told already waits for the next. For what a job looks for, in a transaction of its own.
 * @param of.day the day, ISO
 * @returns how many accounts were told
 */
export async function tellTogether<Field extends string>(
  context: Teller,
  kind: NoticeKind<Field>,
  of: {
    readonly to: Recipients
    readonly day: string
    readonly things: readonly Thing<Exclude<Field, keyof typeof togetherFields>>[]
    readonly href: string
  },
): Promise<number> {
  const { things, href, day } = of
  if (things.length === 0) return 0
  const accounts = await wishing(context, of.to, kind)
  return writeTogether(context, kind, {
    day,
    of: accounts.map((account) => ({ ...account, things })),
    hrefOf: () => href,
  })
}

/** A thing of an enterprise, of which its own accounts are told. */
export interface OwnThing<Field extends string> extends Thing<Field> {
  readonly enterpriseId: number
}

/**
 * The same for the accounts of many enterprises at once, each of what is its own: as many questions to the database for a thousand
 * enterprises as for one.
 */
export async function tellOwners<Field extends string>(
  context: Teller,
  kind: NoticeKind<Field>,
  of: {
    readonly day: string
    readonly things: readonly OwnThing<Exclude<Field, keyof typeof togetherFields>>[]
    readonly hrefOf: (things: readonly OwnThing<Exclude<Field, keyof typeof togetherFields>>[]) => string
  },
): Promise<number> {
  const byEnterprise = Map.groupBy(of.things, ({ enterpriseId }) => enterpriseId)
  if (byEnterprise.size === 0) return 0
  const { rows } = await sql<{ id: string; wish: string | null; enterpriseId: number }>`
    SELECT DISTINCT a.id, w.way AS wish, h.enterprise_id
      FROM held_roles(${today(context.now)}::date) h JOIN account a ON a.id = h.account_id AND NOT a.disabled
      LEFT JOIN notice_wish w ON w.account_id = a.id AND w.kind = ${kind.key}
     WHERE h.enterprise_id = ANY (${[...byEnterprise.keys()]}::int[])
       AND (h.acts_as = ANY (${kind.for}::text[]) OR h.role = ANY (${kind.for}::text[]))
     ORDER BY a.id, h.enterprise_id`.execute(context.db)
  const owners = [...Map.groupBy(rows, ({ id }) => id)].map(([id, own]) => ({
    id,
    way: wayOf(kind, own[0]?.wish ?? undefined),
    things: own.flatMap(({ enterpriseId }) => byEnterprise.get(enterpriseId) ?? []),
  }))
  const open = owners.filter(({ way }) => way !== 'off')
  return writeTogether(context, kind, { day: of.day, of: open, hrefOf: of.hrefOf })
}

/** Writes a day's notice for each of these accounts that has not had one, about what is news to it. @returns how many were told */
async function writeTogether<T extends Thing<string>>(
  context: Teller,
  kind: NoticeKind,
  {
    day,
    of,
    hrefOf,
  }: {
    readonly day: string
    readonly of: readonly { readonly id: string; readonly way: NoticeWay; readonly things: readonly T[] }[]
    readonly hrefOf: (things: readonly T[]) => string
  },
): Promise<number> {
  const { db } = context
  const told = await db
    .selectFrom('notice')
    .select('accountId')
    .where('kind', '=', kind.key)
    .where('occurrence', '=', day)
    .execute()
  const done = new Set(told.map(({ accountId }) => accountId))
  const open = of.filter(({ id }) => !done.has(id))
  const written = open.length === 0 ? [] : await remember(db, kind.key, open)
  const byAccount = Map.groupBy(written, ({ accountId }) => accountId)
  const rows = open.flatMap(({ id, way, things }): Told[] => {
    const named = new Set(byAccount.get(id)?.map(({ occurrence }) => occurrence))
    const news = things.filter(({ occurrence }) => named.has(occurrence))
    return news.length === 0 ? [] : [{ id, way, values: together(news), href: hrefOf(news) }]
  })
  return write(context, kind, { occurrence: day, told: rows })
}

/** Notes that accounts are told of things. @returns those that are news to them */
async function remember(
  db: Db,
  kind: string,
  accounts: readonly { readonly id: string; readonly things: readonly { readonly occurrence: string }[] }[],
) {
  const pairs = accounts.flatMap(({ id, things }) => things.map(({ occurrence }) => ({ id, occurrence })))
  const { rows } = await sql<{ accountId: string; occurrence: string }>`
    INSERT INTO notice_thing (account_id, kind, occurrence)
    SELECT t.id, ${kind}, t.occurrence
      FROM unnest(${pairs.map(({ id }) => id)}::text[], ${pairs.map(({ occurrence }) => occurrence)}::text[]) AS t(id, occurrence)
    ON CONFLICT DO NOTHING RETURNING account_id, occurrence`.execute(db)
  return rows
}

/** The values of several things as one notice names them. Pure. */
export function together<Field extends string>(
  things: readonly Thing<Field>[],
): Readonly<Record<string, NoticeValue>> {
  const joined = (values: readonly NoticeValue[], between: string): Words => {
    const of = (language: Language) =>
      [...new Set(values.map((value) => (typeof value === 'string' ? value : value[language])))].join(between)
    return { vi: of('vi'), en: of('en') }
  }
  const shown = things.slice(0, most)
  const rest = things.length - shown.length
  const lines = shown.map(({ line }) => words(`- ${line.vi}`, `- ${line.en}`))
  const names = Object.keys(things[0]?.values ?? {}) as Field[]
  return {
    ...Object.fromEntries(
      names.map((name) => [
        name,
        joined(
          shown.map(({ values }) => values[name]),
          ', ',
        ),
      ]),
    ),
    count: String(things.length),
    list: joined(rest === 0 ? lines : [...lines, words(`- và ${rest} mục nữa`, `- and ${rest} more`)], '\n'),
  }
}

/** The accounts to be told that did not switch the kind off. */
async function wishing({ db, actor, now }: Teller, to: Recipients, kind: NoticeKind) {
  const accounts = await accountsOf(db, to, { acting: actor?.userId ?? null, kind, day: today(now) })
  return accounts
    .map(({ id, wish }) => ({ id, way: wayOf(kind, wish ?? undefined) }))
    .filter(({ way }) => way !== 'off')
}

/** Writes notices with their way out. @returns how many are news */
async function write(
  { db, now }: Teller,
  kind: NoticeKind,
  notice: { readonly occurrence: string; readonly told: readonly Told[] },
): Promise<number> {
  const { occurrence, told } = notice
  if (told.length === 0) return 0
  const written = await db
    .insertInto('notice')
    .values(
      told.map(({ id, values, href }) => ({
        accountId: id,
        kind: kind.key,
        occurrence,
        parameters: toJson(values),
        href,
        at: now,
      })),
    )
    .onConflict((there) => there.columns(['accountId', 'kind', 'occurrence']).doNothing())
    .returning(['id', 'accountId'])
    .execute()
  if (written.length === 0) return 0
  const ways = new Map(told.map(({ id, way }) => [id, way]))
  const mailed = written.flatMap(({ id, accountId }) => {
    const way = ways.get(accountId)
    if (way !== 'mail' && way !== 'digest') return []
    return [{ noticeId: id, channel: way, nextAt: way === 'mail' ? now : nextDigest(now) }]
  })
  if (mailed.length > 0) await db.insertInto('noticeDelivery').values(mailed).execute()
  return written.length
}

/** The accounts named, of those that the kind is for. */
async function accountsOf(
  db: Db,
  to: Recipients,
  { acting, kind, day }: { acting: string | null; kind: NoticeKind; day: string },
) {
  const { enterpriseId = null, agencyIds = [], roles = [], accountIds = [] } = to
  const { rows } = await sql<{ id: string; wish: string | null }>`
    SELECT a.id, w.way AS wish FROM account a
      LEFT JOIN notice_wish w ON w.account_id = a.id AND w.kind = ${kind.key}
     WHERE NOT a.disabled AND a.id IS DISTINCT FROM ${acting}
       AND (a.admin AND 'admin' = ANY (${kind.for}::text[]) OR EXISTS (SELECT FROM held_roles(${day}::date) h
         WHERE h.account_id = a.id AND (h.acts_as = ANY (${kind.for}::text[]) OR h.role = ANY (${kind.for}::text[]))))
       AND (a.id = ANY (${accountIds.filter((id) => id !== null)}::text[])
         OR a.id IN (SELECT account_id FROM held_roles(${day}::date)
           WHERE enterprise_id = ${enterpriseId} OR (agency_id = ANY (${agencyIds}::int[]) AND acts_as IS NOT NULL)
             OR acts_as = ANY (${roles}::text[]) OR role = ANY (${roles}::text[])))
     ORDER BY a.id`.execute(db)
  return rows
}
