import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { claimSums, conclusionOf, cutTooLittle, type LineSum, stateOfLines } from './rules.ts'

const line = (amount: bigint, verdict: LineSum['verdict'], accepted: bigint | null = null): LineSum => ({
  amount,
  verdict,
  accepted,
})
const anyLine = fc.bigInt(1n, 10n ** 12n).chain((amount) =>
  fc.oneof(
    fc.constant(line(amount, null)),
    fc.constant(line(amount, 'asked')),
    fc.constant(line(amount, 'accepted', amount)),
    fc.bigInt(0n, amount - 1n).map((accepted) => line(amount, 'cut', accepted)),
  ),
)

describe('the sums of a claim', () => {
  it('keep what was asked, what is accepted, what is cut and what is open apart', () => {
    const lines = [
      line(40_000_000n, 'accepted', 40_000_000n),
      line(25_000_000n, 'cut', 20_000_000n),
      line(5_000_000n, 'asked'),
      line(1n, null),
    ]
    expect(claimSums(lines)).toEqual({
      asked: 70_000_001n,
      accepted: 60_000_000n,
      cut: 5_000_000n,
      open: 5_000_001n,
    })
    expect(stateOfLines(lines)).toBe('asked')
    expect(conclusionOf(lines)).toBeNull()
  })

  it('a claim of which nothing is accepted is refused; one without lines is not concluded', () => {
    expect(conclusionOf([line(5n, 'cut', 0n)])).toBe('refused')
    expect(conclusionOf([line(5n, 'cut', 0n), line(5n, 'cut', 1n)])).toBe('accepted')
    expect(conclusionOf([])).toBeNull()
    expect(cutTooLittle(5n, 5n)).toBe(true)
    expect(cutTooLittle(5n, 4n)).toBe(false)
  })

  it('lose no đồng, whatever was judged', () => {
    fc.assert(
      fc.property(fc.array(anyLine, { maxLength: 30 }), (lines) => {
        const sums = claimSums(lines)
        expect(sums.accepted + sums.cut + sums.open).toBe(sums.asked)
        expect(sums.accepted >= 0n && sums.cut >= 0n && sums.open >= 0n).toBe(true)
      }),
    )
  })

  it('are the same in whatever order the lines stand, and add up over two claims', () => {
    fc.assert(
      fc.property(fc.array(anyLine), fc.array(anyLine), (one, other) => {
        const [a, b, both] = [claimSums(one), claimSums(other), claimSums([...other, ...one])]
        expect(both.asked).toBe(a.asked + b.asked)
        expect(both.accepted).toBe(a.accepted + b.accepted)
      }),
    )
  })

  it('conclude only when nothing is open, and refuse only when nothing is accepted', () => {
    fc.assert(
      fc.property(fc.array(anyLine), (lines) => {
        const conclusion = conclusionOf(lines)
        if (conclusion !== null) expect(claimSums(lines).open).toBe(0n)
        if (conclusion === 'refused') expect(claimSums(lines).accepted).toBe(0n)
        if (stateOfLines(lines) === 'asked') expect(conclusion).toBeNull()
      }),
    )
  })
})
