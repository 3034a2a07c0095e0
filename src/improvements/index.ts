import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as correction from './correction.tsx'
import * as effects from './effects.ts'
import * as evaluation from './evaluation.ts'
import { improvementFinds } from './finds.ts'
import * as formPages from './form-pages.tsx'
import * as valueImport from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as measurePages from './measure-pages.tsx'
import * as measures from './measures.ts'
import './notices.ts'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import { improvementThreads } from './threads.ts'
import * as values from './values.ts'
import { improvementWork } from './work.ts'

/* Improvement projects at enterprises: measures chosen before, values before, during and after with proof, the evaluation and what is kept. */
export const improvementCapability = capability({
  modules: [
    commands,
    correction,
    effects,
    evaluation,
    formPages,
    importPages,
    listPages,
    measurePages,
    measures,
    queries,
    showPages,
    valueImport,
    values,
  ],
  news: [commands.startProject, evaluation.evaluateProject],
  links: { improvement: '/improvements', improvement_measure: '/improvement-measures' },
  work: improvementWork,
  threads: improvementThreads,
  finds: improvementFinds,
})

export { chooseMeasure, finishProject, recordProject, startProject, stopProject } from './commands.ts'
export { EffectOfProjects } from './effect-view.tsx'
export { assignEvaluator, evaluateProject } from './evaluation.ts'
export {
  evaluationFields as improvementEvaluationFields,
  measureFields as improvementMeasureFields,
  projectFields as improvementFields,
  projectVerdicts,
  valueFields as improvementValueFields,
} from './fields.ts'
export { MeasureData } from './measures.ts'
export { projectsOfTask } from './of-task.ts'
export { ProjectsOf } from './projects-section.tsx'
export { showProject } from './queries.ts'
export { storyOf } from './story.ts'
export { addValue } from './values.ts'
