import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

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
