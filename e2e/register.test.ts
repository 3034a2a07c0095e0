import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { inspect, openDesk, ownPassword, pdf, send } from './program.ts'

/* An enterprise comes in by itself, on a phone: it signs up, an officer confirms who speaks for it, it signs in and sees itself. */

const { program, browser, page: officer } = await openDesk({ sample: 12 })
let phone: Page

const at = (page: Page, path: string) => page.goto(program.url + path)
const text = (page: Page) => page.locator('main').innerText()
/** The tax code of a well-known company: its check digit fits. */
const taxCode = '0100109106'

beforeAll(async () => {
  const pocket = await browser.newContext({
    locale: 'vi-VN',
    viewport: { width: 390, height: 844 },
    hasTouch: true,
  })
  phone = await pocket.newPage()
})

test('an enterprise signs up on a phone, an officer confirms who speaks for it, it chooses a password and sees itself', async () => {
  await at(phone, '/sign-in')
  await phone.locator('main a[href="/register"]').click()
  await phone.waitForLoadState()
  await inspect(phone, 'register')
  const unit = await phone.locator('[name="adminUnitId"] option').nth(1).getAttribute('value')
  const filled = {
    name: 'Công ty Bánh pía Mẫu',
    address: 'Số 1, đường Mẫu',
    adminUnitId: unit ?? '',
    person: 'Trần Thị Bánh',
    position: 'Giám đốc',
    email: 'banh-pia@e2e.example.vn',
    phone: '0912 345 678',
  }
  await send(phone, '/register', { ...filled, taxCode: '0100109107' }, 'refused')
  await send(phone, '/register', { taxCode })
  await inspect(phone, 'register-filed')
  const link = await phone.locator('main a[href^="/register/"]').getAttribute('href')
  await at(phone, link ?? '')
  expect(await text(phone)).toContain('Công ty Bánh pía Mẫu')
  await inspect(phone, 'register-own')
  await send(phone, `${link}/papers`, { kind: 'appointment', fileId: pdf('bo-nhiem') })
  expect(await text(phone)).toContain('bo-nhiem.pdf')
  await inspect(phone, 'register-paper')

  await at(officer, '/work?kind=registrations.accept&single=on')
  await officer
    .getByRole('link', { name: /Bánh pía Mẫu/ })
    .first()
    .click()
  await officer.waitForLoadState()
  expect(await text(officer)).toContain('bo-nhiem.pdf')
  await inspect(officer, 'registration')
  const page = new URL(officer.url()).pathname
  await send(officer, `${page}/acceptance`, { evidence: 'Đã gọi số điện thoại đã đăng ký' })
  await inspect(officer, 'registration-accepted')

  await at(phone, link ?? '')
  await inspect(phone, 'register-password')
  await send(phone, `${link}/password`, { password: ownPassword, repeat: ownPassword })
  expect(new URL(phone.url()).pathname).toBe('/sign-in')
  await send(phone, '/sign-in', { email: filled.email, password: ownPassword })
  await at(phone, '/my-enterprise')
  expect(await text(phone)).toContain(taxCode)
})

test('an officer invites, the enterprise answers by its link and is refused with the reason', async () => {
  await at(officer, '/registrations/invite')
  await inspect(officer, 'registration-invite')
  await send(officer, '/registrations/invite', {
    taxCode: '2200108445',
    name: 'Công ty được mời',
    email: 'duoc-moi@e2e.example.vn',
  })
  const invited = (await officer.locator('main code').innerText()).replace(program.url, '')
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } })
  const guest = await context.newPage()
  await at(guest, invited)
  await inspect(guest, 'register-invited')
  await send(guest, invited, {
    address: 'Ấp 1',
    adminUnitId: (await guest.locator('[name="adminUnitId"] option').nth(1).getAttribute('value')) ?? '',
    person: 'Lê Văn Mời',
    position: 'Kế toán',
  })
  const link = await guest.locator('main a[href^="/register/"]').getAttribute('href')
  expect((await at(guest, invited))?.status()).toBe(404)
  await at(officer, '/registrations?q=duoc+moi')
  await inspect(officer, 'registrations')
  await officer.locator('main table tbody a').first().click()
  await officer.waitForLoadState()
  const page = new URL(officer.url()).pathname
  await at(officer, `${page}?do=refuse`)
  await send(officer, `${page}/refusal`, { reason: 'Giấy ủy quyền đã hết hạn' })
  await at(guest, link ?? '')
  expect(await text(guest)).toContain('Giấy ủy quyền đã hết hạn')
  await inspect(guest, 'register-refused')
})

test('the pages are whole in English too', async () => {
  for (const [page, path, name] of [
    [officer, '/registrations', 'registrations-en'],
    [officer, '/registrations/invite', 'registration-invite-en'],
    [phone, '/register', 'register-en'],
  ] as const) {
    await at(page, `${path}?lang=en`)
    await inspect(page, name)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
  }
})
