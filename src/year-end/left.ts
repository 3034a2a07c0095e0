import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import type { Ground, Left } from './carry-rules.ts'

/** Money that is left of a year, with the names that are shown of it. */
export interface LeftRow extends Left {
  readonly lineId: number
  readonly lineTitle: string
  readonly lineTitleEn: string
  readonly sourceId: number
  readonly sourceName: string
  readonly sourceNameEn: string
  /** Of what is committed: its document and purpose. */
  readonly documentNumber: string | null
  readonly purpose: string | null
  readonly task: { readonly id: number; readonly title: string } | null
  readonly content: string | null
}

interface Stored extends Omit<LeftRow, 'task'> {
  readonly taskId: number | null
  readonly taskTitle: string | null
}

/**
 * What is left of a plan's year: free money by line and source, and what is committed and unpaid. Of the contract of a task, each content
 * that has money left stands by itself: what it has from that source, less what was paid of it.
 */
export async function leftOf(db: Db, planId: number, year: number): Promise<LeftRow[]> {
  const { rows } = await sql<Stored>`
    WITH held AS (
      SELECT l.code AS line, l.ord, l.id AS line_id, l.title AS line_title, l.title_en AS line_title_en, s.key AS source, s.ord AS source_ord,
             s.id AS source_id, s.name AS source_name, s.name_en AS source_name_en, a.commitment_id, a.balance
        FROM ledger_account a JOIN budget_line l ON l.id = a.line_id JOIN funding_source s ON s.id = a.source_id
       WHERE l.plan_id = ${planId} AND a.year = ${year} AND a.kind IN ('available', 'committed') AND a.balance > 0)
    SELECT h.line, h.line_id, h.line_title, h.line_title_en, h.source, h.source_id, h.source_name, h.source_name_en, h.commitment_id,
           p.content_id, p.title AS content, least(coalesce(p.amount, h.balance), h.balance)::bigint AS amount, h.balance AS rest,
           c.document_date AS committed_on, c.document_number, c.purpose, k.id AS task_id, k.title AS task_title,
           coalesce((SELECT count(*) FROM payment_order o WHERE o.commitment_id = h.commitment_id AND o.state = 'drafted'), 0)::int AS waiting
      FROM held h
      LEFT JOIN commitment c ON c.id = h.commitment_id
      LEFT JOIN support_turn t ON t.commitment_id = h.commitment_id
      LEFT JOIN science_task_commitment o ON o.commitment_id = h.commitment_id
      LEFT JOIN science_task_content tc ON tc.id = t.task_content_id
      LEFT JOIN science_task k ON k.id = coalesce(o.task_id, tc.task_id)
      LEFT JOIN LATERAL (
        SELECT n.id AS content_id, n.title,
               coalesce((SELECT sum(m.amount) FROM science_task_money m WHERE m.content_id = n.id AND m.source_id = h.source_id), 0)
                 - coalesce((SELECT sum(CASE e.kind WHEN 'disbursement' THEN e.amount WHEN 'refund' THEN -e.amount END)
                               FROM ledger_entry e WHERE e.task_content_id = n.id AND e.source_id = h.source_id), 0) AS amount
          FROM science_task_content n WHERE n.task_id = o.task_id AND n.committed_by = 'contract' AND n.passed IS DISTINCT FROM false) p
        ON p.amount > 0
     ORDER BY h.ord, h.line_id, h.source_ord, h.commitment_id NULLS FIRST, p.content_id`.execute(db)
  return rows.map(({ taskId, taskTitle, ...row }) => ({
    ...row,
    task: taskId === null || taskTitle === null ? null : { id: taskId, title: taskTitle },
  }))
}

/** The kinds of carry-over that hold for a year, each with the day that it asks for. */
export async function groundsOf(
  db: Db,
  year: number,
): Promise<(Ground & { readonly name: string; readonly nameEn: string; readonly article: string })[]> {
  const { rows } = await sql<{
    id: number
    needs: Ground['needs']
    on: string | null
    name: string
    nameEn: string
    article: string
  }>`
    SELECT id, needs, CASE WHEN needs = 'paper' THEN NULL ELSE make_date(${year}, month, day) END AS "on", name, name_en, article
      FROM carry_ground WHERE first_year <= ${year} AND (last_year IS NULL OR last_year >= ${year}) ORDER BY id`.execute(
    db,
  )
  return rows
}

/** What was allocated to the lines of a plan's year after a day, less what was withdrawn since; by line and source, đồng. */
export async function addedAfter(
  db: Db,
  planId: number,
  year: number,
  days: readonly string[],
): Promise<(line: string, source: string, after: string) => bigint> {
  const { rows } = await sql<{ line: string; source: string; day: string; amount: bigint }>`
    SELECT l.code AS line, s.key AS source, d.day, sum(CASE e.kind WHEN 'allocation' THEN e.amount ELSE -e.amount END)::bigint AS amount
      FROM unnest(${[...days]}::date[]) AS d(day)
      JOIN ledger_entry e ON e.year = ${year} AND e.kind IN ('allocation', 'withdrawal') AND e.occurred_on > d.day
      JOIN budget_line l ON l.id = e.line_id AND l.plan_id = ${planId}
      JOIN funding_source s ON s.id = e.source_id
     GROUP BY l.code, s.key, d.day`.execute(db)
  const sums = new Map(rows.map(({ line, source, day, amount }) => [`${line}|${source}|${day}`, amount]))
  return (line, source, after) => sums.get(`${line}|${source}|${after}`) ?? 0n
}
