import { z } from 'zod'
import { planShape } from '../plan/index.ts'
import { type Words, words } from '../platform/language.ts'

/* The shape of a plan that is being worked on: every text may still be empty and every number missing. */

const Missing = z.number().nullable()

/** A plan as far as it has come. Amounts are đồng; a day that is not known is an empty text. Every plan is one too. */
export const DraftDocument = planShape({
  text: z.string(),
  day: z.union([z.literal(''), z.iso.date()]),
  year: Missing,
  fromOne: () => Missing,
  number: Missing,
  amount: Missing,
  agencies: z.array(z.string()),
  budgetYear: z.int(),
})
export type DraftDocument = z.infer<typeof DraftDocument>

/** The calculation behind a figure, by the figure's path in the document, such as `targets.3.minimum`. */
export const Reasons = z.record(z.string(), z.object({ vi: z.string(), en: z.string() }))
export type Reasons = z.infer<typeof Reasons>

const nothing: Words = words('', '')

/** A draft in which nothing is written yet. */
export function emptyDraft(): DraftDocument {
  return {
    number: '',
    issuedOn: '',
    issuer: nothing,
    province: '',
    title: nothing,
    startsOn: '',
    endsOn: '',
    legalBases: [],
    replaces: null,
    objective: nothing,
    objectives: [],
    targets: [],
    orientation: null,
    participants: nothing,
    beneficiaries: nothing,
    criteria: [],
    tasks: [],
    funding: [],
    duties: [],
    budget: { title: nothing, unit: 1_000_000, years: [], lines: [], total: null, yearTotals: {} },
    remarks: [],
    recipients: [],
    signatory: { authority: nothing, office: nothing, name: '' },
    source: '',
  }
}
