import { beforeAll, expect, test } from 'vitest'
import { editApplication, fileApplication } from '../applications/file.ts'
import { showApplication } from '../applications/queries.ts'
import { ownFiling } from '../applications/testing.ts'
import { beginApplication } from '../applications/writing.ts'
import { listNotices } from '../notices/index.ts'
import { addDays, today } from '../platform/dates.ts'
import { contentId, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { listWork } from '../work/index.ts'
import { approveCall, cancelCall, endCall, returnCall, sendCall } from './approve.ts'
import { setCallRule } from './asked.ts'
import { createCall, editCall } from './commands.ts'
import { addCallContent } from './contents.ts'
import { applyPapers, checkPapers, showPaperImportRows } from './import.ts'
import { addCallPaper, removeCallPaper } from './papers.ts'
import { approveProlongation, prolongCall, refuseProlongation } from './prolong.ts'
import { listCalls, openCalls, showCall } from './queries.ts'

const house = await testSystem()
const { system, as } = house
const on = today(system.now())
const year = Number(on.slice(0, 4))
let officer: Someone
let leader: Someone
let owner: Someone
let enterpriseId: number
let content: number
let planId: number

beforeAll(async () => {
  officer = await as('coordinator')
  leader = await as('leader')
  enterpriseId = await makeEnterprise(system)
  owner = await as('enterprise', { enterpriseId })
  content = await contentId(system, 'food-safety')
  const plan = await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
  planId = plan.id
})

/** A call that is drawn up, for one content. */
async function drawnUp(change: Record<string, unknown> = {}) {
  const { id } = await officer.run(createCall, {
    ...{ planId, year, title: 'Đợt thử', opensOn: on, closesOn: addDays(on, 20), ...change },
  })
  await officer.run(addCallContent, { id, contentId: content, places: 2, money: '200 triệu' })
  return id
}
const versionOf = async (id: number) => (await officer.run(showCall, { id })).version

async function opened(change: Record<string, unknown> = {}) {
  const id = await drawnUp(change)
  await officer.run(sendCall, { id, version: await versionOf(id) })
  await leader.run(approveCall, { id, version: await versionOf(id), number: '12/TB', decidedOn: on })
  return id
}
const settle = async (id: number) =>
  officer.run(cancelCall, { id, version: await versionOf(id), outcome: 'Thử xong' })

test('a call is drawn up by one and approved by another; until then nobody outside sees it', async () => {
  const id = await drawnUp()
  expect((await problemOf(owner.run(showCall, { id }))).status).toBe(404)
  expect((await owner.run(listCalls, {})).rows).toEqual([])
  expect(await owner.run(openCalls, {})).toEqual([])
  await officer.run(sendCall, { id, version: await versionOf(id) })
  const own = await problemOf(
    officer.run(approveCall, { id, version: await versionOf(id), number: '1/TB', decidedOn: on }),
  )
  expect(own.status).toBe(409)
  expect((await problemOf(officer.run(addCallContent, { id, contentId: content }))).code).toBe(
    'calls.notOpen',
  )
  await leader.run(returnCall, { id, version: await versionOf(id), remarks: 'Thêm giấy tờ' })
  await officer.run(addCallPaper, { id, name: 'Bản vẽ', required: true })
  await officer.run(sendCall, { id, version: await versionOf(id) })
  await leader.run(approveCall, { id, version: await versionOf(id), number: '1/TB', decidedOn: on })
  const [shown] = await owner.run(openCalls, {})
  expect(shown).toMatchObject({ id, state: 'open', places: 2, money: 200_000_000n })
  expect(shown?.papers.map(({ name }) => name)).toEqual(['Bản vẽ'])
  const { rows } = await owner.run(listNotices, {})
  expect(rows.some(({ href }) => href === `/calls/${id}`)).toBe(true)
  await settle(id)
  expect(await owner.run(openCalls, {})).toEqual([])
})

test('a call without a content, or whose last day is over, is not sent; days stand in their order', async () => {
  const { id } = await officer.run(createCall, {
    ...{ planId, year, title: 'Trống', opensOn: on, closesOn: addDays(on, 1) },
  })
  expect((await problemOf(officer.run(sendCall, { id, version: 1 }))).code).toBe('calls.empty')
  const wrong = await problemOf(
    officer.run(editCall, {
      id,
      version: 1,
      planId,
      year,
      title: 'Trống',
      opensOn: on,
      closesOn: addDays(on, -1),
    }),
  )
  expect(wrong.fields.map(({ field }) => field)).toEqual(['closesOn'])
  const over = await drawnUp({ opensOn: addDays(on, -9), closesOn: addDays(on, -1) })
  expect((await problemOf(officer.run(sendCall, { id: over, version: await versionOf(over) }))).code).toBe(
    'calls.over',
  )
})

test('what an earlier call asks for is taken over by a new one', async () => {
  const from = await drawnUp()
  await officer.run(addCallPaper, {
    id: from,
    name: 'Giấy đăng ký',
    legalForm: 'cooperative',
    required: true,
  })
  const { id } = await officer.run(createCall, {
    ...{ planId, year, title: 'Lại', opensOn: on, closesOn: on, fromCallId: from },
  })
  const call = await officer.run(showCall, { id })
  expect(call.contents.map(({ contentId: of, places }) => [of, places])).toEqual([[content, 2]])
  const [paper] = call.papers
  expect(paper).toMatchObject({ name: 'Giấy đăng ký', legalForm: 'cooperative', required: true })
  await officer.run(removeCallPaper, { id, paper: paper?.id ?? 0 })
  expect((await officer.run(showCall, { id: from })).papers).toHaveLength(1)
})

test('an application goes to the call that is open for its content and year; without one it is taken all the same', async () => {
  const one = await makeEnterprise(system)
  const { id: without } = await officer.run(fileApplication, await ownFiling(house, one))
  expect((await officer.run(showApplication, { id: without })).call).toBeNull()
  const callId = await opened()
  const two = await makeEnterprise(system)
  const { id } = await officer.run(fileApplication, await ownFiling(house, two))
  expect((await officer.run(showApplication, { id })).call).toMatchObject({ id: callId })
  expect((await officer.run(showCall, { id: callId })).contents[0]).toMatchObject({
    applications: 1,
    accepted: 0,
  })
  const other = await problemOf(
    officer.run(fileApplication, {
      ...(await ownFiling(house, await makeEnterprise(system))),
      contentId: await contentId(system, 'basic-tool'),
      callId,
    }),
  )
  expect(other.fields.map(({ field }) => field)).toEqual(['callId'])
  await settle(callId)
})

test('where a plan takes applications through calls alone, one without a call is refused with the source', async () => {
  await officer.run(setCallRule, { planId, version: 0, required: true, source: 'Quy chế thử, Điều 3' })
  const refused = await problemOf(
    officer.run(fileApplication, await ownFiling(house, await makeEnterprise(system))),
  )
  expect(refused.fields[0]?.words.vi).toContain('Quy chế thử, Điều 3')
  expect(
    (await problemOf(officer.run(setCallRule, { planId, version: 0, required: false, source: 'x' }))).status,
  ).toBe(409)
  await officer.run(setCallRule, { planId, version: 1, required: false, source: 'Quy chế thử, Điều 3' })
})

test('an enterprise that gives no required paper is told which are missing; an officer may enter what came on paper', async () => {
  const id = await drawnUp()
  await officer.run(addCallPaper, { id, name: 'Ảnh dây chuyền', required: true })
  await officer.run(sendCall, { id, version: await versionOf(id) })
  await leader.run(approveCall, { id, version: await versionOf(id), number: '3/TB', decidedOn: on })
  const { enterpriseId: _own, ...body } = await ownFiling(house, enterpriseId)
  const refused = await problemOf(owner.run(fileApplication, body))
  expect(refused.fields[0]?.words.vi).toContain('Ảnh dây chuyền')
  await officer.run(fileApplication, await ownFiling(house, enterpriseId))
  await settle(id)
})

test('a call is ended once it takes no more and each application is decided', async () => {
  const id = await opened()
  expect(
    (await problemOf(officer.run(endCall, { id, version: await versionOf(id), outcome: 'Xong' }))).code,
  ).toBe('calls.notClosed')
  await officer.run(fileApplication, await ownFiling(house, await makeEnterprise(system)))
  await system.db
    .updateTable('call')
    .set({ opensOn: addDays(on, -9), closesOn: addDays(on, -1) })
    .where('id', '=', id)
    .execute()
  expect(
    (await problemOf(officer.run(endCall, { id, version: await versionOf(id), outcome: 'Xong' }))).code,
  ).toBe('calls.undecided')
  await system.db
    .updateTable('application')
    .set({ state: 'withdrawn', decisionReason: 'Thử' })
    .where('callId', '=', id)
    .execute()
  await officer.run(endCall, { id, version: await versionOf(id), outcome: 'Xong' })
  expect((await officer.run(showCall, { id })).state).toBe('ended')
})

test('what another programme gave counts as a finding and into the share of a norm', async () => {
  const one = await makeEnterprise(system)
  const { id } = await officer.run(fileApplication, {
    ...(await ownFiling(house, one)),
    ...{ otherSupport: '10 triệu', otherSupportFrom: 'OCOP', ownFundsSource: 'Vốn tự có' },
  })
  const { findings, version } = await officer.run(showApplication, { id })
  expect(findings.find(({ rule }) => rule === 'elsewhere')?.words.vi).toContain('OCOP')
  await officer.run(editApplication, { ...(await ownFiling(house, one)), id, version, otherSupport: '0' })
  const after = await officer.run(showApplication, { id })
  expect(after.findings.find(({ rule }) => rule === 'elsewhere')?.outcome).toBe('met')
})

test('a call whose places are used up takes what its waiting list allows, and says so everywhere', async () => {
  const id = await opened({ waitingPlaces: 1 })
  const applied = async () => {
    const of = await makeEnterprise(system)
    const filing = await ownFiling(house, of, { callId: id })
    return { of, file: () => officer.run(fileApplication, filing) }
  }
  const [one, two, three, four] = [await applied(), await applied(), await applied(), await applied()]
  for (const { file } of [one, two]) {
    const { id: application } = await file()
    await system.db
      .updateTable('application')
      .set({ state: 'accepted' })
      .where('id', '=', application)
      .execute()
  }
  const room = async () => (await owner.run(openCalls, {}))[0]?.contents[0]?.room
  expect(await room()).toBe('waiting')
  await three.file()
  expect(await room()).toBe('full')
  const full = await problemOf(four.file())
  expect(full.fields).toMatchObject([{ field: 'callId' }])
  expect(full.fields[0]?.words.vi).toContain('danh sách chờ đã đủ')
  // who names no call does not go past it
  const unnamed = await ownFiling(house, four.of, {})
  expect((await problemOf(officer.run(fileApplication, unnamed))).fields).toMatchObject([{ field: 'callId' }])
  await settle(id)
})

test('an approved call is prolonged by two people, and whoever writes an application is told', async () => {
  const id = await opened()
  const { id: draft } = await owner.run(beginApplication, { contentId: content, year, callId: id })
  const propose = async (closesOn: string) =>
    officer.run(prolongCall, { id, version: await versionOf(id), closesOn, reason: 'Bão lũ' })
  expect((await problemOf(propose(addDays(on, 20)))).fields).toMatchObject([{ field: 'closesOn' }])
  await propose(addDays(on, 40))
  expect((await problemOf(propose(addDays(on, 50)))).code).toBe('calls.prolongedTwice')
  const approve = { id, version: await versionOf(id), number: '20/TB' }
  expect((await problemOf(officer.run(approveProlongation, approve))).code).toBe('controls.samePerson')
  const waits = (await leader.run(listWork, { kind: 'calls.approveProlongation' })).rows
  expect(waits.length).toBe(1)
  expect((await officer.run(listWork, { kind: 'calls.approveProlongation' })).rows).toEqual([])
  await leader.run(refuseProlongation, { id, version: await versionOf(id), remarks: 'Chưa đủ lý do' })
  expect((await owner.run(showCall, { id })).closesOn).toBe(addDays(on, 20))
  await propose(addDays(on, 30))
  await leader.run(approveProlongation, { id, version: await versionOf(id), number: '20/TB' })
  const shown = await owner.run(showCall, { id })
  expect(shown.closesOn).toBe(addDays(on, 30))
  expect(shown.prolongations.map(({ state, wasUntil }) => [state, wasUntil])).toEqual([
    ['approved', addDays(on, 20)],
  ])
  const told = (await owner.run(listNotices, {})).rows.find(
    ({ href }) => href === `/applications/writing/${draft}`,
  )
  expect(told?.subject.vi).toContain('Gia hạn đến')
  await settle(id)
})

test('the papers that a call asks for come in as a table, for whom each is asked, while the call may be changed', async () => {
  const id = await drawnUp({ title: 'Đợt có bảng giấy tờ' })
  await officer.run(addCallPaper, { id, name: 'Bản vẽ', required: true })
  const text = [
    'Tên giấy tờ\tGiải thích cho người nộp\tNội dung hỗ trợ\tQuy mô\tLoại hình\tBắt buộc',
    'Bản vẽ\t\t\t\t\tcó',
    'Ảnh dây chuyền\tChụp bằng điện thoại\tfood-safety\t\tcooperative\tkhông',
    'Ảnh dây chuyền\t\tkhông có nội dung này\t\t\t',
    'Giấy chứng nhận\t\t\t\t\tcó lẽ',
  ].join('\n')
  const { id: importId } = await officer.run(checkPapers, { text, callId: id })
  const { rows } = await officer.run(showPaperImportRows, { id: importId })
  expect(rows.map(({ outcome }) => outcome)).toEqual(['same', 'new', 'error', 'error'])
  await officer.run(applyPapers, { id: importId })
  expect((await officer.run(showCall, { id })).papers).toMatchObject([
    { name: 'Bản vẽ', required: true },
    { name: 'Ảnh dây chuyền', hint: 'Chụp bằng điện thoại', legalForm: 'cooperative', required: false },
  ])
  await officer.run(sendCall, { id, version: await versionOf(id) })
  expect((await problemOf(officer.run(checkPapers, { text, callId: id }))).code).toBe('calls.notOpen')
})
