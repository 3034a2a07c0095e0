import { capability } from '../platform/capability.ts'
import * as commands from './commands.ts'
import * as deputies from './deputies.ts'
import * as deputyPages from './deputy-pages.tsx'
import * as devices from './devices.ts'
import * as filePages from './file-pages.ts'
import * as manyPages from './many-pages.tsx'
import * as myAccountPages from './my-account-pages.tsx'
import * as ownPassword from './own-password.ts'
import * as pages from './pages.tsx'
import * as passkeyPages from './passkey-pages.tsx'
import * as policyPages from './policy-pages.tsx'
import * as queries from './queries.ts'
import * as rolePages from './role-pages.tsx'
import * as roles from './roles.ts'
import * as secondFactor from './second-factor.ts'
import * as secondStepPages from './second-step-pages.tsx'
import * as securityPages from './security-pages.tsx'
import * as sessionPages from './session-pages.tsx'
import * as sessions from './sessions.ts'
import * as signInPages from './sign-in-pages.tsx'
import * as ssoPages from './sso-pages.tsx'
import * as staff from './staff.ts'
import * as staffPages from './staff-pages.tsx'
import * as tokenPages from './token-pages.tsx'
import * as tokens from './tokens.ts'
import './notices.ts'
import { accountFinds } from './finds.ts'

export const accountCapability = capability({
  modules: [
    manyPages,
    commands,
    deputies,
    deputyPages,
    devices,
    filePages,
    myAccountPages,
    ownPassword,
    pages,
    passkeyPages,
    policyPages,
    queries,
    rolePages,
    roles,
    secondFactor,
    secondStepPages,
    securityPages,
    sessionPages,
    sessions,
    signInPages,
    ssoPages,
    staff,
    staffPages,
    tokenPages,
    tokens,
  ],
  finds: accountFinds,
})

export { setPassword } from './access.ts'
export { createAccount, createFirstAdministrator, resetPassword, setDisabled } from './commands.ts'
export { appointDeputy } from './deputies.ts'
export { chosenPasswordProblem } from './own-password.ts'
export { accountByEmail, listAccounts } from './queries.ts'
export { giveRole, inviteOutsider } from './roles.ts'
export { resetSecondFactor } from './second-factor.ts'
export { inviteStaff } from './staff.ts'
