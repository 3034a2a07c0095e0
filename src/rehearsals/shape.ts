import { z } from 'zod'
import { applicationStates } from '../applications/index.ts'
import { dongOut } from '../platform/fields.ts'
import { changeKinds, outcomes } from './rules.ts'

const Words = z.object({ vi: z.string(), en: z.string() })
const Sum = z.object({
  supported: z.int(),
  cost: dongOut(),
  gain: z.int(),
  lose: z.int(),
  more: z.int(),
  less: z.int(),
})
const Place = z.object({ rank: z.int(), outcome: outcomes.schema, amount: dongOut() })
const Row = z.object({
  id: z.int(),
  enterpriseId: z.int(),
  enterprise: z.string(),
  content: z.string(),
  contentEn: z.string(),
  year: z.int(),
  state: applicationStates.schema,
  requested: dongOut(),
  /** What was decided in fact; null: nothing was accepted. */
  decided: dongOut().nullable(),
  inForce: Place,
  draft: Place,
})
export type RehearsalRow = z.infer<typeof Row>

/** What a rehearsal tells. */
export const Rehearsal = z.object({
  plan: z.object({ id: z.int(), number: z.string() }),
  criteria: z.array(z.object({ code: z.string(), text: z.string(), textEn: z.string() })),
  norms: z.array(
    z.object({
      id: z.int(),
      name: z.string(),
      nameEn: z.string(),
      instrument: z.string(),
      article: z.string(),
    }),
  ),
  /** The applications that the run walks, and those that it leaves out: withdrawn or refused. */
  cases: z.int(),
  leftOut: z.int(),
  changes: z.array(
    z.object({ kind: z.enum(changeKinds), words: Words, article: Words.nullable(), sum: Sum }),
  ),
  inForce: Sum,
  draft: Sum,
  years: z.array(z.object({ year: z.int(), money: dongOut(), inForce: dongOut(), draft: dongOut() })),
  /** How many applications come out otherwise, and those, the dearest difference first. */
  changed: z.int(),
  rows: z.array(Row),
})
export type Rehearsed = z.infer<typeof Rehearsal>
