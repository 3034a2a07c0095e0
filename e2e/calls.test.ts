import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, send, signInFirst } from './program.ts'

/* A call is opened by two people; an enterprise applies on a phone with a photograph, is returned, and completes it. */

const phone = { width: 390, height: 844 }
const { program, browser, page: officer, go, text } = await openDesk({ sample: 12 })
let call = ''
let leader: Page

test('a call is drawn up with contents and papers, approved by the leader, and stands on the public home', async () => {
  await go('/calls')
  await inspect(officer, 'calls')
  await go('/calls/new')
  await inspect(officer, 'call-new')
  await send(officer, '/calls/new', { title: 'Đợt kêu gọi thử' })
  call = new URL(officer.url()).pathname
  await go(`${call}/contents/new`)
  await inspect(officer, 'call-content-new')
  await officer.locator('select[name="contentId"]').selectOption({ index: 1 })
  await send(officer, `${call}/contents/new`, { places: '5', money: '400 triệu' })
  await go(`${call}/papers/new`)
  await inspect(officer, 'call-paper-new')
  await send(officer, `${call}/papers/new`, { name: 'Ảnh dây chuyền', hint: 'Ảnh chụp bằng điện thoại' })
  expect(await text()).toContain('Ảnh dây chuyền')
  await officer.getByRole('button', { name: 'Trình phê duyệt' }).click()
  await officer.waitForLoadState('networkidle')
  leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
  await leader.goto(program.url + call)
  await inspect(leader, 'call-approval')
  await send(leader, `${call}/approval`, { number: '15/TB-SKHCN' })
  expect(await leader.locator('main').innerText()).toContain('15/TB-SKHCN')
  const stranger = await (await browser.newContext({ locale: 'vi-VN', viewport: phone })).newPage()
  await stranger.goto(`${program.url}/`)
  expect(await stranger.locator('main').innerText()).toContain('Đợt kêu gọi thử')
  await stranger.goto(`${program.url}/calls/open`)
  await inspect(stranger, 'calls-open')
  await go(call)
  await inspect(officer, 'call')
  await go('/calls/rules')
  await inspect(officer, 'call-rules')
})

/** A photograph of one point, as a phone would send it. */
const photograph = {
  name: 'anh-day-chuyen.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
}

/** An owner of an enterprise with a phone, without JavaScript. */
async function ownerOnPhone(): Promise<Page> {
  await go('/enterprises')
  const enterprise = await officer.locator('main table a[href^="/enterprises/"]').last().getAttribute('href')
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...[
      'dist/cli.js',
      '--data',
      program.directory,
      'user',
      'add',
      'chu@e2e.example.vn',
      '--name',
      'Trần Văn Chủ',
    ],
    ...['--role', 'enterprise', '--enterprise', enterprise?.split('/').at(-1) ?? '', '--json'],
  ])
  const { password } = JSON.parse(stdout) as { password: string }
  const context = await browser.newContext({ locale: 'vi-VN', viewport: phone, javaScriptEnabled: false })
  const page = await context.newPage()
  await signInFirst(page, { ...program, email: 'chu@e2e.example.vn', password })
  return page
}

test('an enterprise applies on a phone: steps, a photograph, what is missing, and the end with number and next step', async () => {
  const owner = await ownerOnPhone()
  const said = () => owner.locator('main').innerText()
  await owner.goto(`${program.url}${call}`)
  await owner.getByRole('link', { name: 'Nộp hồ sơ' }).click()
  await send(owner, '/applications/writing/new', {})
  const what = new URL(owner.url()).pathname
  const at = what.replace(/\/what$/, '')
  await send(owner, what, { description: 'Áp dụng 5S cho phân xưởng' })
  await owner.goto(program.url + at)
  expect(await said()).toContain('Thiếu giấy tờ: Ảnh dây chuyền.')
  await owner.getByRole('link', { name: 'Chưa ghi số tiền đề nghị.' }).click()
  expect(new URL(owner.url()).pathname).toBe(`${at}/money`)
  await send(owner, `${at}/money`, {
    ...{ requested: '40 triệu', ownFunds: '20 triệu', ownFundsSource: 'Vốn tự có', otherSupport: '0' },
  })
  await owner.goto(`${program.url}${at}/figures`)
  await send(owner, `${at}/figures`, { figuresSeen: true })
  await owner.goto(`${program.url}${at}/papers`)
  await owner.getByRole('link', { name: /Chụp ảnh.*Ảnh dây chuyền/ }).click()
  expect(await owner.locator('input[type="file"]').getAttribute('capture')).toBe('environment')
  await send(owner, `${at}/papers/new`, { fileId: photograph })
  await owner.goto(program.url + at)
  expect(await said()).toContain('Hồ sơ đã đủ')
  expect(await owner.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  await owner.getByRole('button', { name: 'Nộp hồ sơ' }).click()
  await owner.waitForURL(/\/filed/)
  expect(await said()).toMatch(/Số hồ sơ: \d+/)
  expect(await owner.locator('body').innerText()).toContain('Kiểm tra hồ sơ')

  const application = new URL(owner.url()).pathname.replace(/\/filed$/, '')
  await go(`${application}?do=check`)
  await send(officer, `${application}/check`, { outcome: 'returned', note: 'Ảnh mờ, xin chụp lại' })
  await inspect(officer, 'application-returned')
  await owner.goto(program.url + application)
  await owner.goto(`${program.url}${application}/papers/new`)
  await send(owner, `${application}/papers/new`, { fileId: photograph, name: 'Ảnh chụp lại' })
  expect(await said()).toContain('mới ở lần nộp 2')
  await owner.goto(`${program.url}${application}/edit`)
  await send(owner, `${application}/edit`, { ownFundsSource: 'Vốn tự có và vay' })
  await go(application)
  expect(await text()).toContain('Ảnh mờ, xin chụp lại')
  expect(await text()).toContain('đã thay đổi')
  await inspect(officer, 'application-again')
  await owner.context().close()
})

test('each page of the steps is readable by everybody, at a desk and on a phone', async () => {
  await go('/enterprises')
  const enterprise = await officer.locator('main table a[href^="/enterprises/"]').first().getAttribute('href')
  await go(
    `/applications/writing/new?enterpriseId=${enterprise?.split('/').at(-1)}&callId=${call.split('/').at(-1)}`,
  )
  await inspect(officer, 'writing-new')
  await send(officer, '/applications/writing/new', {})
  const at = new URL(officer.url()).pathname.replace(/\/what$/, '')
  for (const step of ['', '/what', '/figures', '/money', '/papers', '/papers/new?camera=1']) {
    await go(at + step)
    await inspect(officer, `writing-${step.replace(/\W/g, '') || 'check'}`)
  }
  await go('/applications/writing')
  await inspect(officer, 'writings')
  // with script the ceilings follow what is typed
  await go(`${at}/money`)
  const ceilings = officer.locator('#ceilings')
  const before = await ceilings.innerText()
  await officer.locator('[name="requested"]').fill('150 triệu')
  await expect.poll(() => ceilings.innerText()).not.toBe(before)
  expect(await ceilings.innerText()).toContain('100')
  await inspect(officer, 'writing-ceilings')
})

test('an approved call is prolonged: proposed by one, approved by another', async () => {
  await go(`${call}?do=prolong`)
  await inspect(officer, 'call-prolong')
  await send(officer, `${call}/prolongation`, {
    closesOn: '31/12/2099',
    reason: 'Nhiều hồ sơ chưa kịp nộp',
  })
  expect(await text()).toContain('Bạn đã đề nghị gia hạn đợt này')
  await leader.goto(program.url + call)
  await inspect(leader, 'call-prolongation')
  await send(leader, `${call}/prolongation-approval`, { number: '16/TB-SKHCN' })
  expect(await leader.locator('#prolongations').innerText()).toContain('16/TB-SKHCN')
  await inspect(leader, 'call-prolonged')
})

test('a refusal and a cut amount are objected to; another person answers', async () => {
  await go('/objection-limits')
  await inspect(officer, 'objection-limits')
  await go('/applications?state=refused')
  await officer.locator('main tbody a[href^="/applications/"]').first().click()
  await officer.waitForLoadState()
  const refused = new URL(officer.url()).pathname
  await go(`${refused}?do=object`)
  await inspect(officer, 'objection-form')
  await send(officer, `${refused}/objections`, { text: 'Báo giá đã có trong hồ sơ' })
  expect(await officer.locator('#objections').innerText()).toContain('Chờ trả lời')
  await inspect(officer, 'objection')
  await leader.goto(`${program.url}${refused}?do=answer`)
  await send(leader, `${refused}/objection-answer`, { outcome: 'rejected', answer: 'Đúng quy định' })
  expect(await leader.locator('#objections').innerText()).toContain('Không chấp nhận')
  await inspect(leader, 'objection-answered')
  await go('/applications?state=accepted')
  const accepted = await officer
    .locator('main tbody a[href^="/applications/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  for (const path of accepted) {
    await go(path)
    const cut = officer.locator('#objections a[href$="?do=object#act"]')
    if ((await cut.count()) === 0) continue
    await cut.click()
    await officer.waitForLoadState()
    await inspect(officer, 'objection-amount')
    return
  }
  expect(accepted, 'none of the sample was cut').toEqual([])
})
