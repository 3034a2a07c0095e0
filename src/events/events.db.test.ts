import { expect, test } from 'vitest'
import type { z } from 'zod'
import { listNotices } from '../notices/index.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { listEvents } from '../training/queries.ts'
import {
  addSession,
  cancelEvent,
  closeEvent,
  editEvent,
  markHeld,
  markInvited,
  planEvent,
  removeSession,
} from './commands.ts'
import { addKind, editKind, endKind, listKinds } from './kinds.ts'
import { eventChoices, listPlanned, showPlanned } from './queries.ts'

const nscl = await testSystem()
const { system } = nscl
const officer = await nscl.as('coordinator')
const agency = await nscl.as('agency')

/** The program on another day, at nine in the morning there. */
const on = (day: string): System => ({ ...system, now: () => new Date(`${day}T02:00:00Z`) })
const run = <I extends z.ZodObject, O extends z.ZodType>(
  day: string,
  who: Someone,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
) => execute(on(day), operation, who.actor, input, { via: 'page' })

const { id: planId } = await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
const { kinds, lines } = await officer.run(eventChoices, {})
const kindNamed = (name: string) => kinds.find((kind) => kind.name === name)?.id
const line = lines.find(({ name }) => name.startsWith('II.1.'))
const workshop = {
  ...{ planId, kindId: kindNamed('Hội thảo'), title: 'Hội thảo công cụ cải tiến', place: 'Hội trường A' },
  ...{ startsOn: '2025-05-10', lineId: line?.id, cost: '30000000', capacity: 60 },
}
const begun = '2025-04-20'
const part = { heldOn: '2025-05-10', startsAt: '8:00', title: 'Khai mạc', speaker: 'Nguyễn Văn A' }

test('a workshop is planned with its programme and line, invited to, held and closed; it then counts in the targets', async () => {
  const { id } = await run(begun, officer, planEvent, workshop)
  const first = await run(begun, officer, showPlanned, { id })
  await expect(
    run(begun, officer, markInvited, { id, version: first.version, invitedOn: begun }),
  ).rejects.toMatchObject({ code: 'events.noProgramme' })
  await expect(run(begun, officer, addSession, { id, ...part, heldOn: '2025-05-11' })).rejects.toMatchObject({
    fields: [{ field: 'heldOn' }],
  })
  await run(begun, officer, addSession, { id, ...part })
  const { version: second } = await run(begun, officer, addSession, { id, ...part, startsAt: '09:30' })
  const programme = await run(begun, officer, showPlanned, { id })
  expect(programme.sessions.map(({ startsAt }) => startsAt)).toEqual(['08:00', '09:30'])
  const { version } = await run(begun, officer, removeSession, { id, session: programme.sessions[1]?.id })
  await expect(
    run(begun, officer, markInvited, { id, version: second, invitedOn: begun }),
  ).rejects.toMatchObject({ status: 409 })
  await expect(
    run(begun, officer, editEvent, { id, version, ...workshop, startsOn: '2025-05-11' }),
  ).rejects.toMatchObject({ code: 'events.sessionOutside' })
  const invited = await run(begun, officer, markInvited, { id, version, invitedOn: begun })
  const told = await agency.run(listNotices, {})
  expect(told.rows.map(({ subject }) => subject.vi)).toContain('Hội thảo công cụ cải tiến: Đã gửi lời mời')
  const moved = { id, ...workshop, place: 'Hội trường B' }
  const there = await run(begun, officer, editEvent, { ...moved, version: invited.version })
  expect(there.moved).toBe(true)
  const again = await run(begun, officer, editEvent, { ...moved, version: there.version })
  expect(again.moved).toBe(false)
  const heard = (await agency.run(listNotices, {})).rows.filter(({ subject }) =>
    subject.vi.includes('Đã gửi'),
  )
  expect(heard).toHaveLength(2)
  await expect(run('2025-05-09', officer, markHeld, { id, version: again.version })).rejects.toMatchObject({
    code: 'events.notOver',
  })
  const held = await run('2025-05-10', officer, markHeld, { id, version: again.version })
  const fileId = await nscl.evidence()
  await run('2025-05-12', officer, closeEvent, {
    ...{ id, version: held.version, participants: 52, result: 'Đã giới thiệu 5S', fileId },
  })
  const shown = await run('2025-05-12', agency, showPlanned, { id })
  expect(shown).toMatchObject({ state: 'closed', participants: 52, line: line?.name, cost: 30_000_000n })
  const { rows } = await officer.run(listEvents, { q: 'công cụ cải tiến' })
  expect(rows).toMatchObject([{ id: shown.trainingEventId, kind: 'conference', participants: 52 }])
})

test('a study visit counts in no target; a training of experts is closed with how many it trained', async () => {
  const close = async (kind: string, experts?: number) => {
    const { id, version } = await run(begun, officer, planEvent, {
      ...{ ...workshop, kindId: kindNamed(kind), title: kind },
    })
    const held = await run('2025-05-11', officer, markHeld, { id, version })
    const fileId = await nscl.evidence()
    await run('2025-05-11', officer, closeEvent, {
      ...{ id, version: held.version, participants: 20, result: 'Xong', fileId, experts },
    })
    return run('2025-05-11', officer, showPlanned, { id })
  }
  expect((await close('Tham quan học tập')).trainingEventId).toBeNull()
  const experts = 'Đào tạo chuyên gia năng suất chất lượng'
  await expect(close(experts)).rejects.toMatchObject({ fields: [{ field: 'experts' }] })
  const { rows } = await officer.run(listPlanned, { q: 'chuyen gia', state: 'held' })
  const [row] = rows
  const fileId = await nscl.evidence()
  await run('2025-05-12', officer, closeEvent, {
    ...{ id: row?.id, version: row?.version, participants: 20, result: 'Xong', fileId, experts: 15 },
  })
  const { rows: counted } = await officer.run(listEvents, { kind: 'expert_training' })
  expect(counted).toMatchObject([{ experts: 15 }])
})

test('an event is given up with a reason; it is planned by the coordinator, for a day that comes, on a line of its plan', async () => {
  const { id, version } = await run(begun, officer, planEvent, {
    ...workshop,
    title: 'Tọa đàm',
    kindId: kindNamed('Tọa đàm'),
  })
  await run(begun, officer, cancelEvent, { id, version, reason: 'Không được bố trí kinh phí' })
  expect(await run(begun, officer, showPlanned, { id })).toMatchObject({ state: 'cancelled' })
  await expect(run(begun, agency, planEvent, workshop)).rejects.toMatchObject({ status: 403 })
  await expect(run('2025-06-01', officer, planEvent, workshop)).rejects.toMatchObject({
    fields: [{ field: 'startsOn' }],
  })
  await expect(run(begun, officer, planEvent, { ...workshop, lineId: 999_999 })).rejects.toMatchObject({
    fields: [{ field: 'lineId' }],
  })
})

test('kinds are the office’s: added, changed, used no more', async () => {
  const kind = { name: 'Diễn đàn', nameEn: 'Forum', counts: 'conference' }
  const { id, version } = await officer.run(addKind, kind)
  await expect(officer.run(addKind, kind)).rejects.toMatchObject({ code: 'events.kindTwice' })
  await officer.run(editKind, { id, version, ...kind, counts: undefined })
  await officer.run(endKind, { id, reason: 'Không dùng' })
  const { rows } = await officer.run(listKinds, { q: 'dien dan' })
  expect(rows).toMatchObject([{ counts: null, endedOn: expect.any(String) }])
  await expect(run(begun, officer, planEvent, { ...workshop, kindId: id })).rejects.toMatchObject({
    fields: [{ field: 'kindId' }],
  })
})
