import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { allocateOn, anotherPerson, inspect, openDesk, output, ownPassword, pdf, send } from './program.ts'

/*
 * The main job, once, from end to end, as an officer does it: sign in, register an enterprise, file, check, appraise and decide
 * its application, carry the support turn to its end, pay, and report.
 */

const { program, browser, page, go, text } = await openDesk({ signIn: false })
let leader: Page

test('the public sees progress and the plan without signing in', async () => {
  await go('/')
  expect(await text()).toContain('18')
  await inspect(page, 'public')
  await go('/plan')
  const plan = await text()
  for (const words of ['181/KH-UBND', '125/KH-UBND', '2.662', '1.351', '1.311', '2.238'])
    expect(plan).toContain(words)
  await inspect(page, 'plan')
  await page.emulateMedia({ media: 'print' })
  await page.pdf({ path: join(output, 'plan.pdf'), format: 'A4' })
  await page.emulateMedia({ media: null })
})

test('the first administrator signs in and must replace the one-time password', async () => {
  await go('/budget')
  expect(page.url()).toContain('/sign-in')
  await send(page, '/sign-in', { email: program.email, password: 'not the password' }, 'refused')
  expect(await text()).toContain('không đúng')
  expect(await page.locator('[name="email"]').inputValue()).toBe(program.email)
  await inspect(page, 'sign-in')
  await send(page, '/sign-in', { email: program.email, password: program.password })
  expect(page.url()).toContain('/password')
  await go('/enterprises')
  expect(page.url()).toContain('/password')
  await send(page, '/password', { current: program.password, password: ownPassword, repeat: ownPassword })
  expect(page.url()).toBe(`${program.url}/`)
  await inspect(page, 'dashboard-empty')
})

test('money is allocated to line IV of 2025 as signed', async () => {
  // What was a form of one line leads on.
  await go('/budget/allocate?year=2025')
  expect(page.url()).toContain('/budget/decisions/new?kind=allocation&year=2025')
  await inspect(page, 'allocate')
  await allocateOn(page, {
    ...{ line: 'IV', year: '2025', source: 'provincial_st' },
    ...{ amount: '1.001 triệu', documentDate: '15/01/2025' },
  })
  await go('/budget')
  expect(await text()).toContain('1.001')
  await inspect(page, 'budget')
})

test('an enterprise is registered; a wrong tax code keeps what was typed and is named', async () => {
  await go('/enterprises/new')
  const unit =
    (await page
      .locator('[name="adminUnitId"] option', { hasText: 'Huyện Mỹ Xuyên' })
      .getAttribute('value')) ?? ''
  const profile = {
    taxCode: '2200108440',
    name: 'Công ty TNHH Thủy sản Mỹ Xuyên',
    address: 'Ấp 1, Mỹ Xuyên, Sóc Trăng',
    adminUnitId: unit,
    sectorGroup: 'production',
  }
  await send(page, '/enterprises/new', profile, 'refused')
  expect(page.url()).toContain('/enterprises/new')
  expect(await page.locator('[name="name"]').inputValue()).toBe(profile.name)
  expect(await page.locator('[name="taxCode"]').getAttribute('aria-invalid')).toBe('true')
  await inspect(page, 'enterprise-wrong')
  await send(page, '/enterprises/new', { ...profile, taxCode: '2200108445' })
  expect(page.url()).toMatch(/\/enterprises\/1$/)
})

test('its yearly figures give its size class with the rule and the numbers', async () => {
  await go('/enterprises/1/years/new')
  await send(page, '/enterprises/1/years/new', {
    year: '2024',
    sectorGroup: 'production',
    employees: '80',
    revenue: '45 tỷ',
    capital: '18 tỷ',
    fileId: pdf('bao-cao-tai-chinh-2024'),
  })
  await go('/enterprises/1')
  const profile = await text()
  expect(profile).toContain('80/2021/NĐ-CP')
  expect(profile.toLowerCase()).toContain('nhỏ')
  await inspect(page, 'enterprise')
})

test('an application is filed, checked, ranked with its reason, appraised and decided', async () => {
  await go('/applications/new?enterpriseId=1')
  const content = await page.locator('[name="contentId"] option').evaluateAll((options) =>
    options.map((option) => ({
      value: option.getAttribute('value') ?? '',
      label: option.textContent ?? '',
    })),
  )
  const chosen = content.find((option) => option.label.includes('an toàn thực phẩm')) ?? content[1]
  await send(page, '/applications/new', {
    contentId: chosen?.value ?? '',
    year: '2025',
    description: 'Áp dụng và chứng nhận hệ thống quản lý an toàn thực phẩm',
    requested: '150 triệu',
    ownFunds: '60 triệu',
    filedOn: '10/02/2025',
    lateReason: 'Hồ sơ giấy nhận trong năm 2025, nhập sau',
    fileId: pdf('ho-so'),
  })
  expect(page.url()).toMatch(/\/applications\/1$/)
  await inspect(page, 'application')
  await send(page, '/applications/1/check', { outcome: 'checked' })
  await go('/applications/ranking?year=2025')
  expect(await text()).toContain('Mỹ Xuyên')
  await inspect(page, 'ranking')
  await page.click('main a[href="/applications/1/rank"]')
  await inspect(page, 'rank')
  await page.fill('#q-amount', '999 tỷ')
  await page.click('#suppose button')
  expect(await text()).toContain('Không có gì bị thay đổi')
  expect(await text()).toContain('vượt kinh phí còn lại')
  await inspect(page, 'rank-supposed')
  await page.fill('#q-amount', 'nhiều')
  await page.click('#suppose button')
  await page.waitForSelector('#q-amount-wrong')
  await inspect(page, 'rank-refused')
  await go('/applications/1')
  await send(page, '/applications/1/appraisal', { amount: '120 triệu', note: 'Đủ điều kiện, đề xuất hỗ trợ' })
  // Whoever appraised does not decide.
  leader = await anotherPerson(browser, program, 'leader', 'Trần Thị Lãnh Đạo')
  await leader.goto(`${program.url}/applications/1`)
  await send(leader, '/applications/1/decision', {
    outcome: 'accept',
    reason: 'Đạt tiêu chí ưu tiên a',
    decisionNumber: '88/QĐ-SKHCN',
    decidedOn: '03/03/2025',
    decisionFileId: pdf('quyet-dinh'),
  })
  await go('/budget/entries?line=IV&year=2025&kind=commitment')
  expect(await text()).toContain('120.000.000')
  await inspect(page, 'ledger')
})

test('a draft rule is rehearsed on the applications: what it would cost, and nothing is changed', async () => {
  await go('/rehearsals')
  await inspect(page, 'rehearsals')
  await page.fill('#q-share', '50')
  await page.click('#draft button[type=submit]')
  expect(await text()).toContain('Cả dự thảo')
  // 150 million asked for and 60 million of their own: half of the whole is 105 million.
  expect(await text()).toContain('105.000.000')
  await inspect(page, 'rehearsal')
  for (const format of ['docx', 'pdf', 'xlsx']) {
    const [file] = await Promise.all([page.waitForEvent('download'), page.click(`main a[href*="${format}"]`)])
    expect(file.suggestedFilename()).toContain(`.${format}`)
  }
  await page.fill('#q-order', 'zz')
  await page.click('#draft button[type=submit]')
  await page.waitForSelector('#q-order-wrong')
  await inspect(page, 'rehearsal-refused')
})

test('a certification body that also advises stands on the register: entered by the officer, confirmed by another person, seen by everybody', async () => {
  await go('/providers/new')
  await inspect(page, 'provider-new')
  await send(page, '/providers/new', { form: 'organisation', name: 'QUACERT' }, 'refused')
  expect(await page.locator('[name="name"]').inputValue()).toBe('QUACERT')
  await send(page, '/providers/new', { certifier: true, consultant: true })
  await go('/providers/1?do=licence')
  await send(page, '/providers/1/licences', {
    ...{ kind: 'designation', number: '7/QĐ', issuer: 'Bộ quản lý ngành', scope: 'TCVN ISO 22000' },
    ...{ issuedOn: '01/02/2020', expiresOn: '01/02/2024', fileId: pdf('chi-dinh') },
  })
  await leader.goto(`${program.url}/providers/1`)
  await send(leader, '/providers/1/confirmation', {})
  await go('/providers/1')
  expect(await text()).toContain('Hết hiệu lực')
  await inspect(page, 'provider')
  await go('/providers/confirmed')
  expect(await text()).toContain('QUACERT')
  await inspect(page, 'providers-confirmed')
})

test('the turn goes through its steps to the end, with a certificate; the indicators move', async () => {
  for (const day of ['10/03/2025', '01/04/2025', '01/09/2025', '15/09/2025']) {
    await go('/support/1')
    await send(page, '/support/1/steps', {
      happenedOn: day,
      documentNumber: `BB-${day.slice(0, 5)}`,
      fileId: pdf(`buoc-${day.slice(0, 2)}`),
    })
  }
  await go('/support/1?do=provider')
  expect(await text()).toContain('giấy phép hết hạn ngày 01/02/2024')
  await send(page, '/support/1/provider', { providerId: '1' })
  await go('/support/1?do=certificate')
  await send(page, '/support/1/certificates', {
    kind: 'food_safety',
    standard: 'TCVN ISO 22000:2018',
    providerId: '1',
    number: 'HT 0001/25',
    issuedOn: '20/09/2025',
    expiresOn: '19/09/2028',
    fileId: pdf('chung-nhan'),
  })
  await go('/support/1')
  await inspect(page, 'turn')
  await go('/indicators/supportTurns?year=2025')
  expect(await text()).toContain('Mỹ Xuyên')
  await go('/indicators/certifiedTurns?year=2025')
  expect(await text()).toContain('Mỹ Xuyên')
  await inspect(page, 'indicator')
})

test('own money is declared with its voucher and confirmed by another person: state money may follow it', async () => {
  const form = '/support/1/own-payments/new'
  await go(form)
  await inspect(page, 'own-payment-new')
  await send(page, form, {
    ...{ amount: '40 triệu', paidOn: '20/09/2025', documentNumber: 'HD-01' },
    ...{ purpose: 'Thuê tư vấn xây dựng hệ thống', fileId: pdf('hoa-don') },
  })
  const finance = await anotherPerson(browser, program, 'finance', 'Lê Thị Tài Chính')
  await finance.goto(`${program.url}/budget/own-payments/1`)
  await inspect(finance, 'own-payment')
  await send(finance, '/budget/own-payments/1/proof', { proven: '40 triệu' })
  await go('/support/1')
  expect(await text()).toContain('40.000.000')
  await inspect(page, 'turn-own-money')
})

test('a payment is recorded and everything is right to the đồng', async () => {
  await go('/budget/commitments/1/payment')
  await inspect(page, 'payment')
  await send(page, '/budget/commitments/1/payment', {
    amount: '70.000.001',
    documentNumber: 'UNC-1',
    on: '30/09/2025',
    fileId: pdf('uy-nhiem-chi'),
    basisNumber: '05/HĐ-NSCL',
    basisDate: '10/03/2025',
    basisFileId: pdf('hop-dong-ho-tro'),
  })
  await leader.goto(`${program.url}/budget/payments`)
  await inspect(leader, 'payments')
  await send(leader, '/budget/payments/1/release', {})
  await go('/budget/commitments/1')
  const commitment = await text()
  expect(commitment).toContain('70.000.001')
  expect(commitment).toContain('49.999.999')
  await inspect(page, 'commitment')
  await go('/budget?year=2025')
  await inspect(page, 'budget-own-money')
  await go('/budget/own-payments')
  await inspect(page, 'own-payments')
  await go('/dashboard')
  await inspect(page, 'dashboard')
  await page.pdf({ path: join(output, 'dashboard.pdf'), format: 'A4' })
})

test('the report of 2025 is drafted, read, sealed, and its documents open', async () => {
  await go('/reports')
  await page
    .locator('form[action="/reports/new"]', { has: page.locator('input[name="year"][value="2025"]') })
    .locator('button')
    .click()
  await page.waitForLoadState('networkidle')
  expect(page.url()).toMatch(/\/reports\/1\/edit$/)
  await inspect(page, 'report-edit')
  await go('/reports/1')
  const report = await text()
  expect(report).toContain('QUACERT')
  await inspect(page, 'report')
  // Whoever drafted it does not seal it.
  await leader.goto(`${program.url}/reports/1/seal`)
  await send(leader, '/reports/1/seal', {
    number: '412',
    datedOn: '20/11/2026',
    signatory: 'Nguyễn Văn Khởi',
  })
  await go('/reports/1')
  await inspect(page, 'report-sealed')
  for (const format of ['docx', 'xlsx']) {
    const response = await page.request.get(`${program.url}/reports/1/document?format=${format}`)
    expect(response.status()).toBe(200)
    expect((await response.body()).subarray(0, 2).toString()).toBe('PK')
  }
})

test('the audit trail is whole, and the list pages hold up on a phone', async () => {
  await go('/audit/verify')
  await send(page, '/audit/verify', {})
  expect(await text()).toContain('nguyên vẹn')
  await inspect(page, 'audit-verified')
  for (const path of [
    '/enterprises',
    '/applications',
    '/support',
    '/certificates',
    '/training',
    '/duties',
    '/agencies',
    '/accounts',
    '/audit',
    '/legal',
    '/obstacles',
    '/budget/commitments',
    '/api',
    '/verify',
    '/account',
  ]) {
    await go(path)
    await inspect(page, `list${path.replaceAll('/', '-')}`)
  }
  await page.goto(`${program.url}/nowhere`)
  expect(await text()).toContain('Không có trang này')
  await inspect(page, 'not-found')
})

test('English is complete on the pages of the main job', async () => {
  for (const path of ['/?lang=en', '/enterprises/1', '/applications/1', '/support/1', '/budget', '/duties']) {
    await go(path)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('h1').innerText()).not.toBe('')
  }
  await inspect(page, 'duties-english')
})

test('the controls and the closed years have their pages', async () => {
  await go('/controls')
  await inspect(page, 'controls')
  await go('/controls/payment/relax')
  await inspect(page, 'control-relax')
  await go('/retention')
  await inspect(page, 'retention')
  await go('/retention/unusedFiles/period')
  await inspect(page, 'retention-period')
  await go('/budget/years')
  await inspect(page, 'budget-years')
  await go('/budget/corrections/new')
  await inspect(page, 'budget-correction')
})

test('the leader was told what waits, opens it from the list of notices and chooses how to be told', async () => {
  await leader.goto(`${program.url}/notices`)
  const bell = () => leader.locator('header a[href="/notices"]').getAttribute('aria-label')
  const before = Number(/\d+/.exec((await bell()) ?? '')?.[0] ?? 0)
  expect(before).toBeGreaterThan(0)
  await inspect(leader, 'notices')
  // What was opened as a record is read by that; the first that is not stands in bold.
  await leader.locator('main form[action="/notices/read"] button.font-semibold').first().click()
  await leader.waitForLoadState('networkidle')
  expect(new URL(leader.url()).pathname).toMatch(/^\/(applications|budget|account)/)
  const after = Number(/\d+/.exec((await bell()) ?? '')?.[0] ?? 0)
  expect(after).toBe(before - 1)
  await leader.goto(`${program.url}/notices/wishes/applications.toDecide`)
  await send(leader, '/notices/wishes/applications.toDecide', { way: 'mail' })
  expect(await leader.locator('main').innerText()).toContain('Gửi thư ngay')
  await inspect(leader, 'notice-wishes')
})

test('the words of a notice name what they do not have; what went out is listed', async () => {
  await go('/notices/templates/applications.returned/vi')
  const form = '/notices/templates/applications.returned/vi'
  await send(page, form, { subject: 'Trả lại {so_ho_so}' }, 'refused')
  expect(await text()).toContain('{so_ho_so}')
  expect(await page.locator('input[name="subject"]').inputValue()).toBe('Trả lại {so_ho_so}')
  await inspect(page, 'notice-template')
  await go('/notices/templates')
  await inspect(page, 'notice-templates')
  await go('/notices/deliveries')
  expect(await text()).toContain('There is no mail server')
  await inspect(page, 'notice-deliveries')
})
