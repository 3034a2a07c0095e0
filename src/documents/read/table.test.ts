import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writeCsv } from '../write/csv.ts'
import { readDelimited } from './table.ts'

describe('delimited text', () => {
  test.each([
    [
      'a,b\r\n"x, y","say ""hi"""\r\n',
      [
        ['a', 'b'],
        ['x, y', 'say "hi"'],
      ],
    ],
    [
      '\ufeffMST;Tên\n1;A, B',
      [
        ['MST', 'Tên'],
        ['1', 'A, B'],
      ],
    ],
    [
      'MST\tTên\n1\t"dòng\nhai"\n',
      [
        ['MST', 'Tên'],
        ['1', 'dòng\nhai'],
      ],
    ],
    ['', []],
  ])('%j is read cell by cell', (text, rows) => {
    expect(readDelimited(text)).toEqual(rows)
  })

  test('what the program exports is read back', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ơ', ',', ';', '"', '\n', ' ', '7') })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { maxLength: 5 }), (rows) => {
        const text = writeCsv(['mot', 'hai', 'ba'], rows)
        const asWritten = rows.map((row) => row.map((one) => (one.startsWith('\n') ? `'${one}` : one)))
        expect(readDelimited(text).slice(1)).toEqual(asWritten)
      }),
    )
  })
})
