import { describe, expect, test } from 'vitest'
import {
  appraiseApplication,
  checkApplication,
  decideApplication,
  fileApplication,
  showApplication,
} from '../applications/index.ts'
import { appraised, filing, versionOf } from '../applications/testing.ts'
import { sayPerson } from '../controls/index.ts'
import type { Actor } from '../platform/actor.ts'
import { addDays, today } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import { actorOfAccount } from '../platform/session.ts'
import { makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { assignWork, listWork } from '../work/index.ts'
import { appointDeputy, endDeputy, listDeputies, myDeputies } from './deputies.ts'

const nscl = await testSystem()
const { system } = nscl
const admin = await nscl.as('coordinator', { admin: true })
const now = today(system.now())
const days = { fromDay: now, toDay: addDays(now, 9), reason: 'Nghỉ phép' }
type Who = typeof admin
const idOf = ({ actor }: Who) => actor.userId ?? ''

/** The account with the roles that it holds today, those that it stands in with too. */
async function today_(who: Who): Promise<Actor> {
  const actor = await actorOfAccount(system.db, idOf(who), today(system.now()))
  if (actor === null) throw new Error('no account')
  return actor
}
const kindsOf = async (who: Who) => {
  const { rows } = await execute(system, listWork, await today_(who), { limit: 1000 }, { via: 'page' })
  return rows
}

test('a deputy holds the roles of who is away on these days alone, sees the work and is told', async () => {
  const leader = await nscl.as('leader')
  const deputy = await nscl.as('agency')
  const recordId = await appraised(nscl, admin, await makeEnterprise(system))
  expect((await today_(deputy)).grants.has('leader')).toBe(false)
  const { id } = await leader.run(appointDeputy, { deputyId: idOf(deputy), ...days })
  const standing = await today_(deputy)
  expect(standing.grants.has('leader')).toBe(true)
  expect(standing.held.find(({ absentId }) => absentId === idOf(leader))?.role).toBe('leader')
  // What the account is by itself comes first.
  expect(standing.role).toBe('agency')
  const decide = (await kindsOf(deputy)).filter(({ kind }) => kind === 'applications.decide')
  expect(decide.map((row) => row.recordId)).toContain(recordId)
  for (const day of [addDays(now, -1), addDays(now, 10)])
    expect((await actorOfAccount(system.db, idOf(deputy), day))?.grants.has('leader'), day).toBe(false)
  const told = await system.db
    .selectFrom('notice')
    .select('parameters')
    .where('accountId', '=', idOf(deputy))
    .where('kind', '=', 'accounts.deputy')
    .execute()
  expect(JSON.stringify(told)).toContain(leader.actor.name)
  await leader.run(endDeputy, { id })
  expect((await today_(deputy)).grants.has('leader')).toBe(false)
  expect((await kindsOf(deputy)).some(({ kind }) => kind === 'applications.decide')).toBe(false)
})

test('work that the absent officer is in charge of stands on the deputy’s list, with whose it is', async () => {
  const officer = await nscl.as('coordinator')
  const deputy = await nscl.as('coordinator')
  const { id: recordId } = await admin.run(fileApplication, await filing(nscl, await makeEnterprise(system)))
  await admin.run(assignWork, { record: 'application', recordId, accountId: idOf(officer) })
  expect(
    (await kindsOf(deputy)).some((row) => row.recordId === recordId && row.record === 'application'),
  ).toBe(false)
  await officer.run(appointDeputy, { deputyId: idOf(deputy), ...days })
  const row = (await kindsOf(deputy)).find((one) => one.recordId === recordId && one.record === 'application')
  expect(row?.standingInFor).toBe(officer.actor.name)
})

test('a deputy can stand in with some of the roles only', async () => {
  const absent = await nscl.as('finance')
  const deputy = await nscl.as('agency')
  const wrong = await problemOf(
    absent.run(appointDeputy, { deputyId: idOf(deputy), ...days, roles: ['leader'] }),
  )
  expect(wrong.fields.map(({ field }) => field)).toEqual(['roles'])
  await absent.run(appointDeputy, { deputyId: idOf(deputy), ...days, roles: ['finance'] })
  expect((await today_(deputy)).grants.has('finance')).toBe(true)
})

describe('where acts are held apart a deputy counts as himself and as whom he stands in for', () => {
  /** An application that `checker` checked and somebody else appraised. */
  async function checkedBy(checker: Actor) {
    const { id } = await admin.run(fileApplication, await filing(nscl, await makeEnterprise(system)))
    const version = await versionOf(admin, id)
    await execute(system, checkApplication, checker, { id, version, outcome: 'checked' }, { via: 'page' })
    const appraiser = await nscl.as('coordinator')
    await appraiser.run(appraiseApplication, {
      id,
      version: await versionOf(admin, id),
      amount: (await admin.run(showApplication, { id })).requested,
      note: 'Đề xuất hỗ trợ',
    })
    return id
  }
  const decide = async (by: Actor, id: number) =>
    execute(
      system,
      decideApplication,
      by,
      {
        id,
        version: await versionOf(admin, id),
        outcome: 'refuse',
        reason: 'Không đủ điều kiện',
        decidedOn: now,
      },
      { via: 'page' },
    ).then(
      () => 'decided',
      (error: { code: string }) => error.code,
    )

  test('what the absent person did keeps the deputy out while he stands in, and no longer', async () => {
    const absent = await nscl.as('coordinator')
    const deputy = await nscl.as('leader')
    const id = await checkedBy(absent.actor)
    const { id: standing } = await absent.run(appointDeputy, { deputyId: idOf(deputy), ...days })
    expect(await decide(await today_(deputy), id)).toBe('controls.samePerson')
    await absent.run(endDeputy, { id: standing })
    expect(await decide(await today_(deputy), id)).not.toBe('controls.samePerson')
  })

  test('what a deputy did keeps out the person he stood in for, after it has ended too', async () => {
    const absent = await nscl.as('coordinator')
    const deputy = await nscl.as('agency')
    const { id: standing } = await absent.run(appointDeputy, { deputyId: idOf(deputy), ...days })
    const id = await checkedBy(await today_(deputy))
    await absent.run(endDeputy, { id: standing })
    expect(await decide(absent.actor, id)).toBe('controls.samePerson')
    // And himself, should he come to hold the right.
    expect(await decide({ ...deputy.actor, grants: new Set(['leader', 'public']) }, id)).toBe(
      'controls.samePerson',
    )
    const other = await nscl.as('leader')
    expect(await decide(other.actor, id)).not.toBe('controls.samePerson')
  })

  test('the second account of the absent person counts too', async () => {
    const absent = await nscl.as('coordinator')
    const second = await nscl.as('coordinator')
    const deputy = await nscl.as('leader')
    await admin.run(sayPerson, { accountId: idOf(second), personId: idOf(absent) })
    const id = await checkedBy(second.actor)
    await absent.run(appointDeputy, { deputyId: idOf(deputy), ...days })
    expect(await decide(await today_(deputy), id)).toBe('controls.samePerson')
  })
})

test('days in order, somebody else, who can stand in, and not twice', async () => {
  const absent = await nscl.as('finance')
  const deputy = await nscl.as('finance')
  const auditor = await nscl.as('auditor')
  const owner = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(system) })
  const fields = async (given: object) =>
    (await problemOf(absent.run(appointDeputy, { deputyId: idOf(deputy), ...days, ...given }))).fields.map(
      ({ field }) => field,
    )
  expect(await fields({ toDay: addDays(now, -1) })).toEqual(['toDay'])
  expect(await fields({ fromDay: addDays(now, 5), toDay: addDays(now, 4) })).toEqual(['toDay'])
  expect(await fields({ toDay: addDays(now, 400) })).toEqual(['toDay'])
  for (const who of [absent, auditor, owner])
    expect(await fields({ deputyId: idOf(who) })).toEqual(['deputyId'])
  await absent.run(appointDeputy, { deputyId: idOf(deputy), ...days })
  expect((await problemOf(absent.run(appointDeputy, { deputyId: idOf(deputy), ...days }))).code).toBe(
    'accounts.deputyTwice',
  )
})

test('only an administrator says it for another; both see it, and the administrator lists all', async () => {
  const absent = await nscl.as('statistics')
  const deputy = await nscl.as('statistics')
  const stranger = await nscl.as('finance')
  const input = { accountId: idOf(absent), deputyId: idOf(deputy), ...days }
  expect((await problemOf(stranger.run(appointDeputy, input))).status).toBe(403)
  const { id } = await admin.run(appointDeputy, input)
  for (const who of [absent, deputy]) {
    const { rows } = await who.run(myDeputies, {})
    expect(rows).toMatchObject([
      { id, state: 'now', absent: { id: idOf(absent) }, deputy: { id: idOf(deputy) } },
    ])
  }
  expect((await stranger.run(myDeputies, {})).rows).toEqual([])
  expect((await problemOf(stranger.run(endDeputy, { id }))).status).toBe(404)
  expect((await admin.run(listDeputies, { limit: 100 })).rows.map((row) => row.id)).toContain(id)
  await deputy.run(endDeputy, { id })
  expect((await absent.run(myDeputies, {})).rows[0]?.state).toBe('past')
})
