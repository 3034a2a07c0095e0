import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import {
  changePassword,
  createAccount,
  createFirstAdministrator,
  createToken,
  resetPassword,
  revokeToken,
  setDisabled,
  signOutEverywhere,
} from './commands.ts'
import { accountManagementPages } from './pages.tsx'
import { accountBindings, listAccounts, myAccount, showAccount } from './queries.ts'
import { signInPages } from './sign-in-pages.tsx'

export const accountOperations: readonly Operation[] = [
  createFirstAdministrator,
  accountBindings,
  createAccount,
  listAccounts,
  showAccount,
  resetPassword,
  setDisabled,
  myAccount,
  changePassword,
  signOutEverywhere,
  createToken,
  revokeToken,
]
export const accountPages: readonly Page[] = [...signInPages, ...accountManagementPages]
