import fc from 'fast-check'
import { expect, test } from 'vitest'
import { broughtTo, type ComparedLine, compareLines, sumOf } from './rules.ts'

const line = (title: string, amount: string): ComparedLine => ({ title, amount })

test('between two versions a line is added, altered or taken out, and the same one says nothing', () => {
  const before = new Map([
    [1, line('Hội thảo', '30000000')],
    [2, line('Đào tạo', '40000000')],
    [3, line('ISO 9001', '90000000')],
  ])
  const after = new Map([
    [1, line('Hội thảo', '30000000')],
    [3, line('ISO 9001', '120000000')],
    [4, line('Truy xuất', '60000000')],
  ])
  expect(compareLines(before, after)).toEqual([
    {
      id: 3,
      title: 'ISO 9001',
      kind: 'changed',
      fields: [{ field: 'amount', before: '90000000', after: '120000000' }],
    },
    {
      id: 4,
      title: 'Truy xuất',
      kind: 'added',
      fields: [
        { field: 'title', before: null, after: 'Truy xuất' },
        { field: 'amount', before: null, after: '60000000' },
      ],
    },
    {
      id: 2,
      title: 'Đào tạo',
      kind: 'removed',
      fields: [
        { field: 'title', before: 'Đào tạo', after: null },
        { field: 'amount', before: '40000000', after: null },
      ],
    },
  ])
})

const version = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.string(), fc.nat()), { maxLength: 9 })
  .map((lines) => new Map(lines.map(([id, title, amount]) => [id, line(title, String(amount))])))

test('a version does not differ from itself, and what one way adds the other takes out', () => {
  fc.assert(
    fc.property(version, version, (one, other) => {
      expect(compareLines(one, one)).toEqual([])
      const ids = (kind: string, changes: ReturnType<typeof compareLines>) =>
        changes.flatMap((change) => (change.kind === kind ? [change.id] : [])).sort()
      const [there, back] = [compareLines(one, other), compareLines(other, one)]
      expect(ids('added', there)).toEqual(ids('removed', back))
      expect(ids('changed', there)).toEqual(ids('changed', back))
    }),
  )
})

test('lines that serve one target are summed; those that serve none bring nothing', () => {
  const lines = [
    { targetId: 1, targetQuantity: 3 },
    { targetId: 1, targetQuantity: 2 },
    { targetId: 2, targetQuantity: 1 },
    { targetId: null, targetQuantity: null },
  ]
  expect([...broughtTo(lines)]).toEqual([
    [1, 5],
    [2, 1],
  ])
  expect(
    sumOf([
      { amount: 5n, counterpart: null },
      { amount: 7n, counterpart: 2n },
    ]),
  ).toEqual({ amount: 12n, counterpart: 2n })
})
