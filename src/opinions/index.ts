import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import './notices.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import { opinionThreads } from './threads.ts'
import { opinionWork } from './work.ts'

/*
 * Opinions on a document: any room that has a document with clauses opens a round (`openRound`), shows it (`roundsOf`, `<OpinionRounds>`) and
 * closes it (`closeRound`); agencies answer and the office settles here.
 */
export const opinionCapability = capability({
  modules: [commands, pages, queries],
  links: { opinion_request: '/opinions' },
  work: opinionWork,
  threads: opinionThreads,
})

export { answerRequest } from './commands.ts'
export { answerFields, opinionFields, settlingFields } from './fields.ts'
export { tellAsked } from './notices.ts'
export { OpinionRound, roundsOf } from './queries.ts'
export { awaited, closeRound, openRound } from './rounds.ts'
export { outcomes } from './rules.ts'
export { OpinionRounds } from './view.tsx'
