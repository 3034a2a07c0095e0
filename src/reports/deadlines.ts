import { sql } from 'kysely'
import { z } from 'zod'
import { type Plan, plansInput, plansWanted, reportCovers } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { addDays } from '../platform/dates.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { isCalendar, periodRules, periodsAround, spanName } from './periods.ts'
import { reportingPlans } from './queries.ts'
import { reportStates } from './rules.ts'

/* The days of the kinds of report: when the figures of each period close, and when its report is due. */

/** From this many days before its day on a report is to be begun. */
export const beginAhead = 30

const KindDue = z.object({
  kindId: z.int(),
  kind: z.string(),
  kindEn: z.string(),
  over: z.object({ vi: z.string(), en: z.string() }),
  planId: z.int(),
  plan: z.string(),
  year: z.int(),
  part: z.int().nullable(),
  /** The day up to which figures are. */
  closesOn: z.iso.date(),
  dueOn: z.iso.date(),
  /** Null while nobody began it. */
  reportId: z.int().nullable(),
  state: reportStates.schema.nullable(),
  late: z.boolean(),
})
export type KindDue = z.output<typeof KindDue>

/** Of every kind that says when it is due, the period that runs and the one before it, plan by plan; nothing of before the installation, or before the kind. */
export async function kindsDue(db: Db, plans: readonly Plan[], today: string): Promise<KindDue[]> {
  const kinds = await db
    .selectFrom('reportKind')
    .selectAll()
    .where('dueDays', 'is not', null)
    .where((of) => of.or([of('endedOn', 'is', null), of('endedOn', '>', today)]))
    .where((of) => of.or([of('validFrom', 'is', null), of('validFrom', '<=', today)]))
    .orderBy('id')
    .execute()
  const { rows: kept } = await sql<{ id: number; since: string | null }>`
    SELECT p.id, greatest((SELECT first_day FROM installation), p.kept_from)::text AS since FROM plan p`.execute(
    db,
  )
  const since = new Map(kept.map((plan) => [plan.id, plan.since ?? '']))
  const asked = kinds.flatMap((kind) => {
    const rule = periodRules.schema.parse(kind.period)
    if (!isCalendar(rule)) return []
    return periodsAround(rule, kind, today).flatMap(({ year, span }) => {
      const dueOn = addDays(span.to, kind.dueDays ?? 0)
      if (kind.validFrom !== null && dueOn < kind.validFrom) return []
      return plans
        .filter(
          (plan) => plan.firstYear <= year && year <= plan.lastYear && dueOn >= (since.get(plan.id) ?? ''),
        )
        .map((plan) => ({
          ...{ kindId: kind.id, kind: kind.name, kindEn: kind.nameEn, over: spanName(year, span) },
          ...{ planId: plan.id, plan: plan.number, year, part: span.part, from: span.from },
          ...{ closesOn: span.to, dueOn },
        }))
    })
  })
  const { rows } = await sql<{ place: number; id: number; state: (typeof reportStates.keys)[number] }>`
    SELECT k.place, r.id, r.state
      FROM jsonb_to_recordset(${JSON.stringify(asked.map(({ kindId, planId, from, closesOn }, place) => ({ place, kind_id: kindId, plan_id: planId, from_on: from, to_on: closesOn })))}::jsonb)
           AS k (place int, kind_id int, plan_id int, from_on date, to_on date)
     CROSS JOIN LATERAL (
       SELECT report.id, report.state FROM report
        WHERE ${reportCovers('report', sql`k.plan_id`)} AND report.kind_id = k.kind_id AND report.from_on = k.from_on AND report.to_on = k.to_on
        ORDER BY report.state = 'sealed' DESC, report.edition DESC LIMIT 1) r`.execute(db)
  const found = new Map(rows.map((row) => [row.place, row]))
  return asked
    .map(({ from: _from, ...row }, place) => {
      const { id = null, state = null } = found.get(place) ?? {}
      return { ...row, reportId: id, state, late: state !== 'sealed' && row.dueOn < today }
    })
    .toSorted((one, other) => one.dueOn.localeCompare(other.dueOn))
}

/** Those that are to be begun now. */
export const toBeginNow = (due: readonly KindDue[], today: string) =>
  due.filter(({ reportId, dueOn }) => reportId === null && dueOn <= addDays(today, beginAhead))

export const dueKinds = query({
  name: 'reports.kindsDue',
  summary: words('Báo cáo theo kỳ sắp đến hạn', 'Periodic reports that are due'),
  route: 'GET /report-kinds-due',
  input: z.object(plansInput),
  output: z.object({ due: z.array(KindDue) }),
  may: officers,
  async run({ db, today, planId }, input) {
    const plans = await reportingPlans(db, plansWanted(planId, input.plan))
    return { due: await kindsDue(db, plans, today) }
  },
})
