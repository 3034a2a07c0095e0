import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as delegationPages from './delegation-pages.tsx'
import * as delegations from './delegations.ts'
import * as page from './page.tsx'
import { controlWork } from './work.ts'

export const controlCapability = capability({
  modules: [commands, page, delegations, delegationPages],
  work: controlWork,
})

export { sayPerson, showControls } from './commands.ts'
export { delegateSigning, endDelegation } from './delegations.ts'
export {
  type Apart,
  type EarlierAct,
  heldRows,
  holdApart,
  holdPersonsApart,
  isRelaxed,
  whyApart,
  whyKept,
} from './hold.ts'
