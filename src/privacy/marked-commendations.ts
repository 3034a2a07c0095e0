import {
  callFields,
  decisionFields,
  formFields,
  forwardFields,
  listFields,
  nominationFields,
  ruleFields,
  submissionFields,
} from '../commendations/index.ts'
import type { MarksOf } from '../platform/personal.ts'

/** Calls for nominations, nominations and the lists of them. */
export const markedCommendations = {
  commendationCall: { ...callFields.marks, begunOn: null, openedOn: null, reason: 'freeText' },
  commendationForm: { ...formFields.marks, key: null, validTo: null },
  commendationList: {
    ...listFields.marks,
    ...submissionFields.marks,
    ...forwardFields.marks,
    ...decisionFields.marks,
    begunOn: null,
    movedOn: null,
    reason: 'freeText',
    remark: 'freeText',
  },
  commendationRule: { ...ruleFields.marks, key: null, validTo: null },
  nomination: {
    ...nominationFields.marks,
    consentedOn: null,
    enteredOn: null,
    importKind: null,
    movedOn: null,
    reason: 'freeText',
    search: 'nominee',
  },
  nominationRound: { checkedOn: null, met: null, missing: 'freeText', submittedOn: null },
} as const satisfies MarksOf<
  | 'commendationCall'
  | 'commendationForm'
  | 'commendationList'
  | 'commendationRule'
  | 'nomination'
  | 'nominationRound'
>
