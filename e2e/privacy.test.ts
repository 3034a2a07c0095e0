import { join } from 'node:path'
import { expect, test } from 'vitest'
import { inspect, openDesk, output, send, signInFirst } from './program.ts'

/* Personal data: the public notice, one's own data, a request for correction, and an erasure. */

const { program, page } = await openDesk({ signIn: false })
const colleague = { name: 'Phạm Thị Gấm', email: 'gam.pham@tinh.example', role: 'auditor' }

const shot = async (name: string) => {
  await inspect(page, name)
  await page.screenshot({ path: join(output, `${name}.png`), fullPage: true })
}

test('whoever comes reads which personal data are held and what for', async () => {
  await page.goto(`${program.url}/privacy`)
  expect(await page.locator('main').innerText()).toContain('91/2025/QH15')
  await shot('privacy-notice')
  await page.goto(`${program.url}/sign-in`)
  expect(await page.locator('form[action="/sign-in"] a[href="/privacy"]').count()).toBe(1)
})

test('somebody sees and downloads what is held on them, and asks for a correction', async () => {
  await signInFirst(page, program)
  await page.goto(`${program.url}/account`)
  await page.getByRole('link', { name: 'Dữ liệu của tôi' }).first().click()
  await page.waitForURL(/\/account\/data$/)
  expect(await page.locator('main').innerText()).toContain(program.email)
  await shot('privacy-mine')
  const json = await page.request.get(`${program.url}/account/data/file?format=json`)
  expect(json.headers()['content-disposition']).toContain('.json')
  expect(JSON.stringify(await json.json())).toContain(program.email)
  const document = await page.request.get(`${program.url}/account/data/file?format=docx`)
  expect((await document.body()).subarray(0, 2).toString()).toBe('PK')
  await page.goto(`${program.url}/account/data/corrections/new`)
  await shot('privacy-ask')
  await page.check('[name="field"][value="name"]')
  await page.fill('[name="wrong"]', 'Sai tên đệm')
  await page.fill('[name="wanted"]', 'Nguyễn Văn Đúng')
  await page.locator('form[action="/account/data/corrections/new"] button[type="submit"]').click()
  await page.waitForURL(/\/account\/data\/corrections$/)
  expect(await page.locator('main').innerText()).toContain('Đã yêu cầu')
  await shot('privacy-requests')
})

test('the administrator finds a person, proposes the erasure and carries it out', async () => {
  await page.goto(`${program.url}/accounts/new`)
  await send(page, '/accounts/new', colleague)
  await page.goto(`${program.url}/persons?q=${encodeURIComponent(colleague.email)}`)
  expect(await page.locator('main').innerText()).toContain(colleague.name)
  await shot('privacy-person')
  await page.getByRole('link', { name: 'Đề xuất xóa' }).click()
  await page.fill('[name="reason"]', 'Người này yêu cầu')
  await shot('privacy-propose')
  await page.locator('form[action="/persons/erasures/new"] button[type="submit"]').click()
  await page.waitForURL(/\/persons\/erasures$/)
  await shot('privacy-erasures')
  await page.setViewportSize({ width: 390, height: 900 })
  expect(await page.getByRole('button', { name: 'Xóa hẳn' }).isVisible()).toBe(true)
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('button', { name: 'Xóa hẳn' }).click()
  await page.waitForURL(/\/persons\/erasures$/)
  expect(await page.locator('main').innerText()).toContain('Đã xóa')
  expect(await page.locator('main').innerText()).not.toContain(colleague.name)
  await page.goto(`${program.url}/persons?q=${encodeURIComponent(colleague.name)}`)
  expect(await page.locator('main').innerText()).toContain('Không giữ gì về người này.')
})
