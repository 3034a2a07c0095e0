import { type RawBuilder, sql } from 'kysely'
import { type Actor, holds, officers } from './actor.ts'
import type { Db } from './database.ts'
import { ofMatterFile } from './matters.ts'

/*
 * Whose records an account reads. The State's officers read those of every enterprise, an enterprise its own, an association those of its
 * members and of the enterprises that it brought (the part of a plan on associations). Every read of an enterprise's records, money or files goes through
 * here; what the public register says of an enterprise is open to whoever may run the query.
 */

type Reader = Pick<Actor, 'userId' | 'grants' | 'agencyIds' | 'enterpriseIds' | 'held'>

/** Whether the records of every enterprise are open to the actor: to officers, and to the program itself. */
export function readsEvery(actor: Pick<Actor, 'userId' | 'grants'>): boolean {
  return actor.userId === null || holds(actor, officers)
}

/**
 * Whether the actor reads what an agency entered, as a condition in SQL: the State's officers that of all, an association its own.
 * @param column of the agency, as the query names it, such as `c.agencyId`
 */
export const readableOfAgency = (
  actor: Pick<Actor, 'userId' | 'grants' | 'agencyIds'>,
  column: string,
): RawBuilder<boolean> =>
  readsEvery(actor)
    ? sql<boolean>`true`
    : sql<boolean>`${sql.ref(column)} = ANY (${actor.agencyIds}::integer[])`

const isAssociation = ({ grants }: Pick<Actor, 'grants'>) => grants.has('association')

/**
 * Whether the actor reads the records of the enterprise in a column, as a condition in SQL.
 * @param column as the query names it, such as `a.enterpriseId`
 */
export function readableBy(actor: Reader, column: string): RawBuilder<boolean> {
  if (readsEvery(actor)) return sql<boolean>`true`
  if (!isAssociation(actor)) return sql<boolean>`${sql.ref(column)} = ANY (${actor.enterpriseIds}::integer[])`
  return sql<boolean>`${sql.ref(column)} IN (${membersOf(actor)})`
}

/** The enterprises that an association acts for; one that took another's place acts for its members too. @param tie those of this tie alone */
export function membersOf(
  { agencyIds }: Pick<Actor, 'agencyIds'>,
  tie: 'member' | 'brought' | null = null,
): RawBuilder<unknown> {
  return sql`SELECT tie.enterprise_id FROM association_member tie
    WHERE tie.ended_on IS NULL AND (${tie}::text IS NULL OR tie.tie = ${tie}) AND agency_on(tie.agency_id, current_date) IN
      (SELECT agency_on(own, current_date) FROM unnest(${agencyIds}::integer[]) AS own)`
}

/**
 * Whether the actor may speak for the enterprise in a column, such as tell of its needs: whoever reads its records, and the association that brought it,
 * while the enterprise consents. The latter reads no record by it.
 */
export function speaksFor(actor: Reader, column: string): RawBuilder<boolean> {
  const reads = readableBy(actor, column)
  if (readsEvery(actor) || !isAssociation(actor)) return reads
  return sql<boolean>`(${reads} OR ${broughtBy(actor, column)})`
}

/** Whether the association brought the enterprise in a column, which consents. */
const broughtBy = ({ agencyIds }: Reader, column: string) =>
  sql<boolean>`${sql.ref(column)} IN (SELECT i.enterprise_id FROM introduction i
    WHERE i.state = 'consented' AND i.agency_id = ANY (${agencyIds}::integer[]))`

/**
 * Whether the actor reads what the enterprise in a column itself said of its support: an association follows those that it brought, as its list
 * says or with their consent and until they take it back, and of its other members knows only that they were asked and answered.
 */
export function hearsOf(actor: Reader, column: string): RawBuilder<boolean> {
  const reads = readableBy(actor, column)
  if (readsEvery(actor) || !isAssociation(actor)) return reads
  return sql<boolean>`(${broughtBy(actor, column)} AND ${reads} OR ${sql.ref(column)} IN (${membersOf(actor, 'brought')})
    AND NOT EXISTS (SELECT FROM introduction i WHERE i.enterprise_id = ${sql.ref(column)}
      AND i.state IN ('withdrawn', 'refused') AND i.agency_id = ANY (${actor.agencyIds}::integer[])))`
}

/** Which enterprises' records the actor reads. @returns null: of every one */
export async function readableEnterprises(db: Db, actor: Reader): Promise<ReadonlySet<number> | null> {
  if (readsEvery(actor)) return null
  if (!isAssociation(actor)) return new Set(actor.enterpriseIds)
  const { rows } = await sql<{ enterpriseId: number }>`${membersOf(actor)}`.execute(db)
  return new Set(rows.map(({ enterpriseId }) => enterpriseId))
}

/**
 * Whether the actor may open a stored file, as a condition on the row `file`: an enterprise its own and those that its own records name;
 * an association those of the enterprises that it reads, of its own agency and of the programme; somebody invited those of the one matter.
 */
export function readableFile(actor: Reader): RawBuilder<boolean> {
  // the scan of a sheet tells scores
  const open = sql<boolean>`NOT is_blind_file(file.id, ${actor.userId})`
  if (readsEvery(actor)) return open
  const own = sql<boolean>`(${readableBy(actor, 'file.enterpriseId')} OR EXISTS (SELECT FROM enterprise_file named
    WHERE named.file_id = file.id AND ${readableBy(actor, 'named.enterpriseId')}) OR ${ofMatterFile(actor)} OR ${justUploaded(actor)})`
  if (!isAssociation(actor)) return own
  return sql<boolean>`(${own} OR ${ofOwnAgency(actor)} OR (file.enterprise_id IS NULL
    AND EXISTS (SELECT FROM programme_file p WHERE p.file_id = file.id)
    AND NOT EXISTS (SELECT FROM enterprise_file named WHERE named.file_id = file.id)))`
}

/** Whether the actor brought a file or is of whoever did, so that it may name it as evidence; a condition on the row `file`. */
export function ownFile(actor: Reader): RawBuilder<boolean> {
  if (readsEvery(actor)) return sql<boolean>`true`
  if (!isAssociation(actor))
    return sql<boolean>`(${readableBy(actor, 'file.enterpriseId')} OR ${justUploaded(actor)})`
  return ofOwnAgency(actor)
}

/** What the account has brought itself, while no enterprise has it as its own: by somebody invited, or for one of several enterprises. */
const justUploaded = ({ userId }: Reader) =>
  sql<boolean>`(file.enterprise_id IS NULL AND file.uploaded_by = ${userId})`

function ofOwnAgency({ agencyIds }: Pick<Actor, 'agencyIds'>): RawBuilder<boolean> {
  return sql<boolean>`file.uploaded_by IN (SELECT of.id FROM account of WHERE of.agency_id = ANY (${agencyIds}::integer[]))`
}
