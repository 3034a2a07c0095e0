import { readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, test } from 'vitest'
import { applyImport, checkImport, showImport, showImportRows } from '../enterprises/import.ts'
import { listEnterprises, showEnterprise } from '../enterprises/queries.ts'
import type { Words } from '../platform/language.ts'
import { uploadFile } from '../platform/uploads.ts'
import { importSeries, pasteSeries, showImportCells, showSeriesImport } from '../series/import/import.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'

/* Files as offices send them, each with what a reader may take wrongly; made for tests. */

const house = await testSystem()
let coordinator: Someone
let territoryId = 0

beforeAll(async () => {
  coordinator = await house.as('coordinator')
  const found = await house.system.db
    .selectFrom('territory')
    .select('id')
    .where('key', '=', 'soc-trang')
    .executeTakeFirstOrThrow()
  territoryId = found.id
})

async function upload(name: string): Promise<number> {
  const bytes = new Uint8Array(await readFile(new URL(`./fixtures/${name}`, import.meta.url)))
  return (await coordinator.run(uploadFile, { name, bytes })).id
}
const vi = (said: readonly Words[]) => said.map((each) => each.vi)

async function enterprises(name: string, rest: object = {}) {
  const checked = await coordinator.run(checkImport, { fileId: await upload(name), ...rest })
  const { rows } = await coordinator.run(showImportRows, { id: checked.id })
  const { notes } = await coordinator.run(showImport, { id: checked.id })
  return { ...checked, rows, notes: vi(notes), reasons: rows.flatMap(({ problems }) => problems) }
}
const refusedEnterprises = async (name: string) =>
  (await problemOf(coordinator.run(checkImport, { fileId: await upload(name) }))).fields

async function series(name: string, rest: object = {}) {
  const fileId = await upload(name)
  const given = { territoryId, status: 'official', source: 'Niên giám thử', ...rest }
  const checked = await coordinator.run(importSeries, { fileId, ...given })
  const { rows } = await coordinator.run(showImportCells, { id: checked.id, limit: 1000 })
  const { notes } = await coordinator.run(showSeriesImport, { id: checked.id })
  return { ...checked, rows, notes: vi(notes) }
}

describe('a list of enterprises', () => {
  test('whose heading says “trđ” is in triệu đồng, and the preview shows each figure beside its cell', async () => {
    const { rows, added } = await enterprises('A1-don-vi-trd.xlsx')
    expect(added).toBe(1)
    expect(rows[0]?.figures).toEqual([
      {
        column: 'employees',
        cell: 'G2',
        typed: '150',
        value: 150,
        unit: { vi: 'người', en: 'persons' },
      },
      {
        column: 'revenue',
        cell: 'H2',
        typed: '250000',
        value: 250_000_000_000,
        unit: { vi: 'đồng', en: 'đồng' },
      },
    ])
  })

  test.each([
    ['A2-o-loi.xlsx', 'revenue', 'J2', '#N/A'],
    ['A3-cong-thuc-khong-gia-tri.xlsx', 'revenue', 'J2', 'công thức'],
    ['A10-gop-o.xlsx', 'unit', 'D3', 'D2:D3'],
  ])('%s: the %s cell %s is refused, with the reason', async (name, column, cell, reason) => {
    const { reasons, refused } = await enterprises(name)
    expect(refused).toBe(1)
    const wrong = reasons.find((each) => each.column === column && each.cell === cell)
    expect(wrong?.words.vi).toContain(reason)
  })

  test('in a hidden sheet is not read, and that is said; of two sheets one is asked for', async () => {
    const hidden = await enterprises('A4-trang-an.xlsx')
    expect(hidden.rows.map(({ label }) => label)).toEqual(['Công ty trong trang hiện'])
    expect(hidden.notes).toEqual(['Trang ẩn “cũ” không được đọc.'])
    const [asked] = await refusedEnterprises('A5-hai-trang.xlsx')
    expect(asked?.field).toBe('sheet')
    expect(asked?.words.vi).toContain('“Huyện A”, “Huyện B”')
    const second = await enterprises('A5-hai-trang.xlsx', { sheet: 'Huyện B' })
    expect(second.rows.map(({ label }) => label)).toEqual(['Công ty trang 2'])
    expect(second.notes).toEqual(['Trang “Huyện A” không được đọc.'])
  })

  test('keeps a telephone as it was before a spreadsheet took its nought, and other signs that are written', async () => {
    const phone = await enterprises('A12-dien-thoai-so.xlsx')
    await coordinator.run(applyImport, { id: phone.id })
    const found = await coordinator.run(listEnterprises, { q: '2201.980.105' })
    expect(found.rows).toHaveLength(1)
    expect(await coordinator.run(showEnterprise, { id: found.rows[0]?.id })).toMatchObject({
      phone: '0912345678',
    })
    const dong = await enterprises('A18-dau-dong.xlsx')
    expect(dong.rows[0]?.figures.find(({ column }) => column === 'revenue')?.value).toBe(1_500_000_000)
    expect(await enterprises('A19-ky-tu-an.xlsx')).toMatchObject({ added: 2, refused: 0 })
  })

  test('keeps no sign that nobody sees, so that a name is found', async () => {
    const { id } = await enterprises('A20-gach-noi-mem.xlsx')
    await coordinator.run(applyImport, { id })
    expect((await coordinator.run(listEnterprises, { q: 'xuất nhập khẩu thuỷ sản' })).rows).toHaveLength(1)
  })

  test('in delimited text is read below a title, in UTF-16; a mark that is not closed is named with its line', async () => {
    expect(await enterprises('A14-dong-tieu-de.csv')).toMatchObject({ added: 1, refused: 0 })
    const wide = await enterprises('A16-utf16.csv')
    expect(wide).toMatchObject({ added: 1, refused: 0 })
    expect(wide.notes[0]).toContain('UTF-16')
    const [open] = await refusedEnterprises('A15-nhay-kep.csv')
    expect(open?.words.vi).toContain('dòng 2')
  })

  test('typed for old fonts is told with what it means, and converted when that is asked for', async () => {
    const told = await enterprises('A22-tcvn3-vni.xlsx')
    expect(told).toMatchObject({ added: 0, refused: 2 })
    expect(vi(told.reasons.map(({ words }) => words))).toEqual([
      expect.stringContaining('“Công ty TNHH Thuỷ sản Sóc Trăng”'),
      expect.stringContaining('“Công ty TNHH Thủy sản Sóc Trăng”'),
    ])
    const converted = await enterprises('A22-tcvn3-vni.xlsx', { convert: 'on' })
    expect(converted.rows.map(({ label }) => label)).toEqual([
      'Công ty TNHH Thuỷ sản Sóc Trăng',
      'Công ty TNHH Thủy sản Sóc Trăng',
    ])
  })

  test('takes twelve persons for twelve, whatever a computation left behind; decimals of a đồng are refused', async () => {
    const { rows } = await enterprises('A23-so-le-thua.xlsx')
    expect(rows[0]?.figures.find(({ column }) => column === 'employees')?.value).toBe(12)
    expect(rows[1]).toMatchObject({ outcome: 'error', problems: [{ column: 'revenue', cell: 'J3' }] })
  })

  test('names places as people do; a district that ended is told of', async () => {
    const { rows, added } = await enterprises('A30-ten-dia-ban.xlsx')
    expect(added).toBe(4)
    for (const { problems } of rows) expect(problems[0]?.words.vi).toContain('kết thúc ngày 30/06/2025')
  })

  test.each([
    [
      'a unit that is not known',
      'MST;Tên doanh nghiệp;Năm;Doanh thu (nghìn USD)\n2201980017;A;2024;5',
      'nghìn USD',
    ],
    ['a unit above that is not known', 'Đơn vị tính: USD\nMST;Năm;Doanh thu\n2201980017;2024;5', 'USD'],
  ])('with %s is asked about', async (_how, text, unit) => {
    const [field] = (await problemOf(coordinator.run(checkImport, { text }))).fields
    expect(field?.words.vi).toContain(`“${unit}”`)
  })

  test.each([
    ['Doanh thu', '250'],
    ['Doanh thu (ước)', '250'],
    ['Doanh thu (1)', '999.999'],
  ])('whose “%s” says no unit and holds %s at most is asked in which unit it is', async (heading, figure) => {
    const text = `MST;Năm;${heading}\n2201980017;2024;${figure}`
    const [field] = (await problemOf(coordinator.run(checkImport, { text }))).fields
    expect(field?.words.vi).toContain(`“${heading}” không ghi đơn vị tính`)
  })

  test('says what it did not take: sums, repeated headings, columns without a heading', async () => {
    const text = [
      'Đơn vị tính: triệu đồng',
      'MST;Tên doanh nghiệp;Địa chỉ;Địa bàn;Lĩnh vực;Năm;Doanh thu;',
      '2201980017;A;Số 1;Mỹ Xuyên;Sản xuất;2024;5;x',
      'MST;Tên doanh nghiệp;Địa chỉ;Địa bàn;Lĩnh vực;Năm;Doanh thu;',
      '2201980024;B;Số 1;Mỹ Xuyên;Sản xuất;2024;7;',
      ';Tổng cộng;;;;;13;',
    ].join('\n')
    const checked = await coordinator.run(checkImport, { text })
    expect(checked).toMatchObject({ added: 2, refused: 0 })
    const { rows } = await coordinator.run(showImportRows, { id: checked.id })
    expect(rows.map(({ figures }) => figures[0]?.value)).toEqual([5_000_000, 7_000_000])
    const { notes } = await coordinator.run(showImport, { id: checked.id })
    expect(vi(notes)).toEqual([
      'Cột H có số liệu nhưng không có tiêu đề nên không được đọc.',
      'Dòng 4 lặp lại tiêu đề nên không được đọc.',
      'Dòng 6 là dòng tổng nên không được nhập.',
      'Doanh thu (đồng): cộng các dòng được 12, ô tổng G6 ghi 13. Xin xem lại.',
    ])
  })
})

describe('a table of series', () => {
  test.each([
    ['A2-o-loi-chuoi-so.xlsx', [['C2', '#DIV/0!']], 2],
    [
      'A3-chuoi-so.xlsx',
      [
        ['C2', '=B2*1.05'],
        ['D2', '=C2*1.05'],
      ],
      1,
    ],
  ])('%s: cells without a value are refused, the others are read', async (name, wrong, added) => {
    const { rows, ...counts } = await series(name)
    expect(counts).toMatchObject({ added, refused: wrong.length })
    expect(
      rows.filter(({ outcome }) => outcome === 'error').map(({ address, typed }) => [address, typed]),
    ).toEqual(wrong)
  })

  test('with cells shown as percentages under “(%)” is in shares of one', async () => {
    const { rows } = await series('A7-phan-tram.xlsx')
    expect(rows.map(({ value, typed }) => [typed, value])).toEqual([
      ['55,6%', 0.556],
      ['56,1%', 0.561],
      ['57%', 0.57],
    ])
  })

  test('pasted with line breaks in its cells and an empty first cell is read whole', async () => {
    const pasted = await readFile(new URL('./fixtures/A29-dan-xuong-dong.txt', import.meta.url), 'utf8')
    for (const text of [pasted, pasted.replace('Chỉ tiêu', '')]) {
      const given = { territoryId, status: 'official', source: 'thử', numbers: 'vi', text }
      const { id } = await coordinator.run(pasteSeries, given)
      const { rows } = await coordinator.run(showImportCells, { id })
      expect(rows.map(({ year, value, status }) => [year, value, status])).toEqual([
        [2018, 30_000.5, 'official'],
        [2019, 31_000.5, 'preliminary'],
      ])
    }
  })

  test('of a yearbook is read whole; a block of structure below is named and left out', async () => {
    const whole = await series('yearbook-without-shares.xlsx')
    const { rows, notes, refused, added } = await series('yearbook.xlsx')
    expect(whole).toMatchObject({ added: 100, refused: 0 })
    expect([added, refused]).toEqual([160, 0])
    expect(notes.filter((note) => note.includes('Cơ cấu (%)'))).toHaveLength(2)
    const of = (measure: string, year: number) =>
      rows.find((row) => row.measure?.vi === measure && row.year === year && row.sector?.vi === 'Tổng số')
    expect(of('GRDP theo giá hiện hành', 2015)?.value).toBe(34_330)
    expect(of('GRDP theo giá so sánh', 2024)).toMatchObject({ value: 42_177, status: 'preliminary' })
    expect(of('Lao động có việc làm', 2015)).toMatchObject({ value: 674.8, unit: { vi: 'nghìn người' } })
  })

  test.each(['yearbook-unit-u1.xlsx', 'yearbook-unit-u2.xlsx', 'yearbook-unit-u3.xlsx'])(
    '%s: the unit at the right or above is that of the table',
    async (name) => {
      const { rows, added } = await series(name)
      expect(added).toBe(40)
      expect(rows[0]?.value).toBe(674.8)
    },
  )

  test.each([
    ['Chỉ tiêu\t2018\nLao động có việc làm\t-5', 'âm'],
    [`Chỉ tiêu\t2018\nLao động có việc làm\t1${'0'.repeat(40)}`, 'lớn hơn'],
    ['Chỉ tiêu\t2018\nTỷ trọng thu nhập của lao động\t55', 'lớn hơn'],
  ])('%j holds no figure that can be', async (text, reason) => {
    const given = { territoryId, status: 'official', source: 'thử', numbers: 'vi', text }
    const { id, refused } = await coordinator.run(pasteSeries, given)
    expect(refused).toBe(1)
    const { rows } = await coordinator.run(showImportCells, { id })
    expect(rows[0]?.problems[0]?.vi).toContain(reason)
  })

  const given = () => ({ territoryId, status: 'official', source: 'thử', numbers: 'vi' })
  const employed = 'Lao động có việc làm'
  test.each([
    `(lượt người)\nChỉ tiêu\t2018\n${employed}\t620`,
    `Nghìn hộ\nChỉ tiêu\t2018\n${employed}\t620`,
    `(tấn)\nChỉ tiêu\t2018\n${employed}\t620`,
    `Doanh nghiệp\t\nChỉ tiêu\t2018\n${employed}\t620`,
    'triệu USD\nChỉ tiêu\t2018\nGRDP theo giá hiện hành\t620',
  ])('%j is of a unit that nothing here has: it is asked about', async (text) => {
    const [field] = (await problemOf(coordinator.run(pasteSeries, { ...given(), text }))).fields
    expect(field?.field).toBe('unit')
  })

  test.each([
    `Đơn vị tính: tỷ đồng\nChỉ tiêu\t2018\n${employed}\t620`,
    `Chỉ tiêu\t2018\n${employed} (triệu giờ)\t620`,
    `Chỉ tiêu\tĐơn vị tính\t2018\n${employed}\ttỷ đồng\t620`,
    `Chỉ tiêu\t2018\n${employed} (lượt người)\t620`,
    `Năm\t${employed} (triệu đồng)\n2018\t620`,
    '(nghìn người)\nChỉ tiêu\t2018\nGRDP theo giá hiện hành\t620',
    'Chỉ tiêu\t2018\nGRDP theo giá hiện hành (triệu đồng/người)\t620',
  ])('%j is of the unit of something else: no figure of it is taken', async (text) => {
    const { id, added, refused } = await coordinator.run(pasteSeries, { ...given(), text })
    expect({ added, refused }).toEqual({ added: 0, refused: 1 })
    const { rows } = await coordinator.run(showImportCells, { id })
    expect(rows[0]?.problems[0]?.vi).toMatch(/[Đđ]ơn vị/)
  })

  test.each([
    ['Đơn vị tính: đồng', '34.330.000.000.000', 34_330],
    ['(nghìn đồng)', '34.330.000.000', 34_330],
    ['Triệu đồng', '34.330.000', 34_330],
    ['ĐVT: nghìn tỷ đồng', '34,33', 34_330],
  ])('under “%s” is in tỷ đồng', async (line, typed, value) => {
    const text = `${line}\nChỉ tiêu\t2018\nGRDP theo giá hiện hành\t${typed}`
    const { id } = await coordinator.run(pasteSeries, { ...given(), text })
    const { rows } = await coordinator.run(showImportCells, { id })
    expect(rows.map((row) => [row.value, row.unit?.vi])).toEqual([[value, 'tỷ đồng']])
  })

  test('in a unit that is not known is asked about; marks of footnotes do not hide a year', async () => {
    const foreign = 'Đơn vị tính: triệu USD\t2018\nGRDP theo giá hiện hành\t500'
    const [field] = (await problemOf(coordinator.run(pasteSeries, { ...given(), text: foreign }))).fields
    expect(field?.field).toBe('unit')
    const marked = 'Chỉ tiêu\t2018(1)\t2019 (2)\t2020*\t2018-2020\nLao động có việc làm\t600\t610\t620\t1,5'
    const { id, added } = await coordinator.run(pasteSeries, { ...given(), text: marked })
    expect(added).toBe(3)
    const { notes } = await coordinator.run(showSeriesImport, { id })
    expect(vi(notes)).toEqual(['Cột E “2018-2020” không phải một năm nên không được đọc.'])
  })
})
