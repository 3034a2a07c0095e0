import { barredUnder, type Ground } from './rules.ts'

/* Who is kept out of an appraisal. Pure. */

/** What is known of a member against the record. */
export interface Interest {
  /** What the member declared; null: nothing yet. */
  readonly declared: Ground | 'none' | null
  /** What the program found by itself. */
  readonly found: Ground | null
}

/** The ground that keeps a member out; null where none does. @param bars the grounds that the rule names */
export function keptOutBy({ declared, found }: Interest, bars: readonly Ground[]): Ground | null {
  if (found !== null) return found
  if (declared === null || declared === 'none') return null
  return barredUnder(bars).includes(declared) ? declared : null
}

/** What the register says of a member against those whom a record concerns. */
export function foundInterest(
  member: { readonly enterpriseIds: readonly number[]; readonly employerId: number | null },
  concerned: readonly number[],
): 'own' | 'staff' | null {
  if (member.enterpriseIds.some((id) => concerned.includes(id))) return 'own'
  return member.employerId !== null && concerned.includes(member.employerId) ? 'staff' : null
}
