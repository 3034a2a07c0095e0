import { extractText, getDocumentProxy } from 'unpdf'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import { execute } from '../../platform/execute.ts'
import type { Command, Query } from '../../platform/operation.ts'
import type { System } from '../../platform/system.ts'
import { testSystem } from '../../testing/system.ts'
import { noteSheet } from '../attendance/commands.ts'
import { closeEvent, markHeld, planEvent } from '../commands.ts'
import { eventChoices, showPlanned } from '../queries.ts'
import { registerSomebody } from '../registration/commands.ts'
import { issueCertificates, withdrawAttendanceCertificate } from './commands.ts'
import { certificatePdf } from './document.ts'
import { certificateSums, showAttendanceCertificate, verifyAttendance } from './queries.ts'

const nscl = await testSystem()
const { system } = nscl
const officer = await nscl.as('coordinator')
const nobody = await nscl.as('public')
const first = '2025-05-10'
const second = '2025-05-11'
const on = (day: string): System => ({ ...system, now: () => new Date(`${day}T02:00:00Z`) })
const run = <I extends z.ZodObject, O extends z.ZodType>(
  day: string,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
  who = officer,
) => execute(on(day), operation, who.actor, input, { via: 'page' })

test('who came on so many days gets a certificate with a code; the public page verifies it and says when it was taken back', async () => {
  const { id: planId } = await system.db.selectFrom('plan').select('id').executeTakeFirstOrThrow()
  const { kinds } = await officer.run(eventChoices, {})
  const kindId = kinds.find(({ name }) => name === 'Khóa đào tạo, tập huấn')?.id
  const event = { planId, kindId, title: 'Khóa 5S', place: 'Hội trường A', startsOn: first, endsOn: second }
  const { id, version } = await run('2025-04-20', planEvent, event)
  const seats: number[] = []
  for (const name of ['Nguyễn Thị An', 'Bình', 'Chi']) {
    const person = { id, kind: 'enterprise', organisation: 'Công ty A', name, consents: true }
    seats.push((await run('2025-04-20', registerSomebody, person)).id)
  }
  await run(second, noteSheet, { id, heldOn: first, registrations: seats.slice(0, 2) })
  await run(second, noteSheet, { id, heldOn: second, registrations: seats.slice(0, 1) })
  await expect(run(second, issueCertificates, { id, days: 1 })).rejects.toMatchObject({
    code: 'events.state',
  })
  const held = await run(second, markHeld, { id, version })
  await run(second, closeEvent, {
    ...{ id, version: held.version, result: 'Đã học', fileId: await nscl.evidence() },
  })
  expect(await run(second, certificateSums, { id })).toEqual({ came: 2, days: 2, issued: 0 })
  expect(await run(second, issueCertificates, { id, days: 2 })).toMatchObject({ issued: 1 })
  await expect(run(second, issueCertificates, { id, days: 2 })).rejects.toMatchObject({
    code: 'events.nobodyToCertify',
  })
  expect(await run(second, issueCertificates, { id, days: 1 })).toMatchObject({ issued: 1 })

  const certificate = await run(second, showAttendanceCertificate, { id: seats[0] })
  expect(certificate).toMatchObject({ name: 'Nguyễn Thị An', days: 2, title: 'Khóa 5S' })
  const pdf = await certificatePdf(system, certificate)
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), { mergePages: true })
  for (const said of ['GIẤY CHỨNG NHẬN', 'Nguyễn Thị An', 'Khóa 5S', certificate.code])
    expect(text).toContain(said)

  const typed = certificate.code.toLowerCase().replaceAll('-', ' ')
  const verify = (code: string) => run(second, verifyAttendance, { code }, nobody)
  expect((await verify(typed)).certificate).toMatchObject({ name: 'Nguyễn Thị An', withdrawnOn: null })
  expect((await verify('AAAA-AAAA-AAAA')).certificate).toBeNull()
  expect((await verify('không')).certificate).toBeNull()
  await run(second, withdrawAttendanceCertificate, { id: seats[0], reason: 'Cấp nhầm người' })
  expect((await verify(certificate.code)).certificate).toMatchObject({ withdrawnOn: second })
  // a new one is another
  expect(await run(second, issueCertificates, { id, days: 2 })).toMatchObject({ issued: 1 })
  expect((await run(second, showAttendanceCertificate, { id: seats[0] })).code).not.toBe(certificate.code)
  expect((await run(second, showPlanned, { id })).came).toBe(2)
})
