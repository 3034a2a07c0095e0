import { describe, expect, test } from 'vitest'
import { judgePlaces } from './rules.ts'
import { type CataloguePlace, PlaceRowRead } from './table.ts'

const place = (key: string, said: Partial<CataloguePlace> = {}): CataloguePlace => ({
  ...{ key, code: key, level: 'commune', name: `Xã ${key}`, nameEn: `${key} Commune`, parentKey: 'T' },
  ...{
    province: 'Mẫu',
    formerProvince: null,
    validFrom: '2025-07-01',
    validTo: null,
    source: 'Nghị quyết',
    successors: [],
  },
  ...said,
})
const province = place('T', { level: 'province', name: 'Tỉnh Mẫu', nameEn: 'Mẫu Province', parentKey: null })
const catalogue = [province, place('100'), place('101'), place('102')]
const source = 'Nghị quyết 5/2027'
const judge = (rows: Record<string, unknown>[], places: readonly CataloguePlace[] = catalogue) =>
  judgePlaces(
    rows.map((row) => PlaceRowRead.parse(row)),
    places,
  )
const told = (rows: Record<string, unknown>[], places = catalogue) =>
  judge(rows, places).map(({ outcome, problems }) => [outcome, ...problems.map(({ column }) => column)])

describe('a list that mends the catalogue of places', () => {
  test('a new commune has a key of its own, its English name and its province', () => {
    const [judged] = judge([
      { code: '00200', name: 'Phường Mới', province: 'Tỉnh Mẫu', validFrom: '01/01/2027', source },
    ])
    expect(judged).toMatchObject({
      outcome: 'new',
      place: { key: 'own:commune:00200-phuong-moi', nameEn: 'Mới Ward', province: 'Mẫu', parentKey: 'T' },
    })
  })

  test('a new commune without code, province, first day or source is refused at those cells', () => {
    expect(told([{ name: 'Xã Lạ' }])).toEqual([['error', 'code', 'province', 'validFrom', 'source']])
  })

  test('the code with another name puts the name right; without a source it does not', () => {
    expect(judge([{ code: '100', name: 'Xã Một', source }])[0]).toMatchObject({
      outcome: 'changed',
      changed: ['name', 'nameEn', 'source'],
      place: { key: '100', nameEn: 'Một Commune' },
    })
    expect(told([{ code: '100', name: 'Xã Một' }])).toEqual([['error', 'source']])
  })

  test('a code that a spreadsheet took the zeros from finds its unit and leaves the code whole', () => {
    const judged = judge([{ code: 31, name: 'Xã Hai', source }], [province, place('00031')])
    expect(judged[0]?.place).toMatchObject({ key: '00031', code: '00031', name: 'Xã Hai' })
  })

  test('a commune renamed on a day is two rows: the old one ends, the new one begins with its code', () => {
    const rows = [
      { code: '100', name: 'Xã 100', validTo: '31/12/2026', successors: 'Xã Đổi Tên, Mẫu', source },
      { code: '100', name: 'Xã Đổi Tên', province: 'Mẫu', validFrom: '01/01/2027', source },
    ]
    const [old, renamed] = judge(rows)
    expect(old).toMatchObject({ outcome: 'changed', place: { key: '100', validTo: '2026-12-31' } })
    expect(renamed?.outcome).toBe('new')
    expect(old?.place?.successors).toEqual([{ key: renamed?.place?.key, part: false }])
    // Without the end of the old one nobody can tell a new commune from a name put right.
    expect(told(rows.slice(1))).toEqual([['error', 'code']])
  })

  test('a split names its parts; a merger its whole', () => {
    const [split, merged] = judge([
      { code: '100', name: 'Xã 100', validTo: '31/12/2026', successors: '101; 102', source },
      { code: '101', name: 'Xã 101', source },
    ])
    expect(split?.place?.successors).toEqual([
      { key: '101', part: true },
      { key: '102', part: true },
    ])
    expect(merged?.outcome).toBe('changed')
    const [some] = judge([
      { code: '100', name: 'Xã 100', validTo: '31/12/2026', successors: '101 (một phần)', source },
    ])
    expect(some?.place?.successors).toEqual([{ key: '101', part: true }])
  })

  test('a successor that falls out takes with it the row that names it', () => {
    expect(
      told([
        { code: '100', name: 'Xã 100', validTo: '31/12/2026', successors: '300', source },
        { code: '300', name: 'Xã Ba', province: 'Không có', validFrom: '01/01/2027', source },
      ]),
    ).toEqual([
      ['error', 'successors'],
      ['error', 'province'],
    ])
  })

  test('a new commune knows where its area lay when all that became it lay in one province', () => {
    const old = [place('100', { formerProvince: 'Cũ' }), place('101', { formerProvince: 'Cũ' })]
    const ends = { validTo: '31/12/2026', successors: '500', source }
    const rows = [
      { ...ends, code: '100', name: 'Xã 100' },
      { ...ends, code: '101', name: 'Xã 101' },
      { code: '500', name: 'Xã Năm', province: 'Mẫu', validFrom: '01/01/2027', source },
    ]
    expect(judge(rows, [province, ...old])[2]?.place?.formerProvince).toBe('Cũ')
    expect(judge(rows, [province, ...old.slice(1), place('100')])[2]?.place?.formerProvince).toBe(null)
  })

  test.each([
    ['two units of one name without a code', { name: 'Xã Đôi', source }, 'name'],
    [
      'what became of a unit that lives on',
      { code: '100', name: 'Xã 100', successors: '101', source },
      'validTo',
    ],
    [
      'a last day before the first',
      { code: '100', name: 'Xã 100', validTo: '01/01/2024', source },
      'validTo',
    ],
    ['another tier', { code: '100', key: '100', name: 'Xã 100', level: 'Tỉnh, thành phố', source }, 'level'],
    [
      'a tier that nobody knows',
      { code: '1', name: 'Khu 1', level: 'Cấp huyện', province: 'Mẫu', validFrom: '01/01/2027', source },
      'level',
    ],
  ])('%s is refused at its cell', (_what, row, column) => {
    const twins = ['a', 'b'].map((key) => place(key, { name: 'Xã Đôi' }))
    expect(told([row], [...catalogue, ...twins])).toEqual([['error', column]])
  })

  test('the province tells two communes of one name apart', () => {
    const twins = [place('a', { name: 'Xã Đôi' }), place('b', { name: 'Xã Đôi', province: 'Khác' })]
    expect(judge([{ name: 'xã đôi', province: 'Tỉnh Khác', source }], twins)[0]?.place?.key).toBe('b')
  })
})
