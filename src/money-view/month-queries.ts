import { sql } from 'kysely'
import { z } from 'zod'
import { activePlan } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, optionalText, optionalYear } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { byMonth } from './month-rules.ts'
import { countedMoves } from './queries.ts'

/** The figures that are shown by month. */
export const monthColumns = ['allocated', 'committed', 'paid'] as const
type MonthColumn = (typeof monthColumns)[number]

/** The year that is shown first: the last of the plan's estimate that has begun, else its first. */
async function yearShown(db: Db, planId: number, now: number): Promise<number> {
  const { rows } = await sql<{ year: number | null }>`
    SELECT coalesce(max(y.year) FILTER (WHERE y.year <= ${now}), min(y.year)) AS year
      FROM budget_line_year y JOIN budget_line l ON l.id = y.line_id WHERE l.plan_id = ${planId} AND NOT y.carried`.execute(
    db,
  )
  return rows[0]?.year ?? now
}

/** A budget year by month: what was allocated, committed, paid, beside what the plan estimates for the year. */
export const moneyMonths = query({
  name: 'moneyView.months',
  summary: words('Kinh phí một năm theo tháng', 'Money of a year by month'),
  route: 'GET /budget/view/months',
  input: z.object({ year: optionalYear(), line: optionalText(20), source: optionalText(40) }),
  output: z.object({
    planId: z.int(),
    year: z.int(),
    /** The plan's estimate of the year, with what was shifted between lines. */
    estimate: dongOut(),
    /** Fourteen sums of each figure: before the year, its twelve months, after it. */
    months: z.object({
      allocated: z.array(dongOut()),
      committed: z.array(dongOut()),
      paid: z.array(dongOut()),
    }),
    /** The last day that has come, for what is still to come. */
    today: z.iso.date(),
  }),
  may: officers,
  async run({ db, planId, today }, input) {
    const plan = await activePlan({ db, planId })
    const year = input.year ?? (await yearShown(db, plan.id, Number(today.slice(0, 4))))
    const moves = await countedMoves(
      db,
      plan.id,
      { ...input, year, only: [...monthColumns, 'plan', 'adjusted'] },
      today,
    )
    const { rows } = await sql<{ figure: MonthColumn | 'plan' | 'adjusted'; month: string; amount: bigint }>`
      SELECT f.figure, to_char(m.on_day, 'YYYY-MM') AS month, sum(f.sign * m.amount)::bigint AS amount FROM ${moves} GROUP BY 1, 2`.execute(
      db,
    )
    const of = (figure: MonthColumn) =>
      byMonth(
        rows.filter((row) => row.figure === figure),
        year,
      )
    return {
      ...{ planId: plan.id, year, today },
      estimate: rows
        .filter(({ figure }) => figure === 'plan' || figure === 'adjusted')
        .reduce((sum, { amount }) => sum + amount, 0n),
      months: { allocated: of('allocated'), committed: of('committed'), paid: of('paid') },
    }
  },
})
