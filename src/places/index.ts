import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as imports from './import/import.ts'
import * as importPages from './import/pages.tsx'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import { placeWork } from './work.ts'

export const placeCapability = capability({
  modules: [commands, queries, imports, pages, importPages],
  work: placeWork,
})

export { offerUnits, offerUnitsOfPlans, offerUnitsOfSetup, PlacesData, updatePlaces } from './catalogue.ts'
export { unitOfPlace } from './commands.ts'
export { placeFields } from './fields.ts'
export { provinceLine, provincesBefore, unitsOn } from './line.ts'
export { listPlaces, listProvinces } from './queries.ts'
