import { capability } from '../platform/capability.ts'
import * as accept from './accept.ts'
import * as amendment from './amendment.tsx'
import * as closePages from './close-pages.tsx'
import * as commands from './commands.ts'
import * as draftPages from './draft-pages.tsx'
import * as editPage from './edit-page.tsx'
import { planDraftFinds } from './finds.ts'
import * as queries from './queries.ts'
import * as reviewPage from './review-page.tsx'
import { draftWork } from './work.ts'

export const draftCapability = capability({
  modules: [accept, amendment, closePages, commands, draftPages, editPage, queries, reviewPage],
  news: [accept.acceptDraft, amendment.startAmendment],
  links: { plan_draft: '/plan-drafts' },
  work: draftWork,
  finds: planDraftFinds,
})

export { acceptDraft } from './accept.ts'
export { startAmendment } from './amendment.tsx'
export { createDraft, editDraft, readDraft } from './commands.ts'
export { DraftDocument } from './draft.ts'
export { documentOfReading } from './mapping/draft.ts'
export { readPlanFile } from './plan-file.ts'
export { catalogues, showDraft } from './queries.ts'
export { summed } from './sums.ts'
