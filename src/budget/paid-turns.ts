import { sql } from 'kysely'
import { z } from 'zod'
import { signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { formatDong } from '../platform/money.ts'
import { query } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField, notFound } from '../platform/problem.ts'
import { readsEvery } from '../platform/sight.ts'
import { ownReadable } from './own-payments.ts'
import { paymentStates } from './payment-states.ts'

/* Which support turn a payment by a task's contract pays: turns under a task draw on the money of its content. */

const notOfContent = () =>
  invalidField(
    'taskTurnId',
    words(
      'Xin chọn lượt hỗ trợ dùng kinh phí của đúng nội dung được chi và chưa hủy.',
      'Choose a turn that draws on the content that is paid, and is not cancelled.',
    ),
  )
explainConstraint('payment_order_turn', notOfContent)
explainConstraint('claim_task_turn', notOfContent)
explainConstraint('payment_order_turn_cancelled', () =>
  conflict(
    'budget.turnCancelled',
    words(
      'Lượt hỗ trợ mà khoản chi này nêu đã hủy nên không duyệt chi được; xin từ chối khoản chi.',
      'The turn that this payment names was cancelled, so that it is not released; please refuse the payment.',
    ),
  ),
)
explainConstraint('task_turn_within', () =>
  conflict(
    'budget.overTurn',
    words(
      'Khoản chi vượt số lượt hỗ trợ này dùng của nội dung nhiệm vụ. Xin mở lại trang để xem số còn được chi.',
      'The payment goes over what this turn draws on the content of the task. Please reload the page to see what may be paid.',
    ),
    'amount',
  ),
)
explainConstraint('task_turn_back', () =>
  conflict(
    'budget.turnBack',
    words('Thu hồi quá số đã chi cho lượt hỗ trợ này.', 'More comes back than was paid for this turn.'),
    'amount',
  ),
)
explainConstraint('paid_turn_stays', () =>
  conflict(
    'budget.turnPaid',
    words(
      'Có khoản chi của nội dung nhiệm vụ ghi cho lượt hỗ trợ này nên lượt không ra khỏi nội dung.',
      'Payments of the content name this turn, so it stays under it.',
    ),
  ),
)

export const TaskTurn = z.object({
  id: z.int(),
  taskContentId: z.int(),
  enterprise: z.string(),
  content: z.string(),
  contentEn: z.string(),
  /** What it draws on the content, less what is paid or waits to be; null where what it draws is not known. */
  left: dongOut().nullable(),
  /** What was paid for it and not given back. */
  paid: dongOut(),
  cancelled: z.boolean(),
})
export type TaskTurn = z.infer<typeof TaskTurn>

/** A turn as what pays it names it; null where it names none. */
export const TurnNamed = z
  .object({ id: z.int(), enterprise: z.string(), content: z.string(), contentEn: z.string() })
  .nullable()
export type TurnNamed = z.infer<typeof TurnNamed>

/** The turn that a column names. */
export const turnNamed = (column: string) => sql<TurnNamed>`(
  SELECT jsonb_build_object('id', u.id, 'enterprise', v.name, 'content', w.name, 'contentEn', w.name_en)
    FROM support_turn u JOIN enterprise v ON v.id = u.enterprise_id JOIN support_content w ON w.id = u.content_id WHERE u.id = ${sql.ref(column)})`

/** The turns that draw on these contents of tasks. */
export async function turnsOfContents(db: Db, contents: readonly number[]): Promise<TaskTurn[]> {
  const { rows } = await sql<TaskTurn>`
    SELECT t.id, t.task_content_id, e.name AS enterprise, c.name AS content, c.name_en AS content_en, t.task_money - p.paid - p.waiting AS "left",
           p.paid, t.state = 'cancelled' AS cancelled
      FROM support_turn t JOIN enterprise e ON e.id = t.enterprise_id JOIN support_content c ON c.id = t.content_id
     CROSS JOIN LATERAL task_turn_paid(t.id) p
     WHERE t.task_content_id = ANY(${[...contents]}::int[]) AND t.commitment_id IS NULL
     ORDER BY t.task_content_id, t.id`.execute(db)
  return rows
}

interface AskedTurn {
  readonly commitmentId: number
  readonly contentId: number | null
  readonly turnId: number | undefined
}

/** The turn that is named, of the content that is paid or gives money back. @throws Problem 422 for any other */
export async function taskTurnOf(db: Db, { contentId, turnId }: Omit<AskedTurn, 'commitmentId'>) {
  if (turnId === undefined) return null
  const turns = contentId === null ? [] : await turnsOfContents(db, [contentId])
  const turn = turns.find((one) => one.id === turnId)
  if (turn === undefined) throw notOfContent()
  return turn
}

/** Holds a payment of state money against what its turn draws. @throws Problem 409 `budget.overTurn` with the numbers, 422 */
export async function holdTurn(db: Db, asked: AskedTurn & { readonly amount: bigint }): Promise<void> {
  const turn = await taskTurnOf(db, asked)
  if (turn?.cancelled === true) throw notOfContent()
  if (turn === null || turn.left === null || asked.amount <= turn.left) return
  const source = await db
    .selectFrom('commitment as c')
    .innerJoin('fundingSource as s', 's.id', 'c.sourceId')
    .select('s.kind')
    .where('c.id', '=', asked.commitmentId)
    .executeTakeFirst()
  if (source?.kind !== 'budget') return
  throw conflict(
    'budget.overTurn',
    words(
      `Lượt hỗ trợ này chỉ còn được chi ${formatDong(turn.left, 'vi')} đồng của nội dung nhiệm vụ, khoản này ${formatDong(asked.amount, 'vi')} đồng.`,
      `This turn may still be paid ${formatDong(turn.left, 'en')} đồng of the content, and this is ${formatDong(asked.amount, 'en')} đồng.`,
    ),
    'amount',
  )
}

const TurnPayment = z.object({
  /** Null for what was booked without an order: money of past years, and money that came back. */
  paymentId: z.int().nullable(),
  entryId: z.int().nullable(),
  amount: dongOut(),
  back: z.boolean(),
  on: z.iso.date(),
  documentNumber: z.string(),
  /** Null for what has no order. */
  state: paymentStates.schema.nullable(),
})

/**
 * What was paid for a turn, by its own commitment or by payments of a task's content that name it. An enterprise reads its own, once it is released; what its
 * content was paid besides is for officers.
 */
export const turnPayments = query({
  name: 'budget.turnPayments',
  summary: words('Các khoản đã chi cho lượt hỗ trợ', 'What was paid for a support turn'),
  route: 'GET /support/{id}/payments',
  input: z.object({ id: id() }),
  output: z.object({
    id: z.int(),
    paid: dongOut(),
    /** What it draws on the content of a task; null where it has a commitment of its own, or that is not known. */
    draws: dongOut().nullable(),
    /** What was paid of its content for no turn by name. */
    unnamed: dongOut(),
    payments: z.array(TurnPayment),
  }),
  may: signedIn,
  async run({ db, actor }, input) {
    const turn = await db
      .selectFrom('supportTurn as t')
      .leftJoin('scienceTaskContent as c', 'c.id', 't.taskContentId')
      .select(['t.id', 't.commitmentId', 't.taskMoney as draws'])
      .select(
        sql<bigint>`CASE WHEN t.commitment_id IS NULL THEN coalesce((
          SELECT sum(CASE e.kind WHEN 'disbursement' THEN e.amount ELSE -e.amount END) FROM ledger_entry e
           WHERE e.task_content_id = t.task_content_id AND e.task_turn_id IS NULL), 0) ELSE 0 END::bigint`.as(
          'unnamed',
        ),
      )
      .where('t.id', '=', input.id)
      .where(ownReadable(actor))
      .executeTakeFirst()
    if (turn === undefined) throw notFound(words('lượt hỗ trợ', 'Support turn'))
    const { rows } = await sql<z.infer<typeof TurnPayment>>`
      SELECT o.id AS payment_id, e.id AS entry_id, e.amount, e.kind = 'refund' AS back, e.occurred_on AS "on", e.document_number, o.state
        FROM ledger_entry e LEFT JOIN payment_order o ON o.entry_id = e.id
       WHERE (e.task_turn_id = ${turn.id} OR e.commitment_id = ${turn.commitmentId}::int) AND e.kind IN ('disbursement', 'refund')
      UNION ALL
      SELECT o.id, NULL, o.amount, false, o.occurred_on, o.document_number, o.state FROM payment_order o
       WHERE (o.task_turn_id = ${turn.id} OR o.commitment_id = ${turn.commitmentId}::int) AND o.state = 'drafted'
       ORDER BY 5, 2`.execute(db)
    const all = readsEvery(actor)
    const { commitmentId, ...shown } = turn
    const paid = rows.reduce(
      (sum, { amount, back, entryId }) =>
        entryId === null ? sum : back ? sum - BigInt(amount) : sum + BigInt(amount),
      0n,
    )
    return {
      ...shown,
      draws: commitmentId === null ? turn.draws : null,
      ...{ paid, unnamed: all ? turn.unnamed : 0n },
      payments: all ? rows : rows.filter(({ entryId }) => entryId !== null),
    }
  },
})
