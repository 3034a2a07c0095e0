import { expect, test } from 'vitest'
import type { z } from 'zod'
import { listNotices, sendNotices } from '../../notices/index.ts'
import { readConfig } from '../../platform/config.ts'
import { execute } from '../../platform/execute.ts'
import type { Command, Query } from '../../platform/operation.ts'
import type { System } from '../../platform/system.ts'
import { mailServer, textOfMail } from '../../testing/smtp.ts'
import { type Someone, testSystem } from '../../testing/system.ts'
import { cancelEvent, editEvent, planEvent } from '../commands.ts'
import { eventChoices, showPlanned } from '../queries.ts'
import {
  acceptRegistration,
  closeRegistration,
  declineRegistration,
  editRegistration,
  openRegistration,
  registerSomebody,
  withdrawRegistration,
} from './commands.ts'
import { applySeats, checkSeats } from './import.ts'
import { openEvents, ownSeat, publicEvent, registerByLink, withdrawOwn } from './own.ts'
import { listRegistrations, registrationSums } from './queries.ts'

const nscl = await testSystem()
const { system } = nscl
const officer = await nscl.as('coordinator')
const agency = await nscl.as('agency')
const nobody = await nscl.as('public')

const now = '2025-04-20'
/** The program on another day, at nine in the morning there. */
const on = (day: string): System => ({ ...system, now: () => new Date(`${day}T02:00:00Z`) })
const run = <I extends z.ZodObject, O extends z.ZodType>(
  who: Someone,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
  day = now,
) => execute(on(day), operation, who.actor, input, { via: 'page' })

const { id: planId } = await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
const { kinds } = await officer.run(eventChoices, {})
let made = 0
const workshop = (change: object = {}) => ({
  ...{ planId, kindId: kinds.find(({ name }) => name === 'Hội thảo')?.id, place: 'Hội trường A' },
  ...{ startsOn: '2025-05-10', title: `Hội thảo số ${made}`, capacity: 2, ...change },
})
/** An event that is open for registration until the day before. */
async function opened(change: object = {}, registerChecked = false) {
  made += 1
  const event = workshop(change)
  const { id, version } = await run(officer, planEvent, event)
  const { version: second } = await run(officer, openRegistration, {
    ...{ id, version, registerUntil: '2025-05-09', registerChecked },
  })
  const { code } = await run(officer, registrationSums, { id })
  return { id, version: second, code: code ?? '', event }
}
const person = (name: string, change: object = {}) => ({
  ...{ kind: 'enterprise', name, organisation: 'Công ty A', email: `${name}@example.vn`, consents: true },
  ...change,
})

test('one registers by the link; when places are taken one waits, and moves up when somebody withdraws', async () => {
  const { id, code } = await opened()
  expect(await run(nobody, openEvents, {})).toMatchObject([{ code, place: 'Hội trường A' }])
  const first = await run(nobody, registerByLink, { code, ...person('an') })
  await run(nobody, registerByLink, { code, ...person('binh') })
  expect(await run(nobody, publicEvent, { code })).toMatchObject({ left: 0, closed: null })
  const third = await run(nobody, registerByLink, { code, ...person('chi') })
  await run(nobody, registerByLink, { code, ...person('dung') })
  expect(await run(nobody, ownSeat, { token: third.token })).toMatchObject({ state: 'listed', number: 3 })
  await run(nobody, withdrawOwn, { token: first.token })
  expect(await run(nobody, ownSeat, { token: third.token })).toMatchObject({ state: 'accepted' })
  expect(await run(officer, registrationSums, { id })).toMatchObject({ accepted: 2, listed: 1, waits: 0 })
  await expect(run(nobody, withdrawOwn, { token: first.token })).rejects.toMatchObject({ status: 409 })
  await expect(run(nobody, ownSeat, { token: 'nscl_khong' })).rejects.toMatchObject({ status: 404 })
  const told = await officer.run(listNotices, {})
  expect(told.rows.filter(({ subject }) => subject.vi.startsWith('Đăng ký dự'))).toHaveLength(1)
  // more places than before go to who waits
  const shown = await run(officer, showPlanned, { id })
  const { event } = await opened()
  await run(officer, editEvent, { id, version: shown.version, ...event, title: shown.title, capacity: 9 })
  expect(await run(officer, registrationSums, { id })).toMatchObject({ accepted: 3, listed: 0 })
})

test('sent twice it is one registration, and the second answer gives no link away', async () => {
  const { id, code } = await opened()
  const first = await run(nobody, registerByLink, { code, ...person('an') })
  const second = await run(nobody, registerByLink, { code, ...person('AN', { email: 'AN@example.vn' }) })
  expect(second).toEqual({ id: first.id, token: null })
  expect(await run(officer, registrationSums, { id })).toMatchObject({ accepted: 1 })
  await expect(
    run(officer, registerSomebody, { id, ...person('an', { email: 'an@example.vn' }) }),
  ).rejects.toMatchObject({ code: 'events.registeredTwice' })
  // many at once, sent together, get numbers of their own and no more places than there are
  const many = await Promise.all(
    ['ba', 'bon', 'nam', 'sau'].map((name) => run(nobody, registerByLink, { code, ...person(name) })),
  )
  expect(new Set(many.map((one) => one.id)).size).toBe(4)
  expect(await run(officer, registrationSums, { id })).toMatchObject({ accepted: 2, listed: 3 })
})

test('nobody registers without consent, without an employer unless an individual, after the last day or when it is closed', async () => {
  const { id, code } = await opened()
  await expect(
    run(nobody, registerByLink, { code, ...person('an', { consents: false }) }),
  ).rejects.toMatchObject({ fields: [{ field: 'consents' }] })
  await expect(
    run(nobody, registerByLink, { code, ...person('an', { organisation: '' }) }),
  ).rejects.toMatchObject({ fields: [{ field: 'organisation' }] })
  await run(nobody, registerByLink, { code, ...person('an', { kind: 'person', organisation: '' }) })
  await expect(run(nobody, registerByLink, { code, ...person('b') }, '2025-05-10')).rejects.toMatchObject({
    code: 'events.registrationClosed',
  })
  await expect(
    run(officer, openRegistration, {
      ...{ id, version: 2, registerUntil: '2025-05-11', registerChecked: false },
    }),
  ).rejects.toMatchObject({ fields: [{ field: 'registerUntil' }] })
  await run(officer, closeRegistration, { id })
  await expect(run(nobody, registerByLink, { code, ...person('c') })).rejects.toMatchObject({ status: 409 })
  expect((await run(nobody, openEvents, {})).map((one) => one.code)).not.toContain(code)
  await expect(run(agency, listRegistrations, { id })).rejects.toMatchObject({ status: 403 })
})

test('no more than ten come under one address of mail', async () => {
  const { code } = await opened({ capacity: undefined })
  const send = (at: number) =>
    run(nobody, registerByLink, { code, ...person(`n${at}`, { email: 'mot@example.vn' }) })
  for (let at = 0; at < 10; at += 1) await send(at)
  await expect(send(10)).rejects.toMatchObject({ status: 429 })
})

test('the organiser looks first where it is set so: takes, turns down with a reason, notes who withdrew, corrects', async () => {
  const { id, code } = await opened({ capacity: 1 }, true)
  for (const name of ['an', 'binh', 'chi']) await run(nobody, registerByLink, { code, ...person(name) })
  const rows = async (input: object = {}) => (await run(officer, listRegistrations, { id, ...input })).rows
  const [an, binh, chi] = await rows()
  expect((await rows({ state: 'waits' })).map(({ number }) => number)).toEqual([1, 2, 3])
  const taken = await run(officer, acceptRegistration, { id: an?.id, version: an?.version })
  expect(taken.state).toBe('accepted')
  expect((await run(officer, acceptRegistration, { id: binh?.id, version: 1 })).state).toBe('listed')
  await run(officer, declineRegistration, { id: chi?.id, version: 1, reason: 'Không thuộc đối tượng' })
  await run(officer, withdrawRegistration, { id: an?.id, version: taken.version })
  expect((await rows({ state: 'accepted' })).map(({ name }) => name)).toEqual(['binh'])
  const stands = (await rows({ q: 'BINH' }))[0]
  await run(officer, editRegistration, {
    ...{ id: stands?.id, version: stands?.version, kind: 'school', name: 'Bình', organisation: 'Trường B' },
  })
  expect(await rows({ kind: 'school' })).toMatchObject([{ name: 'Bình', email: null, byLink: true }])
})

test('a list comes in: who is new is put on it, who is there is left alone, a row in error says why', async () => {
  const { id } = await opened({ capacity: 50 })
  await run(officer, registerSomebody, { id, ...person('an', { phone: undefined }) })
  const text = [
    'Đến từ;Họ và tên;Tên doanh nghiệp, cơ quan, trường;Thư điện tử',
    'Doanh nghiệp;An;Công ty A;an@example.vn',
    'Trường học;Hoa;Trường B;',
    'Cá nhân;Lan;;lan@example.vn',
    'Doanh nghiệp;Mai;;',
    'Trường học;Hoa;Trường B;',
  ].join('\n')
  await expect(run(officer, checkSeats, { text, eventId: id, consents: false })).rejects.toMatchObject({
    fields: [{ field: 'consents' }],
  })
  const { id: importId, ...counts } = await run(officer, checkSeats, { text, eventId: id, consents: true })
  expect(counts).toMatchObject({ added: 2, unchanged: 1, refused: 2 })
  await run(officer, applySeats, { id: importId })
  const { rows } = await run(officer, listRegistrations, { id })
  expect(rows.map(({ name, kind, state }) => [name, kind, state])).toEqual([
    ['an', 'enterprise', 'accepted'],
    ['Hoa', 'school', 'accepted'],
    ['Lan', 'person', 'accepted'],
  ])
})

test('the confirmation comes by mail with a personal link; who stands on the list is told that the event is not held', async () => {
  const server = await mailServer()
  const { mail } = readConfig({ SMTP_URL: server.url, MAIL_FROM: 'nscl <nscl@example.vn>' })
  const mailing = { ...on(now), config: { ...system.config, mail } }
  const { id, code } = await opened()
  await run(nobody, registerByLink, { code, ...person('thu') })
  await sendNotices(mailing)
  const letters = () => server.mails.filter((sent) => sent.includes('To: thu@example.vn')).map(textOfMail)
  const token = /events\/registered\/(nscl_[\w-]+)/.exec(letters()[0] ?? '')?.[1] ?? ''
  expect(await run(nobody, ownSeat, { token })).toMatchObject({ name: 'thu', state: 'accepted' })
  // sent again within the hour nobody is mailed twice
  await run(nobody, registerByLink, { code, ...person('thu') })
  await sendNotices(mailing)
  expect(letters()).toHaveLength(1)
  const { version } = await run(officer, showPlanned, { id })
  await run(officer, cancelEvent, { id, version, reason: 'Hoãn sang năm sau' })
  await sendNotices(mailing)
  expect(letters()[1]).toContain('Hoãn sang năm sau')
  await server.close()
})
