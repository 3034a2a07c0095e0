import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { createAccount, createFirstAdministrator, resetPassword, setDisabled } from './commands.ts'
import { forgetDevice } from './devices.ts'
import { myAccountPages } from './my-account-pages.tsx'
import { changePassword, signOutEverywhere, voidOneTimePassword } from './own-password.ts'
import { accountManagementPages } from './pages.tsx'
import { passkeyPages } from './passkey-pages.tsx'
import { policyPages } from './policy-pages.tsx'
import { accountBindings, listAccounts, myAccount, showAccount } from './queries.ts'
import {
  addPasskey,
  mySecondFactor,
  removePasskey,
  renamePasskey,
  renewRecoveryCodes,
  requireSecondFactor,
  resetSecondFactor,
  showSecondFactorPolicy,
  switchOffApp,
  switchOnApp,
} from './second-factor.ts'
import { secondStepPages } from './second-step-pages.tsx'
import { securityPages } from './security-pages.tsx'
import { signInPages } from './sign-in-pages.tsx'
import { singleSignOnPages } from './sso-pages.tsx'
import { tokenPages } from './token-pages.tsx'
import { createToken, endAllAccess, listTokens, revokeAnyToken, revokeToken } from './tokens.ts'

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
  voidOneTimePassword,
  signOutEverywhere,
  createToken,
  revokeToken,
  listTokens,
  revokeAnyToken,
  endAllAccess,
  forgetDevice,
  mySecondFactor,
  switchOnApp,
  switchOffApp,
  renewRecoveryCodes,
  addPasskey,
  renamePasskey,
  removePasskey,
  resetSecondFactor,
  requireSecondFactor,
  showSecondFactorPolicy,
]
export const accountPages: readonly Page[] = [
  ...signInPages,
  ...secondStepPages,
  ...singleSignOnPages,
  ...securityPages,
  ...passkeyPages,
  ...myAccountPages,
  // Before `/accounts/{id}`.
  ...policyPages,
  ...tokenPages,
  ...accountManagementPages,
]

export { createAccount, createFirstAdministrator, resetPassword, setDisabled } from './commands.ts'
export { accountByEmail, listAccounts } from './queries.ts'
export { resetSecondFactor } from './second-factor.ts'
