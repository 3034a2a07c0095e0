import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as entryPages from './entry-pages.tsx'
import { keyProductFinds } from './finds.ts'
import * as imports from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as queries from './queries.ts'
import { keyProductWork } from './work.ts'

export const keyProductsCapability = capability({
  modules: [commands, entryPages, imports, importPages, listPages, queries],
  news: true,
  links: { key_product_list: '/key-products/lists', key_product: '/key-products' },
  work: keyProductWork,
  finds: keyProductFinds,
})

export { addEntry, addList, endList } from './commands.ts'
export { entryFields, listFields } from './fields.ts'
