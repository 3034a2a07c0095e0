import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dueOf, overShare, restOf, standsAs, timeToClear, waitsForFormer } from './rules.ts'

const sums = (amount: bigint, cleared = 0n, returned = 0n, recovered = 0n) => ({
  ...{ amount, cleared, returned, recovered },
})
const term = { days: 90, beforeNext: 50, source: 'Quy chế 1, Điều 2' }

describe('an advance', () => {
  it('stands as what settled it says', () => {
    expect(standsAs(sums(10n))).toBe('open')
    expect(standsAs(sums(10n, 4n))).toBe('part')
    expect(standsAs(sums(10n, 4n, 6n))).toBe('cleared')
    expect(standsAs(sums(10n, 0n, 10n))).toBe('returned')
    expect(standsAs(sums(10n, 4n, 0n, 6n))).toBe('recovered')
  })

  it('has an end exactly when nothing is left of it', () => {
    const part = fc.bigInt(0n, 1_000n)
    fc.assert(
      fc.property(part, part, part, fc.bigInt(0n, 1_000n), (cleared, returned, recovered, open) => {
        const amount = cleared + returned + recovered + open + 1n
        const left = sums(amount, cleared, returned, recovered)
        expect(restOf(left)).toBe(open + 1n)
        expect(['open', 'part']).toContain(standsAs(left))
        const whole = sums(amount - open - 1n, cleared, returned, recovered)
        if (whole.amount > 0n) expect(['open', 'part']).not.toContain(standsAs(whole))
      }),
    )
  })

  it('is cleared by the row that stands, or sooner; without a row as typed, with the reason', () => {
    const on = '2025-04-01'
    expect(dueOf(term, on, { dueOn: undefined, dueReason: undefined })).toMatchObject({
      ...{ ok: true, dueOn: '2025-06-30', source: term.source },
    })
    expect(dueOf(term, on, { dueOn: '2025-05-01', dueReason: undefined })).toMatchObject({
      dueOn: '2025-05-01',
    })
    expect(dueOf(term, on, { dueOn: '2025-07-01', dueReason: 'x' })).toMatchObject({
      ok: false,
      field: 'dueOn',
    })
    expect(dueOf(null, on, { dueOn: undefined, dueReason: 'x' })).toMatchObject({ ok: false, field: 'dueOn' })
    expect(dueOf(null, on, { dueOn: '2025-07-01', dueReason: undefined })).toMatchObject({
      ...{ ok: false, field: 'dueReason' },
    })
    expect(dueOf(null, on, { dueOn: '2025-03-01', dueReason: 'x' })).toMatchObject({
      ok: false,
      field: 'dueOn',
    })
    expect(dueOf(null, on, { dueOn: '2025-07-01', dueReason: 'x' })).toMatchObject({
      source: null,
      reason: 'x',
    })
  })

  it('keeps to the share of its row; where no row sets one, none is made up', () => {
    const rule = { percent: 50, source: 'x' }
    expect(overShare({ agreed: 91n, unsettled: 5n, amount: 40n }, rule)).toBeNull()
    expect(overShare({ agreed: 91n, unsettled: 5n, amount: 41n }, rule)?.en).toContain('40 đồng may')
    expect(overShare({ agreed: 91n, unsettled: 91n, amount: 99n }, { percent: 0, source: '' })).toBeNull()
  })

  it('says how many days there are to clear it', () => {
    expect(timeToClear('2025-03-20', '2025-03-25').vi).toBe('quá hạn 5 ngày')
    expect(timeToClear('2025-03-20', '2025-03-20').en).toBe('due today')
    expect(timeToClear('2025-03-20', '2025-03-19').en).toBe('1 day left')
    const day = fc.integer({ min: 1, max: 4000 })
    fc.assert(
      fc.property(day, (days) => {
        const later = new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10)
        expect(timeToClear(later, '2025-01-01').vi).toBe(`còn ${days} ngày`)
      }),
    )
  })

  it('waits until enough of those before is cleared, where the row says so', () => {
    expect(waitsForFormer({ amount: 0n, settled: 0n }, term)).toBeNull()
    expect(waitsForFormer({ amount: 10n, settled: 4n }, term)).not.toBeNull()
    expect(waitsForFormer({ amount: 10n, settled: 5n }, term)).toBeNull()
    expect(waitsForFormer({ amount: 10n, settled: 0n }, { ...term, beforeNext: null })).toBeNull()
    expect(waitsForFormer({ amount: 10n, settled: 0n }, null)).toBeNull()
  })
})
