import { capability } from '../platform/capability.ts'
import * as page from './page.tsx'
import * as queries from './queries.ts'

export const mapCapability = capability({ modules: [page, queries] })
