import { beforeAll, expect, test } from 'vitest'
import { listOutgoingNumbers } from '../outgoing/queries.ts'
import { changeSymbol, listSymbols } from '../outgoing/symbols.ts'
import { allocate, makeEnterprise } from '../support/testing.ts'
import { showTurn } from '../support/turn-queries.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { decideApplication } from './decide.ts'
import { decideTogether } from './decide-together.ts'
import { decisionCorrection } from './decision-correction.tsx'
import { showDecision } from './decision-queries.ts'
import { listNumberCorrection } from './list-number-correction.tsx'
import { showApplication } from './queries.ts'
import { appraised, versionOf } from './testing.ts'

const house = await testSystem()
const { system, as } = house
let officer: Someone
let leader: Someone
let other: Someone
const decidedOn = '2025-02-01'

beforeAll(async () => {
  officer = await as('coordinator')
  leader = await as('leader')
  other = await as('leader')
  await allocate(system, 2025, 5_000_000_000n)
})

const waiting = async () => appraised(house, officer, await makeEnterprise(system))
const decide = async (id: number, more: Record<string, unknown> = {}) =>
  leader.run(decideApplication, {
    ...{ id, version: await versionOf(officer, id), outcome: 'accept', reason: 'Đủ điều kiện', decidedOn },
    ...more,
  })
const numberOf = async (id: number) => (await officer.run(showApplication, { id })).decision?.number
const register = async () =>
  (await officer.run(listOutgoingNumbers, { kind: 'decision', sort: 'number' })).rows

test('the decision on one application takes the next number of the register; one that waits takes none', async () => {
  const first = await waiting()
  const { decisionNumber } = await decide(first)
  expect(decisionNumber).toMatch(/^01\/QĐ-/)
  const second = await waiting()
  await decide(second, { outcome: 'wait' })
  expect(await numberOf(second)).toBeNull()
  expect((await decide(second)).decisionNumber).toMatch(/^02\/QĐ-/)
  const third = await waiting()
  expect((await decide(third, { outcome: 'refuse', committee: true })).decisionNumber).toBe('01/QĐ-UBND')
  expect((await register()).map(({ number, record, typed }) => [number, record, typed]).sort()).toEqual(
    [
      [1, `application:${first}`, false],
      [1, `application:${third}`, false],
      [2, `application:${second}`, false],
    ].sort(),
  )
})

test('a number that the office gave is typed and stands in the register; one of another register stays as the paper bears it', async () => {
  const [one, two, three] = [await waiting(), await waiting(), await waiting()]
  const called = (await decide(one, { decisionNumber: '45' })).decisionNumber
  expect(called).toMatch(/^45\/QĐ-/)
  // two applications in the paper of a day
  expect((await decide(two, { decisionNumber: called })).decisionNumber).toBe(called)
  const late = await problemOf(decide(three, { decisionNumber: '45', decidedOn: '2025-02-02' }))
  expect(late.fields[0]?.field).toBe('decisionNumber')
  expect((await decide(three, { decisionNumber: '7/QĐ-BKHCN' })).decisionNumber).toBe('7/QĐ-BKHCN')
  expect((await register()).filter(({ number }) => number === 45)).toMatchObject([
    { typed: true, record: `application:${one}` },
  ])
})

test('another number is given by another person with the reason; the one before is cancelled, the turn follows', async () => {
  const id = await waiting()
  const { turnId, decisionNumber } = await decide(id)
  const wish = { id, decidedOn, reason: 'Văn thư cấp nhầm' }
  expect((await problemOf(leader.run(decisionCorrection.correct, wish))).status).toBe(403)
  expect(
    (await problemOf(other.run(decisionCorrection.correct, { ...wish, reason: '' }))).fields,
  ).toMatchObject([{ field: 'reason' }])
  const moved = { ...wish, decisionNumber, decidedOn: '2025-02-03' }
  expect((await problemOf(other.run(decisionCorrection.correct, moved))).fields[0]?.field).toBe('decidedOn')
  await other.run(decisionCorrection.correct, { ...wish, decisionNumber: '60', decidedOn: '2025-02-03' })
  const now = await numberOf(id)
  expect(now).toMatch(/^60\/QĐ-/)
  expect((await officer.run(showTurn, { id: turnId ?? 0 })).steps[0]).toMatchObject({
    documentNumber: now,
    happenedOn: '2025-02-03',
  })
  const rows = await register()
  expect(rows.find(({ number }) => number === 60)).toMatchObject({
    state: 'given',
    record: `application:${id}`,
  })
  expect(rows.find(({ symbol, number }) => `${number}/${symbol}` === decisionNumber)).toMatchObject({
    state: 'cancelled',
    cancelReason: 'Văn thư cấp nhầm',
  })
  const { corrections } = await officer.run(decisionCorrection.history, { id })
  expect(corrections[0]).toMatchObject({ reason: 'Văn thư cấp nhầm' })
})

test('a decision that gives support and bears a number of another register takes the next of this one when the field is emptied', async () => {
  const id = await waiting()
  await decide(id, { decisionNumber: '8/QĐ-BKHCN' })
  await other.run(decisionCorrection.correct, { id, decidedOn: '2025-02-03', reason: 'Ghi nhầm sổ' })
  const now = await numberOf(id)
  expect(now).toMatch(/^\d+\/QĐ-/)
  expect((await register()).filter(({ record }) => record === `application:${id}`)).toMatchObject([
    { state: 'given' },
  ])
})

test('the number of a decision on several is put right on its page, by another person, for all of its list', async () => {
  const ids = [await waiting(), await waiting()]
  const items = await Promise.all(
    ids.map(async (id) => ({ id, version: await versionOf(officer, id), outcome: 'accept' })),
  )
  const made = await leader.run(decideTogether, { items, reason: 'Đủ', decidedOn: '2025-02-04', signer: 'A' })
  const wish = { id: made.id, decidedOn: '2025-02-04', signer: 'B', reason: 'Sai số' }
  expect((await problemOf(leader.run(listNumberCorrection.correct, wish))).status).toBe(403)
  // that of one of its applications is that decision's
  const single = { id: ids[0], decisionNumber: '9', decidedOn: '2025-02-04', reason: 'x' }
  expect((await problemOf(other.run(decisionCorrection.correct, single))).status).toBe(403)
  const foreign = { ...wish, number: '5/QĐ-BKHCN' }
  expect((await problemOf(other.run(listNumberCorrection.correct, foreign))).fields[0]?.field).toBe('number')
  await other.run(listNumberCorrection.correct, wish)
  const shown = await officer.run(showDecision, { id: made.id })
  expect(shown.number).not.toBe(made.number)
  expect(shown).toMatchObject({ signer: 'B', state: 'issued' })
  for (const id of ids)
    expect(await officer.run(showApplication, { id })).toMatchObject({
      decision: { number: shown.number, together: { id: made.id } },
      letterDue: true,
    })
  const { corrections } = await officer.run(listNumberCorrection.history, { id: made.id })
  expect(corrections[0]?.changes.map(({ after }) => after?.vi)).toEqual(
    expect.arrayContaining([shown.number, 'B']),
  )
})

test('the symbol of a kind of document is a row: numbers that are given from then on bear it', async () => {
  const { rows } = await officer.run(listSymbols, {})
  expect(rows.find(({ kind }) => kind === 'estimate')).toMatchObject({ abbreviation: 'DT', source: null })
  const wish = { kind: 'decision', version: 1, abbreviation: 'QĐ-', source: 'Quy chế' }
  expect((await problemOf(officer.run(changeSymbol, wish))).fields[0]?.field).toBe('abbreviation')
  await officer.run(changeSymbol, { ...wish, abbreviation: 'QĐCB' })
  const id = await waiting()
  expect((await decide(id, { decidedOn: '2025-02-05' })).decisionNumber).toMatch(/\/QĐCB-/)
})
