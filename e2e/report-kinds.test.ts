import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, send } from './program.ts'

/* A report on half a year: begun of its kind, an estimate of the whole year beside its results, sealed by the leader, downloaded; its kinds as rows. */

const { program, browser, page: officer, go, text } = await openDesk({ sample: 12 })

test('a half-year report is begun, estimated, sealed by the leader and downloaded', async () => {
  await go('/report-kinds')
  await inspect(officer, 'report-kinds')
  expect(await text()).toContain('Báo cáo 6 tháng')
  await go('/reports/new')
  await inspect(officer, 'report-new')
  const kind =
    (await officer
      .locator('select[name="kindId"] option', { hasText: 'Báo cáo 6 tháng' })
      .first()
      .getAttribute('value')) ?? ''
  await send(officer, '/reports/new', { kindId: kind, year: '2025', part: '2' })
  const address = /\/reports\/\d+/.exec(officer.url())?.[0] ?? ''
  await go(`${address}/estimates`)
  await send(officer, `${address}/estimates`, {
    target: 'conferences',
    value: '3',
    basis: 'Còn một hội nghị trong tháng 12',
  })
  await go(address)
  await inspect(officer, 'report-half-year')
  expect(await text()).toContain('Kính gửi: Bộ Khoa học và Công nghệ')
  expect(await text()).toContain('Ước thực hiện cả năm 2025')
  const leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
  await leader.goto(`${program.url}${address}/seal`)
  await send(leader, `${address}/seal`, { number: '78', datedOn: '20/12/2025', signatory: 'Trần Văn Lãnh' })
  await go(address)
  await inspect(officer, 'report-half-year-sealed')
  for (const format of ['docx', 'pdf', 'xlsx'])
    expect((await officer.request.get(`${program.url}${address}/document?format=${format}`)).status()).toBe(
      200,
    )
  await go(`${address}/verification`)
  expect(await text()).toContain('Bản ghi khớp với nhật ký')
})

const ofKind = async (name: string) =>
  (await officer.locator('select[name="kindId"] option', { hasText: name }).first().getAttribute('value')) ??
  ''

test('a review is read beside the period before and by agency, a brief is one page, an enterprise has its report', async () => {
  await go('/reports/new')
  const review = { kindId: await ofKind('Báo cáo sơ kết'), year: '2025', toDay: '30/06/2025' }
  const brief = { ...review, kindId: await ofKind('Tóm tắt cho lãnh đạo') }
  await send(officer, '/reports/new', review)
  await go(/\/reports\/\d+/.exec(officer.url())?.[0] ?? '')
  await inspect(officer, 'report-review')
  expect(await text()).toContain('SO SÁNH VỚI KỲ TRƯỚC')
  const acts = await officer.locator('a[href^="/agency-acts"]').first().getAttribute('href')
  await go(acts ?? '')
  await inspect(officer, 'agency-acts')
  await go('/reports/new')
  await send(officer, '/reports/new', brief)
  const address = /\/reports\/\d+/.exec(officer.url())?.[0] ?? ''
  await go(address)
  await inspect(officer, 'report-brief')
  expect(await text()).toContain('Việc cần quyết định')
  expect((await officer.request.get(`${program.url}${address}/document?format=pdf`)).status()).toBe(200)
  await go('/enterprises/1')
  await officer.locator('a[href^="/reports/new?enterpriseId="]').first().click()
  await inspect(officer, 'report-new-enterprise')
  await send(officer, '/reports/new', { kindId: await ofKind('Báo cáo về một doanh nghiệp') })
  await go(/\/reports\/\d+/.exec(officer.url())?.[0] ?? '')
  await inspect(officer, 'report-enterprise')
  expect(await text()).toContain('Năng suất trước và sau hỗ trợ')
})
