import { beforeAll, expect, test } from 'vitest'
import { accepted, appraised } from '../../applications/testing.ts'
import { listNotices } from '../../notices/index.ts'
import { problemOf } from '../../testing/problem.ts'
import { type Someone, testSystem } from '../../testing/system.ts'
import { listWork } from '../../work/index.ts'
import { allocate, makeEnterprise, planId, takeSteps } from '../testing.ts'
import { addChecklist, editChecklist } from './checklists/commands.ts'
import { showChecklist } from './checklists/queries.ts'
import { callOffVisit, planVisit, recordVisit, scheduleVisit } from './commands.ts'
import { resultCorrection } from './correction.tsx'
import { applyVisits, checkVisits } from './import.ts'
import { tellOfRemedies } from './notices.ts'
import { addPhotograph, keepPhotograph, removePhotograph } from './photographs/commands.ts'
import { approveVisitPlan, drawAgain, drawVisitPlan, returnVisitPlan } from './plans/commands.ts'
import { listVisitPlans, showVisitPlan } from './plans/queries.ts'
import { listRemedies, listVisits, showRemedy, showVisit } from './queries.ts'
import { addFound, answerRemedy, closeRemedy, returnRemedy } from './remedies.ts'

/* A list of visits from the draw to what was found and put right. */

const nscl = await testSystem()
const { db } = nscl.system
let officer: Someone
let other: Someone
let leader: Someone
let checklistId: number
let lineId: number
const turns: { turnId: number; enterpriseId: number }[] = []

beforeAll(async () => {
  officer = await nscl.as('coordinator')
  other = await nscl.as('coordinator')
  leader = await nscl.as('leader')
  await allocate(nscl.system, 2025, 2_000_000_000n)
  for (const name of ['An', 'Bình', 'Chi', 'Dung', 'Em']) {
    const enterpriseId = await makeEnterprise(nscl.system, 'a', `Công ty ${name}`)
    const application = await appraised(nscl, officer, enterpriseId)
    const turnId = await accepted(officer, application)
    await takeSteps(nscl, officer, turnId, [['contracted', '2025-03-01']])
    turns.push({ turnId, enterpriseId })
  }
  const line = await db
    .selectFrom('budgetLine')
    .select('id')
    .where('code', '=', 'I.2')
    .where('planId', '=', await planId(nscl.system))
    .executeTakeFirstOrThrow()
  lineId = line.id
  const list = await officer.run(addChecklist, { name: 'Bảng kiểm A', items: 'Lưu đủ hồ sơ\nÁp dụng thật' })
  checklistId = list.id
})

const weights = {
  ...{ weightLate: 1, weightPaid: 1, weightLarge: 1, weightBlocked: 1, weightFound: 5, weightUnseen: 1 },
}
const drawing = (change: object = {}) => ({
  ...{ title: 'Kiểm tra quý IV', lineId, checklistId, firstOn: '2025-10-01', lastOn: '2025-12-31' },
  ...{ byRisk: 1, byLot: 2, seed: 'K-2025', ...weights },
  ...change,
})

async function planned(turn = turns[0]?.turnId) {
  return officer.run(planVisit, {
    ...{ turnId: turn, plannedOn: '2025-10-10', announced: true, reason: 'Theo phản ánh', checklistId },
  })
}
const seen = { visitedOn: '2025-10-10', conclusion: 'Còn thiếu hồ sơ', answers: { 1: 'yes', 2: 'yes' } }
async function made(turn = turns[0]?.turnId) {
  const { id, version } = await planned(turn)
  return officer.run(recordVisit, { id, version, ...seen })
}

test('a checklist that is not there is named, not a fault of the program', async () => {
  const unknown = {
    turnId: turns[0]?.turnId,
    plannedOn: '2025-10-10',
    reason: 'Theo phản ánh',
    checklistId: 99_999,
  }
  expect((await problemOf(officer.run(planVisit, unknown))).fields).toMatchObject([{ field: 'checklistId' }])
})

test('a list is drawn by one person and approved by another, who makes its visits; repeated from its seed it picks the same', async () => {
  const nobody = await problemOf(
    officer.run(drawVisitPlan, drawing({ byRisk: 0, byLot: 0, lastOn: '2025-09-01' })),
  )
  expect(nobody.fields.map(({ field }) => field).toSorted()).toEqual(['byRisk', 'lastOn'])
  const { id, version } = await officer.run(drawVisitPlan, drawing())
  const first = await officer.run(showVisitPlan, { id })
  expect(first.candidates).toHaveLength(5)
  expect(first.candidates.map(({ picked }) => picked)).toEqual(['risk', 'lot', 'lot', null, null])
  expect(first.repeats).toBe(true)
  expect(first.candidates[0]?.why.vi).toContain('Theo rủi ro')
  expect((await problemOf(officer.run(approveVisitPlan, { id, version }))).code).toBe('controls.samePerson')
  const back = await leader.run(returnVisitPlan, { id, version, reason: 'Chọn thêm theo rủi ro' })
  const again = await officer.run(drawAgain, {
    ...{
      id,
      version: back.version,
      byRisk: 2,
      byLot: 1,
      seed: '',
      ...weights,
      reason: 'Theo ý kiến lãnh đạo',
    },
  })
  const shown = await officer.run(showVisitPlan, { id })
  expect(shown.draws.map(({ number, seed }) => [number, seed.length > 0])).toEqual([
    [2, true],
    [1, true],
  ])
  expect(await leader.run(approveVisitPlan, { id, version: again.version })).toMatchObject({
    state: 'approved',
  })
  const { rows } = await officer.run(listVisits, { visitPlanId: id })
  expect(rows.map(({ turnId }) => turnId).toSorted()).toEqual(
    shown.candidates.flatMap(({ turnId, picked }) => (picked === null ? [] : [turnId])).toSorted(),
  )
  const work = await officer.run(listWork, { kind: 'visits.visit', limit: 50 })
  expect(work.rows.length).toBeGreaterThanOrEqual(3)
  // one that was altered afterwards is told
  await db.updateTable('visitCandidate').set({ picked: null }).where('picked', '=', 'risk').execute()
  expect((await officer.run(showVisitPlan, { id })).repeats).toBe(false)
  expect((await leader.run(listVisitPlans, { q: 'quy iv' })).rows).toHaveLength(1)
})

test('a visit is made by the latest edition of its checklist and keeps it; what is not met says why', async () => {
  const { id, version } = await planned()
  const half = await problemOf(officer.run(recordVisit, { id, version, ...seen, answers: { 1: 'yes' } }))
  expect(half.fields.map(({ field }) => field)).toEqual(['answers.2'])
  const silent = await problemOf(
    officer.run(recordVisit, { id, version, ...seen, answers: { 1: 'no', 2: 'yes' } }),
  )
  expect(silent.fields.map(({ field }) => field)).toEqual(['notes.1'])
  await officer.run(recordVisit, {
    ...{ id, version, ...seen, answers: { 1: 'no', 2: 'none' }, notes: { 1: 'Thiếu biên bản' } },
  })
  const list = await officer.run(showChecklist, { id: checklistId })
  await officer.run(editChecklist, {
    ...{ id: checklistId, version: list.version, items: ['Chỉ một mục'], reason: 'Gọn lại' },
  })
  expect((await officer.run(showVisit, { id })).items).toEqual([
    { item: 1, asked: 'Lưu đủ hồ sơ', answer: 'no', note: 'Thiếu biên bản' },
    { item: 2, asked: 'Áp dụng thật', answer: 'none', note: null },
  ])
  expect((await officer.run(showVisit, { id: (await planned()).id })).checklist).toMatchObject({ edition: 2 })
  await officer.run(editChecklist, {
    ...{
      id: checklistId,
      version: list.version + 1,
      items: ['Lưu đủ hồ sơ', 'Áp dụng thật'],
      reason: 'Như cũ',
    },
  })
  await officer.run(resultCorrection.correct, {
    ...{ id, visitedOn: '2025-10-09', conclusion: 'Còn thiếu biên bản' },
  })
  expect(await officer.run(showVisit, { id })).toMatchObject({ visitedOn: '2025-10-09' })
})

test('an enterprise sees what it is told of; a visit that it is not told of, only once it was made', async () => {
  const { turnId, enterpriseId } = turns[1] ?? { turnId: 0, enterpriseId: 0 }
  const own = await nscl.as('enterprise', { enterpriseId })
  const stranger = await nscl.as('enterprise', { enterpriseId: turns[2]?.enterpriseId ?? 0 })
  const { id, version } = await planned(turnId)
  expect((await own.run(listNotices, { limit: 5 })).rows[0]?.subject.vi).toContain(
    'Kiểm tra tại doanh nghiệp',
  )
  expect((await problemOf(stranger.run(showVisit, { id }))).status).toBe(404)
  const quiet = await officer.run(scheduleVisit, { id, version, plannedOn: '2025-10-12', announced: false })
  expect((await problemOf(own.run(showVisit, { id }))).status).toBe(404)
  await officer.run(recordVisit, { id, version: quiet.version, ...seen })
  expect((await own.run(showVisit, { id })).conclusion).toBe('Còn thiếu hồ sơ')
  const { id: left, version: at } = await planned(turnId)
  await leader.run(callOffVisit, { id: left, version: at, reason: 'Bão' })
  expect((await problemOf(officer.run(recordVisit, { id: left, version: at + 1, ...seen }))).code).toBe(
    'visits.elsewhere',
  )
})

test('what was found is put right by the enterprise with a proof, looked at, and closed by the proof or another visit', async () => {
  const { turnId, enterpriseId } = turns[2] ?? { turnId: 0, enterpriseId: 0 }
  const own = await nscl.as('enterprise', { enterpriseId })
  const { id: visitId } = await made(turnId)
  const found = { content: 'Thiếu hồ sơ', remedy: 'Bổ sung', dueOn: '2025-11-10' }
  expect(
    (await problemOf(officer.run(addFound, { id: visitId, ...found, dueOn: '2025-10-01' }))).fields.map(
      ({ field }) => field,
    ),
  ).toEqual(['dueOn'])
  const { findingId } = await officer.run(addFound, { id: visitId, ...found })
  const work = await own.run(listWork, { kind: 'visits.remedy', limit: 5 })
  expect(work.rows.map(({ id }) => id)).toContain(`visits.remedy/${findingId}`)
  const early = await problemOf(
    officer.run(closeRemedy, { id: findingId, version: 1, closedBy: 'proof', closing: 'Xong' }),
  )
  expect(early.fields.map(({ field }) => field)).toEqual(['closedBy'])
  const fileId = await nscl.evidence('minh-chung.pdf', enterpriseId)
  const said = await own.run(answerRemedy, { id: findingId, version: 1, answer: 'Đã bổ sung', fileId })
  const back = await officer.run(returnRemedy, {
    id: findingId,
    version: said.version,
    reason: 'Thiếu trang 2',
  })
  // the officer says it for the enterprise, and another closes
  const once = await officer.run(answerRemedy, {
    id: findingId,
    version: back.version,
    answer: 'Đã gửi trang 2',
  })
  const closing = { id: findingId, version: once.version, closedBy: 'proof', closing: 'Đủ hồ sơ' }
  expect((await problemOf(officer.run(closeRemedy, closing))).code).toBe('controls.samePerson')
  expect((await other.run(closeRemedy, closing)).state).toBe('closed')

  const second = await officer.run(addFound, { id: visitId, ...found, content: 'Chưa áp dụng' })
  const bad = await problemOf(
    other.run(closeRemedy, {
      ...{ id: second.findingId, version: 1, closedBy: 'visit', closedVisitId: visitId, closing: 'x' },
    }),
  )
  expect(bad.fields.map(({ field }) => field)).toEqual(['closedVisitId'])
  const follow = await officer.run(planVisit, {
    ...{ turnId, plannedOn: '2025-11-12', reason: 'Xem lại', findingId: second.findingId },
  })
  await officer.run(recordVisit, { id: follow.id, version: follow.version, ...seen, answers: {} })
  await other.run(closeRemedy, {
    ...{
      id: second.findingId,
      version: 1,
      closedBy: 'visit',
      closedVisitId: follow.id,
      closing: 'Đã áp dụng',
    },
  })
  expect(await own.run(showRemedy, { id: second.findingId })).toMatchObject({
    ...{ state: 'closed', closedBy: 'visit', closedVisitId: follow.id },
  })
  expect((await officer.run(listVisits, { turnId })).rows.find(({ id }) => id === visitId)).toMatchObject({
    ...{ found: 2, open: 0 },
  })
})

test('a remedy that is due or overdue is told once each, to the enterprise and then the coordinator too', async () => {
  const { turnId, enterpriseId } = turns[3] ?? { turnId: 0, enterpriseId: 0 }
  const own = await nscl.as('enterprise', { enterpriseId })
  const { id } = await made(turnId)
  await officer.run(addFound, { id, content: 'Quá hạn', remedy: 'Sửa', dueOn: '2030-01-20' })
  const at = (today: string) => ({ db, now: new Date(`${today}T02:00:00Z`), today })
  const told = async (someone: Someone) =>
    (await someone.run(listNotices, { limit: 50 })).rows.filter(({ subject }) =>
      subject.vi.startsWith('Việc khắc phục đến hạn'),
    ).length
  await tellOfRemedies(at('2030-01-14'))
  await tellOfRemedies(at('2030-01-15'))
  expect([await told(own), await told(leader)]).toEqual([1, 0])
  await tellOfRemedies(at('2030-01-21'))
  expect(await told(own)).toBe(2)
  expect((await officer.run(listRemedies, { state: 'unclosed', turnId })).rows).toHaveLength(1)
})

const png = (text: string) => {
  const chunk = (kind: string, body: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(body.length)
    return Buffer.concat([length, Buffer.from(kind, 'latin1'), body, Buffer.alloc(4)])
  }
  const whole = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
    'base64',
  )
  return Buffer.concat([whole.subarray(0, 33), chunk('tEXt', Buffer.from(text)), whole.subarray(33)])
}

test('a photograph is kept without what the camera wrote, once, with when and by whom', async () => {
  const { id } = await planned(turns[4]?.turnId)
  const { id: fileId, sha256 } = await officer.run(keepPhotograph, {
    ...{ id, name: 'anh.png', bytes: png('GPS 9.6, 105.9 Nguyễn Văn A') },
  })
  expect((await nscl.system.files.read(sha256)).includes('GPS')).toBe(false)
  const sent = { id, fileId, key: 'a1', takenAt: '2025-10-10T03:00:00.000Z', caption: 'Kho' }
  const first = await officer.run(addPhotograph, sent)
  // the answer was lost: sent again, even with another copy of the file
  expect(await officer.run(addPhotograph, sent)).toEqual({ ...first, again: true })
  const { photos } = await officer.run(showVisit, { id })
  expect(photos).toMatchObject([{ caption: 'Kho', place: null, takenAt: '2025-10-10T03:00:00.000Z' }])
  expect(photos[0]?.takenBy).toBe(officer.actor.name)
  expect(
    (await problemOf(officer.run(keepPhotograph, { id, name: 'x.png', bytes: Buffer.from('%PDF-1.7') })))
      .code,
  ).toBe('visits.noPhotograph')
  // a clock that is ahead of ours is not believed
  const ahead = await officer.run(addPhotograph, { ...sent, key: 'a2', takenAt: '2999-01-01T00:00:00.000Z' })
  const later = (await officer.run(showVisit, { id })).photos.find((one) => one.id === ahead.photographId)
  expect(later !== undefined && later.takenAt < '2900').toBe(true)
  const own = await nscl.as('enterprise', { enterpriseId: turns[4]?.enterpriseId ?? 0 })
  expect((await problemOf(own.run(addPhotograph, { ...sent, key: 'a3' }))).status).toBe(403)
  expect((await own.run(showVisit, { id })).photos).toHaveLength(2)
  await officer.run(removePhotograph, { id: ahead.photographId, reason: 'Chụp nhầm' })
  expect((await officer.run(showVisit, { id })).photos).toHaveLength(1)
})

test('a table of visits made on paper enters each visit once with all that it found', async () => {
  const turn = turns[4]?.turnId
  const head =
    'Lượt số;Ngày kiểm tra tại chỗ;Kết quả kiểm tra tại chỗ;Điều phát hiện;Việc phải khắc phục;Hạn khắc phục'
  const text = [
    head,
    `${turn};05/06/2025;Làm đúng;Thiếu nhật ký;Lập nhật ký;30/06/2025`,
    `${turn};05/06/2025;Làm đúng;Thiếu biển báo;Treo biển;30/06/2025`,
    `${turn};06/06/2025;Làm đúng;;;`,
    '99999;06/06/2025;Làm đúng;;;',
  ].join('\n')
  const { id, ...counts } = await officer.run(checkVisits, { text })
  expect(counts).toMatchObject({ added: 3, refused: 1 })
  await officer.run(applyVisits, { id })
  const rows = (await officer.run(listVisits, { turnId: turn, state: 'made' })).rows
  expect(rows.map(({ visitedOn, found }) => [visitedOn, found]).toSorted()).toEqual([
    ['2025-06-05', 2],
    ['2025-06-06', 0],
  ])
  expect(await officer.run(checkVisits, { text })).toMatchObject({ added: 0, unchanged: 3 })
})
