import { capability } from '../platform/capability.ts'
import * as answers from './answers.ts'
import * as commands from './commands.ts'
import { needFinds } from './finds.ts'
import * as formPages from './form-pages.tsx'
import * as imports from './import.ts'
import * as importPages from './import-pages.tsx'
import * as linkLetters from './link-letters.ts'
import * as linkPages from './link-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as members from './members.ts'
import * as queries from './queries.ts'
import * as results from './results.ts'
import * as resultsPages from './results-pages.tsx'
import * as settle from './settle.ts'
import * as showPages from './show-pages.tsx'
import * as surveyPages from './survey-pages.tsx'
import * as surveyQueries from './survey-queries.ts'
import * as surveys from './surveys.ts'
import './notices.ts'
import { needThreads } from './threads.ts'
import { needWork } from './work.ts'

export const needsCapability = capability({
  modules: [
    answers,
    commands,
    formPages,
    imports,
    importPages,
    linkLetters,
    linkPages,
    listPages,
    members,
    queries,
    results,
    resultsPages,
    settle,
    showPages,
    surveyPages,
    surveyQueries,
    surveys,
  ],
  news: true,
  links: { need: '/needs', 'need-survey': '/needs/surveys' },
  work: needWork,
  threads: needThreads,
  finds: needFinds,
})

export { addNeed, takeUpNeed, withdrawNeed } from './commands.ts'
export { needFields, surveyFields } from './fields.ts'
export { tellOfSurveys } from './notices.ts'
export { needKinds, needStates } from './rules.ts'
export { settleNeed } from './settle.ts'
export { openSurvey } from './surveys.ts'
