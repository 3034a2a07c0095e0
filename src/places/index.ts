import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'

export const placeCapability = capability({
  modules: [commands, queries, pages],
})

export { offerUnits, offerUnitsOfPlans, offerUnitsOfSetup, PlacesData, updatePlaces } from './catalogue.ts'
export { type ProvinceName, provinceLine, provincesBefore, unitsOn } from './line.ts'
export { listPlaces, listProvinces } from './queries.ts'
