import {
  improvementEvaluationFields,
  improvementFields,
  improvementValueFields,
} from '../improvements/index.ts'
import type { MarksOf } from '../platform/personal.ts'
import { auditFields, auditResultFields, certificateFields } from '../support/index.ts'

/** Improvement projects; certificates and what becomes of them. As `marked`. */
export const markedImprovements = {
  certificateAudit: {
    ...auditFields.marks,
    ...auditResultFields.marks,
    cancelReason: 'freeText',
    cancelledOn: null,
  },
  certificateEvent: {
    documentNumber: null,
    enteredOn: null,
    expiresBefore: null,
    expiresOn: null,
    onDay: null,
    reason: 'freeText',
    scope: 'freeText',
    scopeBefore: 'freeText',
  },
  improvementProject: {
    ...improvementFields.marks,
    ...improvementEvaluationFields.marks,
    enteredOn: null,
    finishedOn: null,
    remark: 'freeText',
    search: 'freeText',
    startedOn: null,
    stoppedOn: null,
  },
  improvementValue: {
    ...improvementValueFields.marks,
    enteredOn: null,
    importKind: null,
    struckOn: null,
    struckReason: 'freeText',
  },
  certificate: {
    ...certificateFields.marks,
    code: null,
    scope: 'freeText',
    suspendedOn: null,
    withdrawal: 'freeText',
    withdrawnOn: null,
  },
} as const satisfies MarksOf<
  'certificate' | 'certificateAudit' | 'certificateEvent' | 'improvementProject' | 'improvementValue'
>
