import { capability } from '../platform/capability.ts'
import * as claims from './claims.ts'
import { claimFinds } from './finds.ts'
import * as formPages from './form-pages.tsx'
import * as judging from './judging.ts'
import * as linePages from './line-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as orders from './orders.ts'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import { claimThreads } from './threads.ts'
import { claimWork } from './work.ts'
import './notices.ts'

export const claimCapability = capability({
  modules: [claims, formPages, judging, linePages, listPages, orders, queries, showPages],
  news: true,
  links: { payment_claim: '/claims' },
  work: claimWork,
  threads: claimThreads,
  finds: claimFinds,
})

export { addClaimLine, claimOfContent, claimOfTurn, sendClaim } from './claims.ts'
export { claimLineFields, claimStates, payeeFields } from './fields.ts'
export { concludeClaim, judgeClaimLine } from './judging.ts'
export { claimantOf, hostsOf } from './notices.ts'
export { claimCleared, payAgain } from './orders.ts'
export { ClaimsOfTask, ClaimsOfTurn } from './sections.tsx'
export { claimReadable, claimReaders } from './sight.ts'
