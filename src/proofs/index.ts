import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as criterionRules from './criterion-rules.ts'
import { proofFinds } from './finds.ts'
import * as formPages from './form-pages.tsx'
import * as imports from './import.ts'
import * as importPages from './import-pages.tsx'
import * as listPages from './list-pages.tsx'
import * as manyPages from './many-pages.tsx'
import './notices.ts'
import * as queries from './queries.ts'
import * as rulesPages from './rules-pages.tsx'
import * as showPages from './show-pages.tsx'
import { proofThreads } from './threads.ts'
import { proofWork } from './work.ts'

export const proofCapability = capability({
  modules: [
    commands,
    criterionRules,
    formPages,
    imports,
    importPages,
    listPages,
    manyPages,
    queries,
    rulesPages,
    showPages,
  ],
  news: true,
  links: { enterprise_proof: '/proofs' },
  work: proofWork,
  threads: proofThreads,
  finds: proofFinds,
})

export { confirmProof, matchProduct, recordMeasure, refuseProof } from './commands.ts'
export { setCriterionRule } from './criterion-rules.ts'
export { matchFields, measureFields, ruleFields } from './fields.ts'
