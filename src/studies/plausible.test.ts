import { describe, expect, test } from 'vitest'
import { implausible } from './plausible.ts'
import { madeUpRows, storedStudy } from './testing.ts'

const ordinary = storedStudy(madeUpRows)
const say = (result: typeof ordinary) => implausible(result).map(({ vi }) => vi)
const averaged = (change: object) => ({
  ...ordinary,
  averages: { ...ordinary.averages, arithmetic: { ...ordinary.averages.arithmetic, ...change } },
})
const estimated = storedStudy(madeUpRows, { method: 'regression', regression: { differences: true } })

describe('a result that needs a reason to be published', () => {
  test('is not an ordinary one', () => {
    expect(say(ordinary)).toEqual([])
  })

  test.each([
    [{ alpha: -0.35, beta: 1.35 }, 'α = -0,350'],
    [{ alpha: 1.2, beta: -0.2 }, 'β = -0,200'],
    [
      {
        contributions: {
          points: { capital: -1, labour: 0, tfp: 7 },
          percent: { capital: -41.7, labour: 0, tfp: 141.7 },
        },
      },
      'TFP bằng 141,7% của tăng trưởng',
    ],
  ])('has impossible averages: %o', (change, words) => {
    expect(say(averaged(change)).join(' ')).toContain(words)
  })

  test.each([0.48, 0.99, 3.4])('has residuals that hang together: Durbin-Watson %f', (durbinWatson) => {
    if (estimated.regression === null) throw new Error('it is a regression')
    const result = { ...estimated, regression: { ...estimated.regression, durbinWatson } }
    expect(say(result).join(' ')).toContain('Durbin-Watson')
    expect(say({ ...result, regression: { ...result.regression, durbinWatson: 2 } }).join(' ')).not.toContain(
      'Durbin',
    )
  })

  test('has a chain cut at a break, or a share that leaves nothing to a factor', () => {
    const broken = madeUpRows.map((row) => (row.year < 2016 ? row : { ...row, y: 2.6 * row.y }))
    expect(say(storedStudy(broken)).join(' ')).toContain('chuỗi bị cắt')
    expect(say(storedStudy(broken, { confirmed: [2016] })).join(' ')).not.toContain('chuỗi bị cắt')
    expect(say(storedStudy(madeUpRows, { share: 1 })).join(' ')).toContain('gần bằng 0 hoặc 1')
  })
})
