import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import { outgoingFinds } from './finds.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import * as symbolPages from './symbol-pages.tsx'
import * as symbols from './symbols.ts'

export const outgoingCapability = capability({
  modules: [commands, pages, queries, symbolPages, symbols],
  links: { outgoing_number: '/outgoing-numbers' },
  finds: outgoingFinds,
})

export { cancelOutgoingNumber } from './commands.ts'
export { decisionNumberOf, documentNumberOf } from './document-number.ts'
export {
  calledNumber,
  calledRow,
  cancelNumber,
  type Issuer,
  issuerOn,
  type NumberKind,
  nextNumber,
  numbered,
  numberOfDocument,
  numberOfRecord,
  registeredNumber,
  takeNumber,
  typedOf,
} from './register.ts'
export { SymbolData, type SymbolKind, symbolOf, updateSymbols } from './symbols.ts'
