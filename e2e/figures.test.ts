import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inspect, openBrowser, output, type Program, send, startProgram } from './program.ts'

/* A plan comes in as a document and the next one goes out as a draft; an enterprise's productivity; duties with their days. */

let program: Program
let browser: Browser
let page: Page
const own = 'mười con cá rô đồng'
const go = async (path: string) => {
  const response = await page.goto(program.url + path)
  expect(response?.status(), path).toBeLessThan(400)
}
const text = () => page.locator('main').innerText()

beforeAll(async () => {
  program = await startProgram()
  browser = await openBrowser()
  const context = await browser.newContext({ locale: 'vi-VN', viewport: { width: 1280, height: 900 } })
  page = await context.newPage()
  await go('/sign-in')
  await send(page, '/sign-in', { email: program.email, password: program.password })
  await send(page, '/password', { current: program.password, password: own, repeat: own })
})
afterAll(async () => {
  if (page !== undefined && !page.isClosed())
    await page.screenshot({ path: join(output, 'last-figures.png'), fullPage: true })
  await browser?.close()
  await program?.stop()
})

test('a signed plan is pasted, read beside its text, and its mistakes come to light', async () => {
  const signed = await readFile('data/plans/plan-181.md', 'utf8')
  // Another number, and one sum of the appendix wrong by a million.
  const wrong = signed.replaceAll('181 /KH-UBND', '182 /KH-UBND').replace('>2.662<', '>2.663<')
  await go('/plan-drafts/new')
  await inspect(page, 'plan-intake')
  await send(page, '/plan-drafts/new', { text: wrong })
  const shown = await text()
  expect(shown).toContain('2.663')
  expect(shown).toContain('2.662')
  await inspect(page, 'plan-review')
})

test('the plan for 2026-2030 is drafted with the calculation behind each figure', async () => {
  await go('/plan/next')
  await inspect(page, 'plan-next')
  await go('/plans')
  await inspect(page, 'plans')
  await go('/plan/versions')
  await inspect(page, 'plan-versions')
})

test('an enterprise sees its productivity and what its own practice lacks', async () => {
  await go('/enterprises/new')
  await send(page, '/enterprises/new', {
    taxCode: '2200108445',
    name: 'Công ty Cổ phần Thủy sản Mẫu',
    address: '1 Lê Duẩn',
    adminUnitId: String(await page.locator('select[name="adminUnitId"] option').nth(1).getAttribute('value')),
    sectorGroup: 'production',
  })
  const at = new URL(page.url()).pathname
  for (const [year, revenue, profit] of [
    ['2023', '10 tỷ', '600 triệu'],
    ['2024', '11,5 tỷ', '900 triệu'],
  ] as const) {
    await go(`${at}/productivity/new`)
    if (year === '2023') await inspect(page, 'accounts-form')
    await send(page, `${at}/productivity/new`, {
      year,
      netRevenue: revenue,
      labour: '30',
      labourCost: '1,8 tỷ',
      depreciation: '400 triệu',
      productionTaxes: '100 triệu',
      interest: '100 triệu',
      profit,
      fixedAssets: '4 tỷ',
    })
  }
  const shown = await text()
  expect(shown).toContain('3.300')
  expect(shown).toContain('110')
  await inspect(page, 'productivity')
  await go(`${at}/assessment`)
  await inspect(page, 'assessment-form')
  await send(page, `${at}/assessment`, {}, 'refused')
  const keys = await page
    .locator('main input[type="radio"][value="1"]')
    .evaluateAll((inputs) => inputs.map((input) => input.getAttribute('name') ?? ''))
  await send(page, `${at}/assessment`, Object.fromEntries(keys.map((key) => [key, '1'])))
  expect(await text()).toContain('25%')
  await inspect(page, 'assessment')
  await go('/productivity')
  await inspect(page, 'productivity-list')
  await go('/productivity/effect')
  await inspect(page, 'productivity-effect')
})

test('duties have their working days, days off and calendar', async () => {
  await go('/duties')
  await inspect(page, 'duties-dated')
  await go('/calendar?year=2026')
  await inspect(page, 'calendar')
  await go('/duties/new')
  await inspect(page, 'duty-request')
  await go('/duties/calendar')
  await inspect(page, 'duty-feed')
})

test('series are pasted from a spreadsheet, and a study of them says what it found', async () => {
  const territory = async () =>
    String(
      await page
        .locator('select[name="territoryId"] option', { hasText: 'Tỉnh Sóc Trăng' })
        .getAttribute('value'),
    )
  await go('/series')
  await inspect(page, 'series')
  await go('/series/paste')
  await inspect(page, 'series-paste')
  await send(page, '/series/paste', {
    territoryId: await territory(),
    text: [
      ['Chỉ tiêu', '2015', '2016', '2017', '2018', '2019', '2020'],
      ['GRDP theo giá so sánh', '25.000,5', '26.400', '28.100', '30.050', '32.000', '32.900'],
      ['Vốn tích lũy theo giá so sánh', '60.000', '63.500', '67.000', '71.200', '75.900', '80.100'],
      ['Lao động có việc làm', '640', '642', '645', '646', '640', '632'],
      ['Tỷ trọng thu nhập của lao động', '0,55', '0,55', '0,54', '0,54', '0,53', '0,53'],
    ]
      .map((row) => row.join('\t'))
      .join('\n'),
    status: 'official',
    source: 'Số dùng để thử',
  })
  await inspect(page, 'series-preview')
  await send(page, new URL(page.url()).pathname, {})
  await go('/studies/new')
  await inspect(page, 'study-form')
  await send(page, '/studies', { territoryId: await territory() })
  const found = await text()
  expect(found).toMatch(/TFP/)
  expect(await page.locator('main svg').count()).toBeGreaterThan(1)
  await inspect(page, 'study')
  await go('/studies')
  await inspect(page, 'studies')
})
