import { beforeAll, describe, expect, test } from 'vitest'
import { checkApplication, editApplication, fileApplication } from '../applications/index.ts'
import { ownFiling, versionOf } from '../applications/testing.ts'
import { requestDuty } from '../duties/index.ts'
import { listNotices } from '../notices/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { describeFile } from '../platform/uploads.ts'
import { makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { correctMessage, followRecord, withdrawMessage, writeMessage } from './commands.ts'
import './notices.ts'
import { markSeen, showThread } from './queries.ts'
import { threadAt, threadKinds } from './threads.ts'

const nscl = await testSystem()
const { system } = nscl
const coordinator = await nscl.as('coordinator')
const leader = await nscl.as('leader')
const auditor = await nscl.as('auditor')
let owner: Someone
let other: Someone
let thread: { record: string; recordId: number }
let enterpriseId: number

beforeAll(async () => {
  enterpriseId = await makeEnterprise(system)
  owner = await nscl.as('enterprise', { enterpriseId })
  other = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(system) })
  const { id } = await owner.run(fileApplication, await ownFiling(nscl, enterpriseId))
  thread = { record: 'application', recordId: id }
})

const write = (who: Someone, said: Record<string, unknown>) =>
  who.run(writeMessage, { ...thread, side: 'message', body: 'Xin chào', ...said })
const read = async (who: Someone) => {
  const shown = await who.run(showThread, thread)
  await markSeen(system.db, who.actor.userId ?? '', shown)
  return shown
}
const bodies = async (who: Someone) =>
  (await who.run(showThread, thread)).entries.flatMap(({ message }) => (message ? [message.body] : []))
const told = async (who: Someone, kind: string) =>
  (await who.run(listNotices, { kind })).rows.map(({ body }) => body.vi)

describe('a thread', () => {
  test('goes from the officer who asks to the enterprise that answers with a file, and back', async () => {
    await write(coordinator, { body: 'Xin gửi báo giá', asks: true })
    expect(await told(owner, 'talk.asked')).toEqual([expect.stringContaining('Xin gửi báo giá')])
    const fileId = await nscl.evidence('bao-gia.pdf', enterpriseId)
    await write(owner, { body: 'Gửi kèm đây', fileId })
    const { entries } = await coordinator.run(showThread, thread)
    const messages = entries.flatMap(({ message }) => (message ? [message] : []))
    expect(messages.map(({ asks, answered }) => [asks, answered])).toEqual([
      [true, true],
      [false, false],
    ])
    expect(messages[1]?.file).toMatchObject({ name: 'bao-gia.pdf' })
    expect(await told(coordinator, 'talk.message')).toContain('Gửi kèm đây')
  })

  test('shows what was done to the record; somebody outside is not told which officer did it, nor of inner acts', async () => {
    const shown = await owner.run(showThread, thread)
    const acts = shown.entries.filter(({ act }) => act !== null)
    expect(acts.map(({ by }) => by)).toEqual([owner.actor.name])
    await coordinator.run(checkApplication, {
      id: thread.recordId,
      version: await versionOf(coordinator, thread.recordId),
      outcome: 'returned',
      note: 'Thiếu báo giá',
    })
    const after = (await owner.run(showThread, thread)).entries
    expect(after.filter(({ act }) => act !== null).map(({ by }) => by)).toEqual([owner.actor.name, null])
    expect((await coordinator.run(showThread, thread)).entries.map(({ by }) => by)).toContain(
      coordinator.actor.name,
    )
  })

  test('a returned application asks in its thread, and the next filing answers', async () => {
    const asked = async () =>
      (await owner.run(showThread, thread)).entries.flatMap(({ message }) =>
        message?.asks && message.body === 'Thiếu báo giá' ? [message.answered] : [],
      )
    expect(await asked()).toEqual([false])
    await owner.run(editApplication, {
      ...(await ownFiling(nscl, enterpriseId)),
      id: thread.recordId,
      version: await versionOf(owner, thread.recordId),
    })
    expect(await asked()).toEqual([true])
  })
})

describe('who reads', () => {
  test('an enterprise never sees a note, what it says, whom it names or its file', async () => {
    const fileId = await nscl.evidence('noi-bo.pdf')
    await write(coordinator, {
      side: 'note',
      body: 'Cần hỏi kế toán',
      fileId,
      mentions: [leader.actor.userId],
    })
    expect(await bodies(leader)).toContain('Cần hỏi kế toán')
    expect(await bodies(auditor)).toContain('Cần hỏi kế toán')
    expect(JSON.stringify(await owner.run(showThread, thread))).not.toContain('Cần hỏi kế toán')
    expect(await told(leader, 'talk.mentioned')).toEqual(['Cần hỏi kế toán'])
    expect(JSON.stringify(await owner.run(listNotices, {}))).not.toContain('Cần hỏi kế toán')
    expect((await problemOf(owner.run(describeFile, { id: fileId }))).status).toBe(404)
  })

  test('a file of a message is opened by the enterprise that it is for, and by no other', async () => {
    const fileId = await nscl.evidence('mau.pdf')
    const { id } = await write(coordinator, { body: 'Mẫu đơn', fileId })
    expect(await owner.run(describeFile, { id: fileId })).toMatchObject({ name: 'mau.pdf' })
    expect((await problemOf(other.run(describeFile, { id: fileId }))).status).toBe(404)
    await coordinator.run(withdrawMessage, { id })
    expect((await problemOf(owner.run(describeFile, { id: fileId }))).status).toBe(404)
  })

  test.each([
    ['reads', () => other.run(showThread, thread)],
    ['writes', () => write(other, {})],
    ['follows', () => other.run(followRecord, { ...thread, follows: true })],
  ])('another enterprise that %s is told that there is no such record', async (_what, attempt) => {
    expect((await problemOf(attempt())).status).toBe(404)
  })

  test('a record that is not there, and a kind that has no thread, are refused alike for everybody', async () => {
    expect((await problemOf(owner.run(showThread, { ...thread, recordId: 999_999 }))).status).toBe(404)
    expect((await problemOf(owner.run(showThread, { record: 'report', recordId: 1 }))).status).toBe(404)
    expect((await problemOf(owner.run(showThread, { record: 'account', recordId: 1 }))).status).toBe(422)
  })

  test('an enterprise writes no note and asks for no addition; an auditor writes nothing', async () => {
    expect((await problemOf(write(owner, { side: 'note' }))).fields.map(({ field }) => field)).toEqual([
      'side',
    ])
    expect((await problemOf(write(owner, { asks: true }))).fields.map(({ field }) => field)).toEqual(['asks'])
    expect((await problemOf(write(auditor, {}))).status).toBe(403)
  })

  test('another’s file is nobody’s to send', async () => {
    const fileId = await nscl.evidence('cua-nguoi-khac.pdf', other.actor.enterpriseId ?? 0)
    expect((await problemOf(write(owner, { fileId }))).status).toBe(404)
  })
})

describe('names', () => {
  test('are proposed only of people who may read the record', async () => {
    const ids = async (who: Someone) => (await who.run(showThread, thread)).people.map(({ id }) => id)
    expect(await ids(coordinator)).toEqual(expect.arrayContaining([owner.actor.userId, leader.actor.userId]))
    expect(await ids(coordinator)).not.toContain(other.actor.userId)
    // An enterprise knows the officer who wrote to it, and no other.
    expect(await ids(owner)).toEqual([coordinator.actor.userId])
  })

  test.each([
    ['of another enterprise', () => other.actor.userId, 'message'],
    ['of nobody', () => 'no-such-account', 'message'],
    ['of the enterprise, in a note', () => owner.actor.userId, 'note'],
  ])('an account %s is not named, and the refusal is the same', async (_whose, account, side) => {
    const refused = await problemOf(write(coordinator, { side, mentions: [account()] }))
    expect(refused.fields.map(({ field }) => field)).toEqual(['mentions'])
    expect(JSON.stringify(refused.fields)).not.toContain(other.actor.name)
  })

  test('an enterprise cannot name an officer that it does not know, and cannot find out who there is', async () => {
    for (const account of [leader.actor.userId, 'no-such-account']) {
      const refused = await problemOf(write(owner, { mentions: [account] }))
      expect(refused.fields.map(({ field }) => field)).toEqual(['mentions'])
    }
  })
})

describe('an own message', () => {
  test('is edited or withdrawn until somebody else has read it, afterwards corrected beside it', async () => {
    const { id } = await write(owner, { body: 'Giá 10 triệu' })
    expect(await owner.run(correctMessage, { id, body: 'Giá 12 triệu' })).toMatchObject({ id, inPlace: true })
    expect(await bodies(coordinator)).not.toContain('Giá 10 triệu')
    await read(owner)
    expect(await owner.run(correctMessage, { id, body: 'Giá 13 triệu' })).toMatchObject({ inPlace: true })
    await read(coordinator)
    const corrected = await owner.run(correctMessage, { id, body: 'Giá 15 triệu' })
    expect(corrected.inPlace).toBe(false)
    expect(await bodies(coordinator)).toEqual(expect.arrayContaining(['Giá 13 triệu', 'Giá 15 triệu']))
    expect((await problemOf(owner.run(withdrawMessage, { id }))).status).toBe(409)
    await owner.run(withdrawMessage, { id: corrected.id })
    expect(await bodies(coordinator)).not.toContain('Giá 15 triệu')
    expect((await problemOf(owner.run(correctMessage, { id: corrected.id, body: 'x' }))).status).toBe(409)
  })

  test('is nobody else’s to edit or withdraw', async () => {
    const { id } = await write(owner, {})
    for (const who of [coordinator, other, leader]) {
      expect((await problemOf(who.run(correctMessage, { id, body: 'x' }))).status).toBe(404)
      expect((await problemOf(who.run(withdrawMessage, { id }))).status).toBe(404)
    }
  })
})

describe('following', () => {
  test('tells of what is done to the record, once, until one follows it no longer', async () => {
    const follower = await nscl.as('finance')
    await follower.run(followRecord, { ...thread, follows: true })
    const check = async (note: string) =>
      coordinator.run(checkApplication, {
        id: thread.recordId,
        version: await versionOf(coordinator, thread.recordId),
        outcome: 'returned',
        note,
      })
    await check('Thiếu chữ ký')
    expect(await told(follower, 'talk.followed')).toHaveLength(1)
    await write(coordinator, { body: 'Nhắc lại' })
    expect(await told(follower, 'talk.message')).toEqual(['Nhắc lại'])
    await follower.run(followRecord, { ...thread, follows: false })
    await write(coordinator, { body: 'Lần nữa' })
    expect(await told(follower, 'talk.message')).toEqual(['Nhắc lại'])
  })

  test('a notice of the act itself is enough: nobody is told twice', async () => {
    await owner.run(followRecord, { ...thread, follows: true })
    await owner.run(editApplication, {
      ...(await ownFiling(nscl, enterpriseId)),
      id: thread.recordId,
      version: await versionOf(owner, thread.recordId),
    })
    await coordinator.run(checkApplication, {
      id: thread.recordId,
      version: await versionOf(coordinator, thread.recordId),
      outcome: 'returned',
      note: 'Thiếu con dấu',
    })
    expect(await told(owner, 'talk.followed')).toEqual([])
    expect((await told(owner, 'applications.returned'))[0]).toContain('Thiếu con dấu')
  })
})

test('work asked of an agency is talked of between it and who asked', async () => {
  const { id: agencyId } = await system.db
    .selectFrom('agency')
    .select('id')
    .where('validTo', 'is', null)
    .orderBy('id')
    .executeTakeFirstOrThrow()
  const officer = await nscl.as('agency', { agencyId })
  const { ids } = await coordinator.run(requestDuty, { title: 'Số liệu', agencyIds: agencyId, within: '10' })
  const of = { record: 'duty_item', recordId: ids[0] ?? 0 }
  await coordinator.run(writeMessage, { ...of, side: 'message', body: 'Gửi theo mẫu 2' })
  expect(await told(officer, 'talk.message')).toEqual(['Gửi theo mẫu 2'])
  await officer.run(writeMessage, { ...of, side: 'message', body: 'Đã rõ' })
  expect(await told(coordinator, 'talk.message')).toContain('Đã rõ')
})

test('each kind of record says what a record is called, and where its page is', async () => {
  for (const kind of threadKinds) {
    expect(threadAt(kind.address.replace('{id}', '7'))).toEqual({ record: kind.record, recordId: 7 })
    const refused = await problemOf(coordinator.run(showThread, { record: kind.record, recordId: 999_999 }))
    expect([kind.record, refused.status]).toEqual([kind.record, 404])
  }
})

test('the audit trail holds all that was written, but for what this test wrote by itself', async () => {
  const { findings } = await verifyAudit(system.db, system.auditKey)
  const own = /^(enterprise|enterprise_year|file) /
  expect(findings.filter(({ where }) => !own.test(where))).toEqual([])
})
