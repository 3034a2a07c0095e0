import { applicationFields } from '../applications/index.ts'
import { callFields } from '../calls/index.ts'
import { memberFields } from '../councils/index.ts'
import { exampleFields, guideFields } from '../guide/index.ts'
import type { MarksOf } from '../platform/personal.ts'
import { taskContentFields, taskEntryFields, taskFields, taskPartnerFields } from '../science-tasks/index.ts'

/** From the guide and the call to the letter: what an application goes through. */
export const markedApplications = {
  application: {
    ...applicationFields.marks,
    appraisalNote: 'freeText',
    appraisalReason: 'freeText',
    checkNote: 'freeText',
    decidedOn: null,
    decisionNumber: null,
    decisionReason: 'freeText',
    endedOn: null,
    filedOn: null,
    findings: 'freeText',
    lateReason: 'freeText',
    noOwnFundsReason: 'freeText',
    overNormReason: 'freeText',
  },
  applicationFiling: { ...applicationFields.marks, returnedNote: 'freeText', returnedOn: null },
  applicationDecision: { closedOn: null, decidedOn: null, number: null, signer: 'official' },
  applicationDecisionItem: {
    content: null,
    enterprise: 'freeText',
    reason: 'freeText',
    taxCode: null,
  },
  signedPaper: { receivedOn: null, record: null, signatures: 'official' },
  outgoingNumber: {
    cancelReason: 'freeText',
    cancelledOn: null,
    issuedOn: null,
    issuer: null,
    record: null,
    subject: 'freeText',
    symbol: null,
  },
  applicationDraft: {
    begunOn: null,
    description: 'freeText',
    otherSupportFrom: 'freeText',
    ownFundsSource: 'freeText',
  },
  applicationObjection: { answer: 'freeText', answeredOn: null, filedOn: null, text: 'freeText' },
  applicationPaper: { addedOn: null, name: null },
  appraisal: {
    begunOn: null,
    concludedOn: null,
    conclusion: 'freeText',
    earlyReason: 'freeText',
    outcome: null,
    record: null,
    sessionOn: null,
    sessionPlace: null,
    setAsideOn: null,
    setAsideReason: 'freeText',
    title: 'freeText',
    titleEn: 'freeText',
  },
  // a council may vote on nominees by name
  appraisalContent: { title: 'freeText', titleEn: 'freeText' },
  appraisalOpinion: { enteredBy: 'author', remark: 'freeText', sha256: null },
  appraisalSeat: { accountId: 'author', declaredOn: null, declaredText: 'freeText' },
  council: {
    begunOn: null,
    decidedOn: null,
    endedOn: null,
    name: null,
    note: 'freeText',
    number: null,
  },
  councilMember: { ...memberFields.marks, accountId: 'account', consentOn: null },
  callProlongation: {
    closesOn: null,
    number: null,
    proposedBy: 'author',
    proposedOn: null,
    reason: 'freeText',
    remarks: 'freeText',
    settledOn: null,
    wasUntil: null,
  },
  scienceTask: {
    ...taskFields.marks,
    approvedNumber: null,
    approvedOn: null,
    begunOn: null,
    contractNumber: null,
    contractOn: null,
    endNumber: null,
    endedOn: null,
    endsOn: null,
    importKind: null,
    movedOn: null,
    nextDue: null,
    outcomeNote: 'freeText',
    recoveredOn: null,
    search: 'freeText',
  },
  scienceTaskContent: taskContentFields.marks,
  scienceTaskPartner: taskPartnerFields.marks,
  scienceTaskStep: {
    ...taskEntryFields.marks,
    before: 'freeText',
    dueOn: null,
    struckOn: null,
    struckReason: 'freeText',
  },
  scienceTaskChange: {
    askedOn: null,
    becomes: 'freeText',
    decidedOn: null,
    documentNumber: null,
    reason: 'freeText',
    until: null,
    was: 'freeText',
    wasUntil: null,
  },
  call: {
    ...callFields.marks,
    begunOn: null,
    decidedOn: null,
    number: null,
    outcome: 'freeText',
    remarks: 'freeText',
    sentOn: null,
    settledOn: null,
  },
  wordTemplate: { faults: null, kind: null, note: 'freeText', uploadedOn: null, usedFrom: null },
  guideEdition: {
    ...guideFields.marks,
    endedOn: null,
    goals: null,
    publishedOn: null,
    refs: 'freeText',
    sectors: null,
  },
  guideEntry: {
    ...guideFields.marks,
    begunOn: null,
    goals: null,
    key: null,
    reason: 'freeText',
    remarks: 'freeText',
    sectors: null,
    sentOn: null,
    takenInBy: 'author',
  },
  guideExample: {
    ...exampleFields.marks,
    answeredOn: null,
    askedOn: null,
    paper: 'freeText',
  },
} as const satisfies MarksOf<
  | 'application'
  | 'applicationFiling'
  | 'applicationDecision'
  | 'applicationDecisionItem'
  | 'applicationDraft'
  | 'applicationObjection'
  | 'applicationPaper'
  | 'appraisal'
  | 'appraisalContent'
  | 'appraisalOpinion'
  | 'appraisalSeat'
  | 'council'
  | 'councilMember'
  | 'callProlongation'
  | 'scienceTask'
  | 'scienceTaskContent'
  | 'scienceTaskPartner'
  | 'scienceTaskStep'
  | 'scienceTaskChange'
  | 'call'
  | 'outgoingNumber'
  | 'signedPaper'
  | 'wordTemplate'
  | 'guideEdition'
  | 'guideEntry'
  | 'guideExample'
>
