import { describe, expect, test } from 'vitest'
import { manySheetsOfOnePart, workbookFile } from '../../testing/hostile-files.ts'
import { fewOf } from '../../testing/long.ts'
import { longestTurn } from '../../testing/longest-turn.ts'
import { wordFile } from '../../testing/office-files.ts'
import { problemOf } from '../../testing/problem.ts'
import { writeWorkbook } from '../write/workbook.ts'
import { readDocumentFile, readTableFile } from './apart.ts'

const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

describe('a document of somebody', () => {
  test('is read in a thread of its own, with days, hidden sheets and merged cells as they are', async () => {
    const bytes = await writeWorkbook([
      {
        name: 'Danh sách',
        columns: [
          { title: 'Tên', type: 'text' },
          { title: 'Ngày', type: 'date' },
        ],
        rows: [['Ế', '2025-11-23']],
      },
    ])
    const { sheets } = await readTableFile(xlsx, bytes)
    expect(sheets).toMatchObject([
      {
        name: 'Danh sách',
        hidden: false,
        rows: [
          ['Tên', 'Ngày'],
          ['Ế', new Date('2025-11-23T00:00:00Z')],
        ],
      },
    ])
    const text = await readDocumentFile('a.txt', new TextEncoder().encode('KẾ HOẠCH'))
    expect(text).toEqual({ format: 'text', text: 'KẾ HOẠCH' })
  })

  const sheets: readonly [string, () => Uint8Array, number][] = [
    ['sixty sheets that name one part', () => manySheetsOfOnePart(60, 200_000), 422],
    [
      'sixty sheets of one column and many rows each',
      () => workbookFile(Array.from({ length: 60 }, () => ({ rows: 70_000 }))),
      413,
    ],
    ['one sheet with a cell in its last row', () => workbookFile([{ rows: 1, last: 'XFD1048576' }]), 413],
    ['a cell of two million letters', () => workbookFile([{ rows: 1, text: 'a'.repeat(2_000_000) }]), 413],
    ['texts without end', () => workbookFile([{ rows: 20, text: 'a'.repeat(16_000_000) }]), 413],
  ]
  test.each(fewOf(1, sheets))(
    'with %s is refused, and the program answers others meanwhile',
    async (_name, make, status) => {
      const bytes = make()
      const reading = problemOf(readTableFile(xlsx, bytes))
      const turn = await longestTurn(reading)
      expect((await reading).status).toBe(status)
      expect(turn).toBeLessThan(1_000)
    },
    120_000,
  )

  const lines: readonly [string, () => string][] = [
    ['one line of seven million cells', () => 'a,'.repeat(7_000_000)],
    ['one cell of quotation marks', () => '"a""'.repeat(3_000_000)],
    ['fifteen million empty lines', () => `a;b\n${'\n'.repeat(15_000_000)}`],
    ['a cell longer than any spreadsheet keeps', () => `Tên;Địa chỉ\nA;${'b'.repeat(40_000)}\n`],
    ['more columns than any spreadsheet has', () => `${'a;'.repeat(20_000)}\n`.repeat(3)],
  ]
  test.each(lines)(
    'as delimited text with %s is refused, and the program answers others meanwhile',
    async (_name, make) => {
      const bytes = new TextEncoder().encode(make())
      const reading = problemOf(readTableFile('text/csv', bytes))
      const turn = await longestTurn(reading)
      expect((await reading).status).toBe(413)
      expect(turn).toBeLessThan(1_000)
    },
    120_000,
  )

  const paragraphs: readonly [string, string][] = [
    ['1.6 million empty paragraphs', '<w:p><w:r><w:t></w:t></w:r></w:p>'.repeat(1_600_000)],
    ['empty paragraphs without end', '<w:p/>'.repeat(9_000_000)],
    ['900,000 paragraphs of one letter', '<w:p><w:r><w:t>a</w:t></w:r></w:p>'.repeat(900_000)],
  ]
  test.each(fewOf(1, paragraphs))(
    'with %s is refused, and the program answers others meanwhile',
    async (_name, body) => {
      const bytes = wordFile(body)
      const reading = problemOf(readDocumentFile('a.docx', bytes))
      const turn = await longestTurn(reading)
      expect((await reading).status).toBe(413)
      expect(turn).toBeLessThan(1_000)
    },
    120_000,
  )

  test('with more than a thread may keep ends the thread, and the next document is read', async () => {
    // 330,000 paragraphs are within the number of elements; deep ones take more memory than their number tells.
    const deep = `${'<w:p><w:r>'.repeat(140)}a${'</w:r></w:p>'.repeat(140)}`
    await problemOf(readDocumentFile('a.docx', wordFile(deep.repeat(9_000)))).catch(() => undefined)
    const { text } = await readDocumentFile('b.txt', new TextEncoder().encode('còn đọc được'))
    expect(text).toBe('còn đọc được')
  }, 120_000)

  test('of the largest list that is taken comes whole, and the program answers others meanwhile', async () => {
    const bytes = workbookFile([{ rows: 100_000, text: 'Công ty TNHH Một thành viên', last: 'Y100001' }])
    const reading = readTableFile(xlsx, bytes)
    const turn = await longestTurn(reading)
    const { sheets } = await reading
    expect(sheets[0]?.rows).toHaveLength(100_001)
    expect(turn).toBeLessThan(1_000)
  }, 120_000)
})
