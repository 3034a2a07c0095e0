import fc from 'fast-check'
import { expect, test } from 'vitest'
import { firstMeeting } from './papers-days.ts'

const none = { at: () => undefined } as unknown as Parameters<typeof firstMeeting>[2]

test('three days are three days; seven working days leave out the weekends; nothing laid down is the same day', () => {
  // 2 March 2026 is a Monday
  expect(firstMeeting({ papersDays: 3, papersWorking: false }, '2026-03-02', none)).toBe('2026-03-05')
  expect(firstMeeting({ papersDays: 7, papersWorking: true }, '2026-03-02', none)).toBe('2026-03-11')
  expect(firstMeeting({ papersDays: null, papersWorking: true }, '2026-03-02', none)).toBe('2026-03-02')
})

test('more days never bring a meeting forward, and working days never come before days of the calendar', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 1, max: 60 }), (at, papersDays) => {
      const day = new Date(Date.UTC(2026, 0, 1 + at)).toISOString().slice(0, 10)
      const plain = firstMeeting({ papersDays, papersWorking: false }, day, none)
      const worked = firstMeeting({ papersDays, papersWorking: true }, day, none)
      expect(worked >= plain && plain > day).toBe(true)
      expect(firstMeeting({ papersDays: papersDays + 1, papersWorking: true }, day, none) > worked).toBe(true)
    }),
  )
})
