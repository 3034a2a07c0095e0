import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as comparePage from './compare-page.tsx'
import './notices.ts'
import * as pages from './pages.tsx'
import * as queries from './queries.ts'
import { opinionThreads } from './threads.ts'
import { opinionWork } from './work.ts'

/*
 * Opinions on a document: any room that has a document with clauses opens a round (`openRound`, with `askInput`, `<AskFields>` and `askRules` of its form), shows it
 * (`roundsOf`, `<OpinionRounds>`), has the table of opinions for its letter (`opinionAnnexes`) and closes it (`closeRound`) once nobody is waited for
 * (`awaited`); agencies answer and the office settles here.
 */
export const opinionCapability = capability({
  modules: [commands, comparePage, pages, queries],
  links: { opinion_request: '/opinions' },
  work: opinionWork,
  threads: opinionThreads,
})

export { askInput, askRules } from './asking.ts'
export { addOpinion, answerRequest, settleOpinion } from './commands.ts'
export { opinionAnnexes } from './document.ts'
export { answerFields, opinionFields, settlingFields } from './fields.ts'
export { OpinionRound, roundsOf, showRequest } from './queries.ts'
export { awaited, closeRound, openRound } from './rounds.ts'
export { AskFields, OpinionRounds } from './view.tsx'
