import type { Words } from '../platform/language.ts'
import { type StateOf, states } from '../platform/states.ts'

/** `met`; `failed`: it cannot be supported so; `open`: the rule cannot tell, a person must look. */
export const outcomes = states({
  met: { vi: 'Đạt', en: 'Met', tone: 'success' },
  failed: { vi: 'Không đạt', en: 'Not met', tone: 'error' },
  open: { vi: 'Cần xem xét', en: 'To be judged', tone: 'warning' },
})
export type Outcome = StateOf<typeof outcomes>

/** What one rule says of an application: the rule, where it stands, what it looked at and how it came out, in words. */
export interface Finding {
  readonly rule: string
  readonly name: Words
  /** The legal source. */
  readonly source: Words
  readonly outcome: Outcome
  /** The inputs and the outcome as a sentence. */
  readonly words: Words
}
