import type { MarksOf } from '../platform/personal.ts'
import {
  assessmentFields,
  decisionFields,
  entryFields,
  opinionFields,
  revokedFields,
  ruleFields,
  sentFields,
  supportFields,
} from '../quality-award/index.ts'

/** Entries for the quality award with what is said of them. */
export const markedAwards = {
  awardAssessment: { ...assessmentFields.marks, assessedOn: null },
  awardEntry: {
    ...entryFields.marks,
    ...opinionFields.marks,
    ...sentFields.marks,
    ...decisionFields.marks,
    ...revokedFields.marks,
    declaredOn: null,
    enteredOn: null,
    importKind: null,
    movedOn: null,
    reason: 'freeText',
    search: 'freeText',
  },
  awardRule: { ...ruleFields.marks, key: null },
  awardSupport: supportFields.marks,
} as const satisfies MarksOf<'awardAssessment' | 'awardEntry' | 'awardRule' | 'awardSupport'>
