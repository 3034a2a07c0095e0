import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Contender, compareContenders, decidingCriterion, rankAll } from './ranking.ts'

const criteria = ['a', 'b', 'c', 'd', 'đ'].map((code) => ({ code, text: code, textEn: code }))

function contender(id: number, met: string, filedAt = '2024-12-01T08:00:00.000000'): Contender {
  return { id, met: [...met], filedAt }
}

const anyContender = (id: number) =>
  fc
    .tuple(
      fc.subarray(criteria.map(({ code }) => code)),
      fc.constantFrom('2024-12-01T08', '2024-12-02T08', '2025-01-05T09'),
    )
    .map(([met, filedAt]): Contender => ({ id, met, filedAt }))
const anyLine = fc
  .integer({ min: 0, max: 12 })
  .chain((length) => fc.tuple(...Array.from({ length }, (_, index) => anyContender(index + 1))))

describe('the order of priority of plan 181, II.2', () => {
  test('criterion a alone goes before b, c, d and đ together', () => {
    const line = rankAll([contender(1, 'bcdđ'), contender(2, 'a')], criteria)
    expect(line.map(({ contender }) => contender.id)).toEqual([2, 1])
  })

  test('the first criterion that only one meets decides', () => {
    expect(decidingCriterion(contender(1, 'ac'), contender(2, 'abđ'), criteria)).toBe('b')
    expect(decidingCriterion(contender(1, 'ac'), contender(2, 'ac'), criteria)).toBeNull()
  })

  test('with the same criteria the earlier filing goes first, and a shared moment leaves the lower number first', () => {
    const line = rankAll(
      [
        contender(3, 'a', '2025-01-03T00'),
        contender(2, 'a', '2025-01-02T00'),
        contender(1, 'a', '2025-01-03T00'),
      ],
      criteria,
    )
    expect(line.map(({ contender }) => contender.id)).toEqual([2, 1, 3])
  })

  test('each place says in words which criterion put it above the next and below the one before', () => {
    const line = rankAll(
      [contender(12, 'ac'), contender(7, 'abc'), contender(9, 'ac', '2024-12-05T08')],
      criteria,
    )
    expect(line.map(({ rank, of, reason }) => [rank, of, reason.vi])).toEqual([
      [1, 3, 'Đạt tiêu chí a, b, c; xếp trên hồ sơ số 12 vì tiêu chí b.'],
      [2, 3, 'Đạt tiêu chí a, c; xếp dưới hồ sơ số 7 vì tiêu chí b; xếp trên hồ sơ số 9 vì nộp trước.'],
      [3, 3, 'Đạt tiêu chí a, c; xếp dưới hồ sơ số 12 vì nộp trước.'],
    ])
    expect(line[0]?.reason.en).toBe('Meets criteria a, b, c; above application 12 by criterion b.')
  })

  test('an application alone that meets nothing says so', () => {
    expect(rankAll([contender(1, '')], criteria)[0]?.reason.vi).toBe(
      'Chưa đạt tiêu chí ưu tiên nào; là hồ sơ duy nhất.',
    )
  })
})

describe('the ranking of any applications', () => {
  test('does not depend on the order in which they are read', () => {
    fc.assert(
      fc.property(
        anyLine.chain((line) =>
          fc.tuple(fc.constant(line), fc.shuffledSubarray(line, { minLength: line.length })),
        ),
        ([line, shuffled]) => {
          expect(rankAll(shuffled, criteria)).toEqual(rankAll(line, criteria))
        },
      ),
    )
  })

  test('never puts an application below one whose criteria are a part of its own', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        const places = rankAll(line, criteria)
        for (const high of places) {
          for (const low of places) {
            const superset =
              low.contender.met.every((code) => high.contender.met.includes(code)) &&
              high.contender.met.length > low.contender.met.length
            if (superset) expect(high.rank).toBeLessThan(low.rank)
          }
        }
      }),
    )
  })

  test('is a total order: antisymmetric, transitive, and nought only for itself', () => {
    fc.assert(
      fc.property(anyContender(1), anyContender(2), anyContender(3), (one, two, three) => {
        const sign = (x: Contender, y: Contender) => Math.sign(compareContenders(x, y, criteria))
        expect(sign(one, two)).toBe(-sign(two, one))
        expect(sign(one, two)).not.toBe(0)
        if (sign(one, two) < 0 && sign(two, three) < 0) expect(sign(one, three)).toBe(-1)
        expect(compareContenders(one, one, criteria)).toBe(0)
      }),
    )
  })

  test('gives each place once, from 1 to the number of applications', () => {
    fc.assert(
      fc.property(anyLine, (line) => {
        expect(rankAll(line, criteria).map(({ rank }) => rank)).toEqual(line.map((_, index) => index + 1))
      }),
    )
  })
})
