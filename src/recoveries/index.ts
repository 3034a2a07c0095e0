import { capability } from '../platform/capability.ts'
import * as blockPages from './block-pages.tsx'
import * as blocks from './blocks.ts'
import * as commands from './commands.ts'
import * as correctPages from './correct-pages.tsx'
import * as correcting from './correcting.ts'
import { recoveryFinds } from './finds.ts'
import * as listPages from './list-pages.tsx'
import * as payments from './payments.ts'
import * as queries from './queries.ts'
import * as showPages from './show-pages.tsx'
import { recoveryThreads } from './threads.ts'
import { recoveryWork } from './work.ts'

export const recoveryCapability = capability({
  modules: [blockPages, blocks, commands, correctPages, correcting, listPages, payments, queries, showPages],
  news: true,
  links: { recovery: '/recoveries', block_exception: '/support-blocks/exceptions' },
  work: recoveryWork,
  threads: recoveryThreads,
  finds: recoveryFinds,
})

export { confirmRecovery, enterRecovery } from './commands.ts'
export { approveCorrection, correctRecovery } from './correcting.ts'
export { correctionFields, exceptionFields, paidInFields, recoveryFields, ruleFields } from './fields.ts'
export { tellOfRecoveries } from './notices.ts'
export { confirmPaidIn, enterPaidIn } from './payments.ts'
