import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'

export const setupCapability = capability({
  modules: [commands, queries, pages],
})

export { addUsers, chooseAgencies, chooseProvince, startWithoutPlan } from './commands.ts'
export { FirstDays } from './first-days-view.tsx'
export { firstDays, showSetup } from './queries.ts'
export { exampleInstruments, readSetup, unanswered, writeSetup } from './state.ts'
