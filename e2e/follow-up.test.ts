import { expect, test } from 'vitest'
import { inspect, openDesk, send } from './program.ts'

/* What became of a turn: the coordinator gives a personal link, it is answered on a phone, and the answer counts in the sums. */

const { program, browser, page, go, text } = await openDesk({ sample: 12 })
const sums = '/support/follow-ups/sums?plan=all'
/** How often was answered, over all rows of the sums. */
async function answered(): Promise<number> {
  await go(sums)
  const cells = await page.locator('main table a[href*="state=answered"]').allInnerTexts()
  return cells.reduce((sum, cell) => sum + Number(cell), 0)
}

test('a personal link is answered on a phone, once, and the coordinator sees it in the sums', async () => {
  const before = await answered()
  await inspect(page, 'follow-up-sums')
  await go('/support/follow-ups?plan=all')
  expect(await page.locator('select[name="askedIn"]').count()).toBe(1)
  for (const state of ['asked', 'silent']) {
    await go(`/support/follow-ups?plan=all&state=${state}`)
    if ((await page.locator('main table tbody a[href^="/support/follow-ups/"]').count()) > 0) break
  }
  await page.locator('main table tbody a[href^="/support/follow-ups/"]').first().click()
  await page.waitForURL(/\/support\/follow-ups\/\d+$/)
  const one = new URL(page.url()).pathname
  await page.getByRole('button', { name: 'Cấp liên kết riêng' }).click()
  await page.waitForLoadState('networkidle')
  const link = new URL((await page.locator('main code').first().innerText()).trim()).pathname
  const phone = await (
    await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } })
  ).newPage()
  await phone.goto(program.url + link)
  await inspect(phone, 'follow-up-link')
  await phone.setViewportSize({ width: 390, height: 844 })
  const names = new Set(
    await phone
      .locator('main [name^="answers."]')
      .evaluateAll((fields) => fields.map((field) => field.getAttribute('name') ?? '')),
  )
  const said: Record<string, string> = {}
  for (const name of names)
    said[name] = (await phone.locator(`textarea[name="${name}"]`).count()) > 0 ? 'Đã áp dụng 5S ở xưởng' : '1'
  await send(phone, link, said)
  expect(await phone.locator('main').innerText()).toContain('Đã có câu trả lời')
  await phone.context().close()
  expect(await answered()).toBe(before + 1)
  await go(one)
  expect(await text()).toContain('Đã áp dụng 5S ở xưởng')
  await inspect(page, 'follow-up-answered')
})
