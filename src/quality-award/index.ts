import { capability } from '../platform/capability.ts'
import * as catalogue from './catalogue.ts'
import * as correction from './correction.tsx'
import './entries-section.tsx'
import * as entryCommands from './entry-commands.ts'
import * as entryFormPages from './entry-form-pages.tsx'
import * as entryPages from './entry-pages.tsx'
import * as entryWay from './entry-way.ts'
import { awardFinds } from './finds.ts'
import * as entryImport from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import './notices.ts'
import * as queries from './queries.ts'
import * as roundCorrection from './round-correction.tsx'
import * as roundPages from './round-pages.tsx'
import * as rounds from './rounds.ts'
import * as rulePages from './rule-pages.tsx'
import { awardThreads } from './threads.ts'
import { awardWork } from './work.ts'

/* The National Quality Award: rules by years, rounds, entries from the self-assessment to the ministry's decision and the proposal of commendation. */
export const awardCapability = capability({
  modules: [
    catalogue,
    correction,
    entryCommands,
    entryFormPages,
    entryImport,
    entryPages,
    entryWay,
    importPages,
    listPages,
    queries,
    roundCorrection,
    roundPages,
    rounds,
    rulePages,
  ],
  news: [rounds.openRound, entryWay.recordOutcome],
  links: { award_entry: '/award-entries', award_round: '/award-rounds', award_rule: '/award-rules' },
  work: awardWork,
  threads: awardThreads,
  finds: awardFinds,
})

export { AwardRuleData, updateAwardRules } from './catalogue.ts'
export { assess, checkEntry, enter, submitEntry, withdrawEntry } from './entry-commands.ts'
export { addSupport, recordOpinion, recordOutcome, sendEntry } from './entry-way.ts'
export {
  assessmentFields,
  decisionFields,
  entryFields,
  opinionFields,
  reportFields,
  revokedFields,
  roundFields,
  sentFields,
  supportFields,
} from './fields.ts'
export { showEntry } from './queries.ts'
export { openRound } from './rounds.ts'
export { criterionFields, ruleFields } from './rule-fields.ts'
