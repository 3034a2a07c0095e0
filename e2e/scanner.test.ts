import { afterAll, expect, test } from 'vitest'
import { eicar, standInScanner } from '../src/testing/scanner.ts'
import { inspect, openDesk, pdf, send } from './program.ts'

/* A file that waits for the virus scanner, one that is clean, and one that is infected, as whoever opens it sees them. */

const scanner = await standInScanner()
const { program, page, text } = await openDesk({ settings: { SCANNER: scanner.address } })
let file = ''

afterAll(() => scanner.close())

const event = { kind: 'conference', heldOn: '10/03/2025', place: 'Hội trường', participants: '45' }

/** The file's name clicked where it stands: the page says why it does not open, in the program's frame, and leads back and on. */
async function clicked(said: string) {
  await page.goto(`${program.url}/training`)
  await page.locator('main').getByRole('link', { name: 'Hội nghị chờ quét' }).first().click()
  await page.waitForURL(/\/training\/\d+$/)
  const record = page.url()
  await page.locator(`main a[href="${file}"]`).first().click()
  await page.waitForURL(`**${file}`)
  expect(await text()).toContain(said)
  expect(await page.locator('main h1').count()).toBe(1)
  expect(await page.locator('header a, nav a').count()).toBeGreaterThan(0)
  await page.locator('main a', { hasText: 'Quay lại' }).click()
  await page.waitForURL(record)
}

/** At 1280 and at 390 pixels. */
const shots = (name: string) => inspect(page, name)

test('a file that the scanner has not answered on is kept, and opening it says that it waits', async () => {
  scanner.manner = 'hangs-up'
  await page.goto(`${program.url}/training/new`)
  await send(page, '/training/new', { ...event, title: 'Hội nghị chờ quét', fileId: pdf('danh-sach') })
  const link = page.locator('main a[href^="/files/"]').first()
  file = (await link.getAttribute('href')) ?? ''
  const answer = await page.goto(`${program.url}${file}`)
  expect(answer?.status()).toBe(409)
  expect(await text()).toContain('đang chờ quét mã độc')
  await shots('file-waits')
  await clicked('đang chờ quét mã độc')
  await page.goto(`${program.url}/scanner`)
  expect(await text()).toContain('Máy quét chưa trả lời được')
  await shots('scanner-silent')
})

test('once the scanner has found it clean it is handed out', async () => {
  scanner.manner = 'scanner'
  await page.goto(`${program.url}/scanner`)
  await page.getByRole('button', { name: 'Quét lại tất cả' }).click()
  await expect
    .poll(async () => (await page.request.get(`${program.url}${file}`)).status(), { timeout: 600_000 })
    .toBe(200)
  expect((await (await page.request.get(`${program.url}${file}`)).body()).subarray(0, 5).toString()).toBe(
    '%PDF-',
  )
})

test('an infected upload is refused at its field, and one that is found infected later opens no more', async () => {
  await page.goto(`${program.url}/training/new`)
  await send(page, '/training/new', { ...event, title: 'Hội nghị nhiễm', fileId: pdf(eicar) }, 'refused')
  expect(page.url()).toContain('/training/new')
  expect(await text()).toContain('nhiễm mã độc')
  expect(await page.locator('[name="title"]').inputValue()).toBe('Hội nghị nhiễm')
  await shots('file-refused')
  scanner.finds.push('danh-sach')
  await page.goto(`${program.url}/scanner`)
  await page.getByRole('button', { name: 'Quét lại tất cả' }).click()
  await expect
    .poll(async () => (await page.request.get(`${program.url}${file}`)).status(), { timeout: 600_000 })
    .toBe(409)
  await page.goto(`${program.url}${file}`)
  expect(await text()).toContain('nhiễm mã độc')
  await shots('file-infected')
  await clicked('nhiễm mã độc')
  await page.goto(`${program.url}/scanner`)
  expect(await text()).toContain('danh-sach.pdf')
  await shots('scanner-infected')
})
