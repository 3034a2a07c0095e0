import { createServer, type Server } from 'node:net'
import { afterEach, beforeAll, describe, expect, test } from 'vitest'
import { checkApplication, fileApplication } from '../applications/index.ts'
import { filing } from '../applications/testing.ts'
import { readConfig } from '../platform/config.ts'
import type { System } from '../platform/system.ts'
import { createApp } from '../start/app.tsx'
import { makeEnterprise } from '../support/testing.ts'
import { browserOn, letIn, testPassword } from '../testing/browser.ts'
import { type MailServer, mailServer, mailUser, testAuthority } from '../testing/smtp.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { listDeliveries } from './deliveries.ts'
import { listNotices } from './queries.ts'
import { sendNotices } from './send.ts'

/* The mail server over a sealed line, with sign-in; and what is wrong with it, told to the administrators. */

let nscl: TestSystem
let admin: Someone
let officer: Someone
let hour = 0
const open: { close(): unknown }[] = []

beforeAll(async () => {
  nscl = await testSystem()
  admin = await nscl.as('coordinator', { admin: true })
  officer = await nscl.as('coordinator')
})
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
  // Each test has a day of its own: the administrators are told once a day.
  hour += 48
})

async function serverOf(...of: Parameters<typeof mailServer>): Promise<MailServer> {
  const server = await mailServer(...of)
  open.push(server)
  return server
}

/** The program with this mail server. @param minutes later */
function mailing(url: string, ca: string | null = testAuthority, minutes = 0): System {
  const { mail } = readConfig({
    SMTP_URL: url,
    MAIL_FROM: 'nscl <nscl@example.vn>',
    ...(ca === null ? {} : { SMTP_CA: ca }),
  })
  const { system } = nscl
  const now = () => new Date(system.now().getTime() + (hour * 60 + minutes) * 60_000)
  return { ...system, config: { ...system.config, mail }, now }
}

/** Two mails that are to leave, to the accounts of two enterprises. */
async function twoMails(): Promise<void> {
  for (let one = 0; one < 2; one++) {
    const enterpriseId = await makeEnterprise(nscl.system)
    await nscl.as('enterprise', { enterpriseId })
    const { id } = await officer.run(fileApplication, await filing(nscl, enterpriseId))
    await officer.run(checkApplication, { id, version: 1, outcome: 'returned', note: 'Thiếu báo cáo' })
  }
}

const told = async () =>
  (await admin.run(listNotices, { kind: 'notices.mailTrouble' })).rows.map(({ body }) => body.vi)
const waiting = async () => (await admin.run(listDeliveries, { state: 'waiting', channel: 'mail' })).rows

describe('a mail server that asks who sends', () => {
  test.each([
    ['by STARTTLS', 'starttls'],
    ['by TLS from the first byte', 'implicit'],
  ] as const)('takes the mails over a sealed line, %s', async (_name, how) => {
    const server = await serverOf(true, { how })
    await twoMails()
    expect(await sendNotices(mailing(server.url))).toMatchObject({ failed: 0 })
    expect(server.mails.length).toBeGreaterThan(1)
    expect(await waiting()).toEqual([])
  })

  test('gets no password over a line that is not sealed, unless the operator says so', async () => {
    const server = await serverOf(true)
    await twoMails()
    const { failed } = await sendNotices(mailing(server.url.replace('?ignoreTLS=true', '')))
    expect([failed, server.mails]).toEqual([1, []])
    expect((await told())[0]).toContain('STARTTLS')
    expect(await sendNotices(mailing(server.url, null, 60))).toMatchObject({ failed: 0 })
  })

  test('that refuses the password is told to the administrators once, and asked once a round, not once a mail', async () => {
    const server = await serverOf(true, { how: 'starttls' })
    const before = (await told()).length
    await twoMails()
    const wrong = server.url.replace(encodeURIComponent(mailUser.pass), 'sai')
    expect(await sendNotices(mailing(wrong))).toEqual({ sent: 0, failed: 1 })
    expect(await sendNotices(mailing(wrong, testAuthority, 2))).toEqual({ sent: 0, failed: 1 })
    const said = await told()
    expect(said).toHaveLength(before + 1)
    expect(said[0]).toContain('mật khẩu')
    expect(said[0]).not.toContain('sai')
    const browser = browserOn(createApp(mailing(wrong, testAuthority, 3)), nscl.system)
    await browser.post('/sign-in', {
      email: await letIn(nscl.system, admin.actor.userId ?? ''),
      password: testPassword,
    })
    expect((await browser.get('/notices/deliveries')).text).toContain('Thư không gửi đi được')
    // Once it is mended, all that waited leaves at once.
    expect(await sendNotices(mailing(server.url, testAuthority, 10))).toMatchObject({ failed: 0 })
    expect(await waiting()).toEqual([])
    expect((await browser.get('/notices/deliveries')).text).not.toContain('Thư không gửi đi được')
  })
})

describe('a certificate', () => {
  test.each([
    ['of an authority that nobody named', 'starttls', 'localhost', null],
    ['of an authority that nobody named', 'implicit', 'localhost', null],
    ['of another server', 'starttls', 'another-host', testAuthority],
    ['of another server', 'implicit', 'another-host', testAuthority],
  ] as const)(
    '%s is refused (%s), and no mail and no password leaves',
    async (_name, how, certificate, ca) => {
      const server = await serverOf(true, { how, certificate })
      await twoMails()
      expect(await sendNotices(mailing(server.url, ca))).toMatchObject({ sent: 0, failed: 1 })
      expect(server.mails).toEqual([])
      expect((await told())[0]).toContain('Chứng thư')
      const good = await serverOf(true, { how })
      expect(await sendNotices(mailing(good.url, testAuthority, 60))).toMatchObject({ failed: 0 })
    },
  )

  test('file that is not there or holds none is told when the program starts', () => {
    const settings = { SMTP_URL: 'smtp://localhost', MAIL_FROM: 'a@example.vn' }
    expect(() => readConfig({ ...settings, SMTP_CA: '/nowhere.pem' })).toThrow('SMTP_CA')
    expect(() => readConfig({ ...settings, SMTP_CA: new URL(import.meta.url).pathname })).toThrow('SMTP_CA')
  })
})

describe('a mail server that does not answer', () => {
  test('is given up after its time, and the rest of the round waits', async () => {
    const silent = createServer(() => {})
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
    open.push({ close: () => closed(silent) })
    await twoMails()
    const url = `smtp://127.0.0.1:${portOf(silent)}?greetingTimeout=200`
    expect(await sendNotices(mailing(url))).toEqual({ sent: 0, failed: 1 })
    expect((await told())[0]).toContain('quá chậm')
    const good = await serverOf()
    expect(await sendNotices(mailing(good.url, null, 60))).toMatchObject({ failed: 0 })
  })

  test('because it is not there is told as that', async () => {
    const gone = await mailServer()
    await gone.close()
    await twoMails()
    expect(await sendNotices(mailing(gone.url))).toEqual({ sent: 0, failed: 1 })
    expect((await told())[0]).toContain('Không kết nối được')
    const good = await serverOf()
    expect(await sendNotices(mailing(good.url, null, 60))).toMatchObject({ failed: 0 })
    expect(await waiting()).toEqual([])
  })
})

const portOf = (server: Server) => {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
const closed = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()))
