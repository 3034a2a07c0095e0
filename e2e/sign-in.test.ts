import { join } from 'node:path'
import { TOTP } from 'otpauth'
import { expect, test } from 'vitest'
import { inspect, openDesk, output, ownPassword, send } from './program.ts'

/* Signing in with a second step and with a passkey, and a role that must have one, in a browser without JavaScript. */

const { program, browser, context, page: first } = await openDesk({ host: 'localhost' })
/** Whose turn it is. */
let page = first
const go = async (path: string) => {
  const response = await page.goto(program.url + path)
  expect(response?.status(), path).toBeLessThan(400)
}
const text = () => page.locator('main').innerText()
let secret = ''
let recovery: string[] = []
const shownSecret = async () => (await page.locator('#secret').innerText()).replaceAll(' ', '')
const code = (ahead = 0) => new TOTP({ secret }).generate({ timestamp: Date.now() + ahead * 30_000 })
/** Makes this page's browser one of before 2025, which neither reads nor writes passkeys as JSON. */
const older = () =>
  page.evaluate(`{
    delete PublicKeyCredential.parseCreationOptionsFromJSON
    delete PublicKeyCredential.parseRequestOptionsFromJSON
    delete PublicKeyCredential.prototype.toJSON
  }`)
const signOut = async () => {
  await context.clearCookies()
  await go('/sign-in')
}

test('the administrator switches the second step on and keeps the recovery codes', async () => {
  await go('/account/second-factor')
  await inspect(page, 'second-factor')
  secret = await shownSecret()
  await send(page, '/account/second-factor', { password: ownPassword, code: '12345' }, 'refused')
  expect(await shownSecret()).toBe(secret)
  await send(page, '/account/second-factor', { password: ownPassword, code: code() })
  recovery = await page.locator('main code').allInnerTexts()
  expect(recovery).toHaveLength(10)
  await inspect(page, 'recovery-codes')
})

test('signing in asks for the code on a second page, with the keyboard alone', async () => {
  await signOut()
  await send(page, '/sign-in', { email: program.email, password: ownPassword })
  expect(page.url()).toBe(`${program.url}/sign-in/code`)
  await inspect(page, 'sign-in-code')
  await send(page, '/sign-in/code', { code: '000000' }, 'refused')
  expect(await text()).toContain('Mã không đúng')
  await page.locator('[name="code"]').focus()
  await page.keyboard.type(code(1))
  await page.keyboard.press('Enter')
  await page.waitForURL(`${program.url}/`)
  await go('/account')
})

test('a passkey is made, named and used instead of password and code', async () => {
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const device = {
    protocol: 'ctap2',
    transport: 'internal',
    hasResidentKey: true,
    hasUserVerification: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  } as const
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', { options: device })
  await go('/account/passkeys/new')
  await inspect(page, 'passkey-new')
  await page.fill('[name="name"]', 'Điện thoại của tôi')
  await page.fill('[name="password"]', ownPassword)
  await page.locator('[name="password"]').press('Enter')
  await page.waitForURL(`${program.url}/account/security`)
  expect(await text()).toContain('Điện thoại của tôi')
  await inspect(page, 'security-on')
  // The same device does not make a second one.
  await go('/account/passkeys/new')
  await page.fill('[name="name"]', 'Lần nữa')
  await page.fill('[name="password"]', ownPassword)
  await page.locator('[name="password"]').press('Enter')
  await page.getByText('Thiết bị chưa xác nhận').waitFor()
  // A second device does, in an older browser too.
  await devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
  await devtools.send('WebAuthn.addVirtualAuthenticator', { options: device })
  await older()
  await page.locator('[name="password"]').press('Enter')
  await page.waitForURL(`${program.url}/account/security`)
  expect(await text()).toContain('Lần nữa')
  await signOut()
  await inspect(page, 'sign-in-passkey')
  await page.getByRole('button', { name: 'Đăng nhập bằng khóa truy cập' }).click()
  await page.waitForURL(`${program.url}/`)
  await go('/account')
  // At the second step it stands in for the code.
  await signOut()
  await send(page, '/sign-in', { email: program.email, password: ownPassword })
  await older()
  await page.getByRole('button', { name: 'Đăng nhập bằng khóa truy cập' }).click()
  await page.waitForURL(`${program.url}/`)
})

test('a role must have it: without JavaScript its officer sets it up at the door, and comes in with a recovery code', async () => {
  await go('/accounts/second-factor')
  await page.locator('[name="groups"][value="auditor"]').check()
  await send(page, '/accounts/second-factor', {})
  await inspect(page, 'second-factor-policy')
  await go('/accounts/new')
  const email = 'thanhtra@soctrang.gov.vn'
  await send(page, '/accounts/new', { name: 'Thanh tra tỉnh', email, role: 'auditor' })
  const oneTime = await page.locator('main code').last().innerText()
  const administrator = page
  const plain = await browser.newContext({
    locale: 'vi-VN',
    javaScriptEnabled: false,
    viewport: { width: 1280, height: 900 },
  })
  page = await plain.newPage()
  await go('/sign-in')
  expect(await text()).toContain('Khóa truy cập cần JavaScript')
  await send(page, '/sign-in', { email, password: oneTime })
  await send(page, '/password', { current: oneTime, password: ownPassword, repeat: ownPassword })
  expect(page.url()).toBe(`${program.url}/sign-in/enrol`)
  secret = await shownSecret()
  await page.screenshot({ path: join(output, 'sign-in-enrol-1280.png'), fullPage: true })
  await page.setViewportSize({ width: 390, height: 900 })
  await page.screenshot({ path: join(output, 'sign-in-enrol-390.png'), fullPage: true })
  await send(page, '/sign-in/enrol', { code: code() })
  recovery = await page.locator('main code').allInnerTexts()
  await send(page, '/sign-in/enter', {})
  expect(page.url()).toBe(`${program.url}/`)
  await plain.clearCookies()
  await go('/sign-in')
  await send(page, '/sign-in', { email, password: ownPassword })
  await send(page, '/sign-in/code', { code: recovery[0] ?? '' })
  expect(page.url()).toBe(`${program.url}/`)
  await plain.close()
  page = administrator
})

test('the administrator sees who has a second factor, and where to reset it', async () => {
  await go('/accounts?q=thanhtra')
  await page.getByRole('link', { name: 'Thanh tra tỉnh' }).click()
  await page.getByRole('link', { name: 'Đặt lại xác thực hai bước' }).click()
  await inspect(page, 'second-factor-reset')
  await go('/account/security?lang=en')
  expect(await text()).toContain('Second step by authenticator app')
})
