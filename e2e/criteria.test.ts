import { expect, test } from 'vitest'
import { inspect, openDesk, send } from './program.ts'

/* Criteria to be confirmed are work, with the evidence beside; what a plan grants to each legal form is a condition. */

const { page: officer, go, text, browser, program } = await openDesk({ sample: 12 })

test('what is declared is looked at with its evidence, confirmed, and leaves the queue', async () => {
  await go('/enterprises/criteria')
  await inspect(officer, 'criteria-queue')
  const rows = officer.locator('main table a[href$="/review"]')
  const before = await rows.count()
  expect(before).toBeGreaterThan(0)
  await rows.first().click()
  await officer.waitForLoadState()
  await inspect(officer, 'criterion-review')
  const at = new URL(officer.url()).pathname
  await send(officer, at, { note: '' }, 'refused')
  await send(officer, at, { note: 'Đã đối chiếu minh chứng' })
  expect(new URL(officer.url()).pathname).toBe('/enterprises/criteria')
  expect(await officer.locator('main table a[href$="/review"]').count()).toBe(before - 1)
})

test('what the plan grants to a legal form is entered with its article', async () => {
  await go('/beneficiary-forms')
  await inspect(officer, 'beneficiary-forms')
  await go('/beneficiary-forms/household')
  await inspect(officer, 'beneficiary-form')
  await officer.locator('input[name="granted"][value="not_supported"]').check()
  await send(officer, '/beneficiary-forms/household', { article: 'II.2', note: 'Chỉ được tập huấn' })
  expect(await text()).toContain('Chỉ được tập huấn')
  const phone = await (
    await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } })
  ).newPage()
  await phone.goto(`${program.url}/eligibility`)
  await phone.locator('select[name="legalForm"]').selectOption('household')
  await phone.getByRole('button', { name: 'Xem trả lời' }).click()
  await phone.waitForLoadState()
  expect(await phone.locator('#why').innerText()).toContain('Hộ kinh doanh không được hỗ trợ')
  await inspect(phone, 'eligibility-form')
})
