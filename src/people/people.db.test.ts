import { beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import {
  closeEvent,
  eventChoices,
  issueCertificates,
  markHeld,
  noteSheet,
  planEvent,
  registerSomebody,
} from '../events/index.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import { problemOf } from '../testing/problem.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { recordEvent } from '../training/index.ts'
import { noteOutcome } from '../training/outcome.ts'
import { takeAttendees } from './attendees.ts'
import {
  changeEmployer,
  noteConsent,
  noteTaught,
  recordPerson,
  setExpertise,
  stateTrainer,
  withdrawConsent,
} from './commands.ts'
import { personCorrection } from './correction.tsx'
import { keepApart, mergePersons, separatePerson } from './doubles.ts'
import { addExpertise, endExpertise } from './expertise.ts'
import { countExperts } from './experts.ts'
import { listPeople, showPersonOfRegister } from './queries.ts'

const nscl = await testSystem()
const { system } = nscl
let officer: Someone
let fileId: number
beforeAll(async () => {
  officer = await nscl.as('coordinator')
  fileId = await nscl.evidence()
})
const day = '2025-05-10'
const on = (at: string): System => ({ ...system, now: () => new Date(`${at}T02:00:00Z`) })
const run = <I extends z.ZodObject, O extends z.ZodType>(
  at: string,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
) => execute(on(at), operation, officer.actor, input, { via: 'page' })
const show = (id: number) => officer.run(showPersonOfRegister, { id })

describe('attendees of a training of experts', () => {
  let eventId: number
  let planned: number

  test('become trained persons by one act, with consent and certificate, and never twice', async () => {
    const { id: planId } = await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
    const { kinds } = await officer.run(eventChoices, {})
    const kind = await system.db
      .selectFrom('eventKind')
      .select('id')
      .where('counts', '=', 'expert_training')
      .executeTakeFirstOrThrow()
    expect(kinds.some(({ id }) => id === kind.id)).toBe(true)
    const event = { planId, kindId: kind.id, title: 'Khóa chuyên gia', place: 'Hội trường A', startsOn: day }
    const { id, version } = await run('2025-04-20', planEvent, event)
    planned = id
    const seats: number[] = []
    for (const [comer, name, organisation, email] of [
      ['agency', 'Nguyễn Thị An', 'Sở A', 'an@vi.example'],
      ['school', 'Trần Văn Bình', 'Trường B', 'binh@vi.example'],
      ['enterprise', 'Lê Chi', 'Công ty C', 'an@vi.example'],
      ['person', 'Không đến', undefined, undefined],
    ])
      seats.push(
        (
          await run('2025-04-20', registerSomebody, {
            ...{ id, kind: comer, name, organisation, email, consents: true },
          })
        ).id,
      )
    await run(day, noteSheet, { id, heldOn: day, registrations: seats.slice(0, 3) })
    expect((await problemOf(run(day, takeAttendees, { id }))).code).toBe('people.eventNotCounted')
    const held = await run(day, markHeld, { id, version })
    await run(day, closeEvent, { id, version: held.version, result: 'Đã học', fileId, experts: 2 })
    await run(day, issueCertificates, { id, days: 1 })
    const taken = await run(day, takeAttendees, { id })
    expect(taken).toMatchObject({ taken: 3, doubles: 1 })
    eventId = taken.eventId
    expect((await problemOf(run(day, takeAttendees, { id }))).code).toBe('people.nobodyToTake')
    const { rows } = await officer.run(listPeople, { eventId, sort: 'name' })
    expect(rows.map((row) => [row.name, row.employerKind, row.consentWay, row.trainings])).toEqual([
      ['Lê Chi', 'enterprise', 'registration', 1],
      ['Nguyễn Thị An', 'agency', 'registration', 1],
      ['Trần Văn Bình', 'school', 'registration', 1],
    ])
    const person = await show(rows[0]?.id ?? 0)
    expect(person.lines[0]).toMatchObject({ eventId, outcome: 'certified', file: { id: fileId } })
  })

  test('named as experts open the number of the plan by employer, and no more than the event trained', async () => {
    const lines = await system.db
      .selectFrom('trainedPerson')
      .select('id')
      .where('eventId', '=', eventId)
      .orderBy('id')
      .execute()
    for (const { id } of lines.slice(0, 2)) await officer.run(noteOutcome, { id, outcome: 'expert' })
    const third = await problemOf(officer.run(noteOutcome, { id: lines[2]?.id, outcome: 'expert' }))
    expect(third.fields[0]?.field).toBe('outcome')
    const experts = await officer.run(countExperts, {})
    expect(experts).toMatchObject({ counted: 2, persons: 2, named: 2, unnamed: 0 })
    expect(experts.split.map(({ kind, persons }) => [kind, persons])).toEqual([
      ['agency', 1],
      ['enterprise', 0],
      ['school', 1],
      [null, 0],
    ])
    const listed = await officer.run(listPeople, {
      expert: 'yes',
      ofPlan: experts.plan.id,
      employerKind: 'school',
    })
    expect(listed.rows.map(({ name }) => name)).toEqual(['Trần Văn Bình'])
    expect((await officer.run(listPeople, { expert: 'no', eventId })).rows.map(({ name }) => name)).toEqual([
      'Lê Chi',
    ])
    expect(planned).toBeGreaterThan(0)
  })

  test('of one address are proposed; merged nothing is lost, and the merge is taken back whole', async () => {
    const { rows } = await officer.run(listPeople, { doubles: 'yes', sort: 'name' })
    expect(rows.map(({ name }) => name)).toEqual(['Lê Chi', 'Nguyễn Thị An'])
    const [chi, an] = rows
    if (chi === undefined || an === undefined) throw new Error('no pair')
    expect((await show(an.id)).likely).toMatchObject([{ id: chi.id, ground: 'email' }])
    const reason = 'Cùng thư điện tử, đã hỏi'
    const merged = await officer.run(mergePersons, { id: an.id, version: an.version, other: chi.id, reason })
    const both = await show(an.id)
    expect([both.trainings, both.merged.map(({ name }) => name), both.likely]).toEqual([2, ['Lê Chi'], []])
    expect((await officer.run(listPeople, { eventId })).rows.map(({ id }) => id)).not.toContain(chi.id)
    const given = await show(chi.id)
    expect(given.mergedInto).toEqual({ id: an.id, name: 'Nguyễn Thị An' })
    const late = await problemOf(
      officer.run(changeEmployer, { id: chi.id, version: given.version, employerKind: 'agency' }),
    )
    expect(late.code).toBe('people.merged')
    await officer.run(separatePerson, { id: chi.id, version: given.version, reason: 'Hỏi lại: hai người' })
    expect([(await show(an.id)).trainings, (await show(chi.id)).trainings]).toEqual([1, 1])
    await officer.run(keepApart, {
      id: an.id,
      version: merged.version,
      other: chi.id,
      reason: 'Dùng chung hộp thư',
    })
    expect((await officer.run(listPeople, { doubles: 'yes' })).rows).toEqual([])
  })
})

describe('a person', () => {
  test('is entered with employer, consent and fields; what is wrong is told beside the field', async () => {
    const wrong = await problemOf(
      officer.run(recordPerson, {
        ...{ name: '', employerKind: 'school', consentedOn: '2025-01-02', taxCode: '5701234566' },
      }),
    )
    expect(wrong.fields.map(({ field }) => field).toSorted()).toEqual([
      'consentWay',
      'name',
      'taxCode',
      'workplace',
    ])
    const field = await officer.run(addExpertise, { name: 'Kaizen', nameEn: 'Kaizen' })
    const one = await officer.run(recordPerson, {
      ...{ name: 'Phạm Dũng', role: 'lecturer', employerKind: 'school', workplace: 'Trường B' },
    })
    const known = await officer.run(setExpertise, { ...one, fields: [field.id] })
    await officer.run(endExpertise, { id: field.id, reason: 'Gộp lĩnh vực' })
    expect((await show(one.id)).fields.map(({ name }) => name)).toEqual(['Kaizen'])
    const other = await officer.run(recordPerson, { name: 'Phạm Dung', workplace: 'Trường B' })
    const ended = await problemOf(officer.run(setExpertise, { ...other, fields: [field.id] }))
    expect(ended.fields[0]?.field).toBe('fields')
    expect((await show(other.id)).likely).toMatchObject([{ id: one.id, ground: 'name' }])
    await officer.run(personCorrection.correct, { id: one.id, name: 'Phạm Văn Dũng', role: 'lecturer' })
    expect(await show(one.id)).toMatchObject({ name: 'Phạm Văn Dũng', likely: [] })
    expect((await problemOf(officer.run(setExpertise, { ...known, fields: [] }))).status).toBe(409)
  })

  test('who may train, by evidence, and whom that person trained are on record', async () => {
    const { eventId } = await officer.run(recordEvent, {
      ...{
        kind: 'course',
        title: 'Lớp 5S',
        heldOn: '2025-06-02',
        place: 'Sóc Trăng',
        participants: 9,
        fileId,
      },
    })
    const one = await officer.run(recordPerson, { name: 'Giảng Viên' })
    const stated = await officer.run(stateTrainer, {
      ...{ ...one, trainsSince: '2025-01-02', trainsReason: 'Có chứng chỉ', fileId },
    })
    const taught = await officer.run(noteTaught, { ...stated, eventId })
    expect((await problemOf(officer.run(noteTaught, { ...taught, eventId }))).code).toBe('people.taughtTwice')
    expect(await show(one.id)).toMatchObject({ trains: true, taught: [{ eventId, trained: 0 }] })
    expect((await officer.run(listPeople, { trains: 'yes' })).rows.map(({ id }) => id)).toEqual([one.id])
  })

  test('who withdraws consent is proposed for erasure at once', async () => {
    const one = await officer.run(recordPerson, { name: 'Người Rút Lại', email: 'rut@vi.example' })
    const given = await officer.run(noteConsent, { ...one, consentedOn: '2025-02-03', consentWay: 'paper' })
    const gone = await officer.run(withdrawConsent, { ...given, reason: 'Không muốn lưu' })
    const erasure = await system.db
      .selectFrom('erasure')
      .select(['name', 'email', 'state', 'retention'])
      .where('name', '=', 'Người Rút Lại')
      .executeTakeFirstOrThrow()
    expect(erasure).toEqual({
      ...{ name: 'Người Rút Lại', email: 'rut@vi.example', state: 'proposed', retention: null },
    })
    expect((await problemOf(officer.run(withdrawConsent, { ...gone, reason: 'x' }))).code).toBe(
      'people.withdrawn',
    )
    expect((await officer.run(listPeople, { consent: 'withdrawn' })).rows.map(({ id }) => id)).toEqual([
      one.id,
    ])
  })

  test('of a list of a course is there with the list, and goes with a line that is taken back', async () => {
    const event = await system.db.selectFrom('trainingEvent').select('id').limit(1).executeTakeFirstOrThrow()
    const line = await system.db
      .insertInto('trainedPerson')
      .values({ eventId: event.id, name: 'Người Trong Sổ', outcome: 'attended', workplace: 'Xưởng' })
      .returning(['id', 'personId'])
      .executeTakeFirstOrThrow()
    expect(await show(line.personId ?? 0)).toMatchObject({
      name: 'Người Trong Sổ',
      trainings: 1,
      employer: 'Xưởng',
    })
    await system.db.deleteFrom('trainedPerson').where('id', '=', line.id).execute()
    expect((await problemOf(show(line.personId ?? 0))).status).toBe(404)
  })
})
