import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../platform/database.ts'
import { besideEachOther, changeOver, ofTheRecord } from './hangs.ts'
import type { MergeKind } from './rules.ts'

/*
 * Carries what hangs on one enterprise over to another, and back. Each row that goes is kept in `enterprise_merge_row` with the column that
 * changed; the trail keeps it too. A row whose key holds the enterprise is taken away and set in anew, since the trail knows rows by key.
 */

interface Carried {
  readonly id: number
  readonly kind: MergeKind
  readonly lostId: number
  readonly keptId: number
}

const keyOf = (alias: string, key: readonly string[]) =>
  sql`concat_ws('/', ${sql.join(key.map((column) => sql.ref(`${alias}.${column}`)))})`

const log = (
  merge: Carried,
  table: string,
  column: string,
  from: RawBuilder<unknown>,
  was: number,
  became: number,
) => sql`
  INSERT INTO enterprise_merge_row (merge_id, table_name, row_key, column_name, was, became)
  SELECT ${merge.id}, ${table}, row_key, ${column}, ${String(was)}, ${String(became)} FROM ${from}`

/**
 * Carries over all that hangs on the lost record; of a merger in law what is open work.
 * @param chosen `enterprise_year/2024`: rows of the lost record that count instead of those of the kept one
 */
export async function carryOver(db: Db, merge: Carried, chosen: ReadonlySet<string>): Promise<void> {
  const { lostId, keptId, kind } = merge
  if (kind === 'double') await unifyProducts(db, merge)
  for (const hang of changeOver) {
    if (kind === 'law' && hang.passesOn === undefined) continue
    const column = hang.column ?? 'enterprise_id'
    if (hang.table === 'application') await markDoubled(db, merge)
    await sql`WITH gone AS (
        UPDATE ${sql.table(hang.table)} AS x SET ${sql.ref(column)} = ${keptId}
         WHERE ${sql.ref(`x.${column}`)} = ${lostId} AND ${kind === 'law' ? (hang.passesOn ?? sql`false`) : unlessThere(hang, keptId)}
        RETURNING ${keyOf('x', hang.key)} AS row_key)
      ${log(merge, hang.table, column, sql`gone`, lostId, keptId)}`.execute(db)
  }
  for (const hang of besideEachOther) {
    if (kind === 'law' && hang.passesOn === undefined) continue
    const [key] = hang.key
    const { rows } = await sql<{ key: string; there: boolean; better: boolean }>`
      SELECT ${sql.ref(`l.${key}`)}::text AS key, k.enterprise_id IS NOT NULL AS there,
             coalesce(${hang.better ?? sql`false`}, false) AS better
        FROM ${sql.table(hang.table)} l
        LEFT JOIN ${sql.table(hang.table)} k ON ${sql.ref(`k.${key}`)} = ${sql.ref(`l.${key}`)} AND k.enterprise_id = ${keptId}
       WHERE l.enterprise_id = ${lostId} ORDER BY 1`.execute(db)
    for (const row of rows) {
      if (kind === 'law' && (row.there || !(await passesOn(db, hang, lostId, row.key)))) continue
      if (row.there && !row.better && !chosen.has(`${hang.table}/${row.key}`)) continue
      await setAcross(db, merge, {
        table: hang.table,
        key,
        value: row.key,
        from: lostId,
        to: keptId,
        swap: row.there,
      })
    }
  }
  if (kind === 'double') for (const hang of ofTheRecord) await carryRecord(db, merge, hang)
}

const unlessThere = ({ table, once }: (typeof changeOver)[number], keptId: number) =>
  once === undefined
    ? sql`true`
    : sql`NOT EXISTS (SELECT FROM ${sql.table(table)} k
        WHERE k.enterprise_id = ${keptId} AND ${sql.ref(`k.${once}`)} = ${sql.ref(`x.${once}`)})`

async function passesOn(
  db: Db,
  hang: (typeof besideEachOther)[number],
  lostId: number,
  value: string,
): Promise<boolean> {
  const { rows } = await sql`SELECT FROM ${sql.table(hang.table)} x WHERE x.enterprise_id = ${lostId}
    AND ${sql.ref(`x.${hang.key[0]}`)}::text = ${value} AND ${hang.passesOn ?? sql`false`}`.execute(db)
  return rows.length > 0
}

/** Both applied for the same content in the same year: the lost one's application stays beside the other. */
async function markDoubled(db: Db, merge: Carried): Promise<void> {
  const { lostId, keptId } = merge
  await sql`WITH gone AS (
      UPDATE application x SET doubled = true
       WHERE x.enterprise_id = ${lostId} AND NOT x.doubled AND x.state NOT IN ('refused', 'withdrawn') AND x.ended_on IS NULL
         AND EXISTS (SELECT FROM application k WHERE k.enterprise_id = ${keptId} AND k.plan_id = x.plan_id AND k.year = x.year
                        AND k.content_id = x.content_id AND k.state NOT IN ('refused', 'withdrawn') AND k.ended_on IS NULL)
      RETURNING x.id::text AS row_key)
    INSERT INTO enterprise_merge_row (merge_id, table_name, row_key, column_name, was, became)
    SELECT ${merge.id}, 'application', row_key, 'doubled', 'false', 'true' FROM gone`.execute(db)
}

/** A product that both list is one product: its certificates, and the results that count them, lead to the kept record's. */
async function unifyProducts(db: Db, merge: Carried): Promise<void> {
  const { lostId, keptId } = merge
  const both = sql`(SELECT l.id AS lost, k.id AS kept FROM product l JOIN product k ON k.name = l.name AND k.enterprise_id = ${keptId}
    WHERE l.enterprise_id = ${lostId}) p`
  await sql`WITH gone AS (
      UPDATE certificate x SET product_id = p.kept FROM ${both}
       WHERE x.product_id = p.lost AND NOT EXISTS (SELECT FROM certificate c
         WHERE c.product_id = p.kept AND c.body = x.body AND c.number = x.number AND c.withdrawn_on IS NULL)
      RETURNING x.id::text AS row_key, p.lost::text AS was, p.kept::text AS became)
    INSERT INTO enterprise_merge_row (merge_id, table_name, row_key, column_name, was, became)
    SELECT ${merge.id}, 'certificate', row_key, 'product_id', was, became FROM gone`.execute(db)
  await sql`WITH gone AS (
      UPDATE enterprise_proof x SET product_id = p.kept FROM ${both}
       WHERE x.product_id = p.lost AND NOT EXISTS (SELECT FROM enterprise_proof o WHERE o.enterprise_id = ${keptId} AND o.slot = x.slot)
      RETURNING x.id::text AS row_key, p.lost::text AS was, p.kept::text AS became)
    INSERT INTO enterprise_merge_row (merge_id, table_name, row_key, column_name, was, became)
    SELECT ${merge.id}, 'enterprise_proof', row_key, 'product_id', was, became FROM gone`.execute(db)
  await sql`WITH gone AS (
      UPDATE fact x SET subject = 'product:' || p.kept FROM ${both}
       WHERE x.enterprise_id = ${lostId} AND x.subject = 'product:' || p.lost
      RETURNING x.id::text AS row_key, 'product:' || p.lost AS was, x.subject AS became)
    INSERT INTO enterprise_merge_row (merge_id, table_name, row_key, column_name, was, became)
    SELECT ${merge.id}, 'fact', row_key, 'subject', was, became FROM gone`.execute(db)
}

interface Across {
  readonly table: string
  readonly key: string
  readonly value: string
  readonly from: number
  readonly to: number
  /** The other record has a row of this key too: it goes the other way. */
  readonly swap: boolean
}

/** Sets a row over whose key holds the enterprise. */
async function setAcross(db: Db, merge: Carried, row: Across): Promise<void> {
  await setAnew(db, row)
  const at = sql`(SELECT ${row.value}::text AS row_key) s`
  if (row.swap) await log(merge, row.table, 'enterprise_id', at, row.to, row.from).execute(db)
  await log(merge, row.table, 'enterprise_id', at, row.from, row.to).execute(db)
}

async function setAnew(db: Db, { table, key, value, from, to, swap }: Across): Promise<void> {
  const columns = await columnsOf(db, table)
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const take = async (enterpriseId: number) => {
    const { rows } = await sql<{ row: string }>`
      DELETE FROM ${sql.table(table)} x WHERE x.enterprise_id = ${enterpriseId} AND ${sql.ref(`x.${key}`)}::text = ${value}
      RETURNING to_jsonb(x)::text AS row`.execute(db)
    return rows[0]?.row
  }
  const moved = await take(from)
  const other = swap ? await take(to) : undefined
  const set = (row: string, enterpriseId: number) => sql`
    INSERT INTO ${sql.table(table)} (${names}) OVERRIDING SYSTEM VALUE
    SELECT ${names} FROM jsonb_populate_record(NULL::${sql.table(table)}, ${row}::jsonb || jsonb_build_object('enterprise_id', ${enterpriseId}::int))`
  if (moved !== undefined) await set(moved, to).execute(db)
  if (other !== undefined) await set(other, from).execute(db)
}

/** The columns of a table that are written: none that follow from others. */
async function columnsOf(db: Db, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    SELECT attname AS name FROM pg_attribute
     WHERE attrelid = ${table}::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum`.execute(
    db,
  )
  return rows.map(({ name }) => name)
}

/** Rows that name the record by its kind and number; what the kept record has of the same key stays before. */
async function carryRecord(
  db: Db,
  merge: Carried,
  { table, key }: (typeof ofTheRecord)[number],
): Promise<void> {
  const { lostId, keptId } = merge
  if (key.includes('id')) {
    const once =
      table === 'work_assignment'
        ? sql`AND (x.ended_at IS NOT NULL OR NOT EXISTS (SELECT FROM work_assignment k
          WHERE k.record = 'enterprise' AND k.record_id = ${keptId} AND k.ended_at IS NULL))`
        : sql``
    await sql`WITH gone AS (
        UPDATE ${sql.table(table)} x SET record_id = ${keptId} WHERE x.record = 'enterprise' AND x.record_id = ${lostId} ${once}
        RETURNING x.id::text AS row_key)
      ${log(merge, table, 'record_id', sql`gone`, lostId, keptId)}`.execute(db)
    return
  }
  const columns = await columnsOf(db, table)
  const [account = 'account_id'] = key
  const others = columns.filter((column) => column !== 'record_id')
  const names = sql.join(others.map((column) => sql.ref(column)))
  await sql`WITH gone AS (
      DELETE FROM ${sql.table(table)} x WHERE x.record = 'enterprise' AND x.record_id = ${lostId}
        AND NOT EXISTS (SELECT FROM ${sql.table(table)} k WHERE k.record = 'enterprise' AND k.record_id = ${keptId}
                          AND ${sql.ref(`k.${account}`)} = ${sql.ref(`x.${account}`)})
      RETURNING x.*),
    there AS (INSERT INTO ${sql.table(table)} (${names}, record_id) SELECT ${names}, ${keptId} FROM gone
      RETURNING ${sql.ref(account)}::text AS row_key)
    ${log(merge, table, 'record_id', sql`there`, lostId, keptId)}`.execute(db)
}

/**
 * Sets everything that went over back to where it was.
 * @returns the tables of which a row was no longer where the merge had put it
 */
export async function carryBack(db: Db, merge: Carried): Promise<string[]> {
  const { rows: groups } = await sql<{ table: string; column: string; rows: number }>`
    SELECT table_name AS "table", column_name AS "column", count(*)::int AS rows FROM enterprise_merge_row
     WHERE merge_id = ${merge.id} AND column_name <> 'given' GROUP BY 1, 2 ORDER BY max(id) DESC`.execute(db)
  const missed: string[] = []
  for (const group of groups) {
    const back = await (isAcross(group) ? backAcross(db, merge, group.table) : backOver(db, merge, group))
    if (back !== group.rows) missed.push(group.table)
  }
  return missed
}

const isAcross = ({ table, column }: { table: string; column: string }) =>
  column === 'enterprise_id' && besideEachOther.some((one) => one.table === table)

async function backOver(
  db: Db,
  merge: Carried,
  { table, column }: { table: string; column: string },
): Promise<number> {
  const byAccount = ofTheRecord.some((one) => one.table === table && !one.key.includes('id'))
  if (byAccount && column === 'record_id') return backToRecord(db, merge, table)
  const key = changeOver.find((one) => one.table === table)?.key ?? ['id']
  const type = sql.raw(
    (
      await sql<{ type: string }>`
      SELECT format_type(atttypid, atttypmod) AS type FROM pg_attribute
       WHERE attrelid = ${table}::regclass AND attname = ${column}`.execute(db)
    ).rows[0]?.type ?? 'text',
  )
  const done = await sql`UPDATE ${sql.table(table)} x SET ${sql.ref(column)} = l.was::${type}
      FROM enterprise_merge_row l
     WHERE l.merge_id = ${merge.id} AND l.table_name = ${table} AND l.column_name = ${column}
       AND ${keyOf('x', key)} = l.row_key AND ${sql.ref(`x.${column}`)}::text = l.became`.execute(db)
  return Number(done.numAffectedRows ?? 0)
}

async function backToRecord(db: Db, merge: Carried, table: string): Promise<number> {
  const columns = (await columnsOf(db, table)).filter((column) => column !== 'record_id')
  const names = sql.join(columns.map((column) => sql.ref(column)))
  const done = await sql`WITH gone AS (
      DELETE FROM ${sql.table(table)} x USING enterprise_merge_row l
       WHERE l.merge_id = ${merge.id} AND l.table_name = ${table} AND x.record = 'enterprise' AND x.record_id = ${merge.keptId}
         AND x.account_id = l.row_key
      RETURNING x.*)
    INSERT INTO ${sql.table(table)} (${names}, record_id) SELECT ${names}, ${merge.lostId} FROM gone
    ON CONFLICT DO NOTHING`.execute(db)
  // What was only looked at or followed may be gone by now: nothing rests on it.
  const { rows } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM enterprise_merge_row
    WHERE merge_id = ${merge.id} AND table_name = ${table}`.execute(db)
  return Math.max(Number(done.numAffectedRows ?? 0), rows[0]?.n ?? 0)
}

async function backAcross(db: Db, merge: Carried, table: string): Promise<number> {
  const key = besideEachOther.find((one) => one.table === table)?.key[0] ?? 'id'
  const { rows } = await sql<{ rowKey: string; ways: number }>`
    SELECT row_key, count(*)::int AS ways FROM enterprise_merge_row
     WHERE merge_id = ${merge.id} AND table_name = ${table} AND column_name = 'enterprise_id' GROUP BY row_key`.execute(
    db,
  )
  let done = 0
  for (const { rowKey, ways } of rows) {
    const { rows: there } = await sql`SELECT FROM ${sql.table(table)} x
      WHERE x.enterprise_id = ${merge.keptId} AND ${sql.ref(`x.${key}`)}::text = ${rowKey}`.execute(db)
    if (there.length === 0) continue
    await setAnew(db, { table, key, value: rowKey, from: merge.keptId, to: merge.lostId, swap: ways === 2 })
    done += ways
  }
  return done
}
