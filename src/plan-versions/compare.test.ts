import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { checkBudget, type PlanDocument } from '../plan/index.ts'
import { translator } from '../platform/language.ts'
import { comparedParts, comparePlans, type PlanComparison } from './compare.ts'
import { BudgetComparison } from './comparison-budget.tsx'
import type { MoneyChange } from './money-change.ts'
import { plan181, withEstimates } from './testing.ts'
import { type Piece, type TextChange, wordDiff } from './word-diff.ts'

const base = plan181()
const million = 1_000_000
const words = (text: string) => ({ vi: text, en: text })

describe('an amendment of Plan 181', () => {
  it('that raises the support turns from 18 to 24 shows 6 more, a third more', () => {
    const after = plan181()
    for (const target of after.targets) {
      if (target.indicator !== 'supportTurns') continue
      Object.assign(target, { minimum: 24, maximum: 24, vi: '24 lượt doanh nghiệp', en: '24 support turns' })
    }
    const { targets, unchanged, changes } = comparePlans(base, after)
    expect(targets).toMatchObject([
      {
        indicator: 'supportTurns',
        kind: 'changed',
        minimum: { before: 18, after: 24, difference: 6 },
        text: {
          vi: [
            { kind: 'removed', text: '18' },
            { kind: 'added', text: '24' },
            { kind: 'same', text: 'lượt doanh nghiệp' },
          ],
        },
      },
    ])
    expect(targets[0]?.minimum.percent).toBeCloseTo(1 / 3, 12)
    expect([changes, unchanged.targets, unchanged.lines]).toEqual([1, 5, base.budget.lines.length])
  })

  it('that moves money from conferences to courses leaves their group and the total as they were', () => {
    const line = (code: string) => base.budget.lines.find((each) => each.code === code)
    const conferences = line('II.1')?.years[2025] ?? 0
    const courses = line('II.2')?.years[2025] ?? 0
    const after = withEstimates(plan181(), {
      'II.1': { 2025: conferences - 10 * million },
      'II.2': { 2025: courses + 10 * million },
    })
    expect(checkBudget(after.budget)).toEqual([])
    const { lines, total, unchanged } = comparePlans(base, after)
    expect(lines.map((each) => [each.code, each.total.difference])).toEqual([
      ['II.1', -10_000_000n],
      ['II.2', 10_000_000n],
    ])
    expect(lines[0]?.years.map((each) => [each.year, each.difference])).toEqual([
      [2024, 0n],
      [2025, -10_000_000n],
    ])
    expect(total).toEqual({ before: 2_662_000_000n, after: 2_662_000_000n, difference: 0n })
    expect(unchanged.lines).toBe(base.budget.lines.length - 2)
  })

  it('that moves the yearly report and takes an agency out says so', () => {
    const after = plan181()
    const report = after.duties.find((duty) => duty.code === 'V.1.9')
    const reports = after.duties.find((duty) => duty.code === 'V.5.3')
    const left = reports?.agencies.shift()
    Object.assign(report ?? {}, { dueDay: 15, dueMonth: 12 })
    expect(comparePlans(base, after).duties).toMatchObject([
      {
        code: 'V.1.9',
        text: null,
        timing: { before: { dueMonth: 11, dueDay: 30 }, after: { dueMonth: 12, dueDay: 15 } },
      },
      { code: 'V.5.3', text: null, timing: null, agencies: { added: [], removed: [left] } },
    ])
  })

  it('that puts exporters first changes the order of priority and no criterion', () => {
    const after = plan181()
    after.criteria.unshift(...after.criteria.splice(4, 1))
    const { criteria, reordered, unchanged, changes } = comparePlans(base, after)
    expect(criteria).toEqual([])
    expect(reordered.criteria?.after).toEqual(['đ', 'a', 'b', 'c', 'd'])
    expect([changes, unchanged.criteria]).toEqual([1, 5])
  })

  it('that mends only the English shows that the Vietnamese reads the same', () => {
    const after = plan181()
    after.title.en = `${after.title.en} (corrected)`
    expect(comparePlans(base, after).identity).toMatchObject([{ field: 'title', text: { vi: null } }])
  })

  it('that rewrites one recipient and adds another pairs the first with what it was', () => {
    const after = plan181()
    const first = after.recipients[0]
    if (first === undefined) throw new Error('no recipient')
    after.recipients[0] = { vi: `${first.vi} thành phố`, en: first.en }
    after.recipients.push(words('Báo Cần Thơ'))
    expect(comparePlans(base, after).recipients.map((row) => row.kind)).toEqual(['changed', 'added'])
  })

  it('leads to the entries of a line only whoever may read the ledger', () => {
    const after = plan181()
    const [line] = after.budget.lines.filter(({ parent }) => parent !== null)
    Object.assign(line ?? {}, { note: words('Ghi chú mới') })
    const shown = (ledger: boolean) =>
      String(
        BudgetComparison({ t: translator('vi'), comparison: comparePlans(base, after), sources: [], ledger }),
      )
    expect(shown(true)).toContain(`/budget/entries?line=${line?.code}`)
    expect(shown(false)).toContain(line?.code)
    expect(shown(false)).not.toContain('/budget/entries')
  })

  it('with a new line of the budget shows it whole, against nothing', () => {
    const after = plan181()
    const extra = { code: 'VI', parent: null, quantity: null, note: null, total: 0, years: {} }
    after.budget.lines.push({ ...extra, ...words('Dự phòng') })
    const changed = withEstimates(after, { VI: { 2025: 5 * million } })
    const { lines, total } = comparePlans(base, changed)
    expect(lines).toMatchObject([
      { code: 'VI', kind: 'added', total: { before: null, after: 5_000_000n, difference: 5_000_000n } },
    ])
    expect(total.difference).toBe(5_000_000n)
  })
})

/** Plan 181 with lines, targets, duties and texts dropped, added, moved and rewritten at random; its sums always hold. */
const plans = fc
  .record({
    amounts: fc.array(fc.tuple(fc.nat(9), fc.constantFrom(2024, 2025), fc.nat(5000)), { maxLength: 6 }),
    dropLine: fc.option(fc.constantFrom('V', 'II.2', 'III.2', 'I.4')),
    newLine: fc.option(fc.nat(1000)),
    minimums: fc.array(fc.tuple(fc.nat(5), fc.option(fc.nat(40))), { maxLength: 4 }),
    texts: fc.array(fc.tuple(fc.nat(40), fc.constantFrom('tỉnh', 'xã', 'doanh nghiệp', '')), {
      maxLength: 4,
    }),
    agencies: fc.array(fc.nat(20), { maxLength: 3 }),
    days: fc.array(fc.tuple(fc.nat(20), fc.integer({ min: 1, max: 28 })), { maxLength: 3 }),
    order: fc.boolean(),
    recipients: fc.array(fc.constantFrom('Như trên', 'Lưu: VT', 'Sở Tài chính', 'Lưu: VT, TH'), {
      maxLength: 5,
    }),
    number: fc.constantFrom('181/KH-UBND', '200/KH-UBND'),
  })
  .map((edit): PlanDocument => {
    const plan = plan181()
    plan.number = edit.number
    if (edit.dropLine !== null)
      plan.budget.lines = plan.budget.lines.filter((line) => line.code !== edit.dropLine)
    if (edit.newLine !== null) {
      const years = { 2024: edit.newLine, 2025: 0 }
      plan.budget.lines.push({
        code: 'VI',
        parent: null,
        quantity: null,
        note: null,
        total: 0,
        years,
        ...words('Mới'),
      })
    }
    for (const [place, minimum] of edit.minimums)
      Object.assign(plan.targets[place] ?? {}, { minimum, maximum: 50 })
    for (const [place, text] of edit.texts) {
      const duty = plan.duties[place % plan.duties.length]
      if (duty !== undefined) duty.vi = `${text} ${duty.vi.replace('tổ chức', text)}`
    }
    for (const place of edit.agencies) {
      const duty = plan.duties[place % plan.duties.length]
      if (duty !== undefined && duty.agencies.length > 1) duty.agencies.pop()
    }
    for (const [place, dueDay] of edit.days)
      Object.assign(plan.duties[place % plan.duties.length] ?? {}, { dueDay })
    if (edit.order) plan.criteria.reverse()
    plan.recipients = edit.recipients.map(words)
    const leaves = plan.budget.lines.filter(
      (line) => !plan.budget.lines.some((child) => child.parent === line.code),
    )
    const estimates: Record<string, Record<number, number>> = {}
    for (const [place, year, amount] of edit.amounts) {
      const code = leaves[place % leaves.length]?.code ?? ''
      estimates[code] = { ...estimates[code], [year]: amount * million }
    }
    return withEstimates(plan, estimates)
  })

test('a plan held against itself shows no change', () => {
  fc.assert(
    fc.property(plans, (plan) => {
      const comparison = comparePlans(plan, structuredClone(plan))
      expect(comparison.changes).toBe(0)
      for (const part of comparedParts) expect(comparison[part]).toEqual([])
    }),
    { numRuns: 30 },
  )
})

test('held the other way round everything that came has gone, and the reverse', () => {
  fc.assert(
    fc.property(plans, plans, (one, other) => {
      expect(sorted(mirror(comparePlans(one, other)))).toEqual(sorted(comparePlans(other, one)))
    }),
    { numRuns: 60 },
  )
})

test('the differences of the lines add up to the difference of the totals, whole and in each year', () => {
  fc.assert(
    fc.property(plans, plans, (one, other) => {
      const comparison = comparePlans(one, other)
      const sum = (changes: readonly MoneyChange[]) =>
        changes.reduce((total, each) => total + each.difference, 0n)
      const top = comparison.lines.filter((line) => (line.parent.after ?? line.parent.before) === null)
      const leaves = comparison.lines.filter((line) => !line.group)
      for (const lines of [top, leaves]) {
        expect(sum(lines.map((line) => line.total))).toBe(comparison.total.difference)
        for (const year of comparison.years) {
          expect(sum(lines.flatMap((line) => line.years.filter((each) => each.year === year.year)))).toBe(
            year.difference,
          )
        }
      }
    }),
    { numRuns: 60 },
  )
})

test('the pieces of a changed text are the earlier text without what came and the later without what went', () => {
  const text = fc.array(fc.constantFrom('hỗ', 'trợ', 'doanh', 'nghiệp', '18', '20'), { maxLength: 12 })
  fc.assert(
    fc.property(text, text, (one, other) => {
      const pieces = wordDiff(one.join(' '), other.join(' '))
      const without = (kind: Piece['kind']) =>
        pieces.flatMap((piece) => (piece.kind === kind ? [] : [piece.text])).join(' ')
      expect(without('added')).toBe(one.join(' '))
      expect(without('removed')).toBe(other.join(' '))
    }),
  )
})

function mirror(comparison: PlanComparison): PlanComparison {
  const swap = { added: 'removed', removed: 'added', changed: 'changed', same: 'same' } as const
  const run = (pieces: readonly Piece[] | null) => {
    if (pieces === null) return null
    // what went stands before what came
    const swapped = pieces.map((piece) => ({ ...piece, kind: swap[piece.kind] }))
    return swapped.flatMap((piece, place) => {
      const next = swapped[place + 1]
      const previous = swapped[place - 1]
      if (piece.kind === 'added' && next?.kind === 'removed') return [next, piece]
      return piece.kind === 'removed' && previous?.kind === 'added' ? [] : [piece]
    })
  }
  const text = (change: TextChange | null) => change && { vi: run(change.vi), en: run(change.en) }
  const sides = <T extends { before: unknown; after: unknown }>(pair: T) => ({
    ...pair,
    before: pair.after,
    after: pair.before,
  })
  const turned = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(turned)
    if (typeof value !== 'object' || value === null) return value
    if ('vi' in value && 'en' in value && (Array.isArray(value.vi) || Array.isArray(value.en)))
      return text(value as TextChange)
    const entries = Object.fromEntries(Object.entries(value).map(([key, item]) => [key, turned(item)]))
    if ('before' in entries && 'after' in entries && !('identity' in entries))
      return finish(sides(entries as never))
    if ('identity' in entries) return finish(sides(entries as never))
    return finish(entries)
  }
  const finish = (entries: Record<string, unknown>) => {
    if (typeof entries.kind === 'string') entries.kind = swap[entries.kind as keyof typeof swap]
    if (typeof entries.difference === 'bigint') entries.difference = -entries.difference
    if (Array.isArray(entries.kept)) return { ...entries, added: entries.removed, removed: entries.added }
    return entries
  }
  return turned(comparison) as PlanComparison
}

/** Without the order of rows, and without the share of a number (a tenth more is not a tenth less). */
function sorted(comparison: PlanComparison): unknown {
  const key = (value: unknown) =>
    JSON.stringify(value, (_, item) => (typeof item === 'bigint' ? `${item}` : item))
  const plain = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(plain)
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => name !== 'percent' && name !== 'title')
        .map(([name, item]) => [
          name,
          name === 'difference' && typeof item === 'number'
            ? Math.abs(item)
            : Array.isArray(item) && comparedParts.some((part) => part === name)
              ? item.map(plain).toSorted((one, other) => (key(one) < key(other) ? -1 : 1))
              : plain(item),
        ]),
    )
  }
  return plain(comparison)
}
