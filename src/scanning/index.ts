import { capability } from '../platform/capability.ts'
import * as page from './page.tsx'
import * as queries from './queries.ts'
import { scanningWork } from './work.ts'

export const scanningCapability = capability({
  modules: [queries, page],
  work: scanningWork,
})

export { infectedToTell } from './queries.ts'
