import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { inspect, openDesk, send } from './program.ts'

/* A budget of several sources: a source is added in the grid, the plan is accepted, and its money is followed by source. */

const { page, go, text } = await openDesk()

test('a source is added to the grid, its amounts typed, the sums of each source and of all reckoned', async () => {
  const signed = await readFile('data/plans/plan-181.md', 'utf8')
  await go('/plan-drafts/new')
  await send(page, '/plan-drafts/new', { text: signed.replace('181 /KH-UBND', '77/KH-UBND') })
  const { pathname } = new URL(page.url())
  await go(`${pathname}/edit?part=budget`)
  await page.selectOption('[name="_add"]', 'enterprise')
  await page.locator('button[name="_check"]').click()
  await page.waitForLoadState('networkidle')
  expect(await text()).toContain('Tất cả các nguồn')
  const support = await page
    .locator('input[name$=".code"]')
    .evaluateAll((inputs) => inputs.findIndex((input) => input.getAttribute('value') === 'IV'))
  await page.fill(`[name="budget.lines.${support}.others.0.total"]`, '800')
  await page.locator('button[name="_sum"]').click()
  await page.waitForLoadState('networkidle')
  expect(await page.locator('[name="budget.whole.total"]').inputValue()).toBe('3.462')
  expect(await page.locator('[name="budget.total"]').inputValue()).toBe('2.662')
  await inspect(page, 'sources-grid')
  await page.getByRole('button', { name: 'Lưu phần này' }).click()
  await page.waitForURL(/#p-budget$/)
  expect(await text()).toContain('không tính là ngân sách')
  await inspect(page, 'sources-draft')
  await go(`${pathname}/accept`)
  const reasons = await page
    .locator('textarea[name^="settled."]')
    .evaluateAll((areas) => areas.map((area) => area.getAttribute('name') ?? ''))
  await send(page, `${pathname}/accept`, {
    ...Object.fromEntries(reasons.map((name) => [name, 'Văn bản dựng để thử.'])),
  })
  expect(page.url()).not.toContain('/accept')
})

test('the plan and its budget are shown by source; what enterprises put in is no budget', async () => {
  const id = 2
  await go(`/plan?plan=${id}`)
  expect(await page.locator('#budget-by-kind').innerText()).toMatch(
    /Đối ứng của doanh nghiệp: 800 \(không tính là ngân sách\)/,
  )
  await inspect(page, 'sources-plan')
  await go(`/budget?plan=${id}&year=all`)
  expect(await text()).toContain('Theo nguồn kinh phí')
  expect(await text()).toContain('Cộng, không kể đối ứng của doanh nghiệp')
  await inspect(page, 'sources-budget')
  await page.locator('a', { hasText: 'Kinh phí của doanh nghiệp' }).first().click()
  await page.waitForURL(/source=enterprise/)
  expect(await text()).toContain('800')
})
