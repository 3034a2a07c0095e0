import { sql } from 'kysely'
import { z } from 'zod'
import { TurnNamed, turnNamed } from '../budget/index.ts'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut } from '../platform/fields.ts'
import { readableFile } from '../platform/sight.ts'
import { type StepKind, stageOf, stages, stepRecords } from './stages.ts'
import type { BareStep } from './steps.ts'

/* Who entered a step, who approved it, its papers with their hashes, the article that it names: looked up for a page of steps at once. */

/** Who did it, and when; the program itself, or what came in with a table, is `nscl`. */
const Act = z.object({ by: z.string(), at: z.iso.datetime().nullable() }).nullable()
const File = z.object({
  id: z.int(),
  name: z.string(),
  sha256: z.string(),
  size: z.int(),
  /** Whether it is open to whoever asks; one that is not is named all the same. */
  open: z.boolean(),
})
export type StepFile = z.infer<typeof File>

export const Step = z.object({
  id: z.string(),
  stage: stages.schema,
  kind: z.enum(Object.keys(stageOf) as [StepKind, ...StepKind[]]),
  on: z.iso.date(),
  lineId: z.int(),
  line: z.string(),
  lineTitle: z.string(),
  lineTitleEn: z.string(),
  year: z.int().nullable(),
  source: z.string(),
  sourceName: z.string(),
  sourceNameEn: z.string(),
  task: z.int().nullable(),
  taskTitle: z.string().nullable(),
  /** Of what a task's contract pays: the content, and the support turn under it that is named. */
  taskContent: z.string().nullable(),
  taskTurn: TurnNamed,
  commitmentId: z.int().nullable(),
  /** The entry of the ledger that it is; null for what moves no money of the ledger. */
  entryId: z.int().nullable(),
  amount: dongOut(),
  /** As it counts in the figure that is asked for: below nought where it takes from it. */
  counted: dongOut().nullable(),
  documentNumber: z.string().nullable(),
  what: z.string().nullable(),
  record: z.enum(stepRecords),
  recordId: z.int(),
  entered: Act,
  approved: Act,
  /** The article that it names, with its instrument. */
  rule: z.string().nullable(),
  files: z.array(File),
})
export type Step = z.infer<typeof Step>

interface Found {
  readonly id: string
  readonly what: string | null
  readonly enteredBy: string | null
  readonly enteredAt: Date | null
  readonly approvedBy: string | null
  readonly approvedAt: Date | null
  readonly rule: string | null
  readonly files: readonly (number | null)[]
}

/** Who wrote the first row of a record, by the audit trail. */
const writer = (table: string, key: ReturnType<typeof sql>) => sql`
  LEFT JOIN LATERAL (SELECT u.user_id, u.at FROM change g JOIN audit u ON u.id = g.audit_id
    WHERE g.table_name = ${sql.lit(table)} AND g.row_key = (${key})::text ORDER BY g.id LIMIT 1) w ON true`

const none = sql`NULL::text, NULL::timestamptz`

/** What there is to say of steps, by the letter that their ids begin with. */
const found = (ids: readonly string[]) => sql<Found>`
  WITH asked AS (
    SELECT id, left(id, 1) AS letter, split_part(substr(id, 2), '-', 1)::integer AS key FROM unnest(${[...ids]}::text[]) AS id)
  SELECT a.id, coalesce(c.purpose, d.subject, d.reason, y.reason, e.note) AS what,
         coalesce(o.drafted_by, d.proposed_by, y.proposed_by, w.user_id) AS entered_by,
         coalesce(o.drafted_at, d.proposed_at, y.proposed_at, w.at) AS entered_at,
         coalesce(o.settled_by, d.settled_by, CASE WHEN e.id IN (l.out_back_id, l.in_back_id) THEN y.back_by ELSE y.settled_by END, d.issuer) AS approved_by,
         CASE WHEN coalesce(o.settled_by, d.settled_by, y.settled_by) IS NOT NULL THEN coalesce(o.settled_at, d.settled_at, y.settled_at)
           ELSE d.document_date::timestamptz END AS approved_at,
         n.article AS rule, ARRAY[e.file_id, o.basis_file_id, d.file_id, CASE WHEN e.id IN (l.out_back_id, l.in_back_id) THEN y.back_file_id ELSE y.file_id END] AS files
    FROM asked a JOIN ledger_entry e ON e.id = a.key
    LEFT JOIN commitment c ON c.id = e.commitment_id
    LEFT JOIN payment_order o ON o.entry_id = e.id OR o.back_id = e.id
    LEFT JOIN allocation_decision_entry r ON r.entry_id = e.id LEFT JOIN allocation_decision d ON d.id = r.decision_id
    LEFT JOIN year_end_line l ON e.id IN (l.out_id, l.in_id, l.out_back_id, l.in_back_id) LEFT JOIN year_end_decision y ON y.id = l.decision_id
    LEFT JOIN carry_ground n ON n.id = l.ground_id ${writer('ledger_entry', sql`e.id`)}
   WHERE a.letter = 'e'
  UNION ALL
  SELECT a.id, p.title, NULL, NULL, p.issuer, p.issued_on::timestamptz, NULL, ARRAY[p.file_id]
    FROM asked a JOIN budget_line l ON l.id = a.key JOIN plan p ON p.id = l.plan_id WHERE a.letter = 'p'
  UNION ALL
  SELECT a.id, r.remarks, w.user_id, w.at, ${none}, NULL, ARRAY[]::integer[]
    FROM asked a JOIN estimate_round r ON r.id = a.key ${writer('estimate_round', sql`r.id`)} WHERE a.letter IN ('r', 'n')
  UNION ALL
  SELECT a.id, l.title, w.user_id, w.at, ${none}, coalesce(i.number || ', ' || m.article, NULL), ARRAY[]::integer[]
    FROM asked a JOIN estimate_line l ON l.id = a.key LEFT JOIN norm m ON m.id = l.norm_id LEFT JOIN legal_instrument i ON i.id = m.instrument_id
    ${writer('estimate_line', sql`l.id`)} WHERE a.letter = 'a'
  UNION ALL
  SELECT a.id, l.what, p.claimed_by, p.claimed_at,
         CASE a.letter WHEN 'c' THEN l.judged_by END, CASE a.letter WHEN 'c' THEN l.judged_on::timestamptz END,
         CASE a.letter WHEN 'c' THEN concat_ws(', ', i.number, l.article) END, ARRAY[l.file_id]
    FROM asked a JOIN claim_line l ON l.id = a.key JOIN payment_claim p ON p.id = l.claim_id
    LEFT JOIN legal_instrument i ON i.id = l.instrument_id WHERE a.letter IN ('c', 'd')
  UNION ALL
  SELECT a.id, coalesce(o.note, c.purpose), o.drafted_by, o.drafted_at, o.settled_by, o.settled_at, NULL, ARRAY[o.file_id, o.basis_file_id]
    FROM asked a JOIN payment_order o ON o.id = a.key JOIN commitment c ON c.id = o.commitment_id WHERE a.letter = 'o'
  UNION ALL
  SELECT a.id, coalesce(t.reason, b.note), b.drawn_by, b.drawn_at, b.sent_by, b.sent_on::timestamptz, NULL, ARRAY[i.file_id, x.file_id]
    FROM asked a JOIN treasury_batch_order r ON r.id = a.key JOIN treasury_batch b ON b.id = r.batch_id
    LEFT JOIN LATERAL (SELECT t.reason, t.import_id FROM treasury_answer t WHERE t.row_id = r.id ORDER BY t.id DESC LIMIT 1) t ON true
    LEFT JOIN import i ON i.id = t.import_id
    LEFT JOIN LATERAL (SELECT x.file_id FROM treasury_difference x WHERE x.row_id = r.id AND x.file_id IS NOT NULL ORDER BY x.id DESC LIMIT 1) x ON true
   WHERE a.letter = 'b'
  UNION ALL
  SELECT a.id, n.name, NULL, NULL, w.user_id, w.at, NULL, ARRAY[p.file_id, p.decision_file_id]
    FROM asked a JOIN support_turn u ON u.id = a.key JOIN application p ON p.id = u.application_id JOIN support_content n ON n.id = u.content_id
    ${writer('support_turn', sql`u.id`)} WHERE a.letter = 'u'
  UNION ALL
  SELECT a.id, h.note, w.user_id, w.at, ${none}, NULL, ARRAY[h.file_id]
    FROM asked a JOIN support_step h ON h.id = a.key ${writer('support_step', sql`h.id`)} WHERE a.letter = 'h'
  UNION ALL
  SELECT a.id, k.title, w.user_id, w.at, ${none}, concat_ws(', ', i.number, q.article), ARRAY[s.file_id]
    FROM asked a JOIN commitment_task o ON o.commitment_id = a.key JOIN science_task k ON k.id = o.task_id JOIN task_kind q ON q.id = k.kind_id
    JOIN legal_instrument i ON i.id = q.instrument_id
    LEFT JOIN LATERAL (SELECT s.id, s.file_id FROM science_task_step s WHERE s.task_id = k.id AND s.struck_on IS NULL
      AND s.document_number = CASE a.letter WHEN 'k' THEN k.approved_number ELSE k.contract_number END ORDER BY s.id DESC LIMIT 1) s ON true
    ${writer('science_task_step', sql`s.id`)} WHERE a.letter IN ('k', 'i')
  UNION ALL
  SELECT a.id, coalesce(s.note, s.minutes_number), s.drawn_up_by, s.drawn_up_at, s.settled_by, s.settled_at, NULL, ARRAY[s.file_id]
    FROM asked a JOIN year_settlement s ON s.id = a.key WHERE a.letter = 's'
  UNION ALL
  SELECT a.id, c.purpose, o.drafted_by, o.drafted_at, o.settled_by, o.settled_at, v.due_source, ARRAY[o.file_id, o.basis_file_id]
    FROM asked a JOIN advance v ON v.id = a.key JOIN payment_order o ON o.id = v.order_id JOIN commitment c ON c.id = o.commitment_id
   WHERE a.letter IN ('v', 'x')
  UNION ALL
  SELECT a.id, coalesce(p.what, l.what), p.entered_by, p.entered_at, p.settled_by, p.settled_at, NULL, ARRAY[p.file_id, l.file_id]
    FROM asked a JOIN advance_part p ON p.id = a.key LEFT JOIN claim_line l ON l.id = p.claim_line_id WHERE a.letter = 'w'`

/** The content and turn that steps of a task's contract pay: entries, orders, costs, rows of lists, advances. */
const places = (ids: readonly string[]) => sql<{ id: string; taskContent: string; taskTurn: TurnNamed }>`
  SELECT p.id, n.title AS task_content, ${turnNamed('p.turn_id')} AS task_turn
    FROM (SELECT id, left(id, 1) AS letter, split_part(substr(id, 2), '-', 1)::integer AS key FROM unnest(${[...ids]}::text[]) AS id) a
    CROSS JOIN LATERAL (
      SELECT a.id, e.task_content_id AS content_id, e.task_turn_id AS turn_id FROM ledger_entry e WHERE a.letter = 'e' AND e.id = a.key
      UNION ALL SELECT a.id, o.task_content_id, o.task_turn_id FROM payment_order o WHERE a.letter = 'o' AND o.id = a.key
      UNION ALL SELECT a.id, q.content_id, q.task_turn_id FROM claim_line l JOIN payment_claim q ON q.id = l.claim_id
         WHERE a.letter IN ('c', 'd') AND l.id = a.key
      UNION ALL SELECT a.id, o.task_content_id, o.task_turn_id FROM treasury_batch_order r JOIN payment_order o ON o.id = r.order_id
         WHERE a.letter = 'b' AND r.id = a.key
      UNION ALL SELECT a.id, o.task_content_id, o.task_turn_id FROM advance v JOIN payment_order o ON o.id = v.order_id
         WHERE a.letter IN ('v', 'x') AND v.id = a.key
      UNION ALL SELECT a.id, u.task_content_id, u.id FROM support_turn u WHERE a.letter = 'u' AND u.id = a.key AND u.commitment_id IS NULL) p
    JOIN science_task_content n ON n.id = p.content_id`

/** The steps with what there is to say of them: four statements, however many they are. */
export async function detailed(db: Db, actor: Actor, steps: readonly BareStep[]): Promise<Step[]> {
  if (steps.length === 0) return []
  const { rows } = await found([...new Set(steps.map(({ id }) => id))]).execute(db)
  const details = new Map(rows.map((row) => [row.id, row]))
  const paid = new Map((await places([...details.keys()]).execute(db)).rows.map((row) => [row.id, row]))
  const people = await namesOf(db, rows)
  const files = await filesOf(db, actor, rows)
  return steps.map((step): Step => {
    const { way: _way, ...bare } = step
    const more = details.get(step.id)
    const act = (by: string | null | undefined, at: Date | null | undefined) =>
      at == null && by == null
        ? null
        : { by: by == null ? 'nscl' : (people.get(by) ?? by), at: at?.toISOString() ?? null }
    return {
      ...bare,
      stage: stageOf[step.kind],
      taskContent: paid.get(step.id)?.taskContent ?? null,
      taskTurn: paid.get(step.id)?.taskTurn ?? null,
      entryId: step.id.startsWith('e') ? Number(step.id.slice(1)) : null,
      what: more?.what ?? null,
      entered: act(more?.enteredBy, more?.enteredAt),
      // what nobody approved has no such day
      approved: more?.approvedBy == null ? null : act(more.approvedBy, more.approvedAt),
      rule: more?.rule == null || more.rule === '' ? null : more.rule,
      files: [...new Set(more?.files ?? [])].flatMap((id) => (id === null ? [] : (files.get(id) ?? []))),
    }
  })
}

/** Names of the accounts; of a plan, and of a decision that one person booked, who issued it stands as a name. */
async function namesOf(db: Db, rows: readonly Found[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(rows.flatMap(({ enteredBy, approvedBy }) => [enteredBy, approvedBy]))]
  const accounts = await db
    .selectFrom('account')
    .select(['id', 'name'])
    .where('id', '=', sql<string>`ANY(${ids.filter((id) => id !== null)}::text[])`)
    .execute()
  return new Map(accounts.map(({ id, name }) => [id, name]))
}

async function filesOf(db: Db, actor: Actor, rows: readonly Found[]): Promise<ReadonlyMap<number, StepFile>> {
  const ids = [...new Set(rows.flatMap(({ files }) => files))].filter((id) => id !== null)
  const files = await db
    .selectFrom('file')
    .select(['file.id', 'file.name', 'file.sha256', 'file.size', readableFile(actor).as('open')])
    .where('file.id', '=', sql<number>`ANY(${ids}::int[])`)
    .execute()
  return new Map(files.map((file) => [file.id, { ...file, size: Number(file.size) }]))
}
