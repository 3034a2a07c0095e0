import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/*
 * An association's year: it enters what it did on a phone, with proof, names an enterprise, sends it; the office returns it, the association mends it, it is
 * confirmed by the office, stands in the sums and begins the association's report on its standing duty. Its own plan's money is sent beside that.
 */

const { program, browser, page: officer, go, text } = await openDesk({ sample: 12 })
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const title = 'Vận động hội viên làng nghề áp dụng 5S'

test("an association's year", async () => {
  await go('/introductions')
  const introduced = officer.locator('main table tbody a[href^="/introductions/"]').first()
  await introduced.waitFor()
  await go('/standing-reports?state=asked')
  await go('/outreach')
  await inspect(officer, 'outreach')
  await go('/outreach?state=confirmed&q=ngay hoi')
  await go('/agencies?kind=association')
  const agencyId = /\d+$/.exec(
    (await officer.locator('main table tbody a[href^="/agencies/"]').first().getAttribute('href')) ?? '',
  )?.[0]
  const association = await anotherPerson(browser, program, 'association', 'Lê Thị Hội', agencyId)
  await association.setViewportSize({ width: 390, height: 844 })
  const at = async (path: string) => association.goto(program.url + path)
  const said = () => association.locator('main').innerText()

  await at('/outreach/new')
  await inspect(association, 'outreach-new')
  await association.setViewportSize({ width: 390, height: 844 })
  await send(association, '/outreach/new', { title, enterprises: '12', persons: '30', cost: '' }, 'refused')
  await association.locator('select[name="kindId"]').selectOption({ index: 1 })
  await association.locator('select[name="setting"]').selectOption({ index: 2 })
  await send(association, '/outreach/new', {
    ...{ title, enterprises: '12' },
    fileId: { name: 'buoi-hop.png', mimeType: 'image/png', buffer: png },
  })
  const one = new URL(association.url()).pathname
  expect(await said()).toContain('chưa gửi')
})
