import { planNames } from '../plan/index.ts'
import { staff } from '../platform/actor.ts'
import { capability } from '../platform/capability.ts'
import { words } from '../platform/language.ts'
import { type PageRequest, page, type View } from '../platform/page.ts'
import { beforePlanView } from './before-plan.tsx'
import * as charts from './charts.ts'
import { staffView } from './dashboard-pages.tsx'
import { enterpriseView } from './enterprise-home.tsx'
import * as overview from './enterprise-overview.ts'
import { libraryPage } from './library-page.tsx'
import * as move from './move.ts'
import * as movePages from './move-page.tsx'
import { publicView } from './public-pages.tsx'
import * as queries from './queries.ts'
import * as transition from './transition.ts'
import * as transitionPages from './transition-page.tsx'

/** What there is to say and to do before an installation has its first plan; null once it has one. */
export async function beforePlan(request: PageRequest): Promise<View | null> {
  const { plans } = await request.execute(planNames, {})
  return plans.length === 0 ? beforePlanView(request) : null
}

const onceThereIsAPlan = (view: (request: PageRequest) => Promise<View>) => async (request: PageRequest) =>
  (await beforePlan(request)) ?? view(request)

/** The programme at a glance, for its staff. */
const dashboardPage = page({
  route: 'GET /dashboard',
  for: queries.dashboard,
  place: { group: 'programme', order: 1, main: staff, label: words('Bảng theo dõi', 'Dashboard') },
  run: onceThereIsAPlan(staffView),
})

/** An enterprise at a glance, for itself. */
const overviewPage = page({
  route: 'GET /overview',
  for: overview.enterpriseOverview,
  place: { group: 'programme', order: 1, main: ['enterprise'], label: words('Tổng quan', 'Overview') },
  run: enterpriseView,
})

const progress = page({
  route: 'GET /progress',
  may: ['public'],
  place: { group: 'programme', order: 3, main: ['public'], label: words('Tiến độ', 'Progress') },
  run: onceThereIsAPlan(publicView),
})

export const portalCapability = capability({
  modules: [
    charts,
    move,
    movePages,
    queries,
    overview,
    transition,
    transitionPages,
    { dashboardPage, libraryPage, overviewPage, progress },
  ],
})

export { movableRecords, moveRecords } from './move.ts'
export { rooms } from './rooms.ts'
export { publicView }
