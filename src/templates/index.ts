import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import { templateFinds } from './finds.ts'
import * as kindPages from './kind-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import './notices.ts'
import { templateThreads } from './threads.ts'
import { templateWork } from './work.ts'

export const templateCapability = capability({
  modules: [commands, kindPages, listPages, queries, showPages],
  news: [commands.useTemplate],
  links: { word_template: '/templates' },
  work: templateWork,
  threads: templateThreads,
  finds: templateFinds,
})

export { uploadTemplate, useTemplate } from './commands.ts'
export { Documents } from './documents-view.tsx'
export { listField, type TemplateFields, type TemplateKind, templateKind } from './kinds.ts'
export { type Head, headFields, headOf } from './letterhead.ts'
export { downloadTemplate } from './queries.ts'
export { DocumentRow, documentsOf, type Filled, fillDocument, keepDocument } from './use.ts'
