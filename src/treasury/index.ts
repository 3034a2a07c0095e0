import { capability } from '../platform/capability.ts'
import * as answer from './answer.ts'
import * as batchPages from './batch-pages.tsx'
import * as batches from './batches.ts'
import * as differencePages from './difference-pages.tsx'
import * as differences from './differences.ts'
import { treasuryFinds } from './finds.ts'
import * as formPages from './form-pages.tsx'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as matches from './matches.ts'
import * as queries from './queries.ts'
import { treasuryThreads } from './threads.ts'
import * as unlisted from './unlisted.ts'
import * as unlistedPages from './unlisted-pages.tsx'
import * as use from './use.ts'
import * as usePages from './use-pages.tsx'
import { treasuryWork } from './work.ts'
import './notices.ts'

export const treasuryCapability = capability({
  modules: [
    answer,
    batchPages,
    batches,
    differencePages,
    differences,
    formPages,
    importPages,
    listPages,
    matches,
    queries,
    unlisted,
    unlistedPages,
    use,
    usePages,
  ],
  news: true,
  links: {
    treasury_batch: '/treasury/batches',
    treasury_difference: '/treasury/differences',
    treasury_use: '/treasury/uses',
  },
  work: treasuryWork,
  threads: treasuryThreads,
  finds: treasuryFinds,
})

export { applyAnswer, checkAnswer } from './answer.ts'
export { drawBatch, sendBatch, setAccount } from './batches.ts'
export { explainUnknown } from './differences.ts'
export { batchFields } from './fields.ts'
export { matchable, matchUnknown } from './matches.ts'
export { listDifferences } from './queries.ts'
export { setAside } from './unlisted.ts'
export { setUse, useFields } from './use.ts'
