import { createServer, type Server } from 'node:http'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { checkApplication, decideApplication, fileApplication } from '../applications/index.ts'
import { appraised, filing, versionOf } from '../applications/testing.ts'
import { readConfig } from '../platform/config.ts'
import { today } from '../platform/dates.ts'
import type { System } from '../platform/system.ts'
import { reportObstacle, resolveObstacle } from '../reports/index.ts'
import { tellOfExpiry } from '../support/index.ts'
import { allocate, makeEnterprise } from '../support/testing.ts'
import { problemOf } from '../testing/problem.ts'
import { type MailServer, mailServer, textOfMail } from '../testing/smtp.ts'
import { type Someone, type TestSystem, testSystem } from '../testing/system.ts'
import { editTemplate, readNotices, retryDelivery, wishNotice } from './commands.ts'
import { listDeliveries } from './deliveries.ts'
import { listNotices, showTemplates, showWishes, unreadNotices } from './queries.ts'
import { sendNotices } from './send.ts'
import { signature } from './webhook.ts'

let nscl: TestSystem
let server: MailServer
let coordinator: Someone
let admin: Someone

beforeAll(async () => {
  nscl = await testSystem()
  server = await mailServer()
  coordinator = await nscl.as('coordinator')
  admin = await nscl.as('coordinator', { admin: true })
  await allocate(nscl.system, 2025, 1_001_000_000n)
})
afterAll(() => server.close())
beforeEach(() => {
  server.mails.length = 0
  server.refuse = false
  server.onData = () => {}
})

/** The program with a mail server, `minutes` later. */
function mailing(minutes = 0, change: Partial<System> = {}): System {
  const { mail } = readConfig({ SMTP_URL: server.url, MAIL_FROM: 'nscl <nscl@example.vn>' })
  const { system } = nscl
  const now = () => new Date(system.now().getTime() + minutes * 60_000)
  return { ...system, config: { ...system.config, mail }, now, ...change }
}
const notices = async (someone: Someone) => (await someone.run(listNotices, {})).rows
const day = 24 * 60

/** Runs SQL as the owner of the database: what the program itself may not. */
async function asOwner(text: string): Promise<void> {
  const client = new pg.Client({ connectionString: nscl.databaseUrl })
  await client.connect()
  await client.query(text)
  await client.end()
}

async function returnedOne() {
  const enterpriseId = await makeEnterprise(nscl.system)
  const owner = await nscl.as('enterprise', { enterpriseId })
  const { id } = await coordinator.run(fileApplication, await filing(nscl, enterpriseId))
  await coordinator.run(checkApplication, {
    id,
    version: 1,
    outcome: 'returned',
    note: 'Thiếu báo cáo tài chính',
  })
  return { id, enterpriseId, owner }
}

describe('who is told what', () => {
  test('an enterprise is told that its application was returned, with the reason; others are not', async () => {
    const { id, owner } = await returnedOne()
    const stranger = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(nscl.system) })
    const [notice, ...others] = await notices(owner)
    expect(others).toEqual([])
    expect(notice).toMatchObject({
      kind: 'applications.returned',
      href: `/applications/${id}`,
      state: 'unread',
    })
    expect(notice?.subject.vi).toBe(`Hồ sơ ${id} được trả lại để bổ sung`)
    expect(notice?.body.en).toContain('Thiếu báo cáo tài chính')
    expect(await notices(stranger)).toEqual([])
  })

  test('of a way to its decision each side is told its part, and nobody of the own act', async () => {
    const enterpriseId = await makeEnterprise(nscl.system)
    const owner = await nscl.as('enterprise', { enterpriseId })
    const leader = await nscl.as('leader')
    const id = await appraised(nscl, coordinator, enterpriseId)
    await leader.run(decideApplication, {
      id,
      version: await versionOf(coordinator, id),
      outcome: 'accept',
      reason: 'Đủ điều kiện',
      decisionNumber: 'QĐ-1',
      decidedOn: '2025-02-01',
    })
    expect((await notices(owner)).map(({ kind }) => kind)).toEqual([
      'applications.decided',
      'applications.checked',
      'applications.checked',
    ])
    expect((await notices(leader)).map(({ kind, href }) => `${kind} ${href}`)).toContain(
      `applications.toDecide /applications/${id}`,
    )
    // Filed by the coordinator: told to the other officers, not to the one who did it.
    const own = (await notices(coordinator)).filter(({ href }) => href === `/applications/${id}`)
    expect(own).toEqual([])
    expect((await notices(admin)).map(({ href }) => href)).toContain(`/applications/${id}`)
  })

  test('what fails tells nobody, and a form sent twice tells once', async () => {
    const { id, owner } = await returnedOne()
    const again = { id, version: 1, outcome: 'returned', note: 'Lần nữa' }
    expect((await problemOf(coordinator.run(checkApplication, again))).status).toBe(409)
    expect(await notices(owner)).toHaveLength(1)
    const enterprise = await nscl.as('enterprise', { enterpriseId: await makeEnterprise(nscl.system) })
    const obstacle = { text: 'Thiếu vốn', proposal: 'Cho vay' }
    const first = await enterprise.run(reportObstacle, obstacle, 'once-told')
    await enterprise.run(reportObstacle, obstacle, 'once-told')
    const told = (await notices(coordinator)).filter(({ href }) => href === `/obstacles/${first.id}`)
    expect(told).toHaveLength(1)
    await coordinator.run(resolveObstacle, {
      id: first.id,
      resolution: 'Đã có gói vay',
      resolvedOn: today(nscl.system.now()),
    })
    expect((await notices(enterprise))[0]?.body.vi).toContain('Kết quả: Đã có gói vay')
  })

  test('reading marks one or all as read, of the own account alone', async () => {
    const { owner } = await returnedOne()
    const { owner: other } = await returnedOne()
    const [mine] = await notices(owner)
    expect(await unreadNotices(nscl.system.db, owner.actor)).toBe(1)
    expect((await problemOf(other.run(readNotices, { id: mine?.id }))).status).toBe(404)
    expect(await owner.run(readNotices, { id: mine?.id })).toEqual({ read: 1, href: mine?.href })
    expect(await unreadNotices(nscl.system.db, owner.actor)).toBe(0)
    expect(await other.run(readNotices, {})).toEqual({ read: 1, href: null })
    expect((await other.run(listNotices, { state: 'unread' })).rows).toEqual([])
  })

  test('certificates about to expire are told at 90, 60 and 30 days, once each, those of an enterprise in one notice', async () => {
    const { system } = nscl
    const enterpriseId = await makeEnterprise(system)
    const owner = await nscl.as('enterprise', { enterpriseId })
    const id = await appraised(nscl, coordinator, enterpriseId)
    const leader = await nscl.as('leader')
    const { turnId } = await leader.run(decideApplication, {
      id,
      version: await versionOf(coordinator, id),
      outcome: 'accept',
      reason: 'Đủ điều kiện',
      decisionNumber: 'QĐ-2',
      decidedOn: '2025-02-01',
    })
    const { planId } = await system.db
      .selectFrom('supportTurn')
      .select('planId')
      .where('id', '=', turnId ?? 0)
      .executeTakeFirstOrThrow()
    const fileId = await nscl.evidence()
    await system.db
      .insertInto('certificate')
      .values(
        ['FS-1', 'FS-2'].map((number) => ({
          planId,
          turnId: turnId ?? 0,
          enterpriseId,
          kind: 'food_safety',
          standard: 'TCVN ISO 22000:2018',
          body: 'QUACERT',
          number,
          issuedOn: '2025-03-01',
          expiresOn: '2026-06-30',
          fileId,
        })),
      )
      .execute()
    const on = (today: string) => tellOfExpiry({ db: system.db, now: system.now(), today })
    const told = async () =>
      (await notices(owner)).filter(({ kind }) => kind === 'certificates.expiring').length
    for (const [today, count] of [
      ['2026-03-31', 0],
      ['2026-04-01', 1],
      ['2026-04-02', 1],
      ['2026-05-01', 2],
      ['2026-05-31', 3],
      ['2026-06-30', 3],
      ['2026-07-01', 3],
    ] as const) {
      await on(today)
      expect([today, await told()]).toEqual([today, count])
    }
    expect((await notices(owner))[0]?.body.vi).toContain('FS-1 (TCVN ISO 22000:2018)')
    expect((await notices(owner))[0]?.body.vi).toContain('FS-2 (TCVN ISO 22000:2018)')
  })
})

describe('wishes', () => {
  test('are one’s own, by kind; what is binding is not switched off', async () => {
    const { owner } = await returnedOne()
    const { kinds } = await owner.run(showWishes, {})
    expect(kinds.map(({ key }) => key)).toContain('support.moved')
    expect(kinds.map(({ key }) => key)).not.toContain('applications.toDecide')
    const off = await problemOf(owner.run(wishNotice, { kind: 'applications.returned', way: 'off' }))
    expect(off.fields.map(({ field }) => field)).toEqual(['way'])
    await owner.run(wishNotice, { kind: 'applications.checked', way: 'off' })
    expect(
      (await problemOf(owner.run(wishNotice, { kind: 'applications.toDecide', way: 'off' }))).status,
    ).toBe(404)
    expect((await problemOf(owner.run(wishNotice, { kind: 'no.such', way: 'off' }))).fields[0]?.field).toBe(
      'kind',
    )
  })

  test('decide whether a mail leaves at once, in the daily one or not at all', async () => {
    await sendNotices(mailing())
    const enterpriseId = await makeEnterprise(nscl.system)
    const [now, daily, never] = await Promise.all(
      [1, 2, 3].map(() => nscl.as('enterprise', { enterpriseId })),
    )
    if (now === undefined || daily === undefined || never === undefined) throw new Error('no accounts')
    await daily.run(wishNotice, { kind: 'applications.returned', way: 'digest' })
    await never.run(wishNotice, { kind: 'applications.returned', way: 'program' })
    const { id } = await coordinator.run(fileApplication, await filing(nscl, enterpriseId))
    await coordinator.run(checkApplication, { id, version: 1, outcome: 'returned', note: 'Thiếu' })
    server.mails.length = 0
    const to = (mails: string[]) => mails.map((mail) => /^To: (.*)@example/m.exec(mail)?.[1])
    await sendNotices(mailing())
    expect(to(server.mails)).toEqual([now.actor.userId])
    server.mails.length = 0
    await sendNotices(mailing(day))
    const dailyMail = server.mails.find((mail) => mail.includes(`To: ${daily.actor.userId}@`)) ?? ''
    expect(textOfMail(dailyMail)).toContain(`Hồ sơ ${id} được trả lại`)
    expect(to(server.mails)).not.toContain(never.actor.userId)
  })
})

describe('mail', () => {
  test('says what happened, where to look, and leaves once', async () => {
    const { id, owner } = await returnedOne()
    const outcome = await sendNotices(mailing())
    expect(outcome.sent).toBeGreaterThan(0)
    const mine = server.mails.filter((mail) => mail.includes(`To: ${owner.actor.userId}@`))
    expect(mine).toHaveLength(1)
    expect(mine[0]).toMatch(/^Message-ID: <notice-\d+@/im)
    expect(textOfMail(mine[0] ?? '')).toContain(`${nscl.system.config.publicUrl}/applications/${id}`)
    server.mails.length = 0
    expect(await sendNotices(mailing(5))).toEqual({ sent: 0, failed: 0 })
    const log = await admin.run(listDeliveries, { state: 'sent' })
    expect(log.rows.find((row) => row.to === owner.actor.name)).toMatchObject({
      attempts: 1,
      channel: 'mail',
    })
  })

  test('a server that refuses is asked again, ever more seldom, until it is given up', async () => {
    await sendNotices(mailing())
    const { owner } = await returnedOne()
    server.refuse = true
    let minutes = 0
    for (const wait of [0, 1, 5, 15, 60, 240, 720, 1440]) {
      minutes += wait
      const { failed } = await sendNotices(mailing(minutes))
      expect(failed).toBeGreaterThan(0)
      expect(await sendNotices(mailing(minutes))).toEqual({ sent: 0, failed: 0 })
    }
    const mine = async () => {
      const { rows } = await admin.run(listDeliveries, { q: owner.actor.name })
      return rows.filter((row) => row.to === owner.actor.name)
    }
    expect(await mine()).toMatchObject([{ state: 'failed', attempts: 8 }])
    server.refuse = false
    expect((await problemOf(owner.run(retryDelivery, { id: (await mine())[0]?.id }))).status).toBe(403)
    await admin.run(retryDelivery, { id: (await mine())[0]?.id })
    await sendNotices(mailing(minutes))
    expect(await mine()).toMatchObject([{ state: 'sent', attempts: 1 }])
  })

  test('two processes at once send each mail once', async () => {
    for (let made = 0; made < 3; made++) await returnedOne()
    const both = await Promise.all([sendNotices(mailing()), sendNotices(mailing())])
    expect(server.mails).toHaveLength(both[0].sent + both[1].sent)
    const to = server.mails.map((mail) => /^To: (.*)$/m.exec(mail)?.[1])
    expect(new Set(to).size).toBe(to.length)
  })

  test('a program that ends while a mail is under way never sends it again by itself', async () => {
    await sendNotices(mailing())
    const { owner } = await returnedOne()
    // The server has the mail, but that it left can no longer be noted: the program ended, or its database was lost.
    await asOwner(`
      CREATE FUNCTION not_noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'lost'; END $$;
      CREATE TRIGGER not_noted BEFORE UPDATE ON notice_delivery FOR EACH ROW
        WHEN (NEW.state = 'sent') EXECUTE FUNCTION not_noted()`)
    await expect(sendNotices(mailing())).rejects.toThrow('lost')
    await asOwner('DROP TRIGGER not_noted ON notice_delivery; DROP FUNCTION not_noted()')
    expect(server.mails).toHaveLength(1)
    server.mails.length = 0
    expect(await sendNotices(mailing(day * 3))).toMatchObject({ failed: 0 })
    expect(server.mails.filter((mail) => mail.includes(`${owner.actor.userId}@`))).toEqual([])
    const { rows } = await admin.run(listDeliveries, { state: 'unknown' })
    expect(rows.map(({ to }) => to)).toEqual([owner.actor.name])
  })

  test('without a mail server, and with made-up data, nothing leaves and nothing piles up', async () => {
    const { owner } = await returnedOne()
    expect(await sendNotices(nscl.system)).toEqual({ sent: 0, failed: 0 })
    expect(await sendNotices(mailing())).toEqual({ sent: 0, failed: 0 })
    const { rows } = await admin.run(listDeliveries, { state: 'unsent', q: owner.actor.name })
    expect(rows.length).toBeGreaterThan(0)
    await returnedOne()
    expect(await sendNotices(mailing(0, { sample: true }))).toEqual({ sent: 0, failed: 0 })
    expect(server.mails).toEqual([])
  })
})

describe('the gate of the province', () => {
  let gate: Server
  const got: { head: string; body: string }[] = []
  let answer = 204
  let url = ''
  beforeAll(async () => {
    gate = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => {
        body += chunk
      })
      request.on('end', () => {
        got.push({ head: String(request.headers['x-nscl-signature']), body })
        response.writeHead(answer, answer === 302 ? { location: url } : {}).end()
      })
    })
    await new Promise<void>((resolve) => gate.listen(0, '127.0.0.1', resolve))
    const address = gate.address()
    url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/hook`
  })
  afterAll(() => new Promise<void>((resolve) => gate.close(() => resolve())))
  const secret = 'a-secret-of-the-gate'
  const gated = (minutes = 0) => {
    const { gate: settings } = readConfig({ NOTICE_WEBHOOK_URL: url, NOTICE_WEBHOOK_SECRET: secret })
    return mailing(minutes, { config: { ...nscl.system.config, mail: null, gate: settings } })
  }

  test('is told each notice under its signature; a redirect is not followed and is tried again', async () => {
    await sendNotices(gated())
    const { id, owner } = await returnedOne()
    got.length = 0
    answer = 302
    expect((await sendNotices(gated())).failed).toBeGreaterThan(0)
    got.length = 0
    answer = 204
    await sendNotices(gated(1))
    const mine = got.map(({ head, body }) => ({ head, body, said: JSON.parse(body) }))
    const [told] = mine.filter(({ said }) => said.to.account === owner.actor.userId)
    expect(told?.said).toMatchObject({
      kind: 'applications.returned',
      url: expect.stringContaining(`/applications/${id}`),
    })
    const at = Number(/t=(\d+)/.exec(told?.head ?? '')?.[1])
    expect(told?.head).toBe(signature(secret, at, told?.body ?? ''))
  })

  test('has its secret in the settings, with its address', () => {
    expect(() => readConfig({ NOTICE_WEBHOOK_URL: url })).toThrow('NOTICE_WEBHOOK_SECRET')
    expect(() =>
      readConfig({ NOTICE_WEBHOOK_URL: 'file:///etc/passwd', NOTICE_WEBHOOK_SECRET: secret }),
    ).toThrow()
  })
})

describe('the words', () => {
  test('are edited with their values named, and hold for what is shown from then on', async () => {
    const { id, owner } = await returnedOne()
    const edit = {
      kind: 'applications.returned',
      language: 'vi',
      version: 0,
      subject: 'Trả lại hồ sơ số {number}',
      body: 'Lý do: {reason}',
    }
    const wrong = await problemOf(
      coordinator.run(editTemplate, { ...edit, subject: '{so}', body: '{ly_do} {reason}' }),
    )
    expect(wrong.fields.map(({ field }) => field)).toEqual(['subject', 'body'])
    expect(wrong.fields[1]?.words.vi).toContain('{ly_do}')
    await coordinator.run(editTemplate, edit)
    expect((await problemOf(coordinator.run(editTemplate, edit))).status).toBe(409)
    expect((await notices(owner))[0]?.subject.vi).toBe(`Trả lại hồ sơ số ${id}`)
    const { kinds } = await coordinator.run(showTemplates, {})
    const row = kinds.find(({ kind }) => kind === 'applications.returned')
    expect(row?.preview?.subject.vi).toMatch(/^Trả lại hồ sơ số \d+$/)
    expect((await problemOf(owner.run(editTemplate, { ...edit, version: 1 }))).status).toBe(403)
  })
})
