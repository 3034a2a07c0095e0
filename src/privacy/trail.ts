import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { parseJson } from '../platform/json.ts'
import { passages } from './held.ts'
import { textsIn } from './person.ts'
import type { Search } from './search.ts'

/** A record of the audit trail that holds something on a person. */
export interface TrailRecord {
  readonly seq: number
  /** What its changed rows and its key are named by. */
  readonly reference: bigint
  readonly at: string
  readonly command: string
  readonly subject: string | null
  /** As who acted, as whom it was about, or in what was sent. */
  readonly parts: readonly ('actor' | 'subject' | 'input')[]
  /** The passages of what was sent. */
  readonly passages: string
  /** Whether what was sent is sealed, or was written before that. */
  readonly sealed: boolean
  /** Whether who acted stands there by a name that was written before, and not by the account alone. */
  readonly namesActor: boolean
}

/** A row as the trail has kept it, in which something is held on a person. */
export interface TrailRow {
  readonly id: bigint
  readonly at: string | null
  readonly table: string
  readonly key: string
  readonly passages: string
  /** The keys that its values are sealed with; none for what was written before values were sealed. */
  readonly keyIds: readonly bigint[]
  /** Its values that are not sealed, by the names of the database's columns. */
  readonly plain: Readonly<Record<string, unknown>>
}

const input = sql<string>`input_read(a.id, a.input, a.user_id, true)::text`
const after = sql<string>`change_read(c.id, c.table_name, c.after, true)::text`
const actor = sql<string>`
  CASE WHEN EXISTS (SELECT FROM erased_value e WHERE e.part = 'audit' AND e.record = a.id AND 'actor' = ANY (e.columns))
       THEN '' ELSE a.actor END`

const limited = (most: number | undefined): RawBuilder<unknown> =>
  most === undefined ? sql`` : sql`LIMIT ${most}`

/** The records of the trail in which the person acts, is acted on or is named. The newest first. */
export async function trailRecords(db: Db, search: Search, most?: number): Promise<TrailRecord[]> {
  const { recogniser, accountIds } = search
  const { rows } = await sql<{
    seq: number
    id: bigint
    at: Date
    userId: string | null
    actor: string
    command: string
    subject: string | null
    input: string
    sealed: boolean
  }>`
    SELECT a.seq::float8 AS seq, a.id, a.at, a.user_id, ${actor} AS actor, a.command, a.subject, ${input} AS input,
           is_sealed(a.input::jsonb) AS sealed
      FROM audit a
     WHERE a.user_id = ANY (${accountIds}::text[])
        OR a.subject = ANY (${accountIds.map((id) => `account:${id}`)}::text[])
        OR (a.actor <> '' AND ${search.mayBeName(actor)})
        OR ${search.mayName(input)}
     ORDER BY a.seq DESC ${limited(most)}`.execute(db)
  return rows.flatMap((row) => {
    const said = passages(textsIn(parseJson(row.input)), recogniser)
    const namesActor = passages([row.actor], recogniser) !== ''
    const acted = row.userId !== null && recogniser.accountIds.has(row.userId)
    const parts = [
      ...(acted || namesActor ? (['actor'] as const) : []),
      ...(row.subject !== null && recogniser.accountIds.has(row.subject.replace(/^account:/, ''))
        ? (['subject'] as const)
        : []),
      ...(said === '' ? [] : (['input'] as const)),
    ]
    if (parts.length === 0) return []
    const { seq, id, at, command, subject, sealed } = row
    return [
      {
        seq,
        reference: id,
        at: at.toISOString(),
        command,
        subject,
        parts,
        passages: said,
        sealed,
        namesActor,
      },
    ]
  })
}

/** The rows as the trail has kept them that name the person, or that are the person's account. The newest first. */
export async function trailRows(db: Db, search: Search, most?: number): Promise<TrailRow[]> {
  const { recogniser, accountIds } = search
  const ownKey = sql<boolean>`EXISTS (
    SELECT FROM jsonb_each(c.after) e JOIN person_key k ON k.id = split_part(e.value ->> 'sealed', '.', 1)::bigint
     WHERE is_sealed(e.value) AND k.subject = ANY (${accountIds.map((id) => `account:${id}`)}::text[]))`
  const { rows } = await sql<{
    id: bigint
    at: Date | null
    tableName: string
    rowKey: string
    after: string
    keyIds: bigint[] | null
    sealed: string[] | null
    own: boolean
  }>`
    SELECT c.id, (SELECT a.at FROM audit a WHERE a.id = c.audit_id) AS at, c.table_name, c.row_key, ${after} AS after,
           (SELECT array_agg(DISTINCT split_part(e.value ->> 'sealed', '.', 1)::bigint)
              FROM jsonb_each(c.after) e WHERE is_sealed(e.value)) AS key_ids,
           (SELECT array_agg(e.key) FROM jsonb_each(c.after) e WHERE is_sealed(e.value)) AS sealed,
           ${ownKey} AS own
      FROM change c
     WHERE c.after IS NOT NULL
       AND (c.row_key = ANY (${accountIds}::text[]) OR ${ownKey} OR ${search.mayName(after)})
     ORDER BY c.id DESC ${limited(most)}`.execute(db)
  return rows.flatMap((row) => {
    const values = parseJson(row.after) as Record<string, unknown>
    const said = passages(textsIn(values), recogniser)
    if (said === '' && !row.own && !recogniser.accountIds.has(row.rowKey)) return []
    return [
      {
        id: row.id,
        at: row.at?.toISOString() ?? null,
        table: row.tableName,
        key: row.rowKey,
        passages: said,
        keyIds: row.keyIds ?? [],
        plain: Object.fromEntries(
          Object.entries(values).filter(
            ([name, value]) => !(row.sealed ?? []).includes(name) && !isErased(value),
          ),
        ),
      },
    ]
  })
}

const isErased = (value: unknown) => typeof value === 'object' && value !== null && 'erased' in value
