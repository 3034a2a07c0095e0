import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as deliveries from './deliveries.ts'
import * as manyPages from './many-pages.tsx'
import * as officePages from './office-pages.tsx'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import { noticeWork } from './work.ts'

export const noticeCapability = capability({
  modules: [manyPages, commands, deliveries, officePages, pages, queries],
  work: noticeWork,
})

export { readAt, wishNotice } from './commands.ts'
export { deliveryStates } from './deliveries.ts'
export { noticeKind } from './kinds.ts'
export { forgetAddress, letterKind, queueLetters } from './letters.ts'
export { NoMailServer } from './no-mail-server.tsx'
export { listNotices, unreadNotices } from './queries.ts'
export { sendNotices } from './send.ts'
export { type Recipients, type Thing, tell, tellOwners, tellTogether, togetherFields } from './tell.ts'
