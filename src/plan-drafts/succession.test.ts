import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { proposeSuccession } from './succession.ts'

const earlier = [
  { code: 'b', text: 'Doanh nghiệp có sản phẩm chủ lực của tỉnh' },
  { code: 'c', text: 'Doanh nghiệp sử dụng nguyên liệu trong tỉnh' },
  { code: 'd', text: 'Doanh nghiệp có sản phẩm xuất khẩu' },
]

describe('which criterion of the plan before a new one goes on from', () => {
  test('a changed word does not part them, whatever letter stands before', () => {
    expect(
      proposeSuccession(
        [
          { code: 'b', text: 'Doanh nghiệp có sản phẩm xuất khẩu' },
          { code: 'c', text: 'Doanh nghiệp có sản phẩm chủ lực của thành phố' },
          { code: 'd', text: 'Doanh nghiệp sử dụng nguyên liệu trong thành phố' },
        ],
        earlier,
      ),
    ).toEqual([2, 0, 1])
  })

  test('one that says something else goes on from none', () => {
    expect(proposeSuccession([{ code: 'b', text: 'Cam kết giảm phát thải khí nhà kính' }], earlier)).toEqual([
      null,
    ])
  })

  test('of two that are as like, the one with its letter is proposed', () => {
    const same = [
      { code: 'x', text: 'Có sản phẩm xuất khẩu' },
      { code: 'y', text: 'Có sản phẩm xuất khẩu' },
    ]
    expect(proposeSuccession([{ code: 'y', text: 'Có sản phẩm xuất khẩu' }], same)).toEqual([1])
  })

  test('an earlier criterion is proposed once, and equal lists are proposed in their order', () => {
    const texts = fc.uniqueArray(
      fc.record({
        code: fc.constantFrom('a', 'b', 'c', 'd', 'đ', 'e'),
        text: fc
          .array(fc.constantFrom('sản', 'phẩm', 'xuất', 'khẩu', 'tỉnh', 'mới'), { minLength: 1 })
          .map((words) => words.join(' ')),
      }),
      { selector: ({ code }) => code },
    )
    fc.assert(
      fc.property(texts, texts, (one, other) => {
        const found = proposeSuccession(one, other).filter((place) => place !== null)
        expect(new Set(found).size).toBe(found.length)
        expect(found.every((place) => place >= 0 && place < other.length)).toBe(true)
        expect(proposeSuccession(one, one)).toEqual(one.map((_text, place) => place))
      }),
    )
  })
})
