import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/* The estimate of a year: typed into its grid, sent to the finance office, returned, cut line by line, agreed, submitted, allocated. */

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

test('the finance office returns it, then appraises it line by line and agrees to less', async () => {
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
  await finance.goto(`${program.url}${address}/appraisal`)
  await inspect(finance, 'estimate-appraisal')
  await send(finance, `${address}/appraisal`, {
    'lines.0.amount': '15,5 triệu',
    'lines.0.comment': 'Ngân sách chỉ cân đối được một cuộc',
  })
  await finance.goto(`${program.url}${address}?do=agree`)
  await inspect(finance, 'estimate-agree')
  await send(finance, `${address}/agreement`, {})
  expect(await finance.locator('main').innerText()).toContain('15.500.000')
})

test('what was cut is settled, the estimate submitted and allocated by one decision', async () => {
  await go(`${address}/cuts`)
  await inspect(coordinator, 'estimate-cuts')
  await coordinator.locator(`main a[href^="${address}/cuts/"]`).first().click()
  const action = new URL(coordinator.url()).pathname
  await inspect(coordinator, 'estimate-cut')
  await send(coordinator, action, { outcome: 'less', quantity: '1', reason: 'Hết kinh phí năm' })
  expect(await text()).toContain('Hết kinh phí năm')
  await go(address)
  await send(coordinator, `${address}/submission`, { number: '5/TTr-SKHCN' })
  await inspect(coordinator, 'estimate-allocate')
  await send(coordinator, `${address}/allocation`, {
    ...{ documentNumber: '88/QĐ-UBND', documentDate: '20/12/2024' },
    ...{ issuer: 'Ủy ban nhân dân tỉnh', fileId: pdf('giao-du-toan'), overEstimate: true },
    reason: 'Bổ sung trong năm',
  })
  expect(await text()).toContain('88/QĐ-UBND')
  await inspect(coordinator, 'estimate-allocated')
  for (const path of ['workbook.xlsx', 'document.docx', 'appraisal.docx']) {
    const file = await coordinator.request.get(`${program.url}${address}/${path}`)
    expect((await file.body()).subarray(0, 2).toString(), path).toBe('PK')
  }
})
