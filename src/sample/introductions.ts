import { consent, introduce, recordConsent, withdrawConsent } from '../introductions/index.ts'
import { addDays } from '../platform/dates.ts'
import { opening, type Scenario } from './scenario.ts'

/** An association brings four enterprises of the register: one consents by its account, one on paper, one takes its consent back, one has not answered. */
export function introduceSome(scenario: Scenario): void {
  const { plan, story, system, as } = scenario
  story.on(opening(scenario, plan.lastYear, '08-20'), async () => {
    const own = as('enterprise').enterpriseId ?? 0
    const others = await system.db
      .selectFrom('enterprise')
      .select(['id', 'taxCode'])
      .where('state', '=', 'active')
      .orderBy('id')
      .limit(30)
      .execute()
    const chosen = [
      ...others.filter(({ id }) => id === own),
      ...others.filter(({ id }) => id !== own).slice(0, 3),
    ]
    for (const [at, { id: enterpriseId, taxCode }] of chosen.entries()) {
      const { id, version } = await story.run(as('association'), introduce, { taxCode })
      if (at === 3) continue
      story.on(addDays(story.today, 4), async () => {
        if (enterpriseId === own) await story.run(as('enterprise'), consent, { id, version })
        else
          await story.run(as('coordinator'), recordConsent, {
            ...{ id, version, consentBy: 'Người đại diện (mẫu)', consentedOn: story.today },
            paper: `Giấy đồng ý số ${id} (mẫu)`,
          })
        if (at !== 2) return
        story.on(addDays(story.today, 30), async () => {
          await story.run(as('coordinator'), withdrawConsent, {
            ...{ id, version: version + 1, reason: 'Doanh nghiệp đề nghị (mẫu)' },
          })
        })
      })
    }
  })
}
