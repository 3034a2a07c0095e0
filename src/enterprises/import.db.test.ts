import { beforeAll, describe, expect, test } from 'vitest'
import { writeCsv } from '../documents/write/csv.ts'
import { writeWorkbook } from '../documents/write/workbook.ts'
import { roles } from '../platform/actor.ts'
import { uploadFile } from '../platform/uploads.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { editEnterprise, recordYear, registerEnterprise } from './commands.ts'
import { enterpriseHistory } from './history.ts'
import { applyImport, checkImport, showImport, showImportRows, showRowsToMend } from './import.ts'
import { importColumns } from './import-rules.ts'
import { listEnterprises, listUnits, showEnterprise } from './queries.ts'
import { taxCheckDigit } from './tax-code.ts'

let house: TestSystem
let coordinator: Someone
let unit: { id: number; name: string }
let next = 220_300_000

function code(): string {
  for (;;) {
    const nine = String(++next)
    const digit = taxCheckDigit(nine)
    if (digit !== null) return `${nine}${digit}`
  }
}

type Given = Partial<Record<keyof typeof importColumns, string | number>>
const keys = Object.keys(importColumns) as (keyof typeof importColumns)[]
const sheet = (...rows: Given[]) =>
  writeCsv(
    keys.map((key) => importColumns[key].vi),
    rows.map((row) => keys.map((key) => row[key] ?? null)),
  )
const fresh = (given: Given = {}): Given => ({
  taxCode: code(),
  name: 'Công ty nhập',
  address: 'Ấp 1',
  unit: unit.name,
  sectorGroup: 'Sản xuất',
  ...given,
})
const idOf = async (taxCode: string | number | undefined) =>
  (
    await house.system.db
      .selectFrom('enterprise')
      .select('id')
      .where('taxCode', '=', String(taxCode))
      .executeTakeFirst()
  )?.id ?? 0

beforeAll(async () => {
  house = await testSystem()
  coordinator = await house.as('coordinator')
  const found = (await coordinator.run(listUnits, {})).find((row) => row.name === 'Huyện Mỹ Xuyên')
  if (found === undefined) throw new Error('no unit')
  unit = found
})

describe('importing enterprises', () => {
  test('the check shows what each row would do, and changes nothing', async () => {
    const known = fresh({ name: 'Đã có' })
    await coordinator.run(registerEnterprise, { ...known, adminUnitId: unit.id, sectorGroup: 'production' })
    const added = fresh({ year: 2024, employees: 45, revenue: '20.500.000.000', capital: '15 tỷ' })
    const checked = await coordinator.run(checkImport, {
      text: sheet(
        added,
        { taxCode: known.taxCode, phone: '0299 3822 164' },
        fresh({ taxCode: '2200108446' }),
        { taxCode: code() },
        added,
      ),
    })
    expect(checked).toMatchObject({ added: 1, changed: 1, refused: 3 })
    const { rows } = await coordinator.run(showImportRows, { id: checked.id })
    expect(rows.map((row) => [row.id, row.outcome, row.problems.map((problem) => problem.column)])).toEqual([
      // The district ended with June 2025: it is said, and the row goes in.
      [2, 'new', ['unit']],
      [3, 'update', []],
      [4, 'error', ['taxCode']],
      [5, 'error', ['name', 'address', 'unit', 'sectorGroup']],
      [6, 'error', ['taxCode']],
    ])
    expect(await idOf(added.taxCode)).toBe(0)
    expect(await coordinator.run(showImport, { id: checked.id })).toMatchObject({
      appliedAt: null,
      refused: 3,
      ignored: [],
    })
    const errors = await coordinator.run(showImportRows, { id: checked.id, outcome: 'error' })
    expect(errors.total).toBe(3)
  })

  test('the import writes the valid rows in one transaction with one audit record', async () => {
    const known = fresh({ name: 'Đã có', taxCode: code() })
    const { id: knownId } = await coordinator.run(registerEnterprise, {
      ...known,
      adminUnitId: unit.id,
      sectorGroup: 'production',
    })
    await coordinator.run(recordYear, {
      id: knownId,
      year: 2024,
      version: 0,
      sectorGroup: 'production',
      employees: 5,
      capital: '1 tỷ',
    })
    const added = fresh({
      year: 2024,
      employees: 45,
      revenue: '20500000000',
      capital: '15 tỷ',
      foundedOn: '15/03/2004',
    })
    const audits = async () =>
      Number(
        (
          await house.system.db
            .selectFrom('audit')
            .select((of) => of.fn.countAll().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      )
    const checked = await coordinator.run(checkImport, {
      text: sheet(
        added,
        { taxCode: added.taxCode, year: 2025, employees: 300, phone: '0299 3822 164' },
        { taxCode: known.taxCode, name: 'Tên mới', year: 2024, revenue: '900 tỷ' },
        fresh({ taxCode: '1' }),
      ),
    })
    const before = await audits()
    await coordinator.run(applyImport, { id: checked.id })
    expect(await audits()).toBe(before + 1)
    const one = await coordinator.run(showEnterprise, { id: await idOf(added.taxCode) })
    expect(one).toMatchObject({
      foundedOn: '2004-03-15',
      phone: '0299 3822 164',
      sizeClass: 'large',
      years: [
        { year: 2025, employees: 300, sizeClass: 'large' },
        { year: 2024, sizeClass: 'small', revenue: 20_500_000_000n },
      ],
    })
    expect(one.years[1]?.explanation.comparisons[1]?.revenue).toMatchObject({
      value: 20_500_000_000n,
      holds: true,
    })
    // what the row leaves empty stays; capital of 1 tỷ still makes it micro
    expect(await coordinator.run(showEnterprise, { id: knownId })).toMatchObject({
      name: 'Tên mới',
      address: 'Ấp 1',
      sizeClass: 'micro',
      years: [{ employees: 5, capital: 1_000_000_000n, revenue: 900_000_000_000n }],
    })
    const { entries } = await coordinator.run(enterpriseHistory, { id: knownId })
    expect(entries[0]).toMatchObject({ command: 'enterprises.applyImport' })
    expect(entries[0]?.changes.map((change) => change.table).sort()).toEqual([
      'enterprise',
      'enterprise_year',
    ])
  })

  test('the rows left out come back as typed, with the cell, column and reason of each mistake', async () => {
    const taxCode = code()
    const checked = await coordinator.run(checkImport, {
      text: `STT;Mã số thuế;Tên doanh nghiệp;Lao động\n1;${taxCode};Công ty A;nhiều`,
    })
    expect(await coordinator.run(showRowsToMend, { id: checked.id })).toEqual({
      headings: ['STT', 'Mã số thuế', 'Tên doanh nghiệp', 'Lao động'],
      rows: [
        {
          cells: ['1', taxCode, 'Công ty A', 'nhiều'],
          reasons: [
            {
              vi: 'Ô D2 (“nhiều”), Lao động bình quân: Xin viết một số nguyên.',
              en: 'Cell D2 (“nhiều”), Average employees: Please write a whole number.',
            },
          ],
        },
      ],
    })
  })

  test('what enterprises declared of their size comes in with its day, beside the class that is worked out', async () => {
    const declared = fresh({
      year: 2024,
      employees: 45,
      capital: '15 tỷ',
      declaredClass: 'Vừa',
      declaredOn: '15/3/2025',
    })
    const half = fresh({ year: 2024, employees: 45, declaredClass: 'Nhỏ' })
    const other = fresh({ year: 2024, employees: 45, declaredClass: 'Khổng lồ', declaredOn: '15/3/2025' })
    const checked = await coordinator.run(checkImport, { text: sheet(declared, half, other) })
    const { rows } = await coordinator.run(showImportRows, { id: checked.id })
    expect(rows.map((row) => [row.outcome, row.problems.map(({ column }) => column)])).toEqual([
      ['new', ['unit']], // the district ended, as in every row here
      ['error', ['declaredOn']],
      ['error', ['declaredClass']],
    ])
    await coordinator.run(applyImport, { id: checked.id })
    const detail = await coordinator.run(showEnterprise, { id: await idOf(declared.taxCode) })
    expect(detail.years).toMatchObject([
      { sizeClass: 'small', declaredClass: 'medium', declaredOn: '2025-03-15', employees: 45 },
    ])
    // The same file again changes nothing, and says so; what one cell changes is one row.
    const again = await coordinator.run(checkImport, { text: sheet(declared) })
    expect(again).toMatchObject({ added: 0, changed: 0, unchanged: 1, refused: 0 })
    const other45 = { ...declared, employees: 46 }
    const moved = await coordinator.run(checkImport, { text: sheet(other45) })
    expect(moved).toMatchObject({ added: 0, changed: 1, unchanged: 0 })
    const whole = await coordinator.run(checkImport, { text: sheet({ ...declared, name: 'Tên khác' }) })
    expect(whole).toMatchObject({ changed: 1, unchanged: 0 })
    // What stood there when it was checked, and no longer does, is checked again.
    await coordinator.run(applyImport, { id: whole.id })
    expect((await problemOf(coordinator.run(applyImport, { id: again.id }))).status).toBe(409)
  })

  test('an import is applied once', async () => {
    const checked = await coordinator.run(checkImport, { text: sheet(fresh()) })
    const tries = await Promise.allSettled([1, 2].map(() => coordinator.run(applyImport, { id: checked.id })))
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
    expect((await problemOf(coordinator.run(applyImport, { id: checked.id }))).code).toBe(
      'enterprises.importApplied',
    )
  })

  test('what changed since the check is not written over', async () => {
    const given = fresh()
    const { id } = await coordinator.run(registerEnterprise, {
      ...given,
      adminUnitId: unit.id,
      sectorGroup: 'production',
    })
    const other = fresh()
    const checked = await coordinator.run(checkImport, { text: sheet({ ...given, name: 'Từ tệp' }, other) })
    await coordinator.run(editEnterprise, {
      ...given,
      adminUnitId: unit.id,
      sectorGroup: 'production',
      id,
      version: 1,
      name: 'Sửa tay',
    })
    expect((await problemOf(coordinator.run(applyImport, { id: checked.id }))).code).toBe(
      'enterprises.importMoved',
    )
    expect((await coordinator.run(showEnterprise, { id })).name).toBe('Sửa tay')
    expect(await idOf(other.taxCode)).toBe(0)
  })

  test.each([
    ['a,b\n1,2', 'Không thấy dòng tiêu đề'],
    ['Mã số thuế\n', 'không có dòng nào'],
    ['', 'chọn tệp hoặc dán'],
  ])('%j is refused with its reason', async (text, reason) => {
    expect((await problemOf(coordinator.run(checkImport, { text }))).fields[0]?.words.vi).toContain(reason)
  })

  test.each(roles.filter((role) => role !== 'coordinator'))('%s imports nothing', async (role) => {
    const id = await idOf((await coordinator.run(listEnterprises, { limit: 1 })).rows[0]?.taxCode)
    const someone = await house.as(role, role === 'enterprise' ? { enterpriseId: id } : {})
    expect((await problemOf(someone.run(checkImport, { text: sheet(fresh()) }))).status).toBe(403)
    expect((await problemOf(someone.run(applyImport, { id: 1 }))).status).toBe(403)
  })

  test('a workbook is read as a list in any order of columns; another kind of file is refused', async () => {
    const given = fresh({ foundedOn: '2004-03-15' })
    const bytes = await writeWorkbook([
      {
        name: 'Danh sách',
        title: ['Danh sách doanh nghiệp'],
        columns: [
          { title: 'Năm số liệu', type: 'text' },
          { title: 'Lao động bình quân', type: 'decimal' },
          { title: 'Mã số thuế', type: 'text' },
          { title: 'Tên doanh nghiệp', type: 'text' },
          { title: 'Địa chỉ', type: 'text' },
          { title: 'Địa bàn', type: 'text' },
          { title: 'Lĩnh vực', type: 'text' },
          { title: 'Ngày thành lập', type: 'date' },
          { title: 'Doanh thu (đồng)', type: 'money' },
        ],
        rows: [
          [
            '2024',
            12,
            given.taxCode ?? null,
            'Công ty Đậu',
            'Ấp 2',
            unit.name,
            'Dịch vụ',
            '2004-03-15',
            20_500_000_000n,
          ],
        ],
      },
    ])
    const file = await coordinator.run(uploadFile, { name: 'ds.xlsx', bytes: new Uint8Array(bytes) })
    const checked = await coordinator.run(checkImport, { fileId: file.id })
    expect(checked).toMatchObject({ added: 1, refused: 0 })
    await coordinator.run(applyImport, { id: checked.id })
    expect(await coordinator.run(showEnterprise, { id: await idOf(given.taxCode) })).toMatchObject({
      name: 'Công ty Đậu',
      foundedOn: '2004-03-15',
      sizeClass: 'small',
      years: [{ year: 2024, employees: 12, revenue: 20_500_000_000n, sectorGroup: 'trade_services' }],
    })
    const pdf = await problemOf(coordinator.run(checkImport, { fileId: await house.evidence() }))
    expect(pdf.fields).toMatchObject([{ field: 'fileId' }])
  })

  test('five thousand rows go in at once', async () => {
    const rows = Array.from({ length: 5_000 }, (_, n) =>
      fresh({ name: `Công ty ${n}`, year: 2024, employees: n % 300, capital: '5 tỷ' }),
    )
    const checked = await coordinator.run(checkImport, { text: sheet(...rows) })
    expect(checked).toMatchObject({ added: 5_000, refused: 0 })
    await coordinator.run(applyImport, { id: checked.id })
    expect((await coordinator.run(showEnterprise, { id: await idOf(rows[4_999]?.taxCode) })).sizeClass).toBe(
      'medium',
    )
  })
})
