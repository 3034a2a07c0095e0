import { sql } from 'kysely'
import { z } from 'zod'
import type { Actor } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { optionalChoice } from '../platform/fields.ts'
import { readsEvery } from '../platform/sight.ts'

/* The mark of a record that came in with a sheet of past years: from which line of which file, by whom, approved by whom. */

/** The kinds of record that a take-over makes. */
export const takenOverTypes = [
  'enterprise',
  'application',
  'support_turn',
  'commitment',
  'ledger_entry',
  'certificate',
  'product',
  'training_event',
  'trained_person',
] as const
export type TakenOverType = (typeof takenOverTypes)[number]

/** Where a record was taken over from. The file is named to those alone who read of every enterprise: it holds rows of many. */
export const TakenOver = z
  .object({
    batchId: z.int(),
    line: z.int(),
    /** What the sheet knows it by. */
    number: z.string().nullable(),
    file: z.object({ id: z.int(), name: z.string() }).nullable(),
    by: z.string().nullable(),
    approvedBy: z.string().nullable(),
    approvedAt: z.iso.datetime(),
    /** Its batch was undone; what the ledger cannot lose still stands there. */
    undone: z.boolean(),
  })
  .nullable()
export type TakenOver = z.infer<typeof TakenOver>

/** The mark of a record, or null for one that was made here. @param actor an enterprise or association is not told of file and persons */
export async function takenOver(
  db: Db,
  actor: Actor,
  recordType: TakenOverType,
  recordId: number,
): Promise<TakenOver> {
  const row = await db
    .selectFrom('takeoverRecord as r')
    .innerJoin('takeoverBatch as b', 'b.id', 'r.batchId')
    .innerJoin('file as f', 'f.id', 'b.fileId')
    .leftJoin('account as p', 'p.id', 'b.proposedBy')
    .leftJoin('account as s', 's.id', 'b.settledBy')
    .select(['r.batchId', 'r.line', 'r.number', 'f.id as fileId', 'f.name as fileName'])
    .select(['b.settledAt', 'b.state', 'p.name as by', 's.name as approvedBy'])
    .where('r.recordType', '=', recordType)
    .where('r.recordId', '=', recordId)
    .executeTakeFirst()
  if (row === undefined || row.settledAt === null) return null
  const office = readsEvery(actor)
  return {
    batchId: row.batchId,
    line: row.line,
    number: row.number,
    file: office ? { id: row.fileId, name: row.fileName } : null,
    by: office ? (row.by ?? 'nscl') : null,
    approvedBy: office ? (row.approvedBy ?? 'nscl') : null,
    approvedAt: row.settledAt.toISOString(),
    undone: row.state === 'undone',
  }
}

/** What a list is asked: only what was taken over, or only what was recorded here. */
export const takenOverInput = { takenOver: optionalChoice(['yes', 'no']) }

/** The condition of that filter. @param column the record's id, as the query names it, such as `e.id` */
export function takenOverWanted(recordType: TakenOverType, column: string, wanted: 'yes' | 'no' | undefined) {
  if (wanted === undefined) return sql<boolean>`true`
  const marked = sql<boolean>`EXISTS (SELECT FROM takeover_record tr
    WHERE tr.record_type = ${recordType} AND tr.record_id = ${sql.ref(column)})`
  return wanted === 'yes' ? marked : sql<boolean>`NOT ${marked}`
}
