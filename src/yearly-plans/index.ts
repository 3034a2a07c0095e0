import { capability } from '../platform/capability.ts'
import * as approve from './approve.ts'
import * as beside from './beside.ts'
import * as besidePages from './beside-pages.tsx'
import * as commands from './commands.ts'
import * as comparisonPage from './comparison-page.tsx'
import * as document from './document.ts'
import { yearlyPlanFinds } from './finds.ts'
import * as gather from './gather.ts'
import * as imports from './import.ts'
import * as importPages from './import-pages.tsx'
import * as linePages from './line-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import './notices.ts'
import { yearlyPlanThreads } from './threads.ts'
import { yearlyPlanWork } from './work.ts'

export const yearlyPlanCapability = capability({
  modules: [
    approve,
    beside,
    besidePages,
    commands,
    comparisonPage,
    document,
    gather,
    imports,
    importPages,
    linePages,
    listPages,
    queries,
    showPages,
  ],
  news: [
    approve.sendYearlyPlan,
    approve.returnYearlyPlan,
    approve.approveYearlyPlan,
    approve.reviseYearlyPlan,
  ],
  links: { 'yearly-plan': '/yearly-plans' },
  work: yearlyPlanWork,
  threads: yearlyPlanThreads,
  finds: yearlyPlanFinds,
})

export { approveYearlyPlan, returnYearlyPlan, sendYearlyPlan } from './approve.ts'
export { addIntegrations } from './beside.ts'
export { addBeside, addLine, createYearlyPlan, editLine } from './commands.ts'
export { besideFields, lineFields, yearlyPlanFields } from './fields.ts'
export { gatherLines } from './gather.ts'
export { Cells, Heads } from './sections.tsx'
export { mostWaiting, offeredOf, undoneDuties, unpaidCommitments, Waiting } from './waiting.ts'
