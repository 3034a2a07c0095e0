import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, send } from './program.ts'

/* An assigned task from its proposal to its end: contents with money, steps with papers, the approval by another person. */

const { program, browser, page: officer, go, text } = await openDesk()

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
  const leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
  await step(leader, at, { documentNumber: '12/QĐ-UBND', approvedMoney: '30 triệu' })
  await inspect(leader, 'science-task-approved')
  await step(officer, at)
  expect(await text()).toContain('Nhiệm vụ đã kết thúc')
  await inspect(officer, 'science-task-ended')
})
