import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as comparePages from './compare-pages.tsx'
import * as formPages from './form-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as publish from './publish.ts'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import './notices.ts'
import { studyFinds } from './finds.ts'
import { studyThreads } from './threads.ts'
import { studyWork } from './work.ts'

export const studyCapability = capability({
  modules: [commands, comparePages, formPages, listPages, publish, queries, showPages],
  news: true,
  links: { tfp_study: '/studies' },
  work: studyWork,
  threads: studyThreads,
  finds: studyFinds,
})

export { createStudy, returnStudy, reviewStudy, submitStudy } from './commands.ts'
export { publishStudy } from './publish.ts'
