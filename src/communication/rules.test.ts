import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CommunicationRead, judgeCommunication } from './import-rules.ts'
import { communicationStates, mayBecome, misfits, origins } from './rules.ts'

const fieldsOf = (said: Parameters<typeof misfits>[0]) => misfits(said).map(({ field }) => field)

test('what the press wrote names its outlet and costs nothing; a number of people has its source; a line pays a cost', () => {
  expect(fieldsOf({ origin: 'press', cost: 5n })).toEqual(['cost', 'outlet'])
  expect(fieldsOf({ origin: 'press', outlet: 'Báo A' })).toEqual([])
  expect(fieldsOf({ origin: 'own', reach: 100 })).toEqual(['reachSource'])
  expect(fieldsOf({ origin: 'own', reachSource: 'Đài A' })).toEqual(['reach'])
  expect(fieldsOf({ origin: 'own', lineId: 3 })).toEqual(['cost'])
})

test('what fits together is what the database takes', () => {
  const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of)
  fc.assert(
    fc.property(
      fc.record({
        origin: fc.constantFrom(...origins.keys),
        outlet: maybe(fc.constant('Báo A')),
        reach: maybe(fc.nat()),
        reachSource: maybe(fc.constant('Đài A')),
        cost: maybe(fc.constant(1n)),
        lineId: maybe(fc.constant(1)),
      }),
      (said) => {
        const holds =
          (said.reach === null) === (said.reachSource === null) &&
          (said.lineId === null || said.cost !== null) &&
          (said.origin === 'own' || (said.cost === null && said.outlet !== null))
        expect(misfits(said).length === 0).toBe(holds)
      },
    ),
  )
})

test('what is withdrawn stays so, and nothing counts that was not entered first', () => {
  expect(communicationStates.keys.filter((to) => mayBecome('withdrawn', to))).toEqual([])
  expect(communicationStates.keys.filter((from) => mayBecome(from, 'confirmed'))).toEqual(['entered'])
})

const row: CommunicationRead = {
  ...{ title: 'Phóng sự', agency: 'Sở A', channel: 'Truyền hình', origin: 'own', number: 2 },
  ...{ campaign: undefined, outlet: undefined, address: undefined, heldOn: '2026-02-01', endedOn: undefined },
  ...{ reach: undefined, reachSource: undefined, cost: undefined, line: undefined },
}
const there = {
  agencies: new Map([['sở a', 1]]),
  channels: new Map([['truyền hình', 2]]),
  lines: new Map([['I.1', 3]]),
  standing: new Set<string>(),
  plan: { startsOn: '2025-01-01', endsOn: '2030-12-31' },
  fold: (said: string) => said.toLowerCase(),
  today: '2026-03-01',
}
const judged = (...rows: (CommunicationRead | null)[]) =>
  judgeCommunication(rows, there).map(({ outcome, problems }) => [
    outcome,
    problems.map(({ column }) => column),
  ])

test('each cell of a table that is wrong is named', () => {
  expect(judged(row, null)).toEqual([
    ['new', []],
    ['error', []],
  ])
  expect(judged(row, row)).toEqual([
    ['new', []],
    ['error', ['title']],
  ])
  expect(judged({ ...row, agency: 'Sở B', channel: 'Ti vi', line: 'X', heldOn: '2026-04-01' })).toEqual([
    ['error', ['agency', 'channel', 'line', 'heldOn']],
  ])
  expect(
    judgeCommunication([row], { ...there, standing: new Set(['1|2|2026-02-01|phóng sự']) }),
  ).toMatchObject([{ outcome: 'same' }])
})
