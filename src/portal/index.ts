import { planNames } from '../plan/index.ts'
import { holds, staff } from '../platform/actor.ts'
import { capability } from '../platform/capability.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, page, type View } from '../platform/page.ts'
import { beforePlanView } from './before-plan.tsx'
import { enterpriseView, staffView } from './dashboard-pages.tsx'
import { publicView } from './public-pages.tsx'
import * as queries from './queries.ts'
import * as transition from './transition.ts'
import * as transitionPages from './transition-page.tsx'

/** The view, or, in an installation without a plan yet, what there is to say and to do before. */
const onceThereIsAPlan = (view: (request: PageRequest) => Promise<View>) => async (request: PageRequest) => {
  const { plans } = await request.execute(planNames, {})
  return plans.length === 0 ? beforePlanView(request) : view(request)
}

/** The first page is each user's own: staff, an enterprise, or everybody else. */
const first = page({
  route: 'GET /',
  may: ['public'],
  place: { group: 'programme', order: 1, label: words('Trang đầu', 'First page') },
  run: (request) => {
    if (request.actor.userId !== null && holds(request.actor, staff))
      return onceThereIsAPlan(staffView)(request)
    return request.actor.enterpriseId === null
      ? onceThereIsAPlan(publicView)(request)
      : enterpriseView(request)
  },
})

const progress = page({ route: 'GET /progress', may: ['public'], run: onceThereIsAPlan(publicView) })

export const portalCapability = capability({
  modules: [queries, transition, transitionPages, { first, progress }],
})

export { rooms } from './rooms.ts'
