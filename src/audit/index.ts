import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { auditTrailPages } from './pages.tsx'
import { listAudit, showAudit } from './queries.ts'

export const auditOperations: readonly Operation[] = [listAudit, showAudit]
export const auditPages: readonly Page[] = auditTrailPages
