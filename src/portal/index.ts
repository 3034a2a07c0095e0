import { holds, staff } from '../platform/actor.ts'
import { words } from '../platform/language.ts'
import type { Operation } from '../platform/operation.ts'
import { type Page, page } from '../platform/page.ts'
import { enterpriseView, staffView } from './dashboard-pages.tsx'
import { publicView } from './public-pages.tsx'
import { dashboard, enterpriseOverview, publicProgress } from './queries.ts'
import { planTransition } from './transition.ts'
import { transitionPage } from './transition-page.tsx'

export const portalOperations: readonly Operation[] = [
  publicProgress,
  dashboard,
  enterpriseOverview,
  planTransition,
]

/** The first page is each user's own: staff, an enterprise, or everybody else. */
const first = page({
  route: 'GET /',
  may: ['public'],
  place: { group: 'programme', order: 1, label: words('Trang đầu', 'First page') },
  run: (request) => {
    if (request.actor.userId !== null && holds(request.actor, staff)) return staffView(request)
    return request.actor.enterpriseId === null ? publicView(request) : enterpriseView(request)
  },
})

const progress = page({ route: 'GET /progress', may: ['public'], run: publicView })

export const portalPages: readonly Page[] = [first, progress, transitionPage]
