import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { documentText } from '../text.ts'
import { type CsvValue, writeCsv } from './csv.ts'

/** Reads RFC 4180 as its grammar says, one character at a time. */
function readCsv(csv: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let quoted = false
  for (let at = 1; at < csv.length; at += 1) {
    const character = csv.charAt(at)
    if (quoted) {
      if (character !== '"') cell += character
      else if (csv.charAt(at + 1) === '"') {
        cell += '"'
        at += 1
      } else quoted = false
    } else if (character === '"') quoted = true
    else if (character === ',') {
      rows.at(-1)?.push(cell)
      cell = ''
    } else if (character === '\r') {
      rows.at(-1)?.push(cell)
      cell = ''
      at += 1
      rows.push([])
    } else cell += character
  }
  return rows.slice(0, -1)
}

describe('a CSV file', () => {
  it('begins with a byte order mark, quotes what needs it, and ends every line with CRLF', () => {
    const csv = writeCsv(
      ['Tên', 'Vốn (đồng)', 'Tỷ lệ', 'Xuất khẩu'],
      [
        ['Công ty "A", B', 8_800_000_000n, -12.5, true],
        ['hai\r\ndòng', null, 0, false],
      ],
    )
    expect(csv).toBe(
      '\uFEFFTên,Vốn (đồng),Tỷ lệ,Xuất khẩu\r\n"Công ty ""A"", B",8800000000,-12.5,true\r\n"hai\ndòng",,0,false\r\n',
    )
  })

  it.each(['=1+1', '+84', '-5', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1', '\u0000=1'])(
    'disarms %j, which a spreadsheet would run as a formula',
    (text) => {
      expect(readCsv(writeCsv(['a'], [[text]]))[1]?.[0]?.charAt(0)).toBe("'")
    },
  )

  it('is read back by the grammar of RFC 4180 with every cell in its place', () => {
    const value: fc.Arbitrary<CsvValue> = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', 'ế', '=') }),
      fc.bigInt(),
      fc.boolean(),
      fc.constant(null),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { maxLength: 8 }), (rows) => {
        const read = readCsv(writeCsv(['một', 'hai'], rows)).slice(1)
        const plain = (cell: CsvValue) => (typeof cell === 'string' ? documentText(cell) : String(cell ?? ''))
        const expected = rows.map((row) => row.map(plain))
        const unarmed = read.map((row, at) =>
          row.map((shown, column) => (shown === `'${expected[at]?.[column]}` ? shown.slice(1) : shown)),
        )
        expect(unarmed).toEqual(expected)
      }),
      { numRuns: 50 },
    )
  })
})
