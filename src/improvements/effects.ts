import { sql } from 'kysely'
import { z } from 'zod'
import { staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { betters } from './measure-change.ts'

/** From how many enterprises on the change of a measure is shown: below it the figure would tell of single ones. A choice of the program. */
export const leastEnterprises = 3

/** What evaluated projects have come to, measure by measure. */
export const improvementEffects = query({
  name: 'improvements.effects',
  summary: words('Kết quả của các dự án cải tiến', 'What improvement projects have come to'),
  route: 'GET /improvement-effects',
  input: z.object({}),
  output: z.object({
    /** Evaluated projects, their enterprises, and how many were effective, wholly or in part. */
    projects: z.int(),
    enterprises: z.int(),
    effective: z.int(),
    least: z.int(),
    measures: z.array(
      z.object({
        id: z.int(),
        name: z.string(),
        nameEn: z.string(),
        better: betters.schema,
        enterprises: z.int(),
        projects: z.int(),
        /** Of which projects it became better; null: of too few enterprises. */
        improved: z.int().nullable(),
        /** Of the value before, per cent; null: of too few enterprises, or no value before was other than zero. */
        median: z.number().nullable(),
      }),
    ),
  }),
  may: staff,
  async run({ db }) {
    const { rows: sums } = await sql<{ projects: number; enterprises: number; effective: number }>`
      SELECT count(*)::int AS projects, count(DISTINCT enterprise_id)::int AS enterprises,
             count(*) FILTER (WHERE verdict <> 'ineffective')::int AS effective
        FROM improvement_project WHERE state = 'evaluated'`.execute(db)
    const { rows: measures } = await sql<{
      id: number
      name: string
      nameEn: string
      better: 'lower' | 'higher'
      enterprises: number
      projects: number
      improved: number | null
      median: number | null
    }>`
      SELECT m.id, m.name, m.name_en, m.better, count(DISTINCT i.enterprise_id)::int AS enterprises, count(*)::int AS projects,
             CASE WHEN count(DISTINCT i.enterprise_id) >= ${leastEnterprises}
               THEN count(*) FILTER (WHERE CASE r.better WHEN 'lower' THEN r.after < r.before ELSE r.after > r.before END) END::int AS improved,
             CASE WHEN count(DISTINCT i.enterprise_id) FILTER (WHERE r.before <> 0) >= ${leastEnterprises}
               THEN percentile_cont(0.5) WITHIN GROUP (ORDER BY (r.after - r.before) / abs(nullif(r.before, 0)) * 100) END AS median
        FROM improvement_result r JOIN improvement_project i ON i.id = r.project_id AND i.state = 'evaluated'
        JOIN improvement_measure m ON m.id = r.measure_id
       GROUP BY m.id ORDER BY m.name, m.id`.execute(db)
    const [sum = { projects: 0, enterprises: 0, effective: 0 }] = sums
    return { ...sum, least: leastEnterprises, measures }
  },
})
