import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as feedPages from './feed-pages.tsx'
import * as feeds from './feeds.ts'
import * as heirs from './heirs.ts'
import * as listPage from './list-page.tsx'
import * as manyPages from './many-pages.tsx'
import * as page from './page.tsx'
import * as pressing from './pressing.ts'
import * as queries from './queries.ts'
import * as requestCorrection from './request-correction.tsx'
import * as requestPages from './request-pages.tsx'
import * as requests from './requests.ts'
import './notices.ts'
import { dutyFinds } from './finds.ts'
import { dutyThreads } from './threads.ts'
import { dutyWork } from './work.ts'

export const dutyCapability = capability({
  modules: [
    commands,
    feedPages,
    feeds,
    heirs,
    listPage,
    manyPages,
    page,
    pressing,
    queries,
    requestCorrection,
    requestPages,
    requests,
  ],
  news: [
    commands.completeDuty,
    commands.reopenDuty,
    heirs.handOn,
    pressing.prolongDuty,
    requests.requestDuty,
    requests.withdrawDuty,
  ],
  links: { duty_item: '/duties' },
  work: dutyWork,
  threads: dutyThreads,
  finds: dutyFinds,
})

export { completeDuty, doneByReport, reopenDuty } from './commands.ts'
export { doneFields, requestFields, termFields } from './fields.ts'
export { listDuties, openDuties, remindDuties, showDuty, toDoByPlan } from './queries.ts'
export { tellOfDuties } from './reminders.ts'
export { markRequestable } from './requestable.ts'
export { requestDuty } from './requests.ts'
export { periodWords, reminderFor, timeLeft } from './rules.ts'
