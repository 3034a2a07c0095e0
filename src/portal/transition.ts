import { sql } from 'kysely'
import { z } from 'zod'
import { openStates } from '../applications/index.ts'
import { toDoByPlan } from '../duties/index.ts'
import { plansOf } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { type Context, query } from '../platform/operation.ts'
import { reportingPlans, reportsDue } from '../reports/index.ts'
import { openTurnStates } from '../support/index.ts'

/** What is counted of a plan that passes over, in the order in which it is shown. */
const transitionKinds = {
  open: ['applications', 'turns', 'commitments', 'obstacles', 'duties'],
  moves: ['criteria', 'dutiesPassed'],
  closes: ['allocations'],
  report: ['reports', 'targets'],
} as const
export type TransitionKind = (typeof transitionKinds)[keyof typeof transitionKinds][number]

const Item = z.object({
  kind: z.enum([
    ...transitionKinds.open,
    ...transitionKinds.moves,
    ...transitionKinds.closes,
    ...transitionKinds.report,
  ]),
  count: z.int(),
  /** đồng that goes with it; null where none does. */
  amount: dongOut().nullable(),
  /** How much of it is late today. */
  late: z.int(),
  href: z.string(),
})
const PlanRef = z.object({ id: z.int(), number: z.string() }).nullable()

/** `running`; `ended`: its last day has gone by and no plan has taken its place; `replaced`. */
export const transitionStates = ['running', 'ended', 'replaced'] as const

const Passing = z.object({
  id: z.int(),
  number: z.string(),
  province: z.string(),
  firstYear: z.int(),
  lastYear: z.int(),
  endsOn: z.iso.date(),
  state: z.enum(transitionStates),
  /** The plan that took its place. */
  next: PlanRef,
  /** The draft of the next plan that is being worked on. */
  draft: z.object({ id: z.int(), label: z.string() }).nullable(),
  open: z.array(Item),
  moves: z.array(Item),
  closes: z.array(Item),
  report: z.array(Item),
})
export type Passing = z.infer<typeof Passing>

interface Counts {
  readonly planId: number
  readonly nextId: number | null
  readonly next: string | null
  readonly draftId: number | null
  readonly draft: string | null
  readonly applications: number
  readonly turns: number
  readonly obstacles: number
  readonly commitments: number
  readonly rest: bigint
  readonly free: bigint
  readonly continued: number
  readonly targets: number
}

async function countsOf(db: Db): Promise<Counts[]> {
  const { rows } = await sql<Counts>`
    SELECT p.id AS plan_id, next.id AS next_id, next.number AS next, draft.id AS draft_id, draft.label AS draft,
           (SELECT count(*)::int FROM application a WHERE a.plan_id = p.id AND a.state IN (${sql.join(openStates)})) AS applications,
           (SELECT count(*)::int FROM support_turn t WHERE t.plan_id = p.id AND t.state IN (${sql.join(openTurnStates)})) AS turns,
           (SELECT count(*)::int FROM obstacle o WHERE o.plan_id = p.id AND o.resolved_on IS NULL AND o.withdrawn_on IS NULL) AS obstacles,
           money.commitments, money.rest, money.free,
           (SELECT count(DISTINCT c.id)::int FROM criterion c JOIN criterion_succession s ON s.predecessor_id = c.id AND s.distance = 1
             WHERE c.plan_id = p.id) AS continued,
           (SELECT count(*)::int FROM target t
             WHERE t.plan_id = p.id AND t.minimum IS NOT NULL
               AND indicator_result(p.id, t.indicator_id, t.first_year, t.last_year) < t.minimum) AS targets
      FROM plan p
      LEFT JOIN plan next ON next.id = p.replaced_by
      LEFT JOIN LATERAL (SELECT id, label FROM plan_draft
        WHERE plan_id = p.id AND kind = 'next' AND state = 'open' ORDER BY id DESC LIMIT 1) draft ON true
     CROSS JOIN LATERAL (
       SELECT count(*) FILTER (WHERE a.kind = 'committed' AND a.balance > 0)::int AS commitments,
              coalesce(sum(a.balance) FILTER (WHERE a.kind = 'committed'), 0)::bigint AS rest,
              coalesce(sum(a.balance) FILTER (WHERE a.kind = 'available'), 0)::bigint AS free
         FROM ledger_account a JOIN budget_line l ON l.id = a.line_id WHERE l.plan_id = p.id) money
     WHERE p.state <> 'draft'`.execute(db)
  return rows
}

/** How each plan whose last year has begun stands on its way out: what is open, what moves on, what closes, what its report lacks. */
async function passingPlans({ db, today }: Pick<Context, 'db' | 'today'>): Promise<Passing[]> {
  const plans = (await plansOf(db, null)).filter(({ lastYear }) => lastYear <= Number(today.slice(0, 4)))
  const counts = new Map((await countsOf(db)).map((row) => [row.planId, row]))
  const duties = await toDoByPlan(db, today)
  const reporting = new Set((await reportingPlans(db, null)).map(({ id }) => id))
  const reports = await reportsDue(
    db,
    plans.filter(({ id }) => reporting.has(id)),
    today,
  )
  return plans.flatMap((plan) => {
    const own = counts.get(plan.id)
    if (own === undefined) return []
    const work = duties.find(({ planId }) => planId === plan.id)
    const unsealed = reports.filter((row) => row.planId === plan.id && row.state !== 'sealed')
    const at = (path: string, query: string) => `${path}?${query}${query === '' ? '' : '&'}plan=${plan.id}`
    const item = (
      kind: TransitionKind,
      count: number,
      href: string,
      rest: { amount?: bigint; late?: number } = {},
    ) => ({
      kind,
      count,
      href,
      amount: rest.amount ?? null,
      late: rest.late ?? 0,
    })
    const some = (items: ReturnType<typeof item>[]) => items.filter(({ count }) => count > 0)
    const { id, number, province, firstYear, lastYear, endsOn, replaced } = plan
    return [
      {
        ...{ id, number, province, firstYear, lastYear, endsOn },
        state: replaced ? ('replaced' as const) : endsOn < today ? ('ended' as const) : ('running' as const),
        next: own.nextId === null || own.next === null ? null : { id: own.nextId, number: own.next },
        draft: own.draftId === null || own.draft === null ? null : { id: own.draftId, label: own.draft },
        open: some([
          item('applications', own.applications, at('/applications', '')),
          item('turns', own.turns, at('/support', '')),
          item('commitments', own.commitments, at('/budget/commitments', 'state=open'), { amount: own.rest }),
          item('obstacles', own.obstacles, at('/obstacles', 'state=open')),
          item('duties', work?.open ?? 0, at('/duties', ''), { late: work?.late ?? 0 }),
        ]),
        moves: some([
          item('criteria', own.continued, '/plan'),
          item('dutiesPassed', work?.passed ?? 0, at('/duties', 'state=passed')),
        ]),
        closes: some([item('allocations', own.free > 0n ? 1 : 0, at('/budget', ''), { amount: own.free })]),
        report: some([
          item('reports', unsealed.length, at('/reports', ''), {
            late: unsealed.filter(({ late }) => late).length,
          }),
          item('targets', own.targets, at('/indicators', '')),
        ]),
      },
    ]
  })
}

/** The passage from plan to plan, for its page and REST. */
export const planTransition = query({
  name: 'plans.transition',
  summary: words('Chuyển kỳ kế hoạch', 'The passage to the next plan'),
  route: 'GET /plans/transition',
  input: z.object({}),
  output: z.object({ plans: z.array(Passing) }),
  may: officers,
  run: async (context) => ({ plans: await passingPlans(context) }),
})
