import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { callStateOn, isAsked, missingPapers, roomOf } from './rules.ts'

const call = { state: 'approved', opensOn: '2026-03-01', closesOn: '2026-03-31' } as const

describe('a call', () => {
  it('that is approved is ahead, open on its first and last day, closed the day after', () => {
    expect(callStateOn(call, '2026-02-28')).toBe('ahead')
    expect(callStateOn(call, '2026-03-01')).toBe('open')
    expect(callStateOn(call, '2026-03-31')).toBe('open')
    expect(callStateOn(call, '2026-04-01')).toBe('closed')
  })

  it('that was not approved, or was cancelled, is open on no day', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('draft', 'sent', 'returned', 'ended', 'cancelled'),
        fc.integer({ min: 1, max: 28 }),
        (state, day) => callStateOn({ ...call, state }, `2026-03-${String(day).padStart(2, '0')}`) === state,
      ),
    )
  })
})

const any = { contentId: null, sizeClass: null, legalForm: null }
const small = { contentId: 1, sizeClass: 'small', legalForm: 'company' }

describe('a paper of a call', () => {
  it('of a cooperative is not asked of a company, of small enterprises not of a large one', () => {
    expect(isAsked({ ...any, legalForm: 'cooperative' }, small)).toBe(false)
    expect(isAsked({ ...any, sizeClass: 'small' }, { ...small, sizeClass: 'large' })).toBe(false)
    expect(isAsked({ ...any, contentId: 2 }, small)).toBe(false)
  })

  it('is asked of whoever has no size or form on record, since it could be meant', () => {
    expect(
      isAsked(
        { ...any, sizeClass: 'small', legalForm: 'cooperative' },
        { ...small, sizeClass: null, legalForm: null },
      ),
    ).toBe(true)
    expect(isAsked({ ...any, sizeClass: 'small' }, { ...small, sizeClass: 'unknown' })).toBe(true)
  })

  it('is missing as long as it is required, asked and not given', () => {
    const kinds = fc.record({
      contentId: fc.constantFrom(null, 1, 2),
      sizeClass: fc.constantFrom(null, 'small', 'large'),
      legalForm: fc.constantFrom(null, 'company', 'household'),
      required: fc.boolean(),
    })
    fc.assert(
      fc.property(fc.array(kinds, { maxLength: 8 }), fc.array(fc.nat(7)), (rows, given) => {
        const papers = rows.map((row, id) => ({ ...row, id }))
        const missing = missingPapers(papers, small, new Set(given))
        expect(missing.every(({ id, required }) => required && !given.includes(id))).toBe(true)
        const all = papers.map(({ id }) => id)
        expect(missingPapers(papers, small, new Set(all))).toEqual([])
      }),
    )
  })
})

describe('a content of a call', () => {
  const content = { places: 2, money: 100n, accepted: 0, granted: 0n, pending: 9, waitingPlaces: 0 }

  it('takes applications while places and money are left, however many wait to be decided', () => {
    expect(roomOf(content)).toBe('free')
    expect(roomOf({ ...content, places: null, money: null, accepted: 99, granted: 999n })).toBe('free')
  })

  it('takes on the waiting list what the call allows once it is used up', () => {
    const used = { ...content, accepted: 2 }
    expect(roomOf(used)).toBe('full')
    expect(roomOf({ ...used, waitingPlaces: 10 })).toBe('waiting')
    expect(roomOf({ ...used, waitingPlaces: 9 })).toBe('full')
    expect(roomOf({ ...used, waitingPlaces: null })).toBe('waiting')
    expect(roomOf({ ...content, granted: 100n })).toBe('full')
  })
})
