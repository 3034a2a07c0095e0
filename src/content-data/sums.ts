import { sql } from 'kysely'
import { z } from 'zod'
import { activePlan } from '../plan/index.ts'
import { signedIn } from '../platform/actor.ts'
import { optionalChoice, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { readableBy } from '../platform/sight.ts'
import { contentKinds } from '../support/index.ts'

const Sum = z.object({
  fieldId: z.int(),
  field: z.string(),
  fieldEn: z.string(),
  kind: contentKinds.schema,
  item: z.string().nullable(),
  unit: z.string(),
  unitEn: z.string(),
  turns: z.int(),
  sum: z.number(),
})
const Step = z.object({
  fieldId: z.int(),
  field: z.string(),
  fieldEn: z.string(),
  /** The levels, from 1; null: not said, or not confirmed. */
  before: z.string().nullable(),
  end: z.string().nullable(),
  turns: z.int(),
})

/** Confirmed values by kind of content and year: numbers and areas added up by item, choices as so many turns from one level to another. */
export const sumValues = query({
  name: 'contentData.sums',
  summary: words('Kết quả theo nội dung hỗ trợ', 'Results by content of support'),
  route: 'GET /content-value-sums',
  input: z.object({ year: optionalYear(), kind: optionalChoice(contentKinds.keys) }),
  output: z.object({ year: z.int().nullable(), sums: z.array(Sum), levels: z.array(Step) }),
  may: signedIn,
  async run({ db, actor, planId }, { year, kind }) {
    const plan = await activePlan({ db, planId })
    const within = sql`v.state = 'confirmed' AND t.state <> 'cancelled' AND t.plan_id = ${plan.id} AND ${readableBy(actor, 't.enterpriseId')}
      AND (${year ?? null}::int IS NULL OR t.year = ${year ?? null}::int) AND (${kind ?? null}::text IS NULL OR d.kind = ${kind ?? null}::text)`
    const { rows: sums } = await sql<z.infer<typeof Sum>>`
      SELECT d.id AS field_id, d.name AS field, d.name_en AS field_en, d.kind, min(v.item) AS item, d.unit, d.unit_en,
             count(DISTINCT t.id)::int AS turns, sum(v.amount) AS sum
        FROM content_value v JOIN content_field d ON d.id = v.field_id JOIN support_turn t ON t.id = v.turn_id
       WHERE ${within} AND v.moment = 'end' AND d.type IN ('number', 'area')
       GROUP BY d.id, fold(v.item) ORDER BY d.kind, d.name, d.id, fold(min(v.item)) LIMIT 1000`.execute(db)
    const { rows: levels } = await sql<z.infer<typeof Step>>`
      SELECT l.field_id, l.field, l.field_en, l.before, l."end", count(*)::int AS turns
        FROM (SELECT d.id AS field_id, d.name AS field, d.name_en AS field_en, t.id AS turn_id,
                     max(v.value) FILTER (WHERE v.moment = 'before') AS before, max(v.value) FILTER (WHERE v.moment = 'end') AS "end",
                     max(v.amount) FILTER (WHERE v.moment = 'before') AS low, max(v.amount) FILTER (WHERE v.moment = 'end') AS high
                FROM content_value v JOIN content_field d ON d.id = v.field_id JOIN support_turn t ON t.id = v.turn_id
               WHERE ${within} AND d.type = 'choice' GROUP BY d.id, t.id) l
       GROUP BY l.field_id, l.field, l.field_en, l.before, l."end"
       ORDER BY l.field, l.field_id, min(l.low) NULLS FIRST, min(l.high) NULLS FIRST`.execute(db)
    return { year: year ?? null, sums, levels }
  },
})
