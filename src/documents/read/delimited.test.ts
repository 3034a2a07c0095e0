import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Problem } from '../../platform/problem.ts'
import { writeCsv } from '../write/csv.ts'
import { readDelimited } from './delimited.ts'

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
    ['sep=;\r\na;b\r\n', [['a', 'b']]],
    ['a;b;\n', [['a', 'b', '']]],
    // A title with commas above a table with semicolons.
    [
      'Danh sách, tỉnh A, năm 2024\nMST;Tên\n1;A\n2;B',
      [['Danh sách, tỉnh A, năm 2024'], ['MST', 'Tên'], ['1', 'A'], ['2', 'B']],
    ],
    // A name that begins with a quotation mark is no quoted cell.
    [
      'MST;Tên\n1;"Hoa Sen" JSC\n',
      [
        ['MST', 'Tên'],
        ['1', '"Hoa Sen" JSC'],
      ],
    ],
    // Cells of several lines, copied from a spreadsheet, also in the row of headings; an empty first cell.
    [
      '\t2018\t"Sơ bộ\n2019"\n"GRDP\n(tỷ đồng)"\t30.000,5\t31.000,5',
      [
        ['', '2018', 'Sơ bộ\n2019'],
        ['GRDP\n(tỷ đồng)', '30.000,5', '31.000,5'],
      ],
    ],
  ])('%j is read cell by cell', (text, rows) => {
    expect(readDelimited(text)).toEqual(rows)
  })

  test.each([
    ['a,b,c\n1,2,"mở\n3,4,5\n6,7,8\n', 2],
    ['a,b,c\n1,2,3\n4,5,"mở\n7,8,"đóng ở dòng khác"\n', 3],
    ['a;b;c\n"1;2;3\n4;5;6";x;y', 2],
  ])('%j is refused, and the line named where the quotation mark stands', (text, line) => {
    const read = () => readDelimited(text, 'fileId')
    expect(read).toThrow(Problem)
    try {
      read()
    } catch (error) {
      const [problem] = error instanceof Problem ? error.fields : []
      expect(problem?.field).toBe('fileId')
      expect(problem?.words.vi).toContain(`dòng ${line} `)
    }
  })

  test('what the program exports is read back, whatever looks like a formula', () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'ơ', ',', ';', '"', '\n', ' ', '7', '=', '+', "'", '-', '\t'),
    })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { maxLength: 5 }), (rows) => {
        const text = writeCsv(['mot', 'hai'], rows)
        expect(readDelimited(text).slice(1)).toEqual(rows)
      }),
      { numRuns: 2_000 },
    )
  })

  test('what the program exports is read back, however many columns it has and whatever a cell says in one line or more', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ơ', ',', ', ', ';', '"', '\n', ' ', '7') })
    const table = fc
      .integer({ min: 3, max: 6 })
      .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 5 }))
    fc.assert(
      fc.property(table, (rows) => {
        const headings = Array.from({ length: rows[0]?.length ?? 3 }, (_, at) => `cột ${at}`)
        expect(readDelimited(writeCsv(headings, rows)).slice(1)).toEqual(rows)
      }),
      { numRuns: 2_000 },
    )
  })

  test('a long name in quotation marks, with more commas than the table, swallows nothing', () => {
    const name = 'Kiểm tra, giám sát, tham dự hội nghị, hội thảo, tham quan, vận động doanh nghiệp,...'
    for (const end of ['\n', '\r\n']) {
      const text = ['Mục,Nội dung,Nguồn,Số tiền', 'I.1,Hội nghị,Tỉnh,1', `I.2,"${name}",Tỉnh,2`, ''].join(end)
      expect(readDelimited(text)[2]).toEqual(['I.2', name, 'Tỉnh', '2'])
    }
  })

  test('in whatever country a spreadsheet opens an export, no cell of it begins as a formula', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', ',', ';', '"', ' ', '=', '+', "'", '\t') })
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 3 }), (rows) => {
        const [, ...lines] = writeCsv(['mot', 'hai'], rows).split('\r\n')
        for (const separator of [';', '\t'])
          for (const part of lines.flatMap((line) => line.split(separator)))
            expect(part.trim().replace(/^"/, '')).not.toMatch(/^[=+]/)
      }),
      { numRuns: 1_000 },
    )
  })
})

test.each([
  ['in the last line of a short table', 'MST;Tên;Năm\n1;A;2025\n2;"B;2025\n3;C;2025\n', 3],
  ['in the first line below the headings', 'MST;Tên;Năm\n1;"A;2025\n2;B, C;2025\n', 2],
  ['in a table with tabs', 'MST\tTên\n1\tA\n2\t"B\n3\tC\n', 3],
  ['in a table with commas', 'MST,Tên,Năm\n1,A,2025\n2,"B,2025\n', 3],
])('a quotation mark that is never closed is named %s', (_name, text, line) => {
  let said = ''
  try {
    readDelimited(text)
  } catch (error) {
    if (error instanceof Problem) said = error.fields[0]?.words.vi ?? ''
  }
  expect(said).toContain(`mở ở dòng ${line} `)
})
