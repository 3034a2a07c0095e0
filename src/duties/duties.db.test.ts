import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { z } from 'zod'
import { addHoliday, changeHoliday, removeHoliday, showHolidays } from '../calendar/index.ts'
import { listNotices, sendNotices, wishNotice } from '../notices/index.ts'
import { verifyAudit } from '../platform/audit.ts'
import { readConfig } from '../platform/config.ts'
import { execute } from '../platform/execute.ts'
import type { Command, Query } from '../platform/operation.ts'
import type { System } from '../platform/system.ts'
import { createApp } from '../start/app.tsx'
import { load } from '../start/seed.ts'
import { type MailServer, mailServer, textOfMail } from '../testing/smtp.ts'
import { type Someone, testSystem } from '../testing/system.ts'
import { completeDuty, reopenDuty } from './commands.ts'
import { calendarWork, closeFeed, openFeed, showFeed } from './feeds.ts'
import { calendarText } from './ics.ts'
import { listDuties, remindDuties, showDuty } from './queries.ts'
import { tellOfDuties } from './reminders.ts'
import { requestableDuties, requestDuty, withdrawDuty } from './requests.ts'

const { system, as } = await testSystem()
const { db } = system

const agencyId = async (key: string) =>
  (await db.selectFrom('agency').select('id').where('key', '=', key).executeTakeFirstOrThrow()).id
const health = await agencyId('syt-ct')
const finance = await agencyId('stc-ct')
const coordinator = await as('coordinator', { agencyId: await agencyId('skhcn-ct') })
const healthOfficer = await as('agency', { agencyId: health })

/** The program on another day. */
const on = (day: string, more: Partial<System> = {}): System => ({
  ...system,
  ...more,
  now: () => new Date(`${day}T02:00:00Z`),
})
const runOn = <I extends z.ZodObject, O extends z.ZodType>(
  day: string,
  who: Someone,
  operation: Command<I, O> | Query<I, O>,
  input: unknown,
) => execute(on(day), operation, who.actor, input, { via: 'page' })

describe('the plan loaded', () => {
  test('the reports of V.1.9 and V.5.3 may also be asked for, no other duty', async () => {
    const duties = await coordinator.run(requestableDuties, {})
    expect(duties.map((duty) => duty.code)).toEqual(['V.1.9', 'V.5.3'])
    expect(duties[1]?.agencyIds).toContain(health)
  })

  test('a plan loaded before that was known is told so by the audited load, once', async () => {
    await db.transaction().execute(async (trx) => {
      await trx.updateTable('duty').set({ onRequest: false }).execute()
      const plan = await trx.selectFrom('plan').select(['id', 'document']).executeTakeFirstOrThrow()
      const text = JSON.stringify(plan.document).replaceAll(/"onRequest":\s*true,?/g, '')
      await trx.updateTable('plan').set({ document: text }).execute()
      await trx
        .updateTable('setting')
        .set({ value: '{"sha256":"old","number":1}' })
        .where('key', '=', 'load')
        .execute()
    })
    await load(system)
    expect((await coordinator.run(requestableDuties, {})).map((duty) => duty.code)).toEqual([
      'V.1.9',
      'V.5.3',
    ])
    const before = await db.selectFrom('change').select(db.fn.countAll().as('n')).executeTakeFirstOrThrow()
    await load(system)
    expect(await db.selectFrom('change').select(db.fn.countAll().as('n')).executeTakeFirstOrThrow()).toEqual(
      before,
    )
  })
})

describe('working days in the list', () => {
  test('the report of 2025 shows the plan’s day, the Friday before, and the days that are left', async () => {
    const { rows } = await runOn('2025-11-20', coordinator, listDuties, { q: 'V.1.9', year: 2025 })
    expect(rows).toMatchObject([
      {
        dueOn: '2025-11-30',
        workingOn: '2025-11-28',
        dayOff: { vi: 'ngày cuối trùng ngày nghỉ hằng tuần' },
        left: { vi: 'còn 6 ngày làm việc' },
        reminder: '30',
        state: 'open',
        period: { vi: 'năm 2025' },
      },
    ])
  })

  test('the filter by reminder finds the same work that carries it', async () => {
    for (const day of ['2025-11-20', '2025-11-24', '2025-11-27', '2025-12-15', '2025-12-30', '2026-01-02']) {
      const all = await runOn(day, coordinator, listDuties, { limit: 1000 })
      for (const reminder of ['30', '7', '1', 'late']) {
        const found = await runOn(day, coordinator, listDuties, { limit: 1000, reminder })
        expect(
          found.rows.map((row) => row.id),
          `${day} ${reminder}`,
        ).toEqual(all.rows.filter((row) => row.reminder === reminder).map((row) => row.id))
      }
    }
  })

  test('the front shows an agency its own reminders and the coordinator all', async () => {
    const own = await runOn('2025-12-10', healthOfficer, remindDuties, {})
    expect(own.counts).toEqual({ '30': 1, '7': 0, '1': 0, late: 1 })
    expect(own.rows.map((row) => `${row.code} ${row.year} ${row.reminder}`)).toEqual([
      'V.5.3 2024 late',
      'V.5.3 2025 30',
    ])
    const all = await runOn('2025-12-10', coordinator, remindDuties, {})
    expect(all.counts.late).toBeGreaterThan(own.counts.late)
  })
})

describe('work on request', () => {
  test('the coordinator asks two agencies under V.5.3; each sees its own, and completes it', async () => {
    const asked = await coordinator.run(requestDuty, {
      code: 'V.5.3',
      title: 'Báo cáo nhanh nhu cầu đào tạo',
      detail: 'Theo Công văn 12/SKHCN-QLCL',
      agencyIds: [String(health), String(finance)],
      dueOn: '31/12/2026',
    })
    expect(asked.ids).toHaveLength(2)
    const own = await healthOfficer.run(listDuties, { kind: 'requested', agencyId: health })
    expect(own.rows).toMatchObject([
      {
        code: 'V.5.3',
        text: 'Báo cáo nhanh nhu cầu đào tạo',
        dueOn: '2026-12-31',
        mine: true,
        plannedAgencyId: health,
        request: { by: coordinator.actor.name, detail: 'Theo Công văn 12/SKHCN-QLCL' },
      },
    ])
    const id = own.rows[0]?.id
    await healthOfficer.run(completeDuty, { id, doneOn: '2026-11-24', note: 'Báo cáo 5/BC-SYT' })
    expect(await healthOfficer.run(showDuty, { id })).toMatchObject({ state: 'done', doneLate: false })
    await expect(coordinator.run(withdrawDuty, { id, reason: 'x' })).rejects.toMatchObject({ status: 409 })
  })

  test('a leader asks under a title of its own, within ten working days', async () => {
    const leader = await as('leader')
    const { ids, dueOn } = await runOn('2025-01-20', leader, requestDuty, {
      title: 'Số liệu doanh nghiệp',
      agencyIds: finance,
      within: '10',
      counted: 'working',
    })
    // Tết of 2025: Monday 27 to Friday 31 January
    expect(dueOn).toBe('2025-02-10')
    const row = await coordinator.run(showDuty, { id: ids[0] })
    expect(row).toMatchObject({ code: '', text: 'Số liệu doanh nghiệp', request: { duty: null } })
    await coordinator.run(withdrawDuty, { id: ids[0], reason: 'Gửi nhầm' })
    await expect(coordinator.run(showDuty, { id: ids[0] })).rejects.toMatchObject({ status: 404 })
  })

  test('a request needs a day to come, one way of saying it, living agencies that have the duty, and a title', async () => {
    const wish = { code: 'V.5.3', title: 'Báo cáo', agencyIds: [health], dueOn: '2026-12-31' }
    const refused = async (change: object, field: string) =>
      expect(coordinator.run(requestDuty, { ...wish, ...change })).rejects.toMatchObject({
        fields: [{ field }],
      })
    await refused({ dueOn: '2026-11-01' }, 'dueOn')
    await refused({ dueOn: '' }, 'dueOn')
    await refused({ within: 5 }, 'dueOn')
    await refused({ agencyIds: [] }, 'agencyIds')
    await refused({ agencyIds: [await agencyId('syt-st')] }, 'agencyIds')
    await refused({ agencyIds: [await agencyId('snv-ct')] }, 'agencyIds')
    await refused({ code: 'V.1.1' }, 'code')
    await refused({ title: ' ' }, 'title')
    const planned = await coordinator.run(listDuties, { kind: 'planned', state: 'late' })
    await expect(
      coordinator.run(withdrawDuty, { id: planned.rows[0]?.id, reason: 'x' }),
    ).rejects.toMatchObject({ status: 409 })
    await expect(healthOfficer.run(requestDuty, wish)).rejects.toMatchObject({ status: 403 })
  })

  test('the work of the plan stays once for each duty and period', async () => {
    const item = await db.selectFrom('dutyItem').selectAll().where('period', '=', 0).executeTakeFirstOrThrow()
    const { id: _id, ...copy } = item
    await expect(db.insertInto('dutyItem').values(copy).execute()).rejects.toMatchObject({
      constraint: 'duty_item_period',
    })
  })
})

describe('days off by year', () => {
  test('the years of the data are decided, a later one follows the general rule', async () => {
    expect(await coordinator.run(showHolidays, {})).toMatchObject({
      year: 2026,
      decided: true,
      years: [2024, 2025, 2026],
    })
    expect(await coordinator.run(showHolidays, { year: 2031 })).toMatchObject({ decided: false })
  })

  test('one change to a year without a decision keeps its other days, to be checked', async () => {
    const general = await coordinator.run(showHolidays, { year: 2027 })
    await coordinator.run(addHoliday, {
      day: '13/02/2027',
      kind: 'workday',
      name: 'Làm bù ngày 12/02',
      source: 'Thông báo 1/TB-BNV',
    })
    const kept = await coordinator.run(showHolidays, { year: 2027 })
    expect(kept).toMatchObject({ decided: true })
    expect(kept.days).toHaveLength(general.days.length + 1)
    expect(kept.days.filter((row) => !row.toCheck).map((row) => row.day)).toEqual(['2027-02-13'])
    await coordinator.run(changeHoliday, {
      day: '2027-09-03',
      kind: 'holiday',
      name: 'Quốc khánh',
      source: 'Thông báo 1/TB-BNV',
    })
    await coordinator.run(removeHoliday, { day: '2027-02-11' })
    const changed = await coordinator.run(showHolidays, { year: 2027 })
    expect(changed.days.find((row) => row.day === '2027-09-03')).toMatchObject({
      toCheck: false,
      name: 'Quốc khánh',
    })
    expect(changed.days.some((row) => row.day === '2027-02-11')).toBe(false)
  })

  test('a day comes once, a worked day is a weekend day, and only the coordinator changes the calendar', async () => {
    const day = { day: '2026-09-02', kind: 'holiday', name: 'Quốc khánh', source: 'x' }
    await expect(coordinator.run(addHoliday, day)).rejects.toMatchObject({ status: 409 })
    await expect(
      coordinator.run(addHoliday, { ...day, day: '2026-09-03', kind: 'workday' }),
    ).rejects.toMatchObject({ fields: [{ field: 'day' }] })
    await expect(coordinator.run(changeHoliday, { ...day, day: '2026-07-07' })).rejects.toMatchObject({
      status: 404,
    })
    await expect(coordinator.run(removeHoliday, { day: '2026-07-07' })).rejects.toMatchObject({ status: 404 })
    await expect(healthOfficer.run(addHoliday, day)).rejects.toMatchObject({ status: 403 })
  })
})

describe('calendar files', () => {
  const app = createApp(system)
  const get = (path: string) => app.request(`${system.config.publicUrl}${path}`)

  test('an agency’s calendar follows RFC 5545: CRLF, folded at 75 octets, whole days, alarms, UIDs that stay', async () => {
    const work = await runOn('2025-11-20', healthOfficer, calendarWork, {})
    expect(work.agency?.id).toBe(health)
    const content = {
      name: 'Nhiệm vụ: Sở Y tế',
      items: work.items,
      publicUrl: 'https://nscl.example.vn',
      now: new Date('2025-11-20T02:00:00Z'),
      withAgency: false,
    }
    const text = await calendarText(content)
    expect(text.split('\r\n').join('')).not.toContain('\n')
    const lines = text.split('\r\n')
    for (const line of lines) expect(Buffer.byteLength(line), line).toBeLessThanOrEqual(75)
    const whole = text.replaceAll('\r\n ', '')
    const items = work.items.map((item) => item.id)
    expect([...whole.matchAll(/^UID:(.*)\r$/gm)].map((match) => match[1])).toEqual(
      items.map((id) => `duty-${id}@nscl.example.vn`),
    )
    expect(whole).toContain('DTSTART;VALUE=DATE:20251231')
    expect(whole).toContain('DTEND;VALUE=DATE:20260101')
    expect(whole).toContain('✓ Hoàn thành: V.5.3 Báo cáo nhanh nhu cầu đào tạo')
    // two open pieces of work with three alarms each; the done one rings no more
    expect([...whole.matchAll(/^TRIGGER:(.*)\r$/gm)].map((match) => match[1])).toEqual(
      [1, 2].flatMap(() => ['-P29DT16H', '-P6DT16H', '-PT16H']),
    )
    expect(await calendarText(content)).toBe(text)
  })

  test('the secret address opens the agency’s calendar to a calendar program, until it is replaced or revoked', async () => {
    const { token } = await healthOfficer.run(openFeed, { agencyId: health })
    const response = await get(`/calendar/${token}.ics`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    expect(await response.text()).toContain('BEGIN:VCALENDAR')
    expect(await healthOfficer.run(showFeed, { agencyId: health })).toMatchObject({
      open: { createdBy: healthOfficer.actor.name },
      mine: true,
    })
    const next = await coordinator.run(openFeed, { agencyId: health })
    expect((await get(`/calendar/${token}.ics`)).status).toBe(404)
    expect((await get(`/calendar/${next.token}.ics`)).status).toBe(200)
    await healthOfficer.run(closeFeed, { agencyId: health })
    expect((await get(`/calendar/${next.token}.ics`)).status).toBe(404)
    expect((await get('/calendar/1')).status).toBe(404)
    await expect(healthOfficer.run(closeFeed, { agencyId: health })).rejects.toMatchObject({ status: 404 })
  })

  test('the token stands nowhere in the database, and another agency cannot make one', async () => {
    const { token } = await healthOfficer.run(openFeed, { agencyId: health }, 'once-feed')
    const again = await healthOfficer.run(openFeed, { agencyId: health }, 'once-feed')
    expect(again.token).toBe('…')
    for (const table of ['audit', 'change', 'submission', 'calendarFeed'] as const) {
      const rows = await db.selectFrom(table).selectAll().execute()
      expect(
        JSON.stringify(rows, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value)),
      ).not.toContain(token)
    }
    const other = await as('agency', { agencyId: finance })
    await expect(other.run(openFeed, { agencyId: health })).rejects.toMatchObject({ status: 403 })
  })

  test('two renewals at once leave one address', async () => {
    await Promise.all([
      coordinator.run(openFeed, { agencyId: finance }),
      coordinator.run(openFeed, { agencyId: finance }),
    ])
    const open = await db
      .selectFrom('calendarFeed')
      .select('id')
      .where('agencyId', '=', finance)
      .where('revokedAt', 'is', null)
      .execute()
    expect(open).toHaveLength(1)
  })
})

test.each(['0001-01-01', '1899-12-31', '2200-01-01', '9999-12-31', '2025-02-30'])(
  'a day off on %s is told at its field: the calendar does not reckon in that year, or there is no such day',
  async (day) => {
    const given = { day, kind: 'holiday', name: 'Thử', source: 'Thử' }
    for (const operation of [addHoliday, changeHoliday, removeHoliday])
      await expect(coordinator.run(operation, given)).rejects.toMatchObject({
        status: 422,
        fields: [{ field: 'day' }],
      })
  },
)

describe('reminders', () => {
  let server: MailServer
  let mails: string[]
  let withMail: (day: string, minutes?: number) => System
  beforeAll(async () => {
    server = await mailServer()
    mails = server.mails
    const { mail } = readConfig({ SMTP_URL: server.url, MAIL_FROM: 'nscl <nscl@example.vn>' })
    withMail = (day, minutes = 0) => {
      const at = on(day, { config: { ...system.config, mail } })
      return { ...at, now: () => new Date(at.now().getTime() + minutes * 60_000) }
    }
  })
  afterAll(() => server.close())

  const noted = async () => (await db.selectFrom('noticeThing').select('kind').execute()).length
  /** Tells, and sends what waits. */
  const remind = async (at: System) => {
    await tellOfDuties(at)
    return sendNotices(at)
  }

  test('without a mail server, and with made-up data, they stand in the program and no mail leaves', async () => {
    const day = on('2025-12-03')
    expect(await tellOfDuties(day)).toBeGreaterThan(0)
    expect(await sendNotices(day)).toEqual({ sent: 0, failed: 0 })
    expect(await sendNotices({ ...withMail('2025-12-04'), sample: true })).toEqual({ sent: 0, failed: 0 })
    const { rows } = await healthOfficer.run(listNotices, { kind: 'duties.due' })
    expect(rows).toHaveLength(1)
    expect(() => readConfig({ SMTP_URL: 'smtp://mail.example.vn' })).toThrow('MAIL_FROM')
  })

  test('a server that refuses is tried again, and nobody is told twice for it', async () => {
    server.refuse = true
    const first = await remind(withMail('2025-12-24'))
    expect(first.sent).toBe(0)
    expect(first.failed).toBeGreaterThan(0)
    const things = await noted()
    server.refuse = false
    expect(await remind(withMail('2025-12-24', 2))).toEqual({ sent: first.failed, failed: 0 })
    expect(mails).toHaveLength(first.failed)
    expect(await noted()).toBe(things)
  })

  test('the mail says all that is due of the agency, how long there is, and where', async () => {
    const address = `${healthOfficer.actor.userId}@example.vn`
    const mine = mails.filter((mail) => mail.includes(`To: ${address}`))
    expect(mine).toHaveLength(1)
    const [mail = ''] = mine
    expect(mail.split('\n\n')[0]).toContain('From: nscl <nscl@example.vn>')
    const text = textOfMail(mail)
    expect(text).toContain('- V.5.3. Thực hiện báo cáo định kỳ hoặc đột xuất')
    expect(text).toContain('Thời hạn: chậm nhất 31/12/2025 (còn 5 ngày làm việc)')
    expect(text).toContain(`${system.config.publicUrl}/duties`)
  })

  test('each step is told once: nothing more that day, the next step when it comes', async () => {
    expect(await remind(withMail('2025-12-24', 10))).toMatchObject({ sent: 0 })
    expect(await remind(withMail('2025-12-26'))).toMatchObject({ sent: 0 })
    mails.length = 0
    const late = await remind(withMail('2025-12-30'))
    expect(late.sent).toBeGreaterThan(0)
    expect(mails).toHaveLength(late.sent)
  })

  test('what comes up on a day on which an agency was told already is told the next day', async () => {
    const told = async () =>
      (await healthOfficer.run(listNotices, { kind: 'duties.due' })).rows.map(({ body }) => body.vi)
    const before = await told()
    await runOn('2025-12-29', coordinator, requestDuty, {
      agencyIds: health,
      title: 'Gửi số liệu bổ sung',
      within: '5',
    })
    await tellOfDuties(on('2025-12-30'))
    expect(await told()).toHaveLength(before.length)
    await tellOfDuties(on('2025-12-31'))
    expect(await told()).toHaveLength(before.length + 1)
    expect((await told())[0]).toContain('Gửi số liệu bổ sung')
  })

  test('two processes at once tell and send each once', async () => {
    await sendNotices(withMail('2026-01-04'))
    mails.length = 0
    const day = withMail('2026-01-05')
    await Promise.all([tellOfDuties(day), tellOfDuties(day)])
    const both = await Promise.all([sendNotices(day), sendNotices(day)])
    expect(mails).toHaveLength(both[0].sent + both[1].sent)
    const to = mails.map(
      (mail) => `${/^To: (.*)$/m.exec(mail)?.[1]} ${/^Message-ID: (.*)$/im.exec(mail)?.[1]}`,
    )
    expect(new Set(to).size).toBe(to.length)
    expect(mails.length).toBeGreaterThan(0)
  })

  test('a closed account, and one that switched the kind off, get none', async () => {
    const closed = await as('agency', { agencyId: finance })
    const off = await as('agency', { agencyId: finance })
    for (const kind of ['duties.due', 'duties.late']) await off.run(wishNotice, { kind, way: 'off' })
    await db
      .updateTable('account')
      .set({ disabled: true })
      .where('id', '=', closed.actor.userId ?? '')
      .execute()
    mails.length = 0
    await remind(withMail('2026-01-06'))
    for (const { actor } of [closed, off])
      expect(mails.filter((mail) => mail.includes(actor.userId ?? ''))).toEqual([])
  })

  test('every sending is in the log', async () => {
    const rows = await db
      .selectFrom('noticeDelivery as d')
      .innerJoin('notice as n', 'n.id', 'd.noticeId')
      .select(['d.address', 'd.result', 'n.kind'])
      .where('d.state', '=', 'sent')
      .where('n.kind', 'like', 'duties.%')
      .execute()
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(({ address, result }) => address !== null && result !== null)).toBe(true)
  })

  test('work that is opened again is told to its agency with the reason', async () => {
    const { rows } = await healthOfficer.run(listDuties, { state: 'late' })
    const id = rows.find(({ agencyId }) => agencyId === health)?.id ?? 0
    await healthOfficer.run(completeDuty, { id, doneOn: '2025-01-15', note: 'Đã gửi báo cáo' })
    await coordinator.run(reopenDuty, { id, reason: 'Thiếu phụ lục' })
    const [told] = (await healthOfficer.run(listNotices, { kind: 'duties.returned' })).rows
    expect(told?.body.vi).toContain('Thiếu phụ lục')
    expect(told?.href).toBe(`/duties/${id}`)
  })
})

test('the audit chain holds but for what this test wrote by itself', async () => {
  const { findings } = await verifyAudit(db, system.auditKey)
  const own = /^(duty|plan|setting|account) /
  expect(findings.filter((finding) => !own.test(finding.where))).toEqual([])
})
