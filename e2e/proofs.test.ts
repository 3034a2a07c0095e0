import { expect, test } from 'vitest'
import { inspect, openDesk, pdf, send } from './program.ts'

/* Key products and measures are proven with a file, confirmed by another person, and counted by the rule of a criterion. */

const { page: officer, go, text, browser, program } = await openDesk({ sample: 12 })

test('an officer confirms what an owner proved; the mark stands beside the product and in the register', async () => {
  await go('/proofs')
  await inspect(officer, 'proofs')
  await go('/proofs?state=proposed')
  await officer.locator('main tbody a[href^="/proofs/"]').first().click()
  await officer.waitForLoadState()
  await inspect(officer, 'proof')
  const at = new URL(officer.url()).pathname
  await send(officer, `${at}/confirmation`, {})
  expect(await text()).toContain('Đã xác nhận')
  await officer.locator('main a[href^="/enterprises/"]').first().click()
  await officer.waitForLoadState()
  expect(await officer.locator('#products').innerText()).toContain('Sản phẩm chủ lực')
  await inspect(officer, 'proof-enterprise')
  await go('/enterprises?keyProduct=yes')
  expect(await officer.locator('main tbody tr').count()).toBe(1)
  await inspect(officer, 'proof-enterprises')
})

test('who entered a proof does not confirm it, and the rule of a criterion leads there by one click', async () => {
  await go('/proofs/rules')
  await inspect(officer, 'proof-rules')
  await officer.locator('main a[href^="/proofs/rules/"]').first().click()
  await officer.waitForLoadState()
  const rule = new URL(officer.url()).pathname
  await inspect(officer, 'proof-rule')
  await send(
    officer,
    rule,
    { kind: 'local_share', source: 'Quyết định mẫu', validFrom: '01/01/2024' },
    'refused',
  )
  await send(officer, rule, {
    ...{ kind: 'local_share', atLeast: '50', unit: '%', years: '2' },
    ...{ source: 'Quyết định mẫu', validFrom: '01/01/2024' },
  })
  expect(await text()).toContain('Tỷ lệ nguyên liệu trong tỉnh ít nhất 50 %')
  await go('/applications?state=filed')
  await officer.locator('main tbody a[href^="/applications/"]').first().click()
  await officer.waitForLoadState()
  await officer.locator('main a[href*="/proofs/measure?kind=local_share"]').first().click()
  await officer.waitForLoadState()
  await inspect(officer, 'proof-measure')
  const form = new URL(officer.url()).pathname
  await send(officer, form, {
    kind: 'local_share',
    year: '2025',
    value: '62,5',
    unit: '%',
    note: 'Bảng kê',
    fileId: pdf('bang-ke'),
  })
  const at = new URL(officer.url()).pathname
  expect(await text()).toContain('Bạn đã lập chứng minh này')
  await go(`${at}?do=withdraw`)
  await inspect(officer, 'proof-withdraw')
  const phone = await (
    await browser.newContext({ locale: 'vi-VN', viewport: { width: 390, height: 844 } })
  ).newPage()
  await phone.goto(`${program.url}/key-products`)
  await inspect(phone, 'proof-key-products')
})
