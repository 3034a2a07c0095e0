import { accountCapability } from '../accounts/index.ts'
import { advanceCapability } from '../advances/index.ts'
import { agencyCapability } from '../agencies/index.ts'
import { applicationCapability } from '../applications/index.ts'
import { auditCapability } from '../audit/index.ts'
import { budgetCapability } from '../budget/index.ts'
import { calendarCapability } from '../calendar/index.ts'
import { callCapability } from '../calls/index.ts'
import { claimCapability } from '../claims/index.ts'
import { commendationCapability } from '../commendations/index.ts'
import { communicationCapability } from '../communication/index.ts'
import { contentDataCapability } from '../content-data/index.ts'
import { controlCapability } from '../controls/index.ts'
import { councilCapability } from '../councils/index.ts'
import { formDraftCapability } from '../drafts/index.ts'
import { dutyCapability } from '../duties/index.ts'
import { enterpriseCapability } from '../enterprises/index.ts'
import { estimateCapability } from '../estimates/index.ts'
import { eventCapability } from '../events/index.ts'
import { findingCapability } from '../findings/index.ts'
import { firstStepCapability } from '../first-steps/index.ts'
import { guideCapability } from '../guide/index.ts'
import { improvementCapability } from '../improvements/index.ts'
import { indicatorCapability } from '../indicators/index.ts'
import { introductionCapability } from '../introductions/index.ts'
import { keyProductsCapability } from '../key-products/index.ts'
import { legalCapability } from '../legal/index.ts'
import { listCapability } from '../lists/index.ts'
import { mapCapability } from '../map/index.ts'
import { mergersCapability } from '../mergers/index.ts'
import { moneyPathCapability } from '../money-path/index.ts'
import { moneyViewCapability } from '../money-view/index.ts'
import { needsCapability } from '../needs/index.ts'
import { newsCapability } from '../news/index.ts'
import { draftingCapability } from '../next-plan/index.ts'
import { normsCapability } from '../norms/index.ts'
import { noticeCapability } from '../notices/index.ts'
import { opinionCapability } from '../opinions/index.ts'
import { outgoingCapability } from '../outgoing/index.ts'
import { outreachCapability } from '../outreach/index.ts'
import { peopleCapability } from '../people/index.ts'
import { placeCapability } from '../places/index.ts'
import { planCapability } from '../plan/index.ts'
import { writingCapability } from '../plan-documents/index.ts'
import { draftCapability } from '../plan-drafts/index.ts'
import { versionCapability } from '../plan-versions/index.ts'
import type { Capability } from '../platform/capability.ts'
import { privacyCapability } from '../privacy/index.ts'
import { productivityCapability } from '../productivity/index.ts'
import { proofCapability } from '../proofs/index.ts'
import { proposalCapability } from '../proposals/index.ts'
import { providerCapability } from '../providers/index.ts'
import { awardCapability } from '../quality-award/index.ts'
import { recoveryCapability } from '../recoveries/index.ts'
import { registrationCapability } from '../registrations/index.ts'
import { rehearsalsCapability } from '../rehearsals/index.ts'
import { reportRequestCapability } from '../report-requests/index.ts'
import { reportCapability } from '../reports/index.ts'
import { scanningCapability } from '../scanning/index.ts'
import { scienceTaskCapability } from '../science-tasks/index.ts'
import { seriesCapability } from '../series/index.ts'
import { setupCapability } from '../setup/index.ts'
import { signatureCapability } from '../signatures/index.ts'
import { standingCapability } from '../standing-duties/index.ts'
import { studyCapability } from '../studies/index.ts'
import { supportCapability } from '../support/index.ts'
import { takeoverCapability } from '../takeover/index.ts'
import { templateCapability } from '../templates/index.ts'
import { traceCapability } from '../traceability/index.ts'
import { trainingCapability } from '../training/index.ts'
import { treasuryCapability } from '../treasury/index.ts'
import { yearEndCapability } from '../year-end/index.ts'
import { yearlyPlanCapability } from '../yearly-plans/index.ts'

/** The rooms of the program beside the portal, which gathers what they have: their news and the addresses of their records. */
export const rooms: readonly Capability[] = [
  planCapability,
  indicatorCapability,
  dutyCapability,
  calendarCapability,
  draftCapability,
  versionCapability,
  writingCapability,
  agencyCapability,
  placeCapability,
  enterpriseCapability,
  registrationCapability,
  introductionCapability,
  mergersCapability,
  councilCapability,
  templateCapability,
  outgoingCapability,
  signatureCapability,
  callCapability,
  scienceTaskCapability,
  guideCapability,
  applicationCapability,
  supportCapability,
  trainingCapability,
  peopleCapability,
  budgetCapability,
  claimCapability,
  treasuryCapability,
  takeoverCapability,
  draftingCapability,
  mapCapability,
  seriesCapability,
  studyCapability,
  productivityCapability,
  reportCapability,
  legalCapability,
  normsCapability,
  keyProductsCapability,
  proofCapability,
  rehearsalsCapability,
  opinionCapability,
  proposalCapability,
  standingCapability,
  reportRequestCapability,
  eventCapability,
  needsCapability,
  yearlyPlanCapability,
  estimateCapability,
  yearEndCapability,
  moneyViewCapability,
  findingCapability,
  communicationCapability,
  outreachCapability,
  newsCapability,
  providerCapability,
  improvementCapability,
  contentDataCapability,
  traceCapability,
  commendationCapability,
  awardCapability,
  moneyPathCapability,
  advanceCapability,
  recoveryCapability,
  noticeCapability,
  listCapability,
  formDraftCapability,
  firstStepCapability,
  accountCapability,
  controlCapability,
  scanningCapability,
  privacyCapability,
  setupCapability,
  auditCapability,
]
