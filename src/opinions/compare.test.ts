import fc from 'fast-check'
import { expect, test } from 'vitest'
import { clausesThrough } from './compare.ts'

const round = (number: number, labels: readonly string[], on: readonly (string | null)[] = []) => ({
  number,
  clauses: labels.map((label) => ({ label, text: `${label} lần ${number}` })),
  opinions: on.map((clause, at) => ({ requestId: at + 1, clause })),
})

test('a clause keeps its place through the rounds; one that fell out stands where it stood', () => {
  const rows = clausesThrough([round(1, ['1', '2', '3'], ['2', null]), round(2, ['1', '3', '4'])])
  expect(rows.map(({ label }) => label)).toEqual([null, '1', '2', '3', '4'])
  expect(rows[2]?.rounds.map(({ text }) => text)).toEqual(['2 lần 1', null])
  expect(rows[2]?.rounds[0]?.opinions).toHaveLength(1)
  expect(rows[4]?.rounds.map(({ text }) => text)).toEqual([null, '4 lần 2'])
})

test('no clause and no opinion is lost or stands twice, in the order of the last round', () => {
  const labels = fc.uniqueArray(fc.constantFrom<string>('a', 'b', 'c', 'd', 'e'))
  fc.assert(
    fc.property(fc.array(labels, { minLength: 1, maxLength: 4 }), (all) => {
      const rounds = all.map((one, at) => round(at + 1, one, [...one, null]))
      const rows = clausesThrough(rounds)
      const found = rows.map(({ label }) => label)
      expect(new Set(found).size).toBe(found.length)
      expect(new Set(found)).toEqual(new Set([null, ...all.flat()]))
      expect(found.filter((label) => label !== null && all.at(-1)?.includes(label))).toEqual(all.at(-1))
      rounds.forEach((one, at) => {
        expect(rows.flatMap((row) => row.rounds[at]?.opinions ?? [])).toHaveLength(one.opinions.length)
      })
    }),
  )
})
