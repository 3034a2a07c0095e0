import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import { agencyFinds } from './finds.ts'
import * as imports from './import.ts'
import * as importPages from './import-pages.tsx'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import { agencyWork } from './work.ts'

export const agencyCapability = capability({
  modules: [commands, queries, imports, pages, importPages],
  work: agencyWork,
  news: true,
  links: { agency: '/agencies' },
  finds: agencyFinds,
})

export { addMissingAgencies, committeeOf, updateAdminUnits } from './commands.ts'
export { agencyFields } from './fields.ts'
export { letterheadOn, officesOn } from './letterhead.ts'
export { agencyPart } from './page-parts.ts'
export {
  type Inside,
  insideProvince,
  provinceMergers,
  wholeProvince,
} from './provinces.ts'
export {
  adminUnits,
  agenciesToEnterFor,
  communesAfter,
  communesOfCommittee,
  coordinatorOn,
  forgetAdminUnits,
  listAgencies,
} from './queries.ts'
export {
  AdminUnitData,
  AgencyData,
  agencyKinds,
  authorityOf,
  carrierOn,
  committeeName,
  initials,
  livesOn,
  placeOf,
  plainName,
  shortCommittee,
} from './rules.ts'
