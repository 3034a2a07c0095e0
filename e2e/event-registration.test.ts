import { expect, test } from 'vitest'
import { inspect, openDesk, send } from './program.ts'

/* On a phone somebody registers for a course by its link; the place that they give back goes to who waits; the organiser sees the list. */

const { browser, page: officer, program, go, text } = await openDesk({ sample: 12 })
const phone = await (
  await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 }, isMobile: true })
).newPage()
const said = () => phone.locator('main').innerText()

/** Registers on the phone. @returns the personal link that is shown */
async function register(address: string, name: string): Promise<string> {
  await phone.goto(program.url + address)
  const email = `${name}@example.vn`
  await send(phone, address, { name, organisation: 'Công ty A', email, consents: true })
  const link = await phone.locator('main code').innerText()
  return new URL(link).pathname
}

test('a course is opened for registration; on a phone one takes the place, another waits and moves up', async () => {
  await go('/events/new')
  await officer.locator('select[name="kindId"]').selectOption({ label: 'Khóa đào tạo, tập huấn' })
  await send(officer, '/events/new', {
    ...{ title: 'Khóa đào tạo 5S', startsOn: '2031-05-10', place: 'Hội trường A', capacity: '1' },
  })
  const event = new URL(officer.url()).pathname
  await go(`${event}/sessions/new`)
  await send(officer, `${event}/sessions/new`, { startsAt: '08:00', title: 'Khai mạc' })
  await go(`${event}/registration/open`)
  await inspect(officer, 'event-registration-open')
  await send(officer, `${event}/registration/open`, {})
  await inspect(officer, 'event-registration')
  const link = await officer.locator('#registration a[href^="/events/register/"]').getAttribute('href')
  const address = link ?? ''

  await phone.goto(`${program.url}/events/open`)
  await inspect(phone, 'events-open')
  expect(await said()).toContain('Khóa đào tạo 5S')
  await phone.goto(program.url + address)
  await inspect(phone, 'event-register')
  await phone.setViewportSize({ width: 390, height: 844 })
  // without consent nobody is put on the list
  const without = { name: 'Lan', organisation: 'Công ty A', email: 'lan@example.vn' }
  await send(phone, address, without, 'refused')
  expect(await said()).toContain('Không có sự đồng ý')
  const first = await register(address, 'lan')
  await inspect(phone, 'event-registered')
  const second = await register(address, 'minh')
  await phone.goto(program.url + second)
  expect(await said()).toContain('Trong danh sách chờ')
  await phone.goto(program.url + first)
  await inspect(phone, 'event-own-registration')
  expect(await said()).toContain('Có chỗ')
  await send(phone, `${first}/withdrawal`, {})
  expect(await said()).toContain('Đã rút')
  await phone.goto(program.url + second)
  expect(await said()).toContain('Có chỗ')

  await go(`${event}/registrations`)
  await inspect(officer, 'event-registrations')
  expect(await text()).toContain('minh')
  await go(`${event}/registrations/new`)
  await inspect(officer, 'event-registration-new')
  await go(`/events/registrations/import?eventId=${event.split('/').at(-1)}`)
  await inspect(officer, 'event-registrations-import')
  await go(`${event}/registrations`)
  await officer.locator('main tbody a', { hasText: 'minh' }).click()
  await officer.waitForURL(/event-registrations/)
  await inspect(officer, 'event-registration-one')
})
