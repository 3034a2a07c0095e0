import { sql } from 'kysely'
import { z } from 'zod'
import { editEnterprise, registerEnterprise } from '../enterprises/index.ts'
import { systemActor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { execute } from '../platform/execute.ts'
import { follow } from '../platform/follow.ts'
import { words } from '../platform/language.ts'
import { type Context, command } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'

/** How like two names must be, of 1, and the addresses of two such names. */
const likeName = 0.7
const likeAddress = 0.5
/** Of one record at most this many: whoever is like more is like everybody. */
const most = 5
/** Records that are held against the register in one transaction. */
const batch = 500

/**
 * Holds records that changed against the whole register: alike are those with the ten digits of one tax code or a similar name, and the
 * same name or a similar address. What was found before and no longer is alike goes; what an officer settled stays settled.
 * @param only one record; without it those that wait, up to a batch
 * @returns how many records were held, and how many pairs were found
 */
export async function hold(
  { db, today }: Pick<Context, 'db' | 'today'>,
  only?: number,
): Promise<{ held: number; found: number }> {
  await sql`SELECT set_config('pg_trgm.similarity_threshold', ${String(likeName)}, true)`.execute(db)
  const { rows: due } = await sql<{ id: number }>`
    UPDATE enterprise_likeness SET due = false WHERE enterprise_id IN (
      SELECT enterprise_id FROM enterprise_likeness WHERE due ${only === undefined ? sql`` : sql`AND enterprise_id = ${only}`}
       ORDER BY enterprise_id LIMIT ${batch} FOR UPDATE SKIP LOCKED)
    RETURNING enterprise_id AS id`.execute(db)
  if (due.length === 0) return { held: 0, found: 0 }
  const ids = due.map(({ id }) => id)
  const alike = sql`
    SELECT DISTINCT ON (1, 2) least(x.enterprise_id, y.enterprise_id) AS one_id, greatest(x.enterprise_id, y.enterprise_id) AS other_id,
           CASE WHEN y.tax_root = x.tax_root THEN 'tax_code' ELSE 'name_address' END AS ground,
           round(y.by_name * 100)::int AS name_likeness, round(y.by_address * 100)::int AS address_likeness
      FROM enterprise_likeness x
     CROSS JOIN LATERAL (
       SELECT c.enterprise_id, c.tax_root, similarity(c.name, x.name) AS by_name, similarity(c.address, x.address) AS by_address
         FROM (SELECT * FROM enterprise_likeness n WHERE n.name % x.name
               UNION SELECT * FROM enterprise_likeness n WHERE n.tax_root = x.tax_root) c
        WHERE c.enterprise_id <> x.enterprise_id AND c.digits = x.digits
          AND (similarity(c.address, x.address) >= ${likeAddress} OR c.name = x.name AND c.tax_root = x.tax_root)
        ORDER BY similarity(c.name, x.name) + similarity(c.address, x.address) DESC, c.enterprise_id
        LIMIT ${most}) y
     WHERE x.enterprise_id = ANY (${ids}::int[])`
  const found = await sql`
    WITH alike AS (${alike}),
    gone AS (DELETE FROM enterprise_double d WHERE d.state = 'found' AND (d.one_id = ANY (${ids}::int[]) OR d.other_id = ANY (${ids}::int[]))
      AND NOT EXISTS (SELECT FROM alike a WHERE a.one_id = d.one_id AND a.other_id = d.other_id))
    INSERT INTO enterprise_double (one_id, other_id, ground, name_likeness, address_likeness, found_on)
    SELECT one_id, other_id, ground, name_likeness, address_likeness, ${today} FROM alike
    ON CONFLICT (one_id, other_id) DO NOTHING`.execute(db)
  return { held: ids.length, found: Number(found.numAffectedRows ?? 0) }
}

/** Looks for doubles among the records that are new or were changed since the last time. */
export const findDoubles = command({
  name: 'mergers.findDoubles',
  summary: words('Tìm hồ sơ doanh nghiệp trùng', 'Look for doubles of enterprises'),
  route: 'POST /enterprise-doubles',
  input: z.object({}),
  output: z.object({ held: z.int(), found: z.int(), left: z.int() }),
  may: ['coordinator', 'system'],
  async run(context) {
    const result = await hold(context)
    return { ...result, left: await waiting(context.db) }
  },
})

const waiting = async (db: Db): Promise<number> => {
  const row = await db
    .selectFrom('enterpriseLikeness')
    .select(({ fn }) => fn.countAll<string>().as('n'))
    .where('due', '=', true)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Looks for doubles until no record waits; for the hour. */
export async function findAllDoubles(system: System): Promise<void> {
  let left = await waiting(system.db)
  while (left > 0) {
    const done = await execute(system, findDoubles, systemActor, {}, { via: 'system' })
    if (done.held === 0) return
    left = done.left
  }
}

follow(registerEnterprise, (context, _input, { id }) => hold(context, id))
follow(editEnterprise, (context, _input, { id }) => hold(context, id))
