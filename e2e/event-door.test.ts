import { expect, test } from 'vitest'
import { inspect, openDesk, pdf, send } from './program.ts'

/* At the door of an event: two phones, one of them without a network, and an answer that is lost give one attendance; a sheet notes the rest. */

const { browser, context, page: officer, program, go, text } = await openDesk({ sample: 12 })
const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)

/** A phone of the officer's at the door, with the session of the desk. */
async function phoneAt(path: string) {
  const phone = await browser.newContext({
    ...{ locale: 'vi-VN', viewport: { width: 390, height: 844 }, isMobile: true },
    storageState: await context.storageState(),
  })
  const page = await phone.newPage()
  await page.goto(program.url + path)
  return { phone, page, list: () => page.locator('[data-door]').innerText() }
}

test('a person is noted once, whatever the network does', async () => {
  await go('/events/new')
  await officer.locator('select[name="kindId"]').selectOption({ label: 'Khóa đào tạo, tập huấn' })
  await send(officer, '/events/new', { title: 'Khóa 5S tại cửa', startsOn: today, place: 'Hội trường A' })
  const event = new URL(officer.url()).pathname
  for (const name of ['Lan', 'Minh', 'Nam']) {
    await go(`${event}/registrations/new`)
    await send(officer, `${event}/registrations/new`, { name, organisation: 'Công ty A', consents: true })
  }
  const one = await phoneAt(`${event}/door`)
  const two = await phoneAt(`${event}/door`)
  const type = async (page: typeof one.page, code: string) => {
    await page.locator('input[name="code"]').fill(code)
    await page.locator('input[name="code"]').press('Enter')
  }
  // without a network the phone keeps it
  await one.phone.setOffline(true)
  await type(one.page, '1')
  await expect.poll(one.list).toContain('Chờ gửi: 1')
  // another phone notes the same person meanwhile
  await type(two.page, '1')
  await expect.poll(two.list).toContain('Đã điểm danh: 1. Lan')
  await one.phone.setOffline(false)
  await expect.poll(one.list, { timeout: 30_000 }).toContain('Đã điểm danh từ trước: 1. Lan')
  // the answer is lost on its way: the same line goes again and acts once
  let lost = 0
  await two.page.route(`**${event}/door`, async (route) => {
    if (route.request().method() !== 'POST' || lost > 0) return route.continue()
    lost += 1
    await route.fetch()
    await route.abort()
  })
  await type(two.page, '2')
  await expect.poll(two.list, { timeout: 30_000 }).toContain('Đã điểm danh: 2. Minh')
  expect(lost).toBe(1)
  // what is not on the list is said so
  await type(two.page, '77')
  await expect.poll(two.list).toContain('Không ghi được')
  await inspect(two.page, 'event-door')

  await go(`${event}/attendance`)
  await inspect(officer, 'event-attendance')
  expect(await text()).toContain('Đã ghi 2 người')
  await officer.getByLabel(/Nam/).check()
  await send(officer, `${event}/attendance`, {})
  expect(await text()).toContain('Đã ghi 3 người')
  await go(`${event}/registrations`)
  await inspect(officer, 'event-registrations-came')
  await go(event)
  await send(officer, `${event}/holding`, {})
  expect(await text()).toContain('3 người đã dự theo điểm danh')
  await inspect(officer, 'event-closing')
  await send(officer, `${event}/closing`, { result: 'Đã học 5S', fileId: pdf('bang-ky') })

  // who came gets a certificate, which everybody who has its code can verify
  await go(`${event}/certificates/new`)
  await inspect(officer, 'event-certificates-new')
  await send(officer, `${event}/certificates/new`, {})
  const link = officer.locator('main a[href$="certificate.pdf"]').first()
  const code = await link.innerText()
  const file = await officer.request.get(program.url + (await link.getAttribute('href')))
  expect([file.status(), file.headers()['content-type']]).toEqual([200, 'application/pdf'])
  const stranger = await (
    await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } })
  ).newPage()
  await stranger.goto(`${program.url}/events/certificate?code=${code.toLowerCase()}`)
  await inspect(stranger, 'event-certificate')
  expect(await stranger.locator('main').innerText()).toContain('Giấy chứng nhận có hiệu lực')
})
