import { sql } from 'kysely'
import { z } from 'zod'
import { ofPlans, plansInput, plansWanted } from '../plan/index.ts'
import { officers, signedIn } from '../platform/actor.ts'
import type { Db } from '../platform/database.ts'
import { dongOut, id, optionalChoice } from '../platform/fields.ts'
import { words } from '../platform/language.ts'
import { byAmount, listInput, listOutput, pageOf, searchPatterns } from '../platform/list.ts'
import { query } from '../platform/operation.ts'
import { notFound } from '../platform/problem.ts'
import { readableBy } from '../platform/sight.ts'
import { fold } from '../platform/text.ts'

/* State money paid of what is agreed, beside own money proven of what is agreed: of an enterprise over all its turns. */

const sides = {
  turns: z.int(),
  stateAgreed: dongOut(),
  paid: dongOut(),
  ownAgreed: dongOut(),
  paidIn: dongOut(),
  proven: dongOut(),
  settled: dongOut(),
  /** Thousandths of what is agreed; null where nothing is. */
  stateShare: z.int().nullable(),
  ownShare: z.int().nullable(),
  /** Whether a greater share of the State's money is paid than of own money is proven. */
  ahead: z.boolean(),
}
const Sides = z.object(sides)

const RatioRow = Sides.extend({ id: z.int(), name: z.string(), taxCode: z.string() })
export type RatioRow = z.infer<typeof RatioRow>

const ahead = sql<boolean>`(v.own_agreed > 0 AND v.paid::numeric * v.own_agreed > v.proven::numeric * v.state_agreed)`
const share = (part: string, of: string) =>
  sql<
    number | null
  >`CASE WHEN ${sql.ref(of)} > 0 THEN div(${sql.ref(part)}::numeric * 1000, ${sql.ref(of)})::integer END`

/** Enterprises with both sides over their turns, of these plans; null: of every plan. */
function ratioRows(db: Db, wanted: readonly number[] | null) {
  const sums = ['turns', 'state_agreed', 'paid', 'own_agreed', 'paid_in', 'proven', 'settled'].map(
    (column) => sql`sum(c.${sql.ref(column)})::bigint AS ${sql.ref(column)}`,
  )
  return db
    .selectFrom(
      sql<{
        enterpriseId: number
        turns: bigint
        stateAgreed: bigint
        paid: bigint
        ownAgreed: bigint
        paidIn: bigint
        proven: bigint
        settled: bigint
      }>`(SELECT c.enterprise_id, ${sql.join(sums)} FROM counterpart_enterprise c WHERE ${ofPlans('c.planId', wanted)} GROUP BY c.enterprise_id)`.as<'v'>(
        'v',
      ),
    )
    .innerJoin('enterprise as e', 'e.id', 'v.enterpriseId')
    .select(['e.id', 'e.name', 'e.taxCode', sql<number>`v.turns::integer`.as('turns')])
    .select(['v.stateAgreed', 'v.paid', 'v.ownAgreed', 'v.paidIn', 'v.proven', 'v.settled'])
    .select([
      share('v.paid', 'v.stateAgreed').as('stateShare'),
      share('v.proven', 'v.ownAgreed').as('ownShare'),
      ahead.as('ahead'),
    ])
}

/** Both sides of one enterprise over its turns of these plans; undefined where it has none. */
export const ratioOf = (db: Db, enterpriseId: number, wanted: readonly number[] | null) =>
  ratioRows(db, wanted).where('e.id', '=', enterpriseId).executeTakeFirst()

/** Enterprises with state money paid beside own money proven; those paid ahead first. */
export const listRatios = query({
  name: 'budget.ownRatios',
  summary: words(
    'Tỷ lệ ngân sách và vốn đối ứng theo doanh nghiệp',
    'State money and own money by enterprise',
  ),
  route: 'GET /budget/own-ratios',
  input: z.object({
    ...listInput(['name', 'stateAgreed', 'paid', 'ownAgreed', 'proven']),
    state: optionalChoice(['ahead', 'in_step']),
    ...plansInput,
  }),
  output: listOutput(RatioRow),
  may: officers,
  run({ db, planId }, input) {
    let rows = ratioRows(db, plansWanted(planId, input.plan))
    if (input.state !== undefined) rows = rows.where(sql<boolean>`${ahead} = ${input.state === 'ahead'}`)
    for (const pattern of searchPatterns(input.q, fold))
      rows = rows.where(sql<boolean>`e.search LIKE ${pattern}`)
    return pageOf<RatioRow>(
      rows,
      input,
      {
        name: { column: 'e.name', value: (row) => row.name },
        stateAgreed: byAmount('v.stateAgreed', (row) => row.stateAgreed),
        paid: byAmount('v.paid', (row) => row.paid),
        ownAgreed: byAmount('v.ownAgreed', (row) => row.ownAgreed),
        proven: byAmount('v.proven', (row) => row.proven),
      },
      'e.id',
    )
  },
})

/** Both sides of one enterprise over all its turns, of every plan. An enterprise reads its own. */
export const enterpriseSides = query({
  name: 'budget.enterpriseSides',
  summary: words('Ngân sách và vốn đối ứng của doanh nghiệp', 'State money and own money of an enterprise'),
  route: 'GET /enterprises/{id}/own-money',
  input: z.object({ id: id() }),
  output: RatioRow,
  may: signedIn,
  async run({ db, actor }, input) {
    const enterprise = await db
      .selectFrom('enterprise as e')
      .select(['e.id', 'e.name', 'e.taxCode'])
      .where('e.id', '=', input.id)
      .where(readableBy(actor, 'e.id'))
      .executeTakeFirst()
    if (enterprise === undefined) throw notFound(words('doanh nghiệp', 'Enterprise'))
    const row = await ratioOf(db, enterprise.id, null)
    const nothing = { turns: 0, stateShare: null, ownShare: null, ahead: false }
    const none = { stateAgreed: 0n, paid: 0n, ownAgreed: 0n, paidIn: 0n, proven: 0n, settled: 0n }
    return row ?? { ...enterprise, ...nothing, ...none }
  },
})
