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
