import { capability } from '../platform/capability.ts'
import { scienceTaskFinds } from './finds.ts'
import * as kindCommands from './kind-commands.ts'
import * as kindFormPages from './kind-form-pages.tsx'
import * as kindImport from './kind-import.ts'
import * as kindImportPages from './kind-import-pages.tsx'
import * as kindListPages from './kind-list-pages.tsx'
import * as kindPages from './kind-pages.tsx'
import * as kindQueries from './kind-queries.ts'
import * as kindStepCommands from './kind-step-commands.ts'
import { scienceTaskThreads } from './threads.ts'
import { scienceTaskWork } from './work.ts'

export const scienceTaskCapability = capability({
  modules: [
    kindCommands,
    kindFormPages,
    kindImport,
    kindImportPages,
    kindListPages,
    kindPages,
    kindQueries,
    kindStepCommands,
  ],
  news: [kindCommands.useTaskKind],
  links: { 'task-kind': '/task-kinds' },
  work: scienceTaskWork,
  threads: scienceTaskThreads,
  finds: scienceTaskFinds,
})

export { TaskKindData, updateTaskKinds } from './catalogue.ts'
export { createTaskKind, useTaskKind } from './kind-commands.ts'
export { changeFields, kindFields, stepFields } from './kind-fields.ts'
