import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '../platform/audit.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { completeDuty } from './commands.ts'
import { handOn } from './heirs.ts'
import { showDuty } from './queries.ts'
import { dutyWork } from './work.ts'

/* District committees ended on 30 June 2025: which of their communes' committees carries open work on is asked. */

const { system, as } = await testSystem()
const { db } = system
let coordinator: Someone
let items: number[]
let living: number

const itemsOf = async (agency: string) =>
  (
    await db
      .selectFrom('dutyItem as i')
      .innerJoin('agency as a', 'a.id', 'i.agencyId')
      .select('i.id')
      .where('a.key', '=', agency)
      .where('i.doneOn', 'is', null)
      .orderBy('i.id')
      .execute()
  ).map(({ id }) => id)

beforeAll(async () => {
  coordinator = await as('coordinator')
  const agency = async (key: string) =>
    (await db.selectFrom('agency').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id
  const [one = 0, two = 0, three = 0, four = 0] = (
    await db.selectFrom('dutyItem').select('id').orderBy('id').limit(4).execute()
  ).map(({ id }) => id)
  // Work that was given to the committee of a district, and some of an agency that one other succeeded.
  for (const id of [one, two, three])
    await db
      .updateTable('dutyItem')
      .set({ agencyId: await agency('ubnd-h-tran-de'), doneOn: null, note: null })
      .where('id', '=', id)
      .execute()
  await db
    .updateTable('dutyItem')
    .set({ agencyId: await agency('snv-st'), doneOn: null, note: null })
    .where('id', '=', four)
    .execute()
  items = (await itemsOf('ubnd-h-tran-de')).slice(0, 3)
  living = four
})

test('work of an ended district committee names the communes that came of the district; other work asks nothing', async () => {
  const shown = await coordinator.run(showDuty, { id: items[0] })
  expect(shown.heirs.length).toBeGreaterThan(3)
  expect(shown.heirs.map(({ name }) => name)).toContain('Xã Tài Văn')
  // until an officer says, the successor of the list of agencies keeps it
  expect(shown.agency).toBe('Sở Khoa học và Công nghệ thành phố Cần Thơ')
  expect((await coordinator.run(showDuty, { id: living })).heirs).toEqual([])
})

const openQuestions = async () => {
  const kind = dutyWork.kinds.find(({ kind }) => kind === 'duties.handOn')
  if (kind === undefined) throw new Error('The question is no kind of work')
  const { id, from } = await kind.rows({ db, actor: coordinator.actor, today: '2026-01-05' })
  const { rows } = await sql<{ id: number }>`SELECT ${id} AS id FROM ${from} ORDER BY 1`.execute(db)
  return rows.map((row) => row.id)
}

test('who carries it on waits for the office as work, for each item until it is said', async () => {
  expect(await openQuestions()).toEqual(expect.arrayContaining(items))
  expect(await openQuestions()).not.toContain(living)
})

test('handed to the committee of a commune it is that one’s, made from the catalogue once', async () => {
  const { heirs } = await coordinator.run(showDuty, { id: items[0] })
  const placeKey = heirs.find(({ name }) => name === 'Xã Tài Văn')?.key ?? ''
  const first = await coordinator.run(handOn, { id: items[0], placeKey, reason: 'Phân công của thành phố' })
  const second = await coordinator.run(handOn, { id: items[1], placeKey })
  expect(second.agencyId).toBe(first.agencyId)
  const shown = await coordinator.run(showDuty, { id: items[0] })
  expect([shown.agency, shown.agencyEn, shown.heirs]).toEqual([
    'Ủy ban nhân dân xã Tài Văn',
    expect.stringMatching(/^People's Committee of /),
    [],
  ])
  const made = await db
    .selectFrom('agency')
    .select(['kind', 'validFrom', 'toCheck', 'source'])
    .where('id', '=', first.agencyId)
    .executeTakeFirstOrThrow()
  expect(made).toMatchObject({ kind: 'agency', validFrom: '2025-07-01', toCheck: false })
  expect(made.source).not.toBe('')
})

test('it may stay with the successor that is named, and is not asked again', async () => {
  await coordinator.run(handOn, { id: items[2], placeKey: 'successor' })
  const shown = await coordinator.run(showDuty, { id: items[2] })
  expect([shown.agency, shown.heirs]).toEqual(['Sở Khoa học và Công nghệ thành phố Cần Thơ', []])
  expect((await problemOf(coordinator.run(handOn, { id: items[2], placeKey: 'successor' }))).code).toBe(
    'duties.noHeirs',
  )
  expect((await openQuestions()).filter((id) => items.includes(id))).toEqual([])
})

test('a commune of elsewhere, done work and anybody but the coordinator are refused; the history has each change', async () => {
  await db
    .updateTable('dutyItem')
    .set({ agencyId: sql`(SELECT id FROM agency WHERE key = 'ubnd-h-tran-de')` })
    .where('id', '=', items[2] ?? 0)
    .execute()
  const elsewhere = await db
    .selectFrom('place')
    .select('key')
    .where('province', '=', 'Hà Nội')
    .where('level', '=', 'commune')
    .where('validTo', 'is', null)
    .executeTakeFirstOrThrow()
  const wrong = await problemOf(coordinator.run(handOn, { id: items[2], placeKey: elsewhere.key }))
  expect([wrong.status, wrong.fields[0]?.field]).toEqual([422, 'placeKey'])
  const leader = await as('leader')
  expect((await problemOf(leader.run(handOn, { id: items[2], placeKey: 'successor' }))).status).toBe(403)
  await coordinator.run(completeDuty, { id: items[2], doneOn: '2026-01-05', note: 'Đã làm' })
  expect((await problemOf(coordinator.run(handOn, { id: items[2], placeKey: 'successor' }))).status).toBe(409)
  const { rows } = await sql<{ after: { agency_id: number } }>`
    SELECT c.after FROM change c JOIN audit a ON a.id = c.audit_id
     WHERE c.table_name = 'duty_item' AND c.row_key = ${String(items[0])} AND a.command = 'duties.handOn'`.execute(
    db,
  )
  expect(rows).toHaveLength(1)
  // what the test itself gave to the district is all that no command of the program wrote
  const { findings } = await verifyAudit(db, system.auditKey)
  expect(findings.filter(({ kind }) => kind !== 'unaudited')).toEqual([])
})
