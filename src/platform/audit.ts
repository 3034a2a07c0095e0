import { createHash, createHmac } from 'node:crypto'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import { unwatchedTables } from './audit-tables.ts'
import type { DB } from './database-types.ts'
import { Problem } from './problem.ts'

/** The face that a command came through. */
export type Via = 'page' | 'api' | 'cli' | 'system'

/** One record of the chain, before it has its place. */
export interface AuditRecord {
  readonly reference: bigint
  readonly at: Date
  readonly userId: string | null
  /** The name of who acted without an account; an account's name is its own. */
  readonly actor: string
  readonly via: Via
  readonly command: string
  readonly subject: string | null
  /** The input as JSON, secrets left out. */
  readonly input: string
}

/** Whose key what was sent is sealed with in the trail: the record's own, or that of the account that acted. */
export type InputKey = 'record' | 'account'

/** What the hash of a record covers, as one text: every column but the hash itself. */
function auditText(record: AuditRecord & { seq: bigint; changesSha256: string; previous: string }): string {
  return JSON.stringify([
    record.seq.toString(),
    record.reference.toString(),
    record.at.toISOString(),
    record.userId,
    record.actor,
    record.via,
    record.command,
    record.subject,
    record.input,
    record.changesSha256,
    record.previous,
  ])
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex')
}

/** The seal on the chain's head. Its key lies outside the database, so a chain rewritten there cannot be sealed. */
export function headMac(key: Buffer, seq: bigint, hash: string): string {
  return createHmac('sha256', key).update(`${seq}:${hash}`).digest('hex')
}

/** Names this transaction to the triggers, so that each changed row points to its audit record. */
export async function beginAudit(db: Transaction<DB>): Promise<bigint> {
  const { rows } = await sql<{ reference: bigint }>`
    SELECT r AS reference, set_config('nscl.audit', r::text, true) FROM nextval('audit_reference') AS r
  `.execute(db)
  const reference = rows[0]?.reference
  if (reference === undefined) throw new Error('audit_reference gave no number')
  return reference
}

/** The newest record of the chain. */
export interface AuditHead {
  readonly seq: bigint
  readonly hash: string
}

/** The head bears another seal than this installation's: writing on would cover a rolled back trail or a changed key up. */
function sealBroken(): Problem {
  return new Problem('audit.sealBroken', 503, {
    vi: 'Chương trình ngừng ghi: đầu chuỗi nhật ký không mang con dấu của bản cài đặt này (tệp secrets/audit đã đổi, hoặc cơ sở dữ liệu của bản cài đặt khác). Quản trị viên xin chạy "nscl audit verify" và khôi phục từ bản sao lưu.',
    en: 'Writing has stopped: the head of the audit chain does not bear the seal of this installation (the file secrets/audit was changed, or the database belongs to another installation). Run "nscl audit verify" and restore from a backup.',
  })
}

/**
 * Puts the record at the end of the chain. Takes the lock on the head, which puts all writers in line until they
 * commit: called last in the transaction.
 * @param inputKey whose key its input is sealed with, so that it goes with a person who is erased
 * @returns the new head, to be anchored outside the database after the commit
 * @throws Problem 503 when the present head does not bear this installation's seal
 */
export async function appendAudit(
  db: Transaction<DB>,
  key: Buffer,
  given: AuditRecord,
  inputKey: InputKey,
): Promise<AuditHead> {
  const record = await withoutPersons(db, given, inputKey)
  const changes = await sql<{
    digest: string
  }>`${changesDigest(sql`audit_id = ${record.reference}`)}`.execute(db)
  const changesSha256 = changes.rows[0]?.digest ?? sha256('')
  const head = await db.selectFrom('auditHead').selectAll().forUpdate().executeTakeFirstOrThrow()
  if (head.seq > 0n && head.mac !== headMac(key, head.seq, head.hash)) throw sealBroken()
  const seq = head.seq + 1n
  const previous = head.hash
  const hash = sha256(auditText({ ...record, seq, changesSha256, previous }))
  const { reference: id, ...columns } = record
  await db
    .insertInto('audit')
    .values({ ...columns, id, seq, changesSha256, previous, hash })
    .execute()
  await db
    .updateTable('auditHead')
    .set({ seq, hash, mac: headMac(key, seq, hash) })
    .execute()
  return { seq, hash }
}

/** The record as it is kept: whoever has an account stands there by it alone, and what was sent is sealed. */
async function withoutPersons(
  db: Transaction<DB>,
  record: AuditRecord,
  inputKey: InputKey,
): Promise<AuditRecord> {
  const { reference, userId } = record
  const subject = inputKey === 'account' ? `account:${userId}` : `audit:${reference}`
  const actor = userId === null ? record.actor : ''
  if (inputKey === 'account' && userId === null) return { ...record, actor }
  const { rows } = await sql<{ input: string }>`
    SELECT sealed_input(${subject}, ${record.input}) AS input`.execute(db)
  return { ...record, actor, input: rows[0]?.input ?? '{}' }
}

/** SHA-256 over the changed rows of one audit record, in the order written. */
function changesDigest(where: ReturnType<typeof sql>) {
  return sql`
    SELECT encode(sha256(convert_to(coalesce(string_agg(
             table_name || chr(31) || row_key || chr(31) || operation || chr(31) || coalesce(after::text, ''),
             chr(30) ORDER BY id), ''), 'UTF8')), 'hex') AS digest
      FROM change WHERE ${where}`
}

/** Something that the chain or the rows show to have been changed behind the program's back. */
export interface AuditFinding {
  readonly kind: 'chain' | 'head' | 'anchor' | 'changes' | 'unaudited' | 'unwatched' | 'row'
  /** Where: `audit 12`, or `enterprise 7`. */
  readonly where: string
  readonly detail: string
}

export interface AuditVerdict {
  readonly records: number
  readonly changes: number
  readonly rows: number
  readonly findings: AuditFinding[]
}

/** No more findings than this are listed; one is enough to know. */
const findingLimit = 100

/**
 * Checks (1) each record's hash and link, (2) the seal on the head, (3) that each record's changed rows are those it saw, (4) that no
 * row was written outside a command, (5) that every table is watched that must be, (6) that every watched row is still what was last
 * written. Whether the chain was cut or rolled back is for `verifyAnchor` to find.
 * @param progress called with the share done, 0 to 1
 */
export async function verifyAudit(
  database: Kysely<DB>,
  key: Buffer,
  progress: (share: number) => void = () => {},
): Promise<AuditVerdict> {
  // One snapshot, so that what others write meanwhile is no finding; UTC, so that rows have the text they were recorded with.
  return database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (db) => {
      await sql`SET LOCAL timezone = 'UTC'`.execute(db)
      await sql`SET LOCAL statement_timeout = 0`.execute(db)
      return verify(db, key, progress)
    })
}

async function verify(
  db: Transaction<DB>,
  key: Buffer,
  progress: (share: number) => void,
): Promise<AuditVerdict> {
  const findings: AuditFinding[] = []
  const find = (kind: AuditFinding['kind'], where: string, detail: string) => {
    if (findings.length < findingLimit) findings.push({ kind, where, detail })
  }
  const head = await db.selectFrom('auditHead').selectAll().executeTakeFirstOrThrow()
  const records = await verifyChain(db, head, find, progress)
  if (head.seq > 0n && head.mac !== headMac(key, head.seq, head.hash)) {
    find('head', `audit ${head.seq}`, 'the head of the chain does not bear the seal of this installation')
  }
  const loose = await db
    .selectFrom('change')
    .selectAll()
    .where('auditId', 'is', null)
    .limit(findingLimit)
    .execute()
  for (const row of loose) {
    find('unaudited', `${row.tableName} ${row.rowKey}`, `${row.operation} outside any command of the program`)
  }
  const orphans = await sql<{ auditId: bigint; n: number }>`
    SELECT audit_id, count(*)::int AS n FROM change c
     WHERE audit_id IS NOT NULL AND NOT EXISTS (SELECT FROM audit a WHERE a.id = c.audit_id)
     GROUP BY audit_id LIMIT ${findingLimit}`.execute(db)
  for (const row of orphans.rows)
    find('unaudited', `change ${row.auditId}`, `${row.n} rows name a record that is not in the chain`)
  const rows = await verifyRows(db, find, progress)
  const derived = await db.selectFrom('derivedDifference').selectAll().limit(findingLimit).execute()
  for (const row of derived)
    find('row', `${row.tableName} ${row.rowKey}`, 'the row is not what follows from the records behind it')
  const { changes } = await db
    .selectFrom('change')
    .select(sql<number>`count(*)::int`.as('changes'))
    .executeTakeFirstOrThrow()
  progress(1)
  return { records, changes, rows, findings }
}

type Find = (kind: AuditFinding['kind'], where: string, detail: string) => void

async function verifyChain(
  db: Transaction<DB>,
  head: { seq: bigint; hash: string },
  find: Find,
  progress: (share: number) => void,
): Promise<number> {
  let previous = ''
  let seq = 0n
  for (;;) {
    const batch = await sql<Selectable<DB['audit']> & { via: Via; digest: string }>`
      SELECT a.*, d.digest FROM (SELECT * FROM audit WHERE seq > ${seq} ORDER BY seq LIMIT 1000) a
       CROSS JOIN LATERAL (${changesDigest(sql`change.audit_id = a.id`)}) d ORDER BY a.seq`.execute(db)
    if (batch.rows.length === 0) break
    for (const row of batch.rows) {
      if (row.seq !== seq + 1n)
        find('chain', `audit ${seq + 1n}`, `records ${seq + 1n} to ${row.seq - 1n} are missing`)
      const text = auditText({ ...row, reference: row.id })
      if (row.hash !== sha256(text))
        find('chain', `audit ${row.seq}`, 'the record was changed: its hash does not fit it')
      if (row.previous !== previous)
        find('chain', `audit ${row.seq}`, 'the record does not follow the one before it')
      if (row.digest !== row.changesSha256) {
        find('changes', `audit ${row.seq}`, 'the list of rows that this command wrote was changed')
      }
      seq = row.seq
      previous = row.hash
    }
    progress((Number(seq) / Math.max(1, Number(head.seq))) * 0.5)
  }
  if (seq !== head.seq || previous !== head.hash) {
    find('chain', `audit ${head.seq}`, `the chain ends at record ${seq}, its head says ${head.seq}`)
  }
  return Number(seq)
}

/** Holds each watched row against its last recorded writing. Columns that a later migration added do not count. */
async function verifyRows(
  db: Transaction<DB>,
  find: Find,
  progress: (share: number) => void,
): Promise<number> {
  const tables = await db.selectFrom('watchedTable').selectAll().orderBy('name').execute()
  const all = await sql<{ name: string }>`
    SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename`.execute(db)
  for (const { name } of all.rows) {
    const watched = tables.find((table) => table.name === name)
    if (watched?.enabled !== true && !unwatchedTables.has(name))
      find('unwatched', name, 'the audit trail no longer watches this table')
  }
  let total = 0
  for (const [place, { name, keys, marks }] of tables.entries()) {
    if (name === null || keys === null) continue
    const key = sql.join(
      keys.map((column) => sql`coalesce(${sql.ref(column)}::text, '')`),
      sql` || '/' || `,
    )
    const body = marks?.length ? sql`recorded_body(to_jsonb(t), ${marks}::text[])` : sql`to_jsonb(t)`
    const compared = await sql<{ rows: number; wrong: string[] | null }>`
      WITH now AS (SELECT ${key} AS row_key, ${body} AS body FROM ${sql.table(name)} t),
           last AS (SELECT DISTINCT ON (row_key) row_key, operation, after FROM change
                     WHERE table_name = ${name} ORDER BY row_key, id DESC),
           held AS (
             SELECT coalesce(now.row_key, last.row_key) AS row_key, now.row_key IS NOT NULL AS present,
                    CASE WHEN now.row_key IS NULL THEN last.operation = 'DELETE'
                         WHEN last.row_key IS NULL OR last.operation = 'DELETE' THEN false
                         ELSE NOT EXISTS (SELECT FROM jsonb_each(last.after) e WHERE now.body -> e.key IS DISTINCT FROM opened_value(e.value))
                    END AS right
               FROM now FULL JOIN last USING (row_key))
      SELECT count(*) FILTER (WHERE present)::int AS rows,
             (array_agg(row_key) FILTER (WHERE NOT held.right))[1:${sql.lit(findingLimit)}] AS wrong FROM held`.execute(
      db,
    )
    total += compared.rows[0]?.rows ?? 0
    for (const row of compared.rows[0]?.wrong ?? []) {
      find('row', `${name} ${row}`, 'the row is not what the program last wrote')
    }
    progress(0.5 + ((place + 1) / tables.length) * 0.5)
  }
  return total
}
