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

/** The own money of a plan in a year, or of all its years, in one row. */
export async function ownFundsOf(db: Db, planId: number, year: number | null): Promise<OwnSums> {
  const { rows } = await sql<OwnSums>`
    SELECT coalesce(sum(open), 0)::int AS open, coalesce(sum(turns), 0)::int AS turns,
           coalesce(sum(offered), 0)::bigint AS offered, coalesce(sum(promised), 0)::bigint AS promised,
           coalesce(sum(support), 0)::bigint AS support
      FROM own_funds WHERE plan_id = ${planId} AND year = coalesce(${year}::int, year)`.execute(db)
  return rows[0] ?? { open: 0, turns: 0, offered: 0n, promised: 0n, support: 0n }
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
    }
  },
})
