import { beforeAll, describe, expect, test } from 'vitest'
import {
  applyAgencies,
  checkAgencies,
  showAgencyImportRows,
  showAgencyRowsToMend,
} from '../agencies/import.ts'
import { applyPlaces, checkPlaces, showPlaceImportRows } from '../places/import/import.ts'
import { showPlace } from '../places/queries.ts'
import { chooseProvince } from '../setup/index.ts'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { createApp } from './app.tsx'

/* Lists of the set-up leave as a file and come back in, into the same installation and into a new one, without loss. */

const here = await testSystem()
const app = createApp(here.system)
const admin = await here.as('coordinator', { admin: true })
const browser = browserOn(app, here.system)

beforeAll(async () => {
  await letIn(here.system, admin.actor.userId ?? '')
  await browser.post('/sign-in', { email: `${admin.actor.userId}@example.vn`, password: testPassword })
})

const agencies = ({ system }: typeof here) =>
  system.db
    .selectFrom('agency as a')
    .leftJoin('agency as s', 's.id', 'a.successorId')
    .select([
      'a.key',
      'a.name',
      'a.nameEn',
      'a.kind',
      'a.validFrom',
      'a.validTo',
      'a.source',
      's.key as successor',
    ])
    .orderBy('a.key')
    .execute()

describe('the list of agencies', () => {
  test.each(['vi', 'en'])(
    'as it is exported in %s changes nothing here and makes the same list anew',
    async (lang) => {
      const { text } = await browser.get(`/agencies?export=csv&lang=${lang}`)
      const before = await agencies(here)
      const checked = await admin.run(checkAgencies, { text })
      expect(checked).toEqual({ id: checked.id, added: 0, changed: 0, unchanged: before.length, refused: 0 })

      const there = await testSystem({ clean: true })
      const other = await there.as('coordinator', { admin: true })
      await other.run(chooseProvince, { province: 'Đồng Nai' })
      const { id, added } = await other.run(checkAgencies, { text })
      expect(added).toBe(before.length)
      await other.run(applyAgencies, { id })
      expect(await agencies(there)).toEqual(before)
      expect((await problemOf(other.run(applyAgencies, { id }))).status).toBe(409)
    },
  )

  test('rows in error name their cell and reason, stay out, and come back as a sheet to mend', async () => {
    const text = [
      'Cơ quan,Tên tiếng Anh,Vai trò,Từ ngày,Đến ngày,Cơ quan kế thừa,Nguồn',
      'Sở Du lịch tỉnh Mẫu,,agency,,,,QĐ 1',
      'Sở Dân tộc tỉnh Mẫu,,Vai lạ,32/13/2025,,,QĐ 1',
      'Sở Cũ tỉnh Mẫu,,agency,,28/02/2025,Sở Không có,QĐ 1',
    ].join('\n')
    const { id } = await admin.run(checkAgencies, { text })
    const { rows } = await admin.run(showAgencyImportRows, { id })
    expect(rows.map(({ outcome, problems }) => [outcome, ...problems.map(({ cell }) => cell)])).toEqual([
      ['new'],
      ['error', 'C3', 'D3'],
      ['error', 'F4'],
    ])
    const mend = await admin.run(showAgencyRowsToMend, { id })
    expect(mend.headings).toContain('Vai trò')
    expect(mend.rows.map(({ cells }) => cells[0])).toContain('Sở Cũ tỉnh Mẫu')
  })

  test('what changed after the check is not written over', async () => {
    const text = 'Cơ quan,Vai trò,Nguồn\nSở Mới tỉnh Mẫu,agency,QĐ 2'
    const first = await admin.run(checkAgencies, { text })
    const second = await admin.run(checkAgencies, { text })
    await admin.run(applyAgencies, { id: first.id })
    expect((await problemOf(admin.run(applyAgencies, { id: second.id }))).code).toBe('agencies.importMoved')
  })

  test('whoever is no administrator of the coordinator brings none', async () => {
    const text = 'Cơ quan,Vai trò,Nguồn\nSở Khác,agency,QĐ 2'
    for (const [role, asAdmin] of [
      ['coordinator', false],
      ['leader', true],
    ] as const) {
      const someone = await here.as(role, { admin: asAdmin })
      expect((await problemOf(someone.run(checkAgencies, { text }))).status).toBe(403)
    }
  })

  test('the page takes a pasted list and shows what it would do before anything is written', async () => {
    const form = (await browser.get('/agencies/import')).forms.find(
      ({ action }) => action === '/agencies/import',
    )
    const sent = await browser.post('/agencies/import', {
      ...form?.values,
      text: 'Cơ quan,Vai trò,Nguồn\nSở Trang tỉnh Mẫu,agency,QĐ 3',
    })
    const { text } = await browser.get(sent.location ?? '')
    expect(text).toContain('Sở Trang tỉnh Mẫu')
    expect(text).toContain('Thêm mới')
    expect((await browser.get('/agencies?q=Sở Trang')).text).not.toContain('Sở Trang tỉnh Mẫu</a>')
  })
})

describe('the catalogue of places', () => {
  const source = 'Nghị quyết 99/2027/QH16'
  const sheet = (...rows: string[]) =>
    ['Mã,Tên,Tỉnh,Từ ngày,Đến ngày,Đơn vị kế thừa,Nguồn', ...rows].join('\n')

  test('as it is exported changes nothing', async () => {
    const { text } = await browser.get('/places?export=csv&province=Đồng Nai')
    const { id: _, ...counts } = await admin.run(checkPlaces, { text })
    expect(counts).toMatchObject({ added: 0, changed: 0, refused: 0 })
    expect(counts.unchanged).toBeGreaterThan(250)
  })

  test('a commune that is split on a day has its parts, which addresses can be in, and the old one ends there too', async () => {
    const unit = await here.system.db
      .selectFrom('place as p')
      .innerJoin('adminUnit as u', 'u.placeKey', 'p.key')
      .select(['p.key', 'p.code', 'p.name', 'u.id'])
      .where('p.level', '=', 'commune')
      .where('p.province', '=', 'Cần Thơ')
      .where('p.validTo', 'is', null)
      .orderBy('p.key')
      .executeTakeFirstOrThrow()
    const text = sheet(
      `${unit.code},${unit.name},,,31/12/2025,Xã Tách Một; 99902,${source}`,
      `99901,Xã Tách Một,thành phố Cần Thơ,01/01/2026,,,${source}`,
      `99902,Xã Tách Hai,thành phố Cần Thơ,01/01/2026,,,${source}`,
      `99903,Xã Không Nơi,Tỉnh Lạ,01/01/2026,,,${source}`,
    )
    const { id, ...counts } = await admin.run(checkPlaces, { text })
    expect(counts).toEqual({ added: 2, changed: 1, unchanged: 0, refused: 1 })
    const { rows } = await admin.run(showPlaceImportRows, { id, outcome: 'error' })
    expect(rows[0]?.problems).toMatchObject([{ column: 'province', cell: 'C5', typed: 'Tỉnh Lạ' }])
    expect((await admin.run(showPlace, { key: unit.key })).validTo).toBe(null)
    await admin.run(applyPlaces, { id })
    const shown = await admin.run(showPlace, { key: unit.key })
    expect(shown).toMatchObject({ validTo: '2025-12-31', own: true })
    expect(shown.became.map(({ name, part }) => [name, part])).toEqual([
      ['Xã Tách Hai', true],
      ['Xã Tách Một', true],
    ])
    for (const { key } of shown.became) expect((await admin.run(showPlace, { key })).offered).toBe(true)
    const { validTo } = await here.system.db
      .selectFrom('adminUnit')
      .select('validTo')
      .where('id', '=', unit.id)
      .executeTakeFirstOrThrow()
    expect(validTo).toBe('2025-12-31')
    expect((await problemOf(admin.run(applyPlaces, { id }))).status).toBe(409)
  })

  test('only an administrator mends it', async () => {
    const someone = await here.as('coordinator')
    const text = sheet(`99909,Xã Chín,Cần Thơ,01/01/2026,,,${source}`)
    expect((await problemOf(someone.run(checkPlaces, { text }))).status).toBe(403)
  })
})
