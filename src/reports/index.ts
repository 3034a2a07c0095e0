import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import {
  draftReport,
  editReport,
  reportObstacle,
  resolveObstacle,
  restateReport,
  sealReport,
} from './commands.ts'
import { obstaclePages } from './obstacle-pages.tsx'
import {
  dueReports,
  listObstacles,
  listReports,
  reportDocument,
  showObstacle,
  showReport,
  verifyReport,
} from './queries.ts'
import { reportFormPages } from './report-forms.tsx'
import { reportReadPages } from './report-pages.tsx'

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
