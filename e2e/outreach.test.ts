import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/*
 * An association's year: on a phone it enters what it did with a photograph, names an enterprise and sends it; the office returns it, the association mends
 * it, another look confirms it; it stands in the sums, and the report on the association's standing duty begins with it.
 */

const { program, browser, page: officer, go, text } = await openDesk({ sample: 12 })
const picture = {
  name: 'buoi-hop.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}
const title = 'Vận động hội viên làng nghề áp dụng 5S'

test("an association's year", async () => {
  await go('/agencies?kind=association&limit=100')
  // one that still owes a report on a standing duty
  const associations = await officer
    .locator('main table tbody tr td:first-child a[href^="/agencies/"]')
    .evaluateAll((all) => all.map((one) => /\d+$/.exec(one.getAttribute('href') ?? '')?.[0] ?? ''))
  const owed = async () => {
    for (const agencyId of associations)
      for (const state of ['asked', 'returned']) {
        await go(`/standing-reports?plan=all&agencyId=${agencyId}&state=${state}`)
        const report = officer.locator('main table a[href^="/standing-reports/"]').first()
        if ((await report.count()) > 0) return { agencyId, report: (await report.getAttribute('href')) ?? '' }
      }
    throw new Error('no association owes a report')
  }
  const { agencyId, report: asked } = await owed()
  await go('/enterprises')
  const taxCode = /\b\d{10}\b/.exec(await text())?.[0] ?? ''
  const association = await anotherPerson(browser, program, 'association', 'Lê Thị Hội', agencyId)
  const onPhone = async (path: string) => {
    await association.setViewportSize({ width: 390, height: 844 })
    await association.goto(program.url + path)
  }
  const said = () => association.locator('main').innerText()

  /** Enterprises reached, of all that is confirmed of the association. */
  const reached = async () => {
    await onPhone('/outreach/sums')
    const cell = association.locator('main td[data-label="Hội viên, doanh nghiệp được tiếp cận"]').first()
    return (await cell.count()) === 0 ? 0 : Number((await cell.innerText()).replaceAll('.', ''))
  }
  const before = await reached()

  // a day of the half-year of which the report is owed
  await onPhone(asked)
  const [, half, year] = /6 tháng (đầu|cuối) năm (\d{4})/.exec(await said()) ?? []
  const heldOn = `15/${half === 'cuối' ? '07' : '01'}/${year}`

  await onPhone('/outreach/new')
  await inspect(association, 'outreach-new')
  await onPhone('/outreach/new')
  await send(association, '/outreach/new', { title, cost: '' }, 'refused')
  await association.locator('select[name="kindId"]').selectOption({ index: 1 })
  await association.locator('select[name="setting"]').selectOption({ index: 2 })
  await send(association, '/outreach/new', {
    ...{ title, heldOn, enterprises: '12', persons: '30' },
    fileId: picture,
  })
  const one = new URL(association.url()).pathname
  await onPhone(`${one}?do=name`)
  await send(association, `${one}/enterprises`, { taxCodes: '0000000000' }, 'refused')
  await send(association, `${one}/enterprises`, { taxCodes: taxCode })
  expect(await said()).toContain(taxCode)
  await inspect(association, 'outreach-written')
  await onPhone(`${one}?do=send`)
  await send(association, `${one}/sending`, {})

  await go(`${one}?do=return`)
  await inspect(officer, 'outreach-sent')
  await send(officer, `${one}/return`, { remark: 'Xin thêm danh sách.' })
  await onPhone(`${one}?do=prove`)
  expect(await said()).toContain('Xin thêm danh sách.')
  await send(association, `${one}/proofs`, { fileId: pdf('danh-sach') })
  await onPhone(`${one}/correction`)
  await send(association, `${one}/correction`, { enterprises: '14' })
  await onPhone(`${one}?do=send`)
  await send(association, `${one}/sending`, {})
  await go(one)
  await send(officer, `${one}/confirmation`, {})
  await inspect(officer, 'outreach-confirmed')

  expect(await reached()).toBe(before + 14)
  await inspect(association, 'outreach-sums')
  await onPhone(asked)
  expect(await said()).toContain('Việc vận động được xác nhận')

  await onPhone('/integrations/new')
  await inspect(association, 'integration-new')
  await onPhone('/integrations')
  await inspect(association, 'integrations')
  await go('/outreach')
  await inspect(officer, 'outreach')
  await go('/integrations?plan=all')
  await officer.locator('main table tbody a[href^="/integrations/"]').first().click()
  await officer.waitForURL(/\/integrations\/\d+$/)
  await inspect(officer, 'integration')
  await officer.locator('main a[href^="/yearly-plans/"]').first().click()
  await officer.waitForURL(/\/yearly-plans\//)
  await inspect(officer, 'yearly-plan-beside')
})
