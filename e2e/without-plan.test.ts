import { expect, test } from 'vitest'
import { inspect, openDesk, send } from './program.ts'

/* An office that begins without a plan: its first days, what it can take over already, a territory of another province. */

const { page, go, text } = await openDesk({ init: ['--province', 'Đồng Nai'] })

test('the list of the first days keeps the plan for later and asks for what comes next', async () => {
  await go('/')
  const plan = page.locator('#first-days li', { hasText: 'Đưa kế hoạch vào' })
  expect(await plan.innerText()).toContain('Để sau')
  expect(await page.locator('#first-days li', { hasText: 'Tiếp theo' }).count()).toBe(1)
  await inspect(page, 'without-plan-first-days')
})

test('enterprises can be taken over; the other steps say that they need a plan', async () => {
  await go('/takeover')
  expect(await text()).toContain('Tiếp nhận được ngay: Doanh nghiệp.')
  expect(await page.locator('main li.panel', { hasText: 'Cần có kế hoạch' }).count()).toBe(8)
  await inspect(page, 'without-plan-takeover')
  await go('/takeover/enterprises/check')
  await send(page, '/takeover/enterprises/check', {
    text: 'Mã số thuế\tTên doanh nghiệp\tĐịa chỉ\tĐịa bàn\tLĩnh vực\n2200108445\tCông ty Một\tSố 1\tPhường Trấn Biên\tSản xuất',
  })
  expect(await text()).toContain('Công ty Một')
  await page.getByRole('link', { name: 'Trình lô để duyệt' }).click()
  await send(page, `${new URL(page.url()).pathname}`, { note: 'Sổ cũ' })
  await go('/takeover')
  expect(await text()).toContain('1 lô chờ duyệt')
})

test('a territory of any province is added to the series', async () => {
  await go('/series/territories/new')
  await inspect(page, 'without-plan-territory')
  const key = await page.locator('select option', { hasText: 'Lâm Đồng' }).first().getAttribute('value')
  await send(page, '/series/territories/new', { placeKey: key ?? '' })
  expect(await text()).toContain('Lâm Đồng')
})

test('the page of set-up takes accounts with one-time passwords', async () => {
  await go('/setup')
  await inspect(page, 'without-plan-setup')
})
