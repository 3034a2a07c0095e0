import { describe, expect, test } from 'vitest'
import { inviteOutsider } from '../accounts/index.ts'
import { checkApplication, editApplication, fileApplication, showApplication } from '../applications/index.ts'
import { ownFiling, versionOf } from '../applications/testing.ts'
import { requestDuty } from '../duties/index.ts'
import { listNotices } from '../notices/index.ts'
import type { Actor } from '../platform/actor.ts'
import { verifyAudit } from '../platform/audit.ts'
import { today } from '../platform/dates.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import { actorOfAccount } from '../platform/session.ts'
import { uploadFile } from '../platform/uploads.ts'
import { makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { listWork } from '../work/index.ts'
import { settleQuestion, writeMessage } from './commands.ts'
import { findMessage, showThread } from './queries.ts'

const nscl = await testSystem()
const { system } = nscl
const now = today(system.now())
const admin = await nscl.as('coordinator', { admin: true })
const run = <T>(by: Actor, operation: Command | Query, input: unknown) =>
  execute(system, operation, by, input, { via: 'page' }) as Promise<T>

async function anew(id: string | null): Promise<Actor> {
  const actor = await actorOfAccount(system.db, id ?? '', now)
  if (actor === null) throw new Error('no account')
  return { ...actor, mustChangePassword: false, proof: 'session' }
}

/** An application of an enterprise, with its owner. */
async function filed() {
  const enterpriseId = await makeEnterprise(system)
  const owner = await nscl.as('enterprise', { enterpriseId })
  const { id } = await owner.run(fileApplication, await ownFiling(nscl, enterpriseId))
  return { enterpriseId, owner, of: { record: 'application', recordId: id } }
}
let invited = 0
async function expertOf(of: { recordId: number }) {
  invited += 1
  const { id } = await admin.run(inviteOutsider, {
    name: `Chuyên gia ${invited}`,
    email: `chuyen-gia-${invited}@example.vn`,
    role: 'expert',
    record: 'application',
    recordId: of.recordId,
    toDay: '2099-12-31',
    reason: 'Hỏi ý kiến',
  })
  return anew(id)
}
const bodies = async (by: Actor, of: object) =>
  (await run<{ entries: { message: { body: string } | null }[] }>(by, showThread, of)).entries.flatMap(
    ({ message }) => (message === null ? [] : [message.body]),
  )
const questions = async (by: Actor) =>
  (
    await run<{ rows: { kind: string; subject: { vi: string }; href: string }[] }>(by, listWork, {})
  ).rows.filter(({ kind }) => kind.startsWith('talk.'))

describe('an expert on the one application', () => {
  test('reads what is said to the enterprise and gives advice that officers read and the enterprise does not', async () => {
    const { owner, of } = await filed()
    const expert = await expertOf(of)
    await admin.run(writeMessage, { ...of, side: 'message', body: 'Xin gửi báo giá' })
    await admin.run(writeMessage, { ...of, side: 'note', body: 'Giá hơi cao' })
    await admin.run(writeMessage, { ...of, side: 'advice', body: 'Nhờ xem giá', asks: true })
    expect((await questions(expert)).map(({ subject }) => subject.vi)).toEqual(['Nhờ xem giá'])
    const bytes = new TextEncoder().encode('%PDF-1.4\n% ý kiến\n%%EOF\n')
    const { id: fileId } = await run<{ id: number }>(expert, uploadFile, { name: 'y-kien.pdf', bytes })
    await run(expert, writeMessage, { ...of, side: 'advice', body: 'Giá phù hợp', fileId })
    expect(await questions(expert)).toEqual([])
    expect(await bodies(expert, of)).toEqual(['Xin gửi báo giá', 'Nhờ xem giá', 'Giá phù hợp'])
    expect(await bodies(owner.actor, of)).toEqual(['Xin gửi báo giá'])
    expect(await bodies(admin.actor, of)).toContain('Giá phù hợp')
    expect(JSON.stringify(await owner.run(listNotices, {}))).not.toContain('Giá phù hợp')
    expect(JSON.stringify(await admin.run(listNotices, {}))).toContain('Giá phù hợp')
  })

  test('writes no note, reads no other thread, and is told of nothing after the matter', async () => {
    const [one, other] = [await filed(), await filed()]
    const expert = await expertOf(one.of)
    expect(
      (await problemOf(run(expert, writeMessage, { ...one.of, side: 'note', body: 'x' }))).fields.map(
        ({ field }) => field,
      ),
    ).toEqual(['side'])
    expect((await problemOf(run(expert, showThread, other.of))).status).toBe(404)
    expect(
      (await problemOf(run(expert, writeMessage, { ...other.of, side: 'message', body: 'x' }))).status,
    ).toBe(404)
    expect(
      (await problemOf(other.owner.run(writeMessage, { ...other.of, side: 'advice', body: 'x' }))).fields.map(
        ({ field }) => field,
      ),
    ).toEqual(['side'])
  })
})

describe('an open question is work', () => {
  test('of the enterprise that is asked, until it answers; its page is the record', async () => {
    const { owner, of } = await filed()
    const { id } = await admin.run(writeMessage, {
      ...of,
      side: 'message',
      body: 'Còn giấy phép nào?',
      asks: true,
    })
    const [row] = await questions(owner.actor)
    expect(row).toMatchObject({ subject: { vi: 'Còn giấy phép nào?' }, href: `/messages/${id}/record` })
    expect(await owner.run(findMessage, { id })).toMatchObject({
      href: `/applications/${of.recordId}#message-${id}`,
    })
    expect(await questions((await filed()).owner.actor)).toEqual([])
    await owner.run(writeMessage, { ...of, side: 'message', body: 'Gửi sau' })
    expect(await questions(owner.actor)).toEqual([])
  })

  test('of the agency that is asked, whose answer is one though officers write it', async () => {
    const { id: agencyId } = await system.db
      .selectFrom('agency')
      .select('id')
      .where('kind', '=', 'agency')
      .where('validTo', 'is', null)
      .orderBy('id')
      .executeTakeFirstOrThrow()
    const officer = await nscl.as('agency', { agencyId })
    const { ids } = await admin.run(requestDuty, { title: 'Số liệu', agencyIds: agencyId, within: '10' })
    const of = { record: 'duty_item', recordId: ids[0] ?? 0 }
    await admin.run(writeMessage, { ...of, side: 'message', body: 'Bao giờ gửi?', asks: true })
    expect(await questions(officer.actor)).toHaveLength(1)
    await officer.run(writeMessage, { ...of, side: 'message', body: 'Thứ Sáu' })
    expect(await questions(officer.actor)).toEqual([])
  })

  test('of whoever is named where nobody stands on the other side, and refused where nobody is', async () => {
    const colleague = await nscl.as('finance')
    const plan = await system.db
      .selectFrom('plan')
      .select('id')
      .where('state', '=', 'active')
      .executeTakeFirstOrThrow()
    const of = { record: 'plan', recordId: plan.id }
    const ask = { ...of, side: 'message', body: 'Nguồn nào chi?', asks: true }
    expect((await problemOf(admin.run(writeMessage, ask))).fields.map(({ field }) => field)).toEqual(['asks'])
    await admin.run(writeMessage, { ...ask, body: `@${colleague.actor.name}: nguồn nào chi?` })
    expect(await questions(colleague.actor)).toHaveLength(1)
    expect(await questions((await nscl.as('finance')).actor)).toEqual([])
    await colleague.run(writeMessage, { ...of, side: 'message', body: 'Ngân sách tỉnh' })
    expect(await questions(colleague.actor)).toEqual([])
  })

  test('of a returned application it is the completing, which answers whoever enters it', async () => {
    const { enterpriseId, owner, of } = await filed()
    const version = () => versionOf(admin, of.recordId)
    await admin.run(checkApplication, {
      id: of.recordId,
      version: await version(),
      outcome: 'returned',
      note: 'Thiếu',
    })
    expect(await questions(owner.actor)).toEqual([])
    const body = await ownFiling(nscl, enterpriseId)
    await admin.run(editApplication, { ...body, id: of.recordId, version: await version() })
    expect(await questions(owner.actor)).toEqual([])
    const { entries } = await owner.run(showThread, of)
    expect(entries.flatMap(({ message }) => (message?.asks ? [message.answered] : []))).toEqual([true])
  })

  test('until an officer asks no longer', async () => {
    const { owner, of } = await filed()
    const { id } = await admin.run(writeMessage, { ...of, side: 'message', body: 'Thêm ảnh?', asks: true })
    expect((await problemOf(owner.run(settleQuestion, { id }))).status).toBe(403)
    await admin.run(settleQuestion, { id })
    expect(await questions(owner.actor)).toEqual([])
    expect((await problemOf(admin.run(settleQuestion, { id }))).code).toBe('talk.noQuestion')
  })
})

describe('a name that is typed', () => {
  const mentions = async (by: Someone, of: object, said: object) =>
    (await by.run(writeMessage, { ...of, side: 'message', ...said })).named

  test('names whoever may read this, and stays a text otherwise', async () => {
    const { owner, of } = await filed()
    const stranger = (await filed()).owner
    expect(await mentions(admin, of, { body: `@${owner.actor.name} xin xem` })).toEqual([owner.actor.userId])
    expect(await mentions(admin, of, { body: `@${stranger.actor.name} xin xem` })).toEqual([])
    expect(await mentions(admin, of, { side: 'note', body: `@${owner.actor.name} xin xem` })).toEqual([])
  })

  test('names nobody where two people bear it: the list has to be used', async () => {
    const { of } = await filed()
    const twins = [await nscl.as('finance'), await nscl.as('finance')]
    for (const { actor } of twins)
      await system.db
        .updateTable('account')
        .set({ name: 'Nguyễn Văn Nam' })
        .where('id', '=', actor.userId)
        .execute()
    const said = { ...of, side: 'note', body: 'Hỏi @nguyễn văn nam' }
    expect((await problemOf(admin.run(writeMessage, said))).fields.map(({ field }) => field)).toEqual([
      'body',
    ])
    expect(
      await mentions(admin, of, { side: 'note', body: 'Hỏi anh Nam', mentions: [twins[1]?.actor.userId] }),
    ).toEqual([twins[1]?.actor.userId])
  })
})

test('the association of an enterprise reads its threads and is told in them; another does not', async () => {
  const { enterpriseId, of } = await filed()
  const associations = await system.db
    .selectFrom('agency')
    .select('id')
    .where('kind', '=', 'association')
    .orderBy('id')
    .limit(2)
    .execute()
  const [own, other] = await Promise.all(
    associations.map(({ id: agencyId }) => nscl.as('association', { agencyId })),
  )
  await system.db
    .insertInto('associationMember')
    .values({ agencyId: associations[0]?.id ?? 0, enterpriseId, tie: 'member', since: '2020-01-01' })
    .execute()
  const { named } = await admin.run(writeMessage, {
    ...of,
    side: 'message',
    body: `@${own?.actor.name} xin nhắc hội viên`,
  })
  expect(named).toEqual([own?.actor.userId])
  expect(await bodies(own?.actor as Actor, of)).toHaveLength(1)
  expect((await problemOf(other?.run(showThread, of) ?? Promise.resolve())).status).toBe(404)
  // What the register tells of any enterprise opens nothing of what is said to it.
  const enterprise = { record: 'enterprise', recordId: enterpriseId }
  await admin.run(writeMessage, { ...enterprise, side: 'message', body: 'Xin bổ sung số liệu' })
  expect(await bodies(own?.actor as Actor, enterprise)).toHaveLength(1)
  expect((await problemOf(other?.run(showThread, enterprise) ?? Promise.resolve())).status).toBe(404)
  expect(
    (
      await problemOf(
        other?.run(writeMessage, { ...enterprise, side: 'message', body: 'x' }) ?? Promise.resolve(),
      )
    ).status,
  ).toBe(404)
})

test('the story tells each change of state and each file beside the messages', async () => {
  const enterpriseId = await makeEnterprise(system)
  const owner = await nscl.as('enterprise', { enterpriseId })
  const fileId = await nscl.evidence('don.pdf', enterpriseId)
  const { id } = await owner.run(fileApplication, await ownFiling(nscl, enterpriseId, { fileId }))
  const second = await nscl.evidence('don-2.pdf', enterpriseId)
  await owner.run(editApplication, {
    ...(await ownFiling(nscl, enterpriseId, { fileId: second })),
    id,
    version: await versionOf(owner, id),
  })
  const { entries } = await owner.run(showThread, { record: 'application', recordId: id })
  expect(
    entries.map(({ act, state, files }) => [act !== null, state?.en ?? null, files.map(({ name }) => name)]),
  ).toEqual([
    [true, 'Filed', ['don.pdf']],
    [true, null, ['don-2.pdf']],
  ])
  expect((await owner.run(showApplication, { id })).state).toBe('filed')
})

test('the audit trail holds all of it, but for what this test wrote by itself', async () => {
  const { findings } = await verifyAudit(system.db, system.auditKey)
  const own = /^(enterprise|enterprise_year|file|account|association_member) /
  expect(findings.filter(({ where }) => !own.test(where))).toEqual([])
})
