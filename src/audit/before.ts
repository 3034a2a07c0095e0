import type { Grant } from '../platform/actor.ts'

/*
 * Before personal values were sealed in the trail they were written as they were, and the chain of hashes keeps them so. They are
 * read by a narrow right alone.
 */

/** Who reads personal values of the trail that were written before they were sealed. */
export const mayReadBefore: readonly Grant[] = ['auditor', 'system']

/** What stands in the place of such a value. */
export const mask = '•••'

/** A value with each text in it masked. */
export function maskedTexts(value: unknown): unknown {
  if (typeof value === 'string') return value === '' ? value : mask
  if (Array.isArray(value)) return value.map(maskedTexts)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, maskedTexts(each)]))
}

/** A recorded row, opened, with those personal values masked that were not sealed. @param personal the columns that are sealed now */
export function maskedValues(recorded: unknown, opened: unknown, personal: readonly string[]): unknown {
  if (typeof recorded !== 'object' || recorded === null || typeof opened !== 'object' || opened === null)
    return opened
  const before = new Map(Object.entries(recorded))
  const wasSealed = (value: unknown) => typeof value === 'object' && value !== null && 'sealed' in value
  return Object.fromEntries(
    Object.entries(opened).map(([column, value]) => [
      column,
      personal.includes(column) && !wasSealed(before.get(column)) ? maskedTexts(value) : value,
    ]),
  )
}
