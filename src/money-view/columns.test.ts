import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Column, columns, counts, dimensionsOf, groupings, type MoveKind } from './columns.ts'

const kinds = Object.keys(counts) as MoveKind[]

/** The figures that moves of these kinds and amounts come to. */
function figuresOf(moves: readonly (readonly [MoveKind, bigint])[]): Record<Column, bigint> {
  const of = Object.fromEntries(columns.map((column) => [column, 0n])) as Record<Column, bigint>
  for (const [kind, amount] of moves)
    for (const column of columns) of[column] += BigInt(counts[kind][column] ?? 0) * amount
  return of
}

test('what is left free is always what came in less what went out', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...kinds), fc.bigInt({ min: 1n, max: 10n ** 12n }))),
      (moves) => {
        const of = figuresOf(moves)
        expect(of.remaining).toBe(
          of.allocated + of.adjusted + of.carriedIn - of.committed - of.carriedOut - of.cancelled,
        )
      },
    ),
  )
})

test('every column sums something, and every kind counts somewhere', () => {
  for (const column of columns) expect(kinds.some((kind) => counts[kind][column] !== undefined)).toBe(true)
  for (const kind of kinds) expect(Object.keys(counts[kind]).length).toBeGreaterThan(0)
})

test('one can group by any of the four, and by any of them together', () => {
  expect(groupings).toHaveLength(15)
  expect(groupings.slice(0, 4)).toEqual(['line', 'year', 'source', 'task'])
  expect(groupings.at(-1)).toBe('line.year.source.task')
  expect(dimensionsOf('source.line')).toEqual(['line', 'source'])
})
