import { sql } from 'kysely'
import { z } from 'zod'
import { activePlan } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import { dongOut, optionalChoice, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { readableOfAgency } from '../platform/sight.ts'
import { settings } from './rules.ts'

const Sum = z.object({
  agencyId: z.int(),
  agency: z.string(),
  agencyEn: z.string(),
  acts: z.int(),
  enterprises: z.int(),
  persons: z.int(),
  brought: z.int(),
  cost: dongOut(),
  /** Integrated money, of which the cost of an activity may be a part. */
  integrated: dongOut(),
})

/** What is confirmed of a plan or of a year of it, added up by agency: activities and integrated money. */
export const sumOutreach = query({
  name: 'outreach.sums',
  summary: words('Việc vận động theo cơ quan, hội', 'Outreach by agency'),
  route: 'GET /outreach-sums',
  input: z.object({ year: optionalYear(), setting: optionalChoice(settings.keys) }),
  output: z.object({ year: z.int().nullable(), sums: z.array(Sum) }),
  may: staff,
  async run({ db, actor, planId }, { year = null, setting = null }) {
    const plan = await activePlan({ db, planId })
    const { rows: sums } = await sql<z.infer<typeof Sum>>`
      WITH done AS (
        SELECT o.agency_id, count(*)::int AS acts, sum(o.enterprises)::int AS enterprises, coalesce(sum(o.persons), 0)::int AS persons,
               sum((SELECT count(*) FROM introduction i WHERE i.outreach_id = o.id))::int AS brought, coalesce(sum(o.cost), 0)::bigint AS cost
          FROM outreach o
         WHERE o.plan_id = ${plan.id} AND o.state = 'confirmed' AND ${readableOfAgency(actor, 'o.agencyId')}
           AND (${year}::int IS NULL OR extract(year FROM o.held_on) = ${year}::int)
           AND (${setting}::text IS NULL OR o.setting IN (${setting}::text, 'both'))
         GROUP BY o.agency_id
      ), put AS (
        SELECT g.agency_id, sum(g.amount)::bigint AS integrated FROM integration g
         WHERE g.plan_id = ${plan.id} AND g.state = 'confirmed' AND ${readableOfAgency(actor, 'g.agencyId')}
           AND (${year}::int IS NULL OR g.year = ${year}::int)
         GROUP BY g.agency_id
      )
      SELECT a.id AS agency_id, a.name AS agency, a.name_en AS agency_en, coalesce(d.acts, 0) AS acts, coalesce(d.enterprises, 0) AS enterprises,
             coalesce(d.persons, 0) AS persons, coalesce(d.brought, 0) AS brought, coalesce(d.cost, 0)::bigint AS cost,
             coalesce(p.integrated, 0)::bigint AS integrated
        FROM done d FULL JOIN put p ON p.agency_id = d.agency_id JOIN agency a ON a.id = coalesce(d.agency_id, p.agency_id)
       ORDER BY a.name, a.id`.execute(db)
    return { year, sums }
  },
})
