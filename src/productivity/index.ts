import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { assessmentAction, assessmentPage } from './assessment-pages.tsx'
import { recordAccounts, recordAssessment, removeAccounts } from './commands.ts'
import {
  editAccountsAction,
  editAccountsPage,
  enterpriseProductivityPage,
  newAccountsAction,
  newAccountsPage,
  removeAccountsAction,
} from './enterprise-pages.tsx'
import { effectPage, productivityPage } from './list-pages.tsx'
import { listAssessments, listProductivity, showEffect, showProductivity } from './queries.ts'

export const productivityOperations: readonly Operation[] = [
  listProductivity,
  showEffect,
  showProductivity,
  recordAccounts,
  removeAccounts,
  listAssessments,
  recordAssessment,
]
export const productivityPages: readonly Page[] = [
  productivityPage,
  effectPage,
  enterpriseProductivityPage,
  newAccountsPage,
  newAccountsAction,
  editAccountsPage,
  editAccountsAction,
  removeAccountsAction,
  assessmentPage,
  assessmentAction,
]
