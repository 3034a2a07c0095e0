import { capability } from '../platform/capability.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'

export const rehearsalsCapability = capability({ modules: [pages, queries] })

export { rehearsalAnnex } from './annex.ts'
