import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeOwn, type OwnRead, ownKey } from './own-import-rules.ts'

const row = (change: Partial<OwnRead> = {}): OwnRead => ({
  ...{ taxCode: '2200108445', turn: undefined, documentNumber: 'HĐ-1', paidOn: '2025-03-01' },
  ...{ amount: 1_000n, purpose: 'Thuê tư vấn' },
  ...change,
})
const there = (turns: readonly { id: number; taxCode: string }[], standing: readonly string[] = []) => ({
  ...{ turns, standing: new Set(standing), today: '2026-01-01' },
})

test('a turn that is not named is the only one of its enterprise; of several it is asked for', () => {
  const one = { id: 7, taxCode: '2200108445' }
  expect(judgeOwn([row()], there([one]))).toMatchObject([{ outcome: 'new', placeId: 7 }])
  const two = there([one, { id: 9, taxCode: '2200108445' }])
  expect(judgeOwn([row(), row({ turn: 9 }), row({ turn: 8 }), null], two)).toMatchObject([
    { outcome: 'error', problems: [{ column: 'turn' }] },
    { outcome: 'new', placeId: 9 },
    { outcome: 'error', problems: [{ column: 'turn' }] },
    { outcome: 'error', problems: [] },
  ])
})

test('what stands already is the same, and nothing is declared twice whatever the table says', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.record({ turn: fc.constantFrom(1, 2), amount: fc.bigInt(1n, 3n), no: fc.constantFrom('A', 'B') }),
      ),
      fc.array(
        fc.record({ turn: fc.constantFrom(1, 2), amount: fc.bigInt(1n, 3n), no: fc.constantFrom('A', 'B') }),
      ),
      (rows, before) => {
        const read = rows.map(({ turn, amount, no }) =>
          row({ turn, amount, documentNumber: no, taxCode: 'x' }),
        )
        const key = (of: OwnRead) => ownKey({ ...of, placeId: of.turn ?? null })
        const standing = before.map(({ turn, amount, no }) => key(row({ turn, amount, documentNumber: no })))
        const turns = [1, 2].map((id) => ({ id, taxCode: 'x' }))
        const judged = judgeOwn(read, there(turns, standing))
        const added = read.filter((_, at) => judged[at]?.outcome === 'new').map(key)
        expect(new Set(added).size).toBe(added.length)
        expect(added.some((one) => standing.includes(one))).toBe(false)
      },
    ),
  )
})
