import { beforeAll, expect, test } from 'vitest'
import { readDocumentFile } from '../documents/read/apart.ts'
import { addNorm } from '../norms/index.ts'
import { cancelOutgoingNumber } from '../outgoing/index.ts'
import { listOutgoingNumbers, showOutgoingNumber } from '../outgoing/queries.ts'
import { allocate, contentId, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { decideTogether, tryDecision } from './decide-together.ts'
import { decisionFile } from './decision-document.ts'
import { listDecisions, showDecision } from './decision-queries.ts'
import { issueLetter } from './letter-commands.ts'
import { showApplication } from './queries.ts'
import { appraised, versionOf } from './testing.ts'

const house = await testSystem()
const { system, as } = house
let officer: Someone
let leader: Someone
const decidedOn = '2025-02-01'

beforeAll(async () => {
  officer = await as('coordinator')
  leader = await as('leader')
  await allocate(system, 2025, 1_000_000_000n)
})

const waiting = async (count: number, change: Record<string, unknown> = {}) => {
  const ids: number[] = []
  for (let at = 0; at < count; at += 1)
    ids.push(await appraised(house, officer, await makeEnterprise(system), change))
  return ids
}
const itemsOf = async (ids: readonly number[], outcome = 'accept') =>
  Promise.all(ids.map(async (id) => ({ id, version: await versionOf(officer, id), outcome })))
const stateOf = async (id: number) => (await officer.run(showApplication, { id })).state
const shared = { reason: 'Đủ điều kiện', decidedOn, signer: 'Lê Văn Ký' }

test('five applications by one number and one list; sent twice at once it is one decision, and each enterprise is told', async () => {
  const ids = await waiting(5)
  const items = await itemsOf(ids)
  for (const { enterpriseId } of await system.db
    .selectFrom('application')
    .select('enterpriseId')
    .where('id', 'in', ids)
    .execute())
    await as('enterprise', { enterpriseId })
  const mixed = items.map((item, at) =>
    at === 2 ? { ...item, outcome: 'refuse', reason: 'Trùng nội dung' } : item,
  )
  const input = { items: mixed, ...shared, number: 41 }
  const [first, second] = await Promise.all([
    leader.run(decideTogether, input, 'five'),
    leader.run(decideTogether, input, 'five'),
  ])
  expect(second).toEqual(first)
  expect(first.number).toMatch(/^41\/QĐ-/)
  const decision = await officer.run(showDecision, { id: first.id })
  expect(decision).toMatchObject({ accepted: 4, refused: 1, amount: 360_000_000n, lettersDue: 5 })
  // the supported ones come first, each part by its numbers
  expect(decision.items.map(({ id }) => id)).toEqual([ids[0], ids[1], ids[3], ids[4], ids[2]])
  expect(decision.items.at(-1)).toMatchObject({ outcome: 'refuse', amount: null, reason: 'Trùng nội dung' })
  const shown = await officer.run(showApplication, { id: ids[0] })
  expect(shown.decision).toMatchObject({
    number: first.number,
    together: { id: first.id },
    reason: 'Đủ điều kiện',
  })
  const told = await system.db
    .selectFrom('notice')
    .select('occurrence')
    .where('kind', '=', 'applications.decided')
    .execute()
  expect(ids.every((id) => told.some(({ occurrence }) => occurrence.startsWith(`${id}:`)))).toBe(true)
})

test('its document bears number, articles, sum in words and the list with both parts; as DOCX and as PDF', async () => {
  const { rows } = await officer.run(listDecisions, { q: '41/QĐ' })
  const id = rows[0]?.id ?? 0
  for (const format of ['docx', 'pdf'] as const) {
    const file = await officer.run(decisionFile, { id, format })
    expect(file.name).toMatch(new RegExp(`quyet-dinh-41.*\\.${format}$`))
    const { text } = await readDocumentFile(`qd.${format}`, Buffer.from(file.base64, 'base64'))
    const plain = text.replaceAll(/\s+/g, ' ')
    expect(plain).toMatch(/Số: 41\/QĐ-/)
    expect(plain).toContain('Hỗ trợ 4 hồ sơ')
    expect(plain).toContain('360.000.000')
    expect(plain).toContain('Ba trăm sáu mươi triệu đồng'.toLowerCase().slice(4, 20))
    expect(plain).toContain('HỒ SƠ KHÔNG ĐƯỢC HỖ TRỢ')
    expect(plain).toContain('Trùng nội dung')
    expect(plain).toContain('Lê Văn Ký')
  }
})

test('one that cannot be decided keeps all of them from it: no number, no money, no state', async () => {
  const ids = [...(await waiting(2)), ...(await waiting(1, { requested: '999 triệu' }))]
  const items = await itemsOf(ids)
  const before = await officer.run(listOutgoingNumbers, {})
  const problem = await problemOf(leader.run(decideTogether, { items, ...shared }))
  expect([problem.status, problem.fields[0]?.field]).toEqual([409, 'items.2.outcome'])
  expect(problem.words.vi).toContain(`Hồ sơ ${ids[2]}`)
  expect(await Promise.all(ids.map(stateOf))).toEqual(['appraised', 'appraised', 'appraised'])
  expect((await officer.run(listOutgoingNumbers, {})).total).toBe(before.total)
  // a trial says which one, and what is missing on the line; it writes nothing
  const trial = await leader.run(tryDecision, { items, ...shared })
  expect(trial.number).toMatch(/^42\//)
  expect(trial.rows.map((row) => row.problem === null)).toEqual([true, true, false])
  expect(trial.lines).toMatchObject([
    { applications: 3, free: 640_000_000n, taken: 1_179_000_000n, left: -539_000_000n },
  ])
  expect((await officer.run(listOutgoingNumbers, {})).total).toBe(before.total)
  // left out of it, the others are one decision
  const left = items.map((item, at) => (at === 2 ? { ...item, outcome: 'leave' } : item))
  const done = await leader.run(decideTogether, { items: left, ...shared })
  expect(done.number).toMatch(/^42\//)
  expect(await Promise.all(ids.map(stateOf))).toEqual(['accepted', 'accepted', 'appraised'])
})

test('what is asked for is told at once: a reason for each, a row, a day that has come, a number that is free', async () => {
  const items = await itemsOf(await waiting(1), 'refuse')
  const fieldOf = async (input: object) =>
    (await problemOf(leader.run(decideTogether, { ...shared, items, ...input }))).fields.map(
      ({ field }) => field,
    )
  expect(await fieldOf({ reason: '' })).toEqual(['reason'])
  expect(await fieldOf({ items: [] })).toEqual(['items'])
  expect(await fieldOf({ items: [...items, ...items] })).toEqual(['items'])
  expect(await fieldOf({ decidedOn: '2999-01-01' })).toEqual(['decidedOn'])
  expect(await fieldOf({ number: 42 })).toEqual(['number'])
  const stale = await problemOf(
    leader.run(decideTogether, { ...shared, items: items.map((item) => ({ ...item, version: 1 })) }),
  )
  expect([stale.code, stale.fields[0]?.field]).toEqual(['applications.changed', 'items.0.outcome'])
  await leader.run(decideTogether, { ...shared, items })
})

test("a decision of the People's Committee has its own series and symbol", async () => {
  const items = await itemsOf(await waiting(1), 'refuse')
  const { number, id } = await leader.run(decideTogether, { ...shared, items, committee: true })
  expect(number).toBe('01/QĐ-UBND')
  const { base64 } = await officer.run(decisionFile, { id, format: 'docx' })
  expect((await readDocumentFile('qd.docx', Buffer.from(base64, 'base64'))).text).toContain(
    'TM. ỦY BAN NHÂN DÂN',
  )
})

test('whoever checked or appraised one of them does not decide', async () => {
  const ids = await waiting(1)
  const items = await itemsOf(ids)
  const row = await system.db
    .selectFrom('audit')
    .select('userId')
    .where('subject', '=', `application:${ids[0]}`)
    .where('command', '=', 'applications.appraise')
    .executeTakeFirstOrThrow()
  const appraiser = { ...officer.actor, userId: row.userId }
  const { execute } = await import('../platform/execute.ts')
  const problem = await problemOf(
    execute(system, decideTogether, appraiser, { items, ...shared }, { via: 'page' }),
  )
  expect(problem.code).toBe('controls.samePerson')
})

test('two decisions at once on the same money: one of them finds it gone, and its number is not lost', async () => {
  const [one, two] = [
    await itemsOf(await waiting(1, { requested: '400 triệu' })),
    await itemsOf(await waiting(1, { requested: '400 triệu' })),
  ]
  const results = await Promise.allSettled([
    leader.run(decideTogether, { items: one, ...shared }),
    leader.run(decideTogether, { items: two, ...shared }),
  ])
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const { rows } = await officer.run(listOutgoingNumbers, { kind: 'decision', year: 2025, sort: 'number' })
  const own = rows.filter(({ symbol }) => symbol !== 'QĐ-UBND').map(({ number }) => number)
  expect(own).toEqual([44, 43, 42, 41])
})

test('letters draw from the register or bear a number that is typed; a cancelled one makes the letter due again', async () => {
  const [id = 0] = await waiting(1)
  await leader.run(decideTogether, { items: await itemsOf([id], 'refuse'), ...shared })
  const version = await versionOf(officer, id)
  const letter = { id, version, issuedOn: decidedOn }
  expect((await problemOf(officer.run(issueLetter, { id, version, give: true }))).fields[0]?.field).toBe(
    'issuedOn',
  )
  await officer.run(issueLetter, { ...letter, give: true })
  await officer.run(issueLetter, { ...letter, number: 9 })
  expect((await problemOf(officer.run(issueLetter, { ...letter, number: 9 }))).fields[0]?.field).toBe(
    'number',
  )
  const { rows } = await officer.run(listOutgoingNumbers, { kind: 'letter', sort: 'number' })
  expect(rows.map(({ number, record, typed }) => [number, record, typed])).toEqual([
    [9, `application:${id}`, true],
    [1, `application:${id}`, false],
  ])
  const { letters } = await officer.run(showApplication, { id })
  const { sha256 } = await system.db
    .selectFrom('file')
    .select('sha256')
    .where('id', '=', letters[1]?.file.id ?? 0)
    .executeTakeFirstOrThrow()
  expect((await readDocumentFile('tb.docx', await system.files.read(sha256))).text).toContain('Số: 01/TB-')
  const due = async () => (await officer.run(showApplication, { id })).letterDue
  const cancel = async (numberId: number) =>
    officer.run(cancelOutgoingNumber, {
      id: numberId,
      version: (await officer.run(showOutgoingNumber, { id: numberId })).version,
      reason: 'Sai ngày',
    })
  expect(await due()).toBe(false)
  // the last letter still stands
  await cancel(rows[1]?.id ?? 0)
  expect(await due()).toBe(false)
  await cancel(rows[0]?.id ?? 0)
  expect(await due()).toBe(true)
  expect((await officer.run(showApplication, { id })).letters.map(({ cancelled }) => cancelled)).toEqual([
    'Sai ngày',
    'Sai ngày',
  ])
})

test('the number of a decision that took effect is not cancelled', async () => {
  const { rows } = await officer.run(listOutgoingNumbers, { kind: 'decision' })
  const { id = 0, version = 0 } = rows[0] ?? {}
  expect((await problemOf(officer.run(cancelOutgoingNumber, { id, version, reason: 'x' }))).code).toBe(
    'outgoing.inForce',
  )
})

test('several norms of one enterprise in one year hold for all that one decision gives: the sum of its contents too', async () => {
  await allocate(system, 2025, 500_000_000n)
  const { id: instrumentId } = await system.db
    .selectFrom('legalInstrument')
    .select('id')
    .where('number', '=', '11/2023/NQ-HĐND')
    .executeTakeFirstOrThrow()
  const rule = { instrumentId, kind: 'fixed', whenOver: 'stopped', validFrom: '01/01/2024' } as const
  await officer.run(addNorm, {
    ...rule,
    ...{
      article: 'Điều 4',
      name: 'Một doanh nghiệp trong một năm',
      ceiling: '120 triệu',
      ceilingUnit: 'enterprise_year',
    },
  })
  await officer.run(addNorm, {
    ...rule,
    ...{ article: 'Điều 5', name: 'Một hợp đồng', ceiling: '100 triệu', ceilingUnit: 'contract' },
  })
  const [one, other] = [await makeEnterprise(system), await makeEnterprise(system)]
  const second = { contentId: await contentId(system, 'environment') }
  const ids = [
    await appraised(house, officer, one, { requested: '70 triệu' }),
    await appraised(house, officer, one, { requested: '60 triệu', ...second }),
    await appraised(house, officer, other, { requested: '60 triệu' }),
  ]
  const items = await itemsOf(ids)
  const trial = await leader.run(tryDecision, { items, ...shared })
  expect(trial.rows.map(({ problem }) => problem?.vi ?? null)).toEqual([
    null,
    expect.stringContaining('đã hỗ trợ 70.000.000 đồng, nay còn 50.000.000 đồng'),
    null,
  ])
  const problem = await problemOf(leader.run(decideTogether, { items, ...shared }))
  expect([problem.status, problem.fields[0]?.field]).toEqual([409, 'items.1.outcome'])
  expect(await Promise.all(ids.map(stateOf))).toEqual(['appraised', 'appraised', 'appraised'])
  // refused beside it, or appraised down to what is left, the others are one decision
  const lower = items.map((item, at) => (at === 1 ? { ...item, outcome: 'refuse' } : item))
  await leader.run(decideTogether, { items: lower, ...shared })
  expect(await Promise.all(ids.map(stateOf))).toEqual(['accepted', 'refused', 'accepted'])
})
