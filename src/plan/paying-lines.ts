import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import type { Rule } from '../platform/operation.ts'

/** The lines of plans in force or ended that can pay for something, those of the latest plan first. */
export const payingLines = (db: Db) =>
  db
    .selectFrom('budgetLine as l')
    .innerJoin('plan as p', 'p.id', 'l.planId')
    .select(['l.id', 'p.number as plan'])
    .select(sql<string>`l.code || '. ' || l.title`.as('name'))
    .select(sql<string>`l.code || '. ' || l.title_en`.as('nameEn'))
    .where('p.state', '<>', 'draft')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('budgetLine as c').select('c.id').whereRef('c.parentId', '=', 'l.id'))),
    )
    .orderBy('p.startsOn', 'desc')
    .orderBy('p.id')
    .orderBy('l.ord')
    .execute()

/** Whether a line is of a plan. */
export const isLineOf = async (db: Db, planId: number, lineId: number): Promise<boolean> =>
  (await db
    .selectFrom('budgetLine')
    .select('id')
    .where('id', '=', lineId)
    .where('planId', '=', planId)
    .executeTakeFirst()) !== undefined

/** Rule: the line that pays is of the plan that is named. */
export const lineOfPlan: Rule<{
  readonly planId?: number | undefined
  readonly lineId?: number | undefined
}> = {
  of: ['planId', 'lineId'],
  judge: async ({ planId, lineId }, { db }) => {
    if (lineId === undefined) return null
    if (planId !== undefined && (await isLineOf(db, planId, lineId))) return null
    return { field: 'lineId', words: words('Mục này của kế hoạch khác.', 'This line is of another plan.') }
  },
}
