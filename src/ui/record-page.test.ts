import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stepsOf } from './record-page.tsx'

const way = [
  ['filed', 'Đã nộp'],
  ['checked', 'Đã kiểm tra'],
  ['accepted', 'Được hỗ trợ'],
] as const
type Key = (typeof way)[number][0] | 'returned' | 'refused'
const shown = (...of: Parameters<typeof stepsOf<Key>>) =>
  stepsOf<Key>(...of).map(({ label, at }) => `${label}: ${at}`)

test('a record under way has one step that is now, what lies before is past, what comes is ahead', () => {
  expect(shown(way, 'checked', {})).toEqual(['Đã nộp: past', 'Đã kiểm tra: now', 'Được hỗ trợ: ahead'])
})

test('at the end of its way every step is past', () => {
  expect(shown(way, 'accepted', {})).toEqual(['Đã nộp: past', 'Đã kiểm tra: past', 'Được hỗ trợ: past'])
})

test('what was returned stands beside the way and goes on; what was refused ends there', () => {
  const returned = { after: 'filed', label: 'Trả lại', ends: false } as const
  expect(shown(way, 'returned', {}, returned)).toEqual([
    'Đã nộp: past',
    'Trả lại: now',
    'Đã kiểm tra: ahead',
    'Được hỗ trợ: ahead',
  ])
  const refused = { after: 'checked', label: 'Không được hỗ trợ', ends: true } as const
  expect(shown(way, 'refused', { refused: '2025-02-01' }, refused)).toEqual([
    'Đã nộp: past',
    'Đã kiểm tra: past',
    'Không được hỗ trợ: ended',
  ])
})

test('on any way no step that is past stands behind one that is ahead', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 8 }),
      fc.nat(),
      fc.boolean(),
      fc.boolean(),
      (length, at, beside, ends) => {
        const keys = Array.from({ length }, (_, place) => [`s${place}`, `Bước ${place}`] as const)
        const now = `s${at % length}`
        const steps = stepsOf<string>(
          keys,
          beside ? 'aside' : now,
          {},
          beside ? { after: now, label: 'Bên', ends } : undefined,
        )
        const order = steps.map((step) => ['past', 'now', 'ended', 'ahead'].indexOf(step.at))
        expect(order).toEqual(order.toSorted((one, other) => one - other))
        expect(steps.filter((step) => step.at === 'now').length).toBeLessThanOrEqual(1)
      },
    ),
  )
})
