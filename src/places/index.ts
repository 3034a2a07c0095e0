import type { Operation } from '../platform/operation.ts'
import { addPlace, mendPlace, offerPlace } from './commands.ts'
import { listPlaces, listProvinces, showPlace } from './queries.ts'

export { offerUnits, offerUnitsOfPlans, PlacesData, updatePlaces } from './catalogue.ts'
export { placePages } from './pages.tsx'
export const placeOperations: readonly Operation[] = [
  listPlaces,
  listProvinces,
  showPlace,
  addPlace,
  mendPlace,
  offerPlace,
]
