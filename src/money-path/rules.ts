import { sql } from 'kysely'
import { z } from 'zod'
import { cutoffKinds } from '../budget/index.ts'
import type { Db } from '../platform/database.ts'

/** Why a rule stands on the way of a voucher. */
export const ruleSources = ['counterpart', 'kind', 'norm', 'carry', 'cutoff'] as const

/** A rule by which money was given, paid or carried over: its row, with instrument and article. */
export const Rule = z.object({
  of: z.enum(ruleSources),
  id: z.int(),
  name: z.string(),
  nameEn: z.string(),
  /** Number of the instrument; null where the article names it itself. */
  instrument: z.string().nullable(),
  article: z.string(),
  /** Whether it is still to be held against its source. */
  toCheck: z.boolean(),
})
export type Rule = z.infer<typeof Rule>

/** The rules of a voucher: of its turn or the kind of its task, of the norms that it was agreed by, of a carry-over, of the days of its year. */
export async function rulesOf(
  db: Db,
  { commitmentId, years }: { commitmentId: number | null; years: readonly number[] },
): Promise<Rule[]> {
  const { rows } = await sql<Rule>`
    SELECT DISTINCT * FROM (
      SELECT 'counterpart' AS of, r.id, r.name, r.name_en, i.number AS instrument, r.article, r.to_check
        FROM support_turn t JOIN legal_rule r ON r.key = 'counterpart.turn' AND r.valid_from <= t.decided_on AND (r.valid_to IS NULL OR r.valid_to >= t.decided_on)
        JOIN legal_instrument i ON i.id = r.instrument_id
       WHERE t.commitment_id = ${commitmentId} AND t.task_content_id IS NULL
      UNION ALL
      SELECT 'kind', k.id, k.name, k.name_en, i.number, concat_ws('; ', k.article, k.own_money_article, k.advance_article), k.to_check
        FROM commitment_task o JOIN science_task s ON s.id = o.task_id JOIN task_kind k ON k.id = s.kind_id JOIN legal_instrument i ON i.id = k.instrument_id
       WHERE o.commitment_id = ${commitmentId}
      UNION ALL
      SELECT 'norm', n.id, n.name, n.name_en, i.number, n.article, n.to_check
        FROM norm n JOIN legal_instrument i ON i.id = n.instrument_id
       WHERE n.id IN (SELECT a.norm_id FROM application_norm a JOIN support_turn t ON t.application_id = a.application_id WHERE t.commitment_id = ${commitmentId}
                      UNION SELECT l.norm_id FROM estimate_line l WHERE l.commitment_id = ${commitmentId})
      UNION ALL
      SELECT 'carry', g.id, g.name, g.name_en, NULL, g.article, g.to_check
        FROM carry_ground g
       WHERE g.id IN (SELECT l.ground_id FROM year_end_line l JOIN year_end_decision d ON d.id = l.decision_id AND d.state = 'booked'
                       WHERE l.commitment_id = ${commitmentId})
      UNION ALL
      SELECT 'cutoff', c.id, c.kind, c.kind, NULL, c.article, c.to_check
        FROM budget_cutoff c JOIN unnest(${[...years]}::int[]) y ON y >= c.first_year AND (c.last_year IS NULL OR y <= c.last_year)
       WHERE c.kind = 'spend') r ORDER BY 1, 2`.execute(db)
  return rows.map((row) => {
    if (row.of !== 'cutoff') return row
    const { vi, en } = cutoffKinds.wordsOf(row.name)
    return { ...row, name: vi, nameEn: en }
  })
}
