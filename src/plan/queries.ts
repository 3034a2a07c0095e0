import { z } from 'zod'
import type { Db } from '../platform/database.ts'
import { words } from '../platform/language.ts'
import { query } from '../platform/operation.ts'
import { activePlan } from './active.ts'
import { sourcesOf } from './budget.ts'
import { FundingSource, fundingSources } from './funding-sources.ts'
import { TargetResult, targetResults } from './indicator-queries.ts'
import { PlanDocument } from './rules.ts'

const AgencyOut = z.object({ id: z.int(), name: z.string(), nameEn: z.string() })
const DutyHolder = z.object({
  code: z.string(),
  agency: AgencyOut,
  /** Who carries the duty today; the agency itself while it lives. */
  carrier: AgencyOut,
})

/** The plan in force, whole: as signed, what is counted now, and who carries its duties today. A public document. */
export const showPlan = query({
  name: 'plan.show',
  summary: words('Kế hoạch đang thực hiện', 'The plan in force'),
  route: 'GET /plan',
  input: z.object({}),
  output: z.object({
    id: z.int(),
    document: PlanDocument,
    source: z.object({ file: z.string(), sha256: z.string(), text: z.string() }),
    targets: z.array(TargetResult),
    holders: z.array(DutyHolder),
    /** The sources of funds that its budget names. */
    sources: z.array(FundingSource),
  }),
  may: ['public'],
  async run({ db, today, planId }) {
    const { id } = await activePlan({ db, planId })
    const plan = await db
      .selectFrom('plan')
      .select(['document', 'sourceFile', 'sourceSha256', 'sourceText'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const holders = await db
      .selectFrom('duty as d')
      .innerJoin('agency as a', 'a.id', 'd.agencyId')
      .innerJoin('agency as c', (join) =>
        join.on((on) =>
          on('c.id', '=', on.fn<number>('agency_on', ['d.agencyId', on.cast(on.val(today), 'date')])),
        ),
      )
      .select([
        'd.code',
        'a.key as agencyKey',
        'a.id as agencyId',
        'a.name as agencyName',
        'a.nameEn as agencyNameEn',
        'c.id as carrierId',
        'c.name as carrierName',
        'c.nameEn as carrierNameEn',
      ])
      .where('d.planId', '=', id)
      .orderBy('d.ord')
      .orderBy('d.id')
      .execute()
    const document = PlanDocument.parse(plan.document)
    // a duty that an amendment took away may stay for what was done under it
    const named = new Set(
      document.duties.flatMap((duty) => duty.agencies.map((key) => `${duty.code}/${key}`)),
    )
    return {
      id,
      document,
      source: { file: plan.sourceFile, sha256: plan.sourceSha256, text: plan.sourceText },
      targets: await targetResults(db, id),
      sources: await sourcesOfPlan(db, document),
      holders: holders
        .filter((row) => named.has(`${row.code}/${row.agencyKey}`))
        .map((row) => ({
          code: row.code,
          agency: { id: row.agencyId, name: row.agencyName, nameEn: row.agencyNameEn },
          carrier: { id: row.carrierId, name: row.carrierName, nameEn: row.carrierNameEn },
        })),
    }
  },
})

async function sourcesOfPlan(db: Db, { budget }: PlanDocument): Promise<FundingSource[]> {
  const named = new Set(sourcesOf(budget).map(({ source }) => source))
  return (await fundingSources(db)).filter(({ key }) => named.has(key))
}
