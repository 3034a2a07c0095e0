import { describe, expect, test } from 'vitest'
import { appointDeputy } from '../accounts/index.ts'
import { decideApplication } from '../applications/index.ts'
import { appraised, versionOf } from '../applications/testing.ts'
import { type Actor, mayRun } from '../platform/actor.ts'
import { addDays, today } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import { actorOfAccount } from '../platform/session.ts'
import { makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { listWork } from '../work/index.ts'
import { delegateSigning, endDelegation, listDelegations } from './delegations.ts'

const nscl = await testSystem()
const { system } = nscl
const now = today(system.now())
const leader = await nscl.as('leader')
const coordinator = await nscl.as('coordinator')
const [one, other] = await system.db
  .selectFrom('agency')
  .select(['id', 'name'])
  .where('kind', '=', 'agency')
  .where('validTo', 'is', null)
  .orderBy('id')
  .limit(2)
  .execute()
const agencyId = one?.id ?? 0
const paper = { documentNumber: '12/QĐ-UBND', documentDate: now }
const delegate = (given: object = {}) =>
  leader.run(delegateSigning, { kind: 'application', agencyId, fromDay: now, ...paper, ...given })
const end = (id: number) => leader.run(endDelegation, { id, reason: 'Thu hồi' })

/** Somebody as the program knows them at their next request. */
async function anew(someone: Someone): Promise<Actor> {
  const actor = await actorOfAccount(system.db, someone.actor.userId ?? '', now)
  if (actor === null) throw new Error('no account')
  return actor
}

const coordinates = await nscl.as('coordinator')
const opened = async () => appraised(nscl, coordinates, await makeEnterprise(system))
const decide = async (by: Actor, id: number) =>
  execute(
    system,
    decideApplication,
    by,
    { id, version: await versionOf(coordinates, id), outcome: 'refuse', reason: 'Không', decidedOn: now },
    { via: 'page' },
  ).then(
    () => 'decided',
    (error: { status: number }) => error.status,
  )
const deciding = async (by: Actor) =>
  (
    await execute(system, listWork, by, { kind: 'applications.decide' }, { via: 'page' }).catch(() => ({
      rows: [],
    }))
  ).rows.length > 0

describe('who signs the decision on an application', () => {
  test('is the People’s Committee while nothing is delegated: no head of an agency decides', async () => {
    const head = await nscl.as('head', { agencyId })
    const id = await opened()
    expect(await decide(head.actor, id)).toBe(403)
    expect(mayRun(head.actor, decideApplication)).toBe(false)
    expect(await deciding(head.actor)).toBe(false)
    expect(await deciding(leader.actor)).toBe(true)
    expect(await decide(leader.actor, id)).toBe('decided')
  })

  test('is the head of the agency while it is delegated, nobody else, and the work is theirs', async () => {
    const head = await nscl.as('head', { agencyId })
    const another = await nscl.as('head', { agencyId: other?.id ?? 0 })
    const id = await opened()
    const { id: delegation } = await delegate()
    for (const someone of [leader, coordinator, another]) {
      const actor = await anew(someone)
      expect(await decide(actor, id)).toBe(403)
      expect(mayRun(actor, decideApplication)).toBe(false)
      expect(await deciding(actor)).toBe(false)
    }
    expect(await deciding(await anew(head))).toBe(true)
    expect(await decide(await anew(head), id)).toBe('decided')
    await end(delegation)
    expect(await decide(await anew(head), await opened())).toBe(403)
    expect(await decide(await anew(leader), await opened())).toBe('decided')
  })

  test('is whoever stands in for that head on the day', async () => {
    const { id: delegation } = await delegate()
    const head = await nscl.as('head', { agencyId })
    const deputy = await nscl.as('agency')
    await head.run(appointDeputy, {
      deputyId: deputy.actor.userId,
      fromDay: now,
      toDay: now,
      reason: 'Đi công tác',
    })
    expect(await decide(await anew(deputy), await opened())).toBe('decided')
    await end(delegation)
  })

  test('is recorded by the coordinator where the head has no account', async () => {
    const ministerless = other?.id ?? 0
    await system.db
      .updateTable('account')
      .set({ disabled: true })
      .where('agencyId', '=', ministerless)
      .execute()
    const { id: delegation } = await delegate({ agencyId: ministerless })
    expect(await decide(await anew(leader), await opened())).toBe(403)
    expect(await deciding(await anew(coordinator))).toBe(true)
    expect(await decide(await anew(coordinator), await opened())).toBe('decided')
    await end(delegation)
  })
})

test('a kind of decision has one signer on a day; delegations of other days and other kinds stand beside it', async () => {
  const { id } = await delegate({ toDay: addDays(now, 30) })
  const refused = async (given: object) => (await problemOf(delegate(given))).fields.map(({ field }) => field)
  expect(await refused({ fromDay: addDays(now, 30) })).toEqual(['kind'])
  const later = await delegate({ fromDay: addDays(now, 31), agencyId: other?.id })
  const report = await delegate({ kind: 'report' })
  const { rows } = await leader.run(listDelegations, {})
  expect(rows.filter(({ state }) => state !== 'past').map((row) => [row.id, row.kind, row.state])).toEqual([
    [later.id, 'application', 'coming'],
    [report.id, 'report', 'now'],
    [id, 'application', 'now'],
  ])
  for (const each of [id, later.id, report.id]) await end(each)
  expect((await problemOf(end(id))).code).toBe('controls.delegationEnded')
})

test('a delegation is refused that begins before its paper or today, ends before it begins, or is to nobody who signs', async () => {
  const { id: committee } = await system.db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'leader')
    .executeTakeFirstOrThrow()
  const refused = async (given: object) =>
    (await problemOf(delegate(given))).fields.map(({ field }) => field).toSorted()
  expect(await refused({ documentDate: addDays(now, 1) })).toEqual(['fromDay'])
  expect(await refused({ fromDay: addDays(now, -1), documentDate: addDays(now, -9) })).toEqual(['fromDay'])
  expect(await refused({ toDay: addDays(now, -1), agencyId: committee })).toEqual(['agencyId', 'toDay'])
  expect(await refused({ agencyId: 999_999 })).toEqual(['agencyId'])
  for (const someone of [coordinator, await nscl.as('head'), await nscl.as('auditor')])
    expect((await problemOf(someone.run(delegateSigning, {}))).status).toBe(403)
})
