import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { draftReport, editReport, restateReport, sealReport } from './commands.ts'
import { obstaclePages } from './obstacle-pages.tsx'
import { listObstacles, reportObstacle, resolveObstacle, showObstacle } from './obstacles.ts'
import { dueReports, listReports, reportDocument, showReport } from './queries.ts'
import { reportFormPages } from './report-forms.tsx'
import { reportReadPages } from './report-pages.tsx'
import { verifyReport } from './verification.ts'

export const reportOperations: readonly Operation[] = [
  listReports,
  dueReports,
  showReport,
  draftReport,
  editReport,
  sealReport,
  restateReport,
  reportDocument,
  verifyReport,
  listObstacles,
  showObstacle,
  reportObstacle,
  resolveObstacle,
]
export const reportPages: readonly Page[] = [...obstaclePages, ...reportReadPages, ...reportFormPages]

export { draftReport, restateReport, sealReport } from './commands.ts'
export { budgetTotal, ProgressBudget, ProgressTarget, readProgress } from './data.ts'
export { readableObstacles, reportObstacle, resolveObstacle } from './obstacles.ts'
export { listReports, reportDocument, reportingPlans, reportsDue } from './queries.ts'
export { assess, indicatorHref, periodText } from './rules.ts'
export { verifyReport } from './verification.ts'
