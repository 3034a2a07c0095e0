import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { differences, type Standing, type Sums, type Treasury } from './settlement-rules.ts'

/** A line and source of a plan's year: the ledger's figures, and the Treasury's beside them. */
export interface SettledLine extends Sums {
  readonly line: string
  readonly lineTitle: string
  readonly lineTitleEn: string
  readonly source: string
  readonly sourceName: string
  readonly sourceNameEn: string
  readonly lineId: number
  readonly sourceId: number
  /** Of what was paid, advances that are not cleared by the program's own records. */
  readonly openAdvances: bigint
  readonly treasury: (Treasury & { readonly version: number; readonly documentNumber: string }) | null
}

interface Stored extends Omit<SettledLine, 'treasury'> {
  readonly tGiven: bigint | null
  readonly tPaid: bigint | null
  readonly tAdvanced: bigint | null
  readonly tLeft: bigint | null
  readonly explanation: string | null
  readonly documentNumber: string | null
  readonly version: number | null
}

/** The figures of each line and source on which money of the year moved. */
export async function figuresOf(db: Db, planId: number, year: number): Promise<SettledLine[]> {
  const { rows } = await sql<Stored>`
    SELECT l.id AS line_id, l.code AS line, l.title AS line_title, l.title_en AS line_title_en, s.id AS source_id, s.key AS source,
           s.name AS source_name, s.name_en AS source_name_en, p.carried_in, p.allocated - coalesce(h.amount, 0) AS allocated,
           coalesce(h.amount, 0)::bigint AS adjusted, p.disbursed AS paid, p.carried_out, p.cancelled,
           (p.remaining + p.committed - p.disbursed)::bigint AS "left",
           (SELECT coalesce(sum(a.amount - a.cleared - a.returned - a.recovered), 0)::bigint
              FROM advance a JOIN payment_order o ON o.id = a.order_id JOIN ledger_entry e ON e.id = o.entry_id
             WHERE a.state IN ('open', 'part') AND (e.line_id, e.year, e.source_id) = (p.line_id, p.year, p.source_id)) AS open_advances,
           t.given AS t_given, t.paid AS t_paid, t.advanced AS t_advanced, t.left_over AS t_left, t.explanation, t.document_number, t.version
      FROM budget_position p JOIN budget_line l ON l.id = p.line_id JOIN funding_source s ON s.id = p.source_id
      LEFT JOIN budget_shift h ON (h.line_id, h.year, h.source_id) = (p.line_id, p.year, p.source_id)
      LEFT JOIN treasury_figure t ON (t.line_id, t.year, t.source_id) = (p.line_id, p.year, p.source_id)
     WHERE l.plan_id = ${planId} AND p.year = ${year}
       AND EXISTS (SELECT FROM ledger_entry e WHERE (e.line_id, e.year, e.source_id) = (p.line_id, p.year, p.source_id))
     ORDER BY l.ord, l.id, s.ord, s.id`.execute(db)
  return rows.map(({ tGiven, tPaid, tAdvanced, tLeft, explanation, documentNumber, version, ...row }) => ({
    ...row,
    treasury:
      tGiven === null || tPaid === null || tAdvanced === null || tLeft === null || version === null
        ? null
        : {
            ...{ given: tGiven, paid: tPaid, advanced: tAdvanced, leftOver: tLeft, explanation, version },
            documentNumber: documentNumber ?? '',
          },
  }))
}

/** What contents of tasks, and turns that stand alone, moved in the year: committed in it, paid, carried over. */
export interface SettledTask {
  readonly line: string
  readonly sourceName: string
  readonly sourceNameEn: string
  readonly commitmentId: number
  readonly documentNumber: string
  readonly purpose: string
  readonly task: string | null
  readonly content: string | null
  readonly carriedIn: bigint
  readonly committed: bigint
  readonly paid: bigint
  readonly carriedOut: bigint
}

export async function tasksOf(db: Db, planId: number, year: number): Promise<SettledTask[]> {
  const { rows } = await sql<SettledTask>`
    SELECT l.code AS line, s.name AS source_name, s.name_en AS source_name_en, c.id AS commitment_id, c.document_number, c.purpose,
           k.title AS task, n.title AS content,
           coalesce(sum(CASE e.kind WHEN 'commitment_in' THEN e.amount WHEN 'commitment_in_back' THEN -e.amount END), 0)::bigint AS carried_in,
           coalesce(sum(CASE e.kind WHEN 'commitment' THEN e.amount WHEN 'release' THEN -e.amount END), 0)::bigint AS committed,
           coalesce(sum(CASE e.kind WHEN 'disbursement' THEN e.amount WHEN 'refund' THEN -e.amount END), 0)::bigint AS paid,
           coalesce(sum(CASE e.kind WHEN 'commitment_out' THEN e.amount WHEN 'commitment_out_back' THEN -e.amount END), 0)::bigint AS carried_out
      FROM ledger_entry e JOIN commitment c ON c.id = e.commitment_id JOIN budget_line l ON l.id = e.line_id
      JOIN funding_source s ON s.id = e.source_id
      LEFT JOIN support_turn t ON t.commitment_id = c.id
      LEFT JOIN science_task_commitment o ON o.commitment_id = c.id
      LEFT JOIN year_end_line r ON e.id IN (r.out_id, r.in_id, r.out_back_id, r.in_back_id)
      LEFT JOIN science_task_content n ON n.id = coalesce(e.task_content_id, r.content_id, t.task_content_id)
      LEFT JOIN science_task k ON k.id = coalesce(o.task_id, n.task_id)
     WHERE l.plan_id = ${planId} AND e.year = ${year}
     GROUP BY l.ord, l.code, s.ord, s.name, s.name_en, c.id, k.id, n.id
     ORDER BY l.ord, s.ord, c.id, n.id NULLS FIRST`.execute(db)
  return rows
}

/** What of a plan's year stands in the way of its settlement. */
export async function standingOf(
  db: Db,
  planId: number,
  year: number,
  lines: readonly SettledLine[],
): Promise<Standing> {
  const { rows } = await sql<Pick<Standing, 'free' | 'committed' | 'paymentsWaiting' | 'proposalsWaiting'>>`
    SELECT coalesce(sum(a.balance) FILTER (WHERE a.kind = 'available'), 0)::bigint AS free,
           coalesce(sum(a.balance) FILTER (WHERE a.kind = 'committed'), 0)::bigint AS committed,
           (SELECT count(*)::int FROM payment_order o JOIN commitment c ON c.id = o.commitment_id JOIN budget_line b ON b.id = c.line_id
             WHERE o.state = 'drafted' AND b.plan_id = ${planId}
               AND commitment_year(c.id) = ${year}) AS payments_waiting,
           (SELECT count(*)::int FROM year_end_decision d WHERE d.state = 'proposed' AND d.plan_id = ${planId} AND d.year = ${year})
             AS proposals_waiting
      FROM ledger_account a JOIN budget_line l ON l.id = a.line_id WHERE l.plan_id = ${planId} AND a.year = ${year}`.execute(
    db,
  )
  const [sums] = rows
  if (sums === undefined) throw new Error('The ledger does not answer')
  return {
    ...sums,
    unreconciled: lines.filter(({ treasury }) => treasury === null).length,
    unexplained: lines.filter(
      (line) =>
        line.treasury !== null &&
        line.treasury.explanation === null &&
        differences(line, line.treasury).length > 0,
    ).length,
    advanced: lines.reduce((sum, { treasury }) => sum + (treasury?.advanced ?? 0n), 0n),
  }
}
