import { sql } from 'kysely'
import { z } from 'zod'
import { findPlan, PlanDocument } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, query } from '../platform/operation.ts'
import { readableOfAgency } from '../platform/sight.ts'
import { isStanding } from './ask.ts'
import { taskSentences } from './rules.ts'

/*
 * Where the doing of each sentence of a plan is recorded: a dated duty by its work, a standing one by its reports, a task by the things that agencies
 * enter under it. A sentence that nothing can report on is shown as such.
 */

const Way = z.enum(['dated', 'standing', 'deeds'])

const Sentence = z.object({
  kind: z.enum(['task', 'duty']),
  /** The section; of a task with its sentence's place (`III.1/2`). */
  key: z.string(),
  code: z.string(),
  words: z.object({ vi: z.string(), en: z.string() }),
  agencies: z.int(),
  /** Where its doing is recorded; none: nowhere. */
  ways: z.array(Way),
  /** Dated work of all years, and how much of it is done. */
  dated: z.int(),
  done: z.int(),
  /** Reports asked for until today, in, with nothing done, accepted. */
  asked: z.int(),
  reported: z.int(),
  nothing: z.int(),
  accepted: z.int(),
  /** Things entered, in reports that are in. */
  deeds: z.int(),
  /** Confirmed outreach that serves it, and the integrated money that does; of all that the reader reads. */
  outreach: z.int(),
  integrated: dongOut(),
})
export type CoveredSentence = z.infer<typeof Sentence>

interface DutyCounts {
  readonly code: string
  readonly agencies: number
  readonly standing: boolean
  readonly dated: number
  readonly done: number
  readonly asked: number
  readonly reported: number
  readonly nothing: number
  readonly accepted: number
  readonly deeds: number
}

async function dutyCounts(db: Db, planId: number): Promise<ReadonlyMap<string, DutyCounts>> {
  const { rows } = await sql<DutyCounts>`
    SELECT d.code, count(*)::int AS agencies, bool_or(${isStanding('d')}) AS standing,
           coalesce(sum(i.dated), 0)::int AS dated, coalesce(sum(i.done), 0)::int AS done,
           coalesce(sum(s.asked), 0)::int AS asked, coalesce(sum(s.reported), 0)::int AS reported,
           coalesce(sum(s.nothing), 0)::int AS nothing, coalesce(sum(s.accepted), 0)::int AS accepted,
           coalesce(sum(s.deeds), 0)::int AS deeds
      FROM duty d
      LEFT JOIN LATERAL (SELECT count(*) AS dated, count(*) FILTER (WHERE done_on IS NOT NULL) AS done
                           FROM duty_item WHERE duty_id = d.id) i ON true
      LEFT JOIN LATERAL (
        SELECT count(*) AS asked, count(*) FILTER (WHERE state IN ('reported', 'accepted')) AS reported,
               count(*) FILTER (WHERE state IN ('reported', 'accepted') AND nothing) AS nothing,
               count(*) FILTER (WHERE state = 'accepted') AS accepted,
               sum((SELECT count(*) FROM standing_deed x WHERE x.report_id = r.id AND r.state IN ('reported', 'accepted'))) AS deeds
          FROM standing_report r WHERE duty_id = d.id) s ON true
     WHERE d.plan_id = ${planId} GROUP BY d.code`.execute(db)
  return new Map(rows.map((row) => [row.code, row]))
}

/** What is entered under each sentence of the tasks, and in how many reports. */
async function taskCounts(db: Db, planId: number) {
  const { rows } = await sql<{
    task: string
    deeds: number
    reported: number
    accepted: number
    agencies: number
  }>`
    SELECT x.task, count(*)::int AS deeds, count(DISTINCT r.id)::int AS reported,
           count(DISTINCT r.id) FILTER (WHERE r.state = 'accepted')::int AS accepted, count(DISTINCT r.agency_id)::int AS agencies
      FROM standing_deed x JOIN standing_report r ON r.id = x.report_id JOIN duty d ON d.id = r.duty_id
     WHERE d.plan_id = ${planId} AND x.task IS NOT NULL AND r.state IN ('reported', 'accepted') GROUP BY x.task`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.task, row]))
}

const nothingYet = {
  agencies: 0,
  dated: 0,
  done: 0,
  asked: 0,
  reported: 0,
  nothing: 0,
  accepted: 0,
  deeds: 0,
}

/** The confirmed outreach and integrated money that serve each sentence, by its key. */
async function servedBy({ db, actor }: Pick<Context, 'db' | 'actor'>, planId: number) {
  const { rows } = await sql<{ serves: string; outreach: number; integrated: bigint }>`
    SELECT x.serves, sum(x.acts)::int AS outreach, sum(x.amount)::bigint AS integrated FROM (
      SELECT o.serves, 1 AS acts, 0 AS amount FROM outreach o
       WHERE o.plan_id = ${planId} AND o.state = 'confirmed' AND ${readableOfAgency(actor, 'o.agencyId')}
      UNION ALL SELECT g.serves, 0, g.amount FROM integration g
       WHERE g.plan_id = ${planId} AND g.state = 'confirmed' AND ${readableOfAgency(actor, 'g.agencyId')}) x
     WHERE x.serves IS NOT NULL GROUP BY x.serves`.execute(db)
  return new Map(rows.map(({ serves, ...row }) => [serves, row]))
}
const unserved = { outreach: 0, integrated: 0n }

/** Each sentence of a plan's tasks and duties, where its doing is recorded, and how much is. */
export const coveredPlan = query({
  name: 'standing.coverage',
  summary: words(
    'Việc thực hiện từng nội dung của kế hoạch',
    'What is recorded of each sentence of the plan',
  ),
  route: 'GET /plan-coverage',
  /** Left out: the plan to work in. */
  input: z.object({ planId: optionalId() }),
  output: z.object({ plan: z.string().nullable(), sentences: z.array(Sentence) }),
  may: staff,
  async run(context, input) {
    const { db } = context
    const plan = await findPlan({ db, planId: input.planId ?? context.planId })
    if (plan === null) return { plan: null, sentences: [] }
    const row = await db
      .selectFrom('plan')
      .select('document')
      .where('id', '=', plan.id)
      .executeTakeFirstOrThrow()
    const document = PlanDocument.parse(row.document)
    const [duties, tasks] = [await dutyCounts(db, plan.id), await taskCounts(db, plan.id)]
    const served = await servedBy(context, plan.id)
    const asks = [...duties.values()].some(({ standing }) => standing)
    return {
      plan: plan.number,
      sentences: [
        ...taskSentences(document).map(({ key, code, words: said }) => ({
          ...nothingYet,
          ...(served.get(key) ?? unserved),
          ...tasks.get(key),
          ...{ kind: 'task' as const, key, code, words: said },
          // a thing is entered in the report on a standing duty
          ways: asks ? (['deeds'] as const) : [],
        })),
        ...document.duties.map(({ code, vi, en }) => {
          const { standing, ...counts } = duties.get(code) ?? { ...nothingYet, standing: false }
          const ways: z.infer<typeof Way>[] = [
            ...(counts.dated > 0 ? (['dated'] as const) : []),
            ...(standing ? (['standing'] as const) : []),
          ]
          return {
            ...counts,
            ...(served.get(code) ?? unserved),
            kind: 'duty' as const,
            key: code,
            code,
            words: { vi, en },
            ways,
          }
        }),
      ].map((sentence) => Sentence.parse(sentence)),
    }
  },
})
