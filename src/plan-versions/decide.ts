import { sql } from 'kysely'
import { z } from 'zod'
import { PlanDocument, tableWords, targetWords } from '../plan/index.ts'
import type { Db } from '../platform/database.ts'
import { formatDate } from '../platform/dates.ts'
import { choice, day, id, longText, text } from '../platform/fields.ts'
import { evidence } from '../platform/files.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { states } from '../platform/states.ts'
import { amendPlan } from './amend.ts'

/* The text of a plan and its budget table ask for different numbers: both stand until one is decided on in writing. */

/** Which of the two numbers holds. */
export const tableDecisions = states({
  text: words('Số của phần lời', 'The number of the text'),
  table: words('Số của bảng dự toán', 'The number of the budget table'),
})

const Said = z.object({ vi: z.string(), en: z.string() })

/** The targets of the plans in force whose table has another number, not decided on: `target`, `plan` and the target as written (`w`). */
export const undecidedTargets = sql`target t JOIN plan p ON p.id = t.plan_id AND p.state = 'active' JOIN indicator i ON i.id = t.indicator_id
  JOIN LATERAL jsonb_array_elements(p.document -> 'targets') AS w ON w ->> 'indicator' = i.key
   AND jsonb_typeof(w -> 'tableNumber') = 'number' AND coalesce(w ->> 'decision', '') = ''`

async function undecided(db: Db, targetId?: number) {
  const { rows } = await sql<{
    targetId: number
    planId: number
    plan: string
    key: string
    document: unknown
  }>`
    SELECT t.id AS "targetId", p.id AS "planId", p.number AS plan, i.key, p.document FROM ${undecidedTargets}
     WHERE ${targetId ?? null}::int IS NULL OR t.id = ${targetId ?? null}::int ORDER BY p.id, t.ord`.execute(
    db,
  )
  return rows.flatMap(({ document, ...row }) => {
    const plan = PlanDocument.parse(document)
    const target = plan.targets.find(({ indicator }) => indicator === row.key)
    return target === undefined ? [] : [{ ...row, document: plan, target }]
  })
}

/** The targets of which text and table say different numbers, not decided yet. */
export const listUndecided = query({
  name: 'plans.undecidedNumbers',
  summary: words('Chỉ tiêu có hai số khác nhau, chưa quyết định', 'Targets with two numbers, not decided'),
  route: 'GET /plan-targets/undecided',
  input: z.object({}),
  output: z.object({
    targets: z.array(
      z.object({
        targetId: z.int(),
        planId: z.int(),
        plan: z.string(),
        key: z.string(),
        target: Said,
        /** What the text asks for, and the number of the table with its lines. */
        text: Said,
        table: Said,
        tableNumber: z.number(),
      }),
    ),
  }),
  may: ['coordinator', 'leader', 'auditor'],
  async run({ db }) {
    const targets = await undecided(db)
    return {
      targets: targets.map(({ targetId, planId, plan, key, target }) => ({
        ...{ targetId, planId, plan, key },
        target: words(target.vi, target.en),
        text: targetWords(target),
        table: tableWords(target) ?? words('', ''),
        tableNumber: target.tableNumber ?? 0,
      })),
    }
  },
})

/**
 * Decides between the two numbers by a paper. It amends the plan: the number that holds is the target's from now on, the other stays told
 * beside it with the paper and its reason, and what stood before is a version of the plan.
 */
export const decideNumber = command({
  name: 'plans.decideNumber',
  summary: words('Quyết định giữa số của phần lời và số của bảng', 'Decide between text and table'),
  route: 'POST /plan-targets/{id}/decision',
  input: z.object({
    id: id(),
    takes: choice(tableDecisions.keys),
    /** Kind and number: `Công văn 12/UBND-KT`. */
    paper: text(200),
    paperOn: day(),
    reason: longText(1000),
    fileId: id(),
  }),
  output: z.object({ id: z.int(), planId: z.int(), indicator: z.string() }),
  may: ['coordinator', 'leader'],
  rules: [
    {
      of: ['paperOn'],
      judge: ({ paperOn }, { today }) =>
        paperOn <= today
          ? null
          : {
              field: 'paperOn',
              words: words(
                `Ngày của văn bản phải không sau hôm nay (${formatDate(today)}).`,
                `The paper must not be of after today (${formatDate(today)}).`,
              ),
            },
    },
  ],
  subject: (_input, output) => `plan:${output.planId}`,
  async run(context, { id: targetId, takes, paper, paperOn, reason, fileId }) {
    const { db } = context
    await lockPlanOf(db, targetId)
    const [found] = await undecided(db, targetId)
    if (found === undefined) throw notFound(words('chỉ tiêu có hai số chưa quyết định', 'Undecided target'))
    const file = await evidence(context, fileId)
    const { planId, document, target, key } = found
    const said =
      takes === 'table'
        ? `lấy số của bảng dự toán, thay số ${targetWords(target).vi} của phần lời`
        : 'lấy số của phần lời'
    const decision = `${paper} ngày ${formatDate(paperOn)}, ${said} (${reason.replace(/\s*\n\s*/g, ' ').replace(/[.;\s]+$/, '')})`
    const decided = { ...(takes === 'table' ? withTableNumber(target) : target), decision }
    await amendPlan(context, {
      planId,
      document: { ...document, targets: document.targets.map((each) => (each === target ? decided : each)) },
      reason,
      amendedBy: paper,
      amendedOn: paperOn,
      source: null,
      fileId: file.id,
    })
    return { id: targetId, planId, indicator: key }
  },
})

/** Locks the plan before it is read: of two officers who decide at once the second finds it decided. */
async function lockPlanOf(db: Db, targetId: number): Promise<void> {
  const target = await db.selectFrom('target').select('planId').where('id', '=', targetId).executeTakeFirst()
  if (target === undefined) return
  await db.selectFrom('plan').select('id').where('id', '=', target.planId).forUpdate().execute()
}

type Target = PlanDocument['targets'][number]

/** The target with the number of the table; a span between two numbers becomes that one. */
function withTableNumber(target: Target): Target {
  const number = target.tableNumber ?? null
  if (target.bound === 'atLeast') return { ...target, minimum: number }
  if (target.bound === 'atMost') return { ...target, maximum: number }
  const bound = target.bound === 'range' ? 'exactly' : target.bound
  return { ...target, bound, minimum: number, maximum: number }
}
