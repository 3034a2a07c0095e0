import { addDays } from '../platform/dates.ts'
import { confirmProof, matchProduct, recordMeasure, refuseProof, setCriterionRule } from '../proofs/index.ts'
import { opening, type Scenario } from './scenario.ts'

/** In the last year the enterprise with an account proves a key product and measures; an officer confirms some, refuses one, and some wait. */
export function proveCriteria(scenario: Scenario): void {
  const { plan, story } = scenario
  story.on(opening(scenario, plan.lastYear, '05-01'), async () => {
    await rule(scenario)
    await prove(scenario)
  })
}

/** The last criterion of the plan is met by a turnover, by a made-up decision. */
async function rule({ system, plan, story, as }: Scenario): Promise<void> {
  const criterion = await system.db
    .selectFrom('criterion')
    .select('id')
    .where('planId', '=', plan.id)
    .where('bySize', '=', false)
    .orderBy('ord', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (criterion === undefined) return
  await story.run(as('coordinator'), setCriterionRule, {
    ...{ id: criterion.id, version: 0, kind: 'export_turnover', atLeast: 1_000_000, unit: 'USD', years: 2 },
    ...{ source: 'Quyết định mẫu (dữ liệu mẫu)', validFrom: story.today },
  })
}

async function prove(scenario: Scenario): Promise<void> {
  const { system, story, as, plan } = scenario
  const owner = as('enterprise')
  const { enterpriseId } = owner
  if (enterpriseId === null) return
  const officer = as('coordinator')
  const fileId = await scenario.paper('Minh chứng tiêu chí', owner)
  const product = await system.db
    .selectFrom('product')
    .select('id')
    .where('enterpriseId', '=', enterpriseId)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  const entries = await system.db.selectFrom('keyProduct').select('id').orderBy('id').limit(2).execute()
  const later = addDays(story.today, 5)
  const confirmed = ({ id }: { id: number }) =>
    story.on(later, async () => {
      await story.run(officer, confirmProof, { id, version: 1 })
    })
  const refused = ({ id }: { id: number }) =>
    story.on(later, async () => {
      await story.run(officer, refuseProof, { id, version: 1, reason: 'Chưa đúng tên trong danh mục (mẫu)' })
    })
  if (product !== undefined)
    for (const [at, { id: keyProductId }] of entries.entries()) {
      const match = { id: enterpriseId, productId: product.id, keyProductId, fileId }
      const proof = await story.run(owner, matchProduct, { ...match, note: 'Sản xuất tại tỉnh (mẫu)' })
      if (at === 0) confirmed(proof)
      else refused(proof)
    }
  const measure = { id: enterpriseId, year: plan.lastYear - 1, note: 'Theo sổ sách (mẫu)', fileId }
  confirmed(
    await story.run(owner, recordMeasure, {
      ...measure,
      kind: 'export_turnover',
      value: 1_850_000,
      unit: 'USD',
    }),
  )
  await story.run(owner, recordMeasure, { ...measure, kind: 'local_share', value: 72.5, unit: '%' })
}
