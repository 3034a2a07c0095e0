import type { Operation } from '../platform/operation.ts'
import { addAgency, endAgency, renameAgency } from './commands.ts'
import { listAgencies, showAgency } from './queries.ts'

export { agencyPages } from './pages.tsx'
export const agencyOperations: readonly Operation[] = [
  listAgencies,
  showAgency,
  addAgency,
  renameAgency,
  endAgency,
]

export { addMissingAgencies, updateAdminUnits } from './commands.ts'
export {
  type Inside,
  insideProvince,
  ProvinceMergerData,
  provinceMergers,
  wholeProvince,
} from './provinces.ts'
export { adminUnits, listAgencies } from './queries.ts'
export {
  AdminUnitData,
  AgencyData,
  agencyKinds,
  authorityOf,
  carrierOn,
  initials,
  placeOf,
  plainName,
  shortCommittee,
} from './rules.ts'
