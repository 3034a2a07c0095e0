import {
  callFields,
  classFields,
  completionFields,
  conclusionFields,
  costFields,
  inviteeFields,
  materialFields,
  minutesFields,
  nomineeFields,
  outcomeFields,
  eventFields as plannedFields,
  returnFields,
  seatFields,
  sendingFields,
  sessionFields,
  sheetFields,
  spentFields,
  teachingFields,
} from '../events/index.ts'
import type { MarksOf } from '../platform/personal.ts'

/** Events: invitations, costs, materials, minutes, registrations, attendance, schools. As `marked`. */
export const markedEvents = {
  eventInvitee: { ...inviteeFields.marks, sentOn: null },
  eventConclusion: {
    ...conclusionFields.marks,
    ...completionFields.marks,
    enteredOn: null,
    remark: 'freeText',
    search: 'freeText',
    settledOn: null,
  },
  eventCost: { ...costFields.marks, ...spentFields.marks, search: 'freeText' },
  eventSettlement: { proposedOn: null, remark: 'freeText', settledOn: null },
  eventMaterial: { ...materialFields.marks, addedOn: null, search: 'freeText' },
  eventQuestion: { content: 'freeText', options: 'freeText' },
  eventSheet: { ...sheetFields.marks, begunOn: null, closedOn: null, openedOn: null },
  // written without a name, though a name may stand in what is written
  eventSurveyAnswer: { answers: 'freeText' },
  eventCall: { ...callFields.marks, ...sendingFields.marks, passedOn: null },
  eventNominee: {
    ...nomineeFields.marks,
    ...returnFields.marks,
    ...teachingFields.marks,
    namedOn: null,
    search: 'participant',
  },
  schoolClass: { ...classFields.marks, enteredOn: null, importKind: null, search: 'freeText' },
  eventMinutes: { ...minutesFields.marks, writtenOn: null },
  eventSession: { ...sessionFields.marks },
  plannedEvent: {
    ...plannedFields.marks,
    ...outcomeFields.marks,
    begunOn: null,
    cancelledOn: null,
    closedOn: null,
    heldOn: null,
    invitedOn: null,
    reason: 'freeText',
    registerCode: null,
    registerUntil: null,
    search: 'freeText',
  },
  eventAttendance: { heldOn: null, notedBy: 'author' },
  eventCertificate: { code: null, issuedBy: 'author', issuedOn: null, reason: 'freeText', withdrawnOn: null },
  eventRegistration: {
    ...seatFields.marks,
    // shown at the door of one event, it leads to nobody elsewhere
    doorCode: null,
    linkSha256: 'credential',
    mailSha256: 'credential',
    reason: 'freeText',
    registeredBy: 'author',
    search: 'participant',
  },
} as const satisfies MarksOf<
  | 'eventAttendance'
  | 'eventCall'
  | 'eventCertificate'
  | 'eventConclusion'
  | 'eventCost'
  | 'eventInvitee'
  | 'eventMaterial'
  | 'eventMinutes'
  | 'eventNominee'
  | 'eventQuestion'
  | 'eventRegistration'
  | 'eventSession'
  | 'eventSettlement'
  | 'eventSheet'
  | 'eventSurveyAnswer'
  | 'plannedEvent'
  | 'schoolClass'
>
