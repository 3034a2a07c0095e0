import { capability } from '../platform/capability.ts'
import * as limitPages from './limit-pages.tsx'
import * as limits from './limits.ts'
import * as manyPages from './many-pages.tsx'
import * as nextSteps from './next-steps.ts'
import './notices.ts'
import * as officerPages from './officer-pages.tsx'
import * as officers from './officers.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'

export const workCapability = capability({
  modules: [manyPages, nextSteps, limits, limitPages, officers, officerPages, queries, pages],
})

export { countsOf } from './counts.ts'
export { updateWorkLimits, WorkLimitData } from './limits.ts'
export { assignWork } from './officers.ts'
export { listWork } from './queries.ts'
export { recordTop } from './record-top.tsx'
