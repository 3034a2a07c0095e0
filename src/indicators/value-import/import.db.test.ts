import { beforeAll, describe, expect, it } from 'vitest'
import { writeWorkbook } from '../../documents/write/workbook.ts'
import { activePlan } from '../../plan/index.ts'
import { storeFile } from '../../platform/files.ts'
import { problemOf } from '../../testing/problem.ts'
import { type Someone, testSystem } from '../../testing/system.ts'
import { addIndicator } from '../commands.ts'
import { confirmImportedValues, enterValue, listValues, withdrawValue } from '../values.ts'
import {
  applyValueImport,
  checkValueImport,
  showValueImport,
  showValueImportCells,
  showValueRowsToMend,
} from './import.ts'

/* Values that agencies answer for, out of a sheet: long, or with the years across. */

const test = await testSystem()
let coordinator: Someone
let second: Someone
let statistics: Someone
let finance: Someone
const keys: Record<'share' | 'films' | 'revenue', string> = { share: '', films: '', revenue: '' }

beforeAll(async () => {
  coordinator = await test.as('coordinator')
  second = await test.as('coordinator')
  const agencyOf = async (kind: 'statistics' | 'finance') =>
    (
      await test.system.db
        .selectFrom('agency')
        .select('id')
        .where('kind', '=', kind)
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
    ).id
  statistics = await test.as('statistics', { agencyId: await agencyOf('statistics') })
  finance = await test.as('finance', { agencyId: await agencyOf('finance') })
  const add = async (name: string, unit: string, measure: string, agencyId: number | null) =>
    (
      await coordinator.run(addIndicator, {
        ...{ name, nameEn: `${name} (en)`, unit, unitEn: unit, source: 'Kế hoạch mẫu', way: 'entered' },
        ...{ measure, agencyId },
      })
    ).key
  keys.share = await add('Tỷ lệ sản phẩm truy xuất được', '%', 'last', statistics.actor.agencyId)
  keys.films = await add('Phóng sự', 'phóng sự', 'sum', statistics.actor.agencyId)
  keys.revenue = await add('Thu ngân sách', 'tỷ đồng', 'sum', finance.actor.agencyId)
})

const cellsOf = async (id: number, who = statistics) =>
  (await who.run(showValueImportCells, { id, limit: 100 })).rows
const faults = async (id: number, who = statistics) =>
  (await cellsOf(id, who))
    .filter(({ outcome }) => outcome === 'error')
    .map(({ cell, problems }) => [cell, problems.map(({ column }) => column)])

describe('a table with the years across', () => {
  it('is read cell by cell with the unit of each; a wrong cell leaves its neighbours alone', async () => {
    const text = [
      'Chỉ số;Đơn vị tính;2023;2024;Ước 2025',
      'Tỷ lệ sản phẩm truy xuất được;%;20;27,5;lạ',
      'Phóng sự;phóng sự;;6;',
      'Thu ngân sách;tỷ đồng;;90;',
      'Phóng sự;lượt;;5;',
    ].join('\n')
    const found = await statistics.run(checkValueImport, { text })
    expect(await faults(found.id)).toEqual([
      ['E2', ['y2025']],
      ['D4', ['indicator']],
      ['D5', ['unit']],
    ])
    const cells = await cellsOf(found.id)
    expect(cells.filter(({ outcome }) => outcome === 'new')).toMatchObject([
      { cell: 'C2', year: 2023, value: 20, unit: { vi: '%' } },
      { cell: 'D2', year: 2024, value: 27.5, agency: { vi: expect.stringContaining('Thống kê') } },
      { cell: 'D3', year: 2024, value: 6, unit: { vi: 'phóng sự' } },
    ])
    const mend = await statistics.run(showValueRowsToMend, { id: found.id })
    expect(mend.rows[0]?.reasons[0]?.vi).toContain('Ô E2 (“lạ”), 2025')
    expect((await statistics.run(listValues, {})).total).toBe(0)
  })

  it('takes numbers of a workbook and its numeric headings, a percentage only where the unit is one', async () => {
    const bytes = await writeWorkbook([
      {
        name: 'So lieu',
        columns: ['Mã', '2023', '2024'].map((title) => ({ title, type: 'text' as const })),
        rows: [
          [keys.share, 21.5, 30],
          [keys.films, 4, 1.5],
        ],
      },
    ])
    const { id: fileId } = await storeFile(test.system.db, test.system.files, {
      name: 'so-lieu.xlsx',
      bytes: new Uint8Array(bytes),
      mime: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      uploadedBy: statistics.actor.userId,
      enterpriseId: null,
    })
    const found = await statistics.run(checkValueImport, { fileId })
    expect((await cellsOf(found.id)).map(({ cell, value }) => [cell, value])).toEqual([
      ['B2', 21.5],
      ['C2', 30],
      ['B3', 4],
      ['C3', 1.5],
    ])
  })
})

describe('a table of one value a row', () => {
  it('waits for another person as values that are typed do, and names paper, plan and estimate', async () => {
    const evidenceId = await test.evidence('bao-cao.pdf')
    const plan = await activePlan({ db: test.system.db, planId: null })
    const text = [
      'Chỉ số;Năm;Giá trị;Ước thực hiện;Kế hoạch;Số văn bản;Ngày văn bản;Ghi chú',
      `Tỷ lệ sản phẩm truy xuất được;2024;27,5;;${plan.number};12/BC-CTK;20/1/2025;sơ bộ`,
      `Phóng sự;2024;6;;${plan.province};;;`,
      'Phóng sự;2024;7;;;;;',
      'Phóng sự;2019;7;;;;;',
      'Phóng sự;2023;7;;Huyện lạ;;;',
      'Số không có;2024;7;;;;;',
      'Phóng sự;2023;7;có;;;;',
      'Tỷ lệ sản phẩm truy xuất được;2023;5000;;;;;',
      'Tỷ lệ sản phẩm truy xuất được;2023;12,345;;;;1/1/2099;',
    ].join('\n')
    const found = await statistics.run(checkValueImport, {
      ...{ text, evidenceId },
      paperNumber: '7/BC',
      paperOn: '5/2/2025',
    })
    expect(found).toMatchObject({ added: 2, refused: 7 })
    expect(await faults(found.id)).toEqual([
      ['C4', ['value']],
      ['C5', ['year']],
      ['C6', ['plan']],
      ['C7', ['indicator']],
      ['C8', ['estimate']],
      ['C9', ['value']],
      ['C10', ['paperOn']],
    ])
    await statistics.run(applyValueImport, { id: found.id })
    const { rows } = await statistics.run(listValues, { state: 'entered' })
    expect(rows).toMatchObject([
      { key: keys.films, value: 6, paperNumber: '7/BC', paperOn: '2025-02-05', file: { id: evidenceId } },
      { key: keys.share, value: 27.5, paperNumber: '12/BC-CTK', paperOn: '2025-01-20', note: 'sơ bộ' },
    ])
    const own = await problemOf(statistics.run(confirmImportedValues, { id: found.id }))
    expect(own.code).toBe('controls.samePerson')
    const other = await problemOf(finance.run(confirmImportedValues, { id: found.id }))
    expect(other.status).toBe(403)
    expect(await second.run(confirmImportedValues, { id: found.id })).toEqual({ id: found.id, confirmed: 2 })
    expect(await statistics.run(showValueImport, { id: found.id })).toMatchObject({
      waiting: 0,
      confirmed: 2,
    })
    const facts = await test.system.db
      .selectFrom('fact')
      .select(['quantity', 'year', 'fileId'])
      .where('kind', '=', 'value.entered')
      .orderBy('id')
      .execute()
    expect(facts).toEqual([
      { quantity: 27.5, year: 2024, fileId: evidenceId },
      { quantity: 6, year: 2024, fileId: evidenceId },
    ])
    expect((await problemOf(second.run(confirmImportedValues, { id: found.id }))).status).toBe(409)
  })

  it('leaves what stands as it is: the same value is unchanged, another is refused until the first is withdrawn', async () => {
    const text = 'Chỉ số;Năm;Giá trị\nPhóng sự;2024;6\nTỷ lệ sản phẩm truy xuất được;2024;28'
    const found = await statistics.run(checkValueImport, { text })
    expect(found).toMatchObject({ added: 0, unchanged: 1, refused: 1 })
    const { rows } = await statistics.run(listValues, { key: keys.share })
    await statistics.run(withdrawValue, { id: rows[0]?.id, reason: 'Số công bố lại' })
    const again = await statistics.run(checkValueImport, { text })
    expect(again).toMatchObject({ added: 1, unchanged: 1, refused: 0 })
    // entered by another meanwhile: what was shown is not written over it
    const fileId = await test.evidence('khac.pdf')
    await coordinator.run(enterValue, { key: keys.share, year: 2024, value: 29, fileId })
    const moved = await problemOf(statistics.run(applyValueImport, { id: again.id }))
    expect(moved.code).toBe('indicators.importMoved')
  })

  it('of an agency is of its own indicators; the coordinator brings those of any', async () => {
    const text = 'Chỉ số;Năm;Giá trị;Cơ quan\nThu ngân sách;2024;91,5;\nThu ngân sách;2023;80;Cục Thống kê'
    expect(await statistics.run(checkValueImport, { text })).toMatchObject({ added: 0, refused: 2 })
    const found = await coordinator.run(checkValueImport, { text })
    expect(await faults(found.id, coordinator)).toEqual([['C3', ['agency']]])
    expect(found.added).toBe(1)
  })
})
