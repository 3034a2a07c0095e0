import { expect, test } from 'vitest'
import { anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/*
 * A claim made on a phone: its cost with the photograph of its voucher, sent; judged by another person who cuts a line with its article; drawn up for payment by one
 * and released by another.
 */

const { program, browser, page, go, text } = await openDesk({ sample: 20 })

const photo = {
  name: 'hoa-don.png',
  mimeType: 'image/png',
  buffer: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
}
let claim = ''
let order = ''
let auditor: Awaited<ReturnType<typeof anotherPerson>>
let finance: Awaited<ReturnType<typeof anotherPerson>>

test('a claim is written on a phone: one cost after the other, each with the photograph of its voucher', async () => {
  await go('/claims')
  await inspect(page, 'claims')
  // what the sample claims already has money left; the first accounts for an advance that own money is behind of
  await page.locator('main table tbody a[href^="/claims/"]').nth(1).click()
  await inspect(page, 'claim')
  const of = page.locator('main a[href^="/support/"], main a[href^="/science-tasks/"]').first()
  await go((await of.getAttribute('href')) ?? '')
  const form = (await page.locator('main a[href$="/claims/new"]').first().getAttribute('href')) ?? ''
  await page.setViewportSize({ width: 390, height: 844 })
  await go(form)
  await inspect(page, 'claim-new')
  await send(page, form, { payee: 'Người nhận thử', payeeAccount: '0123456789', payeeBank: 'Ngân hàng thử' })
  claim = new URL(page.url()).pathname
  const add = `${claim}/lines/new`
  for (const [what, amount] of [
    ['Thuê tư vấn', '600.000'],
    ['In biển bảng', '200.000'],
  ]) {
    await go(add)
    expect(await page.locator('input[type="file"]').getAttribute('capture')).toBe('environment')
    await inspect(page, 'claim-line-new')
    await send(page, add, {
      ...{ what: what ?? '', amount: amount ?? '', voucherNumber: `${what}-1`, fileId: photo },
    })
  }
  expect(await text()).toContain('800.000')
  expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  await inspect(page, 'claim-draft')
  await send(page, `${claim}/send`, {})
  expect(await text()).toContain('chờ xem xét')
  await page.setViewportSize({ width: 1280, height: 900 })
})

test('another person accepts a line, cuts the other with its article, and concludes', async () => {
  const other = await anotherPerson(browser, program, 'coordinator', 'Trần Văn Xét')
  await other.goto(`${program.url}${claim}`)
  const verdicts = await other
    .locator('main a[href$="/verdict"]')
    .evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? ''))
  expect(verdicts).toHaveLength(2)
  await other.goto(`${program.url}${verdicts[0]}`)
  await inspect(other, 'claim-verdict')
  await send(other, verdicts[0] ?? '', { verdict: 'accepted' })
  await other.goto(`${program.url}${verdicts[1]}`)
  const instrument = await other.locator('[name="instrumentId"] option').nth(1).getAttribute('value')
  await send(other, verdicts[1] ?? '', {
    ...{ verdict: 'cut', accepted: '150.000', reason: 'Vượt giá hợp đồng' },
    ...{ instrumentId: instrument ?? '', article: 'Điều 9' },
  })
  await send(other, `${claim}/conclusion`, {})
  await inspect(other, 'claim-judged')
  await go(claim)
  expect(await text()).toContain('Vượt giá hợp đồng')
  expect(await text()).toContain('750.000')
})

test('its payment is drawn up for what was accepted, released by another, and the claim is paid', async () => {
  await go(`${claim}/payment`)
  await inspect(page, 'claim-payment')
  await send(page, `${claim}/payment`, {
    ...{ documentNumber: 'UNC-DN-1', fileId: pdf('uy-nhiem-chi') },
    ...{ basis: 'contract', basisNumber: '1/HĐ', basisDate: '01/01/2025', basisFileId: pdf('hop-dong') },
  })
  order = (await page.locator('#orders a[href^="/budget/payments/"]').first().getAttribute('href')) ?? ''
  finance = await anotherPerson(browser, program, 'finance', 'Lê Thị Chi')
  await finance.goto(`${program.url}${order}`)
  await send(finance, `${order}/release`, {})
  await go(claim)
  expect(await text()).toContain('Đã duyệt chi đủ')
  await inspect(page, 'claim-paid')
  await go('/budget/release-levels')
  await inspect(page, 'release-levels')
})

test('what was paid stands in the view of money; each figure opens what it sums; it prints on a page that lies on its side', async () => {
  await go('/budget/view')
  await inspect(page, 'money-view')
  const sheet = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
  const [, width, height] = /MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(sheet) ?? []
  expect(Number(width)).toBeGreaterThan(Number(height))
  await go('/budget/view?by=line.year.source.task&unit=dong')
  await inspect(page, 'money-view-all')
  const figure = page.locator('main table tbody a[href*="column=paid"]').first()
  const amount = ((await figure.textContent()) ?? '').split('(')[0]?.trim() ?? ''
  await go((await figure.getAttribute('href')) ?? '')
  await inspect(page, 'money-moves')
  expect(await text()).toContain(`Đã chi: ${amount}`)
  for (const name of ['months', 'forecast']) {
    await go(`/budget/view/${name}`)
    await inspect(page, `money-${name}`)
  }
  await go('/budget/spending-thresholds')
  await inspect(page, 'spending-thresholds')
  await go('/budget/under-spending')
  await inspect(page, 'under-spending')
})

test('an auditor follows money from the line to the voucher, from the voucher back, and takes the papers along', async () => {
  auditor = await anotherPerson(browser, program, 'auditor', 'Võ Thị Dò')
  const at = (path: string) => auditor.goto(`${program.url}${path}`)
  await at('/budget?year=all&source=all')
  const lines = await auditor.locator('main table a[href^="/budget/lines/"]').all()
  let paid = ''
  for (const line of await Promise.all(lines.map((one) => one.getAttribute('href')))) {
    await at(line ?? '')
    const figure = auditor.locator('#figures a[href*="column=paid"]').first()
    if ((await figure.count()) > 0) paid = (await figure.getAttribute('href')) ?? ''
  }
  await inspect(auditor, 'budget-line-figures')
  await at(paid)
  await inspect(auditor, 'money-path')
  expect(await auditor.locator('main table a[href$="/path"]').count()).toBeGreaterThan(0)
  await at(order)
  await auditor.locator('main a[href$="/path"]').first().click()
  await inspect(auditor, 'voucher-path')
  const said = await auditor.locator('#path').innerText()
  for (const stage of ['Dự toán của kế hoạch', 'Quyết định giao', 'Lệnh chi', 'Bút toán chi'])
    expect(said).toContain(stage)
  expect(await auditor.locator('#rules').innerText()).toContain('Điều')
  const href = (await auditor.locator('a[href^="/budget/path/archive"]').getAttribute('href')) ?? ''
  const archive = await auditor.request.get(`${program.url}${href}`)
  expect(archive.headers()['content-type']).toBe('application/zip')
  expect((await archive.body()).subarray(0, 2).toString()).toBe('PK')
  // that the papers were taken along stands in the trail
  await at('/audit')
  expect(await auditor.locator('main').innerText()).toContain('moneyPath.archive')
})

test('own money of enterprises comes in as a table and waits to be confirmed; both sides stand on the page of the enterprise', async () => {
  await go('/budget/own-payments/import')
  await inspect(page, 'own-money-import')
  await go('/budget/own-ratios')
  await inspect(page, 'own-ratios')
  await page.locator('main table a[href$="/own-money"]').first().click()
  await inspect(page, 'enterprise-own-money')
  expect(await text()).toContain('Ngân sách đã chi / được duyệt')
})

test('an advance is cleared in parts that one enters and another confirms; one is drawn up on the commitment', async () => {
  await go('/advances')
  await inspect(page, 'advances')
  await page
    .locator('main table tbody tr', { hasText: '-1/TU-MAU' })
    .locator('a[href^="/advances/"]')
    .first()
    .click()
  const advance = new URL(page.url()).pathname
  await inspect(page, 'advance')
  await go(`${advance}?do=voucher#act`)
  await send(
    page,
    `${advance}/vouchers`,
    {
      ...{
        what: 'In tài liệu',
        amount: '100.000',
        number: 'HĐ-TU-1',
        onDay: '01/01/2026',
        fileId: pdf('hoa-don'),
      },
    },
    'refused',
  )
  await inspect(page, 'advance-refused')
  await finance.goto(`${program.url}${advance}`)
  await inspect(finance, 'advance-to-confirm')
  const confirm =
    (await finance.locator('form[action$="/confirmation"]').first().getAttribute('action')) ?? ''
  await send(finance, confirm, {})
  await go(advance)
  expect(await text()).toContain('Đã nộp trả')
  await page.setViewportSize({ width: 390, height: 844 })
  await inspect(page, 'advance-phone')
  expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  await page.setViewportSize({ width: 1280, height: 900 })
  await go('/advances')
  await page
    .locator('main table tbody tr', { hasText: '-2/TU-MAU' })
    .locator('a[href^="/advances/"]')
    .first()
    .click()
  const overdue = new URL(page.url()).pathname
  expect(await text()).toContain('Quá hạn hoàn')
  await finance.setViewportSize({ width: 390, height: 844 })
  const approve = async () => {
    await finance.goto(`${program.url}${overdue}`)
    const form = finance.locator('form[action$="/approval"]').first()
    await send(finance, (await form.getAttribute('action')) ?? '', {})
  }
  await finance.goto(`${program.url}${overdue}`)
  await inspect(finance, 'advance-to-prolong-phone')
  expect(await finance.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  await approve()
  // the later day of the sample is past too
  await go(`${overdue}?do=prolong#act`)
  await inspect(page, 'advance-prolong')
  await send(page, `${overdue}/prolongations`, {
    ...{ dueOn: '31/12/2098', number: '9/CV', onDay: '01/01/2026' },
    ...{ fileId: pdf('gia-han'), reason: 'Chờ nghiệm thu' },
  })
  expect(await text()).toContain('người khác phê duyệt')
  await inspect(page, 'advance-prolonged')
  await approve()
  await finance.setViewportSize({ width: 1280, height: 900 })
  await go(overdue)
  expect(await text()).not.toContain('Quá hạn hoàn')
  expect(await page.locator('#prolongations').innerText()).toContain('31/12/2098')
  for (const [path, name] of [
    ['/advances/terms', 'advance-terms'],
    ['/advances/terms/new', 'advance-term-new'],
  ] as const) {
    await go(path)
    await inspect(page, name)
  }
  await go(advance)
  const payment = (await page.locator('main a[href^="/budget/payments/"]').first().getAttribute('href')) ?? ''
  await go(payment)
  const commitment =
    (await page.locator('main a[href^="/budget/commitments/"]').last().getAttribute('href')) ?? ''
  await go(`${commitment}/advance`)
  await inspect(page, 'advance-new')
})

test('a payment of a task’s content names its turn: from the ledger to the turn, its payment, the way of the money, and the form that asks for it', async () => {
  await go('/budget/entries?turn=named')
  await inspect(page, 'entries-of-turns')
  const turn = (await page.locator('main table a[href^="/support/"]').first().getAttribute('href')) ?? ''
  await page.setViewportSize({ width: 390, height: 844 })
  await go(turn)
  expect(await page.locator('#paid').innerText()).toContain('UNC-NV-MAU')
  await inspect(page, 'turn-paid')
  expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  await page.setViewportSize({ width: 1280, height: 900 })
  const way = (await page.locator('#paid a[href^="/budget/path"]').getAttribute('href')) ?? ''
  await page.locator('#paid a[href^="/budget/payments/"]').first().click()
  expect(await text()).toContain('chi cho lượt')
  await inspect(page, 'payment-of-turn')
  const commitment =
    (await page.locator('main a[href^="/budget/commitments/"]').last().getAttribute('href')) ?? ''
  await go(way)
  expect(await text()).toContain('UNC-NV-MAU')
  await inspect(page, 'path-of-turn')
  await go(`${commitment}/payment`)
  expect(await page.locator('[name="taskTurnId"] option').count()).toBeGreaterThan(1)
  await inspect(page, 'payment-with-turn')
})

test('a recovery shows its interest with the formula, and bars its enterprise from new support', async () => {
  await go('/recoveries')
  await inspect(page, 'recoveries')
  await page
    .locator('main table tbody tr', { hasText: 'Đã nộp một phần' })
    .locator('a[href^="/recoveries/"]')
    .click()
  expect(await text()).toContain('5%/năm')
  await page.setViewportSize({ width: 390, height: 844 })
  await inspect(page, 'recovery')
  expect(await page.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  await page.setViewportSize({ width: 1280, height: 900 })
  const recovery = new URL(page.url()).pathname
  await go(`${recovery}?do=correct#act`)
  await inspect(page, 'recovery-correct')
  const asks = async (name: string) => page.locator(`#act [name="${name}"]`).inputValue()
  const stands: Record<string, string> = {}
  for (const name of ['amount', 'interestRate', 'interestFrom', 'interestYearDays'])
    stands[name] = await asks(name)
  await send(page, `${recovery}/corrections`, {
    ...{ ...stands, dueOn: '31/12/2098', number: '3/TB', onDay: '01/01/2026' },
    ...{ fileId: pdf('sua-thu-hoi'), reason: 'Cho nộp dần' },
  })
  expect(await text()).toContain('người khác phê duyệt')
  await finance.setViewportSize({ width: 390, height: 844 })
  await finance.goto(`${program.url}${recovery}`)
  await inspect(finance, 'recovery-to-correct-phone')
  expect(await finance.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  const approval = (await finance.locator('form[action$="/approval"]').first().getAttribute('action')) ?? ''
  await send(finance, approval, {})
  await finance.setViewportSize({ width: 1280, height: 900 })
  await go(recovery)
  expect(await page.locator('#corrections').innerText()).toContain('31/12/2098')
  const commitment =
    (await page.locator('main a[href^="/budget/commitments/"]').first().getAttribute('href')) ?? ''
  await go(`${commitment}/recovery`)
  await inspect(page, 'recovery-new')
  await go('/support-blocks')
  await inspect(page, 'support-blocks')
  expect(await text()).toContain('QĐ-TH-MAU')
})

test('a finding of inspection is entered with its conclusion, answered, and closed by another person with the paper of the inspectors', async () => {
  await go('/findings')
  await inspect(page, 'findings')
  await go('/findings/new')
  await inspect(page, 'finding-new')
  const first = async (name: string) =>
    (await page.locator(`[name="${name}"] option`).nth(1).getAttribute('value')) ?? ''
  await send(page, '/findings/new', {
    ...{
      kind: 'inspection',
      issuer: 'Thanh tra tỉnh',
      documentNumber: '21/KL-TTr',
      documentDate: '16/03/2026',
    },
    ...{
      content: 'Chi vượt khối lượng nghiệm thu',
      article: 'Thông tư 35/2021/TT-BTC, Điều 3',
      demand: 'recover',
    },
    ...{ amount: '500.000', lineId: await first('lineId'), year: '2025', voucher: 'UNC-DN-1' },
    ...{ agencyId: await first('agencyId'), dueOn: '16/04/2026', fileId: pdf('ket-luan') },
  })
  const finding = new URL(page.url()).pathname
  await inspect(page, 'finding')
  const line = (await page.locator('#about a[href^="/budget/lines/"]').getAttribute('href')) ?? ''
  await go(line)
  expect(await page.locator('#findings').innerText()).toContain('21/KL-TTr')
  await inspect(page, 'budget-line')
  await go(finding)
  await send(page, `${finding}/answer`, {
    ...{ answer: 'Đã nộp lại phần chi vượt', recovered: '500.000' },
    ...{ recoveryNumber: 'GNT-1', recoveredOn: '30/03/2026' },
  })
  expect(await text()).toContain('chờ kết luận')
  await auditor.goto(`${program.url}${finding}`)
  await inspect(auditor, 'finding-answered')
  await send(auditor, `${finding}/closing`, {
    ...{ closedNumber: '9/TB-TTr', closedOn: '20/04/2026', fileId: pdf('ket-thuc') },
  })
  await go(finding)
  expect(await text()).toContain('Kiến nghị đã kết thúc')
  await inspect(page, 'finding-closed')
})
