import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { allocateOn, atDesk, inspect, openDesk, pdf, send, signInFirst } from './program.ts'

/*
 * An office of Đồng Nai from nothing to a decided application: `nscl init` with its own plan, agencies proposed and changed, communes of
 * its province, an indicator of its own, accounts of officer, leader and enterprise. Nothing of the shipped example shows on the way.
 */

const example = /Sóc Trăng|\b181\/KH|Kế hoạch 181|Plan 181/
const leaderEmail = 'lanhdao@dongnai.example.vn'

const { program, browser, page } = await openDesk({
  init: [
    ...['--province', 'Đồng Nai', '--called', 'tỉnh Đồng Nai'],
    ...['--plan', 'src/setup/fixtures/ke-hoach-dong-nai.txt'],
    ...['--without', 'stp', '--rename', 'hhdn=Hiệp hội Doanh nghiệp nhỏ và vừa tỉnh Đồng Nai'],
    ...['--admin', 'quantri@dongnai.example.vn:Lê Quản Trị'],
  ],
  signIn: false,
})
let leader: Page
let owner: Page
/** What pages said of the example, by address; words of a list to choose from are the country's. */
const told: string[] = []
let walked = 0

async function newPerson(): Promise<Page> {
  const context = await browser.newContext(atDesk)
  return context.newPage()
}

/** Reads the page that stands there, all of it, and keeps what it says of the example. */
async function read(by: Page): Promise<string> {
  const text = await by.evaluate<string>(`(() => {
    const body = document.body.cloneNode(true)
    for (const choice of body.querySelectorAll('option, script')) choice.remove()
    return document.title + ' ' + body.textContent
  })()`)
  walked += 1
  const found = example.exec(text)
  if (found !== null) told.push(`${by.url()}: ${text.slice(Math.max(0, found.index - 60), found.index + 60)}`)
  return text
}

async function go(by: Page, path: string): Promise<string> {
  const response = await by.goto(program.url + path)
  expect(response?.status(), path).toBeLessThan(400)
  return read(by)
}

/** Sends a form and reads the page that answers. */
async function give(
  by: Page,
  ...form: [action: string, values: Parameters<typeof send>[2]]
): Promise<string> {
  await send(by, ...form)
  return read(by)
}

const main = (by: Page) => by.locator('main').innerText()
const optionValue = async (by: Page, select: string, label: string) =>
  (await by.locator(`${select} option`, { hasText: label }).first().getAttribute('value')) ?? ''

test('the public page and the first page of the administrator are clean, and say what to do first', async () => {
  await go(page, '/')
  await signInFirst(page, program)
  const first = await go(page, '/')
  expect(first).toContain('Việc những ngày đầu')
  expect(first).not.toContain('quá hạn')
  await inspect(page, 'office-first-day')
})

test('its agencies are those proposed for Đồng Nai, as they were changed; one more comes in without an English name', async () => {
  const agencies = await go(page, '/agencies')
  for (const name of ['Sở Khoa học và Công nghệ', 'Ủy ban nhân dân', 'Sở Công Thương'])
    expect(agencies).toContain(`${name} tỉnh Đồng Nai`)
  expect(agencies).toContain('Hiệp hội Doanh nghiệp nhỏ và vừa tỉnh Đồng Nai')
  expect(agencies).not.toContain('Sở Tư pháp')
  await go(page, '/agencies/import')
  await inspect(page, 'office-agencies-import')
  await give(page, '/agencies/import', {
    text: 'Cơ quan\tVai trò\tNguồn\nBan Quản lý các khu công nghiệp tỉnh Đồng Nai\tSở, ban, ngành\tQĐ 1\nTrung tâm Lạ\t\tQĐ 1',
  })
  const checked = await main(page)
  expect(checked).toContain('Ban Quản lý các khu công nghiệp')
  expect(checked).toContain('Ô B3, Vai trò: Cơ quan mới cần mục này.')
  await inspect(page, 'office-agencies-checked')
  await give(page, new URL(page.url()).pathname, {})
  expect(await go(page, '/agencies')).toContain('Ban Quản lý các khu công nghiệp tỉnh Đồng Nai')
  await go(page, '/setup')
  // Nobody has set a mail server: whoever sets the office up is told so here, not on a page that is never opened.
  expect(await page.locator('main').innerText()).toContain('Chưa có máy chủ thư')
  await inspect(page, 'office-setup')
  await give(page, '/setup/agencies', { communes: true })
})

test('its communes are those of the province; addresses are offered them', async () => {
  const places = await go(page, '/places?province=Đồng Nai&state=living')
  expect(places).toContain('Phường Trấn Biên')
  await go(page, '/enterprises/new')
  expect(await optionValue(page, '[name="adminUnitId"]', 'Phường Trấn Biên')).not.toBe('')
})

test('an indicator of its own: television reports, entered by an agency', async () => {
  await go(page, '/indicator-catalogue/new?way=entered')
  await give(page, '/indicator-catalogue/new', {
    name: 'Phóng sự truyền hình về năng suất, chất lượng',
    nameEn: 'Television reports on productivity and quality',
    unit: 'phóng sự',
    unitEn: 'reports',
    source: 'Kế hoạch 12/KH-UBND, mục I.2',
    agencyId: await optionValue(page, 'select[name="agencyId"]', 'Sở Khoa học và Công nghệ'),
    measure: 'sum',
  })
})

test('its plan is reviewed, given a target of that indicator, and accepted', async () => {
  const review = await go(page, '/plan-drafts/1')
  expect(review).toContain('12/KH-UBND')
  await inspect(page, 'office-draft')
  await go(page, '/plan-drafts/1/edit?part=targets')
  await page.selectOption('[name="targets.3.indicator"]', {
    label: 'Phóng sự truyền hình về năng suất, chất lượng',
  })
  for (const [field, value] of [
    ['minimum', '10'],
    ['article', 'I.2'],
    ['vi', '10 phóng sự truyền hình'],
  ])
    await page.fill(`[name="targets.3.${field}"]`, value ?? '')
  await page.selectOption('[name="targets.3.bound"]', 'exactly')
  await page.getByRole('button', { name: 'Lưu phần này' }).first().click()
  await page.waitForURL(/plan-drafts\/1#/)
  await go(page, '/plan-drafts/1/accept')
  await inspect(page, 'office-accept')
  const reasons = await page
    .locator('textarea[name^="settled."]')
    .evaluateAll((areas) => areas.map((area) => area.getAttribute('name') ?? ''))
  await give(
    page,
    '/plan-drafts/1/accept',
    Object.fromEntries(reasons.map((name) => [name, 'Đã đối chiếu với bản ký.'])),
  )
  const plan = await go(page, '/plan')
  for (const said of ['12/KH-UBND', '6.000', '10 phóng sự truyền hình']) expect(plan).toContain(said)
  await inspect(page, 'office-plan')
})

/** Makes an account on its page. @returns somebody signed in with it */
async function accountOf(values: Readonly<Record<string, string>>): Promise<Page> {
  await go(page, '/accounts/new')
  await give(page, '/accounts/new', values)
  const password = /\b[a-z0-9]{5}(?:-[a-z0-9]{5}){2,}\b/.exec(await main(page))?.[0] ?? ''
  const person = await newPerson()
  await signInFirst(person, { ...program, email: values.email ?? '', password })
  await read(person)
  return person
}

test('money is allocated, an enterprise of a commune of Đồng Nai is registered, and everybody has an account', async () => {
  await allocateOn(page, {
    ...{ line: 'C', year: '2026', source: 'provincial_st' },
    ...{ amount: '800 triệu', documentDate: '15/06/2026' },
  })
  await go(page, '/enterprises/new')
  await give(page, '/enterprises/new', {
    ...{ taxCode: '2200108445', name: 'Công ty TNHH Linh kiện Trấn Biên', address: '1 Võ Thị Sáu' },
    adminUnitId: await optionValue(page, '[name="adminUnitId"]', 'Phường Trấn Biên'),
    sectorGroup: 'production',
  })
  await go(page, '/enterprises/1')
  await inspect(page, 'office-enterprise')
  await go(page, '/accounts/new')
  leader = await accountOf({
    ...{ name: 'Trần Thị Lãnh Đạo', email: leaderEmail, role: 'leader' },
    agencyId: await optionValue(page, '[name="agencyId"]', 'Ủy ban nhân dân tỉnh Đồng Nai'),
  })
  owner = await accountOf({
    ...{ name: 'Phạm Văn Chủ', email: 'chu@linhkien.example.vn', role: 'enterprise' },
    enterprise: '2200108445',
  })
})

test('the enterprise files, the officer checks and appraises, the leader decides', async () => {
  await go(owner, '/applications/new')
  const content = await owner.locator('[name="contentId"] option').nth(1).getAttribute('value')
  await give(owner, '/applications/new', {
    ...{ contentId: content ?? '', year: '2026', requested: '150 triệu', ownFunds: '60 triệu' },
    description: 'Áp dụng hệ thống quản lý và công cụ cải tiến',
    fileId: pdf('ho-so'),
  })
  expect(owner.url()).toMatch(/\/applications\/1$/)
  await inspect(owner, 'office-application')
  const application = await go(page, '/applications/1')
  expect(application).toContain('12/KH-UBND')
  await give(page, '/applications/1/check', { outcome: 'checked' })
  await go(page, '/applications/ranking?year=2026')
  await go(page, '/applications/1')
  await give(page, '/applications/1/appraisal', { amount: '120 triệu', note: 'Đủ điều kiện' })
  await go(leader, '/applications/1')
  const today = new Date().toLocaleDateString('vi-VN', {
    ...{ timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' },
  })
  await give(leader, '/applications/1/decision', {
    ...{ outcome: 'accept', reason: 'Đạt tiêu chí ưu tiên a' },
    ...{ decisionNumber: '88/QĐ-SKHCN', decidedOn: today, decisionFileId: pdf('quyet-dinh') },
  })
  expect(await go(owner, '/applications/1')).toContain('88/QĐ-SKHCN')
  expect(await go(page, '/budget/entries?line=C&year=2026&kind=commitment')).toContain('120.000.000')
  await go(page, '/applications/1')
  await inspect(page, 'office-decided')
})

test('an enterprise of a district that went to several communes is work: the officer chooses where its seat is', async () => {
  await go(page, '/enterprises/new')
  await give(page, '/enterprises/new', {
    ...{
      taxCode: '2200000018',
      name: 'Công ty Gỗ Trảng Bom',
      address: 'Ấp 1, xã Bình Minh, huyện Trảng Bom',
    },
    adminUnitId: await optionValue(page, '[name="adminUnitId"]', 'Huyện Trảng Bom'),
    sectorGroup: 'production',
  })
  const at = new URL(page.url()).pathname
  expect(await main(page)).toMatch(/Huyện Trảng Bom đã chia cho \d+ xã, phường/)
  await inspect(page, 'office-seat-question')
  expect(await go(page, '/')).toContain('Ghi xã, phường hiện nay của trụ sở')
  await inspect(page, 'office-work')
  await go(page, '/enterprises/seats')
  await inspect(page, 'office-seats')
  await page.getByRole('link', { name: 'Công ty Gỗ Trảng Bom' }).click()
  await page.waitForLoadState('networkidle')
  expect(await main(page)).toContain('Xã Bình Minh, Đồng Nai – địa chỉ có nêu')
  await inspect(page, 'office-seat')
  const commune = page.locator('input[name="placeKey"]').first()
  await give(page, `${at}/seat`, { placeKey: (await commune.getAttribute('value')) ?? '' })
  expect(await main(page)).toContain('Xã Bình Minh')
  expect(await go(page, `${at}/history`)).toContain('Huyện Trảng Bom')
  expect(await go(page, '/enterprises/seats')).toContain('Mọi doanh nghiệp đều ở địa bàn đã rõ')
})

test('nothing of the shipped example shows on any page that officer, leader, enterprise or the public finds in the menu', async () => {
  for (const person of [page, leader, owner, await newPerson()]) {
    await go(person, '/')
    const links = await person
      .locator('nav a[href^="/"]')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    expect(links.length).toBeGreaterThan(3)
    for (const link of new Set(links)) await go(person, link)
  }
  for (const path of ['/dashboard', '/plan/next', '/plan/versions', '/places/import', '/enterprises/1/edit'])
    await go(page, path)
  expect(walked).toBeGreaterThan(100)
  expect(told).toEqual([])
})
