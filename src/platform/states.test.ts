import fc from 'fast-check'
import { expect, test } from 'vitest'
import { translator } from './language.ts'
import { states } from './states.ts'

const lamps = states({
  red: { vi: 'Đỏ', en: 'Red', tone: 'error' },
  green: { vi: 'Xanh', en: 'Green', tone: 'success' },
  off: { vi: 'Tắt', en: 'Off' },
})

test('a closed list says its keys in order, their names, and a neutral tone where none is given', () => {
  expect(lamps.keys).toEqual(['red', 'green', 'off'])
  expect(lamps.names.green).toEqual({ vi: 'Xanh', en: 'Green' })
  expect(lamps.tones).toEqual({ red: 'error', green: 'success', off: 'neutral' })
  expect(lamps.choices(translator('vi'))).toEqual([
    { value: 'red', label: 'Đỏ' },
    { value: 'green', label: 'Xanh' },
    { value: 'off', label: 'Tắt' },
  ])
})

test('a text that is no key is refused by the schema and stands for itself in words', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const known = text === 'red' || text === 'green' || text === 'off'
      expect(lamps.is(text)).toBe(known)
      expect(lamps.schema.safeParse(text).success).toBe(known)
      if (!known) expect(lamps.wordsOf(text)).toEqual({ vi: text, en: text })
    }),
    { examples: [['toString'], ['__proto__'], ['red']] },
  )
})
