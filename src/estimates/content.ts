import { sql } from 'kysely'
import { z } from 'zod'
import { calledNorm } from '../norms/index.ts'
import type { Db } from '../platform/database.ts'
import { dongOut } from '../platform/fields.ts'
import { estimateLineFields } from './fields.ts'

/* An estimate whole, with the names of what its lines name: what is shown, written as a workbook, kept each time it is sent. */

export const EstimateLine = z.object({
  id: z.int(),
  ...estimateLineFields.row,
  lineId: z.int().nullable(),
  /** Code and title of the budget line. */
  lineCode: z.string().nullable(),
  line: z.string().nullable(),
  amount: dongOut(),
  /** What the finance office agreed to; null until it does. */
  agreed: dongOut().nullable(),
  sourceId: z.int(),
  source: z.string(),
  sourceEn: z.string(),
  normId: z.int().nullable(),
  norm: z.string().nullable(),
  planLineId: z.int().nullable(),
  commitmentId: z.int().nullable(),
  dutyItemId: z.int().nullable(),
})
export type EstimateLine = z.infer<typeof EstimateLine>

/** The lines of estimates, or one line. */
export function estimateLines(db: Db) {
  return db
    .selectFrom('estimateLine as e')
    .leftJoin('budgetLine as l', 'l.id', 'e.lineId')
    .innerJoin('fundingSource as s', 's.id', 'e.sourceId')
    .leftJoin('norm as n', 'n.id', 'e.normId')
    .leftJoin('legalInstrument as i', 'i.id', 'n.instrumentId')
    .select([
      'e.id',
      'e.estimateId',
      ...estimateLineFields.select('e'),
      'e.lineId',
      'e.amount',
      'e.agreed',
      'e.sourceId',
    ])
    .select(['e.normId', 'e.planLineId', 'e.commitmentId', 'e.dutyItemId', 'l.code as lineCode'])
    .select(['s.name as source', 's.nameEn as sourceEn'])
    .select([sql<string | null>`l.code || '. ' || l.title`.as('line'), calledNorm.as('norm')])
}

/** The same in the order of the plan's estimate, then as they were entered. */
export async function linesOf(db: Db, estimateId: number): Promise<EstimateLine[]> {
  const rows = await estimateLines(db)
    .where('e.estimateId', '=', estimateId)
    .orderBy(sql`l.ord NULLS LAST`)
    .orderBy('e.id')
    .execute()
  return rows.map(({ estimateId: _of, ...row }) => EstimateLine.parse(row))
}

/** What a round keeps; amounts as text, since JSON has no whole numbers of any length. */
export const RoundContent = z.object({
  title: z.string(),
  note: z.string().nullable(),
  lines: z.array(
    z.object({
      id: z.int(),
      title: z.string(),
      lineId: z.int().nullable(),
      line: z.string().nullable(),
      quantity: z.int(),
      unit: z.string(),
      unitCost: z.coerce.bigint(),
      amount: z.coerce.bigint(),
      source: z.string(),
      sourceId: z.int(),
      counterpart: z.coerce.bigint().nullable(),
      norm: z.string().nullable(),
      overNormReason: z.string().nullable(),
      note: z.string().nullable(),
    }),
  ),
})
export type RoundContent = z.infer<typeof RoundContent>

/** An estimate as it is now. */
export async function readContent(
  db: Db,
  estimateId: number,
): Promise<RoundContent & { rows: EstimateLine[] }> {
  const { title, note } = await db
    .selectFrom('estimate')
    .select(['title', 'note'])
    .where('id', '=', estimateId)
    .executeTakeFirstOrThrow()
  const rows = await linesOf(db, estimateId)
  const lines = rows.map((row) => RoundContent.shape.lines.element.parse(row))
  return { title, note, lines, rows }
}
