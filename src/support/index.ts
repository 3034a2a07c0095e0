import type { Operation } from '../platform/operation.ts'
import type { Page } from '../platform/page.ts'
import { certificatePage, certificatesPage, verifyPage, withdrawalReceiver } from './certificate-pages.tsx'
import {
  addContent,
  cancelTurn,
  moveTurn,
  recordCertificate,
  setContentActive,
  withdrawCertificate,
} from './commands.ts'
import { contentActiveReceiver, contentsPage, newContentPage, newContentReceiver } from './content-pages.tsx'
import {
  listCertificates,
  listContents,
  listTurns,
  showCertificate,
  showTurn,
  verifyCertificates,
} from './queries.ts'
import { cancelReceiver, certificateReceiver, stepReceiver, turnPage, turnsPage } from './turn-pages.tsx'

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
  newContentPage,
  newContentReceiver,
  contentActiveReceiver,
  turnsPage,
  turnPage,
  stepReceiver,
  cancelReceiver,
  certificateReceiver,
  certificatesPage,
  certificatePage,
  withdrawalReceiver,
  verifyPage,
]
