import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nameTrait, type Person, phoneTrait, recogniserOf, spansIn, textsIn } from './person.ts'

const person: Person = {
  accountIds: ['a1'],
  names: ['Nguyễn Thị Ánh'],
  emails: ['anh.nguyen@example.vn'],
  phones: ['0912 345 678'],
}
const recogniser = recogniserOf(person)
const said = (text: string) => spansIn(text, recogniser).map(({ from, to }) => text.slice(from, to))

describe('a person in a text', () => {
  test.each([
    ['Bà Nguyễn Thị Ánh đến làm việc.', ['Nguyễn Thị Ánh']],
    ['NGUYỄN THỊ ÁNH, giám đốc', ['NGUYỄN THỊ ÁNH']],
    ['nguyen thi anh', ['nguyen thi anh']],
    ['Nguyễn  Thị\nÁnh', ['Nguyễn  Thị\nÁnh']],
    ['Nguyễn Thị Ánh'.normalize('NFD'), ['Nguyễn Thị Ánh'.normalize('NFD')]],
    ['gọi 0912.345.678 hoặc +84 912 345 678', ['0912.345.678', '+84 912 345 678']],
    ['thư: <ANH.NGUYEN@example.vn>;', ['ANH.NGUYEN@example.vn']],
    ['Nguyễn Thị Ánhh và Anguyễn Thị Ánh', []],
    ['Nguyễn Thị, Ánh Dương', ['Nguyễn Thị, Ánh']],
    ['quyết định 091234567/QĐ', []],
  ])('is found in %j as %j', (text, expected) => {
    expect(said(text)).toEqual(expected)
  })

  test('is not looked for by one word alone', () => {
    expect(spansIn('Ánh sáng', recogniserOf({ ...person, names: ['Ánh'] }))).toEqual([])
  })

  test('is found wherever the name stands between other words, and nothing else is', () => {
    const words = fc.array(fc.constantFrom('bà', 'đến', 'Trần', 'Thị', 'Ánh', '12', '—'), { maxLength: 6 })
    fc.assert(
      fc.property(words, words, (before, after) => {
        const text = [...before, 'Nguyễn Thị Ánh', ...after].join(' ')
        expect(said(text)).toEqual(['Nguyễn Thị Ánh'])
      }),
    )
  })
})

test('a name has one writing whatever its case, accents and spaces', () => {
  expect(nameTrait('  ĐẶNG   Văn Đức ')).toBe(nameTrait('dang van duc'))
  expect(phoneTrait('+84 299-382 1234')).toBe(phoneTrait('0299 382 1234'))
})

test('texts are found in lists and in JSON, not in bytes', () => {
  expect(textsIn({ a: ['x', { b: 'y' }], c: 1, d: null })).toEqual(['x', 'y'])
  expect(textsIn(Buffer.from('z'))).toEqual([])
})
