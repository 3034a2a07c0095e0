import { capability } from '../platform/capability.ts'
import * as helpPages from './help-page.tsx'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'

export const searchCapability = capability({ modules: [queries, pages, helpPages] })

export { pageHelpView } from './page-help-view.tsx'
export { noteOpened } from './recent.ts'
