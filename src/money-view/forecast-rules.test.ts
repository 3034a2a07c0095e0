import fc from 'fast-check'
import { expect, test } from 'vitest'
import { forecast, type Open, type Part, type PartKind, parts, partsOf } from './forecast-rules.ts'

const today = '2026-08-15'
const day = fc
  .date({ min: new Date('2024-01-01'), max: new Date('2029-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))
const amount = fc.bigInt({ min: 0n, max: 10n ** 12n })
const part: fc.Arbitrary<Part> = fc.record({
  kind: fc.constantFrom<PartKind>(...parts.keys),
  amount,
  on: fc.option(day),
})
const open: fc.Arbitrary<Open> = fc.record({
  rest: amount,
  drafted: fc.array(fc.record({ on: day, amount }), { maxLength: 4 }),
  claimed: amount,
  accepted: fc.boolean(),
  contents: fc.array(fc.record({ on: fc.option(day), amount }), { maxLength: 4 }),
  yearEnd: fc.option(day),
})
const all = (of: Readonly<Record<PartKind, bigint>>) =>
  Object.values(of).reduce((sum, each) => sum + each, 0n)

test('no đồng is lost and none is told twice', () => {
  fc.assert(
    fc.property(fc.array(part), (given) => {
      const { quarters, unknown } = forecast(given, today)
      expect(quarters.reduce((sum, { amounts }) => sum + all(amounts), all(unknown))).toBe(
        given.reduce((sum, each) => sum + each.amount, 0n),
      )
    }),
  )
})

test('what is to be paid never stands in a quarter that is over, what was paid stands in its own', () => {
  fc.assert(
    fc.property(fc.array(part), (given) => {
      const { quarters } = forecast(given, today)
      for (const { year, quarter, amounts } of quarters) {
        if (year * 4 + quarter < 2026 * 4 + 3) expect(all(amounts)).toBe(amounts.paid)
        const paid = given.filter(
          ({ kind, on }) =>
            kind === 'paid' &&
            on !== null &&
            Number(on.slice(0, 4)) === year &&
            Math.ceil(Number(on.slice(5, 7)) / 3) === quarter,
        )
        expect(amounts.paid).toBe(paid.reduce((sum, each) => sum + each.amount, 0n))
      }
    }),
  )
})

test('the quarters follow each other without a gap, the present one among them', () => {
  fc.assert(
    fc.property(fc.array(part), (given) => {
      const places = forecast(given, today).quarters.map(({ year, quarter }) => year * 4 + quarter)
      expect(places).toContain(2026 * 4 + 3)
      expect(places).toEqual(places.map((_, at) => (places[0] ?? 0) + at))
    }),
  )
})

test('the parts of a commitment come to what it holds, whatever is drawn up, claimed or left of its contents', () => {
  fc.assert(
    fc.property(open, (of) => {
      const found = partsOf(of, today)
      expect(found.reduce((sum, each) => sum + each.amount, 0n)).toBe(of.rest)
      expect(found.every((each) => each.amount > 0n)).toBe(true)
    }),
  )
})

test('a task of 100 with 20 drawn up, 10 claimed and contents of 30 and 40 leaves nothing to the end of the year', () => {
  const found = partsOf(
    {
      rest: 100n,
      drafted: [{ on: '2026-08-01', amount: 20n }],
      claimed: 10n,
      accepted: false,
      contents: [
        { on: '2026-09-30', amount: 30n },
        { on: '2027-02-28', amount: 40n },
      ],
      yearEnd: '2026-12-31',
    },
    today,
  )
  const { quarters, unknown } = forecast(found, today)
  expect(quarters.map(({ year, quarter, amounts }) => [year, quarter, all(amounts)])).toEqual([
    [2026, 3, 60n],
    [2026, 4, 0n],
    [2027, 1, 40n],
  ])
  expect(all(unknown)).toBe(0n)
})

test('without a day that a row says, a commitment has no quarter', () => {
  const found = partsOf(
    { rest: 5n, drafted: [], claimed: 0n, accepted: false, contents: [], yearEnd: null },
    today,
  )
  expect(forecast(found, today).unknown.yearEnd).toBe(5n)
})
