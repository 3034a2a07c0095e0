import { capability } from '../platform/capability.ts'
import * as appraisalPages from './appraisal-pages.tsx'
import { councilFinds } from './finds.ts'
import * as opinions from './opinions.ts'
import * as queries from './queries.ts'
import * as ruleCommands from './rule-commands.ts'
import * as ruleForms from './rule-forms.tsx'
import * as rulePages from './rule-pages.tsx'
import * as ruleQueries from './rule-queries.ts'
import './notices.ts'
import { councilThreads } from './threads.ts'
import { councilWork } from './work.ts'

export const councilCapability = capability({
  modules: [appraisalPages, opinions, queries, ruleCommands, ruleForms, rulePages, ruleQueries],
  news: [opinions.giveOpinion],
  links: {
    appraisal: '/appraisals',
    'appraisal-rule': '/councils/rules',
    'score-sheet': '/councils/sheets',
  },
  work: councilWork,
  threads: councilThreads,
  finds: councilFinds,
})

export { appraisersOf, beginPair, type Standing, setAside, standingOf } from './appraisals.ts'
export { AppraisalData, updateAppraisalRules } from './catalogue.ts'
export { appraisedKind } from './kinds.ts'
export { listAppraisalRules } from './rule-queries.ts'
export { appraisalWays } from './rules.ts'
