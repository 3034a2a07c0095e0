import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { asSample } from '../../platform/sample.ts'
import { readWorkbook } from '../read/workbook.ts'
import { type CsvValue, writeCsv } from './csv.ts'
import { exportTable } from './export.ts'
import { writeWorkbook } from './workbook.ts'

interface Row {
  readonly name: CsvValue
  readonly amount: CsvValue
  readonly on: CsvValue
}
const columns = [
  { label: 'Tên', value: (row: Row) => row.name },
  { label: 'Số tiền', kind: 'money', value: (row: Row) => row.amount },
  { label: 'Ngày', kind: 'date', value: (row: Row) => row.on },
] as const
const table = (rows: readonly Row[] | AsyncGenerator<readonly Row[]>) => ({
  name: 'danh-sach',
  title: 'Danh sách',
  columns,
  rows,
})
const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer())
const listed = (rows: readonly Row[]) => rows.map(({ name, amount, on }) => [name, amount, on])

async function* inPages(rows: readonly Row[], size: number): AsyncGenerator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += size) yield rows.slice(from, from + size)
}

const row = fc.record({
  name: fc.oneof(
    fc.string({
      unit: fc.constantFrom(
        'ế',
        'e\u0302',
        '"',
        ',',
        '=',
        '<',
        '&',
        '\n',
        '\r',
        '\u0000',
        'a',
        ' ',
        '_x0041_',
      ),
    }),
    fc.constant(null),
    fc.boolean(),
  ),
  amount: fc.oneof(fc.bigInt({ min: -(10n ** 17n), max: 10n ** 17n }), fc.integer(), fc.constant(null)),
  on: fc.constantFrom('2025-11-23', '1899-01-01', 'chưa rõ', null),
})

describe('an export', () => {
  it('that is written while its pages come holds what the whole list would', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(row, { maxLength: 12 }),
        fc.integer({ min: 1, max: 5 }),
        async (rows, size) => {
          const csv = await bytesOf(await exportTable('csv', table(inPages(rows, size))))
          expect(new TextDecoder('utf-8', { ignoreBOM: true }).decode(csv)).toBe(
            writeCsv(['Tên', 'Số tiền', 'Ngày'], listed(rows)),
          )
          const whole = await writeWorkbook([
            {
              name: 'Danh sách',
              title: ['Danh sách'],
              columns: [
                { title: 'Tên', type: 'text' },
                { title: 'Số tiền', type: 'money' },
                { title: 'Ngày', type: 'date' },
              ],
              rows: listed(rows),
            },
          ])
          const streamed = await bytesOf(await exportTable('xlsx', table(inPages(rows, size))))
          expect(await readWorkbook(streamed)).toEqual(await readWorkbook(whole))
          expect(await bytesOf(await exportTable('xlsx', table(inPages(rows, size))))).toEqual(streamed)
        },
      ),
      { numRuns: 40 },
    )
  })

  it('lets others have their turn between its pages, also where its rows are there already', async () => {
    const rows = Array.from(
      { length: 30_000 },
      (_, at): Row => ({ name: `Dòng ${at}`, amount: at, on: null }),
    )
    let turns = 0
    const counting = setInterval(() => {
      turns += 1
    }, 0)
    const bytes = await bytesOf(await exportTable('csv', table(rows)))
    clearInterval(counting)
    expect(new TextDecoder().decode(bytes).split('\r\n')).toHaveLength(30_002)
    expect(turns).toBeGreaterThan(5)
  })

  it('says before it begins what is wrong with the first page, and breaks off for what goes wrong later', async () => {
    async function* failing(after: number): AsyncGenerator<readonly Row[]> {
      for (let page = 0; page < after; page += 1) yield [{ name: 'a', amount: 1, on: null }]
      throw new Error('the database went away')
    }
    for (const format of ['csv', 'xlsx'] as const) {
      await expect(exportTable(format, table(failing(0)))).rejects.toThrow('went away')
      await expect(bytesOf(await exportTable(format, table(failing(2))))).rejects.toThrow('went away')
    }
  })

  it('that is broken off reads no further pages', async () => {
    let read = 0
    async function* endless(): AsyncGenerator<readonly Row[]> {
      try {
        for (;;) {
          read += 1
          yield Array.from({ length: 1000 }, () => ({ name: 'a'.repeat(100), amount: 1, on: null }))
        }
      } finally {
        read = -1
      }
    }
    for (const format of ['csv', 'xlsx'] as const) {
      read = 0
      const reader = (await exportTable(format, table(endless()))).body?.getReader()
      while (read < 3) await reader?.read()
      await reader?.cancel()
      await expect.poll(() => read).toBe(-1)
    }
  })

  it('of sample data says so although it is written after its request has been answered', async () => {
    const rows: Row[] = [{ name: 'a', amount: 1, on: null }]
    const csv = await asSample(true, () => exportTable('csv', table(rows)))
    expect(await csv.text()).toBe('Tên,Số tiền,Ngày,DỮ LIỆU MẪU\r\na,1,,DỮ LIỆU MẪU\r\n')
    const xlsx = await asSample(true, () => exportTable('xlsx', table(rows)))
    const [sheet] = await readWorkbook(await bytesOf(xlsx))
    expect([sheet?.name, sheet?.rows[0]?.[0]]).toEqual(['MẪU - Danh sách', 'DỮ LIỆU MẪU'])
  })
})
