import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  accountKinds,
  type Balances,
  type EntryKind,
  entryKinds,
  figureOf,
  move,
  noMoney,
  notEnough,
  overEstimate,
  wrongDay,
} from './rules.ts'

const amount = fc.bigInt({ min: 1n, max: 10_000_000_000n })
const moves = fc.array(fc.tuple(fc.constantFrom(...entryKinds), amount), { maxLength: 60 })

/** Plays the moves and keeps those that were possible. */
function play(steps: readonly (readonly [EntryKind, bigint])[]): {
  balances: Balances
  sums: Partial<Record<EntryKind, bigint>>
} {
  let balances = noMoney
  const sums: Partial<Record<EntryKind, bigint>> = {}
  for (const [kind, moved] of steps) {
    const result = move(balances, kind, moved)
    if (!result.ok) continue
    balances = result.balances
    sums[kind] = (sums[kind] ?? 0n) + moved
  }
  return { balances, sums }
}

describe('moving money', () => {
  it('takes the 1.001 million of part IV in 2025 from allocation to payment', () => {
    const { balances } = play([
      ['allocation', 1_001_000_000n],
      ['commitment', 300_000_000n],
      ['disbursement', 120_000_000n],
      ['refund', 20_000_000n],
      ['release', 50_000_000n],
    ])
    expect(balances).toEqual({
      ...noMoney,
      funding: -1_001_000_000n,
      available: 751_000_000n,
      committed: 150_000_000n,
      disbursed: 100_000_000n,
    })
  })

  it('says with the numbers why a commitment does not fit, in both languages', () => {
    expect(move({ ...noMoney, available: 30_000_000n }, 'commitment', 30_000_001n)).toEqual({
      ok: false,
      words: {
        vi: 'Dự toán đã giao chỉ còn 30.000.000 đồng chưa cam kết; cam kết 30.000.001 đồng thì thiếu 1 đồng.',
        en: 'Only 30,000,000 đồng of the allocation are free; a commitment of 30,000,001 đồng is 1 đồng too much.',
      },
    })
    expect(notEnough('disbursement', 5n, 8n).vi).toBe(
      'Cam kết này chỉ còn 5 đồng chưa giải ngân; 8 đồng thì quá 3 đồng.',
    )
    expect(notEnough('withdrawal', 5n, 8n).vi).toBe(
      'Chỉ thu hồi được phần chưa cam kết là 5 đồng; 8 đồng thì quá 3 đồng.',
    )
    expect(notEnough('refund', 5n, 8n).vi).toBe('Mới giải ngân 5 đồng; thu hồi 8 đồng thì quá 3 đồng.')
  })

  it('takes exactly what is there', () => {
    expect(move({ ...noMoney, committed: 7n }, 'disbursement', 7n)).toEqual({
      ok: true,
      balances: { ...noMoney, committed: 0n, disbursed: 7n },
    })
  })

  it('refuses zero and less', () => {
    for (const kind of entryKinds) {
      expect(
        move({ ...noMoney, funding: -9n, available: 3n, committed: 3n, disbursed: 3n }, kind, 0n).ok,
      ).toBe(false)
      expect(
        move({ ...noMoney, funding: -9n, available: 3n, committed: 3n, disbursed: 3n }, kind, -1n).ok,
      ).toBe(false)
    }
  })

  it('neither makes nor loses a đồng, and only an origin goes below zero, whatever is tried in whatever order', () => {
    fc.assert(
      fc.property(moves, (steps) => {
        const { balances } = play(steps)
        expect(accountKinds.reduce((sum, kind) => sum + balances[kind], 0n)).toBe(0n)
        for (const kind of accountKinds)
          if (kind !== 'funding' && kind !== 'carried_in') expect(balances[kind]).toBeGreaterThanOrEqual(0n)
      }),
    )
  })

  it('gives figures that are the sums of their entries', () => {
    fc.assert(
      fc.property(moves, (steps) => {
        const { balances, sums } = play(steps)
        expect(figureOf('allocated', sums)).toBe(-balances.funding)
        expect(-balances.funding - balances.carried_in).toBe(
          balances.available +
            balances.committed +
            balances.disbursed +
            balances.carried_out +
            balances.cancelled,
        )
        expect(figureOf('committed', sums)).toBe(balances.committed + balances.disbursed)
        expect(figureOf('disbursed', sums)).toBe(balances.disbursed)
        expect(figureOf('remaining', sums)).toBe(balances.available)
      }),
    )
  })
})

describe('the estimate', () => {
  it('holds 30 million of line II.1 for 2024, and not one đồng more', () => {
    expect(overEstimate(20_000_000n, 10_000_000n, 30_000_000n)).toBeNull()
    expect(overEstimate(20_000_000n, 10_000_001n, 30_000_000n)?.vi).toContain('vượt 1 đồng')
  })
  it('is zero for the mid-term conference in 2024, so any allocation there must be confirmed', () => {
    expect(overEstimate(0n, 1n, 0n)).not.toBeNull()
  })
})

describe('days', () => {
  it('refuses tomorrow and takes today', () => {
    expect(wrongDay('2026-11-25', '2026-11-24')?.vi).toBe('Ngày này chưa đến.')
    expect(wrongDay('2026-11-24', '2026-11-24')).toBeNull()
  })
  it('refuses a payment before its commitment and takes one on the day', () => {
    expect(wrongDay('2025-03-01', '2026-11-24', '2025-03-02')?.vi).toBe(
      'Không được trước ngày cam kết 02/03/2025.',
    )
    expect(wrongDay('2025-03-02', '2026-11-24', '2025-03-02')).toBeNull()
  })
})
