import { capability } from '../platform/capability.ts'
import * as appraisalPages from './appraisal-pages.tsx'
import * as conclude from './conclude.ts'
import * as costs from './costs.ts'
import * as councilCommands from './council-commands.ts'
import * as councilListPages from './council-list-pages.tsx'
import * as councilPages from './council-pages.tsx'
import * as councilQueries from './council-queries.ts'
import { councilFinds } from './finds.ts'
import * as minutes from './minutes.ts'
import * as opinions from './opinions.ts'
import * as queries from './queries.ts'
import * as ruleCommands from './rule-commands.ts'
import * as ruleForms from './rule-forms.tsx'
import * as rulePages from './rule-pages.tsx'
import * as ruleQueries from './rule-queries.ts'
import * as seatPages from './seat-pages.tsx'
import * as sheets from './sheets.ts'
import * as sittings from './sittings.ts'
import './invited.ts'
import './notices.ts'
import { councilThreads } from './threads.ts'
import { councilWork } from './work.ts'

export const councilCapability = capability({
  modules: [
    appraisalPages,
    conclude,
    costs,
    councilCommands,
    councilListPages,
    councilPages,
    councilQueries,
    minutes,
    seatPages,
    sheets,
    sittings,
    opinions,
    queries,
    ruleCommands,
    ruleForms,
    rulePages,
    ruleQueries,
  ],
  news: [councilCommands.appointCouncil, conclude.concludeAppraisal],
  links: {
    appraisal: '/appraisals',
    council: '/councils',
    'appraisal-rule': '/councils/rules',
    'score-sheet': '/councils/sheets',
  },
  work: councilWork,
  threads: councilThreads,
  finds: councilFinds,
})

export { appraisersOf, beginPair, type Standing, setAside, standingOf } from './appraisals.ts'
export { AppraisalData, updateAppraisalRules } from './catalogue.ts'
export { concludeAppraisal } from './conclude.ts'
export { addCost } from './costs.ts'
export { addCouncilMember, appointCouncil, createCouncil } from './council-commands.ts'
export { memberFields } from './council-fields.ts'
export { showCouncil } from './council-queries.ts'
export { appraisedKind, type Handed } from './kinds.ts'
export { beforeOwnCouncil, showAppraisal } from './queries.ts'
export { listAppraisalRules, votesBy } from './rule-queries.ts'
export { appraisalStates, appraisalWays } from './rules.ts'
export { giveSheet } from './sheets.ts'
export { declareInterest, putBefore } from './sittings.ts'
