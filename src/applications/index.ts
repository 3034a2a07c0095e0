import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as formPages from './form-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import './notices.ts'
import { applicationWork } from './work.ts'

export const applicationCapability = capability({
  modules: [commands, formPages, listPages, queries, showPages],
  news: true,
  links: { application: '/applications' },
  work: applicationWork,
})

export {
  appraiseApplication,
  checkApplication,
  decideApplication,
  editApplication,
  fileApplication,
  withdrawApplication,
} from './commands.ts'
export { showApplication } from './queries.ts'
export { enterStage } from './stages.ts'
export { applicationStates, openStates } from './states.ts'
export { takenOverStates, takeOverApplication } from './taking-over.ts'
