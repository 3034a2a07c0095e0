import fc from 'fast-check'
import { expect, test } from 'vitest'
import { judgeOutreach, type OutreachRead } from './import-rules.ts'
import { type IntegrationRead, judgeIntegrations } from './integration/import-rules.ts'
import { isWritten, mayBecome, misfits, namesTooMany, outreachStates } from './rules.ts'

const fieldsOf = (said: Parameters<typeof misfits>[0]) => misfits(said).map(({ field }) => field)

test('a fund pays an amount; integrated money says its fund itself', () => {
  expect(fieldsOf({ sourceId: 2 })).toEqual(['cost'])
  expect(fieldsOf({ cost: 5n, sourceId: 2 })).toEqual([])
  expect(fieldsOf({ cost: 5n, integrationId: 1, sourceId: 2 })).toEqual(['sourceId'])
  expect(fieldsOf({ cost: 5n })).toEqual([])
})

test('what fits together is what the database takes', () => {
  fc.assert(
    fc.property(
      fc.record({
        cost: fc.option(fc.constant(1n)),
        sourceId: fc.option(fc.constant(1)),
        integrationId: fc.option(fc.constant(1)),
      }),
      (said) => {
        const funds = [said.sourceId, said.integrationId].filter((one) => one !== null).length
        expect(misfits(said).length === 0).toBe(funds <= (said.cost === null ? 0 : 1))
      },
    ),
  )
})

test('nothing is confirmed that was not sent, and what is taken back stays so', () => {
  expect(outreachStates.keys.filter((from) => mayBecome(from, 'confirmed'))).toEqual(['sent'])
  expect(outreachStates.keys.filter((to) => mayBecome('withdrawn', to))).toEqual([])
  expect(outreachStates.keys.filter((state) => isWritten({ state }))).toEqual(['draft', 'returned'])
  expect([namesTooMany(3, 2), namesTooMany(2, 2)]).toEqual([true, false])
})

const row: OutreachRead = {
  ...{ title: 'Hội thảo 5S', agency: 'Hội A', kind: 'Tuyên truyền', heldOn: '2026-02-01', enterprises: 20 },
  ...{ endedOn: undefined, unit: undefined, setting: undefined, persons: undefined, serves: undefined },
  ...{ cost: undefined, source: undefined },
}
const there = {
  ...{ agencies: new Map([['hội a', 1]]), kinds: new Map([['tuyên truyền', 2]]) },
  ...{ units: new Map([['phường 1', 3]]), sources: new Map([['quỹ a', 4]]) },
  ...{ sentences: new Set(['V.6.2']), standing: new Set<string>() },
  plan: { startsOn: '2025-01-01', endsOn: '2030-12-31' },
  fold: (said: string) => said.toLowerCase(),
  today: '2026-03-01',
}
const judged = (...rows: (OutreachRead | null)[]) =>
  judgeOutreach(rows, there).map(({ outcome, problems }) => [outcome, problems.map(({ column }) => column)])

test('each cell of a table that is wrong is named', () => {
  expect(judged(row, null, row)).toEqual([
    ['new', []],
    ['error', []],
    ['error', ['title']],
  ])
  expect(judged({ ...row, agency: 'Hội B', unit: 'X', serves: 'IX', source: 'quỹ a' })).toEqual([
    ['error', ['agency', 'unit', 'serves', 'cost']],
  ])
  expect(judgeOutreach([row], { ...there, standing: new Set(['1|2|2026-02-01|hội thảo 5s']) })).toMatchObject(
    [{ outcome: 'same' }],
  )
})

test('integrated money that stands is the same whatever the signs above its letters; each row has one outcome', () => {
  const money: IntegrationRead = {
    ...{
      programme: 'Kế hoạch A',
      agency: 'Hội A',
      year: 2026,
      documentNumber: '1/KH',
      documentDate: '2026-01-02',
    },
    ...{ clause: 'III', ownLine: undefined, purpose: 'Tư vấn', amount: 5n, source: 'quỹ a' },
    ...{ line: undefined, serves: undefined },
  }
  const known = {
    ...{ ...there, lines: new Map([['II.1', 7]]), plan: { firstYear: 2025, lastYear: 2030 } },
    standing: new Set(['1|2026|1/kh|iii|tư vấn']),
  }
  fc.assert(
    fc.property(
      fc.array(
        fc.record({
          agency: fc.constantFrom('Hội A', 'HỘI A', 'Hội B'),
          clause: fc.constantFrom('III', 'iii', 'IV'),
          year: fc.constantFrom(2026, 2031),
        }),
      ),
      (changes) => {
        const rows = changes.map((change) => ({ ...money, ...change }))
        const judgedRows = judgeIntegrations(rows, known)
        judgedRows.forEach(({ outcome, problems }, at) => {
          expect(outcome === 'error').toBe(problems.length > 0)
          if (outcome === 'same') expect(rows[at]?.clause.toLowerCase()).toBe('iii')
        })
        expect(judgedRows.filter(({ outcome }) => outcome === 'new').length).toBeLessThanOrEqual(1)
      },
    ),
  )
})
