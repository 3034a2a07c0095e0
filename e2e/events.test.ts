import { expect, test } from 'vitest'
import { inspect, openDesk, send } from './program.ts'

/* An event is planned with its kind and line, gets its programme, is invited to, and given up; the kinds are the office's. */

const { page: officer, go, text } = await openDesk({ sample: 12 })

test('an event is planned, gets a programme, is invited to and given up', async () => {
  await go('/events')
  await inspect(officer, 'events')
  await go('/events/new')
  await officer.locator('select[name="kindId"]').selectOption({ label: 'Hội thảo' })
  await officer.locator('select[name="lineId"]').selectOption({ index: 1 })
  await inspect(officer, 'event-new')
  await send(officer, '/events/new', {
    ...{ title: 'Hội thảo 5S', startsOn: '2031-05-10', endsOn: '2031-05-11', place: 'Hội trường A' },
    cost: '30000000',
  })
  const event = new URL(officer.url()).pathname
  await go(`${event}/sessions/new`)
  await inspect(officer, 'event-session-new')
  await send(officer, `${event}/sessions/new`, {
    startsAt: '08:00',
    title: 'Khai mạc',
    speaker: 'Nguyễn Văn A',
  })
  await inspect(officer, 'event-planned')
  await send(officer, `${event}/invitation`, {})
  expect(await text()).toContain('Đã gửi lời mời')
  await go(`${event}?do=cancel`)
  await send(officer, `${event}/cancellation`, { reason: 'Không được bố trí kinh phí' })
  await inspect(officer, 'event-cancelled')
  expect(await text()).toContain('Không được bố trí kinh phí')
  await go('/events?state=closed')
  await officer.locator('main tbody a[href^="/events/"]').first().click()
  await officer.waitForURL(/\/events\/\d+$/)
  await inspect(officer, 'event-closed')
  expect(await text()).toContain('Kết quả sự kiện')
})

test('a person is entered, found twice, merged and separated; the experts of the plan open their persons', async () => {
  await go('/people/new')
  await inspect(officer, 'person-new')
  for (const post of ['Trưởng khoa', 'Giáo viên']) {
    await go('/people/new')
    await send(officer, '/people/new', {
      ...{
        name: 'Nguyễn Thị Dạy',
        post,
        employerKind: 'school',
        workplace: 'Trường nghề A',
        role: 'lecturer',
      },
      ...{ consentedOn: '2025-01-05', consentWay: 'form' },
    })
  }
  const person = new URL(officer.url()).pathname
  await inspect(officer, 'person-double')
  expect(await text()).toContain('Trùng tên và nơi công tác')
  await go(`${person}?do=merge`)
  await officer.locator('input[name="other"]').first().check()
  await send(officer, `${person}/merge`, { reason: 'Cùng một người' })
  await inspect(officer, 'person-merged')
  expect(await text()).toContain('Hồ sơ đã gộp vào đây')
  await go('/people')
  await inspect(officer, 'people')
  await go('/experts')
  await inspect(officer, 'experts')
  expect(await text()).toContain('Theo nơi công tác')
})

test('a kind of event is added', async () => {
  await go('/event-kinds/new')
  await inspect(officer, 'event-kind-new')
  await send(officer, '/event-kinds/new', { name: 'Diễn đàn', nameEn: 'Forum' })
  await inspect(officer, 'event-kinds')
  expect(await text()).toContain('Diễn đàn')
})
