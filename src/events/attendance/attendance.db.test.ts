import { expect, test } from 'vitest'
import type { z } from 'zod'
import { execute } from '../../platform/execute.ts'
import type { Command, Query } from '../../platform/operation.ts'
import type { System } from '../../platform/system.ts'
import { type Someone, testSystem } from '../../testing/system.ts'
import { listEvents } from '../../training/queries.ts'
import { closeEvent, markHeld, planEvent } from '../commands.ts'
import { eventChoices, showPlanned } from '../queries.ts'
import { registerSomebody, withdrawRegistration } from '../registration/commands.ts'
import { applySeats, checkSeats } from '../registration/import.ts'
import { listRegistrations, showRegistration } from '../registration/queries.ts'
import { noteAtDoor, noteSheet, removeAttendance } from './commands.ts'
import { showAttendance } from './queries.ts'

const nscl = await testSystem()
const { system } = nscl
const officer = await nscl.as('coordinator')
const agency = await nscl.as('agency')

const before = '2025-04-20'
const first = '2025-05-10'
const second = '2025-05-11'
/** The program on another day, at nine in the morning there. */
const on = (day: string): System => ({ ...system, now: () => new Date(`${day}T02:00:00Z`) })
const run = <I extends z.ZodObject, O extends z.ZodType>(
  day: string,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
  { who = officer, once }: { who?: Someone; once?: string } = {},
) => execute(on(day), operation, who.actor, input, { via: 'page', once })

const { id: planId } = await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
const { kinds } = await officer.run(eventChoices, {})
let made = 0
/** A course of two days with three on its list. */
async function course(capacity?: number) {
  made += 1
  const { id, version } = await run(before, planEvent, {
    ...{ planId, kindId: kinds.find(({ name }) => name === 'Khóa đào tạo, tập huấn')?.id, capacity },
    ...{ title: `Khóa số ${made}`, place: 'Hội trường A', startsOn: first, endsOn: second },
  })
  const people = [
    { kind: 'enterprise', name: 'An', organisation: 'Công ty A' },
    { kind: 'school', name: 'Bình', organisation: 'Trường B' },
    { kind: 'person', name: 'Chi' },
  ]
  for (const person of people) await run(before, registerSomebody, { id, ...person, consents: true })
  const { rows } = await run(before, listRegistrations, { id })
  const seats = await Promise.all(rows.map((row) => run(before, showRegistration, { id: row.id })))
  return { id, version, seats }
}

test('at the door a code or a number notes a person once, from whichever phone and however often it is sent', async () => {
  const { id, seats } = await course()
  const [an, binh] = seats
  const sent = { id, code: an?.doorCode, cameAt: `${first}T01:00:00.000Z` }
  const once = crypto.randomUUID()
  const noted = await run(first, noteAtDoor, sent, { once })
  expect(noted).toMatchObject({ name: 'An', again: false, heldOn: first })
  // the answer was lost: the same sending gets the same answer
  expect(await run(first, noteAtDoor, sent, { once })).toEqual(noted)
  // another phone, by the number
  expect(await run(first, noteAtDoor, { id, code: String(an?.number) })).toMatchObject({ again: true })
  // two phones at the same moment
  const both = await Promise.all(
    [binh?.doorCode, String(binh?.number)].map((code) => run(first, noteAtDoor, { id, code })),
  )
  expect(both.map(({ again }) => again).sort()).toEqual([false, true])
  expect(await run(first, showAttendance, { id })).toMatchObject({
    noted: 2,
    came: { total: 2, by: [{ n: 1 }, { n: 0 }, { n: 1 }, { n: 0 }] },
    missing: [{ name: 'Chi' }],
  })
  await expect(run(first, noteAtDoor, { id, code: '99' })).rejects.toMatchObject({
    fields: [{ field: 'code' }],
  })
  await expect(run(before, noteAtDoor, { id, code: '1' })).rejects.toMatchObject({ code: 'events.notToday' })
  await expect(run(first, noteAtDoor, { id, code: '1' }, { who: agency })).rejects.toMatchObject({
    status: 403,
  })
})

test('what a phone kept without a network counts for the day on which it was noted', async () => {
  const { id, seats } = await course()
  const code = seats[0]?.doorCode
  await run(second, noteAtDoor, { id, code, cameAt: `${first}T03:00:00.000Z` })
  await run(second, noteAtDoor, { id, code, cameAt: `${second}T01:30:00.000Z` })
  expect((await run(second, showRegistration, { id: seats[0]?.id })).cameOn).toEqual([first, second])
  expect(await run(second, showAttendance, { id })).toMatchObject({ came: { total: 1 }, day: second })
})

test('a sheet notes many at once; who waited for a place and came has one; what is wrong is taken back', async () => {
  const { id, seats } = await course(1)
  const ids = seats.map((seat) => seat.id)
  expect(seats.map(({ state }) => state)).toEqual(['accepted', 'listed', 'listed'])
  expect(await run(first, noteSheet, { id, heldOn: first, registrations: ids.slice(0, 2) })).toEqual({
    ...{ id, added: 2 },
  })
  expect(await run(first, noteSheet, { id, heldOn: first, registrations: ids.slice(0, 2) })).toMatchObject({
    added: 0,
  })
  expect((await run(first, showRegistration, { id: ids[1] })).state).toBe('accepted')
  await expect(run(first, noteSheet, { id, heldOn: second, registrations: ids })).rejects.toMatchObject({
    fields: [{ field: 'heldOn' }],
  })
  const other = await course()
  await expect(
    run(first, noteSheet, { id, heldOn: first, registrations: [other.seats[0]?.id] }),
  ).rejects.toMatchObject({ fields: [{ field: 'registrations' }] })
  await run(first, removeAttendance, { id: ids[1], heldOn: first, reason: 'Ghi nhầm dòng' })
  expect(await run(first, showAttendance, { id })).toMatchObject({ noted: 1 })
  // who was there cannot be said to have withdrawn
  await expect(run(first, withdrawRegistration, { id: ids[0], version: 1 })).rejects.toMatchObject({
    code: 'events.came',
  })
  await run(first, withdrawRegistration, { id: ids[2], version: seats[2]?.version })
  await expect(run(first, noteAtDoor, { id, code: seats[2]?.doorCode })).rejects.toMatchObject({
    fields: [{ field: 'code' }],
  })
})

test('a list of who came is imported: who is not on the list is put on it, and everybody is noted once', async () => {
  const { id } = await course()
  const text = ['Đến từ;Họ và tên;Đơn vị', 'Doanh nghiệp;An;Công ty A', 'Cơ quan nhà nước;Dung;Sở C'].join(
    '\n',
  )
  const input = { text, eventId: id, consents: true, attendedOn: first }
  const { id: importId, ...counts } = await run(first, checkSeats, input)
  expect(counts).toMatchObject({ added: 1, changed: 1, refused: 0 })
  await run(first, applySeats, { id: importId })
  expect(await run(first, showAttendance, { id })).toMatchObject({ noted: 2, came: { total: 2 } })
  expect(await run(first, checkSeats, input)).toMatchObject({ added: 0, changed: 0, unchanged: 2 })
  await expect(run(before, checkSeats, { ...input, attendedOn: '2025-05-09' })).rejects.toMatchObject({
    fields: [{ field: 'attendedOn' }],
  })
})

test('who was noted is counted into the outcome and the targets, and no typed number beside it', async () => {
  const { id, seats } = await course()
  await run(first, noteSheet, { id, heldOn: first, registrations: seats.map((seat) => seat.id) })
  const { version } = await run(second, showPlanned, { id })
  const held = await run(second, markHeld, { id, version })
  const fileId = await nscl.evidence()
  await run(second, closeEvent, {
    ...{ id, version: held.version, participants: 99, result: 'Đã học 5S', fileId },
  })
  const shown = await run(second, showPlanned, { id })
  expect(shown).toMatchObject({ participants: 3, state: 'closed' })
  const { rows } = await officer.run(listEvents, { q: shown.title })
  expect(rows).toMatchObject([{ participants: 3, kind: 'course' }])
  await expect(
    run(second, removeAttendance, { id: seats[0]?.id, heldOn: first, reason: 'x' }),
  ).rejects.toMatchObject({ code: 'events.state' })
})

test('where nobody was noted the number of participants is asked for', async () => {
  const { id, version } = await course()
  const held = await run(second, markHeld, { id, version })
  const fileId = await nscl.evidence()
  const outcome = { id, version: held.version, result: 'Xong', fileId }
  await expect(run(second, closeEvent, outcome)).rejects.toMatchObject({
    fields: [{ field: 'participants' }],
  })
  await run(second, closeEvent, { ...outcome, participants: 20 })
  expect((await run(second, showPlanned, { id })).participants).toBe(20)
})
