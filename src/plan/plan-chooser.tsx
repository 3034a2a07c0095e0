import type { Child } from 'hono/jsx'
import { yearSpan } from '../platform/dates.ts'
import type { PageRequest } from '../platform/page.ts'
import { listHref } from '../ui/index.ts'
import { planNames } from './plan-filter.ts'

/**
 * The plans as links above a page that is of one plan: a dashboard, the ledger. Choosing one chooses the plan to work in. Null while
 * there is one plan.
 * @param current the plan that the page shows
 */
export async function planChooser(request: PageRequest, current: number): Promise<Child> {
  const { plans } = await request.execute(planNames, {})
  if (plans.length < 2) return null
  const { t, url } = request
  return (
    <nav class="no-print mb-4 flex flex-wrap gap-2" aria-label={t('Chọn kế hoạch', 'Choose the plan')}>
      {plans.map((plan) => {
        const label = `${plan.number} (${yearSpan(plan.firstYear, plan.lastYear)})`
        return plan.id === current ? (
          <span class="btn btn-sm btn-primary" aria-current="true">
            {label}
          </span>
        ) : (
          <a
            class="btn btn-sm border-base-content/40 bg-base-100"
            href={listHref(url, { plan: String(plan.id), year: null })}
          >
            {label}
          </a>
        )
      })}
    </nav>
  )
}
