import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import { proposalFinds } from './finds.ts'
import './notices.ts'
import * as formPages from './form-pages.tsx'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import { proposalThreads } from './threads.ts'
import { proposalWork } from './work.ts'

export const proposalCapability = capability({
  modules: [commands, formPages, pages, queries],
  news: [commands.askOpinions, commands.submitProposal, commands.settleProposal, commands.dropProposal],
  links: { policy_proposal: '/policy-proposals' },
  work: proposalWork,
  threads: proposalThreads,
  finds: proposalFinds,
})

export { addClause, askOpinions, createProposal, settleProposal, submitProposal } from './commands.ts'
export { clauseFields, proposalFields } from './fields.ts'
export { showProposal } from './queries.ts'
