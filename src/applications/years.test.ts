import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { pastYearProblem } from './years.ts'

const open = { lastDay: '2026-01-31', closedBy: null, corrected: false }
const asked = { year: 2025, filedOn: '2025-03-04', today: '2026-11-26' }
const fieldOf = (of: Partial<typeof asked> & { reason?: string }, year: Partial<typeof open> | object = {}) =>
  pastYearProblem({ ...asked, ...of }, { ...open, ...year })?.field ?? null

describe('an application for a year that is over', () => {
  it('filed after that year and its adjusting period is refused, whatever the reason', () => {
    expect(fieldOf({ filedOn: '2026-11-26' })).toBe('year')
    expect(fieldOf({ filedOn: '2026-11-26', reason: 'Nhận muộn' })).toBe('year')
    expect(fieldOf({ filedOn: '2026-02-01', reason: 'Nhận muộn' })).toBe('year')
  })

  it('filed until the adjusting period ends, or filed in time and entered later, wants a reason', () => {
    for (const filedOn of ['2025-03-04', '2025-12-31', '2026-01-02', '2026-01-31']) {
      expect(fieldOf({ filedOn })).toBe('lateReason')
      expect(fieldOf({ filedOn, reason: 'Hồ sơ giấy nhận trong năm' })).toBeNull()
    }
  })

  it('is refused once the year is closed, until a correction of it is approved', () => {
    const closed = { closedBy: '12/QĐ-STC' }
    expect(fieldOf({ reason: 'Hồ sơ giấy' }, closed)).toBe('year')
    expect(fieldOf({}, { ...closed, corrected: true })).toBe('lateReason')
    expect(fieldOf({ reason: 'Hồ sơ giấy' }, { ...closed, corrected: true })).toBeNull()
  })

  it('of the year that runs, or of a coming one, nothing is asked', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2026, max: 2040 }),
        fc.constantFrom('2024-05-05', '2025-12-31', '2026-01-31', '2026-11-26'),
        fc.boolean(),
        (year, filedOn, corrected) =>
          fieldOf({ year, filedOn }, { closedBy: corrected ? '1' : null, corrected }) === null,
      ),
    )
  })
})
