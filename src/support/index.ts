import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { recordCertificate, withdrawCertificate } from './certificate-commands.ts'
import { certificatePage, certificatesPage, verifyPage, withdrawalReceiver } from './certificate-pages.tsx'
import { listCertificates, showCertificate, verifyCertificates } from './certificate-queries.ts'
import { addContent, setContentActive } from './commands.ts'
import { contentActiveReceiver, contentsPage, newContent } from './content-pages.tsx'
import { listContents } from './queries.ts'
import { cancelTurn, moveTurn } from './turn-commands.ts'
import { turnPage, turnReceivers, turnsPage } from './turn-pages.tsx'
import { listTurns, showTurn } from './turn-queries.ts'

// Fixed addresses stand before `{id}`, which would take them.
export const supportOperations: readonly Operation[] = [
  listContents,
  addContent,
  setContentActive,
  listTurns,
  showTurn,
  moveTurn,
  cancelTurn,
  listCertificates,
  showCertificate,
  recordCertificate,
  withdrawCertificate,
  verifyCertificates,
]

export const supportPages: readonly Page[] = [
  contentsPage,
  ...newContent.pages,
  contentActiveReceiver,
  turnsPage,
  turnPage,
  ...turnReceivers,
  certificatesPage,
  certificatePage,
  withdrawalReceiver,
  verifyPage,
]

export { recordCertificate, withdrawCertificate } from './certificate-commands.ts'
export { recordInput, recordShape, recordsWanted } from './list-rows.ts'
export { earlierTurns, listContents } from './queries.ts'
export {
  type CertificateKind,
  certificateKinds,
  contentKinds,
  openTurnStates,
  type TurnStep,
  turnStates,
} from './rules.ts'
export { cancelTurn, moveTurn, openTurn } from './turn-commands.ts'
export { evidenceOf } from './turn-row.ts'
