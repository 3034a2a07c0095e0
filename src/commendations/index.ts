import { capability } from '../platform/capability.ts'
import * as callCommands from './call-commands.ts'
import * as callPages from './call-pages.tsx'
import * as catalogue from './catalogue.ts'
import * as certificates from './certificates.ts'
import * as correction from './correction.tsx'
import * as document from './document.ts'
import { commendationFinds } from './finds.ts'
import * as nominationImport from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listCommands from './list-commands.ts'
import * as listList from './list-list.tsx'
import * as listPages from './list-pages.tsx'
import * as nominationCommands from './nomination-commands.ts'
import * as nominationList from './nomination-list.tsx'
import * as nominationPages from './nomination-pages.tsx'
import './notices.ts'
import * as callQueries from './call-queries.ts'
import * as listQueries from './list-queries.ts'
import * as nominationQueries from './nomination-queries.ts'
import * as nominationWay from './nomination-way.ts'
import * as rulePages from './rule-pages.tsx'
import { commendationThreads } from './threads.ts'
import { commendationWork } from './work.ts'

export const commendationCapability = capability({
  modules: [
    callCommands,
    callPages,
    catalogue,
    certificates,
    correction,
    document,
    importPages,
    listCommands,
    listList,
    listPages,
    nominationList,
    nominationCommands,
    nominationImport,
    nominationPages,
    callQueries,
    listQueries,
    nominationQueries,
    nominationWay,
    rulePages,
  ],
  news: [callCommands.openCall, listCommands.decideList],
  links: {
    commendation_call: '/commendation-calls',
    nomination: '/nominations',
    commendation_list: '/commendation-lists',
  },
  work: commendationWork,
  threads: commendationThreads,
  finds: commendationFinds,
})

export { createCall, openCall } from './call-commands.ts'
export { CommendationData, updateCommendation } from './catalogue.ts'
export { issueCertificates } from './certificates.ts'
export {
  callFields,
  decisionFields,
  formFields,
  forwardFields,
  listFields,
  nominationFields,
  ruleFields,
  submissionFields,
} from './fields.ts'
export { createList, decideList, forwardList, submitList } from './list-commands.ts'
export { nominate } from './nomination-commands.ts'
export { showNomination } from './nomination-queries.ts'
export { addPaper, checkNomination, submitNomination } from './nomination-way.ts'
