import { sql } from 'kysely'
import { z } from 'zod'
import { adminUnits } from '../agencies/index.ts'
import { holds, staff } from '../platform/actor.ts'
import { id, optionalWhole } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { mayReadBefore } from '../platform/written-before.ts'
import { visibleEnterprise } from './lock.ts'

const Change = z.object({
  /** The table's name: `enterprise`, `enterprise_year`, `enterprise_criterion`, `product`. */
  table: z.string(),
  /** The year, or the criterion's code; null where the table says enough. */
  label: z.string().nullable(),
  operation: z.enum(['INSERT', 'UPDATE', 'DELETE']),
  /** The columns that changed, each with its value before and after (null: none). */
  columns: z.array(z.object({ name: z.string(), before: z.unknown(), after: z.unknown() })),
})

const Entry = z.object({
  seq: z.int(),
  at: z.string(),
  actor: z.string(),
  command: z.string(),
  changes: z.array(Change),
})
export type HistoryEntry = z.infer<typeof Entry>

/** What follows from other columns or only counts is no change to a reader. */
const silent: ReadonlySet<string> = new Set([
  'id',
  'search',
  'size_rank',
  'version',
  'enterprise_id',
  'size_explanation',
])
const pageLength = 20

/** Who changed what of an enterprise and when, the latest first: out of the audit chain, imports too. */
export const enterpriseHistory = query({
  name: 'enterprises.history',
  summary: words('Lịch sử thay đổi của doanh nghiệp', 'Who changed what of an enterprise'),
  route: 'GET /enterprises/{id}/history',
  input: z.object({ id: id(), before: optionalWhole(1) }),
  output: z.object({ entries: z.array(Entry), next: z.int().nullable() }),
  may: [...staff, 'enterprise'],
  async run(context, input) {
    const { db, today } = context
    const readsBefore = holds(context.actor, mayReadBefore)
    await visibleEnterprise(context, input.id)
    const key = String(input.id)
    const before = input.before ?? 2_000_000_000
    // Imports file their record under themselves; the enterprise's own row leads to them.
    const { rows: records } = await sql<{
      seq: bigint
      id: bigint
      at: Date
      actor: string
      command: string
      own: boolean
    }>`
      SELECT a.seq, a.id, a.at, audit_actor(a.actor, a.user_id) AS actor, a.command, coalesce(a.subject = ${`enterprise:${key}`}, false) AS own
        FROM audit a
       WHERE a.seq < ${before} AND a.id IN (
         SELECT s.id FROM audit s WHERE s.subject = ${`enterprise:${key}`}
          UNION
         SELECT c.audit_id FROM change c WHERE c.table_name = 'enterprise' AND c.row_key = ${key})
       ORDER BY a.seq DESC LIMIT ${pageLength + 1}`.execute(db)
    const shown = records.slice(0, pageLength)
    if (shown.length === 0) return { entries: [], next: null }
    const own = shown.filter((record) => record.own).map((record) => record.id)
    const others = shown.filter((record) => !record.own).map((record) => record.id)
    const { rows: changes } = await sql<{
      auditId: bigint
      tableName: string
      rowKey: string
      operation: 'INSERT' | 'UPDATE' | 'DELETE'
      after: Record<string, unknown> | null
      earlier: Record<string, unknown> | null
    }>`
      SELECT c.audit_id, c.table_name, c.row_key, c.operation, change_read(c.id, c.table_name, c.after, ${readsBefore}) AS after,
             change_read(p.id, c.table_name, p.after, ${readsBefore}) AS earlier
        FROM (
          SELECT * FROM change WHERE audit_id = ANY (${own}::bigint[])
             AND table_name IN ('enterprise', 'enterprise_year', 'enterprise_criterion', 'product')
          UNION ALL
          -- of an import with its thousands of rows, by key: this enterprise's own
          SELECT * FROM change WHERE audit_id = ANY (${others}::bigint[])
             AND table_name = 'enterprise' AND row_key = ${key}
          UNION ALL
          SELECT * FROM change WHERE audit_id = ANY (${others}::bigint[])
             AND table_name = 'enterprise_year' AND row_key = ANY (
               SELECT ${key} || '/' || y.year FROM enterprise_year y WHERE y.enterprise_id = ${input.id})
        ) c
        LEFT JOIN LATERAL (
          SELECT e.id, e.after FROM change e WHERE e.table_name = c.table_name AND e.row_key = c.row_key AND e.id < c.id
           ORDER BY e.id DESC LIMIT 1) p ON true
       ORDER BY c.id`.execute(db)
    const units = new Map((await adminUnits(db, today)).map((unit) => [unit.id, unit.name]))
    const criteria = await db.selectFrom('criterion').select(['id', 'code']).execute()
    const codes = new Map(criteria.map((criterion) => [String(criterion.id), criterion.code]))
    const byRecord = Map.groupBy(changes, (change) => change.auditId)
    return {
      entries: shown.map((record) => ({
        seq: Number(record.seq),
        at: record.at.toISOString(),
        actor: record.actor,
        command: record.command,
        changes: (byRecord.get(record.id) ?? []).map((change) => ({
          table: change.tableName,
          label: labelOf(change.tableName, change.rowKey, codes),
          operation: change.operation,
          columns: differences(change.earlier ?? {}, change.after ?? {}).map((column) =>
            column.name === 'admin_unit_id' ? named(column, units) : column,
          ),
        })),
      })),
      next: records.length > pageLength ? Number(shown.at(-1)?.seq ?? 0) : null,
    }
  },
})

/** The keys of yearly figures and criteria are `enterprise/year` and `enterprise/criterion`. */
function labelOf(table: string, key: string, codes: ReadonlyMap<string, string>): string | null {
  const [, part = ''] = key.split('/')
  if (table === 'enterprise_year') return part
  return table === 'enterprise_criterion' ? (codes.get(part) ?? part) : null
}

interface Difference {
  readonly name: string
  readonly before: unknown
  readonly after: unknown
}

/** A unit by its name: nobody knows its number. */
function named(column: Difference, units: ReadonlyMap<number, string>): Difference {
  const name = (value: unknown) => (typeof value === 'number' ? (units.get(value) ?? value) : value)
  return { name: column.name, before: name(column.before), after: name(column.after) }
}

function differences(before: Record<string, unknown>, after: Record<string, unknown>): Difference[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((name) => !silent.has(name))
    .filter((name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null))
    .map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }))
}
