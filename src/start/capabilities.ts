import { accountOperations, accountPages } from '../accounts/index.ts'
import { agencyOperations, agencyPages } from '../agencies/index.ts'
import { applicationOperations, applicationPages } from '../applications/index.ts'
import { auditOperations, auditPages } from '../audit/index.ts'
import { budgetOperations, budgetPages } from '../budget/index.ts'
import { calendarOperations, calendarPages } from '../calendar/index.ts'
import { controlOperations, controlPages } from '../controls/index.ts'
import { dutyOperations, dutyPages } from '../duties/index.ts'
import { enterpriseOperations, enterprisePages } from '../enterprises/index.ts'
import { indicatorOperations, indicatorPages } from '../indicators/index.ts'
import { legalOperations, legalPages } from '../legal/index.ts'
import { draftingOperations, draftingPages } from '../next-plan/index.ts'
import { placeOperations, placePages } from '../places/index.ts'
import { planOperations, planPages } from '../plan/index.ts'
import { writingOperations, writingPages } from '../plan-documents/index.ts'
import { draftOperations, draftPages } from '../plan-drafts/index.ts'
import { versionOperations, versionPages } from '../plan-versions/index.ts'
import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { describeFile, uploadFile } from '../platform/uploads.ts'
import { portalOperations, portalPages } from '../portal/index.ts'
import { productivityOperations, productivityPages } from '../productivity/index.ts'
import { reportOperations, reportPages } from '../reports/index.ts'
import { scanningOperations, scanningPages } from '../scanning/index.ts'
import { seriesOperations, seriesPages } from '../series/index.ts'
import { studyOperations, studyPages } from '../studies/index.ts'
import { supportOperations, supportPages } from '../support/index.ts'
import { trainingOperations, trainingPages } from '../training/index.ts'

/** Every command, query and page of the program. What is not in these lists does not exist. */
export const capabilities: { readonly operations: readonly Operation[]; readonly pages: readonly Page[] } = {
  operations: [
    uploadFile,
    describeFile,
    ...planOperations,
    ...indicatorOperations,
    ...dutyOperations,
    ...calendarOperations,
    ...draftOperations,
    ...versionOperations,
    ...writingOperations,
    ...agencyOperations,
    ...placeOperations,
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
    ...portalOperations,
    ...legalOperations,
    ...accountOperations,
    ...controlOperations,
    ...scanningOperations,
    ...auditOperations,
  ],
  pages: [
    ...portalPages,
    ...planPages,
    ...indicatorPages,
    ...dutyPages,
    ...calendarPages,
    ...draftPages,
    ...versionPages,
    ...writingPages,
    ...enterprisePages,
    ...applicationPages,
    ...supportPages,
    ...trainingPages,
    ...budgetPages,
    ...draftingPages,
    ...seriesPages,
    ...studyPages,
    ...productivityPages,
    ...reportPages,
    ...agencyPages,
    ...placePages,
    ...legalPages,
    ...accountPages,
    ...controlPages,
    ...scanningPages,
    ...auditPages,
  ],
}
