import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { toJson } from '../platform/json.ts'
import type { Context } from '../platform/operation.ts'
import { askInStep } from './ask.ts'
import { carrierOf, reporterOf } from './commands.ts'
import { heldOf } from './held.ts'

/*
 * A request for reports that is bound to a standing duty asks in its place: what it covers is not asked a second time, and the report of an
 * agency that is accepted settles the agency's standing report of each period that lies wholly within that of the request.
 */

/**
 * The report of a request by which `s` is answered, in SQL: of `standing_report s` with its duty `d` and its agency `a`. Accepted, the one that
 * settled it; until then the one that covers its period, unless none came of that.
 */
export const answerOf = (day: string) => sql<number | null>`CASE WHEN s.state = 'accepted' THEN s.answer_id
  WHEN s.state IN ('asked', 'returned') THEN (
    SELECT x.id FROM report_request r JOIN report_answer x ON x.request_id = r.id
     WHERE r.plan_id = d.plan_id AND r.duty_code = d.code AND r.from_on <= s.from_on AND r.to_on >= s.due_on
       AND x.state <> 'missing' AND agency_on(x.agency_id, ${day}::date) = a.id
     ORDER BY x.id DESC LIMIT 1) END`

interface Bound {
  readonly planId: number
  readonly code: string
  readonly fromOn: string
  readonly toOn: string
}

/** The agencies that carry a duty in a period, as its standing reports are asked of them; of a dated duty, those that the plan names. */
export async function carriersIn(db: Db, of: Bound, today: string): Promise<number[]> {
  await askInStep(db, today)
  const { rows } = await sql<{ agencyId: number }>`
    WITH standing AS (
      SELECT agency_on(s.agency_id, ${today}::date) AS agency_id FROM standing_report s JOIN duty d ON d.id = s.duty_id
       WHERE d.plan_id = ${of.planId} AND d.code = ${of.code} AND s.from_on <= ${of.toOn}::date AND s.due_on >= ${of.fromOn}::date)
    SELECT agency_id FROM standing
    UNION
    SELECT agency_on(d.agency_id, ${today}::date) FROM duty d
     WHERE d.plan_id = ${of.planId} AND d.code = ${of.code} AND NOT EXISTS (SELECT FROM standing)
     ORDER BY agency_id`.execute(db)
  return rows.map(({ agencyId }) => agencyId)
}

/** The day on which the period of a standing duty ends that begins on a day; null where none begins. */
export async function periodEndOf(
  db: Db,
  of: Omit<Bound, 'toOn'> & { readonly recurrence: string },
  today: string,
): Promise<string | null> {
  await askInStep(db, today)
  const { rows } = await sql<{ dueOn: string }>`
    SELECT s.due_on FROM standing_report s JOIN duty d ON d.id = s.duty_id
     WHERE d.plan_id = ${of.planId} AND d.code = ${of.code} AND s.from_on = ${of.fromOn}::date AND s.recurrence = ${of.recurrence}
     LIMIT 1`.execute(db)
  return rows[0]?.dueOn ?? null
}

/** An accepted report of a request, and what it says of itself. */
interface Accepted extends Bound {
  readonly answerId: number
  readonly agencyId: number
  readonly title: string
  readonly sentOn: string
  readonly reportedBy: string
}

/** Settles what an accepted report covers and the agency has not reported otherwise. */
export async function settleByRequest({ db, today, actor }: Context, of: Accepted): Promise<void> {
  const reports = await db
    .selectFrom('standingReport as s')
    .innerJoin('duty as d', 'd.id', 's.dutyId')
    .selectAll('s')
    .select(carrierOf('s', today).as('carrier'))
    .where('d.planId', '=', of.planId)
    .where('d.code', '=', of.code)
    .where('s.fromOn', '>=', of.fromOn)
    .where('s.dueOn', '<=', of.toOn)
    .where('s.state', 'in', ['asked', 'returned'])
    .where(carrierOf('s', today), '=', of.agencyId)
    .orderBy('s.id')
    .forUpdate('s')
    .execute()
  for (const report of reports)
    await db
      .updateTable('standingReport')
      .set({
        ...{ state: 'accepted', nothing: false, reason: null, remark: null, answerId: of.answerId },
        done: `Theo báo cáo “${of.title}” đã được chấp nhận.`,
        held: toJson(await heldOf(db, report.carrier, report, today)),
        agencyId: await reporterOf(db, report),
        ...{ reportedOn: of.sentOn, reportedBy: of.reportedBy, settledOn: today, settledBy: actor.name },
        version: report.version + 1,
      })
      .where('id', '=', report.id)
      .execute()
}

/** What a report settled waits again for it, since it was returned. */
export async function reopenByRequest(
  { db, today, actor }: Context,
  { answerId, remark }: { readonly answerId: number; readonly remark: string },
): Promise<void> {
  await db
    .updateTable('standingReport')
    .set(({ eb }) => ({
      ...{ state: 'returned' as const, remark, settledOn: today, settledBy: actor.name },
      version: eb('version', '+', 1),
    }))
    .where('answerId', '=', answerId)
    .where('state', '=', 'accepted')
    .execute()
}
