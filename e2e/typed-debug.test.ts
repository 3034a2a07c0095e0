import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  inspect,
  openBrowser,
  output,
  ownPassword,
  type Program,
  pdf,
  send,
  signInFirst,
  startProgram,
} from './program.ts'

/* Typed text is never lost: the session ends while somebody types, with and without JavaScript; the back button. */

let program: Program
let browser: Browser
const title = 'Hội nghị năng suất'
const event = { kind: 'conference', title, heldOn: '10/03/2025', place: 'Hội trường', participants: '45' }

beforeAll(async () => {
  program = await startProgram()
  browser = await openBrowser()
  const first = await (await browser.newContext()).newPage()
  await signInFirst(first, program)
})
afterAll(async () => {
  await browser?.close()
  await program?.stop()
})

async function signedIn(javaScriptEnabled: boolean): Promise<Page> {
  const context = await browser.newContext({
    locale: 'vi-VN',
    javaScriptEnabled,
    viewport: { width: 1280, height: 900 },
  })
  const page = await context.newPage()
  await page.goto(`${program.url}/sign-in`)
  await send(page, '/sign-in', { email: program.email, password: ownPassword })
  return page
}

test.each([true, false])(
  'what was typed is there after signing in again (JavaScript: %s)',
  async (script) => {
    const page = await signedIn(script)
    await page.goto(`${program.url}/training/new`)
    await page.context().clearCookies({ name: /session/ })
    await send(page, '/training/new', { ...event, title: `${title} ${script}`, fileId: pdf('danh-sach') })
    expect(page.url()).toContain('/sign-in?next=')
    if (script) await inspect(page, 'typed-sign-in')
    await page.fill('[name="email"]', program.email)
    await page.fill('[name="password"]', ownPassword)
    await page.locator('form[action="/sign-in"] button').click()
    await page.waitForURL(/\/typed\//)
    expect(await page.locator('[name="title"]').inputValue()).toBe(`${title} ${script}`)
    expect(await page.locator('main').innerText()).toContain('danh-sach.pdf')
    if (script) await inspect(page, 'typed-again')
    await page.screenshot({ path: join(output, `typed-${script}.png`), fullPage: true })
    await page.locator('form[action="/training/new"] button[type="submit"]').click()
    await page.waitForURL(/\/training\/\d+$/)
  },
)

test.each([true, false])('the back button empties nothing (JavaScript: %s)', async (script) => {
  const page = await signedIn(script)
  await page.goto(`${program.url}/training/new`)
  await page.fill('[name="title"]', 'Đang gõ dở')
  await page.fill('[name="place"]', 'Hội trường')
  await page.goto(`${program.url}/training`)
  await page.goBack()
  expect(await page.locator('[name="title"]').inputValue()).toBe('Đang gõ dở')
})

/** Types the beginning of an event. */
async function beginEvent(page: Page, begun: string): Promise<void> {
  await page.goto(`${program.url}/training/new`)
  await page.fill('[name="title"]', begun)
  await page.fill('[name="place"]', 'Hội trường')
}
const bar = '[data-draft="form"]'
/** Drops every draft of the account: what other forms of this file left. */
async function dropDrafts(page: Page): Promise<void> {
  await page.goto(`${program.url}/drafts`)
  const drop = page.locator('main').getByRole('button', { name: 'Bỏ' })
  while ((await drop.count()) > 0) {
    await drop.first().click()
    await page.waitForLoadState()
    await page.goto(`${program.url}/drafts`)
  }
}
const offer = (page: Page) => page.locator('main aside', { hasText: 'Bản nháp "' })

test('a long form keeps itself while somebody types, outlives the session, and is gone on with on another device', async () => {
  const desk = await signedIn(true)
  await dropDrafts(desk)
  await beginEvent(desk, 'Hội nghị gõ dở')
  await desk.locator(`${bar} [role="status"]`, { hasText: 'Đã tự lưu nháp lúc' }).waitFor()
  await desk.setInputFiles('[name="fileId"]', pdf('minh-chung'))
  await desk.locator(`${bar} button`).click()
  await expect.poll(() => desk.locator('[name="_saved"]').inputValue()).toBe('2')
  await inspect(desk, 'draft-kept')
  await desk.context().clearCookies({ name: /session/ })
  const phone = await signedIn(true)
  await phone.setViewportSize({ width: 390, height: 844 })
  await phone.goto(`${program.url}/training/new`)
  await offer(phone).first().waitFor()
  await inspect(phone, 'draft-offered')
  await phone.screenshot({ path: join(output, 'draft-offered-390.png'), fullPage: true })
  await offer(phone).getByRole('link', { name: 'Tiếp tục' }).first().click()
  await phone.waitForURL(/\/typed\//)
  expect(await phone.locator('[name="title"]').inputValue()).toBe('Hội nghị gõ dở')
  expect(await phone.locator('main').innerText()).toContain('minh-chung.pdf')
  await phone.fill('[name="place"]', 'Nhà văn hóa')
  await phone.locator(`${bar} [role="status"]`, { hasText: 'Đã tự lưu nháp lúc' }).waitFor()
  // At the desk the session has ended: what is typed there is kept too, and the phone's draft stays.
  await desk.fill('[name="place"]', 'Phòng họp')
  await desk.locator(`${bar} [role="status"]`, { hasText: 'Phiên đăng nhập đã hết' }).waitFor()
  await phone.goto(`${program.url}/drafts`)
  await inspect(phone, 'drafts')
  expect(await phone.locator('main table tbody tr').count()).toBe(2)
  await phone.locator('main table a', { hasText: 'Tiếp tục' }).nth(1).click()
  expect(await phone.locator('[name="place"]').inputValue()).toBe('Nhà văn hóa')
  await phone.locator('form[action="/training/new"] [value="conference"]').check()
  await phone.fill('[name="heldOn"]', '11/03/2025')
  await phone.fill('[name="participants"]', '12')
  await phone.locator('form[action="/training/new"] button[type="submit"]').click()
  await phone.waitForTimeout(8000)
  console.log('DEBUG', phone.url(), (await phone.locator('main').innerText()).slice(0, 1200))
  await phone.waitForURL(/\/training\/\d+$/)
  await phone.goto(`${program.url}/drafts`)
  expect(await phone.locator('main table tbody tr').count()).toBe(1)
  await phone.locator('main').getByRole('button', { name: 'Bỏ' }).click()
  await phone.locator('main', { hasText: 'Không có bản nháp nào' }).waitFor()
})

test('on two devices the older version is not written over the newer before it was asked about', async () => {
  const desk = await signedIn(true)
  await dropDrafts(desk)
  await beginEvent(desk, 'Hai máy')
  await desk.locator(`${bar} [role="status"]`, { hasText: 'Đã tự lưu nháp lúc' }).waitFor()
  const phone = await signedIn(true)
  await phone.goto(`${program.url}/drafts`)
  await phone.locator('main table a', { hasText: 'Tiếp tục' }).first().click()
  await phone.fill('[name="place"]', 'Máy hai')
  await phone.locator(`${bar} [role="status"]`, { hasText: 'Đã tự lưu nháp lúc' }).waitFor()
  await desk.fill('[name="place"]', 'Máy một')
  const asked = desk.locator(`${bar} [role="status"]`, { hasText: 'đã được lưu ở nơi khác' })
  await asked.waitFor()
  await inspect(desk, 'draft-asked')
  await desk.locator(`${bar} button`).click()
  await desk.locator(`${bar} [role="status"]`, { hasText: 'Đã tự lưu nháp lúc' }).waitFor()
  await phone.reload()
  expect(await phone.locator('[name="place"]').inputValue()).toBe('Máy một')
  await phone.goto(`${program.url}/training/new`)
  await offer(phone).getByRole('button', { name: 'Bỏ' }).first().click()
  await phone.waitForLoadState()
  expect(await offer(phone).count()).toBe(0)
})

test('without a script a button keeps the draft, and the form is offered again', async () => {
  const page = await signedIn(false)
  await dropDrafts(page)
  await beginEvent(page, 'Không có kịch bản')
  await page.locator(`${bar} button`).click()
  await page.waitForURL(/\/typed\//)
  expect(await page.locator('main').innerText()).toContain('Đã lưu nháp lúc')
  await page.context().clearCookies({ name: /session/ })
  const later = await signedIn(false)
  await later.goto(`${program.url}/training/new`)
  await offer(later).getByRole('link', { name: 'Tiếp tục' }).click()
  expect(await later.locator('[name="title"]').inputValue()).toBe('Không có kịch bản')
})

test('who leaves a form half filled in is asked, and nobody else', async () => {
  const page = await signedIn(true)
  let asked = 0
  page.on('dialog', async (dialog) => {
    asked += 1
    expect(dialog.type()).toBe('beforeunload')
    await dialog.dismiss()
  })
  await page.goto(`${program.url}/training/new`)
  await page.locator('main a', { hasText: 'Thôi' }).waitFor()
  await page.goto(`${program.url}/training`)
  expect(asked).toBe(0)
  await beginEvent(page, 'Đang dở')
  await page.locator('header a[href="/"]').click()
  await expect.poll(() => asked).toBe(1)
  expect(await page.locator('[name="title"]').inputValue()).toBe('Đang dở')
  await page.locator('main a', { hasText: 'Thôi' }).click()
  await page.waitForURL(/\/training$/)
  expect(asked).toBe(1)
})
