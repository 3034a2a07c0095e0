import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { assessmentAction, assessmentPage } from './assessment-pages.tsx'
import { recordAccounts, recordAssessment, removeAccounts } from './commands.ts'
import { accountsPages, enterpriseProductivityPage } from './enterprise-pages.tsx'
import {
  applyAccounts,
  checkAccounts,
  listAccountsImport,
  showAccountsImport,
  showAccountsToMend,
} from './import.ts'
import { accountsImportPages } from './import-pages.tsx'
import { effectPage, productivityPage } from './list-pages.tsx'
import { listProductivity, productivitySummary } from './list-queries.ts'
import { listAssessments, showEffect, showProductivity } from './queries.ts'
import { accountsSheet } from './sheet.ts'

export const productivityOperations: readonly Operation[] = [
  listProductivity,
  productivitySummary,
  showEffect,
  showProductivity,
  accountsSheet,
  showAccountsImport,
  listAccountsImport,
  showAccountsToMend,
  checkAccounts,
  applyAccounts,
  recordAccounts,
  removeAccounts,
  listAssessments,
  recordAssessment,
]
export const productivityPages: readonly Page[] = [
  productivityPage,
  effectPage,
  enterpriseProductivityPage,
  // Fixed addresses before `/productivity/{year}`: the first that fits answers.
  ...accountsImportPages,
  ...accountsPages,
  assessmentPage,
  assessmentAction,
]

export { recordAccounts } from './commands.ts'
