import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { anotherPerson, atDesk, inspect, openDesk, send, signInFirst } from './program.ts'

/* A day of each role: what waits for it stands on its first page, is done from there, and is then no longer there. */

const { program, browser, page: admin } = await openDesk({ sample: 12 })
let coordinator: Page
let leader: Page

const at = (page: Page, path: string) => page.goto(program.url + path)
const texts = async (page: Page, path = '/') => {
  await at(page, path)
  return page.locator('main').innerText()
}
/** How many pieces of work of a kind wait for whoever this is. */
async function waiting(page: Page, kind: string): Promise<number> {
  await at(page, `/work?kind=${kind}&single=on&whose=agency`)
  return page.locator('main table tbody tr').count()
}
/** The records of a kind of work that wait, by the addresses of their pages. */
async function linksOf(page: Page, kind: string): Promise<string[]> {
  // The sample has put somebody in charge of some.
  await at(page, `/work?kind=${kind}&single=on&whose=agency`)
  return page
    .locator('main table tbody a')
    .evaluateAll((links) =>
      links.map((link) => link.getAttribute('href') ?? '').filter((href) => !href.startsWith('/work/')),
    )
}
/** Somebody with an account made by the command line. */
async function made(email: string, name: string, args: readonly string[]): Promise<Page> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...['dist/cli.js', '--data', program.directory, 'user', 'add', email, '--name', name, ...args, '--json'],
  ])
  const { password } = JSON.parse(stdout) as { password: string }
  return signedIn(email, password)
}
async function signedIn(email: string, password: string): Promise<Page> {
  const context = await browser.newContext(atDesk)
  const page = await context.newPage()
  await signInFirst(page, { ...program, email, password })
  return page
}
const secret = (page: Page) => page.locator('main code').last().innerText()

beforeAll(async () => {
  coordinator = await anotherPerson(browser, program, 'coordinator', 'Nguyễn Thị Điều')
  leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
})

test('the coordinator checks an application from the list, and it is on nobody’s list to be checked any more', async () => {
  const [address] = await linksOf(coordinator, 'applications.check')
  expect(address).toBeDefined()
  await at(coordinator, address ?? '')
  await send(coordinator, `${address}/check`, { outcome: 'returned', note: 'Thiếu báo giá' })
  expect(await linksOf(coordinator, 'applications.check')).not.toContain(address)
  await at(coordinator, '/')
  await inspect(coordinator, 'work')
})

describe('decisions', () => {
  test('wait for the leader; once delegated to the head of a department they are on the head’s list alone, who signs', async () => {
    const before = await waiting(leader, 'applications.decide')
    expect(before).toBeGreaterThan(0)
    await at(leader, '/controls/signing/new')
    const agency = await leader.locator('[name="agencyId"] option').nth(1).getAttribute('value')
    const head = await made('giam-doc@e2e.example.vn', 'Lê Văn Giám', [
      '--role',
      'agency',
      '--agency',
      agency ?? '1',
    ])
    await at(admin, '/accounts?q=giam-doc')
    const account = await admin.locator('main table a[href^="/accounts/"]').first().getAttribute('href')
    await at(admin, `${account}/roles/new`)
    await send(admin, `${account}/roles/new`, { role: 'head', agencyId: agency ?? '', reason: 'Bổ nhiệm' })
    const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
    await at(leader, '/controls/signing/new')
    await send(leader, '/controls/signing/new', {
      kind: 'application',
      agencyId: agency ?? '',
      fromDay: today,
      documentNumber: '15/QĐ-UBND',
      documentDate: today,
    })
    expect(await texts(leader, '/controls/signing')).toContain('Lê Văn Giám')
    await inspect(leader, 'signing')
    expect(await waiting(leader, 'applications.decide')).toBe(0)
    const [address] = await linksOf(head, 'applications.decide')
    await at(leader, address ?? '')
    expect(await leader.locator(`form[action="${address}/decision"]`).count()).toBe(0)
    await at(head, address ?? '')
    await send(head, `${address}/decision`, {
      outcome: 'refuse',
      reason: 'Chưa phù hợp',
      decidedOn: today,
    })
    expect(await linksOf(head, 'applications.decide')).not.toContain(address)
    await at(leader, '/controls/signing')
    await leader.getByRole('link', { name: 'Kết thúc' }).first().click()
    await leader.waitForLoadState()
    const end = await leader.locator('form[action^="/controls/signing/"]').getAttribute('action')
    await send(leader, end ?? '', { reason: 'Ủy ban nhân dân ký trở lại' })
    expect(await waiting(head, 'applications.decide')).toBe(0)
  })
})

describe('an enterprise', () => {
  test('answers what it was asked, lets a bookkeeper in who sees the same work, and ends that', async () => {
    const [address] = await linksOf(coordinator, 'applications.appraise')
    await at(coordinator, address ?? '')
    const id = address?.split('/').at(-1)
    const enterprise = await coordinator.locator('main a[href^="/enterprises/"]').first().getAttribute('href')
    await send(coordinator, `/threads/application/${id}`, { body: 'Xin gửi giấy phép xây dựng', asks: true })
    const owner = await made('chu@e2e.example.vn', 'Phạm Văn Chủ', [
      ...['--role', 'enterprise', '--enterprise', enterprise?.split('/').at(-1) ?? ''],
    ])
    expect(await texts(owner)).toContain('Xin gửi giấy phép xây dựng')
    await at(owner, '/staff/new')
    await send(owner, '/staff/new', {
      name: 'Đỗ Thị Sổ',
      email: 'so@e2e.example.vn',
      toDay: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
      reason: 'Nộp hồ sơ',
    })
    const staff = await signedIn('so@e2e.example.vn', await secret(owner))
    expect(await texts(staff)).toContain('Xin gửi giấy phép xây dựng')
    await staff.getByRole('link', { name: 'Xin gửi giấy phép xây dựng' }).click()
    await staff.waitForLoadState()
    expect(staff.url()).toContain(address)
    await send(staff, `/threads/application/${id}`, { body: 'Gửi kèm theo' })
    expect(await texts(owner)).not.toContain('Xin gửi giấy phép xây dựng')
    await at(owner, '/staff')
    await inspect(owner, 'staff')
    await owner.getByRole('button', { name: 'Kết thúc' }).first().click()
    await owner.waitForLoadState()
    expect(await owner.locator('main').innerText()).toContain('Đã hết')
    await at(staff, '/work')
    expect(staff.url()).toContain('/sign-in')
  })
})

test('an expert comes from the list of work to the one matter, advises, and the enterprise does not read it', async () => {
  const [address] = await linksOf(coordinator, 'applications.appraise')
  const id = address?.split('/').at(-1) ?? ''
  await at(coordinator, `/accounts/invite?record=application&recordId=${id}`)
  await inspect(coordinator, 'invite')
  await send(coordinator, '/accounts/invite', {
    name: 'Vũ Thị Chuyên',
    email: 'chuyen@e2e.example.vn',
    role: 'expert',
    toDay: new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10),
    reason: 'Hỏi ý kiến',
  })
  const expert = await signedIn('chuyen@e2e.example.vn', await secret(coordinator))
  await at(expert, '/')
  await inspect(expert, 'expert')
  await expert.locator(`main a[href="${address}"]`).first().click()
  await expert.waitForLoadState()
  await send(expert, `/threads/application/${id}`, { body: 'Mức giá phù hợp' })
  expect(await texts(coordinator, address ?? '')).toContain('Mức giá phù hợp')
})

test('a deputy stands in for an absence, and it is told whose work this is', async () => {
  await at(coordinator, '/account/deputies')
  await inspect(coordinator, 'deputies')
  const today = new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
  const deputy = await anotherPerson(browser, program, 'home_affairs', 'Bùi Thị Thay')
  await at(coordinator, '/account/deputies')
  const option = coordinator.locator('[name="deputyId"] option', { hasText: 'Bùi Thị Thay' })
  await send(coordinator, '/account/deputies', {
    deputyId: (await option.getAttribute('value')) ?? '',
    fromDay: today,
    toDay: today,
    reason: 'Đi công tác',
  })
  expect(await texts(deputy)).toContain('Nguyễn Thị Điều')
  expect((await linksOf(deputy, 'applications.appraise')).length).toBeGreaterThan(0)
})

describe('every role', () => {
  test.each([
    ['finance', 'Hoàng Thị Tài'],
    ['statistics', 'Ngô Văn Thống'],
    ['agency', 'Dương Thị Sở'],
    ['association', 'Lý Văn Hội'],
    ['auditor', 'Mai Thị Thanh'],
  ])('%s: each line of the list leads to a page that opens', async (role, name) => {
    const page = await anotherPerson(browser, program, role, name)
    await at(page, '/work')
    await inspect(page, `work-${role}`)
    const links = await page
      .locator('main table tbody a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    for (const href of links.slice(0, 12)) {
      const answer = await at(page, href)
      expect([href, answer?.status()]).toEqual([href, 200])
    }
    if (role === 'auditor') expect(links).toEqual([])
  })
})

test('the pages of roles, deputies, officers in charge and limits are whole in English too', async () => {
  await at(admin, '/accounts')
  const account = await admin.locator('main table a[href^="/accounts/"]').first().getAttribute('href')
  for (const [path, name] of [
    ['/deputies', 'deputies-all'],
    [account ?? '', 'roles'],
    ['/work/officers', 'officers'],
    ['/work/limits', 'limits'],
    ['/controls/signing', 'signing-all'],
  ] as const) {
    const joined = path.includes('?') ? '&' : '?'
    expect((await at(admin, `${path}${joined}lang=en`))?.status(), path).toBe(200)
    await inspect(admin, `${name}-en`)
    expect(await admin.locator('html').getAttribute('lang')).toBe('en')
  }
})

test('several records are given to one officer from their list: each is previewed, then done, without a script', async () => {
  await at(coordinator, '/applications')
  const boxes = coordinator.locator('main tbody input[name=ids]')
  expect(await boxes.count()).toBeGreaterThan(2)
  await boxes.nth(0).check()
  await boxes.nth(1).check()
  await coordinator.getByRole('button', { name: 'Giao người phụ trách' }).click()
  expect(await coordinator.locator('main').innerText()).toContain('Đã chọn 2 dòng')
  await coordinator.locator('main select[name=accountId]').selectOption({ label: 'Nguyễn Thị Điều' })
  await coordinator.locator('main form[method=post] button[type=submit]').first().click()
  await inspect(coordinator, 'many-preview')
  const give = coordinator.locator('main form[method=post] button[type=submit]').first()
  if ((await give.innerText()).startsWith('Giao')) await give.click()
  expect(await coordinator.locator('main').innerText()).toMatch(/Đã làm [12] trên [12] dòng|Để nguyên/)
  await inspect(coordinator, 'many-done')
})
