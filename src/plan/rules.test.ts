import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { packageDirectory } from '../platform/config.ts'
import { isRealDay } from '../platform/dates.ts'
import { checkBudget } from './budget.ts'
import { dueDates, dueWords, isLate, itemState, type PlanBudget, PlanDocument, recurrences } from './rules.ts'
import { standing, type TargetNumbers, targetState, targetWords } from './targets.ts'

const plan = PlanDocument.parse(
  JSON.parse(readFileSync(join(packageDirectory, 'data/plans/plan-181.json'), 'utf8')),
)
const signed = readFileSync(join(packageDirectory, 'data/plans/plan-181.md'), 'utf8')
  .replace(/[*]/g, '')
  .replace(/\s+/g, ' ')

describe('plan 181 as data', () => {
  test('every sum of the signed budget holds', () => {
    expect(checkBudget(plan.budget)).toEqual([])
  })

  test('its total is 2.662 triệu đồng: 1.351 in 2024 and 1.311 in 2025', () => {
    expect(plan.budget.total).toBe(2_662_000_000)
    expect(plan.budget.yearTotals).toEqual({ 2024: 1_351_000_000, 2025: 1_311_000_000 })
  })

  test('every Vietnamese text of it stands in the signed document', () => {
    const texts = [
      plan.objective,
      ...plan.objectives,
      ...plan.criteria,
      ...plan.tasks.flatMap((task) => [task.title, ...task.items]),
      ...plan.duties,
      ...plan.budget.lines,
      ...plan.legalBases,
      ...plan.recipients,
    ]
    expect(texts.length).toBeGreaterThan(60)
    expect(
      texts.map((text) => text.vi.replace(/\s+/g, ' ')).filter((text) => !signed.includes(text)),
    ).toEqual([])
  })

  test('every amount of the appendix stands in the signed table in triệu đồng', () => {
    const table = signed.replace(/<\/?b>/g, '')
    for (const line of plan.budget.lines) {
      const cells = [line.total, ...Object.values(line.years)].map((amount) =>
        String(amount / plan.budget.unit).replace(/\B(?=(\d{3})+$)/g, '.'),
      )
      expect(table).toContain(`${line.quantity?.vi ?? ''} ${cells.join(' ')}`.trim())
    }
  })
})

describe('the sums of a budget', () => {
  const changed = (change: (budget: PlanBudget) => void): string[] => {
    const budget = structuredClone(plan.budget)
    change(budget)
    return checkBudget(budget).map((finding) => finding.where)
  }

  test('one đồng too much in a line of 2024 is found in the line, its group and year', () => {
    expect(
      changed((budget) => {
        const line = budget.lines.find((each) => each.code === 'I.2')
        if (line !== undefined) line.years[2024] = 14_000_001
      }),
    ).toEqual(['I/2024', 'I.2'])
  })

  test('a wrong grand total is found against the groups and the years', () => {
    expect(
      changed((budget) => {
        budget.total += 1
      }),
    ).toEqual(['total', 'years'])
  })

  test('a group without its years is found', () => {
    expect(
      changed((budget) => {
        const line = budget.lines.find((each) => each.code === 'V')
        if (line !== undefined) line.years = {}
      }),
    ).toEqual(['V', '2024', '2025'])
  })

  const amount = fc.integer({ min: 0, max: 1_000_000_000_000 })
  /** Groups of leaves, each leaf with its two years. */
  const budgets = fc
    .array(fc.array(fc.tuple(amount, amount), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 })
    .map((groups): PlanBudget => {
      const words = { vi: 'x', en: 'x', quantity: null, note: null }
      const sum = (parts: number[]) => parts.reduce((total, part) => total + part, 0)
      const lines = groups.flatMap((leaves, place) => {
        const first = sum(leaves.map(([one]) => one))
        const second = sum(leaves.map(([, two]) => two))
        const group = {
          ...words,
          code: `${place}`,
          parent: null,
          total: first + second,
          years: { 2024: first, 2025: second },
        }
        return [
          group,
          ...leaves.map(([one, two], leaf) => ({
            ...words,
            code: `${place}.${leaf}`,
            parent: `${place}`,
            total: one + two,
            years: { 2024: one, 2025: two },
          })),
        ]
      })
      const tops = lines.filter((line) => line.parent === null)
      return {
        title: { vi: 'x', en: 'x' },
        unit: 1,
        years: [2024, 2025],
        lines,
        total: sum(tops.map((line) => line.total)),
        yearTotals: {
          2024: sum(tops.map((line) => line.years[2024] ?? 0)),
          2025: sum(tops.map((line) => line.years[2025] ?? 0)),
        },
      }
    })

  test('a budget made of sums holds, and any one amount changed is found', () => {
    fc.assert(
      fc.property(budgets, fc.nat(), fc.integer({ min: 1, max: 1_000_000 }), (budget, pick, by) => {
        expect(checkBudget(budget)).toEqual([])
        const line = budget.lines[pick % budget.lines.length]
        if (line === undefined) return
        line.years[2025] = (line.years[2025] ?? 0) + by
        expect(checkBudget(budget).length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('due days', () => {
  const report = { recurrence: 'yearly', dueYear: null, dueMonth: 11, dueDay: 30, dueBefore: true } as const

  test('the report is due before 30 November of each year of the plan', () => {
    expect(dueDates(report, 2024, 2025)).toEqual([
      { year: 2024, period: 0, on: '2024-11-30', before: true },
      { year: 2025, period: 0, on: '2025-11-30', before: true },
    ])
    expect(dueWords({ on: '2025-11-30', before: true })).toEqual({
      vi: 'trước ngày 30/11/2025',
      en: 'before 30/11/2025',
    })
  })

  test('"before 30 November": the 29th is in time, the 30th is late', () => {
    const due = { on: '2025-11-30', before: true }
    expect([isLate(due, '2025-11-29'), isLate(due, '2025-11-30')]).toEqual([false, true])
  })

  test('a yearly duty without a day is due on 31 December, and that day is in time', () => {
    const due = {
      recurrence: 'yearly',
      dueYear: null,
      dueMonth: null,
      dueDay: null,
      dueBefore: false,
    } as const
    expect(dueDates(due, 2025, 2025)).toEqual([{ year: 2025, period: 0, on: '2025-12-31', before: false }])
    expect(isLate({ on: '2025-12-31', before: false }, '2025-12-31')).toBe(false)
  })

  test('the mid-term review comes once, in 2025; TFP of 2026-2030 makes no work in 2024-2025', () => {
    const once = (dueYear: number) =>
      dueDates({ recurrence: 'once', dueYear, dueMonth: null, dueDay: null, dueBefore: false }, 2024, 2025)
    expect(once(2025).map((due) => due.on)).toEqual(['2025-12-31'])
    expect(once(2030)).toEqual([])
  })

  test('a quarterly duty without a day is due on the last day of each quarter', () => {
    const duty = {
      recurrence: 'quarterly',
      dueYear: null,
      dueMonth: null,
      dueDay: null,
      dueBefore: false,
    } as const
    expect(dueDates(duty, 2024, 2024).map(({ period, on }) => [period, on])).toEqual([
      [1, '2024-03-31'],
      [2, '2024-06-30'],
      [3, '2024-09-30'],
      [4, '2024-12-31'],
    ])
  })

  test('"before 15 June" half-yearly comes again before 15 December, monthly by the 31st by the last of each month', () => {
    const halfYearly = {
      recurrence: 'halfYearly',
      dueYear: null,
      dueMonth: 6,
      dueDay: 15,
      dueBefore: true,
    } as const
    expect(dueDates(halfYearly, 2025, 2025)).toEqual([
      { year: 2025, period: 1, on: '2025-06-15', before: true },
      { year: 2025, period: 2, on: '2025-12-15', before: true },
    ])
    const monthly = { ...halfYearly, recurrence: 'monthly', dueMonth: null, dueDay: 31 } as const
    expect(
      dueDates(monthly, 2024, 2024)
        .map(({ on }) => on.slice(5))
        .slice(0, 4),
    ).toEqual(['01-31', '02-29', '03-31', '04-30'])
  })

  test('every due day is real, in its year and period, once for each, in order, and later by being before never', () => {
    const perYear = { continuous: 0, once: 1, yearly: 1, halfYearly: 2, quarterly: 4, monthly: 12 } as const
    const days = fc.record({
      recurrence: fc.constantFrom(...recurrences),
      dueYear: fc.option(fc.integer({ min: 2000, max: 2040 })),
      dueMonth: fc.option(fc.integer({ min: 1, max: 12 })),
      dueDay: fc.option(fc.integer({ min: 1, max: 31 })),
      dueBefore: fc.boolean(),
    })
    fc.assert(
      fc.property(days, fc.integer({ min: 2000, max: 2030 }), fc.nat({ max: 8 }), (duty, first, length) => {
        const dates = dueDates(duty, first, first + length)
        if (duty.recurrence !== 'once') expect(dates).toHaveLength(perYear[duty.recurrence] * (length + 1))
        expect(new Set(dates.map(({ year, period }) => `${year}/${period}`)).size).toBe(dates.length)
        expect(dates.map(({ on }) => on)).toEqual(dates.map(({ on }) => on).sort())
        for (const { on, year, period, before } of dates) {
          const [y = 0, m = 0, d = 0] = on.split('-').map(Number)
          expect(isRealDay(y, m, d) && y === year && year >= first && year <= first + length).toBe(true)
          expect(period).toBe(
            perYear[duty.recurrence] === 1 ? 0 : Math.ceil((m * perYear[duty.recurrence]) / 12),
          )
          expect(isLate({ on, before }, on)).toBe(before)
        }
      }),
    )
  })

  test('work is open, then late, then done whenever it was done', () => {
    const due = { on: '2025-12-31', before: false, doneOn: null }
    expect(itemState(due, '2025-12-31')).toBe('open')
    expect(itemState(due, '2026-01-01')).toBe('late')
    expect(itemState({ ...due, doneOn: '2026-02-01' }, '2026-03-01')).toBe('done')
  })
})

describe('targets', () => {
  test('targets read as the plan writes them: 02, khoảng 15, 18, ít nhất 10, 20', () => {
    expect(plan.targets.map((target) => targetWords(target).vi)).toEqual([
      '02',
      '02',
      'khoảng 15',
      '18',
      'ít nhất 10',
      '20',
    ])
    expect(plan.targets.map((target) => targetWords(target).en)).toEqual([
      '2',
      '2',
      'about 15',
      '18',
      'at least 10',
      '20',
    ])
  })

  test('17 of 18 turns is on the way, 18 is reached, 19 is over; at least 10 is never over', () => {
    const turns = { bound: 'exactly', minimum: 18, maximum: 18 } as const
    expect([0, 17, 18, 19].map((result) => targetState(turns, result).state)).toEqual([
      'none',
      'under',
      'met',
      'over',
    ])
    expect(targetState({ bound: 'atLeast', minimum: 10, maximum: null }, 40)).toEqual({
      state: 'met',
      share: 4,
    })
  })

  test('"about 15" grants no tolerance that the plan does not name', () => {
    const about = { bound: 'about', minimum: 15, maximum: 15 } as const
    expect([14, 15].map((result) => targetState(about, result).state)).toEqual(['under', 'met'])
  })

  test('at most is met below its limit and over above it', () => {
    const atMost = { bound: 'atMost', minimum: null, maximum: 5 } as const
    expect([0, 5, 6].map((result) => targetState(atMost, result).state)).toEqual(['met', 'met', 'over'])
  })

  test('more never turns a reached target back into one on the way', () => {
    const reached = new Set(['met', 'over'])
    fc.assert(
      fc.property(
        fc.constantFrom('exactly', 'about', 'atLeast', 'range'),
        fc.nat({ max: 1000 }),
        fc.nat({ max: 1000 }),
        fc.nat({ max: 2000 }),
        (bound, minimum, width, result) => {
          const target = { bound, minimum, maximum: bound === 'atLeast' ? null : minimum + width } as const
          if (reached.has(targetState(target, result).state)) {
            expect(reached.has(targetState(target, result + 1).state)).toBe(true)
          }
        },
      ),
    )
  })
})

describe('how a result stands, in words', () => {
  const exactly = { bound: 'exactly', minimum: 2, maximum: 2 } as const
  const said = (target: TargetNumbers, result: number, ended: boolean) =>
    standing(target, result, ended).words.vi
  test('is under way before the last year and missed in it', () => {
    expect(said(exactly, 0, false)).toBe('Chưa có')
    expect(said(exactly, 1, false)).toBe('Đang thực hiện')
    expect(said(exactly, 1, true)).toBe('Chưa đạt')
    expect(said({ bound: 'atLeast', minimum: 10, maximum: null }, 12, true)).toBe('Đạt chỉ tiêu')
    expect(said(exactly, 3, true)).toBe('Vượt chỉ tiêu')
  })
  test('says of more than a limit that it is over it, with the colour of a mistake', () => {
    for (const limit of [
      { bound: 'atMost', minimum: null, maximum: 5 },
      { bound: 'range', minimum: 2, maximum: 5 },
    ] as const) {
      expect(standing(limit, 6, true)).toMatchObject({
        state: 'over',
        tone: 'error',
        words: { vi: 'Vượt giới hạn' },
      })
      expect(standing(limit, 5, true)).toMatchObject({ state: 'met', tone: 'success' })
    }
  })
  test('says reached exactly when the per cent beside it does', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('exactly', 'about', 'atLeast'),
        fc.integer({ min: 1, max: 2000 }),
        fc.integer({ min: 0, max: 4000 }),
        fc.boolean(),
        (bound, asked, result, ended) => {
          const { state, percent } = standing(
            { bound, minimum: asked, maximum: bound === 'atLeast' ? null : asked },
            result,
            ended,
          )
          expect(['met', 'over'].includes(state)).toBe((percent ?? 0) >= 100)
        },
      ),
    )
  })
})
