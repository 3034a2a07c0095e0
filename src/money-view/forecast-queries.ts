import { sql } from 'kysely'
import { z } from 'zod'
import { cutoffsOf } from '../budget/index.ts'
import { activePlan } from '../plan/index.ts'
import { officers } from '../platform/actor.ts'
import { dongOut, optionalText } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { forecast, type Open, type Part, type PartKind, parts, partsOf } from './forecast-rules.ts'
import { linesAsked } from './queries.ts'

interface Stored {
  readonly year: number
  readonly rest: bigint
  readonly drafted: readonly { readonly on: string; readonly amount: string }[]
  readonly claimed: bigint
  readonly accepted: boolean
  readonly contents: readonly { readonly on: string | null; readonly amount: string }[]
}

const Amounts = z.object(
  Object.fromEntries(parts.keys.map((kind) => [kind, dongOut()])) as Record<
    PartKind,
    ReturnType<typeof dongOut>
  >,
)

/**
 * When what is committed and unpaid is expected to be paid, by quarter; beside it what was paid since the year began.
 * The rules are in `forecast-rules.ts`.
 */
export const moneyForecast = query({
  name: 'moneyView.forecast',
  summary: words('Dự báo chi theo quý', 'Payments expected by quarter'),
  route: 'GET /budget/view/forecast',
  input: z.object({ line: optionalText(20), source: optionalText(40) }),
  output: z.object({
    planId: z.int(),
    quarters: z.array(z.object({ year: z.int(), quarter: z.int(), amounts: Amounts })),
    unknown: Amounts,
    /** How many commitments hold money that is unpaid, and how much. */
    commitments: z.int(),
    open: dongOut(),
    /** Days until when money of a year is spent, each with its article. */
    yearEnds: z.array(z.object({ year: z.int(), on: z.iso.date(), article: z.string() })),
  }),
  may: officers,
  async run({ db, planId, today }, input) {
    const plan = await activePlan({ db, planId })
    const lines = await linesAsked(db, plan.id, input.line)
    const source = sql`(${input.source ?? null}::text IS NULL OR s.key = ${input.source ?? null})`
    const { rows: paid } = await sql<{ on: string; amount: bigint }>`
      SELECT e.occurred_on AS "on", sum(CASE e.kind WHEN 'disbursement' THEN e.amount ELSE -e.amount END)::bigint AS amount
        FROM ledger_entry e JOIN funding_source s ON s.id = e.source_id
       WHERE e.line_id = ANY(${lines}::int[]) AND e.kind IN ('disbursement', 'refund')
         AND e.occurred_on BETWEEN date_trunc('year', ${today}::date)::date AND ${today}::date AND ${source}
       GROUP BY 1`.execute(db)
    const { rows } = await sql<Stored>`
      SELECT h.year, h.rest,
             coalesce((SELECT jsonb_agg(jsonb_build_object('on', o.occurred_on, 'amount', o.amount::text) ORDER BY o.occurred_on, o.id)
                         FROM payment_order o WHERE o.commitment_id = c.id AND o.state = 'drafted'), '[]') AS drafted,
             coalesce((SELECT sum(w.amount) FROM claim_waiting w WHERE w.commitment_id = c.id AND NOT EXISTS (
                         SELECT FROM payment_order o WHERE o.claim_id = w.claim_id AND o.commitment_id = c.id AND o.state = 'drafted')), 0)::bigint
               AS claimed,
             coalesce(t.state IN ('accepted', 'finished'), false) AS accepted,
             CASE WHEN t.id IS NOT NULL
               THEN (SELECT coalesce(jsonb_agg(jsonb_build_object('on', coalesce(n.ends_on, k.ends_on), 'amount', h.rest::text)), '[]')
                       FROM science_task_content n JOIN science_task k ON k.id = n.task_id WHERE n.id = t.task_content_id)
               ELSE (SELECT coalesce(jsonb_agg(jsonb_build_object('on', coalesce(n.ends_on, k.ends_on), 'amount', greatest(0, m.amount - coalesce(
                              (SELECT sum(CASE e.kind WHEN 'disbursement' THEN e.amount WHEN 'refund' THEN -e.amount END)
                                 FROM ledger_entry e WHERE e.task_content_id = n.id AND e.source_id = c.source_id), 0))::text)
                              ORDER BY coalesce(n.ends_on, k.ends_on), n.id), '[]')
                       FROM science_task_commitment o JOIN science_task k ON k.id = o.task_id JOIN science_task_content n ON n.task_id = k.id
                       JOIN science_task_money m ON m.content_id = n.id AND m.source_id = c.source_id
                      WHERE o.commitment_id = c.id AND n.committed_by = 'contract' AND n.passed IS DISTINCT FROM false) END AS contents
        FROM (SELECT a.commitment_id, max(a.year) AS year, sum(a.balance)::bigint AS rest
                FROM ledger_account a JOIN funding_source s ON s.id = a.source_id
               WHERE a.kind = 'committed' AND a.balance > 0 AND a.line_id = ANY(${lines}::int[]) AND ${source}
               GROUP BY a.commitment_id) h
        JOIN commitment c ON c.id = h.commitment_id
        LEFT JOIN support_turn t ON t.commitment_id = c.id
       ORDER BY c.id`.execute(db)
    const yearEnds = (
      await Promise.all(
        [...new Set(rows.map(({ year }) => year))]
          .toSorted((one, other) => one - other)
          .map(async (year) => {
            const spend = (await cutoffsOf(db, year)).find(({ kind }) => kind === 'spend')
            return spend === undefined ? [] : [{ year, on: spend.on, article: spend.article }]
          }),
      )
    ).flat()
    const found = rows.flatMap((row) => {
      const open: Open = {
        ...{ rest: row.rest, claimed: row.claimed, accepted: row.accepted },
        drafted: row.drafted.map(({ on, amount }) => ({ on, amount: BigInt(amount) })),
        contents: row.contents.map(({ on, amount }) => ({ on, amount: BigInt(amount) })),
        yearEnd: yearEnds.find(({ year }) => year === row.year)?.on ?? null,
      }
      return partsOf(open, today)
    })
    const all: Part[] = [...paid.map(({ on, amount }) => ({ kind: 'paid' as const, on, amount })), ...found]
    const { quarters, unknown } = forecast(all, today)
    return {
      planId: plan.id,
      quarters: quarters.map(({ amounts, ...of }) => ({ ...of, amounts: { ...amounts } })),
      unknown: { ...unknown },
      commitments: rows.length,
      open: rows.reduce((sum, { rest }) => sum + rest, 0n),
      yearEnds,
    }
  },
})
