import type { MarksOf } from '../platform/personal.ts'
import {
  changeFields,
  checklistFields,
  editionFields,
  followUpPaperFields,
  foundFields,
  photographFields,
  remedyClosing,
  remedyFields,
  resultFields,
  scheduleFields,
  unrecoveredFields,
  visitPlanFields,
} from '../support/index.ts'

/** Support turns and their changes; visits to enterprises, what they found and their photographs. As `marked`. */
export const markedTurns = {
  supportTurn: { decidedOn: null, dueOn: null, finishedOn: null, scope: changeFields.marks.scope },
  supportChange: {
    ...changeFields.marks,
    askedBy: 'author',
    decidedBy: 'author',
    decidedOn: null,
    documentNumber: null,
    dueBefore: null,
    remark: 'freeText',
    scopeBefore: 'freeText',
  },
  supportFollowUp: {
    ...followUpPaperFields.marks,
    askedOn: null,
    dueOn: null,
    importKind: null,
    linkSha256: null,
    remark: 'freeText',
  },
  supportFollowUpAnswer: { said: 'freeText' },
  supportUnrecovered: {
    ...unrecoveredFields.marks,
    enteredBy: 'author',
    remark: 'freeText',
    settledBy: 'author',
    settledOn: null,
  },
  visitChecklist: { name: checklistFields.marks.name, endedOn: null },
  visitChecklistEdition: { ...editionFields.marks, madeOn: null },
  visitPlan: { ...visitPlanFields.marks, approvedOn: null, reason: 'freeText' },
  visitDraw: { drawnOn: null, reason: 'freeText', seed: null, weights: null },
  visit: {
    ...scheduleFields.marks,
    ...resultFields.marks,
    enteredOn: null,
    importKind: null,
    reason: 'freeText',
  },
  visitAnswer: { note: 'freeText' },
  visitFinding: {
    ...foundFields.marks,
    ...remedyClosing.marks,
    answer: remedyFields.marks.answer,
    answeredOn: null,
    closedOn: null,
    enteredOn: null,
    remark: 'freeText',
    search: 'freeText',
  },
  visitPhotograph: {
    ...photographFields.marks,
    key: null,
    removal: 'freeText',
    removedOn: null,
    takenBy: 'author',
  },
} as const satisfies MarksOf<
  | 'supportChange'
  | 'supportFollowUp'
  | 'supportFollowUpAnswer'
  | 'supportTurn'
  | 'supportUnrecovered'
  | 'visit'
  | 'visitAnswer'
  | 'visitChecklist'
  | 'visitChecklistEdition'
  | 'visitDraw'
  | 'visitFinding'
  | 'visitPhotograph'
  | 'visitPlan'
>
