import { expect, test } from 'vitest'
import { allocateOn, anotherPerson, inspect, openDesk, pdf, send } from './program.ts'

/* A budget year to its closing: money of 2025 carried over in part, the rest cancelled, reconciled, settled by two people, closed. */

const { program, browser, page, go, text } = await openDesk()
const leader = await anotherPerson(browser, program, 'leader', 'Trần Văn Lãnh')
const finance = await anotherPerson(browser, program, 'finance', 'Lê Thị Tài Chính')

test('the days of the budget year stand with their articles, and the year says what bars its closing', async () => {
  await allocateOn(page, {
    ...{
      line: 'II.1',
      year: '2025',
      source: 'provincial_st',
      amount: '30 triệu',
      documentDate: '20/01/2025',
    },
  })
  await go('/budget/cutoffs')
  expect(await text()).toContain('Thông tư 26/2026/TT-BTC, Điều 19')
  await inspect(page, 'budget-cutoffs')
  await go('/budget/carry-grounds')
  await inspect(page, 'carry-grounds')
  await go('/budget/years')
  await inspect(page, 'budget-years')
  await go('/budget/years/2025')
  expect(await text()).toContain('Còn 30.000.000 đồng dự toán chưa chuyển nguồn, chưa hủy')
  await inspect(page, 'budget-year-open')
})

test('what is left is carried over and cancelled, each proposed by one and approved by another', async () => {
  const form = '/budget/year-end/new'
  await go(`${form}?kind=carry&year=2025`)
  await inspect(page, 'carry-over-new')
  await send(page, form, { reason: 'Chuyển nguồn', 'lines.0.amount': '10 triệu' }, 'refused')
  await send(page, form, { 'lines.0.ground': '4' })
  expect(await text()).toContain('Đã gửi; người khác duyệt')
  const carried = new URL(page.url()).pathname
  await send(page, `${carried}/documents`, { document: 'decision', give: true, issuedOn: '05/02/2026' })
  expect(await text()).toContain('Đã tạo văn bản')
  await inspect(page, 'carry-over-papers')
  await leader.goto(page.url().split('?')[0] ?? '')
  await inspect(leader, 'carry-over-approval')
  expect(await leader.inputValue('input[name="documentNumber"]')).toMatch(/^01\/QĐ-/)
  const decide = async (path: string, documentNumber: string) => {
    await leader.goto(program.url + path)
    await send(leader, `${path}/approval`, {
      ...{ documentNumber, documentDate: '05/02/2026', fileId: pdf('quyet-dinh') },
    })
  }
  await decide(new URL(page.url()).pathname, '11/QĐ-UBND')
  await go(`${form}?kind=cancel&year=2025`)
  await send(page, form, { reason: 'Số dư không được chuyển nguồn' })
  await decide(new URL(page.url()).pathname, '12/QĐ-UBND')
  await go('/budget/year-end')
  expect(await text()).toContain('12/QĐ-UBND')
  await inspect(page, 'year-end')
})

test('reconciled with the Treasury, settled by two people, the year is closed', async () => {
  const treasury = '/budget/years/2025/treasury'
  await finance.goto(program.url + treasury)
  await inspect(finance, 'treasury')
  await send(finance, treasury, {
    ...{ documentNumber: '7/BBĐC', documentDate: '09/02/2026', 'figures.0.given': '30 triệu' },
    ...{ 'figures.0.paid': '0', 'figures.0.advanced': '0', 'figures.0.leftOver': '30 triệu' },
  })
  await finance.goto(`${program.url}/budget/years/2025/settlement`)
  await send(finance, '/budget/years/2025/settlement', { note: 'Đúng số liệu' })
  const settlement = new URL(finance.url()).pathname
  await finance.setViewportSize({ width: 390, height: 844 })
  await finance.goto(`${program.url}${settlement}?do=document`)
  await send(finance, `${settlement}/documents`, { document: 'minutes', give: true, issuedOn: '20/02/2026' })
  await inspect(finance, 'settlement-papers')
  expect(await finance.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false)
  await leader.goto(program.url + settlement)
  await inspect(leader, 'settlement')
  await send(leader, `${settlement}/agreement`, {
    ...{ minutesNumber: '1/BBQT', minutesDate: '20/02/2026', fileId: pdf('bien-ban') },
  })
  const file = await leader.request.get(`${program.url}${settlement}/document.docx`)
  expect(file.status()).toBe(200)
  await leader.goto(`${program.url}/budget/years/close?year=2025`)
  await send(leader, '/budget/years/close', {
    ...{ documentNumber: '9/BB', closedOn: '25/02/2026', fileId: pdf('khoa-so') },
  })
  await go('/budget/years/2025')
  expect(await text()).toContain('9/BB')
  await inspect(page, 'budget-year-closed')
})
