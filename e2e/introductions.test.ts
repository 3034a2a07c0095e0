import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { inspect, openDesk, send, signInFirst } from './program.ts'

/* An association introduces an enterprise of the register; its owner consents on a phone, and takes the consent back. */

const { program, browser, page: officer, go } = await openDesk({ sample: 12 })

async function person(email: string, more: readonly string[], phone = false): Promise<Page> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['dist/cli.js', '--data', program.directory, 'user', 'add', email, '--name', email, '--json'],
    ...more,
  ])
  const { password } = JSON.parse(stdout) as { password: string }
  const context = await browser.newContext({
    locale: 'vi-VN',
    ...(phone ? { viewport: { width: 390, height: 844 }, javaScriptEnabled: false } : {}),
  })
  const page = await context.newPage()
  await signInFirst(page, { ...program, email, password })
  return page
}

test('an enterprise is introduced, consents, is followed, and is followed no more', async () => {
  await go('/agencies?kind=association')
  const agency = await officer.locator('main table a[href^="/agencies/"]').first().getAttribute('href')
  const association = await person('hoi@e2e.example.vn', [
    ...['--role', 'association', '--agency', agency?.split('/').at(-1) ?? ''],
  ])
  await go('/enterprises')
  const link = officer.locator('main table a[href^="/enterprises/"]').last()
  const enterprise = (await link.getAttribute('href'))?.split('/').at(-1) ?? ''
  await link.click()
  await officer.waitForURL(/\/enterprises\/\d+/)
  const [taxCode = ''] = /\b\d{10}(-\d{3})?\b/.exec(await officer.locator('main').innerText()) ?? []
  const owner = await person('chu@e2e.example.vn', ['--role', 'enterprise', '--enterprise', enterprise], true)

  await association.goto(`${program.url}/introductions`)
  await inspect(association, 'introductions')
  await association.goto(`${program.url}/introductions/new`)
  await inspect(association, 'introduction-new')
  await send(association, '/introductions/new', { taxCode })
  const at = new URL(association.url()).pathname
  await inspect(association, 'introduction-asked')
  expect(await association.locator('main').innerText()).toContain('chỉ hiện khi doanh nghiệp đồng ý')

  await owner.goto(program.url + at)
  await send(owner, `${at}/consent`, {})
  await association.goto(program.url + at)
  await inspect(association, 'introduction-followed')
  const seen = await association.locator('main').innerText()
  expect(seen).toContain('Lượt hỗ trợ')
  expect(seen).not.toMatch(/\d đồng/)
  await owner.goto(`${program.url}${at}?do=withdraw`)
  await send(owner, `${at}/withdrawal`, {})
  await association.goto(program.url + at)
  expect(await association.locator('main').innerText()).toContain('Doanh nghiệp đã rút đồng ý')
  await association.goto(`${program.url}/introductions/import`)
  await inspect(association, 'introductions-import')
})
