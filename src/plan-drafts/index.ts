import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { acceptDraft } from './accept.ts'
import { startAmendment, startAmendmentPage } from './amendment.tsx'
import { closePages } from './close-pages.tsx'
import { discardDraft, editDraft, readDraft } from './commands.ts'
import { draftListPages } from './draft-pages.tsx'
import { editPages } from './edit-page.tsx'
import { listDrafts, showDraft } from './queries.ts'
import { reviewPage } from './review-page.tsx'

export const draftOperations: readonly Operation[] = [
  listDrafts,
  showDraft,
  readDraft,
  editDraft,
  acceptDraft,
  discardDraft,
  startAmendment,
]
export const draftPages: readonly Page[] = [
  ...draftListPages,
  reviewPage,
  ...editPages,
  ...closePages,
  startAmendmentPage,
]

export { acceptDraft } from './accept.ts'
export { startAmendment } from './amendment.tsx'
export { createDraft, editDraft, readDraft } from './commands.ts'
export { documentOfReading } from './mapping/draft.ts'
export { readPlanFile } from './plan-file.ts'
export { catalogues, showDraft } from './queries.ts'
export { DraftDocument } from './rules.ts'
