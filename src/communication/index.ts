import { capability } from '../platform/capability.ts'
import * as channelPages from './channel-pages.tsx'
import * as channels from './channels.ts'
import * as commands from './commands.ts'
import * as correction from './correction.tsx'
import { communicationFinds } from './finds.ts'
import * as communicationImport from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import * as sumsPage from './sums-page.tsx'
import './notices.ts'
import { communicationThreads } from './threads.ts'
import { communicationWork } from './work.ts'

export const communicationCapability = capability({
  modules: [
    channelPages,
    channels,
    commands,
    communicationImport,
    correction,
    importPages,
    listPages,
    queries,
    showPages,
    sumsPage,
  ],
  news: [commands.confirmCommunication],
  links: { communication: '/communication' },
  work: communicationWork,
  threads: communicationThreads,
  finds: communicationFinds,
})

export { confirmCommunication, recordCommunication } from './commands.ts'
export { channelFields, communicationFields } from './fields.ts'
