import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { allocateOn, anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/* The passage from Plan 181 to a plan of Cần Thơ for 2026-2030 with work in progress; then a neighbour's plan beside it. */

const { program, browser, page, go, text } = await openDesk()
const optionValue = async (select: string, label: string) =>
  (await page.locator(`${select} option`, { hasText: label }).first().getAttribute('value')) ?? ''

/** A made-up plan: Plan 181's text under another number, province and period. */
async function madeUp(number: string, province: string): Promise<string> {
  const signed = await readFile('data/plans/plan-181.md', 'utf8')
  return signed
    .replace('181 /KH-UBND', `${number}/KH-UBND`)
    .replaceAll('tỉnh Sóc Trăng', province)
    .replaceAll('TỈNH SÓC TRĂNG', province.toUpperCase())
    .replace('chủ lực của tỉnh', 'chủ lực của địa phương')
    .replace(/\*\*4\. .*Thống kê.*\*\*/, '**4. Sở Tài chính**')
    .replace('**5. Các Sở, ban ngành và UBND các huyện, thị xã, thành phố**', '**5. Sở Nội vụ**')
    .replaceAll('2030', '2035')
    .replaceAll('2026', '2031')
    .replaceAll('2024', '2026')
    .replaceAll('2025', '2030')
}

/** Pastes a plan and opens the form of its acceptance. @returns the address of the draft */
async function draft(number: string, province: string): Promise<string> {
  await go('/plan-drafts/new')
  await send(page, '/plan-drafts/new', { text: await madeUp(number, province) })
  const { pathname } = new URL(page.url())
  await go(`${pathname}/accept`)
  return pathname
}

async function accept(at: string, values: Record<string, boolean | string> = {}): Promise<void> {
  const reasons = await page
    .locator('textarea[name^="settled."]')
    .evaluateAll((areas) => areas.map((area) => area.getAttribute('name') ?? ''))
  const settled = Object.fromEntries(reasons.map((name) => [name, 'Văn bản dựng để thử.']))
  await send(page, `${at}/accept`, { ...settled, ...values })
}

async function registered(taxCode: string, name: string, unit: string): Promise<string> {
  await go('/enterprises/new')
  await send(page, '/enterprises/new', {
    taxCode,
    name,
    address: unit,
    adminUnitId: await optionValue('[name="adminUnitId"]', unit),
    sectorGroup: 'production',
  })
  return new URL(page.url()).pathname.split('/').at(-1) ?? ''
}

async function filed(
  enterpriseId: string,
  year: string,
  filedOn: string,
  requested: string,
): Promise<string> {
  await go(`/applications/new?enterpriseId=${enterpriseId}`)
  await send(page, '/applications/new', {
    contentId: await optionValue('[name="contentId"]', 'an toàn thực phẩm'),
    year,
    description: 'Áp dụng hệ thống quản lý an toàn thực phẩm',
    requested,
    ownFunds: '60 triệu',
    filedOn,
    lateReason: 'Hồ sơ giấy, nhập sau',
    fileId: pdf('ho-so'),
  })
  return new URL(page.url()).pathname
}

test('a new installation has nothing overdue: what was due before it began is history', async () => {
  await go('/')
  expect(await text()).not.toContain('quá hạn')
  await go('/dashboard')
  expect(await text()).not.toContain('quá hạn')
  expect(await text()).toContain('Kế hoạch 181/KH-UBND đã hết giai đoạn ngày 31/12/2025')
  await go('/duties?state=history')
  expect(await text()).toContain('Trước ngày dùng chương trình')
})

test('work is in progress under Plan 181: a running turn of 50 million, a waiting application, an obstacle, an answer', async () => {
  await allocateOn(page, {
    ...{ line: 'IV', year: '2025', source: 'provincial_st' },
    ...{ amount: '400 triệu', documentDate: '15/01/2025' },
  })
  const first = await registered('2200108445', 'Công ty TNHH Thủy sản Mỹ Xuyên', 'Mỹ Xuyên')
  await go(`/enterprises/${first}`)
  const criterion = await page.locator('#criteria a', { hasText: 'tiêu chí b' }).getAttribute('href')
  await go(criterion ?? '')
  await send(page, criterion ?? '', { met: 'true', note: 'Sản phẩm tôm chủ lực', fileId: pdf('san-pham') })
  const application = await filed(first, '2025', '10/02/2025', '50 triệu')
  await send(page, `${application}/check`, { outcome: 'checked' })
  await go(application)
  await send(page, `${application}/appraisal`, { amount: '50 triệu', note: 'Đề xuất hỗ trợ' })
  const leader = await anotherPerson(browser, program, 'leader', 'Trần Thị Lãnh Đạo')
  await leader.goto(program.url + application)
  await send(leader, `${application}/decision`, {
    outcome: 'accept',
    reason: 'Đạt tiêu chí',
    decisionNumber: '88/QĐ-SKHCN',
    decidedOn: '03/03/2025',
    decisionFileId: pdf('quyet-dinh'),
  })
  const second = await registered('2200163189', 'Công ty Bánh pía Kế Sách', 'Kế Sách')
  await filed(second, '2025', '12/02/2025', '40 triệu')
  await go('/obstacles/new')
  await send(page, '/obstacles', {
    text: 'Thiếu chuyên gia tư vấn',
    proposal: 'Đào tạo thêm',
    reportedOn: '01/10/2025',
  })
})

test('the next plan is accepted in its place: criteria stand side by side, and nothing is lost', async () => {
  const at = await draft('20', 'thành phố Cần Thơ')
  await inspect(page, 'passage-accept')
  expect(await text()).toContain('Nối tiếp, thay thế Kế hoạch 181/KH-UBND')
  await accept(at, { 'replaces.1': true })
  await go('/applications')
  expect(await text()).toContain('Bánh pía Kế Sách')
  expect(await text()).toContain('181/KH-UBND')
  await inspect(page, 'passage-applications')
  await go('/support')
  expect(await text()).toContain('50.000.000')
  await go('/obstacles?state=open')
  expect(await text()).toContain('Thiếu chuyên gia tư vấn')
  await go('/enterprises/1')
  // What is met is folded.
  await page.locator('#criteria summary').first().click()
  expect(await text()).toContain('theo tiêu chí b) của Kế hoạch 181/KH-UBND')
  await inspect(page, 'passage-criteria')
  await go('/plans/transition')
  const transition = await text()
  expect(transition).toContain('1 lượt hỗ trợ đang thực hiện')
  expect(transition).toContain('20/KH-UBND')
  expect(transition).not.toContain('quá hạn')
  await inspect(page, 'passage-transition')
  await go('/dashboard')
  expect(await text()).toContain('Kế hoạch 181/KH-UBND đã được thay thế, còn việc chưa xong')
  await inspect(page, 'passage-home')
})

test('the running turn is finished under its own plan, and its money is in that plan’s ledger', async () => {
  await go('/support/1')
  await send(page, '/support/1/steps', {
    happenedOn: '10/03/2025',
    documentNumber: 'HĐ-01',
    fileId: pdf('hop-dong'),
  })
  const plan = await (async () => {
    await go('/applications')
    return optionValue('[name="plan"]', '181/KH-UBND')
  })()
  await go(`/applications?plan=${plan}`)
  expect(await text()).toContain('2 dòng')
  await go(`/budget/entries?plan=${plan}`)
  expect(await text()).toContain('50.000.000')
  await go('/budget')
  expect(await text()).toContain('Kế hoạch 20/KH-UBND')
  await inspect(page, 'passage-budget')
})

test('an obstacle that is open moves to the next plan: chosen, looked at beforehand, written with its reason', async () => {
  await go('/plans/transition')
  await page.locator('a[href*="record=obstacle"]').first().click()
  await page.waitForLoadState('networkidle')
  await inspect(page, 'passage-move-choose')
  await page.locator('input[name="ids"]').first().check()
  await page.locator('[name="planId"]').selectOption({ index: 1 })
  await page.getByRole('button', { name: 'Xem trước' }).click()
  await page.waitForLoadState('networkidle')
  expect(await text()).toContain('Thiếu chuyên gia tư vấn')
  await inspect(page, 'passage-move-preview')
  await page.locator('[name="reason"]').fill('Kế hoạch cũ đã hết giai đoạn')
  await page.getByRole('button', { name: 'Chuyển', exact: true }).click()
  await page.waitForLoadState('networkidle')
  expect(await page.locator('body').innerText()).toContain('Đã chuyển 1 việc')
  await go('/obstacles/1')
  expect(await text()).toContain('Kế hoạch cũ đã hết giai đoạn')
  await inspect(page, 'passage-moved')
})

test('it is passed on to the People’s Committee by a document and answered by the one that comes back, on a phone', async () => {
  await page.setViewportSize({ width: 390, height: 844 })
  await go('/obstacles/1')
  await page.locator('a[href="/obstacles/1/passing"]').first().click()
  await page.waitForURL(/\/passing$/)
  const passing = '/obstacles/1/passing'
  await send(page, passing, { passedFileId: pdf('to-trinh') }, 'refused')
  await send(page, passing, { passedNumber: '15/TTr-SKHCN', passedFileId: pdf('to-trinh') })
  expect(await page.locator('#passings').innerText()).toContain('15/TTr-SKHCN')
  await page.locator('a[href="/obstacles/1/committee-answer"]').first().click()
  await page.waitForURL(/committee-answer$/)
  await inspect(page, 'obstacle-committee-answer')
  await send(page, '/obstacles/1/committee-answer', {
    ...{ answerNumber: '77/UBND-KT', answerFileId: pdf('tra-loi') },
    resolution: 'Giao Sở mở lớp đào tạo chuyên gia tư vấn',
  })
  await go('/obstacles/1')
  expect(await text()).toContain('Giao Sở mở lớp đào tạo')
  expect(await page.locator('#passings').innerText()).toContain('77/UBND-KT')
  await inspect(page, 'obstacle-answered')
})

test('a neighbour’s plan runs beside it, and each application falls under the plan of its place and day', async () => {
  // The agencies of Sóc Trăng are no more: the plan that the city carries for that territory names the city's.
  const at = await draft('21', 'thành phố Cần Thơ')
  await go(`${at}/edit?part=identity`)
  await page.locator('[name="province"]').fill('Sóc Trăng')
  await page.getByRole('button', { name: 'Lưu phần này' }).click()
  await page.waitForLoadState('networkidle')
  await go(`${at}/accept`)
  await accept(at)
  const city = await registered('1800544836', 'Công ty Cơ khí Ninh Kiều', 'Thành phố Cần Thơ')
  await filed(city, '2026', '01/03/2026', '30 triệu')
  expect(await text()).toContain('20/KH-UBND')
  await filed('2', '2026', '02/03/2026', '30 triệu')
  expect(await text()).toContain('21/KH-UBND')
  await go('/applications')
  const both = await optionValue('[name="plan"]', '2 kế hoạch')
  await go(`/applications?plan=${both}`)
  expect(await text()).toContain('2 dòng')
  await go('/plan/next?plan=')
  expect(await text()).toContain('Căn cứ của từng nội dung')
  await inspect(page, 'passage-bases')
})

test('one report is drafted over both neighbours: targets plan by plan, turns and money by content', async () => {
  await go('/reports/new?year=2026')
  await inspect(page, 'passage-report-form')
  await page.getByRole('button', { name: 'Lập dự thảo' }).click()
  await page.waitForLoadState('networkidle')
  const { pathname } = new URL(page.url())
  await go(pathname.replace('/edit', ''))
  const report = await text()
  expect(report).toContain('của 2 kế hoạch')
  expect(report).toContain('các Kế hoạch số')
  await inspect(page, 'passage-report')
  await go('/reports')
  expect(await text()).toContain('20/KH-UBND')
})
