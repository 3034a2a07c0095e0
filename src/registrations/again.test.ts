import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isTooEarly, mayAskAgain, mostAgain } from './again.ts'

const now = new Date('2026-03-02T09:00:00+07:00')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const sent: Parameters<typeof mayAskAgain>[0] = {
  state: 'filed',
  emailConfirmedAt: null,
  mailAsked: 0,
  mailAskedAt: null,
  mailSentAt: ago(61),
  mailDueAt: null,
}

test('a confirmation that was not opened may be asked for an hour later, not while one is on its way', () => {
  expect([mayAskAgain(sent), isTooEarly(sent, now)]).toEqual([true, false])
  expect(isTooEarly({ ...sent, mailSentAt: ago(59) }, now)).toBe(true)
  expect(mayAskAgain({ ...sent, mailDueAt: now })).toBe(false)
  expect(mayAskAgain({ ...sent, emailConfirmedAt: now })).toBe(false)
  expect(mayAskAgain({ ...sent, state: 'accepted' })).toBe(false)
})

test('however somebody tries, no more than a few mails leave, an hour apart', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 40 }), (waits) => {
      let row: Parameters<typeof isTooEarly>[0] = { ...sent, mailSentAt: ago(61) }
      let at = now
      const left: Date[] = []
      for (const minutes of waits) {
        at = new Date(at.getTime() + minutes * 60_000)
        if (!mayAskAgain(row) || isTooEarly(row, at)) continue
        row = { ...row, mailAsked: row.mailAsked + 1, mailAskedAt: at, mailSentAt: at }
        left.push(at)
      }
      expect(left.length).toBeLessThanOrEqual(mostAgain)
      left.slice(1).forEach((day, place) => {
        expect(day.getTime() - (left[place]?.getTime() ?? 0)).toBeGreaterThanOrEqual(3_600_000)
      })
    }),
  )
})
