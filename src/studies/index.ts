import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import {
  createStudy,
  editStudy,
  recalculateStudy,
  returnStudy,
  reviewStudy,
  submitStudy,
} from './commands.ts'
import { studyCompare } from './compare-pages.tsx'
import { studyFormPages } from './form-pages.tsx'
import { studyList } from './list-pages.tsx'
import { publishStudy, withdrawStudy } from './publish.ts'
import {
  comparableStudies,
  compareStudies,
  listStudies,
  previewStudy,
  showStudy,
  studyChoices,
  studyDocument,
} from './queries.ts'
import { studyShowPages } from './show-pages.tsx'

/** Addresses with a word in place of a number stand before the one that takes any. */
export const studyOperations: readonly Operation[] = [
  listStudies,
  previewStudy,
  compareStudies,
  studyChoices,
  showStudy,
  comparableStudies,
  studyDocument,
  createStudy,
  editStudy,
  recalculateStudy,
  submitStudy,
  reviewStudy,
  returnStudy,
  publishStudy,
  withdrawStudy,
]
export const studyPages: readonly Page[] = [studyList, studyCompare, ...studyFormPages, ...studyShowPages]

export { createStudy, returnStudy, reviewStudy, submitStudy } from './commands.ts'
export { publishStudy } from './publish.ts'
