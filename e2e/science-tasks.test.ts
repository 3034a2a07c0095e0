import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, send } from './program.ts'

/* Tasks: an assigned one from its proposal to its end; a call that feeds one; from a target down to the proof of a turn under a task. */

const { program, browser, page: officer, go, text } = await openDesk({ sample: 12 })

let leader: Page

async function step(page: Page, at: string, values: Record<string, string> = {}): Promise<void> {
  await page.goto(program.url + at)
  await page.locator(`main a.btn-primary[href^="${at}/take/"]`).first().click()
  const form = new URL(page.url()).pathname
  for (const box of await page.locator('input[name="papers"]').all()) await box.check()
  await send(page, form, values)
}

test('a task is proposed, given a content, and goes through its steps to its end', async () => {
  await go('/science-tasks')
  await inspect(officer, 'science-tasks')
  await go('/science-tasks/new')
  await inspect(officer, 'science-task-new')
  const kinds = officer.locator('select[name="kindId"] option')
  const label = (await kinds.allInnerTexts()).find((one) =>
    one.startsWith('Nhiệm vụ được cấp có thẩm quyền giao'),
  )
  await officer.locator('select[name="kindId"]').selectOption({ label: label ?? '' })
  await send(officer, '/science-tasks/new', {
    ...{ title: 'Hội nghị năng suất chất lượng', way: 'assigned', months: '3', goal: 'Phổ biến công cụ' },
    ...{ hostName: 'Chi cục Tiêu chuẩn Đo lường Chất lượng', leaderName: 'Trần Thị Chủ Nhiệm' },
  })
  const at = new URL(officer.url()).pathname
  await go(`${at}/contents/new`)
  await inspect(officer, 'science-task-content')
  await send(officer, `${at}/contents/new`, {
    title: 'Tổ chức hội nghị',
    output: 'Một hội nghị',
    'money.0.amount': '30 triệu',
  })
  expect(await text()).toContain('30.000.000')
  for (const _part of ['proposal', 'listing', 'review', 'cost']) await step(officer, at)
  await inspect(officer, 'science-task-approval')
  leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
  await step(leader, at, { documentNumber: '12/QĐ-UBND', approvedMoney: '30 triệu' })
  await inspect(leader, 'science-task-approved')
  await go(`${at}?do=document`)
  await inspect(officer, 'science-task-document')
  await choose(officer, 'document', 'Quyết định phê duyệt')
  await send(officer, `${at}/documents`, { issuedOn: '01/06/2025', signer: 'Trần Văn Lãnh' })
  expect(await text()).toContain('Quyết định phê duyệt nhiệm vụ: Hội nghị năng suất chất lượng')
  await step(officer, at)
  expect(await text()).toContain('Nhiệm vụ đã kết thúc')
  await inspect(officer, 'science-task-ended')
})

/** The first option of a select whose text has these words. */
async function choose(page: Page, name: string, words: string): Promise<void> {
  const option = page.locator(`select[name="${name}"] option`, { hasText: words }).first()
  await page.locator(`select[name="${name}"]`).selectOption(await option.getAttribute('value'))
}

test('a call feeds a task; what is accepted comes under it and commits nothing again', async () => {
  // its contract of an earlier year commits money that was carried over
  await go('/science-tasks?state=running')
  await officer.getByRole('link', { name: 'Hỗ trợ chứng nhận sản phẩm' }).first().click()
  await officer.waitForLoadState('networkidle')
  const at = new URL(officer.url()).pathname
  const title = (await officer.locator('h1').innerText()).trim()
  await go('/calls/new')
  await choose(officer, 'taskId', title)
  await send(officer, '/calls/new', {
    ...{ title: 'Chọn doanh nghiệp tham gia nhiệm vụ', year: '2025', opensOn: '01/12/2025' },
  })
  const call = new URL(officer.url()).pathname
  await go(`${call}/contents/new`)
  await officer.locator('select[name="contentId"]').selectOption({ index: 2 })
  const content = await officer.locator('select[name="contentId"]').inputValue()
  await choose(officer, 'taskContentId', 'Khảo sát')
  await inspect(officer, 'call-content-of-task')
  await send(officer, `${call}/contents/new`, { places: '1' })
  await officer.getByRole('button', { name: 'Trình phê duyệt' }).click()
  await officer.waitForLoadState('networkidle')
  await leader.goto(program.url + call)
  await send(leader, `${call}/approval`, { number: '16/TB-SKHCN' })
  await go(call)
  await inspect(officer, 'call-of-task')
  await go('/enterprises')
  const enterprise = await officer.locator('main tbody a[href^="/enterprises/"]').last().getAttribute('href')
  await go(`/applications/new?enterpriseId=${enterprise?.split('/').at(-1)}`)
  await officer.locator('select[name="contentId"]').selectOption(content)
  await send(officer, '/applications/new', {
    ...{ year: '2025', filedOn: '15/12/2025', description: 'Tham gia nhiệm vụ' },
    ...{ requested: '2 triệu', ownFunds: '1 triệu', lateReason: 'Hồ sơ giấy nhận trong năm' },
  })
  const application = new URL(officer.url()).pathname
  await go(`${application}?do=check`)
  await send(officer, `${application}/check`, { outcome: 'checked' })
  await send(officer, `${application}/appraisal`, { amount: '2 triệu', note: 'Đủ điều kiện' })
  await leader.goto(program.url + application)
  await inspect(leader, 'application-of-task')
  expect(await leader.locator('main').innerText()).toContain(`của nhiệm vụ “${title}” còn 24.000.000`)
  await send(leader, `${application}/decision`, {
    ...{ outcome: 'accept', reason: 'Theo nhiệm vụ', decisionNumber: '21/QĐ-NV', decidedOn: '31/12/2025' },
  })
  await go(at)
  await inspect(officer, 'science-task-turns')
  await officer.locator('#turns a[href^="/support/"]').last().click()
  await officer.waitForLoadState('networkidle')
  await inspect(officer, 'turn-of-task')
  expect(await text()).toContain('theo hợp đồng của nhiệm vụ')
})

test('the turns that a target counts lead to the task, from there to the turn and its proof', async () => {
  await go('/indicators/supportTurns')
  await inspect(officer, 'evidence-of-tasks')
  await officer.locator('main tbody a[href^="/science-tasks/"]').first().click()
  await officer.waitForLoadState('networkidle')
  await inspect(officer, 'science-task-with-turns')
  await officer.locator('#turns a[href^="/support/"]').first().click()
  await officer.waitForLoadState('networkidle')
  expect(await officer.locator('main a[href^="/files/"]').count()).toBeGreaterThan(0)
})

test('a step where a council sits waits for what it concludes, and says so', async () => {
  await go('/science-tasks?q=truy+xuat')
  await officer.locator('main tbody a[href^="/science-tasks/"]').first().click()
  await officer.waitForLoadState('networkidle')
  await inspect(officer, 'science-task-before-council')
  expect(await text()).toContain('chưa ra hội đồng')
  await officer.locator('main a[href*="/take/"]').first().click()
  await officer.waitForLoadState('networkidle')
  await inspect(officer, 'science-task-council-step')
  const form = new URL(officer.url()).pathname
  for (const box of await officer.locator('input[name="papers"]').all()) await box.check()
  await send(officer, form, {}, 'refused')
  expect(await text()).toContain('xin đưa nhiệm vụ ra hội đồng trước')
})
