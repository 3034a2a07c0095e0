import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { listNotices } from '../notices/index.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import { reportObstacle } from '../reports/index.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { askStanding, askWhatStands } from './ask.ts'
import { acceptReport, addDeed, removeDeed, returnReport, sendReport } from './commands.ts'
import { applyAnswers, checkAnswers, showAnswerImportRows } from './import.ts'
import { acceptReports } from './many.ts'
import { tellOfStanding } from './notices.ts'
import { dropPeriod, setPeriod, showPeriods } from './periods.ts'
import { agencyYears, listStanding, showStanding } from './queries.ts'

const { system, as } = await testSystem()
const { db } = system
const agencyOf = async (key: string) =>
  (await db.selectFrom('agency').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id
const health = await agencyOf('syt-ct')
const head = await agencyOf('skhcn-ct')
const officer = await as('coordinator', { agencyId: head })
const other = await as('coordinator', { agencyId: head })
const agency = await as('agency', { agencyId: health })
const stranger = await as('agency', { agencyId: await agencyOf('sct-ct') })

/** The program on another day, at nine in the morning there. */
const on = (day: string): System => ({ ...system, now: () => new Date(`${day}T02:00:00Z`) })
const day = '2025-12-20'
const run = <I extends z.ZodObject, O extends z.ZodType>(
  who: Someone,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
  at = day,
) => execute(on(at), operation, who.actor, input, { via: 'page' })

/** A report of an agency on a duty in the second half of 2025. */
async function reportOf(code: string, agencyId = health) {
  const { rows } = await run(officer, listStanding, { code, agencyId, year: 2025 })
  const row = rows.find(({ period }) => period === 2)
  if (row === undefined) throw new Error(`No report on ${code}`)
  return row
}

beforeAll(async () => {
  // as a first start in 2024 would have made it
  await db.connection().execute(async (own) => {
    await sql`ALTER TABLE installation DISABLE TRIGGER ALL`.execute(own)
    await sql`UPDATE installation SET first_day = '2024-11-18'`.execute(own)
    await sql`ALTER TABLE installation ENABLE TRIGGER ALL`.execute(own)
  })
  await sql`UPDATE plan SET kept_from = '2024-11-18'`.execute(db)
  await run(officer, askStanding, {})
})

describe('what is asked', () => {
  test('of each agency once a half-year that has begun; asked again, nothing more', async () => {
    const { rows } = await run(officer, listStanding, { code: 'V.5.1', agencyId: health })
    expect(rows.map(({ fromOn, dueOn }) => [fromOn, dueOn]).toSorted()).toEqual([
      ['2024-07-01', '2024-12-31'],
      ['2025-01-01', '2025-06-30'],
      ['2025-07-01', '2025-12-31'],
    ])
    expect(await run(officer, askStanding, {})).toEqual({ asked: 0, dropped: 0 })
  })

  test('by the hour too, and the trail says nothing where nothing is to be asked', async () => {
    const records = () =>
      db
        .selectFrom('audit')
        .select(({ fn }) => fn.countAll<string>().as('n'))
        .executeTakeFirstOrThrow()
    const before = await records()
    await askWhatStands(on(day))
    expect(await records()).toEqual(before)
    await sql`DELETE FROM standing_report WHERE agency_id = ${health} AND due_on = '2025-12-31'`.execute(db)
    await askWhatStands(on(day))
    expect((await run(officer, listStanding, { code: 'V.5.1', agencyId: health })).rows).toHaveLength(3)
  })

  test('follows the period that is set with its document, for one duty or all; what is due already stays', async () => {
    const { duties } = await run(officer, showPeriods, {})
    expect(duties).toHaveLength(14)
    const planId = duties[0]?.planId
    const due = async () =>
      (await run(officer, listStanding, { code: 'V.6.3', year: 2025 })).rows.map(({ dueOn }) => dueOn)
    const { id } = await run(officer, setPeriod, {
      ...{ planId, code: 'V.6.3', recurrence: 'halfYearly', dueMonth: 6, dueDay: 25 },
      source: 'Công văn 12/SKHCN',
    })
    expect(new Set(await due())).toEqual(new Set(['2025-06-30', '2025-12-25']))
    const all = await run(officer, setPeriod, {
      planId,
      recurrence: 'quarterly',
      source: 'Công văn 13/SKHCN',
    })
    // quarters that are over are not asked for anew
    expect(all).toMatchObject({ asked: 0, dropped: 0 })
    await run(officer, dropPeriod, { id: all.id, version: 1, reason: 'Đặt nhầm' })
    await expect(
      run(officer, setPeriod, { planId, code: 'V.6.3', recurrence: 'yearly', source: 'x' }),
    ).rejects.toMatchObject({ fields: [{ field: 'code' }] })
    await expect(
      run(officer, setPeriod, { planId, code: 'V.5.3', recurrence: 'yearly', source: 'x' }),
    ).rejects.toMatchObject({ fields: [{ field: 'code' }] })
    await expect(
      run(officer, setPeriod, { planId, recurrence: 'yearly', dueMonth: 2, dueDay: 31, source: 'x' }),
    ).rejects.toMatchObject({ fields: [{ field: 'dueDay' }] })
    await run(officer, dropPeriod, { id, version: 1, reason: 'Đặt nhầm' })
    expect(new Set(await due())).toEqual(new Set(['2025-06-30', '2025-12-31']))
  })

  test('is not asked by whoever does not lead the programme', async () => {
    await expect(run(agency, askStanding, {})).rejects.toMatchObject({ status: 403 })
    await expect(
      run(agency, setPeriod, { planId: 1, recurrence: 'yearly', source: 'x' }),
    ).rejects.toMatchObject({ status: 403 })
  })
})

describe('a report', () => {
  test('begins with what the program holds of the agency, is sent, and is accepted by another person', async () => {
    const { id } = await reportOf('V.5.2')
    await run(agency, reportObstacle, {
      text: 'Thiếu chuyên gia',
      proposal: 'Đào tạo',
      reportedOn: '2025-12-01',
    })
    const shown = await run(agency, showStanding, { id })
    expect(shown).toMatchObject({ mine: true, held: [{ kind: 'obstacles', count: 1 }] })
    await run(agency, addDeed, { id, text: 'Phổ biến kế hoạch đến 12 doanh nghiệp', doneOn: '2025-10-02' })
    await expect(run(agency, addDeed, { id, text: 'x', task: 'IX.9/1' })).rejects.toMatchObject({
      fields: [{ field: 'task' }],
    })
    await expect(run(agency, addDeed, { id, text: 'x', doneOn: '2025-12-21' })).rejects.toMatchObject({
      fields: [{ field: 'doneOn' }],
    })
    await expect(run(stranger, addDeed, { id, text: 'x' })).rejects.toMatchObject({ status: 404 })
    const { version } = await run(agency, showStanding, { id })
    await expect(run(agency, sendReport, { id, version })).rejects.toMatchObject({
      fields: [{ field: 'done' }],
    })
    await expect(
      run(agency, sendReport, { id, version, nothing: true, reason: 'Không có' }),
    ).rejects.toMatchObject({ code: 'standing.deedsThere' })
    const sent = await run(agency, sendReport, { id, version, done: 'Đã phổ biến' })
    await expect(run(agency, sendReport, { id, version: sent.version, done: 'x' })).rejects.toMatchObject({
      code: 'standing.sent',
    })
    await expect(run(agency, acceptReport, { id, version: sent.version })).rejects.toMatchObject({
      status: 403,
    })
    await run(officer, acceptReport, { id, version: sent.version })
    expect(await run(agency, showStanding, { id })).toMatchObject({
      ...{ state: 'accepted', mine: false, held: [{ kind: 'obstacles', count: 1 }] },
      ...{ reportedOn: day, settledOn: day, late: false },
    })
    const notices = await run(agency, listNotices, {})
    expect(notices.rows.map(({ subject }) => subject.vi)).toContain('Được chấp nhận: báo cáo nhiệm vụ V.5.2')
  })

  test('is not accepted by who sent it, also for an agency; one with nothing done says why', async () => {
    const { id, version } = await reportOf('V.5.1')
    await expect(run(officer, sendReport, { id, version, nothing: true })).rejects.toMatchObject({
      fields: [{ field: 'reason' }],
    })
    const sent = await run(officer, sendReport, { id, version, nothing: true, reason: 'Chưa có kinh phí' })
    await expect(run(officer, acceptReport, { id, version: sent.version })).rejects.toMatchObject({
      code: 'controls.samePerson',
    })
    const [preview] = (await run(other, acceptReports, { ids: [id], preview: true })).rows
    expect(preview).toMatchObject({ outcome: 'possible' })
    await run(other, acceptReports, { ids: [id] })
    expect(await run(officer, showStanding, { id })).toMatchObject({ state: 'accepted', nothing: true })
    const { rows } = await run(officer, listStanding, { nothing: true })
    expect(rows.map((row) => row.id)).toEqual([id])
  })

  test('is returned with a remark, added to, and sent anew; one that was accepted too', async () => {
    const { id, version } = await reportOf('V.6.1', await agencyOf('lmhtx-ct'))
    const { version: first } = await run(officer, sendReport, { id, version, done: 'Đã phối hợp' })
    await expect(run(other, returnReport, { id, version: first, remark: '' })).rejects.toMatchObject({
      status: 422,
    })
    const back = await run(other, returnReport, { id, version: first, remark: 'Ghi rõ số hợp tác xã' })
    expect(await run(officer, showStanding, { id })).toMatchObject({
      ...{ state: 'returned', remark: 'Ghi rõ số hợp tác xã', done: 'Đã phối hợp', mine: true },
    })
    await run(officer, addDeed, { id, text: 'Nhầm' })
    const { ofDeeds } = await run(officer, showStanding, { id })
    await run(officer, removeDeed, { id, deed: ofDeeds[0]?.id })
    const again = await run(officer, sendReport, {
      id,
      version: back.version + 2,
      done: 'Phối hợp 5 hợp tác xã',
    })
    const taken = await run(other, acceptReport, { id, version: again.version })
    await run(other, returnReport, { id, version: taken.version, remark: 'Số này trùng kỳ trước' })
    expect(await run(officer, showStanding, { id })).toMatchObject({ state: 'returned' })
  })

  test('that is late is told of, flagged, and counted in the year of its agency', async () => {
    const later = '2026-01-05'
    const { rows } = await run(officer, listStanding, { agencyId: health, state: 'late' }, later)
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ late, dueOn }) => late && dueOn < later)).toBe(true)
    expect(await tellOfStanding(on(later))).toBeGreaterThan(0)
    expect(await tellOfStanding(on(later))).toBe(0)
    const years = await run(agency, agencyYears, { id: health }, later)
    expect(years.find(({ year }) => year === 2025)).toMatchObject({
      ...{ asked: 4, reported: 2, nothing: 1, accepted: 2, late: 2 },
    })
  })
})

describe('a table of answers', () => {
  const heads = 'Nhiệm vụ\tCơ quan\tThời hạn\tĐã làm gì trong kỳ\tTrong kỳ không làm gì\tLý do không làm'
  const due = '31/12/2025'
  const union = 'Liên minh Hợp tác xã'
  let unionName: string

  beforeAll(async () => {
    const row = await reportOf('V.6.3', await agencyOf('lmhtx-ct'))
    unionName = row.agency
    expect(unionName).toContain(union)
  })

  const table = () => ({
    text: [
      heads,
      `V.6.2\t${unionName}\t${due}\tHỗ trợ 6 hợp tác xã\t\t`,
      `V.6.3. Phối hợp\t${unionName.toUpperCase()}\t${due}\t\tCó\tChưa bố trí kinh phí`,
      `V.6.4\t${unionName}\t${due}\t\tCó\t`,
      `V.6.4\t${unionName}\t30/11/2025\tĐã làm\t\t`,
      `V.5.1\t${unionName}\t${due}\tĐã làm\t\t`,
      `V.6.4\tKhông có cơ quan này\t${due}\tĐã làm\t\t`,
      `V.6.2\t${unionName}\t${due}\tHai lần\t\t`,
    ].join('\n'),
  })
  const found = async (id: number) =>
    (await run(officer, showAnswerImportRows, { id })).rows.map(({ outcome, problems }) => [
      outcome,
      problems.map(({ column }) => column),
    ])

  test('tries each row and names what refuses it, undone; then sends the good ones, which another person accepts', async () => {
    const checked = await run(officer, checkAnswers, table())
    expect(await found(checked.id)).toEqual([
      ['new', []],
      ['new', []],
      ['error', ['reason']],
      ['error', ['dueOn']],
      ['error', ['duty']],
      ['error', ['agency']],
      ['error', ['duty']],
    ])
    const { id } = await reportOf('V.6.2', await agencyOf('lmhtx-ct'))
    expect(await run(officer, showStanding, { id })).toMatchObject({ state: 'asked', done: null })
    await run(officer, applyAnswers, { id: checked.id })
    await expect(run(officer, applyAnswers, { id: checked.id })).rejects.toMatchObject({
      code: 'standing.importApplied',
    })
    const sent = await run(officer, showStanding, { id })
    expect(sent).toMatchObject({ state: 'reported', done: 'Hỗ trợ 6 hợp tác xã', reportedOn: day })
    expect(await reportOf('V.6.3', await agencyOf('lmhtx-ct'))).toMatchObject({
      ...{ state: 'reported', nothing: true, reason: 'Chưa bố trí kinh phí' },
    })
    await expect(run(officer, acceptReport, { id, version: sent.version })).rejects.toMatchObject({
      code: 'controls.samePerson',
    })
    await run(other, acceptReport, { id, version: sent.version })
    expect(await run(officer, checkAnswers, table())).toMatchObject({ added: 0, unchanged: 2, refused: 5 })
  })

  test('of an agency takes its own reports alone, and none by who only reads', async () => {
    const text = `${heads}\nV.6.4\t${unionName}\t${due}\tĐã làm\t\t`
    const { id } = await run(agency, checkAnswers, { text })
    expect(await found(id)).toEqual([['error', ['agency']]])
    const leader = await as('leader')
    await expect(run(leader, checkAnswers, { text })).rejects.toMatchObject({ status: 403 })
  })
})
