import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk } from './program.ts'

/* Somebody looks for an enterprise by three letters: with the keyboard at a desk, by a tap on a phone, and without JavaScript. */

const { program, browser } = await openDesk({ sample: 60, signIn: false })
let officer: Page
let name = ''
let href = ''

beforeAll(async () => {
  officer = await anotherPerson(browser, program, 'coordinator', 'Nguyễn Thị Tìm')
  await officer.goto(`${program.url}/enterprises`)
  const link = officer.locator('main table a[href^="/enterprises/"]').first()
  name = (await link.innerText()).trim()
  href = (await link.getAttribute('href')) ?? ''
})

/** Without accents and in small letters, as somebody in a hurry types. */
const hurried = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()

test('at a desk / leads to the field, what is found comes while one types, and the arrow keys lead to it', async () => {
  await officer.goto(`${program.url}/duties`)
  await officer.keyboard.press('/')
  const field = officer.locator('#search-all')
  expect(await officer.evaluate('document.activeElement?.id')).toBe('search-all')
  await officer.keyboard.type(hurried(name))
  const found = officer.locator(`[data-found] a[href="${href}"]`)
  await found.waitFor()
  await inspect(officer, 'search-sheet')
  await field.focus()
  await found.waitFor()
  await officer.keyboard.press('ArrowDown')
  await officer.keyboard.press('Enter')
  await officer.waitForURL(program.url + href)
})

test('a slash in a field is a letter; Ctrl-K leads to the search from there too, Escape closes what was found', async () => {
  await officer.goto(`${program.url}/enterprises`)
  const filter = officer.locator('main input[name="q"]').first()
  await filter.focus()
  await officer.keyboard.type('1/2')
  expect(await filter.inputValue()).toBe('1/2')
  await officer.keyboard.press('Control+k')
  await officer.keyboard.type('bao cao')
  await officer.locator('[data-found]:not([hidden]) a').first().waitFor()
  await officer.keyboard.press('Escape')
  expect(await officer.locator('[data-found]').isHidden()).toBe(true)
})

test('Enter opens the page of all that was found, by kind; what was opened stands there when nothing is typed', async () => {
  await officer.goto(`${program.url}/plan`)
  await officer.keyboard.press('/')
  await officer.keyboard.type(hurried(name))
  await officer.keyboard.press('Enter')
  await officer.waitForURL(/\/search\?q=/)
  expect(await officer.locator('#found-enterprise').innerText()).toContain(name)
  await inspect(officer, 'search')
  await officer.goto(`${program.url}/search`)
  expect(await officer.locator('#recent').innerText()).toContain(name)
  await inspect(officer, 'search-recent')
  await officer.getByRole('button', { name: 'Xóa danh sách này' }).click()
  await officer.waitForLoadState()
  expect(await officer.locator('#recent').count()).toBe(0)
})

test('each page says where it stands, and the menu has the few entries of the day before the rest', async () => {
  for (const path of [
    '/plan',
    '/budget/commitments',
    href,
    '/audit',
    '/search',
    '/help',
    '/notices/wishes',
  ]) {
    await officer.goto(program.url + path)
    expect(await officer.locator('main nav[aria-label="Đường dẫn"] a[href="/"]').count(), path).toBe(1)
  }
  await officer.goto(`${program.url}/help`)
  await inspect(officer, 'help')
  const menu = officer.locator('nav.side:visible')
  const first = await menu.locator(':scope > ul a').count()
  expect(first).toBeGreaterThanOrEqual(5)
  expect(first).toBeLessThanOrEqual(7)
  await menu.getByText('Thêm', { exact: true }).click()
  await menu.getByRole('link', { name: 'Văn bản và quy tắc' }).click()
  await officer.waitForURL(`${program.url}/legal`)
  expect(await officer.locator('nav.side:visible a[aria-current="page"]').innerText()).toBe(
    'Văn bản và quy tắc',
  )
})

test('on a phone without JavaScript the menu and the search stand in the head, nothing floats, names are whole', async () => {
  const context = await browser.newContext({
    locale: 'vi-VN',
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
    storageState: await officer.context().storageState(),
  })
  const phone = await context.newPage()
  await phone.goto(`${program.url}/enterprises`)
  await phone.locator('header a[href="/search"]').click()
  await phone.locator('#search-q').fill(hurried(name))
  await phone.getByRole('button', { name: 'Tìm', exact: true }).click()
  await phone.locator(`#found-enterprise a[href="${href}"]`).click()
  expect(phone.url()).toBe(program.url + href)
  await phone.locator('header details[data-menu] > summary').first().click()
  await phone.locator('header nav .more > summary').click()
  expect(await phone.locator('header nav a[href="/legal"]').isVisible()).toBe(true)
  await context.close()

  const looked = await browser.newContext({
    locale: 'vi-VN',
    viewport: { width: 390, height: 844 },
    storageState: await officer.context().storageState(),
  })
  const page = await looked.newPage()
  for (const path of ['/', '/enterprises/new', '/search']) {
    await page.goto(program.url + path)
    const [cut, floating] = (await page.evaluate(`[
      [...document.querySelectorAll('header a[href="/"] span')].filter((one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).display !== 'inline').map((one) => one.textContent),
      [...document.body.querySelectorAll('*')].filter((one) => one.checkVisibility() && ['fixed', 'sticky'].includes(getComputedStyle(one).position)).map((one) => one.outerHTML.slice(0, 80)),
    ]`)) as [string[], string[]]
    expect(cut, path).toEqual([])
    expect(floating, path).toEqual([])
    expect(await page.locator('header').innerText()).toContain('Năng suất chất lượng')
  }
  await page.locator('header details[data-menu] > summary').first().click()
  await page.locator('header nav .more > summary').click()
  await inspect(page, 'menu')
  await looked.close()
})

test('a first visit is lighter than 60 KB', async () => {
  const html = await (await fetch(program.url)).text()
  const assets = new Set([...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path))
  let bytes = gzipSync(html).byteLength
  for (const path of assets) {
    const answer = await fetch(program.url + path, { headers: { 'accept-encoding': 'br' } })
    bytes += Number(answer.headers.get('content-length') ?? (await answer.arrayBuffer()).byteLength)
  }
  expect(bytes).toBeLessThan(60 * 1024)
})
