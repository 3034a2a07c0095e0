import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as correction from './correction.tsx'
import './counting.ts'
import * as fieldCatalogue from './field-catalogue.ts'
import * as fieldPages from './field-pages.tsx'
import * as valueImport from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import './notices.ts'
import * as queries from './queries.ts'
import './section.tsx'
import * as showPages from './show-pages.tsx'
import * as sums from './sums.ts'
import * as sumsPage from './sums-page.tsx'
import { contentThreads } from './threads.ts'
import { contentWork } from './work.ts'

/* What turns of each kind of content brought, as figures with proof: area by crop, energy saved, levels before and after. */
export const contentDataCapability = capability({
  modules: [
    commands,
    correction,
    fieldCatalogue,
    fieldPages,
    importPages,
    listPages,
    queries,
    showPages,
    sums,
    sumsPage,
    valueImport,
  ],
  news: [commands.confirmValue],
  links: { content_value: '/content-values' },
  work: contentWork,
  threads: contentThreads,
})

export { confirmValue as confirmContentValue, enterValue as enterContentValue } from './commands.ts'
export { ContentFieldData, listFields as listContentFields } from './field-catalogue.ts'
export { contentFieldFields, contentValueFields } from './fields.ts'
