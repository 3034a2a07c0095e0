import { type RawBuilder, sql } from 'kysely'
import { type Holidays, readHolidays, workingDayTable } from '../calendar/index.ts'
import { holds, mayRun } from '../platform/actor.ts'
import { addDays } from '../platform/dates.ts'
import type { Words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import type { WorkKind, WorkRows } from '../platform/work.ts'
import { ableBy } from './able.ts'
import { isCharged, workKinds } from './kinds.ts'
import { type Standing, standingOf } from './standing.ts'

/*
 * All that waits for an account, as one SELECT over the kinds of work that its role may do: what each kind declares, narrowed to
 * whose it is, who is kept out and who is in charge, and its last day in time.
 */

/**
 * What is listed: `open`, the account's own and what nobody is in charge of; `mine`, what it is in charge of; `nobody`, what nobody is
 * in charge of; `agency`, colleagues' too.
 */
export const whoseKeys = ['open', 'mine', 'nobody', 'agency'] as const
export type Whose = (typeof whoseKeys)[number]

/** How far back and ahead the calendar is laid out for the database, in days: older work counts from its beginning. */
const backDays = 3650
const aheadDays = 500

/** A kind with its rows and the conditions that make a row this account's. */
export interface Narrowed {
  readonly kind: WorkKind
  readonly rows: WorkRows
  readonly where: RawBuilder<unknown>
  /** The condition on who is in charge, with the officer `w` (account `o`); null: it does not matter. */
  readonly charge: RawBuilder<unknown> | null
}

export interface Waiting {
  readonly standing: Standing
  /** The kinds that the account may do at all. */
  readonly kinds: readonly WorkKind[]
  /**
   * A SELECT with columns kind, record_id, group_key, since, paused and last_on.
   * @param only of these kinds alone
   */
  select(only?: readonly string[]): RawBuilder<unknown>
  /** A SELECT that says what single records are about, and who is in charge. */
  describe(records: readonly { readonly kind: string; readonly recordId: number }[]): RawBuilder<unknown>
}

/** Puts together what waits for who asks. */
export async function waitingFor(context: Context, whose: Whose): Promise<Waiting> {
  const { db, actor, today } = context
  const standing = await standingOf(db, actor, today)
  const kinds = workKinds.filter((kind) => concerns(context, kind))
  const scope = { db, actor, today }
  const narrowed = await Promise.all(
    kinds
      .filter((kind) => whose !== 'nobody' || isCharged(kind))
      .map(async (kind): Promise<Narrowed> => {
        const rows = await kind.rows(scope)
        const where = conditions(context, standing, kind, rows)
        return { kind, rows, where, charge: chargeOf(standing, kind, whose, heldBy(kind, today)) }
      }),
  )
  const limits = await limitsOf(context)
  const { begun, at } = await begunOf(context)
  const columns = sql`u.kind, u.record_id, u.group_key, u.since, u.paused,
    coalesce(u.due, clock.nth[${at(sql`u.since`)} + u.days + u.paused]) AS last_on`
  return {
    standing,
    kinds,
    select(only) {
      const chosen = narrowed.filter(({ kind }) => only === undefined || only.includes(kind.kind))
      if (chosen.length === 0) return nothing
      // Who is in charge is asked of all kinds together: asked of each, the two tables would be planned a hundred times.
      const guards = new Map(
        chosen.flatMap(({ kind, charge }) => (charge === null ? [] : [[guardKey(kind), kind.by]])),
      )
      const parts = chosen.map((one) => counted(one, limits.get(one.kind.kind) ?? null, at))
      if (guards.size === 0)
        return sql`${begun} SELECT ${columns} FROM (${sql.join(parts, sql` UNION ALL `)}) u CROSS JOIN clock`
      const ables = [...guards].map(
        ([
          key,
          by,
        ]) => sql`SELECT ${key}::text AS able, h.account_id FROM held h JOIN account o ON o.id = h.account_id
          WHERE ${ableBy(by, today, 'o')}`,
      )
      const able = sql`able a WHERE a.able = u.able AND a.account_id = w.account_id`
      return sql`${begun}, able AS MATERIALIZED (${sql.join(ables, sql` UNION ALL `)}) SELECT ${columns}
        FROM (${sql.join(parts, sql` UNION ALL `)}) u CROSS JOIN clock
          LEFT JOIN work_assignment w ON u.able IS NOT NULL AND w.record = u.record AND w.record_id = u.record_id AND w.ended_at IS NULL
          LEFT JOIN account o ON o.id = w.account_id
        WHERE u.able IS NULL OR ${chargeOf(standing, null, whose, able)}`
    },
    describe(records) {
      const parts = narrowed.flatMap((one) => {
        const ids = records.filter(({ kind }) => kind === one.kind.kind).map(({ recordId }) => recordId)
        return ids.length === 0 ? [] : [described(one, ids)]
      })
      return parts.length === 0 ? nothing : sql`${begun} ${sql.join(parts, sql` UNION ALL `)}`
    },
  }
}

/**
 * The tables that a statement of work begins with, and the place of a day in the calendar: `clock`, the calendar; `held`, the roles of
 * the office and its agencies today. Read once for the statement: the roles alone join six tables, and a hundred kinds ask for them.
 */
export async function begunOf({ db, today }: Pick<Context, 'db' | 'today'>) {
  const first = addDays(today, -backDays)
  const table = tableOf(await readHolidays(db), first, addDays(today, aheadDays))
  return {
    begun: sql`WITH clock AS MATERIALIZED (SELECT ${table.ordinals}::int[] AS ord, ${table.days}::date[] AS nth),
      held AS MATERIALIZED (SELECT * FROM held_roles(${today}::date) WHERE enterprise_id IS NULL)`,
    at: (day: RawBuilder<unknown>) => sql`clock.ord[greatest(${day} - ${first}::date, 0) + 1]`,
  }
}

const tables = new WeakMap<Holidays, { first: string; ordinals: string; days: string }>()

/** The calendar as two arrays of the database, reckoned once a day. */
function tableOf(holidays: Holidays, first: string, last: string) {
  const known = tables.get(holidays)
  if (known?.first === first) return known
  const { ordinals, days } = workingDayTable(first, last, holidays)
  const table = { first, ordinals: `{${ordinals.join()}}`, days: `{${days.join()}}` }
  tables.set(holidays, table)
  return table
}

/**
 * What records are about, by `record:id`, whoever's work they are; a record that is no kind's work now is left out.
 * @param records of kinds whose rows do not depend on who asks
 */
export async function subjectsOf(
  { db, actor, today }: Context,
  records: readonly { readonly record: string; readonly recordId: number }[],
): Promise<ReadonlyMap<string, Words>> {
  const kinds = workKinds.filter(({ record }) => records.some((one) => one.record === record))
  const parts = await Promise.all(
    kinds.map(async ({ record, rows }) => {
      const { from, id, subject, subjectEn } = await rows({ db, actor, today })
      const ids = records.flatMap((one) => (one.record === record ? [one.recordId] : []))
      return sql`SELECT ${record}::text || ':' || r.id AS key, r.vi, r.en
        FROM (SELECT ${id} AS id, ${subject} AS vi, ${subjectEn ?? subject} AS en FROM ${from}) r
       WHERE r.id = ANY (${ids}::int[])`
    }),
  )
  if (parts.length === 0) return new Map()
  const { rows } = await sql<{ key: string; vi: string; en: string | null }>`
    ${sql.join(parts, sql` UNION ALL `)}`.execute(db)
  return new Map(rows.map(({ key, vi, en }) => [key, { vi, en: en ?? vi }]))
}

const nothing = sql`SELECT NULL::text AS kind, NULL::int AS record_id, NULL::text AS group_key, NULL::date AS since,
  NULL::int AS paused, NULL::date AS last_on WHERE false`

/** Whether a kind can be this account's at all. */
export function concerns({ actor }: Pick<Context, 'actor'>, kind: WorkKind): boolean {
  if (actor.userId === null || !mayRun(actor, kind.by)) return false
  const outside = actor.enterpriseId !== null
  switch (kind.whose) {
    case 'office':
      return !outside
    case 'agency':
      return actor.agencyIds.length > 0 || coordinates(actor)
    case 'enterprise':
      return outside || (kind.falls !== false && coordinates(actor))
    case 'person':
      return true
  }
}

const coordinates = (actor: Context['actor']) => holds(actor, ['coordinator'])

/** The conditions on a row `r`: whose it is, and who is kept out. */
function conditions(
  { actor, today }: Pick<Context, 'actor' | 'today'>,
  standing: Standing,
  kind: WorkKind,
  rows: WorkRows,
): RawBuilder<unknown> {
  const mine = sql`${[...standing.accounts]}::text[]`
  const all: RawBuilder<unknown>[] = [sideOf({ actor, today }, kind, rows, mine)]
  const apart = apartOf(standing, kind)
  const persons = sql`${[...standing.persons]}::text[]`
  const was = (account: RawBuilder<unknown>, at: RawBuilder<unknown>) =>
    standing.stoodFor
      ? sql`persons_of(${account}, ${at}) && (SELECT array_agg(DISTINCT coalesce(p.person_id, x.id))
          FROM unnest(${persons}) AS x (id) LEFT JOIN account_person p ON p.account_id = x.id)`
      : sql`${account} = ANY (${persons})`
  const did = (commands: readonly string[], by: RawBuilder<unknown>) => sql`EXISTS (SELECT FROM audit x
    WHERE x.subject = ${`${kind.record}:`}::text || r.id AND x.command = ANY (${[...commands]}) AND x.user_id IS NOT NULL AND ${by})`
  const byMe = was(sql`x.user_id`, sql`x.at`)
  if (apart !== null && rows.apartFrom !== undefined)
    all.push(
      sql`NOT coalesce(${was(sql`r.apart_from`, sql`r.since::timestamptz + interval '12 hours'`)}, false)`,
    )
  if (apart?.commands !== undefined) all.push(sql`NOT ${did(apart.commands, byMe)}`)
  if (apart?.others !== undefined)
    all.push(
      sql`NOT EXISTS (SELECT FROM (${apart.others(sql`r.id`)}) x WHERE x.account IS NOT NULL AND ${was(sql`x.account`, sql`x.at`)})`,
    )
  if (kind.ofDoer !== undefined) {
    all.push(sql`(${did(kind.ofDoer, sql`x.user_id = ANY (${mine})`)} OR NOT ${did(kind.ofDoer, sql`true`)})`)
  }
  return sql.join(all, sql` AND `)
}

/** The rule that keeps others out of a kind, where the installation has not relaxed it. */
const apartOf = (standing: Standing, { apart }: WorkKind) =>
  apart !== undefined && !standing.relaxed.has(apart.control) ? apart : null

/** By what kinds agree on who is able to do them. */
const guardKey = ({ by: { may, signed } }: WorkKind) => JSON.stringify([may, signed ?? null])

/** The rest of a SELECT that finds the officer `w` (account `o`) among those who are able to do a kind. */
const heldBy = (kind: WorkKind, today: string) =>
  sql`held h WHERE h.account_id = w.account_id AND ${ableBy(kind.by, today, 'o')}`

/**
 * The condition on the officer `w` (account `o`) of a row; null where it does not matter.
 * @param kind null: asked of kinds together, of those for which it matters
 * @param able the rest of a SELECT that finds the one in charge among those who are able
 */
function chargeOf(
  standing: Standing,
  kind: WorkKind | null,
  whose: Whose,
  able: RawBuilder<unknown>,
): RawBuilder<unknown> | null {
  const mine = sql`w.account_id = ANY (${[...standing.accounts]}::text[])`
  if (whose === 'mine') return mine
  if (whose === 'nobody') return sql`w.account_id IS NULL`
  // Who is in charge keeps the others' lists clear, unless another person has to act, or the one in charge cannot.
  const clear = kind === null || (kind.whose === 'office' && apartOf(standing, kind) === null)
  if (whose !== 'open' || !clear) return null
  return sql`(w.account_id IS NULL OR ${mine} OR o.disabled OR NOT EXISTS (SELECT FROM ${able}))`
}

/** Whether a row `r` with its officer `w` (account `o`) waits for who asks, after `begun`. */
export function waitsFor(
  context: Pick<Context, 'actor' | 'today'>,
  standing: Standing,
  kind: WorkKind,
  rows: WorkRows,
): RawBuilder<unknown> {
  const charge = chargeOf(standing, kind, 'open', heldBy(kind, context.today))
  const own = conditions(context, standing, kind, rows)
  return charge === null ? own : sql`${own} AND ${charge}`
}

/** Whose row it is; that of an agency or enterprise without an account that could act is the coordinator's. */
function sideOf(
  { actor, today }: Pick<Context, 'actor' | 'today'>,
  kind: WorkKind,
  rows: WorkRows,
  mine: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const falls = kind.falls !== false && coordinates(actor)
  const nobody = (
    roles: RawBuilder<unknown>,
    column: RawBuilder<unknown>,
  ) => sql`NOT EXISTS (SELECT FROM ${roles} h WHERE ${column} AND h.acts_as IS NOT NULL
    ${rows.apartFrom === undefined ? sql`` : sql`AND h.account_id IS DISTINCT FROM r.apart_from`})`
  switch (kind.whose) {
    case 'office':
      return sql`true`
    case 'person':
      return sql`r.person_id = ANY (${mine})`
    case 'agency': {
      const own = sql`r.agency_id = ANY (${actor.agencyIds}::int[])`
      return falls ? sql`(${own} OR ${nobody(sql`held`, sql`h.agency_id = r.agency_id`)})` : own
    }
    case 'enterprise': {
      const own = sql`r.enterprise_id = ANY (${actor.enterpriseIds}::int[])`
      return falls
        ? sql`(${own} OR ${nobody(sql`held_roles(${today}::date)`, sql`h.enterprise_id = r.enterprise_id`)})`
        : own
    }
  }
}

const none = sql`NULL`

/** The rows of a kind as `r`. */
export function source({ rows }: Pick<Narrowed, 'rows'>): RawBuilder<unknown> {
  return sql`(SELECT ${rows.id} AS id, ${rows.since} AS since, ${rows.due ?? none}::date AS due,
      ${rows.agencyId ?? none}::int AS agency_id, ${rows.enterpriseId ?? none}::int AS enterprise_id,
      ${rows.planId ?? none}::int AS plan_id, ${rows.personId ?? none}::text AS person_id, ${rows.apartFrom ?? none}::text AS apart_from,
      ${rows.group?.key ?? none}::text AS group_key, ${rows.subject} AS subject, ${rows.subjectEn ?? rows.subject} AS subject_en,
      ${rows.group?.label ?? none}::text AS label, ${rows.group?.labelEn ?? none}::text AS label_en
    FROM ${rows.from}) r`
}

/** Who is in charge of the record, as `w` with the account `o`. */
export const officer = ({ kind }: Pick<Narrowed, 'kind'>) => sql`
    LEFT JOIN work_assignment w ON w.record = ${kind.record} AND w.record_id = r.id AND w.ended_at IS NULL
    LEFT JOIN account o ON o.id = w.account_id`

/** The working days that the clock of a row leaves out, as `q`; null where its kind has no pauses or no limit. */
export function pausedDays(
  { pauses }: WorkRows,
  days: number | null,
  at: (day: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> | null {
  if (pauses === undefined || days === null) return null
  return sql`LEFT JOIN (SELECT p.id, sum(${at(sql`p.to_day`)} - ${at(sql`p.from_day`)})::int AS days
    FROM (${pauses}) p CROSS JOIN clock GROUP BY p.id) q ON q.id = r.id`
}

function counted(
  one: Narrowed,
  days: number | null,
  at: (day: RawBuilder<unknown>) => RawBuilder<unknown>,
): RawBuilder<unknown> {
  const able = one.charge === null ? null : guardKey(one.kind)
  const paused = pausedDays(one.rows, days, at)
  return sql`SELECT ${one.kind.kind}::text AS kind, ${one.kind.record}::text AS record, ${able}::text AS able, r.id AS record_id, coalesce(r.group_key, r.id::text) AS group_key, r.since,
      r.due, ${days}::int AS days, ${paused === null ? sql`0` : sql`coalesce(q.days, 0)`} AS paused
    FROM ${source(one)} ${paused ?? sql``} WHERE ${one.where}`
}

function described(one: Narrowed, ids: readonly number[]): RawBuilder<unknown> {
  return sql`SELECT ${one.kind.kind}::text AS kind, r.id AS record_id, r.group_key, r.subject, r.subject_en, r.label, r.label_en,
      w.account_id AS officer_id, o.name AS officer
    FROM ${source(one)} ${officer(one)} WHERE r.id = ANY (${[...ids]}::int[]) AND ${one.where} AND ${one.charge ?? sql`true`}`
}

/** For each kind that has a limit, its working days. */
export async function limitsOf({ db }: Pick<Context, 'db'>): Promise<ReadonlyMap<string, number>> {
  const rows = await db.selectFrom('workLimit').select(['key', 'days']).execute()
  return new Map(rows.map(({ key, days }) => [key, days]))
}
