import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { inspect, openDesk, pdf, send } from './program.ts'

/*
 * An enterprise on its phone enters the area of its good agricultural practice and a traced lot, and publishes it; whoever opens the address of the
 * QR code reads it, and sees it recalled.
 */

const { program, browser, page, go, text } = await openDesk({ sample: 20 })
const ownPassword = 'mua-lua-chin-vang-27'
let owner: Page
let turn = ''
let lot = ''
let link = ''

beforeAll(async () => {
  await go('/content-values?kind=good_practice&plan=all')
  await inspect(page, 'content-values')
  turn = (await page.locator('main table tbody a[href^="/support/"]').first().getAttribute('href')) ?? ''
  await go(turn)
  const enterprise = await page.locator('main a[href^="/enterprises/"]').first().getAttribute('href')
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[
      'dist/cli.js',
      '--data',
      program.directory,
      'user',
      'add',
      'chu@e2e.example.vn',
      '--role',
      'enterprise',
    ],
    ...['--name', 'Trần Văn Chủ', '--enterprise', enterprise?.split('/').at(-1) ?? '', '--json'],
  ])
  const { password } = JSON.parse(stdout) as { password: string }
  const phone = { width: 390, height: 844 }
  const context = await browser.newContext({ locale: 'vi-VN', viewport: phone, javaScriptEnabled: false })
  owner = await context.newPage()
  await owner.goto(`${program.url}/sign-in`)
  await send(owner, '/sign-in', { email: 'chu@e2e.example.vn', password })
  await send(owner, '/password', { current: password, password: ownPassword, repeat: ownPassword })
}, 240_000)

const body = () => owner.locator('main').innerText()

test('on a phone the enterprise enters an area by crop with its proof; what is wrong is named and what was typed stays', async () => {
  await owner.goto(program.url + turn)
  await owner.locator('#content-values a', { hasText: 'Nhập số liệu' }).first().click()
  await owner.waitForLoadState()
  const form = `${turn}/content-values/new`
  const said = { item: 'Xoài', measuredOn: '01/02/2025', fileId: pdf('bien-ban') }
  await send(owner, form, { ...said, value: 'nhiều' }, 'refused')
  expect(await owner.locator('[name="item"]').inputValue()).toBe('Xoài')
  await send(owner, form, { ...said, value: '12,5' })
  expect(await body()).toContain('12,5 ha')
  expect(await body()).toContain('chờ xác nhận')
})

test('it enters a traced lot with an event and publishes it', async () => {
  await owner.goto(program.url + turn)
  await owner.locator('#trace-lots a', { hasText: 'Ghi lô được truy xuất' }).click()
  await owner.waitForLoadState()
  const form = `${turn}/trace-lots/new`
  const product = (await owner.locator('[name="productId"] option').nth(1).getAttribute('value')) ?? ''
  const said = { productId: product, lot: 'LO-2025', producedOn: '05/02/2025' }
  await send(owner, form, { ...said, gtin: '8938505974190' }, 'refused')
  await send(owner, form, { ...said, gtin: '8938505974194' })
  lot = new URL(owner.url()).pathname
  const kind = (await owner.locator('[name="kindId"] option').nth(1).getAttribute('value')) ?? ''
  await send(owner, `${lot}/events`, {
    ...{ kindId: kind, happenedOn: '01/02/2025', what: 'Thu hoạch 500 kg', place: 'Kế Sách' },
  })
  await owner.goto(`${program.url}${lot}?do=publish`)
  await send(owner, `${lot}/publication`, {})
  expect(await body()).toContain('Đang công khai')
  link = (await owner.locator('#qr a[href^="/01/"]').getAttribute('href')) ?? ''
  expect(link).toBe('/01/08938505974194/10/LO-2025')
  expect(await owner.evaluate('document.documentElement.scrollHeight < 8000')).toBe(true)
})

test('the public opens the address of the code; recalled, the page says so first; labels bear the code', async () => {
  const visitor = await (await browser.newContext({ locale: 'vi-VN' })).newPage()
  await visitor.goto(program.url + link)
  await inspect(visitor, 'trace-public')
  expect(await visitor.locator('main').innerText()).toContain('Thu hoạch 500 kg')
  await go(`${lot}/labels`)
  expect(await page.locator('main li svg').count()).toBe(24)
  await inspect(page, 'trace-labels')
  await go(lot)
  await inspect(page, 'trace-lot')
  await go(`${lot}?do=recall`)
  await send(page, `${lot}/recall`, { reason: 'Bao bì hở' })
  await visitor.reload()
  expect(await visitor.locator('main').innerText()).toContain('Lô hàng này đã bị thu hồi')
  await go('/content-values/sums')
  await inspect(page, 'content-sums')
  expect(await text()).toContain('Diện tích')
  await go('/content-fields')
  await inspect(page, 'content-fields')
})
