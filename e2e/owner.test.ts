import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inspect, openDesk } from './program.ts'

/* An owner with a phone: three questions, an answer with its reasons, and the way to the application. Without JavaScript too. */

const { program, browser } = await openDesk({ sample: 40, signIn: false })

const phone = async (of: {
  javaScriptEnabled?: boolean
  colorScheme?: 'dark' | 'light'
  lang?: 'vi' | 'en'
}): Promise<Page> => {
  const { lang = 'vi', ...look } = of
  const context = await browser.newContext({
    locale: 'vi-VN',
    viewport: { width: 390, height: 844 },
    ...look,
  })
  const page = await context.newPage()
  await page.goto(`${program.url}/?lang=${lang}`)
  return page
}
const isWide = (page: Page) => page.evaluate('document.documentElement.scrollWidth > innerWidth')

test.each([true, false])(
  'an owner answers three questions on the first page, knows, and goes on to apply (JavaScript: %s)',
  async (javaScriptEnabled) => {
    const page = await phone({ javaScriptEnabled })
    const units = await page.locator('#q-unit option').allTextContents()
    expect(units.length).toBeGreaterThan(40)
    await page.selectOption('#q-unit', { label: 'Xã Tài Văn' })
    await page.selectOption('#q-state', 'active')
    await page.selectOption('#q-sectorGroup', 'production')
    await page.fill('#q-employees', '20')
    await page.locator('#questions button[type="submit"]').click()
    await page.waitForURL(/\/eligibility\?/)
    const said = await page.locator('main').innerText()
    // The rule stands behind each condition, and what is not known says why.
    expect(said).toContain('Thành lập, tổ chức trên địa bàn tỉnh')
    expect(said).toMatch(/Kế hoạch 181\/KH-UBND, mục II/)
    expect(said).toMatch(/Chưa rõ vì/)
    expect(said).toContain('Hỏi:')
    expect(await isWide(page)).toBe(false)
    if (javaScriptEnabled) await inspect(page, 'eligibility')
    await page.locator('#next a[href="/sign-in"]').click()
    await page.waitForURL(/\/sign-in/)
    await page.context().close()
  },
)

test('a seat elsewhere gets a no with its reason, in English too and in the dark', async () => {
  const page = await phone({ colorScheme: 'dark', lang: 'en' })
  await page.selectOption('#q-unit', 'elsewhere')
  await page.locator('#questions button[type="submit"]').click()
  const said = await page.locator('main').innerText()
  expect(said).toContain('No support as things stand')
  expect(said).toContain('Its seat is in another province.')
  expect(said).not.toMatch(/[ăơưđ]ư|Trụ sở|Chưa rõ/)
  await inspect(page, 'eligibility-dark')
  await page.context().close()
})

test('a certificate is verified by the address that its QR code holds', async () => {
  const page = await phone({})
  await page.goto(`${program.url}/`)
  const number =
    (await page.locator('#products tbody td[data-label="Số chứng nhận"]').first().innerText()).split(
      '\n',
    )[0] ?? ''
  await page.goto(`${program.url}/verify?q=${encodeURIComponent(number)}`)
  expect(await page.locator('main').innerText()).toContain(number)
  expect(await page.locator('#qr svg').isVisible()).toBe(true)
  await inspect(page, 'verify')
  await page.context().close()
})

test('in the dark every contrast holds: the first page, the plan, progress and the look-up', async () => {
  const page = await phone({ colorScheme: 'dark' })
  for (const path of ['/', '/plan', '/progress', '/verify']) {
    await page.goto(program.url + path)
    await inspect(page, `dark${path.replaceAll('/', '-')}`)
    expect(await isWide(page), path).toBe(false)
  }
  await page.context().close()
})
