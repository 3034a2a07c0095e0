import { capability } from '../platform/capability.ts'
import * as downloads from './downloads.ts'
import * as queries from './queries.ts'

export const writingCapability = capability({
  modules: [downloads, queries],
})

export { planDifferencesIn } from './check.ts'
export { planFile, planFormats } from './queries.ts'
