import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkBudget, PlanDocument } from '../plan/index.ts'
import { type BudgetInput, budgetBases, nextBudget, targetsOfLine } from './budget.ts'
import { spread } from './rules.ts'

const plan = PlanDocument.parse(JSON.parse(readFileSync('data/plans/plan-181.json', 'utf8')))
const million = 1_000_000n
const estimates = plan.budget.lines.flatMap((line) =>
  plan.budget.years.map((year) => ({
    line: line.code,
    year,
    disbursed: 0n,
    estimate: BigInt(line.years[year] ?? 0),
  })),
)
const start: BudgetInput = {
  budget: plan.budget,
  title: plan.budget.title,
  firstYear: 2026,
  lastYear: 2030,
  dataYears: [],
  source: { vi: 'ngân sách tỉnh', en: 'the provincial budget' },
  history: estimates,
  bases: { I: 'estimate', II: 'estimate', III: 'estimate', IV: 'estimate', V: 'estimate' },
  growth: new Map(),
  norms: [],
  reviewYears: [2028, 2030],
}
const at = (code: string) => plan.budget.lines.findIndex((line) => line.code === code)

describe('the budget of 2026-2030', () => {
  it('from the estimate of plan 181 without a rise: the yearly mean of 2.662 triệu times five is 6.655', () => {
    const { budget } = nextBudget(start)
    expect(budget.total).toBe(6_655_000_000)
    expect(budget.years).toEqual([2026, 2027, 2028, 2029, 2030])
    expect(checkBudget(budget)).toEqual([])
  })

  it('line IV follows its target: mean 1.119 × 5 × 1,12 = 6.266,4, rounded to 6.266, the remainder in 2030', () => {
    const { budget, reasons } = nextBudget({
      ...start,
      growth: new Map([
        ['IV', { percent: 12, from: { vi: 'theo chỉ tiêu lượt doanh nghiệp', en: 'as the support turns' } }],
      ]),
    })
    const line = budget.lines[at('IV')]
    expect(line).toMatchObject({
      total: 6_266_000_000,
      years: { 2026: 1_253_000_000, 2029: 1_253_000_000, 2030: 1_254_000_000 },
    })
    expect(reasons[`lines.${at('IV')}.total`]?.vi).toBe(
      'Dự toán của kế hoạch (triệu đồng): 2024: 1.237; 2025: 1.001; bình quân 1.119 một năm × 5 năm × 1,12 = 6.266,4 → làm tròn 6.266 triệu đồng. Mức tăng 12%: theo chỉ tiêu lượt doanh nghiệp. Chia đều 5 năm: mỗi năm 1.253 triệu đồng, phần dư 1 vào năm 2030.',
    )
    expect(reasons[`lines.${at('II')}.total`]?.vi).toBe('Tổng các mục II.1, II.2.')
  })

  it('review conferences have their money in the years of the reviews', () => {
    const line = nextBudget(start).budget.lines[at('I.1')]
    expect(line?.years).toEqual({ 2026: 0, 2027: 0, 2028: 62_000_000, 2029: 0, 2030: 63_000_000 })
  })

  it('from payments: a year in which the programme paid counts for each line, also where the line had nothing', () => {
    const { budget, reasons } = nextBudget({
      ...start,
      bases: {},
      dataYears: [2024, 2025],
      history: [{ line: 'II.1', year: 2025, disbursed: 25_000_000n, estimate: 0n }],
    })
    expect(budget.lines[at('II.1')]?.total).toBe(63_000_000)
    expect(reasons[`lines.${at('II.1')}.total`]?.vi).toContain(
      'Giải ngân từ ngân sách tỉnh (triệu đồng): 2024: 0; 2025: 25; bình quân 12,5 một năm × 5 năm = 62,5 → làm tròn 63 triệu đồng. Không tính tăng.',
    )
  })

  it('without any payment and without any norm nothing is made up, and each line says so', () => {
    const paid = nextBudget({ ...start, bases: {} })
    expect(paid.budget.total).toBe(0)
    expect(paid.warnings).toHaveLength(10)
    const norms = nextBudget({ ...start, bases: { ...start.bases, IV: 'norm' } })
    expect(norms.warnings.map((warning) => warning.vi)).toEqual([
      'Mục IV: chưa có định mức chi nào được nhập cho nội dung này nên không tính; không tự đặt định mức.',
    ])
  })

  it('from a norm: quantity times norm, with the instrument and article named', () => {
    const { budget, reasons } = nextBudget({
      ...start,
      bases: { IV: 'norm' },
      norms: [
        {
          line: 'IV',
          name: { vi: 'An toàn thực phẩm', en: 'Food safety' },
          unit: { vi: 'hệ thống', en: 'system' },
          amount: 99_700_000n,
          quantity: 20,
          instrument: '1/2099/NQ-HĐND',
          article: 'Điều 3',
        },
      ],
    })
    expect(budget.lines[at('IV')]?.total).toBe(1_994_000_000)
    expect(reasons[`lines.${at('IV')}.total`]?.vi).toContain(
      'Theo định mức chi: 20 hệ thống × 99.700.000 đồng (An toàn thực phẩm; 1/2099/NQ-HĐND, Điều 3) = 1.994.000.000 đồng.',
    )
  })

  it('whatever goes in, lines, groups, years and total agree and are whole triệu đồng', () => {
    const money = fc.bigInt({ min: 0n, max: 10_000_000_000_000n })
    const codes = plan.budget.lines.map((line) => line.code)
    fc.assert(
      fc.property(
        fc.array(
          fc.record({
            line: fc.constantFrom(...codes),
            year: fc.constantFrom(2021, 2022, 2023, 2024, 2025),
            disbursed: money,
            estimate: money,
          }),
          { maxLength: 40 },
        ),
        fc.uniqueArray(fc.integer({ min: 2021, max: 2025 }), { maxLength: 5 }),
        fc.dictionary(fc.constantFrom('I', 'II', 'III', 'IV', 'V'), fc.constantFrom(...budgetBases)),
        fc.dictionary(fc.constantFrom(...codes), fc.integer({ min: 0, max: 100_000 })),
        fc.integer({ min: 1, max: 8 }),
        fc.array(fc.record({ amount: money, quantity: fc.nat(200) }), { maxLength: 4 }),
        (history, dataYears, bases, growth, count, norms) => {
          const { budget } = nextBudget({
            ...start,
            history,
            dataYears,
            bases,
            lastYear: 2025 + count,
            growth: new Map(
              Object.entries(growth).map(([code, rise]) => [
                code,
                { percent: rise / 100, from: { vi: 'x', en: 'x' } },
              ]),
            ),
            norms: norms.map((norm) => ({
              ...norm,
              line: 'IV',
              name: { vi: 'a', en: 'a' },
              unit: { vi: 'a', en: 'a' },
              instrument: '1',
              article: '1',
            })),
          })
          expect(checkBudget(budget)).toEqual([])
          for (const line of budget.lines)
            for (const amount of [line.total, ...Object.values(line.years)]) {
              expect(BigInt(amount) % million).toBe(0n)
              expect(amount).toBeGreaterThanOrEqual(0)
            }
        },
      ),
    )
  })

  it('spreading loses and adds nothing, and no year but the last differs', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10_000_000n }),
        fc.integer({ min: 1, max: 10 }),
        (units, count) => {
          const years = Array.from({ length: count }, (_, place) => 2026 + place)
          const shares = [...spread(units * million, years, million).values()]
          expect(shares.reduce((sum, share) => sum + share, 0n)).toBe(units * million)
          expect(new Set(shares.slice(0, -1)).size).toBeLessThanOrEqual(1)
          expect((shares.at(-1) ?? 0n) - (shares[0] ?? 0n)).toBeLessThan(BigInt(count) * million)
        },
      ),
    )
  })
})

const { indicators } = JSON.parse(readFileSync('data/catalogues.json', 'utf8')) as {
  indicators: { key: string; factKinds: string[] }[]
}
const counted = indicators.map(({ key, factKinds }) => ({ indicator: key, kinds: factKinds }))
const ofLines = (document: Pick<PlanDocument, 'budget' | 'targets'>) =>
  Object.fromEntries(document.budget.lines.map((line) => [line.code, targetsOfLine(line, document, counted)]))

describe('which targets a line pays for is said by the plan, not by what its lines are called', () => {
  it('the quantities of its lines, and of the line that pays support what is counted from turns', () => {
    expect(ofLines(plan)).toEqual({
      I: [],
      'I.1': [],
      'I.2': [],
      'I.3': [],
      'I.4': [],
      II: [],
      'II.1': ['conferences'],
      'II.2': ['courses'],
      III: [],
      'III.1': ['experts'],
      'III.2': [],
      IV: ['supportTurns', 'certifiedProducts'],
      V: [],
    })
  })

  it('so a plan whose lines have other names is understood as well, and its names alone say nothing', () => {
    const lines = plan.budget.lines.map((line) => ({ ...line, vi: `Nội dung ${line.code}`, en: line.code }))
    expect(ofLines({ ...plan, budget: { ...plan.budget, lines } })).toEqual(ofLines(plan))
    const silent = {
      budget: { ...plan.budget, supportLine: null },
      targets: plan.targets.map(({ lines: _lines, ...target }) => target),
    }
    expect(Object.values(ofLines(silent)).flat()).toEqual([])
  })
})

it('a review that the plan pays for every year is no single conference', () => {
  const yearly = plan.budget.lines.map((line) =>
    line.code === 'I.1' ? { ...line, years: { 2024: 25_000_000, 2025: 25_000_000 } } : line,
  )
  const next = nextBudget({ ...start, budget: { ...plan.budget, lines: yearly } }).budget.lines[at('I.1')]
  expect(Object.values(next?.years ?? {}).every((amount) => amount > 0)).toBe(true)
})
