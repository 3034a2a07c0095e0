import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { at } from './arrays.ts'
import { decomposePanel, domar, shiftShare } from './decomposition.ts'
import { accountGrowth } from './growth.ts'

const amount = fc.double({ min: 0.1, max: 1e6, noNaN: true })

describe('Domar weights', () => {
  test('one sector whose output is its value added is the whole', () => {
    fc.assert(
      fc.property(amount, fc.double({ min: -20, max: 20, noNaN: true }), (value, gTFP) => {
        const result = domar([{ name: 'all', gTFP, output: value, valueAdded: value }])
        expect(result.gTFP).toBeCloseTo(gTFP, 14)
        expect(result.weights).toBe(1)
      }),
    )
  })

  test('gross output of 300 and 200 over value added of 250: weights sum to 2', () => {
    const result = domar([
      { name: 'farming', gTFP: 1, output: 300, valueAdded: 150 },
      { name: 'processing', gTFP: 2, output: 200, valueAdded: 100 },
    ])
    expect(result.gTFP).toBeCloseTo(1.2 + 1.6, 14)
    expect(result.weights).toBeCloseTo(2, 14)
    expect(() => domar([])).toThrow(/domar.valueAdded/)
  })
})

describe('shift-share of labour productivity', () => {
  test('workers who move from farms at 2 to factories at 6 raise productivity with no gain in either', () => {
    const result = shiftShare([
      { name: 'farms', y0: 160, y1: 120, l0: 80, l1: 60 },
      { name: 'factories', y0: 120, y1: 240, l0: 20, l1: 40 },
    ])
    expect(result.before).toBeCloseTo(2.8, 14)
    expect(result.after).toBeCloseTo(3.6, 14)
    expect(result.within).toBeCloseTo(0, 14)
    expect(result.between).toBeCloseTo(0.8, 14)
    expect(result.percent.between).toBeCloseTo(100 * (0.8 / 2.8), 12)
  })

  test('within, between and interaction sum to the change', () => {
    const sector = fc.record({ name: fc.constant('s'), y0: amount, y1: amount, l0: amount, l1: amount })
    fc.assert(
      fc.property(fc.array(sector, { minLength: 1, maxLength: 20 }), (sectors) => {
        const { before, after, change, within, between, interaction, sectors: parts } = shiftShare(sectors)
        const size = parts.reduce(
          (total, part) =>
            total + Math.abs(part.within) + Math.abs(part.between) + Math.abs(part.interaction),
          before + after,
        )
        expect(Math.abs(within + between + interaction - change) / size).toBeLessThan(1e-12)
      }),
    )
  })
})

describe('a panel of provinces, sectors and years', () => {
  const years = 4
  const cells = 2 * 3 * years
  const panel = {
    regions: 2,
    sectors: 3,
    years,
    y: Float64Array.from({ length: cells }, (_, i) => 100 + 7 * i + 9 * Math.sin(i)),
    k: Float64Array.from({ length: cells }, (_, i) => 200 + 5 * i + 9 * Math.cos(i)),
    l: Float64Array.from({ length: cells }, (_, i) => 50 + i + 3 * Math.sin(2 * i)),
    laborShare: Float64Array.from({ length: cells }, (_, i) => 0.5 + 0.1 * Math.sin(3 * i)),
  }
  const result = decomposePanel(panel)

  test('each sector is what growth accounting says of it alone', () => {
    for (let line = 0; line < 6; line++) {
      const rows = Array.from({ length: years }, (_, t) => {
        const i = line * years + t
        return {
          year: t,
          y: at(panel.y, i),
          k: at(panel.k, i),
          l: at(panel.l, i),
          laborShare: at(panel.laborShare, i),
        }
      })
      for (const { year, gTFP } of accountGrowth(rows, 'tornqvist').years) {
        expect(at(result.sectorTfp, line * years + year)).toBeCloseTo(gTFP, 10)
      }
    }
  })

  test('capital, labour and TFP sum to growth, and the shift-share to the change of productivity', () => {
    for (let region = 0; region < 2; region++) {
      for (let t = 1; t < years; t++) {
        const place = region * years + t
        const parts = at(result.capital, place) + at(result.labour, place) + at(result.tfp, place)
        expect(parts).toBeCloseTo(at(result.gY, place), 11)
        const single = shiftShare(
          [0, 1, 2].map((sector) => {
            const i = (region * 3 + sector) * years + t
            return {
              name: 's',
              y0: at(panel.y, i - 1),
              y1: at(panel.y, i),
              l0: at(panel.l, i - 1),
              l1: at(panel.l, i),
            }
          }),
        )
        expect(at(result.within, place)).toBeCloseTo(single.percent.within, 10)
        expect(at(result.between, place)).toBeCloseTo(single.percent.between, 10)
        expect(at(result.interaction, place)).toBeCloseTo(single.percent.interaction, 10)
      }
    }
  })

  test('arrays that do not fit the shape are refused', () => {
    expect(() => decomposePanel({ ...panel, years: 5 })).toThrow(/panel.shape/)
  })
})
