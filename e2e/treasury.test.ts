import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/*
 * A list for the Treasury: drawn up out of a payment, released by another person, exported; the answer says that the payment was sent back, a person
 * confirms it, and the money is on its commitment again by an entry tied to the payment.
 */

const { program, browser, page, go, text } = await openDesk({ sample: 20 })

const finance = await anotherPerson(browser, program, 'finance', 'Lê Thị Duyệt')

let list = ''
let number = ''

test('a list is drawn up out of released payments, its account typed, and released by another person', async () => {
  await go('/treasury/batches')
  await inspect(page, 'treasury-batches')
  await go('/treasury/batches/new')
  await inspect(page, 'treasury-batch-new')
  const boxes = await page.locator('input[name="orderIds"]').all()
  for (const [place, box] of boxes.entries()) await box.setChecked(place === 0)
  await page.fill('input[name="number"]', '77/BK')
  await page.locator('main form button[type="submit"]').last().click()
  await page.waitForURL(/\/treasury\/batches\/\d+/)
  list = new URL(page.url()).pathname
  number = (await page.locator('main tbody a[href^="/budget/payments/"]').first().textContent()) ?? ''
  await page.setViewportSize({ width: 390, height: 844 })
  await inspect(page, 'treasury-batch-drawn')
  expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  await page.setViewportSize({ width: 1280, height: 900 })
  const account = (await page.locator('main a[href$="/account"]').first().getAttribute('href')) ?? ''
  await go(account)
  await inspect(page, 'treasury-account')
  await send(page, account, {
    payee: 'Người nhận thử',
    payeeAccount: '0123456789',
    payeeBank: 'Ngân hàng thử',
  })
  await finance.goto(`${program.url}${list}`)
  await send(finance, `${list}/release`, {})
  await go(list)
  expect(await text()).toContain('Đã gửi Kho bạc')
  const csv = await page.request.get(`${program.url}${list}?export=csv`)
  expect(await csv.text()).toContain('0123456789')
})

test('the answer that comes in is matched and confirmed; what was sent back gives the money back to its commitment', async () => {
  await go(`/treasury/import?batchId=${list.split('/').at(-1)}`)
  await inspect(page, 'treasury-import')
  const rows = ['Số chứng từ\tSố tiền\tNgày Kho bạc xử lý\tKết quả\tLý do trả lại']
  const shown = await page.request.get(`${program.url}/api/v1${list}`)
  const batch = (await shown.json()) as { rows: { amount: string; on: string }[] }
  const [row] = batch.rows
  rows.push([number, row?.amount, row?.on, 'Kho bạc trả lại', 'Sai số tài khoản'].join('\t'))
  rows.push(['LA-9', row?.amount, row?.on, '', ''].join('\t'))
  await page.fill('textarea[name="text"]', rows.join('\n'))
  await page.fill('input[name="dueOn"]', '31/12/2099')
  await page.locator('main form button[type="submit"]').first().click()
  await page.waitForURL(/\/treasury\/imports\/\d+/)
  expect(await text()).toContain('khớp số, số tiền, người nhận')
  await inspect(page, 'treasury-checked')
  await send(page, new URL(page.url()).pathname, {})
  await go(list)
  await inspect(page, 'treasury-batch-answered')
  const difference = (await page.locator('#differences a').first().getAttribute('href')) ?? ''
  await go(difference)
  await inspect(page, 'treasury-difference')
  await send(page, `${difference}/refund`, { documentNumber: '9/KB', fileId: pdf('kho-bac-tra-lai') })
  await inspect(page, 'treasury-difference-settled')
  expect(await text()).toContain('Sai số tài khoản')
  await go('/treasury/differences')
  await inspect(page, 'treasury-differences')
})

test('a row on no list is matched by hand by one person and confirmed by another, on a phone', async () => {
  await go(list)
  const row = page.locator('#differences a', { hasText: 'LA-9' })
  const difference = (await row.getAttribute('href')) ?? ''
  await page.setViewportSize({ width: 390, height: 844 })
  await go(`${difference}?do=match`)
  await inspect(page, 'treasury-match')
  expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  // nothing is chosen for the reader, but the one payment that alone has the row's sum and payee
  const chosen = await page.locator('select[name="orderId"]').inputValue()
  expect(chosen === '').toBe((await text()).includes('Không đề xuất chứng từ nào'))
  const orderId = await page
    .locator('select[name="orderId"] option:not([value=""])')
    .first()
    .getAttribute('value')
  await send(page, `${difference}/match`, { orderId: orderId ?? '', explanation: 'Kho bạc ghi số khác' })
  expect(await text()).toContain('chờ người khác xác nhận')
  await finance.goto(`${program.url}${difference}`)
  await send(finance, `${difference}/match-confirmation`, {})
  await go(difference)
  expect(await text()).toContain('Đã khớp bằng tay')
  for (const [address, name] of [
    ['/treasury/unlisted', 'treasury-unlisted'],
    ['/treasury/uses', 'treasury-uses'],
    ['/budget/own-payments/contents/import', 'own-money-of-tasks-import'],
  ] as const) {
    await go(address)
    await inspect(page, name)
  }
  // a payment on no list is said to go by none by another person than drew it up; where the sample has one
  for (const state of ['', '?state=aside']) {
    await go(`/treasury/unlisted${state}`)
    const first = page.locator('main table tbody a[href^="/treasury/unlisted/"]').first()
    if ((await first.count()) === 0) continue
    await go((await first.getAttribute('href')) ?? '')
    await inspect(page, `treasury-unlisted-payment${state === '' ? '' : '-aside'}`)
  }
})
