import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/** The budget lines of a plan that have no lines below them, as choices. */
export const leafLines = (db: Db, planId: number) =>
  db
    .selectFrom('budgetLine as l')
    .select(['l.id', 'l.code', 'l.title', 'l.titleEn'])
    .where('l.planId', '=', planId)
    .where(sql<boolean>`NOT EXISTS (SELECT FROM budget_line b WHERE b.parent_id = l.id)`)
    .orderBy('l.ord')
    .orderBy('l.id')
    .execute()
