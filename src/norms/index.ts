import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as imports from './import.ts'
import * as importPages from './import-pages.tsx'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import { normWork } from './work.ts'

export const normsCapability = capability({
  modules: [commands, imports, importPages, pages, queries],
  news: true,
  links: { norm: '/norms' },
  work: normWork,
})

export { NormData, updateNorms } from './catalogue.ts'
export { addNorm } from './commands.ts'
export { normFields } from './fields.ts'
export {
  calledNorm,
  heldAgainstNorms,
  normBook,
  normChoicesInForce,
  normsOfYear,
  type YearNorm,
} from './held.ts'
export {
  ceilingUnits,
  exceeded,
  goneNorm,
  holdAgainst,
  isAboveNorm,
  limitWords,
  type NormCase,
  type NormedLine,
  type NormRow,
  type NormVerdict,
  normSizes,
  overNorm,
  tooLarge,
  verdictOn,
  verdictWords,
} from './rules.ts'
