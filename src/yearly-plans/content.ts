import { sql } from 'kysely'
import { z } from 'zod'
import { calledNorm } from '../norms/index.ts'
import type { Db } from '../platform/database.ts'
import { dongOut } from '../platform/fields.ts'
import { type BesideRow, besideOf } from './beside.ts'
import { lineFields } from './fields.ts'

/* A yearly plan whole, with the names of what its lines name: what is shown, written as a document, kept each time it is sent. */

export const LineRow = z.object({
  id: z.int(),
  ...lineFields.row,
  lineId: z.int().nullable(),
  /** Code and title of the estimate line. */
  line: z.string().nullable(),
  contentId: z.int().nullable(),
  content: z.string().nullable(),
  contentEn: z.string().nullable(),
  amount: dongOut(),
  sourceId: z.int(),
  source: z.string(),
  sourceEn: z.string(),
  normId: z.int().nullable(),
  norm: z.string().nullable(),
  targetId: z.int().nullable(),
  target: z.string().nullable(),
  targetEn: z.string().nullable(),
  agencyId: z.int().nullable(),
  agency: z.string().nullable(),
  commitmentId: z.int().nullable(),
  dutyItemId: z.int().nullable(),
  /** The needs that it meets. */
  needs: z.array(z.int()),
})
export type LineRow = z.infer<typeof LineRow>

/** The lines of a yearly plan, or one line. */
export function lineRows(db: Db) {
  return db
    .selectFrom('yearlyPlanLine as y')
    .leftJoin('budgetLine as l', 'l.id', 'y.lineId')
    .leftJoin('supportContent as c', 'c.id', 'y.contentId')
    .innerJoin('fundingSource as s', 's.id', 'y.sourceId')
    .leftJoin('norm as n', 'n.id', 'y.normId')
    .leftJoin('legalInstrument as i', 'i.id', 'n.instrumentId')
    .leftJoin('target as t', 't.id', 'y.targetId')
    .leftJoin('indicator as d', 'd.id', 't.indicatorId')
    .leftJoin('agency as a', 'a.id', 'y.agencyId')
    .select(['y.id', 'y.yearlyPlanId', ...lineFields.select('y'), 'y.lineId', 'y.contentId', 'y.amount'])
    .select(['y.sourceId', 'y.normId', 'y.targetId', 'y.agencyId', 'y.commitmentId', 'y.dutyItemId'])
    .select(['c.name as content', 'c.nameEn as contentEn', 's.name as source', 's.nameEn as sourceEn'])
    .select(['d.name as target', 'd.nameEn as targetEn', 'a.name as agency'])
    .select([
      sql<string | null>`l.code || '. ' || l.title`.as('line'),
      calledNorm.as('norm'),
      sql<
        number[]
      >`ARRAY(SELECT x.need_id FROM yearly_plan_need x WHERE x.line_id = y.id ORDER BY x.need_id)`.as(
        'needs',
      ),
    ])
}

/** What a version keeps; amounts as text, since JSON has no whole numbers of any length. */
export const Content = z.object({
  title: z.string(),
  note: z.string().nullable(),
  lines: z.array(
    z.object({
      id: z.int(),
      title: z.string(),
      line: z.string().nullable(),
      content: z.string().nullable(),
      quantity: z.int(),
      unit: z.string(),
      unitCost: z.coerce.bigint(),
      amount: z.coerce.bigint(),
      source: z.string(),
      counterpart: z.coerce.bigint().nullable(),
      norm: z.string().nullable(),
      overNormReason: z.string().nullable(),
      targetId: z.int().nullable(),
      target: z.string().nullable(),
      targetQuantity: z.int().nullable(),
      agency: z.string().nullable(),
      note: z.string().nullable(),
      needs: z.array(z.int()),
    }),
  ),
  beside: z.array(
    z.object({
      id: z.int(),
      programme: z.string(),
      document: z.string(),
      purpose: z.string(),
      amount: z.coerce.bigint(),
      /** Of an agency's integration; not in versions sent before there were any. */
      agency: z.string().nullable().default(null),
      fund: z.string().nullable().default(null),
      clause: z.string().nullable().default(null),
      line: z.string().nullable().default(null),
    }),
  ),
})
export type Content = z.infer<typeof Content>

/** A yearly plan as it is now: in the order of the plan's estimate, then as the lines were entered. */
export async function readContent(
  db: Db,
  yearlyPlanId: number,
): Promise<Omit<Content, 'beside'> & { rows: LineRow[]; beside: BesideRow[] }> {
  const { title, note } = await db
    .selectFrom('yearlyPlan')
    .select(['title', 'note'])
    .where('id', '=', yearlyPlanId)
    .executeTakeFirstOrThrow()
  const rows = await lineRows(db)
    .where('y.yearlyPlanId', '=', yearlyPlanId)
    .orderBy(sql`l.ord NULLS LAST`)
    .orderBy('y.id')
    .execute()
  const beside = await besideOf(db, yearlyPlanId)
  const lines = rows.map(({ yearlyPlanId: _plan, ...row }) => LineRow.parse(row))
  return {
    title,
    note,
    beside,
    rows: lines,
    lines: lines.map((line) => Content.shape.lines.element.parse(line)),
  }
}
