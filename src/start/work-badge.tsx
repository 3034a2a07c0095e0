import { formatNumber } from '../platform/numbers.ts'
import type { PageRequest } from '../platform/page.ts'
import { countsOf } from '../work/index.ts'

/** Stands in the kept navigation where the number of pieces of work goes. */
export const workMark = '<!--work-->'

/** For how long a count stands beside the menu without being counted again, in milliseconds. */
const freshFor = 30_000
const mostKept = 1000

/** Counts what waits for each account, once in a while: the number beside the menu stands on every page. */
export function workBadges() {
  const kept = new Map<string, { readonly at: number; readonly total: number; readonly late: number }>()
  return async (request: PageRequest, again: boolean): Promise<string> => {
    const { userId, mustChangePassword } = request.actor
    if (userId === null || mustChangePassword) return ''
    const now = Date.now()
    let count = kept.get(userId)
    if (count === undefined || again || now - count.at > freshFor) {
      // A page is shown without the number rather than not at all.
      const counted = await countsOf(request).catch(() => null)
      if (counted === null) return ''
      count = { at: now, total: counted.total, late: counted.late }
      if (kept.size >= mostKept) kept.clear()
      kept.set(userId, count)
    }
    if (count.total === 0) return ''
    const { t, language } = request
    return String(
      <span class={`badge badge-sm ml-1 ${count.late > 0 ? 'badge-error' : 'badge-neutral'}`}>
        {formatNumber(count.total, language)}
        <span class="sr-only">{t('việc đang chờ', 'pieces of work waiting')}</span>
      </span>,
    )
  }
}
