import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/* A standing duty asks its agency for a half-year: things done with proof, sent, returned, sent anew, accepted by the office; seen on the plan's sentences and in the agency's year. */

const { program, browser, page: officer, go, text } = await openDesk({ sample: 12 })

test('an agency reports what it did, the office returns and accepts it', async () => {
  await go('/standing-reports')
  await inspect(officer, 'standing-reports')
  await go('/standing-reports?state=asked')
  const row = officer.locator('main tbody tr').first()
  const address = (await row.locator('a[href^="/standing-reports/"]').first().getAttribute('href')) ?? ''
  const agencyId = /\d+$/.exec(
    (await row.locator('a[href^="/agencies/"]').first().getAttribute('href')) ?? '',
  )?.[0]
  await go(address)
  const agency = await anotherPerson(browser, program, 'agency', 'Lê Thị Sở', agencyId)
  await agency.goto(`${program.url}${address}`)
  await inspect(agency, 'standing-asked')
  await agency.goto(`${program.url}${address}/deeds/new`)
  await agency.locator('select[name="task"]').selectOption({ index: 1 })
  await inspect(agency, 'standing-deed')
  await send(agency, `${address}/deeds/new`, {
    text: 'Phổ biến đến 12 doanh nghiệp',
    fileId: pdf('danh-sach'),
  })
  await send(agency, `${address}/sending`, { done: 'Phổ biến kế hoạch đến 12 doanh nghiệp.' })
  await go(`${address}?do=giveBack`)
  await send(officer, `${address}/return`, { remark: 'Xin ghi rõ ở đâu.' })
  await agency.goto(`${program.url}${address}`)
  expect(await agency.locator('main').innerText()).toContain('Xin ghi rõ ở đâu.')
  await send(agency, `${address}/sending`, { done: 'Phổ biến kế hoạch đến 12 doanh nghiệp tại thành phố.' })
  await go(address)
  await inspect(officer, 'standing-reported')
  await send(officer, `${address}/acceptance`, {})
  expect(await text()).toContain('Phổ biến đến 12 doanh nghiệp')
  await inspect(officer, 'standing-accepted')
  await go(`/agencies/${agencyId}`)
  await inspect(officer, 'agency-years')
  expect(await text()).toContain('Các năm của cơ quan')
})

test('each sentence of the plan has a place where its doing is recorded; the period is set with its document', async () => {
  await go('/plan-coverage')
  await inspect(officer, 'plan-coverage')
  expect(await text()).not.toContain('Không có nơi ghi nhận')
  await go('/plan-coverage/recording?sentence=III.1%2F2')
  await inspect(officer, 'plan-coverage-recording')
  await send(officer, '/plan-coverage/recording', { source: 'Công văn 14/SKHCN' })
  expect(await text()).toContain('Công văn 14/SKHCN')
  await go('/recording-rules')
  await inspect(officer, 'recording-rules')
  await go('/standing-periods/new')
  await inspect(officer, 'standing-period-new')
  await send(officer, '/standing-periods/new', { recurrence: 'quarterly', source: 'Công văn 12/SKHCN' })
  await inspect(officer, 'standing-periods')
  expect(await text()).toContain('Công văn 12/SKHCN')
})
