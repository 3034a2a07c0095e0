import { describe, expect, test } from 'vitest'
import { AgencyRowRead, judgeAgencies, type ListedAgency } from './import-rules.ts'

const there = (id: number, key: string, said: Partial<ListedAgency> = {}): ListedAgency => ({
  ...{
    id,
    key,
    name: `Sở ${key}`,
    nameEn: `Department ${key}`,
    kind: 'agency',
    validFrom: null,
    validTo: null,
  },
  ...{ successor: null, source: 'Kế hoạch', toCheck: false },
  ...said,
})
const row = (said: Record<string, unknown>) => AgencyRowRead.parse(said)
const whole = { kind: 'agency', source: 'Quyết định 1/QĐ-UBND' }
const judge = (rows: Record<string, unknown>[], agencies: readonly ListedAgency[] = []) =>
  judgeAgencies(rows.map(row), agencies)
const told = (rows: Record<string, unknown>[], agencies: readonly ListedAgency[] = []) =>
  judge(rows, agencies).map(({ outcome, problems }) => [outcome, ...problems.map(({ column }) => column)])

describe('a list of agencies', () => {
  test('a new agency without a name in English bears its Vietnamese one until somebody gives one', () => {
    const [judged] = judge([{ ...whole, name: 'Sở Du lịch tỉnh Mẫu' }])
    expect(judged).toMatchObject({
      outcome: 'new',
      agency: { key: 'so-du-lich-tinh-mau', nameEn: 'Sở Du lịch tỉnh Mẫu', toCheck: false },
    })
  })

  test('a new agency without role or source is refused at those cells', () => {
    expect(told([{ name: 'Sở Du lịch' }])).toEqual([['error', 'kind', 'source']])
  })

  test('an empty cell of an agency that is there keeps what there is', () => {
    const known = there(1, 'sct', { validFrom: '2025-03-01' })
    expect(told([{ name: 'sở SCT' }], [known])).toEqual([['changed']])
    expect(told([{ name: known.name }], [known])).toEqual([['same']])
  })

  test('roles are read by their Vietnamese and English names and by their keys', () => {
    for (const kind of ['finance', 'Tài chính', 'Finance'])
      expect(judge([{ ...whole, name: 'Sở Tài chính', kind }])[0]?.agency?.kind).toBe('finance')
  })

  test('the role of an agency that is there does not change', () => {
    expect(told([{ ...whole, name: 'Sở sct', kind: 'finance' }], [there(1, 'sct')])).toEqual([
      ['error', 'kind'],
    ])
  })

  test('the code renames an agency; a name alone finds it', () => {
    const [judged] = judge([{ key: 'sct', name: 'Sở Công Thương' }], [there(1, 'sct')])
    expect(judged).toMatchObject({ outcome: 'changed', changed: ['name'], agency: { key: 'sct' } })
  })

  test('a succession is found among the agencies and the other rows, whatever their order', () => {
    const rows = [
      { name: 'Sở cũ', validTo: '28/02/2025', successor: 'Sở Mới' },
      { ...whole, name: 'Sở Mới', validFrom: '01/03/2025' },
    ]
    const old = there(1, 'cu', { name: 'Sở Cũ' })
    for (const order of [rows, rows.toReversed()]) {
      const judged = judge(order, [old]).find(({ agency }) => agency?.key === 'cu')
      expect(judged).toMatchObject({
        outcome: 'changed',
        agency: { successor: 'so-moi', validTo: '2025-02-28' },
      })
    }
  })

  test('a successor that falls out takes the row that names it with it', () => {
    expect(
      told([
        { ...whole, name: 'A', validTo: '28/02/2025', successor: 'B' },
        { ...whole, name: 'B', validTo: '31/12/2025', successor: 'C' },
        { name: 'C' },
      ]),
    ).toEqual([
      ['error', 'successor'],
      ['error', 'successor'],
      ['error', 'kind', 'source'],
    ])
  })

  test.each([
    ['without a last day', { successor: 'Sở b' }, 'validTo'],
    ['by one that has ended', { validTo: '01/01/2026', successor: 'Sở ended' }, 'successor'],
    ['by itself', { validTo: '01/01/2026', successor: 'Sở a' }, 'successor'],
    ['by one that nobody knows', { validTo: '01/01/2026', successor: 'Sở lạ' }, 'successor'],
    ['that ends before it began', { validFrom: '02/01/2026', validTo: '01/01/2026' }, 'validTo'],
  ])('an agency %s is refused at its cell', (_how, said, column) => {
    const agencies = [there(1, 'a'), there(2, 'b'), there(3, 'ended', { validTo: '2024-12-31' })]
    expect(told([{ name: 'Sở a', ...said }], agencies)).toEqual([['error', column]])
  })

  test('a ring of successors is refused', () => {
    const one = there(1, 'a', { validTo: '2025-01-01', successor: 'b' })
    const other = there(2, 'b', { validTo: null })
    expect(told([{ name: 'Sở b', validTo: '01/01/2024', successor: 'a' }], [one, other])).toEqual([
      ['error', 'successor'],
    ])
  })

  test('of two agencies of one name the living one is meant; two that live are asked about', () => {
    const ended = there(1, 'cu', { name: 'Sở Nội vụ', validTo: '2025-02-28' })
    const living = there(2, 'moi', { name: 'Sở Nội vụ', validFrom: '2025-03-01' })
    expect(judge([{ name: 'Sở Nội vụ', source: 'Khác' }], [ended, living])[0]?.agency?.key).toBe('moi')
    const twin = there(3, 'nua', { name: 'Sở Nội vụ' })
    expect(told([{ name: 'Sở Nội vụ' }], [living, twin])).toEqual([['error', 'name']])
    expect(judge([{ name: 'Sở Nội vụ', validFrom: '01/03/2025' }], [living, twin])[0]?.agency?.key).toBe(
      'moi',
    )
  })

  test('the name of an agency that ended is free for a new one, whose code differs', () => {
    const ended = there(1, 'so-noi-vu', { name: 'Sở Nội vụ', validTo: '2025-02-28' })
    const [judged] = judge([{ ...whole, name: 'Sở Nội vụ', validFrom: '01/03/2025' }], [ended])
    expect(judged).toMatchObject({ outcome: 'new', agency: { key: 'so-noi-vu-2' } })
  })

  test('a row twice is one row and one error', () => {
    const same = { ...whole, name: 'Sở Du lịch' }
    expect(told([same, same])).toEqual([['new'], ['error', 'name']])
  })
})
