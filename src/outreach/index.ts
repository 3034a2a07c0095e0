import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as correction from './correction.tsx'
import { outreachFinds } from './finds.ts'
import * as outreachImport from './import.ts'
import * as importPages from './import-pages.tsx'
import * as integrationCommands from './integration/commands.ts'
import * as integrationCorrection from './integration/correction.tsx'
import * as integrationImport from './integration/import.ts'
import * as integrationImportPages from './integration/import-pages.tsx'
import * as integrationListPages from './integration/list-pages.tsx'
import * as integrationQueries from './integration/queries.ts'
import * as integrationShowPages from './integration/show-pages.tsx'
import * as kindPages from './kind-pages.tsx'
import * as kinds from './kinds.ts'
import * as listPages from './list-pages.tsx'
import * as named from './named.ts'
import './notices.ts'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import * as sums from './sums.ts'
import * as sumsPage from './sums-page.tsx'
import { outreachThreads } from './threads.ts'
import { outreachWork } from './work.ts'

/* What agencies and associations do for the programme among their own, and the money of their own plans that it is integrated in. */
export const outreachCapability = capability({
  modules: [
    commands,
    correction,
    importPages,
    integrationCommands,
    integrationCorrection,
    integrationImport,
    integrationImportPages,
    integrationListPages,
    integrationQueries,
    integrationShowPages,
    kindPages,
    kinds,
    listPages,
    named,
    outreachImport,
    queries,
    showPages,
    sums,
    sumsPage,
  ],
  news: [commands.confirmOutreach, integrationCommands.confirmIntegration],
  links: { outreach: '/outreach', integration: '/integrations' },
  work: outreachWork,
  threads: outreachThreads,
  finds: outreachFinds,
})

export { confirmOutreach, recordOutreach, returnOutreach, sendOutreach } from './commands.ts'
export { kindFields, outreachFields } from './fields.ts'
export { confirmIntegration, recordIntegration, sendIntegration } from './integration/commands.ts'
export { integrationFields } from './integration/fields.ts'
export { nameInCommon, nameReached, tieIntroductions } from './named.ts'
