import { sql } from 'kysely'
import type { Db } from '../platform/database.ts'

/* Which fields are asked of which turn. In SQL, of the rows t (turn), c (its content) and d (field). */

/** A field is asked of the turns of its content, or of all of its kind, unless it began after the turn was done or had ended before it was decided. */
export const askedOfTurn = sql<boolean>`(d.kind = c.kind AND (d.content_key IS NULL OR d.content_key = c.key)
  AND (d.valid_from IS NULL OR t.finished_on IS NULL OR t.finished_on >= d.valid_from)
  AND (d.ended_on IS NULL OR d.ended_on > t.decided_on))`

/** The turn with what says which fields it has, locked or not. */
export const turnOf = (db: Db, turnId: number) =>
  db
    .selectFrom('supportTurn as t')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .innerJoin('enterprise as e', 'e.id', 't.enterpriseId')
    .select([
      't.id',
      't.enterpriseId',
      't.planId',
      't.state',
      't.year',
      't.decidedOn',
      'e.name as enterprise',
    ])
    .select(['c.name as content', 'c.nameEn as contentEn'])
    .where('t.id', '=', turnId)

/** The fields that are asked of a turn, in the order of their names. */
export const fieldsOfTurn = (db: Db, turnId: number) =>
  db
    .selectFrom('supportTurn as t')
    .innerJoin('supportContent as c', 'c.id', 't.contentId')
    .innerJoin('contentField as d', (join) => join.on(askedOfTurn))
    .selectAll('d')
    .where('t.id', '=', turnId)
    .orderBy('d.name')
    .orderBy('d.id')
    .execute()
export type AskedField = Awaited<ReturnType<typeof fieldsOfTurn>>[number]
