import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PlanDocument } from '../plan/index.ts'
import { draftSums } from './review.ts'
import { summed } from './sums.ts'

const { budget, ...rest } = PlanDocument.parse(
  JSON.parse(readFileSync(new URL('../../data/plans/plan-181.json', import.meta.url), 'utf8')),
)

describe('sums of a budget reckoned from its smallest lines', () => {
  it('are those of Plan 181', () => {
    const forgotten = {
      ...budget,
      total: null,
      yearTotals: {},
      lines: budget.lines.map((line) =>
        ['I', 'II', 'III'].includes(line.code) ? { ...line, total: null, years: {} } : line,
      ),
    }
    expect(summed(forgotten)).toEqual(budget)
  })

  it('hold whatever the lines say', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 10 ** 12 }), { minLength: 26, maxLength: 26 }),
        (amounts) => {
          const changed = {
            ...budget,
            lines: budget.lines.map((line, place) => ({
              ...line,
              years: { '2024': amounts[2 * place] ?? 0, '2025': amounts[2 * place + 1] ?? 0 },
            })),
          }
          expect(draftSums({ ...rest, budget: summed(changed) })).toEqual([])
        },
      ),
    )
  })

  it('keep the total of a line whose years are not known', () => {
    const lump = { ...budget, lines: [{ ...budget.lines[12], code: 'I', parent: null, years: {}, total: 5 }] }
    const [line] = summed({
      ...lump,
      lines: lump.lines.map((each) => ({ vi: '', en: '', quantity: null, note: null, ...each })),
    }).lines
    expect(line?.total).toBe(5)
  })
})
