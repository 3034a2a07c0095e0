import { capability } from '../platform/capability.ts'
import * as certificateCommands from './certificate-commands.ts'
import * as certificateCorrection from './certificate-correction.tsx'
import * as certificateLife from './certificate-life.ts'
import * as certificateLifeForms from './certificate-life-forms.tsx'
import * as certificateLifePages from './certificate-life-pages.tsx'
import * as certificateLifeQueries from './certificate-life-queries.ts'
import * as certificatePages from './certificate-pages.tsx'
import * as certificateQueries from './certificate-queries.ts'
import * as certifierPages from './certifier-pages.tsx'
import * as commands from './commands.ts'
import * as contentCorrection from './content-correction.tsx'
import * as contentPages from './content-pages.tsx'
import * as contract from './contract.ts'
import * as manyPages from './many-pages.tsx'
import * as queries from './queries.ts'
import * as stepCorrection from './step-correction.tsx'
import * as turnCommands from './turn-commands.ts'
import * as turnPages from './turn-pages.tsx'
import * as turnProvider from './turn-provider.ts'
import * as turnQueries from './turn-queries.ts'
import './notices.ts'
import { supportFinds } from './finds.ts'
import { supportThreads } from './threads.ts'
import { supportWork } from './work.ts'

export const supportCapability = capability({
  modules: [
    manyPages,
    certificateCommands,
    certificateCorrection,
    stepCorrection,
    certificateLife,
    certificateLifeForms,
    certificateLifePages,
    certificateLifeQueries,
    certificatePages,
    certificateQueries,
    certifierPages,
    commands,
    contentCorrection,
    contentPages,
    contract,
    queries,
    turnCommands,
    turnPages,
    turnProvider,
    turnQueries,
  ],
  news: true,
  links: { certificate: '/certificates', support: '/support', support_turn: '/support' },
  work: supportWork,
  threads: supportThreads,
  finds: supportFinds,
})

export { recordCertificate, withdrawCertificate } from './certificate-commands.ts'
export { factKindOf } from './certificate-facts.ts'
export { certificateFields } from './certificate-fields.ts'
export {
  planAudit,
  recordAudit,
  suspendCertificate,
} from './certificate-life.ts'
export { auditFields, auditResultFields } from './certificate-life-fields.ts'
export { listCertificates } from './certificate-queries.ts'
export { activeContent, contentChoices } from './content-choices.ts'
export { contentFields } from './content-fields.ts'
export {
  type GrantRecord,
  grantFields,
  keepLetter,
  type LetterOf,
  letterInput,
  prepareLetter,
} from './grant-fields.ts'
export { LetterHead } from './letter-form.tsx'
export { recordInput, recordShape, recordsWanted } from './list-rows.ts'
export { tellOfAudits, tellOfContracts, tellOfExpiry } from './notices.ts'
export { earlierTurns, listContents } from './queries.ts'
export {
  type CertificateKind,
  certificateKinds,
  contentKinds,
  isProductKind,
  mayCertify,
  openTurnStates,
  type TurnState,
  type TurnStep,
  turnStates,
} from './rules.ts'
export { stepFields } from './step-fields.ts'
export { takeOverCertificate, takeOverTurn } from './taking-over.ts'
export { cancelTurn, moveTurn, openTurn } from './turn-commands.ts'
export { chooseProvider } from './turn-provider.ts'
export { listTurns } from './turn-queries.ts'
export { evidenceOf } from './turn-row.ts'
