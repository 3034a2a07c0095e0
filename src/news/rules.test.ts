import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  articleStates,
  consentStates,
  mayBecome,
  mayBeRead,
  maySeekConsent,
  newsKinds,
  openToChange,
} from './rules.ts'

test('an article goes to its readers by way of its reviewer alone, and what is archived stays so', () => {
  expect(articleStates.keys.filter((from) => mayBecome(from, 'published'))).toEqual(['sent'])
  expect(articleStates.keys.filter((to) => mayBecome('archived', to))).toEqual([])
  expect(articleStates.keys.filter(openToChange)).toEqual(['draft', 'returned'])
})

test('no story is read without consent, and nobody is asked again in the same words after an answer', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...newsKinds.keys),
      fc.constantFrom(...articleStates.keys),
      fc.option(fc.constantFrom(...consentStates.keys)),
      (kind, state, consent) => {
        if (kind === 'story' && mayBeRead({ kind, consent })) expect(consent).toBe('agreed')
        if (maySeekConsent({ kind, state, consent })) {
          expect(openToChange(state)).toBe(true)
          expect(['asked', 'agreed', 'declined']).not.toContain(consent)
        }
      },
    ),
  )
})
