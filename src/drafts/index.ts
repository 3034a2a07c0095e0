import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import { draftFinds } from './finds.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'

export const formDraftCapability = capability({ modules: [commands, queries, pages], finds: draftFinds })

export { draftOffers } from './offers.tsx'
