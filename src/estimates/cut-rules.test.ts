import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { appraisalFaults } from './appraisal.ts'
import { cutFaults, isShort, leftAfter, quantityLeft, targetLoss } from './cut-rules.ts'

const line = { quantity: 5, unitCost: 10n, amount: 50n, agreed: 35n }

describe('what the finance office says of a line', () => {
  const asked = new Map([[1, 50n]])

  test('is what was asked, or another figure with a reason, never more', () => {
    expect(appraisalFaults([{ id: 1, amount: 50n, comment: undefined }], asked)).toEqual([])
    expect(appraisalFaults([{ id: 1, amount: 40n, comment: 'Giảm' }], asked)).toEqual([])
    expect(appraisalFaults([{ id: 1, amount: 40n, comment: undefined }], asked)).toMatchObject([
      { field: 'lines.0.comment' },
    ])
    expect(appraisalFaults([{ id: 1, amount: 60n, comment: 'Thêm' }], asked)).toMatchObject([
      { field: 'lines.0.amount' },
    ])
  })
})

describe('a line that was cut', () => {
  test('has room for so many as what was agreed pays for', () => {
    expect(isShort(line)).toBe(true)
    expect(isShort({ amount: 50n, agreed: null })).toBe(false)
    expect(quantityLeft(line)).toBe(3)
    expect(quantityLeft({ ...line, unitCost: 0n })).toBe(5)
  })

  test('is done whole for less, less of it, later or not at all', () => {
    expect(cutFaults(line, { outcome: 'less', quantity: 5 })).toMatchObject([{ field: 'quantity' }])
    expect(cutFaults(line, { outcome: 'less', quantity: 3 })).toEqual([])
    expect(leftAfter(line, 'whole', undefined)).toBe(5)
    expect(leftAfter(line, 'less', 3)).toBe(3)
    expect(leftAfter(line, 'later', 3)).toBe(0)
  })

  test('costs its target in proportion', () => {
    expect(targetLoss(10, 5, 3)).toBe(4)
    expect(targetLoss(1, 5, 4)).toBe(1)
    expect(targetLoss(10, 5, 5)).toBe(0)
  })
})

describe('properties', () => {
  const amounts = fc.bigInt({ min: 0n, max: 10n ** 12n })

  test('what fits costs no more than what was agreed, and one more would', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.bigInt({ min: 1n, max: 10n ** 12n }),
        amounts,
        (quantity, unitCost, agreed) => {
          const amount = BigInt(quantity) * unitCost
          const left = quantityLeft({ quantity, unitCost, amount, agreed })
          expect(left).toBeLessThanOrEqual(quantity)
          expect(BigInt(left) * unitCost <= agreed).toBe(true)
          if (left < quantity) expect(BigInt(left + 1) * unitCost > agreed).toBe(true)
        },
      ),
    )
  })

  test('a target loses nothing, all or a part, and never less when less is left', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 1, max: 10_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (target, quantity, left) => {
          const lost = targetLoss(target, quantity, left)
          expect(lost).toBeGreaterThanOrEqual(0)
          expect(lost).toBeLessThanOrEqual(target)
          expect(targetLoss(target, quantity, Math.max(0, left - 1))).toBeGreaterThanOrEqual(lost)
          expect(targetLoss(target, quantity, 0)).toBe(target)
        },
      ),
    )
  })
})
