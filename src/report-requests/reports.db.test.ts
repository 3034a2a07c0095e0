import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { confirmValue } from '../indicators/index.ts'
import { listNotices } from '../notices/index.ts'
import { publicActor, systemActor } from '../platform/actor.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import { listStanding } from '../standing-duties/index.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import {
  acceptReport,
  approveReport,
  beginReport,
  recallReport,
  returnReport,
  saveReport,
  sendSigned,
  submitReport,
} from './answers.ts'
import { attachFile, removeAttachment } from './attachments.ts'
import {
  attachByLink,
  beginByLink,
  keepLinkFile,
  openByLink,
  saveByLink,
  sendByLink,
  showReportLink,
} from './by-link.ts'
import { consolidate } from './consolidate.ts'
import { consolidationFile } from './document.ts'
import { askExtension, settleExtension } from './extensions.ts'
import { showForm } from './form-queries.ts'
import { addQuestion, changeQuestion, newEdition } from './forms.ts'
import { applyReportFile, checkReportFile, reportWorkbook, showReportImportRows } from './import.ts'
import { beginLinkLetter, mailLinks } from './link-letters.ts'
import { giveLinks, revokeLink } from './links.ts'
import { tellOfReports } from './notices.ts'
import { listReports, showReport, showRequest } from './queries.ts'
import { askNextReports, askReports, closeRequest, remindRequest } from './requests.ts'
import { ownPlace, placeKey } from './rules.ts'
import { composedForm } from './testing.ts'
import { enterFigure } from './values.ts'

const { system, as, evidence } = await testSystem()
const { db } = system
const agencyOf = async (key: string) =>
  (await db.selectFrom('agency').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id
const [head, health, industry] = [
  await agencyOf('skhcn-ct'),
  await agencyOf('syt-ct'),
  await agencyOf('sct-ct'),
]
const officer = await as('coordinator', { agencyId: head })
const other = await as('coordinator', { agencyId: head })
const writer = await as('agency', { agencyId: health })
const second = await as('agency', { agencyId: health })
const stranger = { actor: publicActor } as Someone
const alone = await as('agency', { agencyId: industry })

const on = (day: string): System => ({ ...system, now: () => new Date(`${day}T02:00:00Z`) })
const day = '2025-12-05'
const run = <I extends z.ZodObject, O extends z.ZodType>(
  who: Someone,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
  at = day,
) => execute(on(at), operation, who.actor, input, { via: 'page' })

let formId = 0
let requestId = 0
const answerOf = async (agencyId: number, of = requestId) => {
  const { reports } = await run(officer, showRequest, { id: of })
  const row = reports.find((one) => one.agencyId === agencyId)
  if (row === undefined) throw new Error('No report')
  return row
}

/** Fills in a report: what stands under each code, of a table by line and column. */
async function fill(who: Someone, answerId: number, said: Readonly<Record<string, string>>, reason?: string) {
  const report = await run(who, showReport, { id: answerId })
  const cells = Object.entries(said).map(([at, value]) => {
    const [code, line = '0', col = '0'] = at.split('/')
    const question = report.questions.find((one) => one.code === code)
    return { questionId: question?.id, line: Number(line), col: Number(col), value, reason }
  })
  return run(who, saveReport, { id: answerId, version: report.version, cells })
}
/** Attaches a file to the question that asks for one. */
async function attach(who: Someone, answerId: number, name: string) {
  const { version, questions } = await run(who, showReport, { id: answerId })
  const questionId = questions.find(({ kind }) => kind === 'file')?.id
  return run(who, attachFile, { id: answerId, version, questionId, fileId: await evidence(name) })
}
const versionOf = async (answerId: number) => (await run(officer, showReport, { id: answerId })).version

beforeAll(async () => {
  formId = await composedForm(db, (operation, input) => run(officer, operation, input), head)
})

describe('a form', () => {
  test('keeps its rules: a choice has answers, a bound is of figures, codes are once', async () => {
    const add = (question: object) =>
      run(officer, addQuestion, { id: formId, section: 'I', label: 'Câu', ...question })
    await expect(add({ code: '9', kind: 'choice' })).rejects.toMatchObject({ fields: [{ field: 'choices' }] })
    await expect(add({ code: '9', kind: 'text', unit: 'cuộc' })).rejects.toMatchObject({
      fields: [{ field: 'unit' }],
    })
    await expect(add({ code: '1', kind: 'text' })).rejects.toMatchObject({ fields: [{ field: 'code' }] })
  })

  test('is sent out with a deadline in working days; the edition changes no more, the next one does', async () => {
    const asked = await run(officer, askReports, {
      ...{
        title: 'Báo cáo nửa cuối 2025',
        formId,
        fromOn: '2025-01-01',
        toOn: '2025-06-30',
        workingDays: 10,
      },
      ...{ recurrence: 'halfYearly', scans: 'on', agencyIds: [head, health, industry] },
    })
    requestId = asked.id
    const shown = await run(officer, showRequest, { id: requestId })
    expect(shown).toMatchObject({ dueOn: '2025-12-19', asked: 3, opened: 0, sent: 0, late: 0 })
    const { ofQuestions } = await run(officer, showForm, { id: formId })
    const [question] = ofQuestions
    const again = { section: 'I. Kết quả', code: '1', kind: 'number', label: 'Khác' }
    await expect(
      run(officer, changeQuestion, { ...again, id: formId, question: question?.id, version: 1 }),
    ).rejects.toMatchObject({ code: 'reportRequests.formInUse' })
    const next = await run(officer, newEdition, { id: formId })
    expect(await run(officer, showForm, { id: next.id })).toMatchObject({ edition: 2, questions: 7, used: 0 })
    const { rows } = await run(writer, listNotices, {})
    expect(rows.some(({ kind }) => kind === 'reportRequests.asked')).toBe(true)
  })
})

describe('a report', () => {
  test('is read by its recipient and the office alone, and begins with what the program knows', async () => {
    const { id } = await answerOf(health)
    await expect(run(alone, showReport, { id })).rejects.toMatchObject({ status: 404 })
    expect((await run(writer, listReports, {})).rows).toHaveLength(1)
    await sql`UPDATE duty_item SET done_on = '2025-03-03' WHERE id IN (
      SELECT id FROM duty_item WHERE agency_id = ${health} AND done_on IS NULL LIMIT 1)`.execute(db)
    const { rows: done } = await sql<{ n: number }>`SELECT count(*)::int AS n FROM duty_item
      WHERE agency_id = ${health} AND done_on BETWEEN '2025-01-01' AND '2025-06-30'`.execute(db)
    await run(writer, beginReport, { id, version: 1 })
    const report = await run(writer, showReport, { id })
    expect(report.openedOn).toBe(day)
    const known = report.questions.find(({ code }) => code === '1')
    const proposed = report.cells.find(({ questionId }) => questionId === known?.id)
    expect(proposed).toMatchObject({ amount: done[0]?.n, proposed: done[0]?.n, reason: null })
    // another figure is taken with the reason alone, and both stay
    const amount = String((done[0]?.n ?? 0) + 1)
    await expect(fill(writer, id, { '1': amount })).rejects.toMatchObject({
      fields: [{ field: 'cells.0.reason' }],
    })
    await fill(writer, id, { '1': amount }, 'Một việc ghi muộn')
    const changed = (await run(writer, showReport, { id })).cells.find(
      ({ questionId }) => questionId === known?.id,
    )
    expect(changed).toMatchObject({
      amount: Number(amount),
      proposed: done[0]?.n,
      reason: 'Một việc ghi muộn',
    })
  })

  test('is a draft until it is whole, and is approved by another person of its house', async () => {
    const { id } = await answerOf(health)
    await expect(fill(writer, id, { '2': 'nhiều' })).rejects.toMatchObject({
      fields: [{ field: 'cells.0.value' }],
    })
    await expect(run(writer, submitReport, { id, version: await versionOf(id) })).rejects.toMatchObject({
      code: 'reportRequests.unfinished',
    })
    await fill(writer, id, { '2': '4', '4/1/1': '3', '4/2/1': '2', '4/3/1': '6', '6': 'Thiếu kinh phí' })
    await expect(run(writer, submitReport, { id, version: await versionOf(id) })).rejects.toMatchObject({
      code: 'reportRequests.unfinished',
    })
    await fill(writer, id, { '4/3/1': '5' })
    // the file that the form needs is missing
    await expect(run(writer, submitReport, { id, version: await versionOf(id) })).rejects.toMatchObject({
      code: 'reportRequests.unfinished',
    })
    await attach(writer, id, 'phu-luc.pdf')
    await expect(attach(alone, id, 'khac.pdf')).rejects.toMatchObject({ status: 404 })
    await run(writer, submitReport, { id, version: await versionOf(id) })
    await expect(run(writer, approveReport, { id, version: await versionOf(id) })).rejects.toMatchObject({
      code: 'controls.samePerson',
    })
    await run(second, recallReport, { id, version: await versionOf(id), remark: 'Ghi rõ hơn' })
    await run(writer, submitReport, { id, version: await versionOf(id) })
    // the office does not approve for another house
    await expect(run(officer, approveReport, { id, version: await versionOf(id) })).rejects.toMatchObject({
      status: 403,
    })
    await run(second, approveReport, { id, version: await versionOf(id) })
    expect(await run(officer, showReport, { id })).toMatchObject({
      state: 'sent',
      approvedBy: second.actor.name,
    })
  })

  test('is returned with remarks; what changed since is marked, the rounds stay', async () => {
    const { id } = await answerOf(health)
    await run(officer, returnReport, { id, version: await versionOf(id), remark: 'Xin xem lại số hội nghị' })
    await fill(writer, id, { '2': '7' })
    await attach(writer, id, 'phu-luc-moi.pdf')
    const [first] = (await run(writer, showReport, { id })).attachments
    await run(writer, removeAttachment, { id, attachment: first?.id })
    await run(writer, submitReport, { id, version: await versionOf(id) })
    // what its own head says stands beside what the office said, and it is still a returned one
    await run(second, recallReport, { id, version: await versionOf(id), remark: 'Ghi rõ thêm' })
    expect(await run(writer, showReport, { id })).toMatchObject({
      ...{ state: 'returned', remark: 'Xin xem lại số hội nghị', ownRemark: 'Ghi rõ thêm' },
    })
    await run(writer, submitReport, { id, version: await versionOf(id) })
    await run(second, approveReport, { id, version: await versionOf(id) })
    const report = await run(officer, showReport, { id })
    expect(report).toMatchObject({ remark: null, ownRemark: null })
    const changed = ['2', '7'].map((of) => report.questions.find(({ code }) => code === of)?.id ?? 0)
    expect(report.changed).toEqual(changed.map((one) => placeKey(ownPlace({ id: one }))))
    // the round before keeps its file
    expect(
      report.attachments.map(({ file, fromRound, untilRound }) => [file?.name, fromRound, untilRound]),
    ).toEqual([
      ['phu-luc.pdf', 1, 1],
      ['phu-luc-moi.pdf', 2, null],
    ])
    expect(report.ofRounds.map(({ number, outcome, remark }) => [number, outcome, remark])).toEqual([
      [1, 'returned', 'Xin xem lại số hội nghị'],
      [2, null, null],
    ])
    await run(officer, acceptReport, { id, version: report.version })
    expect((await answerOf(health)).state).toBe('accepted')
  })

  test('of a recipient with one account is sent with a signed scan; others need the second person', async () => {
    const { id } = await answerOf(industry)
    await run(alone, beginReport, { id, version: 1 })
    await fill(alone, id, { '2': '1' })
    await attach(alone, id, 'phu-luc-sct.pdf')
    const fileId = await evidence('ban-ky.pdf')
    await run(alone, sendSigned, { id, version: await versionOf(id), fileId, signer: 'Giám đốc Sở' })
    expect(await run(officer, showReport, { id })).toMatchObject({ state: 'sent', approvedBy: 'Giám đốc Sở' })
  })

  test('gets more time when it is asked for with a reason and granted', async () => {
    const { id } = await answerOf(head)
    await expect(
      run(officer, askExtension, { id, wishedOn: '2025-12-19', reason: 'Chậm' }),
    ).rejects.toMatchObject({
      fields: [{ field: 'wishedOn' }],
    })
    await run(officer, askExtension, { id, wishedOn: '2025-12-26', reason: 'Chờ số liệu' })
    await expect(
      run(officer, settleExtension, { id, version: await versionOf(id), outcome: 'refused' }),
    ).rejects.toMatchObject({ fields: [{ field: 'reply' }] })
    await run(other, settleExtension, { id, version: await versionOf(id), outcome: 'granted' })
    expect(await answerOf(head)).toMatchObject({ dueOn: '2025-12-26', wished: false })
  })

  test('goes out as a workbook and comes back; a field that the form does not have is named', async () => {
    const { id } = await answerOf(head)
    await run(officer, beginReport, { id, version: await versionOf(id) })
    expect((await run(officer, reportWorkbook, { id })).base64.length).toBeGreaterThan(1000)
    const text = [
      'Mã câu hỏi\tSố dòng\tSố cột\tTrả lời',
      '2\t0\t0\t12',
      '6\t0\t0\tKhông có',
      '99\t0\t0\t5',
      '4\t9\t1\t5',
    ].join('\n')
    // a sheet of another edition is refused, row by row
    const older = ['Mã câu hỏi\tTrả lời\tBiểu mẫu', '2\t12\tBáo cáo 6 tháng, phiên bản 9'].join('\n')
    const refused = await run(officer, checkReportFile, { answerId: id, text: older })
    expect(refused).toMatchObject({ added: 0, refused: 1 })
    const named = await run(officer, showReportImportRows, { id: refused.id, outcome: 'error' })
    expect(named.rows[0]?.problems[0]).toMatchObject({ column: 'edition' })
    const checked = await run(officer, checkReportFile, { answerId: id, text })
    expect(checked).toMatchObject({ added: 2, refused: 2 })
    const { rows } = await run(officer, showReportImportRows, { id: checked.id, outcome: 'error' })
    expect(rows.map(({ label, problems }) => [label, problems[0]?.column])).toEqual([
      ['99', 'code'],
      ['4', 'line'],
    ])
    await run(officer, applyReportFile, { id: checked.id })
    const report = await run(officer, showReport, { id })
    expect(report.cells.some(({ amount }) => amount === 12)).toBe(true)
  })
})

describe('a personal link', () => {
  test('opens one report alone, sends it with its signed scan, and ends', async () => {
    const taxCode = '1801234567'
    await sql`INSERT INTO enterprise (tax_code, name, address, admin_unit_id, sector_group, registered_at, email)
      SELECT ${taxCode}, 'Công ty Cơ khí Ô Môn', 'Ô Môn', min(id), 'production', now(), 'bao-cao@example.vn' FROM admin_unit`.execute(
      db,
    )
    const ask = { formId, fromOn: '2025-01-01', toOn: '2025-06-30', workingDays: 10, scans: 'on' }
    const asked = await run(officer, askReports, {
      ...{ ...ask, title: 'Hỏi doanh nghiệp', taxCodes: taxCode, agencyIds: [industry] },
    })
    const { links } = await run(officer, giveLinks, { id: asked.id })
    // the agency has an account
    expect(links.map(({ recipient, email }) => [recipient, email])).toEqual([
      ['Công ty Cơ khí Ô Môn', 'bao-cao@example.vn'],
    ])
    const { token = '', answerId = 0 } = links[0] ?? {}
    const own = (of = token) => run(stranger, showReportLink, { token: of })
    expect(await own()).toMatchObject({ state: 'asked', opened: false, until: '2026-01-18' })
    await run(stranger, openByLink, { token })
    expect(await run(officer, showReport, { id: answerId })).toMatchObject({ openedOn: day, begunOn: null })
    await run(stranger, beginByLink, { token, version: 1 })
    const { questions } = await own()
    const of = (code: string) => questions.find((one) => one.code === code)?.id
    const versionNow = async () => (await own()).version
    const cells = [{ questionId: of('2'), line: 0, col: 0, value: '3' }]
    await run(stranger, saveByLink, { token, version: await versionNow(), cells })
    const bytes = new TextEncoder().encode('%PDF-1.4 ban quet cua bao cao')
    const kept = async (name: string) =>
      (await run(stranger, keepLinkFile, { token, name, bytes: new Uint8Array([...bytes, name.length]) })).id
    const other = await evidence('cua-nguoi-khac.pdf')
    const attached = { token, questionId: of('7') }
    await expect(
      run(stranger, attachByLink, { ...attached, version: await versionNow(), fileId: other }),
    ).rejects.toMatchObject({ fields: [{ field: 'fileId' }] })
    const sending = { token, signer: 'Giám đốc Công ty' }
    await expect(
      run(stranger, sendByLink, { ...sending, version: await versionNow(), fileId: await kept('ky.pdf') }),
    ).rejects.toMatchObject({ code: 'reportRequests.unfinished' })
    const fileId = await kept('phu-luc.pdf')
    await run(stranger, attachByLink, { ...attached, version: await versionNow(), fileId })
    await run(stranger, sendByLink, {
      ...sending,
      version: await versionNow(),
      fileId: await kept('ban-ky.pdf'),
    })
    const sent = await run(officer, showReport, { id: answerId })
    expect(sent).toMatchObject({ state: 'sent', approvedBy: 'Giám đốc Công ty' })
    expect(sent.file?.name).toBe('ban-ky.pdf')
    await run(officer, returnReport, { id: answerId, version: sent.version, remark: 'Xin xem lại' })
    expect(await own()).toMatchObject({ state: 'returned', remark: 'Xin xem lại' })
    // a new one ends the one before, a day ends it, and so does the office
    const anew = await run(officer, giveLinks, { id: asked.id, answerId })
    const next = anew.links[0]?.token ?? ''
    await expect(own()).rejects.toMatchObject({ status: 404 })
    await expect(run(stranger, showReportLink, { token: next }, '2026-02-01')).rejects.toMatchObject({
      status: 404,
    })
    await run(officer, revokeLink, { id: answerId, version: await versionOf(answerId), reason: 'Sai nơi' })
    await expect(own(next)).rejects.toMatchObject({ status: 404 })
  })

  test('goes by mail where an address is known, once', async () => {
    const { rows } = await run(officer, listReports, { q: 'Ô Môn' })
    const { requestId: of = 0, id: answerId = 0 } = rows[0] ?? {}
    expect(await run(officer, mailLinks, { id: of })).toMatchObject({ queued: 1, withoutAddress: 0 })
    const asSystem = { actor: systemActor } as Someone
    const { letter } = await run(asSystem, beginLinkLetter, { id: answerId })
    expect(letter).toMatchObject({ email: 'bao-cao@example.vn', remark: 'Xin xem lại', until: '2026-01-18' })
    expect(await run(stranger, showReportLink, { token: letter?.token })).toMatchObject({ state: 'returned' })
  })
})

describe('a consolidation', () => {
  test('sums what is in, each figure with its origin, and leaves out who is late', async () => {
    const late = await run(officer, showRequest, { id: requestId }, '2025-12-30')
    expect(late).toMatchObject({ sent: 2, accepted: 1, late: 1 })
    const of = await run(officer, consolidate, { id: requestId })
    const meetings = of.questions.find(({ code }) => code === '2')
    expect(meetings?.places[0]).toMatchObject({ sum: 8, given: 2, accepted: 7, before: null })
    expect(meetings?.places[0]?.figures.map(({ amount }) => amount).toSorted()).toEqual([1, 7])
    expect(of.questions.find(({ code }) => code === '6')?.texts).toHaveLength(1)
    expect(
      of.questions
        .find(({ code }) => code === '7')
        ?.files.map(({ name }) => name)
        .toSorted(),
    ).toEqual(['phu-luc-moi.pdf', 'phu-luc-sct.pdf'])
    for (const format of ['docx', 'xlsx'])
      expect(
        (await run(officer, consolidationFile, { id: requestId, format })).base64.length,
      ).toBeGreaterThan(2000)
  })

  test('gives the accepted sum to the indicator, which another person confirms', async () => {
    const { questions } = await run(officer, consolidate, { id: requestId })
    const question = questions.find(({ code }) => code === '2')
    const figure = { id: requestId, questionId: question?.id }
    // the sum of half a year is not the figure of the year
    await expect(run(officer, enterFigure, figure, '2026-01-10')).rejects.toMatchObject({
      code: 'reportRequests.notAYear',
    })
    const period = (fromOn: string, toOn: string) =>
      db.updateTable('reportRequest').set({ fromOn, toOn }).where('id', '=', requestId).execute()
    await period('2025-01-01', '2025-12-31')
    const { valueId } = await run(officer, enterFigure, figure, '2026-01-10')
    await period('2025-01-01', '2025-06-30')
    await expect(run(officer, confirmValue, { id: valueId }, '2026-01-10')).rejects.toMatchObject({
      code: 'controls.samePerson',
    })
    await run(other, confirmValue, { id: valueId }, '2026-01-10')
    const fact = await db
      .selectFrom('fact')
      .select(['quantity', 'fileId'])
      .where('recordType', '=', 'indicator_value')
      .where('recordId', '=', valueId)
      .executeTakeFirstOrThrow()
    expect(fact).toMatchObject({ quantity: 7 })
    expect(fact.fileId).not.toBeNull()
    const { id } = await answerOf(health)
    // taken back, its figure goes too
    await run(officer, returnReport, { id, version: await versionOf(id), remark: 'Xem lại' }, '2026-01-10')
    const value = await db
      .selectFrom('indicatorValue')
      .select(['state', 'reason'])
      .where('id', '=', valueId)
      .executeTakeFirstOrThrow()
    expect(value).toEqual({ state: 'withdrawn', reason: 'Xem lại' })
    await run(writer, submitReport, { id, version: await versionOf(id) })
    await run(second, approveReport, { id, version: await versionOf(id) })
    await run(officer, acceptReport, { id, version: await versionOf(id) })
  })

  test('is asked anew for the next period, which is held against this one', async () => {
    await askNextReports(on(day))
    const { nextId } = await run(officer, showRequest, { id: requestId })
    const next = await run(officer, showRequest, { id: nextId })
    expect(next).toMatchObject({
      fromOn: '2025-07-01',
      toOn: '2025-12-31',
      asked: 3,
      edition: 2,
      previousId: requestId,
    })
    await askNextReports(on(day))
    const { id } = await answerOf(health, nextId ?? 0)
    await run(writer, beginReport, { id, version: 1 })
    await fill(writer, id, { '1': '', '2': '70' })
    await attach(writer, id, 'phu-luc-sau.pdf')
    await run(writer, submitReport, { id, version: await versionOf(id) })
    await run(second, approveReport, { id, version: await versionOf(id) })
    const of = await run(officer, consolidate, { id: nextId })
    const place = of.questions.find(({ code }) => code === '2')?.places[0]
    expect(place).toMatchObject({ sum: 70, before: 8, isChange: true })
    // what the program has stands beside a figure that was left out
    expect(of.questions.find(({ code }) => code === '1')?.leftOut).toMatchObject([{ answerId: id }])
    expect(place?.figures[0]).toMatchObject({ before: 7, change: 63, isChange: true, isOutlier: false })
  })

  test('ends: who owed a report owes none, and everybody late was told once', async () => {
    const told = await tellOfReports(on('2026-01-05'))
    expect(told).toBeGreaterThan(0)
    expect(await tellOfReports(on('2026-01-05'))).toBe(0)
    expect((await run(officer, remindRequest, { id: requestId })).waiting).toBe(1)
    const owing = await answerOf(head)
    await run(officer, askExtension, { id: owing.id, wishedOn: '2026-03-01', reason: 'Chờ số của quý' })
    const { version, reports } = await run(officer, showRequest, { id: requestId })
    const ending = { id: requestId, version, reason: 'Đã đủ' }
    // what was sent is looked at first: afterwards nothing can be returned
    await expect(run(officer, closeRequest, ending)).rejects.toMatchObject({ code: 'reportRequests.unseen' })
    const sent = reports.filter(({ state }) => state === 'sent')
    expect(sent).not.toEqual([])
    for (const one of sent) await run(other, acceptReport, { id: one.id, version: one.version })
    await run(officer, closeRequest, ending)
    // a wish for more time that nobody can answer any more is nobody's work
    const ended = await run(officer, showReport, { id: owing.id })
    expect(ended).toMatchObject({ state: 'missing', wished: false })
    expect(ended.extensions.at(-1)).toMatchObject({ state: 'lapsed', wishedOn: '2026-03-01' })
  })
})

describe('a request that is bound to a standing duty', () => {
  const code = 'V.5.1'
  const standing = async (year: number, period: number) =>
    (await run(officer, listStanding, { code, agencyId: health, year })).rows.find(
      (one) => one.period === period,
    )

  test('asks the agencies of the duty in place of its standing report, which an accepted answer settles', async () => {
    // as a first start in 2024 would have made it
    await db.connection().execute(async (own) => {
      await sql`ALTER TABLE installation DISABLE TRIGGER ALL`.execute(own)
      await sql`UPDATE installation SET first_day = '2024-11-18'`.execute(own)
      await sql`ALTER TABLE installation ENABLE TRIGGER ALL`.execute(own)
    })
    await sql`UPDATE plan SET kept_from = '2024-11-18'`.execute(db)
    const { id: of } = await run(officer, askReports, {
      ...{ title: 'Báo cáo theo nhiệm vụ', formId, dutyCode: code, scans: 'on' },
      ...{ fromOn: '2025-01-01', toOn: '2025-06-30', workingDays: 10, recurrence: 'halfYearly' },
    })
    const { reports } = await run(officer, showRequest, { id: of })
    expect(reports.length).toBeGreaterThan(1)
    const { id } = await answerOf(health, of)
    // its day is over, and nothing is late: the request has its own day
    expect(await standing(2025, 1)).toMatchObject({ state: 'asked', late: false, answerId: id })
    expect(await standing(2025, 2)).toMatchObject({ answerId: null })
    await run(writer, beginReport, { id, version: 1 })
    await fill(writer, id, { '2': '4' })
    await attach(writer, id, 'phu-luc-nhiem-vu.pdf')
    await run(writer, submitReport, { id, version: await versionOf(id) })
    await run(second, approveReport, { id, version: await versionOf(id) })
    await run(officer, acceptReport, { id, version: await versionOf(id) })
    const settled = await standing(2025, 1)
    expect(settled).toMatchObject({ state: 'accepted', answerId: id, nothing: false })
    expect(settled?.done).toContain('Báo cáo theo nhiệm vụ')
    expect((await standing(2025, 2))?.state).toBe('asked')
    await run(officer, returnReport, { id, version: await versionOf(id), remark: 'Thiếu số liệu' })
    expect(await standing(2025, 1)).toMatchObject({ state: 'returned', answerId: id, late: false })

    await askNextReports(on(day))
    const { nextId } = await run(officer, showRequest, { id: of })
    const next = await run(officer, showRequest, { id: nextId })
    // districts have become communes meanwhile: those are asked that carry the duty now
    const { rows } = await run(officer, listStanding, { code, year: 2025, limit: 200 })
    const asked = new Set(rows.filter(({ period }) => period === 2).map(({ agencyId }) => agencyId)).size
    expect(next).toMatchObject({ fromOn: '2025-07-01', toOn: '2025-12-31', asked })
    expect((await standing(2025, 2))?.answerId).toBe((await answerOf(health, nextId ?? 0)).id)
  })
})
