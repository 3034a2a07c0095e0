import { capability } from '../platform/capability.ts'
import * as correctionPages from './correction-pages.tsx'
import * as corrections from './corrections.ts'
import * as erasurePages from './erasure-pages.tsx'
import * as erasures from './erasures.ts'
import * as exports from './exports.ts'
import * as noticePage from './notice-page.tsx'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import { privacyWork } from './work.ts'

export const privacyCapability = capability({
  modules: [corrections, correctionPages, erasures, erasurePages, exports, noticePage, pages, queries],
  work: privacyWork,
})

export { askCorrection, settleCorrection } from './corrections.ts'
export {
  carryOutErasure,
  type PersonDue,
  proposeErasure,
  proposeErasures,
  settleErasures,
  withdrawErasure,
} from './erasures.ts'
export { exportPerson } from './exports.ts'
export { keptTables } from './kept.ts'
export { columnsOf } from './register.ts'
export { settleTrailMarks } from './seals.ts'
