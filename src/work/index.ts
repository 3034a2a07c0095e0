import { capability } from '../platform/capability.ts'
import * as limits from './limits.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'

export const workCapability = capability({ modules: [limits, queries, pages] })

export { workKinds, workRecords } from './kinds.ts'
export { setWorkLimit, updateWorkLimits, WorkLimitData } from './limits.ts'
export { countWork, listWork } from './queries.ts'
