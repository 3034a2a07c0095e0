import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as nextPages from './next-pages.tsx'
import * as queries from './queries.ts'
import { nextPlanWork } from './work.ts'

export const draftingCapability = capability({
  modules: [commands, nextPages, queries],
  news: true,
  work: nextPlanWork,
})

export { nextProposal } from './queries.ts'
