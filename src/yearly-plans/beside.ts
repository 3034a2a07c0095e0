import { sql } from 'kysely'
import { z } from 'zod'
import { officers } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, several } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { command, query } from '../platform/operation.ts'
import { invalidField } from '../platform/problem.ts'
import { Changed, lockOpen, noYearlyPlan, touch } from './commands.ts'

/*
 * Money of other programmes beside a yearly plan: typed there, or a confirmed integration of an agency, which stands there by its number alone and says
 * itself what it is.
 */

export const BesideRow = z.object({
  id: z.int(),
  /** Null: typed by the office. */
  integrationId: z.int().nullable(),
  programme: z.string(),
  document: z.string(),
  purpose: z.string(),
  amount: dongOut(),
  agency: z.string().nullable(),
  agencyEn: z.string().nullable(),
  fund: z.string().nullable(),
  fundEn: z.string().nullable(),
  clause: z.string().nullable(),
  ownLine: z.string().nullable(),
  line: z.string().nullable(),
})
export type BesideRow = z.infer<typeof BesideRow>

const documentOf = sql<string>`g.document_number || ' (' || to_char(g.document_date, 'DD/MM/YYYY') || ')'`

/** The money beside a yearly plan. */
export const besideOf = (db: Db, yearlyPlanId: number): Promise<BesideRow[]> =>
  db
    .selectFrom('yearlyPlanBeside as b')
    .leftJoin('integration as g', 'g.id', 'b.integrationId')
    .leftJoin('agency as a', 'a.id', 'g.agencyId')
    .leftJoin('fundingSource as s', 's.id', 'g.sourceId')
    .leftJoin('budgetLine as l', 'l.id', 'g.lineId')
    .select(['b.id', 'b.integrationId', 'a.name as agency', 'a.nameEn as agencyEn', 's.name as fund'])
    .select(['s.nameEn as fundEn', 'g.clause', 'g.ownLine'])
    .select([
      sql<string>`coalesce(b.programme, g.programme)`.as('programme'),
      sql<string>`coalesce(b.document, ${documentOf})`.as('document'),
      sql<string>`coalesce(b.purpose, g.purpose)`.as('purpose'),
      sql<bigint>`coalesce(b.amount, g.amount)`.as('amount'),
      sql<string | null>`l.code || '. ' || l.title`.as('line'),
    ])
    .where('b.yearlyPlanId', '=', yearlyPlanId)
    .orderBy('b.id')
    .execute()

/** Confirmed integrations of the plan and year of a yearly plan that stand beside none yet. */
const offered = (db: Db, yearlyPlanId: number) =>
  db
    .selectFrom('integration as g')
    .innerJoin('agency as a', 'a.id', 'g.agencyId')
    .innerJoin('yearlyPlan as y', (on) =>
      on.onRef('y.planId', '=', 'g.planId').onRef('y.year', '=', 'g.year'),
    )
    .select(['g.id', 'g.programme', 'g.amount', 'a.name as agency', 'a.nameEn as agencyEn'])
    .where('y.id', '=', yearlyPlanId)
    .where('g.state', '=', 'confirmed')
    .where(sql<boolean>`NOT EXISTS (SELECT FROM yearly_plan_beside b WHERE b.integration_id = g.id)`)
    .orderBy('a.name')
    .orderBy('g.id')

/** The integrations that may be put beside a yearly plan. */
export const offeredIntegrations = query({
  name: 'yearlyPlans.offeredIntegrations',
  summary: words('Khoản lồng ghép chưa đặt cạnh kế hoạch năm', 'Integrations not yet beside the yearly plan'),
  route: 'GET /yearly-plans/{id}/integrations',
  input: z.object({ id: id() }),
  output: z.object({
    integrations: z.array(
      z.object({
        id: z.int(),
        programme: z.string(),
        amount: dongOut(),
        agency: z.string(),
        agencyEn: z.string(),
      }),
    ),
  }),
  may: officers,
  async run({ db }, { id: yearlyPlanId }) {
    const row = await db
      .selectFrom('yearlyPlan')
      .select('id')
      .where('id', '=', yearlyPlanId)
      .executeTakeFirst()
    if (row === undefined) throw noYearlyPlan()
    return { integrations: await offered(db, yearlyPlanId).limit(100).execute() }
  },
})

/** Puts integrations that agencies entered, and that are confirmed, beside a yearly plan. */
export const addIntegrations = command({
  name: 'yearlyPlans.addIntegrations',
  summary: words('Đặt khoản lồng ghép cạnh kế hoạch năm', 'Put integrations beside the yearly plan'),
  route: 'POST /yearly-plans/{id}/integrations',
  input: z.object({ id: id(), integrationIds: several(id()) }),
  output: Changed,
  may: ['coordinator'],
  subject: ({ id: yearlyPlanId }) => `yearly-plan:${yearlyPlanId}`,
  async run({ db }, { id: yearlyPlanId, integrationIds }) {
    const row = await lockOpen(db, yearlyPlanId)
    const there = new Set((await offered(db, yearlyPlanId).forUpdate('g').execute()).map((one) => one.id))
    if (integrationIds.length === 0 || integrationIds.some((one) => !there.has(one)))
      throw invalidField(
        'integrationIds',
        words(
          'Xin chọn khoản đã xác nhận của năm, chưa đặt cạnh kế hoạch năm nào.',
          'Please choose confirmed ones of the year that stand beside no yearly plan.',
        ),
      )
    await db
      .insertInto('yearlyPlanBeside')
      .values([...new Set(integrationIds)].map((integrationId) => ({ yearlyPlanId, integrationId })))
      .execute()
    return touch(db, row)
  },
})
