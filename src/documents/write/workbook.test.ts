import fc from 'fast-check'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { Problem } from '../../platform/problem.ts'
import { readWorkbook } from '../read/workbook.ts'
import { readXlsx } from '../read/xlsx.ts'
import { documentText } from '../text.ts'
import { type WorkbookSheet, writeWorkbook } from './workbook.ts'

const budget: WorkbookSheet = {
  name: 'Kinh phí',
  columns: [
    { title: 'Nội dung', type: 'text', width: 40 },
    { title: 'Số lượt', type: 'integer' },
    { title: 'Kinh phí (đồng)', type: 'money' },
    { title: 'Tỷ lệ (%)', type: 'decimal' },
    { title: 'Ngày', type: 'date' },
  ],
  rows: [
    ['Đào tạo', 3, 8_800_000_000n, 12.5, '2025-11-23'],
    ['Tư vấn', 0, -1n, 100, '2026-02-28'],
    ['Chưa làm', null, null, null, null],
  ],
}

async function partsOf(sheets: WorkbookSheet[]): Promise<Record<string, string>> {
  const files = unzipSync(await writeWorkbook(sheets))
  return Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]))
}

/** Writes one column and reads it back without its title. */
async function roundTrip(type: 'text' | 'money' | 'date', values: (string | bigint)[]) {
  const bytes = await writeWorkbook([
    { name: 'A', columns: [{ title: '#', type }], rows: values.map((value) => [value]) },
  ])
  const [sheet] = await readWorkbook(bytes)
  return (sheet?.rows ?? []).slice(1).map((row) => row[0])
}

async function inTimeZone<T>(zone: string, run: () => Promise<T>): Promise<T> {
  const before = process.env.TZ
  process.env.TZ = zone
  try {
    return await run()
  } finally {
    if (before === undefined) delete process.env.TZ
    else process.env.TZ = before
  }
}

async function problemOf(bytes: Uint8Array): Promise<Problem> {
  const error = await readWorkbook(bytes).then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof Problem) return error
  throw new Error(`expected a Problem, not ${String(error)}`)
}

describe('a workbook', () => {
  it('is read back as it was written: texts, counts, money, shares, days', async () => {
    expect(await readWorkbook(await writeWorkbook([budget]))).toEqual([
      {
        name: 'Kinh phí',
        hidden: false,
        hiddenRows: [],
        hiddenColumns: [],
        merged: [],
        rows: [
          ['Nội dung', 'Số lượt', 'Kinh phí (đồng)', 'Tỷ lệ (%)', 'Ngày'],
          ['Đào tạo', 3, 8_800_000_000, 12.5, new Date('2025-11-23T00:00:00Z')],
          ['Tư vấn', 0, -1, 100, new Date('2026-02-28T00:00:00Z')],
          ['Chưa làm', null, null, null, null],
        ],
      },
    ])
  })

  it('shows banner and title above the table, the head row bold, and all of them frozen', async () => {
    const parts = await partsOf([{ ...budget, banner: 'DỮ LIỆU MẪU', title: ['Kinh phí', 'Năm 2025'] }])
    const sheet = parts['xl/worksheets/sheet1.xml'] ?? ''
    expect(sheet).toMatch(/<pane [^>]*ySplit="4"[^>]*state="frozen"/)
    expect(sheet).toContain('<mergeCell ref="A1:E1"/>')
    const styles = parts['xl/styles.xml'] ?? ''
    expect(styles).toContain('<b/>')
    expect(styles).toContain('#,##0')
    expect(styles).toContain('dd/mm/yyyy')
    const [read] = await readWorkbook(
      await writeWorkbook([{ ...budget, banner: 'DỮ LIỆU MẪU', title: ['Kinh phí', 'Năm 2025'] }]),
    )
    expect(read?.rows.slice(0, 3).map((row) => row[0])).toEqual(['DỮ LIỆU MẪU', 'Kinh phí', 'Năm 2025'])
  })

  it('keeps a text that looks like a formula as a text', async () => {
    const dangers = ['=1+1', '+84 299', '-5', '@SUM(A1)', '=HYPERLINK("http://x")', "'=1"]
    const parts = await partsOf([
      { name: 'A', columns: [{ title: '#', type: 'text' }], rows: dangers.map((text) => [text]) },
    ])
    expect(parts['xl/worksheets/sheet1.xml']).not.toContain('<f>')
    expect(parts['xl/worksheets/sheet1.xml']?.match(/ t="inlineStr"/g)).toHaveLength(dangers.length + 1)
    expect(await roundTrip('text', dangers)).toEqual(dangers)
  })

  it('keeps every amount to the đồng: as a number up to 15 digits, beyond them as text', async () => {
    const amounts = [0n, 1n, 8_800_000_000n, 999_999_999_999_999n, -999_999_999_999_999n]
    expect(await roundTrip('money', amounts)).toEqual(amounts.map(Number))
    expect(await roundTrip('money', [1_000_000_000_000_000n, 9_007_199_254_740_993n])).toEqual([
      '1000000000000000',
      '9007199254740993',
    ])
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }), { minLength: 1 }),
        async (values) => {
          const read = await roundTrip('money', values)
          expect(read.map((value) => BigInt(String(value)))).toEqual(values)
        },
      ),
      { numRuns: 30 },
    )
  })

  it.each(['Asia/Ho_Chi_Minh', 'America/Los_Angeles', 'Pacific/Kiritimati', 'UTC'])(
    'keeps the day of a date in %s',
    async (zone) => {
      await inTimeZone(zone, async () => {
        const days = ['1900-03-01', '1970-01-01', '2024-02-29', '2025-11-23', '2026-01-01', '9999-12-31']
        const read = await roundTrip('date', days)
        expect(read.map((day) => (day instanceof Date ? day.toISOString() : day))).toEqual(
          days.map((day) => `${day}T00:00:00.000Z`),
        )
      })
    },
  )

  it('keeps as text a day that Excel does not have', async () => {
    expect(await roundTrip('date', ['1899-12-31', '2025-02-30', 'chưa rõ'])).toEqual([
      '1899-12-31',
      '2025-02-30',
      'chưa rõ',
    ])
  })

  it('keeps any text whole, also one named like a property of every object or like an escape of Excel', async () => {
    const odd = [
      'constructor',
      '__proto__',
      'toString',
      '_x0041_',
      '_x005F_x0041_',
      ' a ',
      'a\nb',
      '<&>"',
      '😀',
    ]
    expect(await roundTrip('text', odd)).toEqual(odd)
    const anyText = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({
        unit: fc.constantFrom('_', 'x', '0041', '<', '&', ' ', '\n', '\r', '\u0000', '\ud800', 'é', '='),
        maxLength: 12,
      }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 10 }), async (texts) => {
        const read = await roundTrip('text', ['first', ...texts, 'last'])
        const written = texts.map((text) => documentText(text) || null)
        expect(read).toEqual(['first', ...written, 'last'])
      }),
      { numRuns: 60 },
    )
  }, 60_000)

  it('cuts a text longer than a cell of Excel holds and shows that it did', async () => {
    const [read] = await roundTrip('text', ['a'.repeat(40_000)])
    expect(String(read)).toHaveLength(32_767)
    expect(String(read).endsWith('…')).toBe(true)
  })

  it('names each sheet as Excel allows and no two alike', async () => {
    const long = 'Danh sách doanh nghiệp được hỗ trợ năm 2025'
    const names = ['A/B: [1]', long, long.toUpperCase(), '', "'x'"]
    const sheets = await readWorkbook(await writeWorkbook(names.map((name) => ({ ...budget, name }))))
    expect(sheets.map((sheet) => sheet.name)).toEqual([
      'A-B- -1-',
      'Danh sách doanh nghiệp được hỗ',
      'DANH SÁCH DOANH NGHIỆP ĐƯỢC (2)',
      'Trang 4',
      'x',
    ])
  })

  it('has the same bytes each time it is written, whatever the clock and the time zone', async () => {
    const first = await writeWorkbook([budget])
    const second = await inTimeZone('America/New_York', () => writeWorkbook([budget]))
    expect(Buffer.from(second).equals(Buffer.from(first))).toBe(true)
  })

  it('refuses a figure that is not a number', async () => {
    const sheet: WorkbookSheet = {
      name: 'A',
      columns: [{ title: '#', type: 'decimal' }],
      rows: [[Number.NaN]],
    }
    await expect(writeWorkbook([sheet])).rejects.toThrow(RangeError)
  })
})

describe('a printed workbook', () => {
  it('is as wide as an A4 page, upright or, with more than six columns, across', async () => {
    const columns = Array.from({ length: 7 }, () => ({ title: 'Cột', type: 'text' }) as const)
    const parts = await partsOf([budget, { name: 'Rộng', columns, rows: [] }])
    const sheets = [parts['xl/worksheets/sheet1.xml'], parts['xl/worksheets/sheet2.xml']]
    for (const xml of sheets) expect(xml).toContain('<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>')
    expect(sheets.map((xml) => /<pageSetup [^>]*>/.exec(xml ?? '')?.[0])).toEqual([
      '<pageSetup paperSize="9" fitToHeight="0"/>',
      '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>',
    ])
  })
})

describe('a file that is no workbook', () => {
  it('is refused as damaged: other contents, a cut file, an archive of something else', async () => {
    const whole = await writeWorkbook([budget])
    const cases = [
      new Uint8Array(),
      strToU8('not a workbook'),
      whole.slice(0, 400),
      zipSync({ 'a.txt': strToU8('a') }),
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    ]
    for (const bytes of cases) {
      const problem = await problemOf(bytes)
      expect([problem.code, problem.status]).toEqual(['spreadsheet.damaged', 422])
    }
  })

  it('is refused before it is unpacked when it would fill the memory', async () => {
    const bomb = zipSync({ 'xl/worksheets/sheet1.xml': strToU8('<worksheet/>') })
    const directory = new DataView(bomb.buffer, bomb.byteOffset)
    const entry = bomb.findIndex(
      (_, at) => at + 4 <= bomb.length && directory.getUint32(at, true) === 0x02014b50,
    )
    directory.setUint32(entry + 24, 2 ** 31, true)
    expect((await problemOf(bomb)).code).toBe('spreadsheet.tooLarge')
  })

  it('is refused when a lone cell at the far end makes its table too large', async () => {
    const files = unzipSync(await writeWorkbook([budget]))
    const xml = strFromU8(files['xl/worksheets/sheet1.xml'] ?? new Uint8Array())
    const far = xml.replace(
      '</sheetData>',
      '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>',
    )
    expect(far).not.toBe(xml)
    const problem = await problemOf(zipSync({ ...files, 'xl/worksheets/sheet1.xml': strToU8(far) }))
    expect([problem.code, problem.status]).toEqual(['spreadsheet.tooLarge', 413])
  })
})

it('reads numbers as a table writes them, the tiniest and the largest too, never with an exponent', async () => {
  const bytes = await writeWorkbook([
    {
      name: 'A',
      columns: [{ title: '#', type: 'decimal' }],
      rows: [[2.9e-8], [0.1 + 0.2], [1234.567], [123_456_789_012_345]],
    },
  ])
  expect((await readXlsx(bytes)).split('\n').slice(1, 5)).toEqual([
    '0,000000029',
    '0,3',
    '1234,5670',
    '123456789012345',
  ])
})
