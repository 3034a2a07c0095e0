import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, send } from './program.ts'

/* The estimate of a year: typed into its grid, sent to the finance office, returned, mended, agreed. */

const { program, browser, page: coordinator, go, text } = await openDesk({ sample: 12 })
let address = ''

test('the estimate of the sample is found, and a new one is typed into the grid, whose sums move', async () => {
  await go('/estimates')
  await inspect(coordinator, 'estimates')
  await coordinator.locator('main table a[href^="/estimates/"]').last().click()
  await inspect(coordinator, 'estimate')
  await go(`${new URL(coordinator.url()).pathname}/rounds`)
  await inspect(coordinator, 'estimate-rounds')
  await go('/estimates/new')
  await send(coordinator, '/estimates/new', { title: 'Dự toán bổ sung', year: '2024' })
  address = new URL(coordinator.url()).pathname.replace(/\/gather$/, '')
  await inspect(coordinator, 'estimate-gather')
  await go(`${address}/grid`)
  const code = (await coordinator.locator('#grid-lines option').first().getAttribute('value')) ?? ''
  const grid = coordinator.locator(`form[action="${address}/grid"]`)
  await grid.locator('[name="lines.0.title"]').fill('Hội thảo năng suất')
  await grid.locator('[name="lines.0.line"]').fill(code)
  await grid.locator('[name="lines.0.quantity"]').fill('2')
  await grid.locator('[name="lines.0.unit"]').fill('cuộc')
  await grid.locator('[name="lines.0.unitCost"]').fill('15,5 triệu')
  expect(await grid.locator('[data-sum-all]').innerText()).toBe('31.000.000')
  await inspect(coordinator, 'estimate-grid')
  await grid.locator('button[type="submit"]', { hasText: 'Ghi bảng' }).click()
  await coordinator.waitForLoadState('networkidle')
  expect(await text()).toContain('31.000.000')
})

test('it goes to the finance office, comes back, and is agreed', async () => {
  const finance = await anotherPerson(browser, program, 'finance', 'Lê Thị Tài')
  const sendIt = async () => {
    await go(address)
    await coordinator.getByRole('button', { name: 'Gửi thẩm định' }).click()
    await coordinator.waitForLoadState('networkidle')
  }
  await sendIt()
  await finance.goto(`${program.url}${address}?do=return`)
  await inspect(finance, 'estimate-return')
  await send(finance, `${address}/return`, { remarks: 'Nêu cách tính đơn giá' })
  await go(address)
  expect(await text()).toContain('Nêu cách tính đơn giá')
  await sendIt()
  await finance.goto(`${program.url}${address}?do=agree`)
  await inspect(finance, 'estimate-agree')
  await send(finance, `${address}/agreement`, {})
  expect(await finance.locator('main').innerText()).toContain('Sở Tài chính đã thống nhất')
  const file = await coordinator.request.get(`${program.url}${address}/workbook.xlsx`)
  expect((await file.body()).subarray(0, 2).toString()).toBe('PK')
})
