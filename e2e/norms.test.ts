import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { allocateOn, anotherPerson, inspect, openDesk, send } from './program.ts'

/* What may be spent at most: entered, brought in as a table, and held against applications. */

const { program, browser, page: coordinator } = await openDesk({ sample: 12 })
let leader: Page

const at = (page: Page, path: string) => page.goto(program.url + path)

/** The pages of the applications that wait for this act. */
async function waiting(page: Page, kind: string): Promise<string[]> {
  await at(page, `/work?kind=${kind}&single=on&whose=agency`)
  return page
    .locator('main table tbody a[href^="/applications/"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
}

beforeAll(async () => {
  leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
})

test('above a norm that may be exceeded an appraisal wants its reason, and the decision its consent', async () => {
  const [address = ''] = await waiting(coordinator, 'applications.appraise')
  expect(address).not.toBe('')
  await at(coordinator, '/norms/new')
  await inspect(coordinator, 'norm-new')
  const instrument = coordinator.locator('[name="instrumentId"] option', { hasText: '11/2023/NQ-HĐND' })
  await send(coordinator, '/norms/new', {
    name: 'Hỗ trợ tư vấn',
    instrumentId: (await instrument.first().getAttribute('value')) ?? '',
    article: 'Điều 3',
    kind: 'fixed',
    ceiling: '1000000',
    ceilingUnit: 'contract',
    whenOver: 'approved',
    validFrom: '2020-01-01',
  })
  await at(coordinator, address)
  const appraisal = { amount: '1000001', note: 'Chi phí hợp lý' }
  await send(coordinator, `${address}/appraisal`, appraisal, 'refused')
  expect(await coordinator.locator('main').innerText()).toContain('11/2023/NQ-HĐND')
  await send(coordinator, `${address}/appraisal`, { ...appraisal, overReason: 'Hai nhà máy cùng áp dụng' })
  await at(leader, address)
  expect(await leader.locator('main').innerText()).toContain('Hai nhà máy cùng áp dụng')
  // what was left of the year is cancelled by then
  await allocateOn(coordinator, {
    ...{ line: 'IV', year: '2025', source: 'provincial_st', amount: '2 triệu', documentDate: '30/12/2025' },
    over: 'Bổ sung cho hồ sơ đã thẩm định',
  })
  const decision = {
    outcome: 'accept',
    reason: 'Đủ điều kiện',
    decisionNumber: '12/QĐ',
    decidedOn: '2025-12-31',
  }
  await send(leader, `${address}/decision`, decision, 'refused')
  expect(await leader.locator('[name="overAgreed"][aria-invalid="true"]').count()).toBe(1)
  await send(leader, `${address}/decision`, { ...decision, overAgreed: true })
})

test('a table of norms comes in through the page, and what it does not let exceed is stopped', async () => {
  const [address = ''] = await waiting(coordinator, 'applications.check')
  expect(address).not.toBe('')
  await at(coordinator, address)
  await send(coordinator, `${address}/check`, { outcome: 'checked' })
  await at(coordinator, '/norms/import')
  await inspect(coordinator, 'norm-import')
  await send(coordinator, '/norms/import', {
    text: [
      'Khoản chi;Văn bản;Điều, khoản;Loại mức chi;Mức tối đa (đồng);Mức tối đa tính cho;Áp dụng từ ngày',
      'Trần chung;11/2023/NQ-HĐND;Điều 4;Mức tiền cố định;500.000;hợp đồng;01/01/2020',
      'Văn bản lạ;99/2099/NQ-HĐND;Điều 4;Mức tiền cố định;500.000;hợp đồng;01/01/2020',
    ].join('\n'),
  })
  await inspect(coordinator, 'norm-import-found')
  const found = new URL(coordinator.url()).pathname
  expect(await coordinator.locator('main').innerText()).toContain('99/2099/NQ-HĐND')
  await send(coordinator, found, {})
  await at(coordinator, '/norms?q=tran+chung')
  expect(await coordinator.locator('main table').innerText()).toContain('500.000')
  await at(coordinator, address)
  const appraisal = { amount: '500001', note: 'Chi phí hợp lý', overReason: 'Cần thêm' }
  await send(coordinator, `${address}/appraisal`, appraisal, 'refused')
  expect(await coordinator.locator('main').innerText()).toContain('Trần chung')
  await send(coordinator, `${address}/appraisal`, { ...appraisal, amount: '500000', overReason: '' })
})

test('the norms are whole in English too', async () => {
  for (const [path, name] of [
    ['/norms', 'norms-en'],
    ['/norms/import', 'norm-import-en'],
  ] as const) {
    await at(coordinator, `${path}?lang=en`)
    await inspect(coordinator, name)
    expect(await coordinator.locator('html').getAttribute('lang')).toBe('en')
  }
})

test('the terms of a procedure are entered with their source, a slip is told at its row, corrected in place and ended', async () => {
  const page = coordinator
  const form = '/legal/rules/new?kind=terms'
  await at(page, `${form}&lang=vi`)
  await inspect(page, 'terms-form')
  const source = page.locator('select[name="instrumentId"] option', { hasText: /^15\/2022\/TT-BKHCN/ })
  const rule = {
    instrumentId: (await source.getAttribute('value')) ?? '',
    article: 'Điều 3',
    name: 'Thời hạn của nhiệm vụ cấp tỉnh',
    nameEn: 'Terms of a provincial task',
    validFrom: '01/01/2025',
    // The first row stays empty: what is left closes up.
    'value.terms.1.article': 'Điều 3 khoản 1',
    'value.terms.1.vi': 'Họp hội đồng sau khi đủ hồ sơ',
    'value.terms.1.en': 'Council meets after the dossier is whole',
    'value.terms.1.count': '10',
  }
  await send(page, form, rule, 'refused')
  expect(await page.locator('#e-value\\.terms\\.0\\.unit').innerText()).toContain('Số và đơn vị đi cùng nhau')
  await inspect(page, 'terms-form-refused')
  await send(page, form, { 'value.terms.0.unit': 'workingDays' })
  const row = () => page.locator('main table tbody tr', { hasText: 'Thời hạn của nhiệm vụ cấp tỉnh' })
  expect(await row().innerText()).toContain('Họp hội đồng sau khi đủ hồ sơ: 10 ngày làm việc')
  await row().getByRole('link', { name: 'Sửa' }).click()
  await page.waitForLoadState('networkidle')
  const correction = new URL(page.url()).pathname
  await inspect(page, 'terms-correction')
  await send(page, correction, { 'value.terms.0.count': '15', reason: 'Chép sai số ngày' })
  expect(await row().innerText()).toContain(': 15 ngày làm việc')
  await row().getByRole('link', { name: 'Kết thúc' }).click()
  await page.waitForLoadState('networkidle')
  await send(page, new URL(page.url()).pathname, { validTo: '31/12/2025' })
  expect(await row().innerText()).toContain('không áp dụng')
})
