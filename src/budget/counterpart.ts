import { sql } from 'kysely'
import { z } from 'zod'
import { OwnMoneyRule, ownWays, ruleOn } from '../legal/index.ts'
import type { Db } from '../platform/database.ts'
import { dongOut } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import type { Context } from '../platform/operation.ts'
import { conflict, explainConstraint, invalidField } from '../platform/problem.ts'
import { aheadWords, mostPaid, paidAhead, scopes } from './counterpart-rules.ts'

/* Own money beside the state money of a turn, a content and a task, and what it lets be paid. */

explainConstraint('ledger_in_step', () =>
  conflict(
    'budget.aheadOfOwn',
    words(
      'Khoản chi vượt tỷ lệ vốn đối ứng đã chứng minh tại thời điểm ghi. Xin mở lại trang để xem số còn được chi.',
      'The payment goes over the share of own money that is proven at this moment. Please reload the page to see what may be paid.',
    ),
    'amount',
  ),
)
const noContent = () =>
  invalidField(
    'taskContentId',
    words(
      'Cam kết này theo hợp đồng nhiệm vụ: xin chọn nội dung được chi trong nhiệm vụ đó.',
      'This commitment is of a task: choose the content of it that is paid.',
    ),
  )
explainConstraint('ledger_task_content', noContent)
explainConstraint('ledger_content_back', () =>
  conflict(
    'budget.contentBack',
    words('Thu hồi quá số đã chi của nội dung này.', 'More comes back than was paid of this content.'),
    'amount',
  ),
)

const OwnRule = z.object({
  way: ownWays.schema,
  advancePercent: z.int(),
  /** Where it stands. */
  source: z.string(),
})

/** Both sides of a turn, a content or a task, in đồng. */
export const Standing = z.object({
  scope: scopes.schema,
  id: z.int(),
  name: z.string(),
  stateAgreed: dongOut(),
  paid: dongOut(),
  ownAgreed: dongOut(),
  paidIn: dongOut(),
  proven: dongOut(),
  settled: dongOut(),
  /** Null where none was entered for its day. */
  rule: OwnRule.nullable(),
})
export type Standing = z.infer<typeof Standing>

/** What a commitment, or own money, stands for: at least one of both. */
export interface Place {
  readonly turnId: number | null
  readonly contentId: number | null
}

type Sums = Omit<Standing, 'rule'> & { kindId: number | null; agreedOn: string | null }
const sums = sql`state_agreed, paid, own_agreed, paid_in, proven, settled`

/** The rule of a kind of task, or of a turn by itself. */
async function ruleOf(db: Db, { kindId, agreedOn }: Pick<Sums, 'kindId' | 'agreedOn'>) {
  if (kindId !== null) {
    const kind = await db
      .selectFrom('taskKind')
      .select(['ownMoney', 'ownMoneyArticle', 'advanceShare', 'advanceArticle'])
      .where('id', '=', kindId)
      .executeTakeFirstOrThrow()
    const source = [kind.ownMoneyArticle, kind.advanceArticle].filter((part) => part !== null).join('; ')
    return { way: ownWays.schema.parse(kind.ownMoney), advancePercent: kind.advanceShare ?? 0, source }
  }
  const rule = agreedOn === null ? null : await ruleOn(db, 'counterpart.turn', agreedOn)
  if (rule === null) return null
  const { way, advancePercent, advanceSource } = OwnMoneyRule.parse(rule.value)
  return { way, advancePercent, source: `${rule.instrument}, ${rule.article}; ${advanceSource}` }
}

const withRule = (db: Db, rows: readonly Sums[]): Promise<Standing[]> =>
  Promise.all(
    rows.map(async ({ kindId, agreedOn, ...row }) => ({
      ...row,
      rule: await ruleOf(db, { kindId, agreedOn }),
    })),
  )

/** Both sides of a turn and of the content and task that it is under; of a content and its task. Each that a payment there must keep to. */
export async function standingsOf(db: Db, { turnId, contentId }: Place): Promise<Standing[]> {
  const content = sql`coalesce(${contentId}::int, (SELECT task_content_id FROM support_turn WHERE id = ${turnId}::int))`
  const { rows } = await sql<Sums>`
    SELECT 'turn' AS scope, t.id, e.name || ', ' || c.name AS name, t.agreed_on, f.kind_id, ${sums}
      FROM counterpart_share t JOIN enterprise e ON e.id = t.enterprise_id
      JOIN support_turn s ON s.id = t.id JOIN support_content c ON c.id = s.content_id
      LEFT JOIN LATERAL (SELECT k.kind_id FROM science_task_content n JOIN science_task k ON k.id = n.task_id WHERE n.id = t.task_content_id) f ON true
     WHERE t.id = ${turnId}::int
    UNION ALL SELECT 'content', c.id, n.title, c.agreed_on, c.kind_id, ${sums}
      FROM counterpart_content c JOIN science_task_content n ON n.id = c.id WHERE c.id = ${content}
    UNION ALL SELECT 'task', k.id, s.title, k.agreed_on, k.kind_id, ${sums}
      FROM counterpart_task k JOIN science_task s ON s.id = k.id
     WHERE k.id = (SELECT task_id FROM science_task_content WHERE id = ${content})`.execute(db)
  return withRule(db, rows)
}

/** Both sides of a task and of each of its contents, the task last; nothing before it has contents. */
export async function standingsOfTask(db: Db, taskId: number): Promise<Standing[]> {
  const { rows } = await sql<Sums>`
    SELECT 'content' AS scope, c.id, n.title AS name, c.agreed_on, c.kind_id, ${sums}
      FROM counterpart_content c JOIN science_task_content n ON n.id = c.id WHERE c.task_id = ${taskId}
    UNION ALL SELECT 'task', k.id, s.title, k.agreed_on, k.kind_id, ${sums}
      FROM counterpart_task k JOIN science_task s ON s.id = k.id WHERE k.id = ${taskId}`.execute(db)
  return withRule(
    db,
    rows.toSorted(
      (one, other) => Number(one.scope === 'task') - Number(other.scope === 'task') || one.id - other.id,
    ),
  )
}

/** What a commitment pays: a turn, or the contents of a task whose contract made it. */
export async function commitmentPlace(db: Db, commitmentId: number) {
  const turn = await db
    .selectFrom('supportTurn')
    .select(['id', 'taskContentId'])
    .where('commitmentId', '=', commitmentId)
    .executeTakeFirst()
  const contents = await db
    .selectFrom('scienceTaskCommitment as o')
    .innerJoin('scienceTaskContent as c', 'c.taskId', 'o.taskId')
    .select(['c.id', 'c.title', 'c.taskId'])
    .where('o.commitmentId', '=', commitmentId)
    .where('c.committedBy', '=', 'contract')
    .where(sql<boolean>`c.passed IS DISTINCT FROM false`)
    .orderBy('c.id')
    .execute()
  return { turnId: turn?.id ?? null, contents }
}

/**
 * The content that a payment or refund on a commitment is of: the one that is named, or the only one there is.
 * @returns null for a commitment that is of no task @throws Problem 422
 */
export async function contentPaid(
  db: Db,
  commitmentId: number,
  named: number | undefined,
): Promise<number | null> {
  const { contents } = await commitmentPlace(db, commitmentId)
  const task = await db
    .selectFrom('scienceTaskCommitment')
    .select('taskId')
    .where('commitmentId', '=', commitmentId)
    .executeTakeFirst()
  if (task === undefined) {
    if (named !== undefined) throw noContent()
    return null
  }
  const content = contentAmong(contents, named)
  if (content === null) throw noContent()
  return content
}

/** The one that is named of the contents of a commitment, or the only one there is. */
function contentAmong(contents: readonly { readonly id: number }[], named: number | undefined) {
  const content = named ?? (contents.length === 1 ? contents[0]?.id : undefined)
  return contents.some(({ id }) => id === content) ? (content ?? null) : null
}

/** The content that is named; null where none right is, which the rule of the content tells. */
export const contentNamed = async (db: Db, commitmentId: number, named: number | undefined) =>
  contentAmong((await commitmentPlace(db, commitmentId)).contents, named)

/** Locks what payments and proofs of own money must agree on, until the transaction ends; before the accounts of the ledger. */
export async function lockSides(db: Db, { turnId, contentId }: Place): Promise<void> {
  await sql`SELECT counterpart_lock(${turnId}::int, ${contentId}::int)`.execute(db)
}

/** What a payment of state money is held against. */
export interface AskedPayment {
  readonly commitmentId: number
  readonly contentId: number | null
  readonly amount: bigint
  readonly on: string
}

/** What may still be paid on a day by each side, with the sides; of a commitment that is of no turn and no task, or no state money: none. */
export async function limitsOf(db: Db, { commitmentId, contentId, on }: Omit<AskedPayment, 'amount'>) {
  const of = await db
    .selectFrom('commitment as c')
    .innerJoin('fundingSource as s', 's.id', 'c.sourceId')
    .select('s.kind')
    .where('c.id', '=', commitmentId)
    .executeTakeFirst()
  const { turnId } = await commitmentPlace(db, commitmentId)
  if (of?.kind !== 'budget' || (turnId === null && contentId === null)) return []
  const standings = await standingsOf(db, { turnId, contentId })
  const idOf = (scope: Standing['scope']) => standings.find((side) => side.scope === scope)?.id ?? null
  const ids = sql`${idOf('turn')}::int, ${idOf('content')}::int, ${idOf('task')}::int`
  const { rows } = await sql<{ scope: string; first: boolean }>`
    SELECT scope, counterpart_first(scope, ${ids}, ${on}::date) AS first FROM unnest(ARRAY['turn', 'content', 'task']) AS scope`.execute(
    db,
  )
  return standings.map((side) => {
    const first = rows.find(({ scope }) => scope === side.scope)?.first ?? false
    return { side, first, limit: mostPaid(side, side.rule, first) }
  })
}

/**
 * Refuses state money that would be paid ahead of own money, by turn, content and task, with the numbers of the first that does not hold.
 * @throws Problem 409 `budget.aheadOfOwn`
 */
export async function holdInStep({ db }: Pick<Context, 'db'>, asked: AskedPayment): Promise<void> {
  for (const { side, limit } of await limitsOf(db, asked)) {
    if (limit === null || side.paid + asked.amount <= limit) continue
    const source = side.rule?.source ?? ''
    throw conflict(
      'budget.aheadOfOwn',
      aheadWords(side.scope, side, { limit, amount: asked.amount, source }),
      'amount',
    )
  }
}

/** Whether state money is paid ahead where its rule asks for own money. */
export const isAhead = (side: Standing): boolean => side.rule?.way !== 'free' && paidAhead(side) > 0n
