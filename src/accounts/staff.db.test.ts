import { expect, test } from 'vitest'
import { fileApplication } from '../applications/index.ts'
import { listApplications } from '../applications/queries.ts'
import { ownFiling } from '../applications/testing.ts'
import { type Actor, mayRun } from '../platform/actor.ts'
import { addDays, today } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import { actorOfAccount } from '../platform/session.ts'
import { describeFile, uploadFile } from '../platform/uploads.ts'
import { enterpriseOverview } from '../portal/enterprise-overview.ts'
import { reportObstacle, showObstacle } from '../reports/obstacles.ts'
import { makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { testSystem } from '../testing/system.ts'
import { giveRole } from './roles.ts'
import { endStaff, inviteStaff, listStaff, prolongStaff } from './staff.ts'

const nscl = await testSystem()
const { system } = nscl
const now = today(system.now())
const admin = await nscl.as('coordinator', { admin: true })
let invited = 0
const invitation = (given: object = {}) => {
  invited += 1
  return {
    name: 'Kế toán Lan',
    email: `lan-${invited}@example.vn`,
    toDay: addDays(now, 90),
    reason: 'Nộp hồ sơ',
    ...given,
  }
}

async function on(id: string | null, day = now): Promise<Actor> {
  const actor = await actorOfAccount(system.db, id ?? '', day)
  if (actor === null) throw new Error('no account')
  return { ...actor, mustChangePassword: false, proof: 'session' }
}
const run = <T>(by: Actor, operation: Command | Query, input: unknown) =>
  execute(system, operation, by, input, { via: 'page' }) as Promise<T>
const status = (doing: Promise<unknown>) =>
  doing.then(
    () => 200,
    (error: { status: number }) => error.status,
  )

test('an owner lets staff in to a last day: they do the enterprise’s work until then, and let nobody in', async () => {
  const enterpriseId = await makeEnterprise(system)
  const owner = await nscl.as('enterprise', { enterpriseId })
  const { id, password } = await owner.run(inviteStaff, invitation())
  expect(password.length).toBeGreaterThan(7)
  const staff = await on(id)
  expect(staff.enterpriseIds).toEqual([enterpriseId])
  const { enterpriseId: _id, ...body } = await ownFiling(nscl, enterpriseId)
  await run(staff, fileApplication, body)
  const { rows } = await run<{ rows: { id: number }[] }>(staff, listStaff, {})
  expect(rows).toHaveLength(1)
  const roleId = rows[0]?.id
  expect(await status(run(staff, inviteStaff, invitation()))).toBe(403)
  expect(await status(run(staff, prolongStaff, { id: roleId, toDay: addDays(now, 300) }))).toBe(404)
  expect(await status(run(staff, endStaff, { id: roleId }))).toBe(404)
  // The day after the last one nothing is theirs any more.
  expect([...(await on(id, addDays(now, 91))).grants]).toEqual(['public'])
})

test('the owner moves the last day and ends it; what has ended stays so', async () => {
  const enterpriseId = await makeEnterprise(system)
  const owner = await nscl.as('enterprise', { enterpriseId })
  const { id } = await owner.run(inviteStaff, invitation())
  const roleId = (await owner.run(listStaff, {})).rows[0]?.id
  await owner.run(prolongStaff, { id: roleId, toDay: addDays(now, 200) })
  expect(mayRun(await on(id, addDays(now, 150)), fileApplication)).toBe(true)
  await owner.run(endStaff, { id: roleId })
  expect(mayRun(await on(id), fileApplication)).toBe(false)
  expect((await owner.run(listStaff, {})).rows[0]?.state).toBe('past')
  expect((await problemOf(owner.run(endStaff, { id: roleId }))).code).toBe('accounts.staffEnded')
  expect((await problemOf(owner.run(prolongStaff, { id: roleId, toDay: addDays(now, 9) }))).code).toBe(
    'accounts.staffEnded',
  )
})

test('an owner lets staff in to the own enterprise alone, for a year at most, and reaches no staff of another', async () => {
  const [mine, theirs] = [await makeEnterprise(system), await makeEnterprise(system)]
  const owner = await nscl.as('enterprise', { enterpriseId: mine })
  const other = await nscl.as('enterprise', { enterpriseId: theirs })
  const refused = async (given: object) =>
    (await problemOf(owner.run(inviteStaff, invitation(given)))).fields.map(({ field }) => field)
  expect(await refused({ enterpriseId: theirs })).toEqual(['enterpriseId'])
  expect(await refused({ toDay: addDays(now, -1) })).toEqual(['toDay'])
  expect(await refused({ toDay: addDays(now, 366) })).toEqual(['toDay'])
  await other.run(inviteStaff, invitation())
  const roleId = (await other.run(listStaff, {})).rows[0]?.id
  expect((await owner.run(listStaff, {})).rows).toEqual([])
  expect(await status(owner.run(endStaff, { id: roleId }))).toBe(404)
  expect(await status(owner.run(prolongStaff, { id: roleId, toDay: addDays(now, 9) }))).toBe(404)
  expect(await status(admin.run(inviteStaff, invitation()))).toBe(403)
})

test('the owner of two enterprises says with each act which one it is for; a file belongs to the one that names it', async () => {
  const [first, second] = [await makeEnterprise(system), await makeEnterprise(system)]
  const account = await nscl.as('enterprise', { enterpriseId: first })
  await admin.run(giveRole, {
    id: account.actor.userId,
    role: 'enterprise',
    enterpriseId: second,
    reason: 'Mua lại',
  })
  const both = await on(account.actor.userId)
  expect(
    (await run<{ enterprise: { id: number } }>(both, enterpriseOverview, { enterpriseId: second })).enterprise
      .id,
  ).toBe(second)
  const { id: obstacle } = await run<{ id: number }>(both, reportObstacle, {
    enterpriseId: second,
    text: 'Chậm cấp phép',
    proposal: 'Rút ngắn',
  })
  const reporter = await system.db
    .selectFrom('obstacle')
    .select('enterpriseId')
    .where('id', '=', obstacle)
    .executeTakeFirst()
  expect(reporter?.enterpriseId).toBe(second)
  expect(await status(run(both, showObstacle, { id: obstacle }))).toBe(200)
  const bytes = new TextEncoder().encode('%PDF-1.4\n% hai doanh nghiệp\n%%EOF\n')
  const { id: fileId } = await run<{ id: number }>(both, uploadFile, { name: 'ho-so.pdf', bytes })
  const body = await ownFiling(nscl, second, { fileId })
  await run(both, fileApplication, body)
  expect(await status(run(both, describeFile, { id: fileId }))).toBe(200)
  // Of the two enterprises only the one that filed it opens it.
  const [ofFirst, ofSecond] = [
    await nscl.as('enterprise_staff', { enterpriseId: first }),
    await nscl.as('enterprise_staff', { enterpriseId: second }),
  ]
  expect(await status(ofFirst.run(describeFile, { id: fileId }))).toBe(404)
  expect(await status(ofSecond.run(describeFile, { id: fileId }))).toBe(200)
  expect((await run<{ rows: unknown[] }>(both, listApplications, {})).rows).toHaveLength(1)
  // Staff invited by the owner of both are of the enterprise that was named.
  await run(both, inviteStaff, invitation({ enterpriseId: second }))
  expect((await run<{ rows: { enterprise: string }[] }>(both, listStaff, {})).rows).toHaveLength(3)
})
