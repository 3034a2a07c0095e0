import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { assessmentAction, assessmentPage } from './assessment-pages.tsx'
import { applyAccounts, checkAccounts, recordAccounts, recordAssessment, removeAccounts } from './commands.ts'
import {
  editAccountsAction,
  editAccountsPage,
  enterpriseProductivityPage,
  newAccountsAction,
  newAccountsPage,
  removeAccountsAction,
} from './enterprise-pages.tsx'
import { accountsImportPages } from './import-pages.tsx'
import { effectPage, productivityPage } from './list-pages.tsx'
import {
  accountsSheet,
  listAccountsImport,
  listAssessments,
  listProductivity,
  productivitySummary,
  showAccountsImport,
  showAccountsToMend,
  showEffect,
  showProductivity,
} from './queries.ts'

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
  newAccountsPage,
  newAccountsAction,
  editAccountsPage,
  editAccountsAction,
  removeAccountsAction,
  assessmentPage,
  assessmentAction,
]
