import type { Operation } from '../../platform/operation.ts'
import type { Page } from '../../platform/page.ts'
import { closePages } from './close-pages.tsx'
import { acceptDraft, discardDraft, editDraft, readDraft } from './commands.ts'
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
]
export const draftPages: readonly Page[] = [...draftListPages, reviewPage, ...editPages, ...closePages]
