import type { Grant } from './actor.ts'

/*
 * Before personal values were sealed in the trail they were written as they were, and the chain of hashes keeps them so. They are
 * read by a narrow right alone; others see the mask, and after an erasure nobody sees them (`change_read`, `input_read`).
 */

/** Who reads personal values of the trail that were written before they were sealed. */
export const mayReadBefore: readonly Grant[] = ['auditor', 'system']

/** What stands in the place of such a value. */
export const mask = '•••'
