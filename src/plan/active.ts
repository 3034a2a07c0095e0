import { sql } from 'kysely'
import { type Words, words } from '../platform/language.ts'
import { localDay } from '../platform/local-day.ts'
import type { Context } from '../platform/operation.ts'
import { Problem } from '../platform/problem.ts'
import { estimateSource } from './funding-sources.ts'
import { ofPlans } from './wanted.ts'

/** The plan in force, without its text. */
export interface Plan {
  readonly id: number
  readonly number: string
  readonly title: string
  readonly titleEn: string
  readonly issuedOn: string
  readonly startsOn: string
  /** The last day that counts for it: of a plan that was replaced, the day before the next one's first year. */
  readonly endsOn: string
  readonly firstYear: number
  readonly lastYear: number
  readonly province: string
  /** Another plan has taken its place. */
  readonly replaced: boolean
  /** The line that pays for the support of enterprises; null: the plan takes no applications. */
  readonly supportLine: string | null
  /** Key of the source that the estimate is of and that support is paid from. */
  readonly budgetSource: string
  /** That source as a sentence names it. */
  readonly estimateSource: Words
}

/**
 * The chosen plan when it is another than the one in force: what the pages say on top. Null when none is chosen, when the
 * chosen one is in force anyway, or when there is no such plan.
 */
export async function chosenBeside(db: Context['db'], planId: number | null): Promise<Plan | null> {
  if (planId === null) return null
  const chosen = await findPlan({ db, planId })
  const inForce = await findPlan({ db, planId: null })
  return chosen?.id === planId && chosen.id !== inForce?.id ? chosen : null
}

/**
 * The last day that counts for a row of `plan`: of a replaced one the day before the first year of the plan that took its place,
 * or where that is not entered, of the next plan of its province.
 */
export const effectiveEnd = sql<string>`CASE plan.state WHEN 'replaced' THEN least(plan.ends_on, (
    SELECT make_date(min(extract(year FROM later.starts_on))::int, 1, 1) - 1 FROM plan later
     WHERE later.state <> 'draft' AND extract(year FROM later.starts_on) > extract(year FROM plan.starts_on)
       AND CASE WHEN plan.replaced_by IS NULL THEN later.province = plan.province ELSE later.id = plan.replaced_by END))
  ELSE plan.ends_on END`

const columns = [
  'id',
  'number',
  'title',
  'titleEn',
  'issuedOn',
  'startsOn',
  effectiveEnd.as('endsOn'),
  'province',
  sql<boolean>`state = 'replaced'`.as('replaced'),
  'supportLine',
  'budgetSource',
  sql<Words | null>`(SELECT jsonb_build_object('vi', name, 'en', name_en) FROM funding_source WHERE key = budget_source)`.as(
    'sourceName',
  ),
] as const

const withYears = <
  Row extends { startsOn: string; endsOn: string; budgetSource: string; sourceName: Words | null },
>({
  sourceName,
  ...row
}: Row) => ({
  ...row,
  estimateSource: estimateSource(row.budgetSource, sourceName),
  firstYear: Number(row.startsOn.slice(0, 4)),
  lastYear: Number(row.endsOn.slice(0, 4)),
})

/** The plans that are no drafts, the latest period first. @param wanted null: all of them */
export async function plansOf(db: Context['db'], wanted: readonly number[] | null): Promise<Plan[]> {
  const rows = await db
    .selectFrom('plan')
    .select(columns)
    .where('state', '<>', 'draft')
    .where(ofPlans('plan.id', wanted))
    .orderBy('startsOn', 'desc')
    .orderBy('id', 'desc')
    .execute()
  return rows.map(withYears)
}

/**
 * The plan to work in: the one chosen (`planId`) unless it is a draft or not there, else the plan in force: the active
 * plan whose period holds today, else the active plan of the latest period. Several may be in force side by side.
 */
export const planInWork = (planId: number | null) => sql<number>`(SELECT w.id FROM plan w
  WHERE w.state = 'active' OR (w.id = ${planId ?? 0} AND w.state <> 'draft')
  ORDER BY w.id = ${planId ?? 0} DESC, ${localDay(sql`now()`)} BETWEEN w.starts_on AND w.ends_on DESC,
           w.starts_on DESC, w.id DESC LIMIT 1)`

/** The same as a record; null in an installation that has none yet. */
export async function findPlan({ db, planId }: Pick<Context, 'db' | 'planId'>): Promise<Plan | null> {
  const row = await db
    .selectFrom('plan')
    .select(columns)
    .where('id', '=', planInWork(planId))
    .executeTakeFirst()
  return row === undefined ? null : withYears(row)
}

/** The plan to work in, where there has to be one. @throws Problem 404 when there is none */
export async function activePlan(context: Pick<Context, 'db' | 'planId'>): Promise<Plan> {
  const plan = await findPlan(context)
  if (plan === null)
    throw new Problem(
      'plan.none',
      404,
      words(
        'Chưa có kế hoạch nào được chấp nhận. Đưa văn bản vào ở mục Bản thảo kế hoạch; quản trị viên xem thêm trang Thiết lập.',
        'No plan has been accepted yet. Bring the document in under Plan drafts; administrators see the page Set-up.',
      ),
    )
  return plan
}
