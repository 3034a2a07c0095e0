import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Answered, fitOf, type Listed, matchRows, onlyFit } from './rules.ts'

const listed = (id: number, more: Partial<Listed> = {}): Listed => ({
  ...{ id, number: `unc-${id}`, amount: 1_000n * BigInt(id), payee: `Công ty ${id}`, account: `00${id}` },
  ...more,
})
const asListed = ({ number, amount, payee, account }: Listed): Answered => ({
  number,
  amount,
  payee,
  account,
})

describe('a row of the answer', () => {
  const one = listed(1)
  it('fits whole by number, sum and payee, however name and account are written', () => {
    expect(fitOf(one, asListed(one))).toBe('whole')
    expect(fitOf(one, { ...asListed(one), payee: 'CONG TY  1', account: null })).toBe('whole')
    expect(fitOf(one, { ...asListed(one), account: '0-0 1' })).toBe('whole')
    // neither payee nor account: number and sum are what it says
    expect(fitOf(one, { ...asListed(one), payee: null, account: null })).toBe('whole')
  })
  it('differs by its payee, its sum or its number', () => {
    expect(fitOf(one, { ...asListed(one), account: '999' })).toBe('payee')
    expect(fitOf(one, { ...asListed(one), amount: 7n })).toBe('sum')
    expect(fitOf(one, { ...asListed(one), number: 'unc-9' })).toBe('number')
    expect(fitOf(one, { ...asListed(one), number: 'unc-9', payee: null, account: null })).toBeNull()
    expect(fitOf(one, { ...asListed(one), number: 'unc-9', amount: 7n })).toBeNull()
  })
  it('that comes near never takes the payment of a row that is it', () => {
    const near = { ...asListed(one), number: 'unc-9' }
    expect(matchRows([one], [near, asListed(one)])).toEqual([null, { id: 1, fit: 'whole' }])
  })
})

const batch = fc
  .uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 12 })
  .map((ids) => ids.map((id) => listed(id)))
const noise = fc.array(
  fc.record({
    number: fc.integer({ min: 1, max: 40 }).map((n) => `unc-${n}`),
    amount: fc.integer({ min: 1, max: 40 }).map((n) => 1_000n * BigInt(n)),
    payee: fc.option(fc.integer({ min: 1, max: 40 }).map((n) => `Công ty ${n}`)),
    account: fc.option(fc.integer({ min: 1, max: 40 }).map((n) => `00${n}`)),
  }),
  { maxLength: 15 },
)

describe('an answer', () => {
  it('names no payment twice, and none but those of the batch', () => {
    fc.assert(
      fc.property(batch, noise, (payments, rows) => {
        const found = matchRows(payments, rows).flatMap((match) => (match === null ? [] : [match.id]))
        expect(new Set(found).size).toBe(found.length)
        for (const id of found) expect(payments.some((one) => one.id === id)).toBe(true)
      }),
    )
  })
  it('that says what was sent fits whole in any order, whatever else stands in it', () => {
    fc.assert(
      fc.property(batch, noise, fc.integer(), (payments, rows, seed) => {
        const own = payments.map(asListed)
        // rows of numbers that the batch has not
        const others = rows.map((row) => ({ ...row, number: `x-${row.number}` }))
        const all = [...own, ...others].sort((a, b) => (a.number + seed < b.number + seed ? 1 : -1))
        const found = matchRows(payments, all)
        for (const [at, row] of all.entries()) if (own.includes(row)) expect(found[at]?.fit).toBe('whole')
      }),
    )
  })
  it('fits as it says it does', () => {
    fc.assert(
      fc.property(batch, noise, (payments, rows) => {
        for (const [at, match] of matchRows(payments, rows).entries()) {
          const row = rows[at]
          const one = payments.find(({ id }) => id === match?.id)
          if (match !== null && row !== undefined && one !== undefined)
            expect(fitOf(one, row)).toBe(match.fit)
        }
      }),
    )
  })
})

describe('the payment proposed for a row that is on no list', () => {
  const [one, two] = [listed(1), listed(2)]
  it('is the only one of its sum and payee', () => {
    expect(onlyFit([one, two], asListed(one))).toBe(one)
    expect(onlyFit([one, two], { ...asListed(one), account: null })).toBe(one)
    expect(onlyFit([two], asListed(one))).toBeNull()
    expect(onlyFit([one], { ...asListed(one), payee: null, account: null })).toBeNull()
    expect(onlyFit([one, listed(1, { id: 3 })], asListed(one))).toBeNull()
  })
  it('has the sum and the payee of the row, and is none where two have', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 8 }), (numbers) => {
        const payments = numbers.map((number, at) => listed(number, { id: at }))
        const proposed = onlyFit(payments, asListed(one))
        const same = numbers.filter((number) => number === 1).length
        expect(proposed?.amount ?? null).toBe(same === 1 ? one.amount : null)
      }),
    )
  })
})
