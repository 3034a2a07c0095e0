import { expect, test } from 'vitest'
import type { z } from 'zod'
import { listNotices } from '../notices/index.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { closeEvent, markHeld, planEvent } from './commands.ts'
import { eventChoices, showPlanned } from './queries.ts'
import { addClass, addSchool, editClass } from './schools/commands.ts'
import { applyClasses, checkClasses, showClassImportRows } from './schools/import.ts'
import { listClasses, schoolGrowth, showSchool } from './schools/queries.ts'
import { decideSending, nominate, passCallOn, reportReturn, teachOn } from './sendings/commands.ts'
import { tellOfReturns } from './sendings/notices.ts'
import { listNominees, showCall, showNominee } from './sendings/queries.ts'

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
const { kinds } = await officer.run(eventChoices, {})
let made = 0
async function planned(kind: string) {
  made += 1
  const { id } = await run(officer, planEvent, {
    ...{ planId, kindId: kinds.find(({ name }) => name === kind)?.id, place: 'Hội trường A' },
    ...{ startsOn: '2025-05-10', title: `${kind} số ${made}` },
  })
  return id
}
test('a course of others: the call is passed on, agencies name, a decision sends, who was sent reports and teaches on; it counts as the kind says', async () => {
  const id = await planned('Đào tạo chuyên gia năng suất chất lượng')
  const call = { organiser: 'Tổ chức Năng suất Châu Á', nominateBy: '2025-04-30', seats: 1 }
  await expect(run(officer, passCallOn, { id, ...call, nominateBy: '2025-05-20' })).rejects.toMatchObject({
    fields: [{ field: 'nominateBy' }],
  })
  await run(officer, passCallOn, { id, ...call })
  const heard = async () => (await agency.run(listNotices, {})).rows.map(({ subject }) => subject.vi)
  expect((await heard())[0]).toContain('Giới thiệu người đi học')
  const person = { name: 'Vũ Học Viên', email: 'hv@mau.example', consents: true }
  const other = await nscl.as('agency')
  await expect(run(other, nominate, { id, agencyId, ...person })).rejects.toMatchObject({
    fields: [{ field: 'agencyId' }],
  })
  const named = await run(agency, nominate, { id, agencyId, ...person })
  await expect(run(agency, nominate, { id, agencyId, ...person })).rejects.toMatchObject({
    code: 'events.namedTwice',
  })
  await expect(
    run(agency, nominate, { id, agencyId, ...person, name: 'Muộn' }, '2025-05-01'),
  ).rejects.toMatchObject({ code: 'events.namingOver' })
  const second = await run(officer, nominate, { id, agencyId, ...person, name: 'Người Khác' })
  const fileId = await nscl.evidence()
  const decision = { decisionNumber: '12/QĐ', decidedOn: '2025-05-02', reportBy: '2025-05-25', fileId }
  const decide = (nominees: number[]) =>
    run(officer, decideSending, { id, version: 1, nominees, ...decision }, '2025-05-02')
  await expect(decide([named.id, second.id])).rejects.toMatchObject({ fields: [{ field: 'nominees' }] })
  await decide([named.id])
  expect(await run(agency, showCall, { id })).toMatchObject({ call: { state: 'decided', named: 2, sent: 1 } })
  expect(await run(agency, showNominee, { id: second.id })).toMatchObject({ state: 'left' })
  expect((await run(other, listNominees, {})).rows).toEqual([])
  await tellOfReturns({ db: system.db, now: on('2025-05-26').now(), today: '2025-05-26' })
  expect(await heard()).toContain('Báo cáo khi đi học về: 1')
  const { rows } = await run(agency, listNominees, { state: 'late' }, '2025-05-26')
  expect(rows).toMatchObject([{ id: named.id, late: true }])
  const version = rows[0]?.version
  const report = { reportedOn: '2025-05-26', report: 'Học về 5S', fileId }
  await expect(
    run(other, reportReturn, { id: named.id, version, ...report }, '2025-05-26'),
  ).rejects.toMatchObject({
    status: 404,
  })
  const reported = await run(agency, reportReturn, { id: named.id, version, ...report }, '2025-05-26')
  const teaching = { taughtOn: '2025-05-26', taught: 'Lớp 5S tại cơ quan', persons: 12 }
  const taught = await run(
    agency,
    teachOn,
    { id: named.id, version: reported.version, ...teaching },
    '2025-05-27',
  )
  expect(taught.state).toBe('taught')
  // it counts by the training room's own command, as every event of its kind
  const { version: planVersion } = await run(officer, showPlanned, { id })
  const over = await run(officer, markHeld, { id, version: planVersion }, '2025-05-27')
  await run(
    officer,
    closeEvent,
    { id, version: over.version, participants: 1, experts: 1, result: 'Đã học', fileId },
    '2025-05-27',
  )
  const { trainingEventId } = await run(officer, showPlanned, { id })
  const fact = await system.db
    .selectFrom('fact')
    .select(['kind', 'quantity'])
    .where('recordType', '=', 'training_event')
    .where('recordId', '=', trainingEventId)
    .executeTakeFirstOrThrow()
  expect(fact).toEqual({ kind: 'expert.trained', quantity: 1 })
})

test('classes of schools are entered with evidence and come in by table; learners grow against the year before', async () => {
  const fileId = await nscl.evidence()
  const { id } = await run(officer, addSchool, { name: 'Trường Cao đẳng Thử', kind: 'college' })
  await expect(run(officer, addSchool, { name: 'truong cao dang thu', kind: 'other' })).rejects.toMatchObject(
    {
      code: 'schools.twice',
    },
  )
  const lesson = { term: 'first', className: 'CĐ 25A', module: 'Năng suất cơ bản', learners: 40, fileId }
  await expect(run(officer, addClass, { id, year: 2024, ...lesson, passed: 41 })).rejects.toMatchObject({
    fields: [{ field: 'passed' }],
  })
  const one = await run(agency, addClass, { id, year: 2024, ...lesson, passed: 38 })
  await expect(run(officer, addClass, { id, year: 2024, ...lesson })).rejects.toMatchObject({
    code: 'schools.classTwice',
  })
  const text = [
    'Tên trường;Năm;Học kỳ;Lớp;Môn học, chuyên đề;Giảng viên;Số người học;Số người đạt',
    'Trường Cao đẳng Thử;2024;Học kỳ 1;CĐ 25A;Năng suất cơ bản;;40;38',
    'Trường Cao đẳng Thử;2025;Học kỳ 1;CĐ 26A;Năng suất cơ bản;Trần Giảng;50;45',
    'Trường Không Có;2025;Học kỳ 1;A;B;;5;5',
  ].join('\n')
  const { id: checked } = await run(officer, checkClasses, { text })
  const { rows } = await run(officer, showClassImportRows, { id: checked })
  expect(rows.map(({ outcome }) => outcome)).toEqual(['same', 'new', 'error'])
  await run(officer, applyClasses, { id: checked })
  const classes = await run(officer, listClasses, { q: 'tran giang' })
  expect(classes.rows).toMatchObject([{ year: 2025, learners: 50, file: { id: expect.any(Number) } }])
  expect(await run(officer, schoolGrowth, { schoolId: id })).toMatchObject([
    { year: 2025, learners: 50, growth: 25 },
    { year: 2024, learners: 40, growth: null },
  ])
  const { fileId: _proof, ...without } = lesson
  await run(officer, editClass, { ...one, year: 2024, ...without, learners: 50 })
  expect((await run(agency, showSchool, { id })).years).toMatchObject([{ growth: 0 }, {}])
})
