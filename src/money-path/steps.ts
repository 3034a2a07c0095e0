import { type RawBuilder, sql } from 'kysely'
import { type Column, countRows, everyMove } from '../money-view/index.ts'
import type { Db } from '../platform/database.ts'
import { type StepKind, type StepRecord, stageRows } from './stages.ts'

/* The steps of money as one set: each move of money, and the papers that stand between a commitment and its payment. */

/** A step before its papers are looked up. */
export interface BareStep {
  readonly id: string
  /** Puts steps in the order of the way: line, year, source, commitment, station, day. */
  readonly way: string
  readonly kind: StepKind
  readonly on: string
  readonly lineId: number
  readonly line: string
  readonly lineTitle: string
  readonly lineTitleEn: string
  readonly year: number | null
  readonly source: string
  readonly sourceName: string
  readonly sourceNameEn: string
  readonly task: number | null
  readonly taskTitle: string | null
  readonly commitmentId: number | null
  readonly amount: bigint
  /** As it counts in the figure that is asked for; null where none is. */
  readonly counted: bigint | null
  readonly documentNumber: string | null
  readonly record: StepRecord
  readonly recordId: number
}

export interface Scope {
  readonly lines: readonly number[]
  readonly year?: number | 'none' | undefined
  readonly source?: string | undefined
  readonly task?: number | 'none' | undefined
  readonly commitment?: number | undefined
  /** A support turn under a task: what pays it. */
  readonly turn?: number | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  /** Only what a figure of the view of money sums. */
  readonly column?: Column | undefined
}

/** A line and the lines below it; without one those of the plan. */
export async function linesUnder(db: Db, of: { lineId: number } | { planId: number }): Promise<number[]> {
  const first = 'lineId' in of ? sql`id = ${of.lineId}` : sql`plan_id = ${of.planId}`
  const { rows } = await sql<{ id: number }>`
    WITH RECURSIVE part AS (SELECT id FROM budget_line WHERE ${first}
      UNION SELECT b.id FROM part JOIN budget_line b ON b.parent_id = part.id) SELECT id FROM part`.execute(
    db,
  )
  return rows.map(({ id }) => id)
}

/** Moves of money: all of them, with the commitment that they are of. */
const moves = (lines: RawBuilder<unknown>) => sql`
  SELECT m.id, m.kind, m.line_id, m.year, m.source_id, m.task_id, m.on_day, m.amount, m.document_number, m.record, m.record_id,
         CASE m.record WHEN 'commitment' THEN m.record_id
           WHEN 'claim' THEN (SELECT l.commitment_id FROM claim_line l WHERE l.id = substr(m.id, 2)::integer)
           WHEN 'advance' THEN (SELECT o.commitment_id FROM advance v JOIN payment_order o ON o.id = v.order_id WHERE v.id = m.record_id)
           END AS commitment_id
    FROM ${everyMove} m WHERE m.line_id = ANY(${lines})`

/**
 * What binds money and moves none: decision and contract of the turn or task, costs as they were claimed, payments drawn up, rows of lists for
 * the Treasury. Each of a commitment, in the year from which that is paid.
 */
const papers = (lines: RawBuilder<unknown>) => sql`
  SELECT p.id, p.kind, c.line_id, coalesce(p.year, y.year, c.year), c.source_id, t.task_id, p.on_day, p.amount, p.document_number, p.record, p.record_id, c.id
    FROM commitment c
    LEFT JOIN commitment_task t ON t.commitment_id = c.id
    LEFT JOIN LATERAL (SELECT commitment_year(c.id) AS year) y ON true
    CROSS JOIN LATERAL (
      SELECT 'u' || u.id AS id, 'turn_decided' AS kind, c.year AS year, u.decided_on AS on_day, coalesce(a.appraised_amount, 0) AS amount,
             a.decision_number AS document_number, 'support_turn' AS record, u.id AS record_id
        FROM support_turn u JOIN application a ON a.id = u.application_id
       WHERE u.commitment_id = c.id OR u.id IN (SELECT o.task_turn_id FROM payment_order o WHERE o.commitment_id = c.id)
      UNION ALL
      SELECT 'h' || h.id, 'turn_contract', c.year, h.happened_on, 0, h.document_number, 'support_turn', u.id
        FROM support_turn u JOIN support_step h ON h.turn_id = u.id AND h.state = 'contracted'
       WHERE u.commitment_id = c.id OR u.id IN (SELECT o.task_turn_id FROM payment_order o WHERE o.commitment_id = c.id)
      UNION ALL
      SELECT 'k' || c.id, 'task_approved', c.year, k.approved_on, coalesce(k.approved_money, 0), k.approved_number, 'science_task', k.id
        FROM science_task k WHERE k.id = t.task_id AND k.approved_on IS NOT NULL
      UNION ALL
      SELECT 'i' || c.id, 'task_contract', c.year, k.contract_on, 0, k.contract_number, 'science_task', k.id
        FROM science_task k WHERE k.id = t.task_id AND k.contract_on IS NOT NULL
      UNION ALL
      SELECT 'd' || l.id, 'claimed', NULL, coalesce(q.sent_on, l.voucher_on), l.amount, l.voucher_number, 'claim', q.id
        FROM claim_line l JOIN payment_claim q ON q.id = l.claim_id AND q.state NOT IN ('draft', 'withdrawn') WHERE l.commitment_id = c.id
      UNION ALL
      SELECT 'o' || o.id, 'ordered', e.year, o.occurred_on, o.amount, o.document_number, 'payment', o.id
        FROM payment_order o LEFT JOIN ledger_entry e ON e.id = o.entry_id WHERE o.commitment_id = c.id
      UNION ALL
      SELECT 'b' || r.id, 'listed', e.year, coalesce(r.answered_on, b.sent_on, b.drawn_on), o.amount, b.number, 'treasury_batch', b.id
        FROM payment_order o JOIN treasury_batch_order r ON r.order_id = o.id AND r.state <> 'dropped'
        JOIN treasury_batch b ON b.id = r.batch_id LEFT JOIN ledger_entry e ON e.id = o.entry_id WHERE o.commitment_id = c.id) p
   WHERE c.line_id = ANY(${lines})`

/** Which steps are of a support turn that payments of its task's content name. */
const ofTurn = (turn: number) => sql`CASE s.record
  WHEN 'support_turn' THEN s.record_id = ${turn}
  WHEN 'payment' THEN s.record_id IN (SELECT o.id FROM payment_order o WHERE o.task_turn_id = ${turn})
  WHEN 'claim' THEN s.record_id IN (SELECT q.id FROM payment_claim q WHERE q.task_turn_id = ${turn})
  WHEN 'advance' THEN s.record_id IN (SELECT v.id FROM advance v JOIN payment_order o ON o.id = v.order_id WHERE o.task_turn_id = ${turn})
  WHEN 'treasury_batch' THEN s.id IN (SELECT 'b' || r.id FROM treasury_batch_order r JOIN payment_order o ON o.id = r.order_id
    WHERE o.task_turn_id = ${turn})
  ELSE s.id IN (SELECT 'e' || e.id FROM ledger_entry e WHERE e.task_turn_id = ${turn}) END`

/** The steps of a scope as one select, to be filtered, put in order and paged. */
export function stepRows(db: Db, scope: Scope) {
  const lines = sql`${[...scope.lines]}::int[]`
  const figures = scope.column === undefined ? [] : countRows.filter(({ column }) => column === scope.column)
  const where = [
    ...(scope.year === undefined
      ? []
      : [scope.year === 'none' ? sql`s.year IS NULL` : sql`s.year = ${scope.year}`]),
    ...(scope.task === undefined
      ? []
      : [scope.task === 'none' ? sql`s.task_id IS NULL` : sql`s.task_id = ${scope.task}`]),
    ...(scope.source === undefined ? [] : [sql`f.key = ${scope.source}`]),
    ...(scope.commitment === undefined ? [] : [sql`s.commitment_id = ${scope.commitment}`]),
    ...(scope.turn === undefined ? [] : [ofTurn(scope.turn)]),
    ...(scope.from === undefined ? [] : [sql`s.on_day >= ${scope.from}::date`]),
    ...(scope.to === undefined ? [] : [sql`s.on_day <= ${scope.to}::date`]),
    ...(scope.column === undefined ? [] : [sql`w.sign IS NOT NULL`]),
    sql`true`,
  ]
  return db
    .selectFrom(
      sql<BareStep & { stage: string }>`(
        SELECT s.id, g.stage, s.kind, s.on_day AS "on", s.line_id, b.code AS line, b.title AS line_title, b.title_en AS line_title_en, s.year,
               f.key AS source, f.name AS source_name, f.name_en AS source_name_en, s.task_id AS task, k.title AS task_title, s.commitment_id,
               s.amount::bigint AS amount, (w.sign * s.amount)::bigint AS counted, s.document_number, s.record, s.record_id,
               lpad(b.ord::text, 6, '0') || lpad(s.line_id::text, 10, '0') || lpad(coalesce(s.year, 0)::text, 4, '0') || lpad(f.ord::text, 6, '0')
                 || lpad(coalesce(s.commitment_id, 0)::text, 10, '0') || lpad(g.place::text, 2, '0') || to_char(s.on_day, 'YYYYMMDD') AS way
          FROM (${moves(lines)} UNION ALL ${papers(lines)}) s
          JOIN unnest(${stageRows.map(({ kind }) => kind)}::text[], ${stageRows.map(({ stage }) => stage)}::text[],
            ${stageRows.map(({ place }) => place)}::int[]) AS g (kind, stage, place) ON g.kind = s.kind
          LEFT JOIN unnest(${figures.map(({ kind }) => kind)}::text[], ${figures.map(({ sign }) => sign)}::int[]) AS w (kind, sign) ON w.kind = s.kind
          JOIN budget_line b ON b.id = s.line_id JOIN funding_source f ON f.id = s.source_id
          LEFT JOIN science_task k ON k.id = s.task_id
         WHERE ${sql.join(where, sql` AND `)})`.as<'v'>('v'),
    )
    .selectAll()
}
