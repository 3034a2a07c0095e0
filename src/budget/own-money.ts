import { sql } from 'kysely'
import { z } from 'zod'
import { activePlan } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query, type Rule } from '../platform/operation.ts'
import { conflict, explainConstraint } from '../platform/problem.ts'

/* What enterprises put in themselves. It is no budget: nobody allocates it by a decision; it is what they promise in their applications. */

/** Why the source that stands for it is neither allocated nor committed. */
export const ownMoneyRefused = words(
  'Kinh phí của doanh nghiệp do doanh nghiệp tự bỏ ra, không giao hay cam kết bằng quyết định; số doanh nghiệp hứa được cộng từ hồ sơ (trang Kinh phí).',
  'Own money of enterprises is what they put in themselves: no decision allocates or commits it. What they promise is summed from their applications (page Budget).',
)

explainConstraint('ledger_public_money', () => conflict('budget.ownMoney', ownMoneyRefused, 'source'))

/** Rule: the source is public money, or other money that somebody can allocate. */
export const publicMoney: Rule<{ readonly source: string }> = {
  of: ['source'],
  judge: async ({ source }, { db }) => {
    const found = await db
      .selectFrom('fundingSource')
      .select('kind')
      .where('key', '=', source)
      .executeTakeFirst()
    return found?.kind === 'counterpart' ? { field: 'source', words: ownMoneyRefused } : null
  },
}

export const OwnSums = z.object({
  /** Applications that are not decided, and turns that are. */
  open: z.int(),
  turns: z.int(),
  /** Own money in applications that are not decided, đồng. */
  offered: dongOut(),
  /** Own money in accepted ones whose turn was not cancelled, đồng. */
  promised: dongOut(),
  /** State money of the same turns, đồng. */
  support: dongOut(),
  /** State money paid of them, and own money that was put in, proven, settled, đồng. */
  paid: dongOut(),
  paidIn: dongOut(),
  proven: dongOut(),
  settled: dongOut(),
})
export type OwnSums = z.output<typeof OwnSums>

const OwnRow = OwnSums.extend({
  /** The budget line that pays the support beside it. */
  line: z.string().nullable(),
  contentId: z.int(),
  content: z.string(),
  contentEn: z.string(),
  year: z.int(),
})

const noSums: OwnSums = {
  ...{ open: 0, turns: 0, offered: 0n, promised: 0n, support: 0n },
  ...{ paid: 0n, paidIn: 0n, proven: 0n, settled: 0n },
}

/** The own money of a task beside the State's, đồng. */
const TaskSide = z.object({
  id: z.int(),
  title: z.string(),
  year: z.int(),
  stateAgreed: dongOut(),
  paid: dongOut(),
  ownAgreed: dongOut(),
  paidIn: dongOut(),
  proven: dongOut(),
  settled: dongOut(),
})

/** What the tasks of a plan add up to, in the year or in all; null where none has own money. */
export async function taskFundsOf(db: Db, planId: number, year: number | null) {
  const tasks = await taskSides(db, planId, year)
  const of = (key: 'stateAgreed' | 'paid' | 'ownAgreed' | 'proven') =>
    tasks.reduce((sum, task) => sum + task[key], 0n)
  return tasks.length === 0
    ? null
    : {
        tasks: tasks.length,
        stateAgreed: of('stateAgreed'),
        paid: of('paid'),
        ownAgreed: of('ownAgreed'),
        proven: of('proven'),
      }
}

/** The tasks of a plan whose contents have own money, in the year or in all. */
export function taskSides(db: Db, planId: number, year: number | null) {
  return db
    .selectFrom('counterpartTask as k')
    .innerJoin('scienceTask as s', 's.id', 'k.id')
    .select(['s.id', 's.title', 's.year', 'k.stateAgreed', 'k.paid', 'k.ownAgreed', 'k.paidIn', 'k.proven'])
    .select('k.settled')
    .$narrowType<z.infer<typeof TaskSide>>()
    .where('s.planId', '=', planId)
    .where('s.approvedOn', 'is not', null)
    .where('k.ownAgreed', '>', 0n)
    .$if(year !== null, (select) => select.where('s.year', '=', year))
    .orderBy('s.id')
    .execute()
}

/** The own money of a plan in a year, or of all its years, in one row. */
export async function ownFundsOf(db: Db, planId: number, year: number | null): Promise<OwnSums> {
  const { rows } = await sql<OwnSums>`
    SELECT coalesce(sum(open), 0)::int AS open, coalesce(sum(turns), 0)::int AS turns,
           coalesce(sum(offered), 0)::bigint AS offered, coalesce(sum(promised), 0)::bigint AS promised,
           coalesce(sum(support), 0)::bigint AS support, coalesce(sum(paid), 0)::bigint AS paid,
           coalesce(sum(paid_in), 0)::bigint AS paid_in, coalesce(sum(proven), 0)::bigint AS proven,
           coalesce(sum(settled), 0)::bigint AS settled
      FROM own_funds WHERE plan_id = ${planId} AND year = coalesce(${year}::int, year)`.execute(db)
  return rows[0] ?? noSums
}

/** What enterprises promise to put in, by line, content and year, beside the state money of the same turns. */
export const ownFunds = query({
  name: 'budget.ownFunds',
  summary: words('Kinh phí doanh nghiệp bỏ ra theo hồ sơ', 'Own money of enterprises by their applications'),
  route: 'GET /budget/own-funds',
  input: z.object({ year: optionalYear() }),
  output: z.object({
    plan: z.object({ id: z.int(), number: z.string() }),
    /** The year that is summed; null for all of them. */
    year: z.int().nullable(),
    rows: z.array(OwnRow),
    total: OwnSums,
    /** Tasks whose contents have own money; that of turns under them is in it, and above too. */
    tasks: z.array(TaskSide),
  }),
  may: officers,
  async run({ db, planId }, input) {
    const plan = await activePlan({ db, planId })
    const year = input.year ?? null
    const rows = await db
      .selectFrom('ownFunds as o')
      .innerJoin('supportContent as c', 'c.id', 'o.contentId')
      .select(['o.line', 'o.contentId', 'c.name as content', 'c.nameEn as contentEn', 'o.year'])
      .select(['o.open', 'o.turns', 'o.offered', 'o.promised', 'o.support'])
      .select(['o.paid', 'o.paidIn', 'o.proven', 'o.settled'])
      .where('o.planId', '=', plan.id)
      .$if(year !== null, (select) => select.where('o.year', '=', year))
      .orderBy('o.year')
      .orderBy('c.ord')
      .orderBy('c.id')
      .execute()
    return {
      plan: { id: plan.id, number: plan.number },
      year,
      rows: rows.map((row) => OwnRow.parse(row)),
      total: await ownFundsOf(db, plan.id, year),
      tasks: await taskSides(db, plan.id, year),
    }
  },
})
