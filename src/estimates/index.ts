import { capability } from '../platform/capability.ts'
import * as appraisal from './appraisal.ts'
import * as appraisalPages from './appraisal-pages.tsx'
import * as commands from './commands.ts'
import * as cuts from './cuts.ts'
import * as cutsPages from './cuts-pages.tsx'
import * as decide from './decide.ts'
import * as document from './document.ts'
import { estimateFinds } from './finds.ts'
import * as gather from './gather.ts'
import * as grid from './grid.ts'
import * as gridPages from './grid-pages.tsx'
import * as imports from './import.ts'
import * as importPages from './import-pages.tsx'
import * as linePages from './line-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as queries from './queries.ts'
import * as rounds from './rounds.ts'
import * as roundsPage from './rounds-page.tsx'
import * as showPages from './show-pages.tsx'
import './notices.ts'
import { estimateThreads } from './threads.ts'
import { estimateWork } from './work.ts'
import * as workbook from './workbook.ts'

export const estimateCapability = capability({
  modules: [
    appraisal,
    appraisalPages,
    commands,
    cuts,
    cutsPages,
    decide,
    document,
    gather,
    grid,
    gridPages,
    imports,
    importPages,
    linePages,
    listPages,
    queries,
    rounds,
    roundsPage,
    showPages,
    workbook,
  ],
  news: [
    rounds.sendEstimate,
    rounds.returnEstimate,
    rounds.agreeEstimate,
    decide.submitEstimate,
    decide.allocateEstimate,
  ],
  links: { estimate: '/estimates' },
  work: estimateWork,
  threads: estimateThreads,
  finds: estimateFinds,
})

export { appraiseEstimate } from './appraisal.ts'
export { createEstimate } from './commands.ts'
export { estimateCuts, settleCut } from './cuts.ts'
export { submitEstimate } from './decide.ts'
export { estimateFields, estimateLineFields } from './fields.ts'
export { gatherEstimate } from './gather.ts'
export { saveEstimateGrid } from './grid.ts'
export { agreeEstimate, returnEstimate, sendEstimate } from './rounds.ts'
