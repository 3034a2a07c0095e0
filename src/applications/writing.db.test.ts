import { beforeAll, expect, test } from 'vitest'
import { addCallContent, addCallPaper, approveCall, createCall, sendCall, showCall } from '../calls/index.ts'
import { addDays, today } from '../platform/dates.ts'
import { uploadFile } from '../platform/uploads.ts'
import { contentId, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { checkApplication } from './commands.ts'
import { editApplication } from './file.ts'
import { tellOfClosing } from './notices.ts'
import { addApplicationPaper, removeApplicationPaper } from './papers.ts'
import { listApplications, showApplication } from './queries.ts'
import { ownFiling } from './testing.ts'
import {
  addDraftPaper,
  beginApplication,
  confirmFigures,
  dropApplication,
  removeDraftPaper,
  sendApplication,
  writeMoney,
  writeWhat,
} from './writing.ts'
import { listWriting, showWriting } from './writing-queries.ts'

const house = await testSystem()
const { system, as } = house
const on = today(system.now())
const year = Number(on.slice(0, 4))
let owner: Someone
let enterpriseId: number
let content: number
let paperId: number

beforeAll(async () => {
  const officer = await as('coordinator')
  const leader = await as('leader')
  enterpriseId = await makeEnterprise(system)
  owner = await as('enterprise', { enterpriseId })
  content = await contentId(system, 'food-safety')
  const plan = await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
  const { id } = await officer.run(createCall, {
    ...{ planId: plan.id, year, title: 'Đợt thử', opensOn: on, closesOn: addDays(on, 20) },
  })
  await officer.run(addCallContent, { id, contentId: content })
  await officer.run(addCallPaper, { id, name: 'Ảnh dây chuyền', required: true })
  await officer.run(addCallPaper, { id, name: 'Của hợp tác xã', legalForm: 'cooperative', required: true })
  await system.db
    .updateTable('enterprise')
    .set({ legalForm: 'company' })
    .where('id', '=', enterpriseId)
    .execute()
  await officer.run(sendCall, { id, version: (await officer.run(showCall, { id })).version })
  await leader.run(approveCall, {
    ...{ id, version: (await officer.run(showCall, { id })).version, number: '1/TB', decidedOn: on },
  })
  const call = await officer.run(showCall, { id })
  paperId = call.papers[0]?.id ?? 0
})

let pictures = 0
/** A photograph as a phone would send it. */
async function photograph(someone: Someone): Promise<number> {
  pictures += 1
  const dot =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
  const file = await someone.run(uploadFile, {
    name: `anh-${pictures}.png`,
    bytes: new Uint8Array(Buffer.from(dot, 'base64')),
  })
  return file.id
}

const versionOf = async (id: number) => (await owner.run(showWriting, { id })).version

/** Writes everything but the papers. */
async function written(contentKey = content) {
  const { id } = await owner.run(beginApplication, { contentId: contentKey, year })
  await owner.run(writeWhat, { id, version: await versionOf(id), description: 'Áp dụng TCVN ISO 22000' })
  await owner.run(confirmFigures, { id, version: await versionOf(id), figuresSeen: 'true' })
  await owner.run(writeMoney, {
    ...{ id, version: await versionOf(id), requested: '90 triệu', ownFunds: '30 triệu' },
    ...{ ownFundsSource: 'Vốn tự có', otherSupport: '0' },
  })
  return id
}

test('an application is written bit by bit: what is missing is named with its step, and nothing is filed before', async () => {
  const { id } = await owner.run(beginApplication, { contentId: content, year })
  const begun = await owner.run(showWriting, { id })
  expect(begun.call?.title).toBe('Đợt thử')
  expect(begun.asked.map(({ name }) => name)).toEqual(['Ảnh dây chuyền'])
  expect(begun.missing.map(({ step }) => step)).toEqual([
    'what',
    'figures',
    'money',
    'money',
    'money',
    'papers',
  ])
  expect(begun.figures?.year).toBeGreaterThan(2000)
  expect((await problemOf(owner.run(sendApplication, { id, version: begun.version }))).code).toBe(
    'applications.incomplete',
  )
  expect((await owner.run(listApplications, {})).rows).toEqual([])
  expect((await owner.run(listWriting, {})).map((one) => one.id)).toEqual([id])
  const twice = await problemOf(owner.run(beginApplication, { contentId: content, year }))
  expect(twice.code).toBe('applications.writingTwice')
  const stranger = await as('enterprise', { enterpriseId: await makeEnterprise(system) })
  expect((await problemOf(stranger.run(showWriting, { id }))).status).toBe(404)
  await owner.run(dropApplication, { id, version: begun.version })
  expect(await owner.run(listWriting, {})).toEqual([])
})

test('sent with its photograph it is filed under its call; returned it is completed, and each round says what was asked and what is new', async () => {
  const id = await written()
  const first = await photograph(owner)
  await owner.run(addDraftPaper, { id, callPaperId: paperId, fileId: first })
  const wrong = await owner.run(showWriting, { id })
  await owner.run(addDraftPaper, { id, name: 'Nhầm', fileId: await photograph(owner) })
  const mistaken = (await owner.run(showWriting, { id })).papers.find(({ name }) => name === 'Nhầm')
  await owner.run(removeDraftPaper, { id, paper: mistaken?.id ?? 0 })
  expect(wrong.missing).toEqual([])
  const filed = await owner.run(sendApplication, { id, version: await versionOf(id) })
  const shown = await owner.run(showApplication, { id: filed.id })
  expect(shown).toMatchObject({
    state: 'filed',
    call: { title: 'Đợt thử' },
    ownFundsSource: 'Vốn tự có',
    missing: [],
  })
  expect(shown.papers.map(({ name, round }) => [name, round])).toEqual([['Ảnh dây chuyền', 1]])
  expect((await problemOf(owner.run(showWriting, { id }))).status).toBe(404)

  const officer = await as('coordinator')
  await officer.run(checkApplication, {
    id: filed.id,
    version: shown.version,
    outcome: 'returned',
    note: 'Ảnh mờ',
  })
  await owner.run(addApplicationPaper, {
    id: filed.id,
    callPaperId: paperId,
    fileId: await photograph(owner),
  })
  const kept = await problemOf(
    owner.run(removeApplicationPaper, { id: filed.id, paper: shown.papers[0]?.id ?? 0 }),
  )
  expect(kept.status).toBe(404)
  const { version } = await owner.run(showApplication, { id: filed.id })
  const { enterpriseId: _own, ...body } = await ownFiling(house, enterpriseId)
  await owner.run(editApplication, {
    ...body,
    id: filed.id,
    version,
    otherSupport: '0',
    ownFundsSource: 'Vay',
  })
  const again = await owner.run(showApplication, { id: filed.id })
  expect(again.papers.map(({ round }) => round)).toEqual([1, 2])
  expect(again.filings.map(({ returnedNote, returnedOn }) => [returnedNote, returnedOn])).toEqual([
    ['Ảnh mờ', on],
    [null, null],
  ])
  await officer.run(checkApplication, { id: filed.id, version: again.version, outcome: 'checked' })
  const late = await problemOf(
    owner.run(addApplicationPaper, { id: filed.id, name: 'Muộn', fileId: await photograph(owner) }),
  )
  expect(late.code).toBe('applications.papersKept')
})

test('two who save the same step at once do not overwrite each other', async () => {
  const { id } = await owner.run(beginApplication, { contentId: await contentId(system, 'basic-tool'), year })
  const seen = await versionOf(id)
  await owner.run(writeWhat, { id, version: seen, description: 'Một' })
  expect((await problemOf(owner.run(writeWhat, { id, version: seen, description: 'Hai' }))).status).toBe(409)
})

test('who has not sent an application is reminded seven and two days before its call closes, once each', async () => {
  const [begun] = await owner.run(listWriting, {})
  const draft = begun?.id ?? 0
  const call = await system.db.selectFrom('call').select('id').executeTakeFirstOrThrow()
  await system.db.updateTable('applicationDraft').set({ callId: call.id }).where('id', '=', draft).execute()
  for (const before of [8, 7, 7, 3, 2]) {
    await system.db
      .updateTable('call')
      .set({ closesOn: addDays(on, before) })
      .execute()
    await tellOfClosing({ db: system.db, now: system.now(), today: on })
  }
  const told = await system.db
    .selectFrom('notice')
    .select('id')
    .where('kind', '=', 'applications.closing')
    .execute()
  expect(told).toHaveLength(2)
})
