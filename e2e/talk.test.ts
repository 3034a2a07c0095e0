import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, output, ownPassword, pdf, send } from './program.ts'

/* An officer asks, the enterprise answers with a file on a phone and without JavaScript, the officer sees it in the bell and on the record. */

const { program, browser } = await openDesk({ sample: 12, signIn: false })
let officer: Page
let owner: Page
let address = ''

beforeAll(async () => {
  officer = await anotherPerson(browser, program, 'coordinator', 'Nguyễn Thị Hỏi')
  await officer.goto(`${program.url}/applications?state=filed`)
  address = (await officer.locator('main table a[href^="/applications/"]').first().getAttribute('href')) ?? ''
  await officer.goto(program.url + address)
  const enterprise = await officer.locator('main a[href^="/enterprises/"]').first().getAttribute('href')
  const enterpriseId = enterprise?.split('/').at(-1) ?? ''
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['dist/cli.js', '--data', program.directory, 'user', 'add', 'chu@e2e.example.vn'],
    ...['--name', 'Trần Văn Chủ', '--role', 'enterprise', '--enterprise', enterpriseId, '--json'],
  ])
  const { password } = JSON.parse(stdout) as { password: string }
  const context = await browser.newContext({
    locale: 'vi-VN',
    viewport: { width: 390, height: 844 },
    javaScriptEnabled: false,
  })
  owner = await context.newPage()
  await owner.goto(`${program.url}/sign-in`)
  await send(owner, '/sign-in', { email: 'chu@e2e.example.vn', password })
  await send(owner, '/password', { current: password, password: ownPassword, repeat: ownPassword })
}, 240_000)

const thread = () => `/threads/application/${address.split('/').at(-1)}`

/** The form is folded until it is wanted. */
const write = (page: Page) => page.locator('#talk summary', { hasText: 'Viết trao đổi' }).click()

test('an officer asks for an addition, and notes something for colleagues alone', async () => {
  await officer.goto(program.url + address)
  await write(officer)
  const form = officer.locator(`form[action="${thread()}"]`)
  await form.locator('[name="body"]').fill('Xin gửi thêm báo giá')
  await form.locator('[name="asks"]').check()
  await form.getByRole('button', { name: 'Gửi', exact: true }).click()
  await officer.waitForLoadState()
  expect(await officer.locator('#talk').innerText()).toContain('chờ trả lời')
  await form.locator('[name="side"][value="note"]').check()
  await form.locator('[name="body"]').fill('Báo giá cũ có vẻ cao')
  await form.getByRole('button', { name: 'Gửi', exact: true }).click()
  await officer.waitForLoadState()
  expect(await officer.locator('#talk').innerText()).toContain('Báo giá cũ có vẻ cao')
  await inspect(officer, 'talk')
  await officer.screenshot({ path: join(output, 'talk-1280.png'), fullPage: true })
})

test('the enterprise is told, sees the question and not the note, and answers with a file', async () => {
  await owner.goto(`${program.url}/notices`)
  expect(await owner.locator('main').innerText()).toContain('Xin gửi thêm báo giá')
  await owner.goto(program.url + address)
  const text = await owner.locator('#talk').innerText()
  expect(text).toContain('Xin gửi thêm báo giá')
  expect(text).not.toContain('Báo giá cũ có vẻ cao')
  const form = owner.locator(`form[action="${thread()}"]`)
  await form.locator('[name="body"]').fill('Tôi gửi kèm báo giá')
  await form.locator('[name="fileId"]').setInputFiles(pdf('bao-gia'))
  await form.getByRole('button', { name: 'Gửi', exact: true }).click()
  await owner.waitForLoadState()
  const answered = await owner.locator('#talk').innerText()
  expect(answered).toContain('bao-gia.pdf')
  expect(answered).toContain('đã trả lời')
  await owner.screenshot({ path: join(output, 'talk-390.png'), fullPage: true })
})

test('the officer finds it in the bell, and opening the record marks it as read', async () => {
  await officer.goto(`${program.url}/notices?state=unread`)
  expect(await officer.locator('main').innerText()).toContain('Tôi gửi kèm báo giá')
  await officer.goto(program.url + address)
  expect(await officer.locator('#talk').innerText()).toContain('bao-gia.pdf')
  await officer.goto(`${program.url}/notices?state=unread`)
  expect(await officer.locator('main').innerText()).not.toContain('Tôi gửi kèm báo giá')
})

test('whoever types @ is offered the names, and the one who is named is told', async () => {
  const colleague = await anotherPerson(browser, program, 'finance', 'Lê Thị Nhắc')
  await officer.goto(program.url + address)
  await write(officer)
  const form = officer.locator(`form[action="${thread()}"]`)
  await form.locator('[name="side"][value="note"]').check()
  const body = form.locator('[name="body"]')
  await body.pressSequentially('Nhờ @le thi nh')
  const offered = officer.locator('.names button')
  await offered.first().waitFor()
  expect(await offered.allInnerTexts()).toEqual(['@Lê Thị Nhắc'])
  await inspect(officer, 'talk-names')
  await body.press('Enter')
  expect(await body.inputValue()).toBe('Nhờ @Lê Thị Nhắc ')
  await body.pressSequentially('xem lại báo giá')
  await form.getByRole('button', { name: 'Gửi', exact: true }).click()
  await officer.waitForLoadState()
  expect(await officer.locator('#talk').innerText()).toContain('@Lê Thị Nhắc')
  await colleague.goto(`${program.url}/notices?state=unread`)
  const told = await colleague.locator('main').innerText()
  expect(told).toContain('nhắc bạn')
  expect(told).toContain('xem lại báo giá')
})

test('a name typed without JavaScript is found, and reaches its person, whatever its case', async () => {
  await owner.goto(program.url + address)
  await send(owner, thread(), { body: 'Xin @nguyễn thị hỏi cho biết hạn nộp' })
  expect(await owner.locator('#talk').innerText()).toContain('@Nguyễn Thị Hỏi')
  await officer.goto(`${program.url}/notices?state=unread`)
  const told = await officer.locator('main').innerText()
  expect(told).toContain('Trần Văn Chủ nhắc bạn')
  expect(told).toContain('cho biết hạn nộp')
})
