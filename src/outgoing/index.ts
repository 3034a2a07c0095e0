import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import { outgoingFinds } from './finds.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'

export const outgoingCapability = capability({
  modules: [commands, pages, queries],
  links: { outgoing_number: '/outgoing-numbers' },
  finds: outgoingFinds,
})

export { cancelOutgoingNumber } from './commands.ts'
export {
  calledNumber,
  calledRow,
  type Issuer,
  issuerOn,
  nextNumber,
  numbered,
  numberOfDocument,
  takeNumber,
} from './register.ts'
