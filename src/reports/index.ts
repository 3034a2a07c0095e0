import { capability } from '../platform/capability.ts'
import * as agencyActs from './agency-act-list.tsx'
import * as commands from './commands.ts'
import * as deadlines from './deadlines.ts'
import * as estimating from './estimating.tsx'
import * as kindPages from './kind-pages.tsx'
import * as kinds from './kinds.ts'
import * as manyPages from './many-pages.tsx'
import * as obstacleCatalogue from './obstacle-catalogue.ts'
import * as obstacleCataloguePages from './obstacle-catalogue-pages.tsx'
import * as obstacleCharge from './obstacle-charge.ts'
import * as obstacleCorrection from './obstacle-correction.tsx'
import * as obstacleGroups from './obstacle-groups.tsx'
import * as obstacleImport from './obstacle-import.ts'
import * as obstacleImportPages from './obstacle-import-pages.tsx'
import * as obstaclePages from './obstacle-pages.tsx'
import * as obstaclePassing from './obstacle-passing.ts'
import * as obstacles from './obstacles.ts'
import * as queries from './queries.ts'
import * as reportForms from './report-forms.tsx'
import * as reportPages from './report-pages.tsx'
import * as seal from './seal.ts'
import * as verification from './verification.ts'
import './notices.ts'
import './of-enterprise.tsx'
import { reportFinds } from './finds.ts'
import { reportThreads } from './threads.ts'
import { reportWork } from './work.ts'

export const reportCapability = capability({
  modules: [
    agencyActs,
    deadlines,
    estimating,
    kindPages,
    kinds,
    manyPages,
    commands,
    obstacleCatalogue,
    obstacleCataloguePages,
    obstacleCharge,
    obstacleCorrection,
    obstacleGroups,
    obstacleImport,
    obstacleImportPages,
    obstaclePages,
    obstaclePassing,
    obstacles,
    queries,
    reportForms,
    reportPages,
    seal,
    verification,
  ],
  news: true,
  links: {
    report: '/reports',
    obstacle: '/obstacles',
    obstacle_field: '/obstacle-fields',
    report_kind: '/report-kinds',
  },
  work: reportWork,
  threads: reportThreads,
  finds: reportFinds,
})

export { draftReport, restateReport } from './commands.ts'
export { readProgress } from './data.ts'
export { tellOfReportKinds } from './deadline-notices.ts'
export { estimateYear } from './estimating.tsx'
export { BudgetRow as ProgressBudget, budgetTotal, Target as ProgressTarget } from './figures.ts'
export { kindOfReport } from './kind-fields.ts'
export { listReportKinds, ReportKindData } from './kinds.ts'
export { acceptAnswer, chargeObstacle } from './obstacle-charge.ts'
export {
  committeeAnswerFields,
  fieldOfObstacles,
  obstacleFields,
  passingFields,
  resolutionFields,
} from './obstacle-fields.ts'
export { answerByCommittee, passObstacle } from './obstacle-passing.ts'
export { listObstacles, readableObstacles, reportObstacle, resolveObstacle } from './obstacles.ts'
export { listReports, reportDocument, reportingPlans, reportsDue } from './queries.ts'
export { indicatorHref, periodText, reportStates } from './rules.ts'
export { sealReport } from './seal.ts'
export { verifyReport } from './verification.ts'
