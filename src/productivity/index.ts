import { capability } from '../platform/capability.ts'
import * as assessmentPages from './assessment-pages.tsx'
import * as commands from './commands.ts'
import * as enterprisePages from './enterprise-pages.tsx'
import * as importing from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as listQueries from './list-queries.ts'
import * as queries from './queries.ts'
import * as sheet from './sheet.ts'
import { productivityWork } from './work.ts'

export const productivityCapability = capability({
  modules: [
    assessmentPages,
    commands,
    enterprisePages,
    importing,
    importPages,
    listPages,
    listQueries,
    queries,
    sheet,
  ],
  news: true,
  work: productivityWork,
})

export { recordAccounts } from './commands.ts'
export { productivityYears } from './queries.ts'
