import { beforeAll, expect, test } from 'vitest'
import { createAccount } from '../accounts/index.ts'
import { decideApplication } from '../applications/index.ts'
import { appraised, versionOf } from '../applications/testing.ts'
import { requestDuty } from '../duties/index.ts'
import { today } from '../platform/dates.ts'
import { hashPassword } from '../platform/passwords.ts'
import { reportObstacle, resolveObstacle } from '../reports/index.ts'
import { createApp } from '../start/app.tsx'
import { moveTurn, tellOfContracts, tellOfExpiry } from '../support/index.ts'
import { allocate, makeEnterprise, planId } from '../support/testing.ts'
import { returnTakeover } from '../takeover/batches.ts'
import { approveTakeover } from '../takeover/import.ts'
import { past, propose } from '../takeover/testing.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { noticeKinds } from './kinds.ts'
import { listNotices } from './queries.ts'

/* What the programme's rules bring about is told to those whom it concerns, each kind from its act to its notice. */

const nscl = await testSystem()
const { system, as } = nscl
let coordinator: Someone
let leader: Someone

beforeAll(async () => {
  coordinator = await as('coordinator')
  leader = await as('leader')
  await allocate(system, 2025, 1_001_000_000n)
})

async function told(someone: Someone, kind: string) {
  const { rows } = await someone.run(listNotices, {})
  return rows.filter((row) => row.kind === kind)
}
const at = (today: string) => ({ db: system.db, now: system.now(), today })

test('every kind is declared that accounts are promised', () => {
  for (const kind of [
    ...['applications.returned', 'applications.checked', 'applications.toDecide', 'applications.decided'],
    ...['talk.asked', 'talk.followed', 'duties.requested', 'duties.due', 'duties.late', 'duties.returned'],
    ...['support.contractDue', 'certificates.expiring', 'obstacles.answered'],
    ...['accounts.made', 'accounts.newDevice', 'takeover.proposed', 'takeover.settled'],
  ])
    expect(noticeKinds.has(kind), kind).toBe(true)
})

/** A turn that was decided on this day. */
async function decided(on: string) {
  const enterpriseId = await makeEnterprise(system)
  const id = await appraised(nscl, coordinator, enterpriseId)
  const { turnId } = await leader.run(decideApplication, {
    id,
    version: await versionOf(coordinator, id),
    outcome: 'accept',
    reason: 'Đủ điều kiện',
    decisionNumber: `QĐ-${id}`,
    decidedOn: on,
  })
  return turnId ?? 0
}

test('a contract is told of shortly before its limit and again when it is late, once each, and not once it is signed', async () => {
  const turnId = await decided('2025-02-03')
  const { days } = await system.db
    .selectFrom('workLimit')
    .select('days')
    .where('key', '=', 'support.contract')
    .executeTakeFirstOrThrow()
  expect(days).toBeGreaterThan(3)
  const of = async () => (await told(coordinator, 'support.contractDue')).length
  const before = await of()
  await tellOfContracts(at('2025-02-04'))
  expect(await of()).toBe(before)
  await tellOfContracts(at('2026-02-02'))
  await tellOfContracts(at('2026-02-02'))
  await tellOfContracts(at('2026-02-03'))
  const [late, ...others] = await told(coordinator, 'support.contractDue')
  expect(others).toHaveLength(before)
  expect(late?.body.vi).toContain(`Lượt ${turnId}, `)
  expect(await told(leader, 'support.contractDue')).toEqual([])

  const other = await decided('2025-02-05')
  await coordinator.run(moveTurn, {
    id: other,
    version: 1,
    state: 'contracted',
    happenedOn: '2025-02-10',
    documentNumber: 'HĐ-1',
    fileId: await nscl.evidence(),
  })
  await tellOfContracts(at('2026-02-04'))
  expect(await of()).toBe(before + 1)
})

test('certificates of many enterprises are told in as many questions as those of one, to each owner its own', async () => {
  const fileId = await nscl.evidence()
  const owners: Someone[] = []
  const add = async () => {
    const turnId = await decided('2025-02-03')
    const turn = await system.db
      .selectFrom('supportTurn')
      .select(['planId', 'enterpriseId'])
      .where('id', '=', turnId)
      .executeTakeFirstOrThrow()
    const { enterpriseId } = turn
    owners.push(await as('enterprise', { enterpriseId }))
    await system.db
      .insertInto('certificate')
      .values({
        ...{ ...turn, turnId, fileId, kind: 'food_safety', standard: 'TCVN ISO 22000:2018', body: 'QUACERT' },
        ...{ number: `SET-${turnId}`, issuedOn: '2025-03-01', expiresOn: '2027-06-30' },
      })
      .execute()
  }
  const { db } = system
  const counted = async (today: string) => {
    const asked: string[] = []
    const watching = db.withPlugin({
      transformQuery: ({ node }) => {
        asked.push(node.kind)
        return node
      },
      transformResult: async ({ result }) => result,
    })
    await tellOfExpiry({ db: watching, now: system.now(), today })
    return asked.length
  }
  await add()
  const ofOne = await counted('2027-04-02')
  for (let n = 0; n < 3; n++) await add()
  expect(await counted('2027-05-02')).toBe(ofOne)
  for (const owner of owners)
    expect(await told(owner, 'certificates.expiring'), owner.actor.name).not.toEqual([])
  const [first, second] = await Promise.all(
    owners.slice(0, 2).map((owner) => told(owner, 'certificates.expiring')),
  )
  expect(first?.[0]?.href).toMatch(/^\/certificates\/\d+$/)
  expect(first?.[0]?.href).not.toBe(second?.[0]?.href)
})

test('a batch of old data is told to whoever approves it, and what became of it to whoever brought it', async () => {
  const plan = await planId(system)
  const two = { taker: coordinator, approver: leader }
  const id = await propose(two, 'enterprises', plan, past.enterprises)
  expect((await told(leader, 'takeover.proposed'))[0]).toMatchObject({ href: `/takeover/imports/${id}` })
  expect(await told(coordinator, 'takeover.proposed')).toEqual([])
  await leader.run(returnTakeover, { id, reason: 'Thiếu cột quy mô' })
  const [returned] = await told(coordinator, 'takeover.settled')
  expect(returned?.body.vi).toContain('được trả lại')
  expect(returned?.body.vi).toContain('Thiếu cột quy mô')
  const again = await propose(two, 'enterprises', plan, past.enterprises)
  await leader.run(approveTakeover, { id: again })
  expect((await told(coordinator, 'takeover.settled'))[0]?.subject.vi).toContain('đã duyệt')
})

test('an obstacle is told to the office, and its answer to whoever reported it', async () => {
  const owner = await as('enterprise', { enterpriseId: await makeEnterprise(system) })
  const other = await as('enterprise', { enterpriseId: await makeEnterprise(system) })
  const { id } = await owner.run(reportObstacle, { text: 'Thiếu chuyên gia', proposal: 'Mở lớp' })
  expect((await told(coordinator, 'obstacles.reported'))[0]?.href).toBe(`/obstacles/${id}`)
  await coordinator.run(resolveObstacle, {
    id,
    resolution: 'Mở lớp trong quý I',
    resolvedOn: today(system.now()),
  })
  expect((await told(owner, 'obstacles.answered'))[0]?.body.vi).toContain('Mở lớp trong quý I')
  expect(await told(other, 'obstacles.answered')).toEqual([])
})

test('work that is asked for is told to the agency that is asked', async () => {
  const { id } = await system.db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'agency')
    .where('validTo', 'is', null)
    .orderBy('id')
    .executeTakeFirstOrThrow()
  const officer = await as('agency', { agencyId: id })
  const { ids } = await coordinator.run(requestDuty, {
    code: 'V.5.3',
    title: 'Báo cáo nhanh nhu cầu đào tạo',
    agencyIds: [String(id)],
    dueOn: '31/12/2026',
  })
  const [asked] = await told(officer, 'duties.requested')
  expect(asked).toMatchObject({ href: `/duties/${ids[0]}` })
  expect(asked?.body.vi).toContain('31/12/2026')
})

test('who gets an account is told of it, and of each device that signs in for the first time', async () => {
  const admin = await as('coordinator', { admin: true })
  const email = 'nguoi-moi@example.vn'
  const { id } = await admin.run(createAccount, { name: 'Người mới', email, role: 'auditor' })
  const of = (kind: string) =>
    system.db.selectFrom('notice').selectAll().where('accountId', '=', id).where('kind', '=', kind).execute()
  expect(await of('accounts.made')).toHaveLength(1)
  const password = 'mười con cá rô đồng'
  await system.db
    .updateTable('accountCredential')
    .set({ password: await hashPassword(password) })
    .where('accountId', '=', id)
    .execute()
  await system.db
    .updateTable('account')
    .set({ mustChangePassword: false, oneTimeUntil: null, oneTimeUsedAt: null })
    .where('id', '=', id)
    .execute()
  const app = createApp(system)
  const origin = system.config.publicUrl
  const signIn = (browser: string) =>
    app.request(`${origin}/sign-in`, {
      method: 'POST',
      headers: { origin, 'user-agent': browser, 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ email, password }).toString(),
    })
  expect(
    (await signIn('Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0')).status,
  ).toBe(303)
  const devices = await of('accounts.newDevice')
  expect((await signIn('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Safari/604.1')).status).toBe(
    303,
  )
  expect((await of('accounts.newDevice')).length).toBeGreaterThan(devices.length)
})
