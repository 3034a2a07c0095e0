import { capability } from '../platform/capability.ts'
import * as approve from './approve.ts'
import * as asked from './asked.ts'
import * as commands from './commands.ts'
import * as contents from './contents.ts'
import { callFinds } from './finds.ts'
import * as formPages from './form-pages.tsx'
import * as imports from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as openPage from './open-page.tsx'
import * as papers from './papers.ts'
import * as prolong from './prolong.ts'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import './notices.ts'
import { callThreads } from './threads.ts'
import { callWork } from './work.ts'

export const callCapability = capability({
  modules: [
    approve,
    asked,
    commands,
    formPages,
    imports,
    importPages,
    listPages,
    openPage,
    contents,
    papers,
    prolong,
    queries,
    showPages,
  ],
  news: [
    prolong.prolongCall,
    prolong.approveProlongation,
    approve.sendCall,
    approve.returnCall,
    approve.approveCall,
    approve.endCall,
    approve.cancelCall,
  ],
  links: { call: '/calls' },
  work: callWork,
  threads: callThreads,
  finds: callFinds,
})

export { approveCall, endCall, returnCall, sendCall } from './approve.ts'
export { callOf, papersFor, roomIn, takePlace } from './asked.ts'
export { createCall } from './commands.ts'
export { addCallContent } from './contents.ts'
export { fedBy } from './fed.ts'
export { callFields, contentFields as callContentFields, paperFields as callPaperFields } from './fields.ts'
export { OpenCallsBrief } from './open-page.tsx'
export { addCallPaper } from './papers.ts'
export { approveProlongation, prolongCall } from './prolong.ts'
export { listCalls, openCalls, showCall } from './queries.ts'
export { rooms } from './rules.ts'
