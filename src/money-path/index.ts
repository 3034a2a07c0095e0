import { capability } from '../platform/capability.ts'
import * as archivePages from './archive-pages.tsx'
import * as archiveQuery from './archive-query.ts'
import * as linePages from './line-pages.tsx'
import * as pathPages from './path-pages.tsx'
import * as queries from './queries.ts'
import * as voucherPages from './voucher-pages.tsx'

export const moneyPathCapability = capability({
  modules: [archivePages, archiveQuery, linePages, pathPages, queries, voucherPages],
  links: { budget_line: '/budget/lines' },
})
