import fc from 'fast-check'
import type { PlanDocument } from '../../plan/index.ts'
import { both, title } from './words.ts'

/* Tables of budgets made up for tests: their sums hold. */

const quantity = fc.option(
  fc
    .tuple(
      fc.integer({ min: 1, max: 400 }),
      fc.constantFrom('', ' lượt', ' chuyên gia', ' lượt doanh nghiệp', ' sản phẩm'),
    )
    .map(([count, unit]) => both(`${count < 10 ? '0' : ''}${count}${unit}`)),
)
const note = fc.option(
  fc.constantFrom('Thực hiện dưới hình thức nhiệm vụ khoa học và công nghệ', 'Đấu thầu').map(both),
)
const roman = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII']

/** A table of one to six groups over the given years, in any unit of money. */
export function budget(years: readonly number[]) {
  const amount = fc.oneof(
    fc.integer({ min: 0, max: 5000 }).map((value) => value * 1_000_000),
    fc.integer({ min: 0, max: 900_000 }).map((value) => value * 1_000),
    fc.integer({ min: 0, max: 2_000_000_000 }),
  )
  const row = fc.record({
    vi: title,
    quantity,
    note,
    amounts: fc.array(amount, { minLength: years.length, maxLength: years.length }),
  })
  const group = fc.record({ head: row, rows: fc.array(row, { maxLength: 4 }) })
  return fc
    .record({
      unit: fc.constantFrom(1, 1000, 1_000_000, 1_000_000_000),
      groups: fc.array(group, { minLength: 1, maxLength: 6 }),
    })
    .map(({ unit, groups }): PlanDocument['budget'] => {
      const record = (amounts: readonly number[]) =>
        Object.fromEntries(years.map((year, at) => [String(year), amounts[at] ?? 0]))
      const sum = (all: readonly (readonly number[])[]) =>
        years.map((_year, at) => all.reduce((total, each) => total + (each[at] ?? 0), 0))
      const total = (amounts: readonly number[]) => amounts.reduce((one, other) => one + other, 0)
      const line = (
        code: string,
        parent: string | null,
        of: {
          vi: string
          quantity: typeof quantity extends fc.Arbitrary<infer T> ? T : never
          note: typeof note extends fc.Arbitrary<infer T> ? T : never
        },
        amounts: readonly number[],
      ) => ({
        code,
        parent,
        ...both(of.vi),
        quantity: of.quantity,
        note: of.note,
        total: total(amounts),
        years: record(amounts),
      })
      const tops: number[][] = []
      const lines = groups.flatMap(({ head, rows }, at) => {
        const code = roman[at] ?? ''
        const top = rows.length === 0 ? head.amounts : sum(rows.map(({ amounts }) => amounts))
        tops.push(top)
        return [
          line(code, null, head, top),
          ...rows.map((each, place) => line(`${code}.${place + 1}`, code, each, each.amounts)),
        ]
      })
      const all = sum(tops)
      return {
        title: both('DỰ TOÁN KINH PHÍ TRIỂN KHAI KẾ HOẠCH'),
        unit,
        years: [...years],
        lines,
        total: total(all),
        yearTotals: record(all),
      }
    })
}
