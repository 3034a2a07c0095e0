import { describe, expect, test } from 'vitest'
import { fileApplication, showApplication, withdrawApplication } from '../applications/index.ts'
import { filing, ownFiling, versionOf } from '../applications/testing.ts'
import { type Actor, holds, officers, publicActor } from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import { actorOfAccount, actorOfToken } from '../platform/session.ts'
import { readsEvery } from '../platform/sight.ts'
import { describeFile } from '../platform/uploads.ts'
import { makeEnterprise } from '../support/testing.ts'
import { writeMessage } from '../talk/index.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { listWork } from '../work/index.ts'
import { endRole, giveRole, inviteOutsider, listRoles } from './roles.ts'
import { createToken } from './tokens.ts'

const nscl = await testSystem()
const { system } = nscl
const admin = await nscl.as('coordinator', { admin: true })
const reason = 'Quyết định phân công'

/** The account as the program knows it on a day. */
async function on(who: { actor: Actor }, day: string): Promise<Actor> {
  const actor = await actorOfAccount(system.db, who.actor.userId ?? '', day)
  if (actor === null) throw new Error('no account')
  return actor
}

test('an account holds several roles at once, each from a day to a day, and its rights are those of all of them', async () => {
  const officer = await nscl.as('statistics')
  const id = officer.actor.userId ?? ''
  const { id: agencyId } = await system.db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'finance')
    .executeTakeFirstOrThrow()
  await admin.run(giveRole, {
    id,
    role: 'officer',
    agencyId,
    fromDay: '2025-03-01',
    toDay: '2025-03-31',
    reason,
  })
  const grants = async (day: string) => [...(await on(officer, day)).grants].filter((one) => one !== 'public')
  expect(await grants('2025-02-28')).toEqual(['statistics'])
  // An officer of the department of finance does what finance does in the programme.
  expect((await grants('2025-03-01')).toSorted()).toEqual(['finance', 'officer', 'statistics'])
  expect((await on(officer, '2025-03-31')).agencyIds).toContain(agencyId)
  expect(await grants('2025-04-01')).toEqual(['statistics'])
})

test('tokens see the change of a role at once, and an account whose last role has ended is let in nowhere', async () => {
  const officer = await nscl.as('finance')
  const id = officer.actor.userId ?? ''
  const { token } = await officer.run(createToken, { name: 'máy', days: 1 })
  expect(holds((await actorOfToken(system.db, token)) ?? publicActor, ['finance'])).toBe(true)
  const { roles } = await admin.run(listRoles, { id })
  await admin.run(endRole, { id, roleId: roles[0]?.id })
  const after = await actorOfToken(system.db, token)
  expect([...(after?.grants ?? [])]).toEqual(['public'])
  const refused = await problemOf(execute(system, listWork, after ?? publicActor, {}, { via: 'api' }))
  expect(refused.status).toBe(403)
  expect((await admin.run(listRoles, { id })).roles[0]).toMatchObject({ now: false, role: 'finance' })
})

test('the last role of the last administrator stays', async () => {
  const id = admin.actor.userId ?? ''
  const { roles } = await admin.run(listRoles, { id })
  expect((await problemOf(admin.run(endRole, { id, roleId: roles[0]?.id }))).code).toBe(
    'accounts.lastAdministrator',
  )
  expect((await admin.run(listRoles, { id })).roles[0]?.now).toBe(true)
})

test('an account is not of an agency and of an enterprise at once', async () => {
  const enterpriseId = await makeEnterprise(system)
  const officer = await nscl.as('agency')
  const owner = await nscl.as('enterprise', { enterpriseId })
  const { id: agencyId } = await system.db.selectFrom('agency').select('id').executeTakeFirstOrThrow()
  const refused = async (id: string | null, given: object) =>
    (await problemOf(admin.run(giveRole, { id, reason, ...given }))).fields.map(({ field }) => field)
  expect(await refused(officer.actor.userId, { role: 'enterprise', enterpriseId })).toEqual(['role'])
  expect(await refused(owner.actor.userId, { role: 'leader', agencyId })).toEqual(['role'])
  // What a role is for is asked for.
  expect(await refused(officer.actor.userId, { role: 'head' })).toEqual(['agencyId'])
  expect(await refused(owner.actor.userId, { role: 'enterprise_staff' })).toEqual(['enterpriseId'])
  expect(await refused(owner.actor.userId, { role: 'expert' })).toEqual(
    expect.arrayContaining(['record', 'recordId', 'toDay']),
  )
})

test('the owner of two enterprises files for each, and for no third', async () => {
  const [first, second, third] = [
    await makeEnterprise(system),
    await makeEnterprise(system),
    await makeEnterprise(system),
  ]
  const owner = await nscl.as('enterprise', { enterpriseId: first })
  await admin.run(giveRole, { id: owner.actor.userId, role: 'enterprise', enterpriseId: second, reason })
  const both = await on(owner, '2025-06-02')
  const run = <T>(operation: Command | Query, input: unknown) =>
    execute(system, operation, both, input, { via: 'page' }) as Promise<T>
  for (const enterpriseId of [first, second]) {
    const body = await ownFiling(nscl, enterpriseId)
    const { id } = await run<{ id: number }>(fileApplication, body)
    expect((await run<{ enterpriseId: number }>(showApplication, { id })).enterpriseId).toBe(enterpriseId)
  }
  const body = await ownFiling(nscl, third)
  expect((await problemOf(run(fileApplication, body))).status).toBe(404)
})

test('staff of an enterprise read and file as it does; of another they see nothing', async () => {
  const enterpriseId = await makeEnterprise(system)
  const staff = await nscl.as('enterprise_staff', { enterpriseId })
  expect(staff.actor.role).toBe('enterprise')
  const { enterpriseId: _id, ...body } = await ownFiling(nscl, enterpriseId)
  const { id } = await staff.run(fileApplication, body)
  expect((await staff.run(showApplication, { id })).enterpriseId).toBe(enterpriseId)
  const other = await admin.run(fileApplication, await filing(nscl, await makeEnterprise(system)))
  expect((await problemOf(staff.run(showApplication, { id: other.id }))).status).toBe(404)
})

test('no role from outside is an officer or reads every enterprise', async () => {
  for (const role of ['council_member', 'task_host', 'task_leader', 'expert', 'participant'] as const) {
    const { actor } = await nscl.as(role)
    expect(readsEvery(actor), role).toBe(false)
    expect(holds(actor, officers), role).toBe(false)
    expect(actor.agencyIds).toEqual([])
  }
})

describe('somebody from outside is invited to one matter', () => {
  const invite = async (recordId: number, given: object = {}) =>
    admin.run(inviteOutsider, {
      name: 'Chuyên gia Ngọc',
      email: `chuyen-gia-${recordId}-${Math.random()}@example.vn`,
      role: 'expert',
      record: 'application',
      recordId,
      toDay: '2027-12-31',
      reason,
      ...given,
    })
  const as = async (id: string, day = '2025-06-02') => {
    const actor = await actorOfAccount(system.db, id, day)
    if (actor === null) throw new Error('no account')
    return { ...actor, mustChangePassword: false }
  }
  const sees = (actor: Actor, id: number) =>
    execute(system, showApplication, actor, { id }, { via: 'page' }).then(
      () => 200,
      (error: { status: number }) => error.status,
    )

  test('an expert reads that application and no other, and nothing else of the programme', async () => {
    const one = await admin.run(fileApplication, await filing(nscl, await makeEnterprise(system)))
    const other = await admin.run(fileApplication, await filing(nscl, await makeEnterprise(system)))
    const { id } = await invite(one.id)
    const expert = await as(id)
    expect([...expert.grants].toSorted()).toEqual(['expert', 'public'])
    expect(await sees(expert, one.id)).toBe(200)
    expect(await sees(expert, other.id)).toBe(404)
    const { rows } = await execute(system, listWork, expert, {}, { via: 'page' })
    // The list of work leads to the one matter.
    expect(rows.map(({ href, lastOn }) => [href, lastOn])).toEqual([
      [`/applications/${one.id}`, '2027-12-31'],
    ])
    // The day after the last one it sees nothing.
    expect(await sees(await as(id, '2028-01-01'), one.id)).toBe(403)
  })

  test('an expert opens the files of that application, of its filings and of its thread, and no other file', async () => {
    const enterpriseId = await makeEnterprise(system)
    const [own, elsewhere] = [
      await nscl.evidence('ho-so.pdf', enterpriseId),
      await nscl.evidence('khac.pdf', enterpriseId),
    ]
    const [note, message] = [await nscl.evidence('ghi-chu.pdf'), await nscl.evidence('trao-doi.pdf')]
    const file = await filing(nscl, enterpriseId, { fileId: own })
    const one = await admin.run(fileApplication, file)
    const write = { record: 'application', recordId: one.id, body: 'Xin xem' }
    await admin.run(writeMessage, { ...write, side: 'message', fileId: message })
    await admin.run(writeMessage, { ...write, side: 'note', fileId: note })
    const { id } = await invite(one.id)
    const expert = await as(id)
    const opens = (who: Actor, fileId: number) =>
      execute(system, describeFile, who, { id: fileId }, { via: 'page' }).then(
        () => 200,
        (error: { status: number }) => error.status,
      )
    expect(await Promise.all([own, message].map((each) => opens(expert, each)))).toEqual([200, 200])
    expect(
      await Promise.all([elsewhere, note, await nscl.evidence()].map((each) => opens(expert, each))),
    ).toEqual([404, 404, 404])
    // The enterprise opens its papers and the message, not the officers' note.
    const owner = await nscl.as('enterprise', { enterpriseId })
    expect(
      await Promise.all([own, elsewhere, message, note].map((each) => opens(owner.actor, each))),
    ).toEqual([200, 200, 200, 404])
    // Nothing once the matter is settled.
    await admin.run(withdrawApplication, {
      id: one.id,
      version: await versionOf(admin, one.id),
      reason: 'Rút',
    })
    expect(await opens(await as(id), own)).toBe(403)
  })

  test('it ends when the matter is settled', async () => {
    const one = await admin.run(fileApplication, await filing(nscl, await makeEnterprise(system)))
    const { id } = await invite(one.id)
    await admin.run(withdrawApplication, {
      id: one.id,
      version: await versionOf(admin, one.id),
      reason: 'Rút',
    })
    expect(await sees(await as(id), one.id)).toBe(403)
    expect((await problemOf(invite(one.id))).fields.map(({ field }) => field)).toEqual(['recordId'])
  })

  test('nobody is invited as what has no matter yet, nor to what is not there', async () => {
    const one = await admin.run(fileApplication, await filing(nscl, await makeEnterprise(system)))
    const wrong = async (given: object) =>
      (await problemOf(invite(one.id, given))).fields.map(({ field }) => field)
    expect(await wrong({ role: 'council_member' })).toEqual(['record'])
    expect(await wrong({ record: 'payment' })).toEqual(['record'])
    expect(await wrong({ recordId: 999_999 })).toEqual(['recordId'])
    expect(await wrong({ toDay: '2001-01-01' })).toEqual(['toDay'])
    expect(await wrong({ role: 'leader' })).toEqual(['role'])
  })
})
