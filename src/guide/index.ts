import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as editionPage from './edition-page.tsx'
import * as entryPage from './entry-page.tsx'
import * as examplePage from './example-page.tsx'
import * as examples from './examples.ts'
import * as exchange from './exchange.ts'
import { guideFinds } from './finds.ts'
import * as formPages from './form-pages.tsx'
import * as imports from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as publicPage from './public-page.tsx'
import * as publicQueries from './public-queries.ts'
import * as publish from './publish.ts'
import * as queries from './queries.ts'
import './notices.ts'
import { guideThreads } from './threads.ts'
import { guideWork } from './work.ts'

export const guideCapability = capability({
  modules: [
    commands,
    editionPage,
    entryPage,
    examplePage,
    examples,
    exchange,
    formPages,
    imports,
    importPages,
    listPages,
    publicPage,
    publicQueries,
    publish,
    queries,
  ],
  news: [publish.sendEntry, publish.returnEntry, publish.publishEntry, publish.withdrawEntry],
  links: { guide_entry: '/guide/entries', guide_example: '/guide/examples' },
  work: guideWork,
  threads: guideThreads,
  finds: guideFinds,
})

export { addReference, createEntry } from './commands.ts'
export { agreeToExample, askExample } from './examples.ts'
export { exampleFields, guideFields, referenceFields } from './fields.ts'
export { GuideBrief } from './public-page.tsx'
export { listGuide } from './public-queries.ts'
export { publishEntry, returnEntry, sendEntry } from './publish.ts'
export { askableEnterprises, showEntry } from './queries.ts'
export { GuideData, updateGuide } from './shipped.ts'
