import { type NotNull, sql } from 'kysely'
import { z } from 'zod'
import { findPlan } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, optionalId } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, query } from '../platform/operation.ts'
import { readableOfAgency } from '../platform/sight.ts'
import { isStanding } from './ask.ts'
import { recordCounts, recordNames } from './records.ts'
import { grounds, type ToldBy, toldBy } from './sentences.ts'

/*
 * Where the doing of each sentence of a plan is recorded: a dated duty by its work, a standing one by its reports, both and the tasks by the records
 * that the rules propose or an officer chose. A sentence that nothing can report on is shown as such, and is work.
 */

const Way = z.enum(['dated', 'standing', 'records'])

/** A kind of record that tells of a sentence. */
const Told = z.object({
  record: recordNames.schema,
  /** How many the plan has; null where they are not for the reader. */
  count: z.int().nullable(),
  /** Why it tells of the sentence: what an officer decided, else what proposes it, and by what. */
  grounds: z.array(z.object({ ground: z.enum(grounds), by: z.string() })),
})

const Sentence = z.object({
  kind: z.enum(['task', 'duty']),
  /** The section; of a task with its sentence's place (`III.1/2`). */
  key: z.string(),
  code: z.string(),
  words: z.object({ vi: z.string(), en: z.string() }),
  agencies: z.int(),
  /** Where its doing is recorded; none: nowhere. */
  ways: z.array(Way),
  told: z.array(Told),
  /** The decision of an officer, where there is one. */
  decision: z.object({ id: z.int(), version: z.int(), source: z.string() }).nullable(),
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

/** The kinds of record that tell of each sentence, with their numbers, by its key. */
async function toldOf({ db, actor }: Pick<Context, 'db' | 'actor'>, planId: number) {
  const { rows } = await sql<Pick<ToldBy, 'key' | 'record' | 'ground' | 'by'>>`
    SELECT key, record, ground, by FROM (${toldBy}) told WHERE plan_id = ${planId} ORDER BY ground, by`.execute(
    db,
  )
  const { rows: counted } = await recordCounts(actor, planId).execute(db)
  const bySentence = Map.groupBy(rows, ({ key }) => key)
  return (key: string) => {
    const byRecord = Map.groupBy(bySentence.get(key) ?? [], ({ record }) => record)
    // in the order of the kinds
    return counted.flatMap(({ record, count }) => {
      const why = byRecord.get(record)
      return why === undefined
        ? []
        : [{ record, count, grounds: why.map(({ ground, by }) => ({ ground, by })) }]
    })
  }
}

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
  output: z.object({
    planId: z.int().nullable(),
    plan: z.string().nullable(),
    sentences: z.array(Sentence),
  }),
  may: staff,
  async run(context, input) {
    const { db } = context
    const plan = await findPlan({ db, planId: input.planId ?? context.planId })
    if (plan === null) return { planId: null, plan: null, sentences: [] }
    const sentences = await db
      .selectFrom('planSentence as s')
      .leftJoin('sentenceRecording as d', (join) =>
        join.onRef('d.planId', '=', 's.planId').onRef('d.sentence', '=', 's.key'),
      )
      .select(['s.kind', 's.key', 's.code', 's.vi', 's.en', 'd.id', 'd.version', 'd.source'])
      .$narrowType<{ key: NotNull }>()
      .where('s.planId', '=', plan.id)
      .orderBy('s.kind', 'desc')
      .orderBy('s.section')
      .orderBy('s.place')
      .execute()
    const [duties, tasks] = [await dutyCounts(db, plan.id), await taskCounts(db, plan.id)]
    const [served, told] = [await servedBy(context, plan.id), await toldOf(context, plan.id)]
    return {
      planId: plan.id,
      plan: plan.number,
      sentences: sentences.map(({ kind, key, code, vi, en, id, version, source }) => {
        const { standing, ...counts } = duties.get(key) ?? { ...nothingYet, standing: false }
        const records = told(key)
        const ways: z.infer<typeof Way>[] = [
          ...(counts.dated > 0 ? (['dated'] as const) : []),
          ...(standing ? (['standing'] as const) : []),
          ...(records.length > 0 ? (['records'] as const) : []),
        ]
        return Sentence.parse({
          ...counts,
          ...tasks.get(key),
          ...(served.get(key) ?? unserved),
          ...{ kind, key, code, words: { vi, en }, ways, told: records },
          decision: id === null ? null : { id, version, source },
        })
      }),
    }
  },
})
