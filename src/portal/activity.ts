import { agencyOperations } from '../agencies/index.ts'
import { applicationOperations } from '../applications/index.ts'
import { budgetOperations } from '../budget/index.ts'
import { completeDuty, reopenDuty, requestDuty, withdrawDuty } from '../duties/index.ts'
import { enterpriseOperations } from '../enterprises/index.ts'
import { legalOperations } from '../legal/index.ts'
import { draftingOperations } from '../next-plan/index.ts'
import { acceptDraft, startAmendment } from '../plan-drafts/index.ts'
import { recordEarlier, recordPast, retractPast } from '../plan-versions/index.ts'
import type { Words } from '../platform/language.ts'
import type { Operation } from '../platform/operation.ts'
import { productivityOperations } from '../productivity/index.ts'
import { reportOperations } from '../reports/index.ts'
import { seriesOperations } from '../series/index.ts'
import { studyOperations } from '../studies/index.ts'
import { supportOperations } from '../support/index.ts'
import { trainingOperations } from '../training/index.ts'

/*
 * What a dashboard tells of: the commands that do the programme's work, each in the words of its own summary. Accounts and
 * uploads are not news.
 */

const news: readonly Operation[] = [
  acceptDraft,
  startAmendment,
  recordEarlier,
  recordPast,
  retractPast,
  completeDuty,
  reopenDuty,
  requestDuty,
  withdrawDuty,
  ...agencyOperations,
  ...legalOperations,
  ...enterpriseOperations,
  ...applicationOperations,
  ...supportOperations,
  ...trainingOperations,
  ...budgetOperations,
  ...draftingOperations,
  ...seriesOperations,
  ...studyOperations,
  ...productivityOperations,
  ...reportOperations,
]

/** The words of each command that is news, by its name in the audit. */
export const activityWords: ReadonlyMap<string, Words> = new Map(
  news.filter(({ kind }) => kind === 'command').map(({ name, summary }) => [name, summary]),
)
