import { sql } from 'kysely'
import { z } from 'zod'
import { activePlan } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { employerKinds } from '../training/index.ts'

/** The experts that the plan to work in counts: how many, by which events and proof, how many of them are known by name, and from which kind of employer. */
export const countExperts = query({
  name: 'people.experts',
  summary: words('Chuyên gia đã đào tạo theo kế hoạch', 'Experts trained under the plan'),
  route: 'GET /experts',
  input: z.object({}),
  output: z.object({
    plan: z.object({ id: z.int(), number: z.string() }),
    /** What the events say, as the target counts it. */
    counted: z.int(),
    /** Persons of the lists who were trained as experts, each once. */
    persons: z.int(),
    /** Lines of the lists, and how many experts no list names yet. */
    named: z.int(),
    unnamed: z.int(),
    /** `kind` null: the kind of employer is not recorded. */
    split: z.array(z.object({ kind: employerKinds.schema.nullable(), persons: z.int() })),
    events: z.array(
      z.object({
        id: z.int(),
        title: z.string(),
        heldOn: z.iso.date(),
        experts: z.int(),
        named: z.int(),
      }),
    ),
  }),
  may: staff,
  async run({ db, planId }) {
    const plan = await activePlan({ db, planId })
    const { rows: events } = await sql<{
      id: number
      title: string
      heldOn: string
      experts: number
      named: number
    }>`
      SELECT e.id, e.title, e.held_on, e.experts,
             (SELECT count(*)::int FROM trained_person t WHERE t.event_id = e.id AND t.outcome = 'expert') AS named
        FROM training_event e WHERE e.plan_id = ${plan.id} AND e.kind = 'expert_training' AND e.retracted_on IS NULL
       ORDER BY e.held_on DESC, e.id DESC`.execute(db)
    const { rows: split } = await sql<{ kind: (typeof employerKinds.keys)[number] | null; persons: number }>`
      SELECT g.employer_kind AS kind, count(DISTINCT g.id)::int AS persons
        FROM trained_person t JOIN training_event e ON e.id = t.event_id JOIN person x ON x.id = t.person_id
        JOIN person g ON g.id = coalesce(x.merged_into, x.id)
       WHERE t.outcome = 'expert' AND e.plan_id = ${plan.id} AND e.retracted_on IS NULL GROUP BY 1 ORDER BY 1 NULLS LAST`.execute(
      db,
    )
    const sum = (of: 'experts' | 'named') => events.reduce((total, event) => total + event[of], 0)
    const of = (kind: (typeof employerKinds.keys)[number] | null) =>
      split.find((row) => row.kind === kind)?.persons ?? 0
    return {
      plan: { id: plan.id, number: plan.number },
      counted: sum('experts'),
      named: sum('named'),
      unnamed: events.reduce((total, { experts, named }) => total + Math.max(experts - named, 0), 0),
      persons: split.reduce((total, { persons }) => total + persons, 0),
      split: [...employerKinds.keys, null].map((kind) => ({ kind, persons: of(kind) })),
      events,
    }
  },
})
