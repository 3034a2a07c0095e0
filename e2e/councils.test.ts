import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, send } from './program.ts'

/* A call is appraised by a council of three: each signs in, none reads another's scores before the own are in, the conclusion has minutes. */

const { program, browser, page: officer, go, text } = await openDesk({ sample: 12 })
const posts = [
  ['chair', 'Trần Văn Chủ', 'leader'],
  ['secretary', 'Lê Thị Ký', 'finance'],
  ['member', 'Phạm Văn Viên', 'home_affairs'],
] as const

test('the sample holds one finished council, with its minutes', async () => {
  await go('/councils')
  await inspect(officer, 'councils')
  await officer.getByRole('link', { name: 'Hội đồng xét duyệt (mẫu)' }).click()
  await inspect(officer, 'council')
  await officer.locator('#matters a').first().click()
  await inspect(officer, 'appraisal-concluded')
  expect(await text()).toContain('Cao hơn báo giá kèm theo (mẫu)')
  expect(await text()).toContain('không tham gia')
  const [download] = await Promise.all([
    officer.waitForEvent('download'),
    officer.getByRole('link', { name: 'Biên bản (DOCX)' }).click(),
  ])
  expect(download.suggestedFilename()).toMatch(/bien-ban-.*\.docx$/)
})

test('a province copies a rule for a council of three', async () => {
  await go('/councils/rules')
  await inspect(officer, 'appraisal-rules')
  await officer.getByRole('link', { name: 'Hội đồng xét duyệt nhiệm vụ đổi mới sáng tạo' }).click()
  await inspect(officer, 'appraisal-rule')
  await officer.getByRole('link', { name: 'Sao ra bản của tỉnh' }).click()
  await inspect(officer, 'appraisal-rule-new')
  await officer.locator('input[name="vice"]').uncheck()
  for (const row of [1, 2])
    for (const cell of ['size', 'quorum'])
      await officer.locator(`input[name="sizes.${row}.${cell}"]`).fill('')
  await send(officer, '/councils/rules/new', {
    ...{
      name: 'Hội đồng ba người',
      nameEn: 'A council of three',
      'sizes.0.size': '3',
      'sizes.0.quorum': '3',
    },
  })
  expect(await text()).toContain('3/3')
})

/** A checked application to a call that the council of three appraises. @returns its address */
async function checkedApplication(): Promise<string> {
  await go('/calls/new')
  await inspect(officer, 'call-by-council')
  await officer.locator('select[name="appraisedBy"]').selectOption('council')
  const rule = officer.locator('select[name="appraisalRuleId"]')
  await rule.selectOption({
    label: await rule.locator('option', { hasText: 'Hội đồng ba người' }).innerText(),
  })
  await send(officer, '/calls/new', { title: 'Đợt do hội đồng xét' })
  const call = new URL(officer.url()).pathname
  await go(`${call}/contents/new`)
  await officer.locator('select[name="contentId"]').selectOption({ index: 1 })
  const content = await officer.locator('select[name="contentId"]').inputValue()
  await send(officer, `${call}/contents/new`, { places: '5' })
  await officer.getByRole('button', { name: 'Trình phê duyệt' }).click()
  await officer.waitForLoadState('networkidle')
  const head = await anotherPerson(browser, program, 'coordinator', 'Đỗ Văn Duyệt')
  await head.goto(program.url + call)
  await send(head, `${call}/approval`, { number: '16/TB-SKHCN' })
  await head.context().close()
  await go('/enterprises')
  const enterprise = await officer.locator('main table a[href^="/enterprises/"]').last().getAttribute('href')
  await go(`/applications/new?enterpriseId=${enterprise?.split('/').at(-1)}`)
  await officer.locator('select[name="contentId"]').selectOption(content)
  await send(officer, '/applications/new', {
    ...{ description: 'Áp dụng 5S', requested: '40 triệu', ownFunds: '20 triệu' },
  })
  const application = new URL(officer.url()).pathname
  await go(`${application}?do=check`)
  await send(officer, `${application}/check`, { outcome: 'checked' })
  return application
}

/** A member before the seat's form. */
async function speak(member: Page, appraisal: string, at: number): Promise<void> {
  await member.goto(program.url + appraisal)
  expect(await member.locator('main').innerText()).not.toContain('điểm kín')
  await member.getByRole('link', { name: /Khai xung đột lợi ích/ }).click()
  if (at === 0) await inspect(member, 'appraisal-declaration')
  await send(member, new URL(member.url()).pathname, { declared: 'none' })
  await member.getByRole('link', { name: /Nộp phiếu đánh giá/ }).click()
  if (at === 0) await inspect(member, 'appraisal-sheet')
  const address = new URL(member.url()).pathname
  await member.locator('input[name="votes.0.vote"]').first().check()
  await send(member, address, { remark: `điểm kín ${at}` })
}

test('three members declare, vote and read each other only afterwards; the council concludes and the cost is cut', async () => {
  await go('/councils/new')
  await inspect(officer, 'council-new')
  const rule = officer.locator('select[name="ruleId"]')
  await rule.selectOption({
    label: await rule.locator('option', { hasText: 'Hội đồng ba người' }).innerText(),
  })
  await send(officer, '/councils/new', { name: 'Hội đồng thử' })
  const council = new URL(officer.url()).pathname
  const members: Page[] = []
  for (const [post, name, role] of posts) {
    const member = await anotherPerson(browser, program, role, name)
    members.push(member)
    await go(`${council}/members/new`)
    if (post === 'chair') await inspect(officer, 'council-member-new')
    await officer.locator('select[name="post"]').selectOption(post)
    await officer.locator('input[name="consent"]').check()
    await send(officer, `${council}/members/new`, { personName: name, email: `${role}@e2e.example.vn` })
  }
  await go(council)
  await send(officer, `${council}/appointment`, { number: '3/QĐ-SKHCN' })
  expect(await text()).toContain('3/QĐ-SKHCN')
  const application = await checkedApplication()
  await go(council)
  await inspect(officer, 'council-appointed')
  await officer
    .getByRole('button', { name: /Đưa hồ sơ ra hội đồng/ })
    .first()
    .click()
  await officer.waitForURL(/\/appraisals\/\d+/)
  const appraisal = new URL(officer.url()).pathname
  for (const [at, member] of members.entries()) await speak(member, appraisal, at)
  const [first] = members
  if (first === undefined) throw new Error('no member')
  await first.goto(program.url + appraisal)
  expect(await first.locator('main').innerText()).toContain('điểm kín 2')
  await go(`${appraisal}/costs/new`)
  await inspect(officer, 'appraisal-cost')
  await send(officer, `${appraisal}/costs/new`, {
    ...{ title: 'Tư vấn', unitCost: '40 triệu', allowed: '30 triệu', cutReason: 'Cao hơn báo giá' },
  })
  await go(appraisal)
  await inspect(officer, 'appraisal')
  await send(officer, `${appraisal}/conclusion`, {
    ...{ conclusion: 'Đề nghị hỗ trợ', earlyReason: 'Cả hội đồng đồng ý họp ngay' },
  })
  expect(await text()).toContain('Đề nghị hỗ trợ')
  await go(application)
  await inspect(officer, 'application-appraised-by-council')
  expect(await text()).toContain('30.000.000')
  for (const member of members) await member.context().close()
})
