import { capability } from '../platform/capability.ts'
import * as changes from './changes.ts'
import * as contentImport from './content-import.ts'
import * as contentImportPages from './content-import-pages.tsx'
import * as contentMoney from './content-money.ts'
import * as documents from './documents.ts'
import * as ends from './ends.ts'
import { scienceTaskFinds } from './finds.ts'
import * as hostSteps from './host-steps.ts'
import * as kindCommands from './kind-commands.ts'
import * as kindFormPages from './kind-form-pages.tsx'
import * as kindImport from './kind-import.ts'
import * as kindImportPages from './kind-import-pages.tsx'
import * as kindListPages from './kind-list-pages.tsx'
import * as kindPages from './kind-pages.tsx'
import * as kindQueries from './kind-queries.ts'
import * as kindStepCommands from './kind-step-commands.ts'
import * as steps from './steps.ts'
import * as strikeSteps from './strike-step.ts'
import * as taskCommands from './task-commands.ts'
import * as taskFormPages from './task-form-pages.tsx'
import * as taskImport from './task-import.ts'
import * as taskImportPages from './task-import-pages.tsx'
import * as taskListPages from './task-list-pages.tsx'
import * as taskMoney from './task-money.ts'
import * as taskMoneyPages from './task-money-pages.tsx'
import * as taskPages from './task-pages.tsx'
import * as taskParts from './task-parts.ts'
import * as taskQueries from './task-queries.ts'
import * as taskTurns from './task-turns.ts'
import './invited.ts'
import './notices.ts'
import { scienceTaskThreads } from './threads.ts'
import { scienceTaskWork } from './work.ts'

export const scienceTaskCapability = capability({
  modules: [
    changes,
    contentImport,
    contentImportPages,
    contentMoney,
    documents,
    hostSteps,
    ends,
    steps,
    strikeSteps,
    taskCommands,
    taskFormPages,
    taskImport,
    taskImportPages,
    taskListPages,
    taskMoney,
    taskMoneyPages,
    taskTurns,
    taskPages,
    taskParts,
    taskQueries,
    kindCommands,
    kindFormPages,
    kindImport,
    kindImportPages,
    kindListPages,
    kindPages,
    kindQueries,
    kindStepCommands,
  ],
  news: [kindCommands.useTaskKind, steps.takeStep, changes.changeTask, ends.endTask],
  links: { 'science-task': '/science-tasks', 'task-kind': '/task-kinds' },
  work: scienceTaskWork,
  threads: scienceTaskThreads,
  finds: scienceTaskFinds,
})

export { TaskKindData, updateTaskKinds } from './catalogue.ts'
export { changeTask } from './changes.ts'
export {
  type ContentMoney,
  lockContentMoney,
  moneyOfContents,
  takesTurns,
  tasksForCalls,
} from './content-money.ts'
export { isCouncilPart, recordOf as councilRecordOf } from './councils.ts'
export { draftTaskDocument } from './documents.ts'
export { endTask } from './ends.ts'
export { createTaskKind, useTaskKind } from './kind-commands.ts'
export { changeFields, kindFields, stepFields } from './kind-fields.ts'
export { committers, taskEnds, taskGrades, taskStates } from './lists.ts'
export { tellOfTaskSteps } from './notices.ts'
export { takeStep } from './steps.ts'
export { proposeTask } from './task-commands.ts'
export { entriesOf } from './task-entries.ts'
export {
  contentFields as taskContentFields,
  entryFields as taskEntryFields,
  partnerFields as taskPartnerFields,
  taskFields,
} from './task-fields.ts'
export { commitTask, putTurn, setCommitter } from './task-money.ts'
export { addTaskContent, addTaskPartner } from './task-parts.ts'
export { contentsOf, showTask } from './task-queries.ts'
