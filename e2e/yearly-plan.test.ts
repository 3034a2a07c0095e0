import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, send } from './program.ts'

/* The plan of a year: needs become lines, it is sent, returned, mended, approved by the leader, downloaded and compared. */

const { program, browser, page: coordinator, go, text } = await openDesk({ sample: 12 })
let address = ''

test('a yearly plan is begun, needs become its lines, and a line is added with its target', async () => {
  await go('/yearly-plans')
  await inspect(coordinator, 'yearly-plans')
  await go('/yearly-plans?state=returned')
  await coordinator.locator('main table a[href^="/yearly-plans/"]').first().click()
  address = new URL(coordinator.url()).pathname
  await go(`${address}/gather`)
  await inspect(coordinator, 'yearly-plan-gather')
  await coordinator.locator('main input[name="needIds"]').first().check()
  await coordinator.locator(`form[action="${address}/gather"] button[type="submit"]`).first().click()
  await coordinator.waitForLoadState('networkidle')
  expect(await text()).toContain('nhu cầu')
  await go(`${address}/lines/new`)
  await inspect(coordinator, 'yearly-plan-line-new')
  await send(coordinator, `${address}/lines/new`, {
    title: 'Tập huấn công cụ cải tiến cho tổ trưởng',
    quantity: '2',
    unit: 'lớp',
    unitCost: '20 triệu',
  })
  expect(await text()).toContain('Tập huấn công cụ cải tiến cho tổ trưởng')
  expect(await text()).toContain('40.000.000')
  await inspect(coordinator, 'yearly-plan')
  await coordinator.getByRole('link', { name: 'Tập huấn công cụ cải tiến cho tổ trưởng' }).click()
  await inspect(coordinator, 'yearly-plan-line')
})

test('it is sent, and the leader returns it, then approves it; its versions are compared and downloaded', async () => {
  const leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
  const sendIt = async () => {
    await go(address)
    await coordinator.getByRole('button', { name: 'Trình phê duyệt' }).click()
    await coordinator.waitForLoadState('networkidle')
  }
  await sendIt()
  await leader.goto(`${program.url}${address}?do=return`)
  await inspect(leader, 'yearly-plan-approval')
  await send(leader, `${address}/return`, { remarks: 'Nêu rõ số lớp' })
  await go(address)
  expect(await text()).toContain('Nêu rõ số lớp')
  await sendIt()
  await leader.goto(`${program.url}${address}`)
  await send(leader, `${address}/approval`, { number: '12/KH-UBND' })
  expect(await leader.locator('main').innerText()).toContain('12/KH-UBND')
  await go(`${address}/comparison`)
  await inspect(coordinator, 'yearly-plan-comparison')
  const file = await coordinator.request.get(`${program.url}${address}/document.docx`)
  expect(file.status()).toBe(200)
  expect((await file.body()).subarray(0, 2).toString()).toBe('PK')
})
