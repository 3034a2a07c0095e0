import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { addEntry, addList, correctEntry, correctList, endList, removeEntry } from './commands.ts'
import { applyEntries, checkEntries, showEntryImportRows } from './import.ts'
import { judgeEntries } from './import-rules.ts'
import { listEntries, listLists, showEntry, showList } from './queries.ts'

const { system, as } = await testSystem()
let officer: Someone
let instruments: number[]

beforeAll(async () => {
  officer = await as('coordinator')
  const rows = await system.db.selectFrom('legalInstrument').select('id').orderBy('id').limit(4).execute()
  instruments = rows.map(({ id }) => id)
})

const list = (at: number, change: object = {}) => ({
  ...{ instrumentId: instruments[at], validFrom: '2024-01-01', ...change },
})

test('no list of key products comes with the program; everybody reads what is entered', async () => {
  const anybody = await as('public')
  expect((await anybody.run(listLists, {})).rows).toEqual([])
  expect((await anybody.run(listEntries, {})).rows).toEqual([])
})

test('a list is entered once by its decision, corrected, and ended by the list that takes its place', async () => {
  const { id } = await officer.run(addList, list(0))
  expect((await problemOf(officer.run(addList, list(0)))).code).toBe('keyProducts.listTwice')
  const { fields } = await problemOf(
    officer.run(addList, {
      instrumentId: 999_999,
      province: 'Xa',
      validFrom: '2024-02-01',
      validTo: '2024-01-01',
    }),
  )
  expect(fields.map(({ field }) => field).sort()).toEqual(['instrumentId', 'province', 'validTo'])
  await officer.run(correctList, { ...list(0, { note: 'Có phụ lục' }), id, version: 1 })
  expect((await problemOf(officer.run(correctList, { ...list(0), id, version: 1 }))).status).toBe(409)
  const { id: later } = await officer.run(addList, list(1, { validFrom: '2025-01-01' }))
  const end = { id, replacedBy: later, reason: 'Quyết định mới thay thế' }
  expect((await problemOf(officer.run(endList, { ...end, validTo: '2023-01-01' }))).fields).toMatchObject([
    { field: 'validTo' },
  ])
  expect(
    (await problemOf(officer.run(endList, { ...end, replacedBy: id, validTo: '2024-12-31' }))).fields,
  ).toMatchObject([{ field: 'replacedBy' }])
  await officer.run(endList, { ...end, validTo: '2024-12-31' })
  expect(await officer.run(showList, { id })).toMatchObject({
    ...{ state: 'ended', replacedBy: later, note: 'Có phụ lục', products: 0, version: 3 },
  })
  // without a last day it is in force again, and nothing stands in its place
  await officer.run(correctList, { ...list(0), id, version: 3 })
  expect(await officer.run(showList, { id })).toMatchObject({ state: 'inForce', replacedBy: null })
})

test('products of a list are added, corrected and taken off; one name stands once in its group', async () => {
  const { id } = await officer.run(addList, list(2))
  const { id: rice } = await officer.run(addEntry, { id, name: 'Gạo thơm' })
  expect((await problemOf(officer.run(addEntry, { id, name: 'GẠO THƠM' }))).code).toBe('keyProducts.twice')
  await officer.run(addEntry, { id, name: 'Gạo thơm', groupName: 'Nông sản chế biến' })
  await officer.run(correctEntry, { id: rice, version: 1, name: 'Gạo thơm', groupName: 'Trồng trọt' })
  expect((await problemOf(officer.run(correctEntry, { id: rice, version: 1, name: 'X' }))).status).toBe(409)
  const { rows } = await officer.run(listEntries, { listId: id, sort: 'groupName' })
  expect(rows.map(({ groupName }) => groupName)).toEqual(['Nông sản chế biến', 'Trồng trọt'])
  expect((await officer.run(listEntries, { q: 'trong trot' })).rows.map(({ id: found }) => found)).toEqual([
    rice,
  ])
  await officer.run(removeEntry, { id: rice })
  expect((await problemOf(officer.run(showEntry, { id: rice }))).status).toBe(404)
  expect((await problemOf((await as('leader')).run(addEntry, { id, name: 'Tôm' }))).status).toBe(403)
})

test('an appendix comes in as a table: rows are checked, shown and written; what it leaves out stays', async () => {
  const { id: listId } = await officer.run(addList, list(3))
  await officer.run(addEntry, { id: listId, name: 'Tôm nước lợ' })
  await officer.run(addEntry, { id: listId, name: 'Bưởi' })
  const text = 'Sản phẩm\tNhóm\tGhi chú\nTôm nước lợ\t\tNuôi\nNhãn\tCây ăn quả\t\nNhãn\tCây ăn quả\t\n'
  const { id } = await officer.run(checkEntries, { text, listId })
  const { rows } = await officer.run(showEntryImportRows, { id })
  expect(rows.map(({ outcome }) => outcome)).toEqual(['changed', 'new', 'error'])
  await officer.run(applyEntries, { id })
  const after = await officer.run(listEntries, { listId, sort: 'name' })
  expect(after.rows.map(({ name, note }) => [name, note])).toEqual([
    ['Bưởi', null],
    ['Nhãn', null],
    ['Tôm nước lợ', 'Nuôi'],
  ])
  expect((await problemOf(officer.run(checkEntries, { text, listId: 999_999 }))).status).toBe(404)
})

test('a table that was written changes nothing when it comes in again', () => {
  const row = fc.record({
    note: fc.constant(undefined),

    name: fc.stringMatching(/^[a-z]{1,9}$/),
    groupName: fc.stringMatching(/^[a-z]{1,3}$/),
  })
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const first = judgeEntries(rows, [])
      const written = first.flatMap(({ entry }, id) => (entry === null ? [] : [{ ...entry, id }]))
      const again = judgeEntries(rows, written)
      expect(again.every(({ outcome }) => outcome === 'same' || outcome === 'error')).toBe(true)
      expect(again.filter(({ outcome }) => outcome === 'same')).toHaveLength(written.length)
    }),
  )
})
