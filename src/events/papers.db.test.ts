import { expect, test } from 'vitest'
import type { z } from 'zod'
import { allocate, commitDirectly } from '../budget/index.ts'
import { pay } from '../budget/testing.ts'
import { readDocumentFile } from '../documents/read/apart.ts'
import { listNotices } from '../notices/index.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import { makeEnterprise } from '../support/testing.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { addSession, markHeld, planEvent } from './commands.ts'
import {
  addCost,
  linkCommitment,
  proposeCosts,
  recordSpent,
  returnCosts,
  settleCosts,
} from './costs/commands.ts'
import { costChoices, showCosts } from './costs/queries.ts'
import { draftStatement } from './costs/statement.ts'
import { addInvitees, issueInvitation, removeInvitee } from './invitation/commands.ts'
import { inviteeSums, listInvitees } from './invitation/queries.ts'
import { addMaterial, publishMaterial, removeMaterial } from './materials/commands.ts'
import { ownMaterialFile, ownMaterials, publicMaterialFile, publicMaterials } from './materials/queries.ts'
import {
  addConclusion,
  draftMinutes,
  fulfilConclusion,
  reopenConclusion,
  writeMinutes,
} from './minutes/commands.ts'
import { tellOfConclusions } from './minutes/notices.ts'
import { listConclusions, showConclusion } from './minutes/queries.ts'
import { eventChoices, showPlanned } from './queries.ts'
import { openRegistration } from './registration/commands.ts'
import { registerByLink } from './registration/own.ts'
import { registrationSums } from './registration/queries.ts'

import {
  addQuestion,
  answerSheet,
  closeSheet,
  createSheet,
  openSheet,
  removeQuestion,
} from './sheets/commands.ts'
import {
  listSheets,
  listTestResults,
  ownSheet,
  ownSheets,
  showSheet,
  surveyResults,
  surveyTexts,
} from './sheets/queries.ts'

const nscl = await testSystem()
const { system } = nscl
const officer = await nscl.as('coordinator')
const { id: agencyId } = await system.db
  .selectFrom('agency')
  .select('id')
  .where('validTo', 'is', null)
  .orderBy('id', 'desc')
  .limit(1)
  .executeTakeFirstOrThrow()
const agency = await nscl.as('agency', { agencyId })

/** The program on another day, at nine in the morning there. */
const on = (day: string): System => ({ ...system, now: () => new Date(`${day}T02:00:00Z`) })
const begun = '2025-04-20'
const run = <I extends z.ZodObject, O extends z.ZodType>(
  who: Someone,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
  day = begun,
) => execute(on(day), operation, who.actor, input, { via: 'page' })

const { id: planId } = await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
const { kinds, lines } = await officer.run(eventChoices, {})
const line = lines.find(({ name }) => name.startsWith('III.1.'))
let made = 0
async function planned(kind = 'Hội thảo') {
  made += 1
  const { id } = await run(officer, planEvent, {
    ...{ planId, kindId: kinds.find(({ name }) => name === kind)?.id, place: 'Hội trường A' },
    ...{ startsOn: '2025-05-10', title: `${kind} số ${made}`, lineId: line?.id, cost: '30000000' },
  })
  return id
}
const part = {
  ...{ heldOn: '2025-05-10', startsAt: '08:00', title: 'Công cụ 5S' },
  ...{ speaker: 'Trần Thị B', speakerFrom: 'Viện Năng suất' },
}
async function textOf(fileId: number) {
  const { sha256, name } = await system.db
    .selectFrom('file')
    .select(['sha256', 'name'])
    .where('id', '=', fileId)
    .executeTakeFirstOrThrow()
  return (await readDocumentFile(name, Buffer.from(await system.files.read(sha256)))).text
}

test('an invitation is a document with its own number; agencies and enterprises are told, others get a mail', async () => {
  const id = await planned()
  const enterpriseId = await makeEnterprise(system)
  const owner = await nscl.as('enterprise', { enterpriseId })
  const { taxCode } = await system.db
    .selectFrom('enterprise')
    .select('taxCode')
    .where('id', '=', enterpriseId)
    .executeTakeFirstOrThrow()
  await expect(run(officer, addInvitees, { id })).rejects.toMatchObject({ fields: [{ field: 'agencyIds' }] })
  await expect(run(officer, addInvitees, { id, taxCodes: '9999999999' })).rejects.toMatchObject({
    fields: [{ field: 'taxCodes' }],
  })
  await expect(
    run(officer, addInvitees, { id, agencyIds: [agencyId], email: 'a@b.vn' }),
  ).rejects.toMatchObject({ fields: [{ field: 'name' }] })
  const guest = { name: 'Lê Văn Khách', organisation: 'Hội Nông dân', email: 'khach@mau.example' }
  const first = await run(officer, addInvitees, { id, agencyIds: [agencyId], taxCodes: taxCode, ...guest })
  expect(first.added).toBe(3)
  // who is on the list stays once
  const { version } = await run(officer, addInvitees, { id, agencyIds: [agencyId], name: 'Ai đó' })
  await expect(run(officer, issueInvitation, { id, version })).rejects.toMatchObject({
    code: 'events.noProgramme',
  })
  const { rows } = await run(officer, listInvitees, { id, kind: 'guest', q: 'ai do' })
  await run(officer, removeInvitee, { id, invitee: rows[0]?.id })
  const { version: ready } = await run(officer, addSession, { id, ...part })
  const sent = await run(officer, issueInvitation, {
    ...{ id, version: ready, give: true, issuedOn: begun, signer: 'Nguyễn Văn Ký' },
  })
  const text = await textOf(sent.fileId)
  for (const told of ['GIẤY MỜI', '01/GM-', 'Lê Văn Khách', 'Công cụ 5S', 'Trần Thị B', 'Nguyễn Văn Ký'])
    expect(text).toContain(told)
  expect(text).not.toMatch(/[{}]/)
  expect(await run(officer, showPlanned, { id })).toMatchObject({
    ...{ state: 'invited', invitedOn: begun, documents: [{ id: sent.documentId }] },
  })
  expect(await run(officer, inviteeSums, { id })).toEqual({ invitees: 3, sent: 3 })
  for (const who of [agency, owner]) {
    const told = await who.run(listNotices, {})
    expect(told.rows.map(({ subject }) => subject.vi)).toContain(`Giấy mời: Hội thảo số ${made}, 10/05/2025`)
  }
  const letters = await system.db
    .selectFrom('noticeDelivery')
    .select(['address', 'addressee'])
    .where('letter', '=', 'events.invitation')
    .execute()
  expect(letters).toEqual([{ address: guest.email, addressee: guest.name }])
  await expect(run(officer, issueInvitation, { id, version: sent.version })).rejects.toMatchObject({
    code: 'events.nobodyInvited',
  })
  const again = await run(officer, issueInvitation, {
    ...{ id, version: sent.version, give: true, issuedOn: begun, again: true },
  })
  expect(await textOf(again.fileId)).toContain('02/GM-')
  await expect(run(agency, issueInvitation, { id, version: again.version })).rejects.toMatchObject({
    status: 403,
  })
})

/** An event of the past, held and not closed yet. */
async function held(kind?: string) {
  const id = await planned(kind)
  const { version } = await run(officer, showPlanned, { id })
  await run(officer, markHeld, { id, version }, '2025-05-11')
  return id
}
const after = '2025-05-12'

test('minutes are written and made as a document; each conclusion is work of an agency until it is done with evidence', async () => {
  const id = await held()
  const minutes = {
    chairedBy: 'Nguyễn Chủ Trì',
    secretary: 'Lê Thư Ký',
    attended: '40 người',
    course: 'Trao đổi',
  }
  await expect(run(officer, draftMinutes, { id, version: 2 }, after)).rejects.toMatchObject({
    code: 'events.noMinutes',
  })
  await run(officer, writeMinutes, { id, ...minutes }, after)
  await expect(run(officer, writeMinutes, { id, ...minutes }, after)).rejects.toMatchObject({ status: 409 })
  await run(officer, writeMinutes, { id, version: 1, ...minutes, course: 'Trao đổi về 5S' }, after)
  const conclusion = { content: 'Tập huấn 5S cho 20 doanh nghiệp', agencyId, dueOn: '2025-06-30' }
  const before = { id, ...conclusion, dueOn: '2025-05-01' }
  await expect(run(officer, addConclusion, before, after)).rejects.toMatchObject({
    fields: [{ field: 'dueOn' }],
  })
  const { id: one, version } = await run(officer, addConclusion, { id, ...conclusion }, after)
  const { version: event } = await run(officer, showPlanned, { id })
  const document = await run(officer, draftMinutes, { id, version: event, issuedOn: after }, after)
  const text = await textOf(document.fileId)
  for (const told of ['BIÊN BẢN', 'Nguyễn Chủ Trì', 'Trao đổi về 5S', 'Tập huấn 5S', '30/06/2025'])
    expect(text).toContain(told)
  expect(text).not.toMatch(/[{}]/)
  // it is work and notice of the agency, overdue after its day
  const heard = async (who: Someone) => (await who.run(listNotices, {})).rows.map(({ subject }) => subject.vi)
  expect((await heard(agency)).some((subject) => subject.startsWith('Kết luận của Hội thảo'))).toBe(true)
  await tellOfConclusions({ db: system.db, now: on('2025-07-01').now(), today: '2025-07-01' })
  expect(await heard(agency)).toContain('Kết luận phải thực hiện: 1')
  expect(await heard(officer)).toContain('Kết luận phải thực hiện: 1')
  const late = await run(agency, listConclusions, { state: 'late' }, '2025-07-01')
  expect(late.rows).toMatchObject([{ id: one, late: true }])
  const fileId = await nscl.evidence()
  const done = { id: one, version, doneOn: '2025-07-01', result: 'Đã tập huấn', fileId }
  const other = await nscl.as('agency')
  await expect(run(other, fulfilConclusion, done, '2025-07-02')).rejects.toMatchObject({ status: 404 })
  const ended = await run(agency, fulfilConclusion, done, '2025-07-02')
  expect(ended.state).toBe('done')
  await run(
    officer,
    reopenConclusion,
    { id: one, version: ended.version, reason: 'Thiếu danh sách' },
    '2025-07-03',
  )
  expect(await run(agency, showConclusion, { id: one }, '2025-07-03')).toMatchObject({
    ...{ state: 'open', late: true, remark: 'Thiếu danh sách', doneOn: null },
  })
})

test('costs are planned by norm, spent by voucher, and settled by another person against what its commitment paid', async () => {
  const id = await held('Tọa đàm')
  const finance = await nscl.as('finance')
  const fileId = await nscl.evidence()
  const fee = { kind: 'speaker', title: 'Báo cáo viên', quantity: 2, unit: 'buổi', unitCost: '1000000' }
  await expect(run(officer, addCost, { id, ...fee, normId: 999_999 }, after)).rejects.toMatchObject({
    fields: [{ field: 'normId' }],
  })
  const { id: cost, version } = await run(officer, addCost, { id, ...fee }, after)
  await expect(run(officer, proposeCosts, { id }, after)).rejects.toMatchObject({
    code: 'events.vouchersMissing',
  })
  const voucher = { spent: '1800000', voucherNumber: 'BK-01', voucherOn: '2025-05-10', fileId }
  await run(officer, recordSpent, { id: cost, version, ...voucher }, after)
  // one person allocates and commits, two pay
  const paper = { documentNumber: '01/QĐ', documentDate: '2025-02-03', fileId }
  const key = { line: 'III.1', year: 2025, source: 'provincial_st' }
  await run(officer, allocate, { ...key, ...paper, amount: '5000000' }, after)
  const commitment = { ...key, ...paper, documentDate: '2025-04-01', purpose: 'Tọa đàm', amount: '3000000' }
  const { commitmentId } = await run(officer, commitDirectly, commitment, after)
  const { commitments } = await run(officer, costChoices, { id })
  expect(commitments.map((one) => one.id)).toEqual([commitmentId])
  await run(officer, linkCommitment, { id, commitmentId }, after)
  const second = await held('Tọa đàm')
  await expect(run(officer, linkCommitment, { id: second, commitmentId }, after)).rejects.toMatchObject({
    code: 'events.commitmentTaken',
  })
  const first = await run(officer, proposeCosts, { id }, after)
  await expect(run(officer, addCost, { id, ...fee }, after)).rejects.toMatchObject({
    code: 'events.costsStand',
  })
  const back = await run(finance, returnCosts, { id, version: first.version, reason: 'Thiếu ký nhận' }, after)
  expect(back.state).toBe('returned')
  const again = await run(officer, proposeCosts, { id }, after)
  const { fileId: statement } = await run(officer, draftStatement, { id, issuedOn: after }, after)
  const text = await textOf(statement)
  for (const told of ['BẢNG KÊ CHI PHÍ', 'Báo cáo viên', '1.800.000', 'BK-01', 'Một triệu tám trăm nghìn'])
    expect(text).toContain(told)
  await expect(run(officer, settleCosts, { id, version: again.version }, after)).rejects.toMatchObject({
    code: 'controls.samePerson',
  })
  await pay(officer, finance, {
    id: commitmentId,
    amount: 1_500_000n,
    fileId,
    on: '2025-05-12',
    basisDate: '2025-05-11',
  })
  const settled = await run(finance, settleCosts, { id, version: again.version }, after)
  expect(settled.state).toBe('settled')
  expect(await run(finance, showCosts, { id }, after)).toMatchObject({
    ...{ planned: 2_000_000n, spent: 1_800_000n, paid: 1_500_000n, left: 300_000n, over: 0n, open: 0 },
    settlement: { state: 'settled', settledOn: after },
  })
  expect((await run(officer, showPlanned, { id })).documents).toHaveLength(1)
})

test('materials are for the organiser, then for who has a place by the personal link, then for everybody', async () => {
  const id = await planned()
  const nobody = await nscl.as('public')
  const { version } = await run(officer, showPlanned, { id })
  const register = { registerUntil: '2025-05-09', registerChecked: false }
  await run(officer, openRegistration, { id, version, ...register })
  const { code } = await run(officer, registrationSums, { id })
  const person = { kind: 'person', name: 'Người Dự', email: 'du@mau.example', consents: true }
  const { token } = await run(nobody, registerByLink, { code, ...person })
  const fileId = await nscl.evidence()
  await expect(run(officer, addMaterial, { id, title: 'Bài', sight: 'public' })).rejects.toMatchObject({
    fields: [{ field: 'link' }],
  })
  const slides = await run(officer, addMaterial, { id, title: 'Bài giảng', sight: 'organiser', fileId })
  await run(officer, addMaterial, { id, title: 'Phim', sight: 'public', link: 'https://mau.example/phim' })
  const own = async () => (await run(nobody, ownMaterials, { token })).map(({ title }) => title)
  expect(await own()).toEqual(['Phim'])
  const shown = await run(officer, publishMaterial, { ...slides, sight: 'participants' })
  expect(await own()).toEqual(['Bài giảng', 'Phim'])
  const file = { token, material: slides.id }
  expect((await run(nobody, ownMaterialFile, file)).size).toBeGreaterThan(0)
  await expect(run(nobody, publicMaterialFile, { id: slides.id })).rejects.toMatchObject({ status: 404 })
  await expect(run(nobody, ownMaterialFile, { ...file, token: 'nscl_khong' })).rejects.toMatchObject({
    status: 404,
  })
  const open = await run(officer, publishMaterial, { ...shown, sight: 'public' })
  await run(nobody, publicMaterialFile, { id: slides.id })
  expect((await run(nobody, publicMaterials, { q: 'bai giang' })).rows).toHaveLength(1)
  await run(officer, removeMaterial, open)
  expect((await run(nobody, publicMaterials, {})).rows.map(({ title }) => title)).toEqual(['Phim'])
})

test('a test is scored and seen by who may, a survey bears no name; figures are told of five persons and more', async () => {
  const id = await planned()
  const nobody = await nscl.as('public')
  const { version: event } = await run(officer, showPlanned, { id })
  await run(officer, openRegistration, {
    id,
    version: event,
    registerUntil: '2025-05-09',
    registerChecked: false,
  })
  const { code } = await run(officer, registrationSums, { id })
  const tokens: string[] = []
  for (const at of [1, 2, 3, 4, 5]) {
    const person = { kind: 'person', name: `Người ${at}`, email: `n${at}@mau.example`, consents: true }
    tokens.push((await run(nobody, registerByLink, { code, ...person })).token ?? '')
  }
  const test = await run(officer, createSheet, { id, kind: 'after', title: 'Bài sau' })
  await expect(run(officer, createSheet, { id, kind: 'after', title: 'Lại' })).rejects.toMatchObject({
    code: 'events.sheetTwice',
  })
  await expect(run(officer, openSheet, { id: test.id, version: 1 })).rejects.toMatchObject({
    code: 'events.noQuestions',
  })
  const question = { content: '5S là gì?', options: 'Phần mềm\nSàng lọc, sắp xếp…' }
  await expect(run(officer, addQuestion, { id: test.id, ...question })).rejects.toMatchObject({
    fields: [{ field: 'rightOption' }],
  })
  await run(officer, addQuestion, { id: test.id, ...question, rightOption: 2, points: 3 })
  await run(officer, addQuestion, { id: test.id, ...question, rightOption: 1 })
  const { questions } = await run(officer, showSheet, { id: test.id })
  const { version } = await run(officer, removeQuestion, { id: test.id, question: questions[1]?.id })
  const [one] = questions.map((each) => String(each.id))
  const answers = (at: number) => ({ [one ?? '']: at === 0 ? '1' : '2' })
  const sent = { token: tokens[0], sheet: test.id, answers: answers(0) }
  await expect(run(nobody, answerSheet, sent)).rejects.toMatchObject({ code: 'events.sheetClosed' })
  const opened = await run(officer, openSheet, { id: test.id, version })
  expect(JSON.stringify(await run(nobody, ownSheet, sent))).not.toContain('rightOption')
  await expect(run(nobody, answerSheet, { ...sent, answers: {} })).rejects.toMatchObject({
    fields: [{ field: `answers.${one}` }],
  })
  for (const [at, token] of tokens.slice(0, 4).entries())
    await run(nobody, answerSheet, { ...sent, token, answers: answers(at) })
  await expect(run(nobody, answerSheet, sent)).rejects.toMatchObject({ code: 'events.answeredTwice' })
  expect((await run(agency, listSheets, { id })).sheets).toMatchObject([{ answered: 4, mean: null }])
  await run(nobody, answerSheet, { ...sent, token: tokens[4], answers: answers(4) })
  expect((await run(agency, listSheets, { id })).sheets).toMatchObject([{ answered: 5, mean: 80 }])
  expect(await run(nobody, ownSheets, { token: tokens[1] })).toMatchObject([
    { score: 3, most: 3, open: false },
  ])
  const { rows } = await run(officer, listTestResults, { id })
  expect(rows[0]).toMatchObject({ name: 'Người 1', before: null, after: 0, mostAfter: 3 })
  await expect(run(agency, listTestResults, { id })).rejects.toMatchObject({ status: 403 })
  await run(officer, closeSheet, { id: test.id, version: opened.version })

  const survey = await run(officer, createSheet, { id, kind: 'survey', title: 'Ý kiến' })
  await run(officer, addQuestion, { id: survey.id, content: 'Hài lòng?', options: 'Có\nKhông' })
  const ready = await run(officer, addQuestion, { id: survey.id, content: 'Góp ý' })
  await run(officer, openSheet, { id: survey.id, version: ready.version })
  const [pick, write] = (await run(officer, showSheet, { id: survey.id })).questions.map((each) =>
    String(each.id),
  )
  const say = (at: number) =>
    run(nobody, answerSheet, {
      ...{ token: tokens[at], sheet: survey.id },
      answers: { [pick ?? '']: at < 3 ? '1' : '2', [write ?? '']: at === 0 ? 'Nên làm thêm' : '' },
    })
  for (const at of [0, 1, 2, 3]) await say(at)
  expect((await run(agency, surveyResults, { id: survey.id })).rows).toEqual([])
  expect(await run(officer, surveyTexts, { id: survey.id })).toEqual([])
  await say(4)
  expect((await run(agency, surveyResults, { id: survey.id })).rows).toMatchObject([
    { option: 'Có', chosen: 3, share: 60 },
    { option: 'Không', chosen: 2, share: 40 },
  ])
  expect(await run(officer, surveyTexts, { id: survey.id })).toMatchObject([{ texts: ['Nên làm thêm'] }])
  // neither the answers nor the trail say whose they are
  const trail = await system.db
    .selectFrom('audit')
    .select('input')
    .where('command', '=', 'events.answerSheet')
    .where('subject', '=', `event_sheet:${survey.id}`)
    .execute()
  expect(trail).toHaveLength(5)
  expect(JSON.stringify(trail)).not.toContain('Nên làm thêm')
  const changed = await system.db
    .selectFrom('change')
    .select('id')
    .where('tableName', '=', 'event_survey_answer')
    .execute()
  expect(changed).toEqual([])
})
