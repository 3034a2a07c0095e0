import fc from 'fast-check'
import { expect, test } from 'vitest'
import { columnsShown, type ListColumn } from './list-columns.ts'
import { pageNumbers } from './list-rows.tsx'

test('of many pages the first, the last and those beside the present one are offered', () => {
  expect(pageNumbers(1, 1)).toEqual([1])
  expect(pageNumbers(2, 3)).toEqual([1, 2, 3])
  expect(pageNumbers(7, 20)).toEqual([1, null, 6, 7, 8, null, 20])
})

test('page numbers rise, hold the present one, and at most seven signs stand there', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), fc.nat(499), (last, at) => {
      const now = (at % last) + 1
      const shown = pageNumbers(now, last)
      const numbers = shown.filter((page) => page !== null)
      expect(numbers).toContain(now)
      expect(numbers).toEqual([...new Set(numbers)].toSorted((one, other) => one - other))
      expect(shown.length).toBeLessThanOrEqual(7)
    }),
  )
})

const column = (key: string, exportOnly = false): ListColumn<unknown> => ({
  key,
  label: { vi: key, en: key },
  value: () => key,
  exportOnly,
})

test('the name of a row and what can be done with it are shown whatever columns are chosen', () => {
  const columns = [column('name'), column('size'), column('phone', true), column('acts')]
  const keys = (chosen: readonly string[] | null) => columnsShown(columns, chosen).map(({ key }) => key)
  expect(keys(null)).toEqual(['name', 'size', 'acts'])
  expect(keys(['phone', 'gone'])).toEqual(['name', 'phone', 'acts'])
})
