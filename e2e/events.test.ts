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
  await go(`${event}/invitees/new`)
  await officer.locator('input[name="agencyIds"]').first().check()
  await inspect(officer, 'event-invitees-new')
  await send(officer, `${event}/invitees/new`, { name: 'Khách A', email: 'khach@mau.example' })
  await go(`${event}/invitations/new`)
  await inspect(officer, 'event-invitation-new')
  await send(officer, `${event}/invitations/new`, { signer: 'Nguyễn Văn B' })
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

test('the minutes, conclusions, costs and materials of an event that was held stand on its pages', async () => {
  const event = new URL(officer.url()).pathname
  expect(await text()).toContain('Biên bản, kết luận')
  await go(`${event}/costs`)
  await inspect(officer, 'event-costs')
  expect(await text()).toContain('Đã quyết toán')
  await go(`${event}/conclusions/new`)
  await officer.locator('select[name="agencyId"]').selectOption({ index: 1 })
  await inspect(officer, 'event-conclusion-new')
  await send(officer, `${event}/conclusions/new`, { content: 'Tổng kết 5S cuối năm', dueOn: '2031-12-01' })
  await go('/event-conclusions')
  await inspect(officer, 'event-conclusions')
  await officer.locator('main tbody a[href^="/event-conclusions/"]').first().click()
  await officer.waitForURL(/\/event-conclusions\/\d+$/)
  await inspect(officer, 'event-conclusion')
  await go(event)
  await officer.locator('#sheets a[href$="/results"]').first().click()
  await officer.waitForURL(/\/event-sheets\/\d+\/results$/)
  await inspect(officer, 'event-survey-results')
  expect(await text()).toContain('Nội dung có ích không?')
  await go('/events/materials')
  await inspect(officer, 'event-materials-public')
  expect(await text()).toContain('Bài giảng 5S')
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

test('who was sent to courses of others, and the classes of schools, stand in their registers', async () => {
  await go('/event-nominees')
  await inspect(officer, 'event-nominees')
  await officer.locator('main tbody a[href^="/event-nominees/"]').first().click()
  await officer.waitForURL(/\/event-nominees\/\d+$/)
  await inspect(officer, 'event-nominee')
  await go('/schools')
  await inspect(officer, 'schools')
  await officer.locator('main tbody a[href^="/schools/"]').first().click()
  await officer.waitForURL(/\/schools\/\d+$/)
  await inspect(officer, 'school')
  expect(await text()).toContain('So với năm trước')
  await go(`${new URL(officer.url()).pathname}/classes/new`)
  await inspect(officer, 'school-class-new')
  await go('/school-classes')
  await inspect(officer, 'school-classes')
  await go('/school-classes/import')
  await inspect(officer, 'school-classes-import')
})
