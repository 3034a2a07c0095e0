import { type RawBuilder, sql } from 'kysely'
import { z } from 'zod'
import { committeeName, committeeOf, communesOfCommittee } from '../agencies/index.ts'
import { effectiveEnd } from '../plan/index.ts'
import { systemActor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { today as dayOf } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import { words } from '../platform/language.ts'
import { command } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import { type Period, spansOf, usualPeriod } from './rules.ts'

/* Which reports are asked for: of each standing duty, of each agency that carries it, for each period that has begun. */

/** A duty that no dated work comes of: it is standing, or the plan gives it no time. */
export const isStanding = (duty: string) =>
  sql<boolean>`(${sql.ref(`${duty}.recurrence`)} = 'continuous' OR NOT EXISTS (
    SELECT FROM duty_item own WHERE own.duty_id = ${sql.ref(`${duty}.id`)} AND own.requested_by IS NULL))`

interface Asked extends Period {
  readonly planId: number
  readonly code: string
  readonly startsOn: string
  readonly endsOn: string
  readonly since: string | null
}

/** The standing duties of the plans, each with how often it asks. */
async function standingDuties(db: Db): Promise<Asked[]> {
  const { rows } = await sql<Omit<Asked, keyof Period> & { own: Period | null }>`
    SELECT DISTINCT ON (plan.id, d.code) plan.id AS plan_id, d.code, greatest(plan.starts_on, plan.issued_on) AS starts_on,
           ${effectiveEnd} AS ends_on, greatest((SELECT first_day FROM installation), plan.kept_from) AS since,
           CASE WHEN s.id IS NOT NULL
             THEN jsonb_build_object('recurrence', s.recurrence, 'dueMonth', s.due_month, 'dueDay', s.due_day) END AS own
      FROM plan JOIN duty d ON d.plan_id = plan.id AND ${isStanding('d')}
      LEFT JOIN standing_period s ON s.plan_id = plan.id AND (s.code = d.code OR s.code IS NULL)
     WHERE plan.state <> 'draft'
     ORDER BY plan.id, d.code, s.code NULLS LAST`.execute(db)
  return rows.map(({ own, ...row }) => ({ ...row, ...(own ?? usualPeriod) }))
}

/** An agency of a duty that ended, and one of the communes that its unit became. */
interface Heir {
  readonly agencyId: number
  readonly endedOn: string
  /** Of the commune in the catalogue of places. */
  readonly placeKey: string
  /** Its committee; null where the list of agencies has none yet. */
  readonly heirId: number | null
}

/** Who follows the committees whose unit became several communes; an agency that one other succeeded is in `agency_on`. */
async function heirsOn(db: Db, today: string): Promise<Heir[]> {
  const { rows } = await sql<{ agencyId: number; endedOn: string; placeKey: string; name: string }>`
    WITH RECURSIVE line AS (
      SELECT a.id AS agency_id, a.name, a.valid_to, a.successor_id, 1 AS depth
        FROM agency a WHERE a.id IN (SELECT d.agency_id FROM duty d WHERE ${isStanding('d')})
      UNION ALL
      SELECT line.agency_id, s.name, s.valid_to, s.successor_id, line.depth + 1
        FROM line JOIN agency s ON s.id = line.successor_id WHERE line.valid_to < ${today}::date AND line.depth < 20)
    SELECT agency_id, ended_on, place_key, name FROM (
      SELECT line.agency_id, line.valid_to AS ended_on, c.key AS place_key, c.name,
             count(*) OVER (PARTITION BY line.agency_id, line.depth) AS became
        FROM line CROSS JOIN LATERAL ${communesOfCommittee(sql`line.name`, today)} c
       WHERE line.valid_to < ${today}::date) h
     WHERE became > 1 ORDER BY agency_id, place_key`.execute(db)
  if (rows.length === 0) return []
  const committees = await db
    .selectFrom('agency')
    .select(['id', 'name'])
    .where('name', 'in', [...new Set(rows.map(({ name }) => committeeName(name)))])
    .where(({ or, eb }) => or([eb('validTo', 'is', null), eb('validTo', '>=', today)]))
    .orderBy('id', 'desc')
    .execute()
  const ids = new Map(committees.map(({ id, name }) => [name, id]))
  return rows.map(({ name, ...row }) => ({ ...row, heirId: ids.get(committeeName(name)) ?? null }))
}

/** The periods that are asked about, each with its duty. */
async function askedSpans(db: Db, today: string) {
  return (await standingDuties(db)).flatMap((duty) =>
    spansOf(duty, duty, today).map((span) => ({ ...duty, ...span })),
  )
}
type AskedSpan = Awaited<ReturnType<typeof askedSpans>>[number]

/** Those who follow an agency within the periods that are asked about. */
async function heirsWithin(db: Db, today: string, spans: readonly AskedSpan[]): Promise<Heir[]> {
  const heirs = spans.length === 0 ? [] : await heirsOn(db, today)
  return heirs.filter(({ endedOn }) => spans.some(({ dueOn }) => endedOn < dueOn))
}

/** The same, each with its committee, entered into the list of agencies where it was not there. */
async function heirsMade(db: Db, today: string, spans: readonly AskedSpan[]): Promise<Heir[]> {
  const heirs = await heirsWithin(db, today, spans)
  const unmade = heirs.filter(({ heirId }) => heirId === null)
  for (const placeKey of new Set(unmade.map((heir) => heir.placeKey))) await committeeOf(db, placeKey, today)
  return unmade.length > 0 ? heirsWithin(db, today, spans) : heirs
}

/**
 * The reports that should stand on a day, as a select of duty_id, agency_id, recurrence, year, period, from_on, due_on; null for none. Whoever
 * carries the duty on the day on which a period ends (until then: today) answers for the whole of it.
 */
function wanted(
  today: string,
  spans: readonly AskedSpan[],
  heirs: readonly Heir[],
): RawBuilder<unknown> | null {
  if (spans.length === 0) return null
  const column = <K extends keyof AskedSpan>(key: K) => spans.map((span) => span[key])
  const day = sql`least(p.due_on, ${today}::date)`
  const heirsOfDuty = sql`
    SELECT h.heir_id FROM unnest(${heirs.map(({ agencyId }) => agencyId)}::int[], ${heirs.map(({ endedOn }) => endedOn)}::date[],
                                 ${heirs.map(({ heirId }) => heirId)}::int[]) AS h (agency_id, ended_on, heir_id)
     WHERE h.agency_id = d.agency_id AND h.ended_on < ${day}`
  // of two agencies that became one, one report is asked for
  return sql`
    SELECT DISTINCT ON (p.plan_id, p.code, c.agency, p.due_on)
           d.id AS duty_id, c.agency AS agency_id, p.recurrence, p.year, p.period, p.from_on, p.due_on
      FROM unnest(${column('planId')}::int[], ${column('code')}::text[], ${column('recurrence')}::text[],
                  ${column('year')}::int[], ${column('period')}::smallint[], ${column('fromOn')}::date[], ${column('dueOn')}::date[])
           AS p (plan_id, code, recurrence, year, period, from_on, due_on)
      JOIN duty d ON d.plan_id = p.plan_id AND d.code = p.code
      CROSS JOIN LATERAL (
        SELECT agency_on(h.heir_id, ${day}) AS agency FROM (${heirsOfDuty}) h
        UNION ALL
        SELECT agency_on(d.agency_id, ${day}) WHERE NOT EXISTS (${heirsOfDuty})) c
      JOIN agency a ON a.id = c.agency
     ORDER BY p.plan_id, p.code, c.agency, p.due_on, d.id`
}

/** Whether a report `s` is the one that is wanted as `w`: of this duty and day, asked of its agency or of one that it succeeded. */
const sameReport = (today: string) => sql`w.duty_id = s.duty_id AND w.due_on = s.due_on
  AND w.agency_id IN (s.agency_id, agency_on(s.agency_id, least(s.due_on, ${today}::date)))`

/** What is asked no more: nothing was entered, it is not due yet, and the plan, its periods or its agencies have changed. */
const stale = (rows: RawBuilder<unknown> | null, today: string) => sql`
  FROM standing_report s WHERE s.state = 'asked' AND s.due_on >= ${today}::date
   AND NOT EXISTS (SELECT FROM standing_deed x WHERE x.report_id = s.id)
   AND NOT EXISTS (SELECT FROM (${rows ?? sql`SELECT NULL::int AS duty_id, NULL::int AS agency_id, NULL::date AS due_on`}) w
                    WHERE ${sameReport(today)})`

/** What is asked for and has no report yet; of a period that is over nothing is asked once a later one was, so that a new period asks for nothing anew. */
const missing = (rows: RawBuilder<unknown>, today: string) => sql`
  FROM (${rows}) w WHERE NOT EXISTS (SELECT FROM standing_report s WHERE ${sameReport(today)})
   AND NOT EXISTS (SELECT FROM standing_report s JOIN duty own ON own.id = s.duty_id JOIN duty d ON d.id = w.duty_id
                    WHERE own.plan_id = d.plan_id AND own.code = d.code
                      AND (s.due_on = w.due_on AND s.agency_id = w.agency_id OR w.due_on < ${today}::date AND s.due_on >= w.due_on))`

/** Brings the reports that are asked for in step with plans, periods and agencies. @returns how many came and went */
export async function askInStep(db: Db, today: string): Promise<{ asked: number; dropped: number }> {
  const spans = await askedSpans(db, today)
  const rows = wanted(today, spans, await heirsMade(db, today, spans))
  const gone = await sql`DELETE FROM standing_report WHERE id IN (SELECT s.id ${stale(rows, today)})`.execute(
    db,
  )
  const dropped = Number(gone.numAffectedRows ?? 0n)
  if (rows === null) return { asked: 0, dropped }
  const made = await sql`
    INSERT INTO standing_report (duty_id, agency_id, recurrence, year, period, from_on, due_on)
    SELECT w.duty_id, w.agency_id, w.recurrence, w.year, w.period, w.from_on, w.due_on ${missing(rows, today)}
     ORDER BY w.due_on, w.duty_id, w.agency_id
    ON CONFLICT (duty_id, agency_id, due_on) DO NOTHING`.execute(db)
  return { asked: Number(made.numAffectedRows ?? 0n), dropped }
}

/** Asks now what is to be asked; the program does so by itself each hour. */
export const askStanding = command({
  name: 'standing.ask',
  summary: words('Hỏi các cơ quan về nhiệm vụ thường xuyên', 'Ask agencies about standing duties'),
  route: 'POST /standing-reports',
  input: z.object({}),
  output: z.object({ asked: z.int(), dropped: z.int() }),
  may: ['coordinator', 'system'],
  run: ({ db, today }) => askInStep(db, today),
})

/** Asks what the days have brought; writes nothing, and nothing into the trail, where nothing is to be asked. */
export async function askWhatStands(system: System): Promise<void> {
  const { db } = system
  const today = dayOf(system.now())
  const spans = await askedSpans(db, today)
  const heirs = await heirsWithin(db, today, spans)
  const unmade = heirs.some(({ heirId }) => heirId === null)
  const rows = wanted(today, spans, heirs)
  const { rows: found } = await sql<{ open: boolean }>`
    SELECT ${unmade}::boolean OR EXISTS (SELECT ${stale(rows, today)}) OR ${
      rows === null ? sql`false` : sql`EXISTS (SELECT ${missing(rows, today)})`
    } AS open`.execute(db)
  if (found[0]?.open === true) await execute(system, askStanding, systemActor, {}, { via: 'system' })
}
