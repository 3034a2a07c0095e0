import { contentValueFields } from '../content-data/index.ts'
import type { MarksOf } from '../platform/personal.ts'
import { traceEventFields, traceLotFields } from '../traceability/index.ts'

/** Figures by content of support turns, and their traced lots. As `marked`. */
export const markedContent = {
  contentValue: {
    ...contentValueFields.marks,
    confirmedOn: null,
    enteredOn: null,
    importKind: null,
    reason: 'freeText',
    remark: 'freeText',
    search: 'freeText',
    withdrawnOn: null,
  },
  traceEvent: {
    ...traceEventFields.marks,
    enteredOn: null,
    importKind: null,
    struckOn: null,
    struckReason: 'freeText',
  },
  traceLot: {
    ...traceLotFields.marks,
    enteredOn: null,
    gtin14: null,
    publishedOn: null,
    reason: 'freeText',
    recalledOn: null,
    search: null,
  },
} as const satisfies MarksOf<'contentValue' | 'traceEvent' | 'traceLot'>
