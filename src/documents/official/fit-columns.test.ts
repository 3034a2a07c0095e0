import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fitColumns } from './fit-columns.ts'

const digits = (widths: readonly number[]) => widths.reduce((sum, width) => sum + width, 0)
/** How many digits each column holds on a page when its table is set at this size. */
const room = ({ widths, fontSize }: ReturnType<typeof fitColumns>) =>
  widths.map((width) => (width / digits(widths)) * 82 * (11 / fontSize))

test('no figure, day or word of a table is broken, whatever its columns would like', () => {
  const column = fc.record({
    title: fc.constantFrom('STT', 'Kế hoạch', 'Lũy kế'),
    whole: fc.boolean(),
    width: fc.double({ min: 0.3, max: 5, noNaN: true }),
  })
  const cell = fc.constantFrom(
    '30,398487',
    '07/03/2025',
    '1.234.567.890',
    'Doanh nghiệp áp dụng hệ thống quản lý',
    '2',
    '',
  )
  fc.assert(
    fc.property(
      fc.array(column, { minLength: 1, maxLength: 7 }),
      fc.array(fc.array(cell, { minLength: 7, maxLength: 7 }), { maxLength: 6 }),
      (columns, cells) => {
        // A column of figures holds no sentences.
        const rows = cells.map((row) =>
          row.map((text, place) => (columns[place]?.whole && text.includes(' ') ? '12,5' : text)),
        )
        const fitted = fitColumns(columns, rows)
        expect(fitted.fontSize).toBeGreaterThanOrEqual(7)
        expect(fitted.fontSize).toBeLessThanOrEqual(11)
        for (const [place, width] of room(fitted).entries())
          for (const cells of rows) {
            const text = cells[place] ?? ''
            const longest = columns[place]?.whole
              ? text.length
              : Math.max(0, ...text.split(/\s+/).map((word) => word.length))
            expect(width).toBeGreaterThan(longest)
          }
      },
    ),
  )
})

test('where there is room, columns are as wide as they would like', () => {
  const { widths, fontSize } = fitColumns(
    [
      { title: 'STT', whole: false, width: 1 },
      { title: 'Nội dung', whole: false, width: 7 },
    ],
    [['1', 'Hỗ trợ']],
  )
  expect(fontSize).toBe(11)
  expect((widths[1] ?? 0) / (widths[0] ?? 1)).toBeCloseTo(7, 5)
})
