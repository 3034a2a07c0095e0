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
