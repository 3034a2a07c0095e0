import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { namedIn } from './mentions.ts'

const people = [
  { id: '1', name: 'Lê An' },
  { id: '2', name: 'Lê An Bình' },
  { id: '3', name: 'Trần Thị Hoa' },
  { id: '4', name: 'Nguyễn Văn Nam' },
  { id: '5', name: 'Nguyễn Văn Nam' },
]

describe('whom a text names', () => {
  test.each([
    ['@Lê An xem giúp', ['1']],
    ['nhờ @lê an bình, @TRẦN THỊ HOA.', ['2', '3']],
    ['@Lê  An\nBình', ['2']],
    ['(@Trần Thị Hoa)', ['3']],
    ['Trần Thị Hoa', []],
    ['@Lê Ân', []],
    ['@Lê Anh', []],
    ['lan@Lê An', []],
    ['@', []],
    ['@@Lê An', ['1']],
    ['@Lê An @Lê An', ['1']],
  ])('%j', (text, ids) => {
    expect(namedIn(text, people)).toEqual({ ids, ambiguous: [] })
  })

  test('a name that two people bear names neither, and is told', () => {
    expect(namedIn('@Nguyễn Văn Nam và @Lê An', people)).toEqual({
      ids: ['1'],
      ambiguous: ['Nguyễn Văn Nam'],
    })
  })

  test('a name written apart (NFD) is the same name', () => {
    expect(namedIn('@Trần Thị Hoa'.normalize('NFD'), people).ids).toEqual(['3'])
  })

  test('whoever is named may be named, and each person with a name of their own is found wherever the name stands', () => {
    const word = fc.string({ minLength: 1, maxLength: 8, unit: fc.constantFrom(...'abcđêôươý') })
    const name = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(
        fc.uniqueArray(name, { minLength: 1, maxLength: 8 }),
        fc.string(),
        fc.nat(),
        (names, around, at) => {
          const known = names.map((each, place) => ({ id: String(place), name: each }))
          const meant = known[at % known.length]
          const { ids, ambiguous } = namedIn(`${around} @${meant?.name}, ${around}`, known)
          expect(ids).toContain(meant?.id)
          expect(ids.every((id) => known.some((each) => each.id === id))).toBe(true)
          expect(ambiguous).toEqual([])
        },
      ),
    )
  })

  test('a text without @ names nobody', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(namedIn(text.replaceAll('@', ''), people)).toEqual({ ids: [], ambiguous: [] })
      }),
    )
  })
})
